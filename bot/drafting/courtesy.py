"""What a letter wraps its question in: greeting, name and number, thanks. Pure."""

from __future__ import annotations

import re
from typing import Final

LEAST: Final = 4  # words; with fewer left, the wrapping was the message

_HELLO: Final = re.compile(
    r"^\W*(?:(?:re)?bonjour|bonsoir|bjr|bsr|slt|salut|coucou|hello|hi|cc|madame|monsieur|docteur|dr|mme|mr)\b"
    r"[^.!?,\n]{0,30}[.!?,\n]+\s*",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    r"^\W*(?:ici |moi c.est |c.est |je suis |je m.appelle |mon nom est )[^.!?,\n]{2,40}"
    r"(?:,\s*(?:\+?\d[\d .]{7,16}))?[.!?,\n]+\s*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\+?\d(?:[ .]?\d){8,12}")
_BYE: Final = re.compile(
    r"(?:[\s.,!]*\b(?:merci|cordialement|bonne (?:journée|soirée|nuit)|bien à vous|cdlt|cdt|bises|à bientôt|d.avance)\b"
    r"[^.!?\n]{0,40}[\s.,!]*)+$",
    re.IGNORECASE,
)


def core(text: str) -> str:
    """Return `text` without greeting, introduction, phone number and closing; `text` itself when little is left."""
    bare = _BYE.sub("", _NUMBER.sub("", _WHO.sub("", _HELLO.sub("", text)))).strip()
    return bare if len(bare.split()) >= LEAST else text
