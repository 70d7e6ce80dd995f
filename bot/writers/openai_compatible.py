"""Any server that speaks Chat Completions, through the `openai` client. No tools, no streaming, no redirects."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.writers.chat import Answer
from bot.writers.errors import (
    WriterFailure,
    WriterGarbled,
    WriterMisconfigured,
    WriterRefused,
    WriterTruncated,
)
from bot.writers.faults import complaint, status_of, translate
from bot.writers.profiles import PROFILES, Dialect, profile_of
from bot.writers.schema import SCHEMA, SCHEMA_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx2
    from openai import AsyncOpenAI

    from bot.writers.chat import Message
    from bot.writers.options import ModelSettings
    from bot.writers.profiles import Form

CONNECT: Final = 5.0  # seconds to reach the server
NO_KEY: Final = "none"  # servers of one's own ask for no key, the client asks for some
AGENT: Final = "confrere"
RAW: Final = (
    "x-stainless-raw-response"  # the client looks for it on the request it sent; only LangChain uses it
)
ADDRESS_ADVICE: Final = (
    "`OPENAI_BASE_URL` doit être une adresse complète, telle que https://serveur.example/v1."
)


class OpenAICompatible:
    """A `Chat` over one server; what the server objects to is not sent to it again. `form` is what an answer looks like."""

    def __init__(self, settings: ModelSettings, form: Form = (SCHEMA_NAME, SCHEMA)) -> None:
        if settings.profile not in {*PROFILES, "auto"}:
            known = ", ".join(sorted(PROFILES))
            raise WriterMisconfigured(
                "unknown profile", advice=f"Les profils de serveur connus sont\u00a0: {known}."
            )
        self.name = settings.model
        self._settings = settings
        self._dialect = Dialect(
            profile_of(settings),
            max_tokens=settings.max_tokens,
            temperature=settings.temperature,
            form=form,
        )
        self._client: AsyncOpenAI | None = None
        self._connecting = asyncio.Lock()

    async def ask(self, messages: Sequence[Message]) -> Answer:
        """Return the model's whole answer.

        Raises:
            WriterFailure: any fault of the wire, the server or the answer.
        """
        turns = [{"role": message.role, "content": message.content} for message in messages]
        while True:
            try:
                return read(await self._send(turns))
            except WriterFailure:
                raise
            except Exception as error:  # noqa: BLE001 — the client lets JSONDecodeError and others through
                if not self._dialect.adapt(status_of(error) or 0, complaint(error)):
                    raise translate(error) from None

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _send(self, turns: list[dict[str, str]]) -> Any:
        async with self._connecting:
            if self._client is None:  # importing the client takes most of a second: not on the loop's thread
                self._client = await asyncio.to_thread(connect, self._settings)
        client = self._client
        request: dict[str, Any] = {"model": self._settings.model, "messages": turns, **self._dialect.fields()}
        return await client.chat.completions.create(**request)


def connect(settings: ModelSettings) -> AsyncOpenAI:
    """Return a client that never retries, never follows a redirect and says nothing of this machine.

    Raises:
        WriterMisconfigured: the address is none, or OpenAI itself is asked without a key.
    """
    from openai import AsyncOpenAI

    if settings.base_url is None and not settings.api_key:
        raise WriterMisconfigured(
            "no key", advice="Renseignez `OPENAI_API_KEY`, ou `OPENAI_BASE_URL` pour votre propre serveur."
        )
    if settings.base_url is not None and not settings.base_url.startswith(("http://", "https://")):
        raise WriterMisconfigured("bad address", advice=ADDRESS_ADVICE)
    return AsyncOpenAI(
        base_url=settings.base_url or "https://api.openai.com/v1",
        api_key=settings.api_key or NO_KEY,
        max_retries=0,
        http_client=http_client(settings.deadline),
    )


def http_client(deadline: float) -> httpx2.AsyncClient:
    """Return the connections to a model server: `deadline` seconds a read, five to connect, no redirect."""
    from openai import DefaultAsyncHttpxClient, Timeout

    return DefaultAsyncHttpxClient(
        follow_redirects=False,  # a server that redirects to itself was asked 63 times otherwise
        timeout=Timeout(deadline, connect=min(CONNECT, deadline)),
        event_hooks={"request": [_discreet]},
    )


async def _discreet(request: httpx2.Request) -> None:
    """Drop the headers that tell system, processor and Python version; one is the client's own note to itself."""
    for header in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
        if header.lower() != RAW:
            del request.headers[header]
    request.headers["user-agent"] = AGENT


def read(completion: Any) -> Answer:
    """Return the text of a completion, which the client has not checked at all.

    Raises:
        WriterFailure: it is no completion, the model declined, its text was cut, or there is none.
    """
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise WriterGarbled(f"no choice in {type(completion).__name__}")
    message = getattr(choices[0], "message", None)
    _finished(getattr(choices[0], "finish_reason", None), getattr(message, "refusal", None))
    text = text_of(getattr(message, "content", None))
    if not text.strip():
        raise WriterGarbled("no text")
    return Answer(text, _tokens(getattr(completion, "usage", None)))


def _finished(reason: object, refusal: object) -> None:
    if refusal or reason == "content_filter":
        raise WriterRefused(str(reason) if not refusal else "refusal")
    if reason == "length":
        raise WriterTruncated("length")


def text_of(content: object) -> str:
    """Return the text of a message's content: a string, or a list of parts of which thoughts are left out."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(_part(part) for part in parts)


def _part(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict) or part.get("type") != "text":
        return ""
    return str(part.get("text") or "")


def _tokens(usage: object) -> int | None:
    total = getattr(usage, "total_tokens", None)
    return total if isinstance(total, int) and total > 0 else None
