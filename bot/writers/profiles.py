"""What each kind of server wants of a Chat Completions request, and how ours changes when a server objects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from bot.writers.schema import SCHEMA, SCHEMA_NAME

if TYPE_CHECKING:
    from bot.writers.options import ModelSettings

Form = tuple[str, dict[str, Any]]  # the name of a JSON schema, and the schema
TOKEN_FIELDS: Final = ("max_completion_tokens", "max_tokens")
OBJECTION: Final = frozenset({400, 422})  # statuses that name a field the server does not take
BROKEN: Final = frozenset({500, 501})  # llama-cpp-python answers 500 to a JSON schema
_ABOUT_FORMAT: Final = re.compile(r"response_format|json_schema|json_object|schema|grammar")
_ABOUT_CONTEXT: Final = re.compile(
    r"context[ _](?:length|window|size)|maximum context|too (?:long|many tokens)|n_ctx"
)


class Rung(IntEnum):
    """How firmly the form of the answer is asked, firmest first."""

    SCHEMA = 0
    OBJECT = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """Habits of one kind of server: field that bounds the answer, first rung, fields of its own."""

    name: str
    token_field: str = "max_tokens"  # noqa: S105 — a field of the request, no secret
    rung: Rung = Rung.SCHEMA
    schema_inside: bool = False  # json_object takes the schema beside it (llama.cpp)
    extra: tuple[tuple[str, Any], ...] = ()


PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile("openai", token_field="max_completion_tokens", extra=(("store", False),)),  # noqa: S106
        Profile("mistral"),
        Profile("ollama"),
        Profile("vllm"),
        Profile("llamacpp", rung=Rung.OBJECT, schema_inside=True),
        Profile("generic"),
    )
}


def profile_of(settings: ModelSettings) -> Profile:
    """Return the profile that the settings name, or the one that the address tells.

    Raises:
        KeyError: `settings.profile` is no known name.
    """
    return PROFILES[settings.profile if settings.profile != "auto" else _told_by(settings.base_url)]


def _told_by(base_url: str | None) -> str:
    address = urlsplit(base_url or "https://api.openai.com/v1")
    host = address.hostname or ""
    if host.endswith("openai.com"):
        return "openai"
    if host.endswith("mistral.ai"):
        return "mistral"
    return "ollama" if f":{address.port}" == ":11434" else "generic"


class Dialect:
    """The fields sent to one server; they change once for each objection and stay changed."""

    def __init__(
        self, profile: Profile, *, max_tokens: int, temperature: float, form: Form = (SCHEMA_NAME, SCHEMA)
    ) -> None:
        self._profile = profile
        self._form = form
        self._max_tokens = max_tokens
        self._optional: dict[str, Any] = {"temperature": temperature, **dict(profile.extra)}
        self._token_fields = sorted(TOKEN_FIELDS, key=lambda field: field != profile.token_field)
        self.rung = profile.rung

    def fields(self) -> dict[str, Any]:
        """Return the fields of a request beside `model` and `messages`."""
        sent = dict(self._optional)
        if self._token_fields:
            sent[self._token_fields[0]] = self._max_tokens
        if self.rung is not Rung.TEXT:
            sent["response_format"] = self._format()
        return sent

    def adapt(self, status: int, complaint: str) -> bool:
        """Change what the server objects to; tell whether another request makes sense.

        Args:
            status: HTTP status of the refusal.
            complaint: the server's own words, with the parameter it names; read here and kept nowhere.
        """
        words = complaint.lower()
        if status not in OBJECTION | BROKEN or is_overflow(words):
            return False
        if self.rung is not Rung.TEXT and _ABOUT_FORMAT.search(words):
            self.rung = Rung(self.rung + 1)
            return True
        return status in OBJECTION and self._drop(words)

    def _drop(self, words: str) -> bool:
        if self._token_fields and self._token_fields[0] in words:
            del self._token_fields[0]
            return True
        named = [field for field in self._optional if field in words]
        for field in named:
            del self._optional[field]
        return bool(named)

    def _format(self) -> dict[str, Any]:
        name, schema = self._form
        if self.rung is Rung.SCHEMA:
            return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
        return {"type": "json_object", **({"schema": schema} if self._profile.schema_inside else {})}


def is_overflow(complaint: str) -> bool:
    """Tell whether a refusal is about the length of the request, in the words of the usual servers."""
    return bool(_ABOUT_CONTEXT.search(complaint.lower()))
