"""`confrere search`: what the documents say about a question, with where it stands; `--jsonl` for batches.

The contract with other programs, one JSON object a line:

    in   {"id": "q1", "query": "…", "kind": "deontology|topic|practice" | [several], optional}
    out  {"id": "q1", "passages": [{"source", "card" for a card, "title", "text", "start", "end", "score"}], "covered": true}
    or   {"id": "q1", "error": "…"}

`start` and `end` are code points of the stored document. What is «à ne pas imiter» is shown to a person, never given here.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bot.commands.common import configured
from bot.french import listing, typeset

if TYPE_CHECKING:
    import argparse

    from bot.drafting.ports import Hits, Kind, Passage
    from bot.settings import Settings
    from knowledge.library import IndexLibrary

KINDS: Final = ("deontology", "topic", "practice")
SHOWN: Final = ("source", "card", "kind", "title", "section", "text", "start", "end", "score", "label", "url")
LINE: Final = ("source", "title", "text", "start", "end", "score")  # of a passage in a batch
LIMIT: Final = 6  # passages for a person
BATCH: Final = 10  # passages for a program
USAGE: Final = 64  # exit code of sysexits.h: the command line is wrong


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command."""
    parser = subparsers.add_parser("search", help="cherche dans les règles, les fiches et vos documents")
    parser.add_argument("question", nargs="?", help="la question, comme vous la poseriez")
    parser.add_argument(
        "--kind", action="append", choices=KINDS, help="règles, fiches ou documents du cabinet"
    )
    parser.add_argument("--limit", type=int, help=f"nombre de passages ({LIMIT}\u00a0; {BATCH} avec --jsonl)")
    parser.add_argument(
        "--day", type=_day, metavar="AAAA-MM-JJ", help="seulement ce qui est en vigueur ce jour-là"
    )
    parser.add_argument("--json", action="store_true", help="en JSON, pour les programmes")
    parser.add_argument(
        "--jsonl", action="store_true", help="un objet JSON par ligne, en entrée et en sortie"
    )
    parser.set_defaults(run=configured(_search))


async def _search(args: argparse.Namespace, settings: Settings) -> int:
    from bot.drafting.ports import Kind
    from bot.shelf import opened_library

    if not args.jsonl and args.question is None:
        print(typeset('Posez une question : confrere search "quand reprendre le sport"'), file=sys.stderr)
        return USAGE
    kinds = [Kind(kind) for kind in args.kind or KINDS]
    async with opened_library(settings) as (library, _):
        if args.jsonl:
            await _stream(library, kinds, args.limit or BATCH, args.day)
            return 0
        hits = await library.search(
            args.question, kinds=kinds, limit=args.limit or LIMIT, day=args.day, avoided=True
        )
    print(json.dumps(as_json(hits), ensure_ascii=False, indent=2) if args.json else as_text(hits))
    return 0


async def _stream(library: IndexLibrary, kinds: list[Kind], limit: int, day: int | None) -> None:
    """Answer standard input line by line; a bad line gives an `error` line and the rest goes on."""
    for line in sys.stdin.buffer:
        if line.strip():
            answer = await _answered(line, library, kinds, limit, day)
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()


async def _answered(
    line: bytes, library: IndexLibrary, kinds: list[Kind], limit: int, day: int | None
) -> dict[str, Any]:
    item: Any = None
    try:
        item = json.loads(line.decode("utf-8", errors="replace"))
        query, wanted = _asked(item, kinds)
    except (ValueError, RecursionError) as error:
        return {"id": item.get("id") if isinstance(item, dict) else None, "error": _said(error)}
    hits = await library.search(query, kinds=wanted, limit=limit, day=day)
    passages = [_line(one) for one in hits.passages]
    return {"id": item.get("id"), "passages": passages, "covered": hits.covered}


def _asked(item: Any, kinds: list[Kind]) -> tuple[str, list[Kind]]:
    from bot.drafting.ports import Kind

    if not isinstance(item, dict):
        raise ValueError('Cette ligne n’est pas un objet JSON. Écrivez {"id": …, "query": …}.')  # noqa: TRY004 - said, not raised further
    query = item.get("query")
    if not isinstance(query, str) or not query.strip():
        raise ValueError("Le champ « query » manque ou n’est pas un texte.")
    if item.get("kind") is None:
        return query, kinds
    named = item["kind"] if isinstance(item["kind"], list) else [item["kind"]]
    if not named or not all(isinstance(one, str) and one in KINDS for one in named):
        raise ValueError(f"Le champ « kind » vaut {listing(KINDS, 'ou')}, ou une liste de ces mots.")
    return query, [Kind(one) for one in named]


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return typeset("Cette ligne n’est pas du JSON. Écrivez un objet par ligne.")
    return typeset(str(error))


def _line(one: Passage) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in LINE}
    return told | ({"card": one.card} if one.card else {})


def _day(said: str) -> int:
    try:
        return int(date.fromisoformat(said).strftime("%Y%m%d"))
    except ValueError as error:
        raise ArgumentTypeError(typeset(f"« {said} » n’est pas une date comme 2026-11-22")) from error


def as_json(hits: Hits) -> dict[str, Any]:
    """Return the answer for programs; `broken` lists the rules of a passage that is «à ne pas imiter»."""
    return {"passages": [_shown(one) for one in hits.passages], "covered": hits.covered}


def as_text(hits: Hits) -> str:
    """Return the answer for a person: nearest first, each passage under its source."""
    lines = [] if hits.covered else ["Pas de source dans vos documents pour cette question."]
    if hits.passages and not hits.covered:
        lines.append("Au plus près, sans y répondre\u00a0:")
    for number, one in enumerate(hits.passages, 1):
        section = f" — {one.section}" if one.section else ""
        lines += ["", f"{number}. {one.label}{section}  [{one.source}, {one.score:.2f}]"]
        if one.broken:
            lines.append(f"À ne pas imiter\u00a0: ce passage enfreint {listing(one.broken)}.")
        lines.append(one.text)
    return "\n".join(lines).strip()


def _shown(one: Passage) -> dict[str, Any]:
    whole = asdict(one)
    return {name: whole[name] for name in SHOWN} | ({"broken": list(one.broken)} if one.broken else {})
