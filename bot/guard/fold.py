r"""An ASCII view of a text, with a map back to the original.

Rules are written over this view, so that accents, capitals, typography and disguises cost nothing: `Réservez`, `RESERVEZ`,
`R\u0435servez` (with a Cyrillic letter) and `R.é.s.e.r.v.e.z` all read `reservez`. The original text is never edited through it.
"""

# ruff: noqa: RUF001 - look-alike letters are the matter of this module
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

DROPPED: Final = frozenset({"Cf", "Mn", "Me", "Cc"})  # Unicode categories that leave no mark in the view

_LOOK_ALIKES: Final = {
    "авеіјкмнорсѕтухһԁӏԛԝьёї": "abeijkmhopcstyxhdlqwbei",
    "АВЕІЈКМНОРСЅТУХҺԀӀԚԜЁЇ": "ABEIJKMHOPCSTYXHDIQWEI",
    "αβγεηικνορτυχω": "abyenikvoptuxw",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "ABEZHIKMNOPTYX",
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "ABCDEFGHIJKLMNOPRSTUVWYZ",
    "ıłøđðħŧɑɡℓØŁĐ": "iloddhtaglOLD",
    "‘’‛ʼʹ′`´‚": "'''''''''",
    "“”„«»‹›″‟": '"""""""""',
    "‐‑‒–—―−⁃﹘": "---------",
    "→⇒➡➔➜➤►▶⟶⇨↓⬇⤵👉👇☞↘": ">" * 17,
    "•●▪◦‣∙·◆■□▫★☆⭐✩": "*" * 15,
    "…×÷⁄°": ".x//o",
    "\t\r\v\f\x1c\x1d\x1e\x1f": " " * 8,
}
_LONGER: Final = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "®": "", "™": "", "©": ""}
_SQUARED: Final = (0x1F130, 0x1F150, 0x1F170)  # boxed and circled capitals that Unicode does not decompose


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its ASCII view.

    `cased` and `lower` have the same length. `offsets[i]` is the code point of `source` that gave character `i`, with one
    entry more for the end; `None` means that every position is its own.
    """

    source: str = field(repr=False)
    cased: str = field(repr=False)
    lower: str = field(repr=False)
    offsets: list[int] | None = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a view that does not lead back to its source.

        Raises:
            ValueError: the map is broken: too short or too long, out of order, or out of the source.
        """
        size, offsets = len(self.source), self.offsets
        if offsets is None:
            whole = len(self.lower) == size
        else:
            whole = len(offsets) == len(self.lower) + 1 and offsets[0] >= 0 and offsets[-1] == size
            whole = whole and offsets == sorted(offsets)
        if not whole or len(self.cased) != len(self.lower):
            raise ValueError("the view of a text does not lead back to it")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `source` behind `lower[start:end]`, with the marks that belong to its last letter."""
        if self.offsets is None:
            return start, end
        first, last = self.offsets[start], self.offsets[end]
        if end > start and last == self.offsets[end - 1]:
            last += 1
        return first, last

    def at(self, position: int) -> int:
        """Return the index in the view of the first character that comes from `source[position]` or after it."""
        if self.offsets is None:
            return position
        index = bisect_right(self.offsets, position - 1)
        return min(index, len(self.lower))


def fold(text: str) -> Folded:
    """Return the ASCII view of `text`: lower costs nothing to search, and every span leads back to the original."""
    offsets: list[int] | None = None
    if text.isascii():
        cased = text.translate(_TABLE)
        if len(cased) != len(text):
            cased, offsets = _mapped(text)
    elif _is_one_to_one(text):
        cased = _replaced(text)
    else:
        cased, offsets = _mapped(text)
    data = cased.encode("ascii")
    if _spaced().search(data) is not None and _SPACED.search(cased):
        cased, offsets = _joined(cased, offsets)
        data = cased.encode("ascii")
    if _leet().search(data) is not None:
        cased = _LEET.sub(lambda found: _PLAIN[found[0]], cased)
    return Folded(text, cased, cased.lower(), offsets)


@cache
def folded_char(char: str) -> str:
    """Return what one character becomes: ASCII of any length, empty when it leaves no mark."""
    if char in _KNOWN:
        return _KNOWN[char]
    if char == "\n" or " " <= char <= "~":
        return char
    return _decomposed(char)


def _decomposed(char: str) -> str:
    category = unicodedata.category(char)
    if category in DROPPED:
        return ""
    if category in {"Zl", "Zp"}:
        return "\n"
    if category == "Zs":
        return " "
    if category == "Sc":
        return "$"
    return _boxed(char) or _latin(char) or "?"


def _latin(char: str) -> str:
    parts = (_KNOWN.get(part, part) for part in unicodedata.normalize("NFKD", char))
    return "".join(part for part in parts if part.isascii() and part != "?" and (part.isprintable()))


def _boxed(char: str) -> str:
    for first in _SQUARED:
        if first <= ord(char) < first + 26:
            return chr(ord("A") + ord(char) - first)
    return ""


def _known() -> dict[str, str]:
    """Return the characters whose view Unicode does not know, or gets wrong for us."""
    pairs = {a: b for strange, plain in _LOOK_ALIKES.items() for a, b in zip(strange, plain, strict=True)}
    return pairs | _LONGER


class _Table(dict[int, str]):
    """A translation table that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = view = folded_char(chr(code))
        return view


_KNOWN: Final = _known()
_TABLE: Final = _Table()
_FEW: Final = 30  # characters that are not ASCII; French has fewer


def _is_one_to_one(text: str) -> bool:
    return all(len(_TABLE[ord(char)]) == 1 for char in set(text))


def _replaced(text: str) -> str:
    """Return the view of a text that is one to one: what is ASCII is translated ten times as fast as what is not."""
    odd = [char for char in set(text) if not char.isascii()]
    if len(odd) <= _FEW:
        for char in odd:
            text = text.replace(char, _TABLE[ord(char)])
    return text.translate(_TABLE)


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return the view and its offsets, stretch by stretch between the characters that are not one to one."""
    odd = {char for char in set(text) if len(_TABLE[ord(char)]) != 1}
    views: list[str] = []
    offsets: list[int] = []
    start = 0
    for index in (i for i, char in enumerate(text) if char in odd):
        view = _TABLE[ord(text[index])]
        views += (text[start:index].translate(_TABLE), view)
        offsets.extend(range(start, index))
        offsets.extend([index] * len(view))
        start = index + 1
    views.append(text[start:].translate(_TABLE))
    offsets.extend(range(start, len(text) + 1))
    return "".join(views), offsets


# «r.d.v», «p r e n e z», «R-D-V»: single letters with one mark between them. Blanks alone need four letters (`il y a à` is
# not a word), unless they spell `r d v`. «in-vi-sible», «GRA-TUI-TE»: three syllables at least, in one case so that no first name
# of three is taken for a word, and none between two hyphens that is a word there: `bec-de-lievre`, `pop-up-store`, `mini-face-lift`.
_BETWEEN: Final = (
    "a|anti|au|aux|auto|bio|by|ce|ci|clic|d|de|des|du|elle|en|et|face|get|il|in|je|l|la|le|les|leur|lip|lui|me|mini|moi|ne|neck|nez|ni|"
    "non|nous|of|on|one|ou|par|pas|plus|post|pour|pre|que|qui|sans|semi|sous|sur|t|te|the|to|toi|tu|up|vous|web|y"
)


def _syllables(first: str, letter: str, vowels: str, words: str) -> str:
    voiced = f"(?={letter}*[{vowels}])"
    middle = f"(?:-(?!(?:{words})-){voiced}{letter}{{1,4}})+"
    return rf"{first}{letter}{{0,3}}{middle}-{voiced}{letter}{{2,6}}(?![A-Za-z0-9_'@/-]|\.[A-Za-z])"


_SPACED: Final = re.compile(
    r"(?<![A-Za-z0-9'@#./_-])(?:"
    rf"{_syllables('[A-Za-z]', '[a-z]', 'aeiouy', _BETWEEN)}|{_syllables('[A-Z]', '[A-Z]', 'AEIOUY', _BETWEEN.upper())}|"
    r"[A-Za-z](?:\.[A-Za-z]){2,}(?![A-Za-z0-9_@])|[A-Za-z](?:[_*-][A-Za-z]){2,}(?![A-Za-z0-9'])|"
    r"[A-Za-z](?: [A-Za-z]){3,}(?![A-Za-z0-9'])|[rR] [dD] [vV](?![A-Za-z0-9'])|"
    r"[A-Za-z](?:\. [A-Za-z]){3,}(?![A-Za-z0-9']))"
)
_PLAIN: Final = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "e"}
_LEET: Final = re.compile(
    r"(?<=[A-Za-z])(?:[0134578$]|@(?![A-Za-z0-9-]*\.[A-Za-z]))(?=[A-Za-z]{2}|[A-Za-z](?![A-Za-z0-9]))"
)


@cache
def _spaced() -> Any:
    """Return where a word may be spaced out, read in microseconds."""
    mark = r"(?:[._*-]|\. ?| )"
    return _quick(
        rf"\b[A-Za-z]{mark}[A-Za-z]{mark}[A-Za-z]\b|\b[A-Za-z]{{1,4}}-[A-Za-z]{{1,4}}-[A-Za-z]{{1,6}}"
    )


@cache
def _leet() -> Any:
    """Return where a word may be spelt with digits, read in microseconds; the `@` of an address is none."""
    no_host = r"@[A-Za-z0-9-]*(?:\z|[^A-Za-z0-9.-]|\.(?:\z|[^A-Za-z]))"
    return _quick(rf"[A-Za-z](?:[0134578$][A-Za-z]|{no_host})")


def _quick(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.never_capture = True
    return re2.compile(pattern.encode("ascii"), options)


def _joined(cased: str, offsets: list[int] | None) -> tuple[str, list[int]]:
    """Return the view with spaced-out words joined, and its offsets."""
    where = list(range(len(cased) + 1)) if offsets is None else offsets
    kept = list(_kept(cased))
    return "".join(cased[i] for i in kept), [where[i] for i in kept] + [where[len(cased)]]


def _kept(cased: str) -> Iterator[int]:
    start = 0
    for found in _SPACED.finditer(cased):
        yield from range(start, found.start())
        yield from (i for i in range(*found.span()) if cased[i].isalpha())
        start = found.end()
    yield from range(start, len(cased))
