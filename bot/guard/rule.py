"""What a rule is, once read from its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guard.model import Asked, Channel, LegalBasis, Severity


class Scope(StrEnum):
    """How far a rule looks: antipatterns of a `sentence` rule are searched in the sentence of the hit."""

    SENTENCE = "sentence"
    DOCUMENT = "document"
    HASHTAG = "hashtag"


class Remedy(StrEnum):
    """What a rule asks for the words it finds."""

    CUT_SENTENCE = "cut_sentence"
    CUT_CLAUSE = "cut_clause"
    CUT_HASHTAG = "cut_hashtag"
    CUT_WORDS = "cut_words"
    DROP = "drop"  # the words exactly, whatever is left
    REPLACE = "replace"
    PROPOSE = "propose"
    NONE = "none"


class Place(StrEnum):
    """Where the advice of a rule that no pattern can judge is shown."""

    PHOTO = "photo"
    REQUEST = "request"
    REVIEW = "review"
    POST = "post"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Fix:
    """What is done with the words found; `text` is what replaces them or what is proposed.

    `articles` says what to put before `text` when the words found begin with one of its keys: «du» becomes «de la».
    """

    kind: Remedy
    safe: bool = True
    text: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a rule that only its page and the tests need."""

    definition: str
    lawful: str
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault, the law behind it, and how it is found and mended. Patterns are in the language of the rules."""

    code: str
    name: str
    title: str
    category: str
    tier: int
    channels: Mapping[Channel, Severity]
    legal: tuple[LegalBasis, ...]
    cards: tuple[str, ...]
    message: str
    advice: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    unless_before: tuple[str, ...]
    lawful_when: tuple[str, ...]
    unless_asked: frozenset[Asked]
    requires: tuple[str, ...]
    scope: Scope
    judgement: bool
    shows_on: tuple[Place, ...]
    fix: Fix
    judge: str = ""  # a question in French, answered by yes or no about one quote, for a model to be asked
    page: Page | None = field(default=None, repr=False)
