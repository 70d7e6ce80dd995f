"""The file of a review: a number, its dates, how far it is, the proofs gathered. No word of the review, nothing of its author."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.entries import Entry
from bot.conversation.moments import PARIS
from bot.drafting.cases import LIMITED, Case
from bot.drafting.deadlines import Deadline, last_day
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND: Final = "review"
WARNED: Final = (14, 7, 3, 1)  # days before the last prudent day
MORNING: Final = time(9)  # Paris
LOGGED: Final = 200  # lines of a chronology
SHOTS: Final = 100  # captures of a file
LABEL: Final = 60  # characters of a date label


class State(StrEnum):
    """How far a file is."""

    OPEN = "open"
    REPORTED = "reported"
    REFUSED = "refused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Shot:
    """A capture: its SHA-256 and when it came; the image itself is kept nowhere."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """One file, over its entry; the key of the entry is the number people say («AV-2026-07»)."""

    entry: Entry

    @property
    def key(self) -> str:
        """Return «AV-2026-07»."""
        return self.entry.key

    @property
    def case(self) -> Case:
        """Return the case that was read when the review came."""
        return Case(self._value("case", Case.NEGATIVE_ORGANISATION))

    @property
    def stars(self) -> float | None:
        """Return the stars, if they were given."""
        found = self.entry.value.get("stars")
        return float(found) if isinstance(found, int | float) else None

    @property
    def label(self) -> str:
        """Return the date as the site showed it; empty when it was not given."""
        return str(self._value("label", ""))

    @property
    def limit(self) -> Deadline | None:
        """Return the limitation as counted from the earliest day of publication; whether it is over is asked with a day."""
        said = self._value("first", "")
        if not said:
            return None
        first = date.fromisoformat(str(said))
        return Deadline(first, last_day(first), self._is("exact"), expired=False)

    @property
    def is_limited(self) -> bool:
        """Tell whether the three months matter: insult, defamation, threat or hate."""
        return self.case in LIMITED

    @property
    def aggravated(self) -> bool:
        """Tell whether a discriminatory motive showed."""
        return self._is("aggravated")

    @property
    def draft(self) -> str:
        """Return the id of the draft of the answer."""
        return str(self._value("draft", ""))

    @property
    def link(self) -> str:
        """Return the address of the review, once it was given."""
        return str(self._value("link", ""))

    @property
    def state(self) -> State:
        """Return how far it is."""
        return State(self._value("state", State.OPEN))

    @property
    def ticks(self) -> frozenset[int]:
        """Return the items of the kit that are done, counted from 1."""
        return frozenset(one for one in _list(self.entry.value.get("ticks")) if isinstance(one, int))

    @property
    def shots(self) -> tuple[Shot, ...]:
        """Return the captures, oldest first."""
        pairs = _list(self.entry.value.get("shots"))
        return tuple(Shot(str(digest), datetime.fromisoformat(str(at))) for digest, at in pairs)

    @property
    def log(self) -> tuple[tuple[datetime, str], ...]:
        """Return what was done, and when, oldest first."""
        return tuple(
            (datetime.fromisoformat(str(at)), str(what)) for at, what in _list(self.entry.value.get("log"))
        )

    @property
    def touched(self) -> datetime:
        """Return when somebody last looked at the file."""
        said = str(self._value("seen", ""))
        return datetime.fromisoformat(said) if said else datetime.min.replace(tzinfo=UTC)

    def handled(self, chat: str, now: datetime) -> ReviewFile:
        """Return the file as the one that a chat works on."""
        return ReviewFile(self.entry.changed(here=chat, seen=now.isoformat(timespec="seconds")))

    def doing(self, what: str, now: datetime, **values: object) -> ReviewFile:
        """Return the file after something was done: written down, and the next reminder set."""
        log = [*_list(self.entry.value.get("log")), [now.isoformat(timespec="seconds"), what]][-LOGGED:]
        return ReviewFile(self.entry.changed(**values, log=log)).due(now)

    def due(self, now: datetime) -> ReviewFile:
        """Return the file with its next reminder, or none when nothing is left to say."""
        watched = self.is_limited and self.state is not State.CLOSED and self.limit is not None
        when = next_reminder(self.limit.last, now) if watched and self.limit else None
        return ReviewFile(replace(self.entry, due=when))

    def _is(self, name: str) -> bool:
        return self.entry.value.get(name) is True

    def _value(self, name: str, default: Any) -> Any:
        return self.entry.value.get(name, default)


def opened(key: str, case: Case, draft: str, print_: str, **values: object) -> ReviewFile:
    """Return a new file; `print_` tells the same review pasted twice."""
    return ReviewFile(Entry(KIND, key, {"case": case.value, "draft": draft, "print": print_, **values}))


def dated(limit: Deadline | None, label: str) -> dict[str, object]:
    """Return the values of a date of publication."""
    first = limit.first.isoformat() if limit else ""
    return {"label": label[:LABEL], "first": first, "exact": bool(limit and limit.exact)}


def next_number(files: Iterable[ReviewFile], year: int) -> str:
    """Return the number of the next file of a year: «AV-2026-07» after «AV-2026-06»."""
    head = f"AV-{year}-"
    known = [int(one.key[len(head) :]) for one in files if one.key.startswith(head)]
    return f"{head}{max(known, default=0) + 1:02}"


def fingerprint(masked: str, label: str | None) -> str:
    """Return what tells the same review pasted twice, whatever its date has become: a digest of its folded, masked words."""
    words = re.findall(r"[a-z]{2,}", fold(masked.replace(label, " ") if label else masked).lower)
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def next_reminder(last: date, now: datetime) -> datetime | None:
    """Return the next nine o'clock in Paris, 14, 7, 3 or 1 days before `last`, that is still to come (UTC), or None."""
    mornings = (datetime.combine(last - timedelta(days=days), MORNING, PARIS) for days in WARNED)
    return next((one.astimezone(UTC) for one in mornings if one > now), None)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
