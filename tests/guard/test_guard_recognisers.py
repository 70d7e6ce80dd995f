"""Traces of patients: what must be masked is, and nothing that only looks like it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard import Practice
from bot.guard.examples import DISGUISES
from bot.guard.patient import Kind, mask, recognise
from bot.guard.patient.gate import Trigger, triggers
from bot.guard.patient.masking import PLACEHOLDER
from bot.guard.patient.numbers import digits_of

HERE = Path(__file__).parent
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


HITS = [tuple(line.replace("\\n", "\n").split("\t")) for line in lines("patient_hits.tsv")]
MISSES = lines("patient_misses.txt")
TOLD = [line.replace("\\n", "\n") for line in lines("told_hits.txt")]
TOLD_NOTHING = lines("told_misses.txt")
DIRECT = [(kind, text) for kind, text in HITS if kind not in {"DATE", "ÂGE"}]
# capitals say nothing about names any more, and full-width digits are no digits of a formula
HARD = {("capitals", "NOM"), ("capitals", "PRÉNOM")}
PRACTICE = Practice(
    doctor="Dr Claire Martinval",
    practice="Cabinet des Tilleuls",
    address="12 rue des Tilleuls, 69003 Lyon",
    phone="04 65 71 22 90",
    email="contact@cabinet.example",
    website="https://www.cabinet.example",
    handle="@cabinet.tilleuls",
    team=("Sophie Bernardin", "Nadia"),
)


def test_the_tables_are_long() -> None:
    assert len(HITS) >= 100
    assert len(MISSES) >= 100


@pytest.mark.parametrize(("kind", "marked"), HITS, ids=[marked[:50] for _, marked in HITS])
def test_an_identifier_is_found_whole_and_named(kind: str, marked: str) -> None:
    text = MARKED.sub(r"\1", marked)
    start = marked.index("⟦")
    end = start + len(MARKED.findall(marked)[0])
    around = [one for one in recognise(text) if one.start < end and start < one.end]
    assert [(text[one.start : one.end], one.kind.value) for one in around] == [(text[start:end], kind)]


@pytest.mark.parametrize("marked", TOLD)
def test_what_people_tell_of_themselves_is_masked_and_no_more(marked: str) -> None:
    masked = mask(MARKED.sub(r"\1", marked))
    assert PLACEHOLDER.sub("⟦⟧", masked.text) == MARKED.sub("⟦⟧", marked)


@pytest.mark.parametrize("text", [*MISSES, *TOLD_NOTHING])
def test_a_message_that_tells_nothing_stays_as_it_is(text: str) -> None:
    assert mask(text).text == text


def test_a_document_is_not_read_as_a_message() -> None:
    text = "Moi c’est Gwendal Aubrac, opérée le 12 mai 2021."
    assert {one.kind for one in recognise(text)} == {Kind.NAME, Kind.DATE}
    assert Kind.DATE not in {one.kind for one in recognise("Opérée le 12 mai 2021.", told=False)}


@pytest.mark.parametrize("text", MISSES)
def test_nothing_is_found_where_nobody_is_named(text: str) -> None:
    assert [(text[one.start : one.end], one.kind.value) for one in recognise(text)] == []


DISGUISED = [(name, kind, text) for name in DISGUISES for kind, text in DIRECT if (name, kind) not in HARD]


@pytest.mark.parametrize(("name", "kind", "marked"), DISGUISED)
def test_an_identifier_is_found_under_every_disguise(name: str, kind: str, marked: str) -> None:
    text = DISGUISES[name](MARKED.sub(r"\1", marked))
    assert Kind(kind) in {one.kind for one in recognise(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Le Dr Claire Martinval vous recevra.",
        "Le docteur Martinval vous recevra.",
        "Appelez le 04.65.71.22.90.",
        "Tél. +33 4 65 71 22 90",
        "Écrivez à contact@cabinet.example.",
        "12, rue des Tilleuls – 69003 LYON",
        "Suivez @cabinet.tilleuls",
        "Cordialement,\nSophie Bernardin",
        "Bonjour, ici Nadia.",
    ],
)
def test_the_values_of_the_practice_are_nobody_s(text: str) -> None:
    assert recognise(text, PRACTICE) == []
    assert recognise(text) != [] or "Suivez" not in text


@pytest.mark.parametrize(
    "text",
    [
        "04 65 71 22 91",
        "contact@cabinets.example",
        "Dr Claire Martinvalle",
        "14 rue des Tilleuls, 69003 Lyon",
    ],
)
def test_a_value_that_only_resembles_the_practice_s_is_found(text: str) -> None:
    assert recognise(text, PRACTICE) != []


@pytest.mark.parametrize(
    ("alone", "together"),
    [
        ("Le 5 janvier 2025.", "Mme Durand, opérée le 5 janvier 2025."),
        ("À 34 ans, la peau change.", "Sarah, 34 ans, fume."),
        ("Une femme de 52 ans.", "Une patiente de 52 ans, institutrice à Craponne."),
    ],
)
def test_an_age_or_a_date_is_masked_only_in_company(alone: str, together: str) -> None:
    assert recognise(alone) == []
    assert {Kind.AGE, Kind.DATE} & {one.kind for one in recognise(together)}


@pytest.mark.parametrize(
    "spelling",
    ["06 39 98 12 47", "+33 6 39 98 12 47", "+33 (0)6.39.98.12.47", "0033639981247", "o6 39 98 i2 47"],
)
def test_a_telephone_has_one_value_in_every_spelling(spelling: str) -> None:
    assert digits_of(spelling) == "0639981247"


def test_spans_are_in_order_and_apart() -> None:
    text = (
        "Mme Durand, née le 14/03/1984, 06 39 98 12 47, lea@courrier.example, 12 rue des Tilleuls, 69003 Lyon"
    )
    found = recognise(text)
    assert [one.kind for one in found] == [Kind.NAME, Kind.DATE, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS]
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_masking_puts_a_placeholder_for_each_and_counts_without_values() -> None:
    masked = mask("Bonjour, Mme Durand, 06 39 98 12 47 ou 06 39 98 55 01.")
    assert masked.text == "Bonjour, Mme ⟦NOM⟧, ⟦TÉL⟧ ou ⟦TÉL⟧."
    assert masked.counts == {Kind.NAME: 1, Kind.PHONE: 2}
    assert "Durand" not in repr(masked)


def test_masking_leaves_the_rest_as_it_is() -> None:
    text = "Œdème\u00a0: depuis 8 jours 👩‍⚕️, ½ dose."
    assert mask(text).text == text


def test_every_trigger_has_its_recogniser_in_the_table() -> None:
    assert len(Trigger) >= 20


@given(st.text(max_size=200) | st.sampled_from([marked for _, marked in HITS] + TOLD))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(
    st.lists(
        st.sampled_from(
            [MARKED.sub(r"\1", marked) for marked in [*(marked for _, marked in HITS), *TOLD]] + MISSES
        ),
        min_size=1,
        max_size=4,
    )
)
def test_masking_mixed_texts_settles_and_keeps_what_is_between(texts: list[str]) -> None:
    text = "\n".join(texts)
    masked = mask(text)
    position = 0
    for one in masked.spans:
        assert position <= one.start < one.end <= len(text)
        position = one.end
    assert mask(masked.text).text == masked.text
    assert len(PLACEHOLDER.findall(masked.text)) == len(masked.spans)


@given(st.text(max_size=400))
def test_no_text_breaks_the_recognisers(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in recognise(text))


def test_gate_raises_when_re2_cannot_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """RE2 answers nothing, and no error, when its memory runs out: silence must not read as a text without data."""

    class Silent:
        def Match(self, _text: bytes) -> list[int]:  # noqa: N802 - the name that RE2 gives
            return []

    silent = {False: Silent(), True: Silent()}
    monkeypatch.setattr("bot.guard.patient.gate._gate", lambda *, told: silent[told])
    with pytest.raises(MemoryError):
        triggers("06 39 98 11 90")
