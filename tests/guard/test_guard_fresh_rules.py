"""Words held up and judged, refusals, law, prevention and research told; and plain faults: what the rules alone make of them.

Four rounds, each written before the rules were run on it. First runs (rules alone): lawful texts flagged 34 of 246, 15 of 196, 18 of 177,
9 of 87; faults found 125 of 147, 98 of 131, 82 of 126, 51 of 71. The whole guard found .98, .96, .93, .93 of the faults.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from bot.guard import Channel
from bot.guard.catalogue import catalogue
from bot.guard.fold import fold
from bot.guard.scan import Page, Setting, read_by_rules

CORPUS: Final = Path(__file__).parents[1] / "corpus" / "fresh_rules.jsonl"
ITEMS: Final = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
FLAGGED: Final = (
    0.015  # of the lawful texts of a round: what held when the rules were last mended, plus half a point
)
FOUND: Final = 0.87  # of the faults of a round: the same, minus a point


def is_flagged(item: dict[str, Any]) -> bool:
    setting = Setting(Channel(item["channel"]), (), catalogue())
    return any(hit.severity.mends for hit in read_by_rules(Page(fold(item["text"])), setting)[0])


each_round = pytest.mark.parametrize("number", [1, 2, 3, 4])


@each_round
def test_rules_leave_what_is_told_judged_or_refused(number: int) -> None:
    lawful = [item for item in ITEMS if item["round"] == number and not item["family"]]
    wrong = [item["text"] for item in lawful if is_flagged(item)]
    assert len(lawful) >= 80
    assert len(wrong) <= FLAGGED * len(lawful), wrong


@each_round
def test_rules_find_what_practices_plainly_write(number: int) -> None:
    faults = [item for item in ITEMS if item["round"] == number and item["family"]]
    missed = [item["text"] for item in faults if not is_flagged(item)]
    assert len(faults) >= 60
    assert len(missed) <= (1 - FOUND) * len(faults), missed
