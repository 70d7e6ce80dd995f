"""What the guard finds in labelled texts: how many faults, how rightly, and how many lawful texts come back byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from bot.bench import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

RECALL: Final = 0.95
PRECISION: Final = 0.95
KEPT: Final = 0.95


def bench_texts(folder: Path) -> list[Row]:
    """Return three figures for each file of labelled texts in a folder.

    A line has `channel`, `text`, and `labels` or `rules` (empty when the text is lawful); a line that says `ambiguous` is left out.
    """
    rows = []
    for file in sorted(folder.glob("*.jsonl")):
        if told := [line for line in _lines(file) if _is_labelled(line)]:
            rows += _rows(file.stem, told)
    return rows


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text("utf-8").splitlines())


def _is_labelled(line: dict[str, Any]) -> bool:
    return (
        {"channel", "text"} <= line.keys()
        and bool({"labels", "rules"} & line.keys())
        and not line.get("ambiguous")
    )


def _rows(name: str, told: Sequence[dict[str, Any]]) -> list[Row]:
    from bot.guard import review

    caught = right = faults = kept = 0
    for line in told:
        verdict = review(line["text"], line["channel"])
        fault = bool(line.get("labels", line.get("rules")))
        flagged = any(finding.severity.mends for finding in verdict.findings)
        faults += fault
        caught += flagged
        right += flagged and fault
        kept += not fault and verdict.text == line["text"]
    figures = (
        ("fautes relevées", right, faults, RECALL),
        ("relevés justes", right, caught, PRECISION),
        ("licites inchangés", kept, len(told) - faults, KEPT),
    )
    return [
        Row(f"{name}, {said} (sur {whole})", part / whole, part / whole, "part", least=aim)
        for said, part, whole, aim in figures
        if whole
    ]
