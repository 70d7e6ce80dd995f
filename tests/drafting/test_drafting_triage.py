"""Triage: emergencies first, whatever the spelling; ordinary messages are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import DISGUISES, rows

from bot.drafting.signs import read_signs, sign_book
from bot.drafting.triage import LEVELS, Class, Triage, as_before, language, triage
from bot.guard import Asked

FLAGS = sign_book("red_flags.yaml").table["flags"]
TABLE = rows("messages.tsv", "messages_second.tsv", "messages_third.tsv", "messages_fourth.tsv")
FOREIGN = ("ar", "es", "pt", "en")


def flag_examples(kind: str) -> list[tuple[str, str]]:
    return [(flag["id"], text) for flag in FLAGS for text in flag[kind]]


def is_latin(text: str) -> bool:
    return all(letter < "\u0400" for letter in text)


@pytest.mark.parametrize(("code", "text"), flag_examples("flags"))
def test_red_flag_is_raised_by_each_of_its_examples(code: str, text: str) -> None:
    assert code in triage(text).red_flags


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(("code", "text"), [pair for pair in flag_examples("flags") if is_latin(pair[1])])
def test_red_flag_is_raised_under_disguise(code: str, text: str, disguise: str) -> None:
    assert code in triage(DISGUISES[disguise](text)).red_flags


@pytest.mark.parametrize(("code", "text"), flag_examples("passes"))
def test_near_miss_of_a_red_flag_is_no_emergency(code: str, text: str) -> None:
    assert triage(text).klass not in {Class.EMERGENCY, Class.DISTRESS}, code


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag["id"])
def test_red_flag_has_at_least_four_examples_of_each_kind(flag: dict[str, list[str]]) -> None:
    assert len(flag["flags"]) >= 4
    assert len(flag["passes"]) >= 4


def test_red_flags_are_known_and_the_doubtful_eighteenth_is_no_emergency() -> None:
    doubtful = triage("Opérée il y a trois jours, un sein est un peu plus haut que l’autre.")
    known = [*(f"E{number}" for number in range(1, 18)), "E19"]
    assert list(dict.fromkeys(flag["id"] for flag in FLAGS)) == known
    assert (doubtful.klass, doubtful.red_flags) == (Class.MEDICAL, ("E18",))


@pytest.mark.parametrize(("klass", "detail", "text"), TABLE)
def test_message_falls_in_its_class(klass: str, detail: str, text: str) -> None:
    seen = triage(text)
    assert seen.klass == klass
    if detail.startswith("E"):
        assert detail in seen.red_flags
    elif detail:
        assert Asked(detail) in seen.asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je n’ai pas de fièvre depuis l’opération", Class.MEDICAL),
        ("J’ai de la fièvre depuis l’opération", Class.EMERGENCY),
        ("Que faire si la cicatrice saigne beaucoup ?", Class.MEDICAL),
        ("La cicatrice saigne beaucoup", Class.EMERGENCY),
        ("J’avais eu une phlébite il y a huit ans", Class.MEDICAL),
        ("Je fais une phlébite", Class.EMERGENCY),
        ("Je suis morte de rire, merci !", Class.PRACTICAL),
        ("Je voudrais être morte", Class.EMERGENCY),
    ],
)
def test_negation_past_hypothesis_and_figure_change_the_class(text: str, expected: Class) -> None:
    graver = {Class.EMERGENCY, Class.DISTRESS}
    assert (triage(text).klass in graver) is (expected in graver)


def test_recent_breathing_trouble_stays_an_emergency_when_it_is_over() -> None:
    assert triage("J’ai eu du mal à respirer cette nuit, c’est passé").klass is Class.EMERGENCY


def test_emergency_comes_before_distress_minor_and_third_party() -> None:
    seen = triage("J’ai 16 ans, je veux mourir et je n’arrive plus à respirer")
    assert (seen.klass, seen.minor) == (Class.EMERGENCY, True)
    assert set(seen.red_flags) >= {"E3", "E14"}


def test_distress_with_a_means_at_hand_gets_the_graver_text() -> None:
    assert triage("J’ai avalé des comprimés, je veux mourir ce soir").text == "distress_imminent"
    assert triage("Parfois je pense à en finir").text == "distress"


def test_gravest_text_wins_when_several_flags_are_raised() -> None:
    seen = triage("Mon mollet est dur et gonflé et je suis essoufflée")
    assert seen.red_flags == ("E3", "E4")
    assert seen.text == LEVELS[0]


def test_practical_message_may_ask_for_several_things() -> None:
    assert set(triage("Quels sont vos horaires et l’adresse du cabinet ?").asked) == {
        Asked.HOURS,
        Asked.ADDRESS,
    }


def test_nothing_is_asked_by_thanks() -> None:
    assert triage("Merci beaucoup, bonne soirée").asked == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, I would like to know if it is possible", "en"),
        ("Hola, quiero saber si puedo", "es"),
        ("Olá, quero saber se posso com você", "pt"),
        ("السلام عليكم", "ar"),
        ("Bonjour, je voudrais savoir", "fr"),
        ("", "fr"),
        ("🙂", "fr"),
    ],
)
def test_language_is_recognised(text: str, expected: str) -> None:
    assert language(text) == expected


def test_masked_text_keeps_the_class_of_the_raw_one() -> None:
    again = as_before(triage("Ma fille de ⟦ÂGE⟧ voudrait refaire son nez"), "minor")
    assert (again.klass, again.minor, again.parent) == (Class.MINOR, True, True)


@given(st.text(max_size=300))
def test_triage_never_raises(text: str) -> None:
    assert isinstance(triage(text), Triage)


@given(st.text(alphabet="abc èéà.,?!’\n", max_size=80))
def test_red_flag_survives_whatever_stands_in_other_sentences(noise: str) -> None:
    assert "E6" in triage(f"{noise}. Ça saigne sans arrêt. {noise}").red_flags


def test_signs_tell_what_is_present_from_what_is_only_mentioned() -> None:
    signs = read_signs("Je n’ai pas de fièvre", sign_book("red_flags.yaml"))
    assert "fever" in signs.mentioned
    assert "fever" not in signs.present
