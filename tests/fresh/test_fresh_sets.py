"""Texts written by eyes that had not seen the program, kept as they were: what a first run reached must not be lost.

First run of each set, on 21 November 2026: emergencies 53 of 55 with 9 false alarms in 105, class of a message 141 of 160, case
of a review 72 of 80, request 136 of 150, identifiers .75 (a title or a weekday inside a span counts as missed).

First run of the sets of strangers, on 22 November 2026: emergencies and distress 45 of 47 with 2 false alarms in 103, class of a message 127
of 150, «no reply needed» right 12 times of 12, case of a review 71 of 80, trap of a request named 20 times of 40.

First runs of three more sets by other strangers the same day, once senses were read: 46, 47 and 45 of 47 with 4, 2 and 2 false alarms in 103,
class 138, 138 and 144 of 150, «no reply needed» right 18 of 19, 16 of 16 and 17 of 17, case 73, 76 and 77 of 80, a defamation or a threat
never ordinary 17, 17 and 18 times of 18, trap reframed 37, 37 and 40 times of 40.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.conversation.intent import understand
from bot.drafting.cases import NEVER_ORDINARY, ORDINARY, judge, read_review
from bot.drafting.requests import read_request
from bot.drafting.triage import Class, triage
from bot.guard.patient import recognise

CORPUS = Path(__file__).parents[1] / "corpus"
GRAVE = {Class.EMERGENCY.value, Class.DISTRESS.value}


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def rows(name: str) -> list[dict[str, Any]]:
    return rows_of(f"fresh_{name}")


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_triage_catches_the_emergencies_of_a_fresh_set() -> None:
    grave = [one for one in rows("triage") if one["class"] in GRAVE]
    assert share([triage(one["text"]).klass.value in GRAVE for one in grave]) >= 0.95


def test_triage_leaves_ordinary_messages_of_a_fresh_set_alone() -> None:
    ordinary = [one for one in rows("triage") if one["class"] not in GRAVE]
    assert share([triage(one["text"]).klass.value in GRAVE for one in ordinary]) <= 0.10


def test_triage_finds_the_class_of_fresh_messages() -> None:
    assert share([triage(one["text"]).klass.value == one["class"] for one in rows("triage")]) >= 0.86


def test_cases_of_fresh_reviews_are_found() -> None:
    today = date(2026, 11, 21)
    found = [
        judge(read_review(one["text"], one.get("stars"), one.get("date_label")), today).case.value
        == one["case"]
        for one in rows("cases")
    ]
    assert share(found) >= 0.88


def test_fresh_requests_are_understood() -> None:
    found = [
        understand(one["text"], follows=bool(one.get("follows"))).wish.value == one["wish"]
        for one in rows("intent")
    ]
    assert share(found) >= 0.89


def strangers(name: str) -> list[dict[str, Any]]:
    return rows_of(f"strangers_{name}")


def test_triage_of_strangers_messages_catches_what_is_grave_and_leaves_the_rest_alone() -> None:
    found = [(one["class"] in GRAVE, triage(one["text"]).klass.value in GRAVE) for one in strangers("triage")]
    assert share([alarmed for grave, alarmed in found if grave]) >= 0.99
    assert share([alarmed for grave, alarmed in found if not grave]) <= 0.05


def test_triage_finds_the_class_of_strangers_messages() -> None:
    found = [(one["class"], triage(one["text"]).klass.value) for one in strangers("triage")]
    assert share([said == true for true, said in found]) >= 0.93
    assert share([true == "none" for true, said in found if said == "none"]) >= 0.98


def test_cases_of_strangers_reviews_are_found_and_the_worst_is_never_ordinary() -> None:
    today = date(2026, 11, 22)
    found = [
        (one["case"], judge(read_review(one["text"], one.get("stars")), today).case)
        for one in strangers("cases")
    ]
    assert share([said == true for true, said in found]) >= 0.93
    assert [said for true, said in found if true in NEVER_ORDINARY and said in ORDINARY] == []


def test_traps_of_strangers_requests_are_named_and_ordinary_ones_spring_none() -> None:
    found = [(one["trap"], read_request(one["text"], weigh=True).traps) for one in strangers("requests")]
    assert share([bool(traps) for trap, traps in found if trap]) >= 0.85
    assert share([bool(traps) for trap, traps in found if not trap]) <= 0.05


def covered(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    inside = {i for first, last in spans for i in range(max(first, start), min(last, end))}
    return len(inside) >= 0.9 * (end - start)


def test_identifiers_of_fresh_messages_are_masked() -> None:
    for name, floor in (("patient", 0.74), ("patient_1", 0.98)):
        hits: list[bool] = []
        for one in rows(name):
            spans = [(found.start, found.end) for found in recognise(one["text"])]
            hits += [covered(start, end, spans) for start, end, _ in one["spans"]]
        assert share(hits) >= floor


def test_what_is_masked_in_fresh_messages_points_at_somebody() -> None:
    for name in ("patient", "patient_1"):
        touched = [
            any(found.start < end and start < found.end for start, end, _ in one["spans"])
            for one in rows(name)
            for found in recognise(one["text"])
        ]
        assert share(touched) >= 0.97
