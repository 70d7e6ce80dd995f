"""A post that was published, as the exports of the platforms give it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.french import MONTHS
from knowledge.errors import Foreign
from knowledge.importers import Read
from knowledge.model import POST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LEAST: Final = 20  # letters; a post with fewer is a picture with a few words
LONGEST: Final = 70  # characters of the first words that name a post
NAMES: Final = {
    "instagram": "instagram", "insta": "instagram", "ig": "instagram", "facebook": "facebook", "fb": "facebook",
    "linkedin": "linkedin", "google": "google", "gmb": "google", "youtube": "youtube", "tiktok": "tiktok", "twitter": "x",
    "x": "x", "threads": "threads",
}  # fmt: skip
PRIVATE: Final = "ce sont des messages privés\u00a0: ils n’entrent jamais dans l’index. Ne gardez de l’export que les publications."
NO_POST: Final = "aucune publication n’a été trouvée dans ce fichier."
_WORDS: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its text, its day (ISO, or empty) and its platform (a value of `NAMES`, or empty)."""

    text: str = field(repr=False)
    published: str = ""
    platform: str = ""
    url: str = ""


def as_reads(posts: Iterable[Post]) -> Iterator[Read]:
    """Yield each post that says something, the same one once; two of the same day are told apart by their order.

    Raises:
        Foreign: there is none.
    """
    seen: set[Post] = set()
    days: Counter[str] = Counter()
    for post in posts:
        if sum(map(str.isalpha, post.text)) < LEAST or post in seen:
            continue
        seen.add(post)
        day = f"{post.platform} {post.published}"
        days[day] += 1
        key = f"{day} {days[day]}" if post.published else f"{day} {post.text}"
        yield Read(
            _title(post),
            post.text,
            key=key,
            nature=POST,
            published=post.published,
            platform=post.platform,
            url=post.url,
        )
    if not seen:
        raise Foreign(NO_POST)


def platform_of(path: Path) -> str:
    """Return the platform that the file or one of its folders is named after, nearest first; empty when none is."""
    for part in (path.stem, *reversed(path.parent.parts)):
        found = next((NAMES[word] for word in _WORDS.findall(part.lower()) if word in NAMES), "")
        if found:
            return found
    return ""


def named(said: object) -> str:
    """Return the platform that a cell names, or an empty string."""
    return next((NAMES[word] for word in _WORDS.findall(str(said).lower()) if word in NAMES), "")


def _title(post: Post) -> str:
    """Return the first words of a post, without its hashtags and pictograms."""
    line = re.sub(r"(?:#\w+|[^\w\s’'«».,;:!?()/%€-])", " ", post.text)
    first = next((" ".join(one.split()) for one in line.split("\n") if any(map(str.isalpha, one))), "")
    if len(first) <= LONGEST:
        return first or _dated(post)
    return first[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _dated(post: Post) -> str:
    if not post.published:
        return "Publication"
    year, month, day = post.published.split("-")
    return f"Publication du {int(day)} {MONTHS[int(month) - 1]} {year}"
