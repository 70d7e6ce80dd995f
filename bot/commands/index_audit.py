"""`confrere index audit`: what the practice has published, read again with today's rules."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.commands.common import configured
from bot.commands.progress import Bar

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bot.guard import Practice
    from bot.settings import Settings
    from knowledge.model import Document
    from knowledge.upkeep import Upkeep

SHOWN: Final = 10  # points that a terminal shows; the files hold them all
FOUND: Final = 1  # exit code: something is to be mended
CANNOT_WRITE: Final = 73  # exit code of sysexits.h: a file cannot be written


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index audit`."""
    parser = actions.add_parser(
        "audit",
        help="relit publications, pages et documents selon les règles, et classe ce qu’il faut corriger",
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FICHIER",
        help="écrit le rapport en JSON («\u00a0-\u00a0»\u00a0: à l’écran)",
    )
    parser.add_argument(
        "--markdown",
        type=Path,
        metavar="FICHIER",
        help="écrit le rapport en Markdown («\u00a0-\u00a0»\u00a0: à l’écran)",
    )
    parser.set_defaults(run=configured(_audit))


async def _audit(args: argparse.Namespace, settings: Settings) -> int:
    from bot.drafting.ports import Kind
    from bot.practice import read_practice
    from bot.shelf import opened_files
    from knowledge.audit import audit
    from knowledge.audit_pages import as_markdown, as_summary

    practice = read_practice(settings.practice_file).values()
    bar = Bar()
    async with opened_files(settings) as (library, documents, files):
        held = await documents.of_kind(Kind.PRACTICE)
        states = (await files.states()).values()
        report = audit(held, states, practice, date.today(), bar)  # noqa: DTZ011 - the day of this machine
        await _mark(await library.upkeep(), held, practice)
    bar.wipe()
    whole = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    written = [_write(args.json, whole), _write(args.markdown, as_markdown(report))]
    if Path("-") not in {args.json, args.markdown}:
        print(as_summary(report, SHOWN))
    if not all(written):
        return CANNOT_WRITE
    return FOUND if report.faulty or report.named else 0


async def _mark(upkeep: Upkeep, held: Sequence[Document], practice: Practice) -> None:
    """Mark what today's rules find, when they have changed since the documents were read."""
    from knowledge.admission import judged

    moved = [new for old in held if (new := judged(old, practice)) is not old]
    if moved:
        await upkeep.put(moved)
        await upkeep.settle()


def _write(file: Path | None, text: str) -> bool:
    """Write a report where it is asked; say why when it cannot be."""
    if file is None:
        return True
    if str(file) == "-":
        sys.stdout.write(text)
        return True
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        print(
            f"Le rapport ne peut pas être écrit dans «\u00a0{file}\u00a0» ({error.strerror}). Choisissez un autre fichier.",
            file=sys.stderr,
        )
        return False
    print(f"Rapport écrit\u00a0: {file}", file=sys.stderr)
    return True
