"""`/calendrier`: a month of ideas, drafts of them, and what is planned beside them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.conversation.calendar import month_said
from bot.conversation.notices import Notice
from bot.guard import Cleared
from tests.conversation.agenda import Talk, words


@pytest.fixture
def talk() -> Talk:
    return Talk()


async def test_month_has_ideas_balance_and_cap(talk: Talk) -> None:
    (card,) = await talk.calls("janvier")
    said = words(card)
    assert said.startswith("Janvier 2027 : 5 idées pour 4 semaines")
    assert "2 posts par semaine au plus" in said
    assert "Promotion 0" in said
    assert talk.labels[:2] == ["✍️ Rédiger 1", "🔄 Remplacer 1"]


async def test_day_of_prevention_says_that_its_date_is_to_be_confirmed(talk: Talk) -> None:
    (card,) = await talk.calls("février")
    assert "Fiche 5 · Journée mondiale contre le cancer, 4 février 2027, date à confirmer" in words(card)


async def test_month_is_the_same_when_it_is_asked_again(talk: Talk) -> None:
    first = await talk.calls("janvier")
    assert await talk.say("mon calendrier de janvier") == first


async def test_idea_is_written_by_button_and_by_word(talk: Talk) -> None:
    await talk.calls("janvier")
    text, _ = await talk.tap("✍️ Rédiger 2")
    assert isinstance(text, Cleared)
    assert re.fullmatch(r"un post sur la fiche \d+", talk.desk.asked[0])
    await talk.say("redige l idee 3 stp")
    assert len(set(talk.desk.asked)) == 2
    (card,) = await talk.calls("janvier")
    assert words(card).count("rédigé") == 2
    assert "✍️ Rédiger 2" not in talk.labels


async def test_idea_without_a_source_is_declined_and_stays(talk: Talk) -> None:
    talk.desk.refused = True
    await talk.calls("janvier")
    await talk.tap("✍️ Rédiger 2")
    assert talk.records == ["declined"]
    await talk.calls("janvier")
    assert "✍️ Rédiger 2" in talk.labels


async def test_idea_is_replaced_and_older_buttons_show_the_month_anew(talk: Talk) -> None:
    (before,) = await talk.calls("janvier")
    old = next(one for one in talk.buttons if one.label == "✍️ Rédiger 1")
    (after,) = await talk.tap("🔄 Remplacer 1")
    assert words(before).splitlines()[2] != words(after).splitlines()[2]
    assert words(before).splitlines()[3:] == words(after).splitlines()[3:]
    shown = await talk.press(old.action, old.draft, old.version)
    assert shown == [Notice.STALE, after]
    assert talk.desk.asked == []


@pytest.mark.parametrize("said", ["rédige 9", "remplace 12"])
async def test_idea_that_is_not_there_is_said_to_be_none(talk: Talk, said: str) -> None:
    await talk.calls("janvier")
    assert await talk.say(said) == [Notice.NO_IDEA]


@pytest.mark.parametrize(
    ("said", "notice"),
    [("mai 2019", Notice.MONTH_OVER), ("blabla", Notice.MONTH_UNKNOWN), ("juin 2031", Notice.MONTH_UNKNOWN)],
)
async def test_month_that_cannot_be_says_so(talk: Talk, said: str, notice: Notice) -> None:
    assert await talk.calls(said) == [notice]


@pytest.mark.parametrize(
    ("said", "today", "expected"),
    [
        ("janvier", date(2026, 12, 1), (2027, 1)),
        ("Décembre", date(2026, 12, 1), (2026, 12)),
        ("de février 2028", date(2026, 12, 1), (2028, 2)),
        ("02/2027", date(2026, 12, 1), (2027, 2)),
        ("", date(2026, 12, 1), (2026, 12)),
        ("", date(2026, 12, 29), (2027, 1)),
        ("", date(2026, 11, 22), (2026, 12)),
        ("mois prochain", date(2026, 1, 31), (2026, 2)),
        ("ce mois-ci", date(2026, 12, 31), (2026, 12)),
    ],
)
def test_month_is_the_one_to_come(said: str, today: date, expected: tuple[int, int]) -> None:
    assert month_said(said, today) == expected


@pytest.mark.parametrize(
    "said",
    [
        "calendrier",
        "le calendrier éditorial",
        "des idées de posts pour janvier",
        "planning des posts",
        "fais 3 posts pour la semaine",
        "il me faut deux publications par semaine",
        "qu'est-ce qui est programmé ?",
    ],
)
async def test_calendar_is_asked_for_in_words(talk: Talk, said: str) -> None:
    (card,) = await talk.say(said)
    assert "Cadence" in words(card)


async def test_slot_of_the_idea_is_proposed_in_its_week(talk: Talk) -> None:
    await talk.calls("janvier")
    await talk.tap("✍️ Rédiger 2")
    await talk.say("je valide")
    assert "Vendredi 15 janvier 18 h 30" in talk.labels


async def test_month_lists_what_is_planned(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    (card,) = await talk.calls("décembre")
    assert "jeudi 3 décembre 2026 à 9 h · Instagram · Soleil et cicatrices" in words(card)


async def test_month_lists_what_is_planned_in_another_month_too(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    (card,) = await talk.calls("février")
    assert "jeudi 3 décembre 2026 à 9 h" in words(card)


async def test_planned_posts_leave_fewer_ideas_in_their_week(talk: Talk) -> None:
    for when in ("mercredi 9h", "jeudi 9h"):
        await talk.plans(when)
    (card,) = await talk.calls("décembre")
    assert "Semaine du 30 novembre" not in words(card)


async def test_data_of_every_button_fits_telegram(talk: Talk) -> None:
    await talk.calls("janvier")
    months = talk.buttons
    await talk.approves()
    for button in (*months, *talk.buttons):
        assert len(button.data.replace("i0", "x" * 12).encode()) <= 64
