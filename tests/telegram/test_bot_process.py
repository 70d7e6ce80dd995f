"""The bot as a process: how it starts, stops, dies and comes back."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from bot.conversation.notices import Notice
from bot.french import typeset
from tests.telegram.processes import Person, Telegram, eventually, people, running

if TYPE_CHECKING:
    from pathlib import Path

POST = "Fais un post sur le soleil et les cicatrices"
_tokens = itertools.count(7_000_000_002)


def said(notice: Notice) -> str:
    return typeset(notice.value)


@pytest.fixture
def apart(telegram: Telegram) -> Telegram:
    """The same server, seen by another bot: its updates are its own."""
    return Telegram(telegram.url, f"{next(_tokens)}:essai-de-confrere_sans-valeur-0000000")


@pytest.fixture
def somebody(apart: Telegram) -> Person:
    return Person(apart, next(people))


def test_crash_in_a_handler_loses_nothing_and_repeats_nothing(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    other = Person(apart, next(people))
    with running(apart, tmp_path) as bot:
        other.writes("/aide")
        other.reads()
        somebody.writes(f"{POST}, MORT")
        somebody.writes("/oublie")
        assert bot.process.wait(12) == -signal.SIGKILL
    assert apart.sent(somebody.id) == []
    with running(apart, tmp_path):
        text, _card, forgotten = somebody.reads(3)
        assert (text[:12], forgotten) == ("La cicatrice", said(Notice.FORGOTTEN))
        time.sleep(0.8)
        assert len(apart.sent(somebody.id)) == 3
        assert len(apart.sent(other.id)) == 1


def test_crash_while_sending_announces_what_may_come_twice(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    with running(apart, tmp_path) as bot:
        apart.fault("sendMessage", "429", 3)
        somebody.writes("/oublie")
        eventually(lambda: "next try" in bot.log())
        os.kill(bot.process.pid, signal.SIGKILL)
        bot.process.wait()
    with running(apart, tmp_path):
        assert somebody.reads(2) == [said(Notice.MAYBE_TWICE), said(Notice.FORGOTTEN)]


def test_request_that_kills_every_time_is_given_up_and_the_next_is_served(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    somebody.writes(f"{POST}, POISON")
    somebody.writes("/aide")
    for _ in range(3):
        with running(apart, tmp_path) as bot:
            bot.process.wait(12)
    with running(apart, tmp_path):
        failed, helped = somebody.reads(2)
        assert failed == said(Notice.FAILED)
        assert "Ce que je sais faire" in helped


def test_conversation_goes_on_after_a_restart(apart: Telegram, somebody: Person, tmp_path: Path) -> None:
    with running(apart, tmp_path) as bot:
        somebody.writes(POST)
        somebody.reads(2)
        assert bot.stop() == 0
    with running(apart, tmp_path):
        somebody.taps(somebody.buttons()["✂️ Plus court"])
        assert somebody.reads(4)[2].count("La cicatrice") == 2


def test_request_under_way_is_finished_before_the_bot_stops(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    with running(apart, tmp_path) as bot:
        somebody.writes(f"{POST}, LENT")
        eventually(lambda: apart.calls("sendChatAction", somebody.id))
        assert bot.stop() == 0
        assert len(apart.sent(somebody.id)) == 2
        assert "Confrère n’écoute plus" in bot.log()


def test_outage_at_the_start_is_waited_for(apart: Telegram, somebody: Person, tmp_path: Path) -> None:
    apart.fault("getMe", "502", 1)
    somebody.writes("/oublie")
    with running(apart, tmp_path) as bot:
        assert somebody.reads() == [said(Notice.FORGOTTEN)]
        assert "Telegram ne répond pas" in bot.log()


@pytest.mark.parametrize("token", ["1111111111:jeton-que-personne-n-a-donne-000000", "pas un jeton"])
def test_wrong_token_is_said_in_french_and_nothing_starts(
    telegram: Telegram, tmp_path: Path, token: str
) -> None:
    with running(Telegram(telegram.url, token), tmp_path, TELEGRAM_BOT_TOKEN=token) as bot:
        assert bot.process.wait(12) != 0
        assert "Telegram refuse `TELEGRAM_BOT_TOKEN`" in bot.log()
        assert "Traceback" not in bot.log()


def test_empty_list_admits_nobody_and_gives_the_number_to_add(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    with running(apart, tmp_path, CONFRERE_TELEGRAM_USERS="") as bot:
        somebody.writes("/aide")
        assert somebody.reads() == [said(Notice.STRANGER)]
        assert "Personne n’est encore autorisé" in bot.log()
        assert f"inconnu {somebody.id}" in bot.log()


def test_database_that_cannot_be_written_is_said_and_nothing_is_sent_as_kept(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    with running(apart, tmp_path) as bot:
        database = sqlite3.connect(tmp_path / "confrere.db")
        database.execute("DROP TABLE chat")
        database.commit()
        database.close()
        somebody.writes(POST)
        (notice,) = somebody.reads()
        assert notice.startswith(said(Notice.DISK))
        assert "StoreUnavailable" in bot.log()
        somebody.writes("/reserver")
        assert somebody.reads(2)[1].startswith(said(Notice.DISK))


def test_updates_that_wait_come_in_order_at_the_start(
    apart: Telegram, somebody: Person, tmp_path: Path
) -> None:
    for command in ("/oublie", "/aide", "/oublie", "/reserver"):
        somebody.writes(command)
    with running(apart, tmp_path):
        first, second, third, fourth = somebody.reads(4)
    assert (first, third) == (said(Notice.FORGOTTEN), said(Notice.FORGOTTEN))
    assert "Ce que je sais faire" in second
    assert fourth == said(Notice.UNKNOWN_COMMAND)
