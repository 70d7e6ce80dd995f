"""How trainings look at senses: through the vectors of their words, so that what one sense taught reaches those near it.

The matrix of a training has a column a sense; it is learnt from a column a direction of the vectors, and the plane that comes
out is read back as a column a sense. Needs numpy and scipy; run by hand.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.guard.reader.senses import BUCKETS, SENSES, rarity
from bot.guard.reader.train_senses import FULL, VECTORS


@cache
def _meanings() -> Any:
    """Return the vector of each sense, as long as the sense counts: `SENSES` rows, about one long at most."""
    import numpy as np

    weights = np.array([rarity(sense) for sense in range(SENSES)])
    return np.load(VECTORS).astype(np.float64) / FULL * weights[:, None]


def spread(matrix: Any) -> Any:
    """Return a matrix of `COLUMNS` columns with those of the senses read through their vectors."""
    from scipy.sparse import csr_matrix, hstack

    return hstack([matrix[:, :BUCKETS], csr_matrix(matrix[:, BUCKETS:] @ _meanings())]).tocsr()


def gathered(plane: Any) -> Any:
    """Return a plane learnt from a spread matrix as one of `COLUMNS` weights."""
    import numpy as np

    return np.concatenate([plane[:BUCKETS], _meanings() @ plane[BUCKETS:]])
