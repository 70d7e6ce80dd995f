"""What the writers need of a model: messages in, one text out. Two adapters implement it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation with a model."""

    role: Role
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said; `tokens` is what the server counted for request and answer, None when it does not say."""

    text: str = field(repr=False)
    tokens: int | None = None


class Chat(Protocol):
    """A model at the end of a wire; it has no tools and sends nothing by itself."""

    name: str

    async def ask(self, messages: Sequence[Message]) -> Answer:
        """Return the model's whole answer, never empty.

        Raises:
            WriterFailure: any fault of the wire, the server or the answer.
        """
        ...

    async def close(self) -> None:
        """Give the connections back."""
        ...
