"""The figures of a text: numbers with what they measure, phones, dates, hours. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Fault(StrEnum):
    """What a text says that its sources do not."""

    PHONE = "phone"
    DATE = "date"
    HOUR = "hour"
    PRICE = "price"
    SHARE = "share"
    DOSE = "dose"
    DURATION = "duration"
    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    CLAIM = "claim"
    COVERAGE = "coverage"


FRENCH: Final = {
    Fault.PHONE: "téléphone", Fault.DATE: "date", Fault.HOUR: "heure", Fault.PRICE: "prix",
    Fault.SHARE: "pourcentage", Fault.DOSE: "dose ou mesure", Fault.DURATION: "durée",
    Fault.NUMBER: "chiffre", Fault.NAME: "nom", Fault.NEGATION: "négation",
    Fault.MODALITY: "certitude ou obligation", Fault.CLAIM: "promesse", Fault.COVERAGE: "affirmation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unsourced:
    """`text[start:end]` of the checked text stands in no source."""

    start: int
    end: int
    kind: Fault
    found: str


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    kind: Fault
    value: str
    unit: str


_NUMBER_WORDS: Final = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9", "dix": "10",
    "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16", "vingt": "20",
    "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100", "mille": "1000",
}  # fmt: skip
_UNITS: Final = {
    "seconde": "s", "secondes": "s", "minute": "min", "minutes": "min", "min": "min", "heure": "h", "heures": "h",
    "jour": "jour", "jours": "jour", "semaine": "semaine", "semaines": "semaine", "mois": "mois", "an": "an", "ans": "an",
    "annee": "an", "annees": "an", "€": "€", "euro": "€", "euros": "€", "eur": "€", "%": "%", "pourcent": "%",
    "mg": "mg", "g": "g", "kg": "kg", "ml": "ml", "cl": "cl", "l": "l", "cc": "cc", "ui": "ui", "mm": "mm", "cm": "cm",
    "unites": "ui", "kilos": "kg", "kilo": "kg", "grammes": "g", "litres": "l", "degres": "°", "°c": "°",
}  # fmt: skip
_KINDS: Final = {
    Fault.DURATION: {"s", "min", "h", "jour", "semaine", "mois", "an"},
    Fault.PRICE: {"€"},
    Fault.SHARE: {"%"},
    Fault.DOSE: {"mg", "g", "kg", "ml", "cl", "l", "cc", "ui", "mm", "cm", "°"},
}
_KIND_OF: Final = {unit: kind for kind, units in _KINDS.items() for unit in units}
EMERGENCY: Final = frozenset(
    {"15", "17", "18", "112", "114", "115", "116", "117", "119", "3114", "3117", "3919", "3989"}
)

_MONTHS: Final = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_NUM: Final = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORDED: Final = "|".join(_NUMBER_WORDS)
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_VALUE: Final = rf"(?:{_NUM}|\b(?:une?|{_WORDED})\b)"
_PHONE: Final = re.compile(r"(?<![\d+])(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS})(?: \d{{4}})?\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b\d{{4}}-\d\d-\d\d\b"
)
_HOUR: Final = re.compile(r"(?<!\d)([01]?\d|2[0-4]) ?(?:h|:)(?: ?([0-5]\d))?(?![\w])")
_MEASURE: Final = re.compile(rf"({_VALUE})(?: ?(?:a|ou|et|-|–) ?({_VALUE}))? ?({_UNIT})(?![a-z])")
_LARGE: Final = "|".join(
    word for word, value in _NUMBER_WORDS.items() if len(value) > 1
)  # «deux points à retenir» is no fact
_PLAIN: Final = re.compile(rf"(?<![\w#.,/-])(?:{_NUM}|\b(?:{_LARGE})\b)(?![\w%€])")
_EVERY: Final = re.compile(rf"(?<![\w#.,-])(?:{_NUM}|(?:{_WORDED})\b)(?!\w)")
_ARTICLE: Final = re.compile(r"\b[lrda]\. ?\d{3,4}(?:-\d+)*")
_LISTED: Final = re.compile(r"(?m)^[ \t]*\d{1,2}[.)](?=\s)")


def unsourced(text: str, sources: Sequence[str]) -> list[Unsourced]:
    """Return the figures of `text` that stand in none of `sources` (passages and the practice's facts), in order.

    A figure is a number with what it measures: «6 semaines» is not sourced by «6 mois». Numbers written in words, ranges
    and typography are understood; emergency numbers and the numbers of a list need no source.
    """
    held = {(figure.value, figure.unit) for source in sources for figure in _figures(source)}
    bare = {value for value, _ in held}
    return [
        Unsourced(one.start, one.end, one.kind, text[one.start : one.end])
        for one in _figures(text)
        if (one.value, one.unit) not in held
        and not (one.kind is Fault.NUMBER and (one.value in bare or one.value in EMERGENCY))
    ]


def _figures(text: str) -> list[_Figure]:
    plain = folded(text)
    taken = [match.span() for match in _LISTED.finditer(plain)]
    found: list[_Figure] = []
    for finder in (_phones, _dates, _measures, _hours, _plain):
        found += [
            one
            for one in finder(plain)
            if all(one.end <= first or one.start >= last for first, last in taken)
        ]
        taken += [(figure.start, figure.end) for figure in found]
    return sorted(found, key=lambda figure: figure.start)


def _phones(plain: str) -> Iterator[_Figure]:
    for match in _PHONE.finditer(plain):
        digits = re.sub(r"\D", "", match[0])
        yield _Figure(*match.span(), Fault.PHONE, digits[-9:], "tel")


def _dates(plain: str) -> Iterator[_Figure]:
    for match in _DATE.finditer(plain):
        yield _Figure(*match.span(), Fault.DATE, match[0].replace("1er ", "1 "), "date")


def _measures(plain: str) -> Iterator[_Figure]:
    for match in _MEASURE.finditer(plain):
        unit = _UNITS[match[3]]
        for group in (1, 2):
            if match[group]:
                end = match.end() if group == 1 and not match[2] else match.end(group)
                stop = match.end() if group == 2 else end  # noqa: PLR2004  # the second number of a range carries the unit
                yield _Figure(match.start(group), stop, _KIND_OF[unit], _value(match[group]), unit)


def _hours(plain: str) -> Iterator[_Figure]:
    for match in _HOUR.finditer(plain):
        yield _Figure(*match.span(), Fault.HOUR, f"{int(match[1])}:{match[2] or '00'}", "heure")


def _plain(plain: str) -> Iterator[_Figure]:
    for match in _PLAIN.finditer(plain):
        yield _Figure(*match.span(), Fault.NUMBER, _value(match[0]), "")


def _value(number: str) -> str:
    """Return «1200» for «1 200», «2.5» for «2,5», «15» for «quinze»."""
    if number in {"un", "une"}:
        return "1"
    if number in _NUMBER_WORDS:
        return _NUMBER_WORDS[number]
    grouped = re.sub(r"(?<=\d)[ .](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
    whole, _, part = grouped.partition(".")
    return f"{int(whole)}.{part.rstrip('0')}".rstrip(".")


def folded(text: str) -> str:
    """Return `text` in lower case without accents, every kind of space as a space, offsets unchanged."""
    return "".join(_fold_one(char) for char in text)


def _fold_one(char: str) -> str:
    if char.isspace():
        return char if char == "\n" else " "
    plain = unicodedata.normalize("NFD", char.lower())
    return plain[0] if plain else char


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, value) of every number of `text`, also «deux» and emergency numbers; «1.» of a list is none."""
    plain = folded(text)
    yield from ((match.start(), match.end(), match[0].replace(" ", "")) for match in _ARTICLE.finditer(plain))
    listed = {match.start() for match in _LISTED.finditer(plain)}
    for match in _EVERY.finditer(plain):
        if match.start() not in listed:
            yield match.start(), match.end(), _value(match[0])
