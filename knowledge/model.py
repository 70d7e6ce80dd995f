"""What the room passes around: documents, the pieces they are cut into, and where they are kept. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.drafting.ports import Kind

OPEN_END: Final = 99991231  # a date that never comes, as an integer YYYYMMDD
POST: Final = "post"  # a post that was published: one fault, and none of it is imitated
PAGE: Final = "page"  # a page of the web site
SCHEME: Final = 3  # moves when passages must be made anew although their texts did not change


@dataclass(frozen=True, slots=True)
class About:
    """What the front matter says beside the text; empty for a file of the practice.

    `names`, `keywords` and `questions` are words that people type; `crafts` and `rules` pin a card; `season` holds
    months from 1 to 12; `refs` holds (reference, confidence, in force from, in force to).

    Of a file of the practice: `nature` is `POST`, `PAGE` or empty (a leaflet), `published` an ISO date, `platform` one of
    `bot.drafting.ports.Platform` or another name, `pages` the offsets where pages 2, 3… start, `faults` the rules that the
    text breaks, as (code, start, end).
    """

    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    crafts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    theme: str = ""
    subject: str = ""
    hooks: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    season: tuple[int, ...] = ()
    refs: tuple[tuple[str, str, int, int], ...] = ()
    signed_off: bool = False
    nature: str = ""
    published: str = ""
    platform: str = ""
    pages: tuple[int, ...] = ()
    faults: tuple[tuple[str, int, int], ...] = ()

    def as_json(self) -> str:
        """Return the same values as JSON, keys in order."""
        values = {name: value for name, value in asdict(self).items() if value or name not in _OF_FILES}
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> About:
        """Read what `as_json` wrote; an unknown key is an error."""
        values: dict[str, Any] = json.loads(text)
        refs = tuple((ref, mark, since, until) for ref, mark, since, until in values.pop("refs", ()))
        faults = tuple((code, start, end) for code, start, end in values.pop("faults", ()))
        fields: Any = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        return cls(refs=refs, faults=faults, **fields)


_OF_FILES: Final = frozenset({"nature", "published", "platform", "pages", "faults"})  # unsaid when empty


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document: `text` is `document.text[start:end]`, in code points; `section` is its heading."""

    id: str
    ordinal: int
    section: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One sheet, card or file, whole.

    `source` is `topic:<slug>`, `card:K12` or `practice:<id>`; `checked` is an ISO date; `valid_from` and `valid_to` are
    integers YYYYMMDD; `path` says where a file of the practice was read.
    """

    source: str
    kind: Kind
    title: str
    text: str = field(repr=False)
    chunks: tuple[Chunk, ...] = field(default=(), repr=False)
    about: About = About()
    practice: str = ""
    path: str = ""
    card: str | None = None
    url: str | None = None
    confidence: str | None = None
    checked: str | None = None
    valid_from: int = 0
    valid_to: int = OPEN_END

    @property
    def sha256(self) -> str:
        """Return a digest of the text and of all that is shown or searched with it."""
        told = (
            SCHEME,
            self.source,
            self.title,
            self.text,
            self.about.as_json(),
            self.practice,
            self.card,
            self.url,
        )
        dated = (self.confidence, self.checked, self.valid_from, self.valid_to)
        return hashlib.sha256(json.dumps([told, dated], ensure_ascii=False).encode()).hexdigest()

    @property
    def reading(self) -> str:
        """Return a digest of what a surgeon reads before signing: not of how it is cut, searched or sourced."""
        read = (self.title, self.text, self.about.subject, self.about.hooks)
        return hashlib.sha256(json.dumps(read, ensure_ascii=False).encode()).hexdigest()

    def broken(self, chunk: Chunk) -> tuple[str, ...]:
        """Return the rules that a piece breaks: what breaks one is «à ne pas imiter». A post is judged whole."""
        whole = self.about.nature == POST
        return tuple(
            dict.fromkeys(
                code
                for code, start, end in self.about.faults
                if whole or (start < chunk.end and end > chunk.start)
            )
        )

    def cut(self, pieces: Sequence[tuple[str, int, int]]) -> Document:
        """Return the document with one chunk for each (section, start, end).

        An id is a digest of the document and of the place: the same piece always has the same id, a changed one never.
        """
        sha = self.sha256
        chunks = tuple(
            Chunk(chunk_id(sha, section, start, end), ordinal, section, self.text[start:end], start, end)
            for ordinal, (section, start, end) in enumerate(pieces)
        )
        return replace(self, chunks=chunks)


def chunk_id(sha256: str, section: str, start: int, end: int) -> str:
    """Return the 20 hexadecimal digits that name a piece of the document whose digest is `sha256`."""
    place = f"{sha256}\0{section}\0{start}\0{end}"
    return hashlib.blake2b(place.encode(), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the catalogue of documents; `broken` are the rules that a file of the practice breaks."""

    source: str
    kind: Kind
    title: str
    path: str
    chunks: int
    added: str
    nature: str = ""
    published: str = ""
    platform: str = ""
    broken: tuple[str, ...] = ()

    @property
    def avoided(self) -> bool:
        """Tell whether all of it is «à ne pas imiter»."""
        return self.nature == POST and bool(self.broken)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who read the sheet `source` through, and on which day; `digest` is what `Document.reading` was."""

    source: str
    digest: str
    by: str
    day: date

    def holds(self, document: Document) -> bool:
        """Tell whether the sheet still says what was read."""
        return self.digest == document.reading


class Readings(Protocol):
    """Which sheets somebody read through. See `bot/store/signatures.py`."""

    async def standing(self) -> Mapping[str, Signature]:
        """Return the signatures that nobody took back, by source; the sheet may have changed since."""
        ...


class Shelf(Protocol):
    """Where documents are kept: the truth, from which every search cache is rebuilt. See `bot/store/documents.py`."""

    async def generation(self) -> int:
        """Return a number that moves with each change."""
        ...

    async def put(self, documents: Sequence[Document]) -> int:
        """Keep `documents` in one transaction, each in place of its former version; return how many were new or changed."""
        ...

    async def replace_kinds(self, kinds: Sequence[Kind], documents: Sequence[Document], mark: str) -> int:
        """Make `documents` all there is of `kinds`, and remember `mark`; return how many changed or went away."""
        ...

    async def mark(self) -> str:
        """Return the mark of the last `replace_kinds`, or an empty string."""
        ...

    async def forget(self, source: str) -> bool:
        """Remove a document and every version of it; False when it is not there."""
        ...

    async def document(self, source: str) -> Document | None:
        """Return a whole document, or None."""
        ...

    async def listed(self, kind: Kind | None = None) -> tuple[Listed, ...]:
        """Return the catalogue, by title."""
        ...

    async def chunk_ids(self) -> frozenset[str]:
        """Return the id of every chunk."""
        ...

    async def holding(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Return the documents that hold the chunks `ids`, whole."""
        ...
