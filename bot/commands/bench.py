"""`confrere bench`: every figure in one run, as a table."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.french import typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from bot.bench import Row

HEADS: Final = ("mesure", "médiane", "p99", "unité", "visé", "")


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command."""
    parser = subparsers.add_parser("bench", help="mesure tout et affiche le tableau")
    parser.add_argument(
        "--sets", type=Path, help="dossier de jeux de questions (corpus.jsonl, queries.jsonl)"
    )
    parser.add_argument(
        "--texts", type=Path, help="dossier de textes étiquetés (*.jsonl : channel, text, labels ou rules)"
    )
    parser.add_argument(
        "--asked",
        type=Path,
        help="dossier de questions et de phrases écrites à la main (asked/*.tsv, paraphrases.tsv)",
    )
    parser.add_argument(
        "--long",
        action="store_true",
        help="mesure aussi 100 000 passages et le modèle par défaut de Chroma (un quart d’heure)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print the table; exit 0 when every figure is within its target, 1 otherwise."""
    with tempfile.TemporaryDirectory() as home:
        rows = asyncio.run(_rows(Path(home), args))
    print(table(rows))
    _say_how_to_compare()
    return 0 if all(row.kept for row in rows) else 1


def _say_how_to_compare() -> None:
    from bot.bench.patient import HOW_TO_COMPARE, has_peer

    if not has_peer():
        print(typeset(HOW_TO_COMPARE))


async def _rows(home: Path, args: argparse.Namespace) -> list[Row]:
    from bot.bench.desk import bench_desk
    from bot.bench.guard import bench_guard
    from bot.bench.knowledge import bench_knowledge
    from bot.bench.patient import bench_patient, bench_patient_sets
    from bot.bench.processes import bench_processes
    from bot.bench.reader import bench_reader
    from bot.bench.texts import bench_texts
    from bot.settings import read_settings

    sets, texts = args.sets, args.texts
    processes = await asyncio.to_thread(bench_processes, home)
    guard = [*await asyncio.to_thread(bench_guard), *await asyncio.to_thread(bench_reader)]
    guard += await asyncio.to_thread(bench_texts, texts) if texts else []
    guard += await asyncio.to_thread(bench_patient)
    for folder in filter(None, (sets, texts)):
        guard += await asyncio.to_thread(bench_patient_sets, folder)
    drafts = await bench_desk(read_settings({"CONFRERE_HOME": str(home)}))
    found = await asyncio.to_thread(bench_knowledge, home / "knowledge", sets, args.asked, long=args.long)
    return [*processes, *guard, *drafts, *found]


def table(rows: Iterable[Row]) -> str:
    """Return the figures as a table of plain text."""
    cells = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS))]
    return "\n".join(_line(line, widths) for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    aims = [
        f"≥ {row.least:g}" if row.least is not None else "",
        f"≤ {row.target:g}" if row.target is not None else "",
        f"p99 ≤ {row.target_p99:g}" if row.target_p99 else "",
    ]
    mark = "" if row.target is row.target_p99 is row.least is None else "✓" if row.kept else "✗"
    return (row.name, f"{row.median:.3g}", f"{row.p99:.3g}", row.unit, ", ".join(filter(None, aims)), mark)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    name, *figures = cells
    padded = [
        name.ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)),
    ]
    return "  ".join(padded).rstrip()
