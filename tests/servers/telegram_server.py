"""A Telegram for tests, in a process of its own: `lo-bot-api-emulator`, with a proxy in front.

The proxy adds what the emulator lacks (`username`, edited messages, groups, `leaveChat`), hides what it refuses
(`link_preview_options`), remembers what was sent, and plays faults:

    GET  /_calls                         every call so far: method, fields, status
    POST /_fault {method, kind, times}   kind: 502 · 429 · 409 · drop · apply_then_drop · not_json · replay
    POST /_say   {token, update, kind}   queue an update; `kind` renames a message to edited_message, my_chat_member…
"""

from __future__ import annotations

import argparse
import asyncio
import re
from typing import Any

from aiohttp import ClientSession, web
from lo_bot_api_emulator import LoBotApiEmulator

TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")
REFUSED = "1111111111:"  # what the token that nobody gave begins with
KIND = "_kind"
UNKNOWN = {"link_preview_options", "protect_content"}  # fields that the emulator is too old for


class Proxy:
    """What stands between the bot and the emulator."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.calls: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []
        self.given: dict[str, dict[int, Any]] = {}  # every update handed out, by token

    async def run(self, port: int) -> None:
        async with ClientSession() as self.client:
            app = web.Application()
            app.router.add_get("/_calls", self.told)
            app.router.add_post("/_fault", self.faulty)
            app.router.add_post("/_say", self.said)
            app.router.add_get("/file/{path:.*}", self.file)
            app.router.add_post("/bot{token}/{method}", self.handle)
            await serve(app, port)
            await asyncio.Event().wait()

    async def told(self, _request: web.Request) -> web.Response:
        return web.json_response(self.calls)

    async def faulty(self, request: web.Request) -> web.Response:
        self.faults.append(await request.json())
        return web.json_response({})

    async def said(self, request: web.Request) -> web.Response:
        said = await request.json()
        kind = said.pop("kind", None)
        if kind:
            said["update"]["message"][KIND] = kind
        async with self.client.post(f"{self.target}/__fixture/updates", json=said) as answer:
            return web.json_response(await answer.json(), status=answer.status)

    async def file(self, _request: web.Request) -> web.Response:
        return web.Response(body=b"OggS")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        fields = await request.json() if request.content_type == "application/json" else await posted(request)
        if not TOKEN.fullmatch(token):
            return refusal(404, "Not Found")
        if token.startswith(REFUSED):
            return refusal(401, "Unauthorized")
        fault = self.fault(method)
        if fault == "replay":
            return web.json_response({"ok": True, "result": list(self.given.get(token, {}).values())})
        if fault not in {"", "apply_then_drop"}:
            self.note(method, fields, fault)
            return await broken(request, fault)
        status, body = await self.forward(token, method, fields)
        self.note(method, fields, status)
        if fault:
            return await broken(request, "drop")
        return web.json_response(body, status=status)

    def fault(self, method: str) -> str:
        for fault in self.faults:
            if fault["method"] == method and fault["times"] > 0:
                fault["times"] -= 1
                return str(fault["kind"])
        return ""

    def note(self, method: str, fields: dict[str, Any], status: object) -> None:
        if method != "getUpdates":
            self.calls.append({"method": method, "fields": fields, "status": status})

    async def forward(self, token: str, method: str, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method in {"leaveChat", "getFile"}:
            return 200, {"ok": True, "result": {"file_id": "v", "file_unique_id": "v", "file_path": "v.oga"}}
        if method == "sendDocument":  # the emulator takes no files
            chat = {"id": int(fields["chat_id"]), "type": "private"}
            return 200, {"ok": True, "result": {"message_id": 1, "date": 1_800_000_000, "chat": chat}}
        kept = {name: value for name, value in fields.items() if name not in UNKNOWN}
        async with self.client.post(f"{self.target}/bot{token}/{method}", json=kept) as answer:
            body = await answer.json()
        if method == "getMe" and body["ok"]:
            body["result"]["username"] = "confrere_essai_bot"
        if method == "getUpdates" and body["ok"]:
            body["result"] = [renamed(update) for update in body["result"]]
            self.given.setdefault(token, {}).update({one["update_id"]: one for one in body["result"]})
        return answer.status, body


async def posted(request: web.Request) -> dict[str, Any]:
    """Return the fields of a form; of a file, its name, and its text apart."""
    fields: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            fields |= {name: value.filename, f"{name}_text": value.file.read().decode("utf-8", "replace")}
        else:
            fields[name] = value
    return fields


def renamed(update: dict[str, Any]) -> dict[str, Any]:
    message = dict(update.get("message") or {})
    kind = message.pop(KIND, None)
    return {"update_id": update["update_id"], kind: message} if kind else update


def refusal(status: int, description: str, **parameters: object) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)


async def broken(request: web.Request, kind: str) -> web.StreamResponse:
    if kind == "429":
        return refusal(429, "Too Many Requests: retry after 1", retry_after=1)
    if kind == "409":
        return refusal(409, "Conflict: terminated by other getUpdates request")
    if kind == "not_json":
        return web.Response(text="<html>Bad gateway</html>", status=502)
    if kind == "502":
        return refusal(502, "Bad Gateway")
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def serve(app: web.Application, port: int) -> int:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return int(runner.addresses[0][1])


async def main(port: int, journal: str) -> None:
    emulator = LoBotApiEmulator(enable_control=True, journal=journal)
    behind = await serve(emulator.app(), 0)
    await Proxy(f"http://127.0.0.1:{behind}").run(port)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--journal", required=True)
    args = parser.parse_args()
    asyncio.run(main(args.port, args.journal))
