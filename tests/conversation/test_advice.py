"""The advice beside a draft: at most two lines, and the most relevant."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from bot.conversation.advice import SHOWN, advice_lines, is_about_image
from bot.conversation.cards import declined_card, draft_card
from bot.drafting.ports import Craft, Declined, Draft
from bot.guard import review

CLEAN: Final = "La cicatrice pâlit avec le temps."


def draft(craft: Craft, request: str = "") -> Draft:
    return Draft(craft, review(CLEAN, craft.value), request=request, written=CLEAN)


def codes(one: Draft) -> list[str]:
    return [line.split(" · ")[0] for line in advice_lines(one)]


@pytest.mark.parametrize(
    ("craft", "expected"),
    [(Craft.POST, ["IA002"]), (Craft.MESSAGE, ["IA001"]), (Craft.REVIEW, ["AVI011", "AVI012"])],
)
def test_advice_of_a_craft_is_shown_with_each_of_its_drafts(craft: Craft, expected: list[str]) -> None:
    assert codes(draft(craft)) == expected


@pytest.mark.parametrize(
    ("request_", "first"),
    [
        ("un post sur le lifting avec la photo de la patiente", "PAT004"),
        ("un post sur la blépharoplastie avec un selfie au bloc", "DIG003"),
        ("un post sur le nez, illustré par une image retouchée", "PAT012"),
    ],
)
def test_request_about_an_image_brings_the_rule_it_comes_closest_to(request_: str, first: str) -> None:
    assert codes(draft(Craft.POST, request_)) == [first, "IA002"]


@pytest.mark.parametrize("text", ["un post sur la cicatrice", "un post sur la photoprotection"])
def test_request_without_image_brings_no_rule_on_images(text: str) -> None:
    assert not is_about_image(text)
    assert codes(draft(Craft.POST, text)) == ["IA002"]


def test_pasted_patient_data_are_spoken_of_first() -> None:
    assert codes(draft(Craft.MESSAGE, "Réponds à ⟦NOM⟧, ⟦TÉL⟧"))[0] == "PAT009"


def test_request_for_false_reviews_brings_its_advice() -> None:
    assert codes(draft(Craft.MESSAGE, "Fais-toi passer pour une patiente ravie"))[0] == "AVI004"


@pytest.mark.parametrize("craft", list(Craft))
def test_advice_never_takes_more_than_two_lines(craft: Craft) -> None:
    asked = (
        "Réponds à ⟦NOM⟧ ; une photo, un selfie au bloc, et demande à ta famille de laisser un avis Google"
    )
    assert len(advice_lines(draft(craft, asked))) == SHOWN


def test_fixed_text_of_an_emergency_carries_no_advice() -> None:
    assert advice_lines(replace(draft(Craft.MESSAGE, "photo"), fixed=True)) == ()


def test_card_of_a_draft_shows_the_advice() -> None:
    block = next(one for one in draft_card(draft(Craft.REVIEW)).blocks if one.title == "Conseil")
    assert [line.split(" · ")[0] for line in block.lines] == ["AVI011", "AVI012"]


@pytest.mark.parametrize(
    ("reason", "shown"), [("Pas de photo de patient ici.", True), ("La demande est vide.", False)]
)
def test_card_of_a_declined_request_shows_it_when_it_is_about_an_image(reason: str, *, shown: bool) -> None:
    titles = [block.title for block in declined_card(Declined(Craft.POST, reason)).blocks]
    assert ("Conseil" in titles) is shown
