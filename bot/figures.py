"""Figures of French texts: numbers with what they measure, hours, dates, phones; and those that no source gives. Pure, standard library.

It reads any text, whoever wrote it: a sheet, an outline, an edit, what a person dictates, a model's sentence. It looks for a figure
anywhere in the sources; whether the sentence around it says what they say is for `knowledge.grounding`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.french import MONTHS, SMALL, TENS, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Key = tuple[str, str]  # a value and its unit: ("2,5", "ml"); a bare number has none: ("12", "")

EMERGENCY: Final = frozenset(
    {"15", "17", "18", "112", "114", "115", "119", "3114", "3919"}
)  # service-public, F33954; 116 117 is not one: regions choose
LEAST: Final = (
    10  # a number in letters below it and without a unit counts words, not facts: «deux points à retenir»
)
TIMES: Final = frozenset(map(str, range(25)))  # hours; «18 h» is a time of day, «48 h» a delay


class FigureKind(StrEnum):
    """What a figure says, in the word that a person reads."""

    PHONE = "téléphone"
    DATE = "date"
    HOUR = "heure"
    PRICE = "prix"
    SHARE = "pourcentage"
    DOSE = "dose ou séances"
    DURATION = "durée"
    SIZE = "mesure"
    COUNT = "nombre"
    NUMBER = "chiffre"


CAN_HURT: Final = frozenset(
    {
        FigureKind.PHONE,
        FigureKind.DATE,
        FigureKind.HOUR,
        FigureKind.PRICE,
        FigureKind.DOSE,
        FigureKind.DURATION,
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its words, code points from `start` to `end`, its kind and what must be equal in a source.

    A range («6 à 10 jours») is one figure with two keys.
    """

    text: str
    start: int
    end: int
    kind: FigureKind
    keys: frozenset[Key]


_UNITS: Final = {  # each line is a unit: its name, then the other ways of writing it, folded
    FigureKind.DURATION: "seconde secondes|minute minutes min mn|heure heures h|jour jours j|semaine semaines|mois|an ans annee annees",
    FigureKind.PRICE: "euro euros € eur",
    FigureKind.SHARE: "% pourcent pour_cent",
    FigureKind.DOSE: "mg milligramme milligrammes|g gramme grammes|ml millilitre millilitres|cl centilitre centilitres|cc|ui unites|seance seances",
    FigureKind.SIZE: "mm millimetre millimetres|cm centimetre centimetres|kg kilo kilos|litre litres l|degre degres ° °c",
    FigureKind.COUNT: "fois|nuit nuits",
}
_UNIT_OF: Final = {
    form.replace("_", " "): (forms.split()[0], kind)
    for kind, units in _UNITS.items()
    for forms in units.split("|")
    for form in forms.split()
}
_SPOKEN: Final = {flat(word): number for number, word in enumerate(SMALL)} | {
    "une": 1,
    **{word: ten for ten, word in TENS.items()},
}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted((word.replace("-", "[- ]") for word in words), key=len, reverse=True))


_ONES: Final = _either(word for word, number in _SPOKEN.items() if 0 < number < min(TENS))
_BELOW_HUNDRED: Final = (
    rf"(?:(?:{_either(TENS.values())})s?(?:[- ](?:et[- ])?(?:{_ONES})(?!\w))?(?!\w)|(?:{_ONES})(?!\w))"
)
_BELOW_THOUSAND: Final = rf"(?:(?:(?:{_ONES})[- ])?cents?(?!\w)(?:[- ]{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_WORDED: Final = rf"(?:(?:{_BELOW_THOUSAND}[- ])?mille(?!\w)(?:[- ]{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})"
_PART: Final = re.compile(rf"{_either(_SPOKEN)}|cent|mille")
_DIGITS: Final = r"(?:\d+/\d+|\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
_N: Final = rf"(?:{_DIGITS}|{_WORDED})"
_UNIT: Final = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_MONTH: Final = "|".join(map(flat, MONTHS))
_FREE: Final = r"(?<![\w,.#])"  # no part of a longer number, of a word, of a hashtag
_FIGURE: Final = re.compile(
    r"(?P<phone>(?<![\d+])(?:(?:\+|00) ?33 ?(?:\(0\) ?)?|0)[1-9](?:[ ./-]?\d{2}){4}(?!\d))"
    rf"|(?P<date>(?<!\w)(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d|(?:(?:(?P<first>\d{{1,2}})(?:er)? ?(?:au|et|ou|-|–) ?)?(?P<day>\d{{1,2}})(?:er)? )?(?P<month>(?:{_MONTH})(?: \d{{4}})?))(?!\w))"
    r"|(?P<skipped>^[ \t]*\d{1,2}[.)](?=\s)|(?<=[.,;:!?] )\d{1,2}\)(?=\s)|\b24 ?h(?:eures)? ?(?:sur|/) ?24\b|\b7 ?j(?:ours)? ?(?:sur|/) ?7\b|\b(?:24/24|7/7)\b)"
    r"|(?P<clock>(?<![\w,.:])(?P<hours>[01]?\d|2[0-4])(?: ?h(?:eures?)? ?|:)(?P<minutes>[0-5]\d)(?!\w))"
    rf"|(?P<measure>{_FREE}(?P<low>{_N})(?: ?(?:a|et|ou|-|–) ?(?P<high>{_N}))? ?(?P<unit>{_UNIT})(?![\w'’]))"
    rf"|(?P<number>{_FREE}(?<![^\W\d]-){_N}(?![\w%€]))",
    re.MULTILINE,
)
_IDIOM: Final = re.compile(
    r"une (?:fois|seconde)|\D+[ghjl]"
)  # «une fois cicatrisé», «une seconde opération», «un g»
_EVERY: Final = re.compile(
    rf"(?P<skipped>^[ \t]*\d{{1,2}}[.)](?=\s))|(?P<article>\b[lrda]\. ?\d{{3,4}}(?:-\d+)*)|(?<![\w#.,-])(?!une?\b){_N}(?!\w)",
    re.MULTILINE,
)


def figures(text: str, *, months: bool = False) -> tuple[Figure, ...]:
    """Return the figures of `text` in order; emergency numbers, the numbers of a list and hashtags are none.

    `months` says that a month alone counts («en mai»).
    """
    hits = _FIGURE.finditer(flat(text))
    return tuple(_read(text, hit) for hit in hits if _counts(hit, months=months))


def unsourced(text: str, sources: Iterable[str], *, months: bool = False) -> tuple[Figure, ...]:
    """Return the figures of `text` that stand in none of the `sources`, each part of a range taken by itself.

    «6 semaines» is not sourced by «6 mois»; a bare «6» is by both.
    """
    held = {key for source in sources for figure in figures(source, months=months) for key in figure.keys}
    held |= {(value, "") for value, _ in held}
    return tuple(figure for figure in figures(text, months=months) if not figure.keys <= held)


def to_verify(text: str) -> tuple[Figure, ...]:
    """Return the figures that can hurt (delays, doses, prices, hours, dates, phones), each once, in order."""
    found = (figure for figure in figures(text) if figure.kind in CAN_HURT)
    return tuple({figure.text: figure for figure in found}.values())


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, value) of every number of `text`, also «deux», emergency numbers and articles («L. 1110-4»)."""
    for hit in _EVERY.finditer(flat(text)):
        if not hit["skipped"]:
            value = hit[0].replace(" ", "") if hit["article"] else _value(hit[0])
            yield hit.start(), hit.end(), value


def _counts(hit: re.Match[str], *, months: bool) -> bool:
    said = hit[0]
    if hit["date"]:
        return months or any(map(str.isdigit, said))
    if hit["number"]:
        return said not in EMERGENCY and (said[0].isdigit() or _spoken(said) >= LEAST)
    return hit["skipped"] is None and not _IDIOM.fullmatch(said)


def _read(text: str, hit: re.Match[str]) -> Figure:
    kind, keys = _READERS[hit.lastgroup or ""](hit)
    return Figure(text[hit.start() : hit.end()], hit.start(), hit.end(), kind, frozenset(keys))


def _phone(hit: re.Match[str]) -> tuple[FigureKind, set[Key]]:
    return FigureKind.PHONE, {(re.sub(r"\D", "", hit[0])[-9:], "phone")}


def _date(hit: re.Match[str]) -> tuple[FigureKind, set[Key]]:
    days = [day for day in (hit["first"], hit["day"]) if day]
    dates = [f"{day} {hit['month']}" for day in days] or [hit[0]]
    return FigureKind.DATE, {(date, "date") for date in dates}


def _clock(hit: re.Match[str]) -> tuple[FigureKind, set[Key]]:
    hours, minutes = int(hit["hours"]), hit["minutes"]
    return FigureKind.HOUR, {(f"{hours}:{minutes}" if int(minutes) else f"{hours}", "heure")}


def _measure(hit: re.Match[str]) -> tuple[FigureKind, set[Key]]:
    unit, kind = _UNIT_OF[hit["unit"]]
    values = [_value(number) for number in (hit["low"], hit["high"]) if number]
    if hit["unit"] == "h" and TIMES.issuperset(values):
        kind = FigureKind.HOUR
    return kind, {(value, unit) for value in values}


def _number(hit: re.Match[str]) -> tuple[FigureKind, set[Key]]:
    return FigureKind.NUMBER, {(_value(hit[0]), "")}


_READERS: Final[dict[str, Callable[[re.Match[str]], tuple[FigureKind, set[Key]]]]] = {
    "phone": _phone,
    "date": _date,
    "clock": _clock,
    "measure": _measure,
    "number": _number,
}


def _value(number: str) -> str:
    """Return «1200» for «1 200», «2,5» for «2.50», «15» for «quinze», «1/3» as it is."""
    if not number[0].isdigit():
        return str(_spoken(number))
    if "/" in number:
        return number
    whole, _, part = re.sub(r"(?<=\d)[ .](?=\d{3}(?:\D|$))", "", number).replace(".", ",").partition(",")
    return f"{whole.lstrip('0') or '0'},{part.rstrip('0')}".rstrip(",")


def _spoken(words: str) -> int:
    """Return 345 for «trois cent quarante-cinq»."""
    total = current = 0
    for word in _PART.findall(words):
        if word == "mille":
            total, current = total + 1_000 * (current or 1), 0
        elif word == "cent":
            current = 100 * (current or 1)
        else:
            current += _SPOKEN[word.replace(" ", "-")]
    return total + current
