"""What a person waits for: a draft of each kind, from the request to the guarded text, with the real index."""

from __future__ import annotations

import asyncio
import itertools
import time
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.bench import Row, percentile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bot.drafting.ports import Sheet
    from bot.settings import Settings

TARGET: Final = 150.0  # milliseconds
ROUNDS: Final = 60
POSTS: Final = (
    "fais-moi un post Instagram sur le soleil et les cicatrices",
    "post LinkedIn sur la reconstruction mammaire",
    "un truc Facebook sur le tabac avant une opération",
    "Google Business : la rhinoplastie, surtout les suites",
)
MESSAGES: Final = (
    "Bonjour, combien coûte une consultation, et où se garer ?",
    "J’ai été opérée il y a 8 jours, mon pansement est un peu taché, c’est normal ?",
    "Quels papiers dois-je apporter jeudi ?",
)
STYLES: Final = ((), ("shorter",), ("simpler",), ("warmer",))
REVIEWS: Final = (
    "⭐ 1/5 Attente interminable, dix minutes de consultation.",
    "Très déçue du résultat, je ne recommande pas.",
    "Équipe à l’écoute, merci.",
)


async def bench_desk(settings: Settings) -> list[Row]:
    """Draft with the composer over the index of `settings.home`, warm; one row a craft, then how readable posts are."""
    from bot.drafting.desk import Desk
    from bot.drafting.ports import Kind
    from bot.practice import NO_PRACTICE
    from bot.shelf import opened_library
    from bot.writers.composer import Composer

    async with opened_library(settings) as (library, documents):
        await library.warm()
        composer = Composer()
        desk = Desk(library, composer, composer, NO_PRACTICE, date.today)
        return [
            await _row("un post, de la demande au texte contrôlé", desk.post, POSTS),
            await _row("une réponse à un message, tri compris", desk.message, MESSAGES),
            await _row("une réponse à un avis", desk.review, REVIEWS),
            await _readable([await library.sheet(one.source) for one in await documents.listed(Kind.TOPIC)]),
        ]


async def _readable(sheets: Iterable[Sheet | None]) -> Row:
    """Return the share of posts, of every sheet on every platform in every style, whose mean sentence is short enough."""
    from bot.drafting.platforms import SHAPES
    from bot.drafting.ports import Brief, Craft, Platform
    from bot.drafting.readability import READABLE, SHARE, is_readable
    from bot.writers.composer import compose

    told = []
    for sheet, platform, style in itertools.product(filter(None, sheets), Platform, STYLES):
        limit = SHAPES[platform].characters
        brief = Brief(Craft.POST, sheet.title, platform=platform, sheet=sheet, style=style, limit=limit)
        told.append(is_readable(compose(brief).text))
        await asyncio.sleep(0)
    share = sum(told) / max(len(told), 1)
    name = f"posts dont la phrase moyenne tient en {READABLE} mots (sur {len(told)})"
    return Row(name, share, share, "part", least=SHARE)


async def _row(name: str, draft: Callable[[str], Awaitable[object]], texts: Sequence[str]) -> Row:
    for text in texts:
        await draft(text)
    spent = []
    for text in itertools.islice(itertools.cycle(texts), ROUNDS):
        started = time.perf_counter()
        await draft(text)
        spent.append((time.perf_counter() - started) * 1_000)
        await asyncio.sleep(0)
    return Row(name, percentile(spent, 0.5), percentile(spent, 0.99), "ms", TARGET)
