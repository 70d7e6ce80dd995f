"""Order within a chat, chats side by side, several updates that are one thing."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import pytest

from bot.telegram.access import Door, Origin
from bot.telegram.bursts import CUT, continues, merged, take
from bot.telegram.lanes import DEPTH, Arrival, Lane, Lanes

LONG = "Je suis inquiète. " * (CUT // 17)


def arrival(number: int, chat: int = 1, **message: Any) -> Arrival:
    return Arrival(number, raw(number, **message), Origin(Door.SERVE, "message", chat, chat))


def raw(number: int = 1, user: int = 1, date: int = 100, **fields: Any) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": number, "from": {"id": user}, "date": date, **fields},
    }


class Worker:
    """Takes one arrival at a time; `pauses` says how long a chat's takes."""

    def __init__(self, pauses: dict[int, float] | None = None) -> None:
        self.served: list[int] = []
        self.pauses = pauses or {}
        self.lanes = Lanes(self.work)

    async def work(self, lane: Lane) -> list[Arrival]:
        one = lane.popleft()
        await asyncio.sleep(self.pauses.get(one.origin.chat, 0.0))
        self.served.append(one.id)
        return [one]


async def test_lane_keeps_the_order_of_a_chat() -> None:
    worker = Worker()
    for number in range(20):
        worker.lanes.put(arrival(number))
    assert await worker.lanes.drain(1.0)
    assert worker.served == list(range(20))


async def test_slow_chat_holds_nobody_else() -> None:
    worker = Worker({1: 0.2})
    for number, chat in ((1, 1), (2, 1), (3, 2), (4, 3)):
        worker.lanes.put(arrival(number, chat))
    await worker.lanes.wait(1.0)
    await asyncio.sleep(0.02)
    assert set(worker.served) == {3, 4}
    assert await worker.lanes.drain(2.0)
    assert worker.served[2:] == [1, 2]


async def test_oldest_is_the_first_that_is_not_finished() -> None:
    worker = Worker({1: 0.1})
    for number, chat in ((5, 1), (6, 2), (7, 1)):
        worker.lanes.put(arrival(number, chat))
    await worker.lanes.wait(1.0)
    assert worker.lanes.oldest == 5
    await worker.lanes.drain(1.0)
    assert worker.lanes.oldest is None


async def test_work_that_is_not_done_in_time_stays_unfinished() -> None:
    worker = Worker({1: 30.0})
    worker.lanes.put(arrival(8, 1))
    worker.lanes.put(arrival(9, 2))
    assert not await worker.lanes.drain(0.1)
    assert (worker.served, worker.lanes.oldest) == ([9], 8)


async def test_lanes_say_when_nothing_more_should_be_taken() -> None:
    worker = Worker({1: 30.0})
    for number in range(DEPTH):
        assert not worker.lanes.full
        worker.lanes.put(arrival(number))
    assert worker.lanes.full
    await worker.lanes.drain(0.0)


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ({"text": LONG}, {"text": "Merci."}, True),
        ({"text": LONG}, {"text": LONG}, True),
        ({"text": LONG}, {"text": "Merci.", "date": 102}, True),
        ({"text": LONG}, {"text": "Merci.", "date": 103}, False),
        ({"text": LONG}, {"text": "/aide"}, False),
        ({"text": LONG}, {"text": "Merci.", "user": 2}, False),
        ({"text": LONG}, {"photo": []}, False),
        ({"text": LONG}, {"text": "Merci.", "forward_origin": {}}, False),
        ({"text": LONG, "forward_origin": {}}, {"text": "Merci.", "forward_origin": {}}, True),
        ({"text": "Bonjour.", "forward_origin": {}}, {"text": "Merci.", "forward_origin": {}}, True),
        ({"text": "Bonjour.", "forward_origin": {}}, {"text": "Merci."}, False),
        ({"text": "Bonjour."}, {"text": "Merci."}, False),
        ({"text": f"/avis {LONG}"}, {"text": "Merci."}, True),
        ({"photo": [], "media_group_id": "a"}, {"photo": [], "media_group_id": "a"}, True),
        ({"photo": [], "media_group_id": "a"}, {"photo": [], "media_group_id": "b"}, False),
        ({"photo": [], "media_group_id": "a"}, {"text": "Merci."}, False),
        ({"photo": []}, {"photo": []}, False),
        ({"text": LONG}, {"photo": [], "media_group_id": "a"}, False),
    ],
)
def test_next_update_continues_the_paste_or_the_album(before: Any, after: Any, one: bool) -> None:
    assert continues(raw(1, **before), raw(2, **after)) is one


async def test_messages_forwarded_together_are_one_paste_of_several_messages() -> None:
    lane = deque(arrival(number, text=f"Bonjour {number}.", forward_origin={}) for number in (1, 2, 3))
    whole, refs = merged(await take(lane, 0.1))
    assert (whole["message"]["text"], refs) == (
        "/message Bonjour 1.\n---\nBonjour 2.\n---\nBonjour 3.",
        "1 2 3",
    )


async def test_a_lone_forward_is_left_as_it_came() -> None:
    one = arrival(1, text="Bonjour.", forward_origin={})
    assert merged(await take(deque([one]), 0.1)) == (one.raw, "1")


async def test_forwards_that_would_not_be_read_whole_wait_for_their_turn() -> None:
    lane = deque(arrival(number, text="x" * 2_000, forward_origin={}) for number in range(8))
    bursts = [len(await take(lane, 0.1)) for _ in range(2)]
    assert (bursts, len(lane)) == ([4, 4], 0)


async def test_what_is_typed_after_a_forward_is_not_part_of_it() -> None:
    lane = deque([arrival(1, text="Bonjour.", forward_origin={}), arrival(2, text="réponds")])
    assert [len(await take(lane, 0.1)) for _ in range(2)] == [1, 1]


async def test_part_that_comes_a_moment_later_is_waited_for() -> None:
    lane = deque([arrival(1, text=LONG)])
    asyncio.get_running_loop().call_later(0.1, lane.append, arrival(2, text="Merci."))
    assert [one.id for one in await take(lane, 1.0)] == [1, 2]


async def test_short_text_is_never_waited_for() -> None:
    lane = deque([arrival(1, text="Bonjour.")])
    burst = await asyncio.wait_for(take(lane, 60.0), 0.5)
    assert [one.id for one in burst] == [1]


async def test_paste_of_three_parts_is_one_text_and_three_messages() -> None:
    lane = deque([arrival(1, text=LONG, entities=[{}]), arrival(2, text=LONG), arrival(3, text="Fin.")])
    whole, refs = merged(await take(lane, 0.1))
    assert (whole["message"]["text"], refs) == (f"{LONG}\n{LONG}\nFin.", "1 2 3")
    assert "entities" not in whole["message"]


def test_lone_update_is_left_as_it_came() -> None:
    one = arrival(1, text="Bonjour.", entities=[{}])
    assert merged([one]) == (one.raw, "1")


@pytest.mark.parametrize("broken", [{}, {"message": 3}, {"message": {"text": 5}}, {"callback_query": {}}])
async def test_unreadable_update_makes_no_burst(broken: dict[str, Any]) -> None:
    lane = deque([Arrival(1, broken, Origin(Door.SERVE)), arrival(2, text="Bonjour.")])
    assert [one.id for one in await take(lane, 0.1)] == [1]
