"""The answer to a review: silence first; the public text depends on the case and the variant alone, never on the review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.drafting.cases import LIMITED, UNLAWFUL, Case, Judged, judge, read_review, table
from bot.drafting.platforms import counters
from bot.drafting.ports import Brief, Craft, Draft, LibraryUnavailable, Passage, Source
from bot.french import long_date, short_date, typeset

if TYPE_CHECKING:
    from datetime import date

    from bot.drafting.deadlines import Deadline
    from bot.drafting.ports import Library, PracticeFacts
    from bot.drafting.scribe import Scribe

MOST: Final = 6  # notes on the card of a review
SAME: Final = "Texte identique quel que soit l’auteur : il ne dépend que du cas, jamais des mots de l’avis."
NO_DATE: Final = "Date de publication inconnue : relevez-la aujourd’hui, le délai de trois mois court depuis la première publication."
EXPIRED: Final = "Délai peut-être déjà expiré (dernier jour prudent : {day}) : vérifiez la date exacte aujourd’hui avec un avocat."
LAST_DAY: Final = (
    "Dernier jour prudent pour agir : aujourd’hui, {day} ; le délai est peut-être déjà expiré. "
    "Vérifiez la date exacte et appelez un avocat."
)
OPEN: Final = (
    "Dernier jour prudent pour agir : {day}, en retenant la publication la plus ancienne possible ({first})."
)
EXACT: Final = "Dernier jour prudent pour agir : {day}, pour une publication le {first}."
AGGRAVATED: Final = "Si un motif discriminatoire est retenu, le délai passe à un an (jusqu’au {longest}) ; n’y comptez pas sans l’accord d’un avocat."


async def answer(
    text: str,
    masked: str,
    *,
    library: Library,
    scribe: Scribe,
    practice: PracticeFacts,
    today: date,
    stars: float | None = None,
    label: str | None = None,
    variant: int = 0,
    style: tuple[str, ...] = (),
) -> Draft:
    """Draft the answer to a pasted review; `masked` is its text without personal data, kept for follow-ups."""
    pasted = read_review(text, stars, label)
    judged = judge(pasted, today)
    brief = Brief(
        Craft.REVIEW,
        "",  # the writer never sees the review: the same text whoever wrote it
        situation=judged.case.value,
        style=style,
        variant=variant,
    )
    outcome = await scribe.compose(brief, practice.values())
    return Draft(
        Craft.REVIEW,
        outcome.verdict,
        counters=counters(outcome.verdict.text, Craft.REVIEW),
        sources=_cards(await _pinned(library, judged.case)),
        notes=(*outcome.notes, *notes(judged, today)),
        options=options(judged.case),
        situation=judged.case.value,
        situation_label=judged.case.label,
        deadline=judged.deadline.last if judged.deadline and judged.case in LIMITED else None,
        writer=outcome.written.writer,
        written=outcome.written.text,
        request=masked,
        style=style,
        variant=variant,
    )


async def again(
    draft: Draft, *, scribe: Scribe, practice: PracticeFacts, variant: int, style: tuple[str, ...]
) -> Draft:
    """Return the same answer in another version; the case stays as it was judged."""
    brief = Brief(Craft.REVIEW, "", situation=draft.situation, style=style, variant=variant)
    outcome = await scribe.compose(brief, practice.values())
    return replace(
        draft,
        verdict=outcome.verdict,
        counters=counters(outcome.verdict.text, Craft.REVIEW),
        written=outcome.written.text,
        style=style,
        variant=variant,
    )


def options(case: Case) -> tuple[str, ...]:
    """Return what may be done, silence first."""
    said = table()
    rest = ("holding", "report") if case in UNLAWFUL else ("ordinary",)
    return (typeset(said["silence"][case.value]), *(typeset(said["options"][key]) for key in rest))


def notes(judged: Judged, today: date) -> tuple[str, ...]:
    """Return the limitation where it matters, what decided, and the steps of the case: at most `MOST` lines."""
    limited = judged.case in LIMITED
    limit = limitation(judged.deadline, today, aggravated=judged.aggravated) if limited else ()
    why = typeset(
        f"{judged.case.label} — {' ; '.join(judged.facts)}." if judged.facts else f"{judged.case.label}."
    )
    steps = (typeset(table()["steps"][step]) for step in table()["plan"][judged.case.value])
    return (*limit, why, SAME, *steps)[:MOST]


def limitation(limit: Deadline | None, today: date, *, aggravated: bool = False) -> tuple[str, ...]:
    """Return what is said of the time left to sue: nothing is promised, the earliest day counts."""
    if limit is None:
        return (NO_DATE,)
    ahead = EXACT if limit.exact else OPEN
    said = EXPIRED if limit.last < today else LAST_DAY if limit.last == today else ahead
    line = said.format(day=long_date(limit.last), first=short_date(limit.first))
    if not aggravated or limit.longest < today:
        return (line,)
    return (line, AGGRAVATED.format(longest=short_date(limit.longest)))


async def _pinned(library: Library, case: Case) -> tuple[Passage, ...]:
    """Return the cards that bear on the case, most useful first."""
    said = table()["cards"][case.value]
    try:
        found = await library.pinned(Craft.REVIEW, tuple(said["rules"]))
    except LibraryUnavailable:
        return ()
    wanted = said["ids"]
    bearing = (passage for passage in found if passage.card in wanted)
    return tuple(sorted(bearing, key=lambda passage: wanted.index(passage.card)))


def _cards(passages: tuple[Passage, ...]) -> tuple[Source, ...]:
    """Return the cards that the advice rests on; the public text itself quotes none."""
    first = {passage.source: passage for passage in reversed(passages)}
    ordered = dict.fromkeys(passage.source for passage in passages)
    return tuple(
        Source(
            rank, first[source].label, (), first[source].url, first[source].confidence, first[source].checked
        )
        for rank, source in enumerate(ordered, 1)
    )
