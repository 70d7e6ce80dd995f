"""`/calendrier`: ideas, drafts of them, slots of approved posts, and the text that comes back at its time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.calendar import Calendar, month_said
from bot.conversation.cards import Card, Light
from bot.conversation.effects import Action, Button, Called, Event, File, Pressed, Record, Send
from bot.conversation.moments import PARIS
from bot.conversation.month import CAP, Occasion, Theme, monday
from bot.conversation.notices import Notice
from bot.conversation.slot_words import asks_a_slot, cancels, is_a_time
from bot.conversation.slots import Slots
from bot.conversation.ticking import Ticking
from bot.conversation.weeks import PLANNED, SLOT, TOLD, Slot, free_times, held, is_full, slot_of
from bot.conversation.writing import Writing
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.guard import Cleared, Waiver, review
from tests.conversation.holding import Held
from tests.conversation.talking import WHO, Talking

TUESDAY = datetime(2026, 12, 1, 11, tzinfo=UTC)  # noon in Paris
TEXT = "Soleil et cicatrices\n\nLa cicatrice pâlit avec le temps."
ASK = "fais-moi un post Instagram sur les cicatrices"
RUBRIC = ("Comprendre", "Prévention", "Parcours", "Suites")


@dataclass
class Almanac:
    def themes(self) -> tuple[Theme, ...]:
        return tuple(
            Theme(f"topic:{n}", f"Fiche {n}", f"un post sur la fiche {n}", RUBRIC[n % 4]) for n in range(20)
        )

    def occasions(self, start: date, end: date) -> tuple[Occasion, ...]:
        day = date(2027, 2, 4)
        one = Occasion(
            "Journée mondiale contre le cancer", "4 février 2027, date à confirmer", day, ("topic:5",)
        )
        return (one,) if start <= day <= end else ()


@dataclass
class Desk:
    asked: list[str] = field(default_factory=list)
    today: str = TEXT  # what the guard of today makes of the text
    refused: bool = False

    async def post(self, request: str) -> Draft | Declined:
        self.asked.append(request)
        if self.refused:
            return Declined(Craft.POST, "Aucune source.")
        platform = Platform.LINKEDIN if "LinkedIn" in request else Platform.INSTAGRAM
        return Draft(Craft.POST, review(TEXT, "post"), platform=platform, written=TEXT, request=request)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        text = draft.written.replace("pâlit", instruction.rsplit(maxsplit=1)[-1])
        platform = Platform.LINKEDIN if "linkedin" in instruction.lower() else draft.platform
        return replace(draft, verdict=review(text, "post"), written=text, platform=platform)

    def waive(self, draft: Draft, _waivers: tuple[Waiver, ...]) -> Draft:
        return draft if self.today == TEXT else replace(draft, verdict=review(self.today, "post"))


class Talk(Talking):
    def __init__(self) -> None:
        self.desk, self.held, self.now = Desk(), Held(), TUESDAY
        ids = iter(f"i{n}" for n in range(99))
        writing = Writing(self.desk, lambda: next(ids), self.today)
        calendar = Calendar(self.held, writing, Almanac(), lambda: self.now)
        slots = Slots(self.held, self.desk, writing.new_id, lambda: self.now)
        super().__init__(self.desk, rooms=(Ticking(), calendar, slots))

    async def _hear(self, event: Event) -> list[object]:  # type: ignore[override]
        shown = await super()._hear(event)  # type: ignore[arg-type]
        self.held.write(WHO, self.effects)
        return shown

    def today(self) -> date:
        return self.now.date()

    async def calls(self, text: str = "") -> list[object]:
        return await self._hear(Called(WHO, "calendrier", text))

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    @property
    def labels(self) -> list[str]:
        return [one.label.replace("\u00a0", " ") for one in self.buttons]

    async def tap(self, label: str) -> list[object]:
        button = next(one for one in self.buttons if one.label.replace("\u00a0", " ") == label)
        return await self._hear(Pressed(WHO, button.action, button.draft, button.version))

    async def approves(self, ask: str = ASK) -> list[object]:
        await self.say(ask)
        return await self.say("je valide")

    async def plans(self, when: str) -> list[object]:
        await self.approves()
        return await self.say(when)

    async def slots(self) -> list[Slot]:
        return [slot_of(one) for one in await self.held.entries(WHO.practice, SLOT)]

    async def passes(self, now: datetime) -> list[object]:
        """Let time pass, and return what comes back."""
        self.now = now
        shown: list[object] = []
        for event in self.held.due(WHO, now):
            shown += await self._hear(event)
        return shown


@pytest.fixture
def talk() -> Talk:
    return Talk()


def words(content: object) -> str:
    assert isinstance(content, Card)
    lines = [content.title, *(line for block in content.blocks for line in (block.title, *block.lines))]
    return "\n".join(lines).replace("\u00a0", " ")


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
    shown = await talk._hear(Pressed(WHO, old.action, old.draft, old.version))
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
        "qu'est-ce qui est programmé ?",
    ],
)
async def test_calendar_is_asked_for_in_words(talk: Talk, said: str) -> None:
    (card,) = await talk.say(said)
    assert "Cadence" in words(card)


async def test_approved_post_is_offered_a_slot(talk: Talk) -> None:
    approved, card = await talk.approves()
    assert approved is Notice.APPROVED
    assert "Proposé : vendredi 18 h 30" in words(card)
    assert talk.labels == ["Vendredi 18 h 30", "Autre date", "Je publie maintenant"]


async def test_reply_that_is_approved_is_offered_none(talk: Talk) -> None:
    talk.state = replace(talk.state)
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
    shown = await talk._hear(Pressed(WHO, Action.SLOT, f"d1.instagram.{minutes}"))
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
    assert await talk._hear(Pressed(WHO, action, "d1.instagram.1")) == [Notice.GONE]


async def test_data_of_every_button_fits_telegram(talk: Talk) -> None:
    await talk.calls("janvier")
    months = talk.buttons
    await talk.approves()
    for button in (*months, *talk.buttons):
        assert len(button.data.replace("i0", "x" * 12).encode()) <= 64


@pytest.mark.parametrize(
    "said",
    [
        "mardi 9h",
        "le 3 décembre",
        "plutôt vendredi soir",
        "nan plutot samedi 10h",
        "demain",
        "lundi à 18:30",
        "le 12/12 à 9h30",
        "J+2",
    ],
)
def test_time_alone_is_a_time(said: str) -> None:
    assert is_a_time(said)


@pytest.mark.parametrize(
    "said",
    [
        "fais un post sur les horaires de mardi",
        "fermé lundi",
        "ajoute : on rouvre mardi 9h",
        "bonjour, puis-je venir mardi à 9h ?",
        "il y a 3 semaines j'ai été opérée",
        "merci",
        "plus court",
    ],
)
def test_text_with_more_than_a_time_is_none(said: str) -> None:
    assert not is_a_time(said)


@pytest.mark.parametrize(
    "said", ["programme ce post", "programmer", "ok programme-le", "autre date", "propose-moi un créneau"]
)
def test_slot_is_asked_for_in_words(said: str) -> None:
    assert asks_a_slot(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("annule le créneau", ""),
        ("supprime le créneau 2", "2"),
        ("déprogramme-le", ""),
        ("annule", None),
        ("annule mon rendez-vous", None),
    ],
)
def test_cancelling_is_told_from_undoing(said: str, expected: str | None) -> None:
    assert cancels(said) == expected


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
