"""The facts of a practice that people changed by words: entries of the kind `fact`, over what `practice.toml` says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.conversation.effects import File, Record
from bot.conversation.entries import Entry
from bot.conversation.fact_words import LASTS, months_later
from bot.conversation.moments import PARIS
from bot.guard import Asked, Channel, review
from bot.guard.patient import Kind, recognise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.effects import Effect, Who
    from bot.conversation.fact_words import Told
    from bot.guard import Finding, Practice

FACT: Final = "fact"
BEFORE: Final = (
    14,
    3,
    -1,
)  # days before the last one on which its owner hears of it; the last time, on the day after
HOUR: Final = time(9)
CONTACTS: Final = frozenset(
    {Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.LINK, Kind.HANDLE}
)  # what a fact is made of
_NUMBER: Final = re.compile(r"(?<!\d)(?:\+33 ?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")


class Sheet(Protocol):
    """The facts as they are now, in date or not; `bot.practice.LiveBook` is one."""

    def values(self) -> Practice:
        """Return what may appear in the practice's texts."""
        ...

    def text(self, name: str) -> str | None:
        """Return the words of a fact, in date or not."""
        ...

    def until(self, name: str) -> date | None:
        """Return the last day of a fact; None when it has none."""
        ...

    def expired(self, name: str) -> bool:
        """Tell whether the fact is known but out of date."""
        ...

    def renewer(self, name: str) -> str | None:
        """Return who renews a fact, when somebody is named."""
        ...


def changes(entries: Iterable[Entry]) -> dict[str, tuple[str, date | None, str | None]]:
    """Return each fact that was changed: its text, its last day, and who renews it."""
    return {
        one.key: (str(one.value["text"]), day_of(one.value.get("until")), one.value.get("owner") or None)
        for one in entries
    }


def points_at_person(text: str, values: Practice) -> bool:
    """Tell whether a fact names somebody who is no professional: it would be a patient's."""
    found = recognise(text, values, told=False)
    return any(one.kind not in CONTACTS and not one.doctor for one in found)


def faults(told: Told, values: Practice) -> tuple[Finding, ...]:
    """Return what the rules would take out of a reply that gives this fact to somebody who asked.

    The second reader, which judges sentences, is not asked about a few words.
    """
    numbers = tuple(found[0] for found in _NUMBER.finditer(told.text))
    address = told.text if told.name == "address" else values.address
    practice = replace(values, numbers=(*values.numbers, *numbers), address=address)
    verdict = review(told.text, Channel.MESSAGE, practice=practice, asked=tuple(Asked))
    return tuple(one for one in verdict.findings if one.severity.mends and one.reading is None)


def kept(told: Told, who: Who, before: Entry | None, now: datetime) -> tuple[Effect, ...]:
    """Return the effects that store a fact; the one before it stays at hand, so that it can be put back."""
    old = {name: before.value[name] for name in ("text", "until", "owner")} if before else None
    value: dict[str, Any] = {"text": told.text, "until": _iso(told.until), "owner": told.owner, "before": old}
    entry = Entry(FACT, told.name, value, due=reminder(told.until, now), chat=who.chat, user=who.user)
    return (File(entry), noted(told.name, told.text))


def noted(name: str, text: str) -> Record:
    """Return the line of the audit for a change of a fact."""
    return Record("fact", draft=name, digest=hashlib.sha256(text.encode()).hexdigest())


def dated(told: Told, today: date) -> Told:
    """Return a fact with a last day, where its kind must have one and none was given."""
    if told.until or told.name not in LASTS:
        return told
    return replace(told, until=months_later(today, LASTS[told.name]))


def reminder(until: date | None, now: datetime) -> datetime | None:
    """Return when (UTC) the owner of a fact hears of its end next, 9:00 in Paris; None when there is nothing left to say."""
    if until is None:
        return None
    days = (until - timedelta(days=one) for one in BEFORE)
    moments = (datetime.combine(day, HOUR, PARIS).astimezone(UTC) for day in days)
    return next((one for one in moments if one > now), None)


def day_of(said: object) -> date | None:
    """Return the day that an entry keeps as an ISO date."""
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
