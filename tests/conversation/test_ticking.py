"""What can hurt is ticked, one fact at a time, before a text may be copied or approved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.conversation.cards import Card, Light, draft_card
from bot.conversation.codec import decode, encode
from bot.conversation.effects import Action, Button, Record, Send
from bot.conversation.notices import Notice
from bot.conversation.ticking import MOST, Ticking, facts
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.guard import NOBODY, Cleared, review
from tests.conversation.talking import Talking

if TYPE_CHECKING:
    from bot.guard import Waiver

TEXT = "La reprise du sport attend 4 à 6 semaines.\n\nLes fils se retirent vers le 10e jour.\n\nL’opération dure 45 minutes."
SPORT = "«\u00a04 à 6\u00a0semaines\u00a0»\u00a0: à comparer à vos consignes"
LENGTH = "«\u00a045\u00a0minutes\u00a0»\u00a0: à comparer à vos consignes"
ASK = "fais-moi un post Instagram sur le sport après une opération"


@dataclass
class Desk:
    """Drafts a text with figures; an edit is «before → after»."""

    verify: tuple[str, ...] = (SPORT, LENGTH)
    fixed: bool = False
    text: str = TEXT
    waived: list[tuple[Waiver, ...]] = field(default_factory=list)

    async def post(self, request: str) -> Draft:
        return self._draft(Craft.POST, request, self.text)

    async def message(self, text: str) -> Draft | Declined:
        return self._draft(Craft.MESSAGE, text, self.text)

    async def review(self, text: str) -> Draft | Declined:
        return self._draft(Craft.REVIEW, text, self.text)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        before, _, after = instruction.removeprefix("remplace ").partition(" par ")
        text = draft.written.replace(before, after)
        kept = tuple(one for one in self.verify if one.split("\u00a0»")[0][2:].replace("\u00a0", " ") in text)
        return replace(draft, verdict=review(text, draft.craft.value), written=text, verify=kept)

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        self.waived.append(waivers)
        return draft

    def _draft(self, craft: Craft, request: str, text: str) -> Draft:
        platform = Platform.INSTAGRAM if craft is Craft.POST else None
        return Draft(
            craft,
            review(text, craft.value),
            platform=platform,
            verify=self.verify,
            fixed=self.fixed,
            request=request,
            written=text,
        )


class Talk(Talking):
    def __init__(self, desk: Desk | None = None) -> None:
        self.desk = desk or Desk()
        super().__init__(self.desk, rooms=(Ticking(),))

    @property
    def sends(self) -> list[Send]:
        return [one for one in self.effects if isinstance(one, Send)]

    @property
    def buttons(self) -> list[Button]:
        return [button for one in self.sends for button in one.buttons]

    @property
    def labels(self) -> list[str]:
        return [button.label.replace("\u00a0", " ") for button in self.buttons]

    @property
    def locked(self) -> list[bool]:
        return [one.locked for one in self.sends if isinstance(one.content, Cleared)]

    async def tap(self, label: str) -> list[object]:
        button = next(one for one in self.buttons if one.label.replace("\u00a0", " ") == label)
        return await self.press(button.action, button.draft, button.version)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def boxes(card: object) -> list[str]:
    assert isinstance(card, Card)
    return [line for block in card.blocks for line in block.lines if line[:1] in "☐☑"]


async def test_draft_with_a_fact_that_can_hurt_is_locked(talk: Talk) -> None:
    _, card = await talk.say(ASK)
    assert talk.locked == [True]
    assert boxes(card) == [f"☐ {SPORT}", f"☐ {LENGTH}"]
    assert "☐ 4 à 6 semaines" in talk.labels
    assert "✅ Je valide" not in talk.labels


async def test_draft_with_nothing_to_tick_meets_no_friction() -> None:
    talk = Talk(Desk(verify=()))
    await talk.say(ASK)
    assert talk.locked == [False]
    assert "✅ Je valide" in talk.labels
    assert await talk.say("je valide") == [Notice.APPROVED]


async def test_approval_is_held_back_until_all_is_ticked(talk: Talk) -> None:
    await talk.say(ASK)
    for said in ("je valide", "👍", ""):
        (card,) = await (talk.say(said) if said else talk.press(Action.APPROVE, "d1", 1))
        assert boxes(card) == [f"☐ {SPORT}", f"☐ {LENGTH}"]
        assert talk.records == []


async def test_each_tap_ticks_one_fact_and_the_last_frees_the_text(talk: Talk) -> None:
    await talk.say(ASK)
    (card,) = await talk.tap("☐ 4 à 6 semaines")
    assert boxes(card) == [f"☑ {SPORT}", f"☐ {LENGTH}"]
    text, card = await talk.tap("☐ 45 minutes")
    assert isinstance(text, Cleared)
    assert talk.locked == [False]
    assert boxes(card) == [f"☑ {SPORT}", f"☑ {LENGTH}"]
    assert await talk.tap("✅ Je valide") == [Notice.APPROVED]
    assert talk.records == ["approved"]


async def test_tap_on_a_ticked_fact_unticks_it(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.tap("☐ 4 à 6 semaines")
    (card,) = await talk.tap("☑ 4 à 6 semaines")
    assert boxes(card) == [f"☐ {SPORT}", f"☐ {LENGTH}"]
    assert talk.records == []


async def test_tick_is_audited_with_the_exact_text(talk: Talk) -> None:
    await talk.say(ASK)
    drafted = next(one for one in talk.effects if isinstance(one, Record))
    await talk.tap("☐ 45 minutes")
    (ticked,) = (one for one in talk.effects if isinstance(one, Record))
    assert (ticked.action, ticked.draft, ticked.version) == ("ticked", "d1", 1)
    assert ticked.digest == drafted.digest


@pytest.mark.parametrize(
    "said",
    [
        "je confirme tout",
        "c bon jai tout verifié",
        "Je confirme.",
        "coché",
        "coche tout",
        "tout est vérifié",
        "ok j'ai tout vérifié",
        "c'est exact",
        "oui, je coche les deux",
        "J’ai bien relu",
        "tout est bon",
        "confirmé",
    ],
)
async def test_words_tick_everything(talk: Talk, said: str) -> None:
    await talk.say(ASK)
    text, _ = await talk.say(said)
    assert isinstance(text, Cleared)
    assert talk.records == ["ticked"]


@pytest.mark.parametrize(
    "said", ["je confirme tout et je valide", "coché, je valide", "tout est bon, valide"]
)
async def test_words_tick_and_approve_in_one_breath(talk: Talk, said: str) -> None:
    await talk.say(ASK)
    assert Notice.APPROVED in await talk.say(said)
    assert talk.records == ["ticked", "approved"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("coche le 2", [f"☐ {SPORT}", f"☑ {LENGTH}"]),
        ("je confirme le premier", [f"☑ {SPORT}", f"☐ {LENGTH}"]),
        ("je confirme 45 minutes", [f"☐ {SPORT}", f"☑ {LENGTH}"]),
        ("j'ai vérifié les 4 à 6 semaines", [f"☑ {SPORT}", f"☐ {LENGTH}"]),
        ("je confirme le dernier point", [f"☐ {SPORT}", f"☑ {LENGTH}"]),
    ],
)
async def test_words_tick_what_they_name(talk: Talk, said: str, expected: list[str]) -> None:
    await talk.say(ASK)
    (card,) = await talk.say(said)
    assert boxes(card) == expected


@pytest.mark.parametrize("said", ["je confirme tout", "coche tout", "je confirme tout et je valide"])
async def test_words_that_tick_are_no_message_when_there_is_no_draft(talk: Talk, said: str) -> None:
    assert await talk.say(said) == [Notice.NOTHING_YET]


async def test_words_untick_too(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.say("je confirme tout")
    (card,) = await talk.say("décoche le 1")
    assert boxes(card) == [f"☐ {SPORT}", f"☑ {LENGTH}"]
    await talk.say("je confirme tout")
    (card,) = await talk.say("décoche tout")
    assert boxes(card) == [f"☐ {SPORT}", f"☐ {LENGTH}"]


@pytest.mark.parametrize(
    "said",
    [
        "plus court",
        "je confirme mon rendez-vous de mardi",
        "Bonjour, je vous confirme ma venue lundi, merci beaucoup et bonne journée à toute l’équipe",
        "pourquoi ?",
    ],
)
async def test_other_words_tick_nothing(talk: Talk, said: str) -> None:
    await talk.say(ASK)
    await talk.say(said)
    assert "ticked" not in talk.records
    assert talk.state.ticked == frozenset()


async def test_edit_of_the_fact_unticks_it(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.say("je confirme tout")
    await talk.say("remplace reprise du sport par reprise du travail")
    assert talk.locked == [True]
    assert boxes(talk.sends[-1].content) == [f"☐ {SPORT}", f"☑ {LENGTH}"]


async def test_edit_elsewhere_leaves_the_ticks(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.say("je confirme tout")
    await talk.say("remplace Les fils par Les points")
    assert talk.locked == [False]
    assert "✅ Je valide" in talk.labels


async def test_undone_edit_brings_its_tick_back(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.say("je confirme tout")
    await talk.say("remplace reprise du sport par reprise du travail")
    await talk.say("annule")
    assert talk.locked == [False]


async def test_new_draft_starts_with_empty_boxes(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.say("je confirme tout")
    await talk.say("fais-moi un post Facebook sur le sport après une opération")
    assert talk.locked == [True]
    assert talk.state.ticked == frozenset()


async def test_box_of_an_older_version_shows_the_newest(talk: Talk) -> None:
    await talk.say(ASK)
    old = next(one for one in talk.buttons if one.action is Action.TICK)
    await talk.say("remplace Les fils par Les points")
    shown = await talk.press(old.action, old.draft, old.version)
    assert shown[0] is Notice.STALE
    assert talk.records == []


@pytest.mark.parametrize("draft", ["d9.1", "d1.9", "d1.x", "d1", ""])
async def test_box_that_is_no_more_says_so(talk: Talk, draft: str) -> None:
    await talk.say(ASK)
    assert await talk.press(Action.TICK, draft, 1) == [Notice.GONE]


async def test_emergency_has_no_boxes() -> None:
    talk = Talk(Desk(fixed=True))
    await talk.say("Bonjour docteur, je saigne", Craft.MESSAGE)
    assert talk.locked == [False]
    assert Action.TICK not in {button.action for button in talk.buttons}


async def test_ticks_outlive_a_restart(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.tap("☐ 4 à 6 semaines")
    talk.state = decode(encode(talk.state), NOBODY)
    (card,) = await talk.say("je valide")
    assert boxes(card) == [f"☑ {SPORT}", f"☐ {LENGTH}"]


async def test_locked_card_is_never_green(talk: Talk) -> None:
    _, card = await talk.say(ASK)
    assert isinstance(card, Card)
    assert card.light is Light.VERIFY
    free = draft_card(replace(await talk.desk.post(ASK), verify=()))
    _, card = await talk.say("je confirme tout")
    assert isinstance(card, Card)
    assert card.light is free.light


def test_most_dangerous_facts_are_asked_first() -> None:
    lines = tuple(
        f"«\u00a0{words}\u00a0»\u00a0: {why}"
        for words, why in (
            ("3 mars", "à comparer à vos consignes"),
            ("10 jours", "à comparer à vos consignes"),
            ("300 €", "à comparer à vos consignes"),
            ("12 mg", "à comparer à vos consignes"),
            ("7", "absent de vos sources"),
        )
    )
    draft = Draft(Craft.POST, review("La cicatrice pâlit.", "post"), verify=lines)
    assert [fact.words for fact in facts(draft)] == ["7", "12 mg", "10 jours"]
    assert len(facts(draft)) == MOST


def test_data_of_a_box_fits_a_telegram_button() -> None:
    from bot.conversation.buttons import tick_buttons
    from bot.conversation.state import Shown

    shown = Shown("x" * 16, 9_999, Draft(Craft.POST, review("La cicatrice pâlit.", "post")))
    for button in tick_buttons(shown, [("«\u00a0" + "mot " * 40, False)] * MOST):
        assert len(button.data.encode()) <= 64
        assert len(button.label) <= 30
