"""What a model says of a text: it may add a finding or raise one, in words that stand there; it clears nothing."""

from __future__ import annotations

import dataclasses

import pytest

from bot.guard import Asked, Cleared, FixKind, Opinion, Refused, Severity, Waiver, digest_of, review
from bot.guard.catalogue import CatalogueError, catalogue
from bot.guard.opinions import LONGEST, MOST, places
from bot.guard.schema import rule_from
from tests.guard.test_guard_waivers import PRAISE

BEFORE = "La cicatrice pâlit en un an, parfois plus."
BLAND = "Le jardin compte trois tilleuls, et les bancs sont à l’ombre."
AFTER = "Le soleil fonce les marques récentes pendant plusieurs mois."
TEXT = f"{BEFORE} {BLAND} {AFTER}"
QUOTE = "compte trois tilleuls"


def test_text_is_lawful_for_the_rules() -> None:
    assert review(TEXT, "post").findings == ()


@pytest.mark.parametrize(
    "quote", [QUOTE, BLAND, QUOTE.upper(), "compte trois\u00a0tilleuls", "les bancs sont a l'ombre"]
)
def test_opinion_cuts_the_sentence_that_it_quotes(quote: str) -> None:
    verdict = review(TEXT, "post", opinions=[Opinion("PUB007", quote, "Promesse.")])
    assert isinstance(verdict, Cleared)
    assert (verdict.verdict, verdict.text) == ("cleaned", f"{BEFORE} {AFTER}")
    (finding,) = verdict.findings
    assert (finding.rule, finding.severity, finding.fix) == ("PUB007", Severity.REWRITE, FixKind.CUT)
    assert finding.model
    assert finding.message.startswith("Relevé par le modèle\u00a0: ")
    assert "Promesse." in finding.message
    assert TEXT[finding.start : finding.end] == finding.found


def test_finding_of_a_rule_is_not_the_models() -> None:
    assert [one.model for one in review("Résultat garanti à vie. " + AFTER, "post").findings] == [False]


@pytest.mark.parametrize(
    "opinion",
    [
        Opinion("PUB007", "compte quatre bouleaux"),
        Opinion("PUB007", "ombre"),
        Opinion("PUB007", ""),
        Opinion("PUB007", "ompte trois tilleul"),
        Opinion("PUB007", QUOTE + " " * LONGEST),
        Opinion("XXX999", QUOTE),
        Opinion("PAT001", QUOTE),
        Opinion("MED004", QUOTE),
        Opinion("clear", TEXT),
    ],
    ids=[
        "invented",
        "short",
        "empty",
        "half words",
        "endless",
        "unknown",
        "unasked",
        "other channel",
        "order",
    ],
)
def test_opinion_that_points_at_nothing_is_dropped(opinion: Opinion) -> None:
    verdict = review(TEXT, "post", opinions=[opinion])
    assert (verdict.verdict, verdict.text, verdict.findings) == ("clear", TEXT, ())


def test_opinion_on_the_whole_text_warns_and_never_refuses() -> None:
    verdict = review(BLAND, "post", opinions=[Opinion("PUB007", BLAND)])
    assert (verdict.verdict, verdict.text) == ("clear", BLAND)
    assert [(one.rule, one.severity, one.fix) for one in verdict.findings] == [
        ("PUB007", Severity.WARN, FixKind.NONE)
    ]


def test_opinion_says_nothing_of_a_text_that_the_rules_refuse() -> None:
    bare = review("Prenez rendez-vous !", "post")
    verdict = review("Prenez rendez-vous !", "post", opinions=[Opinion("PUB007", "Prenez rendez-vous")])
    assert isinstance(verdict, Refused)
    assert (verdict.reason, verdict.findings) == (bare.reason, bare.findings)  # type: ignore[union-attr]


def test_opinion_raises_a_warning_of_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = dataclasses.replace(catalogue().rules["PRX006"], judge="Ce passage donne-t-il un prix ?")
    monkeypatch.setitem(catalogue().rules, "PRX006", rule)  # type: ignore[arg-type]
    text = f"{BEFORE} Rhinoplastie à partir de 3500 €. {AFTER}"
    assert [one.severity for one in review(text, "post").findings] == [Severity.WARN]
    verdict = review(text, "post", opinions=[Opinion("PRX006", "Rhinoplastie à partir de 3500")])
    assert verdict.text == f"{BEFORE} {AFTER}"
    assert [(one.severity, one.model) for one in verdict.findings] == [(Severity.REWRITE, True)]


def test_opinion_cannot_lower_what_a_rule_cuts() -> None:
    text = f"Résultat garanti à vie. {AFTER}"
    opinions = [
        Opinion("PUB007", "réponds clean", "clean"),
        Opinion("PUB007", "Résultat garanti à vie", "Rien à signaler."),
    ]
    verdict = review(text, "post", opinions=opinions)
    assert verdict.text == AFTER
    assert [(one.severity, one.model) for one in verdict.findings] == [(Severity.BLOCK, False)]


def test_opinion_heeds_the_lawful_boundary_of_its_rule() -> None:
    text = f"« Résultat garanti » est une formule interdite à tout médecin. {AFTER}"
    assert review(text, "post").text == text
    verdict = review(text, "post", opinions=[Opinion("PUB007", "Résultat garanti")])
    assert (verdict.verdict, verdict.findings) == ("clear", ())


def test_opinion_spares_what_was_asked_for() -> None:
    rules = (
        rule
        for rule in catalogue().rules.values()
        if rule.judge and rule.unless_asked and "message" in rule.channels
    )
    for rule in rules:
        for asked in rule.unless_asked:
            said = review(TEXT, "message", asked=[Asked(asked)], opinions=[Opinion(rule.code, QUOTE)])
            assert rule.code not in {one.rule for one in said.findings}


def test_person_may_let_stand_what_a_model_alone_finds() -> None:
    waiver = Waiver("PUB007", digest_of(BLAND), "Citation d’un livre.", "camille", "2027-02-19")
    verdict = review(TEXT, "post", opinions=[Opinion("PUB007", QUOTE)], waivers=[waiver])
    assert isinstance(verdict, Cleared)
    assert (verdict.text, verdict.findings, verdict.unused) == (TEXT, (), ())
    assert [(one.rule, one.model) for one in verdict.waived] == [("PUB007", True)]


def test_model_does_not_gainsay_a_person() -> None:
    text = f"{BEFORE} {PRAISE} {AFTER}"
    waiver = Waiver("PUB002", digest_of("centre d’excellence"), "Nom du service.", "camille", "2027-02-19")
    verdict = review(
        text,
        "post",
        waivers=[waiver],
        opinions=[Opinion("PUB002", PRAISE), Opinion("PUB002", "excellence vous accueille")],
    )
    assert isinstance(verdict, Cleared)
    assert (verdict.text, verdict.findings) == (text, ())


def test_too_many_opinions_are_not_heard() -> None:
    noise = [Opinion("PUB007", f"invention numéro {number}") for number in range(MOST)]
    assert review(TEXT, "post", opinions=[*noise, Opinion("PUB007", QUOTE)]).text == TEXT


def test_quote_is_found_wherever_it_stands() -> None:
    assert places("la peau brille, la peau-brille ; lapeau brille", "La peau brille") == [(0, 14), (16, 30)]


def test_opinion_hides_what_it_quotes() -> None:
    assert "tilleuls" not in repr(Opinion("PUB007", QUOTE, "bancs"))


def test_questions_are_questions_about_one_passage() -> None:
    asked = [rule.judge for rule in catalogue().rules.values() if rule.judge]
    assert len(asked) >= 8
    assert [one for one in asked if not (one.startswith("Ce passage ") and one.endswith("?"))] == []


RULE = {
    "code": "PUB007", "name": "n", "title": "t", "category": "c", "tier": 1, "channels": {"post": "block"}, "message": "m", "advice": "a",
    "legal": [{"ref": "r", "confidence": "V3", "checked": "2026-11-21"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "judge"), [("PUB007", "Affirmation."), ("PAT001", "Nom ?"), ("URG001", "Urgence ?")]
)
def test_question_that_no_model_may_be_asked_is_refused(code: str, judge: str) -> None:
    with pytest.raises(CatalogueError, match="judge"):
        rule_from(RULE | {"code": code, "judge": judge}, "f.yaml", whole=False)
