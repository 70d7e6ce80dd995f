"""A secretary's day through real processes: an emergency that outlives a killed program, a queue, and a disk without patients."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.running import CONFRERE, bare, said

if TYPE_CHECKING:
    from pathlib import Path

ALARM = "Bonjour c’est Zélie Farandole, 06 39 98 12 34, une joue toute blanche et très mal depuis mon injection d’hier, je vois flou"
PASTE = (
    "Sophie · 09:12\nBonjour, quels documents faut-il apporter ?\n\n"
    "Bonjour, Zélie Farandole, opérée il y a 8 jours, mon pansement est un peu taché, que faire ?\n\n"
    "Bonsoir, merci beaucoup docteur"
)
NAMES = ("Farandole", "06 39 98 12 34")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return bare(tmp_path)


def titles(items: list[dict[str, Any]]) -> str:
    return " | ".join(str(one.get("title", "")) for one in items)


def actions(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "confrere.db")) as database:
        return [row[0] for row in database.execute("select action from audit order by id")]


def test_an_alert_outlives_a_program_that_is_killed(environ: dict[str, str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [CONFRERE, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"text": ALARM}).encode() + b"\n")
        process.stdin.flush()
        assert "Alerte ouverte" in titles(json.loads(process.stdout.readline())["items"])
        process.send_signal(signal.SIGKILL)
    held, closed, after = said(environ, "fais-moi un post sur le soleil", "patient joint", "/file")
    assert "encore ouverte" in titles(held)
    assert "joint par téléphone" in titles(closed)
    assert "vide" in titles(after)
    assert [one for one in actions(tmp_path) if "al" in one] == ["alerted", "alert_closed"]
    assert not holding(tmp_path)


def test_a_queue_is_worked_off_and_no_patient_is_on_the_disk(environ: dict[str, str], tmp_path: Path) -> None:
    shown = said(
        environ,
        PASTE,
        "ouvre 2",
        "transmets au chirurgien",
        "consigne : qu’elle passe demain à 9 h pour un contrôle",
        "classe les sans réponse",
        "/file",
    )
    read = [titles(items).replace("\u00a0", " ") for items in shown]
    assert "3 messages dans la file" in read[0]
    assert "Question médicale" in read[1]
    assert "transmis au chirurgien" in read[2]
    assert "Consigne transmise" in read[3]
    assert any("Consigne du chirurgien" in one for one in read[4:])  # a line of its own: it fell due
    assert "2 messages" in read[-1]
    assert not holding(tmp_path)


def holding(home: Path) -> list[Path]:
    """Return the files that hold a name or a number of a patient."""
    files = [file for file in home.rglob("*") if file.is_file()]
    return [file for file in files if any(name.encode() in file.read_bytes() for name in NAMES)]
