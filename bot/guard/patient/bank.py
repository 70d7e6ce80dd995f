"""Bank details that a message quotes: codes of banks, cards, the pieces of an account, and the ends of a number that is not given whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patterns import Expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_IS: Final = r"(?: (?:no?|num|numero|est|c'est|cest|le|la)| ?[:=])* ?"
_BIC: Final = Guided(
    r"\b(?:bic|swift)\b[ /a-z:=']{0,16}?\b(?P<code>[a-z]{4}(?:fr|mc|be|ch|lu|de|es|it|pt|nl|gb|ie)[a-z0-9]{2}(?:[a-z0-9]{3})?)(?![a-z0-9])",
    r"\b(?:bic|swift)\b",
)
_CARD: Final = Guided(
    r"(?<![0-9a-z])(?:[3-6][0-9]{3}(?:[ .-]?(?:[0-9]{4}|[0-9x*]{4})){3}|3[47][0-9]{2}[ .-]?[0-9]{6}[ .-]?[0-9]{5})(?![0-9])",
    r"[3-6][0-9]{3}[ .-]?[0-9x*]{4}",
)
_PAID_BY: Final = Regex(
    r"\b(?:cb|cartes?(?: bancaire| bleue| de credit)?|visa|mastercard|master card|amex|american express|maestro)\b[^.!?\n]{0,30}$"
)
_OF_A_CARD: Final = Expression(r"\b(?:cb|carte|visa|mastercard|amex|crypto[a-z]*|cvv2?|cvc)\b")
_SECRET: Final = Regex(
    rf"\b(?:crypto(?:gramme)?|cvv2?|cvc|code de securite|(?:3|trois)(?: derniers)? chiffres(?: au dos| derriere)?)(?: visuel)?{_IS}(?P<code>[0-9]{{3,4}})(?![0-9])"
)
_OF_AN_ACCOUNT: Final = Expression(r"\b(?:guichet|rib|releve d'identite)\b")
_PIECE: Final = Regex(
    rf"\b(?:banque|guichet|compte|cles?(?: du)?(?: rib)?){_IS}(?P<code>[0-9]{{2,11}}[a-z]?)(?![0-9a-z]|[.,/-][0-9])"
)
_ACCOUNT: Final = Regex(
    rf"\bcompte(?: (?:bancaire|courant|ccp|epargne|cheques?)){{0,2}}{_IS}(?P<code>[0-9]{{8,11}} ?[a-z]?(?:[ -][0-9]{{2}})?)(?![0-9a-z])"
)
_ENDS: Final = Guided(
    r"\b(?:commen[cs]\w+|debut\w*|fini\w*|termin\w+|(?:derniers?|premiers?) chiffres)(?: (?:par|en|sont|est|c'est|cest|de|le|les|:)| :|:)* ?"
    r"(?P<code>(?:[a-z]{2})?[0-9](?:[ .-]?[0-9]){1,15})(?![0-9]|[.,/-][0-9]| ?(?:h|heures?|ans|euros?|eur|mois|jours?|semaines?|ml|cc|cm|mm|mg|%)\b)",
    r"\b(?:commen[cs]|debut|fini|termin|(?:derniers?|premiers?) chiffres)",
)  # of a number that is not given whole
_WHAT_ENDS: Final = (
    (Kind.NIR, Regex(r"\b(?:secu\w*|securite sociale|nir|vitale)\b[^.!?\n]*$")),
    (Kind.IBAN, Regex(r"\b(?:iban|rib|compte|carte|cb|visa|mastercard)\b[^.!?\n]*$")),
    (
        Kind.PHONE,
        Regex(r"\b(?:tel|telephone|portable|port|mobile|fixe|0[67]|appel\w*|num|numero)\b[^.!?\n]*$"),
    ),
    (
        Kind.FILE,
        Regex(r"\b(?:dossier|adherente?|ipp|contrat|mutuelle|commande|cheque|passeport)\b[^.!?\n]*$"),
    ),
)
_LOOK: Final = 70  # characters before the end of a number, in which its kind is said


def bank(folded: Folded) -> Iterator[Identifier]:
    """Yield what leads to an account or a card, and the ends of numbers, in folded positions."""
    lower = folded.lower
    text = lower.encode("ascii")
    for found in _CARD.finditer(lower):
        if _is_card(found[0]) or _PAID_BY.search(lower, max(0, found.start() - _LOOK), found.start()):
            yield Identifier(*found.span(), Kind.IBAN)
    ways: list[Regex | Guided] = [_BIC, _ACCOUNT]
    ways += [_SECRET] if _OF_A_CARD.is_in(text) else []
    ways += [_PIECE] if _OF_AN_ACCOUNT.is_in(text) else []
    for way in ways:
        yield from (Identifier(*found.span("code"), Kind.IBAN) for found in way.finditer(lower))
    for found in _ENDS.finditer(lower):
        kind = _kind_of_end(lower, found.start())
        if kind is not None:
            yield Identifier(*found.span("code"), kind)


def _is_card(text: str) -> bool:
    """Tell whether digits make the number of a bank card: its key is right (Luhn)."""
    digits = [int(char) for char in text if char.isdigit()]
    if any(char in "x*" for char in text):
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _kind_of_end(lower: str, start: int) -> Kind | None:
    before = max(0, start - _LOOK), start
    return next((kind for kind, said in _WHAT_ENDS if said.search(lower, *before)), None)
