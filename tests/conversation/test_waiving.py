"""«garde la phrase 2 parce que…»: what is kept, what never is, what is asked, written, listed and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot.conversation.cards import Card
from bot.conversation.effects import (
    Action,
    Erase,
    Record,
    Send,
    Unwaive,
    Waive,
)
from bot.conversation.keeping import Keeping, lists, read_keeping, removes
from bot.conversation.notices import Notice
from bot.conversation.state import ChatState, Shown
from bot.conversation.waiving import DAYS
from bot.drafting.ports import Craft, Declined, Draft
from bot.drafting.revise import reread
from bot.guard import Cleared, Waiver, digest_of, review
from bot.guard.fold import fold
from bot.practice import NO_PRACTICE
from tests.conversation.talking import NAME, Talking

TODAY = date(2026, 11, 21)
LAST = "2027-02-19"
CLEAN = "La cicatrice pâlit avec le temps, en un an parfois."
PRAISE = "Notre centre d’excellence vous accueille."
PROMISE = "Résultat garanti à vie."


@dataclass
class Desk:
    """Drafts `text`, and reads it again under waivers as the real one does."""

    text: str = f"{CLEAN} {PRAISE} Le soleil fonce les marques."
    craft: Craft = Craft.POST

    async def post(self, request: str) -> Draft | Declined:
        return Draft(self.craft, review(self.text, self.craft.value), request=request, written=self.text)

    message = post
    review = post

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        return replace(draft, style=(instruction,))

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        return reread(replace(draft, waivers=waivers), NO_PRACTICE)


class Talk(Talking):
    """A conversation whose desk drafts a text with a fault."""

    def __init__(self, desk: Desk | None = None, state: ChatState | None = None) -> None:
        self.desk = desk or Desk()
        super().__init__(self.desk, today=lambda: TODAY)
        self.state = state or self.state

    async def act(self, action: Action) -> list[object]:
        shown = self.state.shown
        return await self.press(action, shown.id if shown else "", shown.version if shown else 0)

    @property
    def waived(self) -> list[Waiver]:
        return [effect.waiver for effect in self.effects if isinstance(effect, Waive)]

    @property
    def text(self) -> str:
        return self.state.shown.draft.verdict.text if self.state.shown else ""


@pytest.fixture
async def talk() -> Talk:
    talk = Talk()
    await talk.say("post sur les cicatrices")
    assert talk.text == f"{CLEAN} Le soleil fonce les marques."
    return talk


PASTED = [
    "plus court",
    "Bonjour docteur, je suis ravie",
    "Vous êtes ouverts samedi ?",
    "ajoute : le cabinet ferme vendredi",
    "⭐ 1/5 accueil froid",
]
KEEPS = [
    "garde la phrase 2 parce que c’est le nom officiel du service",
    "Je garde la phrase 2 : c’est le nom officiel du service",
    "je veux garder le point 1 car c’est le nom officiel du service",
    "garde « centre d’excellence » : c’est le nom officiel du service",
    "garde centre d'excellence parce que c’est le nom officiel du service",
    "garde quand même PUB002 : c’est le nom officiel du service",
    "laisse-le quand même, parce que c’est le nom officiel du service",
    "conserve tout : c’est le nom officiel du service",
]


@pytest.mark.parametrize("said", KEEPS)
async def test_person_keeps_what_was_cut_with_a_reason(talk: Talk, said: str) -> None:
    text, card = await talk.say(said)
    assert isinstance(text, Cleared)
    assert text.text == talk.desk.text
    assert isinstance(card, Card)
    assert "Gardé par vous malgré la règle" in [block.title for block in card.blocks]
    digest = digest_of("centre d’excellence")
    assert talk.waived == [Waiver("PUB002", digest, "c’est le nom officiel du service", "camille", LAST)]
    records = [effect for effect in talk.effects if isinstance(effect, Record)]
    assert [(one.action, one.rules, one.version) for one in records] == [
        ("waived", ("PUB002",), 2),
        ("revised", (), 2),
    ]
    assert records[0].digest == digest


async def test_button_asks_for_the_reason_then_keeps(talk: Talk) -> None:
    shown = next(effect for effect in talk.effects if isinstance(effect, Send) and effect.buttons)
    assert Action.KEEP in [button.action for button in shown.buttons]
    (card,) = await talk.act(Action.KEEP)
    assert isinstance(card, Card)
    assert "raison" in card.title
    assert talk.waived == []
    await talk.say("c’est le nom officiel du service")
    assert talk.text == talk.desk.text
    assert talk.state.keeping == ()


async def test_request_without_a_reason_asks_for_it(talk: Talk) -> None:
    await talk.say("garde la phrase 2")
    assert talk.state.keeping == (f"PUB002 {digest_of('centre d’excellence')}",)
    assert await talk.say("!!") == [Notice.NO_REASON]
    assert await talk.say("non") == [Notice.NOT_KEPT]
    assert (talk.state.keeping, talk.waived) == ((), [])


@pytest.mark.parametrize(
    "said", ["pourquoi ?", "fais-moi un post sur le soleil", "je valide", "aide", "mot " * 80, *PASTED]
)
async def test_something_else_is_not_taken_for_the_reason(talk: Talk, said: str) -> None:
    await talk.act(Action.KEEP)
    await talk.say(said)
    assert talk.waived == []


async def test_reason_is_masked_and_its_message_erased(talk: Talk) -> None:
    await talk.say(f"garde la phrase 2 : {NAME} y tient", message="m7")
    assert [one.reason for one in talk.waived] == ["⟦PRÉNOM⟧ y tient"]
    assert Erase("m7") in talk.effects


@pytest.mark.parametrize(
    ("text", "craft", "said"),
    [
        (f"{CLEAN} {PROMISE}", Craft.POST, "garde la phrase 2 : j’y tiens"),
        (f"{CLEAN} Le dossier de Mme Durand est complet.", Craft.MESSAGE, "garde le point 1 : elle est d’accord"),
        ("Votre opération s’est pourtant bien passée. De manière générale, le cabinet informe.", Craft.REVIEW, "garde le point 1 : c’est vrai"),
    ],
    ids=["block", "patient", "secret"],
)  # fmt: skip
async def test_what_may_not_be_kept_is_said(text: str, craft: Craft, said: str) -> None:
    talk = Talk(Desk(text, craft))
    await talk.say("post sur les cicatrices")
    before = talk.text
    (card,) = await talk.say(said)
    assert isinstance(card, Card)
    assert card.title == "Ce point ne peut pas être gardé."
    assert (talk.waived, talk.text) == ([], before)


async def test_kept_and_barred_points_are_told_apart() -> None:
    talk = Talk(Desk(f"{CLEAN} {PRAISE} {PROMISE}"))
    await talk.say("post sur les cicatrices")
    barred, text, _ = await talk.say("garde tout : c’est le nom du service")
    assert isinstance(barred, Card)
    assert isinstance(text, Cleared)
    assert text.text == f"{CLEAN} {PRAISE}"
    assert [one.rule for one in talk.waived] == ["PUB002"]


@pytest.mark.parametrize(
    "said", ["garde la phrase 9 : parce que", "garde le point 4 car oui", "garde PUB999 : oui"]
)
async def test_nothing_to_keep_is_said(talk: Talk, said: str) -> None:
    assert await talk.say(said) == [Notice.NOTHING_TO_KEEP]


@pytest.mark.parametrize(
    "said",
    [
        "Je garde un très mauvais souvenir de ce cabinet : accueil froid, attente interminable.",
        "Bonjour docteur, je garde mon pansement combien de temps parce que ça gratte ?",
    ],
)
async def test_pasted_text_is_no_waiver(talk: Talk, said: str) -> None:
    await talk.say(said)
    assert talk.waived == []
    assert talk.state.shown is not None
    assert talk.state.shown.id == "d2"


async def test_waiver_holds_for_the_next_draft_of_the_practice(talk: Talk) -> None:
    await talk.say(KEEPS[0])
    text, _ = await talk.say("post sur les cicatrices")
    assert isinstance(text, Cleared)
    assert text.text == talk.desk.text


async def test_expired_waiver_holds_no_more_and_says_so() -> None:
    old = Waiver("PUB002", digest_of("centre d’excellence"), "Nom du service.", "camille", "2026-11-20")
    talk = Talk(state=ChatState(waivers=(old,)))
    await talk.say("post sur les cicatrices")
    assert PRAISE not in talk.text
    assert talk.state.shown is not None
    assert "a expiré le vendredi 20 novembre 2026" in talk.state.shown.draft.notes[0]
    (card,) = await talk.say("dérogations")
    assert isinstance(card, Card)
    assert "expirée depuis le vendredi 20 novembre 2026" in str(card.blocks)


async def test_list_gives_the_reason_and_the_last_day(talk: Talk) -> None:
    await talk.say(KEEPS[0])
    (card,) = await talk.say("/dérogations".removeprefix("/"))
    assert isinstance(card, Card)
    said = " ".join([card.title, *(f"{block.title} {' '.join(block.lines)}" for block in card.blocks)])
    assert all(
        word in said
        for word in ("1 dérogation".replace(" ", "\u00a0"), "PUB002", "nom officiel", "camille", "2027")
    )


async def test_waiver_is_taken_back(talk: Talk) -> None:
    await talk.say(KEEPS[0])
    assert (await talk.say("retire la dérogation 2")) == [Notice.NO_SUCH_WAIVER]
    said = await talk.say("retire la dérogation 1")
    assert said[0] is Notice.UNWAIVED
    assert Unwaive("PUB002", digest_of("centre d’excellence")) in talk.effects
    assert PRAISE not in talk.text
    assert talk.state.waivers == ()


async def test_no_waiver_is_said() -> None:
    talk = Talk()
    (card,) = await talk.say("mes dérogations")
    assert isinstance(card, Card)
    assert card.title == "Aucune dérogation."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("garde la phrase 12", Keeping("phrase", "12")),
        ("Gardez le point n° 3 car bon", Keeping("point", "3", "bon")),
        ("je garde pub002: oui", Keeping("rule", "pub002", "oui")),
        ("garde-le", Keeping("all")),
        ("garde quand même", Keeping("all")),
        ("garde « a : b » parce qu’il le faut", Keeping("words", "a : b", "il le faut")),
        ("regarde la phrase 2", None),
        ("gardez " + "a" * 600, None),
    ],
)
def test_wording_is_read(text: str, expected: Keeping | None) -> None:
    assert read_keeping(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [("retire la dérogation 3", 3), ("Annulez ma dérogation n°12.", 12), ("retire la phrase 3", None)],
)
def test_number_of_the_waiver_is_read(text: str, number: int | None) -> None:
    assert removes(fold(text).lower) == number


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Dérogations", True),
        ("montre-moi les dérogations en cours", True),
        ("post sur les dérogations", False),
    ],
)
def test_list_is_asked_for(text: str, asks: bool) -> None:
    assert lists(fold(text).lower) is asks


def test_waiver_lasts_ninety_days() -> None:
    assert (date.fromisoformat(LAST) - TODAY).days == DAYS


def test_state_hides_nothing_that_is_shown() -> None:
    shown = Shown("d1", 1, Draft(Craft.POST, review(CLEAN, "post"), written=CLEAN))
    assert ChatState(keeping=("PUB002 x",)).showing(shown).keeping == ()


class Editing(Desk):
    """Adds what is dictated, as the real desk does: declined when the guard would cut it, unless it is waived."""

    text = CLEAN

    def __init__(self) -> None:
        super().__init__(CLEAN)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        changed = f"{CLEAN} {instruction.removeprefix('ajoute : ')}"
        verdict = review(changed, "post", waivers=draft.waivers)
        if verdict.findings:
            return Declined(Craft.POST, "Non.", findings=verdict.findings)
        return replace(draft, verdict=verdict, written=changed)


@pytest.fixture
async def editing() -> Talk:
    talk = Talk(Editing())
    await talk.say("post sur les cicatrices")
    return talk


@pytest.mark.parametrize(
    "turns",
    [("garde quand même : c’est le nom du service",), ("garde quand même", "c’est le nom du service")],
)
async def test_declined_edit_is_done_once_its_finding_is_waived(
    editing: Talk, turns: tuple[str, ...]
) -> None:
    (card,) = await editing.say(f"ajoute : {PRAISE}")
    assert isinstance(card, Card)
    assert "garde quand même" in str(card.blocks)
    for said in turns:
        await editing.say(said)
    assert editing.text == f"{CLEAN} {PRAISE}"
    assert [one.rule for one in editing.waived] == ["PUB002"]
    assert (editing.state.offer, editing.state.retry, editing.state.keeping) == ((), "", ())


@pytest.mark.parametrize("words", [PROMISE, f"{PRAISE} {PROMISE}", f"{PRAISE} dit {NAME}"])
async def test_declined_edit_that_may_not_be_kept_is_not_offered(editing: Talk, words: str) -> None:
    (card,) = await editing.say(f"ajoute : {words}")
    assert isinstance(card, Card)
    assert "garde quand même" not in str(card.blocks)
    assert (editing.state.offer, editing.state.retry) == ((), "")
    await editing.say("garde quand même : j’y tiens")
    assert editing.waived == []


async def test_offer_is_no_question(editing: Talk) -> None:
    await editing.say(f"ajoute : {PRAISE}")
    await editing.say("le tabac et la cicatrisation")
    assert editing.waived == []
    assert editing.state.offer == ()
