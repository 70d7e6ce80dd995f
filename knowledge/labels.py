"""Documents as a person reads them, and as the crafts receive them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Kind, Passage, Sheet
from bot.french import NBSP

if TYPE_CHECKING:
    from knowledge.model import Chunk, Document

_MONTHS: Final = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


def label(document: Document) -> str:
    """Return the source as it is shown under a draft."""
    if document.kind is Kind.DEONTOLOGY:
        return f"Carte {document.card} — {document.title}"
    if document.kind is Kind.TOPIC:
        return f"Fiche «\u00a0{document.title}\u00a0» ({_reading(document)})"
    return f"Document du cabinet «\u00a0{document.title}\u00a0»"


def passage(document: Document, chunk: Chunk, score: float) -> Passage:
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
        label=label(document),
        card=document.card,
        url=document.url,
        confidence=document.confidence,
        checked=document.checked,
    )


def sheet(document: Document) -> Sheet:
    """Return a whole document as the composer receives it."""
    return Sheet(
        source=document.source,
        kind=document.kind,
        title=document.title,
        label=label(document),
        passages=tuple(passage(document, chunk, 1.0) for chunk in document.chunks),
        names=document.about.names,
        subject=document.about.subject,
        hooks=document.about.hooks,
        hashtags=document.about.hashtags,
        signed_off=document.about.signed_off,
    )


def _reading(document: Document) -> str:
    signed = "relue par le chirurgien" if document.about.signed_off else "à relire par le chirurgien"
    return f"vérifiée le {_day(document.checked)}, {signed}" if document.checked else signed


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{_MONTHS[day.month - 1]} {day.year}"
