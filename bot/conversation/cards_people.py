"""The cards of people: who belongs, who is invited, which practices, what is kept, which rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Light, help_card, room_card
from bot.conversation.effects import Role
from bot.conversation.help import HELP
from bot.conversation.roles import NAMES, help_for
from bot.french import count, long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.conversation.cards import Card
    from bot.conversation.entries import Entry
    from bot.guard.catalogue import Catalogue

MAY: Final = {
    Role.SURGEON: "Vous pouvez tout rédiger et tout valider, inviter et retirer des personnes.",
    Role.SECRETARY: "Vous pouvez tout rédiger et copier, et valider les réponses aux messages et aux avis. Les posts sont validés par le chirurgien.",
    Role.AGENCY: "Vous pouvez rédiger des posts et des réponses aux avis. La validation revient au cabinet, et les messages de patients lui sont réservés.",
}
KEPT: Final = (
    "Le journal : qui a fait quoi, quand, avec l’empreinte du texte, jamais le texte. Il ne s’efface pas.",
    "Les fiches du cabinet, ses membres, ses dossiers d’avis, et une urgence qui ne serait pas close.",
    "Les dérogations et leur raison, que le cabinet doit pouvoir justifier.",
)
WIPED: Final = (
    "La mémoire de cette conversation, et le brouillon à l’écran.",
    "Tous les brouillons faits ici, avec leurs versions.",
    "Vos notes, vos rappels et la file des messages que vous avez collés ici.",
)


def name_of(member: Entry) -> str:
    """Return how a member is called: the name given at the invitation, or the number of the account."""
    name = str(member.value.get("name", ""))
    account = (
        "Terminal de cette machine" if member.key == "terminal" else f"Compte {member.key.partition(':')[2]}"
    )
    return name or account


def invite_card(link: str, role: Role, name: str, until: datetime) -> Card:
    """Return the card of an invitation; the link is shown here once, and kept nowhere. `until` is in Paris time."""
    whom = f"{name} ({NAMES[role]})" if name else NAMES[role]
    typed = () if link.startswith("https") else ("Sur Telegram, elle l’envoie tel quel au bot.",)
    lines = (
        *typed,
        "Transmettez ce lien à cette personne, et à elle seule.",
        f"Il sert une seule fois, jusqu’au {long_date(until.date())} à {until.hour} h {until:%M}.",
        "Vous serez prévenu dès qu’elle entre.",
    )
    return room_card(Light.READY, f"Invitation : {whom}", ("Le lien", (link,)), ("À savoir", lines))


def welcome_card(role: Role) -> Card:
    """Return what a person reads on entering."""
    return room_card(
        Light.READY,
        f"Bienvenue au cabinet. Votre rôle : {NAMES[role]}.",
        ("Ce que vous pouvez faire", (MAY[role], "/aide donne la liste.")),
    )


def arrived_card(name: str, role: Role) -> Card:
    """Return what the person who invited reads when somebody enters."""
    return room_card(
        Light.VERIFY,
        f"{name} vient d’entrer, avec le rôle {NAMES[role]}.",
        ("À vérifier", ("Ce n’est pas la personne attendue ? Retirez-lui l’accès tout de suite.",)),
    )


def members_card(members: Sequence[Entry], me: str) -> Card:
    """Return the card of `/membres`."""
    lines = [_member_line(one, me) for one in members]
    hint = ("/inviter secretaire Nadia crée un lien ; « retire l’accès de Nadia » le reprend.",)
    return room_card(
        Light.READY, count(len(members), "personne"), ("Dans ce cabinet", lines), ("Ensuite", hint)
    )


def retire_card(member: Entry) -> Card:
    """Return the question before somebody is retired."""
    return room_card(
        Light.VERIFY,
        f"Retirer l’accès de {name_of(member)} ?",
        ("Ce qui change", ("Plus aucun message ni bouton ne lui répondra, dès maintenant.",)),
    )


def role_help_card(role: Role) -> Card:
    """Return the card of `/aide`: what the role may do, and nothing else."""
    return help_card(help_for(role, HELP))


def rules_card(rules: Catalogue) -> Card:
    """Return the card of `/regles`: what is checked, by family, with the day on which the law was read."""
    every = list(rules.rules.values())
    families = Counter(rule.category for rule in every)
    first = {rule.category: rule.title for rule in reversed(every)}
    lines = [f"{name} ({number}), par exemple : {first[name]}." for name, number in families.most_common()]
    checked = {basis.checked for rule in every for basis in rule.legal}
    days = [short_date(date.fromisoformat(one)) for one in (min(checked), max(checked))]
    when = (
        f"Textes relus le {days[1]}."
        if days[0] == days[1]
        else f"Textes relus entre le {days[0]} et le {days[1]}."
    )
    stamp = (
        when,
        f"Empreinte du catalogue : {rules.hash[:12]}.",
        "« pourquoi ? » donne l’article d’une remarque.",
    )
    return room_card(
        Light.READY,
        f"{count(len(every), 'règle')} vérifiées à chaque version",
        ("Familles", lines),
        ("Datation", stamp),
    )


def journal_card(month: str, actions: Iterable[tuple[str, int]], approvals: int) -> Card:
    """Return the summary of `/journal`, beside its two files."""
    lines = [f"{name} : {number}" for name, number in actions]
    approved = count(approvals, "validation", "validations")
    sure = (
        f"{approved} par une personne nommée.",
        "Publication automatique : 0.",
        "Aucun texte de patient n’y figure : empreintes seulement.",
    )
    return room_card(Light.READY, f"Journal de {month}", ("Ce qui s’est fait", lines), ("À retenir", sure))


def data_card() -> Card:
    """Return what goes with the file of `/mes_donnees`."""
    return room_card(
        Light.READY,
        "Voici ce qui est gardé à votre sujet dans ce cabinet.",
        (
            "Ce que Confrère ne garde pas",
            ("Les textes collés avant masquage, les photos, et le contenu des notes vocales.",),
        ),
        ("Ensuite", ("/effacer supprime ce qui peut l’être.",)),
    )


def wipe_card() -> Card:
    """Return the question of `/effacer`."""
    return room_card(
        Light.VERIFY,
        "Effacer mes données de ce cabinet ?",
        ("Ce qui sera effacé", WIPED),
        ("Ce qui reste", KEPT),
    )


def _member_line(member: Entry, me: str) -> str:
    role = NAMES[Role(member.value["role"])]
    since = f", depuis le {short_date(member.at.date())}" if member.at else ""
    return f"{name_of(member)} : {role}{since}" + " (vous)" * (member.key == me)


def practice_line(name: str, role: Role, expired: Sequence[str], *, here: bool) -> str:
    """Return «→ Cabinet des Tilleuls : agence (ici) — ⚠️ périmé : honoraires»."""
    over = f" — ⚠️ périmé : {', '.join(expired)}" if expired else ""
    return f"{'→' if here else '·'} {name} : {NAMES[role]}" + " (ici)" * here + over


def practices_card(lines: Sequence[str]) -> Card:
    """Return the card of `/cabinets`: each practice of a person, the role there, and which one the chat works for."""
    hint = (
        ("/cabinets suivi du nom fait travailler cette conversation pour un autre.",)
        if len(lines) > 1
        else ()
    )
    return room_card(Light.READY, count(len(lines), "cabinet"), ("Vos cabinets", lines), ("Ensuite", hint))
