"""From a rule as YAML gives it to a `Rule`, with errors that say file, rule, key and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.guard.model import Asked, Channel, LegalBasis, Severity
from bot.guard.rule import Fix, Page, Place, Remedy, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

PRIVATE: Final = ("PAT", "URG")  # families that no model judges and no person waives
EXAMPLES: Final = 4  # fewest `flags`, and fewest `passes`, of a rule
PAGE_KEYS: Final = ("definition", "lawful", "flags", "passes", "todo")
_REQUIRED: Final = ("code", "name", "title", "category", "tier", "channels", "legal", "message", "advice")
_OPTIONAL: Final = (
    *("cards", "patterns", "unless", "unless_before", "lawful_when", "unless_asked", "requires", "scope"),
    *("judgement", "judge", "shows_on", "fix", "since", *PAGE_KEYS),
)
_FIX_KEYS: Final = frozenset({"kind", "safety", "with", "articles"})

_Enum = TypeVar("_Enum", bound="StrEnum")


class CatalogueError(ValueError):
    """The rule files cannot be trusted; no text is cleared until they are mended."""


class _Entry:
    """One mapping of a rule file; every reading that fails names the place."""

    def __init__(self, where: str, raw: Mapping[str, Any]) -> None:
        self._where = where
        self._raw = raw

    def fail(self, key: str, problem: str) -> CatalogueError:
        return CatalogueError(f"{self._where}, `{key}`: {problem}")

    def text(self, key: str) -> str:
        value = self._raw.get(key, "")
        if not isinstance(value, str):
            raise self.fail(key, f"expected text, got {value!r}")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.fail(key, "expected a list of texts")
        return tuple(value)

    def one(self, kind: type[_Enum], key: str, default: _Enum) -> _Enum:
        return self.member(kind, key, self._raw.get(key, default))

    def members(self, kind: type[_Enum], key: str) -> tuple[_Enum, ...]:
        return tuple(self.member(kind, key, item) for item in self.texts(key))

    def member(self, kind: type[_Enum], key: str, value: object) -> _Enum:
        try:
            return kind(str(value))
        except ValueError as error:
            raise self.fail(key, f"`{value}` is none of {', '.join(kind)}") from error

    def mapping(self, key: str) -> dict[str, Any]:
        value = self._raw.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, "expected keys with values")
        return value

    def mappings(self, key: str) -> list[dict[str, Any]]:
        value = self._raw.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, "expected a list of keys with values")
        return value

    def flag(self, key: str) -> bool:
        value = self._raw.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "expected true or false")
        return value

    def tier(self) -> int:
        value = self._raw["tier"]
        if value not in {1, 2}:
            raise self.fail("tier", "expected 1 or 2")
        return int(value)

    def check_keys(self) -> None:
        if missing := [key for key in _REQUIRED if key not in self._raw]:
            raise self.fail(missing[0], "is missing")
        if unknown := [key for key in self._raw if key not in {*_REQUIRED, *_OPTIONAL}]:
            raise self.fail(str(unknown[0]), "is not a key of a rule")


def rule_from(raw: object, file: str, *, whole: bool = True) -> Rule:
    """Return the rule behind one entry of a rule file.

    Args:
        raw: the entry as YAML gives it.
        file: its file, for the error messages.
        whole: whether the examples were read; without them `Rule.page` is `None`.

    Raises:
        CatalogueError: a key is missing, unknown or of another shape.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("code"), str):
        raise CatalogueError(f"{file}: an entry without `code`")
    entry = _Entry(f"{file}, {raw['code']}", raw)
    entry.check_keys()
    rule = Rule(
        code=entry.text("code"),
        name=entry.text("name"),
        title=entry.text("title"),
        category=entry.text("category"),
        tier=entry.tier(),
        channels=_channels(entry),
        legal=_legal(entry),
        cards=entry.texts("cards"),
        message=entry.text("message"),
        advice=entry.text("advice"),
        patterns=entry.texts("patterns"),
        unless=entry.texts("unless"),
        unless_before=entry.texts("unless_before"),
        lawful_when=entry.texts("lawful_when"),
        unless_asked=frozenset(entry.members(Asked, "unless_asked")),
        requires=entry.texts("requires"),
        scope=entry.one(Scope, "scope", Scope.SENTENCE),
        judgement=entry.flag("judgement"),
        shows_on=entry.members(Place, "shows_on"),
        fix=_fix(entry),
        judge=entry.text("judge"),
        page=_page(entry) if whole else None,
    )
    _check_sense(rule, entry)
    return rule


def _channels(entry: _Entry) -> dict[Channel, Severity]:
    pairs = entry.mapping("channels")
    if not pairs:
        raise entry.fail("channels", "a rule speaks on one channel at least")
    return {
        entry.member(Channel, "channels", key): entry.member(Severity, "channels", value)
        for key, value in pairs.items()
    }


def _legal(entry: _Entry) -> tuple[LegalBasis, ...]:
    found = entry.mappings("legal")
    if not found:
        raise entry.fail("legal", "a rule has one legal basis at least")
    for basis in found:
        if set(basis) != {"ref", "confidence", "checked"}:
            raise entry.fail("legal", "each basis has `ref`, `confidence` and `checked`")
    return tuple(
        LegalBasis(str(basis["ref"]), str(basis["confidence"]), str(basis["checked"])) for basis in found
    )


def _fix(entry: _Entry) -> Fix:
    raw = entry.mapping("fix")
    if unknown := set(raw) - _FIX_KEYS:
        raise entry.fail("fix", f"`{min(unknown)}` is not a key of a fix")
    kind = entry.member(Remedy, "fix", raw.get("kind", Remedy.CUT_SENTENCE))
    if kind in {Remedy.REPLACE, Remedy.PROPOSE} and not raw.get("with"):
        raise entry.fail("fix", f"`{kind}` needs `with`")
    articles = raw.get("articles", {})
    if not isinstance(articles, dict):
        raise entry.fail("fix", "`articles` has first words with what replaces them")
    return Fix(kind, raw.get("safety", "safe") == "safe", str(raw.get("with", "")), articles)


def _page(entry: _Entry) -> Page:
    return Page(
        definition=entry.text("definition"),
        lawful=entry.text("lawful"),
        flags=entry.texts("flags"),
        passes=entry.texts("passes"),
        todo=entry.texts("todo"),
    )


def _check_sense(rule: Rule, entry: _Entry) -> None:
    """Check what no single key shows."""
    if rule.judgement and rule.patterns:
        raise entry.fail("judgement", "a rule of judgement has no patterns")
    if rule.judge and (not rule.judge.endswith("?") or rule.code.startswith(PRIVATE)):
        raise entry.fail("judge", f"expected a question, and none about {' or '.join(PRIVATE)}")
    if rule.judgement and not rule.shows_on:
        raise entry.fail("shows_on", "a rule of judgement says where its advice is shown")
    if rule.page is not None and rule.patterns:
        for key, examples in (("flags", rule.page.flags), ("passes", rule.page.passes)):
            if len(examples) < EXAMPLES:
                raise entry.fail(key, f"{len(examples)} examples, {EXAMPLES} are the least")
