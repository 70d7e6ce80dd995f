"""The one guard loop: a writer writes, the guard reads, its findings go back as advice, and what is left is cut or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.drafting.grounded import grounded, is_hostile
from bot.drafting.ports import Brief, Source, Writer, WriterError, Written
from bot.drafting.strays import strays
from bot.figures import FigureKind, figures, to_verify, unsourced
from bot.french import typeset
from bot.guard import Channel, Cleared, Practice, Refused, review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.drafting.ports import Comparing, Passage

ROUNDS: Final = 2  # how often a model gets the guard's findings as advice
TO_VERIFY: Final = 3  # facts that a person is asked to check, at most
OWN_TO_VERIFY: Final = frozenset(
    {FigureKind.PHONE, FigureKind.DATE, FigureKind.PRICE}
)  # of the practice's own facts

STANDS_IN: Final = "Le modèle n’a pas répondu ; ce brouillon vient du rédacteur hors ligne."
ORDERS: Final = "Ce texte contient des consignes adressées à un programme\u00a0: le modèle n’a pas été consulté, ce brouillon vient du rédacteur hors ligne."
UNCARRIED: Final = "Ce que le modèle ajoutait sans appui dans vos documents a été retiré."
REFUSED_MODEL: Final = (
    "La proposition du modèle n’a pas passé le garde-fou ; ce brouillon vient du rédacteur hors ligne."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written, the guard's word on it, French sentences on how it came about, and what to verify of a model's draft."""

    written: Written
    verdict: Cleared | Refused
    notes: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()


class Scribe:
    """Writes through the writer of the settings, and through the composer when that one cannot.

    `compare`, when there is one, lays what a model wrote beside its material.
    """

    def __init__(self, writer: Writer, composer: Writer, compare: Comparing | None = None) -> None:
        self._writer = writer
        self._composer = composer
        self._compare = compare

    async def write(self, brief: Brief, practice: Practice) -> Outcome:
        """Write what `brief` asks and return it with the guard's verdict; a model's failure never rises."""
        if self._writer is self._composer:
            return await self._composed(brief, practice)
        if is_hostile(brief):
            return await self._composed(brief, practice, ORDERS)
        try:
            outcome = await self._advised(brief, practice)
        except WriterError as error:
            return await self._composed(brief, practice, getattr(error, "notice", STANDS_IN))
        if outcome is None or isinstance(outcome.verdict, Refused):
            return await self._composed(brief, practice, REFUSED_MODEL)
        return self._compared(outcome, brief, practice)

    async def compose(self, brief: Brief, practice: Practice) -> Outcome:
        """Write with the composer alone, for what must be the same whoever asks."""
        return await self._composed(brief, practice)

    async def _composed(self, brief: Brief, practice: Practice, *notes: str) -> Outcome:
        return _judged(await self._composer.write(brief), brief, practice, notes)

    def _compared(self, outcome: Outcome, brief: Brief, practice: Practice) -> Outcome:
        """Return the outcome with the sentences that stray from the material, among those that the guard left."""
        if self._compare is None:
            return outcome
        left = outcome.verdict.text
        return replace(outcome, verify=strays(outcome.written, left, brief, practice, self._compare))

    async def _advised(self, brief: Brief, practice: Practice) -> Outcome | None:
        """Return what the model wrote, once or again with advice; None when too little of it rests on anything."""
        outcome = await self._asked(brief, practice)
        for _ in range(ROUNDS):
            advice = _advice(outcome) if outcome else ()
            if not outcome or not advice:
                break
            again = replace(brief, advice=advice, previous=outcome.written.text)
            outcome = await self._asked(again, practice)
        return outcome

    async def _asked(self, brief: Brief, practice: Practice) -> Outcome | None:
        written = await self._writer.write(brief)
        kept = grounded(written, brief)
        if kept is None:
            return None
        return _judged(kept, brief, practice, () if kept is written else (UNCARRIED,))


def _judged(written: Written, brief: Brief, practice: Practice, notes: tuple[str, ...] = ()) -> Outcome:
    verdict = review(written.text, Channel(brief.craft.value), practice=practice, asked=brief.asked)
    said = (written.note,) if written.note else ()
    return Outcome(written, verdict, (*notes, *said))


def _advice(outcome: Outcome) -> tuple[str, ...]:
    faults = (finding for finding in outcome.verdict.findings if finding.severity.mends)
    return tuple(dict.fromkeys(f"{fault.message} {fault.advice}" for fault in faults))


def doubts(text: str, sources: Iterable[str], own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what a person must check: first the figures that no source gives, then those that can hurt.

    `sources` are the passages, `own` the practice's facts in date and what the person stated.
    """
    ours = tuple(own)
    said: dict[str, str] = {}
    for figure in unsourced(text, (*sources, *ours)):
        said[figure.text] = "absent de vos sources"
    bare = len(said)
    mine = {key for fact in ours for figure in figures(fact) for key in figure.keys}
    for figure in to_verify(text):
        if not figure.keys <= mine:
            said.setdefault(figure.text, "à comparer à vos consignes")
        elif figure.kind in OWN_TO_VERIFY:
            said.setdefault(figure.text, "d'après la fiche du cabinet ou votre demande")
    return tuple(typeset(f"{quoted(words)} : {why}") for words, why in said.items())[: max(TO_VERIFY, bare)]


def unsourced_note(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the note (SRC) that says which figures stand in no source, or nothing."""
    missing = tuple(dict.fromkeys(quoted(figure.text) for figure in unsourced(text, sources)))
    if not missing:
        return ()
    verb = "ne figure dans aucune source" if len(missing) == 1 else "ne figurent dans aucune source"
    return (typeset(f"SRC : {', '.join(missing)} {verb} ni dans les faits du cabinet."),)


def quoted(text: str) -> str:
    """Return `text` between French quotation marks."""
    return typeset(f"« {text} »")


def sources_of(written: Written, passages: Iterable[Passage]) -> tuple[Source, ...]:
    """Return the documents that the draft's sentences rest on, numbered in order of appearance."""
    known = {passage.id: passage for passage in passages}
    used: dict[str, list[int]] = {}
    first: dict[str, Passage] = {}
    for number, sentence in enumerate(written.sentences, 1):
        for passage in (known[one] for one in sentence.passages if one in known):
            first.setdefault(passage.source, passage)
            used.setdefault(passage.source, []).append(number)
    return tuple(
        Source(rank, first[source].label, tuple(dict.fromkeys(lines)), first[source].url, first[source].confidence, first[source].checked)
        for rank, (source, lines) in enumerate(used.items(), 1)
    )  # fmt: skip
