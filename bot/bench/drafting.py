"""How long a draft takes offline, once warm: the composer with the guard, and the triage of one message."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Final

from bot.bench import Row, percentile, timed
from bot.drafting.ports import Brief, Craft, Platform
from bot.drafting.scribe import Scribe
from bot.drafting.triage import triage
from bot.guard import NOBODY
from bot.writers.composer import Composer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.drafting.ports import Sheet

DRAFT_TARGET: Final = 150.0  # milliseconds, one draft by the composer, guarded
TRIAGE_TARGET: Final = 2.0  # milliseconds, one message
ROUNDS: Final = 200

MESSAGES: Final = (
    "Bonjour, combien coûte une consultation et où se garer ?",
    "J’ai été opérée il y a 8 jours, mon pansement est un peu taché, c’est normal ?",
    "jarive pu a respiré depui hier, g été opéré mardi",
    "Merci beaucoup docteur, bonne soirée à toute l’équipe",
    "Je suis influenceuse, 80 000 abonnés, collaboration possible contre une story ?",
)


def bench_drafting(sheets: Sequence[Sheet], rounds: int = ROUNDS) -> list[Row]:
    """Return what a draft over these sheets costs, and the triage of one message, in milliseconds, warm."""
    platforms = tuple(Platform)
    briefs = [
        Brief(
            Craft.POST, sheet.title, platform=platforms[rank % len(platforms)], sheet=sheet, variant=rank % 4
        )
        for rank, sheet in enumerate(sheets)
    ]
    composer = Composer()
    scribe = Scribe(composer, composer)
    drafts = [lambda brief=brief: asyncio.run(scribe.compose(brief, NOBODY)) for brief in briefs]
    reads = [lambda text=text: triage(text) for text in MESSAGES]
    return [
        _row("un brouillon du rédacteur hors ligne, relu", drafts, rounds, DRAFT_TARGET),
        _row("tri d’un message privé", reads, rounds, TRIAGE_TARGET),
    ]


def _row(name: str, works: Sequence[Callable[[], object]], rounds: int, target: float) -> Row:
    for work in works:
        work()
    turns = itertools.cycle(works)

    def turn() -> object:
        return next(turns)()

    spent = timed(turn, rounds)
    return Row(name, percentile(spent, 0.5), percentile(spent, 0.99), "ms", target)
