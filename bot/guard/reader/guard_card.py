"""The model card of the second reader of the guard: how it was made, its figures by family, what it misses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.catalogue import catalogue
from bot.guard.model import Channel
from bot.guard.second_reader import ANY, DOUBT, FAMILIES, likeliest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.guard.reader.documents import Example
    from bot.guard.reader.weights import Header

CARD: Final = Path(__file__).parent / "GUARD_MODEL_CARD.md"
INTRODUCTION: Final = """# Model card: the second reader of the guard

A linear model over hashed features of one folded sentence (letters, words, pairs, lexical fields and their pairs, shape, channel), the senses of its
words (see `MODEL_CARD.md`) and its two neighbours: one output a family of faults, and one for whatever fault. It runs without any library, beside the rules, which win where they
speak. It gives `rewrite` above a threshold and `warn` above another, never judges patient data nor emergencies, and says which words weighed.

- **Data**: `data/guard/*.jsonl`, documents of one to five sentences written from imagination for this project by language models, each by another hand
  (web pages, social networks, private messages, answers to reviews, agencies, the subtle and the near-miss, the ordinary), each sentence
  labelled with its faults. `sheets.jsonl` and `house.jsonl` hold what our own sheets and composer say, all lawful, `rules.jsonl` the examples of the rules: learnt, not counted below. Nothing comes from a person, a web site or a test set. Licence: that of the repository.
- **Training**: `python -m bot.guard.reader.train_guard` (scikit-learn, logistic regression, one label against the rest; each sentence
  among its neighbours and alone).
- **Figures**: on hands that the judging model had not read ({hands} groups of writers). The set is half faults, and a third of its lawful
  sentences are look-alikes: ordinary text is easier.
- **What it misses**: what is meant and not said, a fault that only the whole text shows, words that no document held.
"""


class Alarm(NamedTuple):
    """How loud a text that was set apart sounds, in log-odds, and whether it holds a fault."""

    channel: Channel
    loud: float
    fault: bool


@dataclass(frozen=True)
class Report:
    """How a training went: what is shipped, the examples, and for each label the log-odds given to each of them unseen."""

    header: Header
    examples: Sequence[Example] = field(repr=False)
    judged: Mapping[str, Sequence[float]] = field(repr=False)
    apart: Sequence[Alarm] = field(repr=False)

    def summary(self) -> str:
        """Return the figures."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        head = self.header
        counts = Counter(label for one in self.examples for label in one.labels)
        clean = sum(not one.labels for one in self.examples)
        yield f"{head.examples} sentences by {len({one.source for one in self.examples})} hands, {clean} of them lawful; {head.made}, data `{head.data[:12]}`."
        yield "\n| family | sentences | found | family right |\n|---|--:|--:|--:|"
        for label in FAMILIES:
            found, right = self._found(label)
            yield f"| {label} | {counts[label]} | {found:.2f} | {right:.2f} |"
        recall, precision = self._together()
        yield f"\nSentences that sound the alarm of their channel: {recall:.1%} of the faulty ones, {precision:.1%} of them faulty."
        yield "\n| texts set apart | count | mended | precision | told or mended | precision |\n|---|--:|--:|--:|--:|--:|"
        for channel in Channel:
            count = sum(one.channel == channel for one in self.apart)
            yield f"| {channel} | {count} | {self._apart(channel, '')} | {self._apart(channel, DOUBT)} |"

    def _loud(self) -> list[bool]:
        """Return which examples sound the alarm of their channel."""
        limits = self.header.thresholds
        return [
            loud >= limits[one.channel] for one, (_, loud) in zip(self.examples, self._heard, strict=True)
        ]

    @cached_property
    def _heard(self) -> list[tuple[str, float]]:
        """The likeliest family of each example among those of its channel, and how loud it sounds."""
        rules = catalogue()
        odds = (dict(zip(self.judged, row, strict=True)) for row in zip(*self.judged.values(), strict=True))
        return [
            likeliest(one, rules.speaking(seen.channel))
            for one, seen in zip(odds, self.examples, strict=True)
        ]

    def _found(self, family: str) -> tuple[float, float]:
        """Return the share of a family's sentences that sound the alarm, and of those the share that it would be found under."""
        mine = [at for at, one in enumerate(self.examples) if family in one.labels]
        loud = self._loud()
        heard = [at for at in mine if loud[at]]
        named = [at for at in heard if self._heard[at][0] in self.examples[at].labels]
        return len(heard) / max(len(mine), 1), len(named) / max(len(heard), 1)

    def _together(self) -> tuple[float, float]:
        loud, faults = self._loud(), [ANY in one.labels for one in self.examples]
        right = sum(one and fault for one, fault in zip(loud, faults, strict=True))
        return right / max(sum(faults), 1), right / max(sum(loud), 1)

    def _apart(self, channel: Channel, kind: str) -> str:
        mine = [one for one in self.apart if one.channel == channel]
        caught = [one.fault for one in mine if one.loud >= self.header.thresholds[channel + kind]]
        recall = sum(caught) / max(sum(one.fault for one in mine), 1)
        return f"{recall:.2f} | {sum(caught) / max(len(caught), 1):.2f}"


def write_guard_card(report: Report, hands: int, card: Path = CARD) -> None:
    """Write the model card again."""
    card.write_text(f"{INTRODUCTION.format(hands=hands)}\n## Figures\n\n{report.summary()}", "utf-8")
