"""What Telegram shows, as values: the text alone, cards in balanced markup, buttons that fit."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.buttons import craft_buttons
from bot.conversation.cards import Card, help_card
from bot.conversation.effects import Action, Button
from bot.conversation.help import HELP
from bot.conversation.notices import Notice
from bot.french import typeset
from bot.guard import Channel, Cleared, Refused, review
from bot.telegram.rendering import COPIED, DATA, LONGEST, messages
from bot.telegram.splitting import units

LINES = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(list("<>&b/ .\n"))), max_size=300)
BLOCKS = st.lists(st.tuples(LINES, st.lists(LINES, min_size=1, max_size=6)), max_size=6)
CLEAN = "La cicatrice change d’aspect pendant plusieurs mois. "


class Bold(HTMLParser):
    """Counts the entities of a message and refuses what Telegram would not read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = False
        self.entities = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, attrs, self.open) == ("b", [], False)
        self.open = True
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        assert (tag, self.open) == ("b", True)
        self.open = False

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(markup: str) -> Bold:
    parser = Bold()
    parser.feed(markup)
    parser.close()
    assert not parser.open
    return parser


def cleared(text: str) -> Cleared:
    verdict = review(text, Channel.POST)
    assert isinstance(verdict, Cleared)
    return verdict


def button(action: Action = Action.SHORTER, draft: str = "abcdefghijkl", version: int = 1) -> Button:
    return Button("✂️ Plus court", action, draft, version)


@given(BLOCKS)
def test_card_is_balanced_markup_in_messages_that_telegram_takes(blocks: list[tuple[str, list[str]]]) -> None:
    for message in messages(help_card(blocks)):
        assert message.html
        assert units(message.text) <= LONGEST
        assert parsed(message.text).entities <= 100


@given(st.lists(st.sampled_from(["<b>", "&amp;", "</b>", "mot", "<a href='x'>", "&"]), min_size=1))
def test_card_shows_markup_as_text(words: list[str]) -> None:
    line = " ".join(words)
    (message,) = messages(help_card([("Titre", [line])]))
    assert parsed(message.text).text.endswith(f"\n• {typeset(line)}")


@pytest.mark.parametrize("count", [1, 50, 99, 100, 101, 250, 400])
def test_card_of_many_titles_keeps_under_a_hundred_entities(count: int) -> None:
    pages = messages(help_card([(f"Titre {number}", ["."]) for number in range(count)]))
    assert all(parsed(page.text).entities <= 100 for page in pages)
    assert sum(parsed(page.text).entities for page in pages) == count + 1


@pytest.mark.parametrize("char", ["&", "<", "🙂", "z", "é"])
@pytest.mark.parametrize("length", [3_980, 3_995, 4_000, 4_001, 9_000])
def test_card_with_an_endless_line_is_cut_before_telegram_refuses_it(char: str, length: int) -> None:
    pages = messages(help_card([(char * length, [char * length])]))
    assert all(units(page.text) <= LONGEST for page in pages)
    assert "".join(parsed(page.text).text for page in pages).count(char) == 2 * length


@pytest.mark.parametrize("times", [1, 4, 10, 78, 80, 160, 400])
def test_cleared_text_is_alone_unmarked_and_whole(times: int) -> None:
    verdict = cleared((CLEAN * times).strip())
    shown = messages(verdict)
    assert all(not message.html and units(message.text) <= LONGEST for message in shown)
    assert " ".join(message.text for message in shown) == verdict.text


def test_cleared_text_with_markup_in_it_is_left_byte_for_byte() -> None:
    verdict = cleared("Une cicatrice de 3 < 5 mm & des soins <b>simples</b>.")
    assert messages(verdict)[0].text == verdict.text


@pytest.mark.parametrize("times", range(1, 9))
def test_short_text_copies_in_one_tap(times: int) -> None:
    verdict = cleared((CLEAN * times).strip())
    (message,) = messages(verdict)
    copies = [key.copies for row in message.rows for key in row]
    assert copies == ([verdict.text] if len(verdict.text) <= COPIED else [])


@pytest.mark.parametrize("times", [1, 80])
def test_locked_text_is_protected_and_has_no_copy_button(times: int) -> None:
    shown = messages(cleared(CLEAN * times), locked=True)
    assert [message.locked for message in shown] == [True] * len(shown)
    assert [message.rows for message in shown] == [()] * len(shown)


def test_refusal_says_why_and_holds_no_text_to_copy() -> None:
    refused = review("Bonjour", "nulle part")
    assert isinstance(refused, Refused)
    (message,) = messages(refused)
    assert message.text == f"<b>Aucun texte à copier</b>\n{html.escape(refused.reason, quote=False)}"


@pytest.mark.parametrize("notice", Notice)
def test_notice_is_one_plain_message_in_french_typography(notice: Notice) -> None:
    (message,) = messages(notice)
    assert not message.html
    assert message.text == typeset(notice.value)
    assert re.search(r" [;:!?»]|« ", message.text) is None
    assert units(message.text) <= 400


def test_incident_follows_its_notice() -> None:
    assert messages(Notice.FAILED, incident="a1b2c3")[0].text.endswith("(incident a1b2c3)")


@pytest.mark.parametrize("content", ["Bonjour", "", b"x", None, 3, ["x"], object(), {"text": "x"}, ("x",)])
def test_nothing_else_has_a_way_in(content: Any) -> None:
    with pytest.raises(TypeError, match="not built by the guard"):
        messages(content)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("version", [0, 1, 9_999])
def test_button_data_fits_in_sixty_four_bytes(action: Action, version: int) -> None:
    (message,) = messages(Notice.WHICH, [button(action, version=version)])
    assert 1 <= len(message.rows[0][0].data.encode()) <= DATA


def test_button_that_carries_too_much_is_an_error_here_and_not_at_telegram() -> None:
    with pytest.raises(ValueError, match="64"):
        messages(Notice.WHICH, [button(draft="é" * 40)])


def test_buttons_stand_under_the_last_message_alone() -> None:
    pages = messages(help_card([("Titre", ["mot " * 2_500])]), [button()])
    assert len(pages) > 2
    assert [bool(page.rows) for page in pages] == [False] * (len(pages) - 1) + [True]


@pytest.mark.parametrize("count", range(1, 17))
def test_rows_hold_one_to_three_buttons_in_order(count: int) -> None:
    buttons = [Button(action.name.title(), action, "a", 1) for action in list(Action)[:count]]
    (message,) = messages(Notice.WHICH, buttons)
    assert all(1 <= len(row) <= 3 for row in message.rows)
    assert [key.label for row in message.rows for key in row] == [one.label for one in buttons]


def test_rewrites_networks_and_explanations_keep_to_their_rows() -> None:
    actions = [Action.SHORTER, Action.FACEBOOK, Action.LINKEDIN, Action.GOOGLE, Action.WHY, Action.APPROVE]
    (message,) = messages(Notice.WHICH, [Button(one.name, one, "a", 1) for one in actions])
    assert [[key.label for key in row] for row in message.rows] == [
        ["SHORTER"],
        ["FACEBOOK", "LINKEDIN", "GOOGLE"],
        ["WHY"],
        ["APPROVE"],
    ]


def test_question_of_the_craft_fits_on_one_row() -> None:
    (message,) = messages(Notice.WHICH, craft_buttons())
    assert len(message.rows) == 1


def test_help_is_one_message() -> None:
    card = help_card(HELP)
    assert isinstance(card, Card)
    assert len(messages(card)) == 1
