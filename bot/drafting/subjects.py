"""Which sheet a request is about: the one whose subject it names, whatever else its words brush against. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.drafting.ports import Kind
from bot.drafting.relevance import STOPPED, told_stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import Sheet

STEM: Final = 6  # letters that tell a French word from another, endings apart
LONG: Final = 6  # letters; a shorter misspelt word looks like too many others
ALIKE: Final = 0.84  # from which a long word is another one misspelt

_SMALL: Final = frozenset(
    [
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "de",
        "du",
        "d",
        "l",
        "a",
        "au",
        "aux",
        "et",
        "ou",
        "en",
        "sur",
        "sous",
        "par",
        "pour",
        "sans",
        "avant",
        "apres",
        "son",
        "sa",
        "ses",
        "vos",
        "votre",
    ]
)
_OWN: Final = frozenset(
    ["consigne", "conseil", "document", "fiche", "protocole", "cabinet", "notre", "information", "suite"]
)
_VAGUE: Final = frozenset({"operat", "chirur", "interv", "consul", "medica"})  # stems that any sheet holds
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A sheet that a request names: the `words` that name it (stems), where the first stands, how much they say."""

    sheet: Sheet
    words: frozenset[str]
    start: int
    length: int


def named(request: str, sheets: Iterable[Sheet]) -> tuple[Named, ...]:
    """Return the sheets whose subject stands in `request`: the first named first, a document of the practice before ours."""
    asked = _words(request)
    found = [one for sheet in sheets if (one := _named(asked, sheet))]
    return tuple(sorted(found, key=lambda one: (one.start, one.sheet.kind is not Kind.PRACTICE, -one.length)))


def second(first: Sheet, found: Sequence[Named]) -> Sheet | None:
    """Return the other sheet that the request names too, when `first` says nothing of its subject.

    A document of the practice comes with our sheet of the same subject, which lends it a risk if it tells none.
    """
    mine = next((one.words for one in found if one.sheet.source == first.source), frozenset())
    for one in found:
        if one.sheet.source == first.source:
            continue
        words = one.words - _VAGUE
        if (first.kind is Kind.PRACTICE and words <= mine) or (words and not _says(first, words)):
            return one.sheet
    return None


def respelt(request: str, titles: Iterable[str]) -> str:
    """Return `request` with its long words as the titles of the sheets write them («rhinopalstie»)."""
    known = tuple({word for title in titles for word in _words(title) if len(word) >= LONG})
    return " ".join(word if word in known else _close(word, known) for word in _words(request))


def _close(word: str, known: Sequence[str]) -> str:
    return next((other for other in known if _is_misspelt(word, other)), word)


def _says(sheet: Sheet, words: frozenset[str]) -> bool:
    return any(words <= _stems(f"{passage.section} {passage.text}") for passage in sheet.passages)


def _named(asked: Sequence[str], sheet: Sheet) -> Named | None:
    spoken = [_match(asked, name) for name in _names(sheet)]
    hits = [hit for hit in spoken if hit]
    if not hits:
        return None
    best = max(hits, key=lambda hit: hit.length)
    return Named(
        sheet, frozenset().union(*(hit.words for hit in hits)), min(hit.start for hit in hits), best.length
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    words: frozenset[str]
    start: int
    length: int


def _names(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    if sheet.kind is Kind.PRACTICE:
        return (
            tuple(
                word
                for word in _words(sheet.title)
                if word not in STOPPED | _OWN and word.rstrip("s") not in _OWN
            ),
        )
    return tuple(tuple(_words(name)) for name in (*sheet.names, sheet.title))  # fmt: skip


def _match(asked: Sequence[str], name: Sequence[str]) -> _Hit | None:
    """Return where all the words of a name stand in the request, or None; «après une opération» names no subject."""
    if _VAGUE.issuperset(map(_stem, name)):
        return None
    places = [_place(asked, word) for word in name]
    if not places or None in places:
        return None
    return _Hit(
        frozenset(_stem(word) for word in name),
        min(place for place in places if place is not None),
        sum(map(len, name)),
    )


def _place(asked: Sequence[str], word: str) -> int | None:
    stem = _stem(word)
    exact = next((place for place, other in enumerate(asked) if _stem(other) == stem), None)
    if exact is not None or len(word) < LONG:
        return exact
    return next((place for place, other in enumerate(asked) if _is_misspelt(other, word)), None)


def _is_misspelt(said: str, word: str) -> bool:
    close = said[0] == word[0] and len(said) >= LONG and abs(len(said) - len(word)) < LONG // 2
    return close and SequenceMatcher(None, said, word).ratio() >= ALIKE


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(folded(text)) if word not in _SMALL]


def _stem(word: str) -> str:
    return word.rstrip("sx")[:STEM]


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, _words(text))) | told_stems(text)
