"""The same line as other people would type it, so that the reader learns what is said and not how it is spelt."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SHORT: Final = {
    "bonjour": "bjr", "bonsoir": "bsr", "salut": "slt", "merci": "mci", "beaucoup": "bcp", "toujours": "tjrs",
    "pourquoi": "pk", "parce que": "pcq", "est-ce que": "esk", "c'est": "c", "j'ai": "g", "je suis": "chui",
    "quand": "qd", "avec": "ac", "pour": "pr", "depuis": "dps", "rendez-vous": "rdv", "vous": "vs", "dans": "ds",
    "combien": "cb", "comment": "cmt", "maintenant": "mtn", "aujourd'hui": "auj", "que": "ke", "qui": "ki", "pas": "pa",
    "plus": "+", "très": "tro", "tout": "tt", "message": "msg", "désolé": "dsl", "s'il vous plaît": "svp",
}  # fmt: skip
_KEYS: Final = re.compile(r"\b(?:" + "|".join(map(re.escape, SHORT)) + r")\b")
_MARKS: Final = re.compile(r"[,;:.!?«»\"()…-]+")
_SILENT: Final = re.compile(r"(?<=\w{3})(?:es|s|t|e|x)\b")
_VOWEL_PAIR: Final = re.compile(r"qu|eau|ph|ss")


def variants(text: str, random: Random, count: int) -> list[str]:
    """Return `count` other spellings of `text`; the same `random` gives the same ones."""
    return [_respelt(text, random) for _ in range(count)]


def _respelt(text: str, random: Random) -> str:
    for way in random.sample(WAYS, random.choice((1, 1, 2, 3))):
        text = way(text, random)
    return text


def _cased(text: str, random: Random) -> str:
    return text.upper() if random.random() < 1 / 4 else text.lower()


def _bare(text: str, _random: Random) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def _unmarked(text: str, _random: Random) -> str:
    return " ".join(_MARKS.sub(" ", text).split())


def _texted(text: str, random: Random) -> str:
    """Spell some words as thumbs do, and drop some letters that are not heard."""
    plain = text.lower().replace("’", "'")
    short = _KEYS.sub(lambda found: SHORT[found[0]] if random.random() < 2 / 3 else found[0], plain)
    silent = _SILENT.sub(lambda found: "" if random.random() < 1 / 3 else found[0], short)
    heard = {"qu": "k", "eau": "o", "ph": "f", "ss": "s"}
    return _VOWEL_PAIR.sub(lambda found: heard[found[0]] if random.random() < 1 / 3 else found[0], silent)


def _mistyped(text: str, random: Random) -> str:
    """Drop, double or swap about one letter in forty."""
    letters = list(text)
    for _ in range(len(letters) // 40 + bool(letters)):
        at = random.randrange(len(letters))
        letters[at : at + 2] = random.choice(
            (
                letters[at : at + 1] * 2 + letters[at + 1 : at + 2],
                letters[at : at + 2][::-1],
                letters[at : at + 1],
            )
        )
    return "".join(letters)


def _shortened(text: str, random: Random) -> str:
    """Leave some words out, as a hurried person does."""
    words = text.split()
    kept = [word for word in words if len(words) < 6 or random.random() > 1 / 8]  # noqa: PLR2004 - a short text says little
    return " ".join(kept)


WAYS: Final[tuple[Callable[[str, Random], str], ...]] = (
    _cased,
    _bare,
    _unmarked,
    _texted,
    _mistyped,
    _shortened,
)
