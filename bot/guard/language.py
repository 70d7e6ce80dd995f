"""The small pattern language of the rules, and what it becomes: an RE2 expression and the words it cannot do without.

A pattern reads like the sentence it catches: `{imp:prendre,reserver} {gap:3} {rdv}`. The language is RE2 over the folded view
plus these signs:

    a blank         blanks or a hyphen, also across one line break
    '               an apostrophe, or the blank that people type instead
    {gap:3}         up to three words of the same sentence
    {imp:…} {inf:…} {ind.vous:…} {verb:…}   forms of the verbs listed
    {rdv}           a lexical field of `fields.yaml`
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.fold import folded_char
from bot.guard.verbs import MOODS, forms
from bot.guard.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BLANK: Final = r"(?:[ -]+(?:\n[ -]*)?|\n[ -]*)"
APOSTROPHE: Final = r"(?:' ?| )"
_GAP_MARK: Final = r"""(?:[ ,'"()/*-]+(?:\n[ '"(]*)?|\n[ '"(]*)"""
_GAP_WORD: Final = r"[a-z0-9$%]+(?:[.,][0-9]+)?%?"
_ANY: Final = "\0"  # in a spelling: letters that are not known
_MOST: Final = 600  # spellings of one slot; more are not worth an index
_COMMON: Final = words(
    "a au aux avec avez ce ces cette d dans de des du elle en est et etes etre il ils j je l la le les leur leurs lui ma mais mes mon n "
    "ne nos notre nous on ont ou par pas plus pour qu que qui s sa sans se ses si son sont sur ta te tes ton tous tout toute tres tu un "
    "une va vos votre vous y"
)
_TOKEN: Final = re.compile(
    r"""(?P<gap>\ *\{gap:(?P<size>\d+)\}\ *)
    |(?P<ref>\{(?P<name>[a-z][a-z0-9_]*)(?:\.(?P<person>[a-z]+))?(?::(?P<verbs>[^{}]*))?\})
    |(?P<times>(?:[?*+]|\{\d+(?:,\d*)?\})\??)
    |(?P<open>\((?:\?:)?)
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<charset>\[\^?\]?(?:\\.|[^\]\\])+\])
    |(?P<escape>\\.)
    |(?P<blank>\ +)
    |(?P<hyphen>(?<=[a-z?)])-(?=[a-z(]))
    |(?P<apostrophe>')
    |(?P<edge>[\^$])
    |(?P<dot>\.)
    |(?P<word>[a-z0-9]+(?![a-z0-9?*+]|\{\d)|[a-z0-9]+(?=[a-z0-9](?:[?*+]|\{\d))|[a-z0-9])
    |(?P<sign>[^{}\[\]])""",
    re.VERBOSE,
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where and what to write instead."""


class Compiled(NamedTuple):
    """What a pattern becomes: RE2 source, and sets of words of which a text must hold one each (none: always look)."""

    regex: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Piece:
    """A part of a pattern, with every spelling it can have (a blank for any separator, `_ANY` for what is not known)."""

    regex: str
    spellings: frozenset[str]
    separates: bool = False
    begins: bool = False  # with a letter or a digit, whatever the alternative
    ends: bool = False
    choices: tuple[tuple[_Piece, ...], ...] = ()


_Row = tuple[_Piece, ...]


class Language:
    """The pattern language with its lexical fields.

    Args:
        fields: name of a field → its patterns, which may use other fields.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields
        self._read: dict[str, _Piece] = {}
        self._reading: list[str] = []

    def compile(self, pattern: str, *, bounded: bool = True) -> Compiled:
        """Return what `pattern` becomes; `bounded` adds word boundaries at its ends.

        Raises:
            PatternError: a sign, a field or a mood that the language does not know, or a `.*`.
            UnknownVerb: a verb that cannot be conjugated.
        """
        rows = self._rows(pattern)
        regex = "|".join(_bounded(row) if bounded else _plain(row) for row in rows)
        regex = regex if len(rows) == 1 else f"(?:{regex})"
        return Compiled(regex, _needs(rows, bounded=bounded))

    def _rows(self, pattern: str) -> tuple[_Row, ...]:
        reader = _Reader(_folded(pattern), self)
        rows = reader.alternatives()
        if reader.token is not None:
            raise PatternError(f"`{pattern}`: a parenthesis closes that was never opened")
        return rows

    def reference(self, name: str, person: str | None, verbs: str | None) -> _Piece:
        """Return the piece behind `{name}`, `{mood:verbs}` or `{mood.person:verbs}`."""
        key = f"{name}.{person}:{verbs}"
        if key not in self._read:
            self._read[key] = self._field(name) if verbs is None else _verb_piece(name, person, verbs)
        return self._read[key]

    def _field(self, name: str) -> _Piece:
        if name in self._reading:
            raise PatternError(f"field `{name}` uses itself: {' → '.join([*self._reading, name])}")
        if name not in self._fields:
            raise PatternError(f"no field `{name}` in fields.yaml")
        self._reading.append(name)
        try:
            return _group(tuple(row for pattern in self._fields[name] for row in self._rows(pattern)))
        finally:
            self._reading.pop()


class _Reader:
    """Reads one folded pattern from left to right."""

    def __init__(self, pattern: str, language: Language) -> None:
        self._pattern = pattern
        self._language = language
        self._tokens = self._lex()
        self.token: re.Match[str] | None = next(self._tokens, None)

    def alternatives(self) -> tuple[_Row, ...]:
        """Read up to the end, or to a closing parenthesis."""
        rows = [self._row()]
        while self.token is not None and self.token.lastgroup == "bar":
            self._next()
            rows.append(self._row())
        return tuple(rows)

    def _row(self) -> _Row:
        pieces: list[_Piece] = []
        while self.token is not None and self.token.lastgroup not in {"bar", "close"}:
            if self.token.lastgroup == "times":
                pieces.append(self._repeated(pieces))
            else:
                pieces.append(self._piece(self.token))
            self._next()
        return tuple(pieces)

    def _repeated(self, pieces: list[_Piece]) -> _Piece:
        token = self.token
        if token is None or not pieces:
            raise PatternError(f"`{self._pattern}`: nothing stands before a repetition")
        return _repeat(pieces.pop(), token[0], self._pattern)

    def _piece(self, token: re.Match[str]) -> _Piece:
        kind, text = token.lastgroup, token[0]
        if kind == "open":
            return self._parenthesis()
        if kind == "gap":
            between = f"(?:{_GAP_WORD}{_GAP_MARK}){{0,{token['size']}}}?"
            return _Piece(_GAP_MARK + between, frozenset({" "}), separates=True)
        if kind == "ref":
            return self._language.reference(token["name"], token["person"], token["verbs"])
        return _simple(kind or "", text)

    def _parenthesis(self) -> _Piece:
        self._next()
        rows = self.alternatives()
        if self.token is None:
            raise PatternError(f"`{self._pattern}`: a parenthesis is never closed")
        return _group(rows)

    def _next(self) -> None:
        self.token = next(self._tokens, None)

    def _lex(self) -> Iterator[re.Match[str]]:
        position = 0
        while position < len(self._pattern):
            token = _TOKEN.match(self._pattern, position)
            if token is None:
                raise PatternError(f"`{self._pattern}`: cannot read `{self._pattern[position:]}`")
            yield token
            position = token.end()


def _simple(kind: str, text: str) -> _Piece:
    if kind == "word":
        return _Piece(text, frozenset({text}), begins=True, ends=True)
    if kind in {"blank", "hyphen"}:
        return _Piece(BLANK, frozenset({" "}), separates=True)
    if kind == "apostrophe":
        return _Piece(APOSTROPHE, frozenset({" "}), separates=True)
    if kind == "edge" or text in {r"\b", r"\B"}:
        return _Piece(text, frozenset({""}))
    if kind in {"charset", "dot"} or text[-1] in "dwsDWS":
        word = kind == "charset" and re.fullmatch(text, "a1"[text == "[0-9]"]) is not None
        return _Piece(text, _charset(text), begins=word, ends=word)
    sign = text if kind == "escape" else re.escape(text)
    return _Piece(sign, frozenset({" "}))


def _charset(text: str) -> frozenset[str]:
    """Return the letters of a small set such as `[rz]`, else what stands for any."""
    letters = text[1:-1]
    return frozenset(letters) if letters.isalpha() and letters.isascii() else frozenset({_ANY})


def _group(rows: tuple[_Row, ...]) -> _Piece:
    spellings = frozenset().union(*(_spellings(row) for row in rows))
    regex = "|".join(_plain(row) for row in rows)
    full = all(rows)
    return _Piece(
        f"(?:{regex})",
        spellings if len(spellings) <= _MOST else frozenset({_ANY}),
        begins=full and all(row[0].begins for row in rows),
        ends=full and all(row[-1].ends for row in rows),
        choices=rows,
    )


def _repeat(piece: _Piece, times: str, pattern: str) -> _Piece:
    if piece.regex == "." and times[0] in "*+":
        raise PatternError(f"`{pattern}`: write {{gap:n}} instead of `.{times}`")
    optional = times[0] in "?*" or times.startswith("{0")
    spellings = piece.spellings if times[0] == "?" else frozenset({_ANY})
    if optional:
        spellings |= {""}
    atom = piece.regex if len(piece.regex) == 1 or piece.regex[0] in "([\\" else f"(?:{piece.regex})"
    return replace(
        piece, regex=atom + times, spellings=spellings, separates=piece.separates and not optional, choices=()
    )


def _verb_piece(mood: str, person: str | None, verbs: str) -> _Piece:
    if mood not in {*MOODS, "verb"}:
        raise PatternError(f"no mood `{mood}`; use one of {', '.join(MOODS)} or `verb`")
    names = [name.strip() for name in verbs.split(",") if name.strip()]
    found = sorted(
        frozenset().union(*(forms(name, mood, person) for name in names)), key=lambda form: (-len(form), form)
    )
    if not found:
        raise PatternError(f"`{{{mood}:{verbs}}}` has no form")
    regex = "|".join(form.replace("'", APOSTROPHE).replace(" ", BLANK) for form in found)
    spellings = frozenset(form.replace("'", " ") for form in found)
    return _Piece(f"(?:{regex})", spellings, begins=True, ends=True)


def _plain(row: _Row) -> str:
    return "".join(piece.regex for piece in row)


def _bounded(row: _Row) -> str:
    """Return the regex of a row with word boundaries where it begins and ends with a word."""
    if not row:
        return ""
    if len(row) == 1 and row[0].choices and not (row[0].begins and row[0].ends):
        return "(?:" + "|".join(_bounded(choice) for choice in row[0].choices) + ")"
    before, after = r"\b" * row[0].begins, r"\b" * row[-1].ends
    return f"{before}{_plain(row)}{after}"


def _spellings(row: _Row) -> frozenset[str]:
    """Return every spelling of a row, or what stands for any when there are too many."""
    found = {""}
    for piece in row:
        if len(found) * len(piece.spellings) > _MOST:
            return frozenset({_ANY})
        found = {left + right for left in found for right in piece.spellings}
    return frozenset(found)


def _needs(rows: tuple[_Row, ...], *, bounded: bool) -> tuple[frozenset[str], ...]:
    """Return the sets of words of which a text must hold one each for the pattern to be found."""
    if len(rows) > 1:
        return _needs(((_group(rows),),), bounded=bounded)
    slots = list(_slots(rows[0]))
    if not bounded and slots:
        loose = _Piece("", frozenset({_ANY}))
        slots[0] = (loose, *slots[0])
        slots[-1] = (*slots[-1], loose)
    needs = (_need(_spellings(slot)) for slot in slots)
    return tuple(need for need in needs if need)


def _slots(row: _Row) -> Iterator[_Row]:
    """Yield the stretches of a row between its separators."""
    slot: list[_Piece] = []
    for piece in row:
        if piece.separates:
            yield tuple(slot)
            slot = []
        else:
            slot.append(piece)
    yield tuple(slot)


def _need(spellings: Iterable[str]) -> frozenset[str]:
    chosen = {_telling_word(spelling) for spelling in spellings}
    return frozenset() if "" in chosen else frozenset(chosen)


def _telling_word(spelling: str) -> str:
    whole = [word for word in spelling.split() if _ANY not in word]
    return max(whole, key=lambda word: (word not in _COMMON, len(word)), default="")


def _folded(pattern: str) -> str:
    """Return a pattern in the alphabet of the folded view; what becomes a sign is taken literally."""
    if pattern.isascii() and pattern.islower():
        return pattern
    return "".join(_folded_sign(char) for char in re.findall(r"\\.|.", pattern, re.DOTALL))


def _folded_sign(char: str) -> str:
    if char.isascii():
        return char if char.startswith("\\") else char.lower()
    view = folded_char(char).lower()
    return view if view.isalnum() or view in {" ", "'", "-"} else re.escape(view)
