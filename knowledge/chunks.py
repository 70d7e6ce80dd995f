"""Cut a text into passages: at headings, then paragraphs, then sentences. Pure.

900 characters without overlap measured best on French pages; 700 to 1,200 keeps paragraphs whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL: Final = 350  # characters; under a heading, less than this joins what follows
LARGE: Final = 1_200  # characters; no passage of a file is longer

_HEADING: Final = re.compile(r"^#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$")
_BLOCK: Final = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_SENTENCE_END: Final = re.compile(r"[.!?…][»”\")]*\s+|\n")


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading or a piece of paragraph, with the heading it stands under."""

    section: str
    start: int
    end: int
    heading: bool


def sections(text: str) -> list[tuple[str, int, int]]:
    """Return (heading, start, end) of every `## ` section that says something; a list stays whole.

    `text[start:end]` is the section without its heading and without white space around it.
    """
    marks = list(re.finditer(r"^##[ \t]+(\S.*?)[ \t]*$", text, re.MULTILINE))
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    pieces = [(mark[1], *_trimmed(text, mark.end(), end)) for mark, end in zip(marks, ends, strict=False)]
    return [piece for piece in pieces if piece[1] < piece[2]]


def passages(text: str) -> list[tuple[str, int, int]]:
    """Return (heading, start, end) of passages of at most `LARGE` characters, in order, without overlap.

    A passage ends before a heading when it is longer than `SMALL`. Every word of the text that stands in no heading
    stands in exactly one passage.
    """
    found: list[tuple[str, int, int]] = []
    section, start, end = "", -1, -1
    for block in _blocks(text):
        full = start >= 0 and (block.end - start > LARGE or (block.heading and end - start >= SMALL))
        if full:
            found.append((section, start, end))
            start = -1
        if start < 0 and not block.heading:
            section, start = block.section, block.start
        if start >= 0 and not block.heading:
            end = block.end
    return [*found, (section, start, end)] if start >= 0 else found


def _blocks(text: str) -> Iterator[_Block]:
    section = ""
    for start, end in _lines_and_paragraphs(text):
        heading = _HEADING.match(text[start:end])
        if heading:
            section = heading["title"]
            yield _Block(section, start, end, heading=True)
        else:
            for first, last in _halves(text, start, end):
                yield _Block(section, first, last, heading=False)


def _lines_and_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for block in _BLOCK.finditer(text):
        start = block.start()
        for line in re.finditer(r"^#{1,6}[ \t]+\S.*$", block[0], re.MULTILINE):
            if block.start() + line.start() > start:
                yield _trimmed(text, start, block.start() + line.start())
            yield block.start() + line.start(), block.start() + line.end()
            start = min(block.start() + line.end() + 1, block.end())
        if start < block.end():
            yield _trimmed(text, start, block.end())


def _halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LARGE:
        cut = _cut(text, start)
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, end)[0]
    if start < end:
        yield start, end


def _cut(text: str, start: int) -> int:
    """Return where to end a passage that starts at `start`: a sentence end if one is far enough, else a space."""
    stop = start + LARGE
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start + SMALL, stop)]
    if ends:
        return ends[-1]
    space = max(text.rfind(" ", start + SMALL, stop), text.rfind("\n", start + SMALL, stop))
    return space if space > 0 else stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
