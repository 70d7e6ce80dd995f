"""Reports and letters about a review: nothing but what is known, blanks for the rest, no patient data, references that a card holds."""

from __future__ import annotations

import re
from itertools import product

import pytest

from bot.drafting.cases import Case
from bot.drafting.letters import (
    BLANK,
    Paper,
    grounds_of,
    letter,
    letters_of,
    odds,
    questions_of,
    report,
    slug_of,
    table,
)
from bot.french import typeset
from bot.guard import Practice
from bot.guard.patient import mask
from knowledge.corpus import CORPUS

OWN = Practice(
    doctor="Dr Anne Verdier",
    practice="Cabinet des Tilleuls",
    address="3 rue des Tilleuls, 69000 Lyon",
    phone="01 99 00 12 34",
    email="contact@tilleuls.example",
)
BARE = {"reference": "AV-2026-07", "today": "23 novembre 2026"}
KNOWN = {
    **BARE,
    "doctor": "Dr Anne Verdier",
    "practice": "Cabinet des Tilleuls",
    "address": "3 rue des Tilleuls, 69000 Lyon",
    "phone": "01 99 00 12 34",
    "email": "contact@tilleuls.example",
    "link": "https://avis.example/r/abc",
    "published": "12 octobre 2026",
    "stars": "1",
    "last": "lundi 11 janvier 2027",
    "case": "diffamation possible",
    "proofs": "2 captures ; kit 3/7",
    "timeline": "- 23 novembre 2026 à 12 h : dossier ouvert",
}
GROUNDS = tuple(table()["grounds"])
LETTERS = tuple(table()["letters"])
CONFIRMING = re.compile(
    r"(?i)\b(?:(?:notre|votre|mon|ma|nos|mes|cette|ce|un|une|le|la|ancien(?:ne)?) patiente?|patientes? (?:du|de notre|de mon)|(?:que )?j[’']ai (?:opéré|reçu|suivi|soigné)|suivie? (?:chez|par) (?:nous|moi)|sa consultation|son (?:intervention|opération|dossier)|n[’']est jamais venue?|inconnue? du cabinet)\b"
)


def choices(kind: str) -> list[str]:
    return ["".join(made) for made in product(*(dict(one.choices) for one in questions_of(kind)))]


def papers(known: dict[str, str]) -> list[Paper]:
    written = [report(ground, known) for ground in GROUNDS]
    return written + [letter(kind, known, made) for kind in LETTERS for made in choices(kind)]


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_leaves_no_slot_and_lists_each_of_its_blanks(paper: Paper) -> None:
    assert not re.search(r"[{}]", paper.text)
    assert set(BLANK.findall(paper.body)) == set(paper.blanks)
    assert all(blank in paper.text.rpartition("À compléter avant l’envoi")[2] for blank in paper.blanks)


@pytest.mark.parametrize("paper", papers(BARE), ids=lambda paper: paper.title)
def test_paper_of_which_nothing_is_known_invents_nothing(paper: Paper) -> None:
    assert "⟦NOM DU MÉDECIN⟧" in paper.blanks
    assert "Verdier" not in paper.text


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_says_what_is_known_in_place_of_its_blanks(paper: Paper) -> None:
    assert "Dr Anne Verdier" in paper.body
    assert not any("CABINET" in blank or "MÉDECIN" in blank for blank in paper.blanks)


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_is_to_be_read_again_by_a_lawyer(paper: Paper) -> None:
    first = paper.text.splitlines()[0]
    assert first.startswith("PROJET À RELIRE")
    assert "AVOCAT" in first
    assert "aucune donnée de patient" in paper.text


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_never_says_whether_the_author_is_known(paper: Paper) -> None:
    assert CONFIRMING.findall(paper.body) == []


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_holds_no_personal_data_but_the_practice_s(paper: Paper) -> None:
    said = BLANK.sub("", paper.body).replace("de Chambéry", "")  # a court
    names = re.findall(r"⟦(?:TÉL|E-MAIL|NIR|PRÉNOM|NOM)[^⟧]*⟧", mask(said, OWN).text)
    assert names == []


@pytest.mark.parametrize("paper", papers(KNOWN), ids=lambda paper: paper.title)
def test_paper_is_typeset(paper: Paper) -> None:
    assert paper.text == typeset(paper.text)


def test_reference_is_held_by_its_card_with_its_confidence_or_is_to_be_checked() -> None:
    shelves = [table()["report"], *table()["grounds"].values(), *table()["letters"].values()]
    for one in (reference for shelf in shelves for reference in shelf["references"]):
        if "card" not in one:
            continue
        card = (CORPUS / "deontology" / f"{one['card']}.md").read_text("utf-8")
        numbers = re.findall(r"[LRD]\.\d[\d-]*\d|\d+-\d+|\d{2,4}/\d+|n° [\d.-]+|art\. \d+", one["ref"])
        assert re.search(rf"confidence: {one['confidence']}\b", card), one
        assert [number for number in numbers if number.removeprefix("art. ") not in card] == [], one


@pytest.mark.parametrize("kind", LETTERS)
def test_reference_that_no_card_holds_is_marked(kind: str) -> None:
    text = letter(kind, KNOWN, choices(kind)[0]).text
    unsure = [one["ref"] for one in table()["letters"][kind]["references"] if "card" not in one]
    assert all(f"{typeset(one)} (à vérifier)" in text for one in unsure)
    assert ("RGPD, articles 17 et 21 ⟦RÉFÉRENCE À VÉRIFIER⟧" in text) == bool(unsure)


@pytest.mark.parametrize("ground", GROUNDS)
def test_report_holds_what_the_regulation_asks_for(ground: str) -> None:
    body = report(ground, KNOWN).body
    assert all(one in body for one in ("https://avis.example/r/abc", "contact@tilleuls.example", "bonne foi"))
    assert "Motif" in body


def test_report_on_somebody_s_data_does_not_repeat_them() -> None:
    assert "⟦PASSAGE EN CAUSE⟧" not in report("third_party", KNOWN).body
    assert "⟦PASSAGE EN CAUSE⟧" in report("insult", KNOWN).body


def test_erasure_of_a_profile_that_was_claimed_leans_on_no_weak_argument() -> None:
    claimed, never = letter("effacement", KNOWN, "of"), letter("effacement", KNOWN, "nf")
    assert "Chambéry" in never.body
    assert "Chambéry" not in claimed.body
    assert any("plus fragile" in caution for caution in claimed.cautions)
    assert all(any("2021" in caution for caution in one.cautions) for one in (claimed, never))


@pytest.mark.parametrize("case", [case for case in Case if case is not Case.POSITIVE])
def test_odds_are_honest_and_without_a_figure(case: Case) -> None:
    said = " ".join(odds(case))
    assert "sans chiffre" in said
    assert not re.search(r"\d+ ?%", said)


@pytest.mark.parametrize("case", [Case.NEGATIVE_MEDICAL, Case.NEGATIVE_ORGANISATION])
def test_mere_criticism_has_no_ground_and_low_odds(case: Case) -> None:
    assert grounds_of(case) == ()
    assert "faibles" in odds(case)[0]


def test_every_ground_and_letter_of_a_case_is_there() -> None:
    assert all(set(grounds_of(case)) <= set(GROUNDS) for case in Case)
    assert all(set(letters_of(case)) <= set(LETTERS) for case in Case)
    assert all(re.fullmatch(r"[a-z-]+", slug_of(ground)) for ground in GROUNDS)
