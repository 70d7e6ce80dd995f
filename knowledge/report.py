"""What an audit found, ready to be written: `knowledge.audit_pages` makes a page of it, `as_json` lines for programs. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEVERITIES: Final = ("block", "rewrite", "warn")  # gravest first; advice is no fault


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a published text.

    `severity` is one of `SEVERITIES`; `legal` holds references with their confidence, worded as they may be shown, and
    `certain` tells whether one of them may be cited as law; `rewording` is the sentence as it may be published, empty when
    nothing of it can stay; `sure` is false when the second reader found it, not a pattern.
    """

    rule: str
    title: str
    severity: str
    message: str = field(repr=False)
    advice: str
    legal: tuple[str, ...]
    certain: bool
    sure: bool
    excerpt: str = field(repr=False)
    rewording: str = field(repr=False)
    source: str
    document: str
    nature: str
    platform: str
    published: str
    url: str
    file: str
    where: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A file, or a post of it, that names a patient: at which place, never the words. `source` is empty when it stayed outside."""

    file: str
    where: str
    published: str
    platform: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A faulty post as the guard lets it be published."""

    source: str
    document: str
    published: str
    platform: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of one day; `documents` counts what was read by nature (`post`, `page`, `leaflet`), `secrecy` is the law of `named`."""

    made: str
    practice: str
    rules: int
    catalogue: str
    documents: Mapping[str, int]
    period: tuple[str, str]
    faults: tuple[Fault, ...]
    named: tuple[Named, ...]
    secrecy: tuple[str, ...]
    mended: tuple[Mended, ...]

    @property
    def faulty(self) -> int:
        """The number of documents with a fault that a publication may not keep."""
        return len({one.source for one in self.faults if one.severity != SEVERITIES[-1]})

    def by_severity(self) -> dict[str, int]:
        """Return how many faults there are of each severity, gravest first."""
        counted = Counter(one.severity for one in self.faults)
        return {one: counted[one] for one in SEVERITIES}

    def by_rule(self) -> list[tuple[str, str, str, int, int]]:
        """Return (code, title, severity, faults, documents) of each rule, the most frequent of the gravest first."""
        rows: dict[str, list[Fault]] = {}
        for one in self.faults:
            rows.setdefault(one.rule, []).append(one)
        told = [
            (code, some[0].title, _gravest(some), len(some), len({one.source for one in some}))
            for code, some in rows.items()
        ]
        return sorted(told, key=lambda row: (SEVERITIES.index(row[2]), -row[3], row[0]))

    def as_json(self) -> dict[str, Any]:
        """Return it for programs; `rank` counts the faults from 1, gravest first."""
        return {
            "made": self.made,
            "practice": self.practice,
            "catalogue": self.catalogue,
            "rules": self.rules,
            "documents": dict(self.documents),
            "period": list(self.period),
            "severities": self.by_severity(),
            "by_rule": [
                dict(zip(("rule", "title", "severity", "faults", "documents"), row, strict=True))
                for row in self.by_rule()
            ],
            "patients": [asdict(one) for one in self.named],
            "faults": [{"rank": rank} | asdict(one) for rank, one in enumerate(self.faults, 1)],
            "mended": [asdict(one) for one in self.mended],
        }


def _gravest(faults: Iterable[Fault]) -> str:
    return min((one.severity for one in faults), key=SEVERITIES.index)
