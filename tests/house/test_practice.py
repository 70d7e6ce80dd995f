from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.guard import NOBODY
from bot.practice import Fact, PracticeBook, PracticeFileError, read_practice

EXAMPLE = Path(__file__).parents[2] / "practice.example.toml"
TODAY = date(2026, 11, 21)


def read(tmp_path: Path, text: str, today: date = TODAY) -> PracticeBook:
    file = tmp_path / "practice.toml"
    file.write_text(text, "utf-8")
    return read_practice(file, lambda: today)


def test_practice_that_is_not_there_knows_nothing(tmp_path: Path) -> None:
    book = read_practice(tmp_path / "practice.toml")
    assert book.values() == NOBODY
    assert book.known() == ()


def test_practice_example_can_be_used_as_it_is() -> None:
    book = read_practice(EXAMPLE, lambda: TODAY)
    assert book.values().doctor == "Dr Camille Exemple"
    assert book.values().team == ("Nadia", "Paul")
    assert book.fact("fees") == "la première consultation est à 80 €"
    assert book.fact("phone") == "04 65 71 00 12"
    assert {"hours", "booking", "documents", "secure_channel", "fees"} <= dict(book.known()).keys()


@pytest.mark.parametrize(("today", "over"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_practice_forgets_a_fact_the_day_after_its_last(tmp_path: Path, today: date, over: bool) -> None:
    book = read(tmp_path, '[faits]\nhoraires = {texte = "9 h à 18 h", jusqu_au = 2027-03-31}', today)
    assert book.expired("hours") is over
    assert book.fact("hours") == (None if over else "9 h à 18 h")
    assert ("hours" in dict(book.known())) is not over


def test_practice_tells_its_hours_to_the_guard(tmp_path: Path) -> None:
    assert read(tmp_path, '[faits]\nhoraires = "9 h à 18 h"').values().hours == "9 h à 18 h"


def test_practice_reads_an_empty_value_as_unknown(tmp_path: Path) -> None:
    assert read(tmp_path, '[cabinet]\nmedecin = ""\nequipe = []').values() == NOBODY


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[cabinet", "illisible"),
        ("cabinet = 3", "cabinet"),
        ('[cabinet]\ndocteur = "X"', "docteur"),
        ("[cabinet]\nmedecin = 3", "medecin"),
        ('[cabinet]\nequipe = "Nadia"', "equipe"),
        ("[cabinet]\nequipe = [1]", "equipe"),
        ('[faits]\nprix = "80"', "prix"),
        ("[faits]\nhoraires = 9", "horaires"),
        ('[faits]\nhoraires = {text = "9 h"}', "horaires"),
        ('[faits]\nhoraires = {texte = "9 h", jusqu_au = "mars"}', "jusqu_au"),
    ],
)
def test_practice_says_in_french_what_to_mend(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(PracticeFileError, match=named):
        read(tmp_path, text)


def test_practice_that_is_not_utf8_is_said_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "practice.toml"
    file.write_bytes(b'[cabinet]\nnom = "\xe9"')
    with pytest.raises(PracticeFileError, match="illisible"):
        read_practice(file)


def test_fact_has_no_end_unless_it_says_so() -> None:
    assert PracticeBook(NOBODY, {"hours": Fact("9 h")}, lambda: date(2999, 1, 1)).fact("hours") == "9 h"
