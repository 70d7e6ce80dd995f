"""Telephones, mailboxes and social security numbers as people dictate them: half said, spelled out, broken over lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_known
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.guard.fold import Folded

_NUMBER_WORD: Final = (
    "(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|octante|nonante|cents?|mille|et)"
)
_CALL: Final = r"\b(?:portable|port|tel|telephone|mobile|fixe|whatsapp|wa|sms|texto|joindre|joignable|rappele\w*|appele\w*|num|numero)\b"
_CALL_BEFORE: Final = Regex(_CALL + r"[^!?\n]{0,24}$")
_CALL_AFTER: Final = Regex(r"[^.!?\n]{0,24}?" + _CALL)
_SHORT: Final = Regex(
    r"(?<![0-9+.,/-])(?<![0-9] )(?:33 ?)?[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9]|[.,/-][0-9]| [0-9])"
)  # without its zero
_MY_MOBILE: Final = Regex(
    r"\b0[67](?: (?:c'est|cest|est|a moi|:)| ?:)+ ?(?P<rest>[0-9]{2}(?:[ .-]?[0-9]{2}){3})(?![0-9])"
)
_HIDDEN: Final = Regex(
    r"(?<![0-9])0[1-9](?=(?:[ .-]{0,2}(?:[0-9]{2}|\.\.|xx|\*\*|__|[?][?])){4}(?![0-9]))(?:[ .-]{0,2}[0-9]{2}){1,3}[ .-]{0,2}(?:\.\.|xx|\*\*|__|[?][?])(?:[ .-]{0,2}(?:[0-9]{2}|\.\.|xx|\*\*|__|[?][?])){0,3}"
)  # with a pair left out
_BESIDE: Final = Regex(
    r"(?: ou| /|/| et)(?: au| le| en)? ?(?:\.\. ?|\.\.\. ?)?(?P<other>[0-9]{2})(?=[.,;:!)\n]|$| (?:pour|si|apres|avant|selon|chez|merci|sinon|svp|a partir|en cas|le (?:soir|matin))\b)"
)  # a second number that differs by its end
_SOCIAL: Final = Guided(
    rf"\b(?:secu|securite sociale|nir|nss|vitale)\b[^.!?\n]{{0,30}}?\b(?P<code>(?:un|deux|[12])(?:[ ,-]+(?:{_NUMBER_WORD}|[0-9]{{1,3}})\b){{7,}})",
    r"\b(?:secu|securite sociale|nir|nss|vitale)\b",
)
_KEYED: Final = Guided(
    rf"\b(?:un|deux)(?:[ ,-]+{_NUMBER_WORD}\b){{6,20}}[ ,-]+(?:la |avec la )?cle(?:f)?(?: est| c'est|,)? {_NUMBER_WORD}\b(?:[ -]{_NUMBER_WORD}\b){{0,3}}",
    r"\b(?:un|deux)[ ,-]",
)  # no cue but its key
_UNKEYED: Final = Guided(
    rf"\b(?:un|deux)[ ,]+(?!mille|cents?|et\b|fois)(?:(?!mille\b){_NUMBER_WORD}[ ,-]+){{7,}}(?!mille\b){_NUMBER_WORD}\b",
    r"\b(?:un|deux)[ ,]+(?:dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|quatre|zero)",
)  # no cue but its length
_COUNTING: Final = Regex(rf"(?<![a-z]){_NUMBER_WORD}[ ,-]+$")  # a number that has begun before
_SWISS: Final = Regex(r"(?<![0-9])756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}(?![0-9])")
_AT: Final = r"(?: ?@ ?\n?| ?[(\[{] ?(?:at|a|arobase|arobas|chez|@) ?[)\]}] ?| (?:at|arr?oba[sz]e?|a commercial|a rond) |_at_)"
_DOT: Final = r"(?: ?\n?\. ?\n?| ?, ?| ?[(\[{] ?(?:point|dot|\.) ?[)\]}] ?| (?:point|dot) )"
_ENDING: Final = r"(?:fr|com|net|org|eu|be|ch|io|me|info|example)"
_PROVIDER: Final = r"(?:gmail|g mail|googlemail|hotmail|yahoo|outlook|icloud|orange|wanadoo|laposte|la poste|free|sfr|live|msn|aol|bbox|numericable|protonmail|proton)"
_BOX: Final = r"[a-z0-9](?:[a-z0-9._+-]*[a-z0-9])?"
_ODD_MAIL: Final = Guided(
    rf"(?<![a-z0-9._%+@-])(?:{_BOX}(?: (?:point|tiret|underscore) {_BOX}){{0,3}}{_AT}(?:[a-z0-9-]{{2,40}}(?: tiret [a-z0-9-]{{2,30}}){{1,2}}|(?<=\n|_)[a-z0-9-]{{2,40}}|[a-z0-9-]{{2,40}}(?= ?\n?\.\n?| ?,)){_DOT}{_ENDING}"
    rf"|(?=[a-z0-9-]*[._0-9]){_BOX} (?:@|a )[a-z0-9-]{{2,40}}\.{_ENDING}|(?:{_BOX}\n?\.\n?){_BOX}@[a-z0-9-]{{2,40}}\.{_ENDING})(?![a-z0-9-])",
    r"[a-z0-9][a-z0-9._+-]*(?:[ .\n]|_at_|@|[(\[{])",
)  # broken over lines, with a comma for its dot, a hyphen said in its domain
_NO_DOT: Final = Regex(
    rf"(?<![a-z0-9._%+@-])(?P<box>{_BOX}(?: (?:point|tiret|underscore) {_BOX}){{0,3}})(?: (?:arr?oba[sz]e?|chez|at) |@|[(\[{{](?:at|arobase)[)\]}}])(?P<host>{_PROVIDER}|[a-z0-9-]{{4,30}})(?![a-z0-9-]|[.@])"
)  # `lulu arobase gmail`
_GLUED_HOST: Final = Regex(
    rf"(?i)(?<![\w.%+@-])[\w.+-]{{3,40}}@(?:{_PROVIDER}(?![\w@-]|\.\w)|[\w-]{{4,40}}(?: ?, ?| point | dot ){_ENDING}(?![\w-]))"
)  # in the source: folding reads that sign as a letter
_SPELLED: Final = r"(?:[a-z] comme [a-z'-]+|[b-xz]|[ay](?=[ ,]+[a-z0-9](?:[ ,]| comme))|[0-9]{1,4}|zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_SAID: Final = r"(?:point|tiret(?: (?:du )?(?:bas|haut|6|8|six|huit))?|underscore|tout (?:attache|colle|minuscules?)|en (?:un (?:seul )?mot|minuscules?|majuscules?)|avec (?:deux|un|2|1) [a-z]|deux fois (?:le |la )?[a-z]|puis|majuscule|minuscule)"
_BEFORE_BOX: Final = Regex(
    rf"(?<![a-z0-9'-])(?:(?:[a-z][a-z0-9._-]*[ ,]+(?={_SAID}[ ,]))?{_SAID}[ ,]+|{_SPELLED}[ ,-]+)*(?:[a-z] comme |[a-z][a-z0-9._-]*[ ,]+(?:tout|en(?: un)?(?: seul)?) )?(?<=[ ,-])$"
)
_SPEECH: Final = 90  # characters before a mailbox in which its first letters may be dictated
_NO_BOX: Final = words_of(
    "une un le la les des signe adresse mail avec sans mettre mettez met et ou ce cet cette son mon ma caractere touche symbole faire fait suis est vais rdv travaille bosse habite pris ete etre rester reste loge dort dors passe rentre chez"
)


def dictated(folded: Folded, seen: frozenset[Trigger], found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield numbers and mailboxes as they are said, in folded positions; those `found` already are read on."""
    ways: dict[Trigger, Callable[[Folded], Iterator[Identifier]]] = {
        Trigger.HALF_PHONE: _phones,
        Trigger.SAID_SOCIAL: _socials,
        Trigger.ODD_MAIL: _mails,
    }
    for trigger, way in ways.items():
        if trigger in seen:
            yield from way(folded)
    if folded.source.count("@") > folded.lower.count("@"):
        yield from _glued(folded)
    for one in found:
        if one.kind is Kind.PHONE:
            yield from _beside_a_phone(folded.lower, one.end)
        elif one.kind is Kind.EMAIL and Trigger.ODD_MAIL in seen:
            yield from _from_its_letters(folded.lower, one)


def _phones(folded: Folded) -> Iterator[Identifier]:
    lower = folded.lower
    for found in _SHORT.finditer(lower):
        start, end = found.span()
        if _CALL_BEFORE.search(lower, max(0, start - 48), start) or _CALL_AFTER.match(lower, end):
            yield Identifier(start, end, Kind.PHONE)
    for found in _MY_MOBILE.finditer(lower):
        yield Identifier(*found.span("rest"), Kind.PHONE)
    for found in _HIDDEN.finditer(lower):
        yield Identifier(*found.span(), Kind.PHONE)


def _beside_a_phone(lower: str, end: int) -> Iterator[Identifier]:
    found = _BESIDE.match(lower, end)
    if found is not None and found.lastgroup is not None:
        yield Identifier(*found.span(found.lastgroup), Kind.PHONE)


def _socials(folded: Folded) -> Iterator[Identifier]:
    for found in _SOCIAL.finditer(folded.lower):
        yield Identifier(*found.span("code"), Kind.NIR)
    for way in (_KEYED, _UNKEYED):
        for found in way.finditer(folded.lower):
            if not _COUNTING.search(folded.lower, max(0, found.start() - 12), found.start()):
                yield Identifier(*found.span(), Kind.NIR)
    for found in _SWISS.finditer(folded.lower):
        yield Identifier(*found.span(), Kind.NIR)


def _mails(folded: Folded) -> Iterator[Identifier]:
    for found in _ODD_MAIL.finditer(folded.lower):
        one = Identifier(*found.span(), Kind.EMAIL)
        yield one
        yield from _from_its_letters(folded.lower, one)
    for found in _NO_DOT.finditer(folded.lower):
        if _is_box(found["box"], found["host"], said=" chez " in found[0] or " at " in found[0]):
            one = Identifier(*found.span(), Kind.EMAIL)
            yield one
            yield from _from_its_letters(folded.lower, one)


def _glued(folded: Folded) -> Iterator[Identifier]:
    """Yield a mailbox whose sign the view reads as a letter, for want of a dot behind it: `lulu@gmail`."""
    for found in _GLUED_HOST.finditer(folded.source):
        yield Identifier(folded.at(found.start()), folded.at(found.end()), Kind.EMAIL)


def _is_box(box: str, host: str, *, said: bool) -> bool:
    """Tell whether a word before `arobase` is a mailbox; before `chez` or `at` only a provider makes it one."""
    if box in _NO_BOX:
        return False
    if _ANY_PROVIDER.fullmatch(host):
        return not said or not is_known(box)
    return not said and not is_known(box) and host not in _NO_BOX


_ANY_PROVIDER: Final = Regex(_PROVIDER)


def _from_its_letters(lower: str, one: Identifier) -> Iterator[Identifier]:
    """Yield a mailbox from the letters and signs that are dictated before it: `m comme Marie tiret lacombe arobase …`."""
    found = _BEFORE_BOX.search(lower, max(0, one.start - _SPEECH), one.start)
    if found is not None and not found[0].replace(" ", "").isdigit():  # digits alone end a date
        start = found.start() + 2 * lower.startswith("a ", found.start())  # «à», no letter of it
        yield from (one._replace(start=start),) if start < one.start else ()
