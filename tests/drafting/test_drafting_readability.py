"""Drafts are read without effort: a mean sentence of at most 18 words in nine drafts of ten, by the hundred."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from bot.drafting.desk import Desk
from bot.drafting.platforms import SHAPES
from bot.drafting.ports import Brief, Craft, Draft, Platform
from bot.drafting.readability import SHARE, is_readable, mean_words
from bot.practice import NO_PRACTICE
from bot.writers.composer import Composer, compose
from tests.drafting.conftest import TODAY, FakeLibrary, practice_book, shipped_sheets
from tests.drafting.tables import rows

if TYPE_CHECKING:
    from bot.practice import PracticeBook

STYLES = ((), ("shorter",), ("simpler",), ("warmer",))


@pytest.mark.parametrize(
    ("text", "mean"),
    [
        ("", 0.0),
        ("Titre sans point", 0.0),
        ("Un deux trois. Un deux trois quatre cinq.", 4.0),
        ("Titre\n\nL’arrêt dure un mois.\n\n#tabac #peau", 5.0),
        ("🩺 Et après ?\n• Un rendez-vous suit.\n• Deux jours de 8,5 heures.", 4.0),
        ("Un deux ! Trois ? Quatre cinq six…", 2.0),
    ],
)
def test_mean_sentence_counts_words_of_whole_sentences(text: str, mean: float) -> None:
    assert mean_words(text) == mean


def test_long_sentence_is_not_readable() -> None:
    assert not is_readable("mot " * 18 + "mot.")
    assert is_readable("mot " * 17 + "mot.")


@pytest.mark.parametrize("platform", Platform)
def test_posts_of_every_sheet_are_readable(platform: Platform) -> None:
    told = [
        compose(Brief(Craft.POST, sheet.title, platform=platform, sheet=sheet, style=style, variant=variant, limit=SHAPES[platform].characters)).text
        for sheet, style, variant in itertools.product(shipped_sheets(), STYLES, range(2))
    ]  # fmt: skip
    assert len(told) > 400
    assert sum(map(is_readable, told)) >= SHARE * len(told)


@pytest.mark.parametrize("book", [practice_book(), NO_PRACTICE], ids=["known", "unknown"])
async def test_replies_and_answers_are_readable(book: PracticeBook) -> None:
    composer = Composer()
    desk = Desk(FakeLibrary(shipped_sheets()), composer, composer, book, lambda: TODAY)
    drafts = [await desk.message(text) for _, _, text in rows("messages.tsv")[::3]]
    drafts += [await desk.review(text) for _, _, text in rows("reviews.tsv")]
    told = [one.verdict.text for one in drafts if isinstance(one, Draft)]
    assert len(told) > 100
    assert sum(map(is_readable, told)) >= SHARE * len(told)
