"""The file of a reader: a header that a person can read (`zcat`-like), then one plane of signed bytes a label.

Everything is compressed with zlib, whose checksum tells a damaged file; the header tells a file of another time.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.guard.reader.senses import COLUMNS
from bot.guard.reader.unavailable import ReaderUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT: Final = 2
FOLDER: Final = Path(__file__).parent / "models"
FULL: Final = 127  # the largest weight of a plane


@dataclass(frozen=True, slots=True)
class Header:
    """What a weight file says of itself.

    Attributes:
        labels: the answers, in the order of the planes.
        scales: what one step of a plane's bytes is worth, by label.
        biases: the score of each label before anything is read.
        temperature: scores are divided by it, so that probabilities are as often right as they say.
        thresholds: label → probability from which the reader is taken at its word; for the guard, channel → alarm in log-odds.
        data: SHA-256 of the training lines.
        made: ISO date of the training.
        examples: how many lines it learnt from.
    """

    name: str
    labels: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    temperature: float
    thresholds: Mapping[str, float]
    data: str
    made: str
    examples: int
    columns: int = COLUMNS
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Weights:
    """A header and its planes: `planes[label][column]`, from -127 to 127."""

    header: Header
    planes: tuple[Sequence[int], ...] = field(repr=False)


def pack(weights: Weights) -> bytes:
    """Return the file of `weights`."""
    head = json.dumps(asdict(weights.header), ensure_ascii=False, sort_keys=True).encode()
    return zlib.compress(
        b"\n".join((head, b"".join(array("b", plane).tobytes() for plane in weights.planes))), 9
    )


def unpack(name: str, packed: bytes) -> Weights:
    """Return the weights in a file.

    Raises:
        ReaderUnavailable: it is damaged, or made for other features than ours.
    """
    try:
        head, _, body = zlib.decompress(packed).partition(b"\n")
        said = json.loads(head)
        for key in ("labels", "scales", "biases"):
            said[key] = tuple(said[key])
        header = Header(**said)
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise ReaderUnavailable(name, f"damaged file ({type(error).__name__})") from error
    if (header.name, header.format, header.columns) != (name, FORMAT, COLUMNS):
        raise ReaderUnavailable(name, "made for another version of the program")
    if len(body) != COLUMNS * len(header.labels):
        raise ReaderUnavailable(name, "damaged file (truncated planes)")
    return Weights(header, tuple(_planes(body)))


def _planes(body: bytes) -> list[array[int]]:
    return [array("b", body[start : start + COLUMNS]) for start in range(0, len(body), COLUMNS)]


def read(name: str, folder: Path = FOLDER) -> Weights:
    """Return the weights of the reader `name`.

    Raises:
        ReaderUnavailable: the file is missing or cannot be used.
    """
    try:
        packed = (folder / f"{name}.bin").read_bytes()
    except OSError as error:
        raise ReaderUnavailable(name, f"no weights ({type(error).__name__})") from error
    return unpack(name, packed)
