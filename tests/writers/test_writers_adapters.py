"""What the contract does not reach: settings, profiles, foreign errors, imports, telemetry, speech to text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot.writers import (
    ModelSettings,
    WriterBudget,
    WriterFailure,
    WriterGarbled,
    WriterInvalid,
    WriterMisconfigured,
    WriterOverflow,
    WriterQuota,
    WriterTimeout,
    WriterUnavailable,
    build_transcriber,
    build_writer,
    errors,
)
from bot.writers.faults import retry_after, translate
from bot.writers.langchain_model import LangChainModel
from bot.writers.profiles import PROFILES, Dialect, Rung, profile_of
from bot.writers.transcriber import LARGEST
from tests.writers.briefs import brief, mask

if TYPE_CHECKING:
    from tests.writers.conftest import ModelServer

HEAVY = ("openai", "langchain", "langchain_core", "langchain_openai", "httpx", "httpx2", "pydantic", "numpy")


def test_importing_the_room_and_building_a_writer_imports_no_client() -> None:
    code = (
        "import sys, bot.writers as w\n"
        "w.build_writer(w.ModelSettings('m'), str)\n"
        "w.build_writer(w.ModelSettings('langchain:openai/m'), str)\n"
        "w.build_transcriber(w.ModelSettings('m'))\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_settings_hide_the_key() -> None:
    assert "sk-fiction" not in repr(ModelSettings("m", api_key="sk-fiction"))


async def attempt(chosen: ModelSettings) -> None:
    writer = build_writer(chosen, mask)
    try:
        await writer.write(brief())
    finally:
        await writer.close()


@pytest.mark.parametrize(
    ("fields", "advice"),
    [
        ({"model": " "}, "CONFRERE_MODEL"),
        ({"model": "langchain:"}, "langchain:fournisseur/modèle"),
        ({"model": "langchain:openai"}, "langchain:fournisseur/modèle"),
        ({"model": "m", "profile": "inconnu"}, "llamacpp"),
        ({"model": "m"}, "OPENAI_API_KEY"),
        ({"model": "m", "base_url": "serveur:11434"}, "OPENAI_BASE_URL"),
        ({"model": "langchain:mistralai/mistral-small"}, "langchain-mistralai"),
        ({"model": "langchain:nullepart/x"}, "nullepart"),
        ({"model": "langchain:openai/gpt-x"}, "openai"),
    ],
)
async def test_wrong_settings_say_what_to_correct(fields: dict[str, Any], advice: str) -> None:
    with pytest.raises(WriterMisconfigured) as caught:
        await attempt(ModelSettings(**fields))
    assert advice in caught.value.notice


@pytest.mark.parametrize(
    ("base_url", "profile"),
    [
        (None, "openai"),
        ("https://api.openai.com/v1", "openai"),
        ("https://eu.api.openai.com/v1", "openai"),
        ("https://api.mistral.ai/v1", "mistral"),
        ("http://localhost:11434/v1", "ollama"),
        ("http://192.0.2.7:8000/v1", "generic"),
        ("https://openai.com.pirate.example/v1", "generic"),
    ],
)
def test_profile_is_told_by_the_address(base_url: str | None, profile: str) -> None:
    assert profile_of(ModelSettings("m", base_url=base_url)).name == profile


def dialect(profile: str = "generic") -> Dialect:
    return Dialect(PROFILES[profile], max_tokens=50, temperature=0.4)


@pytest.mark.parametrize(
    ("status", "words", "adapts"),
    [
        (400, "Unsupported parameter: 'temperature'", True),
        (422, "extra_forbidden max_tokens", True),
        (400, "response_format is not supported", True),
        (500, "body.response_format.type literal_error", True),
        (400, "maximum context length is 512 tokens, max_tokens included", False),
        (400, "the model is sad", False),
        (401, "temperature", False),
        (500, "temperature", False),
        (0, "temperature", False),
    ],
)
def test_dialect_adapts_to_an_objection_it_understands(status: int, words: str, adapts: bool) -> None:
    assert dialect().adapt(status, words) is adapts


def test_dialect_runs_out_of_changes() -> None:
    ours, objection = dialect("openai"), "max_completion_tokens max_tokens temperature store response_format"
    changes = 0
    while ours.adapt(400, objection):
        changes += 1
        assert changes < 9
    assert ours.fields() == {}
    assert ours.rung is Rung.TEXT


class HttpError(Exception):
    def __init__(self, status: int, headers: dict[str, str] | None = None, body: object = None) -> None:
        super().__init__("Error: Zélie Farandole")
        self.status_code = status
        self.body = body
        self.response = type("Response", (), {"status_code": status, "headers": headers or {}})()


class ProviderTimeout(Exception):
    pass


class ServiceConnectionError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (HttpError(402), errors.WriterQuota),
        (HttpError(429, body={"code": "insufficient_quota"}), errors.WriterQuota),
        (HttpError(400, body={"message": "Your credit balance is too low"}), errors.WriterQuota),
        (HttpError(429), errors.WriterBusy),
        (HttpError(401), errors.WriterMisconfigured),
        (HttpError(404), errors.WriterMisconfigured),
        (HttpError(302), errors.WriterMisconfigured),
        (HttpError(413), errors.WriterOverflow),
        (HttpError(400, body="prompt exceeds the context window"), errors.WriterOverflow),
        (HttpError(529), errors.WriterUnavailable),
        (HttpError(200), errors.WriterGarbled),
        (ProviderTimeout(), errors.WriterTimeout),
        (TimeoutError(), errors.WriterTimeout),
        (ServiceConnectionError(), errors.WriterUnavailable),
        (ConnectionResetError(), errors.WriterUnavailable),
        (OSError(), errors.WriterUnavailable),
        (json.JSONDecodeError("x", "Zélie", 0), errors.WriterGarbled),
        (IndexError(), errors.WriterGarbled),
        (ValueError("Zélie Farandole"), errors.WriterGarbled),
        (AttributeError(), errors.WriterGarbled),
    ],
    ids=lambda value: (
        getattr(value, "__name__", None) or f"{type(value).__name__}-{getattr(value, 'status_code', '')}"
    ),
)
def test_translate_names_foreign_errors_without_their_words(
    error: Exception, kind: type[WriterFailure]
) -> None:
    ours = translate(error)
    assert type(ours) is kind
    assert "lie" not in str(ours).removeprefix("Client")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "150", "retry-after": "9"}, 0.15),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_retry_after_reads_seconds(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(HttpError(429, headers)) == (pytest.approx(seconds) if seconds else None)


async def test_langchain_reports_nothing_to_anyone(
    monkeypatch: pytest.MonkeyPatch, server: ModelServer
) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    chat = LangChainModel(
        ModelSettings(f"langchain:openai/{server.model('good')}", base_url=server.url, api_key="k")
    )
    writer = build_writer(
        ModelSettings(f"langchain:openai/{chat.name}", base_url=server.url, api_key="k"), mask
    )
    await writer.write(brief())
    await writer.close()
    from langsmith.utils import get_env_var, tracing_is_enabled

    get_env_var.cache_clear()
    assert os.environ["LANGSMITH_TRACING"] == os.environ["LANGCHAIN_TRACING_V2"] == "false"
    assert not tracing_is_enabled()


def voice(server: ModelServer, scenario: str, **fields: Any) -> ModelSettings:
    given = {
        "model": "m",
        "base_url": server.url,
        "deadline": 10.0,
        "transcription_model": server.model(scenario),
    }
    return ModelSettings(**(given | fields))


async def heard(chosen: ModelSettings, audio: bytes = b"OggS fiction") -> str:
    transcriber = build_transcriber(chosen)
    try:
        return await transcriber.transcribe(audio, name="note.ogg")
    finally:
        await transcriber.close()


async def test_transcriber_returns_the_words(server: ModelServer) -> None:
    chosen = voice(server, "good")
    assert await heard(chosen) == "Un post sur le soleil et les cicatrices."
    (request,) = server.played(str(chosen.transcription_model))
    assert request["path"] == "/v1/audio/transcriptions"
    assert 'filename="note.ogg"' in request["raw"]
    assert 'name="language"\r\n\r\nfr' in request["raw"]
    assert [name for name in request["headers"] if "stainless" in name.lower()] == []


@pytest.mark.parametrize(
    ("scenario", "kind"),
    [
        ("mute", WriterInvalid),
        ("401", WriterMisconfigured),
        ("404", WriterMisconfigured),
        ("413", WriterOverflow),
        ("429-quota", WriterQuota),
        ("500", WriterUnavailable),
        ("502-html", WriterUnavailable),
        ("reset", WriterUnavailable),
        ("cut", WriterUnavailable),
        ("broken-json", WriterGarbled),
        ("html-200", WriterGarbled),
        ("text-200", WriterGarbled),
        ("null-200", WriterGarbled),
        ("error-200", WriterGarbled),
        ("list-200", WriterGarbled),
        ("redirect-loop", WriterMisconfigured),
    ],
)
async def test_transcriber_names_the_fault(
    scenario: str, kind: type[WriterFailure], server: ModelServer
) -> None:
    with pytest.raises(kind) as caught:
        await heard(voice(server, scenario))
    assert caught.value.voice_notice.startswith("La note vocale n’a pas été transcrite\u00a0: ")


@pytest.mark.parametrize("scenario", ["silence", "drip"])
async def test_transcriber_keeps_its_deadline(scenario: str, server: ModelServer) -> None:
    with pytest.raises(WriterTimeout):
        await heard(voice(server, scenario, deadline=0.6))


async def test_transcriber_sends_nothing_that_cannot_be_heard(server: ModelServer) -> None:
    chosen = voice(server, "good")
    for audio, kind in ((b"", WriterInvalid), (b"x" * (LARGEST + 1), WriterOverflow)):
        with pytest.raises(kind):
            await heard(chosen, audio)
    with pytest.raises(WriterMisconfigured, match="transcription"):
        await heard(voice(server, "good", transcription_model=None))
    with pytest.raises(WriterBudget):
        await heard(voice(server, "good", daily_tokens=10))
    assert server.played(str(chosen.transcription_model)) == []
