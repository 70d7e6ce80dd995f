"""The word lists behind the recognisers: names, what looks like a name and is none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.guard.patient.spellings import is_spelt, shortened
from bot.guard.words import words as words_of

_LISTS = Path(__file__).parent / "lists"


@cache
def lexicon(name: str) -> frozenset[str]:
    """Return the words of `lists/<name>.txt`, folded."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the lines of `lists/<name>.txt`, folded."""
    return tuple(_lines(name))


def _lines(name: str) -> list[str]:
    text = (_LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def is_first_name(word: str) -> bool:
    """Tell whether a folded word is a first name, be it a word as well; a compound counts by its first part."""
    return word in _all_first_names() or ("-" in word and _is_compound(word))


@cache
def _all_first_names() -> frozenset[str]:
    return lexicon("first_names") | lexicon("ambiguous_names")


@cache
def _plain_first_names() -> frozenset[str]:
    return lexicon("first_names") - lexicon("ambiguous_names")


def is_plain_first_name(word: str) -> bool:
    """Tell whether a folded word is a first name and nothing else."""
    return word in _plain_first_names() or ("-" in word and _is_compound(word))


def _is_compound(word: str) -> bool:
    first, _, second = word.partition("-")
    if first in _DOUBLED and second in _SHORT_FORMS:
        return True
    return first in lexicon("first_names") and second in lexicon("first_names")


_DOUBLED = words_of("jean marie anne pierre paul charles louis claude andre rose")
_SHORT_FORMS = words_of(
    "mi jo phi ba lu lou fra cri ma ed gui al an so cla no fi yv ro de da do pa be ga re to flo clo mimi jojo jac mich chris seb cri chri fran cath domi claire bapt christ the so"
)  # `jean-mi`, `marie-jo`


def is_eponym(word: str) -> bool:
    """Tell whether a folded word names a disease, a sign or an incision."""
    return word in lexicon("eponyms")


def is_place(word: str) -> bool:
    """Tell whether a folded word, with hyphens, is a place."""
    return word in lexicon("places")


def is_common(word: str) -> bool:
    """Tell whether a folded word is an ordinary one that may start with a capital."""
    return word in lexicon("common")


def is_town(word: str) -> bool:
    """Tell whether a folded word, with hyphens, is a town in which people live."""
    return word in lexicon("towns")


def is_misspelt(word: str) -> bool:
    """Tell whether a folded word is a long one of medicine with one letter too few, too many or another (`blephro`)."""
    return len(word) >= _LONG and any((word[:2], form) in _clinical() for form in shortened(word))


@cache
def _clinical() -> frozenset[tuple[str, str]]:
    """Return the long words of medicine without any one letter, each beside its first two letters, which misspellers keep."""
    long = (word for word in lexicon("clinical") if len(word) >= _LONG)
    return frozenset((word[:2], form) for word in long for form in shortened(word))


_LONG = 7  # letters; one letter makes another word of a shorter one


def is_known(word: str) -> bool:
    """Tell whether a folded word is one of ours: an ordinary one, a place, an eponym. After a cue, others are names."""
    return is_common(word) or word in lexicon("ordinary") or is_place(word) or is_eponym(word)


def is_word(word: str) -> bool:
    """Tell whether a folded word is one of ours or any of French: by itself it names nobody, though a house may bear it."""
    return is_known(word) or is_spelt(word)


def is_said(name: str) -> bool:
    """Tell whether a name begins with a word that is no first name: where all is in capitals, they show nobody (`JE SUIS PASSE`)."""
    first = name.partition(" ")[0]
    return is_word(first) and not is_first_name(first)
