"""What a person types about slots: a time alone, a slot asked for, a slot cancelled."""

from __future__ import annotations

import pytest

from bot.conversation.slot_words import asks_a_slot, cancels, is_a_time


@pytest.mark.parametrize(
    "said",
    [
        "mardi 9h",
        "le 3 décembre",
        "plutôt vendredi soir",
        "nan plutot samedi 10h",
        "demain",
        "lundi à 18:30",
        "le 12/12 à 9h30",
        "J+2",
    ],
)
def test_time_alone_is_a_time(said: str) -> None:
    assert is_a_time(said)


@pytest.mark.parametrize(
    "said",
    [
        "fais un post sur les horaires de mardi",
        "fermé lundi",
        "ajoute : on rouvre mardi 9h",
        "bonjour, puis-je venir mardi à 9h ?",
        "il y a 3 semaines j'ai été opérée",
        "merci",
        "plus court",
    ],
)
def test_text_with_more_than_a_time_is_none(said: str) -> None:
    assert not is_a_time(said)


@pytest.mark.parametrize(
    "said", ["programme ce post", "programmer", "ok programme-le", "autre date", "propose-moi un créneau"]
)
def test_slot_is_asked_for_in_words(said: str) -> None:
    assert asks_a_slot(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("annule le créneau", ""),
        ("supprime le créneau 2", "2"),
        ("déprogramme-le", ""),
        ("annule", None),
        ("annule mon rendez-vous", None),
    ],
)
def test_cancelling_is_told_from_undoing(said: str, expected: str | None) -> None:
    assert cancels(said) == expected
