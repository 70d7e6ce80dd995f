"""Reports to a platform and letters about a review, as drafts: slots from what is known, blanks ⟦…⟧ for the rest. Pure.

Nothing here has read the review: a draft holds no word of it, no patient data, and does not say whether the author is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from bot.french import typeset
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BLANK: Final = re.compile(r"⟦[^⟦⟧]+⟧")
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft: what it is, the whole text for a file, the part to paste, the blanks left in it, and what to know before sending."""

    title: str
    text: str = field(repr=False)
    body: str = field(repr=False)
    blanks: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a letter asks before it is written: the choices by their letter."""

    ask: str
    choices: tuple[tuple[str, str], ...]


@cache
def table() -> dict[str, Any]:
    """Return the templates."""
    source = files("bot.drafting").joinpath("letters.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return read


def grounds_of(case: str) -> tuple[str, ...]:
    """Return the grounds on which a review of that case may be reported, the fittest first; none for a mere criticism."""
    return tuple(table()["by_case"].get(case, {}).get("grounds", ()))


def letters_of(case: str) -> tuple[str, ...]:
    """Return the letters that help with a review of that case, the most useful first."""
    return tuple(table()["by_case"].get(case, {}).get("letters", ()))


def label_of(kind: str) -> str:
    """Return how a letter or a ground is called, as a button says it."""
    said = table()["letters"].get(kind) or table()["grounds"][kind]
    return typeset(said.get("short", said["label"]))


def slug_of(ground: str) -> str:
    """Return a ground as the name of a file says it: «faux-avis»."""
    return "-".join(re.findall(r"[a-z]+", fold(label_of(ground)).lower))


def questions_of(kind: str) -> tuple[Question, ...]:
    """Return what is to be asked before a letter is written."""
    asked = table()["letters"][kind].get("questions", ())
    return tuple(Question(typeset(one["ask"]), tuple(one["choices"].items())) for one in asked)


def report(ground: str, known: Mapping[str, str]) -> Paper:
    """Return the report to the platform on one ground (DSA, art. 16).

    Args:
        ground: a key of `grounds`.
        known: values by slot; `reference` and `today` are always there.
    """
    said, frame = table()["grounds"][ground], table()["report"]
    parts = {"passage": frame["quoted"], **{name: str(value) for name, value in said.items()}}
    paragraphs = [frame["subject"], *(_filled(one, parts) for one in frame["body"])]
    how = tuple(typeset(_filled(one, parts)) for one in frame["how"])
    references = [*frame["references"], *said["references"]]
    text, part, blanks = _laid_out("report_heading", paragraphs, references, known)
    return Paper(typeset(f"Signalement : {said['label']}"), text, part, blanks, how)


def letter(kind: str, known: Mapping[str, str], chosen: str = "") -> Paper:
    """Return a letter.

    Args:
        kind: a key of `letters`.
        known: values by slot, as for `report`.
        chosen: the letters of the choices made, in the order of `questions_of`.
    """
    said, frame = table()["letters"][kind], table()["frame"]
    body = [str(one["text"]) for one in said["body"] if _fits(one, chosen)]
    paragraphs = [frame["sender"], said["to"], said["subject"], *body, frame["signature"]]
    cautions = tuple(typeset(one["text"]) for one in said["cautions"] if _fits(one, chosen))
    text, part, blanks = _laid_out("heading", paragraphs, said["references"], known)
    return Paper(typeset(said["title"]), text, part, blanks, cautions)


def odds(case: str) -> tuple[str, ...]:
    """Return the honest odds of a report, ground by ground, without a figure: none is known."""
    said = table()["odds"]
    grounds = grounds_of(case)
    lines = [said["by_ground"][ground] for ground in grounds] or [said["ordinary"], said["ordinary_next"]]
    return tuple(map(typeset, (*lines, *((said["refused"],) if grounds else ()), said["note"])))


def _fits(part: Mapping[str, Any], chosen: str) -> bool:
    """Tell whether a paragraph belongs: all the choices that it wants were made."""
    return all(choice in chosen for choice in str(part.get("when", "")))


def _laid_out(
    heading: str, paragraphs: Sequence[str], references: Iterable[Mapping[str, str]], known: Mapping[str, str]
) -> tuple[str, str, tuple[str, ...]]:
    """Return the whole text, the part to send, and the blanks left in it."""
    frame = table()["frame"]
    values = {**table()["blanks"], **{name: value for name, value in known.items() if value}}
    body = typeset("\n\n".join(_filled(one, values) for one in paragraphs))
    blanks = tuple(dict.fromkeys(BLANK.findall(body)))
    top = typeset(f"{frame[heading]}\n{_filled(frame['file'], values)}\n{frame['secrecy']}")
    left = "\n".join(f"- {one}" for one in blanks) or f"- {frame['nothing']}"
    rests = "\n".join(f"- {_reference(one)}" for one in references)
    bottom = typeset(f"{frame['to_fill']} :\n{left}\n\n{frame['references']} :\n{rests}")
    rule = "-" * 60
    return f"{top}\n{rule}\n\n{body}\n\n{rule}\n{bottom}\n", body, blanks


def _reference(one: Mapping[str, str]) -> str:
    """Return a reference with its confidence; what no card holds is to be checked."""
    held = (
        f"carte {one['card']}, confiance {one['confidence']}" if "card" in one else table()["frame"]["unsure"]
    )
    return f"{one['ref']} ({held})"


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its slots filled; a slot without a value stays, for a later turn."""
    return _SLOT.sub(lambda found: values.get(found[1], found[0]), text)
