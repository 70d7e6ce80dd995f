"""How a practice writes: a style card learnt from its own posts, and what of a sentence suits it. Pure.

A card says how, never what: no sentence of a post is kept, but the greeting it ends with and a few turns of phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from bot.drafting.platforms import folded
from bot.drafting.sentences import is_order, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST: Final = 40  # characters of a loved or banned expression
MOST: Final = 30  # banned expressions
LOVED: Final = 5
SIGNATURE: Final = 80  # characters
SHORTEST: Final = 8  # words; no mean sentence is asked to be shorter
WIDEST: Final = 30  # words
SLACK: Final = (
    2  # words above the mean aimed at, from which a sentence is left to others: the mean then comes out right
)
_SHARE: Final = 0.1  # of the posts, from which an expression is a habit
_SIGNED: Final = 0.3  # of the posts, from which a last line is a signature
_ADDRESSED: Final = 0.2  # of the posts, from which the reader is spoken to
_AT_LEAST: Final = 2  # posts that a habit needs
_FEWEST: Final = 2  # words of an expression
_MOST_WORDS: Final = 4

_LINK: Final = re.compile(r"\bhttps?://\S+|\bwww\.\S+|(?<!\w)[@#][\w.]+")
_EMOJI: Final = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_WORD: Final = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")
_ENDED: Final = re.compile(r"[.!?…][\s»)]*$")  # a heading is no sentence
_TAG: Final = re.compile(r"(?<!\w)#\w+")
_TU: Final = re.compile(r"\b(?:tu|toi|tes)\b|\bt'(?=[aeiouyh])")
_VOUS: Final = re.compile(r"\b(?:vous|votre|vos)\b|^(?!chez\b|nez\b|assez\b)[a-z]{2,}ez\b")
_VOICED: Final = re.compile(
    r"(?:on|nous|je|sans|avec|voici|parlons|prenons|prenez|pensez|gardez|toujours|chaque|ici|notre|nos|en)(?![\w'-])"
)
_HOLLOW: Final = frozenset(
    {"vous", "votre", "dans", "pour", "avec", "cette", "plus", "tout", "nous", "elle", "leur", "sont"}
)
_LISTS: Final = ("loved", "banned", "styles")
_NUMBERS: Final = ("words", "questions", "emoji", "hashtags")
_CLOSED: Final = "information generale"  # how the composer ends a post: no signature of anybody
_NEEDED: Final = re.compile(  # what the law or safety makes a text say
    r"\b(?:risques?|complications?|limites?|effets?(?: indesirables?)?|urgences?|15|112|3114|informations?|consentement|delai de reflexion)\b"
)


class Address(StrEnum):
    """How the reader is spoken to."""

    VOUS = "vous"
    TU = "tu"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Voice:
    """A style card.

    `words` is the mean sentence aimed at, in words; `questions` the posts in a hundred that open with a question; `emoji` and
    `hashtags` how many a post may bear; `styles` what is always asked («shorter»); None where nothing is known or wanted.
    """

    address: Address = Address.VOUS
    words: int | None = None
    questions: int | None = None
    emoji: int | None = None
    hashtags: int | None = None
    loved: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    sign_off: str = ""
    styles: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the card as JSON values."""
        return {name: list(one) if isinstance(one, tuple) else one for name, one in asdict(self).items()}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Voice:
        """Read what `as_json` gave; what is missing is unknown, other keys are left alone."""
        lists = {name: tuple(map(str, values.get(name) or ())) for name in _LISTS}
        others = {name: values.get(name) for name in _NUMBERS}
        told: dict[str, Any] = {**lists, **others, "sign_off": str(values.get("sign_off") or "")}
        return cls(address=Address(values.get("address") or Address.VOUS), **told)

    def shunned(self, text: str) -> tuple[str, ...]:
        """Return the banned expressions that `text` holds, in the order of the card."""
        said = folded(text)
        return tuple(one for one in self.banned if _pattern(one).search(said))

    def suits(self, sentence: str) -> bool:
        """Tell whether a sentence may be told in this voice: no banned word, no «vous» where it is not wanted."""
        if self.shunned(sentence):
            return False
        return self.address is Address.VOUS or not _VOUS.search(folded(sentence))

    def is_long(self, sentence: str) -> bool:
        """Tell whether a sentence is longer than this voice speaks."""
        return self.words is not None and len(sentence.split()) > self.words + SLACK

    def asks(self, seed: str) -> bool | None:
        """Tell whether the post that `seed` names opens with a question, so that the share is kept; None: as it comes."""
        return None if self.questions is None else crc32(seed.encode()) % 100 < self.questions

    def banning(self, words: str) -> Voice:
        """Return the card with an expression banned, and loved no more."""
        said = _spoken(words)
        kept = tuple(one for one in self.banned if folded(one) != folded(said))
        loved = tuple(one for one in self.loved if folded(one) != folded(said))
        return replace(self, banned=(*kept, said)[-MOST:], loved=loved)

    def allowing(self, words: str) -> Voice:
        """Return the card without a banned expression."""
        said = folded(_spoken(words))
        return replace(self, banned=tuple(one for one in self.banned if folded(one) != said))

    def loving(self, words: str) -> Voice:
        """Return the card with an expression loved, and banned no more."""
        said = _spoken(words)
        kept = tuple(one for one in self.loved if folded(one) != folded(said))
        return replace(self.allowing(said), loved=(*kept, said)[-MOST:])


def is_needed(words: str) -> bool:
    """Tell whether an expression cannot be banned: honest information has to say it («risque», «urgence»)."""
    return _NEEDED.search(folded(words)) is not None


def learn(posts: Sequence[str]) -> Voice | None:
    """Return the card of posts that pass the guard, or None when there is none to read."""
    texts = [one for one in posts if sentences_of(_bare(one))]
    if not texts:
        return None
    told = [[one for one in sentences_of(_bare(text)) if _WORD.search(folded(one))] for text in texts]
    lengths = [len(_WORD.findall(folded(one))) for said in told for one in said if _ENDED.search(one)]
    opened = sum(bool(sentences) and sentences[0].rstrip(" »\u00a0").endswith("?") for sentences in told)
    sign_off = _signature(texts)
    return Voice(
        address=_address(texts),
        words=round(sum(lengths) / len(lengths)) if lengths else None,
        questions=round(100 * opened / len(texts)),
        emoji=round(sum(len(_EMOJI.findall(one)) for one in texts) / len(texts)),
        hashtags=round(sum(len(_TAG.findall(one)) for one in texts) / len(texts)),
        loved=_loved(told, sign_off),
        sign_off=sign_off,
    )


def _bare(text: str) -> str:
    return _EMOJI.sub("", _LINK.sub("", text)).replace("\ufe0f", "")


def _address(texts: Iterable[str]) -> Address:
    plain = [[folded(one) for one in sentences_of(_bare(text))] for text in texts]
    familiar = sum(any(_TU.search(one) for one in said) for said in plain)
    formal = sum(any(_VOUS.search(one) for one in said) for said in plain)
    if max(familiar, formal) < _ADDRESSED * len(plain):
        return Address.NEUTRAL
    return Address.TU if familiar > formal else Address.VOUS


def _signature(texts: Sequence[str]) -> str:
    """Return the line that posts usually end with, if it is short and holds no figure; empty when there is none."""
    lines = [line for text in texts if (line := _last_line(text))]
    most = Counter(map(folded, lines)).most_common(1)
    if not most or most[0][1] < max(_AT_LEAST, _SIGNED * len(texts)):
        return ""
    return next(line for line in lines if folded(line) == most[0][0])


def _last_line(text: str) -> str:
    lines = [" ".join(line.split()) for line in _bare(text).splitlines() if line.strip()]
    last = lines[-1] if len(lines) > 1 else ""
    unfit = len(last) > SIGNATURE or any(map(str.isdigit, last)) or folded(last).startswith(_CLOSED)
    return "" if unfit or last.endswith("?") or is_order(last) else last


def _loved(told: Sequence[Sequence[str]], sign_off: str) -> tuple[str, ...]:
    """Return the turns of phrase that come back from post to post, the most frequent first: manners, not subjects."""
    seen: Counter[str] = Counter()
    for sentences in told:
        seen.update({one for sentence in sentences for one in _turns(sentence)})
    least = max(_AT_LEAST + (len(told) > _MOST_WORDS), _SHARE * len(told))
    often = [one for one, times in seen.most_common() if times >= least and one not in sign_off.lower()]
    often.sort(key=lambda one: -seen[one] * (len(one.split()) - 1))
    kept: list[str] = []
    for one in often:
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return tuple(kept[:LOVED])


def _overlap(one: str, other: str) -> bool:
    return len(set(one.split()) & set(other.split())) > len(one.split()) / 2


def _turns(sentence: str) -> Iterable[str]:
    """Yield the expressions of two to four words that open with a voice («on vous explique», «sans promesse»)."""
    words = re.findall(r"[\w’'-]+", sentence.lower())
    for start, first in enumerate(words):
        if not _VOICED.match(folded(first)):
            continue
        for size in range(_FEWEST, _MOST_WORDS + 1):
            said = words[start : start + size]
            last = folded(said[-1])
            whole = len(said) == size and len(last) > 3 and last not in _HOLLOW  # noqa: PLR2004 - letters
            if whole and not any(map(str.isdigit, "".join(said))):
                yield " ".join(said)


def _spoken(words: str) -> str:
    return " ".join(words.split())[:LONGEST].strip(" «»\"'.,;:!?\u00a0")


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """Return a pattern over folded text for an expression, its plural and feminine included."""
    parts = [re.escape(part) for part in folded(words).split()]
    return re.compile(r"(?<!\w)" + r"[\s\u00a0]+".join(parts) + r"(?:e?s|e|x)?(?!\w)")
