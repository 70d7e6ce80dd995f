"""What changed between two versions of a draft, sentence by sentence; and whether what is new stands in the sheet. Pure but for the sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bot.conversation.cards import PLATFORMS, Card
from bot.conversation.cards_posts import changed_card, changes_card
from bot.conversation.effects import Record, Said, Send
from bot.conversation.showing import is_card_of, state_after
from bot.drafting.ports import LibraryUnavailable
from bot.drafting.revise import body, sentences
from bot.drafting.scribe import quoted
from bot.drafting.sentences import sentences_of
from bot.drafting.sms import spelt_out
from bot.french import NBSP, count, thousands
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from bot.conversation.effects import Effect, Event
    from bot.conversation.state import ChatState, Shown
    from bot.drafting.ports import Draft, Sheet

SHORT: Final = 16  # words; a longer text is no question about versions
AKIN: Final = 0.55  # share of words in common from which a sentence was changed, rather than replaced
FEW: Final = 2  # changes that are told in words; more are counted
LONG: Final = 60  # characters of a quotation on the one line
NO_NEW: Final = "Aucun fait nouveau sans source."
_ASKS: Final = re.compile(
    r"^\W*(?:et |alors |ok |donc )*(?:dis[- ]moi |montre[- ]moi |montre |quoi )?"
    r"(?:(?:qu'?est[- ]ce (?:qui|que (?:tu as|t'as|vous avez))|c'est quoi|qu'as[- ]tu|qu'avez[- ]vous|quelles? sont|quelles? est|quels sont|quoi|ce qui|ce que tu as|kes? ?[kq]u?i|quoi de)"
    r"[ -]?(?:qui )?(?:a |as |la |les |le |tes |vos |a ete )*(?:change\w*|modifie\w*|differen\w+|bouge|modif\w*|diff\b)"
    r"|(?:les? |la )?(?:changements?|differences?|modifications?|modifs?|diff)\b(?! (?:de|d'|sur) (?:prix|tarifs?|horaires?|adresse)))"
    r"(?: (?:entre|avec|par rapport|depuis|dans|sur) .{0,40})?(?:[ ,]+(?:s'il (?:te|vous) plait|exactement|au juste))?\W*$"
)
_SINCE_FIRST: Final = re.compile(r"\b(?:debut|depart|premiere?|v1|version 1|original\w*|origine|initiale?)\b")
_EMOJI: Final = re.compile(r"[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF]\uFE0F? ?")
_TAG: Final = re.compile(r"(?<!\w)#\w+")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """What two versions have not in common: sentences in reading order, pairs (before, after) for what was reworded."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    moved: bool = False
    asides: tuple[str, ...] = ()  # platform, length, emoji, hashtags: what no sentence shows

    @property
    def new(self) -> tuple[str, ...]:
        """Return the sentences that were not there before, as they are now."""
        return (*self.added, *(after for _, after in self.reworded))


def compare(before: Draft, after: Draft) -> Change:
    """Return what changed from one version to the next."""
    old, new = before.verdict.text, after.verdict.text
    left, right = _told(old), _told(new)
    gone = [one for one in left if one not in right]
    come = [one for one in right if one not in left]
    pairs = tuple(_pairs(gone, come))
    removed = tuple(one for one in gone if one not in {first for first, _ in pairs})
    added = tuple(one for one in come if one not in {second for _, second in pairs})
    kept = [one for one in left if one in right]
    moved = kept != [one for one in right if one in left]
    return Change(removed, added, pairs, moved, tuple(_asides(before, after)))


def _told(text: str) -> list[str]:
    """Return the sentences of a text, without bullets and emoji: what is read aloud."""
    said = (_EMOJI.sub("", text[start:end]).strip(" •–-\n\u00a0") for start, end in sentences(text))
    return list(dict.fromkeys(" ".join(one.split()) for one in said if one))


def _pairs(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that were reworded, each with what it became."""
    free = list(come)
    for one in gone:
        best = max(free, key=lambda other: _kinship(one, other), default=None)
        if best is not None and _kinship(one, best) >= AKIN:
            free.remove(best)
            yield one, best


def _kinship(left: str, right: str) -> float:
    return SequenceMatcher(None, left.lower().split(), right.lower().split()).ratio()


def _asides(before: Draft, after: Draft) -> Iterator[str]:
    old, new = before.verdict.text, after.verdict.text
    if before.platform != after.platform and after.platform:
        yield f"version {PLATFORMS[after.platform]}"
    if len(old) != len(new):
        yield f"{thousands(len(old))} → {thousands(len(new))}{NBSP}caractères"
    for name, pattern in (("émoji", _EMOJI), ("hashtag", _TAG)):
        were, are = len(pattern.findall(old)), len(pattern.findall(new))
        if were != are:
            yield f"{were} → {count(are, name)}"


def swapped(before: str, after: str) -> str:
    """Return what was reworded in a sentence: «« ennemis » → « facteurs »», or both sentences when little is left of the first."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    blocks = SequenceMatcher(None, left, right).get_opcodes()
    parts = [(left[a:b], right[c:d]) for what, a, b, c, d in blocks if what != "equal"]
    if len(parts) > FEW:
        return f"{quoted(_short(before))} → {quoted(_short(after))}"
    return ", ".join(_swap(" ".join(old), " ".join(new)) for old, new in parts)


def _swap(old: str, new: str) -> str:
    if not old:
        return f"ajout de {quoted(_short(new))}"
    return f"{quoted(_short(old))} → {quoted(_short(new))}" if new else f"{quoted(_short(old))} retiré"


def _short(text: str) -> str:
    text = text.rstrip(".,;")
    return text if len(text) <= LONG else f"{text[: LONG - 1].rstrip()}…"


def one_line(change: Change) -> str:
    """Return the change on one line: in words when there are at most two, counted when there are more."""
    number = len(change.removed) + len(change.added) + len(change.reworded)
    said = list(_in_words(change) if number <= FEW else _counted(change))
    moved = ["ordre revu"] if change.moved else []
    parts = [*said, *moved, *change.asides]
    return f"{' · '.join(parts)}." if parts else ""


def _in_words(change: Change) -> Iterator[str]:
    yield from (swapped(*pair) for pair in change.reworded)
    yield from (f"retiré : {quoted(_short(one))}" for one in change.removed)
    yield from (f"ajouté : {quoted(_short(one))}" for one in change.added)


def _counted(change: Change) -> Iterator[str]:
    verbs = (("retirée", change.removed), ("ajoutée", change.added), ("reformulée", change.reworded))
    for verb, ones in verbs:
        if ones:
            yield f"{count(len(ones), 'phrase')} {verb}{'s' if len(ones) > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Changes:
    """The room of «qu’est-ce qui a changé ?»; `sheet` gives the sheet that a post rests on."""

    sheet: Callable[[str], Awaitable[Sheet | None]]

    async def hear(self, event: Event, state: ChatState) -> tuple[Effect, ...] | None:
        """Answer «qu’est-ce qui a changé ?», since the version before or since the first one."""
        if not isinstance(event, Said) or event.craft or state.shown is None:
            return None
        plain = spelt_out(fold(event.text).lower)
        if not state.past or len(plain.split()) > SHORT or not _ASKS.match(plain):
            return None  # of a first version, what changed is what the guard changed
        before = state.past[0 if _SINCE_FIRST.search(plain) else -1]
        change = compare(before.draft, state.shown.draft)
        return (Send(self._card(change, await self._checked(before.draft, state.shown.draft, change))),)

    async def after(self, _event: Event, state: ChatState, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Say on the card of a follow-up what changed, on one line."""
        before, after = state.shown, state_after(effects, state).shown
        if before is None or after is None or not _is_revision(effects, before, after):
            return effects
        change = compare(before.draft, after.draft)
        line = " ".join(
            filter(None, (one_line(change), await self._checked(before.draft, after.draft, change)))
        )
        return tuple(_with_line(one, after, line) for one in effects) if one_line(change) else effects

    def _card(self, change: Change, checked: str) -> Card:
        reworded = tuple(swapped(*pair) for pair in change.reworded)
        return changes_card(
            one_line(replace(change, moved=False)), change.removed, change.added, reworded, checked
        )

    async def _checked(self, before: Draft, after: Draft, change: Change) -> str:
        """Return what was found of the sources of what is new; nothing when nothing could be checked."""
        fresh = [one for one in change.new if not one.endswith("?") and one in _body(after)]
        if not fresh:
            return NO_NEW
        sheet = await self._sheet(after)
        if sheet is None:
            return ""
        said = [one for passage in sheet.passages for one in sentences_of(passage.text)]
        known = {_bare(one) for one in (*said, *sheet.hooks, sheet.title, *_told(before.verdict.text))}
        alone = sum(_bare(one) not in known for one in fresh)
        verb = "n’est pas" if alone == 1 else "ne sont pas"
        return f"{count(alone, 'phrase')} {verb} mot pour mot dans la fiche : à relire." if alone else NO_NEW

    async def _sheet(self, draft: Draft) -> Sheet | None:
        try:
            return await self.sheet(draft.topic) if draft.topic else None
        except LibraryUnavailable:
            return None


def _bare(sentence: str) -> str:
    """Return the words of a sentence: what stands in the sheet stands there word for word, or it was not checked."""
    return " ".join(re.findall(r"\w+", fold(sentence).lower))


def _body(draft: Draft) -> list[str]:
    """Return the sentences that say something: the closing mention and the signature claim nothing."""
    text = draft.verdict.text
    inside = {text[start:end] for start, end in body(text)}
    said = (_EMOJI.sub("", one).strip(" •–-\n\u00a0") for one in inside)
    return [" ".join(one.split()) for one in said]


def _is_revision(effects: tuple[Effect, ...], before: Shown, after: Shown) -> bool:
    revised = any(
        isinstance(one, Record) and (one.action, one.draft) == ("revised", after.id) for one in effects
    )
    return revised and before.id == after.id


def _with_line(effect: Effect, shown: Shown, line: str) -> Effect:
    if not isinstance(effect, Send) or not is_card_of(effect, shown):
        return effect
    content = effect.content
    return replace(effect, content=changed_card(content, line)) if isinstance(content, Card) else effect
