"""Figures of a text: numbers, durations, doses, prices, phones, dates; and those that no source gives. Pure.

It reads any text, whoever wrote it: an outline, an edit, what a person dictates, a finished draft. It looks for a figure anywhere in the
sources; whether the sentence around it says what they say is for `strays`, which a model's drafts alone need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EMERGENCY: Final = frozenset(
    {"15", "17", "18", "112", "114", "115", "119", "3114", "3919"}
)  # service-public, F33954

_WORDS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "cent": 100,
}  # fmt: skip
_MONTHS: Final = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_UNITS: Final = {
    "minute": r"minutes?|min", "heure": r"heures?|h", "jour": r"jours?|j", "semaine": r"semaines?", "mois": r"mois",
    "an": r"ans?|annees?", "euro": r"€|euros?|eur", "%": r"%|pour cent", "mg": r"mg|milligrammes?", "g": r"g|grammes?",
    "ml": r"ml|millilitres?", "cc": r"cc", "cm": r"cm|centimetres?", "mm": r"mm|millimetres?", "kg": r"kg|kilos?",
    "seance": r"seances?", "fois": r"fois", "litre": r"litres?|l", "degre": r"°|degres?", "nuit": r"nuits?",
}  # fmt: skip
_N: Final = (
    r"(?:\d+(?:[ .\u00a0\u202f]\d{3})*(?:,\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
)
_B: Final = r"[ \u00a0\u202f]"
_UNIT: Final = "|".join(_UNITS.values())
_FIGURE: Final = re.compile(
    rf"(?P<phone>(?:(?:\+|00){_B}?33{_B}?|0)[1-9](?:[ .\u00a0\u202f-]?\d{{2}}){{4}})"
    rf"|(?P<date>(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|(?<!\d)(?:\d{{1,2}}(?:er)?{_B})?(?:{_MONTHS})(?:{_B}\d{{4}})?(?!\w)|(?<!\d)\d{{1,2}}(?:er)?{_B}(?:{_MONTHS})(?!\w))"
    rf"|(?P<measure>(?<![\w,.])(?P<low>{_N}){_B}?(?:(?:a|et|ou|-|–){_B}?(?P<high>{_N}){_B}?)?(?P<unit>{_UNIT})(?!\w))"
    rf"|(?P<number>(?<![\w,.])\d+(?:[ .\u00a0\u202f]\d{{3}})*(?:,\d+)?(?!\w))"
)
_ROUND_THE_CLOCK: Final = re.compile(r"24.h sur 24|7.jours sur 7")
_VAGUE: Final = re.compile(r"^(?:un|une|1)$")
_RISKY: Final = frozenset(
    {"minute", "heure", "jour", "semaine", "mois", "an", "euro", "mg", "g", "ml", "cc", "seance"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its words, code points from `start` to `end`, its kind and what must be equal in a source."""

    text: str
    start: int
    end: int
    kind: str
    keys: frozenset[tuple[str, str]]


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order; emergency numbers, list numbers and hashtags are none."""
    plain = _same_length(text)
    return tuple(_read(text, hit) for hit in _FIGURE.finditer(plain) if _counts(hit, plain))


def unsourced(text: str, sources: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures of `text` that stand in none of the `sources`, each part of a range taken by itself."""
    known = {key for source in sources for figure in figures(source) for key in figure.keys}
    return tuple(figure for figure in figures(text) if not figure.keys <= known)


def to_verify(text: str) -> tuple[Figure, ...]:
    """Return the figures that can hurt (delays, doses, prices, dates, phones), each once, in order."""
    found = (figure for figure in figures(text) if figure.kind in {"phone", "date"} or _is_risky(figure))
    return tuple({figure.text: figure for figure in found}.values())


def _is_risky(figure: Figure) -> bool:
    return any(unit in _RISKY for _, unit in figure.keys)


def _same_length(text: str) -> str:
    """Return `text` folded letter by letter, so that positions stay."""
    return "".join((folded(letter) or letter)[0] if letter.isalpha() else letter for letter in text)


def _counts(hit: re.Match[str], plain: str) -> bool:
    if _ROUND_THE_CLOCK.match(plain, hit.start()) or _ROUND_THE_CLOCK.match(plain, hit.start() - 9):
        return False
    if hit["date"]:
        return any(letter.isdigit() for letter in hit[0])
    if hit["number"]:
        marker = re.match(r"[).]", plain[hit.end() : hit.end() + 1]) and hit["number"] in "123456789"
        return hit[0] not in EMERGENCY and not marker and plain[hit.start() - 1 : hit.start()] != "#"
    if hit["measure"]:
        return not (hit["unit"] in {"h", "fois"} and _VAGUE.match(hit["low"]))
    return True


def _read(text: str, hit: re.Match[str]) -> Figure:
    kind = hit.lastgroup or "number"
    kind = next(name for name in ("phone", "date", "measure", "number") if hit[name])
    return Figure(text[hit.start() : hit.end()], hit.start(), hit.end(), kind, frozenset(_keys(kind, hit)))


def _keys(kind: str, hit: re.Match[str]) -> Iterator[tuple[str, str]]:
    if kind == "phone":
        yield re.sub(r"\D", "", hit[0]).removeprefix("0033").removeprefix("33").lstrip("0"), "phone"
    elif kind == "date":
        yield (
            " ".join(hit[0].replace("\u00a0", " ").replace("\u202f", " ").replace("1er", "1").split()),
            "date",
        )
    elif kind == "measure":
        unit = next(name for name, said in _UNITS.items() if re.fullmatch(said, hit["unit"]))
        yield from ((_value(number), unit) for number in (hit["low"], hit["high"]) if number)
    else:
        yield _value(hit[0]), ""


def _value(number: str) -> str:
    return str(_WORDS.get(number) or re.sub(r"[ .\u00a0\u202f]", "", number))
