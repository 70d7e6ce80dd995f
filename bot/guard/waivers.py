"""What a person lets stand, with a reason: which finding may be waived, and how its words are known again.

A waiver names a rule and the SHA-256 of words, never the words: `digest_of` reads them as the rules do, so that case, accents,
typography and disguises do not matter. It holds for a finding with these very words, or for one in the sentence that has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bot.guard.edits import Edit
from bot.guard.fold import fold
from bot.guard.model import Severity
from bot.guard.schema import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.guard.model import Finding
    from bot.guard.scan import Hit, Page

SECRETS: Final = frozenset({"AVI001"})  # beside patient data: what a public answer tells of a person's care
_WORD: Final = re.compile(r"[a-z0-9]+")
PATIENT: Final = "Une donnée de patient ou un fait de prise en charge ne se garde jamais : le secret professionnel l’interdit ({rule})."
URGENT: Final = "Une consigne d’urgence ne se lève jamais ({rule})."
BLOCKED: Final = "Cette règle bloque la diffusion sur ce canal : elle ne peut pas être levée ({rule})."
TIP: Final = "Il n’y a rien à lever : c’est un simple conseil ({rule})."


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person lets stand.

    `digest` is that of the words (`digest_of`), `until` the last day in force (ISO date). The guard knows no clock: the caller
    hands over only what is in date.
    """

    rule: str
    digest: str
    reason: str = field(repr=False)
    who: str
    until: str


def digest_of(text: str) -> str:
    """Return the SHA-256 of the words of a text, as 64 hexadecimal digits; empty for a text without words, which no waiver names."""
    return _digest(fold(text).lower)


def why_not(rule: str, severity: Severity) -> str | None:
    """Return why a finding of this severity cannot be waived, in French, or None when it may be."""
    if rule.startswith("URG"):
        return URGENT.format(rule=rule)
    if rule.startswith(PRIVATE) or rule in SECRETS:
        return PATIENT.format(rule=rule)
    if severity is Severity.BLOCK:
        return BLOCKED.format(rule=rule)
    return TIP.format(rule=rule) if severity is Severity.ADVISE else None


def may_stand(finding: Finding) -> bool:
    """Tell whether a person may let a finding stand."""
    return why_not(finding.rule, finding.severity) is None and digest_of(finding.found) != ""


def waived(page: Page, hits: Iterable[Hit], waivers: Iterable[Waiver]) -> list[tuple[Hit, Waiver]]:
    """Return the hits that a person lets stand, each with its waiver.

    What a model says again of words that are waived for the same rule stands with them.
    """
    known = {(waiver.rule, waiver.digest): waiver for waiver in waivers if waiver.digest}
    if not known:
        return []
    rules = {rule for rule, _ in known}
    asked = [hit for hit in hits if hit.rule.code in rules and not why_not(hit.rule.code, hit.severity)]
    found = [(hit, waiver) for hit in asked if (waiver := _waiver(page, hit, known))]
    return [*found, *_echoes(asked, found)]


def spared(page: Page, edits: Iterable[Edit], standing: Iterable[Hit], faults: Iterable[Hit]) -> list[Edit]:
    """Return the edits without what they take of waived words only to close a wound: a capital, an orphan `et`."""
    kept = [page.folded.span(hit.start, hit.end) for hit in standing]
    wrong = [page.folded.span(hit.start, hit.end) for hit in faults]
    return [_spared(edit, kept, wrong) for edit in edits]


def _spared(edit: Edit, kept: list[tuple[int, int]], wrong: list[tuple[int, int]]) -> Edit:
    for start, end in kept:
        intrudes = edit.start < start < edit.end <= end
        if intrudes and not any(low < edit.end and start < high for low, high in wrong):
            return Edit(edit.start, start, "", edit.rule)
    return edit


def _waiver(page: Page, hit: Hit, known: dict[tuple[str, str], Waiver]) -> Waiver | None:
    spans = ((hit.start, hit.end), page.sentences.around(hit.start, hit.end))
    digests = (_digest(page.folded.lower[start:end]) for start, end in spans)
    return next((known[hit.rule.code, one] for one in digests if (hit.rule.code, one) in known), None)


def _echoes(hits: Iterable[Hit], found: list[tuple[Hit, Waiver]]) -> Iterator[tuple[Hit, Waiver]]:
    standing = {id(hit) for hit, _ in found}
    for hit in hits:
        if hit.opinion is None or id(hit) in standing:
            continue
        for other, waiver in found:
            if hit.rule.code == other.rule.code and hit.start < other.end and other.start < hit.end:
                yield hit, waiver
                break


def _digest(lower: str) -> str:
    words = " ".join(_WORD.findall(lower))
    return sha256(words.encode()).hexdigest() if words else ""
