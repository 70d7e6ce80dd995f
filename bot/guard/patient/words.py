"""The words of a text that may be names, and what surrounds them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.lazy import Regex
from bot.guard.patient.lexicon import is_common, is_eponym, is_first_name, is_place, phrases
from bot.guard.patterns import Expression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.guard.fold import Folded

APART: Final = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
CAPITAL: Final = Regex(r"[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*")
_ELIDED: Final = Regex(r"[LDCJMSTQ]'[AEIOUYH]")  # but O'Connor, M'Bala and N'Guyen are whole
_PAIRED: Final = Regex(r"(?P<other>[a-z]+) (?:et|&) $")  # «Sheen et Daniel»
_AND: Final = (" et ", " & ", " et \n", " & \n")


SCALES: Final = frozenset({"EVA"})  # of pain, in capitals


class Heads:
    """Words that, shortly before a capital, make it a thing; looked up in a set before any expression runs."""

    __slots__ = ("_expression", "words")

    def __init__(self, heads: str, tail: str) -> None:
        """Read `heads`, words separated by `|` whose last letter may be optional, and the `tail` up to the capital."""
        self.words = frozenset(form for head in heads.split("|") for form in _forms(head))
        self._expression = Regex(rf"\b(?:{heads}){tail}")

    def stand(self, before: str, words: Iterable[str]) -> bool:
        """Tell whether one of them stands in `before`, whose words are `words`."""
        return not self.words.isdisjoint(words) and self._expression.search(before) is not None


def _forms(head: str) -> tuple[str, str]:
    """Return a word with and without its optional letter (`signes?`); of a compound, its last part."""
    last = head.rpartition("-")[2]
    return re.sub(r".\?", "", last), last.replace("?", "")


_PLACE_BEFORE: Final = Heads(
    "rue|avenue|av|boulevard|bd|place|quai|hopital|hopitaux|clinique|polyclinique|chu|centre|lycee|ecole|institut|fondation|universite|college|prix|musee|"
    "stade|parc|gare|pont|port|quartier|maison|saint|sainte|st|ste|cimetiere|theatre|faculte|metro|station|ville|editions?|institution|laboratoires?|groupe|"
    "marque|residence|cite|square|impasse|allee|chemin|cours|espace|salle|amphi|amphitheatre",
    r"[ -](?:(?:d[eu]s?|la|le|les|l'|d'|general|docteur|professeur|president|marechal|saint)[ -]?){0,3}(?:[a-z'.-]+ ){0,1}$",
)
_EPONYM_BEFORE: Final = Heads(
    "maladies?|syndromes?|signes?|tests?|incisions?|lambeaux?|techniques?|methodes?|procedes?|classifications?|stades?|grades?|echelles?|scores?|lois?|"
    "criteres?|lignes?|plasties?|manoeuvres?|triangles?|muscles?|nerfs?|canal|canaux|ligaments?|aponevroses?|fascia|phototypes?|kystes?|tumeurs?|plans?|"
    "espaces?|corpuscules?|cellules?|regles?|fractures?|contractures?|appareils?|pinces?|aiguilles?|sutures?|points?|bandes?|sondes?|drains?|lames?|index|"
    "indices?|phenomenes?|anneaux?|glandes?|cartilages?|naevus|nevus|chirurgie|loupe|sarcome|carcinome|lymphome|thyroidite|paralysie|greffes?|trompes?|"
    "tendon|amyotrophie|dystrophie|vaccin|theoreme|effet|principe|nombre|suite|pansement|solution|liquide|tache|taches|bec|pomme|poche|boule|ulcere|"
    "osteotomie|cicatrice|arteres?|veines?|ganglions?|complexe|quotient|formule|abord|voie|mastopexie|reduction|patron|dessin",
    r" (?:(?:de|d'|du|selon|dite? de|type|l') ?){0,2}(?:(?:von|van|mc|mac|le|la|de) ?)?(?:[a-z-]+(?: et |-| & )){0,2}$",
)


_PRODUCT_BEFORE: Final = Heads(
    "pilules?|cremes?|gels?|soutiens?-gorge|marques?|implants?|protheses?|lasers?|produits?|gammes?|modeles?|appareils?|pommades?|sprays?|comprimes?|"
    "medicaments?|baume|huile|serum|eau|parfum|gaines?|bas|machine|logiciel|application|appli|clio|montre|robe|chaussures|sac|magasin|boutique|film|serie|"
    "aloe|chanson|livre|roman|ouragan|tempete|sainte?|fete de la|cafe",
    r" $",
)


_HEADS: Final = _PLACE_BEFORE.words | _EPONYM_BEFORE.words | _PRODUCT_BEFORE.words
_IN: Final = Regex(r"\b(?:en|a|au|vers|depuis|hors de|toute la|la) $")
_OF: Final = Regex(r"\b(?:de|d'|du|selon|des) ?$")


_LEGENDS: Final = frozenset(
    (
        "achille",
        "adonis",
        "aphrodite",
        "apollon",
        "cleopatre",
        "cyrano",
        "hercule",
        "icare",
        "narcisse",
        "nefertiti",
        "venus",
    )
)  # of whom one has the nose or the profile


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
    found = []
    for one in CAPITAL.finditer(folded.cased):
        text, (start, end) = one[0], one.span()
        if text[1:2] == "'" and _ELIDED.match(text):
            text, start = text[2:], start + 2
        found.append(_new(Word, (start, end, text, text.lower())))
    return found


_new: Final = tuple.__new__  # what `Word()` calls in the end, in half the time


def may_be_name(word: Word) -> bool:
    """Tell whether a capitalised word can be part of a name: not an ordinary word, a place or a single letter."""
    return may_name(word.lower)


def may_name(lower: str) -> bool:
    """Tell whether a capitalised word, given in lower case, can be part of a name."""
    return not is_common(lower) and not is_place(lower) and len(lower) > 1


def names_no_person(folded: Folded, word: Word) -> bool:
    """Tell whether the words before make it a street, a hospital, a disease: `maladie de Dupuytren`, `hôpital Saint-Louis`."""
    before = _in_its_sentence(folded.lower[max(0, word.start - 48) : word.start])
    if before.endswith("chez ") and _is_a_house(folded.lower, word):
        return True
    if is_place(word.lower) and _IN.search(before):
        return True
    pair = _PAIRED.search(before) if before.endswith(_AND) else None
    if pair is not None and (
        (is_eponym(pair["other"]) and not is_first_name(pair["other"]))
        or before[: pair.start()].endswith("selon ")
    ):
        return True
    if word.lower.startswith(("saint-", "sainte-", "st-", "ste-")):
        return True
    if (is_eponym(word.lower) or word.lower in _LEGENDS) and _OF.search(before):
        return True
    around = before.translate(APART).split()
    return not _HEADS.isdisjoint(around) and (
        _EPONYM_BEFORE.stand(before, around)
        or _PLACE_BEFORE.stand(before, around)
        or _PRODUCT_BEFORE.stand(before, around)
    )


def _is_a_house(lower: str, word: Word) -> bool:
    """Tell whether `chez X` is where one eats or buys: what the words around speak of."""
    return _SERVED.search(lower, max(0, word.start - 60), min(len(lower), word.end + 40)) is not None


_SERVED: Final = Regex(
    r"\b(?:menus?|repas|restos?|restaurants?|dejeuners?|diners?|bouffe|mange[rz]?|brunch|apero|traiteur|pizzas?|soutifs?|soutiens?-gorge|gaines?|lingerie|bas de contention|achetee?s?|acheter|commandee?s?|commander|existe(?:nt)?|vend(?:u|ue|ent)?|boutique|magasin|catalogue)\b"
)


def _in_its_sentence(before: str) -> str:
    """Return what stands before a word without the sentence before it; an abbreviation ends none (`av. du gal. Leclerc`)."""
    head, mark, tail = before.rpartition(". ")
    return tail if mark and len(head) >= _WHOLE_WORD and head[-_WHOLE_WORD:].isalpha() else before


_WHOLE_WORD: Final = 5  # letters; a shorter word before a full stop may be an abbreviation


@cache
def _people() -> Expression:
    """Return the full names of public figures, one expression."""
    return Expression(
        r"\b(?:" + "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in phrases("people")) + r")\b"
    )


def famous(lower: str) -> list[tuple[int, int]]:
    """Return where public figures are named in full."""
    return list(_people().spans(lower.encode("ascii")))
