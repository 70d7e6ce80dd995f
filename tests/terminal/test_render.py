from __future__ import annotations

import json
from typing import Any

import pytest

from bot.conversation.buttons import craft_buttons, draft_buttons
from bot.conversation.cards import draft_card, help_card, sources_card, why_card
from bot.conversation.effects import Action, Send
from bot.conversation.help import HELP
from bot.conversation.notices import Notice
from bot.conversation.state import Shown
from bot.drafting.ports import Counter, Craft, Draft, Platform, Source
from bot.guard import review
from bot.terminal.render import OFF, Screen, as_json

DIRTY = "Une cicatrice se protège du soleil. Prenez rendez-vous dès maintenant !"


def draft(text: str = DIRTY, **more: Any) -> Draft:
    given = {"platform": Platform.INSTAGRAM, "counters": (Counter(35, 2200, "caractères"),)} | more
    return Draft(Craft.POST, review(text, "post"), **given)


def printed(*sends: Send, width: int = 100, colours: bool = False) -> str:
    return "\n".join(Screen(width, colours).lines(sends))


def shown(one: Draft) -> tuple[Send, Send]:
    return Send(one.verdict), Send(draft_card(one), draft_buttons(Shown("d1", 1, one)))


def test_screen_shows_the_text_between_two_rules() -> None:
    lines = printed(*shown(draft())).splitlines()
    start = next(i for i, line in enumerate(lines) if "Texte à copier" in line)
    assert lines[start + 1] == "Une cicatrice se protège du soleil."
    assert set(lines[start + 2]) == {"─"}


def test_screen_says_what_was_cut_and_under_which_rule() -> None:
    text = printed(*shown(draft()))
    assert "Garde-fou" in text
    assert "RDV001" in text


def test_screen_says_why_with_the_article_and_its_confidence() -> None:
    text = printed(Send(why_card(draft().verdict.findings)), width=200)
    assert "R.4127-19" in text
    assert "confiance H+V3" in text
    assert "prudence" in text


def test_screen_lists_the_sources_with_their_sentences() -> None:
    sources = (Source(1, "Fiche", (1, 3), "https://sante.example", "V3", "2026-11-21"),)
    text = printed(Send(sources_card(sources)), width=200)
    assert "[1] Fiche — phrases\u00a01, 3" in text
    assert "https://sante.example" in text


def test_screen_says_that_a_refused_text_cannot_be_copied() -> None:
    refused = draft("Prenez rendez-vous dès maintenant !")
    text = printed(*shown(refused))
    assert "Aucun texte à copier" in text
    assert "🔴" in text
    assert "Texte à copier ─" not in text


@pytest.mark.parametrize(
    ("more", "light"),
    [
        ({}, "🟢"),
        ({"verify": ("2 ans",)}, "🟠"),
        ({"situation": "defamation"}, "🟠"),
        ({"fixed": True}, "🔴"),
        ({"counters": (Counter(3000, 2200, "caractères"),)}, "🔴"),
    ],
)
def test_light_tells_how_far_a_draft_is(more: dict[str, Any], light: str) -> None:
    assert draft_card(draft(**more)).light == light


def test_screen_without_colours_has_no_escape() -> None:
    assert "\x1b" not in printed(*shown(draft()), Send(help_card(HELP)), Send(Notice.WELCOME))


def test_screen_with_colours_closes_each_style() -> None:
    text = printed(*shown(draft()), colours=True)
    assert text.count("\x1b[") == 2 * text.count(OFF)


@pytest.mark.parametrize("width", [40, 72, 110])
def test_screen_keeps_cards_within_its_width(width: int) -> None:
    text = printed(Send(help_card(HELP)), width=width)
    assert max(map(len, text.splitlines())) <= width


def test_json_has_one_item_a_thing_shown() -> None:
    line = as_json(
        [*shown(draft()), Send(Notice.WHICH, craft_buttons()), Send(Notice.FAILED, incident="a1b2c3")]
    )
    items = json.loads(line)["items"]
    assert "\n" not in line
    assert [item["type"] for item in items] == ["draft", "card", "notice", "notice"]
    assert items[0]["text"] == "Une cicatrice se protège du soleil."
    assert items[0]["findings"][0]["rule"] == "RDV001"
    assert {"label": "✅ Je valide", "action": Action.APPROVE} in items[1]["actions"]
    assert items[3]["text"].endswith("(incident a1b2c3)")


def test_json_gives_no_text_for_a_refusal() -> None:
    refused = draft("Prenez rendez-vous dès maintenant !")
    assert json.loads(as_json([Send(refused.verdict)]))["items"][0]["text"] is None


@pytest.mark.parametrize("action", Action)
def test_button_data_fits_in_64_bytes(action: Action) -> None:
    from bot.conversation.effects import Button

    assert len(Button("x", action, "A" * 12, 9_999).data.encode()) <= 64
