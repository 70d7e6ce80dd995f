"""The database of documents: what is kept, replaced, forgotten; and what is said when it cannot be."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.drafting.ports import Kind
from bot.store.database import StoreError, head, open_database
from bot.store.documents import Documents
from knowledge.chunks import passages
from knowledge.model import About, Document

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TEXT = "## Suites\n\nLa marche reprend vite.\n\n## Risques\n\nUn hématome est possible.\n"
ABOUT = About(names=("lipo",), season=(6, 7), refs=(("CSP, art. R.4127-19", "V3", 20201225, 99991231),))


def a_document(
    source: str = "practice:notice-1a2b3c", text: str = TEXT, kind: Kind = Kind.PRACTICE
) -> Document:
    document = Document(
        source, kind, "Notice", text, about=ABOUT, path="/notices/notice.md", checked="2026-11-21"
    )
    return document.cut(passages(text))


def url(home: Path) -> str:
    return f"sqlite+aiosqlite:///{home / 'store' / 'confrere.db'}"


@pytest.fixture
async def documents(tmp_path: Path) -> AsyncIterator[Documents]:
    async with await open_database(url(tmp_path)) as database:
        yield Documents(database)


async def test_document_comes_back_as_it_was_kept(documents: Documents) -> None:
    await documents.put([a_document()])
    assert await documents.document("practice:notice-1a2b3c") == a_document()


async def test_document_that_did_not_change_is_kept_once(documents: Documents) -> None:
    first = await documents.put([a_document()])
    second = await documents.put([a_document()])
    assert (first, second) == (1, 0)


async def test_generation_moves_only_when_something_changes(documents: Documents) -> None:
    seen = [await documents.generation()]
    for change in (
        documents.put([a_document()]),
        documents.put([a_document()]),
        documents.forget("practice:absent"),
    ):
        await change
        seen.append(await documents.generation())
    assert seen == [0, 1, 1, 1]


async def test_changed_document_takes_the_place_of_its_former_version(documents: Documents) -> None:
    await documents.put([a_document()])
    changed = a_document(text=TEXT.replace("vite", "doucement"))
    assert await documents.put([changed]) == 1
    assert await documents.document(changed.source) == changed
    assert await documents.chunk_ids() == {chunk.id for chunk in changed.chunks}


async def test_title_alone_is_a_change(documents: Documents) -> None:
    await documents.put([a_document()])
    renamed = replace(a_document(), title="Autre titre").cut(passages(TEXT))
    assert await documents.put([renamed]) == 1
    assert {chunk.id for chunk in renamed.chunks}.isdisjoint({chunk.id for chunk in a_document().chunks})


async def test_replaced_kinds_lose_what_is_not_given_and_leave_other_kinds(documents: Documents) -> None:
    topics = [a_document(f"topic:{name}", kind=Kind.TOPIC) for name in ("nez", "ventre")]
    await documents.put([a_document(), *topics])
    assert await documents.replace_kinds([Kind.TOPIC], topics[:1], "mark-2") == 1
    assert [one.source for one in await documents.listed()] == ["practice:notice-1a2b3c", "topic:nez"]
    assert await documents.mark() == "mark-2"


async def test_forgotten_document_leaves_nothing_on_disk(documents: Documents, tmp_path: Path) -> None:
    secret = "Zygomatique inoubliable du chantier"
    await documents.put([a_document(text=f"{TEXT}\n{secret} numéro {number}.\n") for number in range(3)])
    assert await documents.forget("practice:notice-1a2b3c")
    left = b"".join(path.read_bytes() for path in (tmp_path / "store").iterdir())
    assert b"Zygomatique" not in left


async def test_forgetting_what_is_not_there_says_so(documents: Documents) -> None:
    assert await documents.forget("practice:absent") is False


async def test_listing_counts_chunks_and_sorts_by_title(documents: Documents) -> None:
    await documents.put(
        [replace(a_document("practice:b"), title="B").cut(passages(TEXT)), a_document("practice:n")]
    )
    listed = await documents.listed(Kind.PRACTICE)
    assert [(one.title, one.chunks) for one in listed] == [("B", 1), ("Notice", 1)]


async def test_holding_returns_the_documents_of_chunks_once(documents: Documents) -> None:
    long = a_document(
        "practice:long", text="\n\n".join(f"## Partie {i}\n\n{'Une phrase. ' * 60}" for i in range(5))
    )
    await documents.put([a_document(), long])
    assert await documents.holding([chunk.id for chunk in long.chunks]) == (long,)


async def test_thousands_of_chunks_are_found_by_id(documents: Documents) -> None:
    many = [a_document(f"practice:{number}") for number in range(900)]
    await documents.put(many)
    assert len(await documents.holding(sorted(await documents.chunk_ids()))) == 900


async def test_interrupted_change_leaves_everything_as_it_was(documents: Documents) -> None:
    await documents.put([a_document()])
    broken = replace(
        a_document("practice:broken"), chunks=a_document().chunks
    )  # ids that another document holds
    with pytest.raises(StoreError):
        await documents.put([a_document("practice:fine", TEXT + "\nPlus."), broken])
    assert [one.source for one in await documents.listed()] == ["practice:notice-1a2b3c"]
    assert await documents.generation() == 1


async def test_database_is_made_and_migrated_at_first_opening(tmp_path: Path) -> None:
    async with await open_database(url(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "store" / "confrere.db") as connection:
        (at,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert (at, mode) == (head(), "wal")


async def test_folder_of_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    async with await open_database(url(tmp_path)):
        pass
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700


def test_database_at_head_opens_without_alembic(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys\n"
        "from bot.store.database import open_database\n"
        f"async def main():\n    async with await open_database({url(tmp_path)!r}):\n        print('alembic' in sys.modules)\n"
        "asyncio.run(main())\n"
    )
    told = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in "12"
    ]
    assert [one.stdout.strip() for one in told] == ["True", "False"]


async def test_many_openings_at_once_make_one_database(tmp_path: Path) -> None:
    opened = await asyncio.gather(*(open_database(url(tmp_path)) for _ in range(6)))
    for number, database in enumerate(opened):
        await Documents(database).put([a_document(f"practice:{number}")])
        await database.close()
    async with await open_database(url(tmp_path)) as database:
        assert await Documents(database).generation() == 6


async def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    async with await open_database(url(tmp_path)) as one, await open_database(url(tmp_path)) as two:
        await asyncio.gather(
            *(
                Documents(one if number % 2 else two).put([a_document(f"practice:{number}")])
                for number in range(20)
            )
        )
        assert len(await Documents(one).listed()) == 20
        assert await Documents(two).generation() == 20


async def test_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    async with await open_database(url(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "store" / "confrere.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="version plus récente"):
        await open_database(url(tmp_path))


async def test_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "confrere.db").write_bytes(b"ceci n'est pas une base " * 400)
    with pytest.raises(StoreError, match="endommagée"):
        await open_database(url(tmp_path))


async def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("un fichier à la place du dossier")
    with pytest.raises(StoreError, match="ne peut pas être ouverte"):
        await open_database(url(tmp_path))


@pytest.mark.parametrize("wrong", ["pas une adresse", "oracle-inconnu://cabinet", "sqlite+absent:///x.db"])
async def test_wrong_address_names_the_setting(wrong: str) -> None:
    with pytest.raises(StoreError, match="CONFRERE_DATABASE_URL"):
        await open_database(wrong)


async def test_full_database_keeps_what_it_had(tmp_path: Path) -> None:
    async with await open_database(url(tmp_path)) as database:
        await Documents(database).put([a_document()])
        async with database.session() as session:
            from sqlalchemy import text

            await session.execute(text("PRAGMA max_page_count=30"))
        with pytest.raises(StoreError, match="disque est plein"):
            await Documents(database).put([a_document("practice:gros", "Une phrase longue. " * 40_000)])
        assert [one.source for one in await Documents(database).listed()] == ["practice:notice-1a2b3c"]
