"""The ten sets by strangers that the thresholds of the second reader were found on, whole guard.

First runs, before anything was mended for what they showed (recall, precision, lawful texts byte for byte; half of the lawful texts of sets 1
to 3 are look-alikes of a fault, all of them; of sets 4 to 6 half): first .74, .89, .91; second .70, .88, .91; third .81, .86, .87;
fourth .88, .95, .94; fifth .925, .959, .947; sixth .944, .944, .930. The rules alone: .56, .53, .51, .63, .62, .70. Ninth .960, .984,
.980; tenth .956, .968, .960; the rules alone .71, .74.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.guard import review
from bot.guard.reader.documents import APART

if TYPE_CHECKING:
    from pathlib import Path

SETS = sorted(APART.glob("*.jsonl"))
RECALL, PRECISION, KEPT = 0.9, 0.94, 0.94


@pytest.mark.parametrize("path", SETS, ids=[path.stem for path in SETS])
def test_whole_guard_holds_what_it_reached_on_a_set_by_strangers(path: Path) -> None:
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    flagged, kept = [], 0
    for one in told:
        verdict = review(one["text"], one["channel"])
        flagged.append(any(finding.severity.mends for finding in verdict.findings))
        kept += not one["labels"] and verdict.text == one["text"]
    faults = [bool(one["labels"]) for one in told]
    right = sum(found and fault for found, fault in zip(flagged, faults, strict=True))
    assert right >= RECALL * sum(faults)
    assert right >= PRECISION * sum(flagged)
    assert kept >= KEPT * faults.count(False)
