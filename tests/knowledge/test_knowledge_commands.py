"""`confrere index` and `confrere search`, over real files and a real home."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from homes import NOTICE, PATIENT, Run, process, write

if TYPE_CHECKING:
    from pathlib import Path


def test_added_file_is_found_by_searching(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confrere("index", "add", write(tmp_path, "venir.md")) == 0
    assert confrere("search", "où se garer, le parking ?", "--json") == 0
    out = capsys.readouterr().out
    assert "1\u00a0document dans l’index (1\u00a0passage)." in out
    first = json.loads(out[out.index("{") :])["passages"][0]
    assert first["source"].startswith("practice:venir-")
    assert first["text"] == NOTICE[first["start"] : first["end"]]
    assert set(first) == {
        "source",
        "card",
        "kind",
        "title",
        "section",
        "text",
        "start",
        "end",
        "score",
        "label",
        "url",
    }


def test_folder_is_read_whole_but_for_hidden_and_foreign_files(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "sous/b.txt", ".git/c.md", "d.png"):
        write(tmp_path / "dossier", name)
    assert confrere("index", "add", tmp_path / "dossier") == 0
    assert "2\u00a0documents dans l’index" in capsys.readouterr().out


def test_bad_files_are_left_aside_with_their_reason_and_the_rest_goes_on(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "dossier"
    write(folder, "bon.md")
    write(folder, "vide.txt", "")
    (folder / "faux.pdf").write_bytes(b"%PDF-1.4 rien")
    assert confrere("index", "add", folder) == 1
    told = capsys.readouterr()
    assert "1\u00a0document dans l’index" in told.out
    assert "vide.txt\u00a0: le fichier est vide." in told.err
    assert "faux.pdf\u00a0: le PDF est endommagé" in told.err


def test_document_that_names_a_patient_is_not_indexed(
    confrere: Run, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confrere("index", "add", write(tmp_path, "consigne.md", PATIENT)) == 1
    told = capsys.readouterr()
    assert "données de patient (ligne 5)" in told.err
    assert "Durand" not in told.out + told.err
    assert not any(b"Durand" in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_same_file_twice_changes_nothing(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "venir.md")
    confrere("index", "add", path)
    assert confrere("index", "add", path) == 0
    assert "dont 1 sans changement" in capsys.readouterr().out


def test_path_that_does_not_exist_says_so(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confrere("index", "add", tmp_path / "absent") == 66
    assert "Introuvable" in capsys.readouterr().err


def test_empty_folder_indexes_nothing_and_says_so(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rien").mkdir()
    assert confrere("index", "add", tmp_path / "rien") == 1
    assert "Aucun document n’a été indexé." in capsys.readouterr().out


def test_list_is_empty_then_shows_the_document(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("index", "list")
    confrere("index", "add", write(tmp_path, "venir.md"))
    confrere("index", "list")
    confrere("index", "list", "--json")
    out = capsys.readouterr().out
    assert "Aucun document du cabinet." in out
    assert "  Venir au cabinet  (1\u00a0passage, ajouté le " in out
    assert json.loads(out[out.index("[\n") :])[0]["title"] == "Venir au cabinet"


def test_list_with_all_shows_what_is_shipped(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("index", "list", "--all") == 0
    assert "topic:rhinoplastie  La rhinoplastie  (2\u00a0passages" in capsys.readouterr().out


@pytest.mark.parametrize("by", ["path", "source"])
def test_forgotten_document_is_gone(
    confrere: Run, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    path = write(tmp_path, "venir.md")
    confrere("index", "add", path)
    confrere("index", "list", "--json")
    out = capsys.readouterr().out
    source = json.loads(out[out.index("[\n") :])[0]["source"]
    assert confrere("index", "forget", path if by == "path" else source) == 0
    assert not any(b"rue du Port" in one.read_bytes() for one in home.rglob("*") if one.is_file())


def test_forgetting_the_unknown_fails(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("index", "forget", "practice:absent") == 1
    assert "Aucun document" in capsys.readouterr().err


def test_rebuild_and_verify_count_alike(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("index", "rebuild", "--shipped") == 0
    assert confrere("index", "rebuild") == 0
    assert confrere("index", "verify") == 0
    out = capsys.readouterr().out
    assert out.count("Index à jour\u00a0: 12\u00a0passages.") == 2
    assert "12\u00a0passages dans la base, 12 dans l’index." in out


def test_verify_says_what_it_mended(confrere: Run, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confrere("index", "rebuild")
    (home / "cache" / "words.sqlite3").write_bytes(os.urandom(9_000))
    assert confrere("index", "verify") == 0
    assert "12\u00a0passages dans la base, 12 dans l’index." in capsys.readouterr().out


def test_search_for_a_person_names_its_sources(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("search", "bronzer", "--limit", "1") == 0
    assert capsys.readouterr().out.startswith(
        "1. Fiche «\u00a0Le soleil et les cicatrices\u00a0» (vérifiée le 21"
    )


def test_search_without_an_answer_says_so(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("search", "recette de la tarte aux pommes") == 0
    assert capsys.readouterr().out.startswith("Pas de source dans vos documents")


def test_search_keeps_to_a_kind(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    confrere("search", "secret et tabac", "--kind", "deontology", "--json")
    assert {one["kind"] for one in json.loads(capsys.readouterr().out)["passages"]} == {"deontology"}


def test_home_that_is_a_file_is_an_error_in_french(
    confrere: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("un fichier")
    assert confrere("search", "nez") == 69
    told = capsys.readouterr()
    assert "ne peut pas être ouverte" in told.err
    assert "Traceback" not in told.err + told.out


@pytest.mark.parametrize("after", [0.3, 0.6, 1.0])
def test_kill_at_any_moment_leaves_an_index_that_mends_itself(
    home: Path, tmp_path: Path, after: float
) -> None:
    folder = tmp_path / "dossier"
    for number in range(120):
        write(
            folder,
            f"n{number}.md",
            f"# Note {number}\n\n" + f"La consigne numéro {number} concerne le pansement. " * 20,
        )
    with process(home, "index", "add", folder) as killed:
        time.sleep(after)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    with process(home, "index", "add", folder) as again:
        out, err = again.communicate(timeout=60)
    assert (again.returncode, "120\u00a0documents dans l’index" in out) == (0, True), err
    with process(home, "index", "verify") as verified:
        out, err = verified.communicate(timeout=60)
    assert (verified.returncode, err) == (0, "")
    assert out == "132\u00a0passages dans la base, 132 dans l’index.\n"


@pytest.mark.parametrize("limit", [20_000, 450_000, 750_000])
def test_full_disk_is_said_and_nothing_is_lost(home: Path, tmp_path: Path, limit: int) -> None:
    kept = write(tmp_path, "venir.md")
    with process(home, "index", "add", kept) as first:
        first.communicate(timeout=60)
    big = write(
        tmp_path,
        "gros.md",
        "\n\n".join(f"# Partie {i}\n\n{'Une phrase sur le pansement. ' * 30}" for i in range(200)),
    )
    with process(home, "index", "add", big, limit=limit) as full:
        _, err = full.communicate(timeout=60)
    assert "Traceback" not in err
    with process(home, "index", "verify") as verified:
        out, _ = verified.communicate(timeout=60)
    assert verified.returncode == 0, out
    with process(home, "search", "parking", "--json") as found:
        out, _ = found.communicate(timeout=60)
    assert json.loads(out)["passages"][0]["title"] == "Venir au cabinet"


def test_two_writers_at_once_lose_nothing(home: Path, tmp_path: Path) -> None:
    files = [write(tmp_path, f"n{number}.md", f"# Note {number}\n\n{NOTICE}") for number in range(4)]
    running = [process(home, "index", "add", path) for path in files]
    ended = [(one.communicate(timeout=90), one.returncode) for one in running]
    assert [code for _, code in ended] == [0, 0, 0, 0], ended
    with process(home, "index", "verify") as verified:
        out, err = verified.communicate(timeout=60)
    assert (out, err) == ("16\u00a0passages dans la base, 16 dans l’index.\n", "")
