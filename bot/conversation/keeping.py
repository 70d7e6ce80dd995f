"""How people ask to keep what the guard found: which words they point at, and the reason they give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.drafting.revise import sentences
from bot.guard.fold import fold

if TYPE_CHECKING:
    from bot.drafting.ports import Draft
    from bot.guard import Finding

LONGEST: Final = 500  # characters; a longer text is pasted
_KEEP: Final = re.compile(
    r"\s*(?:non,? |si,? |ok,? |mais )?(?:je |on |moi je )?(?:veux |voudrais |souhaite |préfère |prefere )?"
    r"(?:garde[rsz]?|conserve[rsz]?|laisse[rsz]?|maintien[st]|maintenez|maintenir)\b[- ]*(?P<target>(?:«[^»]*»|[^:])*?)"
    r"(?:\s*(?:\bparce qu(?:e\b|['’])|\bpuisqu(?:e\b|['’])|\bcar\b|:)\s*(?P<reason>.+))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE: Final = re.compile(r"(?:la |le )?(?:phrase|ligne) (?:n ?[o*] ?)?(\d{1,2})")
_POINT: Final = re.compile(r"(?:le |la )?(?:point|remarque|numero) (?:n ?[o*] ?)?(\d{1,2})")
_RULE: Final = re.compile(r"(?:le |la |les |regle |point )*([a-z]{3}\d{3})")
_ALL: Final = re.compile(
    r"(?:(?:le|la|les|tout|ca|cela|tel quel|telle quelle|quand meme|tout de meme|ce passage|cette phrase)\b ?)*"
)
_EVEN_SO: Final = re.compile(r"\s*(?:quand même|quand meme|tout de même|tout de meme)\s*", re.IGNORECASE)
_LISTS: Final = re.compile(
    r"\W*(?:(?:montre|liste|affiche|voir|quelles sont|donne)[rsz]?(?:[- ]moi)? )?(?:les |mes |nos |tes )?derogations?(?: en cours)?\W*"
)
_REMOVES: Final = re.compile(
    r"\W*(?:retire|enleve|supprime|annule|leve|efface)[rsz]? (?:la |ma )?derogation (?:n ?[o*] ?)?(\d{1,3})\W*"
)
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a person asks to keep: `kind` is phrase, point, rule, words or all; `reason` is empty when none was given."""

    kind: str
    value: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)

    @property
    def is_plain(self) -> bool:
        """Tell whether the wording alone shows that the draft is meant; bare words may be a patient's."""
        return self.kind in {"phrase", "point", "rule"}


def read_keeping(text: str) -> Keeping | None:
    """Return what a text asks to keep, or None when it does not."""
    found = _KEEP.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    target = _EVEN_SO.sub(" ", found["target"]).strip(' «»"“”,.\u00a0\n')
    plain = fold(target).lower.strip()
    reason = (found["reason"] or "").strip()
    for kind, pattern in (("phrase", _SENTENCE), ("point", _POINT), ("rule", _RULE)):
        if named := pattern.fullmatch(plain):
            return Keeping(kind, named[1], reason)
    return Keeping("all", "", reason) if _ALL.fullmatch(plain) else Keeping("words", target, reason)


def pointed(keeping: Keeping, draft: Draft) -> tuple[Finding, ...]:
    """Return the findings that a person means; a rank of sentence counts in the text shown, then in the text as written."""
    findings = draft.verdict.findings
    if keeping.kind == "all":
        return findings
    if keeping.kind == "point":
        return findings[int(keeping.value) - 1 : int(keeping.value)] if int(keeping.value) else ()
    if keeping.kind == "rule":
        return tuple(one for one in findings if one.rule == keeping.value.upper())
    if keeping.kind == "phrase":
        return _in_sentence(int(keeping.value), draft)
    return tuple(one for one in findings if _holds(_around(one, draft.written), keeping.value))


def lists(plain: str) -> bool:
    """Tell whether a folded text asks for the list of waivers."""
    return _LISTS.fullmatch(plain) is not None


def removes(plain: str) -> int | None:
    """Return the number of the waiver that a folded text takes back, or None."""
    found = _REMOVES.fullmatch(plain)
    return int(found[1]) if found else None


def _in_sentence(rank: int, draft: Draft) -> tuple[Finding, ...]:
    for text in (draft.verdict.text, draft.written):
        spans = sentences(text)[rank - 1 : rank] if rank else ()
        said = [text[start:end] for start, end in spans]
        found = tuple(
            one for one in draft.verdict.findings for sentence in said if _holds(sentence, one.found)
        )
        if found:
            return found
    return ()


def _around(finding: Finding, written: str) -> str:
    """Return the sentence of a finding."""
    spans = (span for span in sentences(written) if span[0] <= finding.start < span[1])
    start, end = next(spans, (finding.start, finding.end))
    return written[start : max(end, finding.end)]


def _holds(text: str, words: str) -> bool:
    wanted = " ".join(_WORD.findall(fold(words).lower))
    return wanted != "" and f" {wanted} " in f" {' '.join(_WORD.findall(fold(text).lower))} "
