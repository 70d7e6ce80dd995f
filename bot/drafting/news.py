"""Practical news of the practice: what a person dictates, set in good French; what in it is the practice's own. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.french import typeset
from bot.guard.patient import recognise
from bot.guard.patient.kinds import Kind

if TYPE_CHECKING:
    from bot.guard import Practice

_PATIENT: Final = re.compile(
    r"\b(?:patiente?s? (?!sont|est|peuvent|doivent)|ma patiente?|mon patient|operee?|client\w*|dossier|avis)\b"
)
_STAFF: Final = r"secretaire|assistante?|collaborateur|collaboratrice|associee?|medecin|anesthesiste|infirmiere?|consoeur|confrere|docteure?|dre?|professeure?|pr|interne|stagiaire"
_JUST_BEFORE: Final = re.compile(rf"\b(?:{_STAFF})\b\W*(?:\w+\W+){{0,2}}$")
_RANK: Final = re.compile(
    r"\b((?i:professeure?|docteure?|pr|dre?|maître))\.? (?=[A-ZÉÈÀ⟦])([A-ZÉÈÀ⟦][\w⟧'’-]+(?: [A-ZÉÈÀ⟦][\w⟧'’-]+){0,2})"
)
_RANKS: Final = {"pr": "professeur", "dr": "docteur", "dre": "docteure"}
_ACCENTS: Final = {
    "decembre": "décembre", "fevrier": "février", "aout": "août", "secretaire": "secrétaire", "secretariat": "secrétariat",
    "conges": "congés", "conge": "congé", "medecin": "médecin", "telephone": "téléphone", "numero": "numéro",
    "anesthesiste": "anesthésiste", "infirmiere": "infirmière", "associee": "associée", "associe": "associé",
    "demenage": "déménagé", "etage": "étage", "consoeur": "consœur", "confrere": "confrère", "ferme": "fermé", "fermee": "fermée",
    "rdv": "rendez-vous", "tel": "téléphone", "apres-midi": "après-midi", "recoit": "reçoit", "rejoind": "rejoint", "pr": "pour",
    "deja": "déjà", "desormais": "désormais", "ete": "été", "noel": "Noël", "exterieur": "extérieur", "equipe": "équipe",
}  # fmt: skip
_PRESENT: Final = re.compile(r"(?i)(?:le cabinet|on|nous|secr[ée]tariat|je) +$")
_WE: Final = {
    "sommes": "est", "serons": "sera", "fermons": "ferme", "fermerons": "fermera", "ouvrons": "ouvre", "ouvrirons": "ouvrira",
    "déménageons": "déménage", "demenageons": "déménage", "déménagerons": "déménagera", "avons": "a", "aurons": "aura", "recevons": "reçoit",
    "recevrons": "recevra", "reprenons": "reprend", "reprendrons": "reprendra", "rouvrons": "rouvre", "rouvrirons": "rouvrira",
    "accueillons": "accueille", "accueillerons": "accueillera", "changeons": "change", "restons": "reste", "resterons": "restera",
    "prenons": "prend", "partons": "part", "consultons": "consulte", "proposons": "propose",
}  # fmt: skip
_I: Final = {"suis": "est", "serai": "sera", "ai": "a", "aurai": "aura", "prends": "prend", "reprends": "reprend", "pars": "part",
    "consulte": "consulte", "reprendrai": "reprendra", "déménage": "déménage", "demenage": "déménage", "opère": "opère"}  # fmt: skip
_PLURAL: Final = re.compile(
    r"(?i)\b(est|sera|reste|restera)( exceptionnellement| aussi| également| tous)?( \w+ment)? (fermé|ouvert|absent|installé)(?:e)?s\b"
)


def as_news(words: str) -> str:
    """Return what a person dictated («on a déménagé au 5 rue neuve») as a sentence that the practice publishes."""
    said = _accented(" ".join(words.strip(' ,;:-"«»').split()))
    for rewrite in (_thanks, _agent, _newcomer, _number, _absent):
        said = rewrite(said)
    said = _PLURAL.sub(r"\1\2\3 \4", said).strip()
    return typeset(said[:1].upper() + said[1:].rstrip(" .!") + ".") if said else ""


def _accented(said: str) -> str:
    said = re.sub(r"(?i)\b(semaine) pro\b", r"\1 prochaine", said)
    return re.sub(r"(?<![\w⟦])[A-Za-z]+(?:-[a-z]+)*(?![\w⟧])", lambda word: _accent(said, word), said)


def _accent(said: str, word: re.Match[str]) -> str:
    """Return a word with its accents; «ferme» and «déménage» after their subject are verbs, and stay."""
    plain = word[0].lower()
    if plain in {"ferme", "demenage"} and _PRESENT.search(said[: word.start()]):
        return {"ferme": "ferme", "demenage": "déménage"}[plain]
    if plain == "ferme" and not re.search(
        r"(?i)\b(?:est|sera|reste|restera|sommes|sont) (?:\w+ment )?$", said[: word.start()]
    ):
        return word[0]
    right = _ACCENTS.get(plain, word[0])
    return right[:1].upper() + right[1:] if word[0][:1].isupper() else right


def _agent(said: str) -> str:
    """Return the sentence with «le cabinet» for «on» and «nous», «le chirurgien» for «je», the verb agreeing."""
    said = re.sub(r"(?i)\b(?:l['’])?on (?=n['’e]|[a-zéè])", "le cabinet ", said)
    said = re.sub(
        r"(?i)\bnous (?:nous )?(\w+)",
        lambda hit: f"le cabinet {_WE[hit[1].lower()]}" if hit[1].lower() in _WE else hit[0],
        said,
    )
    return re.sub(
        r"(?i)\b(?:je |j['’])(\w+)",
        lambda hit: f"le chirurgien {_I[hit[1].lower()]}" if hit[1].lower() in _I else hit[0],
        said,
    )


def _thanks(said: str) -> str:
    """Return «Merci à notre infirmière» for «remercier notre infirmière», «il est possible de venir» for «on peut venir»."""
    said = re.sub(r"(?i)^(?:remercier|remercie[rz]?|un (?:grand )?merci (?:à|a)) ", "Merci à ", said)
    return re.sub(
        r"(?i)\bon peut (?=([aeiouyéèêh])?)",
        lambda hit: "il est possible d’" if hit[1] else "il est possible de ",
        said,
    )


def _newcomer(said: str) -> str:
    """Return «Une nouvelle secrétaire, Amélie, arrive lundi» for «nouvelle secrétaire Amélie arrive lundi»."""
    said = re.sub(
        r"^(?i:(?:l['’]arriv[ée]e de )?(?:notre |une |un )?(nouvel(?:le)?|nouveau) (secrétaire|assistante?|collaborat\w+|associée?|médecin|anesthésiste|infirmière?|consœur|confrère)),? ([A-ZÉÈÀ⟦][\w⟧É-]+(?: [A-ZÉÈÀ][\w-]+)?)$",
        lambda hit: (
            f"{'Notre nouvelle' if hit[1].endswith('le') else 'Notre nouveau'} {hit[2].lower()}, {hit[3]}, rejoint l’équipe"
        ),
        said,
    )
    return re.sub(
        r"^(?i:(?:une |un |notre |la |le )?(nouvel(?:le)?|nouveau) (secrétaire|assistante?|collaborat\w+|associée?|médecin|anesthésiste|infirmière?|consœur|confrère)),? ([A-ZÉÈÀ⟦][\w⟧É-]+),? (?=[a-zà])",
        lambda hit: (
            f"{'Une' if hit[1].endswith('le') else 'Un'} {hit[1].lower()} {hit[2].lower()}, {hit[3]}, "
        ),
        said,
    )


def _number(said: str) -> str:
    return re.sub(
        r"(?i)^(?:le |notre )?(nouvelle adresse|nouveau (?:numéro(?: de téléphone)?|téléphone|standard)),? *(?:du cabinet)? *:? *(?:le |c['’]est (?:le )?)?(?=\d|⟦)",
        lambda hit: f"{hit[1][:1].upper()}{hit[1][1:].lower()} : ",
        said,
    )


def _absent(said: str) -> str:
    """Return «est fermé» for «n’est pas là», «le cabinet est fermé» for «cabinet fermé»."""
    said = re.sub(r"(?i)^(cabinet|secrétariat) (fermé|ouvert)\b", r"le \1 est \2", said)
    said = re.sub(
        r"(?i)^ferm(?:é|e)s? (?=(?:du|le|les|entre|demain|jusqu|lundi|mardi|mercredi|jeudi|vendredi|samedi)\b)",
        "le cabinet est fermé ",
        said,
    )
    return re.sub(
        r"(?i)\ble cabinet (?:n['’])?(est|sera) pas (?:là|la|ouverte?s?|dispo\w*)\b",
        r"le cabinet \1 fermé",
        said,
    )


def _ahead(request: str, start: int) -> str:
    return folded(request[max(0, start - 40) : start])


def mourned(request: str) -> str:
    """Return of whom a word of condolence speaks: «du professeur Delaunay», or «d’un confrère» when nobody is named."""
    hit = _RANK.search(request)
    if hit is None:
        return "d’un confrère"
    rank = _RANKS.get(hit[1].lower(), hit[1].lower())
    return f"{'de la' if rank.endswith('e') and rank != 'maître' else 'du'} {rank} {hit[2]}"


def own_values(request: str, practice: Practice) -> Practice:
    """Return the practice with what its own news says of it: its new address or phone, the first name of its staff, its dates.

    Where a patient is spoken of, nothing is added.
    """
    said = folded(request)
    if _PATIENT.search(said):
        return practice
    found = recognise(request, practice)
    told = {
        kind: request[one.start : one.end]
        for kind in (Kind.ADDRESS, Kind.PHONE)
        for one in found
        if one.kind is kind
    }
    staff = re.search(rf"\b(?:{_STAFF})\b", said)
    names = tuple(
        request[one.start : one.end]
        for one in found
        if one.kind is Kind.DATE
        or (one.kind is Kind.FIRST_NAME and staff)
        or (one.kind is Kind.NAME and _JUST_BEFORE.search(_ahead(request, one.start)))
    )
    return replace(
        practice,
        address=told.get(Kind.ADDRESS, practice.address),
        phone=told.get(Kind.PHONE, practice.phone),
        team=(*practice.team, *names),
    )
