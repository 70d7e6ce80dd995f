"""The composition root: the one place that names every adapter."""

from __future__ import annotations

import logging
import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.conversation.reception import Reception
from bot.conversation.talk import Conversation
from bot.drafting.desk import Desk
from bot.guard.patient import mask
from bot.guard.self_test import self_test
from bot.practice import read_practice
from bot.shelf import open_library
from bot.store.conversations import Conversations
from bot.store.database import open_database
from bot.store.updates import HandledUpdates
from bot.writers.composer import Composer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.conversation.notices import Notice
    from bot.conversation.rooms import Room
    from bot.drafting.judge import Judge
    from bot.drafting.ports import Transcriber, Writer
    from bot.practice import PracticeBook
    from bot.settings import Settings
    from bot.store.database import Database
    from bot.writers.options import ModelSettings
    from knowledge.library import IndexLibrary


@dataclass(frozen=True, slots=True)
class App:
    """Everything put together."""

    settings: Settings
    practice: PracticeBook
    database: Database
    library: IndexLibrary
    desk: Desk
    reception: Reception
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
    practice = read_practice(settings.practice_file)
    async with await open_database(settings.database_url) as database:
        library = open_library(settings, database)
        try:
            yield _put_together(settings, privacy, practice, database, library)
        finally:
            await library.close()


def quiet() -> None:
    """Keep the libraries that log addresses and texts at warnings; ours log classes and incident numbers."""
    for name in ("httpx", "httpcore", "openai", "chromadb", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _put_together(
    settings: Settings, privacy: Notice, practice: PracticeBook, database: Database, library: IndexLibrary
) -> App:
    values = practice.values()

    def masked(text: str) -> str:
        return mask(text, values).text

    composer = Composer()
    writer: Writer = composer
    transcriber: Transcriber | None = None
    judge: Judge | None = None
    if settings.model:
        from bot.writers.factory import build_judge, build_writer
        from bot.writers.limits import MemoryMeter

        meter = MemoryMeter()  # one count a day, whoever asks the model
        writer = build_writer(_model(settings), masked, meter)
        judge = build_judge(_model(settings), masked, meter) if settings.judge else None
    if settings.transcription_model:
        from bot.writers.factory import build_transcriber

        transcriber = build_transcriber(_model(settings))
    desk = Desk(library, writer, composer, practice, date.today, judge=judge)
    rooms = _rooms()
    conversation = Conversation(desk, masked, lambda: secrets.token_urlsafe(9), privacy, rooms=rooms)
    reception = Reception(conversation, Conversations(database, values))
    return App(settings, practice, database, library, desk, reception, HandledUpdates(database), transcriber)


def _rooms() -> tuple[Room, ...]:
    """Return the parts of the conversation beside the three crafts, in the order in which they are asked."""
    return ()


def _model(settings: Settings) -> ModelSettings:
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
    )
