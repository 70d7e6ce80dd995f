"""Whose token it is, for `confrere doctor`; and a voice note turned into words."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import TelegramError

from bot.drafting.ports import WriterError
from bot.settings import Settings
from bot.telegram.dictation import HEAVIEST, LONGEST, Dictation
from bot.telegram.probe import BotUnreachable, bot_name
from tests.telegram.processes import TOKEN, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.telegram.processes import Telegram


@pytest.fixture
def own_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the filters of the room back: other rooms read their own logs."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    before = [(handler, list(handler.filters)) for handler in logging.getLogger().handlers]
    yield
    for handler, filters in before:
        handler.filters[:] = filters


def settings(token: str, url: str) -> Settings:
    return Settings(
        Path("/nulle-part"), "sqlite://", Path("/nulle-part"), telegram_token=token, telegram_url=url
    )


@pytest.mark.usefixtures("own_logs")
async def test_probe_says_the_name_of_the_bot(telegram: Telegram) -> None:
    assert await bot_name(settings(TOKEN, telegram.url)) == "confrere_essai_bot"


@pytest.mark.usefixtures("own_logs")
@pytest.mark.parametrize("token", ["1111111111:jeton-que-personne-n-a-donne-000000", "x"])
async def test_probe_says_that_a_token_is_refused_and_not_which(telegram: Telegram, token: str) -> None:
    with pytest.raises(BotUnreachable) as refused:
        await bot_name(settings(token, telegram.url))
    assert refused.value.notice.startswith("Telegram refuse `TELEGRAM_BOT_TOKEN`")
    assert "1111111111" not in refused.value.notice + str(refused.value)


@pytest.mark.usefixtures("own_logs")
async def test_probe_says_that_telegram_does_not_answer() -> None:
    with pytest.raises(BotUnreachable) as silent:
        await bot_name(settings(TOKEN, f"http://127.0.0.1:{free_port()}"))
    assert silent.value.notice.startswith("Telegram ne répond pas.")


@dataclass
class Line:
    """A bot that gives a file, and a transcriber that hears it; `fault` is raised by the one that it names."""

    fault: Exception | None = None
    names: list[str] = field(default_factory=list)
    said: str = " Fais un post. "

    async def get_file(self, _file: str) -> Any:
        if isinstance(self.fault, TelegramError):
            raise self.fault
        return self

    async def download_as_bytearray(self) -> bytearray:
        return bytearray(b"OggS")

    async def transcribe(self, audio: bytes, *, name: str) -> str:
        if isinstance(self.fault, WriterError):
            raise self.fault
        assert audio == b"OggS"
        self.names.append(name)
        return self.said


def message(kind: str = "voice", **sound: Any) -> Any:
    heard = SimpleNamespace(**{"file_id": "v", "file_size": 10, "duration": 3, "file_name": None, **sound})
    return SimpleNamespace(**{"voice": None, "audio": None, kind: heard})


def dictation(line: Line) -> Dictation:
    return Dictation(line, line)  # type: ignore[arg-type]


async def test_voice_note_becomes_words() -> None:
    line = Line()
    assert await dictation(line).words(message()) == "Fais un post."
    assert line.names == ["note.ogg"]


@pytest.mark.parametrize(
    ("file", "name"), [("memo.m4a", "note.m4a"), ("memo", "note.ogg"), ("Mme Essai.mp3", "note.mp3")]
)
async def test_file_goes_out_under_a_name_that_says_nothing(file: str, name: str) -> None:
    line = Line()
    await dictation(line).words(message("audio", file_name=file))
    assert line.names == [name]


@pytest.mark.parametrize("sound", [{"duration": LONGEST + 1}, {"file_size": HEAVIEST + 1}])
async def test_note_that_is_too_long_is_not_fetched(sound: dict[str, Any]) -> None:
    line = Line()
    assert await dictation(line).words(message(**sound)) is None
    assert line.names == []


@pytest.mark.parametrize("fault", [TelegramError("file is too big"), WriterError("no server")])
async def test_note_that_nobody_can_read_has_no_words(fault: Exception) -> None:
    assert await dictation(Line(fault)).words(message()) is None


@pytest.mark.parametrize("said", ["", "  \n"])
async def test_silence_has_no_words(said: str) -> None:
    assert await dictation(Line(said=said)).words(message()) is None


async def test_message_without_sound_has_no_words() -> None:
    assert await dictation(Line()).words(SimpleNamespace(voice=None, audio=None)) is None  # type: ignore[arg-type]
