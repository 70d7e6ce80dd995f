"""Making sentences that were written to stand alone read as one text: what the reader already knows is not said again.

A sentence only loses a mention of the subject, or gets a pronoun for it; nothing is ever added to what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 4  # words that a sentence keeps at least

_DROPPED: Final = {  # in which part of the text which mention of the subject goes without saying
    "what": "pendant|lors de|lors d|au cours de|au cours d",
    "how": "pendant|lors de|lors d|au cours de|au cours d",
    "after": "après|à la suite de|à la suite d",
    "risk": "après|pendant|lors de|lors d|à la suite de|à la suite d",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a sheet: its noun without article, and the pronoun that stands for it («elle»), if one is safe."""

    noun: str
    pronoun: str | None

    @classmethod
    def of(cls, phrase: str, text: str) -> Subject:
        """Read «l’abdominoplastie»; `text` tells the gender that an elided article hides."""
        found = re.match(r"(?i)(l[’']|la |le |les )?(.+)", phrase.strip())
        article, noun = ((found[1] or "").lower(), found[2]) if found else ("", phrase)
        if article == "la " or (article.startswith("l") and "une " + noun.lower() in text.lower()):
            return cls(noun, "Elle")
        masculine = article == "le " or (article.startswith("l") and "un " + noun.lower() in text.lower())
        return cls(noun, "Il" if masculine and article != "les " else None)

    @property
    def phrase(self) -> str:
        """Return a pattern for the noun with any article."""
        return rf"(?:une |un |la |le |les |des |l[’']){re.escape(self.noun)}"


def without_mention(sentence: str, subject: Subject, part: str) -> str:
    """Return `sentence` without «après une abdominoplastie», where the part of the text already says so."""
    if part not in _DROPPED or not subject.noun:
        return sentence
    mention = rf"(?:{_DROPPED[part]})[ ’'](?:toute |chaque )?{subject.phrase}"
    shorter = re.sub(rf"(?i)^{mention},\s+", "", sentence)
    if shorter == sentence:
        shorter = re.sub(rf"(?i)(?<=\w) {mention}(?=[.,;]| et )", "", sentence)
    if shorter == sentence or len(shorter.split()) < FEWEST:
        return sentence
    return shorter[0].upper() + shorter[1:]


def flowing(sentences: Sequence[str], subject: Subject) -> list[str]:
    """Return consecutive sentences with a pronoun where the same subject opens two in a row, never three."""
    opening = (
        re.compile(rf"(?i)^(?:la |le |l[’']|une |un ){re.escape(subject.noun)}(?= [a-zàâçéèêëîïôûù])")
        if subject.noun
        else None
    )
    said: list[str] = []
    opened = 0
    for sentence in sentences:
        hit = opening.match(sentence) if opening and subject.pronoun else None
        opened = opened + 1 if hit else 0
        if hit and opened == 2:  # noqa: PLR2004 - the second of two
            said.append(f"{subject.pronoun}{sentence[hit.end() :]}")
        else:
            said.append(sentence)
    return said
