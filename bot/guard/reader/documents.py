"""The labelled texts that the second reader of the guard learns from: short French documents, each sentence with its faults."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold
from bot.guard.model import Channel
from bot.guard.second_reader import ANY, FAMILIES, SHORTEST, glances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.guard.reader.sight import Glance

FOLDER: Final = Path(__file__).parent / "data" / "guard"
APART: Final = Path(__file__).parent / "data" / "guard_calibration"
PATIENT: Final = "patient"  # labelled, never learnt: patient data is for the rules alone


@dataclass(frozen=True, slots=True)
class Document:
    """A text of one channel: its sentences, and the faults of each; `source` is the hand that wrote it."""

    channel: Channel
    sentences: tuple[str, ...] = field(repr=False)
    labels: tuple[frozenset[str], ...]
    source: str

    @property
    def text(self) -> str:
        """Return the whole, a sentence a line."""
        return "\n".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text and its main fault, if any."""

    channel: Channel
    text: str = field(repr=False)
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence as the reader sees it: among its neighbours, and alone."""

    text: str = field(repr=False)
    channel: Channel
    labels: frozenset[str]
    source: str
    among: Glance = field(repr=False)
    alone: Glance = field(repr=False)


def documents(folder: Path = FOLDER) -> list[Document]:
    """Return the documents of `data/guard/*.jsonl`, in a stable order.

    Raises:
        ValueError: a label is none of the families, or there is no document.
    """
    found = [one for file in sorted(folder.glob("*.jsonl")) for one in _read(file)]
    if not found:
        raise ValueError(f"no documents in `{folder}`")
    known = {*FAMILIES, PATIENT}
    for one in found:
        if strange := frozenset().union(*one.labels) - known:
            raise ValueError(f"`{one.source}`: no family `{min(strange)}`")
    return found


def _read(file: Path) -> Iterator[Document]:
    for line in file.read_text("utf-8").splitlines():
        said = json.loads(line)
        texts, labels = zip(*said["sentences"], strict=True)
        yield Document(Channel(said["channel"]), texts, tuple(map(frozenset, labels)), file.stem)


def texts(folder: Path = APART) -> list[Text]:
    """Return the texts that are set apart to find thresholds: never learnt, by hands that wrote nothing else."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    told = map(json.loads, lines)
    return [Text(Channel(one["channel"]), one["text"], frozenset(one["labels"])) for one in told]


def examples(found: Iterable[Document]) -> Iterator[Example]:
    """Yield the sentences that are learnt: not those that only name a patient, nor those too short to say anything."""
    for one in found:
        for text, labels, glance in zip(one.sentences, one.labels, _glances(one), strict=True):
            if labels != {PATIENT} and len(glance.words) >= SHORTEST:
                alone = glance._replace(
                    before=[], after=[], shape=(glance.shape[0], "alone", *glance.shape[2:])
                )
                told = labels - {PATIENT}
                yield Example(text, one.channel, told | {ANY} if told else told, one.source, glance, alone)


def _glances(one: Document) -> list[Glance]:
    spans, start = [], 0
    for text in one.sentences:
        spans.append((start, start + len(text)))
        start += len(text) + 1
    folded = fold(one.text)
    return list(glances(folded, [(folded.at(left), folded.at(right)) for left, right in spans], one.channel))


def fingerprint(found: Iterable[Document]) -> str:
    """Return the SHA-256 of what is learnt."""
    digest = hashlib.sha256()
    for one in found:
        told = [sorted(labels) for labels in one.labels]
        digest.update(json.dumps([one.channel, one.sentences, told], ensure_ascii=False).encode())
    return digest.hexdigest()
