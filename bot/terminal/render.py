"""What a terminal shows of the conversation: the text alone, then the card; or one JSON line for programs."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.attached import Attached
from bot.conversation.cards import Card
from bot.conversation.notices import Notice
from bot.guard import Cleared, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.conversation.effects import Button, Send

BOLD: Final = "\x1b[1m"
DIM: Final = "\x1b[2m"
OFF: Final = "\x1b[0m"
NARROWEST: Final = 40  # columns
LOCKED: Final = "Texte à vérifier avant de copier"


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide a line is, in columns, and whether colours are understood."""

    width: int = 100
    colours: bool = False
    folder: Path = Path()  # where files were written

    def lines(self, sends: Iterable[Send]) -> Iterator[str]:
        """Yield the lines to print."""
        for send in sends:
            yield from self._shown(send)

    def _shown(self, send: Send) -> Iterator[str]:
        content = send.content
        if isinstance(content, Cleared):
            yield from (
                "",
                self._rule(LOCKED if send.locked else "Texte à copier"),
                content.text,
                self._rule(),
            )
        elif isinstance(content, Refused):
            yield from ("", self._style(BOLD, "Aucun texte à copier"), *self._wrap(content.reason))
        elif isinstance(content, Card):
            yield from self._card(content, send.buttons)
        elif isinstance(content, Attached):
            yield from self._wrap(f"📎 {self.folder / content.name}", style=BOLD)
        else:
            yield from ("", *self._wrap(said(send)))

    def _card(self, card: Card, buttons: Iterable[Button]) -> Iterator[str]:
        yield from self._wrap(f"{card.light} {card.title}", style=BOLD)
        for block in card.blocks:
            yield self._style(BOLD, f"  {block.title}")
            for line in block.lines:
                yield from self._wrap(line, indent="    ")
        labels = [button.label for button in buttons]
        if labels:
            yield from self._wrap("Suite : " + " · ".join(labels), style=DIM)

    def _wrap(self, text: str, indent: str = "", style: str = "") -> list[str]:
        width = max(self.width, NARROWEST)
        lines = textwrap.wrap(
            text,
            width,
            initial_indent=indent,
            subsequent_indent=indent + "  " * bool(indent),
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [self._style(style, line) for line in lines]

    def _rule(self, title: str = "") -> str:
        width = min(max(self.width, NARROWEST), 72)
        return self._style(DIM, f"── {title} ".ljust(width, "─") if title else "─" * width)

    def _style(self, style: str, text: str) -> str:
        return f"{style}{text}{OFF}" if self.colours and style else text


def said(send: Send) -> str:
    """Return the sentence of a notice, with its incident number if it has one."""
    text = send.content.value if isinstance(send.content, Notice) else ""
    return f"{text} (incident {send.incident})" if send.incident else text


def as_json(sends: Iterable[Send]) -> str:
    """Return one line of JSON: `{"items": [notice | draft | card, …]}`, in the order in which a person would read."""
    return json.dumps({"items": [_item(send) for send in sends]}, ensure_ascii=False)


def _item(send: Send) -> dict[str, Any]:
    content = send.content
    if isinstance(content, Cleared | Refused):
        findings = [
            {"rule": one.rule, "severity": one.severity, "fix": one.fix, "message": one.message}
            for one in content.findings
        ]
        text = content.text if isinstance(content, Cleared) else None
        return {
            "type": "draft",
            "verdict": content.verdict,
            "text": text,
            "findings": findings,
            "locked": send.locked,
        }
    if isinstance(content, Card):
        actions = [{"label": button.label, "action": button.action} for button in send.buttons]
        return {"type": "card", **content.as_json(), "actions": actions}
    if isinstance(content, Attached):
        return {"type": "file", "name": content.name, "text": content.data.decode()}
    return {"type": "notice", "name": content.name.lower(), "text": said(send)}
