"""What a database raises, in the words of the conversation."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.reception import StoreUnavailable
from bot.store.database import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def available() -> AsyncIterator[None]:
    """Turn what a database raises into what the conversation knows.

    Raises:
        StoreUnavailable: the database failed.
    """
    try:
        yield
    except (StoreError, SQLAlchemyError, OSError) as error:
        raise StoreUnavailable from error
