"""A photo: not published by default, never kept. What is lawful instead, and the file of a consent when somebody insists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.cards_photo import (
    ITEMS,
    LABELS,
    consent_card,
    consents_card,
    diagram_card,
    gate_card,
    withdrawal_card,
)
from bot.conversation.diagrams import diagram_for
from bot.conversation.effects import (
    Action,
    Button,
    Called,
    Due,
    Erase,
    File,
    Pictured,
    Pressed,
    Record,
    Said,
    Send,
    Unfile,
)
from bot.conversation.entries import Entry
from bot.conversation.moments import PARIS
from bot.conversation.notices import Notice
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState
    from bot.conversation.writing import Writing

PHOTO: Final = "photo"
CONSENT: Final = "consent"
CAPTION: Final = 300  # characters of a caption that are kept, masked, as long as its buttons live
KEPT: Final = timedelta(hours=24)  # how long a caption waits for one of the three ways on
MOST: Final = 9  # files that `/consentements` gives a button
WAYS: Final = (
    ("📝 Post pédagogique sans photo", Action.WITHOUT_PHOTO),
    ("🖼 Schéma à la place", Action.DIAGRAM),
    ("📋 Dossier de consentement", Action.CONSENT),
)
MORNING: Final = time(9)  # Paris; when a reminder comes
_WORDY: Final = re.compile(
    r"\b(?:envoie|envoye|m'ecrit|a recu|recu (?:ce|de|d'une?)|normal|grave|inquiete?|docteur|bonjour|bonsoir|mon|ma|mes|est[- ]ce)\b|\?\W*$"
)
_POSTS: Final = re.compile(
    r"\b(?:poste[rz]?|publie[rz]?|post|story|storys|stories|reel|insta\w*|facebook|linkedin|avant[ /-]*apres|resultats?|legende)\b"
)
_NOISE: Final = re.compile(
    r"⟦[^⟧]*⟧?|(?i:\b(?:poste[rz]?|publie[rz]?|mets|mettre|faire|fais|une?|des?|post|story|stories|reel|photos?|image|cliché|ça|ca|cela|la|le|les|ce|cette|avant\s*[/-]?\s*apr[eè]s|avant|apr[eè]s"
    r"|r[eé]sultats?|beau|belle|joli(?:e)?|superbe|magnifique|top|non|insta(?:gram)?|facebook|linkedin|sur|de|du|à|a|et|pour|patiente?s?|mme|m\.|mr|madame|monsieur"
    r"|j\s*\+?\s*\d+|\d+\s*(?:jours?|semaines?|mois|ans?))\b)|[#@]\w+|[^\w'’\s-]"
)
_DROP: Final = re.compile(
    r"^\W*(?:supprime[rz]?|efface[rz]?|retire[rz]?|enleve[rz]?) (?:le )?(?:dossier )?(?P<key>cs-\d{4}-\d{2,4})\W*$"
)


def subject_of(caption: str) -> str:
    """Return what a caption is about, without who, when and how well: «rhino» of «Poste ça, rhino à 6 mois»."""
    return " ".join(_NOISE.sub(" ", caption).split()).strip(" -'’")


def is_for_a_reply(caption: str) -> bool:
    """Tell whether a caption speaks of a patient's message rather than of a publication: a photo is never judged."""
    plain = fold(caption).lower
    return bool(_WORDY.search(plain)) and not _POSTS.search(plain)


@dataclass(frozen=True, slots=True)
class PhotoGate:
    """The room of photos and of the files of consents; `mask` covers what a caption tells of a patient."""

    cabinet: Cabinet
    writing: Writing
    mask: Callable[[str], str]
    now: Callable[[], datetime]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer a photo, the ways on, `/consentements`, and the yearly reminder of a withdrawal."""
        if isinstance(event, Pictured):
            return None if is_for_a_reply(event.caption) else self._gate(event)
        if isinstance(event, Pressed):
            return await self._pressed(event, state)
        if isinstance(event, Called) and event.name == "consentements":
            return await self._listed(event.who)
        if isinstance(event, Said):
            return await self._dropped(event)
        return self._due(event) if isinstance(event, Due) else None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Add nothing."""
        return effects

    def _gate(self, event: Pictured) -> tuple[Effect, ...]:
        erased = (Erase(event.message), Record("erased")) if event.message else ()
        key = self.writing.new_id()
        value = {"caption": self.mask(event.caption)[:CAPTION], "digest": event.digest}
        entry = Entry(PHOTO, key, value, due=self.now() + KEPT)
        shown = Send(gate_card(read=bool(event.digest)), _ways(key))
        return (*erased, shown, File(entry), Record("declined", rules=("PAT004", "PAT005")))

    async def _pressed(self, event: Pressed, state: ChatState) -> tuple[Effect, ...] | None:
        if event.action is Action.CONSENT:
            return await self._consent(event)
        if event.action not in {Action.WITHOUT_PHOTO, Action.DIAGRAM}:
            return None
        photo = await self.cabinet.entry(event.who.practice, PHOTO, event.draft)
        if photo is None:
            return (Send(Notice.PHOTO_GONE),)
        caption = str(photo.value.get("caption", ""))
        if event.action is Action.DIAGRAM:
            ways = tuple(one for one in _ways(photo.key) if one.action is not Action.DIAGRAM)
            return (Send(diagram_card(diagram_for(caption)), ways),)
        subject = subject_of(caption)
        if not subject:
            return (Send(Notice.PHOTO_SUBJECT),)
        return await self.writing.post(f"un post pédagogique sur {subject}", state)

    async def _consent(self, event: Pressed) -> tuple[Effect, ...]:
        """Open a file for a photo, show one, or turn one of its boxes."""
        key, _, rank = event.draft.partition(".")
        practice = event.who.practice
        if not rank:
            photo = await self.cabinet.entry(practice, PHOTO, key)
            return await self._opened(event.who, photo) if photo else (Send(Notice.PHOTO_GONE),)
        entry = await self.cabinet.entry(practice, CONSENT, key)
        if entry is None:
            return (Send(Notice.PHOTO_GONE),)
        turned = int(rank) if rank.isdecimal() else 0
        if not 1 <= turned <= len(ITEMS):
            return (_shown(entry),)
        ticks = sorted({turned} ^ _ticks(entry))
        changed = entry.changed(ticks=ticks)
        return (_shown(changed), File(changed), Record("consent", key))

    async def _opened(self, who: Who, photo: Entry) -> tuple[Effect, ...]:
        """Open the file: a number to copy into the patient's own, the digest of the image, empty boxes."""
        today = self.now().astimezone(PARIS).date()
        known = [one.key for one in await self.cabinet.entries(who.practice, CONSENT)]
        numbers = [int(key.rpartition("-")[2]) for key in known if key.startswith(f"CS-{today.year}-")]
        key = f"CS-{today.year}-{max(numbers, default=0) + 1:02}"
        value = {"digest": photo.value.get("digest", ""), "ticks": [], "opened": today.isoformat()}
        entry = Entry(CONSENT, key, value, due=self._next_year())
        return (_shown(entry), File(entry), Unfile(PHOTO, photo.key), Record("consent", key))

    async def _listed(self, who: Who) -> tuple[Effect, ...]:
        found = await self.cabinet.entries(who.practice, CONSENT)
        lines = [(one.key, len(_ticks(one)), str(one.value.get("opened", ""))) for one in found]
        buttons = tuple(Button(f"📋 {one.key}", Action.CONSENT, f"{one.key}.0") for one in found[-MOST:])
        return (Send(consents_card(lines), buttons),)

    async def _dropped(self, event: Said) -> tuple[Effect, ...] | None:
        found = _DROP.match(fold(event.text).lower)
        if not found:
            return None
        key = found["key"].upper()
        if await self.cabinet.entry(event.who.practice, CONSENT, key) is None:
            return (Send(Notice.NO_CONSENT),)
        return (Send(Notice.CONSENT_GONE), Unfile(CONSENT, key), Record("consent", key))

    def _due(self, event: Due) -> tuple[Effect, ...] | None:
        """Forget a caption that nobody took up; remind of the right to withdraw, year after year."""
        entry = event.entry
        if entry.kind == PHOTO:
            return (Unfile(PHOTO, entry.key),)
        if entry.kind != CONSENT:
            return None
        button = Button(f"📋 {entry.key}", Action.CONSENT, f"{entry.key}.0")
        later = replace(entry, due=self._next_year())
        return (Send(withdrawal_card(entry.key), (button,)), File(later))

    def _next_year(self) -> datetime:
        """Return nine in the morning, in Paris, a year from today; the 28th for a 29 February."""
        here = self.now().astimezone(PARIS).date()
        day = here.replace(year=here.year + 1, day=min(here.day, 28) if here.month == 2 else here.day)  # noqa: PLR2004
        return datetime.combine(day, MORNING, PARIS).astimezone(UTC)


def _ways(key: str) -> tuple[Button, ...]:
    return tuple(Button(label, action, key) for label, action in WAYS)


def _ticks(entry: Entry) -> set[int]:
    said = entry.value.get("ticks")
    return {one for one in said if isinstance(one, int)} if isinstance(said, list) else set()


def _shown(entry: Entry) -> Send:
    done = _ticks(entry)
    buttons = tuple(
        Button(f"{'☑' if rank in done else '☐'} {rank}. {label}", Action.CONSENT, f"{entry.key}.{rank}")
        for rank, label in enumerate(LABELS, 1)
    )
    return Send(consent_card(entry.key, done, str(entry.value.get("digest", ""))), buttons)
