"""The pattern language: what each sign finds, what is an error, and that the index of words hides nothing."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.guard.postings
from bot.guard.fold import fold
from bot.guard.language import Language
from bot.guard.patterns import PatternSet
from bot.guard.pieces import PatternError
from bot.guard.verbs import UnknownVerb

FIELDS = {
    "rdv": ["rendez-vous", "rdv", "{creneau}"],
    "creneau": ["creneaux?", "places?"],
    "loop": ["{pool}"],
    "pool": ["{loop}"],
}
FOUND = [
    ("prenez rdv", "Prenez\u00a0RDV !", "Prenez\u00a0RDV"),
    ("prenez rdv", "Prenez\nRDV", "Prenez\nRDV"),
    ("rendez vous", "un rendez-vous", "rendez-vous"),
    ("rendez-vous", "un rendez vous", "rendez vous"),
    ("l'agenda", "L’agenda", "L’agenda"),
    ("l'agenda", "l agenda", "l agenda"),
    ("n'hesitez pas", "N’hésitez  pas", "N’hésitez  pas"),
    ("{imp:prendre} {gap:3} {rdv}", "Prenez vite votre créneau", "Prenez vite votre créneau"),
    ("{imp:prendre} {gap:3} {rdv}", "Prenez rendez-vous", "Prenez rendez-vous"),
    ("{imp:prendre} {gap:1} {rdv}", "Prenez vite votre rdv", None),
    ("{imp:prendre} {gap:3} {rdv}", "Prenez soin. Le rendez-vous suit", None),
    ("{imp:prendre} {gap:3} {rdv}", "Prenez, dès demain, rdv", "Prenez, dès demain, rdv"),
    ("{imp:prendre} {gap:3} {rdv}", "Prenez\n\nrdv", None),
    ("{imp.vous:prendre} rdv", "Prends rdv", None),
    ("{inf:se decider}", "pour vous décider", "vous décider"),
    ("{imp:se decider} vite", "Décidez-vous vite", "Décidez-vous vite"),
    ("{ind.vous:pouvoir}", "vous pouvez", "pouvez"),
    ("{fut:pouvoir}", "vous pouvez", None),
    ("plus que [0-9]+ {creneau}", "plus que 3 places", "plus que 3 places"),
    ("-[0-9]{2} ?%", "à -20 % !", "-20 %"),
    ("[0-9]+ ?€", "120 €", "120 €"),
    ("place", "remplacement", None),
    ("places?", "les places", "places"),
    ("gratui[a-z]*", "gratuitement", "gratuitement"),
    ("(?:nos )?offres", "voici nos offres", "nos offres"),
    ("bon plan|offre speciale", "une offre spéciale", "offre spéciale"),
    ("(?:#|@)cabinet", "#cabinet", "#cabinet"),
    ("(?:tres |bien )*beau", "c’est très bien beau", "très bien beau"),
    ("marre de {gap:3} ?[?]", "Marre de vos rides ?", "Marre de vos rides ?"),
    ("fini[.] {gap:1} appelez", "C’est fini. Vite appelez", "fini. Vite appelez"),
    ("who's next", "WHO’S NEXT ?", "WHO’S NEXT"),
    ("Été", "l’été", "été"),
]
WRONG = [
    ("a.*b", PatternError),
    ("a.+b", PatternError),
    ("(a", PatternError),
    ("a)", PatternError),
    ("?a", PatternError),
    ("{nobody}", PatternError),
    ("{loop}", PatternError),
    ("{past:prendre}", PatternError),
    ("{imp:}", PatternError),
    ("a{", PatternError),
    ("{imp:foutre}", UnknownVerb),
    ("{imp.moi:prendre}", ValueError),
]
WORDS = [
    "si",
    "vous",
    "supprimez",
    "offrons",
    "contre",
    "une",
    "prenez",
    "vite",
    "votre",
    "rdv",
    "creneau",
    "offre",
    "speciale",
    "la",
    "plus",
    "que",
    "3",
    "places",
    ".",
    "?",
    "\n",
    ",",
    "l'",
    "-",
]
PATTERNS = [
    "{imp:prendre} {gap:3} {rdv}",
    "plus que [0-9]+ {creneau}",
    "(?:la |votre )*offre (?:speciale|unique)",
    "bon plan|offre speciale|la plus",
    "(?:vite|la (?:offre|place)) ?[?]",
    "places?[.] (?:prenez|vite)",
    "gratui[a-z]*|votre rd[av]",
    "l'offre",
    "(?:si vous (?:supprim|effac)[a-z]+|contre la place) {gap:2} (?:offr[a-z]+|rdv)",
    "contre (?:supprim[a-z]+|une (?:place|offre))",
]


def found(pattern: str, text: str) -> list[str]:
    folded = fold(text)
    spans = PatternSet([("key", pattern)], FIELDS).scan(folded.lower)
    return [text[slice(*folded.span(start, end))] for _, start, end in spans]


@pytest.mark.parametrize(("pattern", "text", "excerpt"), FOUND)
def test_a_pattern_finds_what_it_reads_like(pattern: str, text: str, excerpt: str | None) -> None:
    assert found(pattern, text) == ([] if excerpt is None else [excerpt])


@pytest.mark.parametrize(("pattern", "error"), WRONG)
def test_a_pattern_that_cannot_be_read_is_an_error(pattern: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Language(FIELDS).compile(pattern)


def test_a_pattern_that_re2_refuses_is_an_error() -> None:
    with pytest.raises(PatternError):
        PatternSet([("key", "a{2,1}")], FIELDS).check()


@pytest.mark.parametrize("pattern", [pattern for pattern, _, _ in FOUND])
def test_every_pattern_of_the_language_compiles(pattern: str) -> None:
    PatternSet([("key", pattern)], FIELDS).check()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(PATTERNS))
def test_the_index_of_words_hides_no_match(words: list[str], pattern: str) -> None:
    """The index may only leave out patterns that RE2 would not find: compare with RE2 alone."""
    text = " ".join(words)
    folded = fold(text)
    plain = re2.compile(Language(FIELDS).compile(pattern).regex)
    expected = [match.span() for match in plain.finditer(folded.lower)]
    assert [
        (start, end) for _, start, end in PatternSet([("key", pattern)], FIELDS).scan(folded.lower)
    ] == expected


def test_keys_and_spans_come_by_key() -> None:
    patterns = PatternSet([("a", "{rdv}"), ("b", "offre"), ("a", "appelez")], FIELDS)
    folded = fold("Appelez pour un RDV")
    assert patterns.keys(folded) == {"a"}
    assert sorted(patterns.finditer(folded, "a")) == [(0, 7), (16, 19)]
    assert list(patterns.finditer(folded, "b")) == []
    assert len(patterns) == 3


def test_patterns_may_stand_inside_a_word() -> None:
    inside = PatternSet([("tag", "reserve")], FIELDS, whole_words=False)
    assert inside.keys(fold("#jereservemonlaser")) == {"tag"}
    assert PatternSet([("tag", "reserve")], FIELDS).keys(fold("#jereservemonlaser")) == set()


def test_no_pattern_needs_no_text() -> None:
    assert PatternSet[str]([], {}).scan("anything") == []
    assert PatternSet([("key", "rdv")], FIELDS).scan("") == []


@pytest.mark.parametrize("words", range(1, 12))
def test_patterns_are_found_when_the_words_met_so_far_are_forgotten(
    words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood of words once made a sentence lose those that had just been read of it."""
    monkeypatch.setattr(bot.guard.postings, "VOCABULARY", words)
    patterns = PatternSet(
        [("near", "promis|c'est certain"), ("afar", "jamais[.] {gap:3} (?:demain|plus tard)")], {}
    )
    text = "vous garderez votre expression, c'est certain. jamais. un an plus tard, tout change."
    assert [key for key, _, _ in patterns.scan(text)] == ["near", "afar"]
