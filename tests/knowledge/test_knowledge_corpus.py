"""What we ship: the sheets that patients' questions rest on, and the cards of the rules, each whole and true to its form."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from statistics import fmean
from typing import Any, Final

import pytest

from bot.drafting.ports import Kind
from bot.guard import Cleared, review
from bot.guard.catalogue import RULES, load
from knowledge.analysis import fold, words
from knowledge.corpus import CORPUS, load_shipped
from knowledge.frontmatter import load_yaml, split
from knowledge.labels import TO_READ, label

HEADINGS: Final = [
    "En bref",
    "De quoi s’agit-il",
    "Pour qui, pour qui non",
    "Comment cela se passe",
    "Les suites, jour après jour",
    "Risques et limites",
    "Alternatives",
    "Quand appeler, et qui",
    "Questions à poser",
    "Prévention",
]
CRAFTED: Final = {"post": "Pour un post", "message": "Pour un message", "review": "Pour un avis"}
LONGEST: Final = 18  # words in the mean sentence of a sheet
MARK: Final = re.compile(r"(?:V[123]|H|M)(?:\+(?:V[123]|H|M))*")
PLAIN: Final = re.compile(r"['\"]| [;:!?»]|« ")  # what true typography never has, in a body
CALLED: Final = re.compile(r"GLP-1|B12")  # names that hold a number
NEVER_CITED: Final = {"K18": "names two articles that no rule of communication may rest on"}


def read(folder: str) -> dict[str, tuple[dict[str, Any], str]]:
    files = sorted((CORPUS / folder).glob("*.md"))
    return {path.stem: split(path.read_text("utf-8"), path.name) for path in files}


SHEETS: Final = read("topics")
CARDS: Final = read("deontology")
SOURCES: Final = load_yaml((CORPUS / "deontology" / "sources.yaml").read_text("utf-8"))
RULE_CARDS: Final = {code: set(rule.cards) for code, rule in load(RULES).rules.items()}
each_sheet = pytest.mark.parametrize("name", SHEETS)
each_card = pytest.mark.parametrize("name", CARDS)


def said(body: str) -> list[str]:
    """Return the sentences of a sheet, without its headings."""
    lines = [line.removeprefix("- ") for line in body.splitlines() if line and not line.startswith("#")]
    return [one for line in lines for one in re.split(r"(?<=[.!?])\s+", line)]


def section(body: str, heading: str) -> str:
    return body.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip()


def test_at_least_sixty_four_sheets_are_shipped() -> None:
    assert len(SHEETS) >= 64


@each_sheet
def test_sheet_has_the_ten_headings_each_with_something_under_it(name: str) -> None:
    body = SHEETS[name][1]
    assert re.findall(r"^## (.*)$", body, re.MULTILINE) == HEADINGS
    assert all(section(body, heading) for heading in HEADINGS)


@each_sheet
def test_sheet_is_read_with_ease(name: str) -> None:
    lengths = [len(re.findall(r"\w+(?:['’-]\w+)*", sentence)) for sentence in said(SHEETS[name][1])]
    assert fmean(lengths) <= LONGEST


@each_sheet
def test_sheet_passes_the_guard_byte_for_byte(name: str) -> None:
    verdict = review(SHEETS[name][1], "post")
    assert isinstance(verdict, Cleared)
    assert verdict.text == SHEETS[name][1]


@each_sheet
def test_figure_of_a_sheet_stands_in_its_text_with_a_mark_and_sources_it_names(name: str) -> None:
    values, body = SHEETS[name]
    keys = {source["key"] for source in values["sources"]}
    for figure in values["figures"]:
        assert figure["text"].lower() in body.lower()
        assert figure["confidence"] in {"V2", "V3"}
        assert figure["sources"]
        assert set(figure["sources"]) <= keys


@each_sheet
def test_sheet_gives_no_number_without_a_figure(name: str) -> None:
    values, body = SHEETS[name]
    rest = CALLED.sub("", body).lower()
    for figure in sorted((one["text"].lower() for one in values["figures"]), key=len, reverse=True):
        rest = rest.replace(figure, "")
    assert re.findall(r".{0,20}\d.{0,20}", rest) == []


@each_sheet
def test_sheet_names_no_price(name: str) -> None:
    assert re.findall(r"€|\beuros?\b", SHEETS[name][1]) == []


@each_sheet
def test_sheet_says_whom_to_call(name: str) -> None:
    calls = section(SHEETS[name][1], "Quand appeler, et qui")
    assert all(number in calls for number in ("15", "112", "114"))


@each_sheet
def test_sheet_is_shipped_unread_checked_and_sourced(name: str) -> None:
    values = SHEETS[name][0]
    assert values["signed_off"] is False
    assert date.fromisoformat(str(values["checked"])) <= date(2030, 1, 1)
    assert MARK.fullmatch(values["confidence"])
    assert all(source["url"].startswith(("http://", "https://")) for source in values["sources"])
    assert len(values["hooks"]) == 4
    assert set(values["season"]) <= set(range(1, 13))


@each_sheet
def test_sheet_is_printed_in_true_typography(name: str) -> None:
    values, body = SHEETS[name]
    printed = "\n".join((body, values["title"], values["subject"], *values["hooks"]))
    assert PLAIN.findall(printed) == []


def test_sheet_says_that_the_surgeon_must_read_it() -> None:
    labels = [label(one) for one in load_shipped() if one.kind is Kind.TOPIC]
    assert [one for one in labels if TO_READ not in one] == []


def test_name_that_people_give_means_one_sheet() -> None:
    given = sorted((" ".join(words(one)), name) for name, (v, _) in SHEETS.items() for one in v["names"])
    shared = {
        key: sheets
        for key, group in groupby(given, key=lambda one: one[0])
        if len(sheets := {name for _, name in group}) > 1
    }
    assert shared == {}


def test_title_is_that_of_one_document() -> None:
    titles = [fold(values["title"]) for values, _ in (*SHEETS.values(), *CARDS.values())]
    assert len(set(titles)) == len(titles)


def test_cards_are_the_seventy_three() -> None:
    assert list(CARDS) == [f"K{number:02d}" for number in range(1, 74)]


@each_card
def test_card_says_what_to_know_then_what_it_means_for_each_of_its_crafts(name: str) -> None:
    values, body = CARDS[name]
    crafts = [heading for craft, heading in CRAFTED.items() if craft in values["crafts"]]
    assert crafts
    assert re.findall(r"^## (.*)$", body, re.MULTILINE) == ["Ce qu’il faut savoir", *crafts]
    assert all(section(body, heading) for heading in crafts)


@each_card
def test_card_cites_with_a_mark_and_dates_in_force_that_are_integers(name: str) -> None:
    """A date that no page gave stays empty: it is not guessed."""
    values = CARDS[name][0]
    assert values["refs"]
    assert MARK.fullmatch(values["confidence"])
    for ref in values["refs"]:
        assert MARK.fullmatch(ref["confidence"])
        assert isinstance(ref["to"], int)
        assert ref["from"] is None or 18000101 <= ref["from"] <= ref["to"] <= 99991231


@each_card
def test_card_names_the_pages_it_was_checked_on(name: str) -> None:
    values = CARDS[name][0]
    assert date.fromisoformat(str(values["checked"])) <= date(2030, 1, 1)
    assert set(values["sources"]) <= SOURCES.keys()
    assert values["url"] or values["sources"] or values["confidence"] == "M"


@each_card
def test_card_is_asked_for_in_everyday_words(name: str) -> None:
    values = CARDS[name][0]
    assert len(values["questions"]) >= 4
    assert len(values["keywords"]) >= 4


@each_card
def test_card_names_the_rules_that_name_it(name: str) -> None:
    pointing = {code for code, cards in RULE_CARDS.items() if name in cards}
    assert set(CARDS[name][0]["rules"]) == pointing
    assert pointing or name in NEVER_CITED


@pytest.mark.parametrize("code", RULE_CARDS)
def test_rule_points_at_cards_that_exist(code: str) -> None:
    assert RULE_CARDS[code]
    assert RULE_CARDS[code] <= CARDS.keys()
