"""Numbers in groups behind any noun: what bears such a number is a paper, a parcel, a membership, whatever its name.

`codes` knows the things by their names; here the shape alone speaks, and what has the shape of a price, a size, a time, a law or a
product is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.codes import LEGAL_NUMBER, UNIT_AFTER
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_GROUPS: Final = Guided(
    r"(?<![A-Za-z0-9.,/@+_-])(?:[A-Z]{1,4}[ /-]?)?[0-9][0-9A-Z]{0,11}(?:[ ./-](?:[0-9][0-9A-Z]{0,7}|[A-Z]{1,3}[0-9]{1,6}|[A-Z]{2,3}(?= [0-9])|(?<=[/-])[A-Z]{1,2}(?![A-Za-z'])|[A-Z](?![A-Za-z'.]| [0-9])))*(?![A-Za-z0-9_@]|[.,/:-][0-9]| ?[%€$])",
    r"(?:[A-Z]{1,4}[ /-]?)?[0-9](?:[ ./-]?[A-Z]{0,3}[ ./-]?[0-9]){5}",
)
_OF_A_PAPER: Final = Regex(r"[A-Z]{1,4}[ /-]?[0-9]{8,}$")  # no law is numbered so
_LEAST: Final = 6  # digits
_BEFORE: Final = 60  # characters before a number in which its noun, its law or its product stands
_NOUN: Final = Regex(
    r"(?P<noun>[a-z]{3,})(?:[ :.#(=\"]|\b(?:n|no|num|numero|nr|est|le|la|ci-joint|suivant|sous)\b)*$"
)
_NUMBER: Final = Regex(r"[0-9]{1,3}(?: [0-9]{3})+$")  # with its thousands apart
_DAY_OR_TIME: Final = Regex(
    r"[0-9]{1,2}[ /.-][0-9]{1,2}[ /.-](?:[0-9]{2}|[0-9]{4})$|(?:19|20)[0-9]{2}[ /.-][0-9]{1,2}[ /.-][0-9]{1,2}$|(?:19|20)[0-9]{2}[/-][0-9]{1,4}$|[0-9]{2}(?: [0-9]{2}){2}$|(?:19|20)[0-9]{2}[ /.-](?:19|20)[0-9]{2}|[0-9]{1,4}[Hh](?![0-9]{3})|[0-9]+[x*][0-9]"
)
_PHONE: Final = Regex(
    r"(?:0|33 ?)?[1-9](?:[ .-]?[0-9]{2}){4}$|0[1-9][ .-]?[0-9]{3}|0 ?8[0-9 ]{2}|[0-9]{2}(?:[ .-][0-9]{2}){3}$"
)
_LETTERS: Final = Regex(r"[A-Z]{2,}[ /-]?")
_RANGE: Final = Regex(r"(?P<low>[0-9]{1,4})[/-](?P<high>[0-9]{1,4})$")
_MIXED: Final = Regex(r"[A-Z].*[0-9]|[0-9].*[A-Z]")
_DECISION: Final = Regex(r"[0-9]{2}[ /.-][0-9]{2}[.]?[0-9]{3}$")  # of a court
_PUBLIC: Final = Regex(
    r"\b(?:pourvoi|arret|decision|nf|en|iso|mdr|ue|doi|pmid|isbn|issn|ean|norme|brevet|laser|formats?|tailles?|tension|pouls|aiguilles?|fils?|monocryl|vicryl|modeles?|produits?|gel|budget|vues|likes|abonnes|frequence|horaires?|dilution|implants?|"
    r"protheses?|longueur|cohorte|patientes|serie de|essai|nct|lots?|fax|tel|telephone|siret|siren|rpps|adeli|finess|tva|rcs|ape|naf|ccam|cim|ref fabricant|version|logiciel|chapitre|annees?|saison|page|pages|temperature|gtin|udi|ce|amm|cip|cis)\b[^.!?\n]{0,24}$"
)
_NO_NOUN: Final = words_of(
    "entre environ soit vers pour avec dans sur sous plus moins que qui les des aux par est sont pas tres deux trois quatre cinq six sept huit neuf dix cent mille apres avant depuis pendant jusqu total coute coutent prix tarif montant paye payer"
)


def grouped(folded: Folded, found: Iterable[Identifier] = ()) -> Iterator[Identifier]:
    """Yield the numbers of six digits and more, in groups, that a noun bears or letters mark, in folded positions.

    They are cued, and direct only where one `found` already is a part of them: they give way to a telephone or an address.
    """
    files = [one for one in found if one.kind is Kind.FILE and one.direct]
    for one in _GROUPS.finditer(folded.cased):
        start, end = one.span()
        known = any(start <= part.start and part.end <= end for part in files)
        if known or _names_a_thing(folded, start, end):
            yield Identifier(start, end, Kind.FILE, direct=known, cued=True)


def _names_a_thing(folded: Folded, start: int, end: int) -> bool:
    code = folded.cased[start:end]
    if sum(map(str.isdigit, code)) < _LEAST or _is_a_measure(code) or UNIT_AFTER.match(folded.lower, end):
        return False
    letters = _LETTERS.match(code)
    opens = start + (letters.end() if letters else 0)
    before = folded.lower[max(0, start - _BEFORE) : opens]
    if (LEGAL_NUMBER.search(before) and not _OF_A_PAPER.match(code)) or _PUBLIC.search(before):
        return False
    if _MIXED.search(code):
        return True
    noun = _NOUN.search(before)
    return not code.isdigit() and noun is not None and noun["noun"] not in _NO_NOUN


def _is_a_measure(code: str) -> bool:
    """Tell whether a number has the shape of what names nobody: a price, a day, an hour, a telephone, a span, a judgment."""
    letters = _LETTERS.match(code)
    digits = code[letters.end() :] if letters else code
    return (
        any(shape.match(code) for shape in (_NUMBER, _DECISION))
        or any(shape.match(digits) for shape in (_DAY_OR_TIME, _PHONE))
        or _is_span(code)
    )


def _is_span(code: str) -> bool:
    """Tell whether two numbers give a span (`1000-1500`): alike in length, the second the greater."""
    found = _RANGE.match(code)
    if found is None or found["low"].startswith("0"):
        return False
    low, high = found["low"], found["high"]
    return int(low) < int(high) and len(high) - len(low) <= 1
