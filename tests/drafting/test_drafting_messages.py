"""Replies to private messages: the fixed text of an emergency, else a short draft that judges nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, FakeLibrary, practice_book
from tables import rows

from bot.drafting.desk import Desk
from bot.drafting.platforms import words
from bot.drafting.ports import Declined, Draft
from bot.drafting.sentences import sentences_of
from bot.drafting.texts import keys
from bot.french import typeset
from bot.guard import Cleared, Practice
from bot.practice import NO_PRACTICE, Fact, PracticeBook
from bot.writers.composer import Composer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.ports import Sheet

TABLE = rows("messages.tsv", "messages_second.tsv", "messages_third.tsv", "messages_fourth.tsv")
ALARMS = [row for row in TABLE if row[0] in {"emergency", "distress"}]
OTHERS = [row for row in TABLE if row[0] not in {"emergency", "distress"}]
NEVER = (
    "c’est normal",
    "ne vous inquiétez pas",
    "d’après votre photo",
    "c’est sûrement",
    "rien de grave",
    "pas d’inquiétude",
)
NUMBER = re.compile(r"\b(?:15|112|17|3114)\b")
BOOKING = re.compile(r"prendre rendez-vous|prenez rendez-vous|réserv", re.IGNORECASE)


def at_desk(sheets: Sequence[Sheet], practice: PracticeBook) -> Desk:
    composer = Composer()
    return Desk(FakeLibrary(sheets), composer, composer, practice, lambda: TODAY)


async def draft(desk: Desk, text: str, *, variant: int = 0, style: tuple[str, ...] = ()) -> Draft:
    replied = await desk.message(text, variant=variant, style=style)
    assert isinstance(replied, Draft)
    return replied


@pytest.mark.parametrize("text", [row[2] for row in ALARMS])
async def test_emergency_opens_with_the_number_to_call(desk: Desk, text: str) -> None:
    alarm = await draft(desk, text)
    assert NUMBER.search(sentences_of(alarm.verdict.text)[0])
    assert alarm.fixed
    assert BOOKING.search(alarm.verdict.text) is None
    assert words(alarm.verdict.text) <= 110


@pytest.mark.parametrize("text", [row[2] for row in ALARMS[::5]])
async def test_emergency_text_is_clear_byte_for_byte(sheets: tuple[Sheet, ...], text: str) -> None:
    for practice in (practice_book(), NO_PRACTICE):
        alarm = await draft(at_desk(sheets, practice), text)
        assert isinstance(alarm.verdict, Cleared)
        assert alarm.verdict.verdict == "clear"


async def test_emergency_gives_the_phone_of_the_practice_only_when_it_is_known(
    sheets: tuple[Sheet, ...],
) -> None:
    text = "Mon mollet est dur et gonflé"
    assert "01\u00a099\u00a000" in (await draft(at_desk(sheets, practice_book()), text)).verdict.text.replace(
        " ", "\u00a0"
    )
    assert "Téléphone" not in (await draft(at_desk(sheets, NO_PRACTICE), text)).verdict.text


async def test_emergency_in_english_gives_the_call_line_in_english(desk: Desk) -> None:
    assert any(
        "Call 15 or 112" in note for note in (await draft(desk, "I can't breathe since the surgery")).notes
    )


async def test_emergency_takes_no_follow_up(desk: Desk) -> None:
    alarm = await draft(desk, "Ça saigne sans arrêt")
    assert isinstance(await desk.revise(alarm, "plus court"), Declined)


def test_every_emergency_text_opens_with_a_number() -> None:
    from bot.drafting.texts import items

    bare = [key for key in keys("emergency") if key not in {"phone", "on_call"}]
    assert all(NUMBER.search(sentences_of(items("emergency", key)[0])[0]) for key in bare)


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("text", [row[2] for row in OTHERS])
async def test_reply_is_short_judges_nothing_and_is_not_refused(desk: Desk, text: str, variant: int) -> None:
    reply = await draft(desk, text, variant=variant)
    said = reply.verdict.text
    assert isinstance(reply.verdict, Cleared)
    assert 0 < words(said) <= 110
    assert [one for one in NEVER if one in said.lower()] == []


@pytest.mark.parametrize("text", [row[2] for row in OTHERS if row[0] == "medical"])
async def test_medical_reply_never_speaks_of_booking_unasked(desk: Desk, text: str) -> None:
    reply = await draft(desk, text)
    assert BOOKING.search(reply.verdict.text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quels sont vos horaires ?", "9 h à 18 h"),
        ("Quelle est l’adresse du cabinet ?", "4 allée des Tilleuls"),
        ("Combien coûte une consultation ?", "80 €"),
        ("Quels documents apporter ?", "carte Vitale"),
        ("Comment prendre rendez-vous ?", "par téléphone"),
        ("Je dois annuler mon rendez-vous", "annuler"),
        ("Avez-vous reçu mes résultats de biopsie ?", "messagerie sécurisée"),
    ],
)
async def test_practical_question_gets_the_fact_of_the_practice(desk: Desk, text: str, wanted: str) -> None:
    assert typeset(wanted) in (await draft(desk, text)).verdict.text


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Quels sont vos horaires ?", "Les horaires ne figurent pas"),
        ("Quelle est l’adresse du cabinet ?", "L’adresse ne figure pas"),
        ("Combien coûte une consultation ?", "Les honoraires ne figurent pas"),
        ("Quels documents apporter ?", "Les documents à apporter ne figurent pas"),
    ],
)
async def test_fact_that_is_missing_is_said_and_not_invented(
    sheets: tuple[Sheet, ...], text: str, note: str
) -> None:
    reply = await draft(at_desk(sheets, NO_PRACTICE), text)
    assert any(one.startswith(note) for one in reply.notes)
    assert "précisera" in reply.verdict.text
    assert not re.search(r"\d", reply.verdict.text)


async def test_fact_that_is_out_of_date_is_not_used(sheets: tuple[Sheet, ...]) -> None:
    old = PracticeBook(Practice(), {"fees": Fact("70 €", TODAY.replace(year=2025), "Nadia")}, lambda: TODAY)
    reply = await draft(at_desk(sheets, old), "Combien coûte une consultation ?")
    assert "70" not in reply.verdict.text
    assert any("ne sont plus à jour" in note and "renouvelé par Nadia" in note for note in reply.notes)


async def test_symptom_gets_at_most_three_questions_and_where_to_call(desk: Desk) -> None:
    reply = await draft(desk, "Mon pansement est un peu taché, huit jours après l’opération")
    asked = re.search(r"dire\u00a0: (.+?)\?", reply.verdict.text)
    assert asked is not None
    assert 1 <= asked[1].count(";") + 1 <= 3
    assert "appelez le 15" in reply.verdict.text


async def test_photo_gets_no_opinion(desk: Desk) -> None:
    reply = await draft(desk, "Voici une photo de ma cicatrice, qu’en pensez-vous ?")
    assert "photo" in reply.verdict.text
    assert "examen" in reply.verdict.text


async def test_prescription_is_never_given(desk: Desk) -> None:
    text = (await draft(desk, "Puis-je avoir une ordonnance d’antibiotiques ?")).verdict.text
    assert "ordonnance" in text
    assert not re.search(r"\d ?mg", text)


async def test_general_question_gets_a_sentence_of_a_sheet_with_its_source(desk: Desk) -> None:
    reply = await draft(desk, "Faut-il arrêter le tabac avant un lifting ?")
    assert reply.sources
    assert "seul un examen" in reply.verdict.text


async def test_minor_gets_no_aesthetic_information(desk: Desk) -> None:
    reply = await draft(desk, "J’ai 16 ans, combien coûte une rhinoplastie ?")
    assert "parents" in reply.verdict.text
    assert "€" not in reply.verdict.text


async def test_third_party_learns_nothing(desk: Desk) -> None:
    assert (
        "secret professionnel" in (await draft(desk, "Ma femme a-t-elle été opérée chez vous ?")).verdict.text
    )


async def test_thanks_need_no_reply(desk: Desk) -> None:
    reply = await draft(desk, "Merci docteur !")
    assert reply.situation == "none"
    assert any("Aucune réponse" in note for note in reply.notes)


async def test_message_in_another_language_is_noted(desk: Desk) -> None:
    assert any("anglais" in note for note in (await draft(desk, "What are your opening hours?")).notes)


@pytest.mark.parametrize("style", ["shorter", "simpler", "warmer"])
async def test_style_changes_a_medical_reply(desk: Desk, style: str) -> None:
    text = "Ma cicatrice est un peu rouge depuis hier"
    plain, styled = await draft(desk, text), await draft(desk, text, style=(style,))
    assert plain.verdict.text != styled.verdict.text


async def test_two_variants_differ(desk: Desk) -> None:
    text = "Ma cicatrice est un peu rouge depuis hier"
    assert (await draft(desk, text)).verdict.text != (await draft(desk, text, variant=1)).verdict.text


async def test_phone_of_the_person_is_masked_in_what_is_kept(desk: Desk) -> None:
    reply = await draft(desk, "Rappelez-moi au 06 39 98 12 34 pour un rendez-vous")
    assert "06 39 98" not in reply.request


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
async def test_empty_message_is_declined(desk: Desk, text: str) -> None:
    assert isinstance(await desk.message(text), Declined)


async def test_very_long_message_is_declined_unless_it_is_an_emergency(desk: Desk) -> None:
    assert isinstance(await desk.message("bla " * 25_000), Declined)
    assert (await draft(desk, "Je n’arrive plus à respirer. " + "bla " * 25_000)).fixed
