"""All recognisers together: what overlaps is settled, what needs company is weighed, what belongs to the practice is left."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bot.guard.fold import Folded, fold
from bot.guard.model import NOBODY
from bot.guard.patient.accounts import accounts, quoted
from bot.guard.patient.bank import bank
from bot.guard.patient.called import called
from bot.guard.patient.contacts import contacts
from bot.guard.patient.dates import ages, dates, lived
from bot.guard.patient.dictated import dictated
from bot.guard.patient.disclosed import disclosed
from bot.guard.patient.firms import firms
from bot.guard.patient.gate import Trigger, triggers
from bot.guard.patient.grouped import grouped
from bot.guard.patient.grown import grown
from bot.guard.patient.guided import Sign
from bot.guard.patient.homes import homes
from bot.guard.patient.introduced import introduced
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.mentions import mentions
from bot.guard.patient.names import names
from bot.guard.patient.noted import noted
from bot.guard.patient.numbers import digits_of, numbers
from bot.guard.patient.owned import owned
from bot.guard.patient.places import addresses, towns
from bot.guard.patient.signed import signed
from bot.guard.patient.told import told_names
from bot.guard.patient.traces import told_traces
from bot.guard.patient.widened import widened
from bot.guard.patient.words import capitalised, famous
from bot.guard.patient.work import AGED_WORK, WORK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.guard.model import Practice

_RANK: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
            *(
                Kind.IBAN,
                Kind.EMAIL,
                Kind.LINK,
                Kind.NIR,
                Kind.FILE,
                Kind.ADDRESS,
                Kind.PHONE,
                Kind.HANDLE,
                Kind.PLATE,
            ),
            *(Kind.DATE, Kind.AGE, Kind.EMPLOYER, Kind.NAME, Kind.FIRST_NAME),
        )
    )
}
_RANK_OF_HINTS: Final = {
    **_RANK,
    Kind.FILE: _RANK[Kind.PLATE],
    Kind.ADDRESS: len(_RANK),
}  # a long number gives way to a telephone, a town to a name
_SAID: Final = NAMES | {Kind.EMPLOYER, Kind.ADDRESS}  # kinds that words show, not digits
_MARKS: Final = "@#.,;:/ ()"  # around a value, no part of it
_PATIENT: Final = Sign(
    r"\b(?:patientes?|patients?|clientes?|operee?s?|opere|reoperee?|hospitalisee?s?|j'ai [0-9]+ ans|mon intervention|mon operation|ma (?:fille|mere|soeur|femme)|mon (?:fils|mari|pere|frere)|"
    r"temoignage|avant/apres|avant apres|habite|domicili|revient de loin|raconte|dossier|nee? (?:le|en))\b"
)

_SOMEBODY: Final = Sign(
    r"\b(?:femme|homme|dame|monsieur|jeune|fille|garcon|patiente?|h|f|mme|mr|maman|papa)\b[ ,:(]{1,2}(?:de |d'|agee? de )?[1-9]"
)
_RECORD: Final = Sign(
    r"\b(?:compte[- ]rendu|hopital|hopitaux|chu|chr|samu|prelevement|hospitalisation|date (?:d')?(?:arrivee|entree|sortie)|visite du|seance du|entree le|sortie le|staff|"
    r"anamnese|histoire de la maladie|antecedents|atcd|coloscopie|scanner|irm|biopsie|chimiotherapie|cures?|imprime|ipp)\b|\bc[1-9] [0-9]"
)


def recognise(text: str | Folded, practice: Practice = NOBODY, *, told: bool = True) -> list[Identifier]:
    """Return the traces of a patient in a text that comes in, in order, without overlaps.

    Args:
        text: a text, or its folded view.
        practice: its values are never a patient's.
        told: a person tells it of themselves, as in a message; false for a document, which names people only in full.

    Returns:
        Identifiers whose positions are code points of the original text. A date, an age or a town is there only if
        something else in the text points at a person too, or its sentence says that it is somebody's.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    placed: list[Identifier] = []
    for found in find(folded, practice, told=told):
        one = _in_source(folded, found, placed[-1].end if placed else 0)
        placed += [one] if one.start < one.end else []
    return placed


def _in_source(folded: Folded, found: Identifier, after: int) -> Identifier:
    """Return an identifier at its place in the original text, from `after` on: two may share a character that folds into many (`½`)."""
    start, end = folded.span(found.start, found.end)
    return Identifier(
        max(start, after), end, found.kind, found.direct, found.doctor, found.cued, found.closing
    )


def find(folded: Folded, practice: Practice = NOBODY, *, told: bool = False) -> list[Identifier]:
    """Return the traces of a patient, in folded positions; `told` adds what only a message that comes in makes likely."""
    own = own_spans(folded, practice)
    seen = triggers(folded.lower, told=told)
    strong = [*numbers(folded, seen), *contacts(folded, seen), *addresses(folded, seen)]
    words = capitalised(folded)
    rest = [*dates(folded, seen), *ages(folded, seen), *names(folded, seen, words), *owned(folded)]
    if told:
        strong += list(dictated(folded, seen, strong))
        strong += bank(folded) if Trigger.BANK in seen else ()
        strong += accounts(folded) if Trigger.ACCOUNT in seen else ()
        strong += quoted(folded) if Trigger.PSEUDONYM in seen else ()
        rest += lived(folded.lower, rest)
        known = [*strong, *rest]
        rest += [
            *told_traces(folded, seen, known),
            *told_names(folded, seen, words, known),
            *mentions(folded, words),
            *disclosed(folded, seen),
            *signed(folded, words, known),
        ]
        strong += grouped(folded, [*strong, *rest]) if Trigger.TOLD_FILE in seen else ()
        rest += [
            *called(folded, words, rest),
            *noted(folded, rest),
            *introduced(folded),
        ]
        rest += [*_in_capitals(folded, practice), *firms(folded, rest)]
        rest += homes(folded, rest)
        strong, rest = list(dict.fromkeys(strong)), list(dict.fromkeys(rest))  # most are found twice
        strong, rest = list(widened(folded, strong)), list(grown(folded, widened(folded, rest)))
    if not (strong or rest):
        return []
    figures = famous(folded.lower)
    rest, near = _but_famous(rest, figures), _but_famous(list(towns(folded, told=told)), figures)
    settled = _settled(_distinct([*strong, *rest, *near]), folded.lower)
    found = (
        settled if practice is NOBODY else [one for one in settled if not _is_own(one, folded, practice, own)]
    )
    return _in_company(folded, found)


def _in_capitals(folded: Folded, practice: Practice) -> list[Identifier]:
    """Return what a text all in capitals names, read as if it were in lower case: there capitals say nothing."""
    if not folded.cased.isupper():
        return []
    plain = Folded(folded.source, folded.lower, folded.lower, folded.offsets)
    return [one for one in find(plain, practice, told=True) if one.kind in _SAID]


def _but_famous(found: list[Identifier], known: list[tuple[int, int]]) -> list[Identifier]:
    """Return the identifiers without the names of public figures, nor the towns of channels and papers: where the `known` ones stand."""
    if not known:
        return found
    return [
        one
        for one in found
        if (one.kind not in NAMES and (one.direct or one.kind is not Kind.ADDRESS))
        or not any(start < one.end and one.start < end for start, end in known)
    ]


def _distinct(found: Iterable[Identifier]) -> Collection[Identifier]:
    """Return each identifier once, with the marks of all that share its span and kind."""
    kept: dict[tuple[int, int, Kind], Identifier] = {}
    for one in found:
        key = (one.start, one.end, one.kind)
        known = kept.setdefault(key, one)
        if known is not one and known != one:
            kept[key] = _marked(known, one)
    return kept.values()


def _marked(one: Identifier, other: Identifier) -> Identifier:
    return Identifier(
        one.start,
        one.end,
        one.kind,
        one.direct or other.direct,
        one.doctor or other.doctor,
        one.cued or other.cued,
        one.closing or other.closing,
    )


def _settled(found: Collection[Identifier], lower: str) -> list[Identifier]:
    """Return identifiers without overlaps: the graver kind wins and leaves the rest of the other; names that overlap become one."""
    kept: list[Identifier] = []
    crowd: list[Identifier] = []
    end = 0
    for one in sorted(found, key=_START):
        if one.start >= end:
            kept += crowd if len(crowd) <= 1 else _settled_crowd(crowd, end, lower)
            crowd = []
        crowd.append(one)
        end = max(end, one.end)
    kept += crowd if len(crowd) <= 1 else _settled_crowd(crowd, end, lower)
    return kept


def _settled_crowd(crowd: list[Identifier], end: int, lower: str) -> list[Identifier]:
    """Return without overlaps identifiers that overlap, in order of position, the last of which ends at `end`."""
    kept: list[Identifier | None] = []
    base, crowd = crowd[0].start, sorted(crowd, key=_order)
    if (
        crowd[0].start == base and crowd[0].end == end
    ):  # as it mostly is: the first leaves nothing of the others
        return [_with_its_names(crowd)]
    owner = [0] * (end - base)  # of each character: its place in `kept`, from 1 on
    for one in crowd:
        rivals = {*owner[one.start - base : one.end - base]} - _FREE
        for settled in _apart(one, rivals, kept, (owner, base), lower) if rivals else (one,):
            kept.append(settled)
            owner[settled.start - base : settled.end - base] = [len(kept)] * (settled.end - settled.start)
    return sorted((one for one in kept if one is not None), key=_START)


def _with_its_names(crowd: list[Identifier]) -> Identifier:
    """Return the first of a crowd, which covers the others; a name takes the marks of the names within it."""
    first = crowd[0]
    names_within = [one for one in crowd if one.kind is Kind.NAME] if first.kind is Kind.NAME else [first]
    return first if len(names_within) == 1 else _united(names_within)


_FREE: Final = frozenset({0})
_START: Final = attrgetter("start")


def _order(one: Identifier) -> tuple[int, int, bool, int]:
    """Return what decides who comes first: the kind, the length, what the words around show, the place."""
    ranks = _RANK if one.direct else _RANK_OF_HINTS
    return ranks[one.kind], one.start - one.end, not one.cued, one.start


def _apart(
    one: Identifier, rivals: set[int], kept: list[Identifier | None], owner: tuple[list[int], int], lower: str
) -> list[Identifier]:
    """Return what takes the place of an identifier that overlaps others: their union if all are names, else what they leave of it."""
    others = [other for other in (kept[place - 1] for place in rivals) if other is not None]
    if one.kind is not Kind.NAME:
        return _left_over(one, *owner, lower)
    if any(other.kind is not Kind.NAME for other in others):
        return []
    for place in rivals:
        kept[place - 1] = None
    return [_united([one, *others])]


_LEFT: Final = (
    9  # characters; what a graver kind leaves of a contact or a number, if long enough to lead to somebody
)

_LEFT_OF_A_STREET: Final = 14  # characters, number and way counted
_LEAVES: Final = frozenset({Kind.PHONE, Kind.EMAIL, Kind.NIR, Kind.IBAN, Kind.LINK, Kind.ADDRESS})


def _left_over(one: Identifier, owner: list[int], base: int, lower: str) -> list[Identifier]:
    """Return the first free stretch of a contact or a number that overlaps another; `owner` starts at `base`."""
    if not one.direct or one.kind not in _LEAVES or 0 not in owner[one.start - base : one.end - base]:
        return []
    start = owner.index(0, one.start - base, one.end - base) + base
    stop = next((place for place in range(start, one.end) if owner[place - base]), one.end)
    text = lower[start:stop]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if one.kind is Kind.PHONE and not any(map(str.isalpha, text)) and len(re.findall(r"[0-9]", text)) < _LEFT:
        return []
    least = _LEFT_OF_A_STREET if one.kind is Kind.ADDRESS else _LEFT
    return [one._replace(start=start, end=start + len(text))] if len(text) >= least else []


def _united(found: list[Identifier]) -> Identifier:
    return Identifier(
        min([one.start for one in found]),
        max([one.end for one in found]),
        found[0].kind,
        doctor=True in [one.doctor for one in found],
        cued=True in [one.cued for one in found],
        closing=True in [one.closing for one in found],
    )


def _in_company(folded: Folded, found: list[Identifier]) -> list[Identifier]:
    """Return the identifiers, those that say little by themselves only where two traces meet about a person."""
    direct = [one for one in found if one.direct or one.cued]
    hints = [one for one in found if not (one.direct or one.cued)]
    if not hints:
        return direct
    lower = folded.lower
    if _RECORD.is_in(lower) and any(one.kind is Kind.DATE and not one.direct for one in found):
        return found
    patient = _PATIENT.is_in(lower) or _described(lower, found)
    persons = [one for one in direct if one.direct and not one.doctor]
    worked = patient and any(one.kind is not Kind.DATE for one in hints) and WORK.is_in(lower)
    enough = len(direct) + len(hints) + worked > 1 if patient else bool(persons) and bool(hints)
    return found if enough or (direct and not hints) else direct


def _described(lower: str, found: list[Identifier]) -> bool:
    """Tell whether an age stands beside the work or the town of somebody (`femme de 33 ans, institutrice`)."""
    kinds = {one.kind for one in found}
    if Kind.AGE not in kinds and Kind.EMPLOYER not in kinds:
        return False
    if Kind.EMPLOYER not in kinds and not _SOMEBODY.is_in(lower) and AGED_WORK.search(lower) is None:
        return False
    return Kind.ADDRESS in kinds or WORK.is_in(lower)


def own_spans(folded: Folded, practice: Practice) -> list[tuple[int, int]]:
    """Return where values of the practice stand: same letters after folding, marks and blanks aside."""
    values = (
        practice.doctor,
        practice.specialty,
        practice.practice,
        practice.address,
        practice.email,
        practice.website,
    )
    texts = [value for value in (*values, practice.handle, practice.hours, *practice.team) if value]
    return [span for text in texts for span in _occurrences(folded.lower, text)]


def _occurrences(lower: str, value: str) -> list[tuple[int, int]]:
    words = re.findall(r"[a-z0-9]+", fold(value).lower)
    words = (
        words[1:] if words and words[0] in {"dr", "docteur", "pr", "professeur"} and len(words) > 1 else words
    )
    if not words:
        return []
    pattern = r"(?<![a-z0-9])" + r"[^a-z0-9]{1,3}".join(words) + r"(?![a-z0-9])"
    return [found.span() for found in re.finditer(pattern, lower)]


def _is_own(one: Identifier, folded: Folded, practice: Practice, own: list[tuple[int, int]]) -> bool:
    text = folded.lower[one.start : one.end]
    if one.kind is Kind.PHONE and (practice.phone or practice.numbers):
        ours = (practice.phone or "", *practice.numbers)
        return digits_of(text) in {digits_of(fold(number).lower) for number in ours if number}
    inner_start = one.start + len(text) - len(text.lstrip(_MARKS))
    inner_end = one.end - len(text) + len(text.rstrip(_MARKS))
    if any(start <= inner_start and inner_end <= end for start, end in own):
        return True
    return one.kind in NAMES and _names_staff(text, practice)


def _names_staff(text: str, practice: Practice) -> bool:
    """Tell whether a name is that of a doctor or of the team, in any order of its parts."""
    staff = [name for name in (practice.doctor, *practice.team) if name]
    if not staff:
        return False
    parts = set(re.findall(r"[a-z]+", text))
    known = [
        set(re.findall(r"[a-z]+", fold(name).lower)) - {"dr", "docteur", "pr", "professeur"} for name in staff
    ]
    return any(parts and parts <= names_of for names_of in known)
