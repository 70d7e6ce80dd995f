"""The door: every kind of update, one function, the number of a user and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.access import AGAIN, KINDS, REMEMBERED, Door, Doorbell, admit

LISTED = 42
ALLOWED = frozenset({LISTED, 43})
CONTENTS: dict[str, dict[str, Any]] = {
    "text": {"text": "Bonjour"},
    "command": {"text": "/post x"},
    "photo": {"photo": []},
    "voice": {"voice": {}},
    "document": {"document": {}},
    "location": {"location": {}},
    "contact": {"contact": {"user_id": LISTED}},
    "forward": {"text": "x", "forward_origin": {"type": "user", "sender_user": {"id": LISTED}}},
    "reply": {"text": "x", "reply_to_message": {"from": {"id": LISTED}}},
    "via": {"text": "x", "via_bot": {"id": LISTED}},
    "sender": {"text": "x", "sender_chat": {"id": LISTED}},
}
UPDATES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KINDS, "chat", "from", "id", "type", "message", "private"]), inner
        )
    ),
    max_leaves=20,
)


def body(user: object, chat: object = None, kind: str = "private", **fields: object) -> dict[str, Any]:
    return {"chat": {"id": chat or user, "type": kind}, "from": {"id": user}, **fields}


def update(kind: str, user: object, place: str = "private", **fields: object) -> dict[str, Any]:
    if kind == "callback_query":
        message = body(7_000, chat=-5 if place != "private" else user, kind=place)
        return {"update_id": 1, kind: {"id": "1", "from": {"id": user}, "message": message, **fields}}
    return {"update_id": 1, kind: body(user, -5 if place != "private" else None, place, **fields)}


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize(("user", "door"), [(LISTED, Door.SERVE), (41, Door.STRANGER), (-42, Door.STRANGER)])
def test_user_decides_whatever_the_message_holds(content: str, kind: str, user: int, door: Door) -> None:
    assert admit(update(kind, user, **CONTENTS[content]), ALLOWED).door is door


@pytest.mark.parametrize(("user", "door"), [(LISTED, Door.SERVE), (43, Door.SERVE), (41, Door.STRANGER)])
def test_tap_is_the_act_of_who_taps(user: int, door: Door) -> None:
    assert admit(update("callback_query", user, data="ok:a:1"), ALLOWED).door is door


def test_tap_under_a_message_of_somebody_listed_is_not_theirs() -> None:
    tap = update("callback_query", 41)
    tap["callback_query"]["message"]["from"] = {"id": LISTED}
    assert admit(tap, ALLOWED).door is Door.STRANGER


@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query", "my_chat_member"])
@pytest.mark.parametrize("place", ["group", "supergroup", "channel", "", "Private"])
@pytest.mark.parametrize("user", [LISTED, 41])
def test_groups_and_channels_are_left_whoever_speaks(kind: str, place: str, user: int) -> None:
    origin = admit(update(kind, user, place), ALLOWED)
    assert (origin.door, origin.chat) == (Door.LEAVE, -5)


@pytest.mark.parametrize("user", [LISTED, 41])
def test_blocking_the_bot_is_answered_by_nothing(user: int) -> None:
    assert admit(update("my_chat_member", user), ALLOWED).door is Door.IGNORE


@pytest.mark.parametrize(
    "kind",
    [
        "channel_post",
        "business_message",
        "inline_query",
        "guest_message",
        "message_reaction",
        "poll",
        "chat_member",
    ],
)
def test_kinds_that_were_not_asked_for_are_ignored(kind: str) -> None:
    assert admit({"update_id": 1, kind: body(LISTED)}, ALLOWED).door is Door.IGNORE


@pytest.mark.parametrize("user", [LISTED, 41, 0])
@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query"])
def test_empty_list_admits_nobody(user: int, kind: str) -> None:
    assert admit(update(kind, user), frozenset()).door is not Door.SERVE


@pytest.mark.parametrize("user", [None, "42", 42.0, True, [42], {"id": 42}])
@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query"])
def test_number_of_another_type_is_nobody(user: object, kind: str) -> None:
    one = update(kind, user)
    place = one[kind]["message"]["chat"] if kind == "callback_query" else one[kind]["chat"]
    place["id"] = 9
    assert admit(one, frozenset({42, 1})).door is Door.IGNORE


@given(UPDATES)
def test_door_opens_to_nobody_by_accident(raw: object) -> None:
    said = raw if isinstance(raw, dict) else {"message": raw}
    assert admit(said, frozenset({LISTED})).door in set(Door)
    assert admit(said, frozenset()).door is not Door.SERVE


LINK = "A-_z" * 10 + "09x"


@pytest.mark.parametrize("text", [f"/start {LINK}", f"/start@confrere_bot {LINK}"])
def test_stranger_with_an_invitation_is_a_guest(text: str) -> None:
    assert admit(update("message", 41, text=text), ALLOWED).door is Door.GUEST
    assert admit(update("message", LISTED, text=text), ALLOWED).door is Door.SERVE


@pytest.mark.parametrize(
    "text",
    [
        "/start", f"/start {LINK}x", f"/start {LINK[:-1]}", f"/start {LINK} /post", f"/post {LINK}", LINK, f"/start  {LINK}",
        f"/start {LINK}\n", f"/start {LINK[:-1]}é", f"/start {LINK[:-1]}.", "", None, 7,
    ],
)  # fmt: skip
def test_stranger_with_anything_else_stays_outside(text: object) -> None:
    assert admit(update("message", 41, text=text), ALLOWED).door is Door.STRANGER


@pytest.mark.parametrize("kind", ["edited_message", "callback_query"])
def test_invitation_is_brought_by_a_message_alone(kind: str) -> None:
    assert admit(update(kind, 41, text=f"/start {LINK}"), ALLOWED).door is Door.STRANGER
    assert admit(update("message", 41, "group", text=f"/start {LINK}"), ALLOWED).door is Door.LEAVE


def test_stranger_is_answered_once_an_hour() -> None:
    bell = Doorbell()
    heard = [bell.rings(41, now) for now in (0.0, 1.0, AGAIN - 1, AGAIN, AGAIN + 1, 2 * AGAIN)]
    assert heard == [True, False, False, True, False, True]


def test_strangers_do_not_silence_one_another() -> None:
    bell = Doorbell()
    assert [bell.rings(user, 0.0) for user in (1, 2, 1, 3)] == [True, True, False, True]


def test_memory_of_strangers_is_bounded() -> None:
    bell = Doorbell()
    for user in range(REMEMBERED + 50):
        bell.rings(user, 0.0)
    assert len(bell._rung) == REMEMBERED
    assert bell.rings(0, 1.0)
