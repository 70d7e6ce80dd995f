"""Questions about reviews in general get the advice; pasted reviews, messages and requests for texts do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.conversation.cards import advice_card
from bot.conversation.review_advice import ANSWERS
from bot.conversation.review_questions import review_question
from bot.drafting.ports import Craft
from bot.guard import review
from tests.conversation.talking import Talking

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("review_questions.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("kind", "text"), [row for row in ROWS if row[0] != "-"])
def test_question_about_reviews_is_told_whatever_its_wording(kind: str, text: str) -> None:
    assert review_question(text) == kind


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[0] == "-"])
def test_review_message_or_request_is_no_question_about_reviews(text: str) -> None:
    assert review_question(text) is None


class Silent:
    """A desk that drafts nothing: asked for a draft, it fails the test."""

    async def review(self, text: str) -> Any:
        raise AssertionError(text)

    post = message = review


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[0] in {"gain", "kin"}])
async def test_question_gets_the_advice_and_no_draft(text: str) -> None:
    (card,) = await Talking(Silent()).say(text)
    said = str(card.as_json())  # type: ignore[attr-defined]
    assert "AVI005" in said
    assert "dépend de vous" in said


@pytest.mark.parametrize("kind", ["gain", "kin"])
def test_advice_refuses_relatives_and_sorting_and_says_what_works(kind: str) -> None:
    said = str(advice_card(kind).as_json())
    assert "faux avis" in said
    assert "questionnaire interne" in said


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_what_is_advised_is_no_solicitation_itself(kind: str) -> None:
    _, blocks, _ = ANSWERS[kind]
    done = " ".join(line for title, lines in blocks if title != "À éviter" for line in lines)
    rules = {one.rule for one in review(done, Craft.POST.value).findings}
    assert rules & {"AVI004", "AVI005", "AVI006"} == set()
