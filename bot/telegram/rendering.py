"""What Telegram shows: the text alone, then the card. Pure: values in, messages out, nothing sent.

A cleared text is a plain message, without `parse_mode` nor `<pre>`: nothing in it can be taken for markup, it reads in
the phone's own letters before it is approved, and a long press copies it whole, byte for byte. A `<pre>` block would
copy in one tap on recent phones, but shows 2,000 characters of a caption in narrow typewriter letters. A text that fits
Telegram's copy button (256 characters: most replies) gets that button, which is one tap everywhere.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Card
from bot.conversation.effects import Action
from bot.conversation.notices import Notice
from bot.french import typeset
from bot.guard import Cleared, Refused
from bot.telegram.splitting import split, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.conversation.effects import Button

LONGEST: Final = 4_000  # UTF-16 units of a message, markup included; Telegram refuses above 4,096
MARKED: Final = 90  # bold lines in a message; Telegram keeps 100 entities
COPIED: Final = 256  # characters of a copy button
DATA: Final = 64  # bytes of callback data
ROW: Final = 30  # characters of the labels of a row; more are cut on a phone
ABREAST: Final = 3  # buttons a row
COPY: Final = "📋 Copier"
NOTHING: Final = "Aucun texte à copier"

_FAMILIES: Final = (
    frozenset({Action.SHORTER, Action.SIMPLER, Action.WARMER, Action.OTHER}),
    frozenset({Action.INSTAGRAM, Action.FACEBOOK, Action.LINKEDIN, Action.GOOGLE, Action.YOUTUBE}),
    frozenset({Action.WHY, Action.SOURCES}),
)

Content = Cleared | Refused | Notice | Card


@dataclass(frozen=True, slots=True)
class Key:
    """A button: it either copies `copies` or sends `data` back."""

    label: str
    data: str = ""
    copies: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of Telegram; `html` tells that `text` is markup, `locked` that Telegram shall let nobody copy it."""

    text: str = field(repr=False)
    html: bool = False
    rows: tuple[tuple[Key, ...], ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line to show; its markup opens and closes within the line, so that a message may end after any line."""

    text: str = field(repr=False)
    bold: bool = False

    @property
    def markup(self) -> str:
        """Return the line as HTML, escaped here and nowhere else."""
        text = html.escape(self.text, quote=False)
        return f"<b>{text}</b>" if self.bold and text else text


def messages(
    content: Content, buttons: Sequence[Button] = (), incident: str = "", *, locked: bool = False
) -> tuple[Message, ...]:
    """Return the messages that show `content`, in order; the buttons stand under the last one.

    A `locked` text has no copy button, and protected content is not copied by hand either
    (https://core.telegram.org/api/content-protection); it comes again, free, once its facts are ticked.

    Raises:
        TypeError: `content` is not what the guard or a closed list built.
        ValueError: a button carries more than Telegram takes.
    """
    if isinstance(content, Cleared):
        return _cleared(content.text, locked=locked)
    if isinstance(content, Refused):
        return _laid([Line(NOTHING, bold=True), Line(content.reason)], buttons)
    if isinstance(content, Card):
        return _laid(list(_card(content)), buttons)
    if isinstance(content, Notice):
        text = typeset(f"{content.value} (incident {incident})" if incident else content.value)
        return (Message(text, rows=_rows(buttons)),)
    raise TypeError(f"`{type(content).__name__}` is not built by the guard: it cannot be sent")


def _cleared(text: str, *, locked: bool) -> tuple[Message, ...]:
    parts = split(text, LONGEST)
    if len(parts) == 1 and len(text) <= COPIED and not locked:
        return (Message(text, rows=((Key(COPY, copies=text),),)),)
    return tuple(Message(part, locked=locked) for part in parts)


def _card(card: Card) -> Iterator[Line]:
    yield Line(f"{card.light} {card.title}", bold=True)
    for block in card.blocks:
        yield Line("")
        yield Line(block.title, bold=True)
        yield from (Line(one if one.startswith(("☐", "☑", "[")) else f"• {one}") for one in block.lines)


def _laid(lines: Sequence[Line], buttons: Sequence[Button]) -> tuple[Message, ...]:
    pages = list(_pages(lines))
    rows = _rows(buttons)
    return tuple(
        Message(page, html=True, rows=rows if number == len(pages) else ())
        for number, page in enumerate(pages, 1)
    )


def _pages(lines: Iterable[Line]) -> Iterator[str]:
    page: list[str] = []
    bold = 0
    for line in _cut(lines):
        if page and (units("\n".join([*page, line.markup])) > LONGEST or bold + line.bold > MARKED):
            yield "\n".join(page).strip("\n")
            page, bold = [], 0
        if page or line.text.strip():
            page.append(line.markup)
            bold += line.bold
    if page:
        yield "\n".join(page).strip("\n")


def _cut(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, those that no message could hold cut on sentence ends."""
    for line in lines:
        if units(line.markup) <= LONGEST:
            yield line
        else:
            room = LONGEST - len("<b></b>")
            yield from (Line(part, line.bold) for part in split(line.text, room, weigh=_escaped))


def _escaped(char: str) -> int:
    return units(html.escape(char, quote=False))


def _rows(buttons: Sequence[Button]) -> tuple[tuple[Key, ...], ...]:
    """Return the buttons in rows of one to three; a row holds one family: rewrites, networks, explanations."""
    rows: list[tuple[Key, ...]] = []
    for _, family in groupby(buttons, key=_family):
        row: tuple[Key, ...] = ()
        for button in family:
            key = Key(button.label, _data(button))
            if row and (len(row) == ABREAST or _width((*row, key)) > ROW):
                rows.append(row)
                row = ()
            row = (*row, key)
        rows.append(row)
    return tuple(rows)


def _family(button: Button) -> int:
    return next(
        (number for number, family in enumerate(_FAMILIES) if button.action in family), len(_FAMILIES)
    )


def _width(keys: Iterable[Key]) -> int:
    return sum(len(key.label) for key in keys)


def _data(button: Button) -> str:
    data = button.data
    if len(data.encode()) > DATA:
        raise ValueError(f"callback data of {len(data.encode())} bytes; Telegram takes {DATA}")
    return data
