"""Texts written without sight of the patterns on colleagues, dignity, minors, facilities, false reviews and machines.

First runs of three sets, each by rules alone, before the idea behind each miss was mended (share of the violating texts that a rule
of their family found, share that any rule found): 158 texts 0.34 and 0.53; 160 texts 0.38 and 0.51, of which half were of families
not seen before; 99 texts 0.77 and 0.85. One of 203 lawful texts was flagged by these families in the three first runs. The sets are
kept so that what was learned is not lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from bot.guard import Channel
from bot.guard.catalogue import catalogue
from bot.guard.fold import fold
from bot.guard.scan import Page, Setting, scan

CORPUS: Final = Path(__file__).parents[1] / "corpus" / "blind_cnf_dig_min_est_avi.jsonl"
ITEMS: Final = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
FAMILIES: Final = frozenset({"CNF", "DIG", "MIN", "EST", "IA0"})
OF_OTHERS: Final = frozenset({"AVI004", "AVI009", "AVI010", "MED008"})  # in families that have other sets
RECALL: Final = {  # by a rule of their family: what held when the rules were last mended, minus a point
    "CNF": 0.90,
    "DIG": 0.93,
    "MIN": 0.92,
    "EST": 0.80,
    "IA0": 0.95,
    "AVI": 0.93,
    "MED": 0.95,
}
PRECISION: Final = 0.985


def found(item: dict[str, Any]) -> set[str]:
    """Return the codes of the rules that a pattern of theirs finds in a text."""
    hits = scan(Page(fold(item["text"])), Setting(Channel(item["channel"]), (), catalogue()))
    return {hit.rule.code for hit in hits if hit.reading is None}


def own(codes: set[str]) -> set[str]:
    return {code for code in codes if code[:3] in FAMILIES or code in OF_OTHERS}


@pytest.mark.parametrize("family", RECALL)
def test_rules_on_conduct_find_what_fresh_eyes_wrote_as_faults(family: str) -> None:
    faults = [item for item in ITEMS if any(code.startswith(family) for code in item["rules"])]
    missed = [item["text"] for item in faults if not any(code.startswith(family) for code in found(item))]
    assert len(faults) >= 10
    assert len(missed) <= (1 - RECALL[family]) * len(faults), missed


def test_rules_on_conduct_are_right_when_they_flag_a_fresh_text() -> None:
    flagged = [item for item in ITEMS if own(found(item))]
    wrong = [item["text"] for item in flagged if not item["rules"]]
    assert len(flagged) >= 300
    assert len(wrong) <= (1 - PRECISION) * len(flagged), wrong


def test_set_on_conduct_names_these_rules_only() -> None:
    named = {code for item in ITEMS for code in item["rules"]}
    assert named == own(named)
    assert {code[:3] for code in named} == RECALL.keys()
