"""One private message in the queue: its class, its state, and its masked text until it is dealt with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.entries import Entry
from bot.drafting.triage import LABELS, Class

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND: Final = "queued"
KEPT: Final = 4_000  # characters of the masked text that a draft is made from
GIST: Final = 60  # characters that a line of the list shows
WINDOW: Final = timedelta(
    hours=24
)  # Meta: an answer through a tool, counted from the last message of the person
HUMAN: Final = timedelta(days=7)  # Meta: an answer that a person writes
REMEMBERED: Final = timedelta(days=7)  # how long a message that is dealt with stays, without its text
LIGHTS: Final = {
    **dict.fromkeys((Class.EMERGENCY, Class.DISTRESS), "🔴"),
    **dict.fromkeys((Class.MINOR, Class.THIRD_PARTY, Class.MEDICAL), "🟠"),
    **dict.fromkeys((Class.PRACTICAL, Class.SOLICITATION), "🟢"),
    Class.NONE: "⚪",
}
RANKS: Final = {klass: rank for rank, klass in enumerate(Class)}  # gravest first


class State(StrEnum):
    """How far a message is."""

    OPEN = "open"
    SURGEON = "surgeon"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Queued:
    """A message: `number` is what people call it by, as long as it is not done; `draft` is the last draft made for it."""

    entry: Entry

    @property
    def key(self) -> str:
        """Return the key of the entry."""
        return self.entry.key

    @property
    def number(self) -> int:
        """Return the number that the list shows."""
        return int(self._value("n", 0))

    @property
    def klass(self) -> Class:
        """Return what the message was when it came."""
        return Class(self._value("class", Class.PRACTICAL))

    @property
    def state(self) -> State:
        """Return how far it is."""
        return State(self._value("state", State.OPEN))

    @property
    def text(self) -> str:
        """Return the masked text; empty once the message is done."""
        return str(self._value("text", ""))

    @property
    def draft(self) -> str:
        """Return the id of the last draft."""
        return str(self._value("draft", ""))

    @property
    def label(self) -> str:
        """Return the class in French."""
        return LABELS[self.klass]

    @property
    def light(self) -> str:
        """Return the colour of the class."""
        return LIGHTS[self.klass]

    @property
    def gist(self) -> str:
        """Return the beginning of the masked text, cut between words."""
        plain = " ".join(self.text.split())
        if len(plain) <= GIST:
            return plain
        return plain[:GIST].rpartition(" ")[0].rstrip(" ,;:.") + "…"

    @property
    def known_since(self) -> datetime | None:
        """Return when the person wrote (UTC), if that was said in the paste."""
        said = self._value("received", "")
        return datetime.fromisoformat(said) if said else None

    def since(self, now: datetime) -> datetime:
        """Return when the person wrote, or else when the message came here."""
        return self.known_since or self.entry.at or now

    def order(self, now: datetime) -> tuple[int, datetime]:
        """Return what sorts messages: the gravest, then the oldest."""
        return RANKS[self.klass], self.since(now)

    def moved(self, state: State, due: datetime | None = None, **values: Any) -> Entry:
        """Return the entry in another state; one that is done keeps no text, and goes a week later."""
        if state is State.DONE:
            values = {**values, "text": "", "draft": ""}
        return replace(self.entry.changed(state=state, **values), due=due)

    def _value(self, name: str, default: Any) -> Any:
        return self.entry.value.get(name, default)


def queued(
    key: str, number: int, klass: str, text: str, received: datetime | None, *, draft: str = ""
) -> Entry:
    """Return the entry of a message that just came; `text` is masked."""
    value = {
        "n": number,
        "class": klass,
        "state": State.OPEN,
        "text": text[:KEPT],
        "draft": draft,
        "received": received.isoformat() if received else "",
    }
    return Entry(KIND, key, value)


def next_number(messages: Iterable[Queued]) -> int:
    """Return the number of the next message: numbers start again once everything is done."""
    return 1 + max((one.number for one in messages if one.state is not State.DONE), default=0)


def window(message: Queued, now: datetime) -> str:
    """Return what is left of Meta's delays, when the hour of the message is known."""
    known = message.known_since
    if known is None or message.state is State.DONE:
        return ""
    gone = now - known
    if gone < WINDOW:
        hours = int((WINDOW - gone).total_seconds() // 3600)
        return f"fenêtre Meta : {hours} h restantes" if hours > 1 else "fenêtre Meta : moins de 2 h"
    return (
        "hors des 24 h de Meta : réponse écrite par une personne"
        if gone < HUMAN
        else "hors délai Meta (7 jours)"
    )
