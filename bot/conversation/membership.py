"""Who is who: the one place where an event gets its practice and its role, looked up anew for each.

/start TOKEN   lets a stranger in, once: the token is kept as a SHA-256, for 24 hours, bound to a practice and a role
/cabinets      shows the practices of a person, and changes the one that the chat works for
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_people import practice_line, practices_card
from bot.conversation.effects import (
    Action,
    Button,
    Called,
    Erase,
    File,
    Pressed,
    Record,
    Remember,
    Role,
    Said,
    Send,
    Unfile,
    Who,
)
from bot.conversation.entries import Entry
from bot.conversation.houses import About
from bot.conversation.notices import Notice
from bot.conversation.reception import AGAIN, PracticeUnavailable
from bot.conversation.state import ChatState
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.conversation.effects import Due, Event
    from bot.conversation.houses import House, Memberships
    from bot.conversation.reception import ChatStore, Outgoing

MEMBER: Final = "member"
INVITE: Final = "invite"
ARRIVAL: Final = "arrival"
HOME: Final = "cabinet"  # the default practice: the people of the configuration are its surgeons
TERMINAL: Final = "terminal"  # whoever sits at the machine
LASTS: Final = timedelta(hours=24)  # an invitation
GREETING: Final = "bonjour"  # what a person who is in already means by an invitation that is over
TRIES: Final = 5  # invitations that a stranger may try in an hour
HOUR: Final = 3_600.0  # seconds
REMEMBERED: Final = 10_000  # strangers

log = logging.getLogger(__name__)


@dataclass(slots=True)
class BotName:
    """The name of the bot on Telegram, known once it is connected; empty in a terminal."""

    value: str = ""

    def link(self, token: str) -> str:
        """Return what to send to the person who is invited."""
        return f"https://t.me/{self.value}?start={token}" if self.value else f"/start {token}"


@dataclass(slots=True)
class Turnstile:
    """Counts the invitations that strangers try: five an hour each."""

    _tried: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)

    def passes(self, user: str, now: float) -> bool:
        """Tell whether `user` may try one more at `now` (seconds of a clock that only goes forward), and count it."""
        lately = [one for one in self._tried.pop(user, []) if now - one < HOUR]
        if len(lately) < TRIES:
            lately.append(now)
            self._tried[user] = lately
            if len(self._tried) > REMEMBERED:
                self._tried.popitem(last=False)
            return True
        self._tried[user] = lately
        return False


def digest_of_token(token: str) -> str:
    """Return what is kept of an invitation: the token itself is shown once and never stored."""
    return hashlib.sha256(token.strip().encode()).hexdigest()


class Doorman:
    """Stands before every practice: an event of nobody goes no further, an event of somebody gets practice and role."""

    def __init__(
        self,
        house: House,
        members: Memberships,
        store: ChatStore,
        *,
        bot: BotName | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._house = house
        self._members = members
        self._store = store
        self._bot = bot or BotName()
        self._now = now
        self._admins = frozenset({TERMINAL})
        self._turnstile = Turnstile()

    async def register(self, users: frozenset[int]) -> None:
        """Write the people of the configuration down as surgeons of the default practice, and strike those it no longer names.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        named = {f"telegram:{number}" for number in users}
        self._admins = frozenset({TERMINAL, *named})
        for user in sorted(named or {TERMINAL}):
            await self._write_admin(user)
        for user in sorted(await self._members.users() - (named or {TERMINAL})):
            seats = dict(await self._members.of(user))
            if HOME in seats and seats[HOME].value.get("admin"):
                await self._store.save(Who(HOME, user, user), [Unfile(MEMBER, user)])

    def named(self, bot: str) -> None:
        """Learn the name of the bot: invitations are links to it."""
        self._bot.value = bot

    async def users(self) -> frozenset[str]:
        """Return the ids of everybody who may speak, in any practice.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return self._admins | await self._members.users()

    async def known(self, who: Who) -> Who | None:
        """Return who it is, with the practice that the person works for now and the role there; None for a stranger.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        seats = await self._seats(who.user)
        if not seats:
            return None
        practice = max(seats, key=lambda one: (seats[one][1], one == HOME))
        return replace(who, practice=practice, role=seats[practice][0])

    async def receive(self, event: Event) -> tuple[Outgoing, ...]:
        """Return what to show and to erase, in order.

        Raises:
            PracticeUnavailable: the file or the documents of the practice cannot be used.
            StoreUnavailable: the database cannot be read or written.
        """
        who = await self.known(event.who)
        if isinstance(event, Called) and event.name == "start":
            return await self._entered(event, who)
        if who is None:
            return (Send(Notice.STRANGER),)
        if isinstance(event, Called) and event.name in {"cabinet", "cabinets"}:
            return await self._chosen(who, event.text) if event.text.strip() else await self._shown(who)
        if isinstance(event, Pressed) and event.action is Action.PRACTICE:
            return await self._chosen(who, event.draft)
        return await (await self._house.reception(who.practice)).receive(replace(event, who=who))

    async def tick(
        self, now: datetime, front: str, deliver: Callable[[Due, Sequence[Outgoing]], Awaitable[None]]
    ) -> int:
        """Hear every entry of a front whose time has come, and deliver what it says to those who still belong to its practice."""
        found = await self._store.due(now, front)
        for event in found:
            seat = (await self._seats(event.who.chat)).get(event.who.practice)
            if seat is None:
                await self._store.save(event.who, [File(replace(event.entry, due=None))])
                continue
            try:
                reception = await self._house.reception(event.who.practice)
            except PracticeUnavailable:
                log.error("a reminder of a practice that cannot be opened waits")  # noqa: TRY400 - no paths
                await self._store.save(event.who, [File(replace(event.entry, due=now + AGAIN))])
                continue
            await reception.remind(replace(event, who=replace(event.who, role=seat[0])), now, deliver)
        return len(found)

    async def _seats(self, user: str) -> dict[str, tuple[Role, str]]:
        """Return the practices of a user that exist: the role there, and when it was last chosen (ISO, or empty).

        The people of the configuration are surgeons at home and, elsewhere, of the agency unless somebody invited them.
        """
        there = self._house.practices()
        admin = dict.fromkeys(there, (Role.AGENCY, "")) if user in self._admins else {}
        found = {
            practice: (Role(entry.value["role"]), str(entry.value.get("chosen", "")))
            for practice, entry in await self._members.of(user)
            if practice in there
        }
        seats = admin | found
        if user in self._admins:
            seats[HOME] = (Role.SURGEON, seats[HOME][1])
        return seats

    async def _write_admin(self, user: str) -> None:
        entry = dict(await self._members.of(user)).get(HOME) or Entry(MEMBER, user, chat=user, user=user)
        if entry.value.get("admin") and entry.value.get("role") == Role.SURGEON:
            return
        admin = entry.changed(role=Role.SURGEON.value, chat=user, admin=True)
        await self._store.save(Who(HOME, user, user), [File(admin)])

    async def _shown(self, who: Who) -> tuple[Outgoing, ...]:
        seats = await self._seats(who.user)
        known = {one: await self._about(one) for one in seats}
        lines = [
            practice_line(known[one].name, seat[0], known[one].expired, here=one == who.practice)
            for one, seat in seats.items()
        ]
        others = (one for one in seats if one != who.practice)
        buttons = tuple(Button(known[one].name, Action.PRACTICE, one) for one in others)
        return (Send(practices_card(lines), buttons),)

    async def _about(self, practice: str) -> About:
        try:
            return await self._house.about(practice)
        except PracticeUnavailable:
            return About(f"{practice} (fiche illisible)")

    async def _chosen(self, who: Who, said: str) -> tuple[Outgoing, ...]:
        seats = await self._seats(who.user)
        wanted = fold(said).lower.strip()
        found = [one for one in seats if wanted in {one, fold((await self._about(one)).name).lower}]
        if len(found) != 1:
            return (Send(Notice.NO_SUCH_PRACTICE),)
        name = found[0]
        await self._house.reception(name)  # one that cannot be opened is not gone into
        entry = dict(await self._members.of(who.user)).get(name) or Entry(MEMBER, who.user)
        there = replace(who, practice=name, role=seats[name][0])
        role, moment = seats[name][0].value, self._now().isoformat()
        chosen = entry.changed(role=role, chat=who.chat, chosen=moment)
        await self._store.save(there, [File(chosen)])
        return (Send(Notice.SWITCHED), *await self._shown(there))

    async def _entered(self, event: Called, known: Who | None) -> tuple[Outgoing, ...]:
        """Let in whoever brings an invitation; five tries an hour for a stranger."""
        if known is None and not self._turnstile.passes(event.who.user, time.monotonic()):
            return ()
        digest, now = digest_of_token(event.text), self._now()
        found = [one for one in await self._members.invitations() if hmac.compare_digest(one[1].key, digest)]
        if not found or now >= datetime.fromisoformat(found[0][1].value["until"]):
            return await self.receive(Said(known, GREETING)) if known else (Send(Notice.BAD_LINK),)
        practice, invitation = found[0]
        if practice in await self._seats(event.who.user):
            return (Send(Notice.ALREADY_IN),)
        role, name = Role(invitation.value["role"]), str(invitation.value.get("name", ""))
        who = replace(event.who, practice=practice, role=role)
        seat = {"role": role.value, "name": name, "chat": who.chat, "chosen": now.isoformat()}
        if not await self._members.admit(who, digest, Entry(MEMBER, who.user, seat), now):
            return (Send(Notice.BAD_LINK),)
        told = Entry(ARRIVAL, who.user, {"name": name, "role": role.value}, due=now, chat=invitation.chat)
        await self._store.save(who, [Record("joined"), Remember(ChatState()), File(told)])
        erased = (Erase(event.message),) if event.message else ()
        welcome = await (await self._house.reception(practice)).receive(Called(who, "bienvenue"))
        return (*erased, *welcome)
