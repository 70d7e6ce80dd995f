"""`confrere index sign`: a surgeon says that a sheet was read through; drafts and sources then name who, and when."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.commands.common import configured
from bot.french import count, typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator, Mapping, Sequence

    from bot.settings import Settings
    from bot.store.signatures import Signatures
    from knowledge.model import Document

LONGEST: Final = 80  # characters of a name
USAGE: Final = 64  # exit code of sysexits.h: the command line is wrong
ARTICLE: Final = ("la ", "le ", "les ", "l'")
NO_NAME: Final = (
    'Dites qui a relu la fiche : --by "Dr Nom". Le nom se lit aussi dans practice.toml, au champ « medecin ».'
)
BAD_NAME: Final = (
    f"Le nom tient sur une ligne, en {LONGEST} caractères au plus. Corrigez --by, puis recommencez."
)
UNKNOWN: Final = "Aucune fiche « {wanted} ». « confrere index sign » donne leur liste."
WHICH: Final = (
    "« {wanted} » ne désigne pas une fiche à coup sûr. Recommencez avec l'un de ces identifiants :\n{listed}"
)
SIGNED: Final = (
    "Fiche « {title} » : {reading}. Si la fiche change, cette relecture ne comptera plus et sera à refaire."
)
UNDONE: Final = "Fiche « {title} » : relecture retirée. La fiche est de nouveau {reading}."
NEVER: Final = "Fiche « {title} » : il n'y avait pas de relecture à retirer."


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index sign`."""
    parser = actions.add_parser("sign", help="note qu’un chirurgien a relu une fiche, ou en donne la liste")
    parser.add_argument("topic", nargs="?", metavar="FICHE", help="son identifiant, son titre ou son fichier")
    parser.add_argument("--by", metavar="NOM", help='qui l’a relue, par exemple "Dr Nom"')
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--read", action="store_true", help="affiche la fiche entière, sans rien noter")
    what.add_argument("--undo", action="store_true", help="retire la relecture")
    parser.set_defaults(run=configured(_sign))


async def readings(settings: Settings) -> Mapping[str, str]:
    """Return, by source, what is said of the reading of each sheet: «relue par le Dr …», «à relire…»."""
    async with _opened(settings) as room:
        return await room.readings()


@dataclass(frozen=True, slots=True)
class _Room:
    """The shipped sheets as they stand today, and who signed them."""

    sheets: Sequence[Document]
    signatures: Signatures

    async def readings(self) -> dict[str, str]:
        from knowledge.labels import reading

        standing = await self.signatures.standing()
        return {one.source: reading(one, standing.get(one.source)) for one in self.sheets}

    async def reading(self, sheet: Document) -> str:
        return (await self.readings())[sheet.source]


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[_Room]:
    from bot.drafting.ports import Kind
    from bot.shelf import open_library
    from bot.store.database import open_database
    from bot.store.documents import Documents
    from bot.store.signatures import Signatures

    async with await open_database(settings.database_url) as database:
        library, documents = open_library(settings, database), Documents(database)
        try:
            await (await library.upkeep()).ready()
            listed = await documents.listed(Kind.TOPIC)
            held = [await documents.document(one.source) for one in listed]
            sheets = sorted((one for one in held if one is not None), key=_slug)
            yield _Room(sheets, Signatures(database))
        finally:
            await library.close()


async def _sign(args: argparse.Namespace, settings: Settings) -> int:
    async with _opened(settings) as room:
        if args.topic is None:
            return await _list(room)
        exact, near = named(args.topic, room.sheets)
        if len(exact) != 1:
            return _refuse(args.topic, exact or near)
        if args.read:
            return await _show(exact[0], room)
        if args.undo:
            return await _undo(exact[0], room)
        return await _write(exact[0], _signer(args.by, settings), room)


def named(wanted: str, sheets: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """Return the sheets that `wanted` names (id, title, file, or a name that people give), and those it may mean."""
    from knowledge.analysis import words

    file = wanted.strip().replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".md")
    key = " ".join(words(file.removeprefix("topic:")))
    slug = [one for one in sheets if key == " ".join(words(_slug(one)))]
    exact = [one for one in sheets if key in _names(one)]
    near = [one for one in sheets if all(word in " ".join(_names(one)) for word in key.split())]
    return slug or exact, near if key else []


def _names(sheet: Document) -> set[str]:
    from knowledge.analysis import fold, words

    title = fold(sheet.title)
    bare = next((title.removeprefix(one) for one in ARTICLE if title.startswith(one)), title)
    said = (_slug(sheet), title, bare, *sheet.about.names)
    return {" ".join(words(one)) for one in said}


async def _list(room: _Room) -> int:
    standing, readings = await room.signatures.standing(), await room.readings()
    for sheet in room.sheets:
        print(typeset(f"{_slug(sheet)}  {sheet.title}  ({readings[sheet.source]})"))
    read = [one for one in room.sheets if one.source in standing and standing[one.source].holds(one)]
    print(typeset(f"{count(len(read), 'fiche relue', 'fiches relues')} sur {len(room.sheets)}."))
    return 0


def _slug(sheet: Document) -> str:
    return sheet.source.partition(":")[2]


def _refuse(wanted: str, near: Sequence[Document]) -> int:
    shown = wanted[:LONGEST]
    listed = "\n".join(f"  {_slug(one)}  {one.title}" for one in near)
    notice = WHICH.format(wanted=shown, listed=listed) if near else UNKNOWN.format(wanted=shown)
    print(typeset(notice), file=sys.stderr)
    return 1


async def _show(sheet: Document, room: _Room) -> int:
    from knowledge.corpus import CORPUS

    print(f"# {sheet.title}\n\n{sheet.text}")
    print(
        typeset(f"Fiche {await room.reading(sheet)}. Sources et chiffres : {CORPUS}/topics/{_slug(sheet)}.md")
    )
    return 0


async def _undo(sheet: Document, room: _Room) -> int:
    found = await room.signatures.undo(sheet.source)
    told = UNDONE if found else NEVER
    print(typeset(told.format(title=sheet.title, reading=await room.reading(sheet))))
    return 0 if found else 1


async def _write(sheet: Document, by: str, room: _Room) -> int:
    fault = NO_NAME if not by else BAD_NAME if len(by) > LONGEST or not by.isprintable() else None
    if fault:
        print(typeset(fault), file=sys.stderr)
        return USAGE
    await room.signatures.sign(sheet.source, sheet.reading, by)
    print(typeset(SIGNED.format(title=sheet.title, reading=await room.reading(sheet))))
    return 0


def _signer(by: str | None, settings: Settings) -> str:
    """Return who signs: what was said, else the doctor of `practice.toml`, else nobody."""
    from bot.practice import read_practice

    said = by if by is not None else read_practice(settings.practice_file).values().doctor
    return (said or "").strip()
