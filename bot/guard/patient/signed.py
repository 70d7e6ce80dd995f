"""Names that only their place in a message shows: alone after the last sentence, beside a telephone, at the head of a patient's sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_place,
    is_plain_first_name,
    is_word,
    lexicon,
)
from bot.guard.patient.lined import lined, others_among, strangers, untaken
from bot.guard.patient.noted import is_stranger
from bot.guard.patient.words import names_no_person
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded
    from bot.guard.patient.words import Word

_ALONE: Final = Regex(
    r"[.!?)] ?(?:-+ ?)?(?P<name>[A-Z][a-z]+(?:-[A-Za-z]+)?)(?: [A-Z]\.?)?(?: ?\([^()\n]{3,60}\)| ?[;:]-?\))?[ .!]*$"
)
_CLOSED: Final = Regex(
    r"\b(?:[Aa]mities?|[Aa]micalement|[Bb]ien a (?:toi|vous)|[Cc]onfraternellement|[Cc]ordialement|[Bb]ien confraternellement|[Cc]dl?t|[Bb]ises?|[Bb]isous?|[Bb]iz+|[Aa] bientot|[Aa] plus|[Aa]\+|[Bb]elle journee|[Bb]onne (?:journee|soiree|nuit)|[Mm]erci(?: d'avance| bien| beaucoup| a vous| a toi)?|[Rr]espectueusement|[Ss]inceres salutations|[Ss]alutations|[Tt]endrement|[Jj]e t'embrasse)"
    r"(?: a tou(?:s|tes))?[ ]?[,.!\n-][ \n-]{0,3}(?P<name>[A-Z][a-z]+(?:[' -][A-Z][a-z]*){0,2})[ .!]*$"
)  # a formula, a mark, then whoever signs
_SIGNED: Final = Regex(
    r"(?:(?:^|[.!?,;:)])[ ]?|\n[ -]*)(?P<name>[A-Z]\. ?-?[A-Z]\.?(?:[ -]?[A-Z]\.)*)[ ]*$|(?:\n[ -]*|\b(?:[Cc]dl?t|[Cc]ordialement|[Bb]ises|[Bb]isous|[Mm]erci|[Aa]mities),? )(?P<bare>[A-Z]-?[A-Z])[ ]*$"
)  # initials that close a message: `K.L.`
_ABRIDGED: Final = Regex(
    r"(?:^|[.!?,;:)\n] ?)(?P<name>[A-Z]\.(?:[ -]?[A-Z]\.)* ?[A-Z][A-Za-z]{2,}(?:[ '-][A-Z][A-Za-z]+)?)[ .!]*$"
)
_CURT: Final = Regex(r"(?:^|[.!?,;:)\n] ?)(?P<name>[a-z]{3,}(?:-[a-z]+)? (?P<more>[a-z]{2,4}))[ .!]*$")
_DOTTED: Final = Regex(
    r"(?:[.!?,;:)\n] ?|\b(?:merci|cordialement|cdt|bises|amicalement|journee|soiree|avance|signe) )(?P<name>(?:jean|marie|anne|pierre|louis|paul|rose)-[a-z]{1,7}\. ?[a-z]{4,})[ .!]*$"
)
_THEN: Final = Regex(
    r"(?:[.!?)\n] ?)(?P<name>[a-z]{3,14}), (?P<said>(?:celle|celui|une|votre|ta|ton|votr|tjrs|toujours|joignable|dispo|maman|papa|operee?|suivie?|patiente?|[0-9]))?"
)
_QUOTED: Final = Guided(
    r"\b(?:[Bb]onjour|[Bb]onsoir|[Mm]erci|[Cc]here?|[Ss]alut|[Cc]oucou),? \"(?P<name>[A-Z][A-Za-z' .-]{1,30})\"",
    r"\b(?:[Bb]onjour|[Bb]onsoir|[Mm]erci|[Cc]here?|[Ss]alut|[Cc]oucou),? \"[A-Z]",
)  # whom one answers by the name they gave
_CLIPPED: Final = words_of(
    "svp stp rdv cdt cdlt bjr bsr slt mdr ptdr lol tjs tjrs pr dr bcp pdt tps dsl qd jsp mtn ajd asap merci bise biz bis tel mail sms xoxo jpp tkt vla voila ok pas non oui bon hier fin mars mai juin"
)
_SIGNS: Final = words_of("cb ok ps nb sv cv tv us eu uk jc av ap pj ca bd sp rp kg mp dm md pm am")
_LAST: Final = 32  # characters that a closing name takes at most
_TAIL: Final = 60  # characters; where a signature stands
_LONG_TAIL: Final = 96  # characters, with what one adds to it
_WELL: Final = Guided(
    r"(?:^|[.!?,;:(\n-] ?)(?P<name>[a-z]{3,}(?:-[a-z]+)?) (?:va (?:(?:beaucoup|bien|tres|toujours|un peu|de) )?(?:mieux|bien|mal)|a (?:encore |toujours |tres |eu )?mal|souffre|pleure|dort|vomit|"
    r"se plaint|vous remercie|s'est (?:fait|bless|brul|coup|gratt|reveill)[a-z]*|(?:est|etait|a ete) (?:sortie?|operee?|hospitalisee?|rentree?|ravie?|contente?|inquiete?|fatiguee?))\b",
    r"(?:^|[.!?,;:(\n-] ?)[a-z]{3,}(?:-[a-z]+)? (?:va |a |souffre|pleure|dort|vomit|se plaint|vous remercie|s'est |est |etait )",
)
_INTRODUCED: Final = Regex(
    r"(?:^|[.!?,;:(\n] ?)(?:c|ce|c'est|cest) (?:moi |moi, )?(?P<name>[a-z]{3,14})(?=[ .!]*$)|\bmoi,? c(?:'est|est|e)? (?P<me>[a-z]{3,14})(?=[ .!]*$|,)"
)
_CAPITALS: Final = Regex(
    r"[a-z0-9][.!?] (?P<name>[A-Z]{4,}(?:[ '-][A-Z]{2,})?)\. ?(?:(?:[Tt]el|[Aa]u|[Pp]ortable|[Pp]ort)\.? ?:? ?)?$"
)
_QUALITIES: Final = words_of(
    "parfait noel avril juin mai mars juste patience courage joie grace merci bravo constance aime prudence felicite prudent clement modeste super top cool bien desire desiree "
    "urgent urgente urgence important attention rappel rappeler rappelez info infos stop reponse svp help suite fin salut bonjour bonsoir signe photo photos question ordonnance devis fait "
    "moi nous vous toi lui elle eux tout rien rien normal possible grave fini long cher dur nul honteux dommage ca ici pareil ok non oui marche marque prise rose brune blanche douce"
)


def signed(folded: Folded, words: Iterable[Word], found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield names by where they stand, in folded positions; `words` start with a capital, `found` is known already."""
    words, found = list(words), list(found)
    others = others_among(words)
    if others:
        yield from lined(folded, words, others, found)
        yield from strangers(folded, untaken(others, found))
    yield from _at_the_end(folded, words)
    yield from _after_a_formula(folded)
    yield from _cut_short(folded)
    yield from _initialed(folded)
    for quoted in _QUOTED.finditer(folded.cased) if '"' in folded.cased else ():
        first = quoted["name"].lower().split()[0]
        if is_word(first) and not is_first_name(first):
            continue
        yield Identifier(*quoted.span("name"), Kind.NAME, cued=True)
    yield from _at_the_head(folded.lower)
    yield from _introduced(folded)
    for one in found:
        if one.kind is Kind.PHONE:
            yield from _before_phone(folded.cased, one.start)


def _at_the_end(folded: Folded, words: Iterable[Word]) -> Iterator[Identifier]:
    """Yield a first name that stands alone after the last sentence."""
    low = max(0, len(folded.cased) - (_LONG_TAIL if folded.cased.endswith(")") else _TAIL))
    found = _ALONE.search(folded.cased, low)
    word = next((one for one in words if found and one.start == found.start("name")), None)
    if word is not None and _is_somebody(word.lower) and not names_no_person(folded, word):
        yield Identifier(word.start, word.end, Kind.FIRST_NAME, cued=True, closing=True)


def _after_a_formula(folded: Folded) -> Iterator[Identifier]:
    """Yield the name that no list knows after the formula that closes a message, and initials that close it."""
    if folded.cased[-_LAST:] == folded.lower[-_LAST:]:
        return  # no capital
    low = max(0, len(folded.cased) - _TAIL)
    named = _CLOSED.search(folded.cased, low)
    if named is not None and not any(map(is_word, re.split("[ ']", named["name"].lower()))):
        yield Identifier(*named.span("name"), Kind.NAME, cued=True, closing=True)
    initials = _SIGNED.search(folded.cased, low)
    if initials is not None:
        group = "name" if initials["name"] else "bare"
        if re.sub("[^a-z]", "", initials[group].lower()) not in _SIGNS:
            yield Identifier(*initials.span(group), Kind.NAME, cued=True, closing=True)


def _cut_short(folded: Folded) -> Iterator[Identifier]:
    """Yield who closes a message with a word cut short: `F. Muller`, `kylian btz`, `jean-bapt. lemoussu`, `emy, toujours joignable`."""
    lower, low = folded.lower, max(0, len(folded.lower) - _TAIL)
    abridged = _ABRIDGED.search(folded.cased, low)
    if abridged is not None and not is_common(abridged["name"].lower().split()[-1].rpartition(".")[2]):
        yield Identifier(*abridged.span("name"), Kind.NAME, cued=True, closing=True)
    curt = _CURT.search(lower, low)
    if (
        curt is not None
        and _is_somebody(curt["name"].partition(" ")[0])
        and not (is_word(curt["more"]) or curt["more"] in _CLIPPED)
    ):
        yield Identifier(*curt.span("name"), Kind.NAME, cued=True, closing=True)
    dotted = _DOTTED.search(lower, low)
    if dotted is not None:
        yield Identifier(*dotted.span("name"), Kind.NAME, cued=True, closing=True)
    for found in _THEN.finditer(lower, max(0, len(lower) - _LONG_TAIL)):
        if is_plain_first_name(found["name"]) or (found["said"] and _is_somebody(found["name"])):
            yield Identifier(*found.span("name"), Kind.FIRST_NAME, cued=True, closing=True)


def _initialed(folded: Folded) -> Iterator[Identifier]:
    """Yield a surname in lower case that no list knows, after its initial: `g. lantoine a appelé`."""
    for found in _INITIALED.finditer(folded.cased):
        if is_stranger(found["last"]):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)


_INITIALED: Final = Guided(
    r"(?<![A-Za-z.'@/_-])(?P<name>[a-z]\. ?(?P<last>[a-z]{4,}(?:-[a-z]{3,})?))(?![a-z0-9@./_'-])",
    r"\b[a-z]\. ?[a-z]{4}",
)


def _at_the_head(lower: str) -> Iterator[Identifier]:
    """Yield a first name in lower case whose health the sentence tells: `rose va mieux`."""
    told = list(_WELL.finditer(lower))
    if not told or lexicon("ambiguous_names").isdisjoint(
        lower.split()
    ):  # the others are found wherever they stand
        return
    for found in told:
        if is_first_name(found["name"]) and not is_common(found["name"]) and not is_eponym(found["name"]):
            yield Identifier(*found.span("name"), Kind.FIRST_NAME, cued=True)


def _introduced(folded: Folded) -> Iterator[Identifier]:
    """Yield the name after `cé` or `moi c` that ends a message: any first name, or an unknown word with a capital."""
    found = _INTRODUCED.search(folded.lower, max(0, len(folded.lower) - _TAIL))
    if found is None:
        return
    start, end = found.span("name" if found["name"] else "me")
    name, known = folded.lower[start:end], folded.cased[start : start + 1].isupper()
    if _is_somebody(name) or (known and _is_unlisted(name)):
        yield Identifier(start, end, Kind.FIRST_NAME, cued=True)


def _before_phone(cased: str, start: int) -> Iterator[Identifier]:
    """Yield a surname in capitals between two full stops, before a telephone, in a message that is not all in capitals."""
    found = _CAPITALS.search(cased, max(0, start - _TAIL), start)
    if found is not None and all(_is_unlisted(part) for part in found["name"].lower().split()):
        yield Identifier(*found.span("name"), Kind.NAME, cued=True)


def _is_somebody(word: str) -> bool:
    return is_first_name(word) and not is_common(word) and not is_place(word) and word not in _QUALITIES


def _is_unlisted(word: str) -> bool:
    return not (is_common(word) or is_place(word) or is_eponym(word) or word in _QUALITIES)
