"""Dates as exports write them, as ISO days. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from bot.french import MONTHS

MILLIS: Final = 100_000_000_000  # a larger stamp counts thousandths of seconds
CENTURY: Final = 100  # a smaller year is written with two digits
_ENGLISH: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "fevrier": 2, "fev": 2, "fév": 2, "févr": 2, "aout": 8, "decembre": 12, "déc": 12, "avr": 4, "juil": 7, "janv": 1, "sept": 9,
}  # fmt: skip


def iso_date(said: object, *, month_first: bool = False) -> str:
    """Return the day of an ISO date, a stamp (seconds or thousandths), «12/03/2023», «12 mars 2023» or «Sun, 12 Mar 2023».

    Empty when it is none of them. `month_first` reads «03/12/2023» as an American does; either way a number above 12 is a
    day.
    """
    told = str(said).strip()
    for reader in (_stamp, _iso, lambda text: _numbers(text, month_first=month_first), _words):
        try:
            found = reader(told)
        except (ValueError, OverflowError, OSError):
            continue
        if found is not None:
            return found.isoformat()
    return ""


def _stamp(told: str) -> date | None:
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", told):
        return None
    seconds = float(told)
    return datetime.fromtimestamp(seconds / 1000 if seconds > MILLIS else seconds, UTC).date()


def _iso(told: str) -> date | None:
    found = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", told)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbers(told: str, *, month_first: bool) -> date | None:
    found = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)", told)
    if not found:
        return None
    first, second, year = (int(one) for one in found.groups())
    day, month = (second, first) if month_first else (first, second)
    day, month = (month, day) if month > 12 else (day, month)  # noqa: PLR2004 - months of a year
    return date(year if year >= CENTURY else 2000 + year, month, day)


def _words(told: str) -> date | None:
    year = re.search(r"\b(\d{4})\b", told)
    day = re.search(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\b(?!:)", told)
    month = next(filter(None, map(_month, re.findall(r"[^\W\d_]+", told.casefold()))), 0)
    return date(int(year[1]), month, int(day[1])) if year and day and month else None


def _month(word: str) -> int:
    """Return the number of a month in French or English, whole or cut short; 0 for another word."""
    if word in _NAMED:
        return _NAMED[word]
    return _ENGLISH.index(word[:3]) + 1 if word[:3] in _ENGLISH and word not in {"mardi", "marche"} else 0
