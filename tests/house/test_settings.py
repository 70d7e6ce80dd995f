from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parents[2]


def test_settings_need_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path)})
    assert settings.home == tmp_path / "confrere"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/confrere/confrere.db"
    assert settings.practice_file == tmp_path / "confrere" / "practice.toml"
    assert settings.telegram_token is None
    assert settings.model is None


def test_settings_take_the_practice_file_that_stands_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "practice.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert read_settings({}).practice_file == tmp_path / "practice.toml"


def test_settings_read_blank_values_as_not_set() -> None:
    assert read_settings({"CONFRERE_MODEL": "  ", "TELEGRAM_BOT_TOKEN": ""}).model is None


@pytest.mark.parametrize("listed", ["12,34", "12; 34", " 12 , 34 ,"])
def test_settings_read_the_allow_list(listed: str) -> None:
    assert read_settings({"CONFRERE_TELEGRAM_USERS": listed}).telegram_users == {12, 34}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFRERE_TELEGRAM_USERS", "@camille"),
        ("CONFRERE_DEADLINE", "vite"),
        ("CONFRERE_DEADLINE", "-3"),
        ("CONFRERE_DEADLINE", "nan"),
        ("CONFRERE_DAILY_CALLS", "0"),
        ("CONFRERE_DAILY_TOKENS", "inf"),
    ],
)
def test_settings_say_which_value_is_wrong(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


def test_settings_hide_their_secrets() -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": "123456:telegram-secret",
            "OPENAI_API_KEY": "model-secret",
            "CONFRERE_EMBEDDINGS_KEY": "vector-secret",
        }
    )
    assert isinstance(settings, Settings)
    assert "secret" not in repr(settings)


def test_every_setting_is_documented() -> None:
    read = set(
        re.findall(r'"((?:CONFRERE|OPENAI|TELEGRAM)_[A-Z_]+)"', (ROOT / "bot/settings.py").read_text("utf-8"))
    )
    said = set(re.findall(r"^([A-Z_]+)=", (ROOT / "docker/.env.example").read_text("utf-8"), re.MULTILINE))
    assert read == said
