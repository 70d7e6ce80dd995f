"""One database, opened once: SQLite for a practice on one machine, PostgreSQL for many."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS: Final = Path(__file__).parent / "migrations"
BUSY: Final = 10_000  # milliseconds that a writer waits for another one
TRIES: Final = 100  # to set what another opening holds
PAUSE: Final = 0.05  # seconds between two of them
_PRAGMAS: Final = (
    f"busy_timeout={BUSY}",  # first: the next ones may have to wait
    "journal_mode=WAL",
    "synchronous=FULL",  # what is acknowledged survives a power cut
    "secure_delete=ON",  # what is forgotten is overwritten
    "foreign_keys=ON",
)


class StoreError(Exception):
    """The database cannot be opened, read or written; `notice` says in French what happened and what to do."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


class Database:
    """An open database. `session()` is a transaction: committed at its end, rolled back by an exception."""

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        self.engine = engine
        self.url = url  # without its password
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Open a session in a transaction.

        Raises:
            StoreError: the database is full, locked, damaged or gone.
        """
        try:
            async with self._sessions.begin() as session:
                yield session
        except (DBAPIError, OSError) as error:
            raise _store_error(error, self.url) from error

    async def sweep(self) -> None:
        """Overwrite on disk what was deleted: the write-ahead log is emptied into the file (SQLite alone)."""
        if self.engine.dialect.name == "sqlite":
            async with self.session() as session:
                await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()


async def open_database(url: str) -> Database:
    """Open the database at `url` (`sqlite+aiosqlite:///…`, `postgresql+…`), making and migrating it when needed.

    Raises:
        StoreError: the address is wrong, the folder cannot be written to, the file is not a database, or a newer
            version of the program made it.
    """
    try:
        parsed = make_url(url)
        _make_folder(parsed)
        engine = create_async_engine(parsed)
    except (ArgumentError, ModuleNotFoundError, OSError) as error:
        raise _store_error(error, url) from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
    database = Database(engine, parsed.render_as_string(hide_password=True))
    try:
        await _migrate(database)
    except (SQLAlchemyError, OSError) as error:
        await engine.dispose()
        raise _store_error(error, database.url) from error
    except BaseException:
        await engine.dispose()
        raise
    return database


def head() -> str:
    """Return the last migration's number, read from the names of the files: Alembic costs a third of a second."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        _set(cursor, pragma)
    cursor.close()


def _set(cursor: Any, pragma: str) -> None:
    """Set a pragma; WAL is refused at once, whatever the time-out says, while another opens the same new file: tried again."""
    for left in reversed(range(TRIES)):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            time.sleep(PAUSE)
        else:
            return


async def _migrate(database: Database) -> None:
    async with database.engine.connect() as connection:
        at = await connection.run_sync(_revision)
    if at == head():
        return
    if at is not None and at > head():
        raise StoreError(
            "La base de données vient d’une version plus récente de Confrère. Mettez le programme à jour, puis réessayez."
        )
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # a second process waits here, then finds nothing to do
    command.upgrade(config, "head")


def _store_error(error: BaseException, url: str) -> StoreError:
    said = str(error)
    if isinstance(error, (ArgumentError, ModuleNotFoundError)):
        return StoreError(
            "`CONFRERE_DATABASE_URL` n’est pas une adresse de base de données utilisable. Écrivez par exemple "
            "sqlite+aiosqlite:////home/cabinet/confrere.db, puis réessayez."
        )
    if "disk is full" in said or getattr(error, "errno", None) == errno.ENOSPC:
        return StoreError(
            "Le disque est plein\u00a0; rien n’a été perdu. Libérez de la place, puis recommencez."
        )
    if "not a database" in said or "malformed" in said:
        return StoreError(
            f"La base de données {_where(url)} est endommagée. Remettez une copie de sauvegarde à sa place, "
            "ou déplacez le fichier pour repartir d’une base vide."
        )
    if "locked" in said:
        return StoreError("La base de données est occupée par un autre programme. Réessayez dans une minute.")
    return StoreError(
        f"La base de données {_where(url)} ne peut pas être ouverte ou écrite. "
        "Vérifiez que le dossier existe et que vous y avez le droit d’écrire, puis réessayez."
    )


def _where(url: str) -> str:
    return f"«\u00a0{os.fspath(make_url(url).database or url)}\u00a0»"
