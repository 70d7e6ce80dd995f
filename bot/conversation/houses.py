"""What the doorman asks of the practices of a home, and of the people who belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.effects import Who
    from bot.conversation.entries import Entry
    from bot.conversation.reception import Reception


class Memberships(Protocol):
    """Who belongs where, over all practices; `bot.store.members.Members` is one. Every method may raise `StoreUnavailable`."""

    async def users(self) -> frozenset[str]:
        """Return the ids of all members of all practices."""
        ...

    async def of(self, user: str) -> tuple[tuple[str, Entry], ...]:
        """Return the memberships of a user, each with its practice."""
        ...

    async def invitations(self) -> tuple[tuple[str, Entry], ...]:
        """Return the invitations that nobody used, out of date or not, each with its practice."""
        ...

    async def admit(self, who: Who, digest: str, member: Entry, at: datetime) -> bool:
        """Use an invitation up and write the membership, both or neither; False when somebody else was quicker."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """What the list of practices says of one: its name, and the names of its facts that are out of date."""

    name: str
    expired: tuple[str, ...] = ()


class House(Protocol):
    """The practices of this home; `bot.app.Practices` is one."""

    def practices(self) -> tuple[str, ...]:
        """Return their names in addresses and folders, the default one first."""
        ...

    async def reception(self, practice: str) -> Reception:
        """Return where the events of a practice go.

        Raises:
            PracticeUnavailable: its file or its documents cannot be used.
            StoreUnavailable: the database cannot be read.
        """
        ...

    async def about(self, practice: str) -> About:
        """Return what the list of practices says of one.

        Raises:
            PracticeUnavailable: its file or its documents cannot be used.
            StoreUnavailable: the database cannot be read.
        """
        ...
