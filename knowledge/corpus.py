"""The sheets that we ship: the cards of the rules of the profession, and what patients ask, procedure by procedure."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.ports import Kind
from knowledge.chunks import sections
from knowledge.errors import CorpusError
from knowledge.frontmatter import split
from knowledge.model import OPEN_END, SCHEME, About, Document

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS: Final = Path(__file__).parent / "corpus"
SHIPPED: Final = (Kind.DEONTOLOGY, Kind.TOPIC)
_FOLDERS: Final = {Kind.DEONTOLOGY: "deontology", Kind.TOPIC: "topics"}


def shipped_mark(root: Path = CORPUS) -> str:
    """Return a digest of every shipped file: it moves when the sheets, or the way they are cut, change."""
    digest = hashlib.sha256(str(SCHEME).encode())
    for kind in SHIPPED:
        for path in _files(root, kind):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def load_shipped(root: Path = CORPUS) -> tuple[Document, ...]:
    """Read and cut every shipped sheet, cards first.

    Raises:
        CorpusError: a sheet has no front matter, lacks a field or a section; the message names the file.
    """
    return tuple(_read(path, kind) for kind in SHIPPED for path in _files(root, kind))


def _files(root: Path, kind: Kind) -> Iterator[Path]:
    yield from sorted((root / _FOLDERS[kind]).glob("*.md"))


def _read(path: Path, kind: Kind) -> Document:
    try:
        values, body = split(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path.name}\u00a0: le fichier n’est pas en UTF-8.") from error
    document = _card(values, body, path) if kind is Kind.DEONTOLOGY else _topic(values, body, path)
    pieces = sections(document.text)
    if not pieces:
        raise CorpusError(f"{path.name}\u00a0: aucune section «\u00a0## …\u00a0» ne contient de texte.")
    return document.cut(pieces)


def _card(values: dict[str, Any], body: str, path: Path) -> Document:
    identity = _named(values, path)
    refs = tuple(_ref(one, path) for one in values.get("refs") or ())
    about = About(
        keywords=_words(values, "keywords", path),
        questions=_words(values, "questions", path),
        crafts=_words(values, "crafts", path),
        rules=_words(values, "rules", path),
        theme=str(values.get("theme") or ""),
        refs=refs,
    )
    return Document(
        source=f"card:{identity}",
        kind=Kind.DEONTOLOGY,
        title=_text(values, "title", path),
        text=body,
        about=about,
        card=identity,
        url=_optional(values, "url"),
        confidence=_optional(values, "confidence"),
        checked=_optional(values, "checked"),
        valid_from=min((since for _, _, since, _ in refs), default=0),
        valid_to=max((until for _, _, _, until in refs), default=OPEN_END),
    )


def _topic(values: dict[str, Any], body: str, path: Path) -> Document:
    sources = values.get("sources") or [{}]
    about = About(
        names=_words(values, "names", path),
        subject=_text(values, "subject", path),
        hooks=_words(values, "hooks", path),
        hashtags=_words(values, "hashtags", path),
        season=tuple(int(month) for month in values.get("season") or ()),
        theme=str(values.get("area") or ""),
        signed_off=bool(values.get("signed_off")),
    )
    return Document(
        source=f"topic:{_named(values, path)}",
        kind=Kind.TOPIC,
        title=_text(values, "title", path),
        text=body,
        about=about,
        url=_optional(sources[0], "url"),
        confidence=_optional(values, "confidence"),
        checked=_optional(values, "checked"),
    )


def _named(values: dict[str, Any], path: Path) -> str:
    identity = _text(values, "id", path)
    if identity != path.stem:
        raise CorpusError(
            f"{path.name}\u00a0: le champ «\u00a0id\u00a0» vaut «\u00a0{identity}\u00a0», pas le nom du fichier."
        )
    return identity


def _text(values: dict[str, Any], key: str, path: Path) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CorpusError(f"{path.name}\u00a0: le champ «\u00a0{key}\u00a0» manque.")
    return value.strip()


def _optional(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    return None if value is None else str(value).strip() or None


def _words(values: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    listed = values.get(key) or []
    if not isinstance(listed, list):
        raise CorpusError(f"{path.name}\u00a0: le champ «\u00a0{key}\u00a0» n’est pas une liste.")
    return tuple(str(word).strip() for word in listed)


def _ref(one: Any, path: Path) -> tuple[str, str, int, int]:
    if not isinstance(one, dict) or not isinstance(one.get("ref"), str):
        raise CorpusError(
            f"{path.name}\u00a0: une référence de «\u00a0refs\u00a0» n’a pas de champ «\u00a0ref\u00a0»."
        )
    since, until = one.get("from"), one.get("to")
    return one["ref"], str(one.get("confidence") or ""), int(since or 0), int(until or OPEN_END)
