from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french import NBSP, count, in_words, listing, long_date, short_date, thousands, typeset

CASES = {
    "Pourquoi ?": f"Pourquoi{NBSP}?",
    "Pourquoi?": f"Pourquoi{NBSP}?",
    "Attention : fragile": f"Attention{NBSP}: fragile",
    "Bonjour !": f"Bonjour{NBSP}!",
    "l'opération": "l’opération",
    "« oui »": f"«{NBSP}oui{NBSP}»",
    "«oui»": f"«{NBSP}oui{NBSP}»",
    "dit « oui » ; puis": f"dit «{NBSP}oui{NBSP}»{NBSP}; puis",
    "8 jours": f"8{NBSP}jours",
    "20 %": f"20{NBSP}%",
    "à 9 h 30": f"à 9{NBSP}h 30",
    "https://cabinet.example": "https://cabinet.example",
    "voir https://cabinet.example/a?b=c": "voir https://cabinet.example/a?b=c",
    "à 18:30": "à 18:30",
    "quoi ?!": f"quoi{NBSP}?!",
    "(vraiment ?)": f"(vraiment{NBSP}?)",
    "Questions :\n- une ?": f"Questions{NBSP}:\n- une{NBSP}?",
    "": "",
}


@pytest.mark.parametrize(("plain", "printed"), CASES.items())
def test_typeset_prints_as_a_french_reader_expects(plain: str, printed: str) -> None:
    assert typeset(plain) == printed


@given(st.text(alphabet="abé 'l:;!?«»’\u00a0\u202f\n1h%/.", max_size=40))
def test_typeset_twice_is_typeset_once(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(st.text(max_size=60))
def test_typeset_keeps_every_letter(text: str) -> None:
    assert [c for c in typeset(text) if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, f"0{NBSP}phrase"),
        (1, f"1{NBSP}phrase"),
        (2, f"2{NBSP}phrases"),
        (2200, f"2\u202f200{NBSP}phrases"),
    ],
)
def test_count_is_plural_from_two(number: int, said: str) -> None:
    assert count(number, "phrase") == said


def test_count_takes_an_irregular_plural() -> None:
    assert count(3, "autre point", "autres points") == f"3{NBSP}autres points"


def test_thousands_are_parted_by_a_narrow_space() -> None:
    assert thousands(63206) == "63\u202f206"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 21), "lundi 21 décembre 2026"),
        (date(2026, 8, 1), "samedi 1er août 2026"),
        (date(2027, 2, 28), "dimanche 28 février 2027"),
    ],
)
def test_long_date_is_french(day: date, said: str) -> None:
    assert long_date(day) == said
    assert said.endswith(short_date(day))


@pytest.mark.parametrize(
    ("items", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a et b"), (("a", "b", "c"), "a, b et c")]
)
def test_listing_ends_with_and(items: tuple[str, ...], said: str) -> None:
    assert listing(items) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "zéro"), (1, "un"), (16, "seize"), (17, "dix-sept"), (20, "vingt"), (21, "vingt-et-un"), (42, "quarante-deux"),
     (70, "soixante-dix"), (71, "soixante-et-onze"), (79, "soixante-dix-neuf"), (80, "quatre-vingt"), (81, "quatre-vingt-un"),
     (91, "quatre-vingt-onze"), (99, "quatre-vingt-dix-neuf")],
)  # fmt: skip
def test_number_is_said_as_the_french_say_it(number: int, said: str) -> None:
    assert in_words(number) == said
