"""The practice's own facts, from `practice.toml`: who, where, hours, fees, secure channel; each with an expiry."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bot.guard import NOBODY, Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

IDENTITY: Final = {
    "medecin": "doctor", "specialite": "specialty", "nom": "practice", "adresse": "address", "telephone": "phone",
    "courriel": "email", "site": "website", "compte": "handle", "equipe": "team",
}  # fmt: skip
FACTS: Final = {
    "horaires": "hours", "rendez_vous": "booking", "honoraires": "fees", "documents": "documents",
    "canal_securise": "secure_channel", "acces": "access", "astreinte": "on_call", "fermetures": "closures",
}  # fmt: skip
FRENCH: Final = {english: french for french, english in (IDENTITY | FACTS).items()}

_NUMBER: Final = re.compile(r"(?<!\d)(?:\+33 ?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")


class PracticeFileError(Exception):
    """`practice.toml` cannot be used; the message is French and says where and what to write."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the practice: its text, its last day, and who renews it."""

    value: str
    until: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class PracticeBook:
    """What the practice says of itself; implements `bot.drafting.ports.PracticeFacts`."""

    identity: Practice
    facts: Mapping[str, Fact]
    today: Callable[[], date] = date.today

    def values(self) -> Practice:
        """Return what may appear in the practice's texts, with the telephones that its facts in date give."""
        said = (fact.value for fact in self.facts.values() if not self._over(fact))
        numbers = tuple(found[0] for value in said for found in _NUMBER.finditer(value))
        return replace(self.identity, numbers=numbers) if numbers else self.identity

    def fact(self, name: str) -> str | None:
        """Return a fact in date, or an identity value (`phone`, `address`…), or None."""
        known = self.facts.get(name)
        if known:
            return None if self._over(known) else known.value
        value = getattr(self.identity, name, None)
        return value if isinstance(value, str) else None

    def expired(self, name: str) -> bool:
        """Tell whether the fact is known but out of date."""
        known = self.facts.get(name)
        return known is not None and self._over(known)

    def renewer(self, name: str) -> str | None:
        """Return who renews a fact, when somebody is named."""
        known = self.facts.get(name)
        return known.owner if known else None

    def until(self, name: str) -> date | None:
        """Return the last day of a fact, in date or not; None when it has none."""
        known = self.facts.get(name)
        return known.until if known else None

    def text(self, name: str) -> str | None:
        """Return the words of a fact, in date or not."""
        known = self.facts.get(name)
        return known.value if known else self.fact(name)

    def changed(self, facts: Mapping[str, Fact]) -> PracticeBook:
        """Return the book with `facts`, by name, in place of what the file says."""
        held = {**self.facts, **facts}
        said = {name: fact.value for name, fact in held.items()}
        known = self.identity
        identity = replace(
            known,
            address=said.get("address", known.address),
            phone=said.get("phone", known.phone),
            email=said.get("email", known.email),
            website=said.get("website", known.website),
            hours=said.get("hours", known.hours),
        )
        return replace(self, identity=identity, facts=held)

    def known(self) -> tuple[tuple[str, str], ...]:
        """Return every fact in date as (name, value), identity first."""
        identity = ((f.name, getattr(self.identity, f.name)) for f in fields(Practice))
        said = tuple(
            (name, value) for name, value in identity if isinstance(value, str) and name not in self.facts
        )
        return said + tuple((name, fact.value) for name, fact in self.facts.items() if not self._over(fact))

    def _over(self, fact: Fact) -> bool:
        return fact.until is not None and fact.until < self.today()


class LiveBook:
    """The file of a practice, under what people changed by words since; implements `bot.drafting.ports.PracticeFacts`."""

    def __init__(self, file: PracticeBook) -> None:
        self.file = file
        self.book = file

    def renew(self, facts: Mapping[str, Fact]) -> None:
        """Take `facts`, by name, as all that was changed."""
        self.book = self.file.changed(facts)

    def values(self) -> Practice:
        """Return what may appear in the practice's texts."""
        return self.book.values()

    def fact(self, name: str) -> str | None:
        """Return a fact in date, an identity value, or None."""
        return self.book.fact(name)

    def expired(self, name: str) -> bool:
        """Tell whether the fact is known but out of date."""
        return self.book.expired(name)

    def renewer(self, name: str) -> str | None:
        """Return who renews a fact, when somebody is named."""
        return self.book.renewer(name)

    def until(self, name: str) -> date | None:
        """Return the last day of a fact, in date or not; None when it has none."""
        return self.book.until(name)

    def text(self, name: str) -> str | None:
        """Return the words of a fact, in date or not."""
        return self.book.text(name)

    def known(self) -> tuple[tuple[str, str], ...]:
        """Return every fact in date as (name, value), identity first."""
        return self.book.known()


NO_PRACTICE: Final = PracticeBook(NOBODY, {})


def read_practice(file: Path, today: Callable[[], date] = date.today) -> PracticeBook:
    """Read `practice.toml`; a file that is not there gives a practice of which nothing is known.

    Raises:
        PracticeFileError: the file is there and cannot be used.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return PracticeBook(NOBODY, {}, today)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PracticeFileError(
            f"« {file.name} » est illisible ({_reason(error)}). Comparez-le à practice.example.toml."
        ) from error
    facts = {FACTS[key]: _fact(key, said) for key, said in _table(table, "faits", FACTS).items()}
    cabinet = _table(table, "cabinet", IDENTITY)
    hours = facts["hours"].value if "hours" in facts else None
    return PracticeBook(Practice(**_identity(cabinet), hours=hours), facts, today)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, tomllib.TOMLDecodeError) else type(error).__name__


def _table(table: Mapping[str, Any], name: str, keys: Mapping[str, str]) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise PracticeFileError(f"Dans practice.toml, « {name} » doit être une section [{name}].")
    unknown = sorted(set(section) - set(keys))
    if unknown:
        known = ", ".join(sorted(keys))
        raise PracticeFileError(
            f"Dans practice.toml, [{name}] ne connaît pas « {unknown[0]} ». Clés possibles : {known}."
        )
    return section


def _identity(cabinet: Mapping[str, Any]) -> dict[str, Any]:
    said = {IDENTITY[key]: value for key, value in cabinet.items() if value not in ("", [])}
    for name, value in said.items():
        wanted = list if name == "team" else str
        if not isinstance(value, wanted) or (
            wanted is list and not all(isinstance(one, str) for one in value)
        ):
            kind = "une liste de noms" if wanted is list else "un texte entre guillemets"
            raise PracticeFileError(f"Dans practice.toml, « {FRENCH[name]} » doit être {kind}.")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def _fact(key: str, said: object) -> Fact:
    table = said if isinstance(said, dict) else {"texte": said}
    value, until, owner = table.get("texte"), table.get("jusqu_au"), table.get("responsable")
    if not isinstance(value, str) or not value.strip() or set(table) - {"texte", "jusqu_au", "responsable"}:
        raise PracticeFileError(
            f"Dans practice.toml, « {key} » attend un texte, ou {{texte, jusqu_au, responsable}}."
        )
    if until is not None and type(until) is not date:
        raise PracticeFileError(
            f"Dans practice.toml, « jusqu_au » de « {key} » doit être une date, par exemple 2027-03-31."
        )
    return Fact(value.strip(), until, owner if isinstance(owner, str) else None)
