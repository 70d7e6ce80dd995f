"""`review()`: the only maker of `Cleared` and `Refused`.

Fail closed: whatever goes wrong inside, the answer is a refusal with a reason; the error's class alone is logged, because a message
could carry a patient's words.
"""

from __future__ import annotations

import logging
from dataclasses import InitVar, dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from bot.guard.edits import Draft
from bot.guard.fixes import fate, is_usable, plan, proposal
from bot.guard.fold import fold
from bot.guard.given import checked, each, plain, wishes
from bot.guard.model import NOBODY, Asked, Change, Channel, Finding, FixKind, Practice
from bot.guard.opinions import Opinion, heard
from bot.guard.rule import Remedy
from bot.guard.scan import PATIENT_RULE, Hit, Page, Setting, scan
from bot.guard.waivers import Waiver, spared, waived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.guard.catalogue import Catalogue

ROUNDS: Final = 3  # a text that still has something to mend after so many rounds of fixes is refused
QUOTED: Final = 120  # characters of a whole sentence that a message repeats
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

    `text` is what may go out (empty for `Refused`), `catalogue` the hash of the rules that judged it; `unused` are the waivers
    that let nothing stand.
    """

    text: str = field(repr=False)
    findings: tuple[Finding, ...]
    catalogue: str
    unused: tuple[Waiver, ...] = ()
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError(f"`{type(self).__name__}` is built by `review()` only")

    def __init_subclass__(cls) -> None:
        if cls.__module__ != __name__:
            raise TypeError(f"`{cls.__name__}` would be a verdict that `review()` does not build")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(Sealed):
    """A text that may go out; `changes` are the edits that made it so, in positions of the original.

    `waived` are the findings that stand in `text` because a person lets them; they are not in `findings`.
    """

    changes: tuple[Change, ...] = ()
    waived: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Literal["clear", "cleaned"]:
        """`clear`: byte for byte the original, by the rules or by a waiver; `cleaned`: cut or mended."""
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
    text: str,
    channel: Channel | str,
    *,
    practice: Practice = NOBODY,
    asked: Collection[Asked] = (),
    waivers: Collection[Waiver] = (),
    opinions: Collection[Opinion] = (),
) -> Cleared | Refused:
    """Return what may be done with a text.

    Args:
        text: French, of any length; never raises, whatever it holds.
        channel: where the text goes; an unknown one is a refusal.
        practice: the values of the practice that may appear.
        asked: what the person who is answered asked for, so that a practical answer to it passes.
        waivers: what a person lets stand, as far as it is in date; one that may not be waived changes nothing.
        opinions: what a model says of the text; it may add a finding or raise one, never clear nor refuse.

    Returns:
        `Cleared` with the original text or a cleaned one, or `Refused` with a reason in French.
    """
    try:
        from bot.guard.catalogue import catalogue

        known = _channel(channel)
        if known is None:
            return _refused((), UNKNOWN_CHANNEL, "")
        setting = Setting(known, wishes(asked), catalogue(), checked(practice))
        return _Review(plain(text), setting, each(Waiver, waivers), each(Opinion, opinions)).verdict()
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
        self, text: str, setting: Setting, waivers: tuple[Waiver, ...], opinions: tuple[Opinion, ...]
    ) -> None:
        self._text = text
        self._setting = setting
        self._rules: Catalogue = setting.catalogue
        self._waivers = waivers
        self._opinions = opinions
        self._draft = Draft(text)
        self._findings: dict[tuple[str, int, int], Finding] = {}
        self._used: set[tuple[str, str]] = set()
        self._waived: list[tuple[Page, Hit]] = []

    def verdict(self) -> Cleared | Refused:
        """Return the word of the rules, then what the opinions of a model make of it.

        The opinions are heard on the text that the rules settled on. When their cuts would leave nothing usable, they only warn:
        a model never refuses a text.
        """
        if PATIENT_RULE not in self._rules.rules:
            raise LookupError(PATIENT_RULE)
        ruled = self._settled((), self._text)
        if isinstance(ruled, Refused) or not self._opinions:
            return ruled
        settled, findings = self._draft.copy(), dict(self._findings)
        cut = self._settled(self._opinions, settled.text)
        if isinstance(cut, Cleared):
            return cut
        self._draft, self._findings = settled, findings
        return self._settled(self._opinions, settled.text, cuts=False)

    def _settled(self, opinions: tuple[Opinion, ...], base: str, *, cuts: bool = True) -> Cleared | Refused:
        """Scan and mend until nothing is left to mend, or give up; what is left is held against `base`."""
        titles: dict[str, None] = {}
        for left in range(ROUNDS, -1, -1):
            page, hits = self._scan(opinions, cuts=cuts)
            faults = [hit for hit in hits if hit.severity.mends]
            titles |= dict.fromkeys(hit.rule.title for hit in faults)
            if not faults:
                return self._cleared(titles, base)
            if any(hit.fix.kind is Remedy.NONE for hit in faults):
                return self._refused(FORBIDDEN, titles)
            if left:
                standing = [hit for _, hit in self._waived]
                self._draft.apply(spared(page, plan(page, faults), standing, faults))
        return self._refused(UNSETTLED, titles)

    def _scan(self, opinions: tuple[Opinion, ...], *, cuts: bool) -> tuple[Page, list[Hit]]:
        """Return the text as it stands and its hits, those that are waived left out."""
        text = self._draft.text
        page = Page(fold(text))
        hits = [*scan(page, self._setting), *heard(page, self._setting, opinions, cuts=cuts)]
        pardoned = waived(page, hits, self._waivers) if self._waivers else []
        self._waived = [(page, hit) for hit, _ in pardoned]
        self._used = {(waiver.rule, waiver.digest) for _, waiver in pardoned}
        standing = {id(hit) for hit, _ in pardoned}
        hits = [hit for hit in hits if id(hit) not in standing]
        first = text is self._text or not self._draft.changes()
        for hit in hits:
            if first or hit.severity.mends or hit.opinion:
                self._note(page, hit)
        return page, hits

    def _note(self, page: Page, hit: Hit) -> None:
        finding = self._finding(page, hit)
        if hit.opinion:
            self._raise_over(finding)
        known = self._findings.setdefault((finding.rule, finding.start, finding.end), finding)
        if (
            finding.severity.mends and not known.severity.mends
        ):  # only a warning, until its neighbours were cut
            self._findings[finding.rule, finding.start, finding.end] = finding

    def _finding(self, page: Page, hit: Hit) -> Finding:
        start, end = self._draft.origin(*page.folded.span(hit.start, hit.end))
        return _finding(hit, start, end, self._text[start:end])

    def _raise_over(self, finding: Finding) -> None:
        """Drop what the same rule only warned of in the words where a model is surer."""
        for key, other in list(self._findings.items()):
            weaker = other.rule == finding.rule and finding.severity.mends and not other.severity.mends
            if weaker and other.start < finding.end and finding.start < other.end:
                del self._findings[key]

    def _cleared(self, titles: Iterable[str], base: str) -> Cleared | Refused:
        changes = self._draft.changes()
        text = self._draft.text if changes else self._text
        if text != base and not is_usable(text, base):
            return self._refused(EMPTIED, titles)
        standing = [replace(self._finding(page, hit), fix=FixKind.NONE) for page, hit in self._waived]
        return Cleared(
            text=text,
            findings=_sorted(self._findings.values()),
            catalogue=self._rules.hash,
            unused=self._unused(),
            changes=changes,
            waived=_sorted(standing),
            seal=_SEAL,
        )

    def _unused(self) -> tuple[Waiver, ...]:
        return tuple(waiver for waiver in self._waivers if (waiver.rule, waiver.digest) not in self._used)

    def _refused(self, reason: str, titles: Iterable[str]) -> Refused:
        said = reason.format(titles=_listed(titles))
        return _refused(_sorted(self._findings.values()), said, self._rules.hash, self._unused())


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule)))


def _refused(
    findings: tuple[Finding, ...], reason: str, catalogue_hash: str, unused: tuple[Waiver, ...] = ()
) -> Refused:
    return Refused(
        text="", findings=findings, catalogue=catalogue_hash, unused=unused, reason=reason, seal=_SEAL
    )


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
        message=_message(hit, found),
        advice=hit.rule.advice,
        legal=hit.rule.legal,
        found=found,
        proposal=proposal(hit),
        model=hit.opinion is not None,
        reading=hit.reading,
    )


def _message(hit: Hit, found: str) -> str:
    if hit.opinion is None and hit.reading is None:
        return hit.rule.message.replace("{found}", found)
    quoted = found if len(found) <= QUOTED else f"{found[:QUOTED].rstrip()}…"
    said = hit.rule.message.replace("{found}", quoted)
    if hit.opinion is None:
        return f"Relevé par le second lecteur\u00a0: {said}"
    said = f"Relevé par le modèle\u00a0: {said}"
    return f"{said} Son motif\u00a0: «\u00a0{hit.opinion.why}\u00a0»." if hit.opinion.why else said
