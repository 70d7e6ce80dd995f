"""Who works in the practice: invitations, the list, access taken back; and what the help and the rules say to each role."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.conversation import wordings
from bot.conversation.cards_people import (
    arrived_card,
    invite_card,
    members_card,
    name_of,
    retire_card,
    role_help_card,
    rules_card,
    welcome_card,
)
from bot.conversation.effects import (
    Action,
    Button,
    Called,
    Due,
    File,
    Pressed,
    Record,
    Role,
    Said,
    Send,
    Unfile,
)
from bot.conversation.entries import Entry
from bot.conversation.membership import ARRIVAL, INVITE, LASTS, MEMBER, digest_of_token
from bot.conversation.moments import PARIS
from bot.conversation.notices import Notice
from bot.conversation.roles import WORDS
from bot.guard.catalogue import catalogue
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.membership import BotName
    from bot.conversation.state import ChatState

BYTES: Final = 32  # of a token: 43 characters, which a link of Telegram carries
LONGEST: Final = 12  # words of an order about people
NAME: Final = 40  # characters of a name
_INVITES: Final = re.compile(
    r"\W*(?:(?:peux[- ]tu|pouvez[- ]vous|il faut|je veux|je voudrais|merci d') ?)?invite[rsz]?\b(?P<whom>.*)"
)
_RETIRES: Final = re.compile(
    r"\W*(?:retire[rsz]?|enleve[rsz]?|revoque[rsz]?|supprime[rsz]?|coupe[rsz]?)(?P<access> (?:l')?acces)? ?(?:de |d'|a )?(?:la secretaire |le docteur |dr )?(?P<whom>[\w' -]{2,40}?)\W*"
)
_LISTS: Final = re.compile(
    r"\W*(?:(?:montre|affiche|liste|donne)[rsz]?(?:[- ]moi)? )?(?:les |mes |la liste des )?membres(?: du cabinet)?\W*|\W*qui a acces\b.{0,20}"
)
_RULES: Final = re.compile(
    r"\W*(?:(?:montre|affiche|liste|donne|quelles sont)[rsz]?(?:[- ]moi)? )?(?:les |tes |vos )?regles\W*|\W*qu'est[- ]ce que tu (?:verifies|controles)\W*"
)
_FILLER: Final = frozenset(
    {"comme", "en", "tant", "que", "qu", "une", "un", "la", "le", "l", "au", "a", "role", "pour", "de", "avec", "nouvelle", "nouveau"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """The room of the members; `bot` makes of a token the link that a person who is invited follows."""

    cabinet: Cabinet
    bot: BotName
    now: Callable[[], datetime]
    new_token: Callable[[], str] = lambda: secrets.token_urlsafe(BYTES)

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer what is about members, help and rules."""
        if isinstance(event, Called):
            return await self._called(event)
        if isinstance(event, Said):
            return await self._said(event, state)
        if isinstance(event, Pressed) and event.action is Action.RETIRE:
            return await self._retired(event.who, event.draft)
        return self._due(event) if isinstance(event, Due) else None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Return the effects as they are."""
        return effects

    async def _called(self, event: Called) -> tuple[Effect, ...] | None:
        if event.name in {"inviter", "invite"}:
            return await self._invited(event.who, event.text)
        if event.name in {"membres", "membre"}:
            return await self._listed(event.who)
        if event.name in {"retirer", "retire"}:
            return await self._named(event.who, event.text, sure=True)
        if event.name == "regles":
            return (Send(rules_card(catalogue())),)
        return (Send(welcome_card(event.who.role)),) if event.name == "bienvenue" else None

    async def _said(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        plain = fold(event.text).lower.strip()
        if event.craft or len(plain.split()) > LONGEST:
            return None
        if wordings.asks_help(event.text):
            return (Send(role_help_card(event.who.role)),)
        if _RULES.fullmatch(plain):
            return (Send(rules_card(catalogue())),)
        return await self._ordered(event, plain, state)

    async def _ordered(self, event: Said, plain: str, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer «membres», «invite Nadia comme secrétaire», «retire l'accès de Nadia»."""
        if _LISTS.fullmatch(plain):
            return await self._listed(event.who)
        found = _INVITES.fullmatch(plain)
        if found and any(word in WORDS for word in re.findall(r"\w+", found["whom"])):
            return await self._invited(event.who, event.text.split(maxsplit=1)[-1])
        found = _RETIRES.fullmatch(plain)
        if found is None or (state.shown and not found["access"]):
            return None
        return await self._named(event.who, found["whom"], sure=bool(found["access"]))

    async def _invited(self, who: Who, text: str) -> tuple[Effect, ...]:
        """Make an invitation: the token is in the card, its SHA-256 in the entry."""
        role, name = read_invitation(text)
        if not await self._may_invite(who, role):
            return (Send(Notice.STAFF_ONLY),)
        if role is None:
            return (Send(Notice.INVITE_USAGE),)
        token, until = self.new_token(), self.now() + LASTS
        value = {"role": role.value, "name": name, "until": until.isoformat()}
        card = invite_card(self.bot.link(token), role, name, until.astimezone(PARIS))
        return (Send(card), File(Entry(INVITE, digest_of_token(token), value, due=until)), Record("invited"))

    async def _may_invite(self, who: Who, role: Role | None) -> bool:
        """Tell whether a person may invite: a surgeon may; the agency, the first surgeon of a practice that has none."""
        if who.role is not Role.AGENCY or role is not Role.SURGEON:
            return who.role is Role.SURGEON
        members = await self.cabinet.entries(who.practice, MEMBER)
        return all(one.value.get("role") != Role.SURGEON for one in members)

    async def _listed(self, who: Who) -> tuple[Effect, ...]:
        members = await self.cabinet.entries(who.practice, MEMBER)
        free = [one for one in members if one.key != who.user and not one.value.get("admin")]
        buttons = tuple(_retire_button(one) for one in free) if who.role is Role.SURGEON else ()
        return (Send(members_card(members, who.user), buttons),)

    async def _named(self, who: Who, name: str, *, sure: bool) -> tuple[Effect, ...] | None:
        """Retire the member of that name; asked first when the words could mean something else."""
        wanted = fold(name).lower.strip()
        members = await self.cabinet.entries(who.practice, MEMBER)
        found = [one for one in members if fold(name_of(one)).lower == wanted or one.key == name.strip()]
        if not found:
            return (Send(Notice.NO_SUCH_MEMBER),) if sure else None
        if who.role is not Role.SURGEON:
            return (Send(Notice.STAFF_ONLY),)
        if sure and len(found) == 1:
            return await self._retired(who, found[0].key)
        return tuple(Send(retire_card(one), (_retire_button(one),)) for one in found)

    async def _retired(self, who: Who, user: str) -> tuple[Effect, ...]:
        if who.role is not Role.SURGEON:
            return (Send(Notice.STAFF_ONLY),)
        member = await self.cabinet.entry(who.practice, MEMBER, user)
        if member is None:
            return (Send(Notice.NO_SUCH_MEMBER),)
        if user == who.user:
            return (Send(Notice.NOT_YOURSELF),)
        if member.value.get("admin"):
            return (Send(Notice.CONFIGURED),)
        return (Send(Notice.RETIRED), Unfile(MEMBER, user), Record("retired", draft=user[:40]))

    def _due(self, event: Due) -> tuple[Effect, ...] | None:
        entry = event.entry
        if entry.kind == INVITE:
            return (Unfile(INVITE, entry.key),)
        if entry.kind != ARRIVAL:
            return None
        newcomer = Entry(MEMBER, entry.key, entry.value)
        card = arrived_card(name_of(newcomer), Role(entry.value["role"]))
        return (Send(card, (_retire_button(newcomer),)), Unfile(ARRIVAL, entry.key))


def read_invitation(text: str) -> tuple[Role | None, str]:
    """Return the role and the name in «secrétaire Nadia», «Nadia comme secrétaire»; the name may be empty."""
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)
    plain = [fold(word).lower for word in words]
    role = next((WORDS[word] for word in plain if word in WORDS), None)
    kept = [
        word for word, bare in zip(words, plain, strict=True) if bare not in WORDS and bare not in _FILLER
    ]
    return role, " ".join(kept)[:NAME]


def _retire_button(member: Entry) -> Button:
    return Button(f"Retirer {name_of(member)}", Action.RETIRE, member.key)
