"""Choosing the sentences of a post: close to the angle, varied, never without a limit or a risk. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.drafting.ports import Kind
from bot.drafting.relevance import Candidate, candidates, likeness, overlap, told_stems
from bot.drafting.sentences import is_order
from bot.figures import figures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.drafting.ports import Brief, Passage

PARTS: Final = (
    "lead",
    "what",
    "who",
    "how",
    "after",
    "prevention",
    "risk",
    "alternative",
    "also",
    "call",
    "question",
)
_SECTIONS: Final = {
    "lead": "en bref|resume|introduction",
    "what": "de quoi|definition|principe",
    "who": "pour qui|indication",
    "how": "comment|deroulement",
    "after": "suites|apres|convalescence",
    "prevention": "prevention|precaution|conseil",
    "risk": "risque|limite|complication|effets",
    "alternative": "alternative",
    "call": "quand appeler|urgence|alerte",
    "question": "question",
}
_RISK_HEADING: Final = re.compile(r"risques?|complications?|limites?")
_TURNS: Final = (  # which parts are told, variant after variant
    ("after", "how", "prevention", "what", "who"),
    ("how", "prevention", "what", "after", "who"),
    ("who", "after", "prevention", "how", "what"),
    ("what", "prevention", "after", "alternative", "how"),
)
_OWN_PARTS: Final = (  # what a sentence of the practice's document tells, where no heading says it
    ("call", re.compile(r"\bappele[zr]\b|\burgences?\b|\b(?:15|112)\b")),
    ("risk", re.compile(r"\brisques?\b|\bcomplications?\b|\blimites?\b|\bindesirables?\b|\bne garantit|\bgarant(?:i|ie|ir)\b|\b(?:infection|hematome|necrose|asymetrie|phlebite|echec)s?\b|\b(?:reste\w*|est|sont) (?:possibles?|rares?)\b|\bpeut (?:persister|s'infecter|se rouvrir|rater)")),
    ("after", re.compile(r"\bsuites?\b|\brepris?e?\b|\breprend|\bapres\b|\b(?:semaines?|jours?|mois)\b|\bporte[zr]\b")),
)  # fmt: skip
_BESIDE: Final = frozenset({"lead", "what", "how", "after", "prevention"})
_TELLING: Final = ("what", "who", "how", "after", "prevention", "alternative", "risk", "call")
_DANGLING: Final = re.compile(
    r"(?i)^(?:ils?|elles?|cel(?:a|ui|le)|ceux|celles|ce dernier|cette derniere|de plus|ensuite|enfin|en effet|ainsi|toutefois|cependant|mais|or|donc|par ailleurs|ci-dessus|y)\b"
)
_FORMAL: Final = re.compile(
    r"\b(?:devis|delai de reflexion|la loi|legal|assurance maladie|prise en charge|code)\b"
)
_YOUNG: Final = re.compile(
    r"\b1[3-7](?: ou 1[3-7])? ans\b"
)  # a post about an operation does not speak to minors
_ALIKE: Final = 0.5  # above, two sentences say the same
_LONG: Final = 30  # words; longer sentences are left out
_SIMPLE: Final = 14  # words; what a simpler version prefers


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence in its part of the text."""

    part: str
    candidate: Candidate


def part_of(section: str) -> str:
    """Return the part of a post that a section of a sheet feeds («Les suites, jour après jour» → `after`)."""
    heading = folded(section)
    return next((part for part, words in _SECTIONS.items() if re.search(words, heading)), "what")


def tells_risk(text: str) -> bool:
    """Tell whether a post says a risk or a limit, in a sentence of its own or under its heading."""
    said = folded(text)
    return bool(_RISK_HEADING.search(said) or dict(_OWN_PARTS)["risk"].search(said))


@dataclass
class Outline:
    """The sentences of one post, chosen one by one: `pool` is of its sheet, `beside` of a second subject asked for."""

    brief: Brief
    pool: list[Chosen]
    beside: list[Chosen]
    wanted: frozenset[str]
    taken: list[Chosen]

    @classmethod
    def of(cls, brief: Brief, wanted: frozenset[str]) -> Outline:
        """Gather the usable sentences of the sheet, and apart those of a second sheet that the request names too."""
        sheet = brief.sheet
        own = sheet.passages if sheet else ()
        others = [one for one in brief.passages if sheet and one.source != sheet.source and one.card is None]
        return cls(brief, _pool(own, wanted), _pool(others, wanted), wanted, [])

    def take_beside(self, limit: int) -> None:
        """Take what the second sheet says, in a part of its own; it lends the risk that the first one does not tell."""
        if not any(one.part == "risk" for one in self.pool):
            self.taken += [one for one in self.beside if one.part == "risk"][:1]
        ranked = sorted(self.beside, key=lambda one: (-one.candidate.score, one.part != "lead"))
        told = (
            [one for one in ranked if one.part in _BESIDE and self._is_new(one)] if self._is_other() else []
        )
        self.taken += [replace(one, part="also") for one in told[:limit]]

    def _is_other(self) -> bool:
        """Tell whether the second sheet has another subject than the practice's document, which goes first."""
        return self.brief.sheet is not None and self.brief.sheet.kind is not Kind.PRACTICE

    def lead(self, limit: int = 2) -> None:
        """Take the opening: what the sheet says in short, its first sentence, then the closest or the next in turn."""
        pool = [one for one in self.pool if one.part == "lead"]
        pool = pool or [one for one in self.pool if one.part == "what"]
        if not pool:
            return
        rest = pool[1:]
        turn = self.brief.variant % len(rest) if rest else 0
        close = sorted(rest[turn:] + rest[:turn], key=lambda one: -one.candidate.score)
        self.taken += [replace(one, part="lead") for one in (pool[0], *close)[:limit]]

    def take_close(self, limit: int) -> None:
        """Take the sentences that answer the angle of the request, the closest first."""
        pool = [one for one in self.pool if one.part in _TELLING and one.candidate.score > 0]
        for one in sorted(pool, key=lambda one: (-one.candidate.score, one.candidate.order)):
            if limit and self._is_new(one):
                self.taken.append(one)
                limit -= 1

    def take_turns(self) -> Iterator[Chosen]:
        """Yield, to be taken or left, sentences of the parts whose turn it is: two from each, then what is left of each."""
        parts = _TURNS[self.brief.variant % len(_TURNS)]
        for _ in range(2):
            for part in parts:
                yield from self.next_of(part, 2)

    def next_of(self, part: str, limit: int) -> list[Chosen]:
        """Return the next sentences of a part that repeat nothing, in the order of the sheet; variants start elsewhere."""
        pool = [one for one in self.pool if one.part == part and self._is_new(one)]
        pool.sort(key=lambda one: _FORMAL.search(folded(one.candidate.text)) is not None)
        if "simpler" in self.brief.style:
            pool.sort(key=lambda one: len(one.candidate.text.split()) > _SIMPLE)
        start = _start(part, self.brief.variant, len(pool))
        return (pool[start:] + pool[:start])[:limit]

    def take(self, part: str, limit: int = 1) -> None:
        """Take the next sentences of a part."""
        self.taken += self.next_of(part, limit)
        if part == "risk" and not self.has(
            part
        ):  # the only risk stays, even when it repeats words that are told
            self.taken += [one for one in self.pool if one.part == part][:1]

    def has(self, part: str) -> bool:
        """Tell whether a sentence of the part was taken."""
        return any(one.part == part for one in self.taken)

    def _is_new(self, one: Chosen) -> bool:
        return all(_differ(one.candidate.text, other.candidate.text) for other in self.taken)

    def ordered(self) -> list[Chosen]:
        """Return what was taken, in the order in which it is told."""
        return sorted(self.taken, key=lambda one: (PARTS.index(one.part), one.candidate.order))


def _start(part: str, variant: int, length: int) -> int:
    """Return where a variant starts in a part: when to call always starts with the gravest, which stands first."""
    if part == "call" or not length:
        return 0
    return variant % length if part == "risk" else 2 * (variant // len(_TURNS)) % length


@lru_cache(maxsize=4_096)
def _figured(sentence: str) -> frozenset[tuple[str, str]]:
    return frozenset(key for figure in figures(sentence) for key in figure.keys)


def _differ(text: str, told: str) -> bool:
    """Tell whether a sentence says something else than one that is told: neither the same words nor the same figure."""
    if likeness(text, told) >= _ALIKE:
        return False
    same = _figured(text) & _figured(told)
    return not same or not told_stems(text) & told_stems(told)


def _pool(passages: Collection[Passage], wanted: frozenset[str]) -> list[Chosen]:
    found = [replace(one, score=overlap(wanted, one.text)) for one in candidates(passages)]
    own = {passage.id for passage in passages if passage.kind is Kind.PRACTICE}
    usable = [one for one in found if _is_usable(one)]
    parts = [_part(one, own=one.passage in own) for one in usable]
    if own and "lead" not in parts and parts[:1] not in ([], ["risk"], ["call"]):
        parts[0] = "lead"  # what a document of the practice says first opens the post
    return [Chosen(part, one) for part, one in zip(parts, usable, strict=True)]


def _part(one: Candidate, *, own: bool) -> str:
    part = part_of(one.section)
    if not own or part != "what":
        return part
    said = folded(one.text)
    return next((name for name, words in _OWN_PARTS if words.search(said)), part)


def _is_usable(one: Candidate) -> bool:
    count = len(one.text.split())
    ended = one.text.endswith((".", "?", "…"))
    if _YOUNG.search(folded(one.text)) or is_order(one.text):
        return False
    return ended and 4 <= count <= _LONG and not _DANGLING.match(folded(one.text))  # noqa: PLR2004 - words
