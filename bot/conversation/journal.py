"""The audit as files, what is kept about a person, and how it is erased: `/journal`, `/mes_donnees`, `/effacer`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.conversation.attached import attached
from bot.conversation.cards_people import data_card, journal_card, name_of, wipe_card
from bot.conversation.effects import Action, Button, Called, Pressed, Record, Role, Said, Send, Wipe
from bot.conversation.membership import MEMBER
from bot.conversation.moments import PARIS
from bot.conversation.notices import Notice
from bot.conversation.roles import NAMES
from bot.french import MONTHS
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.attached import Attached
    from bot.conversation.effects import Effect, Event, Who
    from bot.conversation.entries import Cabinet
    from bot.conversation.state import ChatState

DONE: Final = {
    "drafted": "brouillon", "revised": "révision", "approved": "validation", "declined": "demande refusée",
    "emergency": "urgence signalée", "erased": "message effacé du chat", "waived": "dérogation", "unwaived": "dérogation retirée",
    "ticked": "point confirmé", "invited": "invitation", "joined": "arrivée", "retired": "accès retiré",
    "wiped": "données effacées", "fact": "fiche modifiée", "exported": "export", "alerted": "alerte transmise",
    "acknowledged": "alerte vue", "alert_closed": "alerte close", "handed_over": "transmis au chirurgien",
    "instructed": "consigne du chirurgien", "planned": "créneau posé", "unplanned": "créneau retiré",
    "due": "rappel de publication", "consent": "dossier de consentement",
    "canned": "réponse type enregistrée", "canned_gone": "réponse type retirée",
    "filed": "dossier d’avis", "evidence": "preuve d’un avis", "letter": "lettre ou signalement préparé", "review_closed": "dossier d’avis clos",
    "voice_on": "voix activée", "voice_off": "voix désactivée", "voice_gone": "voix effacée", "voice_kept": "correction retenue",
}  # fmt: skip
COLUMNS: Final = (
    "heure", "personne", "compte", "role", "action", "brouillon", "version", "empreinte_sha256", "regles", "catalogue"
)  # fmt: skip
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so
MARK: Final = "\ufeff"  # without it, Excel reads UTF-8 as something else
_MONTHS: Final = tuple(fold(month).lower for month in MONTHS)
_ERASES: Final = re.compile(
    r"\W*(?:je (?:veux|voudrais|souhaite) )?(?:efface[rsz]?|supprime[rsz]?)(?: toutes)? (?:mes|les) donnees\W*"
)
_DATA: Final = re.compile(
    r"\W*(?:(?:montre|donne|quelles sont|exporte)[rsz]?(?:[- ]moi)? )?(?:toutes )?mes donnees\W*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit; `digest` is the SHA-256 of the exact text, `catalogue` the hash of the rules in force."""

    at: datetime
    chat: str
    user: str
    role: str
    action: str
    draft: str
    version: int
    digest: str
    rules: tuple[str, ...]
    catalogue: str


class Records(Protocol):
    """What is read of the audit, and of what is kept about one person."""

    async def lines(self, practice: str, since: datetime, until: datetime) -> Sequence[Line]:
        """Return the lines of a practice from `since` up to `until` (UTC, not included), oldest first.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...

    async def of(self, who: Who) -> dict[str, Any]:
        """Return all that is kept about a person in a practice, as JSON values.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Journal:
    """The room of the records."""

    records: Records
    cabinet: Cabinet
    now: Callable[[], datetime]

    async def hear(self, event: Event, _state: ChatState) -> tuple[Effect, ...] | None:
        """Answer what is about records."""
        if isinstance(event, Called):
            acts = {"journal": self._exported, "mes_donnees": self._data, "effacer": self._asked}
            act = acts.get(event.name.replace(" ", "_"))  # a terminal reads «_» as a space
            return await act(event.who, event.text) if act else None
        if isinstance(event, Said) and not event.craft:
            plain = fold(event.text).lower
            if _ERASES.fullmatch(plain):
                return await self._asked(event.who, "")
            return await self._data(event.who, "") if _DATA.fullmatch(plain) else None
        if isinstance(event, Pressed) and event.action is Action.KEEP_ALL:
            return (Send(Notice.KEPT_ALL),)
        if isinstance(event, Pressed) and event.action is Action.WIPE:
            return (Send(Notice.WIPED), Wipe(), Record("wiped"))
        return None

    async def after(
        self, _event: Event, _state: ChatState, effects: tuple[Effect, ...]
    ) -> tuple[Effect, ...]:
        """Return the effects as they are."""
        return effects

    async def _exported(self, who: Who, text: str) -> tuple[Effect, ...]:
        month = read_month(text, self.now().astimezone(PARIS).date())
        if month is None:
            return (Send(Notice.BAD_MONTH),)
        first, after = _bounds(month)
        lines = await self.records.lines(who.practice, first, after)
        if not lines:
            return (Send(Notice.NO_LINES),)
        names = {one.key: name_of(one) for one in await self.cabinet.entries(who.practice, MEMBER)}
        rows = [row_of(line, names) for line in lines]
        done = Counter(str(row["action"]) for row in rows)
        title = f"{MONTHS[month.month - 1]} {month.year}"
        card = journal_card(title, done.most_common(), done[DONE["approved"]])
        files = (Send(one) for one in (as_csv(rows, month), as_json(rows, month)))
        return (Send(card), *files, Record("exported"))

    async def _data(self, who: Who, _text: str) -> tuple[Effect, ...]:
        known = {"compte": who.user, "cabinet": who.practice, "role": NAMES[who.role]}
        said = known | await self.records.of(who)
        file = attached("mes-donnees.json", json.dumps(said, ensure_ascii=False, indent=2))
        return (Send(data_card()), Send(file), Record("exported"))

    async def _asked(self, _who: Who, _text: str) -> tuple[Effect, ...]:
        buttons = (Button("🗑 Tout effacer", Action.WIPE), Button("Ne rien effacer", Action.KEEP_ALL))
        return (Send(wipe_card(), buttons),)


def read_month(text: str, today: date) -> date | None:
    """Return the first day of the month that a person names: «octobre», «octobre 2026», «2026-10», «10/2026»; today's without.

    A month without a year is the last one of that name that has begun.
    """
    plain = fold(text).lower.strip(" .,:")
    if not plain:
        return today.replace(day=1)
    if found := re.fullmatch(r"(?:(\d{4})[-/ ](\d{1,2})|(\d{1,2})[-/ ](\d{4}))", plain):
        year, number = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, number, 1) if 1 <= number <= len(MONTHS) and year else None
    found = re.fullmatch(r"(?:de |d')?([a-z]+)(?: (\d{4}))?", plain)
    if found is None or found[1] not in _MONTHS:
        return None
    number = _MONTHS.index(found[1]) + 1
    year = int(found[2]) if found[2] else today.year - (number > today.month)
    return date(year, number, 1) if year else None


def row_of(line: Line, names: Mapping[str, str]) -> dict[str, str | int]:
    """Return a line of the audit in French: no text of anybody, only who, when, what and which exact text."""
    role = NAMES[Role(line.role)] if line.role in set(Role) else ""
    values = (
        _paris(line.at), names.get(line.user, ""), line.user, role, DONE.get(line.action, line.action),
        line.draft, line.version, line.digest, " ".join(line.rules), line.catalogue,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def as_csv(rows: Sequence[Mapping[str, str | int]], month: date) -> Attached:
    """Return the rows as French spreadsheets read them: semicolons, a byte-order mark, nothing that runs."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_inert(row[name]) for name in COLUMNS] for row in rows)
    return attached(f"journal-{month:%Y-%m}.csv", MARK + out.getvalue())


def as_json(rows: Sequence[Mapping[str, str | int]], month: date) -> Attached:
    """Return the rows for programs."""
    said = {"mois": f"{month:%Y-%m}", "lignes": list(rows)}
    return attached(f"journal-{month:%Y-%m}.json", json.dumps(said, ensure_ascii=False, indent=1))


def _bounds(month: date) -> tuple[datetime, datetime]:
    """Return the first moment of a month and of the next one, Paris time, in UTC."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    first, after = (
        datetime(day.year, day.month, 1, tzinfo=PARIS).astimezone(UTC) for day in (month, following)
    )
    return first, after


def _paris(moment: datetime) -> str:
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(PARIS).isoformat(timespec="seconds")


def _inert(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
