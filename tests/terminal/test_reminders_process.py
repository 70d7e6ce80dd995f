"""What falls due while nobody types: a real process in a pseudo-terminal, whose database is wound forward."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.servers.running import CONFRERE, PATIENCE, bare, said

if TYPE_CHECKING:
    from pathlib import Path

ALARM = "Bonjour, une joue toute blanche et très mal depuis mon injection d’hier, je vois flou"
DEFAMES = "⭐ 1/5 — il y a un mois\nCe charlatan a falsifié mon dossier médical."
PLANS = (
    "fais-moi un post Instagram sur le soleil et les cicatrices",
    "je confirme tout et je valide",
    "mardi 9h",
)
DUE = {  # what was said before, and what the terminal says of it when its time has come
    "alert": ((ALARM,), "Toujours sans accusé"),
    "slot": (PLANS, "C’est l’heure"),
    "review": ((DEFAMES,), "dernier jour prudent est"),
}
LONG_AGO = "2026-01-01 08:00:00.000000"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return bare(tmp_path) | {"TERM": "xterm-256color", "NO_COLOR": "1"}


def fall_due(home: Path) -> int:
    """Make the time of every entry come; return how many there are."""
    with closing(sqlite3.connect(home / "confrere.db")) as database, database:
        found = database.execute("UPDATE entry SET due = ? WHERE due IS NOT NULL", (LONG_AGO,))
        return found.rowcount


@pytest.mark.parametrize("kind", DUE)
def test_terminal_left_idle_says_what_falls_due_above_the_line_being_typed(
    environ: dict[str, str], tmp_path: Path, kind: str
) -> None:
    before, expected = DUE[kind]
    said(environ, *before)
    chat = pexpect.spawn(
        CONFRERE, ["chat"], env=environ, encoding="utf-8", timeout=PATIENCE, dimensions=(50, 110)
    )
    chat.expect("vous >")
    chat.send("/quit")
    chat.expect("/quit")
    assert fall_due(tmp_path)
    chat.expect(expected)
    chat.expect("vous > .*/quit")
    chat.send("ter\r")
    chat.expect("À bientôt")
    chat.expect(pexpect.EOF)
    chat.close()
    assert chat.exitstatus == 0
