"""The advice beside a draft: what no pattern can judge in the text itself, said where it matters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.drafting.ports import Craft
from bot.french import typeset
from bot.guard import Channel, Severity
from bot.guard.catalogue import catalogue
from bot.guard.fold import fold
from bot.guard.rule import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.drafting.ports import Draft
    from bot.guard.rule import Rule

SHOWN: Final = 2  # lines of advice on a card
_PLACES: Final = {
    Craft.POST: (Channel.POST, Place.POST),
    Craft.MESSAGE: (Channel.MESSAGE, Place.MESSAGE),
    Craft.REVIEW: (Channel.REVIEW, Place.REVIEW),
}
_PHOTO: Final = re.compile(
    r"\b(?:photos?|photographi\w+|selfies?|cliches?|images?|visuels?|videos?|reels?|illustrations?|avant[ /-]+apres)\b"
)
_MASK: Final = "⟦"
_PASTED: Final = "PAT009"  # the rule of what was masked on arrival


def advice_lines(draft: Draft) -> tuple[str, ...]:
    """Return at most two lines «CODE · advice»: what the request itself touches first, then what its craft asks for."""
    if draft.fixed:
        return ()
    chosen = dict.fromkeys(f"{rule.code} · {typeset(rule.advice)}" for rule in _chosen(draft))
    return tuple(chosen)[:SHOWN]


def photo_lines(request: str) -> tuple[str, ...]:
    """Return the line of advice for a request that is about an image; none for another."""
    rules = _photo(request) if is_about_image(request) else []
    return tuple(f"{rule.code} · {typeset(rule.advice)}" for rule in rules)


def is_about_image(request: str) -> bool:
    """Tell whether a request speaks of a photo, a video or another image."""
    return _PHOTO.search(fold(request).lower) is not None


def _chosen(draft: Draft) -> Iterator[Rule]:
    channel, place = _PLACES[draft.craft]
    touched = catalogue().prose(channel).keys(fold(draft.request))
    if _MASK in draft.request:
        touched.add(_PASTED)
    yield from (rule for rule in _advice(Place.REQUEST) if rule.code in touched)
    if draft.craft is Craft.POST and is_about_image(draft.request):
        yield from _photo(draft.request)
    yield from _advice(place)


def _photo(request: str) -> list[Rule]:
    """Return the rule on images that a request comes closest to."""
    touched = catalogue().prose(Channel.POST).keys(fold(request))
    return sorted(_advice(Place.PHOTO), key=lambda rule: rule.code not in touched)[:1]


def _advice(place: Place) -> list[Rule]:
    """Return the rules whose advice is shown in a place, gravest first."""
    grave = list(Severity)
    return sorted(
        catalogue().advice_for(place), key=lambda rule: min(map(grave.index, rule.channels.values()))
    )
