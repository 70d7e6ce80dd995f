"""Identifiers taken whole: a date with its day of the week, a surname with its particles, a number with the letters that open it.

What finds an identifier often stops where its pattern does; what stands right beside it belongs to it all the same. Run on what was
found, and on messages that come in alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.codes import LABELS
from bot.guard.patient.homes import hyphenated
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_first_name, is_known, is_place, is_town, is_word
from bot.guard.patient.names import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.guard.fold import Folded

_LOOK: Final = 24  # characters before an identifier
_INITIALS_LOOK: Final = 6
_DAY_BEFORE: Final = Regex(
    r"\b(?:(?:lun|mar|mer|jeu|ven|sam)(?:di|\.|credi|dredi|edi)?|dimanche|dim\.?|mardi|jeudi),? (?:le )?$"
)
_FROM: Final = Regex(
    r"(?<![0-9/.,-])(?:0?[1-9]|[12][0-9]|3[01]|1er)(?: (?:au|et|ou|puis|a|et le|ou le) | ?- ?|/)(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?$"
)
_LAST: Final = Regex(r" (?:derniere?|prochain|passe|de cette annee|de l'annee derniere|de l'an dernier)\b")
_SURNAME_GOES_ON: Final = Regex(
    r"(?: |-)(?:(?:y|e|van|von|den|der|ter|ten|op|zu|ibn|bin|ben|ould|ait|Van|Von|Den|Der|Ter|Ben|Ibn|Ait|Ould|El) ){1,3}(?P<last>[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*)"
)
_GENERATION: Final = Regex(r" (?:junior|senior|jr|jnr)\b\.?")
_NOBLE: Final = Regex(
    r" (?:de la |de l'|de |du |des |d')(?P<last>[A-Z][a-z]{3,}(?:['-][A-Za-z]+)*)"
)  # «Le Goff de Kersauson»
_MARRIED: Final = Regex(
    r"(?<![A-Za-z'-])(?P<other>(?:(?:LE|LA|DE|EL|BEN|Le|La|De|El|Ben) )?[A-Z][A-Za-z'-]{2,}),? (?:[Ee]pouse|EPOUSE|[Ee]p\.?|EP\.?|[Ee]pse|EPSE|[Nn]ee?|NEE|[Vv]euve|VEUVE|[Vv]ve|VVE|[Dd]ivorcee?|[Dd]ite?) $"
)  # «DUPONT épouse MARTIN Jeanne»
_SURNAME: Final = Regex(r" (?P<last>[A-Z][a-z]{2,}(?:['-][A-Z][a-z]+)*)(?![A-Za-z'-])")
_INITIALS_BEFORE: Final = Regex(r"(?<![A-Za-z.-])[A-Z]\.?-[A-Z]\.? $")
_LETTERS_BEFORE: Final = Regex(r"(?<![A-Za-z0-9])(?P<letters>[A-Z]{2,5})(?: ?[#/:-] ?| )$")
_NUMBER_GOES_ON: Final = Regex(
    r"(?: (?!0[1-9] ?[0-9]{2} ?[0-9]{2})[0-9]{2,6}){1,3}(?![0-9]|[.,/:-][0-9]| ?(?:h|ans|euros?|eur|e|mg|ml|cc)\b| [a-z]{3,})"
)
_IN_TOWN: Final = Regex(
    r"(?: a|,| de| d'|,? a) ?(?P<town>[A-Z][A-Za-z']+(?:[ -](?:[A-Z][A-Za-z']+|(?:de|du|la|le|les|sur|sous|en)(?=[ -][A-Z])))*)"
)


def widened(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield identifiers, in folded positions, each with what stands beside it and belongs to it."""
    for one in found:
        way = _WAYS.get(one.kind)
        start, end = way(folded, one) if way else (one.start, one.end)
        if (start, end) == (one.start, one.end):
            yield one
        else:
            kind = Kind.NAME if one.kind is Kind.FIRST_NAME else one.kind
            yield one._replace(start=start, end=end, kind=kind)


def _date(folded: Folded, one: Identifier) -> tuple[int, int]:
    lower, start, end = folded.lower, one.start, one.end
    for before in (_FROM, _DAY_BEFORE):
        if found := before.search(lower, max(0, start - _LOOK), start):
            start = found.start()
    after = _LAST.match(lower, end) if lower[end - 1].isalpha() else None
    return start, after.end() if after else end


def _name(folded: Folded, one: Identifier) -> tuple[int, int]:
    start, end = one.start, one.end
    if "-" in folded.cased[max(0, start - _INITIALS_LOOK) : start]:
        before = _INITIALS_BEFORE.search(folded.cased, max(0, start - _LOOK), start)
        start = before.start() if before else start
    if folded.cased.endswith("D'", 0, start) and end - start > _SCRAP:  # «D'ALMEIDA Ruben»
        start -= 2
    if folded.lower.endswith(_SONS, 0, start):
        start = folded.lower.rfind(" ", 0, start - 1) + 1
    if not folded.cased.startswith((" ", "-"), end):
        return _married(folded, start), end
    after = _SURNAME_GOES_ON.match(folded.cased, end)
    goes_on = after is not None and not is_common(after["last"].lower())
    if not goes_on and one.kind is Kind.FIRST_NAME:
        after = _SURNAME.match(folded.cased, end)
        goes_on = after is not None and _is_surname(after["last"].lower())
    end = after.end() if after and goes_on else end
    younger = _GENERATION.match(folded.lower, end)
    end = younger.end() if younger else end
    return _married(folded, start), _noble(folded, start, end)


def _married(folded: Folded, start: int) -> int:
    """Return where a name starts with the other surname of a married woman."""
    if not _is_tied(folded.lower, start):
        return start
    found = _MARRIED.search(folded.cased, max(0, start - _MARRIED_LOOK), start)
    if found is None or _is_tied(folded.lower, found.start()):  # a name of its own: two of them
        return start
    other = found["other"].lower().rpartition(" ")[2]
    return start if is_common(other) or (is_word(other) and not found["other"].isupper()) else found.start()


def _is_tied(lower: str, start: int) -> bool:
    """Tell whether `née`, `épouse` or the like stands right before."""
    return f" {lower[max(0, start - _TIE) : start]}".endswith(_TIES)


_SCRAP: Final = 3  # letters
_TIE: Final = 10  # characters
_SONS: Final = (" ait ", " ben ", " bint ", " ould ", " abou ", " oum ")  # what a surname starts with
_TIES: Final = (
    *(" epouse ", " ep ", " ep. ", " epse ", " ne ", " nee ", " veuve ", " vve "),
    *(" divorce ", " divorcee ", " dit ", " dite "),
)  # what stands before the second surname in `_MARRIED`
_MARRIED_LOOK: Final = 40  # characters before a surname


def _noble(folded: Folded, start: int, end: int) -> int:
    """Return where a name of two words ends with the land it is of; a town is where somebody lives."""
    if not folded.cased.startswith(" d", end) or " " not in folded.cased[start:end]:
        return end
    found = _NOBLE.match(folded.cased, end)
    if found is None or is_town(found["last"].lower()) or is_word(found["last"].lower()):
        return end
    return found.end()


def _handle(folded: Folded, one: Identifier) -> tuple[int, int]:
    """Return an account that is a first name with the surname after it: `@Gérald Montfort`."""
    first = folded.lower[one.start : one.end].removeprefix("@")
    after = _SURNAME.match(folded.cased, one.end) if is_first_name(first) else None
    named = after is not None and not is_word(after["last"].lower())
    return one.start, after.end() if after and named else one.end


def _is_surname(word: str) -> bool:
    """Tell whether a capital right after a first name is a surname: a town or a quality that is one as well, or no word of ours."""
    return word in SURNAMES or (
        not is_common(word) and (is_town(word) or is_place(word) or not is_known(word))
    )


def _file(folded: Folded, one: Identifier) -> tuple[int, int]:
    """Return a number with the letters in capitals that open it (`SIN 2025 44 019`), and then with its other groups."""
    if not one.direct or not folded.lower[one.start].isdigit():
        return one.start, one.end
    before = _LETTERS_BEFORE.search(folded.cased, max(0, one.start - _LOOK), one.start)
    if before is None or before["letters"] in LABELS or folded.cased.isupper():
        return one.start, one.end
    after = _NUMBER_GOES_ON.match(folded.lower, one.end)
    return before.start(), after.end() if after else one.end


def _employer(folded: Folded, one: Identifier) -> tuple[int, int]:
    """Return a house with the town where it stands: `Café des Halles à Figeac`."""
    found = _IN_TOWN.match(folded.cased, one.end)
    if found is None:
        return one.start, one.end
    town = hyphenated(found["town"])
    first = town.partition("-")[0]
    named = is_town(town) or (folded.lower[one.end : one.end + 3] == " a " and not is_known(first))
    return one.start, found.end() if named else one.end


_WAYS: Final[dict[Kind, Callable[[Folded, Identifier], tuple[int, int]]]] = {
    Kind.DATE: _date,
    Kind.NAME: _name,
    Kind.FIRST_NAME: _name,
    Kind.FILE: _file,
    Kind.HANDLE: _handle,
    Kind.EMPLOYER: _employer,
}
