"""Figures, names and negations that stand in no source."""

from __future__ import annotations

import pytest

from bot.drafting.ports import Kind, Passage
from knowledge.citations import CitationError, cite, kept, known
from knowledge.grounding import FRENCH, FigureKind, doubts, unsourced

SOURCES = [
    "Les bleus durent 6 à 10 jours. Le sport reprend vers six semaines, selon les équipes.",
    "La consultation coûte 1 200 €. Appelez le 01 99 00 12 34, du lundi au vendredi, de 9 h à 18 h 30.",
    "Le délai légal est de 15 jours. La dose est de 2,5 ml. Un tiers des cas, soit 33 %, guérit en un an.",
    "Cette fiche date du 1er mars 2026. La pommade de Fleming ne s’applique jamais sur une plaie ouverte.",
]

SOURCED = [
    "Comptez 6 à 10 jours.", "Comptez entre 6 et 10 jours.", "Comptez 6-10 jours.", "dix jours de bleus", "six semaines",
    "6\u00a0semaines", "quinze jours de réflexion", "1200 euros", "1\u202f200\u00a0€", "1.200 €", "au 01.99.00.12.34",
    "au +33 1 99 00 12 34", "de 9h à 18h30", "de 9 h à 18 h 30", "2,50 ml", "2.5 mL", "33%", "une année", "1 an",
    "le 1er mars 2026", "le 1 mars 2026", "appelez le 15 ou le 112", "le 114 par SMS", "1. La marche\n2. Le repos",
    "deux questions à poser", "#6semaines", "", "aucun chiffre ici", "33 pourcent", "le 3114 répond jour et nuit",
]  # fmt: skip
UNSOURCED = [
    ("Comptez 6 à 12 jours.", FigureKind.DURATION, "12 jours"), ("Comptez 6 mois.", FigureKind.DURATION, "6 mois"),
    ("huit semaines", FigureKind.DURATION, "huit semaines"), ("1 500 €", FigureKind.PRICE, "1 500 €"),
    ("90 euros", FigureKind.PRICE, "90 euros"), ("au 01 99 00 12 35", FigureKind.PHONE, "01 99 00 12 35"),
    ("ouvert à 19 h", FigureKind.HOUR, "19 h"), ("dès 8h15", FigureKind.HOUR, "8h15"), ("2 ml", FigureKind.DOSE, "2 ml"),
    ("25 mg", FigureKind.DOSE, "25 mg"), ("95 % de réussite", FigureKind.SHARE, "95 %"),
    ("le 12 mars 2026", FigureKind.DATE, "12 mars 2026"), ("le 03/04/2026", FigureKind.DATE, "03/04/2026"),
    ("plus de 2 000 opérations", FigureKind.NUMBER, "2 000"), ("vingt étapes", FigureKind.NUMBER, "vingt"),
    ("une semaine suffit", FigureKind.DURATION, "une semaine"), ("15 semaines", FigureKind.DURATION, "15 semaines"),
    ("6 %", FigureKind.SHARE, "6 %"), ("3 cm", FigureKind.DOSE, "3 cm"), ("0,5 ml", FigureKind.DOSE, "0,5 ml"),
]  # fmt: skip


@pytest.mark.parametrize("text", SOURCED)
def test_figure_that_a_source_gives_is_not_found(text: str) -> None:
    assert unsourced(text, SOURCES) == []


@pytest.mark.parametrize(("text", "kind", "found"), UNSOURCED)
def test_figure_that_no_source_gives_is_found_where_it_stands(
    text: str, kind: FigureKind, found: str
) -> None:
    assert [(one.kind, one.found, text[one.start : one.end]) for one in unsourced(text, SOURCES)] == [
        (kind, found, found)
    ]


def test_every_figure_needs_a_source_when_there_is_none() -> None:
    assert [one.found for one in unsourced("6 semaines, puis 3 mois ; 50 €", [])] == [
        "6 semaines",
        "3 mois",
        "50 €",
    ]


def test_every_kind_has_a_french_name() -> None:
    assert set(FRENCH) == set(FigureKind)


@pytest.mark.parametrize("source", [sentence for source in SOURCES for sentence in source.split(". ")])
def test_sentence_of_a_source_raises_no_doubt(source: str) -> None:
    assert doubts(source, SOURCES) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("La pommade de Fleming s’applique sur une plaie ouverte.", FigureKind.NEGATION),
        ("Le sport ne reprend pas vers six semaines, selon les équipes.", FigureKind.NEGATION),
        ("La pommade de Durand ne s’applique jamais sur une plaie ouverte.", FigureKind.NAME),
    ],
)
def test_flipped_negation_and_swapped_name_are_found(sentence: str, kind: FigureKind) -> None:
    assert [one.kind for one in doubts(sentence, SOURCES)] == [kind]


def a_passage(ident: str, text: str, start: int = 100) -> Passage:
    return Passage(
        ident, "topic:nez", Kind.TOPIC, "Le nez", "Suites", text, start, start + len(text), 1.0, "Fiche"
    )


GIVEN = (
    a_passage("p1", "Les bleus s’effacent en général\nen 6 à 10 jours."),
    a_passage("p2", "Le tabac nuit."),
)


@pytest.mark.parametrize(
    "quote", ["en général en 6 à 10 jours", " en ge\u0301ne\u0301ral  en 6 ", "Les bleus"]
)
def test_quote_is_found_at_its_place_in_the_document(quote: str) -> None:
    cited = cite("p1", quote, GIVEN)
    assert GIVEN[0].text[cited.start - 100 : cited.end - 100] == cited.quote
    assert " ".join(cited.quote.split()) in " ".join(GIVEN[0].text.split())


@pytest.mark.parametrize(
    ("ident", "quote"), [("p1", "Le tabac nuit."), ("p9", "Les bleus"), ("p1", ""), ("p1", "les bleus")]
)
def test_citation_that_does_not_stand_is_refused(ident: str, quote: str) -> None:
    with pytest.raises(CitationError):
        cite(ident, quote, GIVEN)


def test_ids_that_were_not_given_are_told_apart() -> None:
    assert known(["p2", "x", "p1", "p2"], GIVEN) == (("p2", "p1"), ("x",))


@pytest.mark.parametrize(("after", "still"), [("Les  bleus durent.", 1), ("Les bleus durent peu.", 0)])
def test_edited_sentence_loses_its_citations(after: str, still: int) -> None:
    assert len(kept((cite("p1", "Les bleus", GIVEN),), "Les bleus durent.", after)) == still
