"""The queue of messages: what comes in, how it is listed, opened, sorted, put off, handed over and answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.conversation.effects import Action, Keep, Send
from bot.conversation.orders import Order, read_order
from bot.conversation.queued import Queued, State, next_number, queued, window
from bot.drafting.ports import Craft
from bot.guard import Cleared
from bot.practice import NO_PRACTICE
from tests.conversation.hall import NAME, NOON, SECRETARY, SURGEON, Hall
from tests.conversation.test_alerts import ALARM, FIXED, Desk

FOUR = (
    "Sophie · 09:12\nBonjour, quels documents faut-il apporter ?\n\n"
    f"@tom hier 10h05\nBonjour, c’est {NAME}, opérée il y a 8 jours, mon pansement est taché, c’est normal ?\n\n"
    "Bonsoir, merci beaucoup docteur"
)
ASKS = "Bonjour, quels documents faut-il apporter ?"


@pytest.fixture
def house() -> Hall:
    return Hall(Desk(), NO_PRACTICE)


def messages(house: Hall) -> dict[int, Queued]:
    found = map(Queued, house.entries("queued"))
    return {one.number: one for one in found}


async def test_a_message_that_is_answered_joins_the_queue_masked(house: Hall) -> None:
    await house.says(f"{ASKS} {NAME}", craft=Craft.MESSAGE)
    (kept,) = messages(house).values()
    assert kept.text == f"{ASKS} ⟦PRÉNOM⟧"
    assert (kept.label, kept.state) == ("Question pratique", State.OPEN)
    assert [one.action for one in house.buttons[-3:]] == [Action.HAND_OVER, Action.LATER, Action.DONE]


async def test_a_post_does_not_join_the_queue(house: Hall) -> None:
    await house.says("le soleil", craft=Craft.POST)
    assert messages(house) == {}


async def test_several_messages_are_sorted_worst_first_and_masked(house: Hall) -> None:
    said = await house.says(FOUR)
    lines = [line for line in said.split("\n") if re.match(r"\d ", line)]
    assert [line.split(" · ")[0] for line in lines] == [
        "2 🟠 Question médicale",
        "1 🟢 Question pratique",
        "3 ⚪ Pas de réponse nécessaire",
    ]
    assert NAME not in said
    assert NAME not in str(house.drawer.kept)
    assert not any(isinstance(one, Keep) for one in house.effects)


async def test_an_emergency_among_several_is_shown_first_and_opens_its_alert(house: Hall) -> None:
    said = await house.says(f"{FOUR}\n\n{ALARM}")
    assert said.index(FIXED) < said.index("dans la file")
    assert house.records == ["emergency", "alerted"]
    assert len(messages(house)) == 3


async def test_several_messages_are_erased_from_the_chat(house: Hall) -> None:
    await house.says(FOUR, message="12 13")
    assert house.records == ["erased"]


async def test_opening_a_message_drafts_its_reply(house: Hall) -> None:
    await house.says(FOUR)
    said = await house.says("ouvre 2")
    assert "Message 2 🟠 Question médicale" in said
    assert house.records == ["drafted"]
    assert messages(house)[2].draft == next(one.id for one in house.effects if isinstance(one, Keep))


async def test_the_next_message_is_the_worst_that_waits(house: Hall) -> None:
    await house.says(FOUR)
    assert "Message 2" in await house.says("suivant")
    assert "Message 1" in await house.says("suivant")


async def test_a_number_that_is_not_there_is_said(house: Hall) -> None:
    assert "Il n’y a pas de message 8" in await house.says("ouvre 8")


async def test_an_approved_reply_closes_its_message_and_wipes_its_text(house: Hall) -> None:
    await house.says(FOUR)
    await house.says("ouvre 1")
    kept = next(one for one in house.effects if isinstance(one, Keep))
    await house.presses(Action.APPROVE, kept.id, 1)
    assert (messages(house)[1].state, messages(house)[1].text) == (State.DONE, "")


async def test_all_that_needs_no_answer_is_closed_at_once(house: Hall) -> None:
    await house.says(FOUR)
    assert "Message 3 classé" in await house.says("classe les sans réponse")
    assert [one.state for one in messages(house).values()] == [State.OPEN, State.OPEN, State.DONE]
    assert "n’attend" in await house.presses(Action.SORT_NONE)


@pytest.mark.parametrize("words", ["classe 1 et 2", "1, 2 c’est fait", "archive 1, 2"])
async def test_messages_are_closed_by_number(words: str, house: Hall) -> None:
    await house.says(FOUR)
    assert "Messages 1 et 2 classés" in await house.says(words)


async def test_what_is_done_is_gone_after_a_week(house: Hall) -> None:
    await house.says(FOUR)
    await house.says("classe 1, 2, 3")
    await house.waits(60 * 24 * 7 - 1)
    assert len(messages(house)) == 3
    await house.waits(1)
    assert messages(house) == {}


async def test_a_message_comes_back_at_the_time_that_was_said(house: Hall) -> None:
    await house.says(FOUR)
    assert "je vous le rappelle demain à 10 h" in await house.says("relance 2 demain 10h")
    assert "À relancer" in await house.calls("file")
    assert await house.waits(60 * 22 - 1) == {}
    assert "À relancer : message 2" in (await house.waits(1))[SECRETARY.chat]
    assert messages(house)[2].state is State.OPEN


async def test_a_reminder_without_a_time_is_in_two_days(house: Hall) -> None:
    await house.says(FOUR)
    assert "mercredi 25 novembre 2026 à 10 h" in await house.says("relance 1")


async def test_a_time_that_has_passed_changes_nothing(house: Hall) -> None:
    await house.says(FOUR)
    assert "déjà passé" in await house.says("relance 1 aujourd’hui 8h")
    assert messages(house)[1].state is State.OPEN


async def test_the_list_counts_by_colour_and_tells_metas_window(house: Hall) -> None:
    await house.says(FOUR)
    said = await house.calls("file")
    assert "3 messages · 🟠 1 · 🟢 1 · ⚪ 1" in said
    assert "fenêtre Meta : 21 h restantes" in said
    assert "hors des 24 h de Meta" in said


async def test_an_empty_queue_says_so(house: Hall) -> None:
    assert "La file est vide" in await house.calls("file")


async def test_the_surgeon_gets_three_lines_and_the_secretary_the_answer(house: Hall) -> None:
    await house.says(FOUR)
    await house.says("transmets 2 au chirurgien")
    assert house.records == ["handed_over"]
    told = (await house.waits(26))[SURGEON.chat]
    assert all(word in told for word in ("Quoi :", "Depuis :", "Attend : une consigne"))
    assert NAME not in told
    assert "transmise" in await house.says(
        "consigne 2 : qu’elle passe demain à 9 h pour un contrôle", SURGEON
    )
    assert house.records == ["instructed"]
    brought = (await house.waits())[SECRETARY.chat]
    assert "passe demain à 9 h pour un contrôle" in brought
    assert "Consigne du chirurgien pour le message 2" in brought
    assert messages(house)[2].state is State.OPEN


async def test_the_surgeon_answers_by_button_then_in_words(house: Hall) -> None:
    await house.says(FOUR)
    await house.says("transmets 2 au chirurgien")
    await house.waits()
    await house.presses(Action.ANSWER, messages(house)[2].key, who=SURGEON)
    assert "transmise" in await house.says(f"dites à {NAME} de garder le pansement au sec", SURGEON)
    brought = await house.waits()
    assert "⟦PRÉNOM⟧" in brought[SECRETARY.chat]
    assert house.entries("answering") == []


async def test_a_surgeon_may_let_the_answer_be(house: Hall) -> None:
    await house.says(FOUR)
    await house.presses(Action.ANSWER, messages(house)[2].key, who=SURGEON)
    assert "aucune consigne" in await house.says("non", SURGEON)
    assert house.entries("answering") == []


@pytest.mark.parametrize(
    "words", ["dites-lui que c’est normal", "qu’elle prenne du doliprane 1 g trois fois par jour"]
)
async def test_an_instruction_that_no_reply_may_hold_is_not_passed_on(words: str, house: Hall) -> None:
    await house.says(FOUR)
    await house.says("transmets 2 au chirurgien")
    assert "ne peut pas passer par écrit" in await house.says(f"consigne 2 : {words}", SURGEON)
    assert house.entries("instruction") == []
    assert messages(house)[2].state is State.SURGEON


async def test_alone_the_three_lines_are_shown_at_once(house: Hall) -> None:
    alone = Hall(Desk(), NO_PRACTICE, surgeons=False)
    await alone.says(ASKS, craft=Craft.MESSAGE)
    said = await alone.says("transmets au chirurgien")
    assert "En trois lignes" in said
    assert [one.action for one in alone.buttons] == [Action.ANSWER]


async def test_what_is_brought_is_what_the_guard_clears_that_day(house: Hall) -> None:
    await house.says(FOUR)
    await house.says("consigne 2 : qu’elle passe demain", SURGEON)
    await house.waits()
    assert any(isinstance(one, Send) and isinstance(one.content, Cleared) for one in house.effects)


def test_numbers_start_again_once_everything_is_done() -> None:
    first = Queued(queued("a", 4, "practical", "x", None))
    assert next_number([first]) == 5
    assert next_number([Queued(first.moved(State.DONE))]) == 1
    assert next_number([]) == 1


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "fenêtre Meta : 23 h restantes"),
        (23, "moins de 2 h"),
        (25, "hors des 24 h"),
        (24 * 8, "hors délai"),
    ],
)
def test_the_window_counts_from_the_hour_of_the_message(hours: int, said: str) -> None:
    message = Queued(queued("a", 1, "practical", "x", NOON - timedelta(hours=hours)))
    assert said in window(message, NOON)
    assert window(Queued(queued("a", 1, "practical", "x", None)), NOON) == ""


ORDERS = {
    "/file": Order.LIST,
    "la file": Order.LIST,
    "qu’est-ce qui reste ?": Order.LIST,
    "messages en attente": Order.LIST,
    "ouvre le message 12 stp": Order.OPEN,
    "réponds au 3": Order.OPEN,
    "suivant": Order.OPEN,
    "classe les blancs": Order.SORT_NONE,
    "classe 2, 3 et 4": Order.DONE,
    "c’est envoyé": Order.DONE,
    "relance demain 10h": Order.LATER,
    "relance 3 dans 2 jours": Order.LATER,
    "relance": Order.LATER,
    "transmets-le au docteur Martin": Order.HAND_OVER,
    "passe le 2 au dr": Order.HAND_OVER,
    "consigne 3 : qu’elle vienne": Order.ANSWER,
}


@pytest.mark.parametrize(("text", "order"), ORDERS.items())
def test_an_order_is_read(text: str, order: Order) -> None:
    told = read_order(text)
    assert told is not None
    assert told.order is order


@pytest.mark.parametrize(
    "text",
    [
        "ouvre ta bouche", "traite 2 sujets", "relance une campagne", "relance la patiente opérée", "classe ta peau",
        "Bonjour, je voudrais un rdv", "fais-moi un post sur 3 idées", "merci", "",
    ],
)  # fmt: skip
def test_what_is_no_order_is_left_alone(text: str) -> None:
    assert read_order(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("relance dans 2 jours", ()), ("relance 3 demain 10h", (3,)), ("classe 2, 3 et 2", (2, 3))],
)
def test_numbers_are_those_of_messages_not_of_times(text: str, numbers: tuple[int, ...]) -> None:
    told = read_order(text)
    assert told is not None
    assert told.numbers == numbers
