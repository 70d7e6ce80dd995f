"""What a practice keeps beside its drafts: written with the request, kept apart by practice, due in its own chat, gone when deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.effects import Due, Effect, Event, File, Send, Unfile, Who
from bot.conversation.entries import Entry
from bot.conversation.notices import Notice
from bot.conversation.reception import AGAIN, Outgoing, Reception
from bot.guard import NOBODY
from bot.store.conversations import Conversations
from bot.store.database import open_database
from bot.store.entries import Entries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.conversation.state import ChatState
    from bot.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Who("cabinet", "telegram:1", "telegram:7")
SECRET = "la relance qui ne doit pas rester sur le disque"
ENTRY = Entry("essai", "a", {"text": SECRET, "count": 2}, due=NOON)


def holding(folder: Path, text: str) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if text.encode() in file.read_bytes()]


class Reminding:
    """Says one notice for what is due, and whatever effects it was given."""

    def __init__(self, *effects: Effect) -> None:
        self.effects = effects

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...]:
        assert isinstance(event, Due)
        return (Send(Notice.THANKS), *self.effects)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite+aiosqlite:///{tmp_path / 'essai.db'}") as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> Conversations:
    return Conversations(database, lambda: NOBODY, now=lambda: NOON)


async def test_an_entry_comes_back_as_it_was_filed(store: Conversations, database: Database) -> None:
    await store.save(HERE, [File(ENTRY)])
    filed = replace(ENTRY, chat=HERE.chat, user=HERE.user, at=NOON)
    assert await Entries(database).entry("cabinet", "essai", "a") == filed
    assert await Entries(database).entries("cabinet", "essai") == (filed,)


async def test_an_entry_replaces_the_one_of_its_key(store: Conversations, database: Database) -> None:
    await store.save(HERE, [File(ENTRY), File(ENTRY.changed(count=3))])
    (found,) = await Entries(database).entries("cabinet", "essai")
    assert found.value == {"text": SECRET, "count": 3}


@pytest.mark.parametrize(("practice", "kind"), [("autre", "essai"), ("cabinet", "autre")])
async def test_an_entry_is_seen_in_its_practice_and_kind_alone(
    practice: str, kind: str, store: Conversations, database: Database
) -> None:
    await store.save(HERE, [File(ENTRY)])
    assert await Entries(database).entries(practice, kind) == ()
    assert await Entries(database).entry(practice, kind, "a") is None


async def test_a_deleted_entry_leaves_no_trace_on_the_disk(store: Conversations, tmp_path: Path) -> None:
    await store.save(HERE, [File(ENTRY)])
    await store.save(HERE, [Unfile("essai", "a")])
    assert not holding(tmp_path, SECRET)


@pytest.mark.parametrize(
    ("chat", "due", "heard"),
    [
        ("telegram:1", NOON, 1),
        ("telegram:1", NOON - timedelta(days=3), 1),
        ("telegram:1", NOON + timedelta(seconds=1), 0),
        ("telegram:1", None, 0),
        ("terminal", NOON, 0),
    ],
)
async def test_what_is_due_is_heard_in_its_front(
    chat: str, due: datetime | None, heard: int, store: Conversations
) -> None:
    await store.save(HERE, [File(replace(ENTRY, chat=chat, due=due))])
    said: list[str] = []

    async def deliver(event: Due, _outgoing: Sequence[Outgoing]) -> None:
        said.append(event.who.chat)

    assert await Reception(Reminding(), store).tick(NOON, "telegram:", deliver) == heard
    assert said == ["telegram:1"] * heard


async def test_what_was_delivered_is_due_no_more_and_stays(store: Conversations, database: Database) -> None:
    await store.save(HERE, [File(ENTRY)])
    reception = Reception(Reminding(), store)
    for expected in (1, 0):
        assert await reception.tick(NOON, "telegram:", _delivered) == expected
    found = await Entries(database).entry("cabinet", "essai", "a")
    assert found is not None
    assert found.due is None


async def test_a_room_may_put_what_is_due_off(store: Conversations) -> None:
    await store.save(HERE, [File(ENTRY)])
    later = replace(ENTRY, due=NOON + timedelta(minutes=5))
    reception = Reception(Reminding(File(later)), store)
    await reception.tick(NOON, "telegram:", _delivered)
    assert [one.entry.due for one in await store.due(NOON + timedelta(hours=1), "telegram:")] == [later.due]


async def test_what_could_not_be_delivered_comes_back_after_a_minute(store: Conversations) -> None:
    await store.save(HERE, [File(ENTRY)])

    async def fails(_event: Due, _outgoing: Sequence[Outgoing]) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await Reception(Reminding(), store).tick(NOON, "telegram:", fails)
    assert await store.due(NOON, "telegram:") == ()
    assert len(await store.due(NOON + AGAIN, "telegram:")) == 1


async def _delivered(_event: Due, _outgoing: Sequence[Outgoing]) -> None:
    pass
