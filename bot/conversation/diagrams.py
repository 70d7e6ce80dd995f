"""What a diagram may show in place of a photo, region by region: a drawing shows nobody, and promises nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.guard.fold import fold


@dataclass(frozen=True, slots=True)
class Diagram:
    """What to draw, and the text that describes it to those who do not see it."""

    what: str
    alt: str


_REGIONS: Final = (
    (
        r"rhino\w*|septo\w*|nez|nasal\w*",
        Diagram(
            "Un nez de profil en coupe : l’os en haut, le cartilage au milieu, la pointe.",
            "Schéma du nez vu de profil : os, cartilage et pointe",
        ),
    ),
    (
        r"bleph\w*|paupieres?|cernes?|poches?",
        Diagram(
            "Un œil fermé et un œil ouvert, au trait : le pli de la paupière et les poches de graisse.",
            "Schéma des paupières : pli et poches de graisse",
        ),
    ),
    (
        r"lifting (?:du |cervico|visage)\w*|cervico\w*|visage|ovale|joues?|menton|genio\w*|rides?|botox|toxine|hyaluron\w*|inject\w*",
        Diagram(
            "Un visage neutre au trait, sans regard ni coiffure : les couches de la peau, de la graisse et du muscle.",
            "Schéma des couches du visage : peau, graisse, muscle",
        ),
    ),
    (
        r"seins?|mammaires?|implants?|protheses?|areoles?|mamelons?|gyneco\w*|poitrine",
        Diagram(
            "Un buste en coupe, sans modelé : la glande, le muscle et la place de l’implant s’il y en a un.",
            "Schéma en coupe du sein : glande, muscle et paroi",
        ),
    ),
    (
        r"abdo\w*|ventre|taille|lipo\w*|silhouette|cuisses?|bras|diastasis",
        Diagram(
            "Une paroi en coupe : la peau, la graisse, le muscle ; le trajet de la cicatrice en pointillé.",
            "Schéma en coupe de la paroi : peau, graisse et muscle",
        ),
    ),
    (
        r"mains?|doigts?|carpien\w*|dupuytren|poignets?|pouces?|ongles?",
        Diagram(
            "Une main ouverte au trait : les tendons, les nerfs et la zone dont on parle.",
            "Schéma de la paume : tendons et nerfs",
        ),
    ),
    (
        r"oreilles?|oto\w*|pavillons?",
        Diagram(
            "Un pavillon d’oreille de face et de dos : le cartilage et le pli de l’oreille.",
            "Schéma du pavillon de l’oreille : cartilage et pli",
        ),
    ),
    (
        r"cheveux|capillaires?|calvitie|alopecie",
        Diagram(
            "Un follicule en coupe : la racine, le bulbe et la peau autour.",
            "Schéma en coupe d’un follicule de cheveu",
        ),
    ),
    (
        r"cicatrices?|cheloides?|peau|lasers?|peelings?|grains? de beaute|taches?|soleil|tatouages?|brulures?|greffes?",
        Diagram(
            "La peau en coupe : épiderme, derme, graisse ; une frise du temps en dessous, sans date promise.",
            "Schéma en coupe de la peau : épiderme, derme et graisse",
        ),
    ),
)
_KNOWN: Final = tuple((re.compile(rf"\b(?:{words})\b"), diagram) for words, diagram in _REGIONS)
ANY: Final = Diagram(
    "Une frise du parcours : première consultation, délai de réflexion, intervention, contrôles.",
    "Schéma du parcours : consultation, réflexion, intervention, contrôles",
)


def diagram_for(caption: str) -> Diagram:
    """Return what to draw for the subject of a caption; the course of care when it names no region."""
    plain = fold(caption).lower
    return next((diagram for words, diagram in _KNOWN if words.search(plain)), ANY)
