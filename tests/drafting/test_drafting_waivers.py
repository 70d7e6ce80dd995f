"""Waivers at the desk: an edit is declined with what may be kept, and done under the waivers of the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.drafting.ports import Declined, Draft
from bot.guard import Waiver, digest_of

if TYPE_CHECKING:
    from bot.drafting.desk import Desk

PRAISE = "Notre centre d’excellence vous accueille"
WAIVER = Waiver("PUB002", digest_of("centre d’excellence"), "Nom du service.", "camille", "2027-02-19")


@pytest.fixture
async def post(desk: Desk) -> Draft:
    draft = await desk.post("post sur le soleil et les cicatrices")
    assert isinstance(draft, Draft)
    return draft


async def test_declined_edit_says_what_may_be_kept(desk: Desk, post: Draft) -> None:
    declined = await desk.revise(post, f"ajoute : {PRAISE}")
    assert isinstance(declined, Declined)
    assert [one.rule for one in declined.findings] == ["PUB002"]


@pytest.mark.parametrize(
    "words",
    [
        f"{PRAISE}, résultat garanti",
        f"{PRAISE}, dit Mme Durand",
        f"{PRAISE}, sans risque",
        "un laser MaxiPeau",
    ],
)
async def test_declined_edit_that_no_waiver_saves_gives_no_finding(
    desk: Desk, post: Draft, words: str
) -> None:
    declined = await desk.revise(post, f"ajoute : {words}")
    assert isinstance(declined, Declined)
    assert declined.findings == ()


async def test_edit_under_a_waiver_is_done_and_outlives_a_new_version(desk: Desk, post: Draft) -> None:
    edited = await desk.revise(desk.waive(post, (WAIVER,)), f"ajoute : {PRAISE}")
    assert isinstance(edited, Draft)
    assert PRAISE in edited.verdict.text
    shorter = await desk.revise(edited, "plus court")
    assert isinstance(shorter, Draft)
    assert PRAISE in shorter.verdict.text
    assert PRAISE not in desk.waive(shorter, ()).verdict.text
