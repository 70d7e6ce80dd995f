"""The offline reply to a private message: warm, plain, at most 110 words, built from what was asked and what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import MESSAGE_WORDS, words
from bot.drafting.ports import Brief, Sentence, SentenceKind
from bot.drafting.sentences import sentences_of
from bot.drafting.texts import items, knows, say
from bot.guard.model import Asked
from bot.writers.answering import answering
from bot.writers.message_facts import Part, filled, phone, practical_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUESTIONS: Final = 3
GENERAL: Final = 2  # sentences of a sheet that a general question may get
_SHORT: Final = 60  # words aimed at when a shorter text is asked


def message(brief: Brief) -> tuple[str, tuple[Sentence, ...]]:
    """Return the reply to `brief.situation` × `brief.asked`."""
    build = _BUILDERS.get(brief.situation, _practical)
    limit = _SHORT if "shorter" in brief.style else MESSAGE_WORDS
    parts = _fitted([part for part in build(brief) if part.text and not _is_shunned(part, brief)], limit)
    text = "".join(_joint(index, part) + part.text for index, part in enumerate(parts))
    return text, tuple(_sentences(parts))


def _joint(index: int, part: Part) -> str:
    return "" if not index else "\n\n" if part.breaks else " "


def _sentences(parts: Iterable[Part]) -> Iterable[Sentence]:
    for part in parts:
        kind = SentenceKind.FACT if part.passages else SentenceKind.COURTESY
        for one in sentences_of(part.text):
            yield Sentence(one, kind, part.passages)


def _fitted(parts: list[Part], limit: int) -> list[Part]:
    """Return `parts` without the least needed ones, until they hold in `limit` words."""
    while sum(words(part.text) for part in parts) > limit:
        least = min(parts, key=lambda part: part.rank)
        if least.rank >= 9:  # noqa: PLR2004 - what always stays
            break
        parts = [part for part in parts if part is not least]
    return parts


def _is_shunned(part: Part, brief: Brief) -> bool:
    """Tell whether a part that may be left out holds a word that the practice avoids."""
    return part.rank < 9 and brief.voice is not None and bool(brief.voice.shunned(part.text))  # noqa: PLR2004


def _hello(brief: Brief) -> Part:
    return Part(say("message", "hello_warm" if "warmer" in brief.style else "hello", brief.variant), 9)


def _close(brief: Brief) -> Part:
    return Part(
        say("message", "close_warm" if "warmer" in brief.style else "close", brief.variant), 9, breaks=True
    )


def _medical(brief: Brief) -> list[Part]:
    return [
        _hello(brief),
        _worry(brief),
        *([] if "on_call" in brief.cues and "symptom" not in brief.cues else _clinical(brief)),
        *practical_parts(brief),
        _questions(brief),
        _secure(brief),
        _call(brief),
        _close(brief),
    ]


def _worry(brief: Brief) -> Part:
    if "symptom" not in brief.cues:
        return Part("", 0)
    return Part(say("message", "worry_warm" if "warmer" in brief.style else "worry", brief.variant), 2)


def _clinical(brief: Brief) -> list[Part]:
    """Return what takes the place of a medical answer: never a diagnosis, a reassurance or a dose."""
    if Asked.PHOTO_OPINION in brief.asked:
        return [Part(say("message", "photo_opinion", brief.variant), 9)]
    if Asked.PRESCRIPTION in brief.asked:
        return [Part(say("message", "prescription", brief.variant), 9)]
    general = _general(brief)
    if general:
        return [*general, Part(say("message", "exam", brief.variant), 9)]
    if "eligibility" in brief.cues and not {"symptom", "conduct"} & set(brief.cues):
        return [Part(say("message", "eligibility", brief.variant), 9)]
    key = "clinical_simple" if "simpler" in brief.style else "clinical"
    return [Part(say("message", key, brief.variant), 9)]


def _general(brief: Brief) -> list[Part]:
    """Return one or two general sentences of a sheet that answer the question, with their passages."""
    if "symptom" in brief.cues:
        return []
    found = answering(brief.request, brief.passages, limit=1 if "shorter" in brief.style else GENERAL)
    return [
        Part(
            say("message", "topic", facts=_inner(one.text)) if not index else one.text,
            9 - index,
            (one.passage,),
        )
        for index, one in enumerate(found)
    ]


def _inner(sentence: str) -> str:
    """Return a sentence as it stands after a colon; a name or an acronym keeps its capital."""
    second = sentence[1:2]
    return sentence[0].lower() + sentence[1:] if second.islower() or second in " ’" else sentence


def _asks_back(brief: Brief) -> bool:
    wanted = "symptom" in brief.cues or Asked.PRESCRIPTION in brief.asked
    return wanted and Asked.PHOTO_OPINION not in brief.asked


def _questions(brief: Brief) -> Part:
    if not _asks_back(brief):
        return Part("", 0)
    if Asked.PRESCRIPTION in brief.asked and "symptom" not in brief.cues and "treatment" not in brief.cues:
        return Part("", 0)
    if Asked.PRESCRIPTION in brief.asked:
        return Part(say("message", "questions_treatment", brief.variant), 5, breaks=True)
    cue = next((cue for cue in brief.cues if cue != "symptom" and knows("questions", cue)), "symptom")
    asked = items("questions", cue)[: 2 if "shorter" in brief.style else QUESTIONS]
    return Part(say("message", "questions", brief.variant, questions=_series(asked)), 5, breaks=True)


def _series(asked: tuple[str, ...]) -> str:
    return "\u00a0; ".join(asked) if len(asked) > 1 else asked[0]


def _secure(brief: Brief) -> Part:
    channel = dict(brief.facts).get("secure_channel")
    if Asked.PHOTO_OPINION in brief.asked:
        return Part("", 0)
    if channel:
        key = "secure" if _questions(brief).text else "secure_question"
        return Part(filled(key, brief, secure_channel=channel), 4, ("practice:secure_channel",))
    return Part(say("message", "insecure"), 3) if "symptom" in brief.cues else Part("", 0)


def _call(brief: Brief) -> Part:
    """Return where to go and when: the practice, and 15 if it gets worse; in one short line when nothing hurts."""
    phone = dict(brief.facts).get("phone")
    unwell = "symptom" in brief.cues or bool({Asked.PHOTO_OPINION, Asked.PRESCRIPTION} & set(brief.asked))
    if "shorter" in brief.style or not unwell:
        return Part(say("message", "call_short"), 9, breaks=True) if unwell else Part("", 0)
    if phone:
        return Part(filled("call_phone", brief, phone=phone), 9, ("practice:phone",), breaks=True)
    return Part(say("message", "call", brief.variant), 9, breaks=True)


def _practical(brief: Brief) -> list[Part]:
    if "greeting" in brief.cues:
        return [Part(say("message", "greeting", brief.variant), 9)]
    if {Asked.PHOTO_OPINION, Asked.PRESCRIPTION} & set(brief.asked):
        return _medical(brief)
    parts = practical_parts(brief)
    if all(part.text == say("message", "others", brief.variant) for part in parts):
        parts = [Part(say("message", "other", brief.variant), 9), phone(brief)]
    return [_hello(brief), *parts, _close(brief)]


def _fixed(key: str) -> Callable[[Brief], list[Part]]:
    return lambda brief: [
        Part(say("message", "hello", brief.variant), 9),
        Part(say("message", key, brief.variant), 9),
        _close(brief),
    ]


def _solicitation(brief: Brief) -> list[Part]:
    key = next((cue for cue in brief.cues if cue in {"offer", "candidate", "collab"}), "collab")
    key = "solicitation" if key == "collab" else key
    return [Part(say("message", key, brief.variant), 9)]


def _thanks(brief: Brief) -> list[Part]:
    return [Part(say("message", "thanks", brief.variant), 9), _close(brief)]


_BUILDERS: Final[dict[str, Callable[[Brief], list[Part]]]] = {
    "medical": _medical,
    "minor": _fixed("minor"),
    "minor_parent": _fixed("minor_parent"),
    "third_party": _fixed("third_party"),
    "solicitation": _solicitation,
    "none": _thanks,
}
