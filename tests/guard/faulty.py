"""Texts that the guard cleans, one a channel, each with a name and a fault."""

from __future__ import annotations

from typing import Final

from bot.guard import Channel

LAWFUL: Final = "La cicatrice blanchit en un an."
CARE: Final = (
    "L’œdème diminue en quelques semaines. Les fils se retirent au bout de sept jours. Le pansement reste sec, "
    "la gaine se porte jour et nuit. Le compte rendu est transmis au médecin traitant."
)
FAULTY: Final = f"{CARE} Prenez rendez-vous dès maintenant\u00a0! Le dossier de Mme Durand est complet."
IN_REVIEW: Final = (
    f"{CARE} Votre opération s’est pourtant bien passée\u00a0! Le dossier de Mme Durand est complet."
)
TEXTS: Final = {Channel.POST: FAULTY, Channel.MESSAGE: FAULTY, Channel.REVIEW: IN_REVIEW}
