"""The labelled lines that a reader learns from: read, without doubles, in groups of look-alikes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER: Final = Path(__file__).parent / "data"
ALIKE: Final = 0.55  # share of common word triplets from which two lines are taken for one, told twice
TRIPLET: Final = 3  # words


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line: a text, its label, who wrote it (a file), and the group of look-alikes that it belongs to.

    `hinted` is false for the examples that the rules were written from: there they are always right, which would teach
    the reader to believe them.
    """

    text: str = field(repr=False)
    label: str
    source: str
    group: int = 0
    hinted: bool = True


def lessons(name: str, folder: Path = FOLDER) -> list[Lesson]:
    """Return the lines of `data/<name>/*.jsonl` in a stable order, each folded text once, grouped.

    Raises:
        ValueError: one folded text has two labels, or there is no line at all.
    """
    seen: dict[str, Lesson] = {}
    for one in _lines(folder / name):
        key = _key(one.text)
        if key in seen and seen[key].label != one.label:
            raise ValueError(
                f"`{one.source}` labels a line `{one.label}` that `{seen[key].source}` labels otherwise"
            )
        seen.setdefault(key, one)
    if not seen:
        raise ValueError(f"no lessons in `{folder / name}`")
    ordered = [seen[key] for key in sorted(seen)]
    groups = grouped([one.text for one in ordered])
    return [replace(one, group=group) for one, group in zip(ordered, groups, strict=True)]


def _key(text: str) -> str:
    """Return what makes two lines one: the folded words, or the text itself when it has none (an emoji)."""
    return " ".join(re.findall(r"[a-z0-9?]+", fold(text).lower)).strip("? ") or text.strip()


def _lines(folder: Path) -> Iterator[Lesson]:
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            said = json.loads(line)
            yield Lesson(said["text"], said["label"], file.stem, hinted=said.get("hints", True))


def fingerprint(lines: Iterable[Lesson]) -> str:
    """Return the SHA-256 of what is learnt."""
    digest = hashlib.sha256()
    for one in lines:
        digest.update(f"{one.label}\t{one.text}\n".encode())
    return digest.hexdigest()


def grouped(texts: Sequence[str]) -> list[int]:
    """Return one group number a text; texts that share most of their word triplets share a group."""
    triplets = [_triplets(text) for text in texts]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    group = list(range(len(texts)))
    for index, mine in enumerate(triplets):
        rivals = {other for triplet in mine for other in holders[triplet]}
        alike = [other for other in sorted(rivals) if _share(mine, triplets[other]) >= ALIKE]
        if alike:
            group[index] = group[alike[0]]
        for triplet in mine:
            holders[triplet].append(index)
    return group


def _triplets(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", fold(text).lower)
    return frozenset(" ".join(words[i : i + TRIPLET]) for i in range(max(1, len(words) - TRIPLET + 1)))


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / len(mine | theirs)
