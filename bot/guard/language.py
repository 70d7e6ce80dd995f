"""The small pattern language of the rules, and what it becomes.

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
from typing import TYPE_CHECKING, Final

from bot.guard.fold import folded_char
from bot.guard.pieces import (
    Compiled,
    PatternError,
    Piece,
    Row,
    alternatives,
    bounded,
    crosses,
    gap,
    group,
    needs,
    plain,
    repeat,
    simple,
)
from bot.guard.verbs import MOODS, forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN: Final = re.compile(
    r"""(?P<gap>\ *\{gap:(?P<size>\d+)\}(?:\ +(?![?*+]))?)
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


class Language:
    """The pattern language with its lexical fields.

    Args:
        fields: name of a field → its patterns, which may use other fields.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields
        self._read: dict[str, Piece] = {}
        self._reading: list[str] = []

    def compile(self, pattern: str, *, whole_words: bool = True) -> Compiled:
        """Return what `pattern` becomes; `whole_words` adds word boundaries at its ends.

        Raises:
            PatternError: a sign, a field or a mood that the language does not know, or a `.*`.
            UnknownVerb: a verb that cannot be conjugated.
        """
        rows = self._rows(pattern)
        regex = "|".join(bounded(row) if whole_words else plain(row) for row in rows)
        regex = regex if len(rows) == 1 else f"(?:{regex})"
        return Compiled(regex, needs(rows, whole_words=whole_words), crosses(rows))

    def _rows(self, pattern: str) -> tuple[Row, ...]:
        reader = _Reader(_folded(pattern), self)
        rows = reader.alternatives()
        if not reader.is_done:
            raise PatternError(f"`{pattern}`: a parenthesis closes that was never opened")
        return rows

    def reference(self, name: str, person: str | None, verbs: str | None) -> Piece:
        """Return the piece behind `{name}`, `{mood:verbs}` or `{mood.person:verbs}`."""
        key = f"{name}.{person}:{verbs}"
        if key not in self._read:
            self._read[key] = self._field(name) if verbs is None else _verb_piece(name, person, verbs)
        return self._read[key]

    def _field(self, name: str) -> Piece:
        if name in self._reading:
            raise PatternError(f"field `{name}` uses itself: {' → '.join([*self._reading, name])}")
        if name not in self._fields:
            raise PatternError(f"no field `{name}` in fields.yaml")
        self._reading.append(name)
        try:
            return group(tuple(row for pattern in self._fields[name] for row in self._rows(pattern)))
        finally:
            self._reading.pop()


class _Reader:
    """Reads one folded pattern from left to right."""

    def __init__(self, pattern: str, language: Language) -> None:
        self._pattern = pattern
        self._language = language
        self._tokens = _lexed(pattern)
        self._next = 0

    @property
    def is_done(self) -> bool:
        """Whether every sign was read."""
        return self._next == len(self._tokens)

    def alternatives(self) -> tuple[Row, ...]:
        """Read up to the end, or to a closing parenthesis."""
        rows = [self._row()]
        while not self.is_done and self._tokens[self._next].lastgroup == "bar":
            self._next += 1
            rows.append(self._row())
        return tuple(rows)

    def _row(self) -> Row:
        pieces: list[Piece] = []
        while not self.is_done:
            token = self._tokens[self._next]
            kind = token.lastgroup or ""
            if kind in {"bar", "close"}:
                break
            self._next += 1
            if kind == "times":
                pieces.append(self._repeated(pieces, token[0]))
            else:
                pieces.append(self._piece(kind, token))
        return tuple(pieces)

    def _repeated(self, pieces: list[Piece], times: str) -> Piece:
        if not pieces:
            raise PatternError(f"`{self._pattern}`: nothing stands before a repetition")
        return repeat(pieces.pop(), times, self._pattern)

    def _piece(self, kind: str, token: re.Match[str]) -> Piece:
        if kind == "open":
            return self._parenthesis()
        if kind == "gap":
            return gap(int(token["size"]))
        if kind == "ref":
            return self._language.reference(token["name"], token["person"], token["verbs"])
        return simple(kind, token[0])

    def _parenthesis(self) -> Piece:
        rows = self.alternatives()
        if self.is_done:
            raise PatternError(f"`{self._pattern}`: a parenthesis is never closed")
        self._next += 1
        return group(rows)


def _lexed(pattern: str) -> list[re.Match[str]]:
    tokens = list(_TOKEN.finditer(pattern))
    read = "".join([token[0] for token in tokens])
    if read != pattern:
        raise PatternError(f"`{pattern}`: cannot read a sign after `{_common_start(read, pattern)}`")
    return tokens


def _common_start(one: str, other: str) -> str:
    same = (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return one[: next(same, len(one))]


def _verb_piece(mood: str, person: str | None, verbs: str) -> Piece:
    if mood not in {*MOODS, "verb"}:
        raise PatternError(f"no mood `{mood}`; use one of {', '.join(MOODS)} or `verb`")
    names = [name.strip() for name in verbs.split(",") if name.strip()]
    found = frozenset().union(*(forms(name, mood, person) for name in names))
    if not found:
        raise PatternError(f"`{{{mood}:{verbs}}}` has no form")
    return alternatives(found)


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
