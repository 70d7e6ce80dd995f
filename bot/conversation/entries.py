"""What a practice keeps beside its drafts, as small records: queue, reminders, facts, slots, voice. Masked, like all that lasts.

A room of the conversation reads entries through a `Cabinet`, writes them with the effects `File` and `Unfile`, and hears `Due` when
the time of one has come.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: `kind` names the room that keeps it, `key` is unique in its kind and practice, `value` is JSON and masked.

    `due` (UTC) is when the room hears of it again, in `chat` (such as `telegram:42`; where it was made, when empty): an entry that is
    due at once in another chat is how one person's doing is told to another. `user` made it.
    """

    kind: str
    key: str
    value: Mapping[str, Any] = field(default_factory=dict, repr=False)
    due: datetime | None = None
    chat: str = ""
    user: str = ""
    at: datetime | None = None

    def changed(self, **values: object) -> Entry:
        """Return the entry with some of its values changed."""
        return replace(self, value={**self.value, **values})


class Cabinet(Protocol):
    """What the practice kept; `bot.store.entries.Entries` is one."""

    async def entries(self, practice: str, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, oldest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...

    async def entry(self, practice: str, kind: str, key: str) -> Entry | None:
        """Return one entry, or None.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...
