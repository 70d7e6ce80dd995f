"""Documents as a person reads them, and as the crafts receive them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Kind, Passage, Sheet
from bot.french import NBSP
from knowledge.model import PAGE, POST

if TYPE_CHECKING:
    from knowledge.model import About, Chunk, Document, Signature

_MONTHS: Final = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
PLATFORMS: Final = {
    "instagram": "Instagram", "facebook": "Facebook", "linkedin": "LinkedIn", "google": "Google", "youtube": "YouTube",
    "tiktok": "TikTok", "x": "X", "threads": "Threads",
}  # fmt: skip
TO_READ: Final = "à relire par le chirurgien"
_TITLE: Final = re.compile(r"(?:Dre?|Pre?|[Dd]octeure?|[Pp]rofesseure?)\b")


def label(document: Document, signature: Signature | None = None) -> str:
    """Return the source as it is shown under a draft; `signature` is the one that stands for this sheet."""
    if document.kind is Kind.DEONTOLOGY:
        return f"Carte {document.card} — {document.title}"
    if document.kind is Kind.TOPIC:
        return f"Fiche «\u00a0{document.title}\u00a0» ({_checked(document)}{reading(document, signature)})"
    return f"{_origin(document.about)} «\u00a0{document.title}\u00a0»"


def passage(document: Document, chunk: Chunk, score: float, signature: Signature | None = None) -> Passage:
    """Return one chunk as the crafts receive it."""
    return Passage(
        id=chunk.id,
        source=document.source,
        kind=document.kind,
        title=document.title,
        section=chunk.section,
        text=chunk.text,
        start=chunk.start,
        end=chunk.end,
        score=score,
        label=label(document, signature),
        card=document.card,
        url=document.url,
        confidence=document.confidence,
        checked=document.checked,
        broken=document.broken(chunk),
    )


def sheet(document: Document, signature: Signature | None = None) -> Sheet:
    """Return a whole document as the composer receives it; `signature` is the one that stands for it."""
    return Sheet(
        source=document.source,
        kind=document.kind,
        title=document.title,
        label=label(document, signature),
        passages=tuple(
            passage(document, chunk, 1.0, signature)
            for chunk in document.chunks
            if not document.broken(chunk)
        ),
        names=document.about.names,
        subject=document.about.subject,
        hooks=document.about.hooks,
        hashtags=document.about.hashtags,
        signed_off=document.about.signed_off or (signature is not None and signature.holds(document)),
    )


def reading(document: Document, signature: Signature | None) -> str:
    """Say who read a sheet through, or that somebody must: again when it changed since."""
    if signature is None:
        return "relue par le chirurgien" if document.about.signed_off else TO_READ
    if signature.holds(document):
        return f"relue par {_named(signature.by)} le {_day(signature.day)}"
    return f"modifiée depuis sa relecture du {_day(signature.day)}, {TO_READ}"


def _origin(about: About) -> str:
    """Return what a file of the practice is: «Post Instagram du 3 mars 2024», «Page du site», «Document du cabinet»."""
    if about.nature not in {POST, PAGE}:
        return "Document du cabinet"
    what = (
        f"Post {PLATFORMS.get(about.platform, about.platform)}".rstrip()
        if about.nature == POST
        else "Page du site"
    )
    return f"{what} du {_day(date.fromisoformat(about.published))}" if about.published else what


def _named(by: str) -> str:
    """Return «le Dr Martin» for «Dr Martin»; a name without a title stays as it is."""
    title = _TITLE.match(by)
    return f"{'la' if title[0].endswith('e') else 'le'} {by}" if title else by


def _checked(document: Document) -> str:
    return f"vérifiée le {_day(date.fromisoformat(document.checked))}, " if document.checked else ""


def _day(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{_MONTHS[day.month - 1]} {day.year}"
