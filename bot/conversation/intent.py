"""What a person wants: a post, a reply to a pasted message, an answer to a pasted review, a follow-up, or help."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.conversation import wordings as said
from bot.drafting import second
from bot.drafting.ports import Craft
from bot.drafting.sms import spelt_out
from bot.drafting.triage import Class, by_rules, triage
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

TOPIC_WORDS: Final = 14  # words; a bare topic («le soleil et les cicatrices») is shorter
AGAIN_WORDS: Final = 9  # words; a longer text that opens like a follow-up is a new request
REPLY_WORDS: Final = 4  # words; the answer to «post, message ou avis ?» is shorter


class Wish(StrEnum):
    """The kinds of thing that a person says."""

    POST = "post"
    MESSAGE = "message"
    REVIEW = "review"
    FOLLOW_UP = "follow_up"
    WHY = "why"
    SOURCES = "sources"
    APPROVE = "approve"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    EMPTY = "empty"
    UNCLEAR = "unclear"


CRAFT_OF: Final = {Wish.POST: Craft.POST, Wish.MESSAGE: Craft.MESSAGE, Wish.REVIEW: Craft.REVIEW}


@dataclass(frozen=True, slots=True)
class Intent:
    """A wish, and the text it bears on: what was pasted, without «réponds à cet avis :» before it."""

    wish: Wish
    text: str = field(repr=False)


_NODS: Final = re.compile("[👍👌✅]")
_SIMPLE: Final = (
    (Wish.HELP, said.HELP),
    (Wish.GREETING, said.GREETING),
    (Wish.THANKS, said.THANKS),
    (Wish.FOLLOW_UP, said.RESTYLE),
    (Wish.WHY, said.BARE_WHY),
)
_FOLLOWING: Final = (
    (Wish.APPROVE, said.APPROVE),
    (Wish.WHY, said.WHY),
    (Wish.SOURCES, said.SOURCES),
    (Wish.FOLLOW_UP, said.FOLLOW_UP),
)
_AHEAD: Final = (
    (Wish.REVIEW, said.REVIEW_AHEAD),
    (Wish.MESSAGE, said.MESSAGE_AHEAD),
    (Wish.POST, said.POST_AHEAD),
)
_HINTING: Final = {
    "asks post": said.ASKS_POST, "review": said.REVIEW, "message": said.MESSAGE, "question": said.QUESTION, "first": said.FIRST,
    "again": said.AGAIN, "points": said.POINTS,
}  # fmt: skip
_OPENING: Final = frozenset(
    {Wish.POST, Wish.MESSAGE, Wish.REVIEW, "other"}
)  # what has a meaning with no draft on screen
OTHER: Final = "other"  # the reader's label for what is none of these
MARGIN: Final = 0.08  # between the two likeliest wishes; below it, we ask
SURE: Final = 0.9  # from which the reader sees a review in what opens as a message does
GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})
TOLD_WORDS: Final = 6  # words; a shorter alarm that nobody says of oneself is a subject («la phlébite»)
ALARMED: Final = frozenset({Wish.POST, Wish.REVIEW, Wish.UNCLEAR})
_ANSWERS: Final = (
    (Wish.POST, said.either(r"\b(?:post|publication|un post)\b")),
    (Wish.REVIEW, said.either(r"\bavis\b|\breview\b")),
    (Wish.MESSAGE, said.either(r"\bmessages?\b|\bpatiente?\b|\bmp\b|\bdm\b")),
)


def understand(text: str, *, follows: bool) -> Intent:
    """Return what the person wants; `follows` tells that a draft is on screen, so that «plus court» has a meaning."""
    lower = fold(text).lower
    if not re.search(r"[^\W_]", text):
        return Intent(Wish.APPROVE if follows and _NODS.search(text) else Wish.EMPTY, text)
    if not re.search(r"[^\W\d_]", text):  # «5/5» is a review of stars alone, «2» nobody's message
        return Intent(Wish.REVIEW if _is_starred(text, lower) else Wish.UNCLEAR, text)
    if not re.search(r"[a-z]{2}", lower):  # another alphabet: nobody asks for a post in Arabic
        return Intent(Wish.MESSAGE, text)
    plain = _SIMPLE + _FOLLOWING if follows else _SIMPLE
    spelt = spelt_out(lower)
    for wish, pattern in plain:
        if pattern.search(lower) or pattern.search(spelt):
            return Intent(wish, text)
    return _announced(text) or Intent(
        _unless_alarming(_read(text, lower, follows=follows), text, lower), text
    )


def _unless_alarming(wish: Wish, text: str, lower: str) -> Wish:
    """Return `wish`, or a message when a person may be in danger: an alarm goes before any routing that was guessed."""
    if wish not in ALARMED or said.ASKS_POST.search(lower) or _is_starred(text, lower):
        return wish
    if by_rules(text).klass not in GRAVE:
        return wish
    told = len(lower.split()) >= TOLD_WORDS and ":" not in lower
    return Wish.MESSAGE if told or wish is not Wish.POST or said.SPOKEN.search(lower) else wish


def _read(text: str, lower: str, *, follows: bool) -> Wish:
    """Return the wish that the second reader sees, or what the rules guess when it cannot be used."""
    chances = second.chances("intent", text, _hints(text, lower))
    if not chances:
        return _guess(text, lower, follows=follows)
    ranked = _ranked(chances, follows=follows)
    if ranked[0][0] == Wish.REVIEW and ranked[0][1] < SURE and _greets_only(text, lower):
        return Wish.MESSAGE
    if ranked[0][1] - ranked[1][1] >= MARGIN:
        return Wish.UNCLEAR if ranked[0][0] == OTHER else Wish(ranked[0][0])
    if Wish.MESSAGE in (ranked[0][0], ranked[1][0]) and triage(text).klass in GRAVE:
        return Wish.MESSAGE
    return Wish.UNCLEAR


def _greets_only(text: str, lower: str) -> bool:
    """Tell whether a text opens as a message does, and holds no sign of a review."""
    reviewed = said.REVIEW.search(lower) or _is_starred(text, lower)
    return bool(said.GREETS.match(lower)) and not reviewed


def _ranked(chances: Mapping[str, float], *, follows: bool) -> list[tuple[str, float]]:
    """Return the wishes that have a meaning now, likeliest first, with their share of what is possible."""
    possible = {wish: chance for wish, chance in chances.items() if follows or wish in _OPENING}
    total = sum(possible.values())
    return sorted(((wish, chance / total) for wish, chance in possible.items()), key=lambda one: -one[1])


def hints(text: str) -> list[str]:
    """Return what the patterns find in a text, for the second reader to learn from."""
    return _hints(text, fold(text).lower)


def _hints(text: str, lower: str) -> list[str]:
    """Return each pattern found, twice when it is found in two wordings, and the guess."""
    found = {
        name: len({hit.group() for hit in pattern.finditer(lower)}) for name, pattern in _HINTING.items()
    }
    return [
        *(f"{name} {count}" for name, many in found.items() for count in range(1, min(many, 2) + 1)),
        *(("stars",) if _is_starred(text, lower) else ()),
        *(f"says {wish}" for wish, pattern in _FOLLOWING + _SIMPLE if pattern.search(lower)),
        f"guess {_guess(text, lower, follows=True)}",
    ]


def _is_starred(text: str, lower: str) -> bool:
    return bool(said.STARS.search(lower) or said.STARS.search(text))  # folding turns ⭐ into *


def answer(text: str) -> Wish | None:
    """Return the craft named in a short answer to «post, message ou avis ?», or None."""
    if len(text.split()) > REPLY_WORDS:
        return None
    lower = fold(text).lower
    return next((wish for wish, pattern in _ANSWERS if pattern.search(lower)), None)


def _announced(text: str) -> Intent | None:
    folded = fold(text)
    for wish, pattern in _AHEAD:
        found = pattern.match(folded.lower)
        if found and found.end() < len(folded.lower):
            if wish is Wish.POST and said.NETWORK.search(found[0]):
                return Intent(wish, text)  # the network is part of the request
            start, _ = folded.span(found.end(), len(folded.lower))
            return Intent(wish, text[start:].strip(' «»"\n\u00a0'))
    return None


def _guess(text: str, lower: str, *, follows: bool) -> Wish:
    """Return the wish that the rules see."""
    if follows and _is_follow_up(lower):
        return Wish.FOLLOW_UP
    starred = _is_starred(text, lower)
    if said.ASKS_POST.search(lower) and not starred:
        return Wish.POST
    review = 3 * starred + len({m.group() for m in said.REVIEW.finditer(lower)})
    message = len({m.group() for m in said.MESSAGE.finditer(lower)})
    if review and review > message:
        return Wish.REVIEW
    if message and message > review:
        return Wish.MESSAGE
    if review or said.FIRST.search(lower) or said.QUESTION.search(lower):
        return Wish.UNCLEAR if review else Wish.MESSAGE
    return Wish.POST if len(lower.split()) <= TOPIC_WORDS else Wish.UNCLEAR


def _is_follow_up(lower: str) -> bool:
    new = said.ASKS_POST.search(lower) and not said.POINTS.search(lower)
    return bool(said.AGAIN.search(lower)) and len(lower.split()) <= AGAIN_WORDS and not new
