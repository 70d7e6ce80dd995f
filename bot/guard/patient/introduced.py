"""Names that a turn of speech brings in: kin with a quality, a verb of naming, a marriage, initials, a family, a header, letters one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_first_name,
    is_known,
    is_place,
    is_plain_first_name,
    is_town,
    is_word,
)
from bot.guard.patient.noted import is_stranger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.guard.fold import Folded

_NAME: Final = r"(?P<name>[A-Z][a-z]+(?:['-][A-Za-z]+)*(?: [A-Z][a-z]{2,}(?:['-][A-Za-z]+)*)?)"
_KIN: Final = (
    r"(?:soeurs?|freres?|fille|fils|cousine?|tante|oncle|mere|pere|niece|neveu|amie?|copine|copain|femme|mari|compagne|compagnon|marraine|parrain|filleule?|"
    r"grand-mere|grand-pere|belle-[a-z]+|beau-[a-z]+|petite-fille|petit-fils|voisine?|collegue)"
)
_QUALITY: Final = (
    r"(?:jumelle|jumeau|ainee?|cadette?|benjamine?|unique|germaine?|preferee?|adoree?|cherie?|handicapee?|adoptive|adoptee?|malade|religieuse|defunte?|decedee?|majeure?|"
    r"mineure?|biologique|maternel(?:le)?|paternel(?:le)?)"
)
_OF_KIN: Final = Guided(rf"\b{_KIN} {_QUALITY},? {_NAME}", rf"\b{_KIN} {_QUALITY},? [A-Z]")
_CALLED: Final = Guided(
    rf"\b(?:[sm]'appel[a-z]+|[sm]e (?:prenomm|nomm)[a-z]+|qui s'appel[a-z]+|(?:re)?mariee?,?|prenomme[es]?) {_NAME}",
    r"\b(?:[sm]'appel[a-z]+|[sm]e (?:prenomm|nomm)[a-z]+|qui s'appel[a-z]+|(?:re)?mariee?,?|prenomme[es]?) [A-Z]",
)
_OF_INITIALS: Final = r"(?P<name>[A-Z]\.(?:-[A-Z]\.)?[ -]?[A-Z]\.)"
_SAID_INITIALS: Final = Guided(rf"\b[Ii]nitiales ?:? ?{_OF_INITIALS}", r"\b[Ii]nitiales ?:? ?[A-Z]\.")
_INITIALS: Final = Guided(
    rf"(?:(?:^|\n)(?:[-*] )?|[:.] ){_OF_INITIALS}(?= ?,| (?:a (?:re)?(?:accepte|refuse|appele|demande|ecrit|signe|dit)|accepte|refuse|veut|souhaite|demande|revient|attend|prend|habite|repasse|est (?:venue?|passee?|operee?|inquiete?|contente?|satisfaite?))\b)",
    r"(?:(?:^|\n)(?:[-*] )?|[:.] )[A-Z]\.",
)
_INITIALLED: Final = Guided(
    r"(?<![A-Za-z0-9@'._-])(?P<name>(?P<word>[A-Za-z][a-z]{2,}(?:-[A-Za-z][a-z]+)*|[A-Z]{4,}(?:['-][A-Z]+)*) [A-Za-z]\.)(?![A-Za-z0-9])",
    r"\b[A-Za-z][A-Za-z'-]{2,} [A-Za-z]\.",
)
_HOUSE: Final = Guided(
    r"\b(?:[Ll]es|LES) (?P<name>[A-Z][A-Za-z]{3,}(?:-[A-Z][A-Za-z]+)*)(?= (?:ont|sont|viennent|veulent|demandent|rappellent)\b|,? (?:parents|grands|freres|soeurs|tous|un couple))",
    r"\b(?:[Ll]es|LES) [A-Z]",
)
_HEADER: Final = Guided(
    r"(?:^|\n)(?:De|From|Expediteur|Exp\.?|A|To|Cc|Pour|Dest\.?) ?: ?[\"'«]? ?(?P<name>[A-Z][A-Za-z'-]+(?:,? (?:(?:de la|de|du|des|van|von|le|la|el|ben) |d')?[A-Z][A-Za-z'-]+){1,3})(?= ?(?:[\"'»<(,\n]|$))",
    r"(?:^|\n)(?:De|From|Expediteur|Exp|A|To|Cc|Pour|Dest)\.? ?:",
)
_ABOUT: Final = r"\b(?:la|le|cette|ce|une?|du|au) (?:dame|monsieur|madame|petite?|jeune|gamine?|gosse|type|meuf|nana|copine|voisine?|infirmiere?|patiente?) "
_SOMEONE: Final = Guided(rf"{_ABOUT}(?P<name>[a-z]{{4,}}(?:-[a-z]{{2,}})*)(?![a-z'@_])", rf"{_ABOUT}[a-z]")
_INVERTED: Final = Guided(
    r"(?:^|\n)(?:[-*] )?(?P<name>(?P<last>[A-Z][A-Za-z]{2,}(?:['-][A-Z][a-z]+)*), (?P<first>[A-Z][a-z]+(?:-[A-Z][a-z]+)*))(?= ?(?:[:,;(/-]|$|\n))",
    r"(?:^|\n)(?:[-*] )?[A-Z][A-Za-z'-]+, [A-Z]",
)
_BY_A_NUMBER: Final = Guided(
    r"(?<![A-Za-z0-9@'._-])(?P<name>[a-z]{3,}(?:-[a-z]+)*)(?=,? ?:? ?(?:0|\+33 ?)[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9]))",
    r"[a-z]{3,}(?:-[a-z]+)*,? ?:? ?(?:0|\+33 ?)[1-9]",
)
_SPELT: Final = Regex(r"(?<!\w)(?:[^\W\d_][ .-]){3,}[^\W\d_](?!\w)")  # in the source: folding closes it up
_WORD: Final = Regex(r"[A-Za-z]{4,}")
_PARTS: Final = re.compile(r"[a-z]{3,}")


def introduced(folded: Folded) -> Iterator[Identifier]:
    """Yield names, in folded positions: `ma sœur jumelle Perpétue`, `Escoffre, Mireille :`, `les Guérinel ont`, `c melissa 06…`."""
    standing = _IN_CAPITALS.standing(folded.cased)
    for shape, names_somebody in _WAYS.items():
        for found in shape.finditer(folded.cased) if shape in standing else ():
            if names_somebody(found):
                yield _name(found)
    for found in _SOMEONE.finditer(folded.lower):
        if is_stranger(found["name"]):
            yield _name(found)
    for found in _BY_A_NUMBER.finditer(folded.lower):
        if is_first_name(found["name"]) and not is_known(found["name"]):
            yield _name(found)
    yield from _spelt(folded)


def _name(found: re.Match[str]) -> Identifier:
    kind = Kind.FIRST_NAME if is_first_name(found["name"].lower()) else Kind.NAME
    return Identifier(*found.span("name"), kind, cued=True)


def _is_no_thing(found: re.Match[str]) -> bool:
    first = found["name"].partition(" ")[0].lower()
    return not (is_common(first) or is_town(first) or is_place(first))


def _is_anybody(_: re.Match[str]) -> bool:
    return True


def _is_inverted(found: re.Match[str]) -> bool:
    last, first = found["last"].lower(), found["first"].lower()
    return is_first_name(first) and (is_stranger(last) or is_first_name(last)) and not is_common(last)


def _is_initialled(found: re.Match[str]) -> bool:
    word = found["word"]
    plain = word.lower()
    if is_first_name(plain):
        return not is_common(plain) and (
            word[0].isupper() or not is_word(plain) or is_plain_first_name(plain)
        )
    return word[0].isupper() and is_stranger(plain)


def _is_house(found: re.Match[str]) -> bool:
    family = found["name"].lower()
    return not (is_first_name(family) or is_town(family) or is_word(family))


def _is_header(found: re.Match[str]) -> bool:
    parts = _PARTS.findall(found["name"].lower())
    return not any(map(is_common, parts)) and (any(map(is_first_name, parts)) or all(map(is_stranger, parts)))


def _spelt(folded: Folded) -> Iterator[Identifier]:
    """Yield names given letter by letter, `T r o c h e r i e`; words of French spelt so are a disguise, and no name."""
    if _SPELT.search(folded.source) is None:
        return
    for found in _WORD.finditer(folded.cased):
        start, end = folded.span(*found.span())
        word = found[0].lower()
        if end - start > len(word) + 2 and _SPELT.fullmatch(folded.source[start:end]) and is_stranger(word):
            yield Identifier(*found.span(), Kind.NAME, cued=True)


_WAYS: Final[dict[Guided, Callable[[re.Match[str]], bool]]] = {
    _OF_KIN: _is_no_thing,
    _CALLED: _is_no_thing,
    _SAID_INITIALS: _is_anybody,
    _INITIALS: _is_anybody,
    _INVERTED: _is_inverted,
    _INITIALLED: _is_initialled,
    _HOUSE: _is_house,
    _HEADER: _is_header,
}
_IN_CAPITALS: Final = Sieve(*_WAYS)
