"""The conversation over HTTP, between two real processes: the bot, and a Telegram that somebody else wrote."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from bot.conversation.help import COMMANDS
from bot.conversation.notices import Notice
from bot.french import typeset
from bot.telegram.splitting import units
from tests.telegram.processes import Person, eventually, indiscretions, people

if TYPE_CHECKING:
    from tests.telegram.processes import Bot, Telegram

POST = "Fais un post sur le soleil et les cicatrices"
PATIENT = "Bonjour, je suis joignable au 06 39 98 12 34, puis-je reprendre le sport ?"
REVIEW = "/avis ★☆☆☆☆ Accueil froid, je ne recommande pas ce cabinet. Il y a 2 mois"


def said(notice: Notice) -> str:
    return typeset(notice.value)


def stays(person: Person, count: int, seconds: float = 0.5) -> list[str]:
    """Return what the person read, after a moment in which more could have come."""
    time.sleep(seconds)
    texts = person.telegram.sent(person.id)
    assert len(texts) == count
    return texts


def test_request_gives_the_text_alone_then_the_card(person: Person) -> None:
    person.writes(POST)
    text, card = person.reads(2)
    assert text.startswith("La cicatrice change d’aspect")
    assert re.search(r"^<b>. Post", card)
    first, second = person.telegram.calls("sendMessage", person.id)
    assert "parse_mode" not in first
    assert second["parse_mode"] == "HTML"
    assert all(json.loads(call["link_preview_options"])["is_disabled"] for call in (first, second))


def test_card_carries_the_follow_ups_and_the_text_does_not(person: Person) -> None:
    person.writes(POST)
    person.reads(2)
    assert {"✂️ Plus court", "Facebook", "✅ Je valide"} <= set(person.buttons())
    keys = json.loads(person.telegram.calls("sendMessage", person.id)[0]["reply_markup"])
    assert [set(key) for row in keys["inline_keyboard"] for key in row] == [{"text", "copy_text"}]


def test_tap_is_acknowledged_and_gives_the_next_version(person: Person) -> None:
    person.writes(POST)
    person.reads(2)
    person.taps(person.buttons()["✂️ Plus court"])
    shorter = person.reads(4)[2]
    assert shorter.count("La cicatrice") == 2
    taps = [call["callback_query_id"] for call in person.telegram.calls("answerCallbackQuery")]
    assert taps.count(f"q{person.id}") == 1


def test_tap_on_an_older_version_shows_the_newest(person: Person) -> None:
    person.writes(POST)
    person.reads(2)
    old = person.buttons()["✂️ Plus court"]
    person.taps(old)
    person.reads(4)
    person.taps(old)
    assert person.reads(7)[4] == said(Notice.STALE)


def test_approval_is_written_into_the_audit(person: Person, bot: Bot) -> None:
    person.writes(POST)
    person.reads(2)
    person.taps(person.buttons()["✅ Je valide"])
    assert person.reads(3)[2] == said(Notice.APPROVED)
    with sqlite3.connect(bot.home / "confrere.db") as database:
        rows = database.execute(
            "SELECT action, length(digest), length(catalogue) > 8 FROM audit WHERE user_id = ? ORDER BY id",
            (f"telegram:{person.id}",),
        ).fetchall()
    database.close()
    assert rows == [("drafted", 64, 1), ("approved", 64, 1)]


def test_tap_keeps_what_the_guard_cut_once_a_reason_is_given(person: Person, bot: Bot) -> None:
    praise, reason = "Notre centre d’excellence vous accueille.", "c’est le nom officiel du service"
    person.writes(f"{POST}, ELOGE")
    assert praise not in person.reads(2)[0]
    person.taps(person.buttons()["✋ Garder quand même"])
    assert "Pour quelle raison" in person.reads(3)[2]
    person.writes(reason)
    assert praise in person.reads(5)[3]
    person.writes("/derogations")
    assert reason in person.reads(6)[5]
    with sqlite3.connect(bot.home / "confrere.db") as database:
        rows = database.execute(
            "SELECT rule, reason, length(digest) FROM waiver WHERE user_id = ?", (f"telegram:{person.id}",)
        ).fetchall()
    database.close()
    assert rows == [("PUB002", reason, 64)]


@pytest.mark.parametrize(
    "data", ["", "x", "court", "court:b1", "court:b1:x", "court:inconnu:1", "voler:b1:1", "é" * 32]
)
def test_tap_that_means_nothing_says_that_the_draft_is_gone(person: Person, data: str) -> None:
    person.taps(data)
    assert person.reads() == [said(Notice.GONE)]


def test_long_text_comes_in_messages_that_telegram_takes(person: Person) -> None:
    person.writes(f"{POST}, LONG")
    *texts, _card = person.reads(4)
    assert len(texts) == 3
    assert all(units(text) <= 4_000 and text.endswith(".") for text in texts)
    assert " ".join(texts).count("La cicatrice change d’aspect pendant plusieurs mois.") == 180


def test_stranger_gets_one_sentence_whatever_he_does(stranger: Person) -> None:
    stranger.writes(POST)
    assert stranger.reads() == [said(Notice.STRANGER)]
    stranger.taps("ok:b1:1")
    stranger.writes("Encore moi, avec une correction", kind="edited_message")
    stranger.sends(photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])
    stays(stranger, 1)
    assert stranger.telegram.calls("sendChatAction", stranger.id) == []


@pytest.mark.parametrize("first", ["tap", "edit", "voice"])
def test_stranger_is_met_at_the_same_door_for_every_kind(stranger: Person, first: str) -> None:
    if first == "tap":
        stranger.taps("ok:b1:1")
    elif first == "edit":
        stranger.writes("Une correction", kind="edited_message")
    else:
        stranger.sends(voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    assert stranger.reads() == [said(Notice.STRANGER)]


def test_group_is_left_without_a_word(person: Person) -> None:
    group = -1_000 - person.id
    person.sends(chat={"id": group, "type": "supergroup", "title": "Groupe"}, text="Bonjour à tous")
    left = eventually(lambda: [call["chat_id"] for call in person.telegram.calls("leaveChat")])
    assert str(group) in left
    assert person.telegram.sent(group) == []


def test_unreadable_update_is_set_aside_and_the_next_one_is_served(person: Person, bot: Bot) -> None:
    poison = person.message(text="Texte empoisonné à ne pas écrire au journal")
    del poison["message_id"], poison["date"]
    person.telegram.sentences.append(poison["text"])
    number = person.telegram.give({"message": poison})
    person.writes("/aide")
    assert "Ce que je sais faire" in person.reads()[0]
    assert f"update {number} cannot be read" in bot.log()


def test_review_is_answered_in_public(person: Person) -> None:
    person.writes(REVIEW)
    privacy, text, card = person.reads(3)
    assert privacy == said(Notice.PRIVACY)
    assert text == "Le secret médical s’impose au cabinet."
    assert "Réponse à un avis" in card


def test_pasted_message_is_masked_everywhere_and_deleted(person: Person, bot: Bot) -> None:
    number = person.writes(PATIENT)
    privacy, text, _card = person.reads(3)
    assert (privacy, text[:7]) == (said(Notice.PRIVACY), "Bonjour")
    deleted = person.telegram.calls("deleteMessage", person.id)
    assert [call["message_id"] for call in deleted] == [str(number)]
    kept = b"".join(path.read_bytes() for path in bot.home.glob("confrere.db*"))
    assert "[téléphone]".encode() in kept
    assert b"06 39 98" not in kept


def test_privacy_is_said_once(person: Person) -> None:
    person.writes(PATIENT)
    person.reads(3)
    person.writes(PATIENT)
    assert person.reads(5).count(said(Notice.PRIVACY)) == 1


def test_long_paste_that_the_client_cut_is_one_message(person: Person) -> None:
    numbers = [
        person.writes("Bonjour docteur. " + "Je suis inquiète. " * 150),
        person.writes("Merci d’avance."),
    ]
    person.reads(3)
    deleted = [int(call["message_id"]) for call in person.telegram.calls("deleteMessage", person.id)]
    assert deleted == numbers
    stays(person, 3)


def test_album_is_erased_whole_and_answered_once(person: Person) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    numbers = [person.sends(photo=photo, media_group_id="a1") for _ in range(3)]
    assert person.reads() == [said(Notice.PHOTO)]
    deleted = [int(call["message_id"]) for call in person.telegram.calls("deleteMessage", person.id)]
    assert deleted == numbers
    stays(person, 1)


@pytest.mark.parametrize(
    "attached",
    [
        {
            "document": {
                "file_id": "d",
                "file_unique_id": "d",
                "file_name": "a.pdf",
                "mime_type": "application/pdf",
            }
        },
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"contact": {"phone_number": "01 99 00 12 34", "first_name": "Essai"}},
    ],
)
def test_anything_but_text_is_declined(person: Person, attached: dict[str, object]) -> None:
    person.sends(**attached)
    assert person.reads() == [said(Notice.NOT_TEXT)]


def test_dictated_request_is_served_like_a_written_one(person: Person) -> None:
    person.sends(voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    assert person.reads(2)[0].startswith("La cicatrice")


def test_edited_message_starts_no_second_draft(person: Person) -> None:
    person.writes(POST, kind="edited_message")
    assert person.reads() == [said(Notice.EDITED)]
    stays(person, 1, 0.4)


@pytest.mark.parametrize(
    ("command", "notice"),
    [
        ("/start", Notice.WELCOME),
        ("/start inv_abc", Notice.WELCOME),
        ("/oublie", Notice.FORGOTTEN),
        ("/post", Notice.POST_USAGE),
        ("/message@confrere_essai_bot", Notice.MESSAGE_USAGE),
        ("/AVIS", Notice.REVIEW_USAGE),
        ("/reserver", Notice.UNKNOWN_COMMAND),
        ("/", Notice.UNKNOWN_COMMAND),
    ],
)
def test_command_says_what_it_is_for(person: Person, command: str, notice: Notice) -> None:
    person.writes(command)
    assert person.reads() == [said(notice)]


def test_commands_are_in_the_menu_in_french(telegram: Telegram, bot: Bot) -> None:
    menu = json.loads(telegram.calls("setMyCommands")[0]["commands"])
    assert [(one["command"], one["description"]) for one in menu] == list(COMMANDS)


def test_order_holds_in_a_chat_while_other_chats_go_on(person: Person, telegram: Telegram) -> None:
    person.writes(f"{POST}, LENT")
    person.writes("/aide")
    other = Person(telegram, next(people))
    other.writes("/aide")
    other.reads()
    assert not telegram.sent(person.id)
    assert "Ce que je sais faire" in person.reads(3)[2]


def test_fault_in_a_handler_is_said_with_a_number_that_the_log_knows(person: Person, bot: Bot) -> None:
    person.writes(f"{POST} ERREUR")
    (text,) = person.reads()
    assert text.startswith(said(Notice.FAILED))
    incident = re.search(r"incident ([0-9a-f]{6})", text)
    assert incident
    assert f"incident {incident[1]}: RuntimeError" in bot.log()


def test_redelivered_update_is_served_once(person: Person) -> None:
    person.writes("/aide")
    person.reads()
    person.telegram.fault("getUpdates", "replay", 2)
    person.writes("/oublie")
    person.reads(2)
    stays(person, 2)


@pytest.mark.parametrize("kind", ["not_json", "drop", "429"])
def test_outage_of_the_poll_loses_nothing(person: Person, kind: str) -> None:
    person.telegram.fault("getUpdates", kind, 1)
    person.writes("/oublie")
    assert person.reads() == [said(Notice.FORGOTTEN)]


def test_other_reader_of_the_same_bot_is_said_clearly(person: Person, bot: Bot) -> None:
    person.telegram.fault("getUpdates", "409", 1)
    person.writes("/oublie")
    assert person.reads() == [said(Notice.FORGOTTEN)]
    assert "Un autre programme lit déjà" in bot.log()


def test_flood_control_delays_and_loses_nothing(person: Person) -> None:
    person.telegram.fault("sendMessage", "429", 1)
    person.writes("/oublie")
    assert person.reads() == [said(Notice.FORGOTTEN)]


@pytest.mark.parametrize(("kind", "copies"), [("drop", 1), ("apply_then_drop", 2)])
def test_send_that_was_not_confirmed_is_announced_and_done_again(
    person: Person, kind: str, copies: int
) -> None:
    person.telegram.fault("sendMessage", kind, 1)
    person.writes("/oublie")
    texts = person.reads(copies + 1)
    assert texts[-2:] == [said(Notice.MAYBE_TWICE), said(Notice.FORGOTTEN)]
    assert texts.count(said(Notice.FORGOTTEN)) == copies


def test_deletion_that_is_refused_is_silent(person: Person) -> None:
    person.telegram.fault("deleteMessage", "502", 1)
    person.writes(PATIENT)
    assert person.reads(3)[0] == said(Notice.PRIVACY)


def test_forgetting_wipes_the_conversation_from_the_disk(person: Person, bot: Bot) -> None:
    person.writes("Bonjour, je voudrais annuler, j’ai un empêchement Zanzibar")
    person.reads(3)
    person.writes("/oublie")
    person.reads(4)
    kept = b"".join(path.read_bytes() for path in bot.home.glob("confrere.db*"))
    assert b"Zanzibar" not in kept


def test_log_holds_neither_the_token_nor_a_text(telegram: Telegram, bot: Bot, person: Person) -> None:
    person.writes("Fais un post sur une phrase que le journal ne doit pas contenir")
    person.reads(2)
    eventually(lambda: bot.log().count("served in") > 1)
    assert indiscretions(bot.log(), telegram) == []
    assert indiscretions(f"{bot.log()}{telegram.token}", telegram) == [telegram.token]
