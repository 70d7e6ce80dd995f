"""Who may speak: one function over the raw update, for every kind of it, before anything else reads it. Pure."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")  # what Telegram is asked for
AGAIN: Final = 3_600.0  # seconds before a stranger is answered again
REMEMBERED: Final = 10_000  # strangers; the oldest is forgotten first
INVITED: Final = re.compile(
    r"/start(?:@\w{1,32})? [\w-]{43}", re.ASCII
)  # 32 random bytes in base64, as the link brings them


class Door(StrEnum):
    """What becomes of an update."""

    SERVE = "serve"
    STRANGER = "stranger"  # a person who is not on the list, in private
    GUEST = "guest"  # such a person who brings an invitation, and nothing else
    LEAVE = "leave"  # somebody put the bot in a group or a channel
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an update comes from; `kind` is one of `KINDS`."""

    door: Door
    kind: str = ""
    chat: int = 0
    user: int = 0


IGNORED: Final = Origin(Door.IGNORE)


def admit(update: Mapping[str, Any], allowed: frozenset[int]) -> Origin:
    """Return what becomes of a raw update. A user id decides; a name never does, and an empty list admits nobody."""
    kind = next((one for one in KINDS if isinstance(update.get(one), dict)), None)
    if kind is None:
        return IGNORED
    body: Mapping[str, Any] = update[kind]
    chat = _table(_table(body, "message") if kind == "callback_query" else body, "chat")
    place, person = _number(chat), _number(_table(body, "from"))
    if chat.get("type") != "private":
        return Origin(Door.LEAVE, kind, place, person) if chat and place else IGNORED
    if kind == "my_chat_member" or not place or not person:
        return Origin(Door.IGNORE, kind, place, person)
    if person in allowed:
        return Origin(Door.SERVE, kind, place, person)
    invited = kind == "message" and INVITED.fullmatch(str(body.get("text", "")))
    return Origin(Door.GUEST if invited else Door.STRANGER, kind, place, person)


@dataclass(slots=True)
class Doorbell:
    """Tells whether a stranger is to be answered: once an hour each, at most."""

    _rung: OrderedDict[int, float] = field(default_factory=OrderedDict)

    def rings(self, user: int, now: float) -> bool:
        """Tell whether `user` is answered at `now` (seconds of a clock that only goes forward)."""
        last = self._rung.get(user)
        if last is not None and now - last < AGAIN:
            return False
        self._rung[user] = now
        self._rung.move_to_end(user)
        if len(self._rung) > REMEMBERED:
            self._rung.popitem(last=False)
        return True


def _table(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    said = body.get(name)
    return said if isinstance(said, dict) else {}


def _number(table: Mapping[str, Any]) -> int:
    said = table.get("id")
    return said if isinstance(said, int) and not isinstance(said, bool) else 0
