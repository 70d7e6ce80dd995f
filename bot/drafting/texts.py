"""Confrère's own words, from `texts.yaml`: read once, typeset once, filled by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.french import typeset


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


def knows(group: str, key: str) -> bool:
    """Tell whether `group` has a text `key`."""
    return key in _texts()[group]


def keys(group: str) -> tuple[str, ...]:
    """Return the keys of `group`."""
    return tuple(_texts()[group])


def items(group: str, key: str) -> tuple[str, ...]:
    """Return all the lines of `key` (variants, or questions to ask)."""
    said = _texts()[group][key]
    return (said,) if isinstance(said, str) else tuple(said)
