"""Which cards belong in the context of a draft, whatever retrieval finds: by craft, and by the rules that fired. Pure.

Retrieval alone finds the right article for half of everyday questions; a short fixed list holds it for nine in ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Craft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.model import About

MOST: Final = 8  # cards in one context, about 1,600 tokens
ORDER: Final = {  # the cards that a craft cannot do without, most useful first
    Craft.POST: ("K03", "K06", "K12", "K04", "K27", "K66"),
    Craft.MESSAGE: ("K21", "K61", "K62", "K29", "K13", "K26"),
    Craft.REVIEW: ("K21", "K53", "K52", "K12", "K48", "K54"),
}


def pinned_cards(craft: Craft, rules: Sequence[str], cards: Iterable[tuple[str, About]]) -> tuple[str, ...]:
    """Return at most `MOST` card ids: those of the rules that fired, in that order, then those of the craft.

    `cards` holds (id, front matter) in the order of their ids.
    """
    known = dict(cards)
    fired = [one for rule in rules for one, about in known.items() if rule in about.rules]
    listed = [one for one in ORDER[craft] if one in known]
    crafted = [one for one, about in known.items() if craft.value in about.crafts]
    return tuple(dict.fromkeys((*_first(fired), *listed, *crafted)))[:MOST]


def _first(fired: Sequence[str]) -> Sequence[str]:
    """Keep room for the craft's own cards when many rules fired."""
    return tuple(dict.fromkeys(fired))[: MOST - 2]
