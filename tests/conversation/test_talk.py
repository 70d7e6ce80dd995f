from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import pytest

from bot.conversation.cards import Card, Light, advice_card, draft_card
from bot.conversation.effects import Action, Erase, Keep, Record, Send
from bot.conversation.intent import Intent, Wish, understand
from bot.conversation.notices import Notice
from bot.conversation.review_advice import ANSWERS
from bot.conversation.state import Shown
from bot.conversation.talk import LONGEST
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.guard import Cleared, review
from knowledge.corpus import CORPUS
from tests.conversation.talking import NAME, Talking

CLEAN = "La cicatrice pâlit avec le temps."
VAGUE = f"le suivi de {NAME} et tout le reste"


@dataclass
class FakeDrafting:
    """Remembers what it was asked; drafts the same clean text."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    fixed: bool = False
    set_aside: tuple[str, ...] = ()

    def _draft(self, craft: Craft, text: str) -> Draft:
        self.asked.append((craft.value, text))
        verdict = review(CLEAN, craft.value)
        platform = Platform.INSTAGRAM if craft is Craft.POST else None
        return Draft(
            craft,
            verdict,
            platform=platform,
            fixed=self.fixed,
            request=text,
            written=CLEAN,
            set_aside=self.set_aside,
        )

    async def post(self, request: str) -> Draft | Declined:
        if "remise" in request:
            return Declined(
                Craft.POST, "Une remise ne se publie pas.", ("un post sur le devis",), rules=("PRX001",)
            )
        return self._draft(Craft.POST, request)

    async def message(self, text: str) -> Draft | Declined:
        return self._draft(Craft.MESSAGE, text)

    async def review(self, text: str) -> Draft | Declined:
        return self._draft(Craft.REVIEW, text)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        self.asked.append(("revise", instruction))
        return replace(draft, style=(instruction,))  # what tells a version from another


class Talk(Talking):
    """A conversation over drafts that are remembered."""

    def __init__(self, drafting: FakeDrafting | None = None) -> None:
        self.drafting = drafting or FakeDrafting()
        super().__init__(self.drafting, read)


def read(text: str, follows: bool) -> Intent:
    return Intent(Wish.UNCLEAR, text) if text == VAGUE else understand(text, follows=follows)


@pytest.fixture
def talk() -> Talk:
    return Talk()


async def test_post_shows_the_text_alone_then_its_card(talk: Talk) -> None:
    text, card = await talk.say("fais-moi un post Instagram sur les cicatrices")
    assert isinstance(text, Cleared)
    assert text.text == CLEAN
    assert isinstance(card, Card)
    assert talk.records == ["drafted"]


async def test_message_is_erased_once_it_is_read(talk: Talk) -> None:
    await talk.say("Bonjour, quels sont vos horaires ?", message="m7")
    assert Erase("m7") in talk.effects
    assert "erased" in talk.records


async def test_privacy_is_said_once(talk: Talk) -> None:
    first = await talk.say("Bonjour docteur, êtes-vous ouverts samedi ?")
    second = await talk.say("Bonjour docteur, où êtes-vous ?")
    assert first[0] is Notice.PRIVACY
    assert Notice.PRIVACY not in second


async def test_unclear_text_is_asked_about_then_drafted(talk: Talk) -> None:
    asked = await talk.say(VAGUE, message="m1")
    assert asked == [Notice.WHICH]
    assert talk.state.pending == VAGUE.replace(NAME, "⟦PRÉNOM⟧")
    drafted = await talk.say("un avis")
    assert isinstance(drafted[-1], Card)
    assert [craft for craft, _ in talk.drafting.asked] == ["review"]
    assert talk.state.pending is None


async def test_unclear_text_is_kept_masked(talk: Talk) -> None:
    await talk.say(VAGUE)
    assert NAME not in str(talk.state.pending)
    await talk.press(Action.IS_MESSAGE)
    assert talk.drafting.asked[0][0] == "message"


@pytest.mark.parametrize(
    ("craft", "notice"),
    [
        (Craft.POST, Notice.POST_USAGE),
        (Craft.MESSAGE, Notice.MESSAGE_USAGE),
        (Craft.REVIEW, Notice.REVIEW_USAGE),
    ],
)
async def test_command_without_text_says_how(talk: Talk, craft: Craft, notice: Notice) -> None:
    assert await talk.say("  ", craft) == [notice]


async def test_command_decides_the_craft(talk: Talk) -> None:
    await talk.say("fais-moi un post", Craft.REVIEW)
    assert talk.drafting.asked == [("review", "fais-moi un post")]


async def test_declined_request_gives_a_card_and_no_draft(talk: Talk) -> None:
    (card,) = await talk.say("fais un post sur notre remise de Noël")
    assert isinstance(card, Card)
    assert "remise" in card.title
    assert talk.state.shown is None
    assert talk.records == ["declined"]


@pytest.mark.parametrize(
    "said", ["plus court", "version LinkedIn", "enlève la deuxième phrase", "autre version"]
)
async def test_follow_up_makes_a_new_version(talk: Talk, said: str) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say(said)
    assert talk.drafting.asked[-1] == ("revise", said)
    assert talk.state.shown is not None
    assert (talk.state.shown.id, talk.state.shown.version) == ("d1", 2)
    assert talk.records == ["revised"]
    assert [effect.version for effect in talk.effects if isinstance(effect, Keep)] == [2]


@pytest.mark.parametrize("action", [Action.SHORTER, Action.OTHER, Action.LINKEDIN])
async def test_button_acts_on_the_version_it_belongs_to(talk: Talk, action: Action) -> None:
    await talk.say("post sur les cicatrices")
    await talk.press(action, "d1", 1)
    assert talk.state.shown is not None
    assert talk.state.shown.version == 2


async def test_stale_button_shows_the_newest_version(talk: Talk) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say("plus court")
    shown = await talk.press(Action.APPROVE, "d1", 1)
    assert shown[0] is Notice.STALE
    assert isinstance(shown[1], Cleared)
    assert talk.records == []


async def test_button_of_a_forgotten_draft_says_so(talk: Talk) -> None:
    assert await talk.press(Action.APPROVE, "d9", 1) == [Notice.GONE]
    assert await talk.press(Action.IS_POST) == [Notice.GONE]


async def test_approval_records_the_hash_of_the_exact_text(talk: Talk) -> None:
    await talk.say("post sur les cicatrices")
    assert await talk.say("je valide") == [Notice.APPROVED]
    (record,) = [effect for effect in talk.effects if isinstance(effect, Record)]
    assert (record.action, record.draft, record.version) == ("approved", "d1", 1)
    assert len(record.digest) == 64


async def test_emergency_is_not_revised(talk: Talk) -> None:
    talk.drafting.fixed = True
    await talk.say("Bonjour docteur, je respire mal depuis ce matin")
    assert talk.records[-1] == "emergency"
    shown = await talk.say("plus court")
    assert shown[0] is Notice.FIXED
    assert ("revise", "plus court") not in talk.drafting.asked


async def test_emergency_card_has_no_button(talk: Talk) -> None:
    talk.drafting.fixed = True
    await talk.say("Bonjour docteur, je respire mal depuis ce matin")
    assert [effect.buttons for effect in talk.effects if isinstance(effect, Send)] == [(), (), ()]


@pytest.mark.parametrize(
    ("said", "notice"),
    [
        ("", Notice.EMPTY),
        ("   \n", Notice.EMPTY),
        ("🙂🙂", Notice.EMPTY),
        ("!?…", Notice.EMPTY),
        ("bonjour", Notice.WELCOME),
        ("merci beaucoup", Notice.THANKS),
        ("a" * (LONGEST + 1), Notice.TOO_LONG),
    ],
)
async def test_small_talk_has_its_sentence(talk: Talk, said: str, notice: Notice) -> None:
    assert await talk.say(said) == [notice]
    assert talk.drafting.asked == []


@pytest.mark.parametrize("said", ["pourquoi ?", "sources"])
async def test_questions_about_a_draft_that_hides_nothing(talk: Talk, said: str) -> None:
    await talk.say("post sur les cicatrices")
    (notice,) = await talk.say(said)
    assert notice in {Notice.NO_CHANGE, Notice.NO_SOURCES}


async def test_help_is_a_card(talk: Talk) -> None:
    (card,) = await talk.say("aide")
    assert isinstance(card, Card)


async def test_forgetting_keeps_what_was_told(talk: Talk) -> None:
    await talk.say("Bonjour docteur, êtes-vous ouverts samedi ?")
    assert await talk.press(Action.FORGET) == [Notice.FORGOTTEN]
    assert talk.state.shown is None
    assert "privacy" in talk.state.told


def test_card_is_built_by_its_room_only() -> None:
    with pytest.raises(TypeError, match="Card"):
        Card("🟢", "titre", (), object())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        "annule",
        "annule ça",
        "reviens à la version d’avant",
        "remets la version d'avant",
        "version précédente",
        "c'était mieux avant",
    ],
)
async def test_undo_shows_the_version_before_as_a_new_one(talk: Talk, said: str) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say("plus court")
    await talk.say("plus simple")
    shown = await talk.say(said)
    assert shown[0] is Notice.RESTORED
    assert talk.state.shown is not None
    assert (talk.state.shown.version, talk.state.shown.draft.style) == (4, ("plus court",))
    assert [effect.version for effect in talk.effects if isinstance(effect, Keep)] == [4]


@pytest.mark.parametrize(
    "said", ["reviens à la première version", "remets la première version", "version d’origine"]
)
async def test_undo_goes_back_to_the_first_version(talk: Talk, said: str) -> None:
    await talk.say("post sur les cicatrices")
    for number in range(9):
        await talk.say("plus court" if number % 2 else "plus simple")
    await talk.say(said)
    assert talk.state.shown is not None
    assert (talk.state.shown.draft.style, talk.state.past) == ((), ())


async def test_undo_twice_goes_back_twice(talk: Talk) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say("plus court")
    await talk.say("plus simple")
    await talk.say("annule")
    await talk.say("annule")
    assert talk.state.shown is not None
    assert talk.state.shown.draft.style == ()
    assert await talk.say("annule") == [Notice.NO_BEFORE]


async def test_undo_without_a_draft_says_so(talk: Talk) -> None:
    assert await talk.say("annule") == [Notice.NOTHING_YET]


async def test_new_draft_forgets_the_versions_of_the_one_before(talk: Talk) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say("plus court")
    await talk.say("post sur le soleil")
    assert talk.state.past == ()


async def test_message_that_cancels_an_appointment_is_no_undo(talk: Talk) -> None:
    await talk.say("Bonjour, j’annule mon rendez-vous de demain, merci")
    assert talk.drafting.asked[0][0] == "message"


@pytest.mark.parametrize("blank", ["⟦NOM⟧", "⟦DATE", "NOM⟧"])
@pytest.mark.parametrize("craft", list(Craft))
async def test_blank_that_is_left_stops_the_approval(talk: Talk, craft: Craft, blank: str) -> None:
    text = f"La cicatrice pâlit, {blank}, avec le temps."
    draft = Draft(craft, review(CLEAN, craft.value), written=text)
    verdict = review(text, craft.value)
    assert isinstance(verdict, Cleared)
    talk.state = talk.state.showing(Shown("d1", 1, replace(draft, verdict=verdict)))
    assert await talk.say("je valide") == [Notice.INCOMPLETE]
    assert talk.records == []
    card = draft_card(replace(draft, verdict=verdict))
    assert card.light is Light.VERIFY
    assert any(blank in line for block in card.blocks for line in block.lines)


@pytest.mark.parametrize(
    "said",
    [
        "et dis leur de réserver avant l’été",
        "dis-leur de venir vite",
        "pas d’emoji",
        "parle aussi du tabac",
        "un autre titre",
    ],
)
async def test_wish_about_the_draft_on_screen_is_a_follow_up(talk: Talk, said: str) -> None:
    await talk.say("post sur les cicatrices")
    await talk.say(said)
    assert talk.drafting.asked[-1] == ("revise", said)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("comment avoir de bons avis ?", "AVI005"),
        (
            "on peut mettre un QR code « laissez un avis » à l’accueil ?".replace("« ", "").replace(" »", ""),
            "AVI005",
        ),
        ("je peux demander à ma cousine de mettre un avis 5 étoiles ?", "AVI004"),
        ("est-ce qu’on peut acheter des avis google ?", "AVI004"),
        ("comment faire supprimer un avis d’un concurrent ?", "AVI001"),
        ("comment répondre à un avis négatif ?", "AVI002"),
    ],
)
async def test_question_about_reviews_gets_the_rule_and_no_draft(talk: Talk, said: str, rule: str) -> None:
    (card,) = await talk.say(said)
    assert isinstance(card, Card)
    assert any(rule in line for block in card.blocks for line in block.lines)
    assert card.blocks[-1].title == "Sources"
    assert talk.drafting.asked == []


@pytest.mark.parametrize(
    "said",
    [
        "⭐ 1/5 comment peut-on laisser exercer ce médecin, avis aux patients",
        "Bonjour, est-ce que je peux laisser un avis sur votre page ?",
        "réponds à cet avis : nul, à fuir",
    ],
)
async def test_pasted_text_is_no_question_about_reviews(talk: Talk, said: str) -> None:
    await talk.say(said)
    assert len(talk.drafting.asked) == 1


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_advice_on_reviews_names_cards_that_are_on_the_shelf(kind: str) -> None:
    said = advice_card(kind).blocks[-1].lines
    ids = [found for line in said for found in re.findall(r"K\d\d", line)]
    assert len(ids) == len(said)
    assert [one for one in ids if not (CORPUS / "deontology" / f"{one}.md").exists()] == []


@pytest.mark.parametrize("said", ["pourquoi ?", "c koi la regle", "c'est quoi la règle ?", "quelle règle ?"])
async def test_rule_behind_a_declined_request_is_explained(talk: Talk, said: str) -> None:
    await talk.say("post : une remise sur le lifting")
    (card,) = await talk.say(said)
    assert isinstance(card, Card)
    assert [block.title for block in card.blocks] == ["Remise, promotion, code promo (PRX001)"]


async def test_rule_of_a_declined_request_is_forgotten_once_a_draft_is_shown(talk: Talk) -> None:
    await talk.say("post : une remise sur le lifting")
    await talk.say("fais-moi un post Instagram sur les cicatrices")
    assert talk.state.declined == ()


async def test_what_a_request_lost_on_the_way_is_explained(talk: Talk) -> None:
    talk.drafting.set_aside = ("PUB003", "PUB003", "NO000")
    await talk.say("fais-moi un post Instagram sur les cicatrices")
    (card,) = await talk.say("pourquoi ?")
    assert isinstance(card, Card)
    assert [block.title for block in card.blocks] == [
        "Comparaison avec d’autres médecins ou établissements (PUB003)"
    ]


@pytest.mark.parametrize("said", ["plus court", "plu cour", "pourquoi ?", "pk"])
async def test_wish_about_a_draft_without_a_draft_says_so(talk: Talk, said: str) -> None:
    assert await talk.say(said) == [Notice.NOTHING_YET]


@pytest.mark.parametrize("said", ["plu cour", "plus cour", "plu court stp"])
async def test_wish_typed_with_thumbs_changes_the_draft(talk: Talk, said: str) -> None:
    await talk.say("fais-moi un post Instagram sur les cicatrices")
    await talk.say(said)
    assert talk.drafting.asked[-1] == ("revise", said)
