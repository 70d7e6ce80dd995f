"""A conversation with its calendar and its slots, over a cabinet in memory and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.conversation.calendar import Calendar
from bot.conversation.cards import Card
from bot.conversation.effects import Called, Pressed, Send
from bot.conversation.month import Occasion, Theme
from bot.conversation.slots import Slots
from bot.conversation.ticking import Ticking
from bot.conversation.weeks import SLOT, Slot, slot_of
from bot.conversation.writing import Writing
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.guard import Waiver, review
from tests.conversation.holding import Held
from tests.conversation.talking import WHO, Talking

if TYPE_CHECKING:
    from bot.conversation.effects import Button, Event

TUESDAY = datetime(2026, 12, 1, 11, tzinfo=UTC)  # noon in Paris
TEXT = "Soleil et cicatrices\n\nLa cicatrice pâlit avec le temps."
ASK = "fais-moi un post Instagram sur les cicatrices"
RUBRIC = ("Comprendre", "Prévention", "Parcours", "Suites")


@dataclass
class Almanac:
    def themes(self) -> tuple[Theme, ...]:
        return tuple(
            Theme(f"topic:{n}", f"Fiche {n}", f"un post sur la fiche {n}", RUBRIC[n % 4]) for n in range(20)
        )

    def occasions(self, start: date, end: date) -> tuple[Occasion, ...]:
        day = date(2027, 2, 4)
        one = Occasion(
            "Journée mondiale contre le cancer", "4 février 2027, date à confirmer", day, ("topic:5",)
        )
        return (one,) if start <= day <= end else ()


@dataclass
class Desk:
    asked: list[str] = field(default_factory=list)
    today: str = TEXT  # what the guard of today makes of the text
    refused: bool = False

    async def post(self, request: str) -> Draft | Declined:
        self.asked.append(request)
        if self.refused:
            return Declined(Craft.POST, "Aucune source.")
        platform = Platform.LINKEDIN if "LinkedIn" in request else Platform.INSTAGRAM
        return Draft(Craft.POST, review(TEXT, "post"), platform=platform, written=TEXT, request=request)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        text = draft.written.replace("pâlit", instruction.rsplit(maxsplit=1)[-1])
        platform = Platform.LINKEDIN if "linkedin" in instruction.lower() else draft.platform
        return replace(draft, verdict=review(text, "post"), written=text, platform=platform)

    def waive(self, draft: Draft, _waivers: tuple[Waiver, ...]) -> Draft:
        return draft if self.today == TEXT else replace(draft, verdict=review(self.today, "post"))


class Talk(Talking):
    def __init__(self) -> None:
        self.desk, self.held, self.now = Desk(), Held(), TUESDAY
        ids = iter(f"i{n}" for n in range(99))
        writing = Writing(self.desk, lambda: next(ids), self.today)
        calendar = Calendar(self.held, writing, Almanac(), lambda: self.now)
        slots = Slots(self.held, self.desk, writing.new_id, lambda: self.now)
        super().__init__(self.desk, rooms=(Ticking(), calendar, slots))

    async def _hear(self, event: Event) -> list[object]:  # type: ignore[override]
        shown = await super()._hear(event)  # type: ignore[arg-type]
        self.held.write(WHO, self.effects)
        return shown

    def today(self) -> date:
        return self.now.date()

    async def calls(self, text: str = "") -> list[object]:
        return await self._hear(Called(WHO, "calendrier", text))

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    @property
    def labels(self) -> list[str]:
        return [one.label.replace("\u00a0", " ") for one in self.buttons]

    async def tap(self, label: str) -> list[object]:
        button = next(one for one in self.buttons if one.label.replace("\u00a0", " ") == label)
        return await self._hear(Pressed(WHO, button.action, button.draft, button.version))

    async def approves(self, ask: str = ASK) -> list[object]:
        await self.say(ask)
        return await self.say("je valide")

    async def plans(self, when: str) -> list[object]:
        await self.approves()
        return await self.say(when)

    async def slots(self) -> list[Slot]:
        return [slot_of(one) for one in await self.held.entries(WHO.practice, SLOT)]

    async def passes(self, now: datetime) -> list[object]:
        """Let time pass, and return what comes back."""
        self.now = now
        shown: list[object] = []
        for event in self.held.due(WHO, now):
            shown += await self._hear(event)
        return shown


def words(content: object) -> str:
    assert isinstance(content, Card)
    lines = [content.title, *(line for block in content.blocks for line in (block.title, *block.lines))]
    return "\n".join(lines).replace("\u00a0", " ")
