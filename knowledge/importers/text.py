"""Bytes as text, and text as we keep it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from knowledge.errors import Unreadable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u00ad\u200b\u2060]")
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_GARBAGE: Final = 0.01  # share of control bytes from which a file is not a text
_ZEROS: Final = 0.6  # share of zeros on one side of each pair from which bytes are UTF-16 without a mark
_LETTERS: Final = frozenset("éèêëàâçîïôùûüœÉÈÀÇ’«»…€")  # what a wrong guess turns into something else
_SOUND: Final = 4  # letters read well for one that is not: the file is UTF-8, and damaged


def decode(raw: bytes, declared: str | None = None) -> str:
    """Return `raw` as text, whatever wrote it.

    Tried in order: its byte-order mark, UTF-16 without a mark, UTF-8, the `declared` encoding, UTF-8 with a few damaged
    letters, then Windows-1252 or Mac Roman, whichever gives more French letters.

    Raises:
        Unreadable: the bytes are not a text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, "replace")
    if len(_BINARY.findall(raw)) > len(raw) * _GARBAGE:
        raise Unreadable(
            "le contenu n’est pas du texte\u00a0: le fichier est endommagé, ou son extension est fausse."
        )
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _damaged(raw)


def _wide(raw: bytes) -> str | None:
    """Return the UTF-16 that `raw` is in, when every other byte is nearly always zero."""
    pairs = len(raw) // 2
    if pairs < 2:  # noqa: PLR2004 - one letter proves nothing
        return None
    first, second = raw[: 2 * pairs : 2].count(0) / pairs, raw[1 : 2 * pairs : 2].count(0) / pairs
    if second >= _ZEROS and first < 1 - _ZEROS:
        return "utf-16-le"
    return "utf-16-be" if first >= _ZEROS and second < 1 - _ZEROS else None


def _damaged(raw: bytes) -> str:
    mended = raw.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    sound = sum(not char.isascii() for char in mended) - wrong
    if sound > _SOUND * wrong:
        return mended
    return max((raw.decode(one, "replace") for one in ("cp1252", "mac-roman")), key=_french)


def _french(text: str) -> int:
    return sum(char in _LETTERS for char in text)


def normalise(text: str) -> str:
    """Return `text` composed (NFC), without control characters, lone surrogates, soft hyphens or trailing white space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text.replace("\x0c", "\n\n")))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
