"""Cutting: nothing lost, nothing twice, spans that are the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunks import LARGE, SMALL, passages, sections

WORDS = st.text(alphabet="abcdé .!?\n»’", max_size=400)
LINES = st.one_of(
    WORDS, st.just("## Un titre\n"), st.just("\n\n"), st.text(max_size=60), st.just("mot " * 500)
)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)
HEADING = re.compile(r"^#{1,6}[ \t]+\S.*$", re.MULTILINE)


@given(TEXTS)
@settings(max_examples=200)
def test_passages_are_slices_in_order_without_overlap(text: str) -> None:
    ends = [0]
    for _, start, end in passages(text):
        assert ends[-1] <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert end - start <= LARGE
        ends.append(end)


@given(TEXTS)
@settings(max_examples=200)
def test_passages_hold_every_word_outside_headings(text: str) -> None:
    held = "".join(text[start:end] for _, start, end in passages(text))
    assert re.sub(r"\s", "", HEADING.sub("", held)) == re.sub(r"\s", "", HEADING.sub("", text))


@given(TEXTS)
def test_sections_are_slices_under_their_heading(text: str) -> None:
    for heading, start, end in sections(text):
        assert text[start:end].strip() == text[start:end] != ""
        assert f"## {heading}" in re.sub(r"##[ \t]+", "## ", text[:start])


def test_passage_ends_at_a_heading_once_it_is_long_enough() -> None:
    paragraph = "Une phrase de taille moyenne sur les suites. " * 10
    text = f"# Un\n\n{paragraph}\n\n# Deux\n\n{paragraph}"
    assert [section for section, _, _ in passages(text)] == ["Un", "Deux"]


def test_short_sections_are_put_together() -> None:
    text = "\n\n".join(f"## Question {number}\n\nRéponse courte." for number in range(4))
    assert [(section, text[start:end].count("Réponse")) for section, start, end in passages(text)] == [
        ("Question 0", 4)
    ]


def test_long_paragraph_is_cut_at_a_sentence_end() -> None:
    text = "La cicatrice évolue pendant un an environ. " * 80
    pieces = [text[start:end] for _, start, end in passages(text)]
    assert all(piece.endswith(".") and SMALL <= len(piece) <= LARGE for piece in pieces[:-1])


def test_text_without_any_space_is_cut_all_the_same() -> None:
    assert [end - start for _, start, end in passages("x" * 3_000)] == [LARGE, LARGE, 600]


@pytest.mark.parametrize("text", ["", "\n\n", "# Titre seul\n", "## A\n## B\n"])
def test_text_without_words_gives_no_passage(text: str) -> None:
    assert passages(text) == []


def test_list_of_a_section_stays_whole() -> None:
    items = "\n".join(f"- Une question de plus, la numéro {number} ?" for number in range(60))
    assert [text for text, _, _ in sections(f"## Questions à poser\n\n{items}\n")] == ["Questions à poser"]
