"""`confrere doctor`: what is configured, what is missing, and what is shown to whom."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.commands.common import CONFIG, configured
from bot.french import count, short_date, typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from bot.settings import Settings

GOOD: Final = "✓"
MISSING: Final = "–"
WRONG: Final = "✗"
NEEDED: Final = {
    "phone": "le téléphone : les réponses ne peuvent pas dire comment vous joindre",
    "address": "l’adresse : « où êtes-vous ? » reste sans réponse",
    "hours": "les horaires : « êtes-vous ouverts ? » reste sans réponse",
    "booking": "la façon de prendre rendez-vous : elle n’est pas donnée à qui la demande",
    "fees": "les honoraires : « combien coûte la consultation ? » reste sans réponse",
    "documents": "les documents à apporter",
    "secure_channel": "le canal sécurisé : une question médicale n’y est pas renvoyée",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: how it is, and what to do about it."""

    mark: str
    text: str


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command."""
    parser = subparsers.add_parser("doctor", help="dit ce qui est configuré, ce qui manque, et qui voit quoi")
    parser.add_argument("--quiet", action="store_true", help="n’affiche que ce qui ne va pas")
    parser.set_defaults(run=configured(run))


async def run(args: argparse.Namespace, settings: Settings) -> int:
    """Look at everything; exit 0 when nothing is wrong, 78 otherwise (what is only missing is not wrong)."""
    wrong = False
    for title, look in SECTIONS:
        lines = await _looked(look, settings)
        wrong = wrong or any(line.mark == WRONG for line in lines)
        shown = [line for line in lines if line.mark == WRONG or not args.quiet]
        if shown:
            print("\n".join([f"\n{title}", *(f"  {line.mark} {typeset(line.text)}" for line in shown)]))
    return CONFIG if wrong else 0


async def _looked(look: Callable[[Settings], Awaitable[list[Line]]], settings: Settings) -> list[Line]:
    try:
        return await look(settings)
    except Exception as error:  # noqa: BLE001 — the doctor reports whatever is wrong, and goes on
        said = getattr(error, "notice", None) or f"ne répond pas ({type(error).__name__})"
        return [Line(WRONG, str(said))]


async def _program(settings: Settings) -> list[Line]:
    version = ".".join(map(str, sys.version_info[:3]))
    return [Line(GOOD, f"Python {version}"), Line(GOOD, f"Données dans {settings.home}")]


async def _guard(_settings: Settings) -> list[Line]:
    from bot.guard.catalogue import catalogue
    from bot.guard.self_test import self_test

    self_test()
    rules = catalogue()
    known = Line(GOOD, f"{count(len(rules), 'règle')}, vérifiées à l’instant sur des textes connus")
    return [known, *map(_reader, READERS)]


READERS: Final = {"triage": "des messages", "cases": "des avis", "intent": "des demandes"}


def _reader(name: str) -> Line:
    """Say how the learned reader `name` is; without it the rules answer alone, and miss more."""
    from bot.guard.reader import Reader, ReaderUnavailable

    try:
        learnt = Reader.load(name).header
    except ReaderUnavailable:
        return Line(
            WRONG,
            f"Second lecteur {READERS[name]} absent ou abîmé : les règles répondent seules et laissent passer davantage "
            "de cas. Réinstallez le programme",
        )
    return Line(
        GOOD,
        f"Second lecteur {READERS[name]} : {count(learnt.examples, 'exemple')}, appris le {short_date(date.fromisoformat(learnt.made))}",
    )


async def _practice(settings: Settings) -> list[Line]:
    from bot.practice import FRENCH, PracticeFileError, read_practice

    if not settings.practice_file.exists():
        return [Line(MISSING, "Pas de practice.toml : copiez practice.example.toml, puis remplissez-le")]
    try:
        book = read_practice(settings.practice_file)
    except PracticeFileError as error:
        return [Line(WRONG, str(error))]
    known = [Line(GOOD, f"{count(len(book.known()), 'fait')} dans {settings.practice_file}")]
    expired = [
        Line(WRONG, f"« {FRENCH[name]} » est périmé : à renouveler") for name in NEEDED if book.expired(name)
    ]
    missing = [
        Line(MISSING, f"Manque {said}")
        for name, said in NEEDED.items()
        if book.fact(name) is None and not book.expired(name)
    ]
    return known + expired + missing


async def _knowledge(settings: Settings) -> list[Line]:
    from bot.drafting.ports import Kind
    from bot.shelf import opened_library

    async with opened_library(settings) as (library, _):
        counts = [len(await library.titles(kind)) for kind in (Kind.DEONTOLOGY, Kind.TOPIC, Kind.PRACTICE)]
    cards, topics, own = counts
    mine = Line(GOOD, count(own, "document") + " du cabinet") if own else Line(MISSING, OWN)
    return [
        Line(GOOD, f"{count(cards, 'carte')} de déontologie, {count(topics, 'fiche')} d’information"),
        mine,
    ]


OWN: Final = "Aucun document du cabinet : « confrere index add DOSSIER » pour que les brouillons disent ce que vous dites"


async def _model(settings: Settings) -> list[Line]:
    if not settings.model:
        return [Line(MISSING, "Aucun modèle : le compositeur écrit seul, hors ligne, à partir des fiches")]
    from bot.writers.probe import answers

    where = settings.model_url or "l’adresse par défaut du fournisseur"
    if settings.model.startswith("langchain:"):
        return [Line(GOOD, f"{settings.model}, par LangChain ; il sera appelé au premier brouillon")]
    problem = await answers(settings.model_url, settings.model_key)
    text = f"{settings.model}, à {where}"
    return [Line(WRONG, f"{text} : {problem}") if problem else Line(GOOD, f"{text} : le serveur répond")]


async def _telegram(settings: Settings) -> list[Line]:
    if not settings.telegram_token:
        return [Line(MISSING, "Pas de jeton : la conversation se tient dans le terminal")]
    from bot.telegram.probe import bot_name

    name = await bot_name(settings)
    users = len(settings.telegram_users)
    allowed = (
        Line(GOOD, f"{count(users, 'personne autorisée', 'personnes autorisées')}")
        if users
        else Line(WRONG, "Personne n’est autorisé : réglez CONFRERE_TELEGRAM_USERS")
    )
    return [Line(GOOD, f"Le jeton est celui de @{name}"), allowed]


async def _shown(settings: Settings) -> list[Line]:
    lines = [
        "Au patient, au public : rien. Personne d’autre que vous ne publie ni n’envoie.",
        "Sur cette machine : les brouillons, masqués ; jamais le texte d’un patient tel qu’il a été collé.",
    ]
    if settings.telegram_token:
        lines.append(
            "À Telegram : ce que vous tapez et ce que je réponds ; un message collé est effacé quand c’est permis."
        )
    if settings.model:
        lines.append(
            "Au serveur du modèle : la demande masquée, les passages des fiches, les faits du cabinet."
        )
    if settings.transcription_model:
        lines.append("Au serveur de transcription : vos notes vocales.")
    if settings.embeddings_url:
        lines.append(
            "Au serveur de vecteurs : les textes des fiches, les documents du cabinet et vos recherches masquées."
        )
    return [Line("·", line) for line in lines]


SECTIONS: Final[tuple[tuple[str, Callable[[Settings], Awaitable[list[Line]]]], ...]] = (
    ("Programme", _program),
    ("Garde-fou", _guard),
    ("Cabinet", _practice),
    ("Connaissances", _knowledge),
    ("Modèle", _model),
    ("Telegram", _telegram),
    ("Ce qui est montré, et à qui", _shown),
)
