"""Two practices of one home, as installed: documents, facts, drafts and what is due never cross."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.servers.running import CONFRERE, bare, piped, said

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """# La patinoire après une otoplastie

La patinoire Zamboni se reprend après une otoplastie, avec un bandeau.

Le bandeau protège les oreilles décollées du froid.
"""
ASKED = "post sur la patinoire zamboni"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    for slug in ("lyon", "Pas_Un_Nom"):
        (folder / "cabinets" / slug).mkdir(parents=True)
        (folder / "cabinets" / slug / "practice.toml").write_text('[cabinet]\nnom = "Cabinet B"\n', "utf-8")
    (folder / "practice.toml").write_text('[cabinet]\nnom = "Cabinet A"\n', "utf-8")
    (folder / "patinoire.md").write_text(SHEET, "utf-8")
    lyon = folder / "cabinets" / "lyon"
    environ = bare(lyon)
    done = subprocess.run(
        [CONFRERE, "index", "add", str(folder / "patinoire.md")], env=environ, capture_output=True, check=True
    )
    assert "1\u00a0document" in done.stdout.decode()
    return folder


@pytest.fixture(scope="module")
def environ(home: Path) -> dict[str, str]:
    return bare(home)


def texts(said: list[list[dict[str, object]]]) -> list[str]:
    return [json.dumps(one, ensure_ascii=False) for one in said]


def test_a_document_is_found_by_its_practice_alone(environ: dict[str, str]) -> None:
    here, _switch, there, _back, again = texts(
        said(environ, ASKED, "/cabinets lyon", ASKED, "/cabinets cabinet a", ASKED)
    )
    assert "bandeau" in there
    assert "bandeau" not in here + again


def test_the_list_names_the_practices_and_only_those_with_a_proper_folder(environ: dict[str, str]) -> None:
    (shown,) = texts(said(environ, "/cabinets"))
    assert "Cabinet A" in shown
    assert "Cabinet B" in shown
    assert "Pas_Un_Nom" not in shown


def test_a_fact_said_in_one_practice_is_unknown_in_the_other(environ: dict[str, str], home: Path) -> None:
    fact = "adresse : 3 rue de l’Essai, 69000 Lyon"
    _noted, here, _switch, there = texts(said(environ, fact, "/fiche", "/cabinets lyon", "/fiche"))
    assert "3 rue de l’Essai" in here
    assert "3 rue de l’Essai" not in there
    with sqlite3.connect(home / "confrere.db") as database:
        rows = database.execute("SELECT DISTINCT practice FROM entry WHERE kind = 'fact'").fetchall()
    database.close()
    assert rows == [("cabinet",)]


def test_a_practice_whose_file_is_broken_is_said_and_the_other_goes_on(
    environ: dict[str, str], home: Path
) -> None:
    broken = home / "cabinets" / "nice" / "practice.toml"
    broken.parent.mkdir()
    broken.write_text("[cabinet", "utf-8")
    said(environ, "/cabinets cabinet a")
    done = piped(environ, f"/cabinets nice\n{ASKED.replace('la patinoire zamboni', 'le tabac')}\n".encode())
    assert "sont illisibles" in done.stdout
    assert "Post Instagram" in done.stdout
    assert "Traceback" not in done.stderr
