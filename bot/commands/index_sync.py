"""`confrere index sync` and `watch`: the index says what folders say, once or for as long as it runs."""

from __future__ import annotations

import asyncio
import signal
import sys
from argparse import ArgumentTypeError
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.commands.common import configured
from bot.commands.harvest import NO_INPUT, missing, opened_sync, tell
from bot.commands.progress import Bar
from bot.french import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from bot.settings import Settings
    from knowledge.folders import Emptied
    from knowledge.sync import Harvest, Sync

EVERY: Final = 2.0  # seconds between two looks at the folders
REFUSED: Final = 1  # exit code: something was left aside, or not done


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index sync` and `index watch`."""
    sync = actions.add_parser(
        "sync", help="met l’index à jour d’après des dossiers\u00a0: ajouts, changements, disparitions"
    )
    sync.add_argument("paths", nargs="+", type=Path, metavar="DOSSIER")
    sync.add_argument(
        "--emptied",
        action="store_true",
        help="le dossier a été vidé exprès\u00a0: tout ce qu’il contenait est oublié",
    )
    sync.set_defaults(run=configured(_sync))
    watch = actions.add_parser(
        "watch", help="surveille des dossiers et met l’index à jour (Ctrl-C pour arrêter)"
    )
    watch.add_argument("paths", nargs="+", type=Path, metavar="DOSSIER")
    watch.add_argument(
        "--every",
        type=_seconds,
        default=EVERY,
        metavar="SECONDES",
        help="entre deux regards sur les dossiers (2)",
    )
    watch.set_defaults(run=configured(_watch))


async def _sync(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.folders import Emptied

    if missing(args.paths):
        return NO_INPUT
    async with opened_sync(settings, Bar()) as work:
        try:
            harvest = await work.sync(args.paths, emptied=args.emptied)
        except Emptied as error:
            print(_emptied(error), file=sys.stderr)
            return REFUSED
    tell(harvest)
    return REFUSED if left_aside(harvest) else 0


def left_aside(harvest: Harvest) -> bool:
    """Tell whether a file could not be taken; one that holds nothing for the index does not count."""
    from knowledge.files import Why

    return any(one.why is not Why.FOREIGN for _, one in (*harvest.aside, *harvest.waiting))


async def _watch(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.watch import watch

    if missing(args.paths):
        return NO_INPUT
    stop = asyncio.Event()
    _stop_on_signals(stop)
    print(f"Surveillance de {', '.join(map(str, args.paths))}. Ctrl-C pour arrêter.", flush=True)
    bar = Bar()
    async with opened_sync(settings, bar, stop.is_set) as work:
        await watch(args.paths, _pass(args.paths, work, bar), stop, args.every)
    print("Surveillance arrêtée\u00a0; l’index est à jour jusqu’à la dernière lecture.")
    return 0


def _pass(paths: list[Path], work: Sync, bar: Bar) -> Callable[[], Awaitable[bool]]:
    """Return one pass over the folders: False when it must be done again. The same trouble is said once."""
    from bot.store.database import StoreError
    from knowledge.errors import KnowledgeError
    from knowledge.folders import Emptied

    said: list[str] = []

    async def once() -> bool:
        trouble = ""
        try:
            harvest = await work.sync(paths)
            if harvest.read or harvest.gone or harvest.aside:
                bar.wipe()
                tell(harvest, again=False)
                sys.stdout.flush()
        except Emptied as error:
            trouble = _emptied(error)
        except (KnowledgeError, StoreError) as error:
            trouble = error.notice
        bar.wipe()
        if trouble and [trouble] != said:
            print(trouble, file=sys.stderr, flush=True)
        said[:] = [trouble] * bool(trouble)
        return not trouble

    return once


def _emptied(error: Emptied) -> str:
    return (
        f"Le dossier «\u00a0{error.folder}\u00a0» ne contient plus aucun des {count(error.known, 'fichier')} connus\u00a0: "
        "un disque est peut-être débranché, et rien n’a été oublié. Si vous l’avez vidé exprès, lancez "
        "«\u00a0confrere index sync --emptied\u00a0»."
    )


def _stop_on_signals(stop: asyncio.Event) -> None:
    """Make the first Ctrl-C (or SIGTERM) end the watch after the batch at hand; the second one ends it at once."""
    loop = asyncio.get_running_loop()

    def ask(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends it at once
            loop.add_signal_handler(number, ask, number)


def _seconds(said: str) -> float:
    try:
        value = float(said.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"«\u00a0{said}\u00a0» n’est pas un nombre de secondes")
    return value
