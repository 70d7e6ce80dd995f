"""The settings of a model, as the composition root hands them over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LANGCHAIN: Final = (
    "langchain:"  # prefix of `CONFRERE_MODEL` for the providers of LangChain: `langchain:provider/model`
)


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How to reach a model and how much of it may be used; the key stays out of `repr`.

    `model` is a name that the server knows, or `langchain:provider/model`; `base_url` is the server's `/v1` address,
    None for OpenAI's own; `profile` is a name of `bot.writers.profiles` or "auto"; `deadline` is in seconds of wall
    clock, retries included; `max_tokens` bounds one answer; the daily limits are for one `practice`.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    transcription_model: str | None = None
    profile: str = "auto"
    deadline: float = 45.0
    max_tokens: int = 4_000
    temperature: float = 0.4
    retries: int = 2
    daily_calls: int = 400
    daily_tokens: int = 600_000
    practice: str = "cabinet"
