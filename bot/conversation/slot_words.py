"""How people say when a post is to come back, and that it is not to come back after all. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.drafting.sms import spelt_out
from bot.guard.fold import fold

SHORT: Final = 14  # words; a longer text is no slot
_TIME_WORDS: Final = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|apres[- ]demain|aujourd'hui|ce (?:soir|midi|matin)|matin|midi|soir|aprem|apres[- ]midi|semaine|prochaine?"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|dans|jours?|heures?|mois|minutes?|h|\d{1,2}h\d{0,2}|\d{1,2}:\d\d|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?|\d{1,4}(?:er)?|un|une|deux|trois|quatre|quinze|j ?\+ ?\d+)\b"
)
_FILLERS: Final = re.compile(
    r"\b(?:ok|oui|non|nan|euh|ouais|bon|alors|plutot|finalement|pour|le|la|les|l|a|au|vers|en|de|du|d|ce|cette|et|merci|s|il|te|vous|plait|va|on|dit|disons|mets|mettre|mettez[- ]le|programme[rz]?|planifie[rz]?|publie[rz]?"
    r"|reporte[rz]?|decale[rz]?|repousse[rz]?|avance[rz]?|deplace[rz]?|post|texte|creneau|date|autre|je|prefere|veux|choisis|moi|plus tard|prochain)\b"
)
_PLAN: Final = re.compile(
    r"^\W*(?:(?:ok|oui|et|alors|bon) )*(?:programme[rz]?|planifie[rz]?|un creneau|propose[- ]moi un creneau|quel creneau|autre date|autre creneau|change le creneau)(?:[- ](?:le|la|ce (?:post|texte)|ca|moi ca))?\W*$"
)
_NOW: Final = re.compile(
    r"^\W*(?:(?:ok|non|oui|alors|finalement)\W+)*(?:je (?:le |la )?(?:publie|poste)|(?:publie|poste)[- ](?:le|la)) (?:tout de suite|maintenant|immediatement|la maintenant)\W*$"
)
_CANCEL: Final = re.compile(
    r"^\W*(?:annule[rz]?|supprime[rz]?|enleve[rz]?|retire[rz]?|oublie[rz]?)(?: tous)? (?:le |mon |ce |les |la )?(?:creneaux?|programmation)(?: (?:de |du )?(?P<what>.{1,30}?))?\W*$|^\W*deprogramme[rz]?(?:[- ](?:le|la|ca|ce post))?\W*$"
)


def is_a_time(text: str) -> bool:
    """Tell whether a text names a time and nothing else: «plutôt mardi 9 h», «mets-le le 3 décembre»."""
    plain = spelt_out(fold(text).lower)
    if len(plain.split()) > SHORT or not _TIME_WORDS.search(plain):
        return False
    return not re.search(r"[^\W_]", _FILLERS.sub(" ", _TIME_WORDS.sub(" ", plain)))


def asks_a_slot(text: str) -> bool:
    """Tell whether a text asks for a slot: «programme ce post»."""
    plain = spelt_out(fold(text).lower)
    return len(plain.split()) <= SHORT and bool(_PLAN.match(plain))


def publishes_now(text: str) -> bool:
    """Tell whether a person says that they publish a text at once."""
    return bool(_NOW.match(spelt_out(fold(text).lower)))


def is_about_slots(text: str) -> bool:
    """Tell whether a text chooses a time, asks for one, or says that the post is published at once."""
    return asks_a_slot(text) or publishes_now(text) or is_a_time(text)


def cancels(text: str) -> str | None:
    """Return what a text that cancels a slot says of it («2», «de mardi», nothing), or None for another text."""
    plain = spelt_out(fold(text).lower)
    found = _CANCEL.match(plain) if len(plain.split()) <= SHORT else None
    return (found["what"] or "") if found else None
