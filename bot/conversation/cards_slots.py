"""The cards of the calendar and its slots: a month of ideas, what is planned, what comes back at its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.cards import PLATFORMS, SHOWN, Light, finding_line, room_card
from bot.conversation.moments import clock, day_and_clock, in_paris
from bot.conversation.month import CAP, balance
from bot.conversation.weeks import slot_label
from bot.drafting.ports import Platform
from bot.french import DAYS, MONTHS, NBSP, count, listing, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.conversation.cards import Card
    from bot.conversation.month import Idea
    from bot.conversation.weeks import Slot
    from bot.guard import Finding

NO_BOOST: Final = (
    "Ne touchez pas « Booster la publication » : un contenu sponsorisé n’est pas admis (PUB005)."
)
BY_YOU: Final = "Rien n’est publié par Confrère : c’est vous qui collez le texte."
CANCEL: Final = "« annule le créneau » le retire ; « plutôt mardi 9 h » le déplace."


def offer_card(week: date, here: Sequence[Slot], times: Sequence[datetime], now: datetime) -> Card:
    """Return the proposal of a slot after an approval: what the week holds, and the next times."""
    title = (
        f"Un créneau pour ce post ? Proposé : {slot_label(times[0], now).lower()}."
        if times
        else "Un créneau pour ce post ?"
    )
    return room_card(
        Light.READY,
        title,
        (week_title(week), (_holds(here),)),
        ("Autrement", ("Une autre date se dit en mots : « mardi 9 h », « le 3 décembre à 18 h 30 ».",)),
    )


def full_card(week: date, here: Sequence[Slot], times: Sequence[datetime], now: datetime) -> Card:
    """Return why a week takes no other post, and the next times."""
    next_one = (f"Prochain créneau libre : {slot_label(times[0], now).lower()}.",) if times else ()
    return room_card(
        Light.VERIFY,
        f"{week_title(week)} : deux posts déjà, c’est le plafond",
        ("Déjà là", tuple(map(slot_line, here))),
        ("À la place", next_one),
    )


def planned_card(at: datetime, platform: Platform | None, now: datetime) -> Card:
    """Return what was planned."""
    where = f", sur {PLATFORMS[platform]}" if platform else ""
    return room_card(
        Light.READY,
        f"C’est noté : {day_and_clock(at, now)}{where}",
        ("À ce moment-là", ("Je vous renvoie ici le texte, prêt à coller.", BY_YOU, NO_BOOST)),
        ("Pour changer", (CANCEL,)),
    )


def moved_card(at: datetime, now: datetime) -> Card:
    """Return that a slot keeps its time with a newer text."""
    return room_card(
        Light.READY,
        f"Le créneau reste le même ({day_and_clock(at, now)}), avec cette version",
        ("Pour changer", (CANCEL,)),
    )


def published_card() -> Card:
    """Return what is said to who publishes now."""
    return room_card(
        Light.READY, "C’est noté : ce post compte pour cette semaine", ("Rappel", (BY_YOU, NO_BOOST))
    )


def due_card(slot: Slot) -> Card:
    """Return what goes with a text whose time has come."""
    where = f" sur {PLATFORMS[Platform(slot.platform)]}" if slot.platform else ""
    return room_card(
        Light.READY,
        f"C’est l’heure : ce post est à coller{where}",
        ("Rappel", ("Le garde-fou l’a relu à l’instant : rien n’a changé depuis votre validation.", BY_YOU, NO_BOOST)),
    )  # fmt: skip


def stale_card(slot: Slot, findings: Sequence[Finding]) -> Card:
    """Return why a text that was approved does not come back."""
    return room_card(
        Light.BLOCKED,
        f"Le post prévu maintenant attend : une règle ou un fait a changé depuis votre validation ({slot.title})",
        ("Garde-fou", tuple(map(finding_line, findings[:SHOWN]))),
        ("Que faire", ("Reprenez le texte : il vous est montré selon les règles du jour, à valider de nouveau.",)),
    )  # fmt: skip


def which_card(coming: Sequence[Slot]) -> Card:
    """Return what is planned, to say which slot is meant."""
    return room_card(
        Light.VERIFY,
        "Quel créneau ?",
        (
            "Programmé",
            tuple(f"{rank}. {slot_line(one)}" for rank, one in enumerate(coming, 1)),
        ),
        ("Pour en retirer un", (f"« annule le créneau {len(coming)} »",)),
    )


def slot_line(slot: Slot) -> str:
    """Return «vendredi 11 décembre 2026 à 18 h 30 · Instagram · Soleil et cicatrices…»."""
    when = f"{long_date(in_paris(slot.at).date())} à {clock(slot.at)}" if slot.at else ""
    where = PLATFORMS[Platform(slot.platform)] if slot.platform else ""
    return " · ".join(filter(None, (when, where, slot.title)))


def month_card(year: int, month: int, ideas: Sequence[Idea], here: Sequence[Slot]) -> Card:
    """Return a month: its ideas by week, what is planned, and how balanced it is."""
    weeks = len({one.week for one in ideas})
    title = f"{MONTHS[month - 1].capitalize()} {year} : {count(len(ideas), 'idée')} pour {count(weeks, 'semaine')}"
    told = " · ".join(f"{rubric} {number}" for rubric, number in balance(ideas))
    return room_card(
        Light.READY,
        title,
        ("Idées", tuple(f"{rank}. {_idea_line(one)}" for rank, one in enumerate(ideas, 1))),
        ("Déjà programmé", tuple(map(slot_line, here))),
        ("Équilibre", (f"{told}.",)),
        ("Ensuite", ("« rédige l’idée 1 », « remplace l’idée 2 », /calendrier et un mois.",)),
        ("Cadence", (f"{CAP} posts par semaine au plus, tous réseaux confondus. Une idée n’oblige à rien.",)),
    )


def _idea_line(idea: Idea) -> str:
    written = "rédigé" if idea.draft else ""
    parts = (week_title(idea.week), idea.rubric, idea.title, idea.when, written)
    return " · ".join(filter(None, parts))


def week_title(week: date) -> str:
    """Return «Semaine du 7 décembre»."""
    number = "1er" if week.day == 1 else str(week.day)
    return f"Semaine du {number}{NBSP}{MONTHS[week.month - 1]}"


def _holds(here: Sequence[Slot]) -> str:
    if not here:
        return f"Aucun post n’est encore prévu ; {CAP} au plus, tous réseaux confondus."
    days = [DAYS[in_paris(one.at).weekday()] for one in here if one.at]
    return f"{count(len(here), 'post')} sur {CAP} déjà prévu ({listing(days)})."
