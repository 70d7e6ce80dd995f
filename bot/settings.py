"""The environment, read once into one frozen value; secrets stay out of its `repr`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DEADLINE: Final = 45.0  # seconds; a draft by a model, retries included
SWITCH: Final = {"1": True, "oui": True, "true": True, "0": False, "non": False, "false": False}
DAILY_CALLS: Final = 400  # calls to a model, by practice and day
DAILY_TOKENS: Final = 600_000  # tokens, by practice and day
DEFAULT: Final = "cabinet"  # the practice of a home that names no other
PRACTICES: Final = "cabinets"  # the folder of a home that holds its other practices, one a folder
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


class SettingsError(Exception):
    """A setting cannot be used; the message is French and says which one, and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the environment decides. Paths are absolute; `None` means «not configured»."""

    home: Path
    database_url: str
    practice_file: Path
    telegram_token: str | None = field(default=None, repr=False)
    telegram_users: frozenset[int] = frozenset()
    telegram_url: str | None = None
    model: str | None = None
    model_url: str | None = None
    model_key: str | None = field(default=None, repr=False)
    model_profile: str = "auto"
    transcription_model: str | None = None
    embeddings_url: str | None = None
    embeddings_key: str | None = field(default=None, repr=False)
    embeddings_model: str | None = None
    deadline: float = DEADLINE
    daily_calls: int = DAILY_CALLS
    daily_tokens: int = DAILY_TOKENS
    judge: bool = False  # a model is asked about every draft; off, for it costs a call and seconds a version

    def practices(self) -> tuple[str, ...]:
        """Return the practices of this home: the default one, then each folder of `cabinets/` with a `practice.toml`."""
        found = sorted(self.home.joinpath(PRACTICES).glob("*/practice.toml"))
        names = (file.parent.name for file in found)
        return (DEFAULT, *(name for name in names if name != DEFAULT and _SLUG.fullmatch(name)))

    def of(self, practice: str) -> Settings:
        """Return the settings of one practice: another than the default has a home, a file and documents of its own.

        Raises:
            SettingsError: this home has no such practice.
        """
        if practice == DEFAULT:
            return self
        if practice not in self.practices():
            raise SettingsError(f"Le cabinet « {practice} » n’existe pas dans {self.home / PRACTICES}.")
        home = self.home / PRACTICES / practice
        database = f"sqlite+aiosqlite:///{home / 'confrere.db'}"
        return replace(self, home=home, practice_file=home / "practice.toml", database_url=database)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables that `docker/.env.example` documents.

    Raises:
        SettingsError: a value cannot be read as what it should be.
    """
    home = Path(_said(environ, "CONFRERE_HOME") or _default_home(environ)).expanduser().absolute()
    practice = _said(environ, "CONFRERE_PRACTICE")
    key = _said(environ, "OPENAI_API_KEY")
    return Settings(
        home=home,
        database_url=_said(environ, "CONFRERE_DATABASE_URL") or f"sqlite+aiosqlite:///{home / 'confrere.db'}",
        practice_file=Path(practice).expanduser().absolute() if practice else _practice_file(home),
        telegram_token=_said(environ, "TELEGRAM_BOT_TOKEN"),
        telegram_users=_users(_said(environ, "CONFRERE_TELEGRAM_USERS") or ""),
        telegram_url=_said(environ, "CONFRERE_TELEGRAM_URL"),
        model=_said(environ, "CONFRERE_MODEL"),
        model_url=_said(environ, "OPENAI_BASE_URL"),
        model_key=key,
        model_profile=_said(environ, "CONFRERE_PROFILE") or "auto",
        transcription_model=_said(environ, "CONFRERE_TRANSCRIPTION_MODEL"),
        embeddings_url=_said(environ, "CONFRERE_EMBEDDINGS_URL"),
        embeddings_key=_said(environ, "CONFRERE_EMBEDDINGS_KEY") or key,
        embeddings_model=_said(environ, "CONFRERE_EMBEDDINGS_MODEL"),
        deadline=_positive(environ, "CONFRERE_DEADLINE", DEADLINE),
        daily_calls=int(_positive(environ, "CONFRERE_DAILY_CALLS", DAILY_CALLS)),
        daily_tokens=int(_positive(environ, "CONFRERE_DAILY_TOKENS", DAILY_TOKENS)),
        judge=_switch(environ, "CONFRERE_JUDGE"),
    )


def _said(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _default_home(environ: Mapping[str, str]) -> str:
    data = _said(environ, "XDG_DATA_HOME") or "~/.local/share"
    return f"{data}/confrere"


def _practice_file(home: Path) -> Path:
    here = Path("practice.toml").absolute()
    return here if here.exists() else home / "practice.toml"


def _users(listed: str) -> frozenset[int]:
    try:
        return frozenset(int(one) for one in listed.replace(";", ",").split(",") if one.strip())
    except ValueError as error:
        raise SettingsError(
            "`CONFRERE_TELEGRAM_USERS` doit être une liste de numéros d’utilisateurs séparés par des virgules, "
            "par exemple 12345678,87654321."
        ) from error


def _switch(environ: Mapping[str, str], name: str) -> bool:
    said = (_said(environ, name) or "0").lower()
    if said not in SWITCH:
        raise SettingsError(f"`{name}` s’écrit 1 (oui) ou 0 (non).")
    return SWITCH[said]


def _positive(environ: Mapping[str, str], name: str, default: float) -> float:
    said = _said(environ, name)
    try:
        number = float(said) if said else float(default)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"`{name}` doit être un nombre positif.")
    return number
