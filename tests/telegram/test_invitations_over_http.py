"""`confrere telegram` as it is installed: a stranger comes in by a link, works, and is out at once."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from bot.conversation.notices import Notice
from bot.french import typeset
from tests.telegram.processes import Person, Telegram, eventually, people, running, strangers
from tests.telegram.test_confrere_telegram import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "7888888888:essai-de-confrere_sans-valeur-0000000"
STRANGER = typeset(Notice.STRANGER.value)


def test_a_link_lets_one_stranger_in_until_a_surgeon_says_otherwise(
    telegram: Telegram, tmp_path: Path
) -> None:
    apart = Telegram(telegram.url, TOKEN)
    surgeon, nadia, other = (
        Person(apart, next(people)),
        Person(apart, next(strangers)),
        Person(apart, next(strangers)),
    )
    with running(apart, tmp_path, PROGRAM, CONFRERE_TELEGRAM_USERS=str(surgeon.id)) as bot:
        surgeon.writes("/inviter secretaire Nadia")
        link = re.search(r"https://t\.me/confrere_essai_bot\?start=([\w-]{43})", surgeon.reads()[0])
        assert link
        other.writes("Bonjour")
        assert other.reads() == [STRANGER]
        sent = nadia.writes(f"/start {link[1]}")
        assert "Votre rôle" in nadia.reads()[0]
        eventually(lambda: apart.calls("deleteMessage", nadia.id))
        assert apart.calls("deleteMessage", nadia.id)[0]["message_id"] == str(sent)
        assert "Nadia vient d’entrer" in surgeon.reads(2)[1]
        other.writes(f"/start {link[1]}")
        assert other.reads(2)[1] == typeset(Notice.BAD_LINK.value)
        nadia.writes("/avis ★☆☆☆☆ Accueil froid, je ne recommande pas ce cabinet. Il y a 2 mois")
        nadia.reads(4)
        approve = nadia.buttons().get("✅ Je valide", "ok:inconnu:1")
        surgeon.writes("retire l’accès de Nadia")
        assert surgeon.reads(3)[2] == typeset(Notice.RETIRED.value)
        before = len(nadia.reads(4))
        nadia.taps(approve)
        assert nadia.reads(before + 1)[-1] == STRANGER
        assert bot.stop() == 0
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("confrere.db*"))
    assert link[1].encode() not in kept
    with sqlite3.connect(tmp_path / "confrere.db") as database:
        done = [row[0] for row in database.execute("SELECT action FROM audit ORDER BY id")]
    database.close()
    assert [one for one in done if one in {"invited", "joined", "retired", "approved"}] == [
        "invited",
        "joined",
        "retired",
    ]


def test_invited_people_are_still_in_after_a_restart(telegram: Telegram, tmp_path: Path) -> None:
    apart = Telegram(telegram.url, TOKEN.replace("7888888888", "7888888887"))
    surgeon, paul = Person(apart, next(people)), Person(apart, next(strangers))
    with running(apart, tmp_path, PROGRAM, CONFRERE_TELEGRAM_USERS=str(surgeon.id)) as bot:
        surgeon.writes("/inviter agence Paul")
        token = surgeon.reads()[0].partition("start=")[2][:43]
        paul.writes(f"/start {token}")
        paul.reads()
        assert bot.stop() == 0
    with running(apart, tmp_path, PROGRAM, CONFRERE_TELEGRAM_USERS=str(surgeon.id)):
        paul.writes("/file")
        assert paul.reads(2)[1] == typeset(Notice.AGENCY_READS.value)
        paul.writes("/membres")
        assert "Paul\u00a0: agence" in paul.reads(3)[2]
