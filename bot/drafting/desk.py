"""The three crafts behind one door: a request, a message or a review goes in, a guarded draft comes out."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.drafting import message as messages
from bot.drafting import review as reviews
from bot.drafting.additions import refusal, wish_refusal
from bot.drafting.cases import read_review
from bot.drafting.dictated import with_phones
from bot.drafting.instructions import Edit, read_instruction
from bot.drafting.judge import second_look
from bot.drafting.platforms import find_unknown, shown_name
from bot.drafting.ports import Craft, Declined, Draft, LibraryUnavailable
from bot.drafting.post import PostRoom, draft_post, values_for
from bot.drafting.requests import PASTED, unreadable
from bot.drafting.revise import edited, passage_on, replayed, reread, title_of
from bot.drafting.scribe import Scribe
from bot.drafting.translation import still_true, with_translation
from bot.drafting.triage import GENERIC, Class, Triage, as_before, triage
from bot.guard.patient import mask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.drafting.judge import Judge
    from bot.drafting.ports import Comparing, Library, Platform, PracticeFacts, Sheet, Writer
    from bot.drafting.translation import Translator
    from bot.guard import Waiver


class Desk:
    """Drafts posts, replies to private messages and answers to reviews.

    `writer` is the writer of the settings (the composer itself when no model is configured); `today` gives the day that
    relative dates are counted from; `judge`, when there is one, looks at every version after the guard;
    `translator`, when there is one, gives a reply in the language of the message; `compare`, when there is one, lays what a model
    wrote beside its material. Texts may come raw: they are masked here before they reach a writer or a `Draft`.
    """

    def __init__(
        self,
        library: Library,
        writer: Writer,
        composer: Writer,
        practice: PracticeFacts,
        today: Callable[[], date],
        *,
        judge: Judge | None = None,
        translator: Translator | None = None,
        compare: Comparing | None = None,
    ) -> None:
        self._library = library
        self._scribe = Scribe(writer, composer, compare)
        self._practice = practice
        self._today = today
        self._judge = judge
        self._translator = translator

    async def post(
        self, request: str, platform: Platform | None = None, *, variant: int = 0, style: tuple[str, ...] = ()
    ) -> Draft | Declined:
        """Draft a post from a request as one speaks («fais-moi un post sur le soleil et les cicatrices»)."""
        request = with_phones(request)
        masked = mask(request, values_for(request, self._practice.values())).text
        result = await draft_post(masked, platform, self._room(), variant=variant, style=style)
        return await self._second_look(result)

    async def message(self, text: str, *, variant: int = 0, style: tuple[str, ...] = ()) -> Draft | Declined:
        """Triage a private message, then draft the reply; an emergency gets its fixed text and nothing else."""
        text = _untagged(text)
        seen = triage(text[:PASTED])
        if seen.klass in {Class.EMERGENCY, Class.DISTRESS}:
            return messages.emergency(seen, self._practice)
        reason = unreadable(text, limit=PASTED, words=False)
        if reason:
            return Declined(Craft.MESSAGE, reason)
        return await self._second_look(await self._reply(self._masked(text), seen, variant, style))

    async def resume(self, masked: str, situation: str) -> Draft | Declined:
        """Draft the reply to a message whose class was read when it came; `masked` is what was kept of it."""
        seen = as_before(triage(masked), situation)
        if seen.klass in GENERIC:
            grave = replace(seen, text=seen.text or GENERIC[seen.klass])
            return messages.emergency(grave, self._practice)
        return await self._second_look(await self._reply(masked, seen, 0, ()))

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
        text = _untagged(text)
        starred = stars is not None or read_review(text).stars is not None
        reason = unreadable(text, limit=PASTED, words=not starred)
        if reason:
            return Declined(Craft.REVIEW, reason)
        result = await reviews.answer(
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
        return await self._second_look(result)

    async def revise(self, draft: Draft, instruction: str) -> Draft | Declined:
        """Return `draft` changed as asked («plus court», «enlève la deuxième phrase»), guarded anew.

        Declined, with the rule where there is one, when the instruction is not understood, brings what no text may hold,
        or nothing of the draft may be changed.
        """
        return await self._second_look(await self._revised(draft, instruction))

    async def carried(self, draft: Draft) -> Draft:
        """Return a reply that a person keeps ready, in the language of the message too, as far as a model can."""
        return await with_translation(draft, self._translator, self._practice)

    def waive(self, draft: Draft, waivers: tuple[Waiver, ...]) -> Draft:
        """Return the draft as the guard sees it when `waivers` (in date) let things stand; a fixed text stays as it is."""
        return draft if draft.fixed else still_true(reread(replace(draft, waivers=waivers), self._practice))

    async def _second_look(self, result: Draft | Declined) -> Draft | Declined:
        """Return what was drafted, as a model sees it where there is one, and in the language of the patient."""
        if isinstance(result, Declined):
            return result
        if self._judge is not None:
            result = await second_look(result, self._judge, self._practice)
        return await with_translation(result, self._translator, self._practice)

    async def _revised(self, draft: Draft, instruction: str) -> Draft | Declined:
        if draft.fixed:
            return Declined(draft.craft, FIXED)
        edit = read_instruction(instruction)
        if edit is None or edit.kind in {"wish", "order", *NEVER}:
            return _not_done(draft, edit, instruction)
        if edit.kind in {"style", "platform", "variant"}:
            return await self._anew(draft, edit)
        if edit.kind == "about" or (edit.kind == "title" and not edit.instead):
            return await self._from_sheet(draft, edit)
        return self._edited(draft, edit)

    def _edited(self, draft: Draft, edit: Edit) -> Draft | Declined:
        """Edit the text; what the person brings is read as it was given, before it is masked."""
        brought = {"add": edit.words, "replace": edit.instead, "title": edit.instead}.get(edit.kind, "")
        refused = refusal(brought, draft, self._practice) if brought else None
        if refused:
            return refused
        own = edit.words if "⟦" in edit.words else self._masked(edit.words)
        return edited(draft, replace(edit, words=own), self._practice)

    async def _from_sheet(self, draft: Draft, edit: Edit) -> Draft | Declined:
        """Take another title, or a sentence on a subject, from the sheet of the post; nothing is invented."""
        sheet = await self._sheet(draft)
        text = draft.verdict.text
        if edit.kind == "title":
            found, missing = (title_of(sheet, text) if sheet else None), NO_TITLE
        else:
            found = passage_on(edit.words, sheet, text) if sheet else None
            missing = NO_PASSAGE if draft.craft is Craft.POST else NO_SHEET
        if found is None:
            return Declined(draft.craft, missing)
        return edited(draft, found, self._practice)

    async def _sheet(self, draft: Draft) -> Sheet | None:
        try:
            return await self._library.sheet(draft.topic) if draft.topic else None
        except LibraryUnavailable:
            return None

    async def _anew(self, draft: Draft, edit: Edit) -> Draft | Declined:
        """Write another version with the person's edits in it, or say that it would be the same text."""
        if edit.kind == "platform" and draft.craft is not Craft.POST:
            return Declined(draft.craft, NO_NETWORK)
        if edit.words == "longer" and draft.craft is not Craft.POST:
            return Declined(draft.craft, NO_LONGER)
        result = await self._again(draft, edit)
        if isinstance(result, Declined):
            return result
        result = replayed(replace(result, edits=(), waivers=draft.waivers), draft.edits, self._practice)
        if result.verdict.text == draft.verdict.text and edit.kind != "platform":
            return Declined(draft.craft, SAME_TEXT, _examples(draft))
        return result

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


def _not_done(draft: Draft, edit: Edit | None, instruction: str) -> Declined:
    """Return why an instruction is not followed; the draft stays."""
    forbidden = wish_refusal(instruction, draft) if edit is None or edit.kind == "wish" else None
    if forbidden:
        return forbidden
    if edit and edit.kind in NEVER:
        return Declined(draft.craft, NEVER[edit.kind])
    other = find_unknown(instruction)
    reason = NO_SUCH.format(name=shown_name(other)) if other else NOT_DONE if edit else NOT_UNDERSTOOD
    return Declined(draft.craft, reason, _examples(draft))


def _examples(draft: Draft) -> tuple[str, ...]:
    return EXAMPLES if draft.craft is Craft.POST else tuple(one for one in EXAMPLES if one != OF_POSTS)


_HIDDEN = re.compile(r"(?is)<(script|style|head)\b.*?</\1>|<!--.*?-->")
_BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/li|/h\d|/tr)\b[^<>]{0,200}>")
_TAGS = re.compile(r"<(?:/|!)?[a-zA-Z][^<>]{0,400}>")


def _untagged(text: str) -> str:
    """Return a pasted text without the tags of a web page."""
    if not _TAGS.search(text) and "&" not in text:
        return text
    bare = _TAGS.sub(" ", _BREAKS.sub("\n", _HIDDEN.sub(" ", text)))
    return re.sub(r"[ \t]+", " ", html.unescape(bare)).strip()


FIXED = "Ce message d’urgence ne se modifie pas ; envoyez-le tel quel. Prévenez ensuite le chirurgien."
NOT_UNDERSTOOD = "Cette consigne n’est pas comprise ; le brouillon n’a pas changé. Voici ce qui est possible."
NOT_DONE = "Cette consigne ne peut pas être suivie, et elle n’est pas recopiée ; le brouillon n’a pas changé. Voici ce qui est possible."
ALL_OF_IT = "Le brouillon reste tel quel. Pour repartir de zéro, faites simplement une nouvelle demande."
IN_FRENCH = "Confrère rédige en français ; le brouillon n’a pas changé. Seule la réponse à un message reçu dans une autre langue peut être traduite, si un modèle est réglé."
SENDS_NOTHING = "Confrère ne publie ni n’envoie rien ; le brouillon n’a pas changé. Copiez le texte une fois relu, puis collez-le vous-même."
NEVER = {
    "all": ALL_OF_IT,
    "language": IN_FRENCH,
    "send": SENDS_NOTHING,
}  # kind of an edit → why it is not done
NO_SUCH = "Confrère n’écrit pas pour {name} ; le brouillon n’a pas changé. Choisissez un autre réseau."
NO_TITLE = (
    "Il n’y a pas d’autre titre dans la fiche ; le brouillon n’a pas changé. Dictez le vôtre : « titre : … »."
)
NO_PASSAGE = "La fiche de ce post ne dit rien de plus à ce sujet, et rien n’est inventé. Dictez la phrase : « ajoute : … »."
NO_SHEET = "Ce texte ne s’appuie sur aucune fiche, et rien n’est inventé. Dictez la phrase : « ajoute : … »."
NO_NETWORK = "Une réponse est la même sur tous les réseaux ; le brouillon n’a pas changé."
NO_LONGER = "Une réponse reste courte, pour ne rien dire de trop ; le brouillon n’a pas changé. Pour compléter : « ajoute : … »."
SAME_TEXT = (
    "Cette consigne donnerait le même texte ; le brouillon n’a donc pas changé. Voici d’autres possibilités."
)
OF_POSTS = "version LinkedIn"
EXAMPLES = (
    "plus court", "plus simple", "plus chaleureux", "autre version", OF_POSTS, "enlève la deuxième phrase",
    "ajoute : …", "remplace … par …", "annule",
)  # fmt: skip
