"""The map of the law: every article and card that a rule cites, and no other."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

import yaml

from bot.guard.catalogue import RULES, load

_PARAGRAPH: Final = re.compile(r"(?:, (?:I{1,3}(?: et I{1,3})?|al\. \d|§ \d))+$")
CARDS: Final = 73


def coverage() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((RULES / "coverage.yaml").read_text(encoding="utf-8"))
    return found


def test_coverage_maps_each_article_to_the_rules_that_cite_it() -> None:
    cited: defaultdict[str, set[str]] = defaultdict(set)
    for rule in load(RULES).rules.values():
        for basis in rule.legal:
            cited[_PARAGRAPH.sub("", basis.ref)].add(rule.code)
    assert coverage()["articles"] == {article: sorted(codes) for article, codes in cited.items()}


def test_coverage_maps_each_card_to_its_rules_or_to_judgement() -> None:
    cited: defaultdict[str, set[str]] = defaultdict(set)
    for rule in load(RULES).rules.values():
        for card in rule.cards:
            cited[card].add(rule.code)
    names = [f"K{number:02d}" for number in range(1, CARDS + 1)]
    expected = {name: sorted(cited[name]) if name in cited else "judgement" for name in names}
    assert coverage()["cards"] == expected
