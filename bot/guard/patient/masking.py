"""Putting a placeholder for every trace of a patient."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.guard.model import NOBODY
from bot.guard.patient.kinds import Kind
from bot.guard.patient.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guard.model import Practice
    from bot.guard.patient.kinds import Identifier

PLACEHOLDER: Final = re.compile("|".join(re.escape(kind.placeholder) for kind in Kind))


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its identifiers.

    `spans` are their places in the original text, `counts` how many of each kind; neither holds a value.
    """

    text: str = field(repr=False)
    spans: tuple[Identifier, ...]
    counts: Mapping[Kind, int]


def mask(text: str, practice: Practice = NOBODY) -> Masked:
    """Replace every trace of a patient by its placeholder, such as ⟦PRÉNOM⟧ or ⟦TÉL⟧; a masked text comes back as it is."""
    taken = [found.span() for found in PLACEHOLDER.finditer(text)]
    spans = [
        one
        for one in recognise(text, practice)
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    parts, position = [], 0
    for one in spans:
        parts += [text[position : one.start], one.kind.placeholder]
        position = one.end
    masked = "".join([*parts, text[position:]])
    return Masked(masked, tuple(spans), dict(Counter(one.kind for one in spans)))
