"""Vectors in Chroma, by themselves: a torn graph is never opened, a panic is an error like another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge.errors import CacheBroken
from knowledge.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

MANY = 1_100  # vectors; under a thousand Chroma keeps no graph on disk
ASK = """
import sys
from pathlib import Path
from test_knowledge_vectors import Seeds
from knowledge.errors import CacheBroken
from knowledge.vectors import VectorIndex
try:
    VectorIndex(Path(sys.argv[1]), Seeds()).nearest("12", 3)
except CacheBroken as error:
    print(error.notice)
"""


class Seeds:
    """Vectors of eight numbers drawn from the digits of a text."""

    fingerprint, weight = "seeds", 0.5

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        lines = np.array([np.random.default_rng(int(one)).normal(size=8) for one in texts], np.float32)
        return lines / np.linalg.norm(lines, axis=1, keepdims=True)


def same(ids: Sequence[str]) -> Sequence[str]:
    return ids


@pytest.fixture
def vectors(tmp_path: Path) -> VectorIndex:
    """Return a closed index that holds a graph on disk."""
    index = VectorIndex(tmp_path / "vectors", Seeds())
    index.apply([str(one) for one in range(MANY)], same, 1)
    index.close()
    return index


def test_index_that_nothing_touched_opens_again(vectors: VectorIndex) -> None:
    for _ in range(2):
        assert vectors.nearest("12", 1)[0][0] == "12"
        vectors.close()


@pytest.mark.parametrize(
    "name", ["header.bin", "length.bin", "link_lists.bin", "data_level0.bin", "index_metadata.pickle"]
)
@pytest.mark.parametrize("how", ["torn", "cut", "gone"])
def test_torn_graph_is_said_broken_and_made_anew(vectors: VectorIndex, name: str, how: str) -> None:
    (path,) = vectors.folder.glob(f"*/{name}")
    raw = path.read_bytes()
    middle = len(raw) // 2
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(raw[:middle] + bytes(byte ^ 255 for byte in raw[middle:] if how == "torn"))
    with pytest.raises(CacheBroken, match="endommagés"):
        vectors.inspect()
    with pytest.raises(CacheBroken, match="endommagés"):
        vectors.apply(["1"], same, 2)
    vectors.reset()
    vectors.apply([str(one) for one in range(20)], same, 3)
    assert vectors.nearest("12", 1)[0][0] == "12"
    vectors.close()


def test_process_that_asks_a_torn_graph_lives_to_say_so(vectors: VectorIndex) -> None:
    """Other sizes in its header ended the whole process: a segmentation fault, without a word."""
    (path,) = vectors.folder.glob("*/header.bin")
    raw = path.read_bytes()
    path.write_bytes(raw[:40] + bytes(byte ^ 0x55 for byte in raw[40:60]) + raw[60:])
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(vectors.folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.returncode, "sont absents ou endommagés" in done.stdout) == (0, True), done.stderr


class Panic(BaseException):
    """What Rust raises through pyo3."""


Panic.__module__ = "pyo3_runtime"


@pytest.mark.parametrize(("error", "told"), [(Panic, CacheBroken), (KeyboardInterrupt, KeyboardInterrupt)])
def test_panic_of_chroma_is_an_error_and_an_interruption_stays_one(
    vectors: VectorIndex, monkeypatch: pytest.MonkeyPatch, error: type, told: type
) -> None:
    def fails(_texts: Sequence[str]) -> np.ndarray:
        raise error

    monkeypatch.setattr(vectors.embedder, "encode", fails)
    with pytest.raises(told):
        vectors.apply(["1", "unknown"], same, 2)
    vectors.close()
