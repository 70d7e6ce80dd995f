"""A practice's entries in memory, for conversations whose rooms keep records."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.effects import Due, File, Unfile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.conversation.effects import Effect, Who
    from bot.conversation.entries import Entry


class Held:
    """A `Cabinet` over a dictionary; `write` does what the store does with effects."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], Entry] = {}

    async def entries(self, practice: str, kind: str) -> tuple[Entry, ...]:
        return tuple(one for key, one in self.kept.items() if key[:2] == (practice, kind))

    async def entry(self, practice: str, kind: str, key: str) -> Entry | None:
        return self.kept.get((practice, kind, key))

    def write(self, who: Who, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, File):
                entry = effect.entry
                value = json.loads(json.dumps(dict(entry.value)))  # as the database gives it back
                here = replace(entry, value=value, chat=entry.chat or who.chat, user=entry.user or who.user)
                self.kept.pop((who.practice, entry.kind, entry.key), None)
                self.kept[who.practice, entry.kind, entry.key] = here  # the last one written comes last
            elif isinstance(effect, Unfile):
                self.kept.pop((who.practice, effect.kind, effect.key), None)

    def due(self, who: Who, now: datetime) -> list[Due]:
        """Return what is due, the earliest first."""
        ready = [one for one in self.kept.values() if one.due and one.due <= now]
        return [Due(who, one) for one in sorted(ready, key=lambda one: str(one.due))]
