"""The cards of the facts of a practice, and of the six questions of the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.cards import Light, finding_line, room_card
from bot.conversation.fact_words import NAMES
from bot.french import count, long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.conversation.cards import Card
    from bot.conversation.fact_sheet import Sheet
    from bot.conversation.fact_words import Told
    from bot.guard import Finding

HOW = "Pour changer : « horaires : lun-ven 9h-18h jusqu’au 30 juin, responsable Nadia »."
SOON = 30  # days before its last day in which a fact is shown as near its end


def sheet_card(sheet: Sheet, today: date, *, changes: bool) -> Card:
    """Return the card of `/fiche`: each fact with its last day and who renews it, then what is missing."""
    known = [name for name in NAMES if sheet.text(name)]
    over = [name for name in known if sheet.expired(name)]
    missing = [NAMES[name].lower() for name in NAMES if name not in known]
    lines = [_line(sheet, name, today) for name in known]
    worn = f", dont {count(len(over), 'périmée', 'périmées')}"
    gone = [f"{NAMES[name]} : {_renew(sheet, name)}" for name in over]
    return room_card(
        Light.VERIFY if over else Light.READY,
        f"Fiche du cabinet : {count(len(known), 'information')}" + worn * bool(over),
        ("Informations", lines),
        ("Périmé : rien n’en est repris dans les réponses", gone),
        ("Pas encore dit", (", ".join(missing) + ".",) if missing else ()),
        ("Ensuite", (HOW, "/guide pose les six questions essentielles.") if changes else ()),
    )


def fact_card(told: Told, before: str | None, *, chosen: bool) -> Card:
    """Return what was understood of a fact; `chosen` tells that its last day is ours and not the person's."""
    until = (f"Jusqu’au {long_date(told.until)}." if told.until else "Sans échéance.",)
    ours = (
        ("Sans échéance donnée, je retiens six mois : dites « jusqu’au… » pour une autre date.",)
        if chosen
        else ()
    )
    renewed = (f"À renouveler par {told.owner}.",) if told.owner and told.until else ()
    reminded = ("Rappel ici 14 jours avant, puis 3 jours avant.",) if told.until else ()
    return room_card(
        Light.READY,
        f"{NAMES[told.name]} : enregistré",
        ("Maintenant", (told.text,)),
        ("Échéance", (*until, *ours, *renewed, *reminded)),
        ("Avant", (before,) if before and before != told.text else ()),
    )


def declined_fact_card(name: str, findings: Sequence[Finding]) -> Card:
    """Return why a fact cannot be written so: what the guard would cut from every reply that repeats it."""
    return room_card(
        Light.BLOCKED,
        f"{NAMES[name]} : rien n’a été enregistré",
        ("Garde-fou", [finding_line(one) for one in findings]),
        ("À faire", ("Redonnez l’information seule, sans invitation ni argument.",)),
    )


def expiry_card(name: str, text: str, until: date, today: date, owner: str) -> Card:
    """Return the reminder of a fact that ends, or has ended."""
    left = (until - today).days
    title = (
        f"{NAMES[name]} : l’information expire le {short_date(until)}"
        if left >= 0
        else f"{NAMES[name]} : l’information a expiré le {short_date(until)}"
    )
    who = f"À renouveler par {owner}." if owner else "À renouveler par le cabinet."
    effect = (
        "Passé ce jour, plus aucune réponse ne la reprend."
        if left >= 0
        else "Plus aucune réponse ne la reprend."
    )
    hint = f"Si elle a changé : « {NAMES[name].lower()} : … jusqu’au … »."
    return room_card(Light.VERIFY, title, ("Aujourd’hui", (text,)), ("Ensuite", (who, effect, hint)))


def question_card(number: int, total: int, title: str, example: str, known: str | None) -> Card:
    """Return one question of the first run; what is known already is shown."""
    return room_card(
        Light.READY,
        f"Question {number} sur {total} : {title}",
        ("Par exemple", (f"« {example} »",)),
        ("Déjà noté", (known, "Passez pour le garder tel quel.") if known else ()),
    )


def guided_card(skipped: Sequence[str]) -> Card:
    """Return the end of the first run."""
    left = (
        (f"Passé : {', '.join(NAMES[name].lower() for name in skipped)}. /guide y revient.",)
        if skipped
        else ()
    )
    return room_card(
        Light.READY,
        "C’est prêt, merci.",
        (
            "Ensuite",
            (
                *left,
                "/fiche montre tout, et dit comment le changer.",
                "/inviter secretaire Nadia fait entrer quelqu’un.",
            ),
        ),
    )


def offer_card() -> Card:
    """Return the offer of the first run."""
    why = "Réseaux, horaires, adresse, documents, honoraires, numéro de garde : sans cela, rien n’est inventé et les réponses restent vagues."
    return room_card(
        Light.READY,
        "Voulez-vous me présenter le cabinet ? Six questions, deux minutes.",
        ("Pourquoi", (why, "Vous pouvez passer une question, ou reprendre plus tard avec /guide.")),
    )


def _line(sheet: Sheet, name: str, today: date) -> str:
    until, owner = sheet.until(name), sheet.renewer(name)
    if until is None:
        return f"{NAMES[name]} : {sheet.text(name)}"
    mark = "⚠️ expiré le" if until < today else "⏳ jusqu’au" if (until - today).days <= SOON else "jusqu’au"
    return f"{NAMES[name]} : {sheet.text(name)} — {mark} {short_date(until)}" + (
        f", {owner}" if owner else ""
    )


def _renew(sheet: Sheet, name: str) -> str:
    owner = sheet.renewer(name)
    return f"à renouveler par {owner}." if owner else "à renouveler."
