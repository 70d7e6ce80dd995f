"""The house of design.md, held by reading every import."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

# A room may import itself, the rooms named here, and what is plain text work.
PLAIN_TEXT = {"bot.french", "bot.figures"}
ARROWS = {
    "bot.guard": set(),
    "bot.drafting": {"bot.guard"},
    "bot.conversation": {"bot.drafting", "bot.guard"},
    "bot.telegram": {"bot.conversation", "bot.drafting", "bot.guard", "bot.settings"},
    "bot.terminal": {"bot.conversation", "bot.drafting", "bot.guard"},
    "bot.writers": {"bot.drafting", "bot.guard", "prompts"},
    "bot.store": {"bot.conversation", "bot.drafting", "bot.guard", "knowledge.model", "knowledge.files"},
    "bot.practice": {"bot.guard"},
    "bot.settings": set(),
    "bot.french": set(),
    "bot.figures": set(),
    "knowledge": {"bot.drafting.ports", "bot.drafting.sentences", "bot.guard", "bot.store"},
    "prompts": set(),
}
TRAININGS = (  # run by hand; nothing of them is imported when the program runs
    "bot.guard.reader.meanings",
    "bot.guard.reader.train",
    "bot.guard.reader.train_guard",
    "bot.guard.reader.train_senses",
)
LIBRARIES = {
    "telegram": "bot.telegram",
    "openai": "bot.writers",
    "langchain": ("bot.writers", "knowledge"),
    "langchain_core": ("bot.writers", "knowledge"),
    "chromadb": "knowledge",
    "sqlalchemy": "bot.store",
    "alembic": "bot.store",
    "prompt_toolkit": "bot.terminal",
    "re2": "bot.guard",
    "stdnum": "bot.guard",
    "Stemmer": "knowledge",
    "pypdf": "knowledge.importers",
    "docx": "knowledge.importers",
    "lxml": "knowledge.importers",
    "numpy": ("knowledge", "bot.bench.minilm", *TRAININGS),
    "sklearn": TRAININGS,
    "scipy": TRAININGS,
    "spacy": ("bot.bench", *TRAININGS),
}
HEAVY = ("chromadb", "langchain", "langchain_core", "openai", "telegram", "numpy", "sqlalchemy", "alembic")


@dataclass(frozen=True)
class Import:
    module: str
    name: str
    typing_only: bool


def modules() -> dict[str, Path]:
    files = [path for room in ("bot", "knowledge", "prompts") for path in (ROOT / room).rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


def imports(module: str, path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, node in typing_only)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield Import(module, f"{node.module}.{alias.name}", node in typing_only)


MODULES = modules()
IMPORTS = [one for module, path in MODULES.items() for one in imports(module, path)]


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(module: str) -> str | None:
    return next((room for room in ARROWS if within(module, room)), None)


@pytest.mark.parametrize("room", ARROWS)
def test_room_imports_only_what_its_arrows_allow(room: str) -> None:
    allowed = ARROWS[room] | {room} | PLAIN_TEXT
    strays = {
        (one.module, one.name)
        for one in IMPORTS
        if room_of(one.module) == room
        and within(one.name, "bot") | within(one.name, "knowledge") | within(one.name, "prompts")
        and not any(within(one.name, other) for other in allowed)
    }
    assert strays == set()


@pytest.mark.parametrize("library", LIBRARIES)
def test_library_is_imported_in_one_room(library: str) -> None:
    home = LIBRARIES[library]
    rooms = home if isinstance(home, tuple) else (home,)
    importers = {one.module for one in IMPORTS if within(one.name, library)}
    assert importers, f"`{library}` is imported nowhere: take it out of pyproject.toml"
    assert {module for module in importers if not any(within(module, room) for room in rooms)} == set()


def test_adapters_are_named_in_the_composition_root_alone() -> None:
    adapters = ("bot.writers", "bot.store", "knowledge")
    homes = (*adapters, "bot.app", "bot.almanac", "bot.shelf", "bot.commands", "bot.bench")
    strays = {
        (one.module, one.name)
        for one in IMPORTS
        if any(within(one.name, adapter) for adapter in adapters)
        and not any(within(one.module, home) for home in homes)
    }
    assert strays == set()


def test_one_module_sends() -> None:
    sends = ("send_message", "send_photo", "send_document", "edit_message_text", "reply_text", "send_voice")
    senders = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in sends
    }
    assert senders == {"bot.telegram.outbox"}


def test_command_line_loads_nothing_heavy() -> None:
    code = f"import sys, bot.cli; bot.cli._parser(); print([m for m in {HEAVY!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_every_module_says_what_it_is() -> None:
    silent = [
        name for name, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def public(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    method
                    for method in node.body
                    if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
                    and not method.name.startswith("_")
                )


def test_everything_public_has_a_docstring() -> None:
    silent = [
        f"{module}.{node.name}"  # type: ignore[attr-defined]
        for module, path in MODULES.items()
        for node in public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []
