"""The composition root: the one place that names every adapter."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.almanac import Sheets
from bot.conversation.calendar import Calendar
from bot.conversation.changes import Changes
from bot.conversation.fact_sheet import changes
from bot.conversation.fact_words import NAMES
from bot.conversation.facts import Facts
from bot.conversation.guide import Guide
from bot.conversation.habits import Habits
from bot.conversation.houses import About
from bot.conversation.journal import Journal
from bot.conversation.membership import BotName, Doorman
from bot.conversation.messages import message_rooms
from bot.conversation.people import People
from bot.conversation.permits import Gate, Screen
from bot.conversation.photo_gate import PhotoGate
from bot.conversation.reception import PracticeUnavailable, Reception
from bot.conversation.review_deeds import Deeds
from bot.conversation.reviews import Reviews
from bot.conversation.slots import Slots
from bot.conversation.talk import Conversation
from bot.conversation.ticking import Ticking
from bot.conversation.voice import VoiceRoom, voice_in_force
from bot.conversation.writing import Writing
from bot.drafting.desk import Desk
from bot.guard.patient import mask
from bot.guard.self_test import self_test
from bot.practice import Fact, LiveBook, PracticeFileError, read_practice
from bot.settings import DEFAULT, SettingsError
from bot.shelf import open_library
from bot.store.conversations import Conversations, utc_now
from bot.store.database import StoreError, open_database
from bot.store.entries import Entries
from bot.store.holdings import Holdings
from bot.store.members import Members
from bot.store.updates import HandledUpdates
from bot.writers.composer import Composer
from bot.writers.voiced import Voiced
from knowledge.grounding import unsaid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.conversation.entries import Cabinet
    from bot.conversation.notices import Notice
    from bot.conversation.rooms import Room
    from bot.drafting.judge import Judge
    from bot.drafting.ports import Transcriber, Writer
    from bot.drafting.translation import Translator
    from bot.drafting.voice import Voice
    from bot.settings import Settings
    from bot.store.database import Database
    from bot.writers.limits import Meter
    from bot.writers.options import ModelSettings
    from knowledge.library import IndexLibrary


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rooms of one practice stand on: its facts, its documents, its crafts, and what it kept."""

    practice: str
    book: LiveBook
    desk: Desk
    library: IndexLibrary
    cabinet: Cabinet
    database: Database
    mask: Callable[[str], str]
    bot: BotName
    privacy: Notice
    now: Callable[[], datetime] = utc_now


@dataclass(frozen=True, slots=True)
class App:
    """Everything put together; `desk` and `library` are those of the default practice."""

    settings: Settings
    desk: Desk
    library: IndexLibrary
    reception: Doorman
    ledger: HandledUpdates
    transcriber: Transcriber | None


@asynccontextmanager
async def opened(settings: Settings, privacy: Notice) -> AsyncIterator[App]:
    """Open the database, check the guard on itself, and put the parts together; close them at the end.

    Raises:
        GuardBroken: the guard fails its own test; nothing may start.
        PracticeFileError: `practice.toml` is there and cannot be used.
        StoreError: the database cannot be opened.
    """
    quiet()
    self_test()
    async with AsyncExitStack() as closing:
        database = await closing.enter_async_context(await open_database(settings.database_url))
        practices = Practices(settings, privacy, database, closing)
        ground = (await practices.office(DEFAULT)).ground
        store = Conversations(database, ground.book.values)
        doorman = Doorman(practices, Members(database), store, bot=practices.bot)
        await doorman.register(settings.telegram_users)
        handled, ears = HandledUpdates(database), _transcriber(settings)
        yield App(settings, ground.desk, ground.library, doorman, handled, ears)


def quiet() -> None:
    """Keep the libraries that log addresses and texts at warnings; ours log classes and incident numbers."""
    for name in ("httpx", "httpcore", "openai", "chromadb", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Office:
    """One practice, put together."""

    ground: Ground
    reception: Reception


class Practices:
    """The practices of a home, each put together when it is first asked for; nothing is shared but the conversations' database.

    What is shared there carries the name of its practice in every row.
    """

    def __init__(
        self, settings: Settings, privacy: Notice, database: Database, closing: AsyncExitStack
    ) -> None:
        self._settings = settings
        self._privacy = privacy
        self._database = database
        self._closing = closing
        self._offices: dict[str, Office] = {}
        self._opening = asyncio.Lock()
        self._meter = _meter(settings)
        self.bot = BotName()

    def practices(self) -> tuple[str, ...]:
        """Return the names of the practices of this home, the default one first."""
        return self._settings.practices()

    async def about(self, practice: str) -> About:
        """Return what the list of practices says of one.

        Raises:
            PracticeUnavailable: its folder, its file or its documents cannot be read.
            StoreUnavailable: the database cannot be read.
        """
        await self.reception(practice)
        book = self._offices[practice].ground.book
        over = tuple(name.lower() for fact, name in NAMES.items() if book.expired(fact))
        return About(book.values().practice or book.values().doctor or practice, over)

    async def reception(self, practice: str) -> Reception:
        """Return where the events of a practice go, its facts as they are now.

        Raises:
            PracticeUnavailable: its folder, its file or its documents cannot be read.
            StoreUnavailable: the database cannot be read.
        """
        try:
            office = await self.office(practice)
        except (PracticeFileError, SettingsError, StoreError) as error:
            raise PracticeUnavailable from error
        said = changes(await office.ground.cabinet.entries(practice, "fact"))
        office.ground.book.renew({name: Fact(*fact) for name, fact in said.items()})
        return office.reception

    async def office(self, practice: str) -> Office:
        """Return a practice, opened once.

        Raises:
            PracticeFileError: its `practice.toml` cannot be used.
            SettingsError: this home has no such practice.
            StoreError: the database of its documents cannot be opened.
        """
        async with self._opening:
            if practice not in self._offices:
                self._offices[practice] = await self._opened(practice)
            return self._offices[practice]

    async def _opened(self, practice: str) -> Office:
        settings = self._settings.of(practice)
        book = LiveBook(read_practice(settings.practice_file))
        documents = self._database
        if practice != DEFAULT:
            documents = await self._closing.enter_async_context(await open_database(settings.database_url))
        library = open_library(settings, documents)
        self._closing.push_async_callback(library.close)

        def masked(text: str) -> str:
            return mask(text, book.values()).text

        entries = Entries(self._database)

        async def voice() -> Voice | None:
            return await voice_in_force(entries, practice)

        composer = Voiced(Composer(), voice)
        model, judge, translator = _writers(settings, practice, masked, self._meter)
        writer = Voiced(model, voice) if model else composer
        desk = Desk(
            library, writer, composer, book, date.today, judge=judge, translator=translator, compare=unsaid
        )
        ground = Ground(
            practice, book, desk, library, entries, self._database, masked, self.bot, self._privacy
        )
        rooms = _rooms(ground)
        talk = Conversation(desk, masked, lambda: secrets.token_urlsafe(9), self._privacy, rooms=rooms)
        return Office(ground, Reception(talk, Conversations(self._database, book.values)))


def _rooms(ground: Ground) -> tuple[Room, ...]:
    """Return the parts of a practice's conversation beside the three crafts, in the order in which they are asked."""
    return (
        Gate(),  # before all: what a role may not ask for is heard by nobody
        Ticking(),  # first: no room after it may approve what it locks
        *_people_rooms(ground),
        *_message_rooms(ground),
        Reviews(ground.cabinet, Deeds(ground.book, ground.mask, ground.now), ground.now),
        *_post_rooms(ground),  # last: a capture for the file of a review is no photo to publish
        Screen(),  # after all: what a role may not see or do comes out of none of them
    )


def _people_rooms(ground: Ground) -> tuple[Room, ...]:
    facts = Facts(ground.cabinet, ground.book, ground.now)
    return (
        People(ground.cabinet, ground.bot, ground.now),
        Journal(Holdings(ground.database), ground.cabinet, ground.now),
        facts,
        Guide(ground.cabinet, facts),
    )


def _message_rooms(ground: Ground) -> tuple[Room, ...]:
    return message_rooms(
        ground.cabinet,
        ground.desk,
        ground.book,
        ground.mask,
        ground.privacy,
        new_id=lambda: secrets.token_urlsafe(9),
        now=ground.now,
    )


def _post_rooms(ground: Ground) -> tuple[Room, ...]:
    writing = Writing(ground.desk, lambda: secrets.token_urlsafe(9), date.today)
    return (
        Changes(ground.library.sheet),
        PhotoGate(ground.cabinet, writing, ground.mask, ground.now),
        Habits(ground.cabinet, ground.mask),
        VoiceRoom(ground.cabinet, ground.library.published, ground.mask, ground.now),
        Calendar(ground.cabinet, writing, Sheets(ground.book.fact), ground.now),
        Slots(ground.cabinet, ground.desk, writing.new_id, ground.now),
    )


def _writers(
    settings: Settings, practice: str, masked: Callable[[str], str], meter: Meter | None
) -> tuple[Writer | None, Judge | None, Translator | None]:
    """Return the model that writes, looks at texts after the guard and translates them, as three; nobody when none is named."""
    if not settings.model:
        return None, None, None
    from bot.writers.factory import build_judge, build_translator, build_writer

    model = _model(settings, practice)
    judge = build_judge(model, masked, meter) if settings.judge else None
    return build_writer(model, masked, meter), judge, build_translator(model, masked, meter)


def _meter(settings: Settings) -> Meter | None:
    """Return one count a practice and a day, whoever asks the model."""
    if not settings.model:
        return None
    from bot.writers.limits import MemoryMeter

    return MemoryMeter()


def _transcriber(settings: Settings) -> Transcriber | None:
    if not settings.transcription_model:
        return None
    from bot.writers.factory import build_transcriber

    return build_transcriber(_model(settings, DEFAULT))


def _model(settings: Settings, practice: str) -> ModelSettings:
    from bot.writers.options import ModelSettings

    return ModelSettings(
        model=settings.model or "",
        base_url=settings.model_url,
        api_key=settings.model_key,
        profile=settings.model_profile,
        transcription_model=settings.transcription_model,
        deadline=settings.deadline,
        daily_calls=settings.daily_calls,
        daily_tokens=settings.daily_tokens,
        practice=practice,
    )
