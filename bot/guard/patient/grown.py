"""Names grown to the words beside them: `michel` to `jean michel bourrel`, `Rachid` to `Hadj-Moussaoui (Rachid)`.

A cue shows one word of a name; which of its neighbours are names as well, their own spelling tells: another first name, or a word that
is none of ours. Run on messages that come in alone, where a word too many costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_first_name,
    is_plain_first_name,
    is_word,
    lexicon,
)
from bot.guard.patient.noted import is_stranger

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_LOOK: Final = 32  # characters before a name
_TITLE: Final = 14  # characters before a name in which a title stands
_SHORT: Final = 4  # letters; longer words in capitals are seldom acronyms
_FIRST: Final = 16  # letters of a first name at most
_LEAST: Final = 4  # letters of a surname that only its spelling shows
_BEFORE: Final = Regex(
    r"(?<![A-Za-z0-9@'._-])(?P<word>[A-Za-z][a-z]+(?:['-][A-Za-z]+)*|[A-Z]{3,}(?:['-][A-Z]+)*)(?P<gap> | \()$"
)
_AFTER: Final = Regex(
    r"[ ]\(?(?P<word>[A-Za-z][a-z]{2,}(?:['-][A-Za-z]+)*|[A-Z]{3,}(?:['-][A-Z]+)*)(?![A-Za-z0-9@'_])\)?"
)
_TITLED: Final = Regex(
    r"\b(?:m\.?|mr\.?|mme|mlle|monsieur|madame|mademoiselle|messieurs|mesdames|melle|veuve) ?$"
)
_PRESENTED: Final = Regex(r"\b(?:m|mr|mme|mlle|melle|monsieur|madame|patiente?|dame|client|cliente) $")
_BARE_INITIAL: Final = Regex(r" [bd-xz](?=$|[,;:(\n]| (?:du|de|nee?|le|est|a|veut|voudrait|souhaite|[0-9]))")
_DOUBLES: Final = frozenset(
    {"jean", "marie", "anne", "pierre", "louis", "paul", "charles", "claude", "rose"}
)  # first halves of double first names that are words or names alone too


def grown(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield identifiers, in folded positions, each name with the words of it beside it."""
    for one in found:
        if one.kind not in NAMES or one.doctor:
            yield one
            continue
        if _is_acronym(folded, one):
            continue
        start, end = _first(folded, one.start), _last(folded, one.start, one.end)
        yield (
            one
            if (start, end) == (one.start, one.end)
            else one._replace(start=start, end=end, kind=Kind.NAME)
        )


def _is_acronym(folded: Folded, one: Identifier) -> bool:
    """Tell whether a word taken for a name is letters that stand for others, or opens a code: `CGU`, `QZMA004`; `Mme BLIN` is none."""
    text = folded.cased[one.start : one.end]
    if one.closing or not text.isupper() or not text.isalpha() or folded.cased.isupper():
        return False
    if folded.cased[one.end : one.end + 1].isdigit():
        return True
    plain = text.lower()
    if len(text) > _SHORT or is_first_name(plain) or plain in lexicon("surnames"):
        return False
    return _TITLED.search(folded.lower, max(0, one.start - _TITLE), one.start) is None


def _first(folded: Folded, start: int) -> int:
    """Return where a name starts, first names and unknown capitals before it taken in."""
    while before := _word_before(folded.cased, start):
        titled = _TITLED.search(folded.lower, max(0, before.start() - _TITLE), before.start()) is not None
        if not _precedes(before["word"], folded.cased[start], titled=titled, bracketed=before["gap"] != " "):
            break
        start = before.start()
    return start


def _word_before(cased: str, start: int) -> re.Match[str] | None:
    """Return the word right before a name, unless all around it is in lower case and the name is not."""
    stop = start - 2 if cased.endswith("(", 0, start) else start - 1
    around = cased[cased.rfind(" ", 0, max(0, stop)) + 1 : max(0, stop)]
    if cased[start].isupper() and around.islower():
        return None
    return _BEFORE.search(cased, max(0, start - _LOOK), start)


def _precedes(word: str, letter: str, *, titled: bool, bracketed: bool) -> bool:
    plain = word.lower()
    if word[0].isupper() != letter.isupper():
        return False
    if not word[0].isupper():
        return plain in _DOUBLES or is_plain_first_name(plain) or (titled and is_first_name(plain))
    strange = is_stranger(plain) and not is_word(plain)
    return strange or (not bracketed and is_first_name(plain) and not is_common(plain))


def _last(folded: Folded, start: int, end: int) -> int:
    """Return where a name ends, first names and unknown words after it taken in."""
    small = folded.cased[start].islower()
    while after := _AFTER.match(folded.cased, end):
        word = after["word"]
        if word[0].islower() != small or not _follows(word):
            break
        end = after.end("word")
    if end - start <= _FIRST and small and _PRESENTED.search(folded.lower, max(0, start - _TITLE), start):
        initial = _BARE_INITIAL.match(folded.lower, end)  # «patiente samira b du 3 mars»
        end = initial.end() if initial else end
    return end


def _follows(word: str) -> bool:
    plain = word.lower()
    return is_stranger(plain) or (is_plain_first_name(plain) and not is_word(plain))
