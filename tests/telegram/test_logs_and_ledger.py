"""Logs without texts; updates that are neither lost nor done twice."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from bot.telegram.ledger import Standing, standing
from bot.telegram.logs import LOUD, MASK, Discreet, install, places

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "7000000001:essai-de-confrere_sans-valeur-0000000"
TEXT = "Madame Essai a mal depuis hier"


def fail() -> None:
    try:
        {}[TEXT]
    except KeyError as cause:
        raise RuntimeError(f"{TEXT} {TOKEN}") from cause


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discreet((TOKEN,)))
    logger = logging.getLogger("essai.journal")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("GET /bot%s/getMe", (TOKEN,)),
        (f"GET /bot{TOKEN}/getMe", ()),
        ("%(token)s", ({"token": TOKEN},)),
        ("GET /bot123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe", ()),
        ("%s", (RuntimeError(TOKEN),)),
    ],
)
def test_token_never_reaches_a_line(
    written: tuple[logging.Logger, io.StringIO], line: str, args: tuple[object, ...]
) -> None:
    logger, stream = written
    logger.warning(line, *args)
    assert MASK in stream.getvalue()
    assert TOKEN not in stream.getvalue()
    assert "AAAAAAAA" not in stream.getvalue()


def test_error_leaves_its_class_and_place_and_not_its_words(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = written
    try:
        fail()
    except RuntimeError:
        logger.exception("failed")
    said = stream.getvalue()
    assert "failed\nRuntimeError at fail:" in said
    assert "KeyError at fail:" in said
    assert TEXT not in said


@pytest.mark.parametrize("name", LOUD)
def test_library_that_dumps_updates_leaves_its_level_alone(name: str) -> None:
    record = logging.LogRecord(f"{name}.ext", logging.CRITICAL, "f", 1, "Update %s", (TEXT,), None, "process")
    Discreet().filter(record)
    assert record.getMessage() == "process: critical"


@pytest.mark.parametrize("name", LOUD)
def test_loud_libraries_are_held_at_warnings(name: str) -> None:
    root = logging.getLogger()
    before = [(handler, list(handler.filters)) for handler in root.handlers]
    install((TOKEN,))
    level = logging.getLogger(name).level
    for handler, filters in before:
        handler.filters[:] = filters
    assert level == logging.WARNING


def test_error_that_was_never_raised_has_no_place() -> None:
    assert places(ValueError(TEXT)) == "ValueError at ?"
    assert places(None) == ""


@pytest.mark.parametrize(
    ("stage", "tries", "expected"),
    [
        ("", 0, Standing.NEW),
        ("begun", 1, Standing.AGAIN),
        ("begun", 2, Standing.AGAIN),
        ("begun", 3, Standing.HOPELESS),
        ("sending", 1, Standing.MAYBE_SENT),
        ("sending", 2, Standing.MAYBE_SENT),
        ("sending", 3, Standing.HOPELESS),
        ("done", 1, Standing.DONE),
        ("done", 9, Standing.DONE),
    ],
)
def test_update_stands_where_it_was_left(stage: str, tries: int, expected: Standing) -> None:
    assert standing(stage, tries) is expected
