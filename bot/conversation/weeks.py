"""Slots of the week: what is planned, which times are free, never more than two posts a week. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.moments import PARIS, clock, in_paris
from bot.conversation.month import CAP, WEEK, monday
from bot.french import DAYS, MONTHS, NBSP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.conversation.entries import Entry

SLOT: Final = "slot"  # kind of the entries
PLANNED, TOLD, ASKED, STALE = "planned", "told", "asked", "stale"
TIMES: Final = ((4, time(18, 30)), (1, time(12, 30)))  # proposed: Friday evening, Tuesday noon
AHEAD: Final = 12  # weeks that are looked at for a free time
SOON: Final = timedelta(hours=2)  # a time nearer than this is not proposed
OFFERED: Final = 2  # times proposed at once


@dataclass(frozen=True, slots=True)
class Slot:
    """A text that was approved, and its time (UTC); the versions of one draft for several networks are one post."""

    key: str
    draft: str
    state: str
    at: datetime | None = None
    platform: str = ""
    title: str = ""
    digest: str = ""

    @property
    def week(self) -> date | None:
        """Return the Monday of its week in Paris."""
        return monday(in_paris(self.at).date()) if self.at else None

    @property
    def counts(self) -> bool:
        """Tell whether it takes one of the two places of its week."""
        return self.at is not None and self.state in {PLANNED, TOLD}


def slot_of(entry: Entry) -> Slot:
    """Return the slot that an entry holds."""

    def said(name: str) -> str:
        value: Any = entry.value.get(name)
        return value if isinstance(value, str) else ""

    at = datetime.fromisoformat(said("at")) if said("at") else None
    return Slot(entry.key, said("draft"), said("state"), at, said("platform"), said("title"), said("digest"))


def coming_slots(slots: tuple[Slot, ...], now: datetime) -> tuple[Slot, ...]:
    """Return what is planned, the earliest first."""
    coming = (one for one in slots if one.state == PLANNED and one.at and one.at > now)
    return tuple(sorted(coming, key=lambda one: str(one.at)))


def held(slots: Iterable[Slot], week: date, but: str = "") -> tuple[Slot, ...]:
    """Return what holds the places of a week, one slot a post, the earliest first; the post `but` is left out."""
    here = sorted(
        (one for one in slots if one.counts and one.week == week and one.draft != but),
        key=lambda one: str(one.at),
    )
    return tuple({one.draft: one for one in reversed(here)}.values())[::-1]


def is_full(slots: Iterable[Slot], week: date, but: str = "") -> bool:
    """Tell whether a week takes no other post."""
    return len(held(slots, week, but)) >= CAP


def taken(slots: Collection[Slot]) -> dict[date, int]:
    """Return how many posts each week holds."""
    weeks = {one.week for one in slots if one.counts and one.week}
    return {week: len(held(slots, week)) for week in weeks}


def free_times(
    slots: Collection[Slot], now: datetime, *, but: str = "", since: date | None = None
) -> tuple[datetime, ...]:
    """Return the next times (UTC) to propose, the first ones of the first week that has room, from the week `since` on."""
    first = max(monday(in_paris(now).date()), since or date.min)
    for step in range(AHEAD):
        week = first + WEEK * step
        if is_full(slots, week, but):
            continue
        days = {in_paris(one.at).date() for one in held(slots, week, but) if one.at}
        times = [one for one in _times(week) if one > now + SOON and in_paris(one).date() not in days]
        if times:
            return tuple(times[:OFFERED])
    return ()


def _times(week: date) -> Iterator[datetime]:
    for weekday, hour in TIMES:
        yield datetime.combine(week + timedelta(days=weekday), hour, PARIS).astimezone(UTC)


def slot_label(at: datetime, now: datetime) -> str:
    """Return «Vendredi 18 h 30», with its date once it is more than six days away."""
    here = in_paris(at)
    near = (here.date() - in_paris(now).date()).days < WEEK.days
    day = DAYS[here.weekday()].capitalize()
    number = "1er" if here.day == 1 else str(here.day)
    dated = day if near else f"{day}{NBSP}{number} {MONTHS[here.month - 1]}"
    return f"{dated} {clock(at)}"
