"""Make the weights of the readers: `python -m bot.guard.reader.train triage intent cases requests`. Run by hand; needs scikit-learn.

Each line is learnt with a few other spellings of itself, and judged by a model that saw neither it nor its look-alikes. What is judged so
sets the temperature, the thresholds and the figures of the model card; the weights that are shipped then learn from every line.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from bot.guard.reader.augment import variants
from bot.guard.reader.card import Report, write_card
from bot.guard.reader.features import features
from bot.guard.reader.lessons import Lesson, fingerprint, lessons
from bot.guard.reader.meanings import gathered, spread
from bot.guard.reader.reader import softmax
from bot.guard.reader.senses import COLUMNS
from bot.guard.reader.study import (
    FOLDS,
    Outcome,
    alarm_threshold,
    as_lines,
    fold_of,
    quantised,
    temperature,
    trust_threshold,
)
from bot.guard.reader.weights import FOLDER, Header, Weights, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SPELLINGS: Final = 3  # other spellings learnt with each line
STRENGTH: Final = 5.0  # the inverse of regularisation; from 1 to 30 the figures hardly move
SEED: Final = 7
STEPS: Final = 200  # rounds of the solver, at most


@dataclass(frozen=True, slots=True)
class Subject:
    """What a reader is about: the function that gives the hints of the rules, and the labels that must not be missed."""

    hints: str
    grave: tuple[str, ...] = ()


SUBJECTS: Final = {
    "triage": Subject("bot.drafting.triage:hints", ("emergency", "distress")),
    "cases": Subject("bot.drafting.cases:hints", ("threat_or_hate", "defamation")),
    "intent": Subject("bot.conversation.intent:hints"),
    "requests": Subject("bot.drafting.traps:hints"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train each reader that is named, all by default, then write the model card again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"among {', '.join(SUBJECTS)}; all by default")
    parser.add_argument("--missed", type=Path, help="folder for the lines that were answered wrongly")
    asked = parser.parse_args(arguments)
    if strangers := set(asked.names) - set(SUBJECTS):
        parser.error(f"no such reader: {', '.join(sorted(strangers))}")
    for name in asked.names or SUBJECTS:
        report = train(name)
        write_card(report)
        print(report.summary())  # noqa: T201 - run by hand
        if asked.missed:
            (asked.missed / f"{name}.jsonl").write_text(as_lines(report.outcomes), "utf-8")


def train(name: str) -> Report:
    """Learn the reader `name` from its lessons, write its weights, and return how it fared on lines it had not seen."""
    subject, known = SUBJECTS[name], lessons(name)
    labels = tuple(sorted({one.label for one in known}))
    sheet = _sheet(known, _named(subject.hints))
    raws = _judged(sheet, known, labels)
    heat = temperature(raws, [labels.index(one.label) for one in known])
    outcomes = [
        Outcome(one.text, one.label, dict(zip(labels, softmax(raw, heat), strict=True)))
        for one, raw in zip(known, raws, strict=True)
    ]
    thresholds = {label: trust_threshold(outcomes, label) for label in labels}
    if subject.grave:
        thresholds["grave"] = alarm_threshold(outcomes, subject.grave)
    planes, biases = _learnt(sheet, [True] * len(sheet.rows), labels)
    bytes_of, scales = zip(*(quantised(gathered(plane).tolist()) for plane in planes), strict=True)
    made = datetime.now(UTC).date().isoformat()
    data = fingerprint(known)
    header = Header(name, labels, scales, tuple(biases), heat, thresholds, data, made, len(known))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.bin").write_bytes(pack(Weights(header, bytes_of)))
    return Report(header, subject.grave, tuple(outcomes))


def _named(path: str) -> Callable[[str], Iterable[str]]:
    """Return the function at `module:name`: rooms that stand before the guard are known here by their name alone."""
    module, _, name = path.partition(":")
    found: Callable[[str], Iterable[str]] = getattr(import_module(module), name)
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every spelling of every lesson as numbers: `rows[i]` is the lesson that row `i` of `matrix` spells."""

    matrix: Any
    rows: list[int]
    labels: list[str]
    plain: list[bool]


def _sheet(known: Sequence[Lesson], hints: Callable[[str], Iterable[str]]) -> Sheet:
    random = Random(SEED)  # noqa: S311 - the same spellings at each training
    texts, rows, plain = [], [], []
    for index, one in enumerate(known):
        spellings = [one.text, *variants(one.text, random, SPELLINGS)]
        texts += spellings
        rows += [index] * len(spellings)
        plain += [True] + [False] * SPELLINGS
    hinted = [known[row].hinted for row in rows]
    return Sheet(_matrix(texts, hinted, hints), rows, [known[row].label for row in rows], plain)


def _matrix(texts: Sequence[str], hinted: Sequence[bool], hints: Callable[[str], Iterable[str]]) -> Any:
    from scipy.sparse import csr_matrix

    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text, with_hints in zip(texts, hinted, strict=True):
        row: defaultdict[int, float] = defaultdict(float)
        for block in features(text, hints(text) if with_hints else ()):
            for bucket in block.buckets:
                row[bucket] += block.value
        columns += row
        values += row.values()
        ends.append(len(columns))
    return spread(csr_matrix((values, columns, ends), shape=(len(texts), COLUMNS)))


def _judged(sheet: Sheet, known: Sequence[Lesson], labels: Sequence[str]) -> list[list[float]]:
    """Return the raw scores of each lesson, given by a model that learnt from the other folds."""
    raws: list[list[float]] = [[] for _ in known]
    folds = [fold_of(known[row].group) for row in sheet.rows]
    for fold in range(FOLDS):
        planes, biases = _learnt(sheet, [one != fold for one in folds], labels)
        held = [i for i, one in enumerate(folds) if one == fold and sheet.plain[i]]
        scores = (sheet.matrix[held] @ _columns(planes)).tolist()
        for index, row in zip(held, scores, strict=True):
            raws[sheet.rows[index]] = [score + bias for score, bias in zip(row, biases, strict=True)]
    return raws


def _columns(planes: Sequence[Any]) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix(planes).T.toarray()


def _learnt(
    sheet: Sheet, used: Sequence[bool], labels: Sequence[str]
) -> tuple[list[list[float]], list[float]]:
    """Return a plane and a bias for each label, one against the rest, from the rows in use."""
    from sklearn.linear_model import LogisticRegression

    rows = [index for index, one in enumerate(used) if one]
    matrix = sheet.matrix[rows]
    planes, biases = [], []
    for label in labels:
        model = LogisticRegression(
            C=STRENGTH, solver="liblinear", dual=True, max_iter=STEPS, random_state=SEED
        )
        model.fit(matrix, [sheet.labels[row] == label for row in rows])
        planes.append(model.coef_[0].tolist())
        biases.append(float(model.intercept_[0]))
    return planes, biases


if __name__ == "__main__":
    main()
