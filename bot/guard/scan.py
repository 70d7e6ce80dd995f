"""What the rules find in a folded text, once the lawful boundaries have spoken."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.model import NOBODY, Channel, Practice, Severity
from bot.guard.patient.exposed import exposed
from bot.guard.rule import Fix, Remedy, Scope
from bot.guard.second_reader import second_reader
from bot.guard.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.guard.catalogue import Catalogue
    from bot.guard.fold import Folded
    from bot.guard.model import Asked, Reading
    from bot.guard.opinions import Opinion
    from bot.guard.patterns import Expression
    from bot.guard.rule import Rule

HASHTAG: Final = re.compile(r"#[a-z0-9_]+")
PATIENT_RULE: Final = "PAT001"
_QUOTE: Final = re.compile('"')
WORDS_BEFORE: Final = 6  # how far back `unless_before` looks
_READ_AGAIN: Final = Fix(Remedy.CUT_SENTENCE)


class Hit(NamedTuple):
    """What a rule found, in folded positions, and what is to be done about it.

    `opinion` when a model said so, `reading` when the second reader did.
    """

    rule: Rule
    start: int
    end: int
    severity: Severity
    fix: Fix
    opinion: Opinion | None = None
    reading: Reading | None = None


class Page:
    """One text under the eyes of the rules: its view, its bytes, its sentences."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.bytes = folded.lower.encode("ascii")
        self._sentences: Sentences | None = None
        self._held: dict[tuple[Expression, int, int], bool] = {}
        self._standing: dict[tuple[Expression, ...], tuple[Expression, ...]] = {}

    @property
    def sentences(self) -> Sentences:
        """The sentences, found when something first needs them."""
        if self._sentences is None:
            self._sentences = Sentences(self.folded)
        return self._sentences

    def holds(self, expression: Expression, start: int, end: int) -> bool:
        """Tell whether an expression stands in `[start, end)`; remembered, for the hits of a sentence share it."""
        key = (expression, start, end)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = expression.is_in(self.bytes, start, end)
        return held

    def standing(self, expressions: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Return those of the expressions that stand anywhere in the text, as few do; remembered, for the hits of a rule share it."""
        found = self._standing.get(expressions)
        if found is None:
            found = tuple(one for one in expressions if one.is_in(self.bytes))
            self._standing[expressions] = found
        return found


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text goes, what was asked for, and the rules that judge it."""

    channel: Channel
    asked: Collection[Asked]
    catalogue: Catalogue
    practice: Practice = NOBODY


def scan(page: Page, setting: Setting) -> list[Hit]:
    """Return the hits of all rules on this channel, in order of position; those of one rule never overlap."""
    hits, found = read_by_rules(page, setting)
    hits += _read_again(page, setting, found, hits)
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.code))


def read_by_rules(page: Page, setting: Setting) -> tuple[list[Hit], Mapping[str, list[tuple[int, int]]]]:
    """Return the hits of the patterns and of the recognisers, and all that the patterns found, lawful or not, by code."""
    catalogue = setting.catalogue
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for code, start, end in (
        *catalogue.prose(setting.channel).scan(page.folded.lower),
        *_hashtags(page, catalogue),
    ):
        found[code].append((start, end))
    hits = [
        hit for code, spans in found.items() for hit in _hits(page, catalogue.rules[code], spans, setting)
    ]
    return [*hits, *_exposures(page, setting)], found


def _exposures(page: Page, setting: Setting) -> Iterator[Hit]:
    """Yield what points at a patient; the rule that says so must be in the catalogue."""
    rule = setting.catalogue.rules.get(PATIENT_RULE)
    if rule is None:  # `review()` refuses to work without it; the examples of a family may be tried alone
        return
    severity = rule.channels.get(setting.channel, Severity.BLOCK)
    for exposure in exposed(page.folded, page, setting.channel, setting.practice):
        yield Hit(rule, exposure.start, exposure.end, severity, exposure.fix)


def _read_again(
    page: Page, setting: Setting, found: Mapping[str, Iterable[tuple[int, int]]], hits: Iterable[Hit]
) -> list[Hit]:
    """Return what the second reader sees in the sentences that no rule mends.

    Where the rules of a family only warn, it mends what it is sure of; where they let words pass, what it is firm of.
    """
    speaking = setting.catalogue.speaking(setting.channel)
    families = {name: rule for name, rule in speaking.items() if not was_asked(rule, setting)}
    sentences = page.sentences
    mended = {sentences.around(hit.start, hit.end) for hit in hits if hit.severity.mends}
    warned = {(hit.rule.code, sentences.around(hit.start, hit.end)) for hit in hits}
    spoken = {(code, sentences.around(*span)) for code, spans in found.items() for span in spans}
    passed = {(code[:3], span) for code, span in spoken - warned}
    doubted = {(code[:3], span) for code, span in warned}
    read = []
    for said in second_reader().opinions(page.folded, sentences.spans, setting.channel, families, mended):
        rule, span = families[said.family], (said.start, said.end)
        told, mends = (rule.code[:3], span), rule.channels[setting.channel].mends
        grave = mends and (said.firm if told in passed else said.sure)
        if grave or told not in passed | doubted:
            severity = Severity.REWRITE if grave else Severity.WARN
            read.append(Hit(rule, *span, severity, _READ_AGAIN, reading=said.reading))
    return read


def _hashtags(page: Page, catalogue: Catalogue) -> Iterator[tuple[str, int, int]]:
    if "#" not in page.folded.lower:
        return
    for tag in HASHTAG.finditer(page.folded.lower):
        for code in {key for key, _, _ in catalogue.hashtags.scan(tag[0])}:
            yield code, *tag.span()


def _hits(page: Page, rule: Rule, spans: Iterable[tuple[int, int]], setting: Setting) -> Iterator[Hit]:
    severity = rule.channels.get(setting.channel)
    if severity is None or was_asked(rule, setting):
        return
    if rule.requires and setting.catalogue.either(rule.requires).is_in(page.bytes):
        return
    kept = [span for span in spans if not is_lawful(page, rule, span, setting.catalogue)]
    for start, end in merged(kept):
        yield Hit(rule, start, end, severity, rule.fix)


def was_asked(rule: Rule, setting: Setting) -> bool:
    """Tell whether the person who is answered asked for what the rule forbids elsewhere."""
    return setting.channel is Channel.MESSAGE and not rule.unless_asked.isdisjoint(setting.asked)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the union of overlapping spans, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def is_lawful(page: Page, rule: Rule, span: tuple[int, int], catalogue: Catalogue) -> bool:
    """Tell whether an antipattern or a boundary of the rule covers this hit."""
    within, ahead, held, answered = map(page.standing, catalogue.excuses(rule.code))
    if not (within or ahead or held or answered):
        return False
    around = _surroundings(page, rule, span)
    if any(page.holds(one, *around) for one in within) or _is_led_to(page, ahead, span):
        return True
    if not (held or answered):
        return False
    end = _end_of_next(page, around[1])
    return any(page.holds(one, span[1], end) for one in answered) or (
        _is_quoted(page, span, around) and any(page.holds(one, around[0], end) for one in held)
    )


def _end_of_next(page: Page, end: int) -> int:
    """Return the end of the sentence after the one that ends at `end`."""
    start = len(page.bytes) - len(page.bytes[end:].lstrip())
    return page.sentences.around(start, min(start + 1, len(page.bytes)))[1]


def _is_quoted(page: Page, span: tuple[int, int], around: tuple[int, int]) -> bool:
    """Tell whether a hit has words between quotation marks in it, or stands between them."""
    marks = [mark.start() for mark in _QUOTE.finditer(page.folded.lower, *around)]
    return any(
        left < span[1] and span[0] < right for left, right in zip(marks[::2], marks[1::2], strict=False)
    )


def _is_led_to(page: Page, ahead: Collection[Expression], span: tuple[int, int]) -> bool:
    """Tell whether one of the expressions stands in the words before a hit."""
    if not ahead:
        return False
    before = page.sentences.before(span[0], WORDS_BEFORE)
    return any(_precedes(one, page.bytes, before, span) for one in ahead)


def _surroundings(page: Page, rule: Rule, span: tuple[int, int]) -> tuple[int, int]:
    if rule.scope is Scope.DOCUMENT:
        return 0, len(page.bytes)
    return span if rule.scope is Scope.HASHTAG else page.sentences.around(*span)


def _precedes(expression: Expression, text: bytes, before: int, span: tuple[int, int]) -> bool:
    """Tell whether the expression begins before the hit; it may run into it (`ne` [`prenez pas rendez-vous`])."""
    start, end = span
    first = next(expression.spans(text, before, end), None)
    return first is not None and first[0] < start
