"""A brief becomes the messages for a model: rules outside, data inside delimiters that nobody can guess."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import prompts
from bot.drafting.ports import Craft, Kind
from bot.writers.chat import Message
from bot.writers.masking import without_links
from bot.writers.wording import (
    change_words,
    fact_words,
    hashtag_words,
    length_words,
    manner_words,
    platform_words,
    question_words,
    situation_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.drafting.ports import Brief, Passage

    Cover = Callable[[str], str]

REQUEST: Final = 6_000  # characters of a request or of a previous draft that a model is given
SOURCES: Final = 24_000  # characters of passages, about 6,000 tokens; the first ones given win
RULES: Final = 16_000  # characters of pinned cards, about 4,000 tokens
PERSON: Final = "person"  # source id of what the person who asks states itself, as the composer writes it
NOTHING: Final = "(rien)"
SHIPPED: Final = frozenset(
    {Kind.DEONTOLOGY, Kind.TOPIC}
)  # our own sheets: they hold no patient, masking would spoil them
_LETTERS: Final = "bcdfghjklmnpqrstvwxz"  # no vowel: a mark is never read as a name


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent, and what is needed to read the answer.

    `ids` gives the passage id or `practice:<fact>` behind each label ([P1], [F1]…); `public` holds the texts whose
    contacts and links may appear: facts of the practice and our own sheets.
    """

    messages: tuple[Message, ...]
    ids: dict[str, str] = field(repr=False)
    public: tuple[str, ...] = field(repr=False)

    def repair(self, answer: str, defect: str) -> Prompt:
        """Return the next turn: what the model answered (masked), and what is wrong with it."""
        turns = (Message("assistant", answer), Message("user", prompts.render("repair", defaut=defect)))
        return Prompt((*self.messages, *turns), self.ids, self.public)


def new_mark() -> str:
    """Return sixteen random letters, about 69 bits: what is pasted cannot close the delimiters."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def compose(brief: Brief, cover: Cover, mark: str | None = None) -> Prompt:
    """Return the messages for `brief`; every text in it that is not ours goes through `cover`.

    Raises:
        WriterLeak: `cover` does not settle on a text.
    """
    return _Composition(brief, cover, mark or new_mark()).prompt()


class _Composition:
    def __init__(self, brief: Brief, cover: Cover, mark: str) -> None:
        self._brief = brief
        self._cover = cover
        self._mark = mark
        self._ids: dict[str, str] = {}

    def prompt(self) -> Prompt:
        task = self._task() + (self._revision() if self._brief.previous is not None else "")
        system = Message("system", prompts.render("system", marque=self._mark))
        return Prompt((system, Message("user", task)), self._ids, tuple(_public(self._brief)))

    def _task(self) -> str:
        brief = self._brief
        common = {
            "longueur": length_words(brief) if brief.craft is Craft.POST else str(brief.limit),
            "manieres": manner_words(brief, tuple(self._cover(one) for one in brief.advice)),
            "regles": self._listed(_rules(brief), RULES),
            "faits": self._facts(),
        }
        if (
            brief.craft is Craft.REVIEW
        ):  # never the review: the answer must not depend on who wrote it, nor on what
            return prompts.render("review", situation=situation_words(brief), **common)
        common |= {
            "demande": self._pasted(brief.request),
            "passages": self._fenced(self._listed(_sources(brief), SOURCES)),
        }
        if brief.craft is Craft.MESSAGE:
            asked = {"questions": question_words(brief), "situation": situation_words(brief)}
            return prompts.render("message", **asked, **common)
        return prompts.render(
            "post", plateforme=platform_words(brief), mots_diese=hashtag_words(brief), **common
        )

    def _revision(self) -> str:
        previous, change = self._data(self._brief.previous or ""), self._pasted(change_words(self._brief))
        return "\n" + prompts.render("revise", brouillon=previous, changement=change)

    def _pasted(self, text: str) -> str:
        """Return what a person pasted: no links, which a model might repeat."""
        return self._data(without_links(text))

    def _data(self, text: str) -> str:
        return self._fenced(self._cover(text)[:REQUEST].strip() or NOTHING)

    def _listed(self, passages: Iterable[Passage], room: int) -> str:
        shown = []
        for passage in passages:
            text = self._worded(passage)
            room -= len(text)
            if room < 0:
                break
            shown.append(f"[{self._label('P', passage.id)}] {text}")
        return "\n\n".join(shown) or NOTHING

    def _worded(self, passage: Passage) -> str:
        text = f"{passage.title} · {passage.section}\n{passage.text}"
        return text if passage.kind in SHIPPED else self._cover(text)

    def _facts(self) -> str:
        lines = [
            f"[{self._label('F', f'practice:{name}')}] {fact_words(name)}\u00a0: {value}"
            for name, value in self._brief.facts
        ]
        if stated := self._stated():
            lines.append(f"[{self._label('F', PERSON)}] affirmé par la personne qui demande\u00a0: {stated}")
        return self._fenced("\n".join(lines) or NOTHING)

    def _stated(self) -> str:
        """Return the sentences of a post that the person states («le cabinet ferme vendredi»); angle words are none."""
        cues = self._brief.cues if self._brief.craft is Craft.POST else ()
        return " ".join(self._cover(without_links(cue)) for cue in cues if " " in cue.strip())

    def _label(self, letter: str, passage: str) -> str:
        known = {id_: label for label, id_ in self._ids.items()}
        if passage not in known:
            number = sum(label[0] == letter for label in self._ids) + 1
            self._ids[f"{letter}{number}"] = passage
            return f"{letter}{number}"
        return known[passage]

    def _fenced(self, text: str) -> str:
        return f"<donnees-{self._mark}>\n{text}\n</donnees-{self._mark}>"


def _rules(brief: Brief) -> list[Passage]:
    """Return the pinned cards that are ours: the only texts of a brief that may stand outside the fence."""
    return [passage for passage in brief.pinned if passage.kind in SHIPPED]


def _sources(brief: Brief) -> list[Passage]:
    """Return the passages found, then the rest of the sheet, each once and none of the rules."""
    found = (*brief.passages, *brief.pinned, *(brief.sheet.passages if brief.sheet else ()))
    seen = {passage.id for passage in _rules(brief)}
    return [passage for passage in found if not (passage.id in seen or seen.add(passage.id))]  # type: ignore[func-returns-value]


def _public(brief: Brief) -> Iterable[str]:
    yield from (value for _, value in brief.facts)
    passages = (*brief.passages, *brief.pinned, *(brief.sheet.passages if brief.sheet else ()))
    yield from (passage.text for passage in passages if passage.kind in SHIPPED)
