"""What a conversation remembers between two messages; everything in it is masked and guarded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.drafting.ports import Draft
    from bot.guard import Waiver

KEPT: Final = 6  # earlier versions of a draft that «annule» can bring back


@dataclass(frozen=True, slots=True)
class Shown:
    """The draft that the person sees: follow-ups start from it."""

    id: str
    version: int
    draft: Draft = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChatState:
    """`told` holds the names of notices said once; `pending` a masked text whose craft was asked, `past` what «annule» brings back."""

    shown: Shown | None = None
    pending: str | None = field(default=None, repr=False)
    told: frozenset[str] = frozenset()
    past: tuple[Shown, ...] = field(
        default=(), repr=False
    )  # earlier versions of `shown`, the first one first
    keeping: tuple[
        str, ...
    ] = ()  # rule and digest of what the person wants to keep, while the reason is asked
    offer: tuple[str, ...] = ()  # rule and digest of what an edit was declined for, and may be kept
    retry: str = field(default="", repr=False)  # that edit (masked), to be done again once it may
    declined: tuple[str, ...] = ()  # rules that the last request would have broken, until a draft is shown
    ticked: frozenset[str] = frozenset()  # keys of the facts of `shown` that the person confirmed
    waivers: tuple[Waiver, ...] = ()  # those of the practice, in date or not; the store keeps them apart

    def in_date(self, today: str) -> tuple[Waiver, ...]:
        """Return the waivers that hold on the ISO date `today`."""
        return tuple(one for one in self.waivers if one.until >= today)

    def showing(self, shown: Shown) -> ChatState:
        """Return the state after a draft was shown; the versions before it are kept as long as it is the same draft."""
        before = self.shown
        same = before is not None and before.id == shown.id and before.version < shown.version
        past = (*self.past, before) if same and before else ()
        return replace(
            self,
            shown=shown,
            pending=None,
            keeping=(),
            offer=(),
            retry="",
            declined=(),
            ticked=self.ticked if before is not None and before.id == shown.id else frozenset(),
            past=(*past[:1], *past[1:][-(KEPT - 1) :]),
        )

    def undoing(self, *, first: bool) -> ChatState | None:
        """Return the state with the version before (or the first one) shown anew, or None when there is none."""
        if self.shown is None or not self.past:
            return None
        back, past = (self.past[0], ()) if first else (self.past[-1], self.past[:-1])
        return replace(self, shown=replace(back, version=self.shown.version + 1), pending=None, past=past)

    def asking(self, text: str) -> ChatState:
        """Return the state after the craft of `text` (masked) was asked."""
        return replace(self, pending=text)

    def telling(self, name: str) -> ChatState:
        """Return the state after the notice `name` was said."""
        return replace(self, told=self.told | {name})
