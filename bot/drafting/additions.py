"""What a person may not have added to a draft, with the rule that says so. The guard reads first; this reads what is short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.drafting.ports import Craft, Declined
from bot.drafting.requests import read_request
from bot.figures import FigureKind, figures
from bot.french import typeset
from bot.guard import Asked, Channel, review
from bot.guard.patient import mask
from bot.guard.waivers import may_stand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.drafting.ports import Draft, PracticeFacts
    from bot.guard import Finding

KEPT: Final = "Ce n'est pas écrit ; le brouillon n'a pas changé."
NAMED: Final = "Un nom, une date ou une coordonnée y est reconnu, et le secret couvre jusqu'au fait d'être suivi (PAT001)."
KNOWN: Final = "Une réponse publique ne parle pas à l'auteur comme à une personne connue du cabinet (AVI001)."
PRICED: Final = "Un prix d'intervention ne se publie pas sans examen ni devis (PRX006) ; les honoraires viennent de la fiche du cabinet."
BRANDED: Final = "Un nom de marque ou d'appareil ne figure pas dans un texte du cabinet (PRD003) : employez le nom courant."

_ADDRESSED: Final = re.compile(
    r"\b(?:votre|vos|vous (?:avez|etes|etiez|aviez)|nous vous avons|de vous avoir)\b"
)
_PUBLIC: Final = (
    (re.compile(
        r"\b(?:contacte[rz]|appele[rz]|ecrive[rz]|ecrire|joigne[rz]|telephone[rz]|reserve[rz]|consulte[rz]|venez|passez|demandez|prenez|cliquez)\b(?! (?:le |au )?(?:15|17|18|112|114|3114|samu|pompiers|sans attendre))"
        r"(?:[- ]nous|[- ]moi| (?:vite |donc |sans tarder )*(?:le |la |notre |au |un |une |votre |vos |sur |pour |rendez|chez ))"
        r"|\bn'hesitez pas\b|\bpour (?:en savoir plus|plus d'infos?|toute question)\b|\blien en bio\b|\ben (?:dm|mp)\b"
        r"|\b(?:reserver|prendre rendez[- ]vous|prendre rdv)\b"
    ), "Une information ne se termine pas par une invitation à prendre contact (RDV001)."),
    (re.compile(
        r"\b(?:fait|fera|font) pas (?:du tout )?mal\b|\bpas (?:du tout )?(?:douloureu\w*|mal du tout)|\bindolore\w*|\bsans (?:aucune? |la moindre |le moindre )?(?:douleur|risque|danger|cicatrice|suites?|trace)\w*"
        r"|\b(?:aucun|zero|nul|jamais de|jamais d') ?(?:risque|danger|douleur|cicatrice|complication|echec)s?|\b(?:on|vous) ne sen\w+ rien\b|\btoujours (?:reussi\w*|naturel\w*|parfait\w*)|\bmarche a (?:tous les coups|chaque fois|100)"
    ), "Aucun résultat, aucune absence de douleur ou de risque ne se promet (PUB008)."),
)  # fmt: skip
_BRAND: Final = re.compile(
    r"[®™]|\b(?:marque|laser|appareil|machine|technologie|gamme|produits?|implants?|proth[èe]ses?|seringues?|cr[èe]me|dispositif|m[ée]thode|technique|injections? (?:de|d['’]))\s+(?:de |d['’]|la |le )?(?!YAG|CO2|IPL|PRP)[A-ZÉÈ][\w-]{2,}|\b[A-ZÉ][a-zé]+[A-Z]\w+"
)


def refusal(words: str, draft: Draft, practice: PracticeFacts) -> Declined | None:
    """Return why `words` (as the person gave them) are not written into `draft`, with the rule, or None when they may be.

    `words` may hold a patient's data: nothing of them is in what comes back. The findings come back when nothing else stands
    against the words, and a person may let every one of them stand.
    """
    faults = _faults(words, draft, practice)
    others = tuple(_others(words, draft, practice))
    told = (*(_told(one) for one in faults if one.reading is None), *others, *map(_told, faults))
    named = mask(words, practice.values()).text != words
    if not told and not named:
        return None
    open_ = faults and not others and not named and all(map(may_stand, faults))
    return Declined(draft.craft, typeset(f"{(*told, NAMED)[0]} {KEPT}"), findings=faults if open_ else ())


def wish_refusal(wish: str, draft: Draft) -> Declined | None:
    """Return why what a person wants readers to be told («dis-leur de réserver») is left out, or None."""
    if draft.craft is Craft.MESSAGE and Asked.APPOINTMENT in draft.asked:
        return None
    traps = read_request(wish).traps
    said = traps[0].note if traps else None
    if said is None and (_PUSHES.search(folded(wish)) or _PUBLIC[0][0].search(folded(wish))):
        said = "Écarté : l'invitation à réserver ou à prendre contact (RDV001). Le texte informe, sans pousser à venir."
    return Declined(draft.craft, typeset(f"{said} Le brouillon n'a pas changé.")) if said else None


_PUSHES: Final = re.compile(
    r"\b(?:reserv|prendre|(?<!s')appel|contact|venir|consult|inscri|cliqu|se decider|se lancer|profit|foncer|passer nous|nous (?:ecrire|joindre|suivre))\w*"
)


def _faults(words: str, draft: Draft, practice: PracticeFacts) -> tuple[Finding, ...]:
    verdict = review(
        words,
        Channel(draft.craft.value),
        practice=practice.values(),
        asked=draft.asked,
        waivers=draft.waivers,
    )
    return tuple(finding for finding in verdict.findings if finding.severity.mends)


def _told(finding: Finding) -> str:
    shown = NAMED if finding.rule.startswith("PAT") else f"{finding.message} ({finding.rule})."
    return shown.replace(". (", " (")


def _others(words: str, draft: Draft, practice: PracticeFacts) -> Iterator[str]:
    """Yield what stands against the words beside the rules."""
    yield from _public(words, draft, practice) if draft.craft is not Craft.MESSAGE else ()
    if _BRAND.search(words) and not _is_own(words, practice):
        yield BRANDED


def _public(words: str, draft: Draft, practice: PracticeFacts) -> Iterator[str]:
    plain = folded(words)
    if draft.craft is Craft.REVIEW and _ADDRESSED.search(plain):
        yield KNOWN
    yield from (trap.note for trap in read_request(words).traps)
    yield from (reason for pattern, reason in _PUBLIC if pattern.search(plain))
    own = {key for _, value in practice.known() for figure in figures(value) for key in figure.keys}
    if any(one.kind is FigureKind.PRICE and not one.keys <= own for one in figures(words)):
        yield PRICED


def _is_own(words: str, practice: PracticeFacts) -> bool:
    """Tell whether the capital belongs to the practice («la méthode Vasseur» of the Dr Vasseur is still no brand)."""
    own = (
        " ".join(value for _, value in practice.known())
        + f" {practice.values().practice or ''} {practice.values().doctor or ''}"
    )
    hit = _BRAND.search(words)
    return hit is not None and hit[0].split()[-1] in own
