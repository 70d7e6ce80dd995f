"""First names that a message mentions, found by look-ups in sets: no cue is needed where a word can be nothing else.

Of 5,000 first names, some hundred are also words of French and stand in `ambiguous_names`; the others, in any case, are names: over
1.3 million characters of medical French, fifteen lower-case words of the list were none, and they are ambiguous now. What comes in
is read so; what goes out never is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_place,
    is_plain_first_name,
    lexicon,
)
from bot.guard.patient.words import names_no_person
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from bot.guard.fold import Folded
    from bot.guard.patient.words import Word

_APART: Final = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_BEFORE: Final = 16  # characters that hold the word before
_LEAST: Final = 4  # letters; a shorter word in lower case is a name only after a cue
_TAIL: Final = 60  # characters; where a formula closes a message
_WITHIN: Final = Regex(
    r"(?<![a-z])(?!(?:une?|la|les?|l|ma|mon|des|du|en|cette|cet?|sa|son|votre|vos|notre|nos|vers|plus|saint|sainte|st|ste|ancien|ancienne|nouveau|nouvelle|mutuelle|assurance|complementaire|toutes|tous) )[a-z0-9'-]+,? [\"(]?$"
)  # the word before a capital inside a sentence; after an article it is a thing
_INTRODUCED: Final = Guided(
    r"(?<![a-z])(?:ici|moi|moi c'est|c'est|cest|c|je suis|jsuis|chui|signe|signee?|de la part de|bisous|bises|bise|biz|cdt|cdlt|cordialement|amicalement) (?P<name>[a-z]{3,}(?:-[a-z]+)*)"
    r"(?=[ ,.!]*(?:$|\n)|,| (?:la|le|une?|ta|ton|votre|vot) (?:patiente?|dame)\b| (?:de|du) (?:mardi|lundi|mercredi|jeudi|vendredi|samedi)\b| (?:jai|j'ai|je|g|pour|et je)\b)",
    r"\b(?:ici|moi|c'est|cest|c|je suis|jsuis|chui|signee?|de la part de|bisous|bises?|biz|cdl?t|cordialement|amicalement) [a-z]",
)
QUALITIES: Final = words_of(
    "rose brune blanche claire douce fidele franc clement prudent prudence modeste innocent parfait parfaite blonde grace aime aimee sage "
    "desire desiree placide constant felicite patience bonne brun chou juste"
)  # what one may be as well: «je suis brune,»
_NO_WORDS: Final = words_of(
    "jojo nono zaza riri dede juju gigi fanfan momo manou nath caro vero lulu kelly oceane lola lena lara lise manon mathis romane sacha tara wanda yael zelda ella ellen barbara betty alicia alexis maxime dominique camille leslie lily mila morgan neil oscar otis quentin "
    "sean yvan andre adele adam albert emile francois gaston helios henri hugo paul philippe raphael raymond richard simon sophie thomas vincent xavier anna angela lauren "
    "luke marc pascal nancy florent florence germaine laure lou louise michel nick roger roland romain serge solange stella "
    "victor benoit denis claude robert bernard martin rene hector basile candice constantin agathe jasmine rosalie rosa elise eloi diane esther"
)  # ambiguous with a capital, as surnames, towns or brands; never words in lower case
_CLOSED: Final = Regex(
    r"\b(?:bisous?|bises?|biz|cdt|cdlt|cordialement|amicalement) ?[,.!]?[ \n](?P<name>[a-z]{3,14})[ .!]*$"
)
_INITIALS: Final = Guided(
    r"(?<![A-Za-z.-])(?P<name>[A-Z](?:\.-?|-)(?:[A-Z]\. ?)?[ ]?[A-Z]\.?)(?=,? ?\(?[1-9][0-9]? ?(?:ans\b|a\b)|, (?:opere|revu|vu|suivi)|,? nee? )",
    r"[A-Z](?:\.-?|-)(?:[A-Z]\. ?)?[ ]?[A-Z]",
)
_FILED: Final = Guided(
    r"\b(?:[Dd]ossier|DOSSIER|[Pp]atiente?|PATIENTE?|[Rr]dv|RDV) (?P<name>[A-Z][a-z'-]{3,}(?: [A-Z]\.)?|(?!DOCTOLIB|COVID|URGEN|MEDICAL)[A-Z]{5,})(?=,| :|\n|\. |[ .]*$)",
    r"\b(?:[Dd]ossier|DOSSIER|[Pp]atiente?|PATIENTE?|[Rr]dv|RDV) [A-Z]",
)
_CALLED: Final = Guided(
    r"(?:(?:\bmoi c(?:'est)?|\bc'est|\bici|\bsigne) (?=[A-Z]-?[A-Z])|\b[Pp]atiente?,? (?=[A-Z]\.))(?P<name>[A-Z](?:\.-?[A-Z])?(?:\. ?|-)?[A-Z]\.?)(?=[ ,.!\n]|$)",
    r"\b(?:moi c(?:'est)?|c'est|ici|signe|[Pp]atiente?,?) [A-Z]",
)


_DOUBLED: Final = Guided(
    r"(?<![A-Za-z0-9@._/'-])(?P<name>[a-z]{3,}-[a-z]{2,})(?![A-Za-z0-9@_/-]|\.[a-z])",
    r"\b[a-z]{3,}-[a-z]{2,}",
)  # `jean-mi`, `sarah-lou`
_SHAPES: Final = Sieve(_FILED, _INITIALS, _CALLED, _DOUBLED)


def mentions(folded: Folded, words: Iterable[Word]) -> Iterator[Identifier]:
    """Yield the first names that a message holds, in folded positions; `words` are those that start with a capital."""
    seen = _SHAPES.standing(folded.cased)
    yield from _in_lower_case(folded, seen)
    yield from _within(folded, words)
    yield from _introduced(folded, seen)


def _introduced(folded: Folded, seen: Container[object]) -> Iterator[Identifier]:
    """Yield first names that an introduction or a formula shows, and initials beside an age."""
    for found in _INTRODUCED.finditer(folded.lower):
        if _may_introduce(found["name"], closed=False):
            yield Identifier(*found.span("name"), Kind.FIRST_NAME, cued=True)
    last = _CLOSED.search(folded.lower, max(0, len(folded.lower) - _TAIL))
    if last is not None and _may_introduce(last["name"], closed=True):
        yield Identifier(*last.span("name"), Kind.FIRST_NAME, cued=True)
    for found in _FILED.finditer(folded.cased) if _FILED in seen else ():
        if not any(is_common(part) or is_place(part) for part in found["name"].lower().split()):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)
    for pattern in (_INITIALS, _CALLED):
        for found in pattern.finditer(folded.cased) if pattern in seen else ():
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)


def _in_lower_case(folded: Folded, seen: Container[object]) -> Iterator[Identifier]:
    """Yield words in lower case that are first names and nothing else."""
    lower = folded.lower
    for found in _DOUBLED.finditer(folded.cased) if _DOUBLED in seen else ():
        if is_plain_first_name(found["name"]):
            yield Identifier(*found.span("name"), Kind.FIRST_NAME, cued=True)
    for name in _names() & set(lower.translate(_APART).split()):
        start = lower.find(name)
        while start >= 0:
            end = start + len(name)
            if _stands_alone(folded.cased, start, end):
                yield Identifier(start, end, Kind.FIRST_NAME, cued=True)
            start = lower.find(name, end)


@cache
def _names() -> frozenset[str]:
    plain = lexicon("first_names") - lexicon("ambiguous_names")
    return frozenset(name for name in plain | _NO_WORDS if len(name) >= _LEAST)


def _stands_alone(cased: str, start: int, end: int) -> bool:
    """Tell whether `cased[start:end]` is a whole word in lower case, no part of an address or a link."""
    before, after = cased[start - 1 : start] or " ", cased[end : end + 2].ljust(2)
    if f" {cased[max(0, start - 9) : start].lower()}".endswith(_ARTICLES):
        return False
    if not cased[start:end].islower() or before.isalnum() or before in "@./_-'#":
        return False
    return not after[0].isalnum() and after[0] not in "@_'-/" and not (after[0] == "." and after[1].isalnum())


_ARTICLES: Final = (
    " un ",
    " une ",
    " des ",
    " les ",
    " ces ",
    " quelques ",
    " aux ",
    " st ",
    " ste ",
    " saint ",
    " sainte ",
)  # before a thing, be it a name too


_TOWNS_TOO: Final = words_of("florence valence constance nancy vienne sofia victoria adelaide sydney medina")


def _within(folded: Folded, words: Iterable[Word]) -> Iterator[Identifier]:
    """Yield first names that are words as well, with a capital inside a sentence: `pour Rose`, `avec Olive`."""
    for word in words:
        if not is_first_name(word.lower) or is_plain_first_name(word.lower) or word.is_upper:
            continue
        if (
            is_common(word.lower)
            or is_place(word.lower)
            or is_eponym(word.lower)
            or names_no_person(folded, word)
        ):
            continue
        if word.lower in _TOWNS_TOO and folded.lower[max(0, word.start - 3) : word.start].endswith(
            (" a ", "en ", "de ")
        ):
            continue
        if _is_of_rooms(folded.lower, word):
            continue
        if _WITHIN.search(folded.cased, max(0, word.start - _BEFORE), word.start):
            yield Identifier(word.start, word.end, Kind.FIRST_NAME, cued=True)


def _is_of_rooms(lower: str, word: Word) -> bool:
    """Tell whether a flower or a colour stands among others, in a text about rooms (`salles Iris et Capucine`)."""
    if word.lower not in _FLOWERS or _ROOMS.search(lower) is None:
        return False
    around = set(lower[max(0, word.start - 24) : word.end + 24].translate(_APART).split())
    return (
        len(around & _FLOWERS) > 1
        or _ROOM_BEFORE.search(lower, max(0, word.start - 12), word.start) is not None
    )


_FLOWERS: Final = words_of(
    "iris capucine capucines rose roses marguerite marguerites violette jasmin jasmine hortense hortensia dahlia anemone camelia camelias lilas myrtille prune cerise olive ambre jade rubis "
    "opale saphir emeraude turquoise garance azur ocre safran lavande mimosa pervenche coquelicot bleuet tulipe magnolia orchidee pivoine glycine bruyere lotus acacia"
)
_ROOMS: Final = Regex(
    r"\b(?:salles?|boxe?s?|chambres?|couloirs?|ailes?|services?|bureaux?|vestiaires?|teintes?|couleurs?|parfums?|fleurs?)\b"
)
_ROOM_BEFORE: Final = Regex(r"\b(?:salles?|boxe?s?|chambres?|couloirs?|ailes?) $")


def _may_introduce(word: str, *, closed: bool) -> bool:
    if is_common(word) or is_place(word) or word in QUALITIES:
        return False
    return closed or is_first_name(word)
