"""The plan of a site (`sitemap.xml`) beside a copy of its pages: the address of each, and the day it last changed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from knowledge.importers.dates import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

HIGH: Final = 6  # folders above a page in which a plan is looked for
LARGEST: Final = 20_000_000  # bytes of a plan
_ENTRY: Final = re.compile(r"<url>(.*?)</url>", re.DOTALL)
_PLACE: Final = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</loc>")
_CHANGED: Final = re.compile(r"<lastmod>\s*([^<]+?)\s*</lastmod>")


def listed(page: Path) -> tuple[str, str]:
    """Return the address and the day (ISO) that the nearest plan above `page` gives it; empty when there is none."""
    for folder in list(page.absolute().parents)[:HIGH]:
        for plan in _plans(folder, folder.stat().st_mtime_ns):
            known = _plan(plan, plan.stat().st_mtime_ns)
            found = next((known[one] for one in _places(page.absolute(), folder) if one in known), None)
            if found:
                return found
    return "", ""


@lru_cache(maxsize=64)
def _plans(folder: Path, _changed: int) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*sitemap*.xml")))


@lru_cache(maxsize=16)
def _plan(plan: Path, _changed: int) -> Mapping[str, tuple[str, str]]:
    """Return (address, day) by path of the address, without slashes at its ends."""
    if plan.stat().st_size > LARGEST:
        return {}
    text = plan.read_text("utf-8", errors="replace")
    found: dict[str, tuple[str, str]] = {}
    for entry in _ENTRY.findall(text):
        place, changed = _PLACE.search(entry), _CHANGED.search(entry)
        if place:
            path = unquote(urlsplit(place[1]).path).strip("/")
            found[path] = (place[1], iso_date(changed[1]) if changed else "")
    return found


def _places(page: Path, folder: Path) -> Iterator[str]:
    """Yield the paths that a copy of `page` may have on the site."""
    inside = page.relative_to(folder).as_posix()
    plain = re.sub(r"\.x?html?$", "", inside, flags=re.IGNORECASE)
    yield from (inside, plain, re.sub(r"(?:^|/)index$", "", plain))
    host, _, rest = plain.partition("/")
    if "." in host and rest:  # `wget --mirror` puts the pages in a folder named after the site
        yield re.sub(r"(?:^|/)index$", "", rest)
