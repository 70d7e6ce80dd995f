"""The learned reader at work: the same answer each time, whatever the spelling, and a clear error when its file is damaged."""

from __future__ import annotations

import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guard.examples import DISGUISES
from bot.guard.reader import Reader, ReaderUnavailable
from bot.guard.reader.features import features, tokenise
from bot.guard.reader.fields import fields, told
from bot.guard.reader.lessons import lessons
from bot.guard.reader.senses import COLUMNS
from bot.guard.reader.weights import FOLDER, Header, Weights, pack, read, unpack

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("triage", "cases", "intent", "requests")
LABELS = {
    "triage": {"emergency", "distress", "minor", "third_party", "medical", "practical", "solicitation", "none"},
    "cases": {
        "positive", "negative_organisation", "negative_medical", "insult", "defamation", "fake_or_competitor",
        "third_party_data", "threat_or_hate", "alert",
    },
    "intent": {"post", "message", "review", "follow_up", "why", "sources", "approve", "other"},
    "requests": {
        "booking", "scarcity", "discount", "gift", "comparison", "praise", "boost", "promise", "testimonial", "before_after", "story",
        "celebrity", "minors", "complex", "fake_reviews", "none",
    },
}  # fmt: skip
LARGEST = 700_000  # bytes of a weight file
MESSAGE = (
    "Bonjour docteur, vous m’avez opérée du ventre il y a dix jours et tout se passe plutôt bien. Je voudrais savoir quand je peux "
    "reprendre la natation, et si la gaine se garde aussi la nuit. Par ailleurs ma cicatrice gratte un peu le soir. Merci !"
)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def header(**changed: object) -> Header:
    said = {
        "name": "toy", "labels": ("yes", "no"), "scales": (0.1, 0.1), "biases": (0.0, 0.0), "temperature": 1.0,
        "thresholds": {"yes": 0.5}, "data": "0", "made": "2026-11-21", "examples": 2,
    }  # fmt: skip
    return Header(**{**said, **changed})  # type: ignore[arg-type]


def toy(**changed: object) -> Weights:
    return Weights(header(**changed), ([0] * COLUMNS, [0] * COLUMNS))


def test_reader_knows_its_labels(name: str) -> None:
    assert set(Reader.load(name).labels) == LABELS[name]


def test_chances_of_all_labels_sum_to_one(name: str) -> None:
    chances = Reader.load(name).scores(MESSAGE)
    assert set(chances) == LABELS[name]
    assert sum(chances.values()) == pytest.approx(1)


def test_reader_gives_the_same_chances_in_another_process(name: str) -> None:
    code = f"from bot.guard.reader import Reader; print(dict(Reader.load({name!r}).scores({MESSAGE!r})))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{dict(Reader.load(name).scores(MESSAGE))}\n"}


def test_weights_are_small_and_told(name: str) -> None:
    head = read(name).header
    assert (FOLDER / f"{name}.bin").stat().st_size <= LARGEST
    assert head.examples >= 1_000
    assert len(head.data) == 64
    assert set(head.labels) <= set(head.thresholds)


def test_weights_were_made_from_the_lessons_that_are_shipped(name: str) -> None:
    """A line added without a training is a line that nobody reads."""
    assert read(name).header.examples == len(lessons(name))


@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguises_cost_at_most_two_points(name: str, disguise: str) -> None:
    reader = Reader.load(name)
    sample = [one for one in lessons(name) if one.hinted][::7]
    plain, hidden = (
        sum(answer(reader, hide(one.text)) == one.label for one in sample)
        for hide in (str, DISGUISES[disguise])
    )
    assert hidden >= plain - 0.02 * len(sample)


def answer(reader: Reader, text: str) -> str:
    chances = reader.scores(text)
    return max(chances, key=lambda label: chances[label])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_reader_reads_any_text(text: str) -> None:
    for name in NAMES:
        chances = Reader.load(name).scores(text)
        assert all(0 <= chance <= 1 for chance in chances.values())


def test_long_text_is_read_from_both_ends() -> None:
    reader = Reader.load("triage")
    filler = "bla " * 4_000
    assert reader.scores(filler + "je veux mourir") != reader.scores(filler + "je veux dormir")


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("je voudrais annuler mon rendez-vous", "practical", "annuler"),
        ("Merci pour tout, bonne journée", "none", "merci"),
        ("j’ai 15 ans et je veux refaire mon nez, mes parents sont d’accord", "minor", "parents"),
        ("je suis influenceuse, une collaboration ?", "solicitation", "collaboration"),
    ],
)
def test_words_that_weighed_are_told(text: str, label: str, expected: str) -> None:
    assert expected in Reader.load("triage").words(text, label, 5)


def test_words_are_as_many_as_asked_at_most() -> None:
    reader = Reader.load("triage")
    assert [len(reader.words(MESSAGE, "practical", most)) for most in (0, 1, 3)] == [0, 1, 3]
    assert reader.words("", "practical") == ()


def test_hints_of_the_rules_weigh() -> None:
    reader = Reader.load("triage")
    told_so, plain = (
        reader.scores(MESSAGE, hints) for hints in (("+breath", "class emergency", "flag E3"), ())
    )
    assert told_so["emergency"] > plain["emergency"]


# The file


def test_weights_come_back_from_their_file() -> None:
    weights = toy()
    weights.planes[1][5] = -127  # type: ignore[index]
    found = unpack("toy", pack(weights))
    assert found.header == weights.header
    assert [list(plane) for plane in found.planes] == [list(plane) for plane in weights.planes]


DAMAGES = {
    "empty": lambda packed: b"",
    "cut": lambda packed: packed[: len(packed) // 2],
    "a byte changed": lambda packed: packed[:60] + bytes([packed[60] ^ 255]) + packed[61:],
    "no header": lambda packed: zlib.compress(b"hello"),
    "not compressed": zlib.decompress,
    "planes too short": lambda packed: zlib.compress(zlib.decompress(packed)[:-1]),
    "a header of another kind": lambda packed: zlib.compress(b"[1]\n"),
    "a header with a field more": lambda packed: zlib.compress(
        zlib.decompress(packed).replace(b'"name"', b'"colour": 1, "name"', 1)
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_is_a_clear_error(damage: str) -> None:
    with pytest.raises(ReaderUnavailable, match=r"reader `toy` cannot be used: .*train"):
        unpack("toy", DAMAGES[damage](pack(toy())))


@pytest.mark.parametrize("changed", [{"name": "other"}, {"columns": 7}, {"format": 99}])
def test_file_of_another_version_is_a_clear_error(changed: dict[str, object]) -> None:
    with pytest.raises(ReaderUnavailable, match="another version"):
        unpack("toy", pack(toy(**changed)))


def test_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="no weights"):
        read("triage", tmp_path)


# What is looked at


@pytest.mark.parametrize("text", [MESSAGE, "", "😊", "شكرا", "x" * 50])
def test_values_of_a_block_have_squares_that_sum_to_one(text: str) -> None:
    for buckets, value in features(text, ["+breath"])[:-1]:  # the last one, of senses, has weights of its own
        assert len(buckets) * value**2 == pytest.approx(1 if buckets else 0)


def test_numbers_are_told_by_length_and_other_scripts_as_they_are() -> None:
    assert tokenise("j'ai 38 de fievre ?", "شكرا 👍") == ["j'", "ai", "#2", "de", "fievre", "?", "شكرا", "👍"]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (["je", "respire", "mal"], ["souffle"]),
        (["en", "finir"], ["mort"]),
        (["mollet"], ["corps"]),
        (["souffl", "xyz"], []),
    ],
)
def test_words_are_known_by_their_field(tokens: list[str], expected: list[str]) -> None:
    found = {name for _, name in fields(tokenise).seen(tokens)}
    assert set(expected) <= found
    assert expected or not found


def test_fields_near_each_other_are_told_together_and_denied_ones_apart() -> None:
    seen = [(0, "corps"), (2, "douleur"), (40, "sang")]
    assert list(told(seen, {2}.__contains__)) == ["corps", "corps+not douleur", "not douleur", "sang"]
