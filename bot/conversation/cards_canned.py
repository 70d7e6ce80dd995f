"""The cards of the ready answers: the list, what was kept, what is asked, and why one cannot be used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.conversation.blanks import as_written, expected
from bot.conversation.cards import Light, finding_line, room_card
from bot.conversation.effects import Action, Button
from bot.drafting.scribe import quoted
from bot.french import count, listing, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.cards import Card
    from bot.conversation.entries import Entry
    from bot.guard import Finding

SHOWN: Final = 20
OFFERED: Final = 6  # buttons
HOW: Final = (
    "« réponse retard » la prépare ; ce qui manque est demandé.",
    "« nouvelle réponse retard : Bonjour, le docteur aura {durée} de retard. » l’enregistre pour six mois.",
    "« modifie la réponse retard : … », « prolonge la réponse retard jusqu’au 30 juin », « supprime la réponse retard ».",
    "Blancs : {date}, {heure}, {durée}, {montant}, {lieu} ; la fiche du cabinet remplit {horaires}, {adresse}, {téléphone}, {documents}…",
)


def answers_card(answers: Sequence[Entry], today: date) -> Card:
    """Return the list of ready answers, each with its owner and its last day."""
    lines = tuple(_line(one, today) for one in answers[:SHOWN])
    title = (
        count(len(answers), "réponse type", "réponses types")
        if answers
        else "Aucune réponse type pour l’instant"
    )
    return room_card(Light.READY, title, ("Vos réponses", lines), ("Comment faire", HOW))


def answer_buttons(answers: Sequence[Entry], today: date) -> tuple[Button, ...]:
    """Return a button for each of the first answers in date."""
    good = [one for one in answers if last_day(one) >= today]
    return tuple(Button(f"💬 {name_of(one)}", Action.CANNED, one.key) for one in good[:OFFERED])


def saved_card(answer: Entry, *, anew: bool) -> Card:
    """Return what was kept of an answer."""
    asked = tuple(as_written(str(answer.value["text"])).values())
    lines = (
        f"Valable jusqu’au {short_date(last_day(answer))} ; à renouveler par {owner_of(answer)}.",
        f"Blancs : {listing([f'{{{one}}}' for one in asked])}."
        if asked
        else "Aucun blanc : elle se donne telle quelle.",
        "Le garde-fou l’a relue ; il la relira à chaque emploi.",
    )
    done = "modifiée" if anew else "enregistrée"
    return room_card(Light.READY, f"Réponse {quoted(name_of(answer))} {done}", ("Pour mémoire", lines))


def unsaved_card(name: str, reasons: Sequence[str], findings: Sequence[Finding] = ()) -> Card:
    """Return why an answer was not kept."""
    found = tuple(dict.fromkeys(map(finding_line, findings)))[:3]
    return room_card(
        Light.BLOCKED,
        f"La réponse {quoted(name)} n’est pas enregistrée",
        ("Pourquoi", tuple(reasons)),
        ("Garde-fou", found),
        ("Ensuite", ("Corrigez le texte, puis redites-le en entier.",)),
    )


def ask_card(answer: Entry, blank: str, *, again: bool) -> Card:
    """Return the question for a blank."""
    shown = as_written(str(answer.value["text"])).get(blank, blank)
    title = f"Réponse {quoted(name_of(answer))} : {shown} ?"
    lead = "Ce n’est pas ce qu’il faut ici : donnez " if again else "Donnez "
    return room_card(
        Light.VERIFY, title, ("Ce qui manque", (f"{lead}{expected(blank)} ; « non » abandonne.",))
    )


def missing_card(name: str, facts: Sequence[tuple[str, str]]) -> Card:
    """Return which facts of the practice an answer waits for, and who renews them."""
    lines = tuple(f"{{{blank}}} : {why}" for blank, why in facts)
    return room_card(
        Light.BLOCKED, f"La réponse {quoted(name)} est suspendue", ("Il manque à la fiche du cabinet", lines)
    )


def expired_card(answer: Entry) -> Card:
    """Return that an answer is out of date, and who renews it."""
    said = (
        f"Elle valait jusqu’au {short_date(last_day(answer))} ; à renouveler par {owner_of(answer)}.",
        f"« prolonge la réponse {name_of(answer)} jusqu’au … » la remet en service, relue.",
    )
    return room_card(
        Light.BLOCKED, f"La réponse {quoted(name_of(answer))} n’est plus à jour", ("Que faire", said)
    )


def soon_card(answer: Entry) -> Card:
    """Return the reminder that an answer ends soon."""
    said = (
        f"« prolonge la réponse {name_of(answer)} jusqu’au … » ou « supprime la réponse {name_of(answer)} ».",
    )
    title = f"La réponse {quoted(name_of(answer))} vaut jusqu’au {short_date(last_day(answer))}"
    return room_card(Light.VERIFY, title, (f"À renouveler par {owner_of(answer)}", said))


def refused_card(name: str, findings: Sequence[Finding]) -> Card:
    """Return that the guard refuses a ready answer as it is filled today."""
    found = tuple(dict.fromkeys(map(finding_line, findings)))[:3]
    return room_card(Light.BLOCKED, f"La réponse {quoted(name)} ne peut pas servir ici", ("Garde-fou", found))


def unknown_answer_card(name: str, answers: Sequence[Entry]) -> Card:
    """Return that there is no such answer, and those that there are."""
    there = listing([quoted(name_of(one)) for one in answers[:OFFERED]])
    lines = (
        (f"Il y a {there}.",) if there else ("Il n’y en a encore aucune : « nouvelle réponse retard : … ».",)
    )
    return room_card(Light.VERIFY, f"Il n’y a pas de réponse {quoted(name)}", ("Vos réponses", lines))


def dropped_answer_card(name: str) -> Card:
    """Return that an answer is gone."""
    return room_card(Light.READY, f"Réponse {quoted(name)} supprimée")


def let_be_card() -> Card:
    """Return that a ready answer is given up."""
    return room_card(Light.READY, "Entendu : la réponse type est laissée de côté")


def used_card(name: str, answer: Entry) -> Card:
    """Return which answer a draft is, and until when it holds."""
    said = (f"Valable jusqu’au {short_date(last_day(answer))}, tenue par {owner_of(answer)}.",)
    return room_card(Light.READY, f"Réponse type {quoted(name)}", ("Pour mémoire", said))


def whole_card() -> Card:
    """Return that a ready answer is not rewritten."""
    said = ("« remplace … par … », « enlève la phrase 2 » ou « ajoute : … » la corrigent pour cette fois.",)
    return room_card(Light.VERIFY, "Une réponse type ne se réécrit pas d’elle-même", ("À la place", said))


def name_of(answer: Entry) -> str:
    """Return the name that people gave to an answer."""
    return str(answer.value.get("name", answer.key))


def owner_of(answer: Entry) -> str:
    """Return who renews an answer."""
    return str(answer.value.get("owner") or "la personne qui l’a écrite")


def last_day(answer: Entry) -> date:
    """Return the last day of an answer."""
    return date.fromisoformat(str(answer.value["until"]))


def _line(answer: Entry, today: date) -> str:
    state = "plus à jour depuis le" if last_day(answer) < today else "jusqu’au"
    asked = as_written(str(answer.value["text"])).values()
    holes = f" · {', '.join(f'{{{one}}}' for one in asked)}" if asked else ""
    return f"{name_of(answer)}{holes} · {state} {short_date(last_day(answer))} · {owner_of(answer)}"
