"""Pages that are pictures, read by the program `tesseract` in French. Pictures stay in memory: nothing is written to disk."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from knowledge.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

PATIENCE: Final = 120  # seconds for one picture
SIDE: Final = 200  # pixels; a smaller picture is a logo
BIT: Final = 1  # bits of a dot: black or white
BYTE: Final = 8  # … or a shade
NO_TESSERACT: Final = (
    "Installez «\u00a0tesseract\u00a0» et sa langue française (fra), ou passez le fichier à la reconnaissance de "
    "caractères (OCR), puis recommencez."
)
_COMPLETE: Final = (
    b"\xff\xd8",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x00\x0cjP",
    b"\x89PNG",
)  # JPEG, TIFF, JPEG 2000, PNG
_CHANNELS: Final = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}


@cache
def tesseract() -> str | None:
    """Return the path of `tesseract` when it is installed with French."""
    found = shutil.which("tesseract")
    if found is None:
        return None
    try:
        listed = subprocess.run([found, "--list-langs"], capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.SubprocessError):
        return None
    return found if b"fra" in (listed.stdout + listed.stderr).split() else None


def read_scan(page: PageObject) -> str:
    """Return the words on the pictures of `page`, in order.

    Raises:
        Unreadable: `tesseract` fails, or takes too long.
    """
    return "\n\n".join(_read(picture) for picture in _pictures(page))


def _read(picture: bytes) -> str:
    command = [tesseract() or "tesseract", "stdin", "stdout", "-l", "fra"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(
            "la reconnaissance de caractères (tesseract) a échoué sur une page. Vérifiez son installation, puis recommencez."
        ) from error
    return done.stdout.decode("utf-8", "replace")


def _pictures(page: PageObject) -> Iterator[bytes]:
    """Yield the large pictures of a page as files: those that are one already, others as PBM, PGM or PPM."""
    for value in _objects(page).values():
        picture: Any = value.get_object()
        wide, high = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
        if picture.get("/Subtype") == "/Image" and min(wide, high) >= SIDE:
            data: bytes = picture.get_data()
            found = data if data.startswith(_COMPLETE) else _bitmap(picture, data, wide, high)
            if found:
                yield found


def _objects(page: PageObject) -> dict[str, Any]:
    resources: Any = page.get("/Resources")
    found: Any = resources.get_object().get("/XObject") if resources is not None else None
    return dict(found.get_object()) if found is not None else {}


def _bitmap(picture: Any, data: bytes, wide: int, high: int) -> bytes | None:
    """Return raw dots as a file: black and white, grey or colours; None for what cannot be told."""
    bits = int(picture.get("/BitsPerComponent", BIT))
    channels = _channels(picture.get("/ColorSpace"))
    if bits == BIT and channels == 1:
        inverted = [int(one) for one in picture.get("/Decode") or (0, 1)] == [1, 0]
        return b"P4 %d %d\n" % (wide, high) + (data if inverted else bytes(255 - one for one in data))
    if bits == BYTE and channels and len(data) >= wide * high * channels:
        return (b"P5" if channels == 1 else b"P6") + b" %d %d 255\n" % (wide, high) + data
    return None


def _channels(space: Any) -> int:
    """Return the number of values a dot: 1 or 3; 0 when it is another kind of colours."""
    space = space.get_object() if space is not None else "/DeviceGray"
    if isinstance(space, str):
        return _CHANNELS.get(space, 0)
    if space[0] == "/ICCBased":
        count = int(space[1].get_object().get("/N", 0))
        return count if count in {1, 3} else 0
    return _CHANNELS.get(space[0], 0)
