"""The words of the guard: what a finding is, where a text goes, what may appear in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

CERTAIN: Final = frozenset(
    {"V3", "V2"}
)  # marks that let an article be cited as such; `facts`: read on two pages or more


class Channel(StrEnum):
    """Where a text goes: to everybody, to one person in private, under a review."""

    POST = "post"
    MESSAGE = "message"
    REVIEW = "review"


class Severity(StrEnum):
    """What a finding costs, gravest first."""

    BLOCK = "block"
    REWRITE = "rewrite"
    WARN = "warn"
    ADVISE = "advise"

    @property
    def mends(self) -> bool:
        """Tell whether the text must change before it may go out."""
        return self in {Severity.BLOCK, Severity.REWRITE}


class FixKind(StrEnum):
    """What became of the words that were found."""

    CUT = "cut"
    REPLACE = "replace"
    PROPOSE = "propose"
    NONE = "none"


class Asked(StrEnum):
    """What the person who is being answered asked for; a practical answer to it is lawful."""

    APPOINTMENT = "appointment"
    PRICE = "price"
    HOURS = "hours"
    ADDRESS = "address"
    DOCUMENTS = "documents"
    CANCEL = "cancel"
    RESULTS = "results"
    PHOTO_OPINION = "photo_opinion"
    PRESCRIPTION = "prescription"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One reference, with how sure we are of it (`V3` … `V1`, `M`, `H`, or a sum such as `H+V3`)."""

    ref: str
    confidence: str
    checked: str  # ISO date

    @property
    def certain(self) -> bool:
        """Tell whether the article may be cited as such: read on two public pages or more, no house rule in it."""
        return self.confidence in CERTAIN

    def __str__(self) -> str:
        """Return the reference as a person reads it; a doubtful one says so."""
        if self.certain:
            return f"{self.ref} (confiance {self.confidence})"
        if "H" in self.confidence.split("+"):
            return f"règle de prudence du cabinet, d’après {self.ref} (confiance {self.confidence})"
        return f"à vérifier : {self.ref} (confiance {self.confidence})"


@dataclass(frozen=True, slots=True)
class Reading:
    """Why the second reader found a sentence: a family of faults, and how likely (0 to 1)."""

    family: str
    chance: float
    _words: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that weighed most, folded; found when somebody asks."""
        return self._words()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a text.

    `start` and `end` are code points of the text that was given to `review()`; `found` is that slice and stays out of
    every `repr` because it may name a patient.
    """

    rule: str
    name: str
    start: int
    end: int
    severity: Severity
    fix: FixKind
    message: str = field(repr=False)
    advice: str
    legal: tuple[LegalBasis, ...]
    found: str = field(repr=False)
    proposal: str | None = field(default=None, repr=False)
    reading: Reading | None = None  # when the second reader found it
    model: bool = False  # a model said so, not the rule


@dataclass(frozen=True, slots=True)
class Change:
    """One edit that the guard made: `text[start:end]` of the original became `inserted` (empty for a cut)."""

    start: int
    end: int
    removed: str = field(repr=False)
    inserted: str = field(repr=False)
    rule: str


@dataclass(frozen=True, slots=True)
class Practice:
    """Values of the practice itself, which may appear in its texts; matched exactly after folding, never by resemblance."""

    doctor: str | None = None
    specialty: str | None = None
    practice: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    handle: str | None = None
    team: tuple[str, ...] = ()
    hours: str | None = None
    numbers: tuple[str, ...] = ()  # telephones beside `phone` that its facts give, such as the one on call


NOBODY: Final = Practice()
