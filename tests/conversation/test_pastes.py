"""Several messages pasted at once: where one ends and the next begins, and when each was received."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.pastes import body, is_several, received, taken_apart

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
SEVERAL = {
    "Bonjour, quels documents ?\n\nBonsoir docteur, j'ai mal\n\ndepuis hier\n\nhello how much?": 3,
    "Sophie M. · 14:32\nBonjour c'est combien ?\nKarim 09:12\nmerci beaucoup": 2,
    "[12/11/2026 14:32] Sophie : Bonjour\n[12/11/2026 14:33] Sophie : je saigne\n[13/11/2026 09:00] Karim : ok merci": 2,
    "12/11/2026, 14:32 - Léa: Bonjour docteur\n12/11/2026, 15:00 - Tom: Bonjour, le tarif ?": 2,
    "ok merci\n---\nc'est combien ?\n---\n👍": 3,
    "Message 1 :\nbonjour\nMessage 2 :\nvous êtes ouverts samedi ?": 2,
    "@lea_paris hier 18h05\nbonjour vous opérez les seins ?\n\n@tom il y a 26 h\nMon pansement est taché": 2,
    "Bonjour, le tarif ?\n=====\nHola, cuánto cuesta una consulta?": 2,
}
ALONE = (
    "Bonjour,\n\nJ'ai été opérée il y a 3 h.\n\nJ'ai mal.\n\nMerci\nSophie",
    "Bonjour Docteur, j'ai rdv le 12/11 à 14h30\nje serai en retard",
    "Bonjour\n\nj'ai saigné\n\nhier 14h\n\nmerci",
    "1) vous prenez la carte ?\n2) le parking est gratuit ?",
    "Fais-moi un post sur le soleil\n\navec trois conseils",
    "Opérée il y a 3 jours\nj'ai de la fièvre",
    "bonjour",
    "",
)


@pytest.mark.parametrize(("text", "parts"), SEVERAL.items())
def test_several_messages_are_taken_apart(text: str, parts: int) -> None:
    assert len(taken_apart(text)) == parts
    assert is_several(text)


@pytest.mark.parametrize("text", ALONE)
def test_one_message_stays_one(text: str) -> None:
    assert not is_several(text)


@given(
    st.lists(
        st.sampled_from(["Bonjour", "j'ai mal", "", "---", "Léa · 14:32", "merci", "@tom", "é\u0301", "👍"])
    )
)
def test_no_word_of_a_paste_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = [word for part in taken_apart(text) for word in part.split() if word != "---"]
    assert kept == [word for word in text.split() if word != "---"]


@given(st.text(max_size=300))
def test_any_text_is_taken_apart_without_a_fault(text: str) -> None:
    assert all(part.strip() for part in taken_apart(text)[1:])
    assert received(text, NOW) is None or received(text, NOW) <= NOW  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Sophie · 09:12\nBonjour", datetime(2026, 11, 23, 8, 12, tzinfo=UTC)),
        ("Sophie · 14:32\nBonjour", datetime(2026, 11, 22, 13, 32, tzinfo=UTC)),
        ("@tom hier 18h05\nBonjour", datetime(2026, 11, 22, 17, 5, tzinfo=UTC)),
        ("il y a 26 h\nBonjour", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("@tom il y a 3 jours\nBonjour", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("[12/11/2026 14:32] Léa : Bonjour", datetime(2026, 11, 12, 13, 32, tzinfo=UTC)),
        ("Bonjour, j'ai rdv à 14h30", None),
        ("J'ai été opérée il y a 3 h", None),
        ("Bonjour", None),
    ],
)
def test_the_hour_of_a_message_is_read_in_its_first_line_alone(text: str, when: datetime | None) -> None:
    assert received(text, NOW) == when


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("Sophie M. · 14:32\nBonjour", "Bonjour"),
        ("[12/11/2026 14:32] Léa : Bonjour\n[12/11/2026 14:33] Léa : j'ai mal", "Bonjour\nj'ai mal"),
        ("Sophie · 14:32", "Sophie · 14:32"),
        ("Bonjour\nj'ai mal", "Bonjour\nj'ai mal"),
    ],
)
def test_the_sender_and_the_hour_are_left_out_of_a_message(part: str, kept: str) -> None:
    assert body(part) == kept
