"""The parts of a pattern: what each becomes in RE2, how it can be spelled, and what a text must hold for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANK: Final = r"(?:[ -]+(?:\n[ -]*)?|\n[ -]*|\b)"  # nothing at the edge of a word, so that `(?:de|d') ete` reads «d'ete»
APOSTROPHE: Final = r"(?:' ?| )"
GAP_MARK: Final = r"""(?:[ ,'"()/*-]+(?:\n[ '"(]*)?|\n[ '"(]*|\b)"""
GAP_WORD: Final = r"[a-z0-9$%]+(?:[.,][0-9]+)?%?"
_ANY: Final = "\0"  # in a spelling: letters that are not known
_MOST: Final = 600  # spellings of one slot; more are not worth an index
_MARKS: Final = frozenset(".!?")
_COMMON: Final = words(
    "a au aux avec avez ce ces cette d dans de des du elle en est et etes etre il ils j je l la le les leur leurs lui ma mais mes mon n "
    "ne nos notre nous on ont ou par pas plus pour qu que qui s sa sans se ses si son sont sur ta te tes ton tous tout toute tres tu un "
    "une va vos votre vous y"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where and what to write instead."""


class Compiled(NamedTuple):
    """What a pattern becomes.

    `regex` is RE2 source; `needs` are sets of words of which a text must hold one each (none: always look); `crosses` says
    that a match may run over the end of a sentence.
    """

    regex: str
    needs: tuple[frozenset[str], ...]
    crosses: bool


class Piece(NamedTuple):
    """A part of a pattern, with every spelling it can have (a blank for any separator, `_ANY` for what is not known).

    `begins` and `ends` say that it does so with a letter or a digit whatever the alternative, `stops` that it may hold the
    mark that ends a sentence.
    """

    regex: str
    spellings: frozenset[str]
    separates: bool = False
    begins: bool = False
    ends: bool = False
    stops: bool = False
    choices: tuple[tuple[Piece, ...], ...] = ()


Row = tuple[Piece, ...]


@cache
def simple(kind: str, text: str) -> Piece:
    """Return the piece behind one sign, one word or one set of characters."""
    if kind == "word":
        return Piece(text, frozenset({text}), begins=True, ends=True)
    if kind in {"blank", "hyphen"}:
        return Piece(BLANK, frozenset({" "}), separates=True)
    if kind == "apostrophe":
        return Piece(APOSTROPHE, frozenset({" "}), separates=True)
    if kind == "edge" or text in {r"\b", r"\B"}:
        return Piece(text, frozenset({""}))
    if kind in {"charset", "dot"} or text[-1] in "dwsDWS":
        word = kind == "charset" and re.fullmatch(text, "a1"[text == "[0-9]"]) is not None
        return Piece(text, _charset(text), begins=word, ends=word, stops=_holds_mark(text))
    sign = text if kind == "escape" else re.escape(text)
    return Piece(sign, frozenset({" "}), stops=text[-1] in _MARKS)


def _holds_mark(charset: str) -> bool:
    return (
        charset == "."
        or charset[:2] == "[^"
        or charset[-1] in "DSW"
        or any(mark in charset for mark in _MARKS)
    )


def _charset(text: str) -> frozenset[str]:
    """Return the letters of a small set such as `[rz]`, else what stands for any."""
    letters = text[1:-1]
    return frozenset(letters) if letters.isalpha() and letters.isascii() else frozenset({_ANY})


@cache
def gap(size: int) -> Piece:
    """Return the piece behind `{gap:size}`."""
    between = f"(?:{GAP_WORD}{GAP_MARK}){{0,{size}}}?"
    return Piece(GAP_MARK + between, frozenset({" "}), separates=True)


def group(rows: tuple[Row, ...]) -> Piece:
    """Return the piece behind a parenthesis with these alternatives."""
    spellings = frozenset().union(*(_spellings(row) for row in rows))
    full = all(rows)
    signs = full and any(not row[-1].ends and not row[-1].separates for row in rows)
    regex = "|".join(plain(row) + r"\b" * (signs and row[-1].ends) for row in rows)
    return Piece(
        f"(?:{regex})",
        spellings if len(spellings) <= _MOST else frozenset({_ANY}),
        begins=full and all(row[0].begins for row in rows),
        ends=full and all(row[-1].ends for row in rows),
        stops=any(piece.stops for row in rows for piece in row),
        choices=rows,
    )


def repeat(piece: Piece, times: str, pattern: str) -> Piece:
    """Return a piece that may be left out or come again.

    Raises:
        PatternError: `.*` or `.+`, which would run over anything.
    """
    if piece.regex == "." and times[0] in "*+":
        raise PatternError(f"`{pattern}`: write {{gap:n}} instead of `.{times}`")
    optional = times[0] in "?*" or times.startswith("{0")
    spellings = piece.spellings if times[0] == "?" else frozenset({_ANY})
    if optional:
        spellings |= {""}
    atom = piece.regex if len(piece.regex) == 1 or piece.regex[0] in "([\\" else f"(?:{piece.regex})"
    return piece._replace(
        regex=atom + times, spellings=spellings, separates=piece.separates and not optional, choices=()
    )


def alternatives(forms: Iterable[str]) -> Piece:
    """Return the piece behind a list of words or short phrases."""
    found = sorted(forms, key=lambda form: (-len(form), form))
    regex = "|".join(form.replace("'", APOSTROPHE).replace(" ", BLANK) for form in found)
    return Piece(f"(?:{regex})", frozenset(form.replace("'", " ") for form in found), begins=True, ends=True)


def plain(row: Row) -> str:
    """Return the regex of a row."""
    return "".join([piece.regex for piece in row])


def bounded(row: Row) -> str:
    """Return the regex of a row with word boundaries where it begins and ends with a word."""
    if not row:
        return ""
    if len(row) == 1 and row[0].choices and not (row[0].begins and row[0].ends):
        return "(?:" + "|".join(bounded(choice) for choice in row[0].choices) + ")"
    before, after = r"\b" * row[0].begins, r"\b" * row[-1].ends
    return f"{before}{plain(row)}{after}"


def crosses(rows: tuple[Row, ...]) -> bool:
    """Tell whether a match may run over the end of a sentence: a mark that is not its last character."""
    return any(_crosses(row) for row in rows)


def _crosses(row: Row) -> bool:
    if any(piece.stops for piece in row[:-1]):
        return True
    return (
        bool(row)
        and row[-1].stops
        and (crosses(row[-1].choices) if row[-1].choices else len(row[-1].regex) > _ONE_MARK)
    )


_ONE_MARK: Final = 6  # characters of the regex of one mark, or of a small set of marks


def needs(rows: tuple[Row, ...], *, whole_words: bool) -> tuple[frozenset[str], ...]:
    """Return the sets of words of which a text must hold one each for the pattern to be found."""
    if len(rows) > 1:
        return needs(((group(rows),),), whole_words=whole_words)
    slots = list(_slots(rows[0]))
    if not whole_words and slots:
        loose = Piece("", frozenset({_ANY}))
        slots[0] = (loose, *slots[0])
        slots[-1] = (*slots[-1], loose)
    found = (_need(_spellings(slot)) for slot in slots)
    return tuple(need for need in found if need)


def _slots(row: Row) -> Iterator[Row]:
    """Yield the stretches of a row between its separators."""
    slot: list[Piece] = []
    for piece in row:
        if piece.separates:
            yield tuple(slot)
            slot = []
        else:
            slot.append(piece)
    yield tuple(slot)


def _spellings(row: Row) -> frozenset[str]:
    """Return every spelling of a row, or what stands for any when there are too many."""
    if len(row) == 1:
        return row[0].spellings
    found = frozenset({""})
    for piece in row:
        if len(found) * len(piece.spellings) > _MOST:
            return frozenset({_ANY})
        found = frozenset([left + right for left in found for right in piece.spellings])
    return found


@cache
def _need(spellings: frozenset[str]) -> frozenset[str]:
    chosen = frozenset([_telling_word(spelling) for spelling in spellings])
    return frozenset() if "" in chosen else chosen


@cache
def _telling_word(spelling: str) -> str:
    if " " not in spelling:
        return "" if _ANY in spelling else spelling
    whole = [word for word in spelling.split() if _ANY not in word]
    return max(whole, key=lambda word: (word not in _COMMON, len(word)), default="")
