"""The training, as far as it goes without scikit-learn: lessons, spellings, thresholds, and the model card."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.guard.reader.augment import WAYS, variants
from bot.guard.reader.card import CARD, Report, write_card
from bot.guard.reader.lessons import FOLDER, fingerprint, grouped, lessons
from bot.guard.reader.reader import softmax
from bot.guard.reader.study import (
    FALSE_ALARMS,
    FOLDS,
    SURE,
    Outcome,
    accuracy,
    alarm_threshold,
    alarms,
    as_lines,
    figures,
    fold_of,
    quantised,
    temperature,
    trust_threshold,
)
from bot.guard.reader.train import SUBJECTS, _named
from bot.guard.reader.weights import Header

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Bonjour Docteur, j’ai très mal au mollet depuis hier. Est-ce normal ?"


def outcome(label: str, **chances: float) -> Outcome:
    return Outcome("…", label, chances)


def written(folder: Path, *lines: tuple[str, str], name: str = "a") -> Path:
    (folder / "toy").mkdir(exist_ok=True)
    rows = (json.dumps({"text": text, "label": label}) for text, label in lines)
    (folder / "toy" / f"{name}.jsonl").write_text("\n".join(rows), "utf-8")
    return folder


def test_training_is_importable_without_scikit_learn() -> None:
    code = (
        "import sys; sys.modules.update(sklearn=None, scipy=None, numpy=None); import bot.guard.reader.train;"
        "print([m for m in ('sklearn', 'scipy', 'numpy') if sys.modules.get(m)])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout == "[]\n"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_rules_give_hints_that_do_not_depend_on_chance(subject: str) -> None:
    hints = _named(SUBJECTS[subject].hints)
    assert list(hints(TEXT)) == list(hints(TEXT))
    assert list(hints(TEXT))


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_label_has_lines(name: str) -> None:
    counts = Counter(one.label for one in lessons(name))
    assert min(counts.values()) >= 50


@pytest.mark.parametrize(
    "file",
    sorted(file for name in SUBJECTS for file in (FOLDER / name).glob("*.jsonl")),
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_lessons_are_sorted_lines_with_a_text_and_a_label(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert rows == sorted(rows, key=lambda row: (row["label"], row["text"]))
    assert all(row.keys() <= {"text", "label", "red_flags", "hints"} and row["text"].strip() for row in rows)


def test_lesson_is_learnt_once_whatever_its_accents(tmp_path: Path) -> None:
    written(tmp_path, ("Très mal", "a"), ("tres MAL !", "a"), ("👍", "b"), ("🙏", "c"))
    assert sorted(one.label for one in lessons("toy", tmp_path)) == ["a", "b", "c"]


def test_lesson_with_two_labels_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, ("Très mal", "a"), ("tres mal", "b"))
    with pytest.raises(ValueError, match="labels otherwise"):
        lessons("toy", tmp_path)


def test_no_lessons_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no lessons"):
        lessons("toy", tmp_path)


def test_fingerprint_changes_with_a_label(tmp_path: Path) -> None:
    first = fingerprint(lessons("toy", written(tmp_path, ("mal", "a"))))
    assert fingerprint(lessons("toy", written(tmp_path, ("mal", "b")))) != first


def test_look_alikes_share_a_group() -> None:
    groups = grouped(
        [
            "j'ai mal au mollet depuis hier soir et il est chaud",
            "J’ai mal au mollet depuis hier soir, et il est dur",
            "quels sont vos horaires du samedi",
        ]
    )
    assert groups[0] == groups[1] != groups[2]


def test_folds_are_about_equal() -> None:
    counts = Counter(fold_of(group) for group in range(1_000))
    assert set(counts) == set(range(FOLDS))
    assert max(counts.values()) - min(counts.values()) <= 60


def test_spellings_are_the_same_for_the_same_chance() -> None:
    assert variants(TEXT, Random(3), 8) == variants(TEXT, Random(3), 8)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("text", [TEXT, "", "👍", "ok", "…"])
def test_way_of_spelling_takes_any_text(way: object, text: str) -> None:
    spelt = {way(text, Random(seed)) for seed in range(20)}  # type: ignore[operator]
    assert all(len(one) <= len(text) + 3 for one in spelt)


def test_each_way_of_spelling_changes_a_text() -> None:
    unchanged = [way.__name__ for way in WAYS if {way(TEXT, Random(seed)) for seed in range(9)} == {TEXT}]
    assert unchanged == []


# The arithmetic


def test_higher_temperature_makes_chances_more_alike() -> None:
    cold, warm = softmax([2.0, 0.0], 0.5), softmax([2.0, 0.0], 2.0)
    assert cold[0] > warm[0] > 0.5


def test_temperature_rises_when_sure_answers_are_wrong() -> None:
    raws = [[3.0, 0.0]] * 10
    assert temperature(raws, [0] * 10) < temperature(raws, [0] * 7 + [1] * 3)


def test_alarm_threshold_keeps_false_alarms_rare() -> None:
    outcomes = [outcome("calm", grave=i / 100, calm=1 - i / 100) for i in range(100)]
    outcomes += [outcome("grave", grave=0.99, calm=0.01)]
    caught, false = alarms(outcomes, ("grave",), alarm_threshold(outcomes, ("grave",)))
    assert caught == 1
    assert 0 < false <= FALSE_ALARMS


def test_trust_threshold_is_where_answers_are_right() -> None:
    right = [outcome("a", a=0.6 + i / 100, b=0.4) for i in range(20)]
    wrong = [outcome("b", a=0.3 + i / 100, b=0.7) for i in range(20)]
    assert trust_threshold(right + wrong, "a") == pytest.approx(0.48, abs=0.03)
    assert trust_threshold(wrong, "a") == SURE


def test_weights_are_quantised_to_signed_bytes() -> None:
    plane, scale = quantised([-2.0, 0.0, 1.0])
    assert (plane, scale) == ([-127, 0, 64], pytest.approx(2 / 127))
    assert quantised([0.0, 0.0]) == ([0, 0], 1.0)


def test_figures_count_lines_recall_and_precision() -> None:
    outcomes = (outcome("a", a=0.9, b=0.1), outcome("a", a=0.2, b=0.8), outcome("b", a=0.1, b=0.9))
    assert figures(outcomes, ("a", "b")) == {"a": (2, 0.5, 1.0), "b": (1, 1.0, 0.5)}
    assert accuracy(outcomes) == pytest.approx(2 / 3)
    assert [json.loads(line)["answer"] for line in as_lines(outcomes).splitlines()] == ["b"]


def test_model_card_keeps_the_sections_of_the_others(tmp_path: Path) -> None:
    card, outcomes = tmp_path / "card.md", (outcome("a", a=0.9, b=0.1), outcome("b", a=0.7, b=0.3))
    for name in ("one", "two", "one"):
        thresholds = {"a": 0.5, "b": 0.5, "grave": 0.4}
        head = Header(name, ("a", "b"), (1, 1), (0, 0), 1, thresholds, "0" * 64, "2026-11-21", 2)
        write_card(Report(head, ("a",), outcomes), card)
    told = card.read_text("utf-8")
    assert told.count("## one") == told.count("## two") == 1
    assert "b → a (1)" in told


def test_shipped_model_card_speaks_of_every_reader() -> None:
    told = CARD.read_text("utf-8")
    assert [name for name in SUBJECTS if f"## {name}\n" not in told] == []
