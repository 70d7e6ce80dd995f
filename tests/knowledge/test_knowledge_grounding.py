"""Names, negations, promises and additions that stand in no source; figures alone are in tests/house/test_figures.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench.grounding import bench_grounding
from bot.drafting.ports import Kind, Passage
from bot.figures import FigureKind
from knowledge.citations import CitationError, cite, kept, known
from knowledge.grounding import NOTHING_FOUND, Fault, contradictions

HERE = Path(__file__).parent
SOURCES = [
    "Les bleus durent 6 à 10 jours. Le sport reprend vers six semaines, selon les équipes.",
    "La consultation coûte 1 200 €. Appelez le 01 99 00 12 34, du lundi au vendredi, de 9 h à 18 h 30.",
    "Le délai légal est de 15 jours. La dose est de 2,5 ml. Un tiers des cas, soit 33 %, guérit en un an.",
    "Cette fiche date du 1er mars 2026. La pommade de Fleming ne s’applique jamais sur une plaie ouverte.",
]


@pytest.mark.parametrize("source", [sentence for source in SOURCES for sentence in source.split(". ")])
def test_sentence_of_a_source_is_contradicted_by_nothing(source: str) -> None:
    assert contradictions(source, SOURCES) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("La pommade de Fleming s’applique sur une plaie ouverte.", Fault.NEGATION),
        ("Le sport ne reprend pas vers six semaines, selon les équipes.", Fault.NEGATION),
        ("La pommade de Durand ne s’applique jamais sur une plaie ouverte.", Fault.NAME),
        ("Le sport reprend vers huit semaines, selon les équipes.", FigureKind.DURATION),
        ("Le sport reprend vers six semaines, et la fertilité augmente.", Fault.COVERAGE),
        ("Le sport reprend vers six semaines, c’est garanti.", Fault.CLAIM),
        ("Les lèvres durent 6 à 10 jours.", Fault.NAME),
        ("Le sport reprend vers six semaines, en juin, selon les équipes.", FigureKind.DATE),
        ("Le microscope électronique a été prêté par un musée.", Fault.COVERAGE),
    ],
)
def test_what_a_source_does_not_say_is_found(sentence: str, kind: Fault | FigureKind) -> None:
    assert kind in [one.kind for one in contradictions(sentence, SOURCES)]


ALLOWED = [
    "La douche peut se prendre le lendemain. Joignez le 114 par SMS. Un massage est parfois conseillé."
]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("La douche doit se prendre le lendemain.", Fault.MODALITY),
        ("Joignez le 15 par SMS.", FigureKind.NUMBER),
        ("Un massage est toujours conseillé.", Fault.MODALITY),
    ],
)
def test_certainty_and_emergency_numbers_are_compared_with_their_own_sentence(
    sentence: str, kind: Fault | FigureKind
) -> None:
    assert kind in [one.kind for one in contradictions(sentence, ALLOWED)]


@pytest.mark.parametrize("sources", [[], [""], ["…"]])
def test_without_a_source_nothing_is_grounded(sources: list[str]) -> None:
    assert [one.kind for one in contradictions("Le sport reprend après la douche.", sources)] == [
        Fault.COVERAGE
    ]


def test_nothing_found_is_never_worded_as_verified() -> None:
    assert "contradiction" in NOTHING_FOUND
    assert "vérifi" not in NOTHING_FOUND.lower()


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=3))
def test_what_is_found_lies_in_the_sentence(sentence: str, sources: list[str]) -> None:
    assert all(sentence[one.start : one.end] == one.found for one in contradictions(sentence, sources))


def test_generated_faults_are_caught_and_true_sentences_pass() -> None:
    """The figures of the bench, as floors: what is made wrong on purpose is found, what is reworded by hand passes."""
    missed = [row for row in bench_grounding(HERE) if not row.kept]
    assert missed == []


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


@given(st.data())
def test_quote_of_any_slice_is_that_slice(data: st.DataObject) -> None:
    text = GIVEN[0].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        cited = cite("p1", text[start:end], GIVEN)
        assert " ".join(cited.quote.split()) == " ".join(text[start:end].split())


def test_no_unknown_id_is_cited_in_ten_thousand_drafts() -> None:
    """A writer that makes up ids, or mangles true ones, gets nothing cited by them."""
    dice = random.Random(5)
    letters = "p12Cx[] \n"
    shown: list[str] = []
    for _ in range(10_000):
        idents = ["".join(dice.choices(letters, k=dice.randint(0, 4))) for _ in range(3)]
        good, bad = known([*idents, dice.choice(("p1", "p2"))], GIVEN)
        assert set(bad).isdisjoint({"p1", "p2"})
        shown += good
    assert set(shown) == {"p1", "p2"}


@pytest.mark.parametrize("ident", ["p3", "P1", "p1 ", "", "p1\n", "[p1]"])
def test_mangled_id_is_refused(ident: str) -> None:
    with pytest.raises(CitationError):
        cite(ident, "Les bleus", GIVEN)
