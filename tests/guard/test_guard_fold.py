"""The folded view: what it reads, and that every position leads back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.examples import DISGUISES
from bot.guard.fold import fold

READINGS = [
    ("Réservez", "reservez"),
    ("RÉSERVEZ", "reservez"),
    ("Œdème du cœur", "oedeme du coeur"),
    ("l’été", "l'ete"),
    ("«\u00a0oui\u00a0»", '" oui "'),
    ("rendez\u2011vous", "rendez-vous"),
    ("R.D.V.", "rdv."),
    ("r d v", "rdv"),
    ("p r e n e z", "prenez"),
    ("P.r.e.n.e.z", "prenez"),
    ("in-vi-sible", "invisible"),
    ("GRA-TUI-TE", "gratuite"),
    ("Ré-ser-vez", "reservez"),
    ("pr3nez", "prenez"),
    ("gr@tuit", "gratuit"),
    ("Réserv€z", "reservez"),
    ("ｐｒｅｎｅｚ", "prenez"),
    ("Рrеnеz", "prenez"),
    ("pre\u200bnez", "prenez"),
    ("pre\u00adnez", "prenez"),
    ("𝐏𝐫𝐞𝐧𝐞𝐳", "prenez"),
    ("🅿🆁🅴🅽🅴🆉", "prenez"),
    ("120 €", "120 $"),
    ("n° 5", "no 5"),
    ("oui…", "oui."),
    ("👉 lien", "> lien"),
    ("😀", "?"),
    ("привет"[-1:], "t"),
    ("الجلد", "?????"),
    ("1️⃣", "1"),
    ("Juvé®", "juve"),
    ("\t", " "),
    ("a\u2028b", "a\nb"),
]
UNTOUCHED = [
    "il y a a boire",
    "lea@courrier.example",
    "a.b.c@courrier.example",
    "bec-de-lievre",
    "vis-a-vis",
    "sac-a-dos",
    "bla-t-il",
    "pop-up-store",
    "mini-face-lift",
    "mon-nez-fin.example",
    "oto-rhino",
    "18h30",
    "j5",
    "h24",
    "covid19",
    "art. r.4127-19",
    "b12",
]
TEXTS = st.text(max_size=300) | st.text(alphabet="abé œ.’\u200b\u0301😀R D.v3", max_size=120)


@pytest.mark.parametrize(("text", "view"), READINGS)
def test_fold_reads_through_spelling(text: str, view: str) -> None:
    assert fold(text).lower == view


@pytest.mark.parametrize("text", UNTOUCHED)
def test_fold_leaves_ordinary_writing_alone(text: str) -> None:
    assert fold(text).lower == text


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_fold_sees_through_every_disguise(disguise: object) -> None:
    text = "Prenez rendez-vous dès l’été"
    assert callable(disguise)
    assert fold(disguise(text)).lower == fold(text).lower


def test_fold_keeps_capitals_in_one_of_its_views() -> None:
    assert fold("Mme Élodie").cased == "Mme Elodie"


def test_fold_needs_no_map_for_plain_french() -> None:
    assert fold("L’été, à Nîmes : 120 €").offsets is None


@given(TEXTS)
def test_fold_gives_ascii_of_one_length(text: str) -> None:
    folded = fold(text)
    assert folded.lower.isascii()
    assert len(folded.lower) == len(folded.cased)
    assert folded.offsets is None or len(folded.offsets) == len(folded.lower) + 1


@given(TEXTS)
def test_every_position_leads_back_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(i, i + 1) for i in range(len(folded.lower))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert folded.span(0, len(folded.lower))[1] == len(text)


@given(TEXTS)
def test_the_letter_behind_a_position_gave_it(text: str) -> None:
    folded = fold(text)
    for index, view in enumerate(folded.cased):
        source = text[folded.span(index, index + 1)[0]]
        if source.isascii() and source.isalpha():
            assert view == source


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_span_keeps_the_accents_of_its_letters(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", f"x {text} é")
    folded = fold(decomposed)
    start, end = folded.span(len(folded.lower) - 1, len(folded.lower))
    assert decomposed[start:end] == "e\u0301"


def test_span_rounds_up_in_the_middle_of_a_ligature() -> None:
    folded = fold("œuf")
    assert folded.span(0, 1) == (0, 1)
    assert folded.span(1, 2) == (0, 1)
    assert folded.span(2, 4) == (1, 3)


@pytest.mark.parametrize("name", ["Lou-Ann-Lise", "Luc-Abel-Remi", "Aix-en-Othe", "Pont-sur-Yon"])
def test_fold_takes_no_name_for_a_word_in_syllables(name: str) -> None:
    assert fold(name).cased == name


@given(
    st.lists(st.sampled_from(["di", "vi", "gra", "tui", "ra", "pro", "mo"]), min_size=2, max_size=5),
    st.text(max_size=9),
)
def test_a_word_in_syllables_leads_back_to_all_of_it(syllables: list[str], before: str) -> None:
    syllables = [*syllables, "sible"]
    word = "-".join(syllables)
    text = f"{before} {word} !"
    folded = fold(text)
    joined = fold("".join(syllables)).lower
    start = folded.lower.rindex(joined)
    first, last = folded.span(start, start + len(joined))
    assert text[first:last] == word


def test_at_finds_the_view_of_a_position() -> None:
    folded = fold("œil\u200b vif")
    assert folded.lower[folded.at(5) :] == "vif"


def test_no_text_shows_in_a_repr() -> None:
    assert "Durand" not in repr(fold("Mme Durand"))
