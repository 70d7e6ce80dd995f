"""Real processes: a Telegram emulator, and the bot; and the people who write to it."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from lo_bot_api_emulator.journal import verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOKEN = "7000000001:essai-de-confrere_sans-valeur-0000000"
PATIENCE = 12.0  # seconds; two cores shared with everybody
HTTP = httpx.Client(trust_env=False)  # one for all: building one costs thirty milliseconds
SHORT = 6  # letters; «avis» may stand in a log by chance
USERS = range(500, 800)  # who is on the list; a test takes a person that no other test takes
people = itertools.count(USERS.start)
strangers = itertools.count(900)


def eventually(look: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Return what `look` returns as soon as it is true; fail after `patience` seconds."""
    until = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > until:
            pytest.fail("nothing came in time")
        time.sleep(0.03)
    return seen


@dataclass
class Telegram:
    """The server, as a test sees it."""

    url: str
    token: str = TOKEN
    sentences: list[str] = field(default_factory=list)  # all that anybody wrote: no log may hold one

    def calls(self, method: str, chat: int | None = None) -> list[dict[str, Any]]:
        found = [call for call in HTTP.get(f"{self.url}/_calls").json() if call["method"] == method]
        return [
            call["fields"] | {"status": call["status"]}
            for call in found
            if chat is None or call["fields"].get("chat_id") == str(chat)
        ]

    def every(self, chat: int, methods: Sequence[str]) -> list[dict[str, Any]]:
        """Return the calls of several methods to one chat, in order."""
        found = HTTP.get(f"{self.url}/_calls").json()
        return [
            call["fields"] | {"status": call["status"]}
            for call in found
            if call["method"] in methods and call["fields"].get("chat_id") == str(chat)
        ]

    def sent(self, chat: int) -> list[str]:
        return [call["text"] for call in self.calls("sendMessage", chat) if call["status"] == 200]

    def fault(self, method: str, kind: str, times: int = 1) -> None:
        HTTP.post(f"{self.url}/_fault", json={"method": method, "kind": kind, "times": times})

    def give(self, update: dict[str, Any], kind: str | None = None) -> int:
        said = {"token": self.token, "update": update} | ({"kind": kind} if kind else {})
        answer = HTTP.post(f"{self.url}/_say", json=said).json()
        assert answer["ok"], answer
        return int(answer["result"]["update_id"])


@dataclass
class Person:
    """Somebody who writes to the bot in private."""

    telegram: Telegram
    id: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(10))

    def message(self, **fields: Any) -> dict[str, Any]:
        return {
            "message_id": next(self.numbers),
            "date": 1_800_000_000,
            "chat": {"id": self.id, "type": "private"},
            "from": {"id": self.id, "is_bot": False, "first_name": "Essai"},
            **fields,
        }

    def writes(self, text: str, kind: str | None = None, **fields: Any) -> int:
        self.telegram.sentences.append(text)
        message = self.message(text=text, **fields)
        self.telegram.give({"message": message}, kind)
        return int(message["message_id"])

    def sends(self, **fields: Any) -> int:
        message = self.message(**fields)
        self.telegram.give({"message": message})
        return int(message["message_id"])

    def taps(self, data: str) -> None:
        shown = self.message(text="carte")
        query = {
            "id": f"q{self.id}",
            "chat_instance": "1",
            "from": shown["from"],
            "message": shown,
            "data": data,
        }
        self.telegram.give({"callback_query": query})

    def reads(self, count: int = 1, patience: float = PATIENCE) -> list[str]:
        """Wait until `count` messages came, and return them all."""
        eventually(lambda: len(self.telegram.sent(self.id)) >= count, patience)
        return self.telegram.sent(self.id)

    def buttons(self) -> dict[str, str]:
        """Return the buttons of the last message, label to data."""
        import json

        markup = self.telegram.calls("sendMessage", self.id)[-1]["reply_markup"]
        return {
            key["text"]: key.get("callback_data", "")
            for row in json.loads(markup)["inline_keyboard"]
            for key in row
        }


@dataclass
class Bot:
    """A bot process."""

    process: subprocess.Popen[bytes]
    home: Path
    log_file: Path

    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    def stop(self, patience: float = PATIENCE) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patience)


@contextmanager
def server(folder: Path) -> Iterator[Telegram]:
    port = free_port()
    command = [sys.executable, str(HERE.parent / "servers" / "telegram_server.py"), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--journal", str(folder / "journal.jsonl")], stdout=subprocess.DEVNULL
    ) as process:
        telegram = Telegram(f"http://127.0.0.1:{port}")
        try:
            eventually(lambda: answers(telegram.url))
            yield telegram
        finally:
            process.kill()
    judged = verdict(folder / "journal.jsonl", allowed_refusals=("getUpdates:409",))
    assert (judged["refusals"], judged["malformed"]) == (
        [],
        False,
    )  # the emulator refused nothing of what the bot asked


@contextmanager
def running(
    telegram: Telegram, home: Path, program: Sequence[str] = (str(HERE / "bot_process.py"),), **environ: str
) -> Iterator[Bot]:
    """Start the bot; wait until it listens, unless it leaves first. `program` is what Python is told to run."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / f"log-{time.monotonic_ns()}.txt"
    told = {
        "CONFRERE_HOME": str(home),
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "CONFRERE_TELEGRAM_URL": telegram.url,
        "CONFRERE_TELEGRAM_USERS": ",".join(map(str, USERS)),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *program],
            env={name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
            | told
            | environ,
            stdout=out,
            stderr=out,
        )
    bot = Bot(process, home, log)
    try:
        eventually(
            lambda: (
                "écoute sur Telegram" in bot.log() or process.poll() is not None or "autorisé" in bot.log()
            )
        )
        yield bot
    finally:
        process.kill()
        process.wait()
    assert indiscretions(bot.log(), telegram) == []


def indiscretions(log: str, telegram: Telegram) -> list[str]:
    """Return the token and the texts that a log holds."""
    secrets = [telegram.token, "La cicatrice change", "Bonjour, nous avons bien lu", *telegram.sentences]
    return [one for one in secrets if len(one) > SHORT and one in log]


def answers(url: str) -> bool:
    try:
        return HTTP.get(f"{url}/_calls").status_code == 200
    except httpx.HTTPError:
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
