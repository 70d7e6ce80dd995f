"""Long texts in several messages: nothing lost, nothing too long, nothing cut in two that is one."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.splitting import split, units

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(list("ab e.!?…,;:\n\u00a0\u202f»\u0301\u200d\ufe0f🙂👩🏽é&<>")),
    ),
    max_size=400,
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, st.integers(2, 60))
def test_split_loses_white_space_alone(text: str, room: int) -> None:
    assert bare("".join(split(text, room))) == bare(text)


@given(TEXTS, st.integers(2, 60))
def test_split_gives_parts_that_fit_and_say_something(text: str, room: int) -> None:
    parts = split(text, room)
    assert all(units(part) <= room for part in parts)
    assert all(part.strip() for part in parts)


@given(TEXTS, st.integers(10, 60))
def test_split_weighs_as_it_is_told(text: str, room: int) -> None:
    parts = split(text, room, weigh=lambda char: units(html.escape(char, quote=False)))
    assert all(units(html.escape(part, quote=False)) <= room for part in parts)


@given(TEXTS)
def test_text_that_fits_comes_back_byte_for_byte(text: str) -> None:
    assert split(text, 4_000) == ((text,) if text.strip() else ())


@given(st.text(max_size=200))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "room", "parts"),
    [
        ("Un paragraphe.\n\nUn autre, long.", 24, ("Un paragraphe.", "Un autre, long.")),
        ("Une ligne\nune autre ligne", 18, ("Une ligne", "une autre ligne")),
        ("Une phrase. Une autre phrase.", 22, ("Une phrase.", "Une autre phrase.")),
        ("«\u00a0Oui.\u00a0» Non, pas du tout.", 17, ("«\u00a0Oui.\u00a0»", "Non, pas du tout.")),
        ("Est-ce vrai\u00a0? Oui, tout à fait.", 22, ("Est-ce vrai\u00a0?", "Oui, tout à fait.")),
        ("premier mot, second mot", 16, ("premier mot,", "second mot")),
        ("quelques mots sans fin", 16, ("quelques mots", "sans fin")),
        ("aaaaaaaaaaaaaaaaaaaa", 8, ("aaaaaaaa", "aaaaaaaa", "aaaa")),
        ("Fin.          Suite.", 6, ("Fin.", "Suite.")),
        ("        ", 4, ()),
        ("", 4, ()),
        ("aaa👩\u200d⚕️bbb", 6, ("aaa", "👩\u200d⚕️b", "bb")),
        ("bébe\u0301", 4, ("béb", "e\u0301")),
        ("Prix\u00a0: non", 6, ("Prix\u00a0:", "non")),
    ],
)
def test_split_cuts_where_a_reader_would(text: str, room: int, parts: tuple[str, ...]) -> None:
    assert split(text, room) == parts


@pytest.mark.parametrize("size", range(3_900, 12_100, 410))
def test_sentences_stay_whole_in_long_texts(size: int) -> None:
    sentence = "Une phrase de longueur ordinaire, avec une virgule. "
    text = (sentence * 300)[:size].rsplit(". ", 1)[0] + "."
    assert all(part.endswith(".") for part in split(text, 4_000))
