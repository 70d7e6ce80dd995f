"""`/fiche` and the first run: what is stored, what is refused, what expires, who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.effects import Action
from bot.conversation.fact_sheet import BEFORE, reminder
from bot.conversation.guide import ORDER, QUESTIONS
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft
from bot.guard import Practice
from bot.practice import Fact, LiveBook, PracticeBook
from bot.store.audit import audit_lines
from tests.conversation.street import NOON, OWNER, TEXTS, Street, holding, street

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NADIA, PAUL = 7, 8
NADIAS = f"telegram:{NADIA}"


@pytest.fixture
async def rue(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path, "cabinet") as here:
        await here.joins(NADIA, "secretaire", "Nadia")
        await here.joins(PAUL, "agence", "Paul")
        await here.waits(seconds=1)
        yield here


def said(notice: Notice) -> str:
    return notice.value.replace("\u00a0", " ")


async def book(rue: Street) -> LiveBook:
    await rue.reception("cabinet")
    return rue.books["cabinet"]


@pytest.mark.parametrize("command", [True, False])
async def test_a_fact_is_changed_by_words(command: bool, rue: Street) -> None:
    words = "horaires : lun-ven 9h-18h jusqu’au 30 juin"
    shown = await (rue.calls(NADIA, "fiche", words) if command else rue.says(NADIA, words))
    assert "Horaires : enregistré" in shown
    assert "Jusqu’au mercredi 30 juin 2027" in shown
    assert "À renouveler par Nadia" in shown
    found = await book(rue)
    assert (found.fact("hours"), found.until("hours"), found.renewer("hours")) == (
        "lun-ven 9h-18h", date(2027, 6, 30), "Nadia"
    )  # fmt: skip
    assert found.values().hours == "lun-ven 9h-18h"


async def test_fees_without_a_last_day_get_one_and_it_is_said(rue: Street) -> None:
    assert "je retiens six mois" in await rue.says(NADIA, "honoraires : la consultation est à 80 €")
    assert (await book(rue)).until("fees") == date(2027, 5, 23)


async def test_a_change_is_audited_by_its_digest(rue: Street) -> None:
    await rue.says(NADIA, "honoraires : la consultation est à 80 €")
    line = (await audit_lines(rue.database, "cabinet"))[-1]
    assert (line.action, line.draft, line.user, line.role, len(line.digest)) == (
        "fact", "fees", NADIAS, "secretary", 64
    )  # fmt: skip


async def test_the_fact_before_can_be_put_back(rue: Street) -> None:
    await rue.says(NADIA, "honoraires : 80 €")
    await rue.says(NADIA, "honoraires : 90 €")
    assert [one.action for one in rue.buttons] == [Action.RESTORE]
    await rue.taps(NADIA, rue.buttons[0])
    assert (await book(rue)).fact("fees") == "80 €"


async def test_a_fact_that_was_dictated_can_be_removed_and_the_file_speaks_again(rue: Street) -> None:
    rue.books["cabinet"] = LiveBook(PracticeBook(Practice(), {"hours": Fact("8h-12h")}, rue.today))
    await rue.says(NADIA, "horaires : 9h-18h")
    assert (await book(rue)).fact("hours") == "9h-18h"
    assert await rue.calls(NADIA, "fiche", "supprime les horaires") == said(Notice.FACT_REMOVED)
    assert (await book(rue)).fact("hours") == "8h-12h"
    assert await rue.calls(NADIA, "fiche", "supprime les horaires") == said(Notice.NO_SUCH_FACT)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("horaires : Mme Dupont vient à 9h", Notice.FACT_PERSON),
        ("honoraires : 80 € jusqu’au 31 juin", Notice.FACT_DATE),
        ("honoraires : 80 € jusqu’au 30 juin 2020", Notice.FACT_PAST),
        ("horaires : " + "9h " * 150, Notice.FACT_LONG),
        ("horaires : bientôt", Notice.FACT_UNFIT),
        ("téléphone : 12 34", Notice.FACT_UNFIT),
    ],
)
async def test_what_is_no_fact_is_refused_with_its_reason(
    text: str, notice: Notice, rue: Street, tmp_path: Path
) -> None:
    assert await rue.says(NADIA, text) == said(notice)
    assert await rue.entries.entries("cabinet", "fact") == ()
    assert holding(tmp_path, "Dupont") == []


async def test_a_fact_that_the_guard_would_cut_is_refused(rue: Street) -> None:
    shown = await rue.says(NADIA, "honoraires : remise de 20 % sur les injections en juin")
    assert "rien n’a été enregistré" in shown
    assert "PRX001" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Rendez-vous : je voudrais venir jeudi",
        "Documents : quels papiers apporter ?",
        "Urgence : j’ai mal au mollet depuis mon opération",
        "Bonjour, horaires : lesquels ?",
    ],
)
async def test_a_patients_message_is_no_fact(text: str, rue: Street) -> None:
    await rue.says(NADIA, text)
    assert await rue.entries.entries("cabinet", "fact") == ()


async def test_the_agency_reads_the_facts_and_changes_none(rue: Street) -> None:
    await rue.says(NADIA, "honoraires : 80 €")
    assert "80 €" in await rue.calls(PAUL, "fiche")
    for act in (
        rue.says(PAUL, "honoraires : 90 €"),
        rue.calls(PAUL, "fiche", "supprime les honoraires"),
        rue.presses(PAUL, Action.RENEW, "fees"),
        rue.presses(PAUL, Action.RESTORE, "fees"),
        rue.calls(PAUL, "guide"),
    ):
        assert await act == said(Notice.AGENCY_FACTS)
    assert (await book(rue)).fact("fees") == "80 €"


# --- last days ---------------------------------------------------------------


@pytest.mark.parametrize("zone_day", [date(2027, 3, 31), date(2027, 7, 14), date(2026, 12, 24)])
def test_reminders_come_at_nine_in_paris_before_and_after_the_last_day(zone_day: date) -> None:
    moments, now = [], NOON
    while (due := reminder(zone_day, now)) is not None:
        moments.append(due)
        now = due
    wanted = [zone_day - timedelta(days=one) for one in BEFORE]
    assert [one.astimezone(UTC).date() for one in moments] == [one for one in wanted if one > NOON.date()]
    assert {one.hour for one in moments} <= {7, 8}


async def test_the_owner_is_reminded_before_and_after_and_one_tap_renews(rue: Street) -> None:
    await rue.says(NADIA, "honoraires : 80 € jusqu’au 31 mars")
    rue.now = datetime(2027, 3, 17, 8, 1, tzinfo=UTC)
    assert "expire le 31 mars 2027" in (await rue.waits())[NADIAS]
    assert await rue.waits(hours=1) == {}
    assert "expire le 31 mars 2027" in (await rue.waits(days=11))[NADIAS]
    assert "a expiré le 31 mars 2027" in (await rue.waits(days=5))[NADIAS]
    assert await rue.waits(days=30) == {}
    shown = await rue.calls(NADIA, "fiche")
    assert "Honoraires : à renouveler par Nadia" in shown
    assert (await book(rue)).fact("fees") is None
    await rue.taps(NADIA, rue.buttons[0])
    assert (await book(rue)).fact("fees") == "80 €"


async def test_a_fact_of_the_file_that_ends_soon_is_spoken_of_once(rue: Street) -> None:
    soon = {"fees": Fact("80 €", NOON.date() + timedelta(days=5), "Nadia")}
    rue.books["cabinet"] = LiveBook(PracticeBook(Practice(), soon, rue.today))
    rue.receptions["cabinet"] = type(rue.receptions["cabinet"])(rue._conversation("cabinet"), rue.store)
    first = await rue.says(NADIA, "Fais un post sur les cicatrices", Craft.POST)
    assert "l’information expire le 28 novembre 2026" in first
    assert TEXTS[Craft.POST] in first
    assert "expire" not in await rue.says(NADIA, "plus court")
    assert "expire" not in await rue.says(PAUL, "Fais un post sur les cicatrices", Craft.POST)


# --- the first run -----------------------------------------------------------

ANSWERS = {
    "networks": "LinkedIn et Instagram", "hours": "du lundi au vendredi 9h-18h", "address": "12 rue de l’Essai, 69000 Lyon",
    "documents": "une pièce d’identité et la carte Vitale", "fees": "80 € jusqu’au 31 mars", "on_call": "la clinique au 01 99 00 12 34",
}  # fmt: skip


async def test_a_practice_of_which_nothing_is_known_is_offered_the_guide(rue: Street) -> None:
    assert "Six questions" in await rue.says(OWNER, "bonjour")
    await rue.taps(OWNER, rue.buttons[0])
    assert "Question 1 sur 6" in rue.text
    await rue.says(OWNER, ANSWERS["networks"])
    assert "Six questions" not in await rue.says(OWNER, "bonjour")


async def test_six_answers_become_six_facts(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    for number, name in enumerate(ORDER, 1):
        assert f"Question {number} sur 6" in rue.text
        await rue.says(OWNER, ANSWERS[name])
    assert "C’est prêt" in rue.text
    found = await book(rue)
    assert {name: found.fact(name) for name in ORDER} == ANSWERS | {"fees": "80 €"}
    assert await rue.entries.entries("cabinet", "guide") == ()


async def test_a_question_may_be_passed_by_word_or_button_and_comes_back(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    await rue.says(OWNER, "passe")
    await rue.presses(OWNER, Action.SKIP, "hours")
    for name in ORDER[2:]:
        await rue.says(OWNER, ANSWERS[name])
    assert "Passé : réseaux, horaires" in rue.text
    assert "Question 1 sur 6" in await rue.calls(OWNER, "guide")


async def test_the_guide_waits_and_is_taken_up_again(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    await rue.says(OWNER, ANSWERS["networks"])
    assert await rue.says(OWNER, "plus tard") == said(Notice.GUIDE_LATER)
    assert TEXTS[Craft.POST] in await rue.says(OWNER, "post sur les cicatrices", Craft.POST)
    assert "Question 2 sur 6" in await rue.calls(OWNER, "guide")


async def test_a_button_of_an_earlier_question_shows_the_one_that_is_open(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    await rue.says(OWNER, ANSWERS["networks"])
    assert "Question 2 sur 6" in await rue.presses(OWNER, Action.SKIP, "networks")


@pytest.mark.parametrize(
    "text",
    [
        "fais un post sur les cicatrices",
        "Bonjour docteur, puis-je reprendre le sport ?",
        "⭐ 1/5 accueil froid",
        "ma cicatrice saigne beaucoup",
        "aide",
    ],
)
async def test_what_is_no_answer_goes_its_way_and_the_question_stays_open(text: str, rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    await rue.says(OWNER, text)
    assert "enregistré" not in rue.text
    await rue.says(OWNER, ANSWERS["networks"])
    assert "Question 2 sur 6" in rue.text


async def test_an_answer_that_does_not_fit_is_asked_again(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    shown = await rue.says(OWNER, "du lundi au vendredi 9h-18h")
    assert said(Notice.FACT_UNFIT) in shown
    assert "Question 1 sur 6" in shown


async def test_each_person_has_a_guide_of_ones_own(rue: Street) -> None:
    await rue.calls(OWNER, "guide")
    assert TEXTS[Craft.POST] in await rue.says(NADIA, "LinkedIn", Craft.POST)
    assert await rue.entries.entries("cabinet", "fact") == ()


@pytest.mark.parametrize("name", ORDER)
async def test_the_example_of_each_question_is_an_answer_to_it(name: str, rue: Street) -> None:
    shown = await rue.calls(NADIA, "fiche", f"{name_of(name)} : {QUESTIONS[name][1]}")
    assert "enregistré" in shown.splitlines()[0]


def name_of(name: str) -> str:
    return {"networks": "réseaux", "hours": "horaires", "address": "adresse", "documents": "documents", "fees": "honoraires", "on_call": "astreinte"}[name]  # fmt: skip
