"""Word lists as people write them: separated by blanks."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list separated by blanks and line breaks."""
    return frozenset(text.split())
