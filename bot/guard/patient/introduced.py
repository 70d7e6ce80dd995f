"""Names that a turn of speech brings in: kin with a quality, a verb of naming, a marriage, initials, a line that starts with the surname."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.grown import is_strange
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_first_name, is_known, is_place, is_town

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_INITIALS: Final = Guided(
    r"(?:\b[Ii]nitiales ?:? ?|(?:^|\n)(?:[-*] )?|[:.] )(?P<name>[A-Z]\.(?:-[A-Z]\.)?[ -]?[A-Z]\.)(?:(?<=nitiales [A-Z]\.[A-Z]\.)|(?<=nitiales [A-Z]\.-[A-Z]\. [A-Z]\.)|(?<=nitiales [A-Z]\. [A-Z]\.)|(?= ?,| (?:a (?:re)?(?:accepte|refuse|appele|demande|ecrit|signe|dit)|accepte|refuse|veut|souhaite|demande|revient|attend|prend|habite|repasse|est (?:venue?|passee?|operee?|inquiete?|contente?|satisfaite?))\b))",
    r"(?:\b[Ii]nitiales ?:? ?|(?:^|\n)(?:[-*] )?|[:.] )[A-Z]\.",
)
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
_IN_CAPITALS: Final = Sieve(_OF_KIN, _CALLED, _INITIALS, _INVERTED)


def _spelt(folded: Folded) -> Iterator[Identifier]:
    """Yield names given letter by letter, `T r o c h e r i e`; words of French spelt so are a disguise, and no name."""
    if _SPELT.search(folded.source) is None:
        return
    for found in _WORD.finditer(folded.cased):
        start, end = folded.span(*found.span())
        word = found[0].lower()
        if end - start > len(word) + 2 and _SPELT.fullmatch(folded.source[start:end]) and is_strange(word):
            yield Identifier(*found.span(), Kind.NAME, cued=True)


def introduced(folded: Folded) -> Iterator[Identifier]:
    """Yield names, in folded positions: `ma sœur jumelle Perpétue`, `se prénommait Ornella`, `Escoffre, Mireille :`, `c melissa 06…`."""
    yield from _spelt(folded)
    seen = _IN_CAPITALS.standing(folded.cased)
    for shape in (_OF_KIN, _CALLED):
        for found in shape.finditer(folded.cased) if shape in seen else ():
            first = found["name"].partition(" ")[0].lower()
            if not (is_common(first) or is_town(first) or is_place(first)):
                kind = Kind.FIRST_NAME if is_first_name(found["name"].lower()) else Kind.NAME
                yield Identifier(*found.span("name"), kind, cued=True)
    for found in _INITIALS.finditer(folded.cased) if _INITIALS in seen else ():
        yield Identifier(*found.span("name"), Kind.NAME, cued=True)
    for found in _INVERTED.finditer(folded.cased) if _INVERTED in seen else ():
        last, first = found["last"].lower(), found["first"].lower()
        if is_first_name(first) and (is_strange(last) or is_first_name(last)) and not is_common(last):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)
    for found in _BY_A_NUMBER.finditer(folded.lower):
        if is_first_name(found["name"]) and not is_known(found["name"]):
            yield Identifier(*found.span("name"), Kind.FIRST_NAME, cued=True)
