"""The examples of the rules, tried plain and under eight disguises; for `python -m bot.guard.catalogue check` and the tests."""

# ruff: noqa: RUF001 - Cyrillic letters disguise Latin ones
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold
from bot.guard.model import Channel
from bot.guard.scan import Page, Setting, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.guard.catalogue import Catalogue
    from bot.guard.rule import Rule

_MARKED: Final = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_CHANNEL: Final = re.compile(rf"^({'|'.join(Channel)}): ")
_CYRILLIC: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1) if chr(code).isalnum()}


@dataclass(frozen=True, slots=True)
class Example:
    """A text on a channel, and the spans that must be found in it."""

    channel: Channel
    text: str
    spans: tuple[tuple[int, int], ...]


def example(rule: Rule, marked: str) -> Example:
    """Return an example of a rule without its marks; its channel is the first of the rule unless a prefix gives one."""
    prefix = _CHANNEL.match(marked)
    channel = Channel(prefix[1]) if prefix else next(iter(rule.channels))
    rest = marked[prefix.end() :] if prefix else marked
    spans = [
        (found.start() - 2 * index, found.end() - 2 * index - 2)
        for index, found in enumerate(_MARKED.finditer(rest))
    ]
    return Example(channel, _MARKED.sub(r"\1", rest), tuple(spans))


def _between(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", mark, text)


def _without_accents(text: str) -> str:
    marks = unicodedata.normalize("NFD", text)
    return "".join(char for char in marks if unicodedata.category(char) != "Mn")


DISGUISES: Final[Mapping[str, Callable[[str], str]]] = {
    "capitals": str.upper,
    "no accents": _without_accents,
    "zero-width": _between("\u200b"),
    "full-width": lambda text: text.translate(_FULL_WIDTH),
    "Cyrillic look-alikes": lambda text: text.translate(_CYRILLIC),
    "soft hyphens": _between("\u00ad"),
    "narrow no-break spaces": lambda text: text.replace(" ", "\u202f"),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
}


def found_in(text: str, channel: Channel, catalogue: Catalogue) -> dict[str, list[tuple[int, int]]]:
    """Return the spans found in a text by rule, in its own positions; the second reader is left out."""
    page = Page(fold(text))
    found: dict[str, list[tuple[int, int]]] = {}
    for hit in scan(page, Setting(channel, (), catalogue)):
        if hit.reading is None:
            found.setdefault(hit.rule.code, []).append(page.folded.span(hit.start, hit.end))
    return found


def failures(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the examples of a rule, in words."""
    if rule.page is None or rule.judgement:
        return
    for flag in rule.page.flags:
        yield from _missed(rule, example(rule, flag), catalogue)
    for text in rule.page.passes:
        given = example(rule, text)
        for code, spans in found_in(given.text, given.channel, catalogue).items():
            excerpts = ", ".join(f"«{given.text[start:end]}»" for start, end in spans)
            yield f"flags a pass as {code} ({excerpts}): {given.text}"


def _missed(rule: Rule, given: Example, catalogue: Catalogue) -> Iterator[str]:
    spans = found_in(given.text, given.channel, catalogue).get(rule.code, [])
    if not spans or (given.spans and spans != list(given.spans)):
        excerpts = ", ".join(f"«{given.text[start:end]}»" for start, end in spans) or "nothing"
        yield f"finds {excerpts} in: {given.text}"
    for name, disguise in DISGUISES.items():
        if spans and rule.code not in found_in(disguise(given.text), given.channel, catalogue):
            yield f"misses under {name}: {given.text}"


def known_misses(rule: Rule, catalogue: Catalogue) -> list[str]:
    """Return the `todo` examples that are still missed."""
    if rule.page is None:
        return []
    given = [example(rule, text) for text in rule.page.todo]
    return [one.text for one in given if rule.code not in found_in(one.text, one.channel, catalogue)]


def main(arguments: Sequence[str]) -> int:
    """Check the rules with these codes, or all; print what fails, and count what is known to be missed. `table` writes the README."""
    from bot.guard.catalogue import RULES, check_patterns, load
    from bot.guard.schema import CatalogueError

    if "table" in arguments:
        return _write_table(Path(arguments[-1] if arguments[-1] != "table" else "README.md"))
    codes = [argument for argument in arguments if argument != "check"]
    try:
        found = load(RULES)
        check_patterns(found)
    except CatalogueError as error:
        print(error)  # noqa: T201 - a command
        return 2
    wrong = 0
    chosen = [rule for rule in found.rules.values() if not codes or rule.code in codes]
    for rule in chosen:
        for line in failures(rule, found):
            wrong += 1
            print(f"{rule.code} {line}")  # noqa: T201 - a command
    misses = sum(len(known_misses(rule, found)) for rule in chosen)
    print(f"{len(chosen)} rules, {wrong} failures, {misses} known misses")  # noqa: T201 - a command
    return 1 if wrong else 0


def _write_table(readme: Path) -> int:
    """Write the table of the rules between its marks in a README."""
    from bot.guard.catalogue import RULES, load
    from bot.guard.pages import with_table

    text = readme.read_text(encoding="utf-8")
    readme.write_text(with_table(text, load(RULES).rules.values()), encoding="utf-8")
    return 0
