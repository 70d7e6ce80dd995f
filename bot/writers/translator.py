"""A translator over any model: the text inside a fence, strict JSON back; what it says is compared elsewhere."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import prompts
from bot.writers.chat import Message
from bot.writers.errors import WriterInvalid, WriterOverflow
from bot.writers.masking import Mask, Shield, visible
from bot.writers.parsing import LONGEST, read_json
from bot.writers.prompting import new_mark
from bot.writers.wrapper import Attempts, Wire, wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.writers.chat import Chat
    from bot.writers.limits import Meter
    from bot.writers.options import ModelSettings

DEADLINE: Final = 12.0  # seconds of wall clock, there or back: the French is written, a person waits
RETRIES: Final = 1
TOKENS: Final = 1_500  # of an answer; a reply of 110 words takes 400 in Arabic
TEXT: Final = 3_000  # characters of a text; a private reply is far shorter

FORM: Final[tuple[str, dict[str, Any]]] = (
    "traduction",
    {
        "type": "object",
        "properties": {"texte": {"type": "string"}},
        "required": ["texte"],
        "additionalProperties": False,
    },
)


class ModelTranslator:
    """A `Translator` over any `Chat`."""

    def __init__(self, chat: Chat, shield: Shield, attempts: Attempts, line: Wire) -> None:
        self.name = chat.name
        self._chat = chat
        self._shield = shield
        self._attempts = attempts
        self._wire = line

    async def translate(self, text: str, source: str, target: str, public: Sequence[str] = ()) -> str:
        """Return the translation; see `bot.drafting.translation.Translator`.

        Raises:
            WriterFailure: see `bot.writers.errors`; always before the deadline.
        """
        messages = self._messages(text, source, target)
        return translated(await self._attempts.within(lambda: self._asked(messages, public)))

    async def close(self) -> None:
        """Give the connections back."""
        await self._chat.close()

    async def _asked(self, messages: Sequence[Message], public: Sequence[str]) -> str:
        until = asyncio.get_running_loop().time() + self._attempts.deadline
        answer = await self._attempts.call(lambda: self._wire.ask(messages, public), until)
        return answer.text

    def _messages(self, text: str, source: str, target: str) -> tuple[Message, ...]:
        """Return the request.

        Raises:
            WriterOverflow: the text is too long to be a private reply.
        """
        if len(text) > TEXT:
            raise WriterOverflow("too long to translate")
        mark = new_mark()
        fenced = f"<donnees-{mark}>\n{self._shield.cover(text)}\n</donnees-{mark}>"
        told = prompts.render("traduction", source=source, cible=target, marque=mark, texte=fenced)
        return (Message("user", told),)


def translator_over(
    chat: Chat, settings: ModelSettings, mask: Mask, meter: Meter | None = None
) -> ModelTranslator:
    """Return the translator over `chat` with the limits of `settings`."""
    attempts = Attempts(settings.retries, settings.deadline)
    return ModelTranslator(chat, Shield(mask), attempts, wire(chat, settings, meter))


def translated(said: str) -> str:
    """Return the text in what a model said.

    Raises:
        WriterInvalid: no JSON of the form that was asked, or an empty text.
    """
    if len(said) > LONGEST:
        raise WriterInvalid("endless answer")
    data = read_json(said, _looks_right)
    text = visible(data["texte"]).strip() if _looks_right(data) else ""
    if not text:
        raise WriterInvalid("empty translation")
    return text


def _looks_right(found: Any) -> bool:
    """Tell whether JSON is what was asked: one text and nothing beside it."""
    return isinstance(found, dict) and set(found) == {"texte"} and isinstance(found["texte"], str)
