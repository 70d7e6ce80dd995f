"""What the models are told, in French: one Markdown file a prompt, with `$placeholders`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Final

FOLDER: Final = Path(__file__).parent


class PromptError(Exception):
    """A prompt does not exist, or its placeholders are not the values it was given."""


def names() -> tuple[str, ...]:
    """Return the names of all prompts, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def render(name: str, **values: str) -> str:
    """Return the prompt `name` with every placeholder replaced; a value is never read for placeholders itself.

    Raises:
        PromptError: no such prompt, a placeholder without a value, or a value without a placeholder.
    """
    template = _template(name)
    wanted = set(template.get_identifiers())
    if wanted != set(values):
        missing, unknown = sorted(wanted - set(values)), sorted(set(values) - wanted)
        raise PromptError(f"prompt `{name}`: missing {missing}, unknown {unknown}")
    return template.substitute(values).strip() + "\n"


@cache
def _template(name: str) -> Template:
    if name not in names():
        raise PromptError(f"no prompt `{name}` in {FOLDER.name}/")
    template = Template((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    if not template.is_valid():
        raise PromptError(f"prompt `{name}`: a lone `$` is written `$$`")
    return template
