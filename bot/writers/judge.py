"""The second pair of eyes over any model: the questions outside, the text inside a fence, strict JSON back, nothing else believed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import prompts
from bot.drafting.judge import Answer
from bot.writers.chat import Message
from bot.writers.errors import WriterInvalid, WriterOverflow
from bot.writers.masking import LINK, Mask, Shield, visible
from bot.writers.parsing import LONGEST, read_json
from bot.writers.prompting import new_mark
from bot.writers.wrapper import Attempts, Wire, wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.judge import Question
    from bot.writers.chat import Chat
    from bot.writers.limits import Meter
    from bot.writers.options import ModelSettings

DEADLINE: Final = 12.0  # seconds of wall clock: the draft is written, a person waits for it
RETRIES: Final = 1
TOKENS: Final = 1_500  # of an answer; twenty verdicts take half of it
TEXT: Final = 8_000  # characters of a text; a longer one would be read in part, hence is not read
VERDICTS: Final = 60  # a model that gives more gives anything
YES_NO: Final = {"oui": True, "yes": True, "true": True, "non": False, "no": False, "false": False}

_VERDICT: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("rule", "quote", "answer", "why")},
    "required": ["rule", "quote", "answer", "why"],
    "additionalProperties": False,
}
FORM: Final[tuple[str, dict[str, Any]]] = (
    "relecture",
    {
        "type": "object",
        "properties": {"verdicts": {"type": "array", "items": _VERDICT}},
        "required": ["verdicts"],
        "additionalProperties": False,
    },
)


class ModelJudge:
    """A `Judge` over any `Chat`."""

    def __init__(self, chat: Chat, shield: Shield, attempts: Attempts, line: Wire) -> None:
        self.name = chat.name
        self._chat = chat
        self._shield = shield
        self._attempts = attempts
        self._wire = line

    async def judge(
        self, text: str, questions: Sequence[Question], public: Sequence[str] = ()
    ) -> tuple[Answer, ...]:
        """Return what the model answers; see `bot.drafting.judge.Judge`.

        Raises:
            WriterFailure: see `bot.writers.errors`; always before the deadline.
        """
        messages = self._messages(text, questions)
        answer = await self._attempts.within(lambda: self._asked(messages, public))
        return answers(answer)

    async def close(self) -> None:
        """Give the connections back."""
        await self._chat.close()

    async def _asked(self, messages: Sequence[Message], public: Sequence[str]) -> str:
        until = asyncio.get_running_loop().time() + self._attempts.deadline
        answer = await self._attempts.call(lambda: self._wire.ask(messages, public), until)
        return answer.text

    def _messages(self, text: str, questions: Sequence[Question]) -> tuple[Message, ...]:
        """Return the request.

        Raises:
            WriterOverflow: the text is too long to be read whole.
        """
        if len(text) > TEXT:
            raise WriterOverflow("too long to judge")
        mark = new_mark()
        told = prompts.render(
            "juge",
            marque=mark,
            questions="\n".join(f"- {one.rule}\u00a0: {one.text}" for one in questions),
            texte=f"<donnees-{mark}>\n{self._shield.cover(text)}\n</donnees-{mark}>",
        )
        return (Message("user", told),)


def judge_over(chat: Chat, settings: ModelSettings, mask: Mask, meter: Meter | None = None) -> ModelJudge:
    """Return the judge over `chat` with the limits of `settings`."""
    attempts = Attempts(settings.retries, settings.deadline)
    return ModelJudge(chat, Shield(mask), attempts, wire(chat, settings, meter))


def answers(said: str) -> tuple[Answer, ...]:
    """Return the verdicts in what a model said.

    Raises:
        WriterInvalid: no JSON of the form that was asked, an entry of another form, or far too many.
    """
    if len(said) > LONGEST:
        raise WriterInvalid("endless answer")
    if said.strip() == "[]":
        return ()
    data = read_json(said, _looks_right)
    entries = data["verdicts"] if isinstance(data, dict) else data
    if len(entries) > VERDICTS:
        raise WriterInvalid("too many verdicts")
    return tuple(map(_answer, entries))


def _looks_right(found: Any) -> bool:
    if isinstance(found, dict):
        return isinstance(found.get("verdicts"), list)
    return bool(found) and all(isinstance(entry, dict) and "rule" in entry for entry in found)


def _answer(entry: Any) -> Answer:
    fields = entry if isinstance(entry, dict) else {}
    rule, quote, why = (fields.get(name) for name in ("rule", "quote", "why"))
    faulty = YES_NO.get(str(fields.get("answer")).strip(" .!").lower())
    if not isinstance(rule, str) or not isinstance(quote, str) or faulty is None:
        raise WriterInvalid("malformed verdict")
    return Answer(rule.strip(), quote, faulty, LINK.sub("", visible(why)) if isinstance(why, str) else "")
