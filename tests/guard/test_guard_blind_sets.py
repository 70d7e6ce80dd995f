"""Texts written without sight of the patterns, family by family; `rules` is empty where the text is lawful.

First runs, before the idea behind each miss was mended: set 1 recall 0.47 at precision 0.91, set 2 0.45 at 0.91, set 3 0.79 at 0.94,
set 4 0.79 at 1.00, set 5 (400 texts by another hand) 0.52 at 0.88, set 6 0.68 at 0.96. The sets are
kept so that what was learned is not lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from bot.guard import Channel, review

CORPUS: Final = Path(__file__).parents[1] / "corpus"
SETS: Final = sorted(CORPUS.glob("blind_rules_*.jsonl"))
RECALL: Final = {  # of the violating texts: what held when the rules were last mended, minus a point
    "blind_rules_1": 0.92,
    "blind_rules_2": 0.94,
    "blind_rules_3": 0.99,
    "blind_rules_4": 0.99,
    "blind_rules_5": 0.96,
    "blind_rules_6": 0.96,
}
PRECISION: Final = 0.985
KEPT: Final = 0.985  # of the lawful texts, byte for byte


def items(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_flagged(item: dict[str, Any]) -> bool:
    """Tell whether a rule mends the text, or one that the text breaks only warns, as six rules do."""
    verdict = review(item["text"], Channel(item["channel"]))
    return any(finding.severity.mends or finding.rule in item["rules"] for finding in verdict.findings)


each_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)


@each_set
def test_rules_find_what_fresh_eyes_wrote_as_faults(path: Path) -> None:
    faults = [item for item in items(path) if item["rules"]]
    missed = [item["text"] for item in faults if not is_flagged(item)]
    assert len(faults) >= 60
    assert len(missed) <= (1 - RECALL[path.stem]) * len(faults), missed


@each_set
def test_rules_are_right_when_they_flag_a_fresh_text(path: Path) -> None:
    flagged = [item for item in items(path) if is_flagged(item)]
    wrong = [item["text"] for item in flagged if not item["rules"]]
    assert len(wrong) <= (1 - PRECISION) * len(flagged), wrong


@each_set
def test_guard_returns_fresh_lawful_texts_byte_for_byte(path: Path) -> None:
    lawful = [item for item in items(path) if not item["rules"]]
    changed = [item["text"] for item in lawful if review(item["text"], item["channel"]).text != item["text"]]
    assert len(lawful) >= 60
    assert len(changed) <= (1 - KEPT) * len(lawful), changed


def test_blind_sets_name_rules_of_the_profession_only() -> None:
    known = {"RDV", "PUB", "PRX", "PAT", "AVI", "URG"}
    families = {code[:3] for path in SETS for item in items(path) for code in item["rules"]}
    assert families == known
