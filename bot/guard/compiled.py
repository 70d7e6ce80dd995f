"""What was read of the rules, kept beside them as Python keeps `.pyc` files: the YAML takes 0.1 s, the patterns take seconds.

Each file stands in the `__pycache__` of the rules and is named after the hash of the rules and of the modules that read them. It begins
with the checksum of what follows; when it is damaged or cannot be written, the rules are read again.
"""

from __future__ import annotations

import marshal
import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from bot.guard.pieces import Compiled
from bot.guard.postings import Postings, postings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guard.language import Language

_READERS: Final = (
    "catalogue.py",
    "compiled.py",
    "fold.py",
    "language.py",
    "pieces.py",
    "postings.py",
    "verbs.py",
)
_CHECK: Final = 4  # bytes of a CRC-32
_HERE: Final = Path(__file__).parent


class Read(NamedTuple):
    """What each pattern becomes, and the needs of all by their words."""

    patterns: dict[str, Compiled]
    postings: Postings


def compiled(folder: Path, rules: str, patterns: Mapping[str, bool], language: Language) -> Read:
    """Return what patterns become.

    Args:
        folder: the folder of the rules, whose `__pycache__` keeps the result.
        rules: the hash of the rules.
        patterns: pattern → whether it stands between word boundaries.
        language: reads what is not kept.
    """
    found = kept(folder, "patterns", rules, lambda: _told(patterns, language))
    if found["patterns"].keys() != patterns.keys():
        found = _told(patterns, language)
    read = {pattern: Compiled(*parts) for pattern, parts in found["patterns"].items()}
    return Read(read, Postings(*found["postings"]))


def _told(patterns: Mapping[str, bool], language: Language) -> dict[str, Any]:
    read = {pattern: language.compile(pattern, whole_words=prose) for pattern, prose in patterns.items()}
    found = postings(need for one in read.values() for need in one.needs)
    return {"patterns": {pattern: tuple(one) for pattern, one in read.items()}, "postings": tuple(found)}


def kept(folder: Path, kind: str, rules: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what `make` makes of rules, or made of them before.

    Args:
        folder: the folder of the rules, whose `__pycache__` keeps the result.
        kind: what is kept; it begins the name of the file.
        rules: the hash of the rules.
        make: reads what is not kept; texts, numbers, lists and keys with values.
    """
    name = f"{kind}-{_version(rules)}.{sys.implementation.cache_tag}.marshal"
    file = folder / "__pycache__" / name
    found = _kept(file)
    if found is None:
        found = make()
        _keep(file, kind, found)
    return found


def _version(rules: str) -> str:
    digest = sha256(rules.encode())
    for name in _READERS:
        digest.update((_HERE / name).read_bytes())
    return digest.hexdigest()[:16]


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        said = file.read_bytes()
    except OSError:
        return None
    if len(said) <= _CHECK or crc32(said[_CHECK:]) != int.from_bytes(said[:_CHECK], "big"):
        return None
    return dict(marshal.loads(said[_CHECK:]))  # noqa: S302 - our own file, whole, trusted like the .pyc files around it


def _keep(file: Path, kind: str, parts: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob(f"{kind}-*.marshal"):
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            said = marshal.dumps(dict(parts))
            target.write(crc32(said).to_bytes(_CHECK, "big") + said)
        os.replace(target.name, file)  # noqa: PTH105 - a rename, whole or not at all
    except (OSError, ValueError):  # no room, or a value that cannot be kept
        return
