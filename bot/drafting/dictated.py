"""What a person dictates of the practice, cut out of a request: the news without the order, phone numbers said in words. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.drafting.news import as_news
from bot.french import flat, in_words

PHONE: Final = 10  # digits of a French phone number

_VALUES: Final = {flat(in_words(number)): number for number in range(100)}
_NUMBER: Final = "|".join(word.replace("-", "[ -]") for word in sorted(_VALUES, key=len, reverse=True))
_RUN: Final = re.compile(rf"\b(?:{_NUMBER})s?(?:[ ,.-]+(?:{_NUMBER})s?)+\b")
_ONE: Final = re.compile(rf"(?:{_NUMBER})(?=s?(?:[ ,.-]|$))")

_MARKS: Final = str.maketrans("⟦⟧’", "<>'")
_ASKS: Final = (
    r"(?:dire|dis|dites|annonc\w*|prevenir|previens|rappel\w*|informe\w*|signal\w*|precise\w*|indique\w*)"
)
_SAYS: Final = re.compile(
    rf"\b(?:pour|qui|et)? ?{_ASKS}(?:[ -](?:leur|aux patients|aux gens|a tous|les patients|les gens|bien))* (?:que |qu'|: ?)"
)
_BREAK: Final = re.compile(
    r"[!?\n]|\.(?!\d)|,? (?:et )?(?:fais|ecris|redige|prepare|un (?:petit )?(?:post|mot|texte|message)|tu peux|peux tu|vous pouvez|on peut (?:l'annoncer|le dire|en parler|faire))\b"
)
_FIRST: Final = re.compile(
    r"\b(?<!qui )(?:on|nous|je|le cabinet|le secretariat|le docteur|le chirurgien|la consultation|les consultations|notre|une nouvelle) (?:ne |n')?(?:est|sera|sont|seront|sommes|serons|suis|serai|ferme|fermera|ouvre|ouvrira|demenag|a demenag|avons demenag|s'installe|s'equipe|recoit|reprend|change|accueille|prend|nouvelle|nouveau|rejoint|cherche|recrute|pars|part|participe|recevr|revien|renouvel|modernis|ai |a un|a une)"
)
_NETWORKS: Final = r"(?:instagram|insta|facebook|fb|linkedin|google(?: business)?|you ?tube)"
_HEADS: Final = (
    r"(?:bonjour|bonsoir|salut|hello|euh|alors|voila|donc|bon|stp|svp|s'il (?:te|vous) plait|je (?:voudrais|veux|souhaite)|il (?:me|nous) faut(?:drait)?|pourri?ez vous|peux tu|tu peux|est ce possible d'|"
    r"(?:fais|faites|faire|ecris|ecrire|redige|rediger|prepare|preparer|publie|publier)(?:[ -](?:moi|nous))?|un|une|petite?|rapide|court|post|publication|message|annonce|info|information|mot|texte|legende|rappel|poli|gentil|sobre)"
)
_AHEAD: Final = re.compile(
    rf"\W*(?:{_HEADS}s?\b[ ,]*)*(?:(?:sur|pour|de|en) )?(?:{_NETWORKS}\b)?(?:\W*(?:pour )?{_ASKS} (?:que |qu'|a tous que )?(?=\w))?(?: pour)?\s*[:,]?\s*"
)
_BEHIND: Final = re.compile(
    rf",?\s*(?:"
    rf"(?:en |pour )?(?:un |le )?(?:post|publication|version)s?\b(?:\s*(?:sur|pour|en)?\s*{_NETWORKS})?|(?:sur|pour|en) {_NETWORKS}"
    rf"|(?:a )?(?:prevenir|annoncer|dire|publier|poster|signaler|communiquer)(?: aux? (?:patients?|gens))?(?: (?:sur|en) {_NETWORKS})?"
    r"|(?:on peut|tu peux|vous pouvez|peux tu)? ?(?:l'annoncer|le dire|l'ecrire|le publier)(?: sans .*)?|juste (?:pour )?informer|(?:et )?(?:elle|il)s? (?:est|sont) d'accord\b.*|avec (?:son|leur) accord\b.*"
    r"|un (?:petit )?(?:mot|post|texte|message)\b.*|(?:version |ton )?(?:courte?|sobre|simple|chaleureu\w+)|sans (?:chichis?|blabla|plus)|merci d'avance|(?<!dire )merci|s'il (?:te|vous) plait|stp|svp|voila|point(?: final)?|a la ligne"
    r")\W*$"
)
_EVENT: Final = re.compile(
    r"\d|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|semaine|mois|arriv\w+|rejoin\w+|quitt\w+|accueill\w+|demenag\w+|part|pars|ouvr\w+|ferm\w+|cherch\w+|recrut\w+|equip\w+|congres|formation|absen\w+|bienvenue|merci|remerci\w+|"
    r"nouve\w+ (?:secretaire|assistant\w*|collab\w*|associe\w*|medecin|chirurgien\w*|anesthesiste|infirmier\w*|interne|salles?|materiel|appareil\w*|site|logiciel|messagerie|accueil|fauteuils?)|refait\w*|renov\w+|travaux|accessib\w+|ascenseur|boucle|langue des signes|retraite|retour|rempla\w+|desormais|maintenant|supprime\w*|change\w*|rue|avenue|boulevard|quai|panne|fete|bravo|felicit\w+|soutenu|ouverture|pas de (?:cabinet|consultations?|secretariat))\b"
)


def with_phones(request: str) -> str:
    """Return the request with a phone number said in words («zéro un quatre-vingt-dix-neuf…») written in figures."""
    lowered = _flat(request)
    done, last = "", 0
    for run in _RUN.finditer(lowered):
        digits = "".join(str(_VALUES[one[0].replace(" ", "-")]) for one in _ONE.finditer(run[0]))
        if len(digits) == PHONE and digits[0] == "0":
            pairs = " ".join(digits[place : place + 2] for place in range(0, PHONE, 2))
            done, last = done + request[last : run.start()] + pairs, run.end()
    return done + request[last:]


def stated(request: str, *, told: bool) -> str:
    """Return what the person wants said («on est fermé du 3 au 17 août»), as the practice would publish it, or nothing.

    `told` says that news may come without «dis que» or a subject («nouvelle secrétaire Amélie arrive lundi»).
    """
    lowered = _flat(request)
    hit = _SAYS.search(lowered)
    first = _FIRST.search(lowered)
    start = hit.end() if hit else first.start() if first else None
    if start is None:
        return _dictated(request, lowered) if told else ""
    return as_news(request[start : _end(lowered, start)])


def _dictated(request: str, lowered: str) -> str:
    ahead = _AHEAD.match(lowered)
    start = ahead.end() if ahead else 0
    stop = _end(lowered, start)
    return as_news(request[start:stop]) if _EVENT.search(lowered, start, stop) else ""


def _end(lowered: str, start: int) -> int:
    """Return where the words end: before the next order, and before «post facebook merci»."""
    end = _BREAK.search(lowered, start)
    stop = end.start() if end else len(lowered)
    while (hit := _BEHIND.search(lowered[:stop], start)) and hit.start() > start:
        stop = hit.start()
    return stop


def _flat(request: str) -> str:
    """Return `request` in lower case without accents, letter for letter; the marks of masking end no sentence."""
    return flat(request.translate(_MARKS))
