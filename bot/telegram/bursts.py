"""Several updates that are one thing to the person: a long paste that the client cut, an album, messages forwarded together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.telegram.splitting import units

if TYPE_CHECKING:
    from bot.telegram.lanes import Arrival, Lane

CUT: Final = 2_048  # UTF-16 units; clients cut a long paste at 4,096 at most, and not before half of it
SAME_PASTE: Final = 2  # seconds between the dates of two parts
PATIENCE: Final = 1.5  # seconds; a part follows within one, and a poll may come 0.6 later
TOGETHER: Final = 0.5  # seconds; messages that are forwarded together arrive together
WHOLE: Final = 9_000  # UTF-16 units of messages forwarded together; the conversation reads 10,000 characters
BETWEEN: Final = "\n---\n"  # how the conversation is told that two messages are not one
STEP: Final = 0.05  # seconds


async def take(lane: Lane, patience: float = PATIENCE) -> list[Arrival]:
    """Take the first arrival of a lane, and those that continue it, waiting `patience` seconds for each."""
    burst = [lane.popleft()]
    while await _continued(burst[-1], lane, _pause(burst[-1], patience)) and _fits(burst, lane[0]):
        burst.append(lane.popleft())
    return burst


def continues(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether a raw update is the next part of the paste or of the album that `before` began."""
    first, second = _message(before), _message(after)
    if first.get("media_group_id") or second.get("media_group_id"):
        return first.get("media_group_id") == second.get("media_group_id")
    text = second.get("text")
    return (
        (_may_continue(before) or (_is_forward(before) and _is_forward(after)))
        and isinstance(text, str)
        and not text.startswith("/")
        and first.get("from") == second.get("from")
        and ("forward_origin" in first) == ("forward_origin" in second)
        and 0 <= _date(second) - _date(first) <= SAME_PASTE
    )


def merged(burst: list[Arrival]) -> tuple[dict[str, Any], str]:
    """Return one raw update for the whole burst, and the numbers of its messages, such as `12 13`."""
    raw = burst[0].raw
    message = _message(raw)
    numbers = [str(_message(one.raw).get("message_id", "")) for one in burst]
    if len(burst) > 1 and isinstance(message.get("text"), str):
        text = _joined([one.raw for one in burst])
        whole = {name: value for name, value in message.items() if name != "entities"} | {"text": text}
        raw = raw | {"message": whole}
    return raw, " ".join(number for number in numbers if number)


def _joined(parts: list[dict[str, Any]]) -> str:
    """Return one text: a paste put together again, or messages forwarded together, which are for `/message`."""
    text = str(_message(parts[0])["text"])
    apart = [_is_forward(before) and not _may_continue(before) for before in parts[:-1]]
    for cut, part in zip(apart, parts[1:], strict=True):
        text += (BETWEEN if cut else "\n") + str(_message(part)["text"])
    return f"/message {text}" if any(apart) else text


def _pause(last: Arrival, patience: float) -> float:
    """Return how long the next part is waited for, in seconds; 0 when nothing more belongs to the burst."""
    if _may_continue(last.raw):
        return patience
    return min(patience, TOGETHER) if _is_forward(last.raw) else 0.0


def _fits(burst: list[Arrival], after: Arrival) -> bool:
    """Tell whether messages forwarded together would still be read whole with one more; a paste that was cut always goes on."""
    sizes = [units(str(_message(one.raw).get("text", ""))) for one in (*burst, after)]
    return _may_continue(burst[-1].raw) or sum(sizes) <= WHOLE


def _is_forward(raw: dict[str, Any]) -> bool:
    message = _message(raw)
    return "forward_origin" in message and isinstance(message.get("text"), str)


def _message(raw: dict[str, Any]) -> dict[str, Any]:
    said = raw.get("message")
    return said if isinstance(said, dict) else {}


def _date(message: dict[str, Any]) -> int:
    said = message.get("date")
    return said if isinstance(said, int) else 0


def _may_continue(raw: dict[str, Any]) -> bool:
    message = _message(raw)
    text = message.get("text")
    return bool(message.get("media_group_id")) or (isinstance(text, str) and units(text) >= CUT)


async def _continued(last: Arrival, lane: Lane, patience: float) -> bool:
    if not patience:
        return False
    waited = 0.0
    while not lane and waited < patience:
        await asyncio.sleep(STEP)
        waited += STEP
    return bool(lane) and continues(last.raw, lane[0].raw)
