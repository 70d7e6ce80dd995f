"""One JSON object a line, in and out: the shape that the commands for other programs share.

In order, one line out for one line in; a bad line gives an `error` line and the rest goes on; memory stays constant.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from bot.french import typeset

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

NOT_JSON: Final = "Cette ligne n’est pas du JSON. Écrivez un objet par ligne."


class BadItem(ValueError):
    """A line that cannot be used; its text is French and says what to write."""


def stream(answer: Callable[[Mapping[str, Any]], dict[str, Any]]) -> int:
    """Answer standard input line by line; return 0 whatever the answers."""
    for line in sys.stdin.buffer:
        if line.strip():
            _write(answer_line(line, answer))
    return 0


async def stream_async(answer: Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]) -> int:
    """Answer standard input line by line, each answer awaited before the next line is read; return 0."""
    for line in sys.stdin.buffer:
        if line.strip():
            _write(await _awaited(line, answer))
    return 0


def answer_line(line: bytes, answer: Callable[[Mapping[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Return the answer to one line, or an `error`."""
    item: object = None
    try:
        item = read_item(line)
        return identified(item) | answer(item)
    except BadItem as error:
        return identified(item) | {"error": typeset(str(error))}


async def _awaited(
    line: bytes, answer: Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]
) -> dict[str, Any]:
    item: object = None
    try:
        item = read_item(line)
        return identified(item) | await answer(item)
    except BadItem as error:
        return identified(item) | {"error": typeset(str(error))}


def read_item(line: bytes) -> Mapping[str, Any]:
    """Return the object of a line.

    Raises:
        BadItem: it is not JSON, or not an object.
    """
    try:
        item = json.loads(line.decode("utf-8", errors="replace"))
    except (ValueError, RecursionError):
        raise BadItem(NOT_JSON) from None
    if not isinstance(item, dict):
        raise BadItem(NOT_JSON)
    return item


def identified(item: object) -> dict[str, Any]:
    """Return the identity that an answer repeats."""
    return {"id": item.get("id") if isinstance(item, dict) else None}


def text_of(item: Mapping[str, Any], name: str = "text") -> str:
    """Return a field that must be a text.

    Raises:
        BadItem: it is missing, or something else.
    """
    text = item.get(name)
    if not isinstance(text, str):
        raise BadItem(f"Le champ « {name} » manque ou n’est pas un texte.")
    return text


def optional_text(item: Mapping[str, Any], name: str) -> str | None:
    """Return a field that is a text or absent.

    Raises:
        BadItem: it is something else.
    """
    return None if item.get(name) is None else text_of(item, name)


def _write(said: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.stdout.flush()
