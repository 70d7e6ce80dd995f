"""The cards of what is written about a review: reports, their odds, what became of them, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.buttons import cut
from bot.conversation.cards import Light, room_card
from bot.conversation.cards_reviews import back
from bot.conversation.effects import Action, Button
from bot.drafting.letters import grounds_of, label_of, letters_of, odds, table

if TYPE_CHECKING:
    from bot.conversation.cards import Card
    from bot.conversation.review_file import ReviewFile
    from bot.drafting.letters import Paper, Question

_STATED: Final = {
    "reported": (
        "Signalement noté",
        "Gardez l’accusé de réception. Quand la plateforme répond, dites « l’avis a été retiré » ou « signalement refusé ».",
    ),
    "refused": (
        "Refus noté",
        "Vous pouvez contester une fois, avec un élément nouveau ; ensuite, parlez-en à l’avocat.",
    ),
    "removed": ("Avis retiré, dossier clos", "Gardez les captures : l’avis peut reparaître."),
    "closed": (
        "Dossier clos",
        "Les rappels s’arrêtent ; les empreintes restent. « rouvre le dossier » le reprend.",
    ),
    "open": ("Dossier rouvert", "Les rappels reprennent, s’il en reste à donner."),
}
ASK_LINK: Final = "Collez ici le lien de l’avis : je le reporte dans les textes."


def grounds_card(file: ReviewFile) -> Card:
    """Return the odds, ground by ground, before anything is reported."""
    mere = not grounds_of(file.case)
    title = "une critique ordinaire ne se signale pas" if mere else "pour quel motif ?"
    hint = ("Si vous y lisez autre chose qu’une critique, choisissez le motif :",) if mere else ()
    return room_card(
        Light.VERIFY, f"Signaler {file.key} : {title}", ("Chances", odds(file.case)), ("Sinon", hint)
    )


def ground_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return the grounds that fit, or all of them where none does."""
    grounds = grounds_of(file.case) or tuple(table()["grounds"])
    return (
        *(Button(f"🚩 {cut(label_of(one))}", Action.REPORT, f"{file.key}.{one}") for one in grounds),
        back(file),
    )


def odds_card(file: ReviewFile) -> Card:
    """Return the honest odds of a report."""
    return room_card(Light.VERIFY, f"Chances, dossier {file.key}", ("Sans promesse", odds(file.case)))


def odds_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return what follows the odds."""
    return (
        *((Button("🚩 Signaler", Action.REPORT, file.key),) if grounds_of(file.case) else ()),
        back(file),
    )


def report_card(file: ReviewFile, paper: Paper) -> Card:
    """Return a report to paste, what is left to fill in, and what to do with it."""
    body = tuple(line for line in paper.body.split("\n") if line)
    return room_card(
        Light.VERIFY,
        f"{paper.title} · {file.key}",
        ("Texte à coller", body),
        ("À compléter", _blanks(paper)),
        ("Comment faire", paper.cautions),
        ("Lien", (ASK_LINK,) if not file.link else ()),
    )


def report_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return what follows a report."""
    return (Button("✅ Signalement fait", Action.FOLLOWED, f"{file.key}.reported"), back(file))


def stated_card(file: ReviewFile, state: str) -> Card:
    """Return that how far a file is was noted."""
    title, next_ = _STATED[state]
    return room_card(Light.READY, f"{title} · {file.key}", ("Ensuite", (next_,)))


def letters_card(file: ReviewFile) -> Card:
    """Return which letters help with a file."""
    told = (
        "Chaque lettre arrive en fichier, à relire par un avocat avant tout envoi ; les blancs ⟦…⟧ sont à remplir.",
        "Aucune ne contient de donnée de patient, ni ne dit si l’auteur est connu.",
    )
    return room_card(Light.VERIFY, f"Lettres pour {file.key}", ("Comment faire", told))


def letter_buttons(file: ReviewFile) -> tuple[Button, ...]:
    """Return the letters, the most useful for the case first."""
    kinds = tuple(dict.fromkeys((*letters_of(file.case), *table()["letters"])))
    return (
        *(Button(f"📄 {label_of(one)}", Action.LETTER, f"{file.key}.{one}") for one in kinds),
        back(file),
    )


def question_card(file: ReviewFile, kind: str, question: Question) -> Card:
    """Return what is asked before a letter is written."""
    return room_card(Light.VERIFY, question.ask, ("Lettre", (f"{label_of(kind)} · {file.key}",)))


def question_buttons(file: ReviewFile, kind: str, chosen: str, question: Question) -> tuple[Button, ...]:
    """Return the answers to a question of a letter."""
    return tuple(
        Button(label, Action.LETTER, f"{file.key}.{kind}.{chosen}{word}") for word, label in question.choices
    )


def letter_card(file: ReviewFile, paper: Paper) -> Card:
    """Return what goes with a letter."""
    sending = ("À relire par un avocat ; n’y ajoutez rien qui désigne un patient.",)
    return room_card(
        Light.VERIFY,
        f"{paper.title} : projet prêt · {file.key}",
        ("Avant d’envoyer", sending),
        ("À compléter", _blanks(paper)),
        ("À savoir", paper.cautions),
        ("Lien", (ASK_LINK,) if not file.link else ()),
    )


def _blanks(paper: Paper) -> tuple[str, ...]:
    return paper.blanks or ("Rien : tout est renseigné, mais relisez.",)
