"""What the sub-commands share: settings and practice read once, configuration errors said in French."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Final

from bot.practice import PracticeFileError
from bot.settings import SettingsError, read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from bot.settings import Settings

CONFIG: Final = 78  # exit code of sysexits.h: something in the configuration is wrong
UNAVAILABLE: Final = 69  # exit code of sysexits.h: a file, a database or a server does not answer


def configured(
    work: Callable[[argparse.Namespace, Settings], Awaitable[int]],
) -> Callable[[argparse.Namespace], int]:
    """Return a command that reads the settings, runs `work`, and says in French what cannot be used."""

    def run(args: argparse.Namespace) -> int:
        try:
            return asyncio.run(_awaited(work, args, read_settings()))
        except (SettingsError, PracticeFileError) as error:
            print(error, file=sys.stderr)
            return CONFIG
        except Exception as error:
            notice = getattr(error, "notice", None)
            if not isinstance(notice, str):
                raise
            print(notice, file=sys.stderr)
            return UNAVAILABLE

    return run


async def _awaited(
    work: Callable[[argparse.Namespace, Settings], Awaitable[int]],
    args: argparse.Namespace,
    settings: Settings,
) -> int:
    return await work(args, settings)
