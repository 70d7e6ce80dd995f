"""Make the weights of the second reader of the guard: `python -m bot.guard.reader.train_guard`. Run by hand; needs scikit-learn.

Each sentence is learnt among its neighbours and alone. It is judged by a model that read nothing by the same hand: what is judged so sets the
calibration and the figures of the model card; the weights that are shipped then learn from every sentence. The
thresholds are found on texts by other hands, set apart and never learnt.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from bot.guard.catalogue import catalogue
from bot.guard.model import Channel
from bot.guard.reader.documents import documents, examples, fingerprint, texts
from bot.guard.reader.guard_card import Alarm, Report, write_guard_card
from bot.guard.reader.meanings import gathered, spread
from bot.guard.reader.senses import COLUMNS
from bot.guard.reader.sight import WEIGHTS, Sight
from bot.guard.reader.study import lowest, quantised
from bot.guard.reader.weights import FOLDER, Header, Weights, pack
from bot.guard.second_reader import ANY, DOUBT, FAMILIES, NAME, SecondReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.guard.reader.documents import Example
    from bot.guard.reader.sight import Glance

STRENGTH: Final = 5.0  # the inverse of regularisation; from 3 to 30 the figures hardly move
AT_HOME: Final = frozenset({"house", "rules", "sheets"})
SEED: Final = 7
BLEND: Final = 0.1  # the same, where scores are calibrated
STEPS: Final = 300  # rounds of the solver, at most
NEAR: Final = 0.02  # how near its optimum the solver stops
HANDS: Final = 4  # groups of writers: each is judged by what the others taught
MENDS: Final = 0.973  # share of rightful answers from which a sentence is mended
TELLS: Final = 0.87  # and from which a person is told
FEWEST: Final = 6  # answers from which a share means something
QUIETEST: Final = -0.45  # log-odds; under it a sentence is not mended, whatever the texts set apart say
NEVER: Final = 99.0  # an alarm that nothing reaches


@dataclass(frozen=True, slots=True)
class Sheet:
    """The examples as numbers: `among[i]` and `alone[i]` are the features of example `i`."""

    examples: Sequence[Example]
    among: Any
    alone: Any

    def rows(self, used: Sequence[int]) -> Any:
        """Return the features of some examples, each among its neighbours and then each alone."""
        from scipy.sparse import vstack

        return vstack([self.among[used], self.alone[self.among_others(used)]]).tocsr()

    def among_others(self, used: Sequence[int]) -> list[int]:
        """Return those that have neighbours: the others are learnt once."""
        return [at for at in used if self.examples[at].among != self.examples[at].alone]


def train() -> Report:
    """Learn from the documents, write the weights, and return how the reader fared on hands it had not read."""
    known = documents()
    told = list(examples(known))
    sheet = _sheet(told)
    labels = (*FAMILIES, ANY)
    with ThreadPoolExecutor() as pool:  # the solver lets others work
        raws = dict(zip(labels, pool.map(partial(_judged, sheet), labels), strict=True))
        learnt = dict(zip(labels, pool.map(partial(_learnt, sheet, range(len(told))), labels), strict=True))
    abroad = [at for at, one in enumerate(told) if one.source not in AT_HOME]
    raws = {label: [row[at] for at in abroad] for label, row in raws.items()}
    unseen = [told[at] for at in abroad]
    judged, planes, biases, scales = {}, [], [], []
    for label in labels:
        parts = labels if label == ANY else (label,)
        shares, shift = _calibrated([raws[part] for part in parts], [label in one.labels for one in unseen])
        judged[label] = _mixed([raws[part] for part in parts], shares, shift)
        plane = sum(share * learnt[part][0] for part, share in zip(parts, shares, strict=True))
        steps, scale = quantised(gathered(plane).tolist())
        planes.append(steps)
        scales.append(scale)
        biases.append(shift + sum(share * learnt[part][1] for part, share in zip(parts, shares, strict=True)))
    made = datetime.now(UTC).date().isoformat()
    header = Header(
        NAME,
        labels,
        tuple(scales),
        tuple(biases),
        1.0,
        _thresholds(()),
        fingerprint(known),
        made,
        len(told),
    )
    weights = Weights(header, tuple(planes))
    apart = _alarms(weights)
    header = replace(header, thresholds=_thresholds(apart))
    (FOLDER / f"{NAME}.bin").write_bytes(pack(Weights(header, weights.planes)))
    return Report(header, unseen, judged, apart)


def _alarms(weights: Weights) -> list[Alarm]:
    """Return how loud each text sounds that was set apart."""
    reader = SecondReader(weights)
    rules = catalogue()
    return [
        Alarm(one.channel, reader.worst(one.text, one.channel, rules.speaking(one.channel)), bool(one.labels))
        for one in texts()
    ]


def _thresholds(apart: Sequence[Alarm]) -> dict[str, float]:
    """Return for each channel the alarms from which a sentence is mended, and from which a person is told."""
    found = {}
    for channel in Channel:
        judged = [(one.loud, one.fault) for one in apart if one.channel == channel]
        found[channel.value] = round(max(QUIETEST, lowest(judged, MENDS, default=NEVER, fewest=FEWEST)), 3)
        found[channel + DOUBT] = round(lowest(judged, TELLS, default=NEVER, fewest=FEWEST), 3)
    return found


def _sheet(told: Sequence[Example]) -> Sheet:
    sight: Sight[tuple[int, ...]] = Sight(tuple, ())
    return Sheet(
        told, _matrix(sight, (one.among for one in told)), _matrix(sight, (one.alone for one in told))
    )


def _matrix(sight: Sight[tuple[int, ...]], glances: Iterable[Glance]) -> Any:
    from scipy.sparse import csr_matrix

    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for glance in glances:
        for (buckets, _, squares), weight in zip(sight.look(glance), WEIGHTS, strict=True):
            columns += buckets
            values += [weight / sqrt(squares)] * len(buckets) if squares else [0.0] * len(buckets)
        ends.append(len(columns))
    found = csr_matrix((values, columns, ends), shape=(len(ends) - 1, COLUMNS))
    found.sum_duplicates()
    return spread(found)


def _judged(sheet: Sheet, label: str) -> list[float]:
    """Return the raw score of each example, given by a model that read nothing by its group of hands."""
    group = _groups(sheet.examples)
    raws = [0.0] * len(sheet.examples)
    for held in range(HANDS):
        used = [at for at, one in enumerate(sheet.examples) if group.get(one.source) != held]
        rest = [at for at, one in enumerate(sheet.examples) if group.get(one.source) == held]
        plane, bias = _learnt(sheet, used, label)
        for at, score in zip(rest, sheet.among[rest] @ plane, strict=True):
            raws[at] = float(score) + bias
    return raws


def _groups(told: Iterable[Example]) -> dict[str, int]:
    """Return the group of each hand; what our own program writes is always learnt and never judged."""
    hands = sorted({one.source for one in told} - AT_HOME)
    return {hand: index % HANDS for index, hand in enumerate(hands)}


def _learnt(sheet: Sheet, used: Sequence[int], label: str) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression

    truth = [label in sheet.examples[at].labels for at in (*used, *sheet.among_others(used))]
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, max_iter=STEPS, tol=NEAR, random_state=SEED
    )
    model.fit(sheet.rows(used), truth)
    return model.coef_[0], float(model.intercept_[0])


def _calibrated(raws: Sequence[Sequence[float]], truth: Sequence[bool]) -> tuple[list[float], float]:
    """Return the share of each score, and the shift, that make their sum the logarithm of odds.

    One score is only calibrated; whatever fault listens to all families. A sum of planes is a plane: it costs nothing when reading.
    """
    from sklearn.linear_model import LogisticRegression

    columns = list(zip(*raws, strict=True))
    model = LogisticRegression(C=BLEND, max_iter=2_000).fit(columns, truth)
    return [float(share) for share in model.coef_[0]], float(model.intercept_[0])


def _mixed(raws: Sequence[Sequence[float]], shares: Sequence[float], shift: float) -> list[float]:
    return [
        shift + sum(share * raw for share, raw in zip(shares, row, strict=True))
        for row in zip(*raws, strict=True)
    ]


if __name__ == "__main__":
    report = train()
    write_guard_card(report, HANDS)
    print(report.summary())  # noqa: T201 - run by hand
