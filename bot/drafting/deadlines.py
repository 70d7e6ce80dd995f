"""The last prudent day to sue over a review: three months from first publication, less a day. Pure date arithmetic.

Source: loi du 29 juillet 1881, art. 65 (three months from the first publication; one year for aggravated motives).
A relative label («il y a 3 semaines») is read pessimistically: the earliest day that is compatible with it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.drafting.platforms import folded
from bot.french import MONTHS

LIMITATION: Final = 3  # months; loi du 29 juillet 1881, art. 65
AGGRAVATED: Final = 12  # months; the same article, when the motive is discriminatory

_NUMBERS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quelques": 6, "plusieurs": 6,
    "a": 1, "an": 1,
}  # fmt: skip
_MONTHS: Final = {folded(name): number for number, name in enumerate(MONTHS, 1)}
_RELATIVE: Final = re.compile(
    r"(?:il y a |ya |y a |depuis |ca fait )?(?:environ |moins d'|plus d'|presque |pres de )?"
    r"(?P<n>\d{1,3}|" + "|".join(_NUMBERS) + r")\s*"
    r"(?P<unit>minutes?|mins?|heures?|h|jours?|j|semaines?|sem|mois|ans?|annees?|hours?|days?|weeks?|months?|years?)"
    r"(?!\w)"
)
_FUZZY: Final = (
    (re.compile(r"a l'instant|aujourd'hui|ce matin|ce midi|cet apres-midi|ce soir|cette nuit"), 1),
    (re.compile(r"avant-hier"), 2),
    (re.compile(r"hier|yesterday"), 1),
    (re.compile(r"cette semaine|semaine derniere|semaine passee|last week"), 14),
    (re.compile(r"ce mois|mois dernier|mois passe|last month"), 62),
    (re.compile(r"l'an dernier|l'annee derniere|annee passee|last year"), 730),
)
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED: Final = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)")
_WORDED: Final = re.compile(r"(?<!\d)(?:(\d{1,2})(?:er)? )?(" + "|".join(_MONTHS) + r")(?: (\d{4}))?(?!\w)")


@dataclass(frozen=True, slots=True)
class Deadline:
    """`first` is the earliest day of publication, `last` the last prudent day; `exact` tells a date from a guess."""

    first: date
    last: date
    exact: bool
    expired: bool

    @property
    def longest(self) -> date:
        """Return the last prudent day when a judge holds the motive to be discriminatory: a year on, less one day."""
        return last_day(self.first, AGGRAVATED)


def deadline(label: str, today: date) -> Deadline | None:
    """Return the limitation that follows from a date or a relative label such as «il y a 3 semaines», or None."""
    text = folded(label).replace("\u00a0", " ").replace("\u202f", " ")
    exact = _exact(text, today)
    first = exact or _month(text, today) or _earliest(text, today)
    if first is None or first > today:
        return None
    last = last_day(first)
    return Deadline(first, last, exact is not None, last < today)


def last_day(published: date, months: int = LIMITATION) -> date:
    """Return the last prudent day for what was published on that day: three months on, less one day."""
    return months_after(published, months) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later (or earlier when negative), the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _exact(text: str, today: date) -> date | None:
    if hit := _ISO.search(text):
        return _date(int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _SLASHED.search(text):
        return _date(int(hit[3]) + (2000 if len(hit[3]) == 2 else 0), int(hit[2]), int(hit[1]))  # noqa: PLR2004
    return _month(text, today, whole=False)


def _month(text: str, today: date, *, whole: bool = True) -> date | None:
    """Read a month in letters; with `whole` also one without a day, which is a guess: its first day."""
    hit = _WORDED.search(text)
    return _worded(hit[1], _MONTHS[hit[2]], hit[3], today) if hit and (whole or hit[1]) else None


def _worded(day: str | None, month: int, year: str | None, today: date) -> date | None:
    """Read «3 mai 2026», «3 mai», «mai 2026»: a missing day is the first, a missing year the last that is past."""
    number = int(day or 1)
    if year:
        return _date(int(year), month, number)
    this = _date(today.year, month, number)
    return this if this and this <= today else _date(today.year - 1, month, number)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _earliest(text: str, today: date) -> date | None:
    """Return the earliest day compatible with a label: sites cut the fraction, so «2 mois» may be a day under three."""
    if hit := _RELATIVE.search(text):
        number = int(hit["n"]) if hit["n"].isdigit() else _NUMBERS[hit["n"]]
        return _before(today, number + 1, hit["unit"])
    return next((today - timedelta(days=days) for words, days in _FUZZY if words.search(text)), None)


def _before(today: date, number: int, unit: str) -> date | None:
    """Return the first day after `today` less `number` units (one unit more than the label says)."""
    one = timedelta(days=1)
    try:
        if unit.startswith(("an", "year")):
            return months_after(today, -12 * number) + one
        if unit.startswith(("mois", "month")):
            return months_after(today, -number) + one
        return today - timedelta(days=_days(number, unit))
    except (ValueError, OverflowError):
        return None


def _days(number: int, unit: str) -> int:
    if unit.startswith(("sem", "week")):
        return 7 * number - 1
    return number - 1 if unit.startswith(("j", "day")) else 1
