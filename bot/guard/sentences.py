"""Where French sentences and clauses begin and end, in a folded text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold
from bot.guard.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

Span = tuple[int, int]

_ABBREVIATIONS: Final = words(
    "m mm mme mmes mlle mlles dr drs pr prs me mgr st ste ch art al cf ex p pp no nos env min max tel fax av bd bld boul pl rte "
    "imp all res bat apt vol ed fig tab ref inc prof doc hon approx incl excl chir dept dep janv fev avr juil sept oct nov dec j.-c "
    "v vs"
)
OPENING: Final = "⟦"  # of a placeholder, which the view shows as a question mark
FAR: Final = 60  # characters; words before a hit are looked for within so many each
_LONG: Final = 3  # letters; a full stop glued to a shorter word is no end
_OPEN_ABBREVIATIONS: Final = words("etc ca")  # end a sentence before a capital
_END: Final = re.compile(r"""(?P<mark>[.!?]+)(?P<close>(?:[ ]?["')\]])*)(?=\s|$|[A-Z])|\n""")
_LIST_ITEM: Final = re.compile(r"[ ]*(?:[-*>?]|[0-9]{1,2}[.)])[ ]")
_TRAILING: Final = re.compile(r"(?:[ ]*\?)+(?=[ ]|$|\n)")
_HASHTAGS: Final = re.compile(r"#[a-z0-9_]+(?:[ ,\n]+#[a-z0-9_]+)+[ ]*(?=\n|$)")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz.-"  # of a word, with the marks of an abbreviation
_BACK: Final = 30  # characters before a full stop that hold its word
_CLAUSE_END: Final = re.compile(
    r"""[,;:()"]|[ ]-[ ]| (?=(?:mais|puis|donc|car|alors|pourtant|cependant)\b)"""
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_QUESTION: Final = frozenset("?\uff1f؟⁇⁈❓❔")


class Sentences:
    """The sentences of a folded text, found once and asked often."""

    def __init__(self, folded: Folded) -> None:
        self._lower = folded.lower
        self.spans = list(_sentences(folded))
        self._starts = [start for start, _ in self.spans]
        self._marks: dict[Span, tuple[list[int], list[int]]] = {}

    def around(self, start: int, end: int) -> Span:
        """Return the stretch of whole sentences that holds `[start, end)`; the hit itself where there is none."""
        first = bisect_right(self._starts, start) - 1
        if first < 0:
            return start, end
        whole = self.spans[first]
        if end <= whole[1]:
            return whole
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return whole[0], max(self.spans[last][1], end)

    def clause(self, start: int, end: int) -> Span:
        """Return the clause that holds `[start, end)`, marks left out."""
        around = left, right = self.around(start, end)
        if around not in self._marks:
            self._marks[around] = _clause_ends(self._lower, left, right)
        starts, ends = self._marks[around]
        before, after = bisect_right(ends, start), bisect_left(starts, end)
        return ends[before - 1] if before else left, starts[after] if after < len(starts) else right

    def before(self, start: int, words: int) -> int:
        """Return where the last `words` words before `start` begin, in the same clause."""
        left, _ = self.clause(start, start + 1)
        near = max(left, start - FAR * words)
        found = [mark.start() for mark in _WORD.finditer(self._lower, near, start)]
        return found[-words] if len(found) >= words else near


def _clause_ends(lower: str, left: int, right: int) -> tuple[list[int], list[int]]:
    """Return where the marks between clauses start, and where they end."""
    marks = [mark.span() for mark in _CLAUSE_END.finditer(lower, left, right)]
    return [start for start, _ in marks], [end for _, end in marks]


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of `text`, in order, in its own positions.

    A line break ends a sentence unless the next line goes on in lower case; so does the start of a block of hashtags. Emoji that
    follow a sentence belong to it.
    """
    folded = fold(text)
    return [folded.span(start, end) for start, end in _sentences(folded)]


def _sentences(folded: Folded) -> Iterator[Span]:
    lower = folded.lower
    start = 0
    for end in sorted({*_ends(folded), *_hashtag_starts(lower), len(lower)}):
        trimmed = lower[start:end]
        begin = start + len(trimmed) - len(trimmed.lstrip())
        if trimmed.strip():
            yield begin, start + len(trimmed.rstrip())
        start = end


def _hashtag_starts(lower: str) -> Iterator[int]:
    if "#" not in lower:
        return
    for found in _HASHTAGS.finditer(lower):
        yield found.start()


def _ends(folded: Folded) -> Iterator[int]:
    for found in _END.finditer(folded.cased):
        if found["mark"] is None:
            if _breaks(folded.lower, folded.cased, found.start()):
                yield found.start()
        elif _is_end(folded, found):
            yield _with_emoji(folded, _closed(folded, found))


def _breaks(lower: str, cased: str, newline: int) -> bool:
    """Tell whether a line break ends a sentence: not when a wrapped line simply goes on."""
    following = cased[newline + 1 : newline + 2]
    previous = lower[max(0, newline - 80) : newline].rstrip(" ")[-1:]
    wrapped = following.islower() and previous not in set(".!?:;>")
    return not wrapped


def _is_end(folded: Folded, found: re.Match[str]) -> bool:
    lower, start, end = folded.lower, found.start(), found.end()
    following = folded.cased[end:].lstrip(" ")[:1] if end < len(lower) else ""
    mark = found["mark"]
    if mark[-1] == "?" and folded.source[folded.span(found.end("mark") - 1, found.end("mark"))[0]] == OPENING:
        return False
    if mark[0] == "?" and not _asks(folded, start):
        return following == "" or following.isupper() or following in "\n#"
    if end < len(lower) and not lower[end].isspace():  # «fin.Le» but not «R.4127» or «M.D»
        return mark[0] in "!?" or (
            found["close"].strip() == "" and lower[start - 1 : start].islower() and _long(lower, start)
        )
    if mark != ".":
        return not (mark.startswith("..") and following.islower())
    if folded.source[folded.span(start, start + 1)[0]] == "…":
        return not following.islower()
    return not _is_abbreviation(folded, start, following)


def _closed(folded: Folded, found: re.Match[str]) -> int:
    """Return the end of a sentence with the marks that close it; an opening « belongs to the next one."""
    start, end = found.span("close")
    for index in range(start, end):
        if folded.source[folded.span(index, index + 1)[0]] in "«“":
            return start
    return end


def _asks(folded: Folded, position: int) -> bool:
    """Tell a question mark from an emoji, which the view shows as one."""
    return folded.source[folded.span(position, position + 1)[0]] in _QUESTION


def _long(lower: str, stop: int) -> bool:
    word = _word_before(lower, stop)
    return len(word) >= _LONG and "." not in word and not lower.startswith(("fr", "com"), stop + 1)


def _word_before(lower: str, stop: int) -> str:
    """Return the word, or the number, that ends at `stop`; empty when there is none."""
    before = lower[max(0, stop - _BACK) : stop]
    letters = before[len(before.rstrip(_LETTERS)) :]
    return letters.lstrip(".-") if letters else before[len(before.rstrip("0123456789")) :]


def _is_abbreviation(folded: Folded, stop: int, following: str) -> bool:
    text = _word_before(folded.lower, stop)
    if not text:
        return False
    start = stop - len(text)
    if text.isdigit():
        return _numbers_an_item(folded.lower, start)
    if (
        text in {"m", "mm"} and folded.lower[max(0, start - 4) : start].rstrip()[-1:].isdigit()
    ):  # metres, not messieurs
        return False
    if text in _OPEN_ABBREVIATIONS:
        return following.islower()
    if text in _ABBREVIATIONS or len(text) > 1:
        return text in _ABBREVIATIONS
    return folded.cased[stop - 1].islower() or following.isupper()


def _numbers_an_item(lower: str, start: int) -> bool:
    return lower[max(0, start - 80) : start].rstrip(" ")[-1:] in {"", "\n"}


def _with_emoji(folded: Folded, end: int) -> int:
    """Return the end of a sentence with the emoji that close it."""
    found = _TRAILING.match(folded.lower, end)
    if found is None or "?" not in found[0]:
        return end
    signs = [i for i in range(found.start(), found.end()) if folded.lower[i] == "?"]
    return found.end() if not any(_asks(folded, i) for i in signs) else end


def starts_item(lower: str, start: int) -> bool:
    """Tell whether a list item starts here."""
    return _LIST_ITEM.match(lower, start) is not None
