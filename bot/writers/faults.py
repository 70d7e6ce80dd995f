"""Foreign errors become ours. By shape rather than by class, so that no client library is imported here.

The OpenAI client, the clients behind LangChain and httpx all give a refused request a `status_code`, and name their
time-outs and broken connections so. Messages of a server may quote the prompt: they are read here, never kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from bot.writers.errors import (
    WriterBusy,
    WriterFailure,
    WriterGarbled,
    WriterMisconfigured,
    WriterOverflow,
    WriterQuota,
    WriterRefused,
    WriterTimeout,
    WriterTruncated,
    WriterUnavailable,
)
from bot.writers.profiles import is_overflow

_SPENT: Final = re.compile(
    r"insufficient[_ ](?:quota|balance|funds|credit)|billing|payment required|credit balance"
)
_FILTERED: Final = re.compile(r"content[_ ](?:filter|policy)|moderation|flagged")
_KEY: Final = "Vérifiez la clé (`OPENAI_API_KEY`)\u00a0: le serveur la refuse."
_PLACE: Final = "Vérifiez l’adresse du serveur (`OPENAI_BASE_URL`) et le nom du modèle (`CONFRERE_MODEL`)\u00a0: rien ne répond là."
_BY_NAME: Final = (  # what the class of an error without a status tells; the first that fits
    (re.compile(r"refusal|contentfilter", re.IGNORECASE), WriterRefused),
    (re.compile(r"lengthfinish|maxtokens", re.IGNORECASE), WriterTruncated),
    (re.compile(r"contextoverflow", re.IGNORECASE), WriterOverflow),
    (re.compile(r"timeout", re.IGNORECASE), WriterTimeout),
    (re.compile(r"ratelimit|throttl|overloaded", re.IGNORECASE), WriterBusy),
    (re.compile(r"auth|permission|credential|notfound", re.IGNORECASE), WriterMisconfigured),
    (
        re.compile(r"connect|network|protocol|transport|socket|ssl|apierror|apistatus", re.IGNORECASE),
        WriterUnavailable,
    ),
)


def translate(error: Exception) -> WriterFailure:
    """Return our name for a foreign error; raise it `from None`, for its cause may quote the prompt."""
    if isinstance(error, WriterFailure):
        return error
    status = status_of(error)
    if status is not None:
        return _by_status(status, complaint(error), error)
    for pattern, failure in _BY_NAME:
        if any(pattern.search(kind.__name__) for kind in type(error).__mro__):
            return failure(type(error).__name__)
    if isinstance(error, OSError):
        return WriterUnavailable(type(error).__name__)
    # JSONDecodeError, IndexError, ValueError, AttributeError…: what clients raise over an answer that is none
    return WriterGarbled(type(error).__name__)


def status_of(error: Exception) -> int | None:
    """Return the HTTP status of the refusal that an error carries, if any; a success is none (LangChain attaches those)."""
    status = getattr(error, "status_code", None) or getattr(
        getattr(error, "response", None), "status_code", None
    )
    return status if isinstance(status, int) and status >= HTTPStatus.MULTIPLE_CHOICES else None


def complaint(error: Exception) -> str:
    """Return the server's words, its code and the parameter it names, to be read and dropped."""
    body = getattr(error, "body", None)
    told = (
        json.dumps(body, ensure_ascii=False, default=str)
        if isinstance(body, (Mapping, list))
        else str(body or "")
    )
    return f"{error} {told}"


def _by_status(status: int, words: str, error: Exception) -> WriterFailure:  # noqa: PLR0911 — a table reads best flat
    told, low = f"HTTP {status}", words.lower()
    if status == 402 or _SPENT.search(low):  # noqa: PLR2004
        return WriterQuota(told)
    if status in {401, 403}:
        return WriterMisconfigured(told, advice=_KEY)
    if status in {404, 405} or 300 <= status < 400:  # noqa: PLR2004
        return WriterMisconfigured(told, advice=_PLACE)
    if status == 413 or (status < 500 and is_overflow(low)):  # noqa: PLR2004
        return WriterOverflow(told)
    if status == 429:  # noqa: PLR2004
        return WriterBusy(told, wait=retry_after(error))
    if status < 500:  # noqa: PLR2004
        return WriterRefused(told) if _FILTERED.search(low) else WriterMisconfigured(told)
    return WriterUnavailable(told, wait=retry_after(error))


def retry_after(error: Exception) -> float | None:
    """Return the seconds that a server asks to wait, from `retry-after-ms` or `retry-after`; None when it does not."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None) or {}
    for header, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(header, "")) * unit
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return None
