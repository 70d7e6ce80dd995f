"""Waivers as programs give them: `--waivers FILE.toml`, or the `waivers` of a line of `--jsonl`.

One table a waiver, with the same keys in both: `rule`, `text` (the words found, or their whole sentence), `reason`, `who`,
`until` (last day in force). Dates are read here: the guard knows no clock.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.guard import Waiver, digest_of
from bot.guard.waivers import why_not

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.guard import Channel, Cleared, Refused

KEYS: Final = ("rule", "text", "reason", "who", "until")
FORM: Final = "Une dérogation a cinq champs : rule, text, reason, who et until (une date comme 2027-02-19)."
MISSING: Final = "Le fichier de dérogations « {name} » est introuvable. Vérifiez son chemin."
UNREADABLE: Final = (
    "Le fichier de dérogations « {name} » n’est pas lisible : une table [[waiver]] par dérogation. {form}"
)


class WaiverError(ValueError):
    """Waivers that cannot be read; the message is French and says what to write."""


@dataclass(frozen=True, slots=True)
class Useless:
    """A waiver that let nothing stand, and why: `expired`, `barred` (by its rule or the channel) or `unmatched`."""

    waiver: Waiver
    why: str

    def as_json(self) -> dict[str, str]:
        """Return it for programs; `digest` is that of `text`."""
        return {"rule": self.waiver.rule, "digest": self.waiver.digest, "why": self.why}

    def line(self) -> str:
        """Return it for a person, in French."""
        whys = {
            "expired": f"elle a expiré le {self.waiver.until}",
            "barred": "cette règle ne se lève pas sur ce canal",
            "unmatched": "rien de tel n’a été relevé",
        }
        return f"Dérogation inutilisée : {self.waiver.rule}, « {self.waiver.reason} » ({whys[self.why]})."


def read_waivers(file: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file, in date or not.

    Raises:
        WaiverError: there is no such file, or it holds something else.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WaiverError(MISSING.format(name=file.name)) from error
    except ValueError as error:
        raise WaiverError(UNREADABLE.format(name=file.name, form=FORM)) from error
    if set(table) - {"waiver"}:
        raise WaiverError(UNREADABLE.format(name=file.name, form=FORM))
    return waivers_of(table.get("waiver", []))


def waivers_of(raw: object) -> tuple[Waiver, ...]:
    """Return the waivers of a list of tables.

    Raises:
        WaiverError: it is no such list.
    """
    if not isinstance(raw, list):
        raise WaiverError(FORM)
    return tuple(map(_waiver, raw))


def _waiver(raw: Any) -> Waiver:
    if not isinstance(raw, dict) or set(raw) != set(KEYS):
        raise WaiverError(FORM)
    said = {name: str(raw[name]).strip() for name in KEYS if isinstance(raw[name], str | date)}
    try:
        until = date.fromisoformat(said["until"]).isoformat()
        return Waiver(said["rule"], digest_of(said["text"]), said["reason"], said["who"], until)
    except (KeyError, ValueError) as error:
        raise WaiverError(FORM) from error


class Book:
    """The waivers of a file, over many texts: which are in date, which have served."""

    def __init__(self, waivers: tuple[Waiver, ...] = ()) -> None:
        self.current = in_date(waivers)
        self._left = {one: "unmatched" if one in self.current else "expired" for one in waivers}

    def note(self, verdict: Cleared | Refused) -> None:
        """Remember which waivers served."""
        for one in self.current:
            if one not in verdict.unused:
                self._left.pop(one, None)

    @property
    def left(self) -> tuple[Useless, ...]:
        """The waivers that served no text."""
        return tuple(Useless(waiver, why) for waiver, why in self._left.items())


def in_date(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Return the waivers that hold today, by the clock of this machine."""
    today = datetime.now().astimezone().date().isoformat()
    return tuple(one for one in waivers if one.until >= today)


def useless(
    waivers: Iterable[Waiver], verdict: Cleared | Refused, channel: Channel | str
) -> tuple[Useless, ...]:
    """Return those of `waivers` that let nothing stand in this verdict, in order."""
    current = in_date(waivers)
    return tuple(
        Useless(one, _why(one, channel) if one in current else "expired")
        for one in waivers
        if one not in current or one in verdict.unused
    )


def _why(waiver: Waiver, channel: Channel | str) -> str:
    from bot.guard import Channel
    from bot.guard.catalogue import catalogue

    rule = catalogue().rules.get(waiver.rule)
    severity = rule.channels.get(Channel(channel)) if rule else None
    return "barred" if severity and why_not(waiver.rule, severity) else "unmatched"
