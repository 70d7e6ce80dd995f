"""An emergency opens an alert: who is told, what waits meanwhile, how it ends, what is audited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.effects import Action, File, Pictured, Send
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft, Declined, Draft
from bot.guard import review
from bot.practice import NO_PRACTICE, Fact, PracticeBook
from tests.conversation.hall import NAME, SECRETARY, SURGEON, Hall

ALARM = "Bonjour, j’ai une joue toute blanche et très mal depuis mon injection d’hier, je vois flou"
DYING = "je veux mourir, je n’en peux plus"
CALM = "Bonjour, quels documents faut-il apporter ?"
FIXED = "Appelez le 15 ou le 112 maintenant."
ON_CALL = "la clinique répond jour et nuit au 01 99 00 12 12"


class Desk:
    """Answers an alarm with the fixed text and anything else with a courtesy; counts what it drafted."""

    def __init__(self) -> None:
        self.drafted: list[str] = []

    async def message(self, text: str) -> Draft | Declined:
        self.drafted.append(text)
        grave = "blanche" in text or "mourir" in text
        said = FIXED if grave else "Bonjour, merci pour votre message."
        situation = "emergency" if grave else "practical"
        label = "Urgence possible" if grave else "Question pratique"
        return Draft(
            Craft.MESSAGE,
            review(said, "message"),
            situation=situation,
            situation_label=label,
            fixed=grave,
            written=said,
            request="" if grave else Hall.mask(text),
        )

    async def post(self, request: str) -> Draft | Declined:
        self.drafted.append(request)
        return replace(Draft(Craft.POST, review("Le soleil fonce les marques.", "post")), request=request)

    async def resume(self, masked: str, _situation: str) -> Draft | Declined:
        return await self.message(masked)

    async def revise(self, draft: Draft, _instruction: str) -> Draft | Declined:
        return draft

    def waive(self, draft: Draft, _waivers: object) -> Draft:
        return draft


@pytest.fixture
def desk() -> Desk:
    return Desk()


def hall(desk: Desk, *, surgeons: bool = True, on_call: str | None = ON_CALL) -> Hall:
    facts = {"on_call": Fact(on_call)} if on_call else {}
    return Hall(desk, PracticeBook(NO_PRACTICE.identity, facts), surgeons=surgeons)


async def test_an_emergency_shows_the_fixed_text_then_opens_an_alert(desk: Desk) -> None:
    house = hall(desk)
    said = await house.says(ALARM)
    assert said.index(FIXED) < said.index("Alerte ouverte à 12 h")
    assert house.records == ["emergency", "alerted"]
    assert [one.action for one in house.buttons[-2:]] == [Action.CALLED, Action.FALSE_ALARM]


async def test_the_surgeon_is_told_the_sign_and_the_hour_and_nothing_of_the_message(desk: Desk) -> None:
    house = hall(desk)
    await house.says(f"{ALARM}, {NAME}")
    told = (await house.waits())[SURGEON.chat]
    assert "URGENCE · Urgence possible · 12 h" in told
    assert "joue" not in told
    assert NAME not in told
    assert [one.action for one in house.buttons] == [Action.SEEN, Action.CALLED]
    assert house.entries("alert_ring") == []


async def test_nothing_of_the_message_is_in_the_entries(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    kept = " ".join(str(dict(one.value)) for one in house.drawer.kept.values())
    assert "joue" not in kept


async def test_alone_the_same_person_has_all_the_buttons(desk: Desk) -> None:
    house = hall(desk, surgeons=False)
    said = await house.says(ALARM)
    assert "Aucun autre chirurgien n’est relié" in said
    assert [one.action for one in house.buttons] == [Action.SEEN, Action.CALLED, Action.FALSE_ALARM]
    assert house.entries("alert_ring") == []


async def test_without_an_acknowledgement_a_second_alert_names_the_on_call_number(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    assert SECRETARY.chat not in await house.waits(4)
    second = await house.waits(1)
    assert "Toujours sans accusé depuis 5 min" in second[SECRETARY.chat]
    assert "01 99 00 12 12" in second[SECRETARY.chat]
    assert "URGENCE" in (await house.waits())[SURGEON.chat]


async def test_an_on_call_number_is_never_invented(desk: Desk) -> None:
    house = hall(desk, on_call=None)
    await house.says(ALARM)
    assert "je n’en invente pas" in (await house.waits(5))[SECRETARY.chat]


async def test_the_alerts_go_on_and_come_to_an_end(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    told = [SECRETARY.chat in await house.waits(5) for _ in range(60)]
    assert told.count(True) == 10
    assert not any(told[-20:])
    assert len(house.entries("alert")) == 1


async def test_an_acknowledgement_stops_the_timer_and_tells_the_secretary(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    await house.waits(2)
    said = await house.presses(Action.SEEN, house.entries("alert")[0].key, who=SURGEON)
    assert "vous rappelez" in said
    assert house.records == ["acknowledged"]
    assert "Vu par le chirurgien à 12 h 02" in (await house.waits())[SECRETARY.chat]
    assert SECRETARY.chat not in await house.waits(20)
    assert "encore" in await house.says(CALM)


@pytest.mark.parametrize(
    ("action", "record", "said"),
    [
        (Action.CALLED, "alert_closed", "joint par téléphone"),
        (Action.FALSE_ALARM, "false_alarm", "fausse alerte"),
    ],
)
async def test_closing_is_audited_and_told_to_the_other(
    action: Action, record: str, said: str, desk: Desk
) -> None:
    house = hall(desk)
    await house.says(ALARM)
    key = house.entries("alert")[0].key
    assert said in await house.presses(action, key)
    assert house.records == [record]
    assert house.entries("alert") == []
    assert said in (await house.waits())[SURGEON.chat]
    assert "déjà close" in await house.presses(Action.SEEN, key, who=SURGEON)


@pytest.mark.parametrize(
    ("words", "record"),
    [
        ("j’ai téléphoné à la patiente", "alert_closed"),
        ("on l’a jointe", "alert_closed"),
        ("je l’ai appelée", "alert_closed"),
        ("patient joint", "alert_closed"),
        ("fausse alerte", "false_alarm"),
        ("c’était une fausse alerte", "false_alarm"),
        ("vu, je rappelle", "acknowledged"),
    ],
)
async def test_words_end_an_alert_as_buttons_do(words: str, record: str, desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    await house.says(words)
    assert house.records == [record]


@pytest.mark.parametrize("text", ["fais-moi un post sur le soleil", "plus court", "version LinkedIn"])
async def test_nothing_else_is_drafted_while_an_alert_is_open(text: str, desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    said = await house.says(text)
    assert "encore ouverte" in said
    assert len(desk.drafted) == 1


async def test_a_message_pasted_meanwhile_waits_in_the_queue(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    said = await house.says(f"{CALM} {NAME}", message="12")
    assert "est dans la file" in said
    assert "erased" in house.records
    (kept,) = house.entries("queued")
    assert NAME not in str(dict(kept.value))
    assert len(desk.drafted) == 1


async def test_a_photo_waits_too(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    assert "encore ouverte" in await house.hears(Pictured(SECRETARY, "ab", "", "9"))
    assert house.records == ["erased"]


@pytest.mark.parametrize("text", [ALARM, DYING])
async def test_another_emergency_goes_through(text: str, desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    assert FIXED in await house.says(text)
    assert len(house.entries("alert")) == 2


@pytest.mark.parametrize("text", ["aide", "merci", "la file"])
async def test_what_drafts_nothing_is_answered_meanwhile(text: str, desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    assert "encore ouverte" not in await house.says(text)


async def test_the_other_conversations_go_on(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    await house.says("fais-moi un post sur le soleil", SURGEON)
    assert len(desk.drafted) == 2


async def test_once_closed_everything_is_drafted_again(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    await house.presses(Action.CALLED, house.entries("alert")[0].key)
    await house.says(CALM, craft=Craft.MESSAGE)
    assert len(desk.drafted) == 2


async def test_forgetting_the_conversation_leaves_the_alert(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    assert Notice.FORGOTTEN.value.replace("\u00a0", " ") in await house.presses(Action.FORGET)
    assert "encore ouverte" in await house.says(CALM)


async def test_an_ordinary_message_opens_no_alert(desk: Desk) -> None:
    house = hall(desk)
    await house.says(CALM)
    assert house.entries("alert") == []
    assert "alerted" not in house.records


async def test_an_alert_carries_its_timer_in_the_entry_that_lasts(desk: Desk) -> None:
    house = hall(desk)
    await house.says(ALARM)
    (filed,) = [one.entry for one in house.effects if isinstance(one, File) and one.entry.kind == "alert"]
    assert filed.due is not None
    assert filed.chat == SECRETARY.chat
    assert any(isinstance(one, Send) for one in house.effects)
