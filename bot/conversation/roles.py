"""What each role may do. Pure: a role and an act in, a sentence out when it may not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.conversation.effects import Role
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMES: Final = {Role.SURGEON: "chirurgien", Role.SECRETARY: "secrétaire", Role.AGENCY: "agence"}
WORDS: Final = {
    "chirurgien": Role.SURGEON, "chirurgienne": Role.SURGEON, "medecin": Role.SURGEON, "docteur": Role.SURGEON,
    "secretaire": Role.SECRETARY, "secretariat": Role.SECRETARY, "assistante": Role.SECRETARY, "assistant": Role.SECRETARY,
    "agence": Role.AGENCY, "communication": Role.AGENCY,
}  # fmt: skip
PATIENTS: Final = frozenset({"message", "messages", "file", "reponses", "relances", "alertes"})
STAFF: Final = frozenset({"inviter", "invite", "retirer", "retire"})
AUDIT: Final = frozenset({"journal"})
FACTS: Final = frozenset({"guide"})


def refused_command(role: Role, name: str) -> Notice | None:
    """Return why a role may not give a command (folded, without its slash), or None when it may."""
    if name in PATIENTS and role is Role.AGENCY:
        return Notice.AGENCY_READS
    if name in STAFF and role is not Role.SURGEON:
        return Notice.STAFF_ONLY
    if name in AUDIT and role is Role.SECRETARY:
        return Notice.AUDIT_ONLY
    return Notice.AGENCY_FACTS if name in FACTS and role is Role.AGENCY else None


def refused_approval(role: Role, craft: Craft) -> Notice | None:
    """Return why a role may not approve a text, or None: a secretary approves replies and answers, a surgeon everything."""
    if role is Role.AGENCY:
        return Notice.AGENCY_APPROVES
    return Notice.SECRETARY_APPROVES if role is Role.SECRETARY and craft is Craft.POST else None


_COMMAND: Final = re.compile(r"/([a-z_]+),? ?")


def help_for(
    role: Role, lines: Sequence[tuple[str, Sequence[str]]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the help without what the role may not do: titles and lines as in `bot.conversation.help.HELP`."""
    kept = ((title, tuple(_allowed(role, said))) for title, said in lines if not _is_barred(role, title))
    return tuple((title, said) for title, said in kept if said)


def _is_barred(role: Role, title: str) -> bool:
    return role is Role.AGENCY and "patient" in title.lower()


def _allowed(role: Role, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        parts = [_without(role, part) for part in line.split(" · ")]
        if said := " · ".join(part for part in parts if part):
            yield said


def _without(role: Role, part: str) -> str:
    """Return a part of a line without the commands that the role may not give; empty when it names no other."""
    named = _COMMAND.findall(part)
    barred = {name for name in named if refused_command(role, name)}
    if not barred:
        return part
    if barred == set(named):
        return ""
    return _COMMAND.sub(lambda found: "" if found[1] in barred else found[0], part)
