"""Whole processes: what a person waits for between Enter and an answer."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.bench import Row, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROUNDS: Final = 7
PROMPT: Final = b"vous >"
PATIENCE: Final = 30.0  # seconds before a start that shows no prompt is given up
TEXT: Final = "Le cabinet reçoit sur rendez-vous, du lundi au vendredi."
FOOTPRINT: Final = (
    "import resource, time; t = time.perf_counter(); import bot.guard; d = time.perf_counter() - t; "
    "{then}print(d * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
ONE_REVIEW: Final = "bot.guard.review('Bonjour.', 'post'); "


def bench_processes(home: Path) -> list[Row]:
    """Time the guard as a command, the import of the guard, and the chat from start to prompt; `home` is a scratch folder."""
    confrere = str(Path(sys.executable).parent / "confrere")
    environ = {**os.environ, "CONFRERE_HOME": str(home), "TELEGRAM_BOT_TOKEN": ""}
    guard = _repeat(lambda: _run([confrere, "guard", "--channel", "post"], TEXT))
    imported = [_footprint("") for _ in range(ROUNDS)]
    reviewed = [_footprint(ONE_REVIEW) for _ in range(ROUNDS)]
    _to_prompt([confrere, "chat"], environ)  # the first start builds the index
    prompt = _repeat(lambda: _to_prompt([confrere, "chat"], environ))
    return [
        _row("confrere guard, un texte court, le processus entier", guard, "s", 0.40),
        _row("import du garde-fou", [one[0] for one in imported], "ms", 200),
        _row("mémoire après l’import du garde-fou", [one[1] for one in imported], "Mo", 80),
        _row("mémoire après un premier contrôle", [one[1] for one in reviewed], "Mo"),
        _row("confrere chat jusqu’à l’invite, deuxième démarrage", prompt, "s", 2.0),
    ]


def _row(name: str, values: Sequence[float], unit: str, target: float | None = None) -> Row:
    return Row(name, percentile(values, 0.5), percentile(values, 0.99), unit, target)


def _repeat(work: Callable[[], None]) -> list[float]:
    durations = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        durations.append(time.perf_counter() - started)
    return durations


def _run(command: Sequence[str], text: str) -> None:
    subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, check=True)


def _footprint(then: str) -> tuple[float, float]:
    code = FOOTPRINT.format(then=then)
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    milliseconds, megabytes = map(float, printed.split())
    return milliseconds, megabytes


def _to_prompt(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Start `command` on a terminal of its own, wait for the prompt, and stop it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ)
    os.close(theirs)
    try:
        _wait_for(ours, PROMPT)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _wait_for(terminal: int, wanted: bytes) -> None:
    seen, end = b"", time.monotonic() + PATIENCE
    while wanted not in seen:
        if not select.select([terminal], [], [], max(0.0, end - time.monotonic()))[0]:
            raise TimeoutError("no prompt was shown")
        seen += os.read(terminal, 4096)
