"""A conversation about reviews and their files, over a cabinet in memory and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.conversation.attached import Attached
from bot.conversation.cards import Card
from bot.conversation.effects import Pictured, Pressed, Remember, Said, Send
from bot.conversation.review_deeds import Deeds
from bot.conversation.review_file import KIND, ReviewFile
from bot.conversation.reviews import Reviews
from bot.drafting.cases import judge, read_review
from bot.drafting.ports import Craft, Declined, Draft
from bot.drafting.texts import items, knows
from bot.guard import Practice, review
from bot.practice import PracticeBook
from tests.conversation.holding import Held
from tests.conversation.talking import NAME, WHO, Talking

if TYPE_CHECKING:
    from bot.conversation.effects import Action, Button, Event

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DEFAMES = f"⭐ 1/5 — il y a un mois\nCe charlatan a falsifié mon dossier. {NAME}"
WAITS = "⭐⭐ il y a 2 jours\nDeux heures d’attente, secrétaire désagréable"
DIGEST = "ab" * 32
BOOK = PracticeBook(Practice(doctor="Dr Anne Verdier", practice="Cabinet des Tilleuls"), {})


@dataclass
class Desk:
    """Answers a review by its case alone, as the real one does."""

    today: date = TODAY

    async def review(self, text: str) -> Draft | Declined:
        case = judge(read_review(text), self.today).case
        key = case.value if knows("review", case.value) else "holding"
        verdict = review(items("review", key)[0], "review")
        masked = text.replace(NAME, "⟦PRÉNOM⟧")
        return Draft(
            Craft.REVIEW,
            verdict,
            situation=case.value,
            situation_label=case.label,
            request=masked,
            written=verdict.text,
        )

    async def post(self, request: str) -> Draft | Declined:
        verdict = review("La cicatrice pâlit avec le temps.", "post")
        return Draft(Craft.POST, verdict, written=verdict.text, request=request)

    async def revise(self, draft: Draft, _instruction: str) -> Draft | Declined:
        key = draft.situation if knows("review", draft.situation) else "holding"
        said = items("review", key)[(draft.variant + 1) % len(items("review", key))]
        return replace(draft, verdict=review(said, "review"), written=said, variant=draft.variant + 1)

    def waive(self, draft: Draft, _waivers: object) -> Draft:
        return draft


class Talk(Talking):
    def __init__(self) -> None:
        self.held, self.now = Held(), NOON
        mask = lambda text: text.replace(NAME, "⟦PRÉNOM⟧")  # noqa: E731
        room = Reviews(self.held, Deeds(BOOK, mask, lambda: self.now), lambda: self.now)
        super().__init__(Desk(), rooms=(room,))

    async def hears(self, event: Event) -> str:
        self.effects = await self.conversation.hear(event, self.state)
        for effect in self.effects:
            if isinstance(effect, Remember):
                self.state = effect.state
        self.held.write(WHO, self.effects)
        return self.shown

    async def says(self, text: str, craft: Craft | None = None) -> str:
        return await self.hears(Said(WHO, text, "m1", craft))

    async def reviewed(self, text: str) -> str:
        return await self.says(text, Craft.REVIEW)

    async def shoots(self, caption: str = "", digest: str = DIGEST) -> str:
        return await self.hears(Pictured(WHO, digest, caption, "m2"))

    async def tap(self, action: Action, label: str = "") -> str:
        button = next(one for one in self.buttons if one.action is action and label in one.label)
        return await self.hears(Pressed(WHO, button.action, button.draft, button.version))

    async def waits(self, until: datetime) -> str:
        self.now = until
        said = [await self.hears(one) for one in self.held.due(WHO, until)]
        return "\n".join(said)

    @property
    def shown(self) -> str:
        contents = [one.content for one in self.effects if isinstance(one, Send)]
        return "\n".join(map(spoken, contents)).replace("\u00a0", " ")

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    @property
    def attached(self) -> list[Attached]:
        contents = [one.content for one in self.effects if isinstance(one, Send)]
        return [one for one in contents if isinstance(one, Attached)]

    @property
    def files(self) -> list[ReviewFile]:
        return [ReviewFile(one) for key, one in self.held.kept.items() if key[1] == KIND]

    @property
    def file(self) -> ReviewFile:
        return self.files[-1]


def spoken(content: object) -> str:
    if isinstance(content, Card):
        return "\n".join(
            [content.title, *(line for one in content.blocks for line in (one.title, *one.lines))]
        )
    return content.data.decode() if isinstance(content, Attached) else str(getattr(content, "text", content))
