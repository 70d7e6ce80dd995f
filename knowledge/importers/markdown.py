"""Markdown: headings and lists stay; links, images and emphasis become plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from knowledge.errors import CorpusError
from knowledge.frontmatter import FENCE, split
from knowledge.importers import Read
from knowledge.importers.text import decode

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN: Final = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?m)^[ \t]*[*+](?=[ \t])"), "-"),
)


def read(path: Path) -> Read:
    """Return the text of `path`, and the `title` of its front matter when it has one."""
    text = decode(path.read_bytes()).replace("\r\n", "\n")
    title = ""
    if text.startswith(FENCE):
        try:
            values, text = split(text, path.name)
            title = str(values.get("title") or "")
        except CorpusError:  # a rule at the top of the page, not a front matter
            title = ""
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    return Read(title, text)
