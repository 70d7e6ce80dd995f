"""The chat in a terminal: with line editing for a person, plain lines for a pipe, JSON lines for a program."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.attached import Attached
from bot.conversation.effects import Action, Called, Pictured, Pressed, Said, Send, Who
from bot.conversation.faults import failure
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft
from bot.guard.fold import fold
from bot.terminal.render import DIM, OFF, Screen, as_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from bot.conversation.effects import Button, Due, Event
    from bot.conversation.reception import Outgoing

PATIENCE: Final = 0.8  # seconds; a longer wait is announced
TICK: Final = 5.0  # seconds between two looks at what is due, while the person types or is away
FENCE: Final = '"""'
LEAVES: Final = frozenset({"/quitter", "/q", "/exit", "/quit"})
CRAFTS: Final = {"/post": Craft.POST, "/message": Craft.MESSAGE, "/avis": Craft.REVIEW}
SAYS: Final = {
    "/aide": "aide",
    "/help": "aide",
    "/start": "bonjour",
    "/valider": "je valide",
    "/pourquoi": "pourquoi ?",
    "/sources": "sources",
    "/derogations": "dérogations",
    "/dérogations": "dérogations",
}


class Receiving(Protocol):
    """Where events go; `bot.conversation.reception.Reception` is one."""

    async def receive(self, event: Event) -> tuple[Outgoing, ...]:
        """Return what to show."""
        ...

    async def tick(
        self, now: datetime, front: str, deliver: Callable[[Due, Sequence[Outgoing]], Awaitable[None]]
    ) -> int:
        """Hear every entry of a front whose time has come and deliver what it says."""
        ...


@dataclass(slots=True)
class Chat:
    """A conversation with the person at this terminal; `folder` takes the files that are handed over."""

    reception: Receiving
    who: Who
    json: bool = False
    folder: Path = Path()
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _buttons: dict[str, Button] = field(default_factory=dict)
    _turning: asyncio.Lock = field(default_factory=asyncio.Lock)  # a turn and a reminder never cross

    async def run(self) -> int:
        """Converse until the end of input, `/quitter` or Ctrl-C; return the exit code."""
        person = sys.stdin.isatty() and not self.json
        if person:
            self._print([Send(Notice.WELCOME)])
            print(
                f"{DIM if self._colours else ''}/aide pour l’aide, /quitter ou Ctrl-D pour sortir.{OFF if self._colours else ''}"
            )
        with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError, BrokenPipeError):
            async with self._clock() if person else contextlib.nullcontext():
                async for text in _typed() if person else _piped():
                    if text.strip().lower() in LEAVES:
                        break
                    async with self._turning:
                        await self._turn(text)
        if person:
            self._print([Send(Notice.BYE)])
        return 0

    async def _turn(self, text: str) -> None:
        event = self._event(_unwrapped(text) if self.json else text)
        try:
            await self._remind()
            shown: Sequence[Outgoing] = await self._patiently(event)
        except Exception as error:  # noqa: BLE001 — the one handler of this front; see faults.py
            shown = (failure(error),)
        self._print([one for one in shown if isinstance(one, Send)])

    @contextlib.asynccontextmanager
    async def _clock(self) -> AsyncIterator[None]:
        """Show what falls due while the person types or is away; leave no reminder half told at the end."""

        async def tick() -> None:
            while True:
                async with self._turning:
                    with contextlib.suppress(
                        Exception
                    ):  # what fails here fails again, and is said, at the next turn
                        await self._remind()
                await asyncio.sleep(TICK)

        ticking = asyncio.create_task(tick())
        try:
            yield
        finally:
            async with self._turning:
                ticking.cancel()

    async def _remind(self) -> None:
        """Show what is due; its buttons join those of what is on screen."""

        async def deliver(_event: Due, outgoing: Sequence[Outgoing]) -> None:
            shown = self._buttons
            self._print([one for one in outgoing if isinstance(one, Send)])
            self._buttons = shown | self._buttons

        await self.reception.tick(self.now(), "terminal", deliver)

    async def _patiently(self, event: Event) -> tuple[Outgoing, ...]:
        working = asyncio.ensure_future(self.reception.receive(event))
        done, _ = await asyncio.wait({working}, timeout=PATIENCE)
        if not done and sys.stdout.isatty():
            print("Je rédige…", flush=True)
        return await working

    def _event(self, text: str) -> Event:
        if button := self._buttons.get(bare(text)):
            return Pressed(self.who, button.action, button.draft, button.version)
        if not text.startswith("/"):
            return Said(self.who, text)
        command, _, rest = text.partition(" ")
        command, _, first = command.partition("\n")
        name = command.lower()
        if name in CRAFTS:
            return Said(self.who, f"{first}\n{rest}".strip() if first else rest, craft=CRAFTS[name])
        if name == "/oublie":
            self._buttons = {}
            return Pressed(self.who, Action.FORGET)
        if name == "/photo":
            return self._pictured(rest)
        said = name in SAYS and not (name == "/start" and rest)
        return Said(self.who, SAYS[name]) if said else Called(self.who, bare(name[1:]), rest)

    def _pictured(self, said: str) -> Pictured:
        """Return a photo of this machine, «/photo capture.png légende», by its digest alone."""
        path, _, caption = said.strip().partition(" ")
        try:
            digest = hashlib.sha256(Path(path).expanduser().read_bytes()).hexdigest()
        except OSError:
            digest = ""
        return Pictured(self.who, digest, caption)

    @property
    def _colours(self) -> bool:
        return sys.stdout.isatty()

    def _print(self, sends: Iterable[Send]) -> None:
        sends = list(sends)
        buttons = {bare(one.label): one for send in sends for one in send.buttons}
        self._buttons = buttons or self._buttons
        if self.json:
            print(as_json(sends), flush=True)
            return
        for send in sends:
            if isinstance(send.content, Attached):
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / send.content.name).write_bytes(send.content.data)
        width = min(shutil.get_terminal_size((100, 40)).columns, 110)
        for line in Screen(width, self._colours, self.folder).lines(sends):
            print(line)
        print(flush=True)


async def _typed() -> AsyncIterator[str]:
    """Yield what a person types; a paste of several lines stays one text, Alt-Enter makes a line break.

    What is printed meanwhile goes above the line being typed. The history stays in memory: what is pasted may name a patient.
    """
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # no question to the terminal: some never answer
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.patch_stdout import patch_stdout

    keys = KeyBindings()
    keys.add("escape", "enter")(lambda event: event.current_buffer.insert_text("\n"))
    session: PromptSession[str] = PromptSession(history=InMemoryHistory(), key_bindings=keys)
    while True:
        try:
            with patch_stdout(raw=True):
                text = await session.prompt_async("vous > ", prompt_continuation="       ")
        except (EOFError, KeyboardInterrupt):
            return
        if text.strip():
            yield text


async def _piped() -> AsyncIterator[str]:
    '''Yield one text a line; lines between two `"""` make one text. Bytes that are not UTF-8 are replaced.'''
    block: list[str] | None = None
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if line.strip() == FENCE:
            if block is not None:
                yield "\n".join(block)
            block = [] if block is None else None
        elif block is not None:
            block.append(line)
        else:
            yield line
    if block:
        yield "\n".join(block)


def _unwrapped(line: str) -> str:
    """Return the text of a JSON line such as `{"text": "…"}`; any other line is the text itself."""
    try:
        said = json.loads(line)
    except ValueError:
        return line
    text = said.get("text") if isinstance(said, dict) else None
    return text if isinstance(text, str) else line


def bare(label: str) -> str:
    """Return a label, or what is typed of it, without its emoji, marks, accents and capitals."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(label).lower))
