"""The word index as a file: what it counts, what it reads for what, and that adding and removing leave it as if made anew."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.analysis import stem_number, word_terms, words
from knowledge.entries import Entry, Scope
from knowledge.errors import CacheBroken
from knowledge.postings import SHELF
from knowledge.spelling import alike, halves
from knowledge.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

TEXTS = {
    "a": "Le tabac retarde la cicatrisation de la peau.",
    "b": "La rhinoplastie modifie la forme du nez.",
    "c": "Un hématome du nez se signale.",
    "d": "",
    "e": "La peau et le tabac, la peau et le soleil.",
}


def an_entry(ident: str, text: str) -> Entry:
    return Entry(ident, f"practice:{ident}", "practice", "", 0, 99991231, "Notice", text, {"text": text})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WordIndex]:
    index = WordIndex(tmp_path / "words.sqlite3")
    index.apply([an_entry(one, text) for one, text in TEXTS.items()], (), 1)
    yield index
    index.close()


def found(index: WordIndex, question: str, scope: Scope | None = None, limit: int = 10) -> set[str]:
    asked = {word_terms(word).number: 1.0 for word in words(question)}
    return {row.id for row in index.matching(asked, scope or Scope(), limit)}


def tables(index: WordIndex) -> tuple[object, ...]:
    """Return what the file counts, and what each stem finds."""
    terms = index.db.execute("SELECT number, passages, stem FROM term ORDER BY number").fetchall()
    postings = index.db.execute("SELECT total(length(impacts)) FROM posting").fetchone()
    finds = tuple(frozenset(found(index, word)) for word in sorted(set(words(" ".join(TEXTS.values())))))
    return terms, postings, finds, index.totals


@given(st.lists(st.sets(st.sampled_from(sorted(TEXTS))), max_size=6))
@settings(max_examples=25, deadline=None)
def test_any_order_of_changes_leaves_the_index_as_if_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Collection[str]]
) -> None:
    folder = tmp_path_factory.mktemp("words")
    step_by_step, at_once = WordIndex(folder / "steps.sqlite3"), WordIndex(folder / "once.sqlite3")
    held: set[str] = set()
    for number, wanted in enumerate(steps, 1):
        fresh = [an_entry(one, TEXTS[one]) for one in sorted(set(wanted) - held)]
        step_by_step.apply(fresh, held - set(wanted), number)
        step_by_step.check()
        held = set(wanted)
    at_once.apply([an_entry(one, TEXTS[one]) for one in sorted(held)], (), 1)
    assert tables(step_by_step) == tables(at_once)
    step_by_step.close()
    at_once.close()


def test_more_passages_than_a_shelf_holds_are_all_found(tmp_path: Path) -> None:
    index = WordIndex(tmp_path / "words.sqlite3")
    index.apply(
        (an_entry(str(i), f"notice {'nez' if i % 1_000 == 0 else 'tabac'}") for i in range(SHELF + 1_000)),
        (),
        1,
    )
    assert found(index, "nez") == {"0", "1000", "2000", "3000"}
    index.apply([], {"1000"}, 2)
    assert found(index, "nez") == {"0", "2000", "3000"}
    index.check()
    index.close()


def test_best_passages_come_first_when_there_are_too_many(index: WordIndex) -> None:
    assert found(index, "peau", limit=1) == {"e"}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {"b", "c"}),
        (Scope(kinds=("topic",)), set()),
        (Scope(practices=("lyon",)), set()),
        (Scope(day=20200101), {"b", "c"}),
    ],
)
def test_scope_is_kept_to(index: WordIndex, scope: Scope, expected: set[str]) -> None:
    assert found(index, "nez", scope) == expected


def test_what_another_process_wrote_counts_at_once(index: WordIndex) -> None:
    before = found(index, "nez")
    other = WordIndex(index.path)
    other.apply([replace(an_entry("f", "Encore le nez."), id="f")], {"c"}, 2)
    other.close()
    assert (before, found(index, "nez"), index.totals.passages) == ({"b", "c"}, {"b", "f"}, 5)


def test_one_state_is_read_while_another_process_writes(index: WordIndex) -> None:
    other = WordIndex(index.path)
    with index.reading():
        before = found(index, "nez")
        other.apply([], {"b"}, 2)
        assert found(index, "nez") == before
    assert found(index, "nez") == {"c"}
    other.close()


def test_cleared_index_is_empty_and_sound(index: WordIndex) -> None:
    index.clear()
    index.check()
    assert (index.ids(), index.generation, found(index, "nez")) == (frozenset(), -1, set())


def test_lost_posting_is_noticed(index: WordIndex) -> None:
    index.db.execute("DELETE FROM posting WHERE key >> 20 = ?", (stem_number("nez"),))
    with pytest.raises(CacheBroken):
        index.check()


def test_stem_and_gram_of_one_number_do_not_look_like_damage(index: WordIndex) -> None:
    """Thirty-two bits are few for the pairs of a large index: two terms may share a number."""
    index.db.execute("INSERT INTO term VALUES (?, 1, NULL)", (stem_number("parking"),))
    index.apply([an_entry("g", "Le parking est derrière.")], (), 2)
    index.check()
    assert index.alike("parkng") == ["parking"]


def test_older_file_is_made_anew(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "words.sqlite3") as old:
        old.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)")
        old.execute("INSERT INTO meta VALUES ('format', '3')")
    old.close()
    with pytest.raises(CacheBroken):
        WordIndex(tmp_path / "words.sqlite3")


KNOWN = [
    ("rhinoplast", 9),
    ("abdominoplast", 4),
    ("blepharoplast", 3),
    ("cicatris", 30),
    ("tabac", 20),
    ("table", 2),
    ("hematom", 5),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rinoplast", ["rhinoplast"]), ("rhinolpast", ["rhinoplast"]), ("abdominplast", ["abdominoplast"]),
        ("blepharo", ["blepharoplast"]), ("ciccatris", ["cicatris"]), ("tabc", ["tabac"]), ("ematom", ["hematom"]),
        ("urssaf", []), ("tab", []), ("zoo", []), ("tabl", ["table"]),
    ],
)  # fmt: skip
def test_misspelt_word_is_read_as_a_known_one(typed: str, meant: list[str]) -> None:
    assert [one for one in alike(typed, KNOWN) if one in meant] == meant
    assert bool(alike(typed, KNOWN)) == bool(meant)


@pytest.mark.parametrize(
    ("typed", "expected"), [("photoavant", ("photo", "avant")), ("avant", None), ("photoavantt", None)]
)
def test_forgotten_space_is_found(typed: str, expected: tuple[str, str] | None) -> None:
    assert halves(typed, {"photo", "avant"}.__contains__) == expected


@given(st.text(max_size=60))
def test_words_are_the_same_however_accents_are_composed(text: str) -> None:
    import unicodedata

    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


def test_impacts_grow_with_repetition_and_shrink_with_length() -> None:
    from knowledge.postings import impacts

    once, thrice = impacts(np.array([1.0, 3.0]), 100)
    assert thrice > once > impacts(np.array([1.0]), 400)[0]
