"""The model as a second pair of eyes: asked once a version, about masked text; it may add a finding, never clear one. Pure.

What cannot be asked, understood or believed leaves the word of the rules as it is, and the card says «non relu par le modèle».
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.drafting.ports import WriterError
from bot.drafting.revise import reread
from bot.french import typeset
from bot.guard import Channel, Cleared, Opinion
from bot.guard.fold import fold
from bot.guard.opinions import places, questions
from bot.guard.patient import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import Draft, PracticeFacts
    from bot.guard.patient.masking import Masked

UNREAD: Final = "Non relu par le modèle"  # every note that says so begins with these words
SILENT: Final = "le modèle n’a rien rendu d’utilisable"
INVENTED: Final = "ses remarques ne citent pas le texte"
REASON: Final = 160  # characters of a model's reason that are shown


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked about a rule; answered by yes or no about one quote."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered: whether `quote` (of the masked text) breaks `rule`, and why, in its own words."""

    rule: str
    quote: str = field(repr=False)
    faulty: bool
    why: str = field(default="", repr=False)


class Judge(Protocol):
    """A model that answers questions about a text."""

    name: str

    async def judge(
        self, text: str, questions: Sequence[Question], public: Sequence[str] = ()
    ) -> tuple[Answer, ...]:
        """Return the answers; a question without an answer is a no.

        Args:
            text: the masked text of a draft.
            questions: what is asked about it, all together.
            public: contacts of the practice, which may stand in `text`.

        Raises:
            WriterError: no answer came in time, or none that can be read.
        """
        ...


async def second_look(draft: Draft, judge: Judge, practice: PracticeFacts) -> Draft:
    """Return the draft with what a model finds in it, or with a note that it was not read by the model.

    A fixed text and a refused one are not shown to the model.
    """
    draft = replace(draft, notes=tuple(note for note in draft.notes if not note.startswith(UNREAD)))
    asked = _questions(draft)
    if draft.fixed or not asked or not isinstance(draft.verdict, Cleared):
        return draft
    masked = mask(draft.verdict.text, practice.values())
    public = tuple(value for _, value in practice.known())
    try:
        answers = await judge.judge(masked.text, asked, public)
    except WriterError as error:
        return _unread(draft, getattr(error, "reason", SILENT))
    opinions = opinions_in(answers, masked, draft.verdict.text, asked)
    if not opinions:
        return _unread(draft, INVENTED) if any(one.faulty for one in answers) else draft
    heard = {(one.rule, one.quote): one for one in (*draft.opinions, *opinions)}
    return reread(replace(draft, opinions=tuple(heard.values())), practice)


def opinions_in(
    answers: Iterable[Answer], masked: Masked, text: str, asked: Iterable[Question]
) -> tuple[Opinion, ...]:
    """Return the answers that can be believed as to their form: a yes, to a question asked, with words of the masked text.

    Their quotes are those of `text`, from which `masked` was made.
    """
    rules = {question.rule for question in asked}
    folded = fold(masked.text)
    found = []
    for one in answers:
        spans = places(folded.lower, one.quote) if one.faulty and one.rule in rules else []
        for start, end in spans[:1]:
            low, high = unmasked(masked, *folded.span(start, end))
            found.append(Opinion(one.rule, text[low:high], " ".join(one.why.split())[:REASON]))
    return tuple(found)


def unmasked(masked: Masked, start: int, end: int) -> tuple[int, int]:
    """Return the span of the original text behind `[start, end)` of the masked one; a placeholder stands for all it hides."""
    return _before(masked, start, after=False), _before(masked, end, after=True)


def _before(masked: Masked, position: int, *, after: bool) -> int:
    """Return the place in the original of a place in the masked text; inside a placeholder, its start or its end."""
    shift = 0  # characters that masking took away so far
    for one in masked.spans:
        start = one.start - shift
        if position <= start:
            break
        end = start + len(one.kind.placeholder)
        if position < end:
            return one.end if after else one.start
        shift = one.end - end
    return position + shift


def _questions(draft: Draft) -> tuple[Question, ...]:
    asked = questions(Channel(draft.craft.value), frozenset(draft.asked))
    return tuple(Question(rule, typeset(text)) for rule, text in asked)


def _unread(draft: Draft, reason: str) -> Draft:
    note = typeset(f"{UNREAD} : {reason}. Les règles, elles, ont relu ce texte.")
    return replace(draft, notes=(note, *draft.notes))
