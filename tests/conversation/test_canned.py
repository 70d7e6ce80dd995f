"""Ready answers: kept in words, read by the guard twice, filled blank by blank, out of date when their day has passed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.blanks import LONGEST, blanks, filled, kind_of, value_for
from bot.conversation.canned_words import read_ready, slug
from bot.conversation.effects import Action, Keep
from bot.drafting.ports import Craft, Draft
from bot.guard import Practice
from bot.practice import Fact, PracticeBook
from tests.conversation.hall import NAME, NOON, SECRETARY, Hall
from tests.conversation.test_alerts import ALARM, Desk

LATE = "nouvelle réponse retard : Bonjour, le docteur aura {durée} de retard {jour}. Merci de votre patience."
HOURS = "nouvelle réponse horaires : Bonjour, le secrétariat répond ainsi : {horaires}."
ASKS = "Bonjour, quels documents faut-il apporter ?"


class Carrier(Desk):
    """A desk that also carries replies into another language, and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.carried_texts: list[str] = []

    async def carried(self, draft: Draft) -> Draft:
        self.carried_texts.append(draft.verdict.text)
        return draft


def hall(facts: dict[str, Fact] | None = None) -> Hall:
    return Hall(Carrier(), PracticeBook(Practice(), facts or {}, NOON.date))


def kept(house: Hall) -> Keep:
    return next(one for one in house.effects if isinstance(one, Keep))


async def test_a_ready_answer_is_kept_in_words_and_listed() -> None:
    house = hall()
    assert "enregistrée" in await house.says(LATE)
    assert house.records == ["canned"]
    said = await house.calls("reponses")
    assert "1 réponse type" in said
    assert "retard · {durée}, {jour}" in said
    assert [one.label for one in house.buttons] == ["💬 retard"]


async def test_an_answer_lasts_six_months_unless_it_is_said() -> None:
    house = hall()
    await house.says(LATE)
    await house.says(
        "nouvelle réponse été jusqu’au 31 août, responsable Nadia : Bonjour, le cabinet est fermé en août."
    )
    first, second = house.entries("canned")
    assert first.value["until"] == str(NOON.date() + timedelta(days=182))
    assert (second.value["until"], second.value["owner"]) == ("2027-08-31", "Nadia")


async def test_each_blank_is_asked_in_turn_and_read_as_what_it_is() -> None:
    house = hall()
    await house.says(LATE)
    assert "durée, par exemple" in await house.says("réponse retard")
    assert "Ce n’est pas ce qu’il faut" in await house.says("un moment")
    assert "date à venir" in await house.says("20 min")
    said = await house.says("mardi")
    assert "le docteur aura 20 minutes de retard mardi 24 novembre 2026." in said
    assert house.records == ["drafted"]
    assert house.entries("canned_use") == []


async def test_a_blank_may_be_given_up() -> None:
    house = hall()
    await house.says(LATE)
    await house.says("réponse retard")
    assert "laissée de côté" in await house.says("non")
    assert house.entries("canned_use") == []


async def test_a_message_pasted_instead_of_a_blank_is_a_message() -> None:
    house = hall()
    await house.says(LATE)
    await house.says("réponse retard")
    await house.says(ASKS, craft=Craft.MESSAGE)
    assert kept(house).draft.writer == "composer"


async def test_an_emergency_is_never_taken_for_a_blank() -> None:
    house = hall()
    await house.says(LATE.replace("{durée}", "{précision}"))
    await house.says("réponse retard")
    await house.says(ALARM)
    assert "emergency" in house.records


async def test_facts_of_the_practice_fill_their_blanks() -> None:
    house = hall({"hours": Fact("du lundi au vendredi, de 9 h à 18 h.")})
    await house.says(HOURS)
    said = await house.says("réponse horaires")
    assert "répond ainsi : du lundi au vendredi, de 9 h à 18 h." in said
    assert house.records == ["drafted"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "absent, à compléter"),
        ({"hours": Fact("de 9 h à 18 h", date(2026, 1, 1), "Nadia")}, "plus à jour, à renouveler par Nadia"),
    ],
)
async def test_an_answer_waits_for_a_fact_that_is_missing_or_out_of_date(
    facts: dict[str, Fact], why: str
) -> None:
    house = hall(facts)
    await house.says(HOURS)
    said = await house.says("réponse horaires")
    assert "suspendue" in said
    assert why in said
    assert house.records == []


async def test_an_answer_to_the_message_on_screen_is_a_version_of_its_reply() -> None:
    house = hall()
    await house.says(ASKS, craft=Craft.MESSAGE)
    before = kept(house)
    await house.says("nouvelle réponse accueil : Bonjour, merci pour votre message.")
    await house.presses(Action.CANNED, "accueil")
    assert (kept(house).id, kept(house).version) == (before.id, 2)
    assert kept(house).draft.request == before.draft.request
    assert len(house.entries("queued")) == 1


async def test_an_answer_goes_through_what_carries_replies_into_another_language() -> None:
    desk = Carrier()
    house = Hall(desk, PracticeBook(Practice(), {}))
    await house.says("nouvelle réponse accueil : Bonjour, merci pour votre message.")
    await house.says("réponse accueil")
    assert desk.carried_texts == ["Bonjour, merci pour votre message."]


@pytest.mark.parametrize(
    "text",
    [
        "profitez de -20 % sur nos injections !",
        "c’est normal, ne vous inquiétez pas.",
        "prenez du doliprane 1 g trois fois par jour.",
        "nous sommes la meilleure clinique de Paris.",
    ],
)
async def test_what_the_guard_would_cut_is_not_kept(text: str) -> None:
    house = hall()
    assert "n’est pas enregistrée" in await house.says(f"nouvelle réponse essai : Bonjour, {text}")
    assert house.entries("canned") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"Bonjour {NAME}, à bientôt.", "un nom, un numéro"),
        ("Bonjour {prénom}, à bientôt.", "ne nomme personne"),
        ("mot " * 120, "dépasse 110 mots"),
        ("Bonjour { {heure} }.", "accolade"),
    ],
)
async def test_a_text_about_somebody_or_too_long_is_not_kept(text: str, why: str) -> None:
    house = hall()
    assert why in await house.says(f"nouvelle réponse essai : {text}")
    assert house.entries("canned") == []


async def test_a_date_that_has_passed_is_not_kept() -> None:
    house = hall()
    assert "est passée" in await house.says("nouvelle réponse essai jusqu’au 1er mars 2020 : Bonjour.")


async def test_an_answer_out_of_date_is_suspended_and_says_who_renews_it() -> None:
    house = hall()
    await house.says("nouvelle réponse essai jusqu’au 1er décembre, responsable Nadia : Bonjour, merci.")
    recalled = await house.waits(60 * 24 * 2)
    assert "vaut jusqu’au 1er décembre 2026" in recalled[SECRETARY.chat]
    await house.waits(60 * 24 * 10)
    said = await house.says("réponse essai")
    assert "n’est plus à jour" in said
    assert "à renouveler par Nadia" in said
    await house.says("prolonge la réponse essai jusqu’au 30 juin")
    await house.says("réponse essai")
    assert house.records == ["drafted"]


async def test_an_answer_is_changed_and_deleted_in_words() -> None:
    house = hall()
    await house.says("nouvelle réponse essai : Bonjour, merci.")
    assert "modifiée" in await house.says("modifie la réponse essai : Bonjour, merci à vous.")
    assert house.entries("canned")[0].value["text"] == "Bonjour, merci à vous."
    assert "supprimée" in await house.says("supprime la réponse essai")
    assert house.entries("canned") == []


async def test_an_answer_that_is_not_there_is_said() -> None:
    house = hall()
    await house.says("nouvelle réponse retard : Bonjour, merci.")
    assert "Il n’y a pas de réponse « parking »" in await house.says("réponse parking")


@pytest.mark.parametrize("words", ["plus court", "plus chaleureux"])
async def test_an_answer_to_no_message_is_not_rewritten(words: str) -> None:
    house = hall()
    await house.says("nouvelle réponse essai : Bonjour, merci.")
    await house.says("réponse essai")
    assert "ne se réécrit pas" in await house.says(words)
    assert "ne se réécrit pas" in await house.presses(Action.SHORTER, "q1", 1)


async def test_no_answer_is_given_while_an_alert_is_open() -> None:
    house = hall()
    await house.says("nouvelle réponse essai : Bonjour, merci.")
    await house.says(ALARM)
    assert "encore ouverte" in await house.presses(Action.CANNED, "essai")


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("heure", "14h30", "14 h 30"),
        ("heure", "à 9 h", "9 h"),
        ("heure", "25h", None),
        ("date", "mardi", "mardi 24 novembre 2026"),
        ("date", "hier", None),
        ("duree", "1 semaine", "1 semaine"),
        ("duree", "2 mois", "2 mois"),
        ("duree", "0 min", None),
        ("montant", "80 euros", "80 €"),
        ("montant", "12.50", "12,50 €"),
        ("montant", "cher", None),
        ("lieu", "au 2e étage", "au 2e étage"),
        ("lieu", "x" * (LONGEST + 1), None),
        ("lieu", "{lieu}", None),
    ],
)
def test_a_blank_takes_what_its_name_says(name: str, said: str, value: str | None) -> None:
    found = value_for(name, said, NOON)
    assert (found.replace("\u00a0", " ") if found else found) == value


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heure", "hour"),
        ("date", "date"),
        ("duree", "length"),
        ("montant", "price"),
        ("horaires", "fact"),
        ("lieu", "words"),
    ],
)
def test_a_blank_has_a_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@given(st.lists(st.sampled_from(["{heure}", "{ Date }", "mot", "{x}", "é"]), max_size=12))
def test_filling_every_blank_leaves_none(parts: list[str]) -> None:
    text = " ".join(parts)
    assert blanks(filled(text, dict.fromkeys(blanks(text), "ici"))) == ()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("/reponses", None),
        ("mes réponses types", "list"),
        ("nouvelle réponse type retard : Bonjour.", "new"),
        ("enregistre une réponse parking : Bonjour.", "new"),
        ("corrige la réponse retard : Bonjour.", "change"),
        ("supprime la réponse type retard", "drop"),
        ("utilise la réponse retard", "use"),
        ("réponse retard", "use"),
        ("la réponse est dans le dossier que je vous ai envoyé", None),
        ("Bonjour, j’attends votre réponse", None),
        ("avez-vous une réponse ?", None),
    ],
)
def test_words_about_ready_answers_are_read(text: str, act: str | None) -> None:
    found = read_ready(text)
    assert (found.act if found else None) == act


def test_a_name_becomes_a_plain_key() -> None:
    assert slug("Été · fermé !") == "ete-ferme"
    assert len(slug("x" * 90)) == 30
