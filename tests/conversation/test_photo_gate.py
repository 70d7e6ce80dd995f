"""A photo is not published by default and never kept; three lawful ways on, and a consent file that promises nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.conversation.cards import Card, Light
from bot.conversation.diagrams import ANY, diagram_for
from bot.conversation.effects import Action, Button, Called, Due, Erase, Event, Pictured, Pressed, Send
from bot.conversation.notices import Notice
from bot.conversation.photo_gate import CONSENT, PHOTO, PhotoGate, is_for_a_reply, subject_of
from bot.conversation.writing import Writing
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.guard import Cleared, Waiver, review
from tests.conversation.holding import Held
from tests.conversation.talking import NAME, WHO, Talking

DIGEST = "ab" * 32
NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
CAPTION = f"Poste ça, rhino de {NAME} à 6 mois"


@dataclass
class Desk:
    asked: list[str] = field(default_factory=list)

    async def post(self, request: str) -> Draft | Declined:
        self.asked.append(request)
        verdict = review("La cicatrice pâlit avec le temps.", "post")
        return Draft(Craft.POST, verdict, platform=Platform.INSTAGRAM, written=verdict.text)

    def waive(self, draft: Draft, _waivers: tuple[Waiver, ...]) -> Draft:
        return draft


class Talk(Talking):
    def __init__(self) -> None:
        self.desk, self.held, self.now = Desk(), Held(), NOON
        ids = iter("xyzuvw")
        writing = Writing(self.desk, lambda: next(ids), lambda: date(2026, 12, 1))
        gate = PhotoGate(self.held, writing, lambda text: text.replace(NAME, "⟦PRÉNOM⟧"), lambda: self.now)
        super().__init__(self.desk, rooms=(gate,))

    async def hears(self, event: Event) -> list[object]:
        self.effects = await self.conversation.hear(event, self.state)
        self.held.write(WHO, self.effects)
        return [one.content for one in self.effects if isinstance(one, Send)]

    async def photo(self, caption: str = CAPTION, message: str | None = "m1") -> list[object]:
        return await self.hears(Pictured(WHO, DIGEST, caption, message))

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    async def tap(self, action: Action, label: str = "") -> list[object]:
        button = next(one for one in self.buttons if one.action is action and label in one.label)
        return await self.hears(Pressed(WHO, button.action, button.draft, button.version))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def lines(content: object) -> str:
    assert isinstance(content, Card)
    return "\n".join([content.title, *(line for block in content.blocks for line in block.lines)])


async def test_photo_is_declined_by_default_with_three_ways_on(talk: Talk) -> None:
    (card,) = await talk.photo()
    assert isinstance(card, Card)
    assert card.light is Light.BLOCKED
    assert [one.action for one in talk.buttons] == [Action.WITHOUT_PHOTO, Action.DIAGRAM, Action.CONSENT]
    assert talk.desk.asked == []


async def test_photo_is_erased_and_only_its_digest_waits(talk: Talk) -> None:
    (card,) = await talk.photo()
    assert Erase("m1") in talk.effects
    (entry,) = await talk.held.entries(WHO.practice, PHOTO)
    assert entry.value == {"caption": CAPTION.replace(NAME, "⟦PRÉNOM⟧"), "digest": DIGEST}
    assert "il n’y a ni lieu, ni date" in lines(card)


async def test_photo_of_this_machine_stays_where_it_is(talk: Talk) -> None:
    (card,) = await talk.photo(message=None)
    assert "garde ses métadonnées" in lines(card)
    assert not any(isinstance(one, Erase) for one in talk.effects)


async def test_caption_that_nobody_takes_up_is_forgotten_in_a_day(talk: Talk) -> None:
    await talk.photo()
    assert talk.held.due(WHO, NOON + timedelta(hours=23)) == []
    (event,) = talk.held.due(WHO, NOON + timedelta(hours=24))
    assert await talk.hears(event) == []
    assert talk.held.kept == {}


async def test_educational_post_is_drafted_from_the_subject_alone(talk: Talk) -> None:
    await talk.photo()
    text, _ = await talk.tap(Action.WITHOUT_PHOTO)
    assert isinstance(text, Cleared)
    assert talk.desk.asked == ["un post pédagogique sur rhino"]
    assert "drafted" in talk.records


async def test_photo_without_a_word_is_asked_about(talk: Talk) -> None:
    await talk.photo("")
    assert await talk.tap(Action.WITHOUT_PHOTO) == [Notice.PHOTO_SUBJECT]


async def test_diagram_is_suggested_for_the_subject(talk: Talk) -> None:
    await talk.photo()
    (card,) = await talk.tap(Action.DIAGRAM)
    assert "nez de profil" in lines(card)
    assert "ne représente ni un patient ni un résultat" in lines(card)


async def test_consent_file_starts_empty_and_keeps_its_ticks(talk: Talk) -> None:
    await talk.photo()
    (card,) = await talk.tap(Action.CONSENT)
    assert "CS-2026-01\u00a0: 0/8" in lines(card)
    await talk.tap(Action.CONSENT, "1. Majeur")
    (card,) = await talk.tap(Action.CONSENT, "3. Écrit")
    assert "CS-2026-01\u00a0: 2/8" in lines(card)
    (entry,) = await talk.held.entries(WHO.practice, CONSENT)
    assert entry.value["ticks"] == [1, 3]
    (card,) = await talk.tap(Action.CONSENT, "☑ 1. Majeur")
    assert "CS-2026-01\u00a0: 1/8" in lines(card)


async def test_full_consent_file_still_allows_nothing_by_itself(talk: Talk) -> None:
    await talk.photo()
    (card,) = await talk.tap(Action.CONSENT)
    for rank in range(1, 9):
        (card,) = await talk.tap(Action.CONSENT, f"{rank}. ")
    assert "8/8" in lines(card)
    assert "n’autorise pas la publication" in lines(card)


async def test_consent_files_are_numbered_and_listed(talk: Talk) -> None:
    for _ in range(2):
        await talk.photo()
        await talk.tap(Action.CONSENT)
    (card,) = await talk.hears(Called(WHO, "consentements"))
    assert "CS-2026-02\u00a0: 0/8, ouvert le mardi 1er décembre 2026" in lines(card)
    (card,) = await talk.tap(Action.CONSENT, "CS-2026-01")
    assert "CS-2026-01\u00a0: 0/8" in lines(card)


async def test_number_of_a_dropped_file_is_used_no_more_while_later_ones_are_kept(talk: Talk) -> None:
    for _ in range(2):
        await talk.photo()
        await talk.tap(Action.CONSENT)
    assert await talk.say("supprime le dossier CS-2026-01") == [Notice.CONSENT_GONE]
    talk.held.write(WHO, talk.effects)
    await talk.photo()
    (card,) = await talk.tap(Action.CONSENT)
    assert "CS-2026-03" in lines(card)


async def test_unknown_consent_file_is_said_to_be_unknown(talk: Talk) -> None:
    assert await talk.say("supprime le dossier CS-2026-09") == [Notice.NO_CONSENT]


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        (NOON, datetime(2027, 12, 1, 8, tzinfo=UTC)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), datetime(2029, 2, 28, 8, tzinfo=UTC)),
        (datetime(2026, 7, 14, 12, tzinfo=UTC), datetime(2027, 7, 14, 7, tzinfo=UTC)),
    ],
)
async def test_withdrawal_is_recalled_every_year_at_nine_in_paris(
    talk: Talk, opened: datetime, expected: datetime
) -> None:
    talk.now = opened
    await talk.photo()
    await talk.tap(Action.CONSENT)
    (entry,) = await talk.held.entries(WHO.practice, CONSENT)
    assert entry.due == expected
    talk.now = expected
    (card,) = await talk.hears(Due(WHO, entry))
    assert "un an déjà" in lines(card)
    (entry,) = await talk.held.entries(WHO.practice, CONSENT)
    assert entry.due
    assert (entry.due.year, entry.due.month) == (expected.year + 1, expected.month)


@pytest.mark.parametrize("action", [Action.WITHOUT_PHOTO, Action.DIAGRAM, Action.CONSENT])
async def test_button_of_a_photo_that_is_gone_says_so(talk: Talk, action: Action) -> None:
    assert await talk.hears(Pressed(WHO, action, "nowhere")) == [Notice.PHOTO_GONE]


@pytest.mark.parametrize("rank", ["0", "9", "x", "99999"])
async def test_box_that_is_none_ticks_nothing(talk: Talk, rank: str) -> None:
    await talk.photo()
    await talk.tap(Action.CONSENT)
    (card,) = await talk.hears(Pressed(WHO, Action.CONSENT, f"CS-2026-01.{rank}"))
    assert "0/8" in lines(card)


@pytest.mark.parametrize(
    "caption",
    ["une patiente m'envoie ça, c'est normal ?", "Bonjour docteur, mon nez ce matin", "est-ce grave ?"],
)
async def test_photo_of_a_message_is_never_judged(talk: Talk, caption: str) -> None:
    assert is_for_a_reply(caption)
    assert await talk.photo(caption) == [Notice.PHOTO]


@pytest.mark.parametrize(
    ("caption", "subject"),
    [
        ("Poste ça, rhino à 6 mois", "rhino"),
        ("avant/après lifting", "lifting"),
        ("AVANT-APRÈS abdominoplastie J+15 😍 #abdo", "abdominoplastie"),
        ("joli résultat, blépharo de ⟦PRÉNOM⟧", "blépharo"),
        ("Photo des cicatrices sur Instagram", "cicatrices"),
        ("story !!!", ""),
        ("", ""),
    ],
)
def test_subject_is_what_is_left_of_a_caption(caption: str, subject: str) -> None:
    assert subject_of(caption) == subject


@pytest.mark.parametrize(
    ("caption", "word"),
    [
        ("rhino", "nez"),
        ("mes paupières", "œil"),
        ("lifting cervico-facial", "visage"),
        ("augmentation mammaire", "buste"),
        ("abdominoplastie", "paroi"),
        ("canal carpien", "main"),
        ("oreilles décollées", "oreille"),
        ("une cicatrice", "peau"),
        ("greffe de cheveux", "follicule"),
    ],
)
def test_diagram_suits_the_region(caption: str, word: str) -> None:
    assert word in diagram_for(caption).what.lower()


def test_diagram_of_no_region_is_the_course_of_care() -> None:
    assert diagram_for("le bloc") is ANY
