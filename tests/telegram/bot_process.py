"""The bot in a process of its own: everything real but the crafts, which answer fixed sentences at once.

A request that holds MORT kills the process once, POISON every time, ERREUR raises, LENT takes three seconds, LONG gives 9,000 characters,
ELOGE a sentence that the guard cuts and that a person may keep.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.notices import Notice
from bot.conversation.reception import Reception
from bot.conversation.talk import Conversation
from bot.drafting.ports import Craft, Draft
from bot.drafting.revise import reread
from bot.guard import NOBODY, Channel, review
from bot.practice import NO_PRACTICE
from bot.settings import SettingsError, read_settings
from bot.store.conversations import Conversations
from bot.store.database import open_database
from bot.store.updates import HandledUpdates
from bot.telegram.bot import run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guard import Waiver

SENTENCE = "La cicatrice change d’aspect pendant plusieurs mois."
PRAISE = "Notre centre d’excellence vous accueille."
REPLY = "Bonjour, nous avons bien lu votre message et nous vous remercions de votre confiance."
ANSWER = "Le secret médical s’impose au cabinet."
PHONE = re.compile(r"(?:\d\d ?){5}")


class Crafts:
    """Fixed sentences, guarded for real."""

    def __init__(self, home: Path) -> None:
        self.death = home / "died"

    async def post(self, request: str) -> Draft:
        await self.obey(request)
        praise = f" {PRAISE}" if "ELOGE" in request else ""
        return draft(Craft.POST, " ".join([SENTENCE] * (180 if "LONG" in request else 3)) + praise, request)

    async def message(self, text: str) -> Draft:
        await self.obey(text)
        return draft(Craft.MESSAGE, REPLY, text)

    async def review(self, text: str) -> Draft:
        await self.obey(text)
        return draft(Craft.REVIEW, ANSWER, text)

    async def revise(self, before: Draft, instruction: str) -> Draft:
        return draft(before.craft, f"{SENTENCE} {SENTENCE}", before.request)

    def waive(self, before: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        return reread(replace(before, waivers=waivers), NO_PRACTICE)

    async def obey(self, text: str) -> None:
        if "ERREUR" in text:
            raise RuntimeError(text)
        if "LENT" in text:
            await asyncio.sleep(3)
        if "POISON" in text or ("MORT" in text and not self.death.exists()):
            self.death.touch()
            os.kill(os.getpid(), signal.SIGKILL)


class Words:
    """A transcriber that always hears the same request."""

    async def transcribe(self, audio: bytes, *, name: str) -> str:
        return "Fais un post sur le soleil et les cicatrices"


def masked(text: str) -> str:
    return PHONE.sub("[téléphone]", text)


def draft(craft: Craft, text: str, request: str) -> Draft:
    verdict = review(text, Channel(craft.value))
    return Draft(craft, verdict, request=masked(request), written=text, verify=("le délai",))


async def main() -> int:
    settings = read_settings()
    numbers = map(str, itertools.count(1))
    crafts = Crafts(settings.home)
    conversation = Conversation(
        crafts,
        masked,
        lambda: f"b{os.getpid()}-{next(numbers)}",
        Notice.PRIVACY,
    )
    async with await open_database(settings.database_url) as database:
        reception = Reception(conversation, Conversations(database, lambda: NOBODY))
        words = Words() if os.environ.get("DICTATION") else None
        return await run(settings, reception, HandledUpdates(database), words)


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main()))
    except SettingsError as error:
        sys.exit(str(error))
