"""The map of the law: every article and card that a rule or a card of the knowledge base cites, and no other."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.guard.catalogue import RULES, load

_PARAGRAPH: Final = re.compile(r"(?:, (?:I{1,3}(?: et I{1,3})?|al\. \d|§ \d))+$")
KNOWLEDGE: Final = Path(__file__).parents[2] / "knowledge" / "corpus" / "deontology"
CARDS: Final = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    for path in sorted(KNOWLEDGE.glob("K*.md"))
}
LIST: Final = {  # how many rules the list of the profession holds, by family
    "RDV": 9,
    "PUB": 20,
    "PRX": 7,
    "PAT": 12,
    "MED": 8,
    "URG": 4,
    "SCI": 6,
    "PRD": 7,
    "TIT": 4,
    "CNF": 3,
    "DIG": 4,
    "MIN": 2,
    "EST": 2,
    "AVI": 12,
    "IA": 2,
}


def coverage() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((RULES / "coverage.yaml").read_text(encoding="utf-8"))
    return found


def mapped(names: list[str], codes: dict[str, set[str]]) -> dict[str, list[str] | str]:
    """Return the codes of each name, or `judgement`."""
    return {name: sorted(codes[name]) if codes.get(name) else "judgement" for name in names}


def article(ref: str) -> str:
    """Return a reference without its paragraph."""
    return _PARAGRAPH.sub("", ref)


def test_coverage_maps_each_article_to_the_rules_that_cite_it_or_to_judgement() -> None:
    cited: defaultdict[str, set[str]] = defaultdict(set)
    for rule in load(RULES).rules.values():
        for basis in rule.legal:
            cited[article(basis.ref)].add(rule.code)
    of_cards = {article(one["ref"]) for card in CARDS.values() for one in card["refs"]}
    assert coverage()["articles"] == mapped([*cited, *of_cards], cited)


def test_coverage_maps_each_card_to_its_rules_or_to_judgement() -> None:
    cited: defaultdict[str, set[str]] = defaultdict(set)
    for rule in load(RULES).rules.values():
        for card in rule.cards:
            cited[card].add(rule.code)
    for name, card in CARDS.items():
        cited[name].update(card["rules"])
    names = [f"K{number:02d}" for number in range(1, 74)]
    assert coverage()["cards"] == mapped(names, cited)


def test_catalogue_holds_the_102_rules_of_the_profession() -> None:
    expected = {f"{family}{number:03d}" for family, size in LIST.items() for number in range(1, size + 1)}
    assert len(expected) == 102
    assert expected <= load(RULES).rules.keys()


@pytest.mark.parametrize("name", CARDS)
def test_card_names_rules_that_exist(name: str) -> None:
    assert set(CARDS[name]["rules"]) <= load(RULES).rules.keys()
