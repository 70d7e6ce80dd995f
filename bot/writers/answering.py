"""Which sentences of a document answer a private question: those that share its act and what is asked of it. Pure.

A person who writes is worried: a sentence beside the point, or one that frightens unasked, is worse than none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.drafting.ports import Kind
from bot.drafting.relevance import Candidate, candidates, stem, stems, told_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.ports import Passage

ENOUGH: Final = 0.5  # share of what is asked that a sentence must hold
PREFIX: Final = 4  # letters from which a short name stands for an act («rhino»)

_ACTS: Final = {  # everyday words of an act → a word of the title of its sheet
    "botox": "toxine", "nez": "rhinoplastie", "ventre": "abdominoplastie", "seins": "mammaire", "sein": "mammaire",
    "poitrine": "mammaire", "protheses": "implants", "paupieres": "blepharoplastie", "oreilles": "otoplastie",
    "lipo": "liposuccion", "fillers": "hyaluronique", "levres": "hyaluronique", "cheveux": "capillaire",
}  # fmt: skip
_EMPTY: Final = stems(
    "prendre prends remettre remets refaire reprendre reprends recommencer commencer continuer arreter arrete enlever enleve enlevent retirer "
    "droit possible peut veille lendemain soir matin demain delai temps jours semaines mois combien date apres avant encore deja interdit autorise "
    "injection injections acheter garder porter fait faire normal conseille eviter faut dois besoin savoir prevu prevue mettre utiliser lors pendant suite"
)
_ASIDE: Final = (
    "alternatives",
    "pour qui",
    "questions a poser",
)  # headings whose sentences answer no question of conduct
_BEFORE: Final = re.compile(r"\b(?:veille|avant|jeun|preparation|preparer|la nuit d'avant)\b")
_AFTER: Final = re.compile(
    r"\b(?:apres|lendemain|reprise|reprendre|repris\w*|suites|convalescence|jusqu'au)\b"
)
_MISHAP: Final = re.compile(  # what went wrong for one person asks for a person's answer
    r"\b(?:s'est|se sont|est tombee?|decoll\w*|dechir\w*|j'ai (?:oublie|perdu|mouille|fait tomber|arrache|enleve))\b"
)
_GRIM: Final = re.compile(
    r"\b(?:necros\w*|morte?|mort|deces|mourir|embolie|thrombose|phlebite|hemorragie\w*|cecite|septic\w*|infection\w*|complication\w*|"
    r"risques?|grave\w*|perte|souffrance)\b"
)


def answering(request: str, passages: Sequence[Passage], *, limit: int) -> list[Candidate]:
    """Return at most `limit` sentences that answer `request`, all of one document; the practice's own come first.

    Args:
        request: the masked message.
        passages: what a search found, nearest first.
        limit: how many sentences, at most.
    """
    if _MISHAP.search(folded(request)):
        return []
    for kind in (Kind.PRACTICE, Kind.TOPIC):
        for source in dict.fromkeys(passage.source for passage in passages if passage.kind is kind):
            found = _of_one([one for one in passages if one.source == source], request)
            if found:
                return found[:limit]
    return []


def _of_one(passages: Sequence[Passage], request: str) -> list[Candidate]:
    """Return the sentences of one document that answer, in its order, only those that answer most."""
    title = stems(passages[0].title)
    act = _acts(request, title)
    wanted = _wanted(request) - act - title
    own = passages[0].kind is Kind.PRACTICE
    if not wanted or not (act or (own and not _names_an_act(request))):
        return []
    rated = [(len(wanted & told_stems(one.text)), one) for one in candidates(passages) if _fits(one, request)]
    best = max((shared for shared, _ in rated), default=0)
    return [one for shared, one in rated if shared and shared == best and shared >= ENOUGH * len(wanted)]


def _wanted(request: str) -> frozenset[str]:
    return stems(request) - _EMPTY


def _acts(request: str, title: frozenset[str]) -> frozenset[str]:
    """Return the stems of `request` that name the act of a document with the title stems `title`."""
    said = {stem(word): stem(_ACTS.get(word, word)) for word in re.findall(r"[a-z]{3,}", folded(request))}
    return frozenset(
        short
        for short, full in said.items()
        if full in title or (len(short) >= PREFIX and any(one.startswith(short) for one in title))
    )


def _names_an_act(request: str) -> bool:
    words = re.findall(r"[a-z]{3,}", folded(request))
    return any(
        word in _ACTS or word.endswith(("plastie", "succion", "lifting", "filling")) or word in _ACTS.values()
        for word in words
    )


def _fits(candidate: Candidate, request: str) -> bool:
    """Tell whether a sentence is of the same time as the request, and frightens nobody who asked about no risk."""
    asked, told = folded(request), folded(candidate.text)
    if candidate.bullet or folded(candidate.section).startswith(_ASIDE):
        return False
    if _GRIM.search(told) and not _GRIM.search(asked):
        return False
    before = _BEFORE.search(asked) is not None and _AFTER.search(asked) is None
    after = _AFTER.search(asked) is not None and _BEFORE.search(asked) is None
    if before and _AFTER.search(told) and not _BEFORE.search(told):
        return False
    return not (after and _BEFORE.search(told) and not _AFTER.search(told))
