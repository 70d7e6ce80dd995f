"""The three crafts behind one door: a request, a message or a review goes in, a guarded draft comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.drafting import message as messages
from bot.drafting import review as reviews
from bot.drafting.platforms import find_unknown, shown_name
from bot.drafting.ports import Craft, Declined, Draft
from bot.drafting.post import PostRoom, draft_post
from bot.drafting.requests import PASTED, unreadable
from bot.drafting.revise import Edit, edited, read_instruction
from bot.drafting.scribe import Scribe
from bot.drafting.triage import Class, Triage, as_before, triage
from bot.guard.patient import mask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.drafting.ports import Library, Platform, PracticeFacts, Writer


class Desk:
    """Drafts posts, replies to private messages and answers to reviews.

    `writer` is the writer of the settings (the composer itself when no model is configured); `today` gives the day that
    relative dates are counted from. Texts may come raw: they are masked here before they reach a writer or a `Draft`.
    """

    def __init__(
        self,
        library: Library,
        writer: Writer,
        composer: Writer,
        practice: PracticeFacts,
        today: Callable[[], date],
    ) -> None:
        self._library = library
        self._scribe = Scribe(writer, composer)
        self._practice = practice
        self._today = today

    async def post(
        self, request: str, platform: Platform | None = None, *, variant: int = 0, style: tuple[str, ...] = ()
    ) -> Draft | Declined:
        """Draft a post from a request as one speaks («fais-moi un post sur le soleil et les cicatrices»)."""
        return await draft_post(self._masked(request), platform, self._room(), variant=variant, style=style)

    async def message(self, text: str, *, variant: int = 0, style: tuple[str, ...] = ()) -> Draft | Declined:
        """Triage a private message, then draft the reply; an emergency gets its fixed text and nothing else."""
        seen = triage(text[:PASTED])
        if seen.klass in {Class.EMERGENCY, Class.DISTRESS}:
            return messages.emergency(seen, self._practice)
        reason = unreadable(text, limit=PASTED, words=False)
        if reason:
            return Declined(Craft.MESSAGE, reason)
        return await self._reply(self._masked(text), seen, variant, style)

    async def review(
        self,
        text: str,
        stars: float | None = None,
        date_label: str | None = None,
        *,
        variant: int = 0,
        style: tuple[str, ...] = (),
    ) -> Draft | Declined:
        """Draft the answer to a review; `date_label` is the site's date, exact or relative («il y a 3 semaines»)."""
        reason = unreadable(text, limit=PASTED, words=stars is None)
        if reason:
            return Declined(Craft.REVIEW, reason)
        return await reviews.answer(
            text,
            self._masked(text),
            library=self._library,
            scribe=self._scribe,
            practice=self._practice,
            today=self._today(),
            stars=stars,
            label=date_label,
            variant=variant,
            style=style,
        )

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        """Return `draft` changed as asked («plus court», «enlève la deuxième phrase»), guarded anew.

        Declined when the instruction is not understood, or nothing of the draft may be changed.
        """
        if draft.fixed:
            return Declined(draft.craft, FIXED)
        edit = read_instruction(instruction)
        if edit is None:
            other = find_unknown(instruction)
            return Declined(
                draft.craft, NO_SUCH.format(name=shown_name(other)) if other else NOT_UNDERSTOOD, EXAMPLES
            )
        if edit.kind in {"style", "platform", "variant"}:
            return await self._again(draft, edit)
        masked = replace(edit, words=self._masked(edit.words), instead=self._masked(edit.instead))
        return edited(draft, masked, self._practice)

    async def _again(self, draft: Draft, edit: Edit) -> Draft | Declined:
        """Write the draft anew from its request, in another style, for another platform or in another version."""
        style = tuple(dict.fromkeys((*draft.style, edit.words))) if edit.kind == "style" else draft.style
        style = tuple(one for one in style if not (edit.words == "longer" and one in {"shorter", "longer"}))
        variant = draft.variant + (edit.kind == "variant")
        if draft.craft is Craft.POST:
            platform = edit.platform or draft.platform
            return await draft_post(
                draft.request, platform, self._room(), topic=draft.topic, style=style, variant=variant
            )
        if draft.craft is Craft.MESSAGE:
            seen = as_before(triage(draft.request), draft.situation)
            return await self._reply(draft.request, seen, variant, style)
        return await reviews.again(
            draft, scribe=self._scribe, practice=self._practice, variant=variant, style=style
        )

    async def _reply(self, masked: str, seen: Triage, variant: int, style: tuple[str, ...]) -> Draft:
        return await messages.reply(
            masked,
            seen,
            library=self._library,
            scribe=self._scribe,
            practice=self._practice,
            variant=variant,
            style=style,
        )

    def _room(self) -> PostRoom:
        return PostRoom(self._library, self._scribe, self._practice)

    def _masked(self, text: str) -> str:
        return mask(text, self._practice.values()).text


FIXED = "Ce message d’urgence ne se modifie pas ; envoyez-le tel quel. Prévenez ensuite le chirurgien."
NOT_UNDERSTOOD = "Cette consigne n’est pas comprise ; le brouillon n’a pas changé. Voici ce qui est possible."
NO_SUCH = "Confrère n’écrit pas pour {name} ; le brouillon n’a pas changé. Choisissez un autre réseau."
EXAMPLES = (
    "plus court", "plus simple", "plus chaleureux", "autre version", "version LinkedIn", "enlève la deuxième phrase",
    "ajoute …", "remplace … par …",
)  # fmt: skip
