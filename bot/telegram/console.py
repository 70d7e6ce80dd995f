"""What the person who started the bot reads where it runs."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Final

from bot.french import typeset

log = logging.getLogger("bot.telegram")


class Console(StrEnum):
    """A closed list, in French; what goes into the chats is `bot.conversation.notices.Notice`."""

    READY = "Confrère écoute sur Telegram. Ctrl-C pour l’arrêter ; rien ne sera perdu."
    NOBODY = (
        "Personne n’est encore autorisé : écrivez à votre bot, relevez ici le numéro de « inconnu », "
        "ajoutez-le à CONFRERE_TELEGRAM_USERS, puis relancez."
    )
    STRANGER = "Un inconnu a écrit au bot."
    OUTAGE = "Telegram ne répond pas. Confrère réessaie de lui-même ; rien n’est perdu."
    SILENT = "Telegram ne répond pas. Vérifiez la connexion de cette machine, puis réessayez."
    BACK = "Telegram répond de nouveau."
    CONFLICT = "Un autre programme lit déjà les messages de ce bot. Arrêtez-le, ou retirez son webhook ; Confrère réessaie."
    LATE = "Une demande n’a pas pu être terminée à temps ; elle sera reprise au prochain démarrage."
    BYE = "Confrère n’écoute plus."
    REFUSED = (
        "Telegram refuse `TELEGRAM_BOT_TOKEN`. Recopiez le jeton que donne @BotFather "
        "(des chiffres, deux-points, puis 35 caractères), puis relancez."
    )


GOOD_NEWS: Final = frozenset({Console.READY, Console.BACK, Console.BYE, Console.STRANGER})


def say(console: Console, detail: str = "") -> None:
    """Say it where the bot runs, with a detail such as a user's number."""
    level = logging.INFO if console in GOOD_NEWS else logging.WARNING
    log.log(level, "%s", f"{typeset(console.value)} {detail}".strip())
