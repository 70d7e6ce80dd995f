"""What a conversation remembers, as JSON and back; a verdict is the guard's word of today."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.codec import FORMAT, decode, encode, findings_line, sources_line
from bot.conversation.state import ChatState, Shown
from bot.drafting.ports import Counter, Craft, Draft, Platform, Source, Translation
from bot.guard import (
    NOBODY,
    Asked,
    Channel,
    Cleared,
    Opinion,
    Practice,
    Refused,
    Waiver,
    digest_of,
    review,
)

CLEAN = "La cicatrice change d’aspect pendant plusieurs mois."
PROMISE = "Le résultat est garanti à vie, sans aucun risque."

WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
LINES = st.lists(WORDS, max_size=3).map(tuple)
SOURCES = st.builds(
    Source,
    number=st.integers(1, 9),
    label=WORDS,
    sentences=st.lists(st.integers(1, 20), max_size=3).map(tuple),
    url=st.none() | WORDS,
    confidence=st.none() | WORDS,
    checked=st.none() | WORDS,
)
COUNTERS = st.builds(Counter, used=st.integers(0, 9_999), limit=st.integers(0, 9_999), unit=WORDS)
DRAFTS = st.builds(
    lambda craft, asked, **rest: Draft(
        craft=craft,
        verdict=review(CLEAN, Channel(craft.value), asked=asked),
        written=CLEAN,
        asked=asked,
        **rest,
    ),
    craft=st.sampled_from(Craft),
    platform=st.none() | st.sampled_from(Platform),
    counters=st.lists(COUNTERS, max_size=3).map(tuple),
    sources=st.lists(SOURCES, max_size=3).map(tuple),
    verify=LINES,
    notes=LINES,
    options=LINES,
    situation=WORDS,
    situation_label=WORDS,
    deadline=st.none() | st.dates(),
    writer=WORDS,
    fixed=st.booleans(),
    request=WORDS,
    topic=WORDS,
    style=LINES,
    variant=st.integers(0, 50),
    asked=st.lists(st.sampled_from(Asked), max_size=3).map(tuple),
    opinions=st.lists(
        st.builds(Opinion, st.just("PUB007"), st.just("mots absents du texte"), WORDS), max_size=2
    ).map(tuple),
)
STATES = st.builds(
    ChatState,
    shown=st.none() | st.builds(Shown, id=WORDS, version=st.integers(1, 99), draft=DRAFTS),
    pending=st.none() | WORDS,
    told=st.frozensets(WORDS, max_size=3),
    keeping=LINES,
    offer=LINES,
    retry=WORDS,
)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def draft(text: str = CLEAN, craft: Craft = Craft.POST) -> Draft:
    return Draft(
        craft=craft,
        verdict=review(text, Channel(craft.value)),
        platform=Platform.INSTAGRAM,
        counters=(Counter(10, 2_200, "caractères"),),
        sources=(Source(1, "Fiche", (1, 2), checked="2026-11-01"),),
        verify=("le délai",),
        deadline=date(2026, 12, 1),
        request="le soleil",
        written=text,
    )


def line(one: Draft | None = None) -> dict[str, Any]:
    state = ChatState(Shown("b1", 2, one or draft()), "en attente", frozenset({"privacy"}))
    table = json.loads(encode(state))
    assert isinstance(table, dict)
    return table


def spoiled(path: str, value: object) -> str:
    """Return a state whose `path`, such as `shown.draft.craft`, holds `value`."""
    whole = line()
    *way, last = path.split(".")
    table = whole
    for step in way:
        table = table[step]
    table[last] = value
    return json.dumps(whole)


@given(STATES)
def test_state_comes_back_as_it_was(state: ChatState) -> None:
    assert decode(encode(state), NOBODY) == state


def test_state_is_one_line_of_plain_json() -> None:
    text = encode(ChatState(Shown("b1", 1, draft())))
    assert "\n" not in text
    assert set(json.loads(text)) == {
        "format",
        "told",
        "pending",
        "shown",
        "past",
        "keeping",
        "offer",
        "retry",
        "declined",
        "ticked",
    }


def test_earlier_versions_come_back_with_a_verdict_of_today() -> None:
    state = ChatState().showing(Shown("b1", 1, draft(PROMISE))).showing(Shown("b1", 2, draft()))
    back = decode(encode(state), NOBODY)
    assert [one.version for one in back.past] == [1]
    assert back.past[0].draft.verdict.findings


@pytest.mark.parametrize("past", [None, 3, "x", [3], [{"id": 1}], [None]])
def test_damaged_past_is_forgotten_alone(past: object) -> None:
    stored = json.loads(encode(ChatState(Shown("b1", 1, draft())))) | {"past": past}
    state = decode(json.dumps(stored), NOBODY)
    assert (state.shown is not None, state.past) == (True, ())


def test_verdict_is_not_stored() -> None:
    stored = line()["shown"]["draft"]
    assert set(stored) == {one.name for one in fields(Draft)} - {"verdict", "waivers"}


def test_verdict_is_given_again_on_what_was_written() -> None:
    promised = draft(PROMISE)
    assert promised.verdict.findings
    state = decode(json.dumps(line(promised)), NOBODY)
    assert state.shown
    assert state.shown.draft.verdict == promised.verdict


def test_word_of_the_guard_that_changed_since_stands() -> None:
    """A text that was clean yesterday is judged by the rules of today: only `written` is read back."""
    table = line()
    table["shown"]["draft"]["written"] = PROMISE
    state = decode(json.dumps(table), NOBODY)
    assert state.shown
    assert state.shown.draft.verdict.findings
    assert PROMISE not in state.shown.draft.verdict.text


def test_opinions_of_a_model_are_heard_again() -> None:
    text = f"{CLEAN} Le jardin du cabinet compte trois tilleuls."
    opinions = (Opinion("PUB007", "compte trois tilleuls", "Promesse."),)
    state = decode(json.dumps(line(replace(draft(text), opinions=opinions))), NOBODY)
    assert state.shown
    assert state.shown.draft.verdict.text == CLEAN
    assert state.shown.draft.opinions == opinions


def test_waivers_in_date_are_those_that_are_given() -> None:
    text = f"{CLEAN} Notre centre d’excellence vous accueille."
    waiver = Waiver("PUB002", digest_of("centre d’excellence"), "Nom du service.", "moi", "2027-02-19")
    texts = {
        given: (shown.draft.verdict.text, shown.draft.waivers)
        for given in ((), (waiver,))
        if (shown := decode(json.dumps(line(draft(text))), NOBODY, given).shown)
    }
    assert texts == {(): (CLEAN, ()), (waiver,): (text, (waiver,))}


def test_practice_of_today_is_the_one_that_counts() -> None:
    text = "Bonjour, vous pouvez joindre le secrétariat au 01 99 00 12 34."
    one = draft(text, Craft.MESSAGE)
    known = Practice(phone="01 99 00 12 34")
    state = decode(json.dumps(line(one)), known)
    assert state.shown
    assert state.shown.draft.verdict == review(text, Channel.MESSAGE, practice=known)


@pytest.mark.parametrize("asked", [(), (Asked.PRICE,), (Asked.APPOINTMENT, Asked.HOURS), tuple(Asked)])
def test_what_was_asked_is_handed_to_the_guard_again(asked: tuple[Asked, ...]) -> None:
    one = replace(draft(craft=Craft.MESSAGE), asked=asked)
    state = decode(json.dumps(line(one)), NOBODY)
    assert state.shown
    assert state.shown.draft.asked == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "3",
        '"x"',
        "{",
        "{}",
        '{"format": 1}',
        "é",
        "\x00",
        "[" * 100_000,
        '{"format": true}',
        "nan",
    ],
)
def test_line_that_says_nothing_is_an_empty_state(text: str) -> None:
    assert decode(text, NOBODY) == ChatState()


@given(
    st.dictionaries(st.sampled_from(["format", "told", "pending", "shown", "draft"]), JSONS | st.just(FORMAT))
)
def test_any_json_gives_a_state(table: dict[str, object]) -> None:
    assert isinstance(decode(json.dumps(table), NOBODY), ChatState)


@given(st.sampled_from([one.name for one in fields(Draft)]), JSONS)
def test_any_value_in_a_draft_gives_a_state(name: str, value: object) -> None:
    state = decode(spoiled(f"shown.draft.{name}", value), NOBODY)
    assert (state.pending, state.told) == ("en attente", {"privacy"})


@pytest.mark.parametrize("number", [0, 2, "1", None, 99])
def test_other_format_is_forgotten_but_what_was_told_is_not(number: object) -> None:
    assert decode(spoiled("format", number), NOBODY) == ChatState(told=frozenset({"privacy"}))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("shown", 3),
        ("shown.id", 3),
        ("shown.version", "2"),
        ("shown.version", True),
        ("shown.draft", None),
        ("shown.draft.craft", "poem"),
        ("shown.draft.craft", None),
        ("shown.draft.platform", "minitel"),
        ("shown.draft.counters", [{"used": 1}]),
        ("shown.draft.counters", "x"),
        ("shown.draft.sources", [{"rank": 1}]),
        ("shown.draft.verify", [3]),
        ("shown.draft.verify", "le délai"),
        ("shown.draft.deadline", "demain"),
        ("shown.draft.fixed", "oui"),
        ("shown.draft.variant", True),
        ("shown.draft.asked", ["la lune"]),
        ("shown.draft.opinions", [{"rule": "PUB007", "quote": 3}]),
        ("shown.draft.opinions", [{"rule": "PUB007", "mood": "x"}]),
        ("shown.draft.opinions", "PUB007"),
        ("shown.draft.written", ""),
        ("shown.draft.written", None),
    ],
)
def test_draft_that_this_version_cannot_read_is_gone_and_nothing_else(path: str, value: object) -> None:
    assert decode(spoiled(path, value), NOBODY) == ChatState(None, "en attente", frozenset({"privacy"}))


@pytest.mark.parametrize(
    "name", sorted({one.name for one in fields(Draft)} - {"verdict", "waivers", "craft", "written"})
)
def test_field_that_an_older_version_did_not_write_has_its_default(name: str) -> None:
    table = line()
    del table["shown"]["draft"][name]
    state = decode(json.dumps(table), NOBODY)
    assert state.shown
    default = next(one.default for one in fields(Draft) if one.name == name)
    assert getattr(state.shown.draft, name) == default


def test_field_that_a_newer_version_wrote_is_passed_over() -> None:
    assert decode(spoiled("shown.draft.mood", "joyeuse"), NOBODY).shown


@pytest.mark.parametrize("text", [CLEAN, PROMISE, "Appelez le 06 39 98 12 34 : résultat garanti !"])
def test_findings_are_kept_without_the_words_that_were_found(text: str) -> None:
    verdict = review(text, Channel.POST)
    assert isinstance(verdict, Cleared | Refused)
    kept = json.loads(findings_line(verdict.findings))
    assert [set(one) for one in kept] == [{"rule", "start", "end", "severity", "fix"}] * len(verdict.findings)
    assert [one["rule"] for one in kept] == [one.rule for one in verdict.findings]


def test_sources_are_kept_whole() -> None:
    (kept,) = json.loads(sources_line(draft().sources))
    assert kept == {
        "number": 1,
        "label": "Fiche",
        "sentences": [1, 2],
        "url": None,
        "confidence": None,
        "checked": "2026-11-01",
    }


def test_a_translation_comes_back_as_it_was() -> None:
    made = Translation("en", CLEAN, "A scar changes for several months.", CLEAN)
    draft = Draft(Craft.MESSAGE, review(CLEAN, "message"), written=CLEAN, translation=made)
    back = decode(encode(ChatState(shown=Shown("d1", 1, draft))), NOBODY)
    assert back.shown is not None
    assert back.shown.draft.translation == made


@pytest.mark.parametrize(
    "broken", [3, {"language": "en"}, {"language": "en", "french": 1, "text": "", "back": ""}]
)
def test_a_translation_that_cannot_be_read_forgets_its_draft(broken: object) -> None:
    draft = Draft(Craft.MESSAGE, review(CLEAN, "message"), written=CLEAN)
    table = json.loads(encode(ChatState(shown=Shown("d1", 1, draft))))
    table["shown"]["draft"]["translation"] = broken
    assert decode(json.dumps(table), NOBODY).shown is None
