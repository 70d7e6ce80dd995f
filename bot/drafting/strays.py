"""Which sentences of a model's draft stray from what they rest on, for the person to check. Pure.

`grounded` asks whose words a text is made of, and takes out what neither the material nor everyday courtesy could have given: an
injected order, a rigmarole. It reads no meaning: a sentence turned round by «ne … pas» is made of the same words. `bot.figures` reads
the figures of any text, also of an edit or a dictated one, by themselves. Here each sentence that states something is laid beside the
passages, by the `Comparing` that the composition gives (`knowledge.grounding`): denials, names, promises, certainty, additions. It is
wrong of some true sentences that are reworded, so that nothing is cut: the sentence is shown, to be ticked before the text is copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from bot.drafting.grounded import is_everyday
from bot.drafting.platforms import folded
from bot.drafting.ports import Craft, SentenceKind
from bot.drafting.relevance import stems
from bot.drafting.texts import lines
from bot.figures import figures, unsourced
from bot.french import typeset

if TYPE_CHECKING:
    from bot.drafting.ports import Brief, Comparing, Sentence, Unsaid, Written
    from bot.guard import Practice

OWN: Final = (
    0.5  # share of the words of a statement that are the practice's, from which it is about the practice
)
WHOLE: Final = 0.9  # share of a sentence from which its words need not be named: they are the sentence
_PLACEHOLDER: Final = re.compile(r"⟦[^⟧]*⟧")


@dataclass(frozen=True, slots=True)
class _Material:
    """What a model may state: the practice's facts and names by themselves, and everything."""

    own: tuple[str, ...]
    every: tuple[str, ...]


def strays(
    written: Written, left: str, brief: Brief, practice: Practice, compare: Comparing
) -> tuple[str, ...]:
    """Return a line to verify for each sentence, among those that stand in the text `left`, that says what its material does not."""
    material = _material(brief, practice)
    stating = (one for rank, one in enumerate(written.sentences) if one.text in left and _states(one, rank))
    found = ((one.text, _reasons(one, material, compare)) for one in stating)
    return tuple(
        typeset(f"« {text} » : s'écarte de vos sources ({', '.join(reasons)})") for text, reasons in found if reasons
    )  # fmt: skip


def _material(brief: Brief, practice: Practice) -> _Material:
    """Return passages, facts, what the person asked to change, and our own replies."""
    sheet = brief.sheet.passages if brief.sheet else ()
    passages = (f"{one.title}. {one.text}" for one in (*brief.passages, *sheet))
    values = (getattr(practice, one.name) for one in fields(practice))
    own = (*(value for _, value in brief.facts), *(value for value in values if isinstance(value, str)))
    asked = (brief.instruction,) if brief.instruction else ()
    ours = lines("message") if brief.craft is Craft.MESSAGE else ()
    return _Material(own, tuple(dict.fromkeys((*passages, *own, *asked, *ours))))


def _states(sentence: Sentence, rank: int) -> bool:
    """Tell whether a sentence may state something: a title and a question do not."""
    text = sentence.text.rstrip()
    return not text.endswith("?") and (rank > 0 or text.endswith((".", "!", "…")))


def _reasons(sentence: Sentence, material: _Material, compare: Comparing) -> tuple[str, ...]:
    """Return what is wrong with a sentence, each once: a part of it when one can be named, else what the whole is."""
    found = compare(_PLACEHOLDER.sub(" ", sentence.text), material.every)
    settled = _settled(sentence.text, material)
    wrong = [
        one
        for one in found
        if not any(one.words in figure for figure in settled) and not _is_free(one, sentence, material)
    ]
    parts = [one for one in wrong if not _is_whole(one, sentence)]
    named = {one.what for one in parts}
    whole = (one.what for one in wrong if _is_whole(one, sentence) and one.what not in named)
    return tuple(dict.fromkeys((*whole, *(f"{one.what} : {one.words.rstrip(' .!…')}" for one in parts))))


def _is_free(one: Unsaid, sentence: Sentence, material: _Material) -> bool:
    """Tell whether words need no passage: everyday words of a courtesy, the practice's own however they are put together."""
    if one.otherwise:
        return False
    said = stems(folded(one.words))
    if said and len(said & stems(folded(" ".join(material.own)))) >= OWN * len(said):
        return True
    return sentence.kind is SentenceKind.COURTESY and not sentence.passages and is_everyday(one.words)


def _is_whole(one: Unsaid, sentence: Sentence) -> bool:
    return len(one.words) >= WHOLE * len(sentence.text)


def _settled(text: str, material: _Material) -> tuple[str, ...]:
    """Return the figures that need no line here: those that stand nowhere have one already, the practice's own need none."""
    foreign = unsourced(text, material.own)
    nowhere = unsourced(text, material.every)
    return tuple(one.text for one in figures(text) if one not in foreign or one in nowhere)
