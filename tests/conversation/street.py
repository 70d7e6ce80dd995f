"""Several practices behind one doorman, over a real database: everything is real but the crafts, which answer fixed sentences."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from bot.conversation.effects import Action, Called, Erase, Pressed, Said, Send, Who
from bot.conversation.fact_sheet import changes
from bot.conversation.facts import Facts
from bot.conversation.guide import Guide
from bot.conversation.houses import About
from bot.conversation.journal import Journal
from bot.conversation.membership import BotName, Doorman
from bot.conversation.notices import Notice
from bot.conversation.people import People
from bot.conversation.permits import Gate, Screen
from bot.conversation.reception import Reception
from bot.conversation.talk import Conversation
from bot.drafting.ports import Craft, Draft
from bot.guard import Channel, Practice, review
from bot.practice import Fact, LiveBook, PracticeBook
from bot.store.conversations import Conversations
from bot.store.database import open_database
from bot.store.entries import Entries
from bot.store.holdings import Holdings
from bot.store.members import Members
from tests.conversation.hall import spoken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date
    from pathlib import Path

    from bot.conversation.attached import Attached
    from bot.conversation.effects import Button, Due, Event
    from bot.conversation.reception import Outgoing
    from bot.guard import Waiver
    from bot.store.database import Database

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)  # a Monday, noon in Paris
OWNER = 42  # in the settings: surgeon of «cabinet»
TEXTS = {
    Craft.POST: "La cicatrice change d’aspect pendant plusieurs mois.",
    Craft.MESSAGE: "Bonjour, nous avons bien lu votre message.",
    Craft.REVIEW: "Le secret médical s’impose au cabinet.",
}
URGENT = "Appelez le 15 maintenant."


class Crafts:
    """Fixed sentences, guarded for real; «saigne» is an emergency, and whatever is asked stays in the request."""

    async def post(self, request: str) -> Draft:
        return drafted(Craft.POST, request)

    async def message(self, text: str) -> Draft:
        return drafted(Craft.MESSAGE, text, fixed="saigne" in text)

    async def review(self, text: str) -> Draft:
        return drafted(Craft.REVIEW, text)

    async def revise(self, before: Draft, instruction: str) -> Draft:
        return drafted(before.craft, f"{before.request}, {instruction}")

    def waive(self, before: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        return replace(before, waivers=waivers)


def drafted(craft: Craft, request: str, *, fixed: bool = False) -> Draft:
    text = URGENT if fixed else TEXTS[craft]
    return Draft(craft, review(text, Channel(craft.value)), request=request, written=text, fixed=fixed)


class Street:
    """People speak in turn, by number; what was shown is kept as one text, with its buttons and its files."""

    def __init__(self, database: Database, practices: Sequence[str]) -> None:
        self.database = database
        self.now = NOON
        self.there = tuple(practices)
        self.bot = BotName("confrere_bot")
        self.books = {
            one: LiveBook(PracticeBook(Practice(practice=one), {}, self.today)) for one in practices
        }
        self.entries = Entries(database)
        self.ids = count(1)
        self.shown: tuple[Outgoing, ...] = ()
        store = Conversations(database, Practice, rules=lambda: "règles-1", now=lambda: self.now)
        self.store = store
        self.receptions = {one: Reception(self._conversation(one), store) for one in practices}
        self.doorman = Doorman(self, Members(database), store, bot=self.bot, now=lambda: self.now)

    def today(self) -> date:
        return self.now.date()

    def practices(self) -> tuple[str, ...]:
        return self.there

    async def about(self, practice: str) -> About:
        await self.reception(practice)
        return About(practice, ("honoraires",) if self.books[practice].expired("fees") else ())

    async def reception(self, practice: str) -> Reception:
        said = changes(await self.entries.entries(practice, "fact"))
        self.books[practice].renew({name: Fact(*one) for name, one in said.items()})
        return self.receptions[practice]

    async def says(self, user: int, text: str, craft: Craft | None = None) -> str:
        return await self.hears(Said(who(user), text, "77", craft))

    async def calls(self, user: int, name: str, text: str = "") -> str:
        return await self.hears(Called(who(user), name, text, "78"))

    async def presses(self, user: int, action: Action, draft: str = "", version: int = 0) -> str:
        return await self.hears(Pressed(who(user), action, draft, version))

    async def taps(self, user: int, button: Button) -> str:
        return await self.presses(user, button.action, button.draft, button.version)

    async def hears(self, event: Event) -> str:
        self.now += timedelta(seconds=1)
        self.shown = await self.doorman.receive(event)
        return self.text

    async def waits(self, **time: float) -> dict[str, str]:
        """Move the clock; return what is shown, chat by chat, of what fell due."""
        self.now += timedelta(**time)
        told: dict[str, str] = {}

        async def deliver(event: Due, outgoing: Sequence[Outgoing]) -> None:
            self.shown = tuple(outgoing)
            told[event.who.chat] = told.get(event.who.chat, "") + self.text

        await self.doorman.tick(self.now, "telegram:", deliver)
        return told

    async def invites(self, role: str, name: str, by: int = OWNER) -> str:
        """Return the token of an invitation."""
        said = await self.calls(by, "inviter", f"{role} {name}")
        found = re.search(r"start=([\w-]{43})", said)
        assert found, said
        return found[1]

    async def joins(self, user: int, role: str, name: str, by: int = OWNER) -> str:
        token = await self.invites(role, name, by)
        return await self.calls(user, "start", token)

    @property
    def text(self) -> str:
        return "\n".join(spoken(one) for one in self.shown if isinstance(one, Send))

    @property
    def buttons(self) -> list[Button]:
        return [button for one in self.shown if isinstance(one, Send) for button in one.buttons]

    @property
    def files(self) -> dict[str, str]:
        found: list[Attached] = [
            one.content for one in self.shown if hasattr(getattr(one, "content", None), "data")
        ]  # type: ignore[union-attr,misc]
        return {one.name: one.data.decode() for one in found}

    @property
    def erased(self) -> list[str]:
        return [one.message for one in self.shown if isinstance(one, Erase)]

    def _conversation(self, practice: str) -> Conversation:
        crafts, now = Crafts(), lambda: self.now
        facts = Facts(self.entries, self.books[practice], now)
        rooms = (
            Gate(),
            People(self.entries, self.bot, now),
            Journal(Holdings(self.database), self.entries, now),
            facts,
            Guide(self.entries, facts),
            Screen(),
        )
        return Conversation(
            crafts,
            lambda text: text,
            lambda: f"d{next(self.ids)}",
            Notice.PRIVACY,
            rooms=rooms,
            today=self.today,
        )


def who(user: int) -> Who:
    """Return who speaks as a front sees it: it knows the chat, and nothing of practices and roles."""
    return Who("cabinet", f"telegram:{user}", f"telegram:{user}")


def holding(folder: Path, text: str) -> list[str]:
    """Return the files on the disk that hold a text."""
    return [file.name for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


@asynccontextmanager
async def street(folder: Path, *practices: str) -> AsyncIterator[Street]:
    """Open the street; user 42 is named in the settings."""
    async with await open_database(f"sqlite+aiosqlite:///{folder / 'rue.db'}") as database:
        here = Street(database, practices or ("cabinet",))
        await here.doorman.register(frozenset({OWNER}))
        yield here
