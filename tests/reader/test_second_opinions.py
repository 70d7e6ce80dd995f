"""What the rules and the reader make together: the graver one wins, and the rules go on alone without it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.commands import doctor
from bot.conversation.intent import Wish, understand
from bot.drafting import cases, second, triage
from bot.drafting.cases import Case, judge, read_review
from bot.drafting.message import emergency
from bot.drafting.triage import UNNAMED, Class, Triage
from bot.guard import NOBODY, Cleared
from bot.guard.reader import Reader, ReaderUnavailable
from bot.practice import PracticeBook

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 21)
NO_PRACTICE = PracticeBook(NOBODY, {}, lambda: TODAY)
PROMPT = "Ma jambe est un peu plus lourde."  # no rule says anything grave of it


def chances(best: str, chance: float, labels: type[Class | Case]) -> dict[str, float]:
    rest = (1 - chance) / (len(labels) - 1)
    return {label.value: chance if label.value == best else rest for label in labels}


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make every weight file unreadable."""

    def load(name: str) -> Reader:
        raise ReaderUnavailable(name, "damaged file")

    monkeypatch.setattr(Reader, "load", load)
    second._reader.cache_clear()
    yield
    second._reader.cache_clear()


# Triage


@pytest.mark.parametrize("first", [Class.MEDICAL, Class.PRACTICAL, Class.MINOR, Class.NONE])
@pytest.mark.parametrize("grave", [Class.EMERGENCY, Class.DISTRESS])
def test_grave_class_of_the_reader_wins(first: Class, grave: Class) -> None:
    assert triage.weighed(first, chances(grave, 0.9, Class)) is grave


@pytest.mark.parametrize("grave", [Class.EMERGENCY, Class.DISTRESS])
@pytest.mark.parametrize("chance", [0.3, 0.6])
def test_grave_class_of_the_rules_wins(grave: Class, chance: float) -> None:
    assert triage.weighed(grave, chances("practical", chance, Class)) is grave


def test_alarm_of_the_rules_falls_only_when_the_reader_is_surely_of_another_mind() -> None:
    assert triage.weighed(Class.EMERGENCY, chances("practical", 0.99, Class)) is Class.PRACTICAL


@pytest.mark.parametrize("first", Class)
def test_rules_stand_alone_without_a_reader(first: Class) -> None:
    assert triage.weighed(first, {}) is first


def test_reader_decides_between_classes_that_are_not_grave() -> None:
    assert triage.weighed(Class.PRACTICAL, chances("third_party", 0.8, Class)) is Class.THIRD_PARTY


@pytest.mark.parametrize(
    "text",
    [
        "Impossible de finir ma phrase sans reprendre mon souffle, et le ventre a été fait avant-hier",
        "le bout de ma lèvre vire au gris depuis la séance de ce midi",
        "Depuis hier ma main opérée est bouillante et je claque des dents",
        "personne ne me regrettera, j'ai écrit à tout le monde",
    ],
)
def test_danger_in_unforeseen_words_is_caught(text: str) -> None:
    assert triage.triage(text).klass in {Class.EMERGENCY, Class.DISTRESS}


@pytest.mark.parametrize(
    "text",
    [
        "Quels sont vos horaires ?",
        "Combien coûte une rhinoplastie ?",
        "Je voudrais augmenter ma poitrine.",
        "Merci pour tout",
        "puis-je reprendre le sport à trois semaines",
        "Je suis avocat, merci de m’adresser le dossier",
    ],
)
def test_ordinary_message_is_no_alarm(text: str) -> None:
    assert triage.triage(text).klass not in {Class.EMERGENCY, Class.DISTRESS}


@pytest.mark.parametrize(("klass", "number"), [(Class.EMERGENCY, "15"), (Class.DISTRESS, "3114")])
def test_alarm_without_a_rule_gets_the_fixed_text_with_the_number_first(klass: Class, number: str) -> None:
    read = triage._read(PROMPT)
    seen = triage._triage(PROMPT, read, klass)
    draft = emergency(seen, NO_PRACTICE)
    assert read.klass not in triage.GENERIC
    assert seen.red_flags == ((UNNAMED,) if klass is Class.EMERGENCY else ("E14",))
    assert isinstance(draft.verdict, Cleared)
    assert number in draft.verdict.text.split(".")[0]
    assert draft.fixed


def test_greeting_alone_is_left_to_the_rules() -> None:
    assert triage.triage("Bonjour").klass is Class.PRACTICAL


# Reviews


@pytest.mark.parametrize("first", [Case.DEFAMATION, Case.THREAT_OR_HATE])
@pytest.mark.parametrize("best", [Case.POSITIVE, Case.NEGATIVE_MEDICAL, Case.NEGATIVE_ORGANISATION])
def test_grave_case_of_the_rules_never_becomes_ordinary(first: Case, best: Case) -> None:
    assert cases.weighed(first, chances(best, 0.99, Case), None) is first


@pytest.mark.parametrize("best", [Case.DEFAMATION, Case.THREAT_OR_HATE, Case.INSULT])
def test_grave_case_of_the_reader_wins_over_an_ordinary_one(best: Case) -> None:
    assert cases.weighed(Case.NEGATIVE_MEDICAL, chances(best, 0.7, Case), 1.0) is best


def test_alert_of_the_rules_stands() -> None:
    assert cases.weighed(Case.ALERT, chances("positive", 0.99, Case), 5.0) is Case.ALERT


def test_stars_tell_praise_from_complaint() -> None:
    even = {**dict.fromkeys((case.value for case in Case), 0.0), "positive": 0.5, "negative_medical": 0.4}
    found = [cases.weighed(Case.POSITIVE, even, stars) for stars in (None, 1.0, 5.0)]
    assert found == [Case.POSITIVE, Case.NEGATIVE_MEDICAL, Case.POSITIVE]


@pytest.mark.parametrize("first", Case)
def test_case_of_the_rules_stands_without_a_reader(first: Case) -> None:
    assert cases.weighed(first, {}, 1.0) is first


# Without weights


@pytest.mark.usefixtures("no_reader")
def test_rules_go_on_alone_when_weights_are_damaged() -> None:
    seen = triage.triage("J’ai une douleur dans la poitrine quand j’inspire")
    assert isinstance(seen, Triage)
    assert (seen.klass, seen.red_flags) == (Class.EMERGENCY, ("E3",))
    assert judge(read_review("Accueil glacial, à fuir", 1.0), TODAY).case is Case.NEGATIVE_ORGANISATION
    assert understand("fais-moi un post sur le soleil", follows=False).wish is Wish.POST


@pytest.mark.usefixtures("no_reader")
def test_unusable_reader_is_told_once_without_a_word_of_the_text(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        triage.triage("zanzibar")
    assert [record.message for record in caplog.records] == ["second reader triage not used: damaged file"]


@pytest.mark.usefixtures("no_reader")
@pytest.mark.parametrize("name", doctor.READERS)
def test_doctor_tells_of_a_missing_reader(name: str) -> None:
    line = doctor._reader(name)
    assert line.mark == doctor.WRONG
    assert "les règles répondent seules" in line.text


def test_doctor_tells_how_many_examples_a_reader_learnt_from() -> None:
    assert doctor._reader("triage").mark == doctor.GOOD
    assert "exemples" in doctor._reader("triage").text
