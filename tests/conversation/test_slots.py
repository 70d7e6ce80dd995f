"""Slots of approved posts: proposed, taken, moved, cancelled, and the text that comes back at its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.cards import Card, Light
from bot.conversation.effects import Action, File, Record
from bot.conversation.moments import PARIS
from bot.conversation.month import CAP, monday
from bot.conversation.notices import Notice
from bot.conversation.weeks import PLANNED, SLOT, TOLD, Slot, free_times, held, is_full
from bot.drafting.ports import Craft
from bot.guard import Cleared, review
from tests.conversation.agenda import ASK, TEXT, TUESDAY, Talk, words
from tests.conversation.talking import WHO


@pytest.fixture
def talk() -> Talk:
    return Talk()


async def test_approved_post_is_offered_a_slot(talk: Talk) -> None:
    approved, card = await talk.approves()
    assert approved is Notice.APPROVED
    assert "Proposé : vendredi 18 h 30" in words(card)
    assert talk.labels == ["Vendredi 18 h 30", "Autre date", "Je publie maintenant"]


async def test_reply_that_is_approved_is_offered_none(talk: Talk) -> None:
    await talk.say(ASK)
    shown = talk.state.shown
    assert shown
    message = replace(shown.draft, craft=Craft.MESSAGE, verdict=review(TEXT, "message"))
    talk.state = replace(talk.state, shown=replace(shown, draft=message))
    assert await talk.say("je valide") == [Notice.APPROVED]


async def test_slot_is_taken_by_button_and_the_text_comes_back(talk: Talk) -> None:
    await talk.approves()
    (card,) = await talk.tap("Vendredi 18 h 30")
    assert "vendredi 4 décembre 2026 à 18 h 30, sur Instagram" in words(card)
    assert "Ne touchez pas « Booster la publication »" in words(card)
    friday = datetime(2026, 12, 4, 17, 30, tzinfo=UTC)
    assert await talk.passes(friday - timedelta(minutes=1)) == []
    text, card = await talk.passes(friday)
    assert isinstance(text, Cleared)
    assert text.text == TEXT
    assert "Ne touchez pas « Booster la publication »" in words(card)
    assert await talk.passes(friday + timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("mardi 9h", datetime(2026, 12, 8, 8, tzinfo=UTC)),
        ("plutôt le 3 décembre à 18 h 30", datetime(2026, 12, 3, 17, 30, tzinfo=UTC)),
        ("demain midi", datetime(2026, 12, 2, 11, tzinfo=UTC)),
        ("mets-le jeudi soir", datetime(2026, 12, 3, 17, tzinfo=UTC)),
        ("le 20 juillet à 8h", datetime(2027, 7, 20, 6, tzinfo=UTC)),
    ],
)
async def test_slot_is_said_in_words(talk: Talk, said: str, expected: datetime) -> None:
    await talk.plans(said)
    (slot,) = await talk.slots()
    assert (slot.state, slot.at) == (PLANNED, expected)


async def test_slot_is_moved_in_words(talk: Talk) -> None:
    await talk.plans("mardi 9h")
    await talk.say("finalement mercredi 12h30")
    (slot,) = await talk.slots()
    assert slot.at == datetime(2026, 12, 2, 11, 30, tzinfo=UTC)


async def test_moment_that_has_passed_is_refused(talk: Talk) -> None:
    assert await talk.plans("aujourd'hui à 8h") == [Notice.SLOT_PAST]
    (slot,) = await talk.slots()
    assert not slot.counts


async def test_draft_is_approved_before_it_gets_a_slot(talk: Talk) -> None:
    await talk.say(ASK)
    assert await talk.say("programme ce post") == [Notice.APPROVE_FIRST]
    assert await talk.say("mardi 9h") == [Notice.APPROVE_FIRST]


async def test_edit_after_approval_asks_for_approval_again(talk: Talk) -> None:
    await talk.approves()
    await talk.say("remplace pâlit par évolue")
    assert await talk.say("mardi 9h") == [Notice.APPROVE_FIRST]


async def test_version_approved_later_keeps_the_slot(talk: Talk) -> None:
    await talk.plans("mardi 9h")
    await talk.say("remplace pâlit par évolue")
    _, card = await talk.say("je valide")
    assert "Le créneau reste le même" in words(card)
    text, _ = await talk.passes(datetime(2026, 12, 8, 8, tzinfo=UTC))
    assert isinstance(text, Cleared)
    assert "évolue" in text.text


async def test_third_post_of_a_week_is_refused(talk: Talk) -> None:
    await talk.plans("mercredi 9h")
    await talk.plans("jeudi 9h")
    _, card = await talk.approves()
    assert "vendredi 11 décembre 18 h 30" in words(card)
    assert "Je publie maintenant" not in talk.labels
    (card,) = await talk.say("samedi 9h")
    assert isinstance(card, Card)
    assert card.light is Light.VERIFY
    assert "deux posts déjà" in words(card)
    assert sum(slot.counts for slot in await talk.slots()) == CAP


async def test_post_published_at_once_takes_a_place_of_the_week(talk: Talk) -> None:
    await talk.approves()
    (card,) = await talk.tap("Je publie maintenant")
    assert "compte pour cette semaine" in words(card)
    await talk.plans("jeudi 9h")
    await talk.approves()
    assert "Je publie maintenant" not in talk.labels


async def test_same_post_on_two_networks_counts_once(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    await talk.say("version LinkedIn")
    await talk.say("je valide")
    await talk.say("jeudi 10h")
    slots = await talk.slots()
    assert len(slots) == 2
    assert len(held(slots, date(2026, 11, 30))) == 1


async def test_rule_that_changed_since_holds_the_text_back(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    talk.desk.today = "La cicatrice évolue."
    (card,) = await talk.passes(datetime(2026, 12, 3, 8, tzinfo=UTC))
    assert isinstance(card, Card)
    assert card.light is Light.BLOCKED
    assert "a changé depuis votre validation" in words(card)
    text, _ = await talk.tap("Reprendre ce texte")
    assert isinstance(text, Cleared)
    assert text.text == "La cicatrice évolue."
    assert "approved" not in talk.records


async def test_rule_that_changed_since_holds_the_button_back(talk: Talk) -> None:
    await talk.approves()
    talk.desk.today = "La cicatrice évolue."
    (card,) = await talk.tap("Vendredi 18 h 30")
    assert "a changé depuis votre validation" in words(card)
    assert not any(slot.counts for slot in await talk.slots())


async def test_third_post_is_held_back_even_when_two_people_planned_at_the_same_instant(talk: Talk) -> None:
    for when in ("mercredi 9h", "jeudi 9h", "lundi 9h"):
        await talk.plans(when)
    entry = (await talk.held.entries(WHO.practice, SLOT))[-1]
    friday = datetime(2026, 12, 4, 8, tzinfo=UTC)
    late = replace(entry.changed(at=friday.isoformat()), due=friday)
    talk.held.write(WHO, [File(late)])
    for _ in range(2):
        await talk.passes(friday)
    assert sum(one.counts for one in await talk.slots()) == CAP


@pytest.mark.parametrize("minutes", ["", "x", "99999999999999", "-5"])
async def test_button_with_no_time_plans_nothing(talk: Talk, minutes: str) -> None:
    await talk.approves()
    shown = await talk.press(Action.SLOT, f"d1.instagram.{minutes}")
    assert shown in ([Notice.SLOT_PAST], [Notice.GONE])


async def test_slot_is_cancelled(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    assert await talk.say("annule le créneau") == [Notice.SLOT_GONE]
    assert await talk.passes(datetime(2026, 12, 3, 8, tzinfo=UTC)) == []
    assert await talk.say("annule le créneau") == [Notice.NO_SLOT]


async def test_text_whose_slot_was_cancelled_is_still_approved(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    await talk.say("annule le créneau")
    await talk.say("programme ce post")
    assert "Vendredi 18 h 30" in talk.labels


@pytest.mark.parametrize(
    "said", ["je publie maintenant", "ok je le poste tout de suite", "publie-le maintenant"]
)
async def test_publishing_at_once_is_said_in_words(talk: Talk, said: str) -> None:
    (card,) = await talk.plans(said)
    assert "compte pour cette semaine" in words(card)
    (slot,) = await talk.slots()
    assert slot.state == TOLD


async def test_slot_among_several_is_cancelled_by_its_rank(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    await talk.plans("mercredi 9h")
    talk.state = replace(talk.state, shown=None)
    (card,) = await talk.say("annule le créneau")
    assert "1. mercredi" in words(card)
    assert await talk.say("annule le créneau 2") == [Notice.SLOT_GONE]
    (slot,) = (one for one in await talk.slots() if one.counts)
    assert slot.at == datetime(2026, 12, 2, 8, tzinfo=UTC)


async def test_approved_text_without_a_slot_is_let_go_in_a_month(talk: Talk) -> None:
    await talk.approves()
    assert await talk.passes(TUESDAY + timedelta(days=30)) == []
    assert await talk.slots() == []


async def test_planning_is_audited(talk: Talk) -> None:
    await talk.plans("jeudi 9h")
    assert "planned" in talk.records
    approved = next(one for one in talk.effects if isinstance(one, Record))
    assert len(approved.digest) == 64


@pytest.mark.parametrize("action", [Action.SLOT, Action.OTHER_SLOT, Action.PUBLISH_NOW, Action.TAKE_UP])
async def test_button_of_a_slot_that_is_gone_says_so(talk: Talk, action: Action) -> None:
    assert await talk.press(action, "d1.instagram.1") == [Notice.GONE]


NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
OFFSETS = st.lists(st.integers(0, 60 * 24 * 28), max_size=12)  # minutes from now


def slots_at(now: datetime, offsets: list[int]) -> list[Slot]:
    return [
        Slot(f"d{n}.insta", f"d{n}", PLANNED if n % 2 else TOLD, now + timedelta(minutes=offset))
        for n, offset in enumerate(offsets)
    ]


@given(NOWS, OFFSETS)
def test_proposed_times_are_to_come_and_in_a_week_with_room(now: datetime, offsets: list[int]) -> None:
    slots = slots_at(now, offsets)
    times = free_times(slots, now)
    assert times
    for at in times:
        assert at > now
        assert not is_full(slots, monday(at.astimezone(PARIS).date()))
        assert at.astimezone(PARIS).minute == 30


@given(NOWS, OFFSETS)
def test_week_that_is_full_holds_two_posts_or_more(now: datetime, offsets: list[int]) -> None:
    slots = slots_at(now, offsets)
    for slot in slots:
        week = slot.week
        assert week
        number = sum(one.week == week for one in slots)
        assert is_full(slots, week) == (number >= CAP)
