"""French as it is printed: no-break spaces, apostrophes, plurals, dates, letters without their accents. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

NBSP: Final = "\u00a0"
NNBSP: Final = "\u202f"
MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SMALL: Final = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS: Final = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}

_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_BEFORE: Final = re.compile(r"(?<=[^\s:;!?])[ \t]*(?<!://)([;!?]+|:)(?=\s|$|»|\))")
_NBSPS: Final = re.compile(f"[{NBSP}{NNBSP}]+")
_OPEN: Final = re.compile(r"«[ \t\u00a0\u202f]*")
_CLOSE: Final = re.compile(r"[ \t\u00a0\u202f]*»")
_UNITS: Final = re.compile(r"(\d)[ \t](?=(?:h|min|j|jours?|semaines?|mois|ans?|%|€|cm|mm|ml|mg|g|kg)\b|[%€])")


def in_words(number: int) -> str:
    """Return a number, 0 to 99, as it is said («quatre-vingt-dix-neuf»), «vingt» without its «s»: another number may follow."""
    if number < len(SMALL):
        return SMALL[number]
    tens = max(ten for ten in TENS if ten <= number)
    rest = number - tens
    link = "-et-" if rest in {1, 11} and tens != 80 else "-"  # noqa: PLR2004 - quatre-vingt-un takes no «et»
    return f"{TENS[tens]}{link}{SMALL[rest]}" if rest else TENS[tens]


def flat(text: str) -> str:
    """Return `text` in lower case without accents, every space as a space (line breaks and tabs stay), letter for letter: offsets stay."""
    return "".join(map(_flat_letter, text))


@lru_cache(4_096)
def _flat_letter(letter: str) -> str:
    if letter.isspace():
        return letter if letter in "\n\t" else " "
    return unicodedata.normalize("NFD", letter.lower())[0]


def typeset(text: str) -> str:
    """Return `text` with French typography: ’, « » and no-break spaces before `; : ! ? »`, after «, before units.

    Addresses (`https://…`), hours (`18:30`) and line breaks are left alone; applying it twice changes nothing.
    """
    text = _APOSTROPHE.sub("’", text)
    text = _BEFORE.sub(lambda m: NBSP + m[1], _NBSPS.sub(NBSP, text))
    text = _CLOSE.sub(f"{NBSP}»", _OPEN.sub(f"«{NBSP}", text))
    return _UNITS.sub(lambda m: m[1] + NBSP, text)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return «1 phrase», «3 phrases», «0 phrase»: French is plural from two."""
    word = noun if abs(number) < 2 else plural or f"{noun}s"  # noqa: PLR2004
    return f"{thousands(number)}{NBSP}{word}"


def thousands(number: int) -> str:
    """Return «2 200», with a narrow no-break space between thousands."""
    return f"{number:,}".replace(",", NNBSP)


def long_date(day: date) -> str:
    """Return «lundi 21 décembre 2026»; the first of a month is «1er»."""
    return f"{DAYS[day.weekday()]} {short_date(day)}"


def short_date(day: date) -> str:
    """Return «21 décembre 2026»."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def listing(items: list[str] | tuple[str, ...], last: str = "et") -> str:
    """Return «a, b et c»."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
