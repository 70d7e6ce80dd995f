"""The model server in its own process, and an environment without the settings of who runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("model_server.py")
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
