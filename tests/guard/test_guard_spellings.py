"""The words of French known by their checksums, and the grown lists of names."""

from __future__ import annotations

import pytest

from bot.guard.patient import mask
from bot.guard.patient.lexicon import is_first_name, is_plain_first_name, is_word, lexicon
from bot.guard.patient.spellings import is_spelt, pack

WORDS = ["anagene", "numerotes", "articules", "telogene", "pieges", "grenouille", "zigzaguer"]
SURNAMES = ["cordier", "pelletier", "bouchard", "lopez", "lacroix", "sauvageon", "marchadour"]
GROWN = [
    "azenor",
    "bleuenn",
    "ainhoa",
    "xabier",
    "ghjulia",
    "esclarmonde",
    "abdelouahab",
    "tassadit",
    "aysegul",
    "siranouche",
    "deolinda",
    "zbigniew",
    "vytautas",
    "aissatou",
    "voahangy",
    "thuy-linh",
    "hiroko",
    "eulogie",
    "maelyne",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_french_is_word_though_no_list_writes_it(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", SURNAMES)
def test_a_surname_is_no_mere_word(word: str) -> None:
    assert not is_spelt(word)


@pytest.mark.parametrize("name", GROWN)
def test_a_first_name_of_any_origin_is_word(name: str) -> None:
    assert is_first_name(name)
    assert mask(f"J'ai croisé {name.title()} hier.").text.endswith("⟦PRÉNOM⟧ hier.")


def test_no_first_name_is_held_to_be_a_word() -> None:
    assert [name for name in lexicon("first_names") if is_spelt(name)] == []


def test_names_of_three_letters_of_the_grown_list_need_a_person() -> None:
    assert not is_plain_first_name("tya")
    assert mask("Ma fille Tya a mal.").text == "Ma fille ⟦PRÉNOM⟧ a mal."


def test_packed_words_stand_in_order_of_their_checksums() -> None:
    packed = pack({"nez", "main", "pied"})
    keys = [int.from_bytes(packed[at : at + 4], "little") for at in range(0, len(packed), 4)]
    assert len(keys) == 3
    assert keys == sorted(keys)
