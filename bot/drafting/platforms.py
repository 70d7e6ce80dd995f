"""The limits of each platform, with unit and source, and the names people give them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.drafting.ports import Counter, Craft, Platform

CAPTION: Final = 2_200  # characters; Instagram, caption of a post
HASHTAGS: Final = 5  # Instagram, a post or reel, since December 2025
FACEBOOK: Final = 63_206  # characters; Facebook, a post
LINKEDIN: Final = 3_000  # characters; LinkedIn, a post
GOOGLE: Final = 1_500  # characters; Google Business Profile, a post; a phone number gets it rejected
YOUTUBE_TITLE: Final = 100  # characters; YouTube, title of a video
YOUTUBE_DESCRIPTION: Final = 5_000  # characters; YouTube, description of a video
MESSENGER: Final = 2_000  # characters; Messenger, one message
INSTAGRAM_DM: Final = 1_000  # bytes in UTF-8; Instagram, one direct message
REVIEW_BYTES: Final = 4_096  # bytes in UTF-8; Google, reply to a review
REVIEW_CHARACTERS: Final = 600  # characters; ours: a reply that people read to the end
MESSAGE_WORDS: Final = 110  # words; ours: beyond that a reply to a private message is skimmed


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text looks on a platform.

    `characters` is what the platform takes, `low` and `high` the length we aim at, all in characters; `hashtags` is the
    most we write there.
    """

    label: str
    characters: int
    low: int
    high: int
    hashtags: int
    emoji: bool = False
    headings: bool = False
    phone: bool = True


SHAPES: Final = {
    Platform.INSTAGRAM: Shape("Instagram", CAPTION, 500, 1_100, HASHTAGS, emoji=True, headings=True),
    Platform.FACEBOOK: Shape("Facebook", FACEBOOK, 600, 1_300, 0),
    Platform.LINKEDIN: Shape("LinkedIn", LINKEDIN, 900, 1_500, 3, headings=True),
    Platform.GOOGLE: Shape("Google Business", GOOGLE, 300, 700, 0, phone=False),
    Platform.YOUTUBE: Shape("YouTube", YOUTUBE_TITLE + 2 + YOUTUBE_DESCRIPTION, 500, 1_200, 0, headings=True),
}
CHOICES: Final = tuple(shape.label for shape in SHAPES.values())

_ALIASES: Final = {
    Platform.INSTAGRAM: r"insta(?:gram\w*)?|ig|inst[ar]{1,3}gr?am?s?|une? story",
    Platform.FACEBOOK: r"facebook|facebok|fb|face ?book",
    Platform.LINKEDIN: r"linked ?in|linkdin|linkdln|linkein",
    Platform.GOOGLE: r"google(?: business| my business| maps?)?(?: profile)?|gmb|gbp|fiche google|google fiche",
    Platform.YOUTUBE: r"you ?tube|youtub|ytb|chaine video",
}
_PREPOSITION: Final = r"(?:(?:un |une |le |la |mon |ma |nos |notre )?(?:post|version|publication|pub|legende)? ?(?:pour|sur|de|en) (?:la |le |l')?)?"
_KNOWN: Final = tuple(
    (platform, re.compile(rf"(?<!\w)(?:{names})(?!\w)")) for platform, names in _ALIASES.items()
)
_UNKNOWN: Final = re.compile(
    r"(?<!\w)(tik ?tok|twitter|x \(twitter\)|snap(?:chat)?|pinterest|threads|bluesky|mastodon|whats ?app|telegram|"
    r"doctolib|reddit|twitch|bereal)(?!\w)|(?:pour|sur|version|post) (x)(?!\w)"
)
_FULL: Final = ("instagram", "facebook", "linkedin", "youtube")
_WORD: Final = re.compile(r"[a-z]{6,12}")
_ALIKE: Final = 0.8  # from which a word is the name of a platform misspelt
_HASHTAG: Final = re.compile(r"(?<!\w)#\w+")


def folded(text: str) -> str:
    """Return `text` in lower case without accents, typographic apostrophes straightened; lengths may change."""
    flat = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def find_platform(request: str) -> Platform | None:
    """Return the platform that `request` names («pour insta», «fiche google»…), the first named if several."""
    text = _spelt(folded(request))
    places = [(hit.start(), platform) for platform, names in _KNOWN if (hit := names.search(text))]
    return min(places, key=lambda place: place[0])[1] if places else None


def _spelt(text: str) -> str:
    """Return the folded `text` with the names of platforms that were misspelt («instgram») written as they are."""
    return _WORD.sub(lambda word: _mended(word[0]), text)


@lru_cache(maxsize=1_024)
def _mended(word: str) -> str:
    close = (
        name for name in _FULL if word[0] == name[0] and SequenceMatcher(None, word, name).ratio() >= _ALIKE
    )
    return next(close, word)


def find_unknown(request: str) -> str | None:
    """Return the name of a platform that we do not write for («TikTok», «X»…), as `request` gives it."""
    hit = _UNKNOWN.search(folded(request))
    return next((name for name in hit.groups() if name), None) if hit else None


def shown_name(name: str) -> str:
    """Return the name of a platform we do not write for as it is written («TikTok»)."""
    return {
        "tiktok": "TikTok",
        "tik tok": "TikTok",
        "x": "X",
        "whatsapp": "WhatsApp",
        "bereal": "BeReal",
    }.get(name, name.capitalize())


def without_platform(request: str) -> str:
    """Return the folded `request` without the names of platforms: what is left tells the topic."""
    text = _spelt(folded(request))
    for _, names in _KNOWN:
        text = re.sub(_PREPOSITION + names.pattern, " ", text)
    return " ".join(text.split())


def counters(text: str, craft: Craft, platform: Platform | None = None) -> tuple[Counter, ...]:
    """Return how much of each limit `text` uses; a post without a platform is counted as for Instagram."""
    if craft is Craft.POST:
        return _post_counters(text, platform or Platform.INSTAGRAM)
    if craft is Craft.REVIEW:
        return (_characters(text, REVIEW_CHARACTERS), _bytes(text, REVIEW_BYTES))
    return (
        Counter(words(text), MESSAGE_WORDS, "mots"),
        _characters(text, MESSENGER),
        _bytes(text, INSTAGRAM_DM),
    )


def _post_counters(text: str, platform: Platform) -> tuple[Counter, ...]:
    if platform is Platform.YOUTUBE:
        title, _, description = text.partition("\n")
        return (_characters(title, YOUTUBE_TITLE), _characters(description.strip(), YOUTUBE_DESCRIPTION))
    shape = SHAPES[platform]
    length = _characters(text, shape.characters)
    if platform is Platform.FACEBOOK:
        return (length,)
    return (length, Counter(len(hashtags(text)), shape.hashtags, "hashtags"))


def _characters(text: str, limit: int) -> Counter:
    return Counter(len(text), limit, "caractères")


def _bytes(text: str, limit: int) -> Counter:
    return Counter(len(text.encode("utf-8", "replace")), limit, "octets")


def hashtags(text: str) -> tuple[str, ...]:
    """Return the hashtags of `text`, in order."""
    return tuple(_HASHTAG.findall(text))


def words(text: str) -> int:
    """Count words as a French reader does: elided words are one with what follows, lone marks are none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())
