"""A small learned reader beside the rules: it sees, sentence by sentence, the faults that no pattern says.

It speaks under the general rule of a family and never about patient data or emergencies. Where the rules of that family only warn in a
sentence, it adds no doubt of its own, but mends when it is sure; where they let it pass, it takes far more to mend.
"""

from __future__ import annotations

import re
from functools import cache, partial
from math import exp, isfinite, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.fold import fold
from bot.guard.model import Channel, Reading
from bot.guard.reader.lanes import Lanes
from bot.guard.reader.sight import LENGTHS, LONGEST, NEIGHBOUR, WEIGHTS, Glance, Seen, Sight, tokenise
from bot.guard.reader.unavailable import ReaderUnavailable
from bot.guard.reader.weights import read
from bot.guard.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.guard.fold import Folded
    from bot.guard.reader.weights import Header, Weights

NAME: Final = "guard"
ANY: Final = "any"  # the label of whatever fault
SHORTEST: Final = 3  # words; a shorter sentence says nothing, but for a hashtag
FEWEST: Final = 5  # words of a whole text without a telling mark; of a shorter one, such as a title, a person is only told
FIRM: Final = (
    3.0  # log-odds above those of mending, from which a sentence is mended although a rule let it pass
)
SHARE: Final = 0.5  # what the likeliest family adds to whatever fault, in log-odds
LOUDEST: Final = 6.0  # log-odds; no family is surer in practice
WORDS: Final = 3  # how many words are told of a reading
FAMILIES: Final = {  # the rules that a family may speak under: the first that speaks on the channel
    "booking": ("RDV001", "RDV005"),
    "urgency": ("RDV002",),
    "need": ("RDV003", "RDV004"),
    "trivial": ("RDV008",),
    "discount": ("PRX001",),
    "commerce": ("PUB001",),
    "praise": ("PUB002",),
    "comparison": ("PUB003",),
    "promise": ("PUB007",),
    "harmless": ("PUB008",),
    "testimonial": ("PUB009", "PUB010"),
    "before_after": ("PAT005",),
    "fake_review": ("AVI004",),
    "science": ("SCI001",),
    "product": ("PRD003", "PRD002"),
    "title": ("TIT002",),
    "disparage": ("CNF001",),
    "dignity": ("DIG001",),
    "minors": ("MIN001",),
    "law": ("EST001",),
    "clinical": ("MED001",),
    "reassure": ("MED004",),
    "review_fact": ("AVI001",),
    "review_thanks": ("AVI007",),
    "review_tone": ("AVI002",),
}
DOUBT: Final = "?"  # after a channel, the key of the alarm from which a person is told
_ENDS: Final = frozenset("?!….:")
_BARE: Final = frozenset({"ends open", "ends ."})
_MARKS: Final = (("?", "asks"), ("!", "exclaims"))
_FOLDED_MARKS: Final = ((">", "arrow"), ("#", "hashtag"), ('"', "quoted"), ("%", "percent"), ("$", "money"))
_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_LINK: Final = re.compile(r"https?:|www\.|[a-z]\.(?:com|fr|net|eu|example)\b")


Sums = list[Seen[int]]


class Opinion(NamedTuple):
    """What is thought of one sentence, in folded positions: a family, whether it is sure enough to mend, and to contradict a rule."""

    family: str
    start: int
    end: int
    sure: bool
    firm: bool
    reading: Reading


class SecondReader:
    """The shipped weights at work."""

    def __init__(self, weights: Weights) -> None:
        _check(weights.header)
        self.header = weights.header
        self._lanes = Lanes(weights)
        self._sight: Sight[int] = Sight(self._lanes.worth, 0)
        self._any = weights.header.labels.index(ANY)

    def opinions(
        self,
        folded: Folded,
        spans: Sequence[tuple[int, int]],
        channel: Channel,
        families: Collection[str],
        settled: Collection[tuple[int, int]] = (),
    ) -> Iterator[Opinion]:
        """Yield what stands out among `families`, at most one opinion a sentence, none of those that are `settled`."""
        limits = self.header.thresholds
        sure, doubt = limits[channel], limits[f"{channel}{DOUBT}"]
        quiet = doubt - SHARE * LOUDEST
        for (start, end), glance in zip(spans, glances(folded, spans, channel), strict=True):
            if not families or (start, end) in settled or not _speaks(glance):
                continue
            sums = self._sight.look(glance)
            if self._odds_of_any(sums) < quiet:
                continue
            odds = self._odds(sums)
            family, loud = likeliest(odds, families)
            if loud >= doubt:
                reading = Reading(family, chance(odds[ANY]), partial(_words, glance, family))
                grave = loud >= sure and not _is_title(glance)
                yield Opinion(family, start, end, grave, grave and loud >= sure + FIRM, reading)

    def worst(self, text: str, channel: Channel, families: Collection[str]) -> float:
        """Return the alarm of the sentence of a text that sounds it loudest, of these families."""
        folded = fold(text)
        read = (one for one in glances(folded, Sentences(folded).spans, channel) if _speaks(one))
        odds = (self._odds(self._sight.look(one)) for one in read)
        return max((likeliest(one, families)[1] for one in odds), default=-LOUDEST)

    def _odds_of_any(self, sums: Sums) -> float:
        """Return the log-odds of whatever fault, alone: most sentences need no more."""
        raw = 0.0
        for (total, count, squares), weight in zip(sums, WEIGHTS, strict=True):
            if squares:
                raw += weight / sqrt(squares) * self._lanes.read_one(total, count, self._any)
        return self.header.biases[self._any] + self.header.scales[self._any] * raw

    def _odds(self, sums: Sums) -> dict[str, float]:
        """Return family → log-odds that the sentence holds such a fault; `any` for whatever fault."""
        head = self.header
        raws = list(head.biases)
        for (total, count, squares), weight in zip(sums, WEIGHTS, strict=True):
            if squares:
                value = weight / sqrt(squares)
                read = self._lanes.read(total, count)
                raws = [
                    raw + value * scale * one for raw, scale, one in zip(raws, head.scales, read, strict=True)
                ]
        return dict(zip(head.labels, raws, strict=True))

    def words(self, glance: Glance, family: str) -> tuple[str, ...]:
        """Return the words without which the sentence would weigh least, the weightiest first."""
        whole = self._odds(self._sight.look(glance))[family]
        without = {}
        for word in dict.fromkeys(glance.words):
            if word[:1].isalpha():
                rest = glance._replace(words=[one for one in glance.words if one != word])
                without[word] = self._odds(self._sight.look(rest))[family]
        ranked = sorted(without, key=without.__getitem__)
        return tuple(word for word in ranked if without[word] < whole)[:WORDS]


def _words(glance: Glance, family: str) -> tuple[str, ...]:
    return second_reader().words(glance, family)


def _check(header: Header) -> None:
    """Refuse weights that would be silent: for other families, without thresholds, or of no value.

    Raises:
        ReaderUnavailable: they are.
    """
    labels = {ANY, *FAMILIES}
    asked = {channel + kind for channel in Channel for kind in ("", DOUBT)}
    numbers = (*header.scales, *header.biases, *header.thresholds.values())
    sizes = {len(header.scales), len(header.biases)}
    if set(header.labels) != labels or asked - header.thresholds.keys() or sizes != {len(header.labels)}:
        raise ReaderUnavailable(header.name, "made for other families")
    if not all(map(isfinite, numbers)) or not all(header.scales):
        raise ReaderUnavailable(header.name, "damaged file (no values)")


@cache
def second_reader() -> SecondReader:
    """Return the reader that is shipped, read once.

    Raises:
        ReaderUnavailable: its weights are missing, damaged or of another version.
    """
    return SecondReader(read(NAME))


def glances(folded: Folded, spans: Sequence[tuple[int, int]], channel: Channel | str) -> Iterator[Glance]:
    """Yield what is read of each sentence of a folded text, with the words of its neighbours."""
    lowers = [folded.lower[start:end] for start, end in spans]
    words = [tokenise(lower) for lower in lowers]
    for index, (span, lower) in enumerate(zip(spans, lowers, strict=True)):
        before = words[index - 1] if index else []
        after = words[index + 1] if index + 1 < len(spans) else []
        start, end = folded.span(*span)
        shape = _shape(folded.source[start:end].rstrip(), lower)
        place = ("middle" if after else "last") if before else ("first" if after else "alone")
        size = f"size {sum(len(words[index]) > limit for limit in LENGTHS)}"
        marks = (f"channel {channel}", place, size, *shape)
        yield Glance(words[index][:LONGEST], before[-NEIGHBOUR:], after[:NEIGHBOUR], marks)


def _speaks(glance: Glance) -> bool:
    return len(glance.words) >= SHORTEST or any(word.startswith("#") for word in glance.words)


def _is_title(glance: Glance) -> bool:
    """Tell whether a text is a few bare words: alone, no question, no exclamation, no emoji, no hashtag."""
    _, place, _, end, *marks = glance.shape
    return place == "alone" and len(glance.words) < FEWEST and end in _BARE and not marks


def likeliest(odds: Mapping[str, float], families: Collection[str]) -> tuple[str, float]:
    """Return the likeliest of some families, and how loud the sentence sounds: whatever fault, and that one."""
    family = max(families, key=odds.__getitem__)
    return family, odds[ANY] + SHARE * odds[family]


def chance(odds: float) -> float:
    """Return the probability behind log-odds."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def _shape(source: str, lower: str) -> Iterator[str]:
    """Yield what is seen of a sentence from afar."""
    yield f"ends {source[-1:]}" if source[-1:] in _ENDS else "ends open"
    yield from (name for mark, name in _MARKS if mark in source)
    yield from (name for mark, name in _FOLDED_MARKS if mark in lower)
    if source.isupper():
        yield "shouts"
    if not source.isascii() and _EMOJI.search(source):
        yield "emoji"
    if _LINK.search(lower):
        yield "link"
