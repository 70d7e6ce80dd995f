"""A surgeon signs a sheet, through the real command: what is shown of it before, after, and once the sheet has changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shelves import write_corpus

from bot.commands.index_sign import named
from bot.drafting.ports import Kind
from knowledge.corpus import load_shipped

if TYPE_CHECKING:
    from knowledge.model import Document

Said = subprocess.CompletedProcess[str]
Confrere = Callable[..., Said]

RUN = """
import pathlib, sys
import knowledge.corpus as corpus
corpus.shipped_mark.__defaults__ = corpus.load_shipped.__defaults__ = (pathlib.Path(sys.argv.pop(1)),)
from bot.cli import main
sys.exit(main())
"""
PATIENCE = 60  # seconds
NOSE = "Fiche «\u00a0La rhinoplastie\u00a0»"
UNREAD = "n’a pas encore été relue"  # the note of a post, in bot/drafting/post.py
TO_READ = "à relire par le chirurgien"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def confrere(corpus: Path, tmp_path: Path) -> Confrere:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONFRERE", "OPENAI"))}
    environ = kept | {"CONFRERE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}

    def run(*argv: str, returns: int = 0, told: str = "") -> Said:
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(corpus), *argv],
            cwd=tmp_path,
            env=environ,
            input=told,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == returns, done.stderr
        return done

    return run


def sheets(corpus: Path) -> list[Document]:
    return [one for one in load_shipped(corpus) if one.kind is Kind.TOPIC]


def label(confrere: Confrere, question: str = "refaire le nez, la rhinoplastie") -> str:
    found = json.loads(confrere("search", question, "--limit", "1", "--json").stdout)
    return str(found["passages"][0]["label"])


def test_sheet_is_to_be_read_until_it_is_signed_and_again_once_it_is_undone(confrere: Confrere) -> None:
    assert label(confrere).endswith(f", {TO_READ})")
    said = confrere("index", "sign", "rhinoplastie", "--by", "Dr Claire Exemple").stdout
    assert said.startswith(f"{NOSE}\u00a0: relue par le Dr Claire Exemple le ")
    assert "relue par le Dr Claire Exemple le " in label(confrere)
    assert TO_READ not in label(confrere)
    assert f"de nouveau {TO_READ}" in confrere("index", "sign", "rhinoplastie", "--undo").stdout
    assert label(confrere).endswith(f", {TO_READ})")


def test_signature_no_longer_counts_once_the_sheet_has_changed(confrere: Confrere, corpus: Path) -> None:
    confrere("index", "sign", "rhinoplastie", "--by", "Dr Claire Exemple")
    sheet = corpus / "topics" / "rhinoplastie.md"
    sheet.write_text(sheet.read_text("utf-8").replace("Un saignement", "Un saignement abondant"), "utf-8")
    assert "modifiée depuis sa relecture du " in label(confrere)
    assert label(confrere).endswith(f", {TO_READ})")
    assert "0\u00a0fiche relue sur 3." in confrere("index", "sign").stdout
    confrere("index", "sign", "rhinoplastie", "--by", "Dr Claire Exemple")
    assert "1\u00a0fiche relue sur 3." in confrere("index", "sign").stdout


def test_signature_stands_when_only_the_search_words_of_the_sheet_change(
    confrere: Confrere, corpus: Path
) -> None:
    confrere("index", "sign", "rhinoplastie", "--by", "Dr Claire Exemple")
    sheet = corpus / "topics" / "rhinoplastie.md"
    sheet.write_text(sheet.read_text("utf-8").replace("names: [", "names: [narines, "), "utf-8")
    assert "relue par le Dr Claire Exemple le " in label(confrere)


@pytest.mark.parametrize(
    "topic",
    [
        "rhinoplastie",
        "topic:rhinoplastie",
        "RHINOPLASTIE",
        "La rhinoplastie",
        "refaire le nez",
        "knowledge/corpus/topics/rhinoplastie.md",
        r"corpus\topics\rhinoplastie.md",
    ],
)
def test_sheet_is_named_by_its_id_its_title_its_file_or_what_people_call_it(corpus: Path, topic: str) -> None:
    exact, _ = named(topic, sheets(corpus))
    assert [one.source for one in exact] == ["topic:rhinoplastie"]


@pytest.mark.parametrize("topic", ["zorglub", "card:K03", "K21", "???", "", "é" * 5_000])
def test_what_is_no_sheet_names_none(corpus: Path, topic: str) -> None:
    assert named(topic, sheets(corpus)) == ([], [])


def test_sheet_is_signed_by_its_file(confrere: Confrere, corpus: Path) -> None:
    file = str(corpus / "topics" / "rhinoplastie.md")
    assert NOSE in confrere("index", "sign", file, "--by", "Dr X").stdout


def test_words_that_may_mean_several_sheets_list_them_and_sign_none(confrere: Confrere) -> None:
    said = confrere("index", "sign", "ci", "--by", "Dr X", returns=1).stderr
    assert [line.split()[0] for line in said.splitlines()[1:]] == ["soleil", "tabac"]
    assert "0\u00a0fiche relue" in confrere("index", "sign").stdout


def test_what_is_no_sheet_is_refused_in_french(confrere: Confrere) -> None:
    assert "Aucune fiche" in confrere("index", "sign", "zorglub", "--by", "Dr X", returns=1).stderr


@pytest.mark.parametrize("by", ["   ", "Dr\nX", "x" * 81])
def test_name_that_cannot_stand_in_a_line_signs_nothing(confrere: Confrere, by: str) -> None:
    assert "--by" in confrere("index", "sign", "tabac", "--by", by, returns=64).stderr


def test_doctor_of_the_practice_signs_when_nobody_is_named(confrere: Confrere, tmp_path: Path) -> None:
    (tmp_path / "practice.toml").write_text('[cabinet]\nmedecin = "Dr Camille Exemple"\n', "utf-8")
    assert "relue par le Dr Camille Exemple" in confrere("index", "sign", "tabac").stdout


def test_nobody_signs_without_a_name(confrere: Confrere) -> None:
    assert "Dites qui a relu la fiche" in confrere("index", "sign", "tabac", returns=64).stderr


def test_undoing_what_was_never_signed_says_so(confrere: Confrere) -> None:
    assert "pas de relecture à retirer" in confrere("index", "sign", "tabac", "--undo", returns=1).stdout


def test_list_of_all_says_who_read_each_sheet(confrere: Confrere) -> None:
    confrere("index", "sign", "tabac", "--by", "Pre Ada Exemple")
    told = confrere("index", "list", "--all").stdout
    assert "relue par la Pre Ada Exemple le " in next(
        line for line in told.splitlines() if "topic:tabac" in line
    )
    rows = json.loads(confrere("index", "list", "--all", "--json").stdout)
    readings = {row["source"]: row["reading"] for row in rows}
    assert readings["topic:soleil"] == TO_READ
    assert readings["card:K03"] is None


def test_sheet_is_shown_whole_before_it_is_signed(confrere: Confrere) -> None:
    shown = confrere("index", "sign", "tabac", "--read").stdout
    assert "Une nécrose de la peau est plus fréquente chez les fumeurs." in shown
    assert f"Fiche {TO_READ}." in shown


def test_database_keeps_every_signature_with_its_version(confrere: Confrere, tmp_path: Path) -> None:
    confrere("index", "sign", "tabac", "--by", "Dr X")
    confrere("index", "sign", "tabac", "--by", "Dr Y")
    with closing(sqlite3.connect(tmp_path / "home" / "confrere.db")) as database:
        rows = database.execute(
            "SELECT source, signer, length(digest), ended IS NULL FROM signature ORDER BY id"
        )
        assert rows.fetchall() == [("topic:tabac", "Dr X", 64, 0), ("topic:tabac", "Dr Y", 64, 1)]


def test_draft_from_a_signed_sheet_no_longer_asks_for_a_reading(confrere: Confrere) -> None:
    asked = json.dumps({"text": "post sur le tabac et la chirurgie"})
    before = confrere("chat", "--json", told=asked).stdout
    confrere("index", "sign", "tabac", "--by", "Dr X")
    after = confrere("chat", "--json", told=asked).stdout
    assert UNREAD in before
    assert UNREAD not in after
    assert "relue par le Dr X le " in after
