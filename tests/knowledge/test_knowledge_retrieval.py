"""Everyday questions over all that we ship: the right sheet or card, and «pas de source» when there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.drafting.ports import Craft, Kind
from knowledge.corpus import load_shipped
from knowledge.pinned import MOST, ORDER, ROOM, pinned_cards

if TYPE_CHECKING:
    from knowledge.library import IndexLibrary

HERE = Path(__file__).parent
LINES = (HERE / "questions.tsv").read_text("utf-8").splitlines()[1:]
QUESTIONS = [(line.split("\t")[0], frozenset(line.split("\t")[1].split())) for line in LINES]
OFF_TOPIC = (HERE / "off_topic.txt").read_text("utf-8").splitlines()[1:]
SHIPPED = load_shipped()
CARDS = sorted((one.card, one.about) for one in SHIPPED if one.card)


async def found(library: IndexLibrary, question: str) -> list[str]:
    hits = await library.search(question)
    return list(dict.fromkeys(one.source.partition(":")[2] for one in hits.passages))


@pytest.mark.parametrize(("question", "right"), QUESTIONS)
async def test_question_finds_a_right_document(
    shipped: IndexLibrary, question: str, right: frozenset[str]
) -> None:
    assert right & set(await found(shipped, question))


async def test_four_questions_in_five_find_it_first(shipped: IndexLibrary) -> None:
    first = [(await found(shipped, question))[:1] for question, _ in QUESTIONS]
    share = sum(right >= set(one) != set() for one, (_, right) in zip(first, QUESTIONS, strict=True)) / len(
        QUESTIONS
    )
    assert share >= 0.80


async def test_right_card_is_pinned_or_found_for_nineteen_questions_in_twenty(shipped: IndexLibrary) -> None:
    asked = [(question, right) for question, right in QUESTIONS if any(one.startswith("K") for one in right)]
    pinned = {one.card for craft in Craft for one in await shipped.pinned(craft)}
    given = [pinned | set(await found(shipped, question)) for question, _ in asked]
    assert sum(bool(right & one) for one, (_, right) in zip(given, asked, strict=True)) / len(asked) >= 0.95


async def test_nine_answered_questions_in_ten_are_said_to_be(shipped: IndexLibrary) -> None:
    covered = [(await shipped.search(question)).covered for question, _ in QUESTIONS]
    assert sum(covered) / len(covered) >= 0.88


async def test_questions_that_nothing_answers_are_said_to_have_no_source(shipped: IndexLibrary) -> None:
    covered = [(await shipped.search(question)).covered for question in OFF_TOPIC]
    assert sum(covered) / len(covered) <= 0.15


@pytest.mark.parametrize("document", SHIPPED, ids=lambda document: document.source)
def test_shipped_chunks_are_slices_of_their_document(document: object) -> None:
    assert all(document.text[one.start : one.end] == one.text for one in document.chunks)


async def test_every_shipped_document_is_found_by_its_title(shipped: IndexLibrary) -> None:
    lost = [
        one.title for one in SHIPPED if one.source.partition(":")[2] not in await found(shipped, one.title)
    ]
    assert lost == []


async def test_every_question_of_a_card_finds_it(shipped: IndexLibrary) -> None:
    asked = [(question, card) for card, about in CARDS for question in about.questions]
    lost = [question for question, card in asked if card not in await found(shipped, question)]
    assert len(lost) <= len(asked) // 50


@pytest.mark.parametrize("craft", Craft)
def test_pinned_cards_of_a_craft_exist_and_are_few(craft: Craft) -> None:
    cards = pinned_cards(craft, (), CARDS)
    assert set(ORDER[craft]) <= {card for card, _ in CARDS}
    assert cards[: len(ORDER[craft])] == ORDER[craft]
    assert len(cards) == len(set(cards)) <= MOST


@pytest.mark.parametrize("rule", sorted({rule for _, about in CARDS for rule in about.rules}))
def test_rule_that_fired_pins_a_card_of_its_own(rule: str) -> None:
    first = pinned_cards(Craft.POST, [rule], CARDS)[0]
    assert rule in dict(CARDS)[first].rules


def test_many_fired_rules_leave_room_for_the_craft() -> None:
    rules = [rule for _, about in CARDS for rule in about.rules]
    assert set(ORDER[Craft.REVIEW][:ROOM]) <= set(pinned_cards(Craft.REVIEW, rules, CARDS))


async def test_pinned_passages_fit_in_a_context(shipped: IndexLibrary) -> None:
    sizes = [sum(len(one.text) for one in await shipped.pinned(craft)) for craft in Craft]
    assert max(sizes) <= 16_000  # characters, about 4,000 tokens


async def test_titles_of_topics_are_all_there(shipped: IndexLibrary) -> None:
    assert set(await shipped.titles(Kind.TOPIC)) == {one.title for one in SHIPPED if one.kind is Kind.TOPIC}
