"""What the proofs of a review come to: the kit, the chronology, the dated summary as a file, the slots of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.conversation.attached import attached
from bot.conversation.moments import clock, in_paris
from bot.drafting.letters import label_of
from bot.french import count, listing, long_date, short_date, typeset

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.attached import Attached
    from bot.conversation.review_file import ReviewFile
    from bot.drafting.ports import PracticeFacts

KIT: Final = (
    ("Page entière", "La page entière, avec son adresse (URL)"),
    ("Profil de l’auteur", "Le profil public de l’auteur"),
    ("Lien de l’avis", "Le lien permanent de l’avis"),
    ("Date et heure", "La date et l’heure, visibles sur la capture"),
    ("Ses autres avis", "Les autres avis publics du même auteur"),
    ("Empreinte", "L’empreinte SHA-256 d’au moins une capture"),
    ("Constat", "Un constat de commissaire de justice, si l’enjeu est grave"),
)
LINKED: Final = 3  # the item that a link ticks
HASHED: Final = 6  # the item that a capture ticks
STATES: Final = {
    "open": "ouvert",
    "reported": "signalé, en attente de la plateforme",
    "refused": "signalement refusé par la plateforme",
    "closed": "clos",
}
_DONE: Final = {
    "opened": "dossier ouvert",
    "again": "avis collé de nouveau",
    "shot": "capture reçue, empreinte notée",
    "link": "lien de l’avis noté",
    "dated": "date de publication précisée",
    "summary": "résumé daté remis",
    "reported": "signalement fait à la plateforme",
    "refused": "signalement refusé par la plateforme",
    "removed": "avis retiré, dossier clos",
    "closed": "dossier clos",
    "open": "dossier rouvert",
}
IDENTITY: Final = ("doctor", "practice", "address", "phone", "email")


def moment_line(when: datetime) -> str:
    """Return «23 novembre 2026 à 12 h 05», in Paris."""
    return f"{short_date(in_paris(when).date())} à {clock(when)}"


def shot_lines(file: ReviewFile) -> tuple[str, ...]:
    """Return each capture with its date and its whole digest."""
    return tuple(
        f"{rank}. {moment_line(one.at)} · SHA-256 {one.digest}" for rank, one in enumerate(file.shots, 1)
    )


def kit_lines(file: ReviewFile) -> tuple[str, ...]:
    """Return the items of the kit, ticked or not."""
    return tuple(
        f"{'☑' if rank in file.ticks else '☐'} {rank}. {item}" for rank, (_, item) in enumerate(KIT, 1)
    )


def published(file: ReviewFile) -> str:
    """Return when the review was published, as far as it is known; empty when it is not."""
    limit = file.limit
    if limit is None:
        return ""
    if limit.exact:
        return short_date(limit.first)
    label = f"« {file.label} », soit au plus tôt le " if file.label else "au plus tôt le "
    return typeset(f"{label}{short_date(limit.first)}")


def timeline(file: ReviewFile) -> tuple[str, ...]:
    """Return what happened, oldest first; a box that was ticked is no event."""
    first = (f"{published(file)} : publication de l’avis",) if file.limit else ()
    done = ((when, _said(what)) for when, what in file.log)
    return tuple(map(typeset, (*first, *(f"{moment_line(when)} : {said}" for when, said in done if said))))


def slots(file: ReviewFile, facts: PracticeFacts, now: datetime) -> dict[str, str]:
    """Return what letters and reports may say: the practice as far as its facts are in date, and the file."""
    limit = file.limit
    own = {name: facts.fact(name) or "" for name in IDENTITY}
    known = {
        "reference": file.key,
        "today": short_date(in_paris(now).date()),
        "link": file.link,
        "published": published(file),
        "stars": f"{file.stars:g}".replace(".", ",") if file.stars is not None else "",
        "last": long_date(limit.last) if limit else "",
        "case": file.case.label[:1].lower() + file.case.label[1:],
        "proofs": _proofs(file),
        "timeline": "\n".join(f"- {line}" for line in timeline(file)),
    }
    return own | known


def summary(file: ReviewFile, now: datetime) -> Attached:
    """Return the dated summary of a file; it holds no word of the review."""
    head = [
        f"Dossier d’avis {file.key}",
        f"Résumé établi le {moment_line(now)} (heure de Paris)",
        "",
        f"Première lecture, à confirmer par un avocat : {file.case.label}",
        f"Note affichée : {f'{file.stars:g}/5' if file.stars is not None else 'non relevée'}",
        f"Publication : {published(file) or 'date non relevée'}",
        f"Dernier jour prudent : {_last(file)}",
        f"Lien de l’avis : {file.link or 'non relevé'}",
        f"État : {STATES[file.state]}",
    ]
    parts = (
        ("Kit de preuve", kit_lines(file)),
        ("Captures reçues (images non conservées, empreintes seules)", shot_lines(file) or ("aucune",)),
        ("Chronologie", timeline(file) or ("aucun événement",)),
        ("Limites", LIMITS),
    )
    body = [line for title, lines in parts for line in ("", title, *(f"- {one}" for one in lines))]
    return attached(f"dossier-{file.key.lower()}.txt", typeset("\n".join([*head, *body])) + "\n")


LIMITS: Final = (
    "Ce résumé ne contient ni le texte de l’avis, ni donnée de patient, ni hypothèse sur l’auteur.",
    "Une empreinte prouve qu’un fichier n’a pas changé depuis l’heure notée ; elle ne remplace pas un constat de commissaire de justice.",
    "Le cabinet garde les fichiers d’origine : sans eux, les empreintes ne servent à rien.",
)


def _said(what: str) -> str:
    """Return an event in French; empty for what is none."""
    kind, _, of = what.partition(":")
    if kind == "report" and of:
        return f"texte de signalement préparé ({label_of(of).lower()})"
    if kind == "letter" and of:
        return f"lettre préparée ({label_of(of).lower()})"
    return _DONE.get(kind, "")


def _proofs(file: ReviewFile) -> str:
    had = [label.lower() for rank, (label, _) in enumerate(KIT, 1) if rank in file.ticks]
    shots = count(len(file.shots), "capture") if file.shots else "aucune capture pour l’instant"
    kit = f"kit {len(had)}/{len(KIT)}" + (f" ({listing(had)})" if had else "")
    return "\n".join([f"{shots} ; {kit}", *(f"- {line}" for line in shot_lines(file))])


def _last(file: ReviewFile) -> str:
    if file.limit is None:
        return "inconnu, faute de date"
    return f"{long_date(file.limit.last)} (trois mois, loi du 29 juillet 1881, art. 65, pour une injure ou une diffamation)"
