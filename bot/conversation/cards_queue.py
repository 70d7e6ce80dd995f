"""The cards of the queue: the list, what became of a message, reminders, what the surgeon is asked and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.buttons import LABELS
from bot.conversation.cards import Light, finding_line, room_card
from bot.conversation.effects import Action, Button
from bot.conversation.moments import age, clock, day_and_clock
from bot.conversation.queued import State, window
from bot.french import count, listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.conversation.cards import Card
    from bot.conversation.queued import Queued
    from bot.guard import Finding

SHOWN: Final = 12  # messages of a list, per state
OPENED: Final = 6  # buttons «Ouvrir»
TITLES: Final = {
    State.OPEN: "À traiter",
    State.SURGEON: "Chez le chirurgien",
    State.LATER: "À relancer",
}
HOW: Final = (
    "« ouvre 2 » prépare la réponse ; « classe 2 », « transmets 2 au chirurgien », « relance 2 demain 10 h ».",
)


def list_card(messages: Sequence[Queued], now: datetime, *, alerts: Sequence[datetime] = ()) -> Card:
    """Return the queue: what is to be done first, then what waits; what is done is only counted."""
    left = [one for one in messages if one.state is not State.DONE]
    urgent = tuple(f"🔴 Alerte ouverte à {clock(at)} : elle passe avant tout" for at in alerts)
    blocks = ((TITLES[state], _lines(left, state, now)) for state in TITLES)
    done = count(len(messages) - len(left), "message classé", "messages classés")
    amber = any(one.light == "🟠" for one in left)
    light = Light.BLOCKED if alerts else Light.VERIFY if amber else Light.READY
    return room_card(
        light,
        _title(left),
        ("Urgence", urgent),
        *blocks,
        ("Depuis une semaine", (f"{done}.",) if len(left) < len(messages) else ()),
        ("Comment faire", HOW if left else ()),
    )


def list_buttons(messages: Sequence[Queued]) -> tuple[Button, ...]:
    """Return what opens the first messages, and what closes those that need no answer."""
    todo = [one for one in messages if one.state is State.OPEN]
    opens = (
        Button(f"📂 Ouvrir {one.number}", Action.OPEN, one.key) for one in todo[:OPENED] if one.light != "⚪"
    )
    sorts = any(one.light == "⚪" for one in todo)
    return (*opens, *((Button(LABELS[Action.SORT_NONE], Action.SORT_NONE),) if sorts else ()))


def line(message: Queued, now: datetime) -> str:
    """Return «2 🟠 Question médicale · 26 min · « j’ai un pansement… » · fenêtre Meta : 13 h restantes»."""
    due = message.entry.due
    later = day_and_clock(due, now) if message.state is State.LATER and due else ""
    told = f"« {message.gist} »" if message.gist else ""
    parts = (message.label, age(message.since(now), now), told, later, window(message, now))
    return f"{message.number} {message.light} " + " · ".join(part for part in parts if part)


def came_card(messages: Sequence[Queued], now: datetime, grave: int) -> Card:
    """Return what a paste of several messages held, worst first."""
    lines = tuple(line(one, now) for one in messages)
    above = f"{count(grave, 'urgence')} ci-dessus, à traiter d’abord ; " if grave else ""
    title = f"{above}{count(len(messages), 'message')} dans la file, du plus grave au moins pressé"
    return room_card(
        Light.BLOCKED if grave else Light.VERIFY, title, ("Reçus ensemble", lines), ("Comment faire", HOW)
    )


def moved_card(messages: Sequence[Queued], words: str) -> Card:
    """Return what became of messages: «Message 3 classé», «Messages 2 et 5 classés»."""
    many = len(messages) > 1
    numbers = listing([str(one.number) for one in messages])
    return room_card(Light.READY, f"{'Messages' if many else 'Message'} {numbers} {words}{'s' * many}")


def unknown_card(numbers: Sequence[int]) -> Card:
    """Return that a number is not in the queue."""
    if not numbers:
        return room_card(Light.READY, "La file est vide : aucun message n’attend")
    which = f"Il n’y a pas de message {listing([str(one) for one in numbers], 'ni')} en attente"
    return room_card(Light.VERIFY, which, ("Pour voir la liste", ("Dites « la file ».",)))


def none_blank_card() -> Card:
    """Return that nothing waits that needs no answer."""
    return room_card(Light.READY, "Aucun message « sans réponse nécessaire » n’attend dans la file")


def bare_card(message: Queued) -> Card:
    """Return that the text of a message is gone."""
    why = "Son texte masqué a été effacé quand vous l’avez classé : collez de nouveau le message."
    return room_card(
        Light.VERIFY, f"Le message {message.number} ne peut plus être ouvert", ("Pourquoi", (why,))
    )


def opened_card(message: Queued, now: datetime) -> Card:
    """Return which message a draft answers."""
    return room_card(Light.VERIFY, f"Message {line(message, now)}")


def later_card(message: Queued, now: datetime) -> Card:
    """Return the reminder of a message."""
    return room_card(Light.VERIFY, f"À relancer : message {line(message, now)}", ("Comment faire", HOW))


def put_off_card(message: Queued, now: datetime) -> Card:
    """Return when a message comes back."""
    due = message.entry.due or now
    return room_card(Light.READY, f"Message {message.number} : je vous le rappelle {day_and_clock(due, now)}")


def when_card(numbers: str) -> Card:
    """Return that the time of a reminder was not understood, or has passed."""
    return room_card(
        Light.VERIFY,
        "Je n’ai pas compris quand, ou ce moment est déjà passé ; rien n’a changé",
        (
            "Dites par exemple",
            (
                f"« relance {numbers} demain 10 h », « relance {numbers} lundi », « relance {numbers} dans 3 jours »",
            ),
        ),
    )


def hand_over_card(message: Queued, now: datetime, awaited: str) -> Card:
    """Return the three lines that the surgeon gets: what, since when, what is waited for."""
    what = f"Quoi : {message.label.lower()}{f' — « {message.gist} »' if message.gist else ''}"
    since = message.since(now)
    when = (
        f"Depuis : {day_and_clock(since, now)}, il y a {age(since, now)}"
        if age(since, now)[0] != "à"
        else "Depuis : à l’instant"
    )
    return room_card(
        Light.VERIFY,
        f"Message {message.number} transmis au chirurgien",
        ("En trois lignes", (what, when, f"Attend : {awaited}")),
        (
            "Pour répondre",
            (f"Dites « consigne {message.number} : … » ; le secrétariat la reçoit, relue par le garde-fou.",),
        ),
    )


def asked_card(number: int) -> Card:
    """Return the question that comes before the surgeon's answer."""
    return room_card(
        Light.VERIFY,
        f"Quelle consigne pour le message {number} ?",
        ("Comment faire", ("Répondez en une ou deux phrases, sans nom de patient ; « non » abandonne.",)),
    )


def unsaid_card(findings: Sequence[Finding]) -> Card:
    """Return why an instruction cannot be passed on as it is."""
    return room_card(
        Light.BLOCKED,
        "Cette consigne ne peut pas passer par écrit ; rien n’a été transmis",
        ("Garde-fou", tuple(dict.fromkeys(map(finding_line, findings)))[:3]),
        (
            "À la place",
            ("Diagnostic, dose et avis se donnent de vive voix, en consultation ou par le canal sécurisé.",),
        ),
    )


def told_card(number: int, *, mended: bool) -> Card:
    """Return that the secretary has the instruction."""
    note = ("Le garde-fou en a retiré une partie : voici ce qui est transmis.",) if mended else ()
    return room_card(
        Light.READY, f"Consigne transmise au secrétariat pour le message {number}", ("À noter", note)
    )


def instruction_card(number: int, light: str) -> Card:
    """Return what goes with the surgeon's instruction, in the secretary's chat."""
    return room_card(
        Light.VERIFY,
        f"Consigne du chirurgien pour le message {number} {light}",
        (
            "Ensuite",
            (
                "Ci-dessus, la consigne ; ce n’est pas encore la réponse au patient.",
                f"« ouvre {number} » reprend le message, « ajoute : … » y met la consigne.",
            ),
        ),
    )


def dropped_card() -> Card:
    """Return that no instruction is waited for any more."""
    return room_card(
        Light.READY, "Entendu : aucune consigne n’est transmise, le message vous attend toujours"
    )


def message_buttons(message: Queued) -> tuple[Button, ...]:
    """Return what may be done with a message whose reply is shown."""
    actions = (Action.HAND_OVER, Action.LATER, Action.DONE)
    return tuple(Button(LABELS[action], action, message.key) for action in actions)


def due_buttons(message: Queued) -> tuple[Button, ...]:
    """Return what may be done with a message that comes back."""
    actions = (*((Action.OPEN,) if message.text else ()), Action.LATER, Action.DONE)
    return tuple(Button(LABELS[action], action, message.key) for action in actions)


def _title(left: Sequence[Queued]) -> str:
    if not left:
        return "La file est vide"
    lights = [one.light for one in left]
    counts = " · ".join(
        f"{light} {lights.count(light)}" for light in ("🔴", "🟠", "🟢", "⚪") if light in lights
    )
    return f"{count(len(left), 'message')} · {counts}"


def _lines(messages: Sequence[Queued], state: State, now: datetime) -> tuple[str, ...]:
    lines = [line(one, now) for one in messages if one.state is state]
    rest = len(lines) - SHOWN
    more = (f"… et {count(rest, 'autre message', 'autres messages')}",) if rest > 0 else ()
    return (*lines[:SHOWN], *more)
