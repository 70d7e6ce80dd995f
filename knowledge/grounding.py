"""Compare a sentence with what it rests on: figures, names, denials, certainty, promises, and what no source says. Pure.

It finds what contradicts the sources or stands in none; it proves nothing. Its word is «aucune contradiction trouvée», never
«vérifié». The crafts ask it of a model's drafts (`bot.drafting.strays`); they read figures alone by themselves
(`bot.figures`), in texts that rest on no passage too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Unsaid
from bot.figures import EMERGENCY, FigureKind, numbers, unsourced
from bot.french import flat
from knowledge.claims import (
    PROMISES,
    alike,
    clauses,
    closest,
    coverage,
    read,
    root,
    surer,
    things,
    windows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.claims import Said


class Fault(StrEnum):
    """What a sentence says that its sources do not, beside figures (`bot.figures.FigureKind`), in the word that a person reads."""

    NAME = "nom"
    NEGATION = "négation"
    MODALITY = "certitude ou obligation"
    CLAIM = "promesse"
    COVERAGE = "affirmation"


@dataclass(frozen=True, slots=True)
class Unsourced:
    """`text[start:end]` of the checked text stands in no source."""

    start: int
    end: int
    kind: Fault | FigureKind
    found: str


NOTHING_FOUND: Final = "Aucune contradiction trouvée entre ce texte et ses sources."
HELD: Final = 0.6  # share of a sentence's words that its source must hold
ADDED: Final = 0.5  # share of a clause's words that stand nowhere in the sources: an addition hides in a clause of its own
SAME: Final = 0.9  # likeness from which a sentence is its source, word for word
SHORT: Final = 2  # words; a clause of fewer says too little to be missed
_OTHERWISE: Final = frozenset({Fault.NEGATION, Fault.MODALITY})
_CONNECTED: Final = re.compile(r"(?:ce qu|car\b|grace |parce qu|puisqu|et )")
_NAME: Final = re.compile(r"(?<=[\wà-ÿ,;:’'\-] )(?<!\. )[A-ZÀ-Ý][\wà-ÿ’'-]{2,}|\b[A-ZÀ-Ý]{3,}\b")


def unsaid(sentence: str, sources: Sequence[str]) -> tuple[Unsaid, ...]:
    """Return what `contradictions` finds, as the crafts show it: `bot.drafting.ports.Comparing`."""
    return tuple(
        Unsaid(one.found, one.kind.value, otherwise=one.kind in _OTHERWISE)
        for one in contradictions(sentence, sources)
    )


def contradictions(sentence: str, sources: Sequence[str]) -> list[Unsourced]:
    """Return what one sentence says and `sources` (passages, facts of the practice) do not, in order.

    Nothing found means nothing found: see `NOTHING_FOUND`.
    """
    held = [window for source in sources for window in _windows(source)]
    claim = read(sentence)
    near = closest(claim, held)
    found = [*_figures(sentence, sources), *_names(sentence, sources), *_promises(sentence, sources)]
    if near is None:
        found += [_whole(sentence, Fault.COVERAGE)] if len(claim.roots) >= SHORT else []
    else:
        found += _against(sentence, claim, near)
        said = frozenset().union(*(one.roots for one in held))
        found += [*_additions(sentence, said), *_things(sentence, near, said)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end))


def _figures(sentence: str, sources: Sequence[str]) -> Iterator[Unsourced]:
    for one in unsourced(sentence, sources, months=True):
        yield Unsourced(one.start, one.end, one.kind, one.text)


@lru_cache(1_000)
def _windows(source: str) -> tuple[Said, ...]:
    """Return the windows of a source, which the sentences of one draft share."""
    return tuple(windows([source]))


def _against(sentence: str, claim: Said, near: Said) -> Iterator[Unsourced]:
    if coverage(claim, near) < HELD:
        yield _whole(sentence, Fault.COVERAGE)
        return
    if _flipped(claim, near):
        yield _whole(sentence, Fault.NEGATION)
    if surer(claim.text, near.text):
        yield _whole(sentence, Fault.MODALITY)
    yield from _counted(sentence, near)


def _flipped(claim: Said, near: Said) -> bool:
    """Tell whether one denies and the other does not; or, in the same words, whether one denies once more."""
    if bool(claim.denied) != bool(near.denied):
        return True
    return claim.denied != near.denied and alike(claim, near) >= SAME


def _counted(sentence: str, near: Said) -> Iterator[Unsourced]:
    """Yield the numbers that stand elsewhere in the sources, or need none, and not where this sentence comes from."""
    there = {value for _, _, value in numbers(near.text)}
    ours = list(numbers(sentence))
    missing = there - {value for _, _, value in ours}
    for start, end, value in ours:
        if value not in there and (missing or value not in EMERGENCY):
            yield Unsourced(start, end, FigureKind.NUMBER, sentence[start:end])


def _additions(sentence: str, said: frozenset[str]) -> Iterator[Unsourced]:
    """Yield the clauses that no source says; `said` holds the roots of all of them."""
    listed = clauses(sentence)
    for clause in listed if len(listed) > 1 else ():
        told = read(clause).roots
        short = 1 if _CONNECTED.match(flat(clause)) else SHORT
        if len(told) >= short and len(told - said) / len(told) >= ADDED:
            start = sentence.find(clause)
            yield Unsourced(start, start + len(clause), Fault.COVERAGE, clause)


def _things(sentence: str, near: Said, said: frozenset[str]) -> Iterator[Unsourced]:
    """Yield the operations, places and products that the source of this sentence does not name."""
    ours = _named(sentence)
    swapped = bool(_named(near.text) - ours)
    for start, end, word in things(flat(sentence)):
        if root(word) not in said or (root(word) not in near.roots and swapped):
            yield Unsourced(start, end, Fault.NAME, sentence[start:end])


def _named(text: str) -> frozenset[str]:
    return frozenset(root(word) for _, _, word in things(flat(text)))


def _names(sentence: str, sources: Sequence[str]) -> Iterator[Unsourced]:
    said = flat(" ".join(sources))
    for match in _NAME.finditer(sentence):
        if not re.search(rf"\b{re.escape(flat(match[0]))}", said):
            yield Unsourced(match.start(), match.end(), Fault.NAME, match[0])


def _promises(sentence: str, sources: Sequence[str]) -> Iterator[Unsourced]:
    said = {match[0] for source in sources for match in PROMISES.finditer(flat(source))}
    for match in PROMISES.finditer(flat(sentence)):
        if match[0] not in said:
            yield Unsourced(match.start(), match.end(), Fault.CLAIM, sentence[match.start() : match.end()])


def _whole(sentence: str, kind: Fault) -> Unsourced:
    return Unsourced(0, len(sentence), kind, sentence)
