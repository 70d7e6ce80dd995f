"""Senses: words that keep the same company, by checksum; the file that holds them; and how a training looks at them."""

from __future__ import annotations

import json
import tracemalloc
from math import sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.reader import ReaderUnavailable
from bot.guard.reader.features import features
from bot.guard.reader.senses import BUCKETS, COLUMNS, FILE, GROUPS, SENSES, pack, rarity, senses, unpack

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("word", "other"),
    [("mollet", "genou"), ("rdv", "rendez"), ("gonfle", "gonflee"), ("vertiges", "nausee"), ("jeudi", "vendredi")],
)  # fmt: skip
def test_words_that_are_used_alike_share_a_group(word: str, other: str) -> None:
    groups = [set(senses().groups(sense)) for sense in map(senses().of, (word, other)) if sense is not None]
    assert len(groups) == 2
    assert groups[0] & groups[1]


@pytest.mark.parametrize("word", ["", "'", "xqzvkw", "éà", "06"])
def test_word_that_nobody_wrote_has_no_sense(word: str) -> None:
    assert senses().of(word) is None


def test_elided_word_has_the_sense_of_its_letters() -> None:
    assert senses().of("qu'") == senses().of("qu") is not None


@given(st.text(max_size=30))
def test_sense_of_any_word_is_a_sense(word: str) -> None:
    sense = senses().of(word)
    assert sense is None or 0 <= sense < SENSES


def test_groups_of_a_sense_are_one_a_size() -> None:
    for sense in (0, 1, SENSES - 1):
        names = senses().groups(sense)
        assert [name.split()[0] for name in names] == [f"~{size}" for size in GROUPS]
        assert all(int(name.split()[1]) < size for name, size in zip(names, GROUPS, strict=True))


def test_rare_senses_count_for_more() -> None:
    assert rarity(0) == 0 < rarity(100) < rarity(5_000) < rarity(SENSES - 1) < 1


def test_senses_of_a_text_are_its_last_block_and_their_squares_add_up_to_one() -> None:
    *_, block = features("Mon mollet gauche est dur")
    found = [column - BUCKETS for column in block.buckets]
    assert set(found) == {senses().of(word) for word in ("mon", "mollet", "gauche", "est", "dur")}
    assert all(column < COLUMNS for column in block.buckets)
    assert sqrt(sum((rarity(sense) * block.value) ** 2 for sense in found)) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "👍", "😀 ال", "12", "zzqxk"])
def test_text_without_a_known_word_has_an_empty_block_of_senses(text: str) -> None:
    *_, block = features(text)
    assert block == ((), 0.0)


def small() -> bytes:
    return pack({"nez": 7, "sein": 9}, [[index % size for index in range(SENSES)] for size in GROUPS])


def test_file_gives_back_what_was_packed() -> None:
    found = unpack(small())
    assert [found.of(word) for word in ("nez", "sein", "main")] == [7, 9, None]
    assert found.groups(4_321) == ("~500 321", "~4000 321")


@pytest.mark.parametrize(
    "harm",
    [
        lambda packed: packed[:-1],
        lambda packed: b"",
        lambda packed: b"[]\n" + packed,
        lambda packed: packed[:-9] + b"\x00" + packed[-8:],
        lambda packed: packed.replace(b"20000", b"20001", 1),
        lambda packed: json.dumps({"words": 2}).encode() + packed,
    ],
)
def test_damaged_file_is_refused(harm: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ReaderUnavailable):
        unpack(harm(small()))


def test_senses_take_few_megabytes() -> None:
    tracemalloc.start()
    unpack(FILE.read_bytes())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000
