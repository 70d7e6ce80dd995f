"""Letting stand what the guard took out or warned of: «garde la phrase 2 parce que…», and the list of what stands so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation import wordings
from bot.conversation.cards import barred_card, keep_card, waivers_card
from bot.conversation.effects import Erase, Keep, Record, Remember, Send, Unwaive, Waive
from bot.conversation.keeping import Keeping, lists, pointed, read_keeping, removes
from bot.conversation.notices import Notice
from bot.conversation.showing import record, show
from bot.conversation.state import ChatState, Shown
from bot.french import long_date, typeset
from bot.guard import Waiver, digest_of
from bot.guard.fold import fold
from bot.guard.waivers import may_stand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation.effects import Effect, Said
    from bot.drafting.ports import Declined, Draft
    from bot.guard import Finding

DAYS: Final = 90  # how long a waiver holds
REASON: Final = 300  # characters of a reason; a longer text is something else
_NO: Final = re.compile(
    r"\W*(?:non|annule[rz]?|laisse[rz]? tomber|tant pis|rien|stop)(?: merci| finalement)?\W*"
)
_ELSE: Final = (
    *(
        wordings.ASKS_POST,
        wordings.WHY,
        wordings.SOURCES,
        wordings.APPROVE,
        wordings.HELP,
        wordings.FOLLOW_UP,
    ),
    *(wordings.STARS, wordings.QUESTION, wordings.GREETING, wordings.THANKS),
    *(wordings.MESSAGE_AHEAD, wordings.REVIEW_AHEAD, wordings.POST_AHEAD),
    re.compile(r"^\W*(?:bonjour|bonsoir|bjr|docteur|slt|salut|hello)\b"),
)
_LETTERS: Final = re.compile(r"[a-z]{3}")


class Rereading(Protocol):
    """What gives the guard's word again; `bot.drafting.desk.Desk` is one."""

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        """Return the draft as the guard sees it when `waivers` (in date) let things stand."""
        ...


@dataclass(frozen=True, slots=True)
class Waiving:
    """Turns what a person says of waivers into effects; `mask` covers what a reason may tell of a patient."""

    desk: Rereading
    mask: Callable[[str], str]
    today: Callable[[], date]

    def applied(self, draft: Draft, state: ChatState) -> Draft:
        """Return a draft with the waivers of the practice that are in date, and a note on those that are not any more."""
        today = self.today().isoformat()
        waivers = state.in_date(today)
        draft = self.desk.waive(draft, waivers) if waivers or draft.waivers else draft
        notes = _expired(draft, [one for one in state.waivers if one.until < today])
        return replace(draft, notes=(*notes, *(one for one in draft.notes if one not in notes)))

    def heard(self, event: Said, state: ChatState) -> tuple[Effect, ...] | None:
        """Return what to do about a text that speaks of waivers, or None for any other text."""
        plain = fold(event.text).lower
        if lists(plain):
            return (Send(waivers_card(state.waivers, self.today())),)
        rank = removes(plain)
        if rank is not None:
            return self._removed(rank, state)
        if state.keeping:
            return self._reasoned(event, plain, state)
        keeping = read_keeping(event.text) if state.shown else None
        return self._kept(event, keeping, state) if keeping else None

    def offered(self, declined: Declined, instruction: str, state: ChatState) -> ChatState:
        """Return the state after an edit was declined: what «garde quand même : …» would let stand, and the edit itself."""
        free = declined.findings if all(map(may_stand, declined.findings)) else ()
        safe = free and self.mask(instruction) == instruction
        return replace(
            state, offer=_keys(free) if safe else (), retry=instruction if safe else "", keeping=()
        )

    def pressed(self, state: ChatState) -> tuple[Effect, ...]:
        """Answer «garder quand même»: one question, the reason."""
        shown = state.shown
        return self._asked(shown.draft.verdict.findings, state) if shown else (Send(Notice.NOTHING_YET),)

    def _kept(self, event: Said, keeping: Keeping, state: ChatState) -> tuple[Effect, ...] | None:
        shown = state.shown
        if state.offer and keeping.kind == "all":
            if not keeping.reason:
                return (Send(Notice.WHY_KEEP), Remember(replace(state, keeping=state.offer)))
            return self._pardoned(state.offer, keeping.reason, event, state)
        findings = pointed(keeping, shown.draft) if shown else ()
        if shown is None or not findings:
            return (Send(Notice.NOTHING_TO_KEEP),) if keeping.is_plain else None
        if not keeping.reason:
            return self._asked(findings, state)
        return self._waived(findings, keeping.reason, event, state, shown)

    def _asked(self, findings: Sequence[Finding], state: ChatState) -> tuple[Effect, ...]:
        free = [one for one in findings if may_stand(one)]
        if not free:
            return (Send(barred_card(findings)),) if findings else (Send(Notice.NOTHING_TO_KEEP),)
        return (Send(keep_card(free)), Remember(replace(state, keeping=_keys(free))))

    def _reasoned(self, event: Said, plain: str, state: ChatState) -> tuple[Effect, ...] | None:
        """Take the next short text for the reason that was asked, unless it is plainly something else."""
        if _NO.fullmatch(plain):
            return (Send(Notice.NOT_KEPT), Remember(replace(state, keeping=())))
        if state.shown is None or len(event.text) > REASON or any(one.search(plain) for one in _ELSE):
            return None
        if state.keeping == state.offer:
            return self._pardoned(state.offer, event.text, event, state)
        asked = set(state.keeping)
        findings = [one for one in state.shown.draft.verdict.findings if set(_keys([one])) & asked]
        return self._waived(findings, event.text, event, state, state.shown)

    def _waived(
        self, findings: Sequence[Finding], reason: str, event: Said, state: ChatState, shown: Shown
    ) -> tuple[Effect, ...]:
        free = [one for one in findings if may_stand(one)]
        if not free:
            return (Send(barred_card(findings)), Remember(replace(state, keeping=())))
        pardon = self._pardoned(_keys(free), reason, event, state)
        kept = next((one.state for one in pardon if isinstance(one, Remember)), None)
        if kept is None:
            return pardon
        others = [one for one in findings if one not in free]
        barred = (Send(barred_card(others)),) if others else ()
        return (*(one for one in pardon if not isinstance(one, Remember)), *barred, *self._again(kept, shown))

    def _pardoned(
        self, keys: Sequence[str], reason: str, event: Said, state: ChatState
    ) -> tuple[Effect, ...]:
        """Return what writes the waivers, and the state with them; without a reason, the question again."""
        if not _LETTERS.search(fold(reason).lower):
            return (Send(Notice.NO_REASON),)
        masked = " ".join(self.mask(reason).split())[:REASON]
        until = (self.today() + timedelta(days=DAYS)).isoformat()
        pairs = sorted({(rule, digest) for rule, _, digest in (one.partition(" ") for one in keys)})
        waivers = tuple(Waiver(rule, digest, masked, event.who.user, until) for rule, digest in pairs)
        others = tuple(one for one in state.waivers if (one.rule, one.digest) not in pairs)
        erased = (Erase(event.message),) if event.message and masked != " ".join(reason.split()) else ()
        shown = state.shown
        draft, version = (shown.id, shown.version + 1) if shown else ("", 0)
        lines = tuple(Record("waived", draft, version, one.digest, (one.rule,)) for one in waivers)
        kept = replace(state, keeping=(), offer=(), waivers=(*others, *waivers))
        return (*erased, *map(Waive, waivers), *lines, Remember(kept))

    def _removed(self, rank: int, state: ChatState) -> tuple[Effect, ...]:
        if not 1 <= rank <= len(state.waivers):
            return (Send(Notice.NO_SUCH_WAIVER),)
        gone = state.waivers[rank - 1]
        left = replace(state, waivers=tuple(one for one in state.waivers if one is not gone), keeping=())
        said = (
            Send(Notice.UNWAIVED),
            Unwaive(gone.rule, gone.digest),
            Record("unwaived", digest=gone.digest, rules=(gone.rule,)),
        )
        return (*said, *(self._again(left, state.shown) if state.shown else (Remember(left),)))

    def _again(self, state: ChatState, before: Shown) -> tuple[Effect, ...]:
        """Show the draft anew, as a version of its own."""
        draft = self.desk.waive(before.draft, state.in_date(self.today().isoformat()))
        shown = Shown(before.id, before.version + 1, draft)
        kept = Keep(shown.id, shown.version, draft)
        return (*show(shown), kept, record("revised", shown), Remember(state.showing(shown)))


def _expired(draft: Draft, waivers: Sequence[Waiver]) -> tuple[str, ...]:
    """Return a note for each finding that was waived once."""
    found = {(one.rule, digest_of(one.found)) for one in draft.verdict.findings} if waivers else set()
    last = (
        (one.rule, long_date(date.fromisoformat(one.until)))
        for one in waivers
        if (one.rule, one.digest) in found
    )
    return tuple(
        typeset(f"Votre dérogation à {rule} a expiré le {day} : la règle s’applique de nouveau.")
        for rule, day in last
    )


def _keys(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return rule and digest of each finding, as the state keeps them while a reason is asked."""
    return tuple(dict.fromkeys(f"{one.rule} {digest_of(one.found)}" for one in findings))
