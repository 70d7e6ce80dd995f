"""The commands over the practice's own content: sync, watch, audit, forget, and searching in batches."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from homes import PATIENT, Run, process, write

from bot.commands.progress import Bar, drawn
from bot.drafting.ports import Kind
from bot.settings import read_settings
from bot.shelf import opened_library

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = "Le tabac zigouillant : nous garantissons un résultat naturel, contrairement aux autres cabinets."
CALM = "Le tabac et la cicatrice : la peau guérit plus lentement, et le zigouillis dure davantage."


def posts(folder: Path, *texts: str) -> Path:
    rows = [
        {"date": f"2023-04-0{n}", "platform": "instagram", "text": text} for n, text in enumerate(texts, 1)
    ]
    return write(folder, "posts.json", json.dumps(rows))


def test_sync_says_what_came_what_went_and_what_waits(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "dossier"
    write(folder, "venir.md")
    write(folder, "vide.txt", "")
    write(folder, "vieux.doc", "x")
    assert confrere("index", "sync", folder) == 1
    first = capsys.readouterr()
    (folder / "venir.md").unlink()
    confrere("index", "sync", folder)
    second = capsys.readouterr()
    assert "1\u00a0document dans l’index (1\u00a0passage)." in first.out
    assert "vide.txt\u00a0: le fichier est vide." in first.err
    assert "Format non lu\u00a0:" in first.err
    assert (
        "1\u00a0fichier disparu du dossier, et de l’index.\n1\u00a0fichier sans changement.\n" in second.out
    )
    assert "vide.txt" in second.err


def test_sync_twice_says_that_nothing_changed(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "d", "venir.md")
    confrere("index", "sync", tmp_path / "d")
    capsys.readouterr()
    assert confrere("index", "sync", tmp_path / "d") == 0
    assert capsys.readouterr().out == "1\u00a0fichier sans changement.\n"


def test_sync_of_an_emptied_folder_asks_before_it_forgets(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [write(tmp_path / "d", f"n{n}.md", f"# Note {n}\n\n{CALM}\n") for n in range(5)]
    confrere("index", "sync", tmp_path / "d")
    for path in paths:
        path.unlink()
    assert confrere("index", "sync", tmp_path / "d") == 1
    assert "un disque est peut-être débranché, et rien n’a été oublié" in capsys.readouterr().err
    assert confrere("index", "sync", tmp_path / "d", "--emptied") == 0
    assert "5\u00a0fichiers disparus du dossier" in capsys.readouterr().out


def test_sync_of_a_folder_that_is_not_there_forgets_nothing(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "d", "venir.md")
    confrere("index", "sync", tmp_path / "d")
    (tmp_path / "d").rename(tmp_path / "ailleurs")
    assert confrere("index", "sync", tmp_path / "d") == 66
    confrere("index", "list")
    assert "Venir au cabinet" in capsys.readouterr().out


def test_list_shows_posts_with_their_day_and_what_waits_aside(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts(tmp_path / "d", FAULTY)
    write(tmp_path / "d", "consigne.md", PATIENT)
    confrere("index", "add", tmp_path / "d")
    capsys.readouterr()
    confrere("index", "list")
    told = capsys.readouterr()
    assert ", Instagram, publié le 2023-04-01, à ne pas imiter\u00a0: " in told.out
    assert "consigne.md\u00a0: il semble contenir des données de patient (ligne 5)" in told.err
    confrere("index", "list", "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["nature"], row["published"], row["platform"]) == ("post", "2023-04-01", "instagram")
    assert "PUB003" in row["broken"]


def test_what_breaks_a_rule_is_shown_to_a_person_and_given_to_no_writer(
    confrere: Run, tmp_path: Path
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY, CALM))

    async def asked() -> None:
        async with opened_library(read_settings()) as (library, documents):
            ours = await library.search("zigouillant", kinds=[Kind.PRACTICE])
            shown = await library.search("zigouillant", kinds=[Kind.PRACTICE], avoided=True)
            sheets = [await library.sheet(one.source) for one in await documents.listed(Kind.PRACTICE)]
            titles = await library.titles(Kind.PRACTICE)
        assert [one for one in ours.passages if one.broken] == []
        assert ["PUB003" in one.broken for one in shown.passages if one.broken] == [True]
        assert sorted(one is None for one in sheets) == [False, True]
        assert len(titles) == 1

    asyncio.run(asked())


def test_search_shows_what_is_not_to_be_imitated(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY))
    capsys.readouterr()
    confrere("search", "tabac zigouillant", "--kind", "practice")
    out = capsys.readouterr().out
    assert out.startswith("1. Post Instagram du 1er\u00a0avril 2023 «\u00a0Le tabac")
    assert "\nÀ ne pas imiter\u00a0: ce passage enfreint " in out
    confrere("search", "tabac zigouillant", "--kind", "practice", "--json")
    assert "PUB003" in json.loads(capsys.readouterr().out)["passages"][0]["broken"]


# --- Audit


def test_audit_writes_its_page_and_its_json_and_tells_the_first_points(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY, CALM))
    capsys.readouterr()
    page, data = tmp_path / "audit.md", tmp_path / "audit.json"
    assert confrere("index", "audit", "--markdown", page, "--json", data) == 1
    told = capsys.readouterr()
    assert told.out.startswith("2\u00a0publications relues\u00a0: ")
    assert "Bloquant · " in told.out
    assert told.err.count("Rapport écrit\u00a0: ") == 2
    assert page.read_text("utf-8").startswith("# Audit de la communication du cabinet")
    assert json.loads(data.read_text("utf-8"))["faults"][0]["severity"] == "block"


def test_audit_of_nothing_and_of_clean_texts_ends_well(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confrere("index", "audit") == 0
    confrere("index", "add", posts(tmp_path / "d", CALM))
    assert confrere("index", "audit") == 0
    assert "Aucun texte à relire" in capsys.readouterr().out


def test_audit_on_standard_output_is_json_alone(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY))
    capsys.readouterr()
    confrere("index", "audit", "--json", "-")
    assert json.loads(capsys.readouterr().out)["documents"] == {"post": 1, "page": 0, "leaflet": 0}


def test_audit_that_cannot_be_written_says_so(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confrere("index", "audit", "--markdown", tmp_path / "absent" / "audit.md") == 73
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_audit_marks_what_new_rules_find(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY))

    async def as_an_older_catalogue_saw_it() -> None:
        async with opened_library(read_settings()) as (_, documents):
            (post,) = await documents.of_kind(Kind.PRACTICE)
            spans = [(chunk.section, chunk.start, chunk.end) for chunk in post.chunks]
            await documents.put([replace(post, about=replace(post.about, faults=())).cut(spans)])

    asyncio.run(as_an_older_catalogue_saw_it())
    confrere("index", "audit")
    capsys.readouterr()
    confrere("index", "list", "--json")
    assert "PUB003" in json.loads(capsys.readouterr().out)[0]["broken"]


# --- Forgetting

SECRET = (
    "# Protocole zanzibar\n\nLe flacon quetzalcoatl se range au frais, avec le formulaire saperlipopette.\n"
)
TRACES = (b"zanzibar", b"quetzalcoatl", b"saperlipopet", b"Zanzibar", b"protocole-z")


@pytest.mark.parametrize("by", ["path", "source", "sync"])
def test_forgotten_document_leaves_no_trace_in_any_file(
    confrere: Run, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    """Its words, their stems, its title, its name: in the database, its log, the word index, whatever lies in the home."""
    write(tmp_path / "d", "venir.md")
    path = write(tmp_path / "d", "protocole-zanzibar.md", SECRET)
    confrere("index", "sync", tmp_path / "d")
    write(tmp_path / "d", path.name, SECRET + "\nUne seconde version.\n")
    confrere("index", "sync", tmp_path / "d")
    confrere("search", "flacon quetzalcoatl")
    capsys.readouterr()
    confrere("index", "list", "--json")
    source = next(one["source"] for one in json.loads(capsys.readouterr().out) if "Protocole" in one["title"])
    assert {trace for trace in TRACES if held(home, trace)} >= set(TRACES[:3])
    path.unlink()
    asked = {"path": ("forget", path), "source": ("forget", source), "sync": ("sync", tmp_path / "d")}[by]
    assert confrere("index", *asked) == 0
    assert [trace for trace in TRACES if held(home, trace)] == []
    assert held(home, b"rue du Port")


def held(home: Path, trace: bytes) -> bool:
    return any(trace in one.read_bytes() for one in home.rglob("*") if one.is_file())


def test_forgetting_a_file_forgets_all_its_posts_and_warns_that_it_is_still_there(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = posts(tmp_path / "d", FAULTY, CALM)
    confrere("index", "add", path)
    capsys.readouterr()
    assert confrere("index", "forget", path) == 0
    assert "Son fichier est toujours là" in capsys.readouterr().out
    confrere("index", "list")
    assert "Aucun document du cabinet." in capsys.readouterr().out


def test_forgetting_one_post_keeps_the_others_and_stays_forgotten(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts(tmp_path / "d", FAULTY, CALM)
    confrere("index", "sync", tmp_path / "d")
    capsys.readouterr()
    confrere("index", "list", "--json")
    first, second = (one["source"] for one in json.loads(capsys.readouterr().out))
    assert confrere("index", "forget", first) == 0
    confrere("index", "sync", tmp_path / "d")
    capsys.readouterr()
    confrere("index", "list", "--json")
    assert [one["source"] for one in json.loads(capsys.readouterr().out)] == [second]


# --- Batches and words of the practice


def batch(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode("utf-8", "surrogateescape")))
    )


def test_batch_answers_each_line_in_order_and_a_bad_one_stops_nothing(
    confrere: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(
        monkeypatch,
        '{"id": "a", "query": "bronzer"}',
        "pas du JSON",
        "",
        '{"id": "b"}',
        '{"id": "c", "query": "le secret", "kind": "deontology"}',
        '{"id": "d", "query": "le secret", "kind": ["topic", "practice"]}',
        '{"id": "e", "query": "x", "kind": "autre"}',
        "[1]",
        '{"id": "f", "query": "recette de la tarte aux pommes"}',
        '{"id": "g", "query": "caf\udce9"}',
    )
    assert confrere("search", "--jsonl") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in answers] == ["a", None, "b", "c", "d", "e", None, "f", "g"]
    assert ["error" in one for one in answers] == [False, True, True, False, False, True, True, False, False]
    assert set(answers[0]["passages"][0]) == {"source", "title", "text", "start", "end", "score"}
    assert answers[0]["covered"] is True
    assert {one["card"] for one in answers[3]["passages"]} == {"K21"}
    assert {one["source"].partition(":")[0] for one in answers[4]["passages"]} <= {"topic"}
    assert answers[7]["covered"] is False


def test_batch_gives_nothing_that_is_not_to_be_imitated(
    confrere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    confrere("index", "add", posts(tmp_path / "d", FAULTY))
    capsys.readouterr()
    batch(monkeypatch, '{"id": 1, "query": "tabac zigouillant", "kind": "practice"}')
    confrere("search", "--jsonl")
    assert json.loads(capsys.readouterr().out) == {"id": 1, "passages": [], "covered": False}


def test_search_keeps_to_what_is_in_force_on_a_day(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for day, kinds in (("1990-01-01", set()), ("2026-11-22", {"deontology"})):
        confrere("search", "le secret", "--kind", "deontology", "--day", day, "--json")
        assert {one["kind"] for one in json.loads(capsys.readouterr().out)["passages"]} == kinds


def test_search_without_a_question_asks_for_one(confrere: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert confrere("search") == 64
    assert "Posez une question" in capsys.readouterr().err


def test_words_of_the_practice_lead_to_its_sheets(
    confrere: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confrere("search", "tartempion", "--json")
    before = json.loads(capsys.readouterr().out)
    write(home, "lexique.yaml", "- {courant: [tartempion], termes: [soleil, cicatrices]}\n")
    confrere("search", "tartempion", "--json")
    after = json.loads(capsys.readouterr().out)
    assert (before["covered"], after["passages"][0]["source"]) == (False, "topic:soleil")
    confrere("search", "bronzer", "--json")
    assert json.loads(capsys.readouterr().out)["passages"][0]["source"] == "topic:soleil"


@pytest.mark.parametrize(
    "content", ["courant: x", "- {courant: x, termes: [y]}", "- [", "\udcff", "- {everyday: [a]}"]
)
def test_bad_lexicon_is_named_with_the_form_to_follow(
    confrere: Run, home: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    home.mkdir()
    (home / "lexique.yaml").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert confrere("search", "nez") == 69
    told = capsys.readouterr().err
    assert "lexique.yaml" in told
    assert "termes" in told


# --- Watching and progress


def until(path: Path, words: str, times: int = 1) -> None:
    """Wait until a process has written `words` in `path` so many times."""
    deadline = time.monotonic() + 60
    while path.read_text("utf-8").count(words) < times:
        assert time.monotonic() < deadline, path.read_text("utf-8")
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_follows_a_folder_and_ends_well_on_a_signal(home: Path, tmp_path: Path, number: int) -> None:
    folder, told = tmp_path / "d", tmp_path / "told.txt"
    write(folder, "venir.md")
    write(folder, "faux.pdf", "%PDF-1.4 rien")
    with (
        told.open("w") as out,
        process(home, "index", "watch", folder, "--every", "0.1", out=out) as watching,
    ):
        try:
            until(told, "1\u00a0document dans l’index")
            write(folder, "tabac.md", f"# Le tabac\n\n{CALM}\n")
            until(told, "1\u00a0document dans l’index", times=2)
            (folder / "venir.md").unlink()
            until(told, "1\u00a0fichier disparu")
            watching.send_signal(number)
            code = watching.wait(timeout=30)
        finally:
            watching.kill()
    said = told.read_text("utf-8")
    assert (code, said.count("faux.pdf\u00a0:"), said.count("Traceback")) == (0, 1, 0)
    assert said.endswith("Surveillance arrêtée\u00a0; l’index est à jour jusqu’à la dernière lecture.\n")


def test_bar_is_drawn_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Bar()(1, 2, "venir.md")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    bar = Bar()
    bar(1, 2, "venir.md")
    bar.wipe()
    assert capsys.readouterr().err == f"\r\033[K{drawn(1, 2, 'venir.md')}\r\033[K"


@pytest.mark.parametrize(("number", "full"), [(0, 0), (600, 12), (1_200, 24)])
def test_bar_fills_with_the_work(number: int, full: int) -> None:
    assert drawn(number, 1_200, "venir.md").startswith(f"[{'█' * full}{'·' * (24 - full)}]")


def test_kill_in_the_middle_of_a_sync_loses_and_doubles_nothing(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    for n in range(120):
        write(folder, f"n{n}.md", f"# Note {n}\n\n" + f"La consigne numéro {n} concerne le pansement. " * 9)
    with process(home, "index", "sync", folder) as killed:
        time.sleep(0.8)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    (folder / "n7.md").unlink()
    with process(home, "index", "sync", folder) as again:
        _, err = again.communicate(timeout=60)
    with process(home, "index", "list", "--json") as listed:
        out, _ = listed.communicate(timeout=60)
    with process(home, "index", "verify") as verified:
        said, _ = verified.communicate(timeout=60)
    assert (again.returncode, err) == (0, "")
    assert sorted(one["title"] for one in json.loads(out)) == sorted(
        f"Note {n}" for n in range(120) if n != 7
    )
    assert said.startswith("131\u00a0passages dans la base, 131 dans l’index")
