"""The `confrere` command. Each sub-command lives in `bot/commands` and imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, NoReturn

from bot.commands import bench, chat, crafts, doctor, guard, index, search

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE: Final = 64  # exit codes of sysexits.h: the command line is wrong
CONFIG: Final = 78  # a setting or practice.toml is wrong
FRENCH: Final = {
    "usage: ": "utilisation : ",
    "options:": "options :",
    "positional arguments:": "arguments :",
    "show this help message and exit": "affiche cette aide",
}


class Parser(argparse.ArgumentParser):
    """An `argparse` parser that speaks French."""

    def format_help(self) -> str:
        """Return the help with its headings in French."""
        return _french(super().format_help())

    def format_usage(self) -> str:
        """Return the usage line with its heading in French."""
        return _french(super().format_usage())

    def error(self, message: str) -> NoReturn:
        """Say that the command line is wrong, and how to get help; exit 64."""
        print(f"Commande incomplète ou inconnue ({message}).", file=sys.stderr)
        print(f"« {self.prog} --help » donne les possibilités.", file=sys.stderr)
        sys.exit(USAGE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> Parser:
    parser = Parser(
        prog="confrere", description="Brouillons pour chirurgiens plasticiens, relus par un garde-fou."
    )
    subparsers = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    for command in (chat, guard, crafts, search, index, doctor, bench):
        command.add_parsers(subparsers)
    return parser


def _french(text: str) -> str:
    for english, french in FRENCH.items():
        text = text.replace(english, french)
    return text


if __name__ == "__main__":
    sys.exit(main())
