"""The model server and the chat, each in a process of its own, and an environment without the settings of who runs the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("model_server.py")
CONFRERE = str(Path(sys.executable).parent / "confrere")
PATIENCE = 60  # seconds
OURS = ("CONFRERE", "OPENAI", "TELEGRAM")


@contextmanager
def model_server() -> Iterator[int]:
    """Yield the port of a model server that stops with the block."""
    with subprocess.Popen(
        [sys.executable, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.communicate(timeout=5)


def bare(home: Path) -> dict[str, str]:
    """Return an environment where nothing is set but the folder of the practice."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"CONFRERE_HOME": str(home), "CONFRERE_PRACTICE": str(home / "practice.toml")}


def piped(environ: dict[str, str], text: bytes, *flags: str) -> subprocess.CompletedProcess[str]:
    """Return what `confrere chat` did with a text on its standard input."""
    done = subprocess.run(
        [CONFRERE, "chat", *flags],
        input=text,
        env=environ,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def said(environ: dict[str, str], *texts: str) -> list[list[dict[str, Any]]]:
    """Return the items that one `confrere chat --json` shows for each text; what falls due has a list of its own."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = piped(environ, lines.encode(), "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["items"] for line in done.stdout.splitlines()]
