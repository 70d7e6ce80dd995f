"""Cutting a French text into sentences. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.drafting.platforms import folded

_END: Final = re.compile(r"(?<=[.!?…])[\u00a0 ]*\n+|(?<=[.!?…])[ ]+(?=[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ«0-9(])|\n+")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:Dr|Pr|M|Mme|art|ex|env|etc|n)|\b[A-Z])\.$")


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences and list items of `text`, in order, without the white space around them."""
    parts = [part.strip(" \u00a0-•–") for part in _END.split(text)]
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and _ABBREVIATION.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return tuple(joined)


_ORDERS: Final = re.compile(
    r"(?<!n')(?<!jamais )\b(?:ignore[zr]?|oublie[zr]?|contourne[zr]?|desactive[zr]?|desobei\w+)\b.{0,40}\b(?:regles?|consignes? (?:precedentes?|ci dessus|du systeme)|instructions?|garde.?fous?|directives?|filtres?|prompts?)\b"
    r"|\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|prior|above|rules|instructions)"
    r"|\btu (?:es|n'es) (?:desormais |maintenant |plus |pas )?(?:un |une |l')?(?:assistant\w*|ia|intelligence|modele|robot|bot|chatbot|programme|confrere)\b"
    r"|\b(?:en tant qu'|a toute |note a l'|note pour l'|message a l'|instructions? (?:a l'|pour l'))(?:ia|intelligence artificielle|assistant virtuel)\b"
    r"|\b(?:system prompt|prompt systeme|jailbreak|modele de langage|language model|chatgpt|llm)\b"
    r"|^(?:ecris|reponds|redige|affiche|revele|dis|publie|mentionne|ajoute|recopie|traduis|termine|commence)\b.{0,60}\b(?:que|toujours|chaque|uniquement|seulement|texte|post|reponse|message|avis|brouillon|prompt|instructions?)\b"
)


def is_order(sentence: str) -> bool:
    """Tell whether a sentence of a document speaks to a program («Ignore les règles», «Tu es un assistant»): no material."""
    return _ORDERS.search(" ".join(folded(sentence).replace("-", " ").split())) is not None


def without_orders(text: str) -> str:
    """Return `text` without the sentences that speak to a program; what is left keeps its place."""
    for sentence in sentences_of(text):
        if is_order(sentence):
            text = text.replace(sentence, "")
    return text


_TITLE: Final = 60  # characters; a longer line is no heading
_CLOSING: Final = "Information générale"


def without_empty_parts(text: str) -> str:
    """Return a post without the headings that nothing follows, which a cut sentence leaves behind."""
    parts = text.split("\n\n")
    kept: list[str] = []
    for part in reversed(parts):
        following = kept[-1] if kept else _CLOSING
        emptied = part is not parts[0] and _is_heading(part)
        if not (emptied and (_is_heading(following) or following.startswith((_CLOSING, "#")))):
            kept.append(part)
    return "\n\n".join(reversed(kept))


def _is_heading(part: str) -> bool:
    line = part.strip()
    if not line or "\n" in line or len(line) > _TITLE or line.startswith(("#", "•", _CLOSING)):
        return False
    return not line[0].isalnum() or line.endswith(("?", ":"))
