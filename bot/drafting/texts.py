"""Confrère's own words, from `texts.yaml`: read once, typeset once, filled by name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from bot.french import typeset

_CLAUSE: Final = re.compile(  # what already is a sentence, such as «la clinique répond jour et nuit»
    r"(?:la|le|les|l['’]|un|une|nos|notre|vous|nous) ?\S.*?\b(?:est|sont|répond\w*|coûte\w*|s['’]élève\w*|ouvre\w*|reçoi\w+|ferme\w*|assure\w*|"
    r"consulte\w*|peut|peuvent|prend|prennent|commence\w*|accueille\w*|dure\w*|se trouve\w*|appel\w+)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAME: Final = re.compile(r"\{\w+\}")


@cache
def _texts() -> dict[str, dict[str, Any]]:
    source = files("bot.drafting").joinpath("texts.yaml").read_text("utf-8")
    table = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return {group: {key: _typeset(said) for key, said in texts.items()} for group, texts in table.items()}


def _typeset(said: str | list[str]) -> str | list[str]:
    return typeset(said) if isinstance(said, str) else [typeset(one) for one in said]


def say(group: str, key: str, variant: int = 0, **values: str) -> str:
    """Return the text `key` of `group`, its variant counted round, with its {names} filled.

    Raises:
        KeyError: there is no such text, or a value is missing.
    """
    said = _texts()[group][key]
    text: str = said if isinstance(said, str) else said[variant % len(said)]
    return text.format(**{name: typeset(value.strip()) for name, value in values.items()}) if values else text


def stated(value: str) -> str:
    """Return a fact that is a clause as a sentence of its own; empty when it is no clause, and needs words before it."""
    bare = typeset(value.strip().rstrip("."))
    return f"{bare[:1].upper()}{bare[1:]}." if _CLAUSE.match(bare) else ""


def knows(group: str, key: str) -> bool:
    """Tell whether `group` has a text `key`."""
    return key in _texts()[group]


@cache
def lines(group: str) -> tuple[str, ...]:
    """Return all the texts of `group`, without their {names}."""
    return tuple(_NAME.sub("", one) for key in keys(group) for one in items(group, key))


def keys(group: str) -> tuple[str, ...]:
    """Return the keys of `group`."""
    return tuple(_texts()[group])


def items(group: str, key: str) -> tuple[str, ...]:
    """Return all the lines of `key` (variants, or questions to ask)."""
    said = _texts()[group][key]
    return (said,) if isinstance(said, str) else tuple(said)
