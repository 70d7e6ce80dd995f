"""Who is who: invitations that work once, roles that hold, practices that never see one another, access that ends at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.effects import Action, Button
from bot.conversation.membership import TRIES, Turnstile, digest_of_token
from bot.conversation.notices import Notice
from bot.conversation.permits import PATIENTS
from bot.conversation.reception import PracticeUnavailable
from bot.drafting.ports import Craft
from bot.store.audit import audit_lines
from tests.conversation.street import OWNER, TEXTS, URGENT, Street, holding, street

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.conversation.reception import Reception

NADIA, PAUL, LEA, STRANGER = 7, 8, 9, 666
PATIENT = "Bonjour docteur, puis-je reprendre le sport après mon opération ?"
POST = "Fais un post sur les cicatrices"


@pytest.fixture
async def rue(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path, "cabinet", "lyon", "lille") as here:
        yield here


def said(notice: Notice) -> str:
    return notice.value.replace("\u00a0", " ")


async def test_a_stranger_hears_one_sentence_whatever_is_said(rue: Street) -> None:
    for shown in (
        await rue.says(STRANGER, POST),
        await rue.calls(STRANGER, "membres"),
        await rue.presses(STRANGER, Action.APPROVE, "d1", 1),
    ):
        assert shown == said(Notice.STRANGER)


async def test_an_invitation_lets_its_bearer_in_with_its_role(rue: Street) -> None:
    assert "secrétaire" in await rue.joins(NADIA, "secretaire", "Nadia")
    assert TEXTS[Craft.POST].replace("\u00a0", " ") in await rue.says(NADIA, POST)
    assert "Nadia : secrétaire" in await rue.calls(OWNER, "membres")


async def test_the_message_that_held_the_token_is_erased(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    assert rue.erased == ["78"]


async def test_an_invitation_serves_once(rue: Street) -> None:
    token = await rue.invites("secretaire", "Nadia")
    await rue.calls(NADIA, "start", token)
    assert await rue.calls(PAUL, "start", token) == said(Notice.BAD_LINK)
    assert await rue.says(PAUL, POST) == said(Notice.STRANGER)


async def test_who_follows_an_old_link_again_is_greeted(rue: Street) -> None:
    token = await rue.invites("secretaire", "Nadia")
    await rue.calls(NADIA, "start", token)
    assert said(Notice.WELCOME) in await rue.calls(NADIA, "start", token)


async def test_an_invitation_is_not_spent_by_somebody_who_is_in(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    token = await rue.invites("agence", "Paul")
    assert await rue.calls(NADIA, "start", token) == said(Notice.ALREADY_IN)
    assert "Bienvenue" in await rue.calls(PAUL, "start", token)


async def test_of_two_who_come_at_once_with_one_invitation_one_enters(rue: Street) -> None:
    token = await rue.invites("secretaire", "Nadia")
    await asyncio.gather(rue.calls(NADIA, "start", token), rue.calls(PAUL, "start", token))
    known = {user: await rue.doorman.users() for user in (NADIA, PAUL)}[NADIA]
    assert len({"telegram:7", "telegram:8"} & known) == 1


@pytest.mark.parametrize(("hours", "enters"), [(23.9, True), (24.1, False)])
async def test_an_invitation_lasts_a_day(hours: float, enters: bool, rue: Street) -> None:
    token = await rue.invites("secretaire", "Nadia")
    await rue.waits(hours=hours)
    shown = await rue.calls(NADIA, "start", token)
    assert ("Bienvenue" in shown) is enters


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "é" * 43, "../../etc", "0" * 4_000])
async def test_a_token_that_nobody_made_opens_nothing(wrong: str, rue: Street) -> None:
    await rue.invites("secretaire", "Nadia")
    assert await rue.calls(STRANGER, "start", wrong) == said(Notice.BAD_LINK)
    assert f"telegram:{STRANGER}" not in await rue.doorman.users()


async def test_a_stranger_may_try_five_tokens_an_hour(rue: Street) -> None:
    heard = [await rue.calls(STRANGER, "start", f"jeton-{number}") for number in range(TRIES + 2)]
    assert heard == [said(Notice.BAD_LINK)] * TRIES + [""] * 2


def test_strangers_are_counted_apart_and_forgiven_after_an_hour() -> None:
    gate = Turnstile()
    assert [gate.passes("a", 0.0) for _ in range(TRIES + 1)] == [True] * TRIES + [False]
    assert gate.passes("b", 0.0)
    assert gate.passes("a", 3_601.0)


async def test_a_token_is_kept_as_a_digest_alone(rue: Street, tmp_path: Path) -> None:
    token = await rue.invites("secretaire", "Nadia")
    (kept,) = await rue.entries.entries("cabinet", "invite")
    assert kept.key == digest_of_token(token)
    assert holding(tmp_path, token) == []


async def test_the_person_who_invited_hears_who_came_and_may_take_it_back(rue: Street) -> None:
    await rue.joins(PAUL, "agence", "Paul")
    told = await rue.waits(seconds=5)
    assert "Paul vient d’entrer" in told[f"telegram:{OWNER}"]
    assert await rue.taps(OWNER, rue.buttons[0]) == said(Notice.RETIRED)
    assert await rue.says(PAUL, POST) == said(Notice.STRANGER)


async def test_access_ends_at_once_old_buttons_included(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    await rue.says(NADIA, "/avis", Craft.REVIEW)
    button = next(one for one in rue.buttons if one.action is Action.APPROVE)
    assert await rue.says(OWNER, "retire l’accès de Nadia") == said(Notice.RETIRED)
    assert await rue.taps(NADIA, button) == said(Notice.STRANGER)
    lines = await audit_lines(rue.database, "cabinet")
    assert [one.action for one in lines if one.user == "telegram:7" and one.action == "approved"] == []


async def test_who_comes_back_does_not_find_the_draft_of_before(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    await rue.says(NADIA, PATIENT, Craft.MESSAGE)
    await rue.calls(OWNER, "retirer", "Nadia")
    await rue.joins(NADIA, "agence", "Nadia")
    assert await rue.says(NADIA, "plus court") == said(Notice.NOTHING_YET)


async def test_reminders_of_the_retired_are_not_delivered(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    await rue.says(NADIA, "tarifs : la consultation est à 80 € jusqu’au 30 novembre")
    await rue.calls(OWNER, "retirer", "Nadia")
    assert f"telegram:{NADIA}" not in await rue.waits(days=6)


async def test_nobody_retires_oneself_or_the_people_of_the_settings(rue: Street) -> None:
    await rue.joins(LEA, "chirurgien", "Léa")
    assert await rue.calls(LEA, "retirer", "lea") == said(Notice.NOT_YOURSELF)
    assert await rue.presses(LEA, Action.RETIRE, f"telegram:{OWNER}") == said(Notice.CONFIGURED)
    assert await rue.calls(LEA, "retirer", "Inconnue") == said(Notice.NO_SUCH_MEMBER)


@pytest.mark.parametrize("role", ["secretaire", "agence"])
@pytest.mark.parametrize(
    ("name", "text"), [("inviter", "agence Paul"), ("inviter", "chirurgien"), ("retirer", "Nadia")]
)
async def test_only_a_surgeon_chooses_who_belongs(role: str, name: str, text: str, rue: Street) -> None:
    await rue.joins(NADIA, role, "Nadia")
    await rue.joins(PAUL, role, "Paul")
    assert await rue.calls(PAUL, name, text) == said(Notice.STAFF_ONLY)
    assert await rue.presses(PAUL, Action.RETIRE, f"telegram:{NADIA}") == said(Notice.STAFF_ONLY)


async def test_a_draft_edit_is_not_taken_for_a_dismissal(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    await rue.says(OWNER, POST)
    assert TEXTS[Craft.POST] in await rue.says(OWNER, "enlève Nadia")
    assert "telegram:7" in await rue.doorman.users()


async def test_words_that_may_mean_a_dismissal_are_asked_about(rue: Street) -> None:
    await rue.joins(NADIA, "secretaire", "Nadia")
    assert "Retirer l’accès de Nadia ?" in await rue.says(OWNER, "retire Nadia")
    assert "telegram:7" in await rue.doorman.users()
    assert await rue.taps(OWNER, rue.buttons[0]) == said(Notice.RETIRED)


async def test_the_people_of_the_settings_are_surgeons_as_long_as_the_settings_say_so(rue: Street) -> None:
    assert "chirurgien" in await rue.calls(OWNER, "membres")
    await rue.doorman.register(frozenset({NADIA}))
    assert await rue.calls(OWNER, "membres") == said(Notice.STRANGER)
    assert "chirurgien" in await rue.calls(NADIA, "membres")


# --- roles -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "craft", "refusal"),
    [
        ("chirurgien", Craft.POST, None),
        ("chirurgien", Craft.MESSAGE, None),
        ("secretaire", Craft.POST, Notice.SECRETARY_APPROVES),
        ("secretaire", Craft.MESSAGE, None),
        ("secretaire", Craft.REVIEW, None),
        ("agence", Craft.POST, Notice.AGENCY_APPROVES),
        ("agence", Craft.REVIEW, Notice.AGENCY_APPROVES),
    ],
)
@pytest.mark.parametrize("words", [True, False])
async def test_a_role_approves_what_it_may(
    role: str, craft: Craft, refusal: Notice | None, words: bool, rue: Street
) -> None:
    await rue.joins(NADIA, role, "Nadia")
    await rue.says(NADIA, PATIENT, craft)
    button = next(one for one in rue.buttons if one.action is Action.APPROVE)
    shown = await (rue.says(NADIA, "je valide") if words else rue.taps(NADIA, button))
    assert shown == said(refusal or Notice.APPROVED)
    approved = [one for one in await audit_lines(rue.database, "cabinet") if one.action == "approved"]
    assert [(one.user, one.draft, one.version, len(one.digest)) for one in approved] == (
        [] if refusal else [("telegram:7", button.draft, 1, 64)]
    )
    assert {one.role for one in approved} <= {{"chirurgien": "surgeon"}.get(role, "secretary")}


@pytest.mark.parametrize("craft", [Craft.MESSAGE, None])
async def test_the_agency_gets_no_reply_to_a_patient_and_nothing_of_it_is_kept(
    craft: Craft | None, rue: Street, tmp_path: Path
) -> None:
    await rue.joins(NADIA, "agence", "Nadia")
    assert await rue.says(NADIA, PATIENT, craft) == said(Notice.AGENCY_READS)
    assert rue.erased == ["77"]
    assert holding(tmp_path, "reprendre le sport") == []


@pytest.mark.parametrize("name", ["file", "reponses", "message"])
async def test_the_agency_is_refused_the_commands_of_messages(name: str, rue: Street) -> None:
    await rue.joins(NADIA, "agence", "Nadia")
    assert await rue.calls(NADIA, name, PATIENT) == said(Notice.AGENCY_READS)


async def test_an_emergency_goes_before_any_permission(rue: Street) -> None:
    await rue.joins(NADIA, "agence", "Nadia")
    text = "Bonjour, je saigne beaucoup depuis mon opération de ce matin"
    assert URGENT in await rue.says(NADIA, text, Craft.MESSAGE)


async def test_the_agency_drafts_posts_and_answers_to_reviews(rue: Street) -> None:
    await rue.joins(NADIA, "agence", "Nadia")
    assert TEXTS[Craft.POST] in await rue.says(NADIA, POST)
    assert TEXTS[Craft.REVIEW] in await rue.says(NADIA, "Accueil froid", Craft.REVIEW)


@pytest.mark.parametrize(
    ("role", "hidden", "shown"),
    [
        ("agence", ["Un message de patient", "/message", "/inviter"], ["Un post", "/journal", "/post"]),
        ("secretaire", ["/inviter", "/journal"], ["Un message de patient", "/message", "/fiche"]),
        ("chirurgien", [], ["/inviter", "/journal", "/message", "/fiche"]),
    ],
)
async def test_help_shows_what_the_role_may_do(
    role: str, hidden: list[str], shown: list[str], rue: Street
) -> None:
    await rue.joins(NADIA, role, "Nadia")
    said_help = await rue.says(NADIA, "aide")
    assert [one for one in hidden if one in said_help] == []
    assert [one for one in shown if one not in said_help] == []


@pytest.mark.parametrize("said", ["عندي ألم بعد العملية ماذا أفعل", "🙂🙂🙂", "Привет"])
async def test_what_is_in_no_latin_letters_is_no_call_for_help(said: str, rue: Street) -> None:
    assert "Ce que je sais faire" not in await rue.says(OWNER, said)


@pytest.mark.parametrize("said", ["?", "vous êtes qui ?", "aide"])
async def test_help_is_asked_for_in_few_words(said: str, rue: Street) -> None:
    assert "Ce que je sais faire" in await rue.says(OWNER, said)


async def test_rules_are_listed_by_family_with_their_day(rue: Street) -> None:
    shown = await rue.calls(OWNER, "regles")
    assert "règles vérifiées" in shown
    assert "Incitation au rendez-vous (" in shown
    assert "Textes relus" in shown


def test_kinds_of_entries_that_speak_of_patients_are_those_of_the_rooms() -> None:
    from bot.conversation import handover, queued

    kinds = {queued.KIND, handover.HANDED, handover.ANSWERING, handover.INSTRUCTION}
    assert kinds == PATIENTS


# --- several practices -------------------------------------------------------


async def in_two(rue: Street, user: int) -> None:
    """Make `user` a surgeon of Lyon and of Lille; the last one is where the chat works."""
    for practice in ("lyon", "lille"):
        await rue.calls(OWNER, "cabinets", practice)
        await rue.joins(user, "chirurgien", "Léa")
    await rue.calls(OWNER, "cabinets", "cabinet")


async def test_a_chat_works_for_one_practice_and_changes_by_a_button_or_a_word(rue: Street) -> None:
    await in_two(rue, LEA)
    shown = await rue.calls(LEA, "cabinets")
    assert "→ lille" in shown
    assert "cabinet :" not in shown
    (button,) = rue.buttons
    assert button == Button("lyon", Action.PRACTICE, "lyon")
    assert "→ lyon" in await rue.taps(LEA, button)
    assert "→ lille" in await rue.calls(LEA, "cabinets", "Lille")


@pytest.mark.parametrize("name", ["cabinet", "rome", "../cabinet", ""])
async def test_nobody_goes_into_a_practice_of_others(name: str, rue: Street) -> None:
    await in_two(rue, LEA)
    assert await rue.presses(LEA, Action.PRACTICE, name) == said(Notice.NO_SUCH_PRACTICE)


async def test_a_draft_stays_in_its_practice(rue: Street) -> None:
    await in_two(rue, LEA)
    await rue.says(LEA, POST)
    button = next(one for one in rue.buttons if one.action is Action.APPROVE)
    await rue.calls(LEA, "cabinets", "lyon")
    assert await rue.taps(LEA, button) == said(Notice.GONE)
    assert await rue.says(LEA, "plus court") == said(Notice.NOTHING_YET)
    await rue.calls(LEA, "cabinets", "lille")
    assert await rue.taps(LEA, button) == said(Notice.APPROVED)
    assert await audit_lines(rue.database, "lyon") != ()
    assert "approved" not in [one.action for one in await audit_lines(rue.database, "lyon")]


async def test_facts_members_and_journal_stay_in_their_practice(rue: Street) -> None:
    await in_two(rue, LEA)
    await rue.says(LEA, "adresse : 3 rue de l’Essai, 59000 Lille")
    assert "59000 Lille" in await rue.calls(LEA, "fiche")
    assert rue.books["lille"].values().address == "3 rue de l’Essai, 59000 Lille"
    await rue.calls(LEA, "cabinets", "lyon")
    assert "Lille" not in await rue.calls(LEA, "fiche")
    assert rue.books["lyon"].values().address is None
    await rue.calls(LEA, "journal")
    assert "fiche modifiée" not in "".join(rue.files.values())
    assert "Léa" not in await rue.calls(OWNER, "membres")


async def test_the_agency_of_the_machine_invites_the_first_surgeon_and_no_other(rue: Street) -> None:
    await rue.calls(OWNER, "cabinets", "lyon")
    assert await rue.calls(OWNER, "inviter", "secretaire") == said(Notice.STAFF_ONLY)
    await rue.joins(LEA, "chirurgien", "Léa")
    assert await rue.calls(OWNER, "inviter", "chirurgien") == said(Notice.STAFF_ONLY)
    assert await rue.says(OWNER, PATIENT, Craft.MESSAGE) == said(Notice.AGENCY_READS)


async def test_the_list_of_practices_names_what_is_out_of_date(rue: Street) -> None:
    await in_two(rue, LEA)
    await rue.says(LEA, "honoraires : 80 € jusqu’au 30 novembre")
    rue.now += timedelta(days=10)
    assert "lille : chirurgien (ici) — ⚠️ périmé : honoraires" in await rue.calls(LEA, "cabinets")


async def test_a_practice_whose_file_is_broken_stops_no_other(
    rue: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_two(rue, LEA)
    whole = rue.reception

    async def broken(practice: str) -> Reception:
        if practice == "lyon":
            raise PracticeUnavailable
        return await whole(practice)

    monkeypatch.setattr(rue, "reception", broken)
    assert "lyon (fiche illisible)" in await rue.calls(LEA, "cabinets")
    with pytest.raises(PracticeUnavailable):
        await rue.calls(LEA, "cabinets", "lyon")
    assert TEXTS[Craft.POST] in await rue.says(LEA, POST)


async def test_reminder_of_a_practice_whose_file_is_broken_waits_a_minute(
    rue: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_two(rue, LEA)
    await rue.says(LEA, "honoraires : 80 € jusqu’au 30 novembre")

    async def broken(_practice: str) -> Reception:
        raise PracticeUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(rue, "reception", broken)
        assert await rue.waits(days=10) == {}
    assert await rue.waits(seconds=59) == {}
    assert "honoraires" in (await rue.waits(seconds=1))[f"telegram:{LEA}"].lower()


async def test_a_practice_that_is_gone_is_worked_for_no_more(rue: Street) -> None:
    await in_two(rue, LEA)
    rue.there = ("cabinet", "lyon")
    assert "lille" not in await rue.calls(LEA, "cabinets")
