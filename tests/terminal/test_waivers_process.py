"""A person keeps what the guard cut, through the terminal: a real process, a real database, a model server of our own."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.running import bare, said

if TYPE_CHECKING:
    from pathlib import Path

POST = "post sur le soleil et les cicatrices"
PRAISE = "Notre centre d’excellence vous accueille."
REASON = "c’est le nom officiel du service"


@pytest.fixture
def environ(tmp_path: Path, model_port: int) -> dict[str, str]:
    return bare(tmp_path) | {
        "OPENAI_BASE_URL": f"http://127.0.0.1:{model_port}/v1",
        "CONFRERE_MODEL": f"praise@{tmp_path.name}",
        "NO_PROXY": "127.0.0.1",
    }


def drafted(items: list[dict[str, Any]]) -> str:
    return next(str(item["text"]) for item in items if item["type"] == "draft")


def test_person_keeps_a_sentence_and_takes_it_back(environ: dict[str, str], tmp_path: Path) -> None:
    cut, kept = said(environ, POST, f"garde « centre d’excellence » parce que {REASON}")
    assert PRAISE not in drafted(cut)
    assert "✋ Garder quand même" in [one["label"] for one in cut[-1]["actions"]]
    assert PRAISE in drafted(kept)
    assert "Gardé par vous malgré la règle" in [block["title"] for block in kept[-1]["blocks"]]
    listed, again, gone, after = said(environ, "/derogations", POST, "retire la dérogation 1", POST)
    assert REASON in listed[0]["blocks"][0]["title"]
    assert PRAISE in drafted(again)
    assert gone[0]["name"] == "unwaived"
    assert PRAISE not in drafted(after)
    with sqlite3.connect(tmp_path / "confrere.db") as database:
        actions = [row[0] for row in database.execute("SELECT action FROM audit ORDER BY id")]
    database.close()
    assert actions.count("waived") == actions.count("unwaived") == 1


def test_model_is_a_second_pair_of_eyes_when_asked(environ: dict[str, str]) -> None:
    alone, seen = (said(environ | {"CONFRERE_JUDGE": judge}, POST)[0] for judge in ("0", "1"))
    assert "La protection ne supprime pas ce risque" in drafted(alone)
    assert "La protection ne supprime pas ce risque" not in drafted(seen)
    findings = next(item["findings"] for item in seen if item["type"] == "draft")
    assert [one["rule"] for one in findings if one["message"].startswith("Relevé par le modèle")] == [
        "PUB007"
    ]


def test_model_that_fails_to_read_is_said(environ: dict[str, str], tmp_path: Path) -> None:
    (shown,) = said(environ | {"CONFRERE_JUDGE": "1", "CONFRERE_MODEL": f"fence@{tmp_path.name}"}, POST)
    notes = next(block["lines"] for block in shown[-1]["blocks"] if block["title"] == "À noter")
    assert any(note.startswith("Non relu par le modèle") for note in notes)


def test_sentence_of_a_model_that_strays_from_its_sources_is_ticked_before_it_is_copied(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (shown, freed) = said(environ | {"CONFRERE_MODEL": f"turned@{tmp_path.name}"}, POST, "je confirme tout")
    lines = next(block["lines"] for block in shown[-1]["blocks"] if block["title"].startswith("À cocher"))
    assert [line.replace("\u00a0", " ") for line in lines if line[:1] == "☐"] == [
        "☐ « Le soleil ne peut pas entretenir l’inflammation d’une cicatrice. » : s’écarte de vos sources (négation)"
    ]
    assert [item["locked"] for item in (*shown, *freed) if item["type"] == "draft"] == [True, False]


def test_dictated_sentence_is_kept_without_any_model(environ: dict[str, str]) -> None:
    alone = {
        name: value for name, value in environ.items() if name not in {"CONFRERE_MODEL", "OPENAI_BASE_URL"}
    }
    _, declined, kept = said(alone, POST, f"ajoute : {PRAISE}", f"garde quand même : {REASON}")
    assert "PUB002" in declined[0]["title"]
    assert PRAISE in drafted(kept)
