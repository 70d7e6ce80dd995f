"""One emulator and one bot for the whole room; every test takes a person that no other test takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telegram.processes import Bot, Person, Telegram, people, running, server, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telegram]:
    with server(tmp_path_factory.mktemp("telegram")) as telegram:
        yield telegram


@pytest.fixture(scope="session")
def bot(telegram: Telegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with running(telegram, tmp_path_factory.mktemp("bot"), DICTATION="1") as bot:
        assert bot.process.poll() is None, bot.log()  # or every test would wait for nothing
        yield bot


@pytest.fixture
def person(telegram: Telegram, bot: Bot) -> Person:
    return Person(telegram, next(people))


@pytest.fixture
def stranger(telegram: Telegram, bot: Bot) -> Person:
    return Person(telegram, next(strangers))
