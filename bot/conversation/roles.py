"""What each role may do. Pure: a role and an act in, a sentence out when it may not."""

from __future__ import annotations

from typing import Final

from bot.conversation.effects import Role
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft

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
