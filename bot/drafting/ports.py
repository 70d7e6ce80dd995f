"""What the crafts need from outside, and the values they exchange. Pure: no adapter is named here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.drafting.voice import Voice
    from bot.guard import Asked, Cleared, Finding, Opinion, Practice, Refused, Waiver


class Craft(StrEnum):
    """The three things that Confrère writes; the values are those of `bot.guard.Channel`."""

    POST = "post"
    MESSAGE = "message"
    REVIEW = "review"


class Platform(StrEnum):
    """Where a post is published."""

    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    GOOGLE = "google"
    YOUTUBE = "youtube"


class Kind(StrEnum):
    """Who speaks in a passage: the rules of the profession, our own sheets, the practice."""

    DEONTOLOGY = "deontology"
    TOPIC = "topic"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a stored document.

    `start` and `end` are code points of the stored version of the document; `score` runs from 0.0 to 1.0, higher is
    closer (1.0 for a pinned passage). `section` is the heading it stands under, `label` what a person reads as its
    source, `checked` an ISO date or `None`. `card` is the id of a deontology card, `None` elsewhere. `broken` names the
    rules that the passage breaks: it is «à ne pas imiter», and no craft is ever given one that has any.
    """

    id: str
    source: str
    kind: Kind
    title: str
    section: str
    text: str
    start: int
    end: int
    score: float
    label: str
    card: str | None = None
    url: str | None = None
    confidence: str | None = None
    checked: str | None = None
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document, for the composer: its passages in order and what its front matter says.

    `hooks`, `hashtags` and `subject` are empty for documents of the practice, which have no front matter.
    """

    source: str
    kind: Kind
    title: str
    label: str
    passages: tuple[Passage, ...]
    names: tuple[str, ...] = ()
    subject: str = ""
    hooks: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    signed_off: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, nearest first; `covered` is False when the documents do not answer the question."""

    passages: tuple[Passage, ...]
    covered: bool


class LibraryUnavailable(Exception):
    """The index cannot be read and could not be rebuilt from the database."""


class Library(Protocol):
    """What the practice and the profession say."""

    async def search(self, question: str, *, kinds: Sequence[Kind] = tuple(Kind), limit: int = 6) -> Hits:
        """Return the passages closest to `question` (French, 1 to 3,000 characters), nearest first.

        Raises:
            LibraryUnavailable: the index is missing or unreadable.
        """
        ...

    async def pinned(self, craft: Craft, rules: Sequence[str] = ()) -> tuple[Passage, ...]:
        """Return the legal cards that belong in the context of `craft` and of the guard `rules` that fired."""
        ...

    async def sheet(self, source: str) -> Sheet | None:
        """Return the whole document `source`, or None when it is not there."""
        ...

    async def titles(self, kind: Kind) -> tuple[str, ...]:
        """Return the titles of all documents of one kind, in alphabetical order."""
        ...


class SentenceKind(StrEnum):
    """What a drafted sentence is: a fact needs a passage, courtesy and instructions do not."""

    FACT = "fact"
    COURTESY = "courtesy"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft with the ids of the passages (or `practice:<fact>`) that it rests on."""

    text: str
    kind: SentenceKind
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a writer is told; every text in it is already masked.

    `request` is what the person asked or pasted; `previous` and `instruction` are set for a follow-up («plus court»);
    `advice` holds French sentences of the guard to heed; `limit` is a number of characters; `variant` counts from 0.
    """

    craft: Craft
    request: str = field(repr=False)
    platform: Platform | None = None
    passages: tuple[Passage, ...] = ()
    pinned: tuple[Passage, ...] = ()
    sheet: Sheet | None = None
    facts: tuple[
        tuple[str, str], ...
    ] = ()  # the practice's own facts in date: (name, value), such as ("hours", "…")
    asked: tuple[Asked, ...] = ()
    situation: str = ""  # triage class of a message, case of a review
    cues: tuple[str, ...] = ()  # what a message is about («wound», «pain»…); angle words of a post
    style: tuple[str, ...] = ()  # "shorter", "simpler", "warmer"
    previous: str | None = field(default=None, repr=False)
    instruction: str | None = field(default=None, repr=False)
    advice: tuple[str, ...] = ()
    limit: int = 2_000
    variant: int = 0
    voice: Voice | None = None  # how the practice writes, when it has a style card in force


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote: the text as it would be published, and the sentences it is made of.

    `writer` names who wrote ("composer", or the model); `note` is a French sentence for the card, such as why the
    composer answered in a model's place.
    """

    text: str = field(repr=False)
    sentences: tuple[Sentence, ...]
    writer: str
    note: str | None = None


class WriterError(Exception):
    """A writer could not write; the composer answers in its place. See `bot/writers/errors.py` for the tree."""


class Writer(Protocol):
    """Who writes: the composer or a model."""

    name: str

    async def write(self, brief: Brief) -> Written:
        """Write what `brief` asks.

        Raises:
            WriterError: no usable text came back in time.
        """
        ...


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a sentence says and its sources do not: its words, and in French what they are («négation», «nom»…).

    `otherwise` tells that a source says it in another sense; else none says it at all.
    """

    words: str
    what: str
    otherwise: bool = False


class Comparing(Protocol):
    """Lays a sentence beside what it rests on; `knowledge.grounding.unsaid` is one."""

    def __call__(self, sentence: str, sources: Sequence[str]) -> tuple[Unsaid, ...]:
        """Return what `sentence` says and `sources` (passages, facts) do not, in order; nothing found proves nothing."""
        ...


class Transcriber(Protocol):
    """Speech to text."""

    async def transcribe(self, audio: bytes, *, name: str) -> str:
        """Return the words of a voice note; `name` carries the extension, such as `note.ogg`.

        Raises:
            WriterError: no server is configured, or it did not answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Counter:
    """How much of a limit a text uses; `unit` is "caractères", "octets", "hashtags" or "mots"."""

    used: int
    limit: int
    unit: str

    @property
    def kept(self) -> bool:
        """Tell whether the text respects the limit."""
        return self.used <= self.limit


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a draft rests on, numbered as on the card, with the draft's sentences (from 1) that use it."""

    number: int
    label: str
    sentences: tuple[int, ...] = ()
    url: str | None = None
    confidence: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A reply in another language (`en`, `ar`…): `french` is the exact text it was made from, `back` what it says, translated anew."""

    language: str
    french: str = field(repr=False)
    text: str = field(repr=False)
    back: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft, ready for a person to read and approve.

    `verdict` is the guard's word on the written text: its `text` is what may be copied. `verify` lists the facts that
    can hurt (delay, dose, price, date, phone) for the person to check; `options` come before the text on the card
    («Ne pas répondre» first, for a review); `notes` are French sentences; `situation` is the triage class of a message
    or the case of a review, `situation_label` the same in French; `deadline` the last prudent day to sue.
    """

    craft: Craft
    verdict: Cleared | Refused
    platform: Platform | None = None
    counters: tuple[Counter, ...] = ()
    sources: tuple[Source, ...] = ()
    verify: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    situation: str = ""
    situation_label: str = ""
    deadline: date | None = None
    writer: str = "composer"
    fixed: bool = False  # a fixed text (emergency): no follow-up is offered
    request: str = field(default="", repr=False)  # masked; what a follow-up starts from
    topic: str = ""  # source id of the sheet a post rests on
    asked: tuple[Asked, ...] = ()  # what the person who is answered asked for: an edit is guarded with it too
    style: tuple[str, ...] = ()
    variant: int = 0
    written: str = field(
        default="", repr=False
    )  # before the guard; reviewing it again gives the same verdict
    edits: tuple[str, ...] = field(
        default=(), repr=False
    )  # the person's own edits of the text (masked), which a new version takes up again
    opinions: tuple[Opinion, ...] = ()  # what a model says of the text; the guard hears it with the rules
    waivers: tuple[Waiver, ...] = ()  # what the practice lets stand, in date when the verdict was given
    set_aside: tuple[
        str, ...
    ] = ()  # rules that the request itself would have broken: «pourquoi ?» explains them
    translation: Translation | None = (
        None  # of the exact text of the verdict, when a message came in another language
    )


@dataclass(frozen=True, slots=True)
class Declined:
    """No draft: the request cannot be met. `reason` says in French what happened and what to do.

    `findings` holds what the guard would say of the request itself, `choices` what may be asked instead, `rules` those that
    the request would have broken.
    """

    craft: Craft
    reason: str
    choices: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[str, ...] = ()


class PracticeFacts(Protocol):
    """The practice's own facts, as far as they are in date."""

    def values(self) -> Practice:
        """Return what may appear in the practice's texts."""
        ...

    def fact(self, name: str) -> str | None:
        """Return a fact in date (`hours`, `fees`, `booking`, `secure_channel`, `documents`…), or None."""
        ...

    def expired(self, name: str) -> bool:
        """Tell whether the fact is known but out of date, so that what needs it is suspended."""
        ...

    def renewer(self, name: str) -> str | None:
        """Return who renews the fact, when somebody is named."""
        ...

    def known(self) -> tuple[tuple[str, str], ...]:
        """Return every fact in date as (name, value)."""
        ...
