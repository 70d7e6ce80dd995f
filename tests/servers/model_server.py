"""A model server that plays every fault of the wire, in a process of its own. Standard library only.

`python tests/servers/model_server.py` prints its port, then serves until its input closes. The scenario is the model's
name up to an `@`; what follows it makes a counter of its own («busy@3f2a»). `GET /played?model=…` gives back the requests
of a model as JSON: path, headers and body. An answer leaves in one send, head and body together.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import sys
import threading
import time
from collections import defaultdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

PLAYED: dict[str, list[dict[str, Any]]] = defaultdict(list)
FRENCH = [
    {
        "texte": "Le soleil peut foncer une cicatrice récente.",
        "type": "fait",
        "citations": ["P1"],
        "place": "paragraphe",
    },
    {
        "texte": "La protection ne supprime pas ce risque, elle le limite.",
        "type": "fait",
        "citations": ["P1"],
        "place": "suite",
    },
]
ENGLISH = [
    {
        "texte": "The sun can darken a recent scar for many months.",
        "type": "fait",
        "citations": ["P1"],
        "place": "suite",
    }
]
LONG = [FRENCH[0] | {"texte": "Une cicatrice récente reste sensible au soleil pendant plusieurs mois. " * 60}]

VERDICTS = json.dumps(
    {
        "verdicts": [
            {"rule": rule, "quote": quote, "answer": answer, "why": "Risque minimisé."}
            for rule, quote, answer in (
                ("PUB007", "La protection ne supprime pas ce risque", "oui"),
                ("PUB008", "une phrase que personne n’a écrite", "oui"),
                ("XXX999", "Le soleil peut foncer", "oui"),
                ("PUB007", "", "non"),
            )
        ]
    },
    ensure_ascii=False,
)


def draft(sentences: list[Any], hashtags: tuple[str, ...] = ()) -> str:
    return json.dumps({"phrases": sentences, "mots_diese": list(hashtags)}, ensure_ascii=False)


def completion(content: Any, **choice: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content} | choice.pop("message", {})
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "play",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message} | choice],
        "usage": {"prompt_tokens": 700, "completion_tokens": 80, "total_tokens": 780},
    }


def error(
    message: str, *, code: str | None = None, param: str | None = None, kind: str = "invalid_request_error"
) -> Any:
    return {"error": {"message": message, "type": kind, "code": code, "param": param}}


class Turn:
    """One request with what came before it; a scenario answers through it."""

    def __init__(self, handler: Handler, body: dict[str, Any], number: int) -> None:
        self.handler = handler
        self.body = body
        self.number = number  # from 1

    def reply(self, content: Any, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.handler.respond(status, data, {"Content-Type": kind, "Content-Length": str(len(data))} | named)

    def good(self, content: Any = None, **choice: Any) -> None:
        told = VERDICTS if self.judges() else draft(FRENCH, ("cicatrice",))
        self.reply(completion(told if content is None else content, **choice))

    def judges(self) -> bool:
        """Tell whether a judgement of a text is asked, rather than a draft."""
        return str(self.body["messages"][0]["content"]).startswith("Vous relisez")

    def last(self) -> str:
        return str(self.body["messages"][-1]["content"])

    def refuse(self, field: str, status: int = 400, message: str = "Unsupported parameter: '{}'.") -> None:
        """Object to a field while it is sent, as a strict server does."""
        if field in self.body:
            self.reply(error(message.format(field), code="unsupported_parameter", param=field), status)
        else:
            self.good()

    def reset(self) -> None:
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.handler.connection.close()
        self.handler.close_connection = True

    def cut(self) -> None:
        data = json.dumps(completion(draft(FRENCH))).encode()
        self.handler.respond(
            200, data[:40], {"Content-Type": "application/json", "Content-Length": str(len(data))}
        )
        self.handler.close_connection = True
        self.handler.connection.close()

    def drip(self) -> None:
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.handler.connection.sendall(head.encode())
        for letter in json.dumps(completion(draft(FRENCH))):
            self.handler.connection.sendall(f"1\r\n{letter}\r\n".encode())
            time.sleep(0.2)


def first(fault: Callable[[Turn], None]) -> Callable[[Turn], None]:
    """Play `fault` once, then answer well."""
    return lambda turn: fault(turn) if turn.number == 1 else turn.good()


def status(number: int, message: str = "no", **fields: Any) -> Callable[[Turn], None]:
    return lambda turn: turn.reply(error(message, **fields), number)


def busy(**headers: str) -> Callable[[Turn], None]:
    return lambda turn: turn.reply(error("slow down", code="rate_limit_exceeded"), 429, **headers)


def content(text: Any, **choice: Any) -> Callable[[Turn], None]:
    return lambda turn: turn.good(text, **choice)


def mended(before: str) -> Callable[[Turn], None]:
    """Answer `before` until a turn of repair is asked."""
    return lambda turn: turn.good(before if len(turn.body["messages"]) == 2 else None)


def raw(data: bytes, kind: str = "application/json", code: int = 200) -> Callable[[Turn], None]:
    return lambda turn: turn.reply(data, code, kind)


def sse(*events: str) -> Callable[[Turn], None]:
    return raw("".join(f"data: {event}\r\n\r\n" for event in events).encode(), "text/event-stream")


def choices(value: Any) -> Callable[[Turn], None]:
    return lambda turn: turn.reply(completion("") | {"choices": value})


def hidden(data: str) -> Callable[[Turn], None]:
    return content(
        [{"type": "thinking", "thinking": [{"type": "text", "text": "…"}]}, {"type": "text", "text": data}]
    )


def nowhere(turn: Turn) -> None:
    turn.reply(b"", 307, Location=turn.handler.path)


def too_long_for_context(turn: Turn) -> None:
    words = "This model's maximum context length is 512 tokens, however you requested 2048 tokens (max_tokens included)."
    turn.reply(error(words, code="context_length_exceeded", param="messages"), 400)


def quota(turn: Turn) -> None:
    turn.reply(
        error("You exceeded your current quota.", code="insufficient_quota", kind="insufficient_quota"), 429
    )


def schema_breaks(turn: Turn) -> None:
    if turn.body.get("response_format", {}).get("type") == "json_schema":
        turn.reply(error("1 validation error: body.response_format.type: literal_error", code=None), 500)
    else:
        turn.good()


def hostile(turn: Turn) -> None:
    """Write on purpose what the model's name says after the `@`: a JSON list of phrases in hexadecimal, each in every guise."""
    phrases = json.loads(bytes.fromhex(turn.body["model"].partition("@")[2]))
    guises = (("fait", ["P1"]), ("courtoisie", []), ("fait", []), ("limite", ["P1"]))
    said = [
        {"texte": f"{phrase[:1].upper()}{phrase[1:]}.", "type": kind, "citations": cited, "place": "suite"}
        for phrase in phrases
        for kind, cited in guises
    ]
    turn.good(json.dumps({"verdicts": []}) if turn.judges() else draft([*FRENCH, *said], tuple(phrases)))


GOOD = draft(FRENCH, ("cicatrice",))
PRAISE = {
    "texte": "Notre centre d’excellence vous accueille.",
    "type": "courtoisie",
    "citations": [],
    "place": "paragraphe",
}
PAGE = "<!doctype html><html><body>Portail d'accès</body></html>".encode()
WITH_LINK = draft(
    [*FRENCH, FRENCH[1] | {"texte": "Plus d'informations sur www.clinique-inconnue.example dès maintenant."}]
)
UNKNOWN = draft([FRENCH[0] | {"citations": ["P1", "P99"]}, FRENCH[1] | {"citations": ["[P77]"]}])
SHEET = "Le soleil peut aussi entretenir l’inflammation d’une cicatrice et l’épaissir."  # of our own sheet
TURNED = draft(
    [
        FRENCH[0] | {"texte": SHEET},
        FRENCH[1] | {"texte": "Le soleil ne peut pas entretenir l’inflammation d’une cicatrice."},
    ]
)
MASKED = draft(
    [{"texte": "Bonjour ⟦PRÉNOM⟧,", "type": "courtoisie", "citations": [], "place": "paragraphe"}, *FRENCH]
)

SCENARIOS: dict[str, Callable[[Turn], None]] = {
    "good": Turn.good,
    "429-retry-after": first(busy(Retry_After="1")),
    "429-retry-after-ms": first(busy(retry_after_ms="150")),
    "429-once": first(busy()),
    "429-hour": busy(Retry_After="3600"),
    "429-always": busy(),
    "429-date": first(busy(Retry_After="Wed, 21 Oct 2026 07:28:00 GMT")),
    "429-quota": quota,
    "402": status(402, "Insufficient balance"),
    "500": status(500, "internal"),
    "500-once": first(status(500, "internal")),
    "502-html": raw(PAGE, "text/html", 502),
    "503-once": first(status(503, "overloaded")),
    "reset": Turn.reset,
    "reset-once": first(Turn.reset),
    "cut": Turn.cut,
    "cut-once": first(Turn.cut),
    "401": status(401, "Incorrect API key provided: sk-secret", code="invalid_api_key"),
    "403": status(403, "forbidden"),
    "404": status(404, "The model does not exist", code="model_not_found"),
    "400-context": too_long_for_context,
    "400-filter": status(400, "flagged by our content management policy", code="content_filter"),
    "400-other": status(400, "something else is wrong"),
    "413": status(413, "too big"),
    "422": status(422, "unprocessable"),
    "broken-json": raw(b'{"id": "chatcmpl-1", "choices": [{"message'),
    "broken-utf8": raw(b'{"choices": "\xff\xfe'),
    "empty-body": raw(b""),
    "html-200": raw(PAGE, "text/html"),
    "text-200": raw(b"OK", "text/plain"),
    "error-200": lambda turn: turn.reply(error("overloaded")),
    "list-200": lambda turn: turn.reply([1, 2, 3]),
    "null-200": raw(b"null"),
    "no-choices": choices([]),
    "null-choices": choices(None),
    "text-choices": choices("stop"),
    "null-message": choices([{"index": 0, "finish_reason": "stop", "message": None}]),
    "null-content": lambda turn: turn.reply(completion(None)),
    "empty-content": content("  \n"),
    "tool-call": lambda turn: turn.reply(
        completion(
            None,
            finish_reason="tool_calls",
            message={
                "tool_calls": [
                    {"id": "1", "type": "function", "function": {"name": "send", "arguments": "{}"}}
                ]
            },
        )
    ),
    "length": content(GOOD[:60], finish_reason="length"),
    "filtered": content("", finish_reason="content_filter"),
    "refusal": lambda turn: turn.reply(completion(None, message={"refusal": "I cannot help with that."})),
    "redirect-loop": nowhere,
    "silence": lambda turn: time.sleep(8),
    "drip": Turn.drip,
    "think": content(f"<think>Voyons {{ce qu'il faut}} [P1].</think>\n{GOOD}"),
    "think-half": content(f"Voyons cela.</think>\n{GOOD}"),
    "think-only": content("<think>Voyons cela, puis encore"),
    "think-parts": hidden(GOOD),
    "fence": content(f"```json\n{GOOD}\n```"),
    "prose-around": content(f"Voici le brouillon [demandé] :\n{GOOD}\nBonne lecture !"),
    "bare-list": content(json.dumps(FRENCH, ensure_ascii=False)),
    "prose-once": mended("Le soleil fonce les cicatrices."),
    "prose": content("Le soleil fonce les cicatrices."),
    "wrong-types": content(json.dumps({"phrases": [{"texte": 12}], "mots_diese": 4})),
    "wrong-types-once": mended(json.dumps({"phrases": [{"texte": 12}], "mots_diese": 4})),
    "no-sentences": content(draft([])),
    "english": content(draft(ENGLISH)),
    "english-once": mended(draft(ENGLISH)),
    "too-long": content(draft(LONG)),
    "too-long-once": mended(draft(LONG)),
    "unknown-citation": content(UNKNOWN),
    "link": content(WITH_LINK),
    "placeholder": content(MASKED),
    "identifiers-then-good": mended(
        "Rappelez Mme Zélie Farandole au 06 39 98 12 34, zelie@farandole.example."
    ),
    "translates": content(json.dumps({"texte": "Hello, thank you for your message."})),
    "translates-nothing": content(json.dumps({"texte": " \u200b "})),
    "translates-in-prose": content("Hello, thank you for your message."),
    "turned": content(TURNED),
    "praise": lambda turn: turn.good(None if turn.judges() else draft([*FRENCH, PRAISE])),
    "no-finish": content(GOOD, finish_reason=None),
    "no-usage": lambda turn: turn.reply({k: v for k, v in completion(GOOD).items() if k != "usage"}),
    "refuses-max-completion-tokens": lambda turn: turn.refuse(
        "max_completion_tokens", 422, "extra_forbidden: {}"
    ),
    "refuses-max-tokens": lambda turn: turn.refuse("max_tokens", 400),
    "refuses-temperature": lambda turn: turn.refuse(
        "temperature", 400, "Unsupported value: '{}' does not support 0.4."
    ),
    "refuses-store": lambda turn: turn.refuse("store", 422),
    "refuses-format": lambda turn: turn.refuse("response_format", 400),
    "schema-breaks": schema_breaks,
    "stream-anyway": sse(json.dumps(completion(GOOD)), "[DONE]"),
    "stream-broken": sse('{"choices": [{"delta', "[DONE]"),
    "pings": raw(b": ping\r\n\r\n: ping\r\n\r\n", "text/event-stream"),
    "deep": content("[" * 50_000),
    "hostile": hostile,
}


class Handler(BaseHTTPRequestHandler):
    """Records a request, then plays its scenario."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        model = parse_qs(asked.query).get("model", [""])[0]
        data = json.dumps(PLAYED[model] if asked.path == "/played" else sorted(SCENARIOS)).encode()
        self.respond(200, data, {"Content-Type": "application/json", "Content-Length": str(len(data))})

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        spoken = "audio" in self.path
        body = {"model": form_field(data, "model"), "bytes": len(data)} if spoken else json.loads(data)
        record = {
            "path": self.path,
            "headers": dict(self.headers),
            "body": body,
            "raw": data.decode("utf-8", "replace"),
        }
        PLAYED[body["model"]].append(record)
        turn = Turn(self, body, len(PLAYED[body["model"]]))
        scenario = body["model"].partition("@")[0]
        if spoken and scenario == "good":
            turn.reply({"text": " Un post sur le soleil et les cicatrices. "})
        elif spoken and scenario == "mute":
            turn.reply({"text": " "})
        else:
            SCENARIOS[scenario](turn)

    def respond(self, code: int, data: bytes, headers: dict[str, str]) -> None:
        lines = [
            f"HTTP/1.1 {code} {HTTPStatus(code).phrase}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.connection.sendall("\r\n".join([*lines, "", ""]).encode() + data)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests read the record."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up: some scenarios make them."""


def form_field(data: bytes, name: str) -> str:
    found = re.search(rb'name="' + name.encode() + rb'"\r\n\r\n(.*?)\r\n', data, re.DOTALL)
    return found[1].decode() if found else ""


def main() -> None:
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)  # noqa: T201 — how the tests learn the port
    sys.stdin.read()


if __name__ == "__main__":
    main()
