"""Whatever is wrong in what the guard is given (text, channel, practice, waivers, opinions, seals), nothing is cleared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import bot.guard.guard as guard_module
from bot.guard import Channel, Cleared, Opinion, Practice, Refused, Waiver, digest_of, review
from tests.guard.faulty import FAULTY, LAWFUL, TEXTS


class Disguised(str):
    """A text that reads otherwise than it is written."""

    __slots__ = ()

    def isascii(self) -> bool:
        return True

    def translate(self, _table: object, /) -> str:
        return "x" * len(self)


class Loose(str):
    """A channel equal to every other."""

    __slots__ = ()

    def __eq__(self, _other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("post")


@pytest.mark.parametrize(
    "channel",
    ["sms", "", "POST", " post", "post\n", None, 3, True, [], ["post"], {}, b"post", object(), Channel],
    ids=repr,
)
def test_an_unknown_channel_is_refused(channel: Any) -> None:
    verdict = review(LAWFUL, channel)
    assert isinstance(verdict, Refused)
    assert "canal" in verdict.reason


def test_a_channel_that_says_it_is_any_other_is_one_of_ours_or_none() -> None:
    verdict = review(FAULTY, Loose("sms"))
    assert isinstance(verdict, Refused) or verdict.text != FAULTY


@pytest.mark.parametrize(
    "text",
    [None, 3, b"bytes", bytearray(b"bytes"), ["list"], {"text": LAWFUL}, Path("x"), LAWFUL.encode, object()],
    ids=repr,
)
@pytest.mark.parametrize("channel", Channel)
def test_what_is_no_text_is_refused(text: Any, channel: Channel) -> None:
    assert isinstance(review(text, channel), Refused)


@pytest.mark.parametrize("channel", Channel)
def test_a_text_that_reads_otherwise_than_it_is_written_is_read_as_written(channel: Channel) -> None:
    verdict = review(Disguised(TEXTS[channel]), channel)
    assert verdict == review(TEXTS[channel], channel)
    assert type(verdict.text) is str


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc80" * 40])
@pytest.mark.parametrize("channel", Channel)
def test_half_a_character_hides_no_fault(text: str, channel: Channel) -> None:
    verdict = review(f"{text} {TEXTS[channel]}", channel)
    assert verdict.findings
    assert "Durand" not in verdict.text


@pytest.mark.parametrize(
    "asked", [None, 3, "appointment", ["nonsense"], [["list"]], [None], {"price": 1, "x": 2}], ids=repr
)
def test_a_wrong_question_is_refused(asked: Any) -> None:
    assert isinstance(review(LAWFUL, "message", asked=asked), Refused)


@pytest.mark.parametrize(
    "practice",
    [
        *(None, 3, "Dr Claire Martinval", {"doctor": "Dr Claire Martinval"}, object()),
        *(Practice(doctor=3), Practice(phone=b"01 99 00 12 34"), Practice(email=["a@b.example"])),
        *(Practice(team="Durand"), Practice(team=(None,)), Practice(team=({},)), Practice(team=None)),
        *(Practice(numbers="01 99 00 12 34"), Practice(numbers=(3,)), Practice(hours=object())),
    ],
    ids=repr,
)
def test_a_practice_of_another_shape_is_refused(practice: Any) -> None:
    assert isinstance(review(LAWFUL, "post", practice=practice), Refused)


@pytest.mark.parametrize("waivers", [None, 3, [None], ["RDV001"], [{"rule": "RDV001"}], [Waiver]], ids=repr)
def test_a_waiver_of_another_shape_is_refused(waivers: Any) -> None:
    assert isinstance(review(LAWFUL, "post", waivers=waivers), Refused)


@pytest.mark.parametrize("opinions", [None, 3, [None], ["RDV001"], [{"rule": "RDV001"}], [Opinion]], ids=repr)
def test_an_opinion_of_another_shape_is_refused(opinions: Any) -> None:
    assert isinstance(review(LAWFUL, "post", opinions=opinions), Refused)


@pytest.mark.parametrize(
    "opinion",
    [
        Opinion("RDV001", None),
        Opinion("RDV001", 3),
        Opinion([], "La cicatrice blanchit"),
        Opinion("RDV001", b"la peau"),
    ],
    ids=repr,
)
def test_an_opinion_of_junk_is_refused(opinion: Opinion) -> None:
    assert isinstance(review(LAWFUL, "post", opinions=[opinion]), Refused)


@pytest.mark.parametrize("rule", ["PAT001", "URG001", "AVI001", "RDV001"])
@pytest.mark.parametrize("channel", Channel)
def test_no_waiver_lets_a_patient_out(rule: str, channel: Channel) -> None:
    text = TEXTS[channel]
    every = [
        Waiver(rule, digest_of(words), "parce que", "moi", "2099-12-31")
        for words in (text, "Mme Durand", "Durand")
    ]
    verdict = review(text, channel, waivers=every)
    assert "Durand" not in verdict.text


@pytest.mark.parametrize("kind", [Cleared, Refused, guard_module.Sealed])
def test_no_heir_of_a_verdict_can_be_made(kind: type) -> None:
    with pytest.raises(TypeError, match="does not build"):
        type("Mine", (kind,), {"__post_init__": lambda _self, _seal: None})


@pytest.mark.parametrize("seal", [None, object(), "seal", True, 0])
@pytest.mark.parametrize("kind", [Cleared, Refused])
def test_a_forged_seal_is_no_seal(kind: Any, seal: object) -> None:
    more = {"reason": "."} if kind is Refused else {}
    with pytest.raises(TypeError, match="built by `review"):
        kind(text=FAULTY, findings=(), catalogue="", seal=seal, **more)
