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


def decode(raw: bytes, declared: str | None = None) -> str:
    """Return `raw` as text: by its byte-order mark, in UTF-8, in the `declared` encoding, else in Windows-1252.

    Raises:
        Unreadable: the bytes are not a text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if len(_BINARY.findall(raw)) > len(raw) * _GARBAGE:
        raise Unreadable(
            "le contenu n’est pas du texte\u00a0: le fichier est endommagé, ou son extension est fausse."
        )
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def normalise(text: str) -> str:
    """Return `text` composed (NFC), without control characters, lone surrogates, soft hyphens or trailing white space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text.replace("\x0c", "\n\n")))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
