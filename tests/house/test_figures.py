"""Figures of French texts, and those that no source gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import FigureKind, figures, numbers, to_verify, unsourced
from bot.french import in_words

SOURCES = [
    "Les bleus durent 6 à 10 jours. Le sport reprend vers six semaines, selon les équipes.",
    "La consultation coûte 1 200 €. Appelez le 01 99 00 12 34, du lundi au vendredi, de 9 h à 18 h 30.",
    "Le délai légal est de 15 jours. La dose est de 2,5 ml. Un tiers des cas, soit 33 %, guérit en un an.",
    "Cette fiche date du 1er mars 2026. Deux personnes sur trois (2/3) ont 3 séances, puis quarante-cinq minutes de repos.",
    "Une surveillance de 24 heures suffit.",
]

READ = [
    ("6 à 10 jours", {("6", "jour"), ("10", "jour")}), ("trois semaines", {("3", "semaine")}), ("1 200 €", {("1200", "euro")}),
    ("80 %", {("80", "%")}), ("01 99 00 12 34", {("199001234", "phone")}), ("+33 1 99 00 12 34", {("199001234", "phone")}),
    ("0033 (0)1 99 00 12 34", {("199001234", "phone")}), ("3 mai 2026", {("3 mai 2026", "date")}), ("12/11/2026", {("12/11/2026", "date")}),
    ("3 au 5 mars", {("3 mars", "date"), ("5 mars", "date")}), ("1er et 2 mai 2026", {("1 mai 2026", "date"), ("2 mai 2026", "date")}),
    ("2026-11-12", {("2026-11-12", "date")}), ("500 mg", {("500", "mg")}), ("2,5 ml", {("2,5", "ml")}), ("2.50 ml", {("2,5", "ml")}),
    ("quarante-cinq minutes", {("45", "minute")}), ("vingt et une semaines", {("21", "semaine")}), ("cent vingt jours", {("120", "jour")}),
    ("deux mille trois cents euros", {("2300", "euro")}), ("douze à dix-huit mois", {("12", "mois"), ("18", "mois")}),
    ("deux-trois jours", {("2", "jour"), ("3", "jour")}), ("3/4 semaines", {("3/4", "semaine")}), ("18 h 30", {("18:30", "heure")}),
    ("18:30", {("18:30", "heure")}), ("9h00", {("9", "heure")}), ("9 heures", {("9", "heure")}), ("48 h", {("48", "heure")}),
    ("7/10", {("7/10", "")}), ("2027", {("2027", "")}), ("1 fois", {("1", "fois")}), ("15 et 25 °C", {("15", "degre"), ("25", "degre")}),
]  # fmt: skip
NONE = [
    "Appelez le 15 ou le 112.", "24 h sur 24", "24h/24 et 7j/7", "24/24", "7 jours sur 7", "#covid19", "1) d’abord", "en mai", "le 3114",
    "1. La marche\n2. Le repos", "d’abord ; 2) ensuite", "une fois cicatrisé", "une seconde opération", "l’un l’autre", "deux questions",
    "un GLP-1", "#6semaines", "cet homme a un g", "",
]  # fmt: skip
SOURCED = [
    "Comptez 6 à 10 jours.", "Comptez entre 6 et 10 jours.", "Comptez 6-10 jours.", "dix jours de bleus", "six semaines",
    "6\u00a0semaines", "quinze jours de réflexion", "1200 euros", "1\u202f200\u00a0€", "1.200 €", "au 01.99.00.12.34",
    "au +33 1 99 00 12 34", "de 9h à 18h30", "de 9 h à 18 h 30", "dès 9:00", "2,50 ml", "2.5 mL", "33%", "une année", "1 an",
    "le 1er mars 2026", "le 1 mars 2026", "appelez le 15 ou le 112", "le 114 par SMS", "1. La marche\n2. Le repos",
    "deux questions à poser", "aucun chiffre ici", "33 pourcent", "33 pour cent", "le 3114 répond jour et nuit", "24 h d’attente",
    "45 min", "trois séances", "comptez 6, puis 10 jours", "soit 2/3",
]  # fmt: skip
UNSOURCED = [
    ("Comptez 6 à 12 jours.", FigureKind.DURATION, "6 à 12 jours"), ("Comptez 6 mois.", FigureKind.DURATION, "6 mois"),
    ("huit semaines", FigureKind.DURATION, "huit semaines"), ("1 500 €", FigureKind.PRICE, "1 500 €"),
    ("90 euros", FigureKind.PRICE, "90 euros"), ("au 01 99 00 12 35", FigureKind.PHONE, "01 99 00 12 35"),
    ("ouvert à 19 h", FigureKind.HOUR, "19 h"), ("dès 8h15", FigureKind.HOUR, "8h15"), ("2 ml", FigureKind.DOSE, "2 ml"),
    ("25 mg", FigureKind.DOSE, "25 mg"), ("95 % de réussite", FigureKind.SHARE, "95 %"),
    ("le 12 mars 2026", FigureKind.DATE, "12 mars 2026"), ("le 03/04/2026", FigureKind.DATE, "03/04/2026"),
    ("plus de 2 000 opérations", FigureKind.NUMBER, "2 000"), ("vingt étapes", FigureKind.NUMBER, "vingt"),
    ("une semaine suffit", FigureKind.DURATION, "une semaine"), ("15 semaines", FigureKind.DURATION, "15 semaines"),
    ("6 %", FigureKind.SHARE, "6 %"), ("3 cm", FigureKind.SIZE, "3 cm"), ("0,5 ml", FigureKind.DOSE, "0,5 ml"),
    ("cinq minutes", FigureKind.DURATION, "cinq minutes"), ("40 minutes", FigureKind.DURATION, "40 minutes"),
    ("deux séances", FigureKind.DOSE, "deux séances"), ("trois fois par jour", FigureKind.COUNT, "trois fois"),
    ("au 116 117", FigureKind.NUMBER, "116 117"), ("soit 1/3", FigureKind.NUMBER, "1/3"), ("18 h 45", FigureKind.HOUR, "18 h 45"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys"), READ)
def test_figure_is_read(text: str, keys: set[tuple[str, str]]) -> None:
    assert [one.keys for one in figures(f"Environ {text}, selon le cas.")] == [frozenset(keys)]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert figures(text) == ()


def test_month_alone_is_a_figure_where_it_is_asked_for() -> None:
    assert [one.text for one in figures("Fermé en août.", months=True)] == ["août"]
    assert [one.text for one in unsourced("Fermé en mai.", ["Fermé en août."], months=True)] == ["mai"]


@pytest.mark.parametrize("text", SOURCED)
def test_figure_that_a_source_gives_is_not_found(text: str) -> None:
    assert unsourced(text, SOURCES) == ()


@pytest.mark.parametrize(("text", "kind", "found"), UNSOURCED)
def test_figure_that_no_source_gives_is_found_where_it_stands(
    text: str, kind: FigureKind, found: str
) -> None:
    start = text.index(found)
    assert [(one.kind, one.text, one.start, one.end) for one in unsourced(text, SOURCES)] == [
        (kind, found, start, start + len(found))
    ]


def test_every_figure_needs_a_source_when_there_is_none() -> None:
    found = unsourced("6 semaines, puis 3 mois ; 50 €", [])
    assert [one.text for one in found] == ["6 semaines", "3 mois", "50 €"]


@pytest.mark.parametrize(
    ("claim", "source", "missing"),
    [
        ("à 3 semaines", "entre 2 et 3 semaines", ()),
        ("à 4 semaines", "entre 2 et 3 semaines", ("4 semaines",)),
        ("en quinze jours", "au moins 15 jours", ()),
        ("à 3 mois", "à 3 semaines", ("3 mois",)),
        ("80 euros", "80 €", ()),
        ("le 01.99.00.12.34", "01 99 00 12 34", ()),
    ],
)
def test_figure_without_a_source_is_found(claim: str, source: str, missing: tuple[str, ...]) -> None:
    assert tuple(figure.text for figure in unsourced(claim, [source])) == missing


def test_delays_doses_prices_dates_and_phones_are_to_verify_once() -> None:
    text = "Sous 3 mois, 80 €, 3 mois, le 2 mai 2026, 40 %, 3 séances à 18 h, 2 nuits, 4 cm"
    expected = ["3 mois", "80 €", "2 mai 2026", "3 séances", "18 h"]
    assert [figure.text for figure in to_verify(text)] == expected


def test_every_number_of_a_sentence_is_listed_with_those_that_need_no_source() -> None:
    text = "1. Deux avis, le 15, selon l’article L. 1110-4, sous une heure"
    assert [(text[start:end], value) for start, end, value in numbers(text)] == [
        ("Deux", "2"),
        ("15", "15"),
        ("L. 1110-4", "l.1110-4"),
    ]


@given(st.integers(1, 99))
def test_number_said_in_words_is_the_number_in_digits(number: int) -> None:
    said, written = (figures(f"{word} semaines")[0] for word in (in_words(number), number))
    assert said.keys == written.keys


@given(st.text(max_size=200))
def test_figures_point_at_their_words(text: str) -> None:
    found = figures(text, months=True)
    assert all(text[one.start : one.end] == one.text for one in found)


@given(st.text(alphabet="0123456789 .,/-:hà€undeuxvgtcimlsj\n", max_size=60))
def test_figures_follow_one_another_and_source_themselves(text: str) -> None:
    found = figures(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert unsourced(text, [text]) == ()


def test_number_of_any_length_is_read() -> None:
    assert figures("9" * 10_000)[0].keys == frozenset({("9" * 10_000, "")})
