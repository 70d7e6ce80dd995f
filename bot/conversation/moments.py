"""Times as people of a practice say them, in Paris: «demain 10h», «lundi», «J+2», «le 3 décembre à 14 h 30». Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.french import DAYS, MONTHS, NBSP, count, long_date
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PARIS: Final = ZoneInfo("Europe/Paris")
MORNING: Final = time(10)  # when nobody says the hour
PARTS: Final = {
    "matin": time(9),
    "midi": time(12),
    "apres[- ]midi": time(14),
    "aprem": time(14),
    "soir": time(18),
}
FAR: Final = 730  # days; a time further away is a slip of the finger
DAY: Final = timedelta(days=1)
TWO_DAYS: Final = 48  # hours from which an age is said in days

_MONTHS: Final = {fold(month).lower: number for number, month in enumerate(MONTHS, 1)}
_DAYS: Final = {day: number for number, day in enumerate(DAYS)}
_NUMBERS: Final = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "huit": 8,
    "dix": 10,
    "quinze": 15,
}
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_HOUR: Final = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3]) ?(?:h(?:eures?)?|:)(?: ?(?P<minute>[0-5]\d))?(?![\w:])"
)
_IN: Final = re.compile(
    rf"\bdans {_COUNT} ?(?P<unit>min(?:utes?)?|h(?:eures?)?|j(?:ours?)?|semaines?|mois)\b"
)
_PLUS: Final = re.compile(r"\bj ?\+ ?(?P<count>\d{1,3})\b")
_WEEKDAY: Final = re.compile(rf"\b(?P<day>{'|'.join(DAYS)})\b")
_NAMED: Final = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:er)? (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>20\d\d))?\b"
)
_NUMERIC: Final = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>20\d\d))?\b")
_OF_MONTH: Final = re.compile(r"\ble (?P<day>\d{1,2})\b(?! ?(?:h|:|/))")
_TODAY: Final = re.compile(
    r"\b(?:aujourd'hui|tout a l'heure|ce (?:soir|midi|matin)|cet(?:te)? (?:apres[- ]midi|aprem))\b"
)
_UNITS: Final = {"j": 1, "s": 7, "m": 30}  # days, by the first letter of jour, semaine and mois


def in_paris(moment: datetime) -> datetime:
    """Return a moment as the clocks of Paris show it."""
    return moment.astimezone(PARIS)


def clock(moment: datetime) -> str:
    """Return «14 h 02», in Paris."""
    here = in_paris(moment)
    return f"{here.hour}{NBSP}h{NBSP}{here.minute:02}" if here.minute else f"{here.hour}{NBSP}h"


def day_and_clock(moment: datetime, now: datetime) -> str:
    """Return «à 14 h 02», «demain à 10 h» or «lundi 21 décembre 2026 à 10 h», as seen from `now`."""
    here, today = in_paris(moment), in_paris(now).date()
    names = {today: "", today + DAY: "demain ", today - DAY: "hier "}
    return f"{names.get(here.date(), f'{long_date(here.date())} ')}à {clock(moment)}"


def age(since: datetime, now: datetime) -> str:
    """Return how long ago something was: «à l’instant», «26 min», «3 h», «2 jours»."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return "à l’instant"
    hours = minutes // 60
    if hours >= TWO_DAYS:
        return count(hours // 24, "jour")
    return f"{hours}{NBSP}h" if hours else f"{minutes}{NBSP}min"


def moment(text: str, now: datetime) -> datetime | None:
    """Return the time to come (UTC) that a text names, seen from `now` (with its zone), or None.

    A day without an hour is at ten; an hour without a day is today, or tomorrow once it has passed.
    """
    plain = fold(text).lower
    here = in_paris(now)
    if soon := _delay(plain, here):
        return soon.astimezone(UTC)
    day, hour = _day(plain, here.date()), _hour(plain)
    if day is None and hour is None:
        return None
    found = datetime.combine(day or here.date(), hour or MORNING, PARIS)
    if day is None and found <= here:
        found = datetime.combine(here.date() + DAY, found.time(), PARIS)
    late = found.astimezone(UTC) <= now or (found.date() - here.date()).days > FAR
    return None if late else found.astimezone(UTC)


def _delay(plain: str, here: datetime) -> datetime | None:
    """Return the end of «dans 20 minutes» or «dans 3 heures»; days are for the calendar."""
    found = _IN.search(plain)
    if not found or not found["unit"].startswith(("min", "h")):
        return None
    unit = timedelta(minutes=1) if found["unit"].startswith("min") else timedelta(hours=1)
    return here.astimezone(UTC) + max(1, _number(found["count"])) * unit


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said]


def _hour(plain: str) -> time | None:
    delay = _IN.search(plain)
    rest = plain.replace(delay[0], " ") if delay else plain
    if found := _HOUR.search(rest):
        return time(int(found["hour"]), int(found["minute"] or 0))
    return next((hour for part, hour in PARTS.items() if re.search(rf"\b{part}\b", rest)), None)


def _day(plain: str, today: date) -> date | None:
    readers: tuple[Callable[[str, date], date | None], ...] = (_near, _later, _dated, _weekday)
    return next((found for read in readers if (found := read(plain, today))), None)


def _near(plain: str, today: date) -> date | None:
    if re.search(r"\bapres[- ]demain\b", plain):
        return today + 2 * DAY
    if re.search(r"\bdemain\b", plain):
        return today + DAY
    return today if _TODAY.search(plain) else None


def _later(plain: str, today: date) -> date | None:
    if found := _IN.search(plain) or _PLUS.search(plain):
        unit = found.groupdict().get("unit", "j")
        days = _number(found["count"]) * _UNITS.get(unit[0], 1)
        return today + min(days, FAR + 1) * DAY
    return today + 7 * DAY if re.search(r"\bsemaine prochaine\b", plain) else None


def _dated(plain: str, today: date) -> date | None:
    """Return the next day of that date; a year that is said is kept."""
    if found := _NAMED.search(plain) or _NUMERIC.search(plain):
        month = _MONTHS.get(found["month"]) or int(found["month"])
        years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
        return _first(today, ((year, month, int(found["day"])) for year in years))
    if found := _OF_MONTH.search(plain):
        ahead = (today.month - 1 + step for step in range(3))
        return _first(today, ((today.year + one // 12, one % 12 + 1, int(found["day"])) for one in ahead))
    return None


def _first(today: date, dates: Iterable[tuple[int, int, int]]) -> date | None:
    """Return the first date that exists and has not passed."""
    for year, month, day in dates:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _weekday(plain: str, today: date) -> date | None:
    found = _WEEKDAY.search(plain)
    if not found:
        return None
    ahead = (_DAYS[found["day"]] - today.weekday() - 1) % 7 + 1
    return today + ahead * DAY
