"""Past posts as JSON: what Instagram and Facebook give («download your information»), and any list of objects with a text.

Meta writes UTF-8 bytes as if each were a character of its own («Ã©» for «é»); that is mended. Private messages are refused.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from knowledge.errors import Foreign, Unreadable
from knowledge.importers.dates import iso_date
from knowledge.importers.fields import ADDRESS, DATE, PLATFORM, TEXT, first_of, folded, is_private
from knowledge.importers.posts import PRIVATE, Post, as_reads, named, platform_of
from knowledge.importers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.importers import Read

DEEP: Final = 6  # levels of lists and objects that are looked into
_STAMP: Final = "creation_timestamp"


def read(path: Path) -> tuple[Read, ...]:
    """Return every post of the file.

    Raises:
        Foreign: there is none, or it holds private messages.
        Unreadable: it is not JSON.
    """
    try:
        whole = _loaded(decode(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise Unreadable("le fichier n’est pas du JSON, ou il est coupé. Exportez-le de nouveau.") from error
    return tuple(as_reads(_posts(whole, platform_of(path))))


def _loaded(text: str) -> Any:
    """Read one value, or one a line."""
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - one line is one value
            raise
        return [json.loads(line) for line in lines]


def _posts(value: Any, platform: str, deep: int = DEEP) -> Iterator[Post]:
    if isinstance(value, list) and deep:
        for one in value:
            yield from _posts(one, platform, deep - 1)
    elif isinstance(value, dict):
        _refuse_private(value)
        found = _instagram(value) or _facebook(value) or _plain(value, platform)
        if found is not None:
            yield found
        elif deep:
            for name, inside in value.items():
                if isinstance(inside, list | dict):
                    yield from _posts(inside, "instagram" if name.startswith("ig_") else platform, deep - 1)


def _refuse_private(value: dict[str, Any]) -> None:
    if is_private({folded(name) for name in value}):
        raise Foreign(PRIVATE)


def _instagram(value: dict[str, Any]) -> Post | None:
    """Read `{"media": [{"title", "creation_timestamp"}], "title"?, "creation_timestamp"?}`."""
    media = value.get("media")
    if not (isinstance(media, list) and media and all(isinstance(one, dict) for one in media)):
        return None
    stamp = value.get(_STAMP) or media[0].get(_STAMP) or ""
    texts = [value.get("title"), *(one.get("title") for one in media)]
    return Post(_mended(next(filter(None, texts), "")), iso_date(stamp), "instagram")


def _facebook(value: dict[str, Any]) -> Post | None:
    """Read `{"timestamp", "data": [{"post"}], "attachments"?}`; a picture's own words count when the post has none."""
    if "timestamp" not in value or not (
        isinstance(value.get("data"), list) or isinstance(value.get("attachments"), list)
    ):
        return None
    said = [one.get("post") for one in value.get("data") or () if isinstance(one, dict)]
    shown = [
        inside.get("media", {}).get("description")
        for one in value.get("attachments") or ()
        if isinstance(one, dict)
        for inside in one.get("data") or ()
        if isinstance(inside, dict) and isinstance(inside.get("media", {}), dict)
    ]
    text = next(filter(None, [*said, *shown]), "")
    return Post(_mended(text), iso_date(value["timestamp"]), "facebook")


def _plain(value: dict[str, Any], platform: str) -> Post | None:
    """Read `{"text" | "texte" | "caption"…, "date"?, "platform"?}` under any of the usual names."""
    names = {folded(name): name for name, inside in value.items() if isinstance(inside, str | int | float)}
    text = first_of(TEXT, names)
    if text is None or not isinstance(value[text], str):
        return None
    day, where, link = (first_of(wanted, names) for wanted in (DATE, PLATFORM, ADDRESS))
    return Post(
        _mended(value[text]),
        iso_date(value[day]) if day else "",
        named(value[where]) if where else platform,
        str(value[link]) if link else "",
    )


def _mended(text: Any) -> str:
    """Return `text` with bytes that were written as characters put back together."""
    told = str(text)
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        return told.encode("latin-1").decode("utf-8")
    return told
