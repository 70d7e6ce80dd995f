"""`confrere search`: what the documents say about a question, with where it stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from bot.commands.common import configured

if TYPE_CHECKING:
    import argparse

    from bot.drafting.ports import Hits, Passage
    from bot.settings import Settings

KINDS: Final = ("deontology", "topic", "practice")
SHOWN: Final = ("source", "card", "kind", "title", "section", "text", "start", "end", "score", "label", "url")


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command."""
    parser = subparsers.add_parser("search", help="cherche dans les règles, les fiches et vos documents")
    parser.add_argument("question", help="la question, comme vous la poseriez")
    parser.add_argument(
        "--kind", action="append", choices=KINDS, help="règles, fiches ou documents du cabinet"
    )
    parser.add_argument("--limit", type=int, default=6, help="nombre de passages (6)")
    parser.add_argument("--json", action="store_true", help="en JSON, pour les programmes")
    parser.set_defaults(run=configured(_search))


async def _search(args: argparse.Namespace, settings: Settings) -> int:
    from bot.drafting.ports import Kind
    from bot.shelf import opened_library

    kinds = [Kind(kind) for kind in args.kind or KINDS]
    async with opened_library(settings) as (library, _):
        hits = await library.search(args.question, kinds=kinds, limit=args.limit)
    print(json.dumps(as_json(hits), ensure_ascii=False, indent=2) if args.json else as_text(hits))
    return 0


def as_json(hits: Hits) -> dict[str, Any]:
    """Return the answer for programs; `start` and `end` are code points of the stored document."""
    return {"passages": [_shown(one) for one in hits.passages], "covered": hits.covered}


def as_text(hits: Hits) -> str:
    """Return the answer for a person: nearest first, each passage under its source."""
    lines = [] if hits.covered else ["Pas de source dans vos documents pour cette question."]
    if hits.passages and not hits.covered:
        lines.append("Au plus près, sans y répondre\u00a0:")
    for number, one in enumerate(hits.passages, 1):
        section = f" — {one.section}" if one.section else ""
        lines += ["", f"{number}. {one.label}{section}  [{one.source}, {one.score:.2f}]", one.text]
    return "\n".join(lines).strip()


def _shown(one: Passage) -> dict[str, Any]:
    whole = asdict(one)
    return {name: whole[name] for name in SHOWN}
