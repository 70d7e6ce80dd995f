"""The cards of the files of reviews: the file, the kit of proofs, the list, the countdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.cards import UNLAWFUL, Light, room_card
from bot.conversation.effects import Action, Button
from bot.conversation.evidence import KIT, STATES, kit_lines, moment_line
from bot.conversation.review_file import WARNED, State
from bot.drafting.letters import grounds_of, letters_of
from bot.drafting.review import limitation
from bot.french import count, listing, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.conversation.cards import Card
    from bot.conversation.review_file import ReviewFile

SHOWN: Final = 12  # digits of a digest, enough to tell two captures apart
LISTED: Final = 12  # files of a list
OPENED: Final = 8  # files of a list that have a button
SOON: Final = 7  # days before the last prudent day from which a file is red
ASK_DATE: Final = (
    "Quelle date le site affiche-t-il ? Dites « publié il y a 3 semaines » ou « publié le 12 octobre 2026 »."
)
ANSWERS: Final = {"oui": "Oui", "non": "Non", "nsp": "Je ne sais pas"}
_KNOWN: Final = {
    "oui": (
        "Le dossier médical ne sert ni à écrire à cette personne, ni à l’appeler au sujet de son avis.",
        "Si elle a déjà écrit au cabinet en privé, répondez-lui là, sur son inquiétude, sans lui demander de retirer quoi que ce soit.",
        "N’écrivez nulle part que vous l’avez reconnue.",
    ),
    "non": (
        "N’écrivez jamais « vous n’êtes pas venu au cabinet » : le secret couvre aussi ce point.",
        "Un pseudonyme, un conjoint ou un parent peut écrire : ne cherchez pas qui dans les dossiers.",
        "Si des éléments publics font douter de l’avis, signalez-le sur ces seuls éléments.",
    ),
    "nsp": (
        "C’est la bonne place pour répondre : le texte convient dans tous les cas.",
        "Ne cherchez pas dans les dossiers : ils ne servent pas à identifier un auteur.",
    ),
}


def file_card(file: ReviewFile, today: date, note: str = "", *, brief: bool = False) -> Card:
    """Return a file: the time left first, then the proofs, how far it is, and the question that changes nothing.

    `brief` leaves out the day itself, which the card of the draft above has just said.
    """
    known = "Dites-le d’un bouton : votre réponse ne change pas le texte public, et n’est pas notée."
    return room_card(
        _light(file, today),
        " · ".join(("Dossier " + file.key, file.case.label, *_stars(file))),
        ("À noter", (note,) if note else ()),
        ("Délai", _left(file, today) if brief and _is_ahead(file, today) else _delay(file, today)),
        ("Preuve", (_proofs(file),)),
        ("État", (f"{STATES[file.state].capitalize()}.",) if file.state is not State.OPEN else ()),
        ("Connaissez-vous cette personne ?", (known,) if file.state is not State.CLOSED else ()),
    )


def file_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return what may be done with a file."""
    if file.state is State.CLOSED:
        return (
            Button("📎 Résumé daté", Action.PROOF, f"{file.key}.r"),
            Button("↩️ Rouvrir le dossier", Action.FOLLOWED, f"{file.key}.open"),
        )
    report = (Button("🚩 Signaler", Action.REPORT, file.key),) if grounds_of(file.case) else ()
    letters = (Button("📄 Lettres", Action.LETTER, file.key),) if letters_of(file.case) else ()
    return (
        Button(f"📸 Kit de preuve {len(file.ticks)}/{len(KIT)}", Action.PROOF, file.key),
        *report,
        *letters,
        Button("🎯 Chances", Action.ODDS, file.key),
        *(Button(f"👤 {label}", Action.KNOWN, f"{file.key}.{word}") for word, label in ANSWERS.items()),
        Button("🗂 Clore le dossier", Action.FOLLOWED, f"{file.key}.closed"),
    )


def known_card(file: ReviewFile, word: str, digest: str) -> Card:
    """Return what the answer to «connaissez-vous cette personne ?» changes: the conduct, never the public text."""
    same = "Le texte public ne change pas d’une lettre."
    proof = f" Empreinte : {digest[:SHOWN]}…, la même dans les trois cas." if digest else ""
    return room_card(
        Light.READY,
        f"{ANSWERS[word]} : rien n’est noté",
        ("Texte public", (same + proof,)),
        ("De votre côté", _KNOWN[word]),
        ("Dossier", (f"{file.key} · {file.case.label}",)),
    )


def kit_card(file: ReviewFile, note: str = "") -> Card:
    """Return the kit of proofs: what to gather, what came, how to send it."""
    shots = tuple(
        f"{rank}. {moment_line(one.at)} · {one.digest[:SHOWN]}…" for rank, one in enumerate(file.shots, 1)
    )
    how = (
        "Envoyez vos captures ici : je n’en garde que l’empreinte SHA-256 et l’heure. Gardez les fichiers d’origine.",
        "Sur Telegram, envoyez-les comme fichiers : une photo est recompressée, et son empreinte n’est plus celle de votre original.",
    )
    return room_card(
        Light.READY if len(file.ticks) == len(KIT) else Light.VERIFY,
        f"Kit de preuve {file.key} : {len(file.ticks)}/{len(KIT)}",
        ("À noter", (note,) if note else ()),
        ("À réunir", kit_lines(file)),
        ("Captures reçues", shots[-LISTED:]),
        ("Comment faire", how),
    )


def kit_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return a box for each item, the summary, and the way back."""
    boxes = tuple(
        Button(f"{'☑' if rank in file.ticks else '☐'} {rank}. {label}", Action.PROOF, f"{file.key}.{rank}")
        for rank, (label, _) in enumerate(KIT, 1)
    )
    return (*boxes, Button("📎 Résumé daté", Action.PROOF, f"{file.key}.r"), back(file))


def list_card(files: Sequence[ReviewFile], closed: int, today: date) -> Card:
    """Return the open files, the nearest last day first."""
    lines = tuple(_line(one, today) for one in files)
    rest = len(lines) - LISTED
    more = (f"… et {count(rest, 'autre dossier', 'autres dossiers')}",) if rest > 0 else ()
    title = (
        f"{count(len(files), 'dossier d’avis', 'dossiers d’avis')} en cours"
        if files
        else "Aucun avis en cours"
    )
    return room_card(
        max((_light(one, today) for one in files), key=tuple(Light).index, default=Light.READY),
        title,
        ("Par échéance", (*lines[:LISTED], *more)),
        ("Clos", (f"{count(closed, 'dossier clos', 'dossiers clos')}.",) if closed else ()),
        (
            "Comment faire",
            ("« dossier 7 » l’ouvre ; « clos le dossier 7 » arrête ses rappels.",) if files else (),
        ),
    )


def list_buttons(files: Sequence[ReviewFile]) -> tuple[Button, ...]:
    """Return what opens the first files."""
    return tuple(Button(f"📁 {one.key}", Action.FILE, one.key) for one in files[:OPENED])


def reminder_card(file: ReviewFile, today: date) -> Card:
    """Return the reminder before the last prudent day."""
    limit = file.limit
    left = (limit.last - today).days if limit else 0
    when = "demain" if left == 1 else f"dans {count(left, 'jour')}"
    steps = ("Avocat ou assureur : appelez-les maintenant, ils ont besoin de temps.", _proofs(file))
    return room_card(
        Light.BLOCKED if left <= SOON else Light.VERIFY,
        f"{file.key} : le dernier jour prudent est {when}" if left > 0 else f"{file.key} : délai à vérifier",
        ("Délai", _delay(file, today)),
        ("À faire", steps),
        ("Pour arrêter les rappels", ("« clos le dossier ».",)),
    )


def unknown_card(said: str) -> Card:
    """Return that no such file is there."""
    which = f"Il n’y a pas de dossier {said}" if said else "Aucun dossier d’avis n’est ouvert ici"
    how = "Collez d’abord l’avis, avec ses étoiles et sa date ; /avis_en_cours donne la liste."
    return room_card(Light.VERIFY, f"{which} ; rien n’a changé", ("Comment faire", (how,)))


def unread_card() -> Card:
    """Return that a capture could not be read."""
    how = "Envoyez-la de nouveau comme fichier, de moins de 20 Mo."
    return room_card(
        Light.VERIFY, "Cette capture n’a pas pu être lue ; rien n’est noté", ("Comment faire", (how,))
    )


def _light(file: ReviewFile, today: date) -> Light:
    if file.state is State.CLOSED or file.case not in UNLAWFUL:
        return Light.READY
    near = file.is_limited and file.limit is not None and (file.limit.last - today).days <= SOON
    return Light.BLOCKED if near else Light.VERIFY


def _delay(file: ReviewFile, today: date) -> tuple[str, ...]:
    """Return the time left, where the three months matter."""
    if not file.is_limited:
        return ()
    lines = limitation(file.limit, today, aggravated=file.aggravated)
    if file.limit is None:
        return (*lines, ASK_DATE)
    return (*lines, *_left(file, today))


def _left(file: ReviewFile, today: date) -> tuple[str, ...]:
    """Return how many days are left, and when the reminders come."""
    if not file.is_limited or file.limit is None or file.limit.last <= today:
        return ()
    ahead = (file.limit.last - today).days
    told = (_reminded(ahead),) if ahead > 1 and file.state is not State.CLOSED else ()
    return (f"Il reste {count(ahead, 'jour')}.", *told)


def _is_ahead(file: ReviewFile, today: date) -> bool:
    return file.limit is not None and file.limit.last > today


def _reminded(ahead: int) -> str:
    """Return when the reminders that are left will come: «à 9 h, 14, 7 et 3 jours avant, puis la veille»."""
    days = [str(one) for one in WARNED if 1 < one < ahead]
    before = f"{listing(days)} jours avant, puis " if days else ""
    return f"Je vous le rappelle à 9 h, {before}la veille."


def _proofs(file: ReviewFile) -> str:
    shots = f", {count(len(file.shots), 'capture')}" if file.shots else ""
    first = " : commencez par une capture de la page entière" if not file.ticks else ""
    return f"Kit de preuve {len(file.ticks)}/{len(KIT)}{shots}{first}."


def _line(file: ReviewFile, today: date) -> str:
    limit = file.limit
    if not file.is_limited:
        left = "sans échéance"
    elif limit is None:
        left = "date à relever"
    else:
        days = (limit.last - today).days
        left = f"J-{days}, {long_date(limit.last)}" if days > 0 else "dernier jour prudent aujourd’hui"
        left = left if days >= 0 else "délai peut-être expiré"
    parts = (file.key, file.case.label, *_stars(file), left, f"kit {len(file.ticks)}/{len(KIT)}")
    state = () if file.state is State.OPEN else (STATES[file.state],)
    return " · ".join((*parts, *state))


def _stars(file: ReviewFile) -> tuple[str, ...]:
    return (f"{file.stars:g}/5".replace(".", ","),) if file.stars is not None else ()


def back(file: ReviewFile) -> Button:
    """Return the way back to a file."""
    return Button(f"📁 {file.key}", Action.FILE, file.key)
