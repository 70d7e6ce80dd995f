"""The card that follows a draft: light, counters, options, what the guard did, sources, what to verify."""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.advice import advice_lines, photo_lines
from bot.conversation.review_advice import ANSWERS
from bot.drafting.ports import Craft, Platform
from bot.french import NBSP, count, long_date, thousands, typeset
from bot.guard import FixKind, Severity
from bot.guard.catalogue import catalogue
from bot.guard.waivers import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.ports import Counter, Declined, Draft, Source
    from bot.guard import Finding, LegalBasis, Waiver

SHOWN: Final = 3  # findings on a card; the others come with «pourquoi ?»
UNLAWFUL: Final = frozenset(  # cases of a review in which silence comes first
    {"insult", "defamation", "fake_or_competitor", "third_party_data", "threat_or_hate", "alert"}
)
_SEAL = object()


class Light(StrEnum):
    """How far a draft is from being used; the guard's word, not a model's."""

    READY = "🟢"
    VERIFY = "🟠"
    BLOCKED = "🔴"


PLATFORMS: Final = {
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.LINKEDIN: "LinkedIn",
    Platform.GOOGLE: "Google Business",
    Platform.YOUTUBE: "YouTube",
}
CRAFTS: Final = {
    Craft.POST: "Post",
    Craft.MESSAGE: "Réponse à un message",
    Craft.REVIEW: "Réponse à un avis",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A titled list of lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a person reads beside a draft; built in this module and in `cards_<room>`, from drafts and records, never from free text."""

    light: Light
    title: str
    blocks: tuple[Block, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse any builder but this module."""
        if seal is not _SEAL:
            raise TypeError(f"`{type(self).__name__}` is built by `bot.conversation.cards` only")

    def as_json(self) -> dict[str, Any]:
        """Return the card for programs."""
        return {
            "light": self.light.name.lower(),
            "title": self.title,
            "blocks": [{"title": block.title, "lines": list(block.lines)} for block in self.blocks],
        }


def draft_card(draft: Draft) -> Card:
    """Return the card of a draft."""
    mended = [finding for finding in draft.verdict.findings if finding.fix is not FixKind.NONE]
    return _card(
        _light(draft),
        _title(draft),
        Block("Avant de répondre", draft.options),
        Block("Garde-fou", tuple(map(finding_line, mended[:SHOWN])) + _more(mended)),
        Block(
            "Gardé par vous malgré la règle", tuple(map(finding_line, getattr(draft.verdict, "waived", ())))
        ),
        Block("À noter", _remarks(draft)),
        Block("Conseil", advice_lines(draft)),
        Block("À vérifier", tuple(f"☐ {typeset(one)}" for one in (*_blanks(draft), *draft.verify))),
        Block("Sources", tuple(map(source_line, draft.sources))),
    )


def declined_card(declined: Declined) -> Card:
    """Return the card of a request that cannot be met."""
    return _card(
        Light.BLOCKED,
        typeset(declined.reason),
        Block("Vous pouvez demander", tuple(map(typeset, declined.choices))),
        Block("Garde-fou", tuple(map(finding_line, declined.findings[:SHOWN]))),
        Block("Conseil", photo_lines(declined.reason)),
    )


def why_card(findings: Sequence[Finding], set_aside: Sequence[str] = ()) -> Card:
    """Return the card of «pourquoi ?»: each finding, and each rule that the request would have broken, with its basis and what to write."""
    found = [Block(finding_line(one), tuple(_why_lines(one))) for one in findings]
    told = {one.rule for one in findings}
    known = catalogue().rules
    rules = [known[code] for code in dict.fromkeys(set_aside) if code in known and code not in told]
    asked = [Block(f"{one.title} ({one.code})", tuple(_basis_lines(one.legal, one.advice))) for one in rules]
    return _card(Light.VERIFY, f"{count(len(found) + len(asked), 'point')} du garde-fou", *found, *asked)


def sources_card(sources: Sequence[Source]) -> Card:
    """Return the card of «sources»: each document, with its address and the sentences that rest on it."""
    blocks = (Block(source_line(one), tuple(_source_lines(one))) for one in sources)
    return _card(Light.READY, f"{count(len(sources), 'source')} pour ce brouillon", *blocks)


def advice_card(kind: str) -> Card:
    """Return the answer to a question about reviews in general, from the deontology cards."""
    title, blocks, sources = ANSWERS[kind]
    said = (Block(typeset(name), tuple(map(typeset, lines))) for name, lines in blocks)
    return _card(Light.READY, typeset(title), *said, Block("Sources", tuple(map(typeset, sources))))


def is_complete(draft: Draft) -> bool:
    """Tell whether nothing is left to be filled in: a masked name or date (⟦…⟧) stops an approval."""
    return "⟦" not in draft.verdict.text and "⟧" not in draft.verdict.text


def keep_card(findings: Sequence[Finding]) -> Card:
    """Return the one question that comes before a waiver: the reason."""
    return _card(
        Light.VERIFY,
        typeset(
            "Pour quelle raison garder ce passage ? Répondez en une phrase, sans rien qui désigne un patient ; « non » abandonne."
        ),
        Block("À garder", tuple(map(finding_line, findings))),
        Block(
            "Ce qui sera noté",
            (
                typeset(
                    "La règle, l’empreinte des mots, votre identifiant, la raison et l’échéance (90 jours)."
                ),
            ),
        ),
    )


def barred_card(findings: Sequence[Finding]) -> Card:
    """Return why findings cannot be waived."""
    reasons = dict.fromkeys(why_not(one.rule, one.severity) or "" for one in findings)
    return _card(
        Light.BLOCKED,
        typeset("Ce point ne peut pas être gardé."),
        Block("Pourquoi", tuple(map(typeset, filter(None, reasons)))),
    )


def waivers_card(waivers: Sequence[Waiver], today: date) -> Card:
    """Return the list of `/derogations`: rule, reason, who, until when; the number takes one back."""
    blocks = (
        Block(typeset(f"{rank}. {one.rule} : {one.reason}"), (typeset(_until(one, today)),))
        for rank, one in enumerate(waivers, 1)
    )
    title = count(len(waivers), "dérogation", "dérogations") if waivers else "Aucune dérogation."
    hint = Block("Pour en retirer une", (typeset("« retire la dérogation 1 »"),) if waivers else ())
    return _card(Light.READY, title, *blocks, hint)


def _until(waiver: Waiver, today: date) -> str:
    last = date.fromisoformat(waiver.until)
    return f"Par {waiver.who}, {'expirée depuis le' if last < today else 'jusqu’au'} {long_date(last)}."


def help_card(lines: Sequence[tuple[str, Sequence[str]]]) -> Card:
    """Return the card of `/aide`, from the command table."""
    return _card(
        Light.READY,
        "Ce que je sais faire",
        *(Block(title, tuple(map(typeset, said))) for title, said in lines),
    )


def room_card(
    light: Light,
    title: str,
    *blocks: tuple[str, Sequence[str]],
    verbatim: tuple[str, Sequence[str]] = ("", ()),
) -> Card:
    """Return a card of a room, typeset: for the builders of `cards_<room>.py`, from templates, counts and masked words alone.

    `verbatim` comes first and is left as it is: a text that is not French.
    """
    said = (Block(typeset(name), tuple(map(typeset, lines))) for name, lines in blocks)
    return _card(light, typeset(title), Block(verbatim[0], tuple(verbatim[1])), *said)


def finding_line(finding: Finding) -> str:
    """Return «PUB007 · « résultat garanti » promet un résultat.»; what was found of a patient is never repeated."""
    return f"{finding.rule} · {typeset(finding.message)}"


def source_line(source: Source) -> str:
    """Return «[1] Fiche « La rhinoplastie » — phrases 1 et 3»."""
    if not source.sentences:
        return f"[{source.number}] {source.label}"
    where = ", ".join(map(str, source.sentences))
    return f"[{source.number}] {source.label} — {'phrase' if len(source.sentences) == 1 else 'phrases'}{NBSP}{where}"


def counter_line(counter: Counter) -> str:
    """Return «637/2 200 caractères»."""
    return f"{thousands(counter.used)}/{thousands(counter.limit)}{NBSP}{counter.unit}"


def _card(light: Light, title: str, *blocks: Block) -> Card:
    return Card(light, title, tuple(block for block in blocks if block.lines), _SEAL)


def _light(draft: Draft) -> Light:
    if draft.verdict.verdict == "refused" or draft.fixed or not all(one.kept for one in draft.counters):
        return Light.BLOCKED
    warned = any(one.severity is Severity.WARN for one in draft.verdict.findings)
    doubtful = draft.verify or warned or not is_complete(draft) or draft.situation in UNLAWFUL
    return Light.VERIFY if doubtful else Light.READY


def _blanks(draft: Draft) -> tuple[str, ...]:
    """Return a line for each blank left in the text."""
    found = dict.fromkeys(re.findall(r"⟦[^⟦⟧\s]*⟧?|[^⟦⟧\s]*⟧", draft.verdict.text))
    return tuple(
        f"{one} : à remplir ou à retirer, sans quoi le texte ne peut pas être validé" for one in found
    )


def _title(draft: Draft) -> str:
    what = CRAFTS[draft.craft]
    parts = [f"{what} {PLATFORMS[draft.platform]}" if draft.platform else what, draft.situation_label]
    return " · ".join([part for part in parts if part] + [counter_line(one) for one in draft.counters])


def _more(mended: Sequence[Finding]) -> tuple[str, ...]:
    rest = len(mended) - SHOWN
    return (
        (f"… et {count(rest, 'autre point', 'autres points')}{NBSP}: demandez «{NBSP}pourquoi{NBSP}?{NBSP}»",)
        if rest > 0
        else ()
    )


def _remarks(draft: Draft) -> tuple[str, ...]:
    left = [one for one in draft.verdict.findings if one.fix is FixKind.NONE]
    notes = tuple(map(typeset, draft.notes))
    said = draft.deadline is None or any(long_date(draft.deadline) in note for note in notes)
    deadline = (
        ()
        if said or not draft.deadline
        else (f"Délai prudent pour agir{NBSP}: {long_date(draft.deadline)}.",)
    )
    return deadline + notes + tuple(map(finding_line, left))


def _why_lines(finding: Finding) -> list[str]:
    proposal = [f"Proposition{NBSP}: {finding.proposal}"] if finding.proposal else []
    return [*_basis_lines(finding.legal, finding.advice), *proposal]


def _basis_lines(legal: Sequence[LegalBasis], advice: str) -> list[str]:
    basis = [f"Fondement{NBSP}: {typeset(str(one))}, vérifié le {one.checked}" for one in legal]
    return [*basis, f"À la place{NBSP}: {typeset(advice)}"]


def _source_lines(source: Source) -> list[str]:
    checked = f"vérifiée le {source.checked}" if source.checked else ""
    marks = [f"confiance {source.confidence}" if source.confidence else "", checked, source.url or ""]
    return [" · ".join(one for one in marks if one)] if any(marks) else []
