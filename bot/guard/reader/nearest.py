"""The labelled sentence nearest to one that the second reader found: shown to the person who asks why."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.guard.fold import fold
from bot.guard.reader.documents import documents
from bot.guard.reader.sight import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence


def nearest(text: str, family: str) -> str | None:
    """Return the labelled sentence of a family that shares most words and pairs of words with `text`; `None` when there is none."""
    known = _known(family)
    mine = _said(text)
    return max(known, key=lambda one: _share(mine, one[0]), default=(frozenset(), None))[1]


@cache
def _known(family: str) -> Sequence[tuple[frozenset[str], str]]:
    return [
        (_said(text), text)
        for one in documents()
        for text, labels in zip(one.sentences, one.labels, strict=True)
        if family in labels
    ]


def _said(text: str) -> frozenset[str]:
    words = tokenise(fold(text).lower)
    return frozenset((*words, *(f"{one} {two}" for one, two in pairwise(words))))


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / max(len(mine | theirs), 1)
