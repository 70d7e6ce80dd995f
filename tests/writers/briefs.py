"""Briefs for the tests: invented, with identifiers of the fiction ranges."""

from __future__ import annotations

import re
from typing import Any

from bot.drafting.ports import Brief, Craft, Kind, Passage, Platform

IDENTIFIERS = {
    "Zélie": "⟦PRÉNOM⟧",
    "Farandole": "⟦NOM⟧",
    "06 39 98 12 34": "⟦TÉL⟧",
    "zelie@farandole.example": "⟦COURRIEL⟧",
}
PATIENT = "Zélie Farandole, 06 39 98 12 34, zelie@farandole.example"


def mask(text: str) -> str:
    """Stand for the guard's mask: the four identifiers of these tests."""
    for found, placeholder in IDENTIFIERS.items():
        text = re.sub(re.escape(found), placeholder, text)
    return text


def passage(number: int = 1, kind: Kind = Kind.TOPIC, text: str = "", **fields: Any) -> Passage:
    told = text or "Le soleil peut foncer une cicatrice récente pendant plusieurs mois."
    given = {
        "id": f"soleil#{number}",
        "source": "soleil",
        "title": "Soleil et cicatrices",
        "section": "En bref",
        "label": "Fiche",
    }
    return Passage(
        **(given | {"kind": kind, "text": told, "start": 0, "end": len(told), "score": 1.0} | fields)
    )


def brief(craft: Craft = Craft.POST, **fields: Any) -> Brief:
    given: dict[str, Any] = {
        "craft": craft,
        "request": "un post sur le soleil et les cicatrices",
        "platform": Platform.INSTAGRAM if craft is Craft.POST else None,
        "passages": (passage(),),
        "facts": (("hours", "du lundi au vendredi, de 9 h à 18 h"), ("phone", "01 99 00 12 34")),
    }
    return Brief(**(given | fields))
