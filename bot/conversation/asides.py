"""What a person says beside requests: undo, a wish about the draft on screen."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation import wordings as said
from bot.drafting.sms import spelt_out
from bot.guard.fold import fold

SHORT: Final = 12  # words; a longer text is no order about a draft

_BACK: Final = r"(?:reviens|revient|revenir|retourne[rz]?|retour|remets|remettre|remettez|reprends|reprendre|rends|redonne|garde|restaure[rz]?|affiche|montre|je (?:veux|voudrais|prefere|preferais))"
_UNDO: Final = re.compile(
    rf"^\W*(?:(?:non|finalement|euh|ah|oups|bon|ok|stp|svp)\W+)*(?:{_BACK}(?:[- ]moi)?(?: a| sur| en)? )?(?:la |le |les |l')?"
    r"(?:(?:version|brouillon|texte|post) (?:d'avant|precedente?|d'origine|anterieure?|initiale?|premiere?|original)|precedente? (?:version|brouillon)|precedente?|comme avant|c'etait mieux avant|mieux avant|ancienne version)\W*$"
    r"|^\W*(?:(?:non|finalement|euh|oups|ah|bon)\W+)*(?:annule[rz]?|undo|retour(?: arriere)?|ctrl[ +-]?z|reviens(?: en arriere)?|en arriere)(?: (?:ca|cela|tout|le dernier changement|la derniere (?:modif\w*|consigne|demande)|ma derniere (?:modif\w*|consigne|demande)|stp|svp))*\W*$"
)
_FIRST: Final = re.compile(
    rf"^\W*(?:(?:non|finalement|euh|ah|bon|stp)\W+)*(?:{_BACK}(?:[- ]moi)?(?: a| sur| en)? )?(?:la |le |l'|au )?(?:(?:toute )?premiere? (?:version|brouillon|texte|post|proposition|jet)|(?:version|brouillon|texte|post) (?:d'origine|initiale?|original)|version 1|v1)\W*$"
)
_WISH: Final = re.compile(
    r"^\W*(?:(?:et|puis|aussi|ah|oh|au fait|n'oublie pas|pense a)\W+)*"
    r"(?:(?:dis|dites|dire|rappell?e[rsz]?|demande[rsz]?|propose[rsz]?|invite[rsz]?|incite[rsz]?|pousse[rsz]?|encourage[rsz]?|motive[rsz]?|conseille[rsz]?|precise[rsz]?|explique[rsz]?)[- ](?:leur|lui|les|aux (?:gens|patientes?|abonnes?))\b"
    r"|(?:parle|mentionne|evoque|aborde|insiste)[rsz]?(?: aussi| plutot| bien| davantage| plus)* (?:sur|du|de|des|d'|la|le|les|l')"
    r"|(?:pas|moins|trop|sans|aucune?)(?: d'| de)? ?(?:emojis?|smileys?|hashtags?)\W*$"
    r"|(?:une? |le |l')?(?:autre |nouveau |meilleure? )(?:titre|accroche)\b)"
)
_NEW: Final = re.compile(r"\b(?:posts?|publications?|article|legende|storys?|message|avis)\b")


def undoes(text: str) -> str | None:
    """Return "first" or "before" when the person wants an earlier version of the draft back, or None."""
    plain = fold(text).lower
    if len(plain.split()) > SHORT:
        return None
    return "first" if _FIRST.search(plain) else "before" if _UNDO.search(plain) else None


def asks_why(text: str) -> bool:
    """Tell whether a person asks for the rule («pourquoi ?», «c koi la regle»)."""
    return bool(said.WHY.search(spelt_out(fold(text).lower)))


def is_about_draft(text: str) -> bool:
    """Tell whether a short text is a wish about the draft on screen («et dis-leur de réserver») and no new request."""
    plain = fold(text).lower
    return len(plain.split()) <= SHORT and bool(_WISH.search(plain)) and not _NEW.search(plain)
