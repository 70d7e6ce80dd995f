"""What the practice says of itself in a reply: its facts, each set as a sentence, and what it cannot say by message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.drafting.texts import say, stated
from bot.guard.model import Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.drafting.ports import Brief

_PAID_HOW: Final = re.compile(r"fois|chèque|carte|espèces|virement|règlement|paiement", re.IGNORECASE)
_COVERED: Final = re.compile(
    r"rembours|conventionn|secteur|mutuelle|prise en charge|dépassement", re.IGNORECASE
)
_VIDEO: Final = re.compile(r"visio|téléconsultation|vidéo|distance", re.IGNORECASE)

_SAID_BY: Final = {"fees": "price", "booking": "appointment"}  # the text that gives a fact


class Part(NamedTuple):
    """A stretch of a reply; the lowest `rank` goes first when the text is too long. 9 always stays."""

    text: str
    rank: int
    passages: tuple[str, ...] = ()
    breaks: bool = False  # starts a paragraph


def practical_parts(brief: Brief) -> list[Part]:
    """Return the answer to each practical demand of `brief.asked` and `brief.cues`, in that order."""
    asked = [part for one in brief.asked if one in _ANSWERS for part in _ANSWERS[one](brief)]
    return asked + [part for cue in brief.cues if cue in _WANTED for part in _WANTED[cue](brief)]


def filled(key: str, brief: Brief, **values: str) -> str:
    """Return the text `key` with the practice's facts in it, each without its own full stop."""
    return say("message", key, brief.variant, **{name: _bare(value) for name, value in values.items()})


def phone(brief: Brief) -> Part:
    """Return the practice's telephone, if it is known."""
    number = dict(brief.facts).get("phone")
    return Part(filled("phone", brief, phone=number), 4, ("practice:phone",)) if number else Part("", 0)


def _bare(value: str) -> str:
    return value.strip().rstrip(".")


def _fact(brief: Brief, key: str, fact: str) -> list[Part]:
    """Return the practice's fact, or that the secretary will say: nothing is invented."""
    value = dict(brief.facts).get(fact)
    if not value:
        return [Part(say("message", f"{key}_unknown"), 9)]
    return [Part(stated(value) or filled(key, brief, **{fact: value}), 9, (f"practice:{fact}",))]


def _price(brief: Brief) -> list[Part]:
    return [*_fact(brief, "price", "fees"), Part(say("message", "quote", brief.variant), 6)]


def _address(brief: Brief) -> list[Part]:
    access = dict(brief.facts).get("access")
    more = [Part(filled("address_access", brief, access=access), 6, ("practice:access",))] if access else []
    return [*_fact(brief, "address", "address"), *more]


def _cancel(brief: Brief) -> list[Part]:
    booking = dict(brief.facts).get("booking")
    more = (
        [Part(filled("cancel_booking", brief, booking=booking), 6, ("practice:booking",))] if booking else []
    )
    return [Part(say("message", "cancel", brief.variant), 9), *more]


def _results(brief: Brief) -> list[Part]:
    channel = dict(brief.facts).get("secure_channel")
    more = (
        [Part(filled("results_secure", brief, secure_channel=channel), 6, ("practice:secure_channel",))]
        if channel
        else []
    )
    return [Part(say("message", "results", brief.variant), 9), *more]


def _on_call(brief: Brief) -> list[Part]:
    """Return whom to call when the practice is closed, and the 15."""
    value = dict(brief.facts).get("on_call")
    said = (
        [Part(stated(value) or filled("on_call", brief, on_call=value), 9, ("practice:on_call",))]
        if value
        else []
    )
    return [*said, Part(say("message", "on_call_15" if value else "on_call_unknown"), 9)]


def _if_said(key: str, fact: str, words: re.Pattern[str]) -> Callable[[Brief], list[Part]]:
    """Return an answer that gives `fact` where it speaks of what is asked, and the text `key` where it does not."""

    def answer(brief: Brief) -> list[Part]:
        value = dict(brief.facts).get(fact, "")
        if words.search(value):
            given = Asked.PRICE in brief.asked and fact == "fees"
            return [] if given else _fact(brief, _SAID_BY[fact], fact)
        return [Part(say("message", key, brief.variant), 8)]

    return answer


def _complaint(brief: Brief) -> list[Part]:
    return [Part(say("message", "complaint", brief.variant), 9), phone(brief)]


def _said(key: str) -> Callable[[Brief], list[Part]]:
    return lambda brief: [Part(say("message", key, brief.variant), 9)]


_ANSWERS: Final[dict[Asked, Callable[[Brief], list[Part]]]] = {
    Asked.CANCEL: _cancel,
    Asked.APPOINTMENT: lambda brief: _fact(brief, "appointment", "booking"),
    Asked.PRICE: _price,
    Asked.HOURS: lambda brief: _fact(brief, "hours", "hours"),
    Asked.ADDRESS: _address,
    Asked.DOCUMENTS: lambda brief: _fact(brief, "documents", "documents"),
    Asked.RESULTS: _results,
}
_WANTED: Final[dict[str, Callable[[Brief], list[Part]]]] = {
    "on_call": _on_call,
    "complaint": _complaint,
    "confirm": _said("confirm"),
    "own_time": _said("own_time"),
    "awaited": _said("awaited"),
    "late": _said("late"),
    "invoice": _said("invoice"),
    "closures": lambda brief: _fact(brief, "closures", "closures"),
    "contact_phone": lambda brief: _fact(brief, "phone", "phone"),
    "contact_mail": lambda brief: _fact(brief, "email", "email"),
    "instalments": _if_said("instalments", "fees", _PAID_HOW),
    "cover": _if_said("cover", "fees", _COVERED),
    "remote": _if_said("remote", "booking", _VIDEO),
    "open": _said("others"),
}
