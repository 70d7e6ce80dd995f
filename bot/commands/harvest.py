"""What the commands that read the practice's files share: how they are started, and how their outcome is told."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.french import count

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from bot.commands.progress import Bar
    from bot.settings import Settings
    from knowledge.files import Remark
    from knowledge.sync import Harvest, Sync

NO_INPUT: Final = 66  # exit code of sysexits.h: a file that was named does not exist
NAMED: Final = 3  # files named when many are alike


def missing(paths: Sequence[Path]) -> bool:
    """Say which of `paths` do not exist, if any."""
    lost = [path for path in paths if not path.exists()]
    if lost:
        names = ", ".join(str(path) for path in lost)
        print(f"Introuvable\u00a0: {names}. Vérifiez le chemin, puis recommencez.", file=sys.stderr)
    return bool(lost)


@asynccontextmanager
async def opened_sync(
    settings: Settings, bar: Bar, stopped: Callable[[], bool] = lambda: False
) -> AsyncIterator[Sync]:
    """Open the database and the index, ready to read files; the bar is wiped at the end.

    Raises:
        PracticeFileError: `practice.toml` cannot be used.
        StoreError: the database cannot be opened.
    """
    from bot.practice import read_practice
    from bot.shelf import opened_files
    from knowledge.sync import Sync

    practice = read_practice(settings.practice_file).values()
    async with opened_files(settings) as (library, _, files):
        try:
            yield Sync(files, await library.upkeep(), practice, tell=bar, stopped=stopped)
        finally:
            bar.wipe()


def tell(harvest: Harvest, *, again: bool = True) -> None:
    """Say what a pass gave: what is in, what was forgotten, what was left aside and why.

    With `again`, also what has waited since an earlier pass, and how much did not change.
    """
    for line in asided([*harvest.aside, *harvest.waiting * again]):
        print(line, file=sys.stderr)
    if harvest.look.elsewhere and (harvest.read or not harvest.same):
        print(_elsewhere(harvest.look.elsewhere), file=sys.stderr)
    for folder in harvest.look.closed:
        print(
            f"Dossier illisible\u00a0: {folder}. Ce qu’il contenait reste dans l’index\u00a0; vérifiez vos droits.",
            file=sys.stderr,
        )
    if harvest.gone:
        print(
            f"{count(len(harvest.gone), 'fichier disparu', 'fichiers disparus')} du dossier, et de l’index."
        )
    if harvest.documents:
        print(_entered(harvest))
    elif not harvest.same and not harvest.gone:
        print("Aucun document n’a été indexé.")
    if harvest.same and again:
        print(f"{count(harvest.same, 'fichier')} sans changement.")
    if harvest.avoided:
        print(
            f"À ne pas imiter\u00a0: {count(harvest.avoided, 'document')} "
            f"{'enfreignent' if harvest.avoided > 1 else 'enfreint'} une règle. "
            "«\u00a0confrere index audit\u00a0» en donne le détail."
        )


def asided(aside: Iterable[tuple[str, Remark]]) -> list[str]:
    """Return a line for each file left aside; those that hold nothing for the index are named together."""
    from knowledge.files import Why

    told = list(aside)
    lines = [
        f"Laissé de côté\u00a0: {path}\u00a0: {one.notice}"
        for path, one in told
        if one.why is not Why.FOREIGN
    ]
    foreign: dict[str, list[str]] = {}
    for path, one in told:
        if one.why is Why.FOREIGN:
            foreign.setdefault(one.notice, []).append(path)
    return [*lines, *(f"Ignoré\u00a0: {_few(paths)}\u00a0: {notice}" for notice, paths in foreign.items())]


def _entered(harvest: Harvest) -> str:
    same = harvest.documents - min(harvest.documents, harvest.changed)
    unchanged = f", dont {same} sans changement" if same else ""
    return f"{count(harvest.documents, 'document')} dans l’index{unchanged} ({count(harvest.passages, 'passage')})."


def _elsewhere(paths: Sequence[str]) -> str:
    from knowledge.importers import KNOWN_ELSEWHERE

    hints = dict.fromkeys(KNOWN_ELSEWHERE[Path(path).suffix.lower()] for path in paths)
    return f"Format non lu\u00a0: {_few(paths)}. {' '.join(hints)}"


def _few(paths: Sequence[str]) -> str:
    if len(paths) <= NAMED:
        return ", ".join(paths)
    return f"{', '.join(paths[:NAMED])} et {count(len(paths) - NAMED, 'autre fichier', 'autres fichiers')}"
