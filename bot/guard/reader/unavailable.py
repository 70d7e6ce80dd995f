"""What is raised when a reader cannot work."""

from __future__ import annotations


class ReaderUnavailable(Exception):
    """The weights of a reader are missing, damaged, or of another version; the rules go on alone."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"reader `{name}` cannot be used: {why}; make it again with bot.guard.reader.train")
        self.name = name
        self.why = why
