"""A model server for the processes of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers.running import model_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def model_port() -> Iterator[int]:
    with model_server() as port:
        yield port
