"""Names that the shape of a line shows: beside an hour, a birth date, an age, a room, the number of a photo, or with an initial.

There no word announces who it is. What is looked at are runs of words in capitals: what stands right before and right after one tells
a person from a thing, and a word that is none of ours tells a name from a word.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_known,
    is_place,
    is_town,
    is_word,
    lexicon,
)
from bot.guard.patient.noted import is_note, is_stranger
from bot.guard.patient.words import SCALES, names_no_person
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.guard.fold import Folded
    from bot.guard.patient.words import Word

_END: Final = attrgetter("end")
_GAPS: Final = frozenset(
    (
        *(" ", " de ", " da ", " dos ", " del ", " di ", " van ", " von ", " der ", " ben ", " el ", " le "),
        *(" la ", " d'", " y ", " bin ", " al ", " du ", " des ", " den ", " ter ", " ait ", " ould "),
    )
)  # between two words of a name
_PARTICLES: Final = words_of(
    "le la les de da dos del di du des van von der den ben bin el al ait mc mac o d l m n y"
)
_INITIALS: Final = Regex(r" [A-Z][a-z]?\.(?:[ -]?[A-Z][a-z]?\.)*(?:[ -][A-Z](?![A-Za-z0-9]))?")
_FIELD: Final = Regex(
    r"(?: ?[,;:/|(-]){0,2} ?(?:(?:d\.?d\.?n\.?|dn|date de naissance|nee?(?: ?\(e\))?)(?: le)? ?:? ?[0-9]|nee? (?:le|en|a) |(?:0?[1-9]|[12][0-9]|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)?[0-9]{2}(?![0-9])"
    r"|[1-9][0-9]? ?(?:ans|a\b)|(?:ipp|nip|iep|nda|dossier|ch\.|chambre|lit|box) ?:?(?: no?)? ?[0-9]|(?:no?|h/|f/) ?[0-9]{4}|habite\b)"
)
_CARE: Final = Regex(
    r",? (?:entree?|arrivee?|sortie?|hospitalisee?|re?operee?|admise?|transferee?|decedee?|examinee?|convoquee?|adressee?|(?:re)?vue?|passe (?:chercher|prendre|deposer|recuperer|lundi|mardi|mercredi|jeudi|vendredi|demain))\b(?! (?:de|du|des|d'))"
)
_HOUR: Final = Regex(
    r"(?:^|[\n;|] ?)(?:[-*] ?)?(?:[01]?[0-9]|2[0-3]) ?(?:[hH:.] ?(?:[0-5][0-9])?) ?[:,>-]{0,2} ?$"
)
_PHOTO: Final = Regex(
    r"\b(?:IMG|img|Img|DSC|DSCN|PXL|VID|MVI|GOPR|P|PHOTO|Photo|photo)[ _-]?[0-9]{3,} ?[-:=]? ?$"
)
_FILLED: Final = Regex(r" ?(?:[/|;]|- )")
_FORM: Final = Regex(r"(?:^|\n) ?[A-Za-z'-]+(?: [a-z'-]+){0,2} ?: ?$")
_LOOK: Final = 24  # characters before a run
_LEAST: Final = 4  # letters of a word that is none of ours


def lined(
    folded: Folded, words: Sequence[Word], others: Iterable[Word], found: Iterable[Identifier]
) -> Iterator[Identifier]:
    """Yield names by the line they stand on, in folded positions.

    `words` start with a capital, the `others` among them are none of ours, `found` is known already.
    """
    names = (one for one in found if one.kind in NAMES)
    known = {one.start: one.end for one in sorted(names, key=_END)}  # the longest from each place
    for run in _runs(folded.cased, words, others):
        whole = known.get(run[0].start, 0) >= run[-1].end
        initials = _INITIALS.match(folded.cased, run[-1].end)
        if initials is None and (whole or (len(run) == 1 and not _follows_a_number(folded.cased, run[0]))):
            continue
        kept = _named(run)
        if kept:
            initials = initials if kept[-1] is run[-1] else _INITIALS.match(folded.cased, kept[-1].end)
            start, end = kept[0].start, initials.end() if initials else kept[-1].end
            placed = _is_placed(folded, kept, start, end, initialed=initials is not None)
            if placed and not names_no_person(folded, kept[0]):
                yield Identifier(start, end, Kind.NAME, cued=True)


def _follows_a_number(cased: str, word: Word) -> bool:
    """Tell whether an hour or the number of a photo may stand right before a word."""
    return any(map(str.isdigit, cased[max(0, word.start - _NUMBER) : word.start]))


_NUMBER: Final = 9  # characters, particles of a name counted


def others_among(words: Sequence[Word]) -> list[Word]:
    """Return the words that are none of ours, elided or not (`L'arrêt`)."""
    ours = _ours()
    return [word for word in words if word.lower not in ours and word.lower.partition("'")[2] not in ours]


def untaken(words: Iterable[Word], found: Iterable[Identifier]) -> list[Word]:
    """Return the words that stand in no name known already."""
    taken = {place for one in found if one.kind in NAMES for place in range(one.start, one.end)}
    return [word for word in words if word.start not in taken]


@cache
def _ours() -> frozenset[str]:
    """Return the words that the lists hold and that are nobody's name, elided articles and all."""
    lists = map(lexicon, ("ordinary", "common", "clinical", "towns", "places", "eponyms"))
    named = lexicon("first_names") | lexicon("ambiguous_names") | lexicon("surnames")
    whole = frozenset().union(*lists) - named | lexicon("common")
    return whole | {f"{head}'{tail}" for head in ("j", "d", "qu", "n", "c") for tail in _VERBS}


_VERBS: Final = words_of(
    "ai avais aimerais attends aurai est etait un une autres accord abord il elle on ils elles en y"
)


def strangers(folded: Folded, others: Iterable[Word]) -> Iterator[Identifier]:
    """Yield capitals within a sentence that no list knows, in a note, after what is somebody's or before what somebody does."""
    if folded.cased.isupper():
        return
    unknown = [word for word in others if _is_unknown(folded, word)]
    for word in unknown:
        if (
            _DESK.search(folded.lower, max(0, word.start - _LOOK), word.start)
            or _DOES.match(folded.lower, word.end)
            or (len(unknown) <= _FEW and is_note(_line(folded.lower, word.start)))
        ) and not names_no_person(folded, word):
            start = word.start - _before(folded.cased, word.start)
            yield Identifier(start, word.end, Kind.NAME, cued=True)


def _is_unknown(folded: Folded, word: Word) -> bool:
    if word.is_upper and len(word.text) <= _SIGN:
        return False
    start = word.start - _before(folded.cased, word.start)
    before = folded.lower[max(0, start - _DETERMINER) : start]
    if _THING.search(before) is not None or _WITHIN.search(before) is None:
        return False
    return not is_known(word.lower) and is_stranger(word.lower) and _is_somebody(word)


def _line(lower: str, position: int) -> str:
    low, high = lower.rfind("\n", 0, position) + 1, lower.find("\n", position)
    return lower[low : high if high >= 0 else len(lower)]


def _before(cased: str, start: int) -> int:
    """Return how many characters of a particle in capitals stand before a surname (`Le Meur`)."""
    found = _PARTICLE_BEFORE.search(cased, max(0, start - _DETERMINER), start)
    return 0 if found is None else start - found.start()


_SIGN: Final = 5  # letters; a shorter word in capitals is a sign
_FEW: Final = 2  # strangers; more of them in one text make another language
_DETERMINER: Final = 16  # characters
_WITHIN: Final = Regex(r"[a-z0-9):] ?[(/,+>-]? ?\"?$|\n ?- ?$|\b(?:le|la|de|da|van|el|ben|du) $|^$|[.\n] ?$")
_THING: Final = Regex(
    r"(?:^|[^a-z])(?:les|l|une?|des|d|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leurs?|ce|cet|cette|ces|aux?|en|sur|sous|dans|vers|selon|type|labo|marque|via|site|appli|agence|societe|garage|taxi|ambulances?|pharmacie|modele|gamme|laser|implants?|protheses?|creme|sarl|sas|groupe|magasin|x|by|the)[ '-]+\"?$|(?:^|[^a-z])(?:le|la|de|du) (?:\")?$"
)
_PARTICLE_BEFORE: Final = Regex(r"(?<=[a-z0-9:,] )(?:Le|La|De|Da|Van|El|Ben|Du|LE|LA|DE|DA|EL|BEN) $")
_DESK: Final = Regex(
    r"\b(?:pour|avec|tel|appel|rappel|remboursement|devis|dossier|post-?op|j ?[0-9]{1,3}|rdv|mail|sms|courrier|facture|reglement|cheque|photos?|radios?|irm|scanner|ordo|ordonnance|resultats?|anapath|bilan|famille|couple|enfant|petite?) :? ?(?:(?:le|la|de|da|van|el|ben|du) )?$"
)
_DOES: Final = Regex(
    r" ?\((?:ch|lit|box|j ?[0-9]|m ?[0-9]|op|[0-9]{2} ?ans|[a-z]+plast|abdo|seins|rhino|bleph|lifting|lipo)| ?: (?:veut|demande|rdv|pansement|redon|drain|ras|ok|fils|sort|vu|opere|rappel|annul|attend|appel)"
    r"| (?:a (?:appele|rappele|annule|depose|oublie|perdu|paye|vomi|mal|bien|recu)|veut|voudrait|souhaite|demande|rappelle|attend|vient|viendra|sort|est (?:venue?|passee?|sortie?|operee?))\b"
)


def _runs(cased: str, words: Sequence[Word], others: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield the words beside each of the `others`, particles between them allowed, initials left out."""
    places = {word.start: place for place, word in enumerate(words)}
    stop = 0
    for word in others:
        place = places[word.start]
        if place < stop or len(word.text) == 1:
            continue
        low, high = place, place + 1
        while low > stop and _is_beside(cased, words[low - 1], words[low]):
            low -= 1
        while high < len(words) and _is_beside(cased, words[high - 1], words[high]):
            high += 1
        stop = high
        yield list(words[low:high])


def _is_beside(cased: str, left: Word, right: Word) -> bool:
    return len(left.text) > 1 and len(right.text) > 1 and cased[left.end : right.start] in _GAPS


def _named(run: Sequence[Word]) -> list[Word]:
    """Return the words of a run without those around that are ours; nothing when none of them can be a name."""
    low, high = 0, len(run)
    while low < high and _is_ours(run[low], leads=low + 1 < high and not _is_ours(run[low + 1])):
        low += 1
    while high > low and _is_ours(run[high - 1]):
        high -= 1
    kept = list(run[low:high])
    return kept if any(_is_somebody(word) for word in kept) else []


def _is_ours(word: Word, *, leads: bool = False) -> bool:
    if leads and word.lower in _PARTICLES:
        return False
    return word.text in SCALES or not (_is_somebody(word) or (len(word.text) > 1 and not is_word(word.lower)))


def _is_somebody(word: Word) -> bool:
    """Tell whether a word is a first name, or none of ours and long enough to be a surname."""
    lower = word.lower
    if is_common(lower) or is_place(lower) or word.text in SCALES:
        return False
    if is_first_name(lower):
        return True
    if is_town(lower) or lower in _SIGNS or lower in lexicon("clinical"):
        return False
    return len(lower) >= _LEAST and (lower in lexicon("surnames") or not (is_word(lower) or is_eponym(lower)))


_SIGNS: Final = words_of(
    "img dsc iphone android covid scanner irmf tep doctolib ameli whatsapp instagram facebook tiktok google sofcpre sofcep snofcpre cpam ehpad chu chru samu smur"
)


def _is_placed(folded: Folded, kept: Sequence[Word], start: int, end: int, *, initialed: bool) -> bool:
    """Tell whether what stands around a run of words shows a person."""
    before = folded.cased[max(0, start - _LOOK) : start]
    if before[-1:] in {"", " ", "\n", ":", "|", "-"} and (_HOUR.search(before) or _PHOTO.search(before)):
        return True
    if len(kept) == 1:
        return initialed and _is_initialed(folded, kept[0], end)
    if _FIELD.match(folded.lower, end) or _CARE.match(folded.lower, end):
        return True
    upper = all(word.is_upper for word in kept) and not folded.cased.isupper()
    return upper and _FILLED.match(folded.cased, end) is not None and _FORM.search(before) is not None


def _is_initialed(folded: Folded, word: Word, end: int) -> bool:
    """Tell whether a word that is none of ours has an initial after it, and the sentence goes on or ends (`Jessyca M. d'avoir`)."""
    following = folded.cased[end : end + 2]
    goes_on = (
        not following
        or following[0] in ",;)\n"
        or (following[0] == " " and not following[1:].isupper() and not following[1:].isdigit())
    )
    return goes_on and not word.is_upper and (is_first_name(word.lower) or not is_word(word.lower))
