"""The rules: loaded once, checked, hashed.

`python -m bot.guard.catalogue check [CODE…]` tries the examples of the rules, plain and under eight disguises;
`python -m bot.guard.catalogue table [README.md]` writes the table of the rules.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from bot.guard.compiled import compiled, kept
from bot.guard.language import Language
from bot.guard.patterns import Expression, Narrowed, PatternSet, Shared
from bot.guard.rule import Rule, Scope
from bot.guard.schema import PAGE_KEYS, CatalogueError, rule_from
from bot.guard.second_reader import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.guard.compiled import Read
    from bot.guard.model import Channel
    from bot.guard.rule import Place

RULES: Final = Path(__file__).parent / "rules"
NOT_FAMILIES: Final = frozenset({"fields.yaml", "boundaries.yaml", "coverage.yaml"})
HOLLOW: Final = "excuse_creuse"  # of fields.yaml
_PAGE_KEY: Final = re.compile(rf"  (?:{'|'.join(PAGE_KEYS)}):")
_ANCHOR: Final = re.compile(r"(?:^|[\s\[{,:])&[\w-]", re.MULTILINE)
_INSIDE: Final = re.compile(r"   |  -|\s*$|\s*#")


class Where(StrEnum):
    """Where the patterns of a boundary are looked for."""

    SENTENCE = "sentence"  # anywhere in the sentence of the hit
    BEFORE = "before"  # in the words before it
    QUOTES = "quotes"  # for a hit between quotation marks alone: in its sentence and the next
    NEXT = "next"  # from the hit to the end of the next sentence


class Boundary(NamedTuple):
    """What makes a hit lawful, and where it is looked for."""

    name: str
    where: Where
    expression: Expression


class Excuses(NamedTuple):
    """What makes a hit of a rule lawful, by where it is looked for."""

    within: tuple[Expression, ...]
    ahead: tuple[Expression, ...]
    held: tuple[Expression, ...]
    answered: tuple[Expression, ...]


@dataclass(frozen=True)
class Catalogue:
    """The rules of the profession, ready to run. `hash` tells one state of the files from another."""

    rules: Mapping[str, Rule]
    boundaries: Mapping[str, Boundary]
    fields: Mapping[str, tuple[str, ...]]
    hash: str
    folder: Path
    _expressions: dict[tuple[str, ...], Expression] = field(default_factory=dict, repr=False, compare=False)
    _prose: dict[Channel, PatternSet[str]] = field(default_factory=dict, repr=False, compare=False)
    _excuses: dict[str, Excuses] = field(default_factory=dict, repr=False, compare=False)
    _speaking: dict[Channel, dict[str, Rule]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def language(self) -> Language:
        """The pattern language with the lexical fields of the catalogue."""
        return Language(self.fields)

    def prose(self, channel: Channel) -> PatternSet[str]:
        """Return the patterns of the rules that read sentences on this channel, by code."""
        if channel not in self._prose:
            codes = {code for code, rule in self.rules.items() if channel in rule.channels}
            patterns = (
                (code, self._read.patterns[one])
                for code, one in self._patterns(hashtag=False)
                if code in codes
            )
            self._prose[channel] = PatternSet.of(patterns, self._shared)
        return self._prose[channel]

    @cached_property
    def hashtags(self) -> PatternSet[str]:
        """The patterns of the rules that read hashtags, by code; they may stand inside a word."""
        items = self._patterns(hashtag=True)
        return PatternSet(items, self.language, whole_words=False)

    @cached_property
    def _shared(self) -> Shared:
        return Shared({}, self._read.postings)

    @cached_property
    def _read(self) -> Read:
        patterns = {pattern: True for _, pattern in self._patterns(hashtag=False)}
        return compiled(self.folder, self.hash, patterns, self.language)

    def either(self, patterns: tuple[str, ...]) -> Expression:
        """Return antipatterns or requirements as one expression, ready to search."""
        if patterns not in self._expressions:
            self._expressions[patterns] = _either(self.language, patterns)
        return self._expressions[patterns]

    def excuses(self, code: str) -> Excuses:
        """Return what makes a hit of a rule lawful."""
        if code not in self._excuses:
            rule = self.rules[code]
            found: dict[Where, list[Expression]] = {where: [] for where in Where}
            found[Where.SENTENCE] += self._own(rule.unless)
            found[Where.BEFORE] += self._own(rule.unless_before)
            for boundary in (self.boundaries[name] for name in rule.lawful_when):
                found[boundary.where].append(boundary.expression)
            self._excuses[code] = Excuses(*map(tuple, found.values()))
        return self._excuses[code]

    def _own(self, patterns: tuple[str, ...]) -> list[Expression]:
        """Return the excuses that a rule names itself, but for those that only sound like one."""
        if not patterns:
            return []
        own, hollow = self.either(patterns), self.fields.get(HOLLOW)
        return [Narrowed(own.regex, self.either(hollow))] if hollow else [own]

    def speaking(self, channel: Channel) -> Mapping[str, Rule]:
        """Return the families that the second reader judges on this channel, and the rule that each speaks under."""
        if channel not in self._speaking:
            here = {code: rule for code, rule in self.rules.items() if channel in rule.channels}
            first = {name: next(filter(here.__contains__, codes), "") for name, codes in FAMILIES.items()}
            self._speaking[channel] = {name: here[code] for name, code in first.items() if code}
        return self._speaking[channel]

    def advice_for(self, place: Place) -> tuple[Rule, ...]:
        """Return the rules whose advice is shown in this place: what patterns cannot judge in a text, or not alone."""
        return tuple(rule for rule in self.rules.values() if place in rule.shows_on)

    def _patterns(self, *, hashtag: bool) -> Iterator[tuple[str, str]]:
        for rule in self.rules.values():
            if (rule.scope is Scope.HASHTAG) is hashtag:
                yield from ((rule.code, pattern) for pattern in rule.patterns)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of the package without its examples; read once.

    Raises:
        CatalogueError: a file is missing, empty or wrong.
    """
    return load(RULES, whole=False)


def load(folder: Path, *, whole: bool = True) -> Catalogue:
    """Return the catalogue of a folder.

    Args:
        folder: rule families, one a file, and `fields.yaml`, `boundaries.yaml`.
        whole: whether definitions and examples are read too; they triple the time.

    Raises:
        CatalogueError: a file is missing, empty or wrong.
    """
    files = sorted(folder.glob("*.yaml"))
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    version = _hash(texts)
    read = (
        _parsed(texts, whole=True)
        if whole
        else kept(folder, "rules", version, lambda: _parsed(texts, whole=False))
    )
    found = [
        rule_from(entry, name, whole=whole) for name, entries in read["families"].items() for entry in entries
    ]
    rules = _by_code(found)
    fields = _fields(read["fields"])
    boundaries = _boundaries(read["boundaries"], Language(fields))
    _check_names(found, boundaries)
    return Catalogue(rules, boundaries, fields, version, folder)


def _parsed(texts: Mapping[str, str], *, whole: bool) -> dict[str, Any]:
    """Return what the files say, not checked yet; a date as its ISO text."""
    families = {
        name: [_plain(entry) for entry in _entries(name, text, whole)]
        for name, text in texts.items()
        if name not in NOT_FAMILIES
    }
    fields, boundaries = _mapping("fields.yaml", texts), _mapping("boundaries.yaml", texts)
    return {"families": families, "fields": fields, "boundaries": boundaries}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, date) else value


def without_pages(text: str) -> str:
    """Return a rule file without what only pages and tests need: most of its lines, which YAML then need not read."""
    return "\n".join(_lines_at_run_time(text.splitlines()))


def _lines_at_run_time(lines: Iterable[str]) -> Iterator[str]:
    skipping = False
    for line in lines:
        if skipping and _INSIDE.match(line):
            continue
        skipping = _PAGE_KEY.match(line) is not None
        if not skipping:
            yield line


def _entries(name: str, text: str, whole: bool) -> list[Any]:  # noqa: FBT001 - private, and named at its one caller
    entries = _yaml(name, text if whole else without_pages(text))
    if not isinstance(entries, list) or not entries:
        raise CatalogueError(f"{name}: expected a list of rules, found none")
    return entries


def _mapping(name: str, texts: Mapping[str, str]) -> dict[str, Any]:
    if name not in texts:
        raise CatalogueError(f"{name} is missing")
    found = _yaml(name, texts[name])
    if not isinstance(found, dict):
        raise CatalogueError(f"{name}: expected names with patterns")
    return found


def _yaml(name: str, text: str) -> Any:
    """Return what a file says; anchors, with which a few lines grow to gigabytes, have no place in it."""
    if _ANCHOR.search(text):
        raise CatalogueError(f"{name}: an anchor (`&`) is no part of a rule; quote the sign if it is text")
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CatalogueError(f"{name} is not YAML: {error}") from error


def _fields(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    for name, patterns in raw.items():
        if (
            not isinstance(patterns, list)
            or not patterns
            or not all(isinstance(item, str) and item for item in patterns)
        ):
            raise CatalogueError(f"fields.yaml, `{name}`: expected a list of patterns")
    return {name: tuple(patterns) for name, patterns in raw.items()}


def _boundaries(raw: Mapping[str, Any], language: Language) -> dict[str, Boundary]:
    found = {}
    for name, entry in raw.items():
        if (
            not isinstance(entry, dict)
            or {"where", "patterns"} != set(entry) - {"but"}
            or entry["where"] not in {*Where}
        ):
            raise CatalogueError(
                f"boundaries.yaml, `{name}`: expected `where` ({', '.join(Where)}), `patterns` and perhaps `but`"
            )
        either = _either(language, entry["patterns"])
        if "but" in entry:
            either = Narrowed(either.regex, _either(language, entry["but"]))
        found[name] = Boundary(name, Where(entry["where"]), either)
    return found


def _either(language: Language, patterns: Iterable[str]) -> Expression:
    return Expression("|".join(f"(?:{language.compile(pattern).regex})" for pattern in patterns))


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.code in found:
            raise CatalogueError(f"{rule.code} is declared twice")
        found[rule.code] = rule
    if not found:
        raise CatalogueError("the catalogue is empty")
    return found


def _check_names(rules: Iterable[Rule], boundaries: Mapping[str, Boundary]) -> None:
    for rule in rules:
        if unknown := [name for name in rule.lawful_when if name not in boundaries]:
            raise CatalogueError(f"{rule.code}, `lawful_when`: no boundary `{unknown[0]}` in boundaries.yaml")


def _hash(texts: Mapping[str, str]) -> str:
    digest = sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:16]


def check_patterns(found: Catalogue) -> None:
    """Compile everything that a rule of the catalogue can search.

    Raises:
        CatalogueError: a pattern cannot be read; the message names the rule.
    """
    for rule in found.rules.values():
        prose = rule.scope is not Scope.HASHTAG
        for pattern in (*rule.patterns, *rule.unless, *rule.unless_before, *rule.requires):
            try:
                Expression(found.language.compile(pattern, whole_words=prose).regex).check()
            except ValueError as error:
                raise CatalogueError(f"{rule.code}: {error}") from error


if __name__ == "__main__":
    from bot.guard.examples import main

    sys.exit(main(sys.argv[1:]))
