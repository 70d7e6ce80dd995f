"""The arithmetic of a training, without any library: folds, calibration, thresholds, quantising, figures."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final

from bot.guard.reader.reader import softmax
from bot.guard.reader.weights import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDS: Final = 5
FALSE_ALARMS: Final = 0.08  # share of the other lines that may be taken for a grave label
PRECISION: Final = 0.90  # share of rightful answers from which another label is taken at its word
SURE: Final = 0.99  # a threshold that no line reached


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered to a line never learnt from: its label, and label → probability."""

    text: str
    label: str
    chances: Mapping[str, float]

    @property
    def answer(self) -> str:
        """Return the likeliest label."""
        return max(self.chances, key=lambda label: self.chances[label])


def fold_of(group: int) -> int:
    """Return the fold, 0 to `FOLDS` - 1, that a group of look-alikes belongs to."""
    return group * 2_654_435_761 % 2**32 * FOLDS >> 32


def temperature(raws: Sequence[Sequence[float]], truths: Sequence[int]) -> float:
    """Return the temperature, 0.25 to 4, under which the truths are least surprising."""

    def surprise(heat: float) -> float:
        pairs = zip(raws, truths, strict=True)
        return -sum(log(max(softmax(raw, heat)[truth], 1e-9)) for raw, truth in pairs)

    return min((step / 20 for step in range(5, 81)), key=surprise)


def alarm_threshold(outcomes: Iterable[Outcome], grave: Sequence[str]) -> float:
    """Return the smallest probability of all `grave` labels together that keeps false alarms under `FALSE_ALARMS`."""
    others = sorted((_sum(one, grave) for one in outcomes if one.label not in grave), reverse=True)
    return round(others[int(len(others) * FALSE_ALARMS)] + 1e-3, 3) if others else SURE


def trust_threshold(outcomes: Iterable[Outcome], label: str) -> float:
    """Return the smallest probability from which `label` is right `PRECISION` of the time."""
    judged = ((one.chances[label], one.label == label) for one in outcomes)
    return round(lowest(judged, PRECISION, default=SURE), 3)


def lowest(judged: Iterable[tuple[float, bool]], share: float, *, default: float, fewest: int = 1) -> float:
    """Return the smallest score from which `share` of the answers are right, among `fewest` at least."""
    right, best = 0, default
    for count, (score, truth) in enumerate(sorted(judged, reverse=True), 1):
        right += truth
        if count >= fewest and right >= share * count:
            best = score
    return best


def _sum(one: Outcome, labels: Iterable[str]) -> float:
    return sum(one.chances[label] for label in labels)


def quantised(plane: Sequence[float]) -> tuple[list[int], float]:
    """Return a plane of weights in signed bytes, and what one step is worth."""
    scale = max(map(abs, plane), default=0.0) / FULL or 1.0
    return [round(weight / scale) for weight in plane], scale


def figures(outcomes: Sequence[Outcome], labels: Sequence[str]) -> dict[str, tuple[int, float, float]]:
    """Return label → (lines, recall, precision)."""
    said, true = Counter(one.answer for one in outcomes), Counter(one.label for one in outcomes)
    right = Counter(one.label for one in outcomes if one.answer == one.label)
    return {
        label: (true[label], right[label] / max(true[label], 1), right[label] / max(said[label], 1))
        for label in labels
    }


def accuracy(outcomes: Sequence[Outcome]) -> float:
    """Return the share of right answers."""
    return sum(one.answer == one.label for one in outcomes) / len(outcomes)


def alarms(outcomes: Sequence[Outcome], grave: Sequence[str], threshold: float) -> tuple[float, float]:
    """Return the share of grave lines that sound the alarm, and of others that do."""
    shares = []
    for wanted in (True, False):
        values = [_sum(one, grave) >= threshold for one in outcomes if (one.label in grave) is wanted]
        shares.append(sum(values) / max(len(values), 1))
    return shares[0], shares[1]


def as_lines(outcomes: Iterable[Outcome]) -> str:
    """Return outcomes as JSON lines, for a person who looks for what is missed."""
    rows = (
        {
            "label": one.label,
            "answer": one.answer,
            "chance": round(one.chances[one.answer], 3),
            "text": one.text,
        }
        for one in outcomes
        if one.answer != one.label
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
