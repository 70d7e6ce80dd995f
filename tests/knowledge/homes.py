"""Homes to run the commands in: files to add, and the commands in a process of their own, over a small corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., int]

NOTICE = (
    "# Venir au cabinet\n\nLe parking de la clinique est derrière le bâtiment, accès par la rue du Port.\n"
)
PATIENT = "# Consigne\n\nRappel du dossier.\n\nMme Durand, née le 12/03/1975, NIR 2 75 03 75 116 001 04, opérée le 3 mai.\n"
RUN = """
import argparse, os, resource, sys
from pathlib import Path
if int(os.environ["LIMIT"]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["LIMIT"]),) * 2)
import knowledge.corpus as corpus
from bot.commands import index, search
corpus.CORPUS = Path(sys.argv[1])
corpus.shipped_mark.__defaults__ = corpus.load_shipped.__defaults__ = (Path(sys.argv[1]),)
parser = argparse.ArgumentParser()
commands = parser.add_subparsers()
index.add_parsers(commands); search.add_parsers(commands)
args = parser.parse_args(sys.argv[2:])
sys.exit(args.run(args))
"""


def write(folder: Path, name: str, text: str = NOTICE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def process(home: Path, *argv: object, limit: int = 0, out: IO[str] | None = None) -> subprocess.Popen[str]:
    """Start the command in a process that may write no file larger than `limit` bytes, as on a disk that fills up.

    With `out`, all that it says goes there.
    """
    environ = {**os.environ, "CONFRERE_HOME": str(home), "LIMIT": str(limit)}
    command = [sys.executable, "-c", RUN, str(home.parent / "corpus"), *map(str, argv)]
    return subprocess.Popen(
        command, env=environ, stdout=out or subprocess.PIPE, stderr=out or subprocess.PIPE, text=True
    )
