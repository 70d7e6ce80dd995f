"""`confrere index`: the documents of the practice, and the caches that make them searchable."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.commands import index_sign
from bot.commands.common import configured
from bot.french import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bot.guard import Practice
    from bot.settings import Settings
    from knowledge.model import Document

NO_INPUT: Final = 66  # exit code of sysexits.h: a file that was named does not exist
BATCH: Final = 50  # documents kept at once
CONTACTS: Final = frozenset({"TÉL", "COURRIEL", "ADRESSE", "COMPTE", "LIEN"})
"""Identifiers that a leaflet of the practice holds without naming a patient: the clinic's switchboard, its site."""


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index add`, `list`, `forget`, `rebuild`, `verify` and `sign`."""
    parser = subparsers.add_parser(
        "index", help="les documents du cabinet\u00a0: ajouter, lister, oublier, vérifier"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser(
        "add", help="lit des fichiers ou des dossiers (PDF, DOCX, HTML, Markdown, texte)"
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
    index_sign.add_parser(actions)


@dataclass
class _Harvest:
    """What reading a set of files gave."""

    files: int = 0
    changed: int = 0
    passages: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)


async def _add(args: argparse.Namespace, settings: Settings) -> int:
    missing = [path for path in args.paths if not path.exists()]
    if missing:
        names = ", ".join(str(path) for path in missing)
        print(f"Introuvable\u00a0: {names}. Vérifiez le chemin, puis recommencez.", file=sys.stderr)
        return NO_INPUT
    practice = _practice(settings)
    harvest = _Harvest()
    from bot.shelf import opened_library

    async with opened_library(settings) as (library, _):
        upkeep = await library.upkeep()
        batch: list[Document] = []
        files = list(_files(args.paths))
        for number, path in enumerate(files, 1):
            _progress(number, len(files), path)
            document = await asyncio.to_thread(_read, path, practice, harvest)
            batch += [document] if document else []
            if len(batch) == BATCH or (number == len(files) and batch):
                harvest.changed += await upkeep.put(batch)
                batch = []
        await upkeep.settle()
    _tell(harvest)
    return 1 if harvest.refused or not harvest.files else 0


async def _list(args: argparse.Namespace, settings: Settings) -> int:
    from bot.drafting.ports import Kind
    from bot.shelf import opened_library

    async with opened_library(settings) as (library, documents):
        if args.all:
            await (await library.upkeep()).ready()
        listed = await documents.listed(None if args.all else Kind.PRACTICE)
    read = await index_sign.readings(settings) if args.all else {}
    if args.json:
        rows = [asdict(one) | {"reading": read.get(one.source)} for one in listed]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not listed:
        print("Aucun document du cabinet. Ajoutez-en avec «\u00a0confrere index add FICHIER\u00a0».")
    else:
        for one in listed:
            state = f", {read[one.source]}" if one.source in read else ""
            told = f"{count(one.chunks, 'passage')}, ajouté le {one.added}{state}"
            print(f"{one.source}  {one.title}  ({told}) {one.path}".rstrip())
    return 0


async def _forget(args: argparse.Namespace, settings: Settings) -> int:
    from bot.shelf import opened_library
    from knowledge.importers import source_id

    async with opened_library(settings) as (library, _):
        upkeep = await library.upkeep()
        found = await upkeep.forget(args.source) or await upkeep.forget(source_id(Path(args.source)))
    if found:
        print("Document oublié\u00a0: il n’en reste rien dans la base ni dans l’index.")
        return 0
    print(
        f"Aucun document «\u00a0{args.source}\u00a0». «\u00a0confrere index list\u00a0» donne les identifiants.",
        file=sys.stderr,
    )
    return 1


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


def _files(paths: list[Path]) -> Iterator[Path]:
    from knowledge.importers import READERS

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
            if inside.is_file() and not hidden and inside.suffix.lower() in READERS:
                yield inside


def _read(path: Path, practice: Practice, harvest: _Harvest) -> Document | None:
    from knowledge.errors import Unreadable
    from knowledge.importers import import_file

    try:
        document = import_file(path)
        _check_patients(document.text, practice)
    except Unreadable as error:
        harvest.refused.append((path, error.notice))
        return None
    harvest.files += 1
    harvest.passages += len(document.chunks)
    return document


def _check_patients(text: str, practice: Practice) -> None:
    """Refuse a document that names a patient: an index must never hold one.

    Raises:
        Unreadable: with the line and the kind of what was found, never the words themselves.
    """
    from bot.guard.patient import recognise
    from knowledge.errors import Unreadable

    found = [
        one
        for one in recognise(text, practice, told=False)
        if one.direct and not one.doctor and one.kind not in CONTACTS
    ]
    if found:
        lines = sorted({text.count("\n", 0, one.start) + 1 for one in found})
        where = ", ".join(str(line) for line in lines[:5])
        raise Unreadable(
            f"le document semble contenir des données de patient (ligne{'s' if len(lines) > 1 else ''} {where}). "
            "Retirez-les, puis recommencez\u00a0: un index ne doit nommer aucun patient."
        )


def _practice(settings: Settings) -> Practice:
    from bot.practice import read_practice

    return read_practice(settings.practice_file).values()


def _progress(number: int, total: int, path: Path) -> None:
    if sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\r\033[K{number}/{total} {path.name[:60]}", end=end, file=sys.stderr, flush=True)


def _tell(harvest: _Harvest) -> None:
    for path, reason in harvest.refused:
        print(f"Laissé de côté\u00a0: {path}\u00a0: {reason}", file=sys.stderr)
    if not harvest.files:
        print("Aucun document n’a été indexé.")
        return
    same = harvest.files - harvest.changed
    unchanged = f", dont {same} sans changement" if same else ""
    print(
        f"{count(harvest.files, 'document')} dans l’index{unchanged} ({count(harvest.passages, 'passage')})."
    )
