"""The ten sets by strangers that the thresholds of the second reader were found on, and those that taught it nothing, whole guard.

First runs, before anything was mended for what they showed (recall, precision, lawful texts byte for byte; half of the lawful texts of sets 1
to 3 are look-alikes of a fault, all of them; of sets 4 to 6 half): first .74, .89, .91; second .70, .88, .91; third .81, .86, .87;
fourth .88, .95, .94; fifth .925, .959, .947; sixth .944, .944, .930. The rules alone: .56, .53, .51, .63, .62, .70. Ninth .960, .984,
.980; tenth .956, .968, .960; the rules alone .71, .74. Of those in `tests/corpus`, from which no sentence and no threshold was taken (the
misses of 12 and 13 have mended rules since): 12 .956, .968, .960; 13 .952, .952, .940; the rules alone .67, .71.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.guard import review
from bot.guard.reader.documents import APART

UNTAUGHT = sorted((Path(__file__).parents[1] / "corpus").glob("strangers_[0-9]*.jsonl"))
SETS = sorted(APART.glob("*.jsonl"))
RECALL, PRECISION, KEPT = 0.9, 0.93, 0.92


@pytest.mark.parametrize("path", [*SETS, *UNTAUGHT], ids=[path.stem for path in (*SETS, *UNTAUGHT)])
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
