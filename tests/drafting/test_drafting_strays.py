"""A model's sentences beside what they rest on: what strays is shown, to be ticked; what is faithful is left in peace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, FakeLibrary, practice_book

from bot.drafting.desk import Desk
from bot.drafting.ports import Brief, Craft, Draft, Kind, Passage, Sentence, SentenceKind, Written
from bot.drafting.strays import strays
from bot.guard import Practice
from bot.writers.composer import Composer
from knowledge.grounding import unsaid

if TYPE_CHECKING:
    from bot.drafting.ports import Sheet

TOLD = (
    "La pommade de Fleming ne s’applique jamais sur une plaie ouverte. Le sport peut reprendre vers six semaines, selon les équipes. "
    "Une attelle protège le nez pendant sept jours."
)
PASSAGE = Passage("p1", "topic:essai", Kind.TOPIC, "Après l’opération", "", TOLD, 0, len(TOLD), 1.0, "Essai")
PRACTICE = Practice(doctor="Dr Ondine Vasseur", phone="01 99 00 12 34")
FACT, POLITE = SentenceKind.FACT, SentenceKind.COURTESY


def brief(craft: Craft = Craft.POST) -> Brief:
    facts = (("phone", "01 99 00 12 34"), ("hours", "du lundi au vendredi, de 9 h à 18 h"))
    return Brief(craft, "l’opération du nez", passages=(PASSAGE,), facts=facts)


def found(*said: Sentence, left: str | None = None, craft: Craft = Craft.POST) -> list[str]:
    written = Written(" ".join(one.text for one in said), said, "model")
    return [
        line.replace("\u00a0", " ")
        for line in strays(written, left or written.text, brief(craft), PRACTICE, unsaid)
    ]


def fact(text: str) -> Sentence:
    return Sentence(text, FACT, ("p1",))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("La pommade de Fleming s’applique sur une plaie ouverte.", "négation"),
        ("Le sport ne peut pas reprendre vers six semaines, selon les équipes.", "négation"),
        ("La pommade de Durieux ne s’applique jamais sur une plaie ouverte.", "nom : Durieux"),
        ("Le sport doit toujours reprendre vers six semaines.", "certitude ou obligation"),
        (
            "Une attelle protège le nez pendant sept jours, et un massage au miel accélère la guérison.",
            "(affirmation : et un massage au miel accélère la guérison)",
        ),
        ("Une attelle protège le genou pendant sept jours.", "nom : genou"),
    ],
)
def test_sentence_that_strays_is_shown_with_the_reason(text: str, why: str) -> None:
    (line,) = found(fact(text))
    assert line.startswith(f"« {text} » : s’écarte de vos sources (")
    assert why in line


@pytest.mark.parametrize(
    "text",
    [
        "Le sport peut reprendre vers six semaines, selon les équipes.",
        "Pendant sept jours, une attelle protège le nez.",
        "Le Dr Ondine Vasseur vous reçoit du lundi au vendredi.",
        "Pourquoi la pommade guérit-elle tout ?",
    ],
)
def test_sentence_that_keeps_to_its_material_is_left_in_peace(text: str) -> None:
    assert found(fact("Après l’opération du nez"), fact(text)) == []


def test_title_states_nothing() -> None:
    assert found(fact("Le yoga et la natation : tout comprendre")) == []


def test_figure_that_stands_nowhere_has_its_own_line_and_no_second_one() -> None:
    assert found(fact("Une attelle protège le nez pendant quarante jours.")) == []


def test_figure_of_another_sentence_is_shown() -> None:
    (line,) = found(fact("Une attelle protège le nez pendant six semaines."))
    assert "chiffre : six" in line


def test_courtesy_may_use_everyday_words_and_may_not_turn_a_source_round() -> None:
    assert found(Sentence("Bonjour, merci pour votre message et bonne journée.", POLITE)) == []
    (line,) = found(Sentence("La pommade de Fleming s’applique sur une plaie ouverte.", POLITE))
    assert "négation" in line


def test_words_of_our_own_replies_need_no_passage_in_a_reply() -> None:
    said = Sentence(
        "Le secrétariat ne peut pas donner d’avis médical par message : je transmets le vôtre au chirurgien.",
        FACT,
    )
    assert found(said, craft=Craft.MESSAGE) == []
    assert found(said, craft=Craft.POST) != []


def test_sentence_that_the_guard_cut_is_not_shown() -> None:
    turned = fact("La pommade de Fleming s’applique sur une plaie ouverte.")
    assert found(turned, left="Une attelle protège le nez pendant sept jours.") == []


class Told:
    """Writes what the composer writes, its first fact turned round, under a model's name."""

    name = "model"

    async def write(self, brief: Brief) -> Written:
        honest = await Composer().write(brief)
        first = next(one for one in honest.sentences[1:] if " peuvent " in one.text)
        turned = replace(first, text=first.text.replace(" peuvent ", " ne peuvent pas "))
        sentences = tuple(turned if one is first else one for one in honest.sentences)
        return Written(honest.text.replace(first.text, turned.text), sentences, self.name)


@pytest.mark.parametrize("compared", [True, False])
async def test_desk_shows_what_strays_when_it_is_given_what_compares(
    sheets: tuple[Sheet, ...], compared: bool
) -> None:
    compare = unsaid if compared else None
    desk = Desk(FakeLibrary(sheets), Told(), Composer(), practice_book(), lambda: TODAY, compare=compare)
    draft = await desk.post("post Instagram sur le soleil et les cicatrices")
    assert isinstance(draft, Draft)
    assert draft.writer == "model"
    strayed = [line for line in draft.verify if "s’écarte de vos sources" in line]
    assert [("ne peuvent pas" in line, "négation" in line) for line in strayed] == [(True, True)] * compared


async def test_composer_is_not_compared(sheets: tuple[Sheet, ...]) -> None:
    asked: list[str] = []

    def compare(sentence: str, _sources: object) -> tuple[()]:
        asked.append(sentence)
        return ()

    composer = Composer()
    desk = Desk(FakeLibrary(sheets), composer, composer, practice_book(), lambda: TODAY, compare=compare)
    await desk.post("post Instagram sur le soleil et les cicatrices")
    assert asked == []
