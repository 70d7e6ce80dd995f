"""What each part of a private message asks for, so that every question is answered or said to be without an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.drafting.signs import read_signs, sign_book
from bot.drafting.triage import Class, by_rules
from bot.guard.model import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable

BOOK: Final = "message_wants.yaml"
WHOLE: Final = 4_000  # characters of a message that are read part by part
PARTS: Final = 12  # parts that are read, at most
_CUT: Final = re.compile(
    r"(?<=[?!.;\n])\s+|\n+|,?\s+(?:et|ou bien|aussi|puis)\s+(?=(?:combien|quand|comment|où|ou\s+se|est[- ]ce|faites|proposez|"
    r"acceptez|prenez|y a|à quelle|a quelle|quels?|quelles?|avez|puis|peut|pouvez|dois|faut|c[’']est combien|si vous|vous (?:faites|avez|prenez|êtes))\b)|"
    r",\s+(?=(?:combien|quand|comment|où|est[- ]ce|faites|proposez|acceptez|prenez|y a|à quelle|a quelle|quels?|quelles?|avez|pouvez|faut|dois|peut|puis|vous (?:faites|avez|prenez|êtes))\b)",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(
    r"\?|^\W*(?:bonjour,?\s+)?(?:est[- ]ce|combien|quand|comment|où|quels?|quelles?|à quelle|faites[- ]vous|avez[- ]vous|"
    r"acceptez[- ]vous|prenez[- ]vous|proposez[- ]vous|y a[- ]t[- ]il|peut[- ]on|pouvez[- ]vous|puis[- ]je|je (?:voudrais|souhaite\w*|veux) savoir)|savoir si",
    re.IGNORECASE,
)
_HELLO: Final = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|coucou|salut|hello|merci|svp)\b[\s,.!]*(?:docteur|madame|monsieur)?[\s,.!]*)+",
    re.IGNORECASE,
)
_PRICE_SAID: Final = re.compile(r"\b(?:prix|tarifs?|co[uû]t\w*|combien|honoraires|devis)\b", re.IGNORECASE)
_DEPOSIT: Final = re.compile(r"\b(?:arrhes|acompte)\b", re.IGNORECASE)
_TO_COME: Final = re.compile(
    r"pour (?:venir|consulter|prendre|vous voir|un rendez|une consultation|un rdv)", re.IGNORECASE
)
_TIMES: Final = re.compile(r"\bfois\b", re.IGNORECASE)
_PAID: Final = frozenset({"instalments", "cover", "invoice"})
_INSTEAD: Final = {  # what a want answers better than the question of the triage that its words raise too
    "confirm": frozenset({Asked.APPOINTMENT, Asked.HOURS}),
    "own_time": frozenset({Asked.APPOINTMENT, Asked.HOURS}),
    "on_call": frozenset({Asked.APPOINTMENT, Asked.HOURS}),
    "closures": frozenset({Asked.HOURS}),
    "late": frozenset({Asked.CANCEL, Asked.APPOINTMENT}),
    "awaited": frozenset({Asked.PRICE}),
    "contact_mail": frozenset({Asked.ADDRESS}),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message, masked, with what it asks: `wants` of `message_wants.yaml` and `asked` of the triage."""

    text: str = field(repr=False)
    wants: frozenset[str]
    asked: frozenset[Asked]
    dropped: frozenset[Asked]
    klass: Class
    question: bool

    @property
    def open(self) -> bool:
        """Tell whether this is a question for which the practice's file has no place at all."""
        known = self.wants or self.asked - {Asked.OTHER}
        return self.question and not known and self.klass in {Class.PRACTICAL, Class.MEDICAL}

    @property
    def bare_medical(self) -> bool:
        """Tell whether this part tells of health and asks nothing practical («carte bleue» is no bruise)."""
        return self.klass is Class.MEDICAL and not self.wants and not self.asked - {Asked.OTHER}


def parts(masked: str) -> tuple[Part, ...]:
    """Return what each part of a message asks; a greeting alone is no part."""
    cut = (_HELLO.sub("", one).strip(" ,") for one in _CUT.split(masked[:WHOLE]))
    return tuple(_part(one) for one in [one for one in cut if re.search(r"\w{2}", one)][:PARTS])


def _part(text: str) -> Part:
    seen = by_rules(text)
    wants = read_signs(text, sign_book(BOOK)).mentioned
    wants -= {"cover"} if _DEPOSIT.search(text) or "invoice" in wants else set()
    wants -= {"contact_phone"} if "on_call" in wants else set()
    asked, dropped = frozenset(seen.asked), _suggested(text, wants, seen.asked)
    return Part(text, wants, asked - dropped, asked & dropped, seen.klass, bool(_QUESTION.search(text)))


def _suggested(text: str, wants: frozenset[str], asked: Iterable[Asked]) -> set[Asked]:
    """Return what only the words of a part suggest: a payment is no price, a confirmation no booking."""
    if "complaint" in wants:
        return set(Asked)
    gone = {Asked.PRESCRIPTION} if _TO_COME.search(text) else set()
    if not _PRICE_SAID.search(text) and (wants & _PAID or _TIMES.search(text)):
        gone.add(Asked.PRICE)
    for want in wants:
        gone |= _INSTEAD.get(want, frozenset())
    if Asked.PRESCRIPTION in asked and Asked.PRESCRIPTION not in gone:
        gone |= {Asked.PRICE, Asked.ADDRESS, Asked.DOCUMENTS, Asked.APPOINTMENT, Asked.HOURS}
    return gone


def wanted(found: Iterable[Part]) -> tuple[str, ...]:
    """Return the wants of a message in the order of the table, each once."""
    said = frozenset().union(*(part.wants for part in found))
    return tuple(want for want in sign_book(BOOK).table["atoms"] if want in said)


def asked_in(found: Iterable[Part], seen: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Return what the triage saw asked, as far as a part of the message still asks it."""
    still = frozenset().union(*(part.asked for part in found))
    gone = frozenset().union(*(part.dropped for part in found)) - still
    return tuple(one for one in seen if one not in gone) or (Asked.OTHER,)
