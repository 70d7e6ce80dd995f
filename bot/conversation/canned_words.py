"""What a person says of ready answers: «nouvelle réponse retard : …», «réponse retard», «supprime la réponse retard». Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.guard.fold import fold

LONGEST: Final = 1_500  # characters of an order with its text
NAME: Final = 30  # characters

_ANSWER: Final = r"(?:la |une |ma |notre |cette )?(?:nouvelle )?réponses?(?: ?[- ]?types?| prête)?"
_NEW: Final = re.compile(
    rf"\s*(?:(?:ajoute[rsz]?|crée[rsz]?|enregistre[rsz]?|note[rsz]?|prépare[rsz]?) {_ANSWER}|nouvelle réponse(?: type)?) (?P<head>[^:\n]{{2,90}}?) ?: ?(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE: Final = re.compile(
    rf"\s*(?:modifie[rsz]?|change[rsz]?|corrige[rsz]?|remplace[rsz]?|renouvelle[rsz]?|prolonge[rsz]?) {_ANSWER} (?P<head>[^:\n]{{2,90}}?)(?: ?: ?(?P<text>\S.*))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_DROP: Final = re.compile(
    rf"\s*(?:supprime[rsz]?|efface[rsz]?|retire[rsz]?|enlève[rsz]?) {_ANSWER} (?P<head>[^:\n]{{2,60}}?)\s*[.!]?\s*",
    re.IGNORECASE,
)
_USE: Final = re.compile(
    r"\s*(?:(?:utilise[rsz]?|prends?|mets?|donne[rsz]?|envoie[rsz]?|sors)(?:[- ]moi)? )?(?:la |ma |notre )?réponse(?: ?[- ]?type)? (?P<head>[^:\n?]{2,40}?)\s*[.!]?\s*",
    re.IGNORECASE,
)
_LIST: Final = re.compile(
    r"\W*(?:(?:montre|affiche|liste|donne|voir)[rsz]?(?:[- ]moi)? )?(?:les |mes |nos )?reponses?[- ]types?\W*|\W*(?:les |mes |nos )?reponses pretes\W*"
)
_UNTIL: Final = re.compile(
    r",? ?\(?(?:valable )?jusqu['’](?:au |à |en |a )(?P<until>[^,:)]{3,30})\)?", re.IGNORECASE
)
_OWNER: Final = re.compile(r",? ?\(?responsable ?:? (?P<owner>[^,:()]{2,40})\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ready:
    """An order about a ready answer: `act` is list, new, change, drop or use; `until` and `owner` are as they were said."""

    act: str
    name: str = ""
    text: str = field(default="", repr=False)
    until: str = ""
    owner: str = field(default="", repr=False)


def read_ready(text: str) -> Ready | None:
    """Return what a text asks of ready answers, or None when it is something else."""
    if len(text) > LONGEST:
        return None
    if _LIST.fullmatch(fold(text).lower):
        return Ready("list")
    for act, form in (("new", _NEW), ("change", _CHANGE), ("drop", _DROP), ("use", _USE)):
        if found := form.fullmatch(text):
            said = found.groupdict()
            return _ordered(act, found["head"], said.get("text") or "")
    return None


def slug(name: str) -> str:
    """Return the name as a key: plain letters and hyphens, at most thirty."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name).lower))[:NAME]


def _ordered(act: str, head: str, text: str) -> Ready | None:
    until, owner = _UNTIL.search(head), _OWNER.search(head)
    name = _OWNER.sub("", _UNTIL.sub("", head)).strip(" ,«»\"'\u00a0")
    if not slug(name) or len(name.split()) > 4:  # noqa: PLR2004 - a name, not a sentence
        return None
    return Ready(
        act,
        name,
        text.strip(),
        until["until"].strip() if until else "",
        owner["owner"].strip() if owner else "",
    )
