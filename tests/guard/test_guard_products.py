"""Information, products and titles: what the rules SCI, PRD and TIT find, and what they must leave alone.

The texts of a set were written without a look at the patterns and run once before the ideas behind the misses were mended. First runs,
recall at precision: SCI 0.65 at 1.00, 0.78 at 0.94, 0.73 at 1.00, 0.83 at 0.95, 0.85 at 1.00; PRD 0.85 at 1.00, 0.78 at 0.97, 0.96 at
1.00; TIT 0.93 at 0.97, 0.82 at 0.94, 0.93 at 1.00.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bot.guard import Channel, review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard import Finding

TESTS: Final = Path(__file__).parents[1]
TOPICS: Final = TESTS.parent / "knowledge" / "corpus" / "topics"
FAMILIES: Final = ("SCI", "PRD", "TIT")
RECALL: Final = 0.97
_END: Final = re.compile(r"(?<=[.!?])\s+")


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TEXTS: Final = entries(TESTS / "corpus" / "blind_sci_prd_tit.jsonl")


def ours(text: str, channel: str) -> Iterator[Finding]:
    """Yield what the patterns of the three families find; the second reader is measured elsewhere."""
    for one in review(text, channel).findings:
        if one.rule.startswith(FAMILIES) and one.reading is None:
            yield one


def found(text: str, channel: str) -> set[str]:
    """Return the rules of the three families that a text breaks."""
    return {one.rule for one in ours(text, channel)}


def mended(text: str, channel: str) -> set[str]:
    """Return those for which the text must change."""
    return {one.rule for one in ours(text, channel) if one.severity.mends}


def sentences_of(sheet: Path) -> Iterator[str]:
    body = sheet.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    for line in body.splitlines():
        if not line.startswith("#"):
            yield from filter(None, _END.split(line.strip()))


each_family = pytest.mark.parametrize("family", FAMILIES)


@each_family
def test_rules_of_a_family_find_what_fresh_eyes_wrote_as_faults(family: str) -> None:
    faults = [entry for entry in TEXTS if entry["rules"] and entry["family"] == family]
    missed = [entry["text"] for entry in faults if not found(entry["text"], entry["channel"])]
    assert len(faults) >= 100
    assert len(missed) <= (1 - RECALL) * len(faults), missed


@each_family
def test_rules_of_a_family_leave_lawful_texts_alone(family: str) -> None:
    lawful = [entry for entry in TEXTS if not entry["rules"] and entry["family"] == family]
    touched = [entry["text"] for entry in lawful if mended(entry["text"], entry["channel"])]
    assert len(lawful) >= 100
    assert touched == []


@pytest.mark.parametrize("sheet", sorted(TOPICS.glob("*.md")), ids=lambda sheet: sheet.stem)
def test_rules_leave_the_sentences_of_a_sheet_alone(sheet: Path) -> None:
    judged = {text: mended(text, channel) for text in sentences_of(sheet) for channel in Channel}
    assert judged
    assert {text: rules for text, rules in judged.items() if rules} == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Le Botox agit sur le muscle.",
            "Le médicament à base de toxine botulique agit sur le muscle.",
        ),
        ("Les effets du botox sont transitoires.", "Les effets de la toxine botulique sont transitoires."),
        ("Les risques liés au Botox existent.", "Les risques liés à la toxine botulique existent."),
        ("Que peut-on traiter par botox ?", "Que peut-on traiter par toxine botulique ?"),
        ("Votre botox dure quatre mois.", "Votre traitement par toxine botulique dure quatre mois."),
        ("Injections Botox et sport.", "Injections de toxine botulique et sport."),
    ],
)
def test_the_word_botox_gives_way_to_good_french(before: str, after: str) -> None:
    assert review(before, Channel.MESSAGE).text == after


def test_a_hashtag_with_the_word_botox_is_cut() -> None:
    verdict = review("La peau du front se plisse avec les mimiques. #botoxlyon", Channel.POST)
    assert verdict.text == "La peau du front se plisse avec les mimiques."


@pytest.mark.parametrize("limit", ["Un hématome est possible.", "Le résultat dépend de la peau."])
def test_a_benefit_passes_when_the_post_gives_a_limit(limit: str) -> None:
    benefit = "La liposuccion affine les cuisses."
    assert "SCI004" in found(benefit, Channel.POST)
    assert "SCI004" not in found(f"{benefit} {limit}", Channel.POST)


def test_a_product_may_be_discussed_when_the_ties_are_told() -> None:
    text = "Prise en main du nouveau laser ce matin."
    assert "PRD005" in found(text, Channel.POST)
    assert "PRD005" not in found(f"{text} Aucun lien d’intérêts avec le fabricant.", Channel.POST)
