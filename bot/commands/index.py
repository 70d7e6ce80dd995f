"""`confrere index`: the documents of the practice, and the caches that make them searchable."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import index_audit, index_sign, index_sync
from bot.commands.common import configured
from bot.commands.harvest import NO_INPUT, asided, missing, opened_sync, tell
from bot.commands.index_sync import left_aside
from bot.commands.progress import Bar
from bot.french import count

if TYPE_CHECKING:
    import argparse

    from bot.settings import Settings
    from knowledge.model import Listed


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index add`, `sync`, `watch`, `list`, `forget`, `rebuild`, `verify` and `sign`."""
    parser = subparsers.add_parser(
        "index", help="les documents du cabinet\u00a0: ajouter, lister, oublier, vérifier"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser(
        "add",
        help="lit des fichiers ou des dossiers (PDF, DOCX, HTML, Markdown, texte, exports d’un site ou de posts)",
    )
    add.add_argument("paths", nargs="+", type=Path, metavar="FICHIER|DOSSIER")
    add.set_defaults(run=configured(_add))
    listed = actions.add_parser("list", help="donne la liste des documents")
    listed.add_argument("--all", action="store_true", help="avec les cartes et les fiches fournies")
    listed.add_argument("--json", action="store_true", help="en JSON, pour les programmes")
    listed.set_defaults(run=configured(_list))
    forget = actions.add_parser("forget", help="oublie un document, et l’efface du disque")
    forget.add_argument(
        "source", metavar="SOURCE", help="son identifiant (voir «\u00a0index list\u00a0») ou son fichier"
    )
    forget.set_defaults(run=configured(_forget))
    rebuild = actions.add_parser("rebuild", help="refait l’index à partir de la base de données")
    rebuild.add_argument("--shipped", action="store_true", help="seulement les cartes et les fiches fournies")
    rebuild.set_defaults(run=configured(_rebuild))
    verify = actions.add_parser("verify", help="compare l’index et la base de données, et répare")
    verify.set_defaults(run=configured(_verify))
    index_sync.add_parser(actions)
    index_audit.add_parser(actions)
    index_sign.add_parser(actions)


async def _add(args: argparse.Namespace, settings: Settings) -> int:
    if missing(args.paths):
        return NO_INPUT
    async with opened_sync(settings, Bar()) as work:
        harvest = await work.add(args.paths)
    tell(harvest)
    return 1 if left_aside(harvest) or not harvest.files else 0


async def _list(args: argparse.Namespace, settings: Settings) -> int:
    from bot.drafting.ports import Kind
    from bot.shelf import opened_files

    async with opened_files(settings) as (library, documents, files):
        if args.all:
            await (await library.upkeep()).ready()
        listed = await documents.listed(None if args.all else Kind.PRACTICE)
        aside = [(path, one) for path, state in (await files.states()).items() for one in state.remarks]
    read = await index_sign.readings(settings) if args.all else {}
    if args.json:
        rows = [asdict(one) | {"reading": read.get(one.source)} for one in listed]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not listed:
        print("Aucun document du cabinet. Ajoutez-en avec «\u00a0confrere index add FICHIER\u00a0».")
    else:
        for one in listed:
            state = f", {read[one.source]}" if one.source in read else ""
            told = f"{count(one.chunks, 'passage')}, ajouté le {one.added}{state}{_nature(one)}"
            print(f"{one.source}  {one.title}  ({told}) {one.path}".rstrip())
    for line in asided(aside):
        print(line, file=sys.stderr)
    return 0


def _nature(one: Listed) -> str:
    """Return what is particular to a past post or a page: its date, its platform, and whether it may be imitated."""
    from knowledge.labels import PLATFORMS

    where = PLATFORMS.get(one.platform, one.platform)
    told = f", {where}" if where else ""
    told += f", publié le {one.published}" if one.published else ""
    return told + (f", à ne pas imiter\u00a0: {', '.join(one.broken)}" if one.broken else "")


async def _forget(args: argparse.Namespace, settings: Settings) -> int:
    from bot.shelf import opened_files
    from knowledge.importers import source_id

    async with opened_files(settings) as (library, documents, files):
        upkeep = await library.upkeep()
        document = await documents.document(args.source)
        path = _whole(document.path if document else args.source)
        alone = document is None or await documents.of_file(path) in {(), (args.source,)}
        gone = await files.drop([path]) if alone else 0
        found = await upkeep.forget(args.source) or await upkeep.forget(source_id(Path(path))) or gone > 0
    if not found:
        print(
            f"Aucun document «\u00a0{args.source}\u00a0». «\u00a0confrere index list\u00a0» donne les identifiants.",
            file=sys.stderr,
        )
        return 1
    print("Document oublié\u00a0: il n’en reste rien dans la base ni dans l’index.")
    if alone and _still_there(path):
        print(
            "Son fichier est toujours là\u00a0: retirez-le du dossier, sinon «\u00a0index sync\u00a0» le relira."
        )
    return 0


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - `Path.absolute` leaves «..» in


def _still_there(path: str) -> bool:
    return Path(path).is_file()


async def _rebuild(args: argparse.Namespace, settings: Settings) -> int:
    from bot.shelf import opened_library

    async with opened_library(settings) as (library, _):
        passages = await (await library.upkeep()).rebuild(shipped=args.shipped)
    print(f"Index à jour\u00a0: {count(passages, 'passage')}.")
    return 0


async def _verify(_args: argparse.Namespace, settings: Settings) -> int:
    from bot.shelf import opened_library

    async with opened_library(settings) as (library, _):
        found = await (await library.upkeep()).verify()
    for fault in found.faults:
        print(f"Réparé\u00a0: {fault}", file=sys.stderr)
    vectors = "" if found.vectors is None else f", {found.vectors} vecteurs"
    print(f"{count(found.passages, 'passage')} dans la base, {found.words} dans l’index{vectors}.")
    return 0 if found.whole else 1
