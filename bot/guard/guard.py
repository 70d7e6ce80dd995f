"""`review()`: the only maker of `Cleared` and `Refused`.

Fail closed: whatever goes wrong inside, the answer is a refusal with a reason; the error's class alone is logged, because a message
could carry a patient's words.
"""

from __future__ import annotations

import logging
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from bot.guard.edits import Draft
from bot.guard.fixes import fate, is_usable, plan, proposal
from bot.guard.fold import fold
from bot.guard.model import NOBODY, Asked, Change, Channel, Finding, FixKind, Practice
from bot.guard.rule import Remedy
from bot.guard.scan import PATIENT_RULE, Hit, Page, Setting, scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.guard.catalogue import Catalogue

ROUNDS: Final = 3  # a text that still has something to mend after so many rounds of fixes is refused
UNKNOWN_CHANNEL: Final = (
    "Le canal demandé n’existe pas. Choisissez une publication, un message privé ou une réponse à un avis."
)
BROKEN: Final = "La relecture déontologique n’a pas abouti ; le texte est donc retenu. Réessayez, puis lancez « confrere doctor »."
UNSETTLED: Final = "Les corrections ne suffisent pas à rendre ce texte conforme ({titles}). Reformulez-le, puis soumettez-le de nouveau."
EMPTIED: Final = (
    "Une fois retirés les passages en cause ({titles}), il ne reste rien d’utile. Reformulez le texte."
)
FORBIDDEN: Final = "Ce texte ne peut pas être corrigé automatiquement ({titles}). Reformulez-le, puis soumettez-le de nouveau."

_SEAL: Final = object()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Base of the two values that `review()` returns; nothing else can build one.

    `text` is what may go out (empty for `Refused`), `catalogue` the hash of the rules that judged it.
    """

    text: str = field(repr=False)
    findings: tuple[Finding, ...]
    catalogue: str
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError(f"`{type(self).__name__}` is built by `review()` only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(Sealed):
    """A text that may go out; `changes` are the edits that made it so, in positions of the original."""

    changes: tuple[Change, ...] = ()

    @property
    def verdict(self) -> Literal["clear", "cleaned"]:
        """`clear`: byte for byte the original; `cleaned`: cut or mended."""
        return "cleaned" if self.changes else "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Sealed):
    """A text that must not go out, and why, in one or two French sentences."""

    reason: str

    @property
    def verdict(self) -> Literal["refused"]:
        """Always `refused`."""
        return "refused"


def review(
    text: str, channel: Channel | str, *, practice: Practice = NOBODY, asked: Collection[Asked] = ()
) -> Cleared | Refused:
    """Return what may be done with a text.

    Args:
        text: French, of any length; never raises, whatever it holds.
        channel: where the text goes; an unknown one is a refusal.
        practice: the values of the practice that may appear.
        asked: what the person who is answered asked for, so that a practical answer to it passes.

    Returns:
        `Cleared` with the original text or a cleaned one, or `Refused` with a reason in French.
    """
    try:
        from bot.guard.catalogue import catalogue

        known = _channel(channel)
        if known is None:
            return _refused((), UNKNOWN_CHANNEL, "")
        return _Review(text, known, practice, frozenset(asked), catalogue()).verdict()
    except Exception as error:  # noqa: BLE001 - fail closed: an error is never a clearance
        _log.error("the guard failed: %s", type(error).__name__)
        return _refused((), BROKEN, "")


def _channel(name: Channel | str) -> Channel | None:
    try:
        return Channel(name)
    except ValueError:
        return None


class _Review:
    """One text on its way through the rounds."""

    def __init__(
        self, text: str, channel: Channel, practice: Practice, asked: frozenset[Asked], rules: Catalogue
    ) -> None:
        self._text = text
        self._channel = channel
        self._practice = practice
        self._asked = asked
        self._rules = rules
        self._draft = Draft(text)
        self._findings: dict[tuple[str, int, int], Finding] = {}

    def verdict(self) -> Cleared | Refused:
        """Scan and mend until nothing is left to mend, or give up."""
        if PATIENT_RULE not in self._rules.rules:
            raise LookupError(PATIENT_RULE)
        titles: dict[str, None] = {}
        for left in range(ROUNDS, -1, -1):
            page, hits = self._scan()
            faults = [hit for hit in hits if hit.severity.mends]
            titles |= dict.fromkeys(hit.rule.title for hit in faults)
            if not faults:
                return self._cleared(titles)
            if any(hit.fix.kind is Remedy.NONE for hit in faults):
                return self._refused(FORBIDDEN, titles)
            if left:
                self._draft.apply(plan(page, faults))
        return self._refused(UNSETTLED, titles)

    def _scan(self) -> tuple[Page, list[Hit]]:
        text = self._draft.text
        page = Page(fold(text))
        hits = scan(page, Setting(self._channel, self._asked, self._rules, self._practice))
        first = text is self._text or not self._draft.changes()
        for hit in hits:
            if first or hit.severity.mends:
                self._note(page, hit)
        return page, hits

    def _note(self, page: Page, hit: Hit) -> None:
        start, end = self._draft.origin(*page.folded.span(hit.start, hit.end))
        finding = _finding(hit, start, end, self._text[start:end])
        self._findings.setdefault((finding.rule, start, end), finding)

    def _cleared(self, titles: Iterable[str]) -> Cleared | Refused:
        changes = self._draft.changes()
        if changes and not is_usable(self._draft.text, self._text):
            return self._refused(EMPTIED, titles)
        text = self._draft.text if changes else self._text
        return Cleared(
            text=text, findings=self._sorted(), catalogue=self._rules.hash, changes=changes, seal=_SEAL
        )

    def _refused(self, reason: str, titles: Iterable[str]) -> Refused:
        return _refused(self._sorted(), reason.format(titles=_listed(titles)), self._rules.hash)

    def _sorted(self) -> tuple[Finding, ...]:
        return tuple(
            sorted(self._findings.values(), key=lambda finding: (finding.start, finding.end, finding.rule))
        )


def _refused(findings: tuple[Finding, ...], reason: str, catalogue_hash: str) -> Refused:
    return Refused(text="", findings=findings, catalogue=catalogue_hash, reason=reason, seal=_SEAL)


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(f"«\u00a0{title}\u00a0»" for title in titles)


def _finding(hit: Hit, start: int, end: int, found: str) -> Finding:
    fix: FixKind = fate(hit)
    return Finding(
        rule=hit.rule.code,
        name=hit.rule.name,
        start=start,
        end=end,
        severity=hit.severity,
        fix=fix,
        message=hit.rule.message.replace("{found}", found),
        advice=hit.rule.advice,
        legal=hit.rule.legal,
        found=found,
        proposal=proposal(hit),
    )
