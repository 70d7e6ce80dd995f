"""Days and seasons on which a practice may inform: when they fall, who organises them, which sheets go with them.

The table is `editorial_days.yaml`. Nothing here knows a clock: the caller gives the year, the days or the month.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.drafting.ports import Kind
from bot.french import short_date
from knowledge.errors import CorpusError
from knowledge.frontmatter import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Final = Path(__file__).parent / "editorial_days.yaml"
KINDS: Final = frozenset({"day", "week", "month", "season"})
TO_CONFIRM: Final = "date à confirmer"
WEEK: Final = 7  # days
FRIDAY: Final = 4  # days after a Monday
DECEMBER: Final = 12
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class EditorialDay:
    """A day, week, month or season of one year, both ends included.

    `kind` is `day`, `week`, `month` or `season`; `source` is an address, `confidence` its mark (`V1` to `V3`); `topics`
    are sources of our sheets (`topic:<slug>`); `confirm` when the organiser fixes the date each year: a `week` then falls
    between the two ends.
    """

    id: str
    name: str
    kind: str
    start: date
    end: date
    organiser: str
    source: str
    confidence: str
    topics: tuple[str, ...]
    confirm: bool = False

    @property
    def when(self) -> str:
        """Return the date as it is printed: «4 février 2027», «du 1er au 31 octobre 2027», with its doubt."""
        said = short_date(self.start) if self.start == self.end else self._range()
        return f"{said}, {TO_CONFIRM}" if self.confirm else said

    def _range(self) -> str:
        first, last = short_date(self.start), short_date(self.end)
        if self.start.year == self.end.year:
            first = first.rsplit(" ", 1)[0]
            if self.start.month == self.end.month:
                first = first.rsplit(" ", 1)[0]
        floating = self.confirm and (self.end - self.start).days >= WEEK
        return f"entre le {first} et le {last}" if floating else f"du {first} au {last}"


class Topic(NamedTuple):
    """One of our sheets: its source id and its title."""

    source: str
    title: str


def days_of(year: int) -> list[EditorialDay]:
    """Return what starts in `year` (1 to 9998), in order of date."""
    return sorted((_dated(entry, year) for entry in _table()), key=lambda one: (one.start, one.end, one.id))


def days_between(start: date, end: date) -> list[EditorialDay]:
    """Return what falls, even in part, between two days, both included; nothing when `end` comes before `start`."""
    years = range(max(start.year - 1, 1), min(end.year, date.max.year - 1) + 1)
    every = (one for year in years for one in days_of(year))
    return [one for one in every if one.start <= end and one.end >= start <= end]


def season_topics(month: int) -> tuple[Topic, ...]:
    """Return the sheets of the season, by title; `month` runs from 1 to 12.

    Raises:
        ValueError: there is no such month.
    """
    if not 1 <= month <= DECEMBER:
        raise ValueError(f"`month` is {month}; it runs from 1 to 12")
    return tuple(topic for topic, months in _sheets() if month in months)


@cache
def _sheets() -> tuple[tuple[Topic, tuple[int, ...]], ...]:
    from knowledge.corpus import load_shipped

    sheets = [one for one in load_shipped() if one.kind is Kind.TOPIC]
    return tuple(
        (Topic(one.source, one.title), one.about.season) for one in sorted(sheets, key=lambda one: one.title)
    )


@cache
def _table() -> tuple[Mapping[str, Any], ...]:
    return read_table(TABLE.read_text("utf-8"))


def read_table(text: str) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of a table of days, each checked.

    Raises:
        CorpusError: an entry lacks a field, has another kind, or a rule that gives no date.
    """
    entries = load_yaml(text)
    if not isinstance(entries, list):
        raise CorpusError("editorial_days.yaml\u00a0: le fichier n’est pas une liste de journées.")
    for entry in entries:
        _check(entry)
    return tuple(entries)


def _check(entry: Any) -> None:
    try:
        whole = all(entry[key] for key in ("name", "organiser", "confidence", "topics"))
        known = whole and entry["kind"] in KINDS and entry["source"]["url"]
        span(entry["rule"], 2023)  # a common year: 29 February is no yearly date
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"editorial_days.yaml\u00a0: entrée illisible ({entry!r:.80}).") from error
    if not known:
        raise CorpusError(f"editorial_days.yaml\u00a0: il manque un champ ({entry['id']}).")


def _dated(entry: Mapping[str, Any], year: int) -> EditorialDay:
    start, end = span(entry["rule"], year)
    return EditorialDay(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        start=start,
        end=end,
        organiser=entry["organiser"],
        source=entry["source"]["url"],
        confidence=entry["confidence"],
        topics=tuple(f"topic:{slug}" for slug in entry["topics"]),
        confirm=bool(entry.get("confirm")),
    )


def span(rule: Mapping[str, Any], year: int) -> tuple[date, date]:
    """Return the first and the last day that a rule gives for `year`; a range may end in the next one.

    Raises:
        ValueError: the rule is of no known form, or gives no date.
    """
    match rule:
        case {"day": str(day)}:
            return _on(year, day), _on(year, day)
        case {"last_day": int(month)}:
            last = _last(year, month)
            return last, last
        case {"weekday": str(weekday), "nth": 1 | 2 | 3 | 4 as nth, "month": int(month)}:
            found = _nth(year, month, WEEKDAYS.index(weekday), nth)
            return found, found
        case {"week_with": str(day)}:
            monday = _on(year, day) - timedelta(days=_on(year, day).weekday())
            return monday, monday + timedelta(days=FRIDAY)
        case {"month": int(month)} if len(rule) == 1:
            return date(year, month, 1), _last(year, month)
        case {"from": str(first), "to": str(last)}:
            start, end = _on(year, first), _on(year, last)
            return start, end if start <= end else _on(year + 1, last)
    raise ValueError(f"rule of no known form: {rule}")


def _on(year: int, day: str) -> date:
    month, _, number = day.partition("-")
    return date(year, int(month), int(number))


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % WEEK + WEEK * (nth - 1))
