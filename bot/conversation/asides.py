"""What a person says beside requests: undo, a wish about the draft on screen, a question about reviews in general."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation import wordings as said
from bot.drafting.sms import spelt_out
from bot.guard.fold import fold

SHORT: Final = 12  # words; a longer text is no order about a draft
QUESTION: Final = 30  # words; a longer text is pasted

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
_REVIEWS: Final = re.compile(
    r"\b(?:avis|commentaires? (?:google|en ligne|negatifs?|positifs?)|etoiles?|notes? google|reviews?|e-?reputation)\b"
)
_ASKS: Final = re.compile(
    r"^\W*(?:dis moi |dites moi |et |au fait )*(?:comment|est[- ]ce (?:que|qu')|on peut|peut[- ]on|je peux|puis[- ]je|j'ai le droit|ai[- ]je le droit|a[- ]t[- ]on le droit|on a le droit|faut[- ]il|dois[- ]je|doit[- ]on|que faire|quoi faire|qui peut|combien|c'est (?:permis|autorise|legal|interdit)|peut on|a qui)\b"
)
_PASTED: Final = re.compile(
    r"\b(?:repond(?:s|re|ez)?|reponse) (?:a |au )?(?:cet |ce |l')|^\W*(?:bonjour|bonsoir|docteur|dr)\b|[\n«»\"]|\b(?:[0-5]/5|m'avez|m'a|mon operation|ma rhino)"
)
ADVICE: Final = (
    ("remove", re.compile(r"\b(?:suppr\w*|retir\w*|enlev\w*|efface\w*|signal\w*|attaqu\w*|plainte|diffam\w*|concurrent\w*|contester|virer|disparaitre)\b")),
    ("kin", re.compile(r"\b(?:cousine?s?|soeurs?|freres?|mere|mari|femme|amie?s?|copines?|famille|proches?|secretaire|equipe|salarie\w*|collegues?|moi[- ]meme|faux|fausse|achet\w*|payer|paye|agence|poster? (?:un|des) avis|ecrire (?:un|des|nos))\b")),
    ("answer", re.compile(r"\b(?:repond\w*|reponse\w*|reagir|remerci\w*)\b")),
    ("gain", re.compile(r"\b(?:avoir|obtenir|demand\w*|gagn\w*|plus d'|davantage|bons?|bonnes?|positifs?|meilleure?s?|ameliorer|augmenter|remonter|inciter|encourag\w*|sollicit\w*|laisser|mettre|qr|sms|afficher|partager|publier|trier|filtrer|questionnaire)\b")),
)  # fmt: skip


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


def review_question(text: str) -> str | None:
    """Return what a question about reviews in general is about (`gain`, `kin`, `remove`, `answer`), or None."""
    plain = fold(text).lower
    asks = _ASKS.search(plain) and _REVIEWS.search(plain)
    if not asks or _PASTED.search(plain) or said.STARS.search(text) or len(plain.split()) > QUESTION:
        return None
    return next((kind for kind, pattern in ADVICE if pattern.search(plain)), "gain")
