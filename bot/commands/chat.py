"""`confrere run`, `confrere chat`, `confrere telegram`: the conversation, in a terminal or on Telegram."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.commands.common import CONFIG, configured

if TYPE_CHECKING:
    import argparse

    from bot.settings import Settings


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three sub-commands."""
    run = subparsers.add_parser(
        "run", help="ouvre Telegram si TELEGRAM_BOT_TOKEN est réglé, sinon le terminal"
    )
    run.set_defaults(run=configured(_run), json=False)
    chat = subparsers.add_parser("chat", help="ouvre la conversation dans ce terminal")
    chat.add_argument(
        "--json", action="store_true", help="une ligne de JSON par réponse, pour les programmes"
    )
    chat.set_defaults(run=configured(_chat))
    telegram = subparsers.add_parser("telegram", help="ouvre la conversation sur Telegram")
    telegram.set_defaults(run=configured(_telegram))


async def _run(args: argparse.Namespace, settings: Settings) -> int:
    return await (_telegram if settings.telegram_token else _chat)(args, settings)


async def _chat(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app import opened
    from bot.conversation.effects import Who
    from bot.conversation.notices import Notice
    from bot.terminal.chat import Chat

    async with opened(settings, Notice.PRIVACY_TERMINAL) as app:
        who, folder = Who("cabinet", "terminal", "terminal"), settings.home / "fichiers"
        return await Chat(app.reception, who, json=args.json, folder=folder).run()


async def _telegram(_args: argparse.Namespace, settings: Settings) -> int:
    if not settings.telegram_token:
        print(
            "TELEGRAM_BOT_TOKEN n’est pas réglé. Voyez docker/.env.example, puis recommencez.",
            file=sys.stderr,
        )
        return CONFIG
    from bot.app import opened
    from bot.conversation.notices import Notice
    from bot.telegram.bot import run

    async with opened(settings, Notice.PRIVACY) as app:
        return await run(settings, app.reception, app.ledger, app.transcriber, app.reception)
