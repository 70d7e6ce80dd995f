"""Documents as the word index takes them in, and passages as it gives them back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.ports import Kind, Passage
from knowledge.entries import AVOIDED, Entry
from knowledge.labels import passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.model import Document

MENTION: Final = {
    Kind.PRACTICE: 0.85
}  # what one mention is worth: a file of the practice has no list of its subjects
PASSING: Final = 0.6  # … and in a sheet or a card, which have one
WEIGHTS: Final = {"Questions à poser": 0.75}  # a section of questions holds every word and answers none
_SHOWN: Final = tuple(field.name for field in dataclasses.fields(Passage))


def entries_of(document: Document) -> Iterable[Entry]:
    """Yield what the word index takes in for each chunk of `document`."""
    about = document.about
    head = " . ".join((document.card or "", document.title, *about.names, *about.keywords, *about.questions))
    for chunk in document.chunks:
        yield Entry(
            id=chunk.id,
            source=document.source,
            kind=AVOIDED if document.broken(chunk) else document.kind.value,
            practice=document.practice,
            valid_from=document.valid_from,
            valid_to=document.valid_to,
            head=f"{head} . {chunk.section}",
            text=chunk.text,
            shown=_shown(passage(document, chunk, 0.0)),
            weight=WEIGHTS.get(chunk.section, 1.0),
            mention=MENTION.get(document.kind, PASSING),
        )


def _shown(held: Passage) -> dict[str, Any]:
    return {name: getattr(held, name) for name in _SHOWN}


def passage_of(shown: dict[str, Any], score: float) -> Passage:
    """Return what was kept to be shown, with the score of today."""
    told = {"kind": Kind(shown["kind"]), "broken": tuple(shown.get("broken", ()))}
    return Passage(**{**shown, **told, "score": round(min(1.0, score), 4)})
