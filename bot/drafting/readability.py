"""How long the sentences of a text are, as a reader meets them. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.drafting.sentences import sentences_of

READABLE: Final = 18  # words; the mean sentence of a draft that is read without effort (issue 5)
SHARE: Final = 0.9  # of the drafts that have to be readable

_MARKS: Final = re.compile(r"(?<!\w)#\w+|[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF]\ufe0f?")
_WORD: Final = re.compile(r"[^\W_](?:[\w-]|[.,/](?=\d))*")
_HEADING: Final = re.compile(r"(?m)^[^\n•]*\n(?=•)")  # whatever its mark: «Et après ?» over a list
_ENDED: Final = re.compile(r"[.!?…][\s»)]*$")


def mean_words(text: str) -> float:
    """Return the mean length of the sentences of a text, in words; 0.0 when it has none.

    A heading is no sentence; hashtags and pictograms are no words; «l’arrêt» is two words, «rendez-vous» one.
    """
    told = [one for one in sentences_of(_HEADING.sub("", _MARKS.sub("", text))) if _ENDED.search(one)]
    counts = [count for one in told if (count := len(_WORD.findall(one)))]
    return sum(counts) / len(counts) if counts else 0.0


def is_readable(text: str) -> bool:
    """Tell whether the mean sentence of a text is short enough."""
    return mean_words(text) <= READABLE
