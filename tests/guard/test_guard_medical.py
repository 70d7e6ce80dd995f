"""Health in answers: what the rules MED001 to MED007 stop, and what they must leave alone.

The two sets were written without a look at the patterns. First runs, before the ideas behind the misses were mended: set 1 (40 faults,
40 lawful) recall 0.58, one lawful text touched; set 2 (24 and 24) recall 0.71, none touched by these rules.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bot.drafting.texts import items, keys
from bot.guard import Channel, review

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS: Final = Path(__file__).parents[1] / "corpus"
TOPICS: Final = Path(__file__).parents[2] / "knowledge" / "corpus" / "topics"
SETS: Final = sorted(CORPUS.glob("medical_*.jsonl"))
RECALL: Final = 0.95
_END: Final = re.compile(r"(?<=[.!?])\s+")


def judged(text: str, channel: str) -> set[str]:
    """Return the medical rules whose patterns a text breaks; the second reader has tests of its own."""
    found = (one for one in review(text, channel).findings if one.reading is None)
    return {finding.rule for finding in found if finding.rule.startswith("MED")}


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sentences_of(sheet: Path) -> Iterator[str]:
    body = sheet.read_text(encoding="utf-8").split("---", 2)[2]
    for line in body.splitlines():
        if not line.startswith("#"):
            yield from filter(None, _END.split(line.strip()))


each_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)


@each_set
def test_medical_rules_stop_what_fresh_eyes_wrote_as_faults(path: Path) -> None:
    faults = [entry for entry in entries(path) if entry["rules"]]
    missed = [entry["text"] for entry in faults if not judged(entry["text"], entry["channel"])]
    assert len(faults) >= 24
    assert len(missed) <= (1 - RECALL) * len(faults), missed


@each_set
def test_medical_rules_leave_lawful_answers_alone(path: Path) -> None:
    lawful = [entry for entry in entries(path) if not entry["rules"]]
    touched = [entry["text"] for entry in lawful if judged(entry["text"], entry["channel"])]
    assert len(lawful) >= 24
    assert touched == []


@pytest.mark.parametrize("channel", [Channel.MESSAGE, Channel.POST])
@pytest.mark.parametrize("sheet", sorted(TOPICS.glob("*.md")), ids=lambda sheet: sheet.stem)
def test_medical_rules_leave_the_sentences_of_a_sheet_alone(sheet: Path, channel: Channel) -> None:
    found = {text: judged(text, channel) for text in sentences_of(sheet)}
    assert found
    assert {text: rules for text, rules in found.items() if rules} == {}


@pytest.mark.parametrize("group", ["emergency", "message"])
def test_medical_rules_leave_the_texts_of_the_house_alone(group: str) -> None:
    texts = [text for key in keys(group) for text in items(group, key)]
    assert texts
    assert {text: judged(text, "message") for text in texts if judged(text, "message")} == {}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("blind_rules_*.jsonl")), ids=lambda path: path.stem)
def test_medical_rules_leave_the_lawful_texts_of_other_families_alone(path: Path) -> None:
    lawful = [entry for entry in entries(path) if not entry["rules"]]
    assert [entry["text"] for entry in lawful if judged(entry["text"], entry["channel"])] == []
