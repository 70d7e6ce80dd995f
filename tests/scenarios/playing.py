"""Plays a scenario in a terminal and on Telegram, each in real processes, and writes down what the person saw.

A scenario is YAML: `role`, `practice` (the text of practice.toml, optional) and `steps`; a step has `say` (what is typed or pasted), or
`press` (a button by its label), or `photo` (its caption); then `see` (what must stand in the answer) and `never` (what must not).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from bot.conversation.notices import Notice
from bot.french import typeset
from bot.terminal.chat import bare
from tests.servers.running import bare as bare_environ
from tests.telegram.processes import Person, Telegram, eventually, people, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER: Final = Path(__file__).parent
CONFRERE: Final = str(Path(sys.executable).parent / "confrere")
PROGRAM: Final = ("-c", "import sys; from bot.cli import main; sys.exit(main(['telegram']))")
PRIVACY: Final = "(la précision dite une fois)"
COPIES: Final = "📋 Copier"
CAPTURE: Final = b"OggS"  # what the server of the tests gives for every file
LONG: Final = 90.0  # seconds; a cold index on a busy machine


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as a person reads it: its lines without markup, and the labels of its buttons."""

    lines: tuple[str, ...]
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as a transcript shows it."""
        text = "\n".join(self.lines)
        return f"{text}\n[{' · '.join(self.labels)}]" if self.labels else text


@dataclass(frozen=True, slots=True)
class Step:
    """What the person does, and what must and must not be answered."""

    say: str = ""
    press: str = ""
    photo: str = ""
    see: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as a transcript shows it."""
        return self.say or (f"[{self.press}]" if self.press else f"(photo) {self.photo}")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conversation from its first word to its last."""

    name: str
    steps: tuple[Step, ...]
    practice: str = field(default="", repr=False)


def scenarios() -> list[Scenario]:
    """Return the scenarios of this folder."""
    return [_read(file) for file in sorted(FOLDER.glob("*.yaml"))]


def _read(file: Path) -> Scenario:
    table = yaml.safe_load(file.read_text("utf-8"))
    steps = tuple(
        Step(**{name: tuple(value) if isinstance(value, list) else str(value) for name, value in one.items()})
        for one in table["steps"]
    )
    return Scenario(file.stem, steps, table.get("practice", ""))


def in_a_terminal(scenario: Scenario, home: Path) -> Iterator[list[Seen]]:
    """Yield what the terminal answers to each step."""
    photo = _prepared(scenario, home) / "capture.png"
    photo.write_bytes(CAPTURE)
    with subprocess.Popen(
        [CONFRERE, "chat", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=bare_environ(home),
        text=True,
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        for step in scenario.steps:
            typed = step.say or step.press or f"/photo {photo} {step.photo}"
            chat.stdin.write(json.dumps({"text": typed}) + "\n")
            chat.stdin.flush()
            yield [_of_item(one) for one in json.loads(chat.stdout.readline())["items"]]
        chat.stdin.close()


def on_telegram(
    scenario: Scenario, telegram: Telegram, home: Path, counts: Iterable[int]
) -> Iterator[list[Seen]]:
    """Yield what Telegram shows after each step, once as many messages came as `counts` tells."""
    _prepared(scenario, home)
    person = Person(telegram, next(people))
    with running(telegram, home, PROGRAM, CONFRERE_PRACTICE=str(home / "practice.toml")) as bot:
        told = 0
        for step, count in zip(scenario.steps, counts, strict=True):
            _act(person, step)
            eventually(lambda wanted=told + count: len(_shown(person)) >= wanted or bot.process.poll(), LONG)
            seen = _shown(person)[told:]
            told += len(seen)
            yield seen


def _prepared(scenario: Scenario, home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    if scenario.practice:
        (home / "practice.toml").write_text(scenario.practice, "utf-8")
    return home


def _act(person: Person, step: Step) -> None:
    if step.press:
        wanted = bare(step.press)
        buttons = {bare(label): data for label, data in _buttons(person)}
        person.taps(buttons[wanted])
    elif step.photo:
        sizes = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
        person.sends(photo=sizes, caption=step.photo)
    else:
        person.writes(step.say)


def _buttons(person: Person) -> Iterator[tuple[str, str]]:
    for call in _calls(person):
        for row in _keys(call):
            yield from ((key["text"], key["callback_data"]) for key in row if "callback_data" in key)


def _calls(person: Person) -> list[dict[str, Any]]:
    every = person.telegram.every(person.id, ("sendMessage", "sendDocument"))
    return [call for call in every if call["status"] == 200]


def _keys(call: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    markup = call.get("reply_markup")
    table = json.loads(markup) if isinstance(markup, str) else markup or {}
    return list(table.get("inline_keyboard", []))


def _shown(person: Person) -> list[Seen]:
    return [_of_call(call) for call in _calls(person)]


def _of_call(call: Mapping[str, Any]) -> Seen:
    if "document" in call:
        return Seen((f"📎 {call['document']}",))
    text = (
        html.unescape(re.sub(r"</?b>", "", call["text"]))
        if call.get("parse_mode") == "HTML"
        else call["text"]
    )
    labels = tuple(key["text"] for row in _keys(call) for key in row if key["text"] != COPIES)
    return Seen(_lines(text), labels)


def _of_item(item: Mapping[str, Any]) -> Seen:
    if item["type"] == "file":
        return Seen((f"📎 {item['name']}",))
    if item["type"] == "notice":
        return Seen(_lines(item["text"]))
    if item["type"] == "draft":
        return Seen(_lines(item["text"] or "Aucun texte à copier"))
    blocks = [line for block in item["blocks"] for line in (block["title"], *block["lines"])]
    return Seen(_lines("\n".join([item["title"], *blocks])), tuple(one["label"] for one in item["actions"]))


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a message, without what one front adds: bullets, lights, the wording on where it is read."""
    if typeset(text) in {typeset(Notice.PRIVACY.value), typeset(Notice.PRIVACY_TERMINAL.value)}:
        return (PRIVACY,)
    bared = (re.sub(r"^(?:• |[🟢🟠🔴] )", "", typeset(line)).strip() for line in text.splitlines())
    return tuple(line for line in bared if line)


def digest() -> str:
    """Return the SHA-256 of the capture that a terminal is shown."""
    return hashlib.sha256(CAPTURE).hexdigest()
