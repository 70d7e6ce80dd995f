"""The blanks of a ready answer, «{heure}», «{date}», «{horaires}»: what each may hold, and what the practice itself fills. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.conversation.moments import in_paris, moment
from bot.french import NBSP, long_date, typeset
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

BLANK: Final = re.compile(r"\{\s*([^{}\n]{2,30}?)\s*\}")
LONGEST: Final = 80  # characters of what is put in a blank
FACTS: Final = {  # blanks that the file of the practice fills, and the name of the fact
    "horaires": "hours", "adresse": "address", "telephone": "phone", "honoraires": "fees", "tarif": "fees", "documents": "documents",
    "rendez-vous": "booking", "rendez vous": "booking", "canal": "secure_channel", "canal securise": "secure_channel",
    "acces": "access", "fermetures": "closures", "site": "website", "courriel": "email",
}  # fmt: skip
PEOPLE: Final = re.compile(r"\b(?:nom|prenom|patiente?|identite|naissance|civilite)\b")

_HOUR: Final = re.compile(r"\W*(?:a |vers )?([01]?\d|2[0-3]) ?(?:h(?:eures?)?|:) ?([0-5]\d)?\W*")
_LENGTH: Final = re.compile(r"\W*(\d{1,3}) ?(min(?:utes?)?|h(?:eures?)?|j(?:ours?)?|semaines?|mois)\W*")
_PRICE: Final = re.compile(r"\W*(\d{1,5}(?:[.,]\d{1,2})?) ?(?:€|euros?|eur)?\W*")
_UNITS: Final = {"m": "minute", "h": "heure", "j": "jour", "s": "semaine"}


def blanks(text: str) -> tuple[str, ...]:
    """Return the names of the blanks of a text, in order, each once."""
    return tuple(as_written(text))


def as_written(text: str) -> dict[str, str]:
    """Return each blank of a text by its name, as people wrote it: «duree» → «durée»."""
    return {fold(name).lower.strip(): name for name in BLANK.findall(text)}


def kind_of(name: str) -> str:
    """Return what a blank holds: "fact", "date", "hour", "length", "price" or "words"."""
    if name in FACTS:
        return "fact"
    kinds = (
        ("date", r"\b(?:date|jour|le)\b"),
        ("hour", r"\bheure\b"),
        ("length", r"\b(?:duree|delai|minutes|retard)\b"),
        ("price", r"\b(?:montant|prix|somme)\b"),
    )
    return next((kind for kind, form in kinds if re.search(form, name)), "words")


def expected(name: str) -> str:
    """Return what a person is asked for, with an example."""
    examples = {
        "date": "une date à venir, par exemple « mardi » ou « le 12 janvier »",
        "hour": "une heure, par exemple « 14 h 30 »",
        "length": "une durée, par exemple « 20 minutes »",
        "price": "un montant, par exemple « 80 € »",
    }
    return examples.get(kind_of(name), f"quelques mots, {LONGEST} caractères au plus, sans nom de personne")


def value_for(name: str, said: str, now: datetime) -> str | None:
    """Return what is written in a blank for what a person said, or None when it is not what the blank holds."""
    plain = fold(said).lower.strip()
    readers: Mapping[str, Callable[[], str | None]] = {
        "date": lambda: _date(said, now),
        "hour": lambda: _hour(plain),
        "length": lambda: _length(plain),
        "price": lambda: _price(plain),
    }
    return readers.get(kind_of(name), lambda: _words(said))()


def sample(name: str) -> str:
    """Return a value that any blank of this kind could hold, for the guard to read the text with."""
    samples = {
        "date": "mardi 12 janvier",
        "hour": f"14{NBSP}h{NBSP}30",
        "length": f"20{NBSP}minutes",
        "price": f"80{NBSP}€",
        "fact": "ce que dit la fiche",
    }
    return samples.get(kind_of(name), "ce qui convient")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its blanks filled; one without a value stays."""
    return typeset(BLANK.sub(lambda hit: values.get(fold(hit[1]).lower.strip(), hit[0]), text))


def _date(said: str, now: datetime) -> str | None:
    found = moment(said, now)
    return long_date(in_paris(found).date()) if found else None


def _hour(plain: str) -> str | None:
    found = _HOUR.fullmatch(plain)
    if not found:
        return None
    minutes = int(found[2] or 0)
    return f"{int(found[1])}{NBSP}h{NBSP}{minutes:02}" if minutes else f"{int(found[1])}{NBSP}h"


def _length(plain: str) -> str | None:
    found = _LENGTH.fullmatch(plain)
    if not found:
        return None
    number, unit = int(found[1]), "mois" if found[2] == "mois" else _UNITS[found[2][0]]
    plural = "s" if number > 1 and unit != "mois" else ""
    return f"{number}{NBSP}{unit}{plural}" if number else None


def _price(plain: str) -> str | None:
    found = _PRICE.fullmatch(plain)
    return f"{found[1].replace('.', ',')}{NBSP}€" if found else None


def _words(said: str) -> str | None:
    words = " ".join(said.split()).strip(" .")
    return words if 0 < len(words) <= LONGEST and "{" not in words else None
