"""A small library over the shipped sheets, a practice that knows itself, and a desk that writes offline."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.drafting.desk import Desk
from bot.drafting.platforms import folded
from bot.drafting.ports import Craft, Hits, Kind, Passage, Sheet
from bot.drafting.relevance import overlap, stems
from bot.guard import Practice
from bot.practice import Fact, PracticeBook
from bot.writers.composer import Composer
from knowledge.corpus import CORPUS
from knowledge.corpus import _read as read_document
from knowledge.labels import sheet as as_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 21)


@cache
def shipped_sheets() -> tuple[Sheet, ...]:
    files = sorted((Path(CORPUS) / "topics").glob("*.md"))
    return tuple(as_sheet(read_document(file, Kind.TOPIC)) for file in files)


class FakeLibrary:
    """Answers by names and titles of the shipped sheets; knows nothing else."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.source: sheet for sheet in sheets}

    async def search(self, question: str, *, kinds: Sequence[Kind] = tuple(Kind), limit: int = 6) -> Hits:
        ranked = sorted(self._sheets.values(), key=lambda sheet: -self._score(question, sheet))
        best = ranked[0]
        wanted = stems(question)
        passages = sorted(best.passages, key=lambda one: -overlap(wanted, one.text))[:2]
        others = [sheet.passages[0] for sheet in ranked[1:4]]
        return Hits((*passages, *others)[:limit], covered=self._score(question, best) > 0)

    async def pinned(self, craft: Craft, rules: Sequence[str] = ()) -> tuple[Passage, ...]:
        return ()

    async def sheet(self, source: str) -> Sheet | None:
        return self._sheets.get(source)

    async def titles(self, kind: Kind) -> tuple[str, ...]:
        return tuple(sorted(sheet.title for sheet in self._sheets.values()))

    @staticmethod
    def _score(question: str, sheet: Sheet) -> float:
        plain = f" {folded(question)} "
        named = max(
            (len(name) for name in sheet.names if f" {folded(name)} " in plain.replace("'", " ")), default=0
        )
        return named + 3 * len(stems(question) & stems(" ".join((sheet.title, *sheet.names))))


def practice_book() -> PracticeBook:
    identity = Practice(
        doctor="Dr Ondine Vasseur",
        practice="Cabinet des Tilleuls",
        address="4 allée des Tilleuls, 99000 Villeneuve",
        phone="01 99 00 12 34",
        website="https://cabinet-tilleuls.example",
    )
    facts = {
        "hours": Fact("du lundi au vendredi, de 9 h à 18 h"),
        "booking": Fact("par téléphone au 01 99 00 12 34, aux heures d’ouverture"),
        "fees": Fact("80 €, sans dépassement pour le contrôle"),
        "documents": Fact("pièce d’identité, carte Vitale, liste des traitements en cours"),
        "secure_channel": Fact("messagerie sécurisée de l’espace patient"),
        "closures": Fact("du 24 décembre au 1er janvier"),
    }
    return PracticeBook(identity, facts, lambda: TODAY)


@pytest.fixture(scope="session")
def sheets() -> tuple[Sheet, ...]:
    return shipped_sheets()


@pytest.fixture
def library(sheets: tuple[Sheet, ...]) -> FakeLibrary:
    return FakeLibrary(sheets)


@pytest.fixture
def practice() -> PracticeBook:
    return practice_book()


@pytest.fixture
def desk(library: FakeLibrary, practice: PracticeBook) -> Desk:
    composer = Composer()
    return Desk(library, composer, composer, practice, lambda: TODAY)
