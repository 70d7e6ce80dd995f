"""Any other provider that LangChain knows: `CONFRERE_MODEL=langchain:provider/model`."""

from __future__ import annotations

import asyncio
import os
import re
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
from bot.writers.openai_compatible import NO_KEY, http_client, text_of
from bot.writers.options import LANGCHAIN
from bot.writers.profiles import BROKEN, OBJECTION, TOKEN_FIELDS, is_overflow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.language_models import BaseChatModel

    from bot.writers.chat import Message
    from bot.writers.options import ModelSettings

SILENT: Final = {  # no run is ever reported to LangSmith, whatever the environment says
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}
OBJECT_MODE: Final = frozenset(
    {"openai", "azure_openai", "mistralai", "deepseek", "groq", "together", "fireworks", "xai"}
)
OPTIONAL: Final = ("temperature", *TOKEN_FIELDS)  # arguments that a provider may not take
_NAME: Final = re.compile(r"(?P<provider>[a-z][a-z0-9_-]*)/(?P<model>\S+)")
_ABOUT_FORMAT: Final = re.compile(r"response_format|json_object|json mode", re.IGNORECASE)
_MISSING: Final = re.compile(r"pip install [\"']?(?P<package>[A-Za-z0-9_.\[\]-]+)")
FORM: Final = "`CONFRERE_MODEL` s’écrit `langchain:fournisseur/modèle`, par exemple `langchain:mistralai/mistral-small-latest`."


class LangChainModel:
    """A `Chat` over a chat model of LangChain; first with JSON mode where the provider has it, then without."""

    def __init__(self, settings: ModelSettings) -> None:
        found = _NAME.fullmatch(settings.model.removeprefix(LANGCHAIN))
        if found is None:
            raise WriterMisconfigured("malformed model name", advice=FORM)
        self.name = found["model"]
        self._provider = found["provider"].replace("-", "_")
        self._settings = settings
        self._model: BaseChatModel | None = None
        self._loading = asyncio.Lock()
        self._closing: list[Any] = []
        self._json_mode = self._provider in OBJECT_MODE
        self._refused: set[str] = set()

    async def ask(self, messages: Sequence[Message]) -> Answer:
        """Return the model's whole answer.

        Raises:
            WriterFailure: any fault of the provider, of its package or of the answer.
        """
        turns = [(str(message.role), message.content) for message in messages]
        while True:
            try:
                return read(await self._send(turns))
            except WriterFailure:
                raise
            except Exception as error:  # noqa: BLE001 — each provider has errors of its own
                if not self._adapt(error):
                    raise translate(error) from None

    async def close(self) -> None:
        """Close the connections that are ours; the next request opens new ones."""
        self._model = None
        closing, self._closing = self._closing, []
        for client in closing:
            await client.aclose()

    async def _send(self, turns: list[tuple[str, str]]) -> Any:
        async with self._loading:
            if self._model is None:  # the import takes seconds: not on the loop's thread
                self._model = await asyncio.to_thread(self._load)
        model = self._model
        extra: dict[str, Any] = {"response_format": {"type": "json_object"}} if self._json_mode else {}
        return await model.ainvoke(turns, **extra)

    def _adapt(self, error: Exception) -> bool:
        """Give up what the provider objects to, for good; tell whether another request makes sense."""
        words = complaint(error)
        if status_of(error) not in OBJECTION | BROKEN or is_overflow(words):
            return False
        if self._json_mode and _ABOUT_FORMAT.search(words):
            self._json_mode = False
            return True
        named = {"max_tokens" if "tokens" in one else one for one in OPTIONAL if one in words} - self._refused
        self._refused |= named
        self._model = None if named else self._model
        return bool(named)

    def _load(self) -> BaseChatModel:
        os.environ.update(SILENT)
        from langchain.chat_models import init_chat_model

        try:
            model: BaseChatModel = init_chat_model(
                self.name, model_provider=self._provider, **self._arguments()
            )
        except ImportError as error:
            raise _package_missing(error, self._provider) from None
        except Exception as error:  # noqa: BLE001 — a key that lacks: each package says it its own way
            raise WriterMisconfigured(type(error).__name__, advice=self._advice()) from None
        return model

    def _arguments(self) -> dict[str, Any]:
        chosen = self._settings
        arguments: dict[str, Any] = {
            "timeout": chosen.deadline,
            "max_retries": 0,
            "max_tokens": chosen.max_tokens,
            "temperature": chosen.temperature,
        }
        arguments = {name: value for name, value in arguments.items() if name not in self._refused}
        return arguments | (self._openai_arguments() if self._provider == "openai" else {})

    def _openai_arguments(self) -> dict[str, Any]:
        """Return what makes `ChatOpenAI` as discreet as our own adapter."""
        client = http_client(self._settings.deadline)
        self._closing.append(client)
        key = self._settings.api_key or (NO_KEY if self._settings.base_url else None)
        given = {"base_url": self._settings.base_url, "api_key": key}
        return {name: value for name, value in given.items() if value} | {
            "http_async_client": client,
            "http_socket_options": (),  # its own transport would ignore the proxy of the environment
        }

    def _advice(self) -> str:
        return f"Vérifiez la clé du fournisseur `{self._provider}` et le nom du modèle. {FORM}"


def _package_missing(error: ImportError, provider: str) -> WriterMisconfigured:
    found = _MISSING.search(str(error))
    package = found["package"] if found else f"langchain-{provider.replace('_', '-')}"
    return WriterMisconfigured(
        "package missing",
        advice=f"Installez `{package}` dans l’environnement de Confrère (`pip install {package}`).",
    )


def read(message: Any) -> Answer:
    """Return the text of a LangChain message.

    Raises:
        WriterFailure: the model declined, its text was cut, or there is none.
    """
    told = {**_mapping(message, "additional_kwargs"), **_mapping(message, "response_metadata")}
    reason = str(
        told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason") or ""
    ).lower()
    if told.get("refusal") or reason in {"content_filter", "refusal", "safety"}:
        raise WriterRefused(reason or "refusal")
    if reason in {"length", "max_tokens"}:
        raise WriterTruncated(reason)
    text = text_of(getattr(message, "content", None))
    if not text.strip():
        raise WriterGarbled("no text")
    total = _mapping(message, "usage_metadata").get("total_tokens")
    return Answer(text, total if isinstance(total, int) and total > 0 else None)


def _mapping(message: Any, name: str) -> dict[str, Any]:
    found = getattr(message, name, None)
    return dict(found) if isinstance(found, dict) else {}
