"""What a person says about the queue of messages: «ouvre 2», «classe les sans réponse», «relance 3 demain 10h»… Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.guard.fold import fold

LONGEST: Final = 16  # words; a longer text is pasted
ANSWER: Final = 700  # characters of what a surgeon answers


class Order(StrEnum):
    """What is to be done with a message of the queue."""

    LIST = "list"
    OPEN = "open"
    DONE = "done"
    SORT_NONE = "none"
    LATER = "later"
    HAND_OVER = "hand"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Told:
    """An order: the numbers it names (none: the message on screen), and the words left, such as a time."""

    order: Order
    numbers: tuple[int, ...] = ()
    words: str = field(default="", repr=False)


_POLITE: Final = r"\W*(?:(?:ok|bon|alors|stp|svp|merci de|tu peux|peux[- ]tu|pouvez[- ]vous|il faut|on peut|je veux|je voudrais)[ ,]+)*"
_THE: Final = r"(?:[- ]?(?:moi|le|la|les|ca|cela))? ?(?:le |la |les |l')?"
_NUMBERED: Final = (
    r"(?:messages? )?(?:numeros? |n[o°*] ?|no )?(?P<numbers>\d{1,3}(?:(?: ?, ?| et | )\d{1,3})*)"
)
_ENDS: Final = r"(?: stp| svp| s'il (?:te|vous) plait| merci)?\W*"

_LIST: Final = re.compile(
    rf"{_POLITE}(?:(?:montre|affiche|voir|ouvre|donne|liste)[rsz]?(?:[- ]moi)? )?(?:la |ma |les |mes |l'etat de la )?"
    rf"(?:file(?: d'attente| des messages)?|messages? (?:en attente|a traiter|qui attendent|qui restent|restants?|ouverts?)|liste des messages){_ENDS}"
    r"|\W*(?:qu'est[- ]ce qu'il|qu'est[- ]ce qui|que) (?:me |nous )?reste(?:[- ]t[- ]il)?(?: a (?:traiter|faire))?\W*"
    r"|\W*(?:il reste|reste[- ]t[- ]il|combien de) (?:des |quoi|combien de )?messages?.{0,20}"
)
_OPEN: Final = re.compile(
    rf"{_POLITE}(?:r?ouvr(?:e|es|ir|ez)|prend(?:s|re|ez)?|affiche[rz]?|montre[rz]?|traite[rz]?|redige[rz]?|repond(?:s|re|ez)(?: au| a)?){_THE}{_NUMBERED}{_ENDS}"
    rf"|{_POLITE}(?:ouvre |passe au |au )?(?:le )?(?P<next>(?:message )?suivant){_ENDS}"
)
_NONE: Final = re.compile(
    rf"{_POLITE}(?:classe|range|archive|clos|vide|ferme|efface)[rsz]?{_THE}(?:messages? )?(?:sans reponse(?: necessaire)?|blancs?|merci|remerciements?|[⚪*]){_ENDS}"
)
_DONE: Final = re.compile(
    rf"{_POLITE}(?:classe|range|archive|clos|cloture|termine|ferme)[rsz]?{_THE}(?:{_NUMBERED}|message|celui[- ]ci|ce message)?{_ENDS}"
    rf"|\W*(?:le |la |les )?{_NUMBERED.replace('numbers', 'these')} (?:c'est |est |sont )?(?:faits?|envoyee?s?|classee?s?|termine(?:e)?s?|regle(?:e)?s?){_ENDS}"
    rf"|\W*(?:c'est |message |reponse )(?:envoye|parti|classe|regle)e?{_ENDS}"
)
_LATER: Final = re.compile(
    rf"{_POLITE}(?:relance[rsz]?|a relancer|rappelle[- ]le[- ]moi|remets?[- ](?:le|la)(?:[- ]moi)?|mets?[- ](?:le|la) en suivi|suivi){_THE}"
    r"(?:(?:message )?(?:numero |n[o°*] ?|no )?(?P<numbers>\d{1,3})(?! ?(?:h|:|/|j\b|jours?|min|semaines?|mois)|\d)(?=\W|$))?"
    r"[ ,:]*(?P<words>.{0,60})"
)
_WHEN: Final = re.compile(
    r"\W*|.*\b(?:aujourd.hui|demain|dans|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|soir|matin|midi|aprem|semaine|j ?\+ ?\d|\d{1,2} ?h|\d{1,2}:\d\d|le \d).*"
)
_HAND: Final = re.compile(
    rf"{_POLITE}(?:transmet(?:s|tre|tez)?|passe[rsz]?|fais suivre|remonte[rsz]?|transfere[rsz]?|envoie[rsz]?|envoyer|confie[rsz]?){_THE}(?:{_NUMBERED})?"
    rf" ?(?:au |a la |a |pour )(?:le |la |mon |notre )?(?:chirurgien(?:ne)?|docteur(?:e)?|dr|medecin|doc)(?: [a-z]{{2,20}})?{_ENDS}"
)
_ANSWER: Final = re.compile(
    r"\s*(?:consigne|réponse au secrétariat|reponse au secretariat|dis au secrétariat|dis à la secrétaire)"
    r"(?: (?:pour |du |au )?(?:le )?(?:message )?(?:n[o°] ?)?(?P<numbers>\d{1,3}))?\s*[:,]\s*(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)

_FORMS: Final = (
    (Order.LIST, _LIST),
    (Order.SORT_NONE, _NONE),
    (Order.OPEN, _OPEN),
    (Order.HAND_OVER, _HAND),
    (Order.DONE, _DONE),
    (Order.LATER, _LATER),
)


def read_order(text: str) -> Told | None:
    """Return what a text asks of the queue, or None when it is something else."""
    if answered := _ANSWER.fullmatch(text) if len(text) <= ANSWER else None:
        return Told(Order.ANSWER, _numbers(answered["numbers"]), answered["words"].strip())
    plain = fold(text).lower.strip()
    if not plain or len(plain.split()) > LONGEST or "\n" in plain:
        return None
    return _plain_order(plain)


def _plain_order(plain: str) -> Told | None:
    found = next(((order, hit) for order, form in _FORMS if (hit := form.fullmatch(plain))), None)
    if found is None:
        return None
    order, said = found[0], found[1].groupdict()
    words = said.get("words") or ""
    if order is Order.LATER and not _WHEN.fullmatch(words):
        return None
    return Told(order, _numbers(said.get("numbers") or said.get("these")), words)


def _numbers(said: str | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", said or ""))))
