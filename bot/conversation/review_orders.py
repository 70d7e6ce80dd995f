"""What a person says about the file of a review: «kit de preuve», «lettre à l’avocat», «publié il y a 3 semaines», a link… Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.guard.fold import fold

LONGEST: Final = 16  # words; a longer text is pasted
LINK: Final = 500  # characters of an address


class Order(StrEnum):
    """What is to be done with a file."""

    LIST = "list"
    SHOW = "show"
    PROOF = "proof"
    SUMMARY = "summary"
    REPORT = "report"
    LETTERS = "letters"
    LETTER = "letter"
    ODDS = "odds"
    FOLLOWED = "followed"
    DATED = "dated"
    KNOWN = "known"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Told:
    """An order: the file it names (`key`, or `number` within the year), and a word: a letter's kind, a state, a date, a link."""

    order: Order
    key: str = ""
    number: int = 0
    word: str = field(default="", repr=False)


_POLITE: Final = r"\W*(?:(?:ok|bon|alors|et|stp|svp|merci de|tu peux|peux[- ]tu|pouvez[- ]vous|il faut|je veux|je voudrais|il me faut|prepare[rz]?(?:[- ]moi)?|donne[rz]?(?:[- ]moi)?|fais(?:[- ]moi)?|ecris(?:[- ]moi)?|redige[rz]?(?:[- ]moi)?|ouvre[rz]?|montre[rz]?(?:[- ]moi)?|affiche[rz]?|voir)[ ,]+)*(?:la |le |les |l'|un |une |des |mon |mes |ce |cet |cette )?"
_ENDS: Final = r"(?: (?:stp|svp|merci|s'il (?:te|vous) plait))?\W*"
_NAMED: Final = re.compile(
    r"\b(?:(?:le |du |au )?dossier )?(?:n[o°*] ?)?(?P<key>av[- ]?(?P<year>20\d\d)[- ](?P<rank>\d{2,4}))\b"
    r"|\b(?:le |du |au |pour le )?dossier (?:n[o°*] ?|numero )?(?P<number>\d{1,4})\b"
)
_TAIL: Final = (
    r"(?: (?:du|de ce|de cet|pour ce|pour cet|pour le|pour|de l'|sur cet|pour l') ?(?:dossier|avis)?)?"
)
_LETTERS: Final = (
    ("assureur", r"assur\w+|protection juridique"),
    ("avocat", r"avocate?"),
    ("cnil", r"(?:a la )?cnil"),
    ("effacement", r"(?:demande )?(?:d')?effacement(?: rgpd)?(?: de la fiche)?|rgpd|retrait de la fiche"),
    ("reponse", r"droit de reponse"),
    ("doute", r"doute(?: (?:d'|sur l')authenticite)?|authenticite"),
)
_LETTER: Final = r"(?:(?:lettre|courrier|mail|note|plainte|demande|declaration|dossier|projet)(?: (?:(?:a|pour|de|d')(?: ?(?:l'|la|le|mon|ma|notre|un|une))?|au|a))?|ecri\w+ (?:a|au) ?(?:l'|la|mon|ma|notre)?)"
_BARE: Final = r"effacement|droit de reponse|doute"
_FOLLOWED: Final = (
    ("reported", r"(?:le )?signalement (?:est )?(?:fait|envoye|parti)|(?:c'est |j'ai |on a |nous avons |je l'ai |on l'a )(?:bien )?(?:signale|envoye le signalement)(?: (?:l'avis|cet avis|a google|a la plateforme))?"),
    ("removed", r"(?:l'|cet |mon )?avis (?:a ete |est |a )?(?:bien )?(?:retire|supprime|enleve|disparu)(?: par (?:google|la plateforme))?|(?:google|la plateforme|ils) (?:l'a|l'ont|a|ont) (?:retire|supprime|enleve)(?: l'avis)?"),
    ("refused", r"(?:le |mon )?signalement (?:a ete |est )?(?:refuse|rejete)|(?:google|la plateforme) (?:a |l'a )?(?:refuse|rejete)(?: (?:le |mon )?signalement)?"),
    ("closed", r"(?:clos|clore|cloture[rz]?|ferme[rz]?|termine[rz]?|archive[rz]?)(?: (?:le |ce )?dossier)?|dossier (?:clos|ferme|termine)"),
    ("open", r"(?:rouvre|rouvrir|reouvre)[rz]?(?: (?:le |ce )?dossier)?"),
)  # fmt: skip
_SHOWS: Final = (
    r"\W*(?:(?:ouvre|montre|affiche|donne|reprend)[sz]?(?:[- ]moi)?|voir|ou en est(?:[- ]on)?|le|du)?\W*"
)
_PLAIN: Final = (
    (Order.LIST, r"(?:avis|dossiers?(?: d'avis)?) en cours|dossiers(?: d'avis)?|avis (?:a suivre|suivis)"),
    (Order.PROOF, r"(?:kit(?: de)? )?preuves?|kit|checklist"),
    (Order.SUMMARY, r"resume(?: date)?(?: (?:du dossier|des preuves|des captures))?|recapitulatif(?: date)?"),
    (Order.REPORT, r"(?:texte (?:de|du) )?signal(?:ement|er|e|ez)(?: (?:l'avis|cet avis|ca|a google|a la plateforme|google))?"),
    (Order.LETTERS, r"(?:lettres?|courriers?)(?: (?:types?|possibles|a envoyer))?"),
    (Order.ODDS, r"(?:quelles (?:sont (?:les |mes |nos )?)?)?chances(?: de (?:retrait|succes|reussite))?|ca (?:va|peut) marcher"),
)  # fmt: skip
_WHO: Final = r"(?:cette (?:personne|dame|patiente)|ce (?:monsieur|patient|nom)|l'auteure?|elle|lui)"
_KNOWN: Final = (
    ("nsp", r"(?:je )?(?:ne |n')?sais pas(?: (?:qui (?:c'est|est-ce)|si je (?:la|le|l') ?connais))?|aucune idee(?: de qui c'est)?"),
    ("non", rf"(?:non,? )?(?:je |on |nous )(?:ne )?(?:(?:la|le|l') ?)?(?:connais|connait|connaissons) (?:pas|pas du tout)(?: {_WHO})?(?: du tout)?|inconnue?(?: (?:au bataillon|chez nous|au cabinet))?"),
    ("oui", rf"(?:oui,? )?(?:je |on |nous )(?:(?:la|le|l') ?)?(?:connais|connait|connaissons|vois (?:bien )?qui c'est|sais (?:bien )?qui c'est)(?: bien)?(?: {_WHO})?"),
)  # fmt: skip
_URL: Final = re.compile(
    r"\W*(?:(?:voici )?(?:le |un )?lien(?: de l['’]avis)? ?:? ?)?(?P<link>https?://\S+)\s*", re.IGNORECASE
)
_DATED: Final = re.compile(
    rf"\W*(?:(?:l'|cet )?avis )?(?:(?:il |elle )?(?:a ete |est |date )?(?:publie|poste|depose|mis en ligne|ecrit)e?|date(?: affichee)?|c'etait|il date)(?: (?:le|du|de|d'))? ?:? ?(?P<date>.{{3,50}}?){_ENDS}"
)
_ALONE: Final = re.compile(
    r"\W*(?P<date>(?:il y a|ya|y a) .{3,25}|hier|avant-hier|aujourd'hui|(?:le )?\d{1,2}(?:er)? [a-z]+(?: 20\d\d)?|\d{1,2}/\d{1,2}/(?:20)?\d\d)\W*"
)


def read(text: str) -> Told | None:
    """Return the order that a short text gives, or None. A bare date is an order only where a date is awaited."""
    if hit := _URL.fullmatch(text):
        return Told(Order.LINK, word=hit["link"][:LINK])
    plain = fold(text).lower
    if len(plain.split()) > LONGEST or "\n" in text.strip():
        return None
    found = _NAMED.search(plain)
    key = f"AV-{found['year']}-{found['rank']}" if found and found["key"] else ""
    number = int(found["number"]) if found and found["number"] else 0
    rest = f"{plain[: found.start()]} {plain[found.end() :]}".strip() if found else plain
    if found and re.fullmatch(_SHOWS, rest):
        return Told(Order.SHOW, key, number)
    said = _worded(rest)
    return Told(said[0], key, number, said[1]) if said else None


def alone(text: str) -> str:
    """Return the date that is all a text says, for a file that awaits one; empty when there is none."""
    found = _ALONE.fullmatch(fold(text).lower)
    return found["date"] if found else ""


def _worded(rest: str) -> tuple[Order, str] | None:
    if "http" in rest:
        return None  # a link within words may be part of what is pasted
    for state, words in _FOLLOWED:
        if re.fullmatch(rf"{_POLITE}(?:{words}){_ENDS}", rest):
            return Order.FOLLOWED, state
    for kind, words in _LETTERS:
        if re.fullmatch(rf"{_POLITE}(?:{_LETTER} ?(?:{words})|(?={_BARE})(?:{words})){_TAIL}{_ENDS}", rest):
            return Order.LETTER, kind
    for answer, words in _KNOWN:
        if re.fullmatch(rf"\W*(?:{words})\W*", rest):
            return Order.KNOWN, answer
    for order, words in _PLAIN:
        if re.fullmatch(rf"{_POLITE}(?:{words}){_TAIL}{_ENDS}", rest):
            return order, ""
    dated = _DATED.fullmatch(rest)
    return (Order.DATED, dated["date"]) if dated else None
