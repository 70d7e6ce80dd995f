"""The pages of the rules, the list of all, and the table of the README."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.guard.catalogue import RULES, load
from bot.guard.examples import main
from bot.guard.pages import CHANNELS, END, START, listing, near, page, table, with_table
from bot.guard.rule import Fix, Remedy, Rule

ALL: Final = load(RULES).rules
README: Final = Path(__file__).parents[2] / "README.md"

each_rule = pytest.mark.parametrize("rule", ALL.values(), ids=ALL)


@each_rule
def test_every_rule_has_a_page(rule: Rule) -> None:
    shown = page(rule)
    assert rule.page is not None
    assert shown.startswith(f"{rule.code} · {rule.title}")
    assert rule.page.definition in shown
    assert rule.page.lawful in shown
    assert all(channel in shown for channel in (CHANNELS[name] for name in rule.channels))


@each_rule
def test_page_gives_each_reference_with_its_confidence_and_its_date(rule: Rule) -> None:
    shown = page(rule)
    for basis in rule.legal:
        assert f"{basis.ref} (confiance {basis.confidence}), vérifié le {basis.checked}" in shown


def test_page_keeps_the_marks_of_its_examples_and_says_their_channel_in_french() -> None:
    shown = page(ALL["CNF001"])
    assert "  Franchement, votre ⟦ancien chirurgien a bâclé⟧ les points." in shown
    assert "  (réponse à un avis) L’⟦équipe d’en face aurait dû⟧ vous prévenir." in shown
    assert "message: " not in shown


def test_page_says_where_the_advice_of_a_rule_of_judgement_is_shown() -> None:
    shown = page(ALL["AVI012"])
    assert "Son conseil s’affiche quand une réponse à un avis est préparée." in shown
    assert "Aucun motif ne peut en juger" in shown


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        (Fix(Remedy.CUT_SENTENCE), "Correction : la phrase est retirée."),
        (Fix(Remedy.CUT_CLAUSE, safe=False), "le membre de phrase est retiré, si vous l’acceptez."),
        (Fix(Remedy.REPLACE, text="toxine botulique"), "remplacés par « toxine botulique »."),
        (Fix(Remedy.NONE), "la personne décide."),
    ],
)
def test_page_says_what_becomes_of_the_words(fix: Fix, said: str) -> None:
    assert said in page(replace(ALL["PUB007"], fix=fix))


def test_list_names_every_rule_once_under_its_family() -> None:
    codes = [line.split()[0] for line in listing(ALL.values()).splitlines() if line.startswith("  ")]
    assert codes == sorted(ALL)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("CFN003", "CNF003"), ("rdv01", "RDV001"), ("PUB099", "PUB009"), ("IA3", "IA001"), ("zzz", "MED")],
)
def test_wrong_code_gives_codes_that_look_like_it(wrong: str, right: str) -> None:
    assert right in near(wrong, ALL)


def test_table_of_the_readme_is_the_one_of_the_rules() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text, ALL.values()) == text


def test_table_is_written_between_its_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"avant\n{START}\nvieux\n{END}\naprès\n", encoding="utf-8")
    assert main(["table", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == f"avant\n{START}\n\n{table(ALL.values())}\n\n{END}\naprès\n"


def test_table_needs_its_marks() -> None:
    with pytest.raises(ValueError, match="README lacks"):
        with_table("rien", ALL.values())
