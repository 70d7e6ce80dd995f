"""`confrere telegram` as it is installed: the real crafts, the real sheets, the real guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.notices import Notice
from bot.french import typeset
from tests.telegram.processes import Person, Telegram, people, running

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = ("-c", "import sys; from bot.cli import main; sys.exit(main(['telegram']))")
TOKEN = "7999999999:essai-de-confrere_sans-valeur-0000000"
PRIVACY = typeset(Notice.PRIVACY.value)


def test_three_crafts_and_an_emergency(telegram: Telegram, tmp_path: Path) -> None:
    apart = Telegram(telegram.url, TOKEN)
    somebody = Person(apart, next(people))
    with running(apart, tmp_path, PROGRAM) as bot:
        somebody.writes("Fais-moi un post Instagram sur le soleil et les cicatrices")
        text, card = somebody.reads(2)
        assert "cicatrice" in text
        assert "<b>Sources</b>" in card
        somebody.writes("/avis ★☆☆☆☆ Accueil froid, je ne recommande pas ce cabinet. Il y a 2 mois")
        privacy, _text, card, _file = somebody.reads(6)[2:]
        assert privacy == PRIVACY
        assert "Ne pas répondre" in card
        message = somebody.writes(
            "Bonjour, quels sont vos horaires ? Mon numéro est le 06 39 98 12 34. Julie Essai"
        )
        text, card = somebody.reads(8)[6:]
        assert "Réponse à un message" in card
        assert "Julie" not in text + card
        deleted = [call["message_id"] for call in apart.calls("deleteMessage", somebody.id)]
        assert deleted[-1] == str(message)
        somebody.writes("Bonjour, je saigne beaucoup depuis ce matin et je me sens mal")
        text, card, alert = somebody.reads(11)[8:]
        assert text.startswith("Appelez le 15")
        assert card.startswith("<b>🔴")
        assert "Alerte ouverte" in alert
        assert bot.stop() == 0
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("confrere.db*"))
    assert [one for one in (b"06 39 98", b"Julie Essai", b"je saigne beaucoup") if one in kept] == []


def test_an_emergency_rings_the_surgeon_elsewhere_and_ends_for_both(
    telegram: Telegram, tmp_path: Path
) -> None:
    apart = Telegram(telegram.url, "7888888888:essai-de-confrere_sans-valeur-0000000")
    secretary, surgeon = Person(apart, next(people)), Person(apart, next(people))
    listed = f"{secretary.id},{surgeon.id}"
    with running(apart, tmp_path, PROGRAM, CONFRERE_TELEGRAM_USERS=listed):
        secretary.writes("Bonjour, je saigne beaucoup depuis ce matin et je me sens mal")
        assert "Alerte ouverte" in secretary.reads(4)[3]
        (ring,) = surgeon.reads(1)
        assert "URGENCE" in ring
        assert "saigne beaucoup" not in ring
        surgeon.taps(surgeon.buttons()["👁 Vu, je rappelle"])
        assert "vous rappelez" in surgeon.reads(2)[1]
        assert "Vu par le chirurgien" in secretary.reads(5)[4]
        surgeon.taps(surgeon.buttons()["📞 J’ai téléphoné au patient"])
        assert "joint par téléphone" in surgeon.reads(3)[2]
        assert "joint par téléphone" in secretary.reads(6)[5]
