"""Conversations in a real database: one transaction a request, nothing of a patient, an audit that only grows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.effects import Keep, Record, Remember, Unwaive, Waive, Who
from bot.conversation.reception import StoreUnavailable
from bot.conversation.state import ChatState, Shown
from bot.drafting.ports import Craft, Draft, Platform, Source
from bot.guard import NOBODY, Channel, Waiver, digest_of, review
from bot.store.audit import audit_lines
from bot.store.conversations import Conversations
from bot.store.database import Database, StoreError, open_database
from bot.store.tables import DraftRow, DraftVersionRow, HandledUpdateRow
from bot.store.updates import KEPT, HandledUpdates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CLEAN = "La cicatrice change d’aspect pendant plusieurs mois."
PROMISE = f"{CLEAN} Le résultat est garanti à vie, sans aucun risque."
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DIGEST = "0" * 64
ME = Who("cabinet", "telegram:42", "telegram:42")


@dataclass
class Clock:
    """A clock that a test moves."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite+aiosqlite:///{tmp_path / 'confrere.db'}") as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: Database, clock: Clock) -> Conversations:
    return Conversations(database, lambda: NOBODY, rules=lambda: "règles-1", now=clock.now)


def draft(written: str = CLEAN, craft: Craft = Craft.POST) -> Draft:
    return Draft(
        craft,
        review(written, Channel(craft.value)),
        Platform.INSTAGRAM,
        sources=(Source(1, "Fiche", (1,)),),
        request="le soleil",
        written=written,
        writer="composer",
    )


def remembering(one: Draft, version: int = 1) -> Remember:
    return Remember(ChatState(told=frozenset({"privacy"})).showing(Shown("b1", version, one)))


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("confrere.db*"))


async def versions(database: Database) -> list[DraftVersionRow]:
    async with database.session() as session:
        return list(await session.scalars(select(DraftVersionRow).order_by(DraftVersionRow.number)))


async def test_unknown_conversation_starts_empty(store: Conversations) -> None:
    assert await store.state(ME) == ChatState()


@pytest.mark.parametrize("written", [CLEAN, PROMISE])
@pytest.mark.parametrize("craft", Craft)
async def test_state_is_remembered(store: Conversations, written: str, craft: Craft) -> None:
    effect = remembering(draft(written, craft))
    await store.save(ME, [effect])
    assert await store.state(ME) == effect.state


async def test_state_survives_the_program(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'confrere.db'}"
    effect = remembering(draft())
    async with await open_database(url) as first:
        await Conversations(first, lambda: NOBODY).save(ME, [effect])
    async with await open_database(url) as second:
        assert await Conversations(second, lambda: NOBODY).state(ME) == effect.state


@pytest.mark.parametrize(
    "other", [Who("cabinet", "telegram:43", "telegram:42"), Who("autre", "telegram:42", "telegram:42")]
)
async def test_conversations_do_not_mix(store: Conversations, other: Who) -> None:
    await store.save(ME, [remembering(draft())])
    assert await store.state(other) == ChatState()


async def test_two_people_of_one_chat_share_its_state(store: Conversations) -> None:
    await store.save(ME, [remembering(draft())])
    assert await store.state(replace(ME, user="telegram:7")) == remembering(draft()).state


async def test_last_state_stands(store: Conversations) -> None:
    await store.save(ME, [remembering(draft()), remembering(draft(), 2)])
    await store.save(ME, [remembering(draft(), 3)])
    shown = (await store.state(ME)).shown
    assert shown
    assert shown.version == 3


async def test_state_that_cannot_be_read_starts_again(store: Conversations, database: Database) -> None:
    await store.save(ME, [remembering(draft())])
    async with database.session() as session:
        await session.execute(text('UPDATE chat SET state = \'{"format": 99, "told": ["privacy"]}\''))
    assert await store.state(ME) == ChatState(told=frozenset({"privacy"}))


async def test_versions_of_a_draft_are_all_kept(store: Conversations, database: Database) -> None:
    await store.save(ME, [Keep("b1", 1, draft())])
    await store.save(ME, [Keep("b1", 2, draft(PROMISE))])
    first, second = await versions(database)
    assert (first.verdict, first.text, first.written) == ("clear", CLEAN, CLEAN)
    assert (second.verdict, second.written) == (draft(PROMISE).verdict.verdict, PROMISE)
    assert "garanti" not in (second.text or "")
    assert "garanti" not in second.findings
    assert first.platform == "instagram"
    assert '"Fiche"' in first.sources
    async with database.session() as session:
        row = await session.get_one(DraftRow, "b1")
    assert (row.practice, row.chat, row.craft) == ("cabinet", "telegram:42", "post")


async def test_refused_text_is_not_kept_as_one_that_may_go_out(
    store: Conversations, database: Database
) -> None:
    refused = replace(draft(), verdict=review(CLEAN, "nulle part"))
    await store.save(ME, [Keep("b1", 1, refused)])
    (row,) = await versions(database)
    assert (row.verdict, row.text) == ("refused", None)


async def test_audit_says_who_did_what_to_which_text(
    store: Conversations, database: Database, clock: Clock
) -> None:
    await store.save(ME, [Record("drafted", "b1", 1, DIGEST, ("PUB007", "RDV001"))])
    clock.at += timedelta(minutes=5)
    await store.save(replace(ME, user="telegram:7"), [Record("approved", "b1", 1, DIGEST)])
    first, second = await audit_lines(database, "cabinet")
    assert (first.action, first.user, first.rules) == ("drafted", "telegram:42", ("PUB007", "RDV001"))
    assert (second.action, second.user, second.digest) == ("approved", "telegram:7", DIGEST)
    assert (first.catalogue, second.chat, second.version) == ("règles-1", "telegram:42", 1)
    assert second.at - first.at == timedelta(minutes=5)


async def test_audit_of_another_practice_is_not_read(store: Conversations, database: Database) -> None:
    await store.save(ME, [Record("erased")])
    assert await audit_lines(database, "autre") == ()


@pytest.mark.parametrize("statement", ["UPDATE audit SET digest = 'x'", "DELETE FROM audit"])
async def test_audit_only_grows(store: Conversations, database: Database, statement: str) -> None:
    await store.save(ME, [Record("approved", "b1", 1, DIGEST)])
    with pytest.raises((StoreError, SQLAlchemyError)):
        async with database.session() as session:
            await session.execute(text(statement))
    assert [one.digest for one in await audit_lines(database, "cabinet")] == [DIGEST]


async def test_audit_carries_the_rules_in_force(database: Database) -> None:
    await Conversations(database, lambda: NOBODY).save(ME, [Record("erased")])
    (line,) = await audit_lines(database, "cabinet")
    assert line.catalogue == review(CLEAN, Channel.POST).catalogue


async def test_request_is_stored_whole_or_not_at_all(store: Conversations, database: Database) -> None:
    """The second version 1 of one draft breaks a constraint: nothing of its request stays."""
    await store.save(ME, [Keep("b1", 1, draft())])
    again = [Record("revised", "b1", 1, DIGEST), remembering(draft(), 2), Keep("b1", 1, draft(PROMISE))]
    with pytest.raises(StoreUnavailable):
        await store.save(ME, again)
    assert await audit_lines(database, "cabinet") == ()
    assert await store.state(ME) == ChatState()
    assert len(await versions(database)) == 1


async def test_database_that_went_away_is_said_as_such(store: Conversations, database: Database) -> None:
    async with database.session() as session:
        await session.execute(text("DROP TABLE chat"))
    with pytest.raises(StoreUnavailable):
        await store.state(ME)
    with pytest.raises(StoreUnavailable):
        await store.save(ME, [remembering(draft())])


async def test_conversations_are_written_side_by_side(store: Conversations) -> None:
    people = [Who("cabinet", f"telegram:{number}", f"telegram:{number}") for number in range(20)]
    await asyncio.gather(*(store.save(who, [remembering(draft())]) for who in people))
    states = [await store.state(who) for who in people]
    assert all(state.shown for state in states)


async def test_forgotten_text_leaves_no_trace_on_disk(store: Conversations, tmp_path: Path) -> None:
    await store.save(ME, [Remember(ChatState().asking("Zanzibar, en attente"))])
    assert b"Zanzibar" in on_disk(tmp_path)
    await store.save(ME, [Remember(ChatState())])
    assert b"Zanzibar" not in on_disk(tmp_path)


async def test_update_is_counted_and_its_stage_kept(database: Database) -> None:
    updates = HandledUpdates(database)
    assert await updates.begin("7", 1) == ("", 0)
    assert await updates.begin("7", 1) == ("begun", 1)
    await updates.reach("7", 1, "sending")
    assert await updates.begin("7", 1) == ("sending", 2)
    await updates.reach("7", 1, "done")
    assert await updates.begin("7", 1) == ("done", 3)


async def test_updates_of_two_bots_do_not_mix(database: Database) -> None:
    updates = HandledUpdates(database)
    await updates.begin("7", 1)
    assert await updates.begin("8", 1) == ("", 0)


async def test_update_of_yesterday_is_forgotten(database: Database, clock: Clock) -> None:
    updates = HandledUpdates(database, clock.now)
    await updates.begin("7", 1)
    await updates.begin("7", 2**40)
    clock.at += KEPT + timedelta(seconds=1)
    assert await updates.begin("7", 2) == ("", 0)
    async with database.session() as session:
        kept = list(await session.scalars(select(HandledUpdateRow.update_id)))
    assert kept == [2]


async def test_update_within_the_day_is_not(database: Database, clock: Clock) -> None:
    updates = HandledUpdates(database, clock.now)
    await updates.begin("7", 1)
    clock.at += KEPT - timedelta(seconds=1)
    assert await updates.begin("7", 1) == ("begun", 1)


PRAISE = f"{CLEAN} Notre centre d’excellence vous accueille."
WAIVER = Waiver("PUB002", digest_of("centre d’excellence"), "Nom du service.", "telegram:42", "2027-02-19")
COLLEAGUE = Who("cabinet", "telegram:43", "telegram:43")


async def test_waiver_is_one_of_the_practice(store: Conversations) -> None:
    await store.save(ME, [Waive(WAIVER), Record("waived", "b1", 2, WAIVER.digest, ("PUB002",))])
    assert (await store.state(ME)).waivers == (WAIVER,)
    assert (await store.state(COLLEAGUE)).waivers == (WAIVER,)
    assert (await store.state(Who("autre", "telegram:42", "telegram:42"))).waivers == ()


async def test_waiver_holds_for_the_draft_until_its_last_day(store: Conversations, clock: Clock) -> None:
    await store.save(ME, [remembering(draft(PRAISE)), Waive(WAIVER)])
    texts = []
    for days in (0, 90, 91):
        clock.at = NOON + timedelta(days=days)
        shown = (await store.state(ME)).shown
        texts.append(shown.draft.verdict.text if shown else "")
    assert texts == [PRAISE, PRAISE, CLEAN]
    assert (await store.state(ME)).waivers == (WAIVER,)


async def test_waiver_given_again_replaces_the_one_before(store: Conversations) -> None:
    later = replace(WAIVER, until="2027-05-01", reason="Toujours le nom.")
    await store.save(ME, [Waive(WAIVER)])
    await store.save(COLLEAGUE, [Waive(later)])
    assert (await store.state(ME)).waivers == (later,)


async def test_waiver_that_is_taken_back_leaves_its_row(store: Conversations, database: Database) -> None:
    await store.save(ME, [Waive(WAIVER)])
    await store.save(ME, [Unwaive(WAIVER.rule, WAIVER.digest), Record("unwaived", digest=WAIVER.digest)])
    assert (await store.state(ME)).waivers == ()
    async with database.session() as session:
        rows = (await session.execute(text("SELECT rule, reason, ended IS NOT NULL FROM waiver"))).all()
    assert rows == [("PUB002", "Nom du service.", 1)]
    assert [line.action for line in await audit_lines(database, "cabinet")] == ["unwaived"]
