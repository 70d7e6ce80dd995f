"""The cards of an alert: to the person who pasted the message, to the surgeon, and to both once it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.buttons import LABELS
from bot.conversation.cards import Light, room_card
from bot.conversation.effects import Action, Button
from bot.conversation.moments import age, clock

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.cards import Card

CALL: Final = "Appelez le patient vous-même : un message peut rester longtemps sans être lu."
ALONE: Final = "Aucun autre chirurgien n’est relié à Confrère : prévenez-le de vive voix, maintenant."
NO_NUMBER: Final = "Le numéro d’astreinte ne figure pas dans la fiche du cabinet : je n’en invente pas."
NAMELESS: Final = "L’identité du patient n’est pas dans Confrère : demandez-la au secrétariat."
WAITING: Final = (
    "Je ne rédige rien d’autre dans cette conversation ; une autre urgence, elle, passe toujours.",
    "Les messages que vous collez attendent dans la file : rien ne se perd.",
)


def alert_card(label: str, at: datetime, *, told: bool, on_call: str | None) -> Card:
    """Return what the person who pasted an emergency does next; `told` says that a surgeon is alerted elsewhere."""
    alerted = "Le chirurgien est alerté dans sa conversation ; j’attends son accusé." if told else ALONE
    steps = ("Copiez le texte ci-dessus et envoyez-le tel quel.", CALL, alerted, *_number(on_call))
    title = f"Alerte ouverte à {clock(at)} · {label}"
    return room_card(Light.BLOCKED, title, ("Maintenant", steps), ("Jusqu’à la fin de l’alerte", WAITING))


def ring_card(label: str, at: datetime, now: datetime) -> Card:
    """Return what the surgeon is told: the sign and the hour, nothing of the message."""
    told = (
        f"Un message reçu au secrétariat décrit un signe d’alerte (lu il y a {age(at, now)}).",
        "Le texte d’urgence a été donné à la personne qui tient la messagerie.",
        NAMELESS,
    )
    return room_card(Light.BLOCKED, f"URGENCE · {label} · {clock(at)}", ("Ce qui se passe", told))


def again_card(label: str, at: datetime, now: datetime, on_call: str | None) -> Card:
    """Return the second alert: nobody answered the first."""
    steps = (CALL, *(_number(on_call) or (NO_NUMBER,)), "Sans réponse de personne : le 15.")
    title = f"Toujours sans accusé depuis {age(at, now)} · {label}"
    return room_card(Light.BLOCKED, title, ("Maintenant, par téléphone", steps))


def held_card(label: str, at: datetime, kept: str = "") -> Card:
    """Return why nothing is drafted now; `kept` says what became of what was pasted."""
    lines = (
        *((kept,) if kept else ()),
        *WAITING[:1],
        "Fermez-la d’abord : le patient est joint, ou c’était une fausse alerte.",
    )
    return room_card(
        Light.BLOCKED, f"L’alerte de {clock(at)} est encore ouverte · {label}", ("Pour l’instant", lines)
    )


def seen_card(label: str, at: datetime, seen: datetime) -> Card:
    """Return the news that the surgeon saw the alert."""
    lines = ("Le chirurgien rappelle.", "L’alerte reste ouverte jusqu’à ce que le patient soit joint.")
    return room_card(
        Light.VERIFY, f"Vu par le chirurgien à {clock(seen)} · {label} ({clock(at)})", ("Suite", lines)
    )


def noted_card(at: datetime) -> Card:
    """Return the word to the surgeon who saw the alert."""
    return room_card(
        Light.VERIFY,
        f"C’est noté : vous rappelez pour l’alerte de {clock(at)}",
        ("Ensuite", ("Le secrétariat le sait.", NAMELESS, "Dites-moi quand le patient est joint.")),
    )


def closed_card(label: str, at: datetime, closed: datetime, *, reached: bool) -> Card:
    """Return the end of an alert, which the audit holds."""
    how = "le patient a été joint par téléphone" if reached else "fausse alerte"
    return room_card(
        Light.READY,
        f"Alerte de {clock(at)} close à {clock(closed)} : {how}",
        ("Pour mémoire", (f"{label} ; inscrit au journal, sans rien du message.",)),
    )


def over_card() -> Card:
    """Return the answer to a button of an alert that is closed."""
    return room_card(Light.READY, "Cette alerte est déjà close ; rien de plus à faire ici.")


def alert_buttons(key: str, *, surgeon: bool, desk: bool) -> tuple[Button, ...]:
    """Return the buttons of an alert, for the surgeon, for who holds the desk, or for both in one person."""
    actions = (
        *((Action.SEEN,) if surgeon else ()),
        Action.CALLED,
        *((Action.FALSE_ALARM,) if desk else ()),
    )
    return tuple(Button(LABELS[action], action, key) for action in actions)


def _number(on_call: str | None) -> tuple[str, ...]:
    return (f"Astreinte : {on_call.strip().rstrip('.')}.",) if on_call else ()
