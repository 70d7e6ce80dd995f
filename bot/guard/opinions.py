"""What a model says of a text, as the guard hears it: a rule and a quote, which may add a finding and never take one away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold
from bot.guard.model import Severity
from bot.guard.rule import Fix, Remedy
from bot.guard.scan import Hit, Setting, is_lawful, was_asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.guard.model import Asked, Channel
    from bot.guard.rule import Rule
    from bot.guard.scan import Page

MOST: Final = 24  # opinions heard about one text; a model that finds more finds anything
SHORTEST: Final = 8  # letters and digits of a quote; a shorter one stands anywhere
LONGEST: Final = 600  # characters of a quote; a longer one points at nothing
_WORD: Final = re.compile(r"[a-z0-9]+")
_FIX: Final = Fix(Remedy.CUT_SENTENCE)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model answered: these words break this rule. `quote` and `why` are the model's, hence of no authority."""

    rule: str
    quote: str = field(repr=False)
    why: str = field(default="", repr=False)


def heard(page: Page, setting: Setting, opinions: Iterable[Opinion], *, cuts: bool) -> Iterator[Hit]:
    """Yield a hit for each place of the text that an opinion quotes.

    An opinion is heard when its rule has a question for models, speaks on this channel, was not asked for, and does not call
    the words lawful; its quote is found whole, whatever the typography. It costs `rewrite` at most, or `warn` unless `cuts`.
    """
    for opinion in list(opinions)[:MOST]:
        rule = setting.catalogue.rules.get(opinion.rule)
        if rule is None or not rule.judge or setting.channel not in rule.channels or was_asked(rule, setting):
            continue
        for start, end in places(page.folded.lower, opinion.quote):
            if not is_lawful(page, rule, (start, end), setting.catalogue):
                yield Hit(rule, start, end, _severity(rule, setting, cuts=cuts), _FIX, opinion=opinion)


def questions(channel: Channel, asked: Collection[Asked]) -> tuple[tuple[str, str], ...]:
    """Return the rules that a model is asked about on this channel, each with its question in French.

    Raises:
        CatalogueError: the rules cannot be read.
    """
    from bot.guard.catalogue import catalogue

    setting = Setting(channel, asked, catalogue())
    rules = (rule for rule in setting.catalogue.rules.values() if rule.judge and channel in rule.channels)
    return tuple((rule.code, rule.judge) for rule in rules if not was_asked(rule, setting))


def places(lower: str, quote: str) -> list[tuple[int, int]]:
    """Return where the words of `quote` stand in a folded text, one after the other; nowhere when there are too few or too many."""
    words = _WORD.findall(fold(quote[: LONGEST + 1]).lower)
    if len(quote) > LONGEST or sum(map(len, words)) < SHORTEST:
        return []
    between = r"[^a-z0-9]+"
    pattern = re.compile(rf"(?<![a-z0-9]){between.join(words)}(?![a-z0-9])")
    return [found.span() for found in pattern.finditer(lower)]


def _severity(rule: Rule, setting: Setting, *, cuts: bool) -> Severity:
    grave = cuts and rule.channels[setting.channel] is not Severity.ADVISE
    return Severity.REWRITE if grave else Severity.WARN
