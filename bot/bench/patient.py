"""What finding the traces of a patient costs and is worth, beside Presidio with a blank French pipeline when it is installed."""

from __future__ import annotations

import importlib.util
import json
import time
from typing import TYPE_CHECKING, Any, Final

from bot.bench import Row, percentile
from bot.bench.guard import CLEAN, DENSE, ROUNDS, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

RECALL: Final = 0.97
PRECISION: Final = 0.95
COVERED: Final = 0.9  # share of an identifier's characters that must be covered
FASTER: Final = {"sans défaut": 3.0, "chargés de données": 8.0}  # times; issue 3
PEER_ROUNDS: Final = 60
HOW_TO_COMPARE: Final = "Comparaison avec Presidio : pip install -e '.[bench]', puis relancez la mesure."


def has_peer() -> bool:
    """Tell whether Presidio and spaCy are installed, as the `bench` extra does."""
    return all(importlib.util.find_spec(name) for name in ("presidio_analyzer", "spacy"))


def bench_patient(rounds: int = ROUNDS) -> list[Row]:
    """Return what the search for patient data costs for 1,000 characters, warm, and how many times less than Presidio."""
    rows = []
    peer = _presidio() if has_peer() else None
    for kind, sentences in (("sans défaut", CLEAN), ("chargés de données", DENSE)):
        texts = texts_of(sentences)
        ours = _durations(_find, texts, rounds)
        rows += [
            _row(f"données de patients, 1 000 caractères {kind}", ours),
            _row(f"masquage, 1 000 caractères {kind}", _durations(_mask, texts, rounds)),
        ]
        rows += _beside(kind, ours, _durations(peer, texts, PEER_ROUNDS)) if peer else []
    return rows


def bench_patient_sets(folder: Path) -> list[Row]:
    """Return recall, precision and untouched clean texts for each file of a folder whose lines hold `text` and `spans`."""
    rows = []
    for file in sorted(folder.glob("*.jsonl")):
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        if lines and all({"text", "spans"} <= line.keys() for line in lines):
            rows += _quality(file.stem, lines)
    return rows


def _quality(name: str, lines: Iterable[dict[str, Any]]) -> list[Row]:
    known = found = right = caught = clean = kept = 0
    for line in lines:
        spans = [tuple(span[:2]) for span in line["spans"]]
        ours = _spans(line["text"])
        known, found = known + len(spans), found + len(ours)
        caught += sum(is_covered(span, ours) for span in spans)
        right += sum(any(start < stop and low < end for low, stop in spans) for start, end in ours)
        clean += not spans
        kept += not spans and not ours
    figures = (
        ("identifiants trouvés", caught, known, RECALL),
        ("trouvés justes", right, found, PRECISION),
        ("sans donnée, inchangés", kept, clean, PRECISION),
    )
    return [_share(f"{name} : {what}", part, whole, least) for what, part, whole, least in figures if whole]


def is_covered(span: tuple[int, ...], found: Iterable[tuple[int, int]]) -> bool:
    """Tell whether nine tenths of the characters of a span lie in what was found."""
    start, end = span
    covered = {position for low, high in found for position in range(max(start, low), min(end, high))}
    return len(covered) >= COVERED * (end - start)


def _share(name: str, part: int, whole: int, least: float) -> Row:
    return Row(name, part / whole, part / whole, f"de {whole}", least=least)


def _spans(text: str) -> list[tuple[int, int]]:
    from bot.guard.patient import mask

    return [(one.start, one.end) for one in mask(text).spans]


def _find(text: str) -> object:
    from bot.guard.patient import recognise

    return recognise(text, told=False)


def _mask(text: str) -> object:
    from bot.guard.patient import mask

    return mask(text)


def _presidio() -> Callable[[str], object]:
    """Return Presidio's search over a blank French pipeline: all its predefined recognisers, no model."""
    import spacy
    from presidio_analyzer import (
        AnalyzerEngine,
        RecognizerRegistry,
    )
    from presidio_analyzer.nlp_engine import (
        SpacyNlpEngine,
    )

    engine: Any = SpacyNlpEngine(models=[{"lang_code": "fr", "model_name": "blank"}])
    engine.nlp = {"fr": spacy.blank("fr")}
    registry = RecognizerRegistry(supported_languages=["fr"])
    registry.load_predefined_recognizers(languages=["fr"], nlp_engine=engine)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["fr"])
    return lambda text: analyzer.analyze(text, language="fr")


def _beside(kind: str, ours: Sequence[float], theirs: Sequence[float]) -> list[Row]:
    times = percentile(theirs, 0.5) / percentile(ours, 0.5)
    tail = percentile(theirs, 0.99) / percentile(ours, 0.99)
    return [
        _row(f"Presidio sans modèle, 1 000 caractères {kind}", theirs),
        Row(f"plus rapide que Presidio, {kind}", times, tail, "fois", least=FASTER[kind]),
    ]


def _row(name: str, durations: Sequence[float]) -> Row:
    return Row(name, percentile(durations, 0.5), percentile(durations, 0.99), "ms")


def _durations(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> list[float]:
    durations = []
    for index in range(len(texts) + rounds):
        started = time.perf_counter()
        work(texts[index % len(texts)])
        durations.append((time.perf_counter() - started) * 1_000)
    return durations[len(texts) :]
