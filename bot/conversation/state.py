"""What a conversation remembers between two messages; everything in it is masked and guarded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.drafting.ports import Draft


@dataclass(frozen=True, slots=True)
class Shown:
    """The draft that the person sees: follow-ups start from it."""

    id: str
    version: int
    draft: Draft = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChatState:
    """`told` holds the names of notices said once; `pending` a masked text whose craft was asked."""

    shown: Shown | None = None
    pending: str | None = field(default=None, repr=False)
    told: frozenset[str] = frozenset()

    def showing(self, shown: Shown) -> ChatState:
        """Return the state after a draft was shown."""
        return replace(self, shown=shown, pending=None)

    def asking(self, text: str) -> ChatState:
        """Return the state after the craft of `text` (masked) was asked."""
        return replace(self, pending=text)

    def telling(self, name: str) -> ChatState:
        """Return the state after the notice `name` was said."""
        return replace(self, told=self.told | {name})
