"""What `review()` is given, checked before anything is read: a value of another kind is an error, never a clearance.

Only the kinds are checked; what a value says is for the rules.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeVar

from bot.guard.model import Asked, Practice
from bot.guard.opinions import Opinion
from bot.guard.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Collection

T = TypeVar("T", Waiver, Opinion)

_LISTS: Final = ("team", "numbers")
_values = attrgetter(*(one.name for one in fields(Practice) if one.name not in _LISTS))
_lists = attrgetter(*_LISTS)


def plain(text: object) -> str:
    """Return the characters of a text; a subclass of `str` that reads otherwise than it is written is not trusted.

    Raises:
        TypeError: it is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"expected a text, got `{type(text).__name__}`")
    return text if type(text) is str else str.__str__(text)


def checked(practice: object) -> Practice:
    """Return the values of a practice, once each is known to be a text, or a list of texts.

    Raises:
        TypeError: one is not.
    """
    if not isinstance(practice, Practice):
        raise TypeError(f"expected a `Practice`, got `{type(practice).__name__}`")
    lists = _lists(practice)
    if not all(isinstance(one, (tuple, list)) for one in lists):
        raise TypeError("`team` and `numbers` of a practice are lists")
    texts = [one for one in _values(practice) if one is not None]
    if not all(isinstance(one, str) for one in (*texts, *lists[0], *lists[1])):
        raise TypeError("the values of a practice are texts")
    return practice


def wishes(asked: Collection[Asked]) -> frozenset[Asked]:
    """Return what was asked for.

    Raises:
        ValueError: one of them is nothing that may be asked for.
    """
    return frozenset([Asked(one) for one in asked])


def each(kind: type[T], values: Collection[T]) -> tuple[T, ...]:
    """Return `values`, once each is known to be of this kind, a dataclass of texts.

    Raises:
        TypeError: one is not.
    """
    found = tuple(values)
    names = [one.name for one in fields(kind)] if found else []
    for one in found:
        if not isinstance(one, kind) or not all(isinstance(getattr(one, name), str) for name in names):
            raise TypeError(f"expected `{kind.__name__}`, of texts")
    return found
