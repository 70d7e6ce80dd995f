"""How people say a fact of the practice and its last day: «horaires : lun-ven 9h-18h jusqu'au 30 juin, responsable Nadia». Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from bot.french import MONTHS
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

NAMES: Final = {
    "hours": "Horaires", "fees": "Honoraires", "address": "Adresse", "documents": "Documents à apporter",
    "booking": "Prise de rendez-vous", "secure_channel": "Canal sécurisé", "on_call": "Astreinte",
    "closures": "Fermetures", "access": "Accès", "phone": "Téléphone", "email": "Courriel", "website": "Site",
    "networks": "Réseaux",
}  # fmt: skip
SAID: Final = {
    "hours": r"horaires?(?: d'ouverture| du secretariat)?|heures d'ouverture|ouvertures?",
    "fees": r"honoraires?|tarifs?|prix(?: de la consultation)?",
    "address": r"adresse(?: du cabinet)?",
    "documents": r"documents?(?: a apporter)?|papiers?(?: a apporter)?",
    "booking": r"rendez[- ]vous|rdv|prise de (?:rendez[- ]vous|rdv)",
    "secure_channel": r"canal securise|messagerie(?: securisee)?",
    "on_call": r"astreinte|(?:numero de )?garde|numero d'astreinte|numero d'urgence",
    "closures": r"fermetures?|conges|vacances",
    "access": r"acces|parking|transports?",
    "phone": r"telephone|tel|numero du cabinet",
    "email": r"courriel|e-?mail|mail",
    "website": r"site(?: internet| web)?",
    "networks": r"reseaux(?: sociaux)?",
}
LASTS: Final = {"fees": 6}  # months that a fact holds when nobody gives its last day: what is wrong soonest
WHOLE: Final = frozenset({"closures"})  # facts whose own words say until when
LONGEST: Final = 400  # characters

_MONTH: Final = {fold(month).lower: number for number, month in enumerate(MONTHS, 1)}
_MONTHS: Final = "|".join(_MONTH)
_NUMBERS: Final = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "neuf": 9, "douze": 12}
_NAMED: Final = re.compile(
    r"\s*(?:(?:nouvelle?s?|nouveaux|nos|notre|les|la|le|change[rsz]?|modifie[rsz]?|mets|mettez)\s+|l'|a jour )*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in SAID.items())
    + r")\s*(?P<sign>[:=]|\bdevien(?:t|nent)\b|$)\s*"
)
_WHEN: Final = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:"
    rf"(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTHS})(?: (?P<year>\d{{4}}))?"
    r"|(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<dd>\d{1,2})[/.](?P<mm>\d{1,2})(?:[/.](?P<yy>\d{4}|\d{2}))?"
    rf"|(?:la )?(?:fin |fin du mois )?(?:de |d')?(?P<last>{_MONTHS})(?: (?P<last_year>\d{{4}}))?"
    r"|(?P<end>(?:la )?fin (?:de l'|d')annee))(?![\w])"
)
_UNTIL: Final = re.compile(
    r"[\s,;(–-]*(?:\b(?:valables?|valides?|en vigueur|et ce|ceci)\s+)?"
    r"(?:\bjusqu'(?:au|a|en|aux)(?: la)?|\bexpirent? (?:le|en|fin)|\becheance\s*:?(?: le)?|\bavant le)\s+"
    rf"(?:le )?{_WHEN}\)?"
)
_DURING: Final = re.compile(
    rf"[\s,;(–-]*\b(?:valables?|valides?|pendant|pour)(?: encore)? (?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>jours?|semaines?|mois|ans?)\b\)?"
)
_TRIED: Final = re.compile(
    r"\bjusqu'au (?!lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|soir|matin)|\becheance\b|\bexpire"
)
_OWNER: Final = re.compile(
    r"[\s,;(–-]*\b(?:responsable|a renouveler par|suivi par|gere par)\s*:?\s+(?P<who>[a-z][a-z '-]{0,38}[a-z])\)?\s*(?=$|,|;|\.)"
)


_DAYS: Final = r"lun|mar|mer|jeu|ven|sam|dim|jour|matin|soir|midi|semaine"
_PHONE: Final = r"(?:\+33 ?|0)[1-9](?:[ .-]?\d{2}){4}"
_FITS: Final = {  # what the words of a fact hold, at least: an answer to another question is not taken for this one
    "hours": rf"\d ?h|\d:\d|\b(?:{_DAYS})",
    "fees": r"\d|gratuit|offert|secteur|devis|rembours",
    "address": r"\d.*[a-z]{3}|\b(?:rue|avenue|boulevard|place|allee|quai|cours|chemin|route|clinique|hopital|centre)\b",
    "documents": r"piece|carte|vitale|ordonnance|traitement|compte|examen|courrier|radio|document|papier|mutuelle|rien",
    "on_call": rf"{_PHONE}|\b(?:15|112|clinique|hopital|urgences?|confrere|garde|samu)\b",
    "phone": _PHONE,
    "email": r"\S@\S",
    "website": r"\w\.\w{2}",
    "networks": r"insta|face|linked|google|you ?tube|aucun|\big\b|\bfb\b",
}


class UnknownDay(Exception):
    """The last day that was given is no day of the calendar, or is not understood."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as it was said: its name, its words without what is said beside them, its last day, who renews it."""

    name: str
    text: str = field(default="", repr=False)
    until: date | None = None
    owner: str = ""


def names_fact(text: str) -> tuple[str, str, bool] | None:
    """Return the fact that a text opens with, the rest of it, and whether «:» parts them; None when it opens with none."""
    folded = fold(text)
    found = _NAMED.match(folded.lower)
    if found is None:
        return None
    name = next(one for one in SAID if found[one])
    start = folded.span(found.end(), len(folded.lower))[0] if found.end() < len(folded.lower) else len(text)
    return name, text[start:].strip(), bool(found["sign"])


def read_fact(name: str, said: str, today: date) -> Told:
    """Return the fact `name` as `said`: «la consultation est à 80 € jusqu'au 31 mars, responsable Nadia».

    Raises:
        UnknownDay: a last day is given, and cannot be read.
    """
    folded = fold(said)
    owner, bare = _taken(said, _OWNER, lambda found: said[slice(*folded.span(*found.span("who")))])
    until, text = _last_day(bare, today)
    kept = bare if name in WHOLE else text
    return Told(name, kept.strip(" \n\u00a0,;–-"), until, _named(owner or ""))


def fits(name: str, text: str) -> bool:
    """Tell whether a text can be the fact `name`: hours hold an hour or a day, fees a figure, a telephone its ten digits."""
    wanted = _FITS.get(name, r"[a-z]{3}")
    return re.search(wanted, fold(text).lower) is not None


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month when it is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _named(owner: str) -> str:
    """Return a name with its capital; one that has any is left as it is."""
    return owner.title() if owner.islower() else owner


def _last_day(said: str, today: date) -> tuple[date | None, str]:
    try:
        day, text = _taken(said, _UNTIL, lambda found: _read(found, today))
        if day is None:
            day, text = _taken(said, _DURING, lambda found: _later(found, today))
    except ValueError as error:
        raise UnknownDay from error
    if day is None and _TRIED.search(fold(said).lower):
        raise UnknownDay
    return day, text


def _taken(said: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], T]) -> tuple[T | None, str]:
    """Return what a pattern reads, and the text without it."""
    folded = fold(said)
    found = pattern.search(folded.lower)
    if found is None:
        return None, said
    start, end = folded.span(*found.span())
    return read(found), f"{said[:start]}{said[end:]}"


def _read(found: re.Match[str], today: date) -> date:
    """Return the day that a match names; without a year, the next one."""
    if found["end"]:
        return date(today.year, 12, 31)
    if found["last"]:
        month = _MONTH[found["last"]]
        year = int(found["last_year"]) if found["last_year"] else today.year + (month < today.month)
        return date(year, month, calendar.monthrange(year, month)[1])
    number = int(found["day"] or found["d"] or found["dd"])
    month = _MONTH[found["month"]] if found["month"] else int(found["m"] or found["mm"])
    said = found["year"] or found["y"] or found["yy"]
    if said:
        return date(int(said) + (2000 if len(said) == 2 else 0), month, number)  # noqa: PLR2004
    return _next(today, month, number)


def _next(today: date, month: int, number: int) -> date:
    """Return the next day of that month and number; 29 February waits for its year."""
    for year in range(today.year, today.year + 9):
        if number <= calendar.monthrange(year, month)[1] and date(year, month, number) >= today:
            return date(year, month, number)
    raise ValueError(number)


def _later(found: re.Match[str], today: date) -> date:
    number = _NUMBERS.get(found["n"]) or int(found["n"])
    unit = found["unit"]
    if unit.startswith(("jour", "semaine")):
        return today + timedelta(days=number * (7 if unit.startswith("semaine") else 1))
    return months_later(today, number * (12 if unit.startswith("an") else 1))
