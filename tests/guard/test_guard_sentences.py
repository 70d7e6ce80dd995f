"""Where French sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.fold import fold
from bot.guard.sentences import Sentences, sentences

CUTS = [
    ("Un. Deux.", ["Un.", "Deux."]),
    ("Le Dr. Martin reçoit M. Dupont. Il écoute.", ["Le Dr. Martin reçoit M. Dupont.", "Il écoute."]),
    ("Voir l’art. R.4127-19, p. ex. ici.", ["Voir l’art. R.4127-19, p. ex. ici."]),
    ("Prix, délais, etc. Le reste suit.", ["Prix, délais, etc.", "Le reste suit."]),
    ("J. Durand vient. Bien.", ["J. Durand vient.", "Bien."]),
    ("Vraiment ? Oui ! Bon…", ["Vraiment ?", "Oui !", "Bon…"]),
    ("Il hésite… et revient. Fin.", ["Il hésite… et revient.", "Fin."]),
    ("Il dit « Oui. » Puis non.", ["Il dit « Oui. »", "Puis non."]),
    ("Vraiment ? « Oui », dit-elle.", ["Vraiment ?", "« Oui », dit-elle."]),
    ("Écrivez-nous ! 😊 Le soleil revient.", ["Écrivez-nous ! 😊", "Le soleil revient."]),
    ("Le dossier de ⟦NOM⟧ est complet.", ["Le dossier de ⟦NOM⟧ est complet."]),
    ("Bonjour ! ⟦PRÉNOM⟧ vient. Bien.", ["Bonjour !", "⟦PRÉNOM⟧ vient.", "Bien."]),
    ("Le soleil ☀️ abîme la peau.", ["Le soleil ☀️ abîme la peau."]),
    ("- un\n- deux\n• trois", ["- un", "- deux", "• trois"]),
    ("1. Lavez.\n2. Séchez.", ["1. Lavez.", "2. Séchez."]),
    ("Une ligne trop longue qui\ncontinue ici.", ["Une ligne trop longue qui\ncontinue ici."]),
    ("Titre\nTexte du corps", ["Titre", "Texte du corps"]),
    ("Fin.\n\n#peau #soleil", ["Fin.", "#peau #soleil"]),
    ("Le soir. #peau #soleil", ["Le soir.", "#peau #soleil"]),
    ("Fini.Encore", ["Fini.", "Encore"]),
    ("Comptez 2.5 mm. Bien.", ["Comptez 2.5 mm.", "Bien."]),
    ("https://www.cabinet.example est ouvert.", ["https://www.cabinet.example est ouvert."]),
    ("", []),
    ("   \n ", []),
]
TEXTS = st.text(max_size=200) | st.text(alphabet="aB .!?…«»\n#😀-1,", max_size=80)


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(TEXTS)
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


@given(TEXTS, st.integers(0, 200), st.integers(1, 20))
def test_around_holds_what_it_was_given(text: str, start: int, size: int) -> None:
    folded = fold(text)
    start = min(start, len(folded.lower))
    end = min(start + size, len(folded.lower))
    left, right = Sentences(folded).around(start, end)
    assert left <= start
    assert right >= end


def test_clause_stops_at_the_marks() -> None:
    folded = fold("Oui, sans promesse : le résultat varie.")
    left, right = Sentences(folded).clause(22, 25)
    assert folded.lower[left:right].strip() == "le resultat varie."


def test_before_goes_back_six_words_in_the_clause() -> None:
    folded = fold("Ici, un deux trois quatre cinq six sept huit.")
    assert folded.lower[Sentences(folded).before(40, 6) : 40] == "deux trois quatre cinq six sept "
    assert folded.lower[Sentences(folded).before(8, 6) : 8].strip() == "un"
