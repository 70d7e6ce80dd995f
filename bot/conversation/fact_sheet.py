"""The facts of a practice that people changed by words: entries of the kind `fact`, over what `practice.toml` says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.entries import Entry

FACT: Final = "fact"


def changes(entries: Iterable[Entry]) -> dict[str, tuple[str, date | None, str | None]]:
    """Return each fact that was changed: its text, its last day, and who renews it."""
    return {
        one.key: (str(one.value["text"]), _day(one.value.get("until")), one.value.get("owner") or None)
        for one in entries
    }


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None
