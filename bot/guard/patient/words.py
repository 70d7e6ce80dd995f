"""The words of a text that may be names, and what surrounds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.lazy import Regex
from bot.guard.patient.lexicon import is_common, is_eponym, is_place, phrases

if TYPE_CHECKING:
    from bot.guard.fold import Folded

CAPITAL: Final = Regex(r"[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*")
_ELIDED: Final = Regex(r"[LDCJMSTQ]'[A-Z]")  # but O'Connor and N'Guyen are whole
_PAIRED: Final = Regex(r"(?P<other>[a-z]+) (?:et|&) $")  # «Sheen et Daniel»
_PLACE_BEFORE: Final = Regex(
    r"\b(?:rue|avenue|av|boulevard|bd|place|quai|hopital|hopitaux|clinique|polyclinique|chu|centre|lycee|ecole|institut|fondation|universite|college|"
    r"prix|musee|stade|parc|gare|pont|port|quartier|maison|saint|sainte|st|ste|cimetiere|theatre|faculte|metro|station|ville|editions?|institution|laboratoires?|groupe|marque|"
    r"residence|cite|square|impasse|allee|chemin|cours|espace|salle|amphi\w*)[ -](?:(?:d[eu]s?|la|le|les|l'|d'|general|docteur|professeur|president|marechal|saint)[ -]?){0,3}(?:[a-z'.-]+ ){0,1}$"
)
_EPONYM_BEFORE: Final = Regex(
    r"\b(?:maladies?|syndromes?|signes?|tests?|incisions?|lambeaux?|techniques?|methodes?|procedes?|classifications?|stades?|grades?|echelles?|scores?|lois?|criteres?|lignes?|plasties?|"
    r"manoeuvres?|triangles?|muscles?|nerfs?|canal|canaux|ligaments?|aponevroses?|fascia|phototypes?|kystes?|tumeurs?|plans?|espaces?|corpuscules?|cellules?|regles?|fractures?|contractures?|"
    r"appareils?|pinces?|aiguilles?|sutures?|points?|bandes?|sondes?|drains?|lames?|index|indices?|phenomenes?|anneaux?|glandes?|cartilages?|naevus|nevus|chirurgie|loupe|sarcome|carcinome|"
    r"lymphome|thyroidite|paralysie|greffes?|trompes?|tendon|amyotrophie|dystrophie|vaccin|theoreme|effet|principe|nombre|suite|pansement|solution|liquide|tache|taches|bec|pomme|poche|boule|ulcere|"
    r"osteotomie|cicatrice|arteres?|veines?|ganglions?|complexe|quotient|formule|abord|voie|mastopexie|reduction|patron|dessin)"
    r" (?:(?:de|d'|du|selon|dite? de|type|l') ?){0,2}(?:(?:von|van|mc|mac|le|la|de) ?)?(?:[a-z-]+(?: et |-| & )){0,2}$"
)


_PRODUCT_BEFORE: Final = Regex(
    r"\b(?:pilules?|cremes?|gels?|soutiens?-gorge|marques?|implants?|protheses?|lasers?|produits?|gammes?|modeles?|appareils?|pommades?|sprays?|comprimes?|medicaments?|baume|huile|"
    r"serum|eau|parfum|gaines?|bas|machine|logiciel|application|appli|clio|montre|robe|chaussures|sac|magasin|boutique|film|serie|chanson|livre|roman|ouragan|tempete|sainte?|fete de la|cafe) $"
)


class Word(NamedTuple):
    """A word that starts with a capital, in folded positions, with its lower-case form."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals throughout, initials left out."""
        return len(self.text) > 1 and self.text.isupper()


def capitalised(folded: Folded) -> list[Word]:
    """Return the words that start with a capital, an elided article left out (`l'Ordre` gives `Ordre`)."""
    return [_word(found) for found in CAPITAL.finditer(folded.cased)]


def _word(found: re.Match[str]) -> Word:
    text, start = found[0], found.start()
    if text[1:2] == "'" and _ELIDED.match(text):
        text, start = text[2:], start + 2
    return Word(start, found.end(), text, text.lower())


def may_be_name(word: Word) -> bool:
    """Tell whether a capitalised word can be part of a name: not an ordinary word, a place or a single letter."""
    return not is_common(word.lower) and not is_place(word.lower) and len(word.lower) > 1


def names_no_person(folded: Folded, word: Word) -> bool:
    """Tell whether the words before make it a street, a hospital, a disease: `maladie de Dupuytren`, `hôpital Saint-Louis`."""
    before = folded.lower[max(0, word.start - 48) : word.start]
    if is_place(word.lower) and re.search(r"\b(?:en|a|au|vers|depuis|hors de|toute la|la) $", before):
        return True
    pair = _PAIRED.search(before)
    if pair is not None and is_eponym(pair["other"]):
        return True
    if word.lower.startswith(("saint-", "sainte-", "st-", "ste-")):
        return True
    if is_eponym(word.lower) and re.search(r"\b(?:de|d'|du|selon|des) ?$", before):
        return True
    return (
        _PRODUCT_BEFORE.search(before) is not None
        or _EPONYM_BEFORE.search(before) is not None
        or _PLACE_BEFORE.search(before) is not None
    )


def famous(lower: str) -> list[tuple[int, int]]:
    """Return where public figures are named in full."""
    spans = []
    for phrase in phrases("people"):
        start = lower.find(phrase)
        while start >= 0:
            spans.append((start, start + len(phrase)))
            start = lower.find(phrase, start + 1)
    return spans
