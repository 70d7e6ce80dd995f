"""What searching costs and finds: the shipped sheets, everyday questions, and sets of French questions given as a folder."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from bot.bench import Row, percentile
from bot.drafting.ports import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.bench.minilm import MiniLM
    from knowledge.index import Index
    from knowledge.library import IndexLibrary
    from knowledge.model import Document

QUESTIONS: Final = (
    "est-ce que j’ai le droit de mettre des photos avant après sur instagram",
    "une patiente a mis 1 étoile et dit n’importe quoi, je réponds quoi ?",
    "demander un acompte avant une opération",
    "soleil et cicatrice combien de temps",
    "arreter de fumer avant une abdominoplasti",
    "combien de temps durent les bleus après une rhinoplastie",
    "l’avion après une liposuccion",
    "un labo m’offre un voyage",
)
ROUNDS: Final = 10
LIMIT: Final = 10  # passages an answer
AIMS: Final = (("R@1", 0.55), ("R@10", 0.85), ("nDCG@10", 0.70))
AHEAD: Final = 0.20  # of nDCG over Chroma’s default model, in the same run


def bench_knowledge(
    home: Path, sets: Path | None = None, asked: Path | None = None, *, long: bool = False
) -> list[Row]:
    """Measure on the shipped sheets, in the empty folder `home`; on every set of `sets`, and on the questions of `asked`.

    A set is a folder with `corpus.jsonl` (`id`, `doc`, `title`, `text`) and `queries.jsonl` (`text`, `rel`, a `split`).
    `asked` holds `asked/*_rules.tsv` and `asked/*_unanswered.txt`, and `paraphrases.tsv`. With `long`, also 100,000 passages,
    and Chroma's default model over the sets: a quarter of an hour.
    """
    from bot.bench.grounding import bench_grounding
    from bot.bench.growth import bench_growth, bench_sync

    rows = asyncio.run(_shipped(home / "knowledge"))
    rows += [*bench_growth(home / "growth", 10_000, 15.0), *bench_sync(home / "sync")]
    rows += bench_growth(home / "large", 100_000, 80.0) if long else []
    rows += asyncio.run(_asked(home / "knowledge", asked)) if asked is not None else []
    rows += bench_grounding(asked)
    return rows if sets is None else [*rows, *_quality(home, sets, peer=long)]


async def _shipped(home: Path) -> list[Row]:
    from bot.store.database import open_database
    from bot.store.documents import Documents
    from knowledge.library import IndexLibrary

    async with await open_database(f"sqlite+aiosqlite:///{home / 'bench.db'}") as database:
        library = IndexLibrary(Documents(database), home / "cache")
        started = time.perf_counter()
        await (await library.upkeep()).rebuild()
        built = time.perf_counter() - started
        await library.warm()
        durations = [await _timed(library, question) for _ in range(ROUNDS) for question in QUESTIONS]
        await library.close()
    median, p99 = percentile(durations, 0.5), percentile(durations, 0.99)
    return [
        Row("index des fiches, refait entièrement", built, built, "s", target=6.0),
        Row("recherche dans les fiches, à chaud", median, p99, "ms", target=15.0, target_p99=25.0),
    ]


async def _asked(home: Path, asked: Path) -> list[Row]:
    """Measure everyday questions on the rules, and questions that no document answers."""
    from bot.drafting.ports import Craft
    from bot.store.database import open_database
    from bot.store.documents import Documents
    from knowledge.library import IndexLibrary

    async with await open_database(f"sqlite+aiosqlite:///{home / 'bench.db'}") as database:
        library = IndexLibrary(Documents(database), home / "cache")
        pinned = {one.card for craft in Craft for one in await library.pinned(craft)}
        answers = [(await _cards(library, question), right) for question, right in _rules(asked)]
        silent = [not (await library.search(question)).covered for question in _unanswered(asked)]
        await library.close()
    shares = (
        (
            "bonne carte trouvée ou épinglée",
            [bool(right & (pinned | set(found))) for found, right in answers],
            0.95,
        ),
        ("bonne carte trouvée", [bool(right & set(found)) for found, right in answers], None),
        ("bonne carte trouvée en premier", [bool(right & set(found[:1])) for found, right in answers], 0.60),
        ("question sans réponse, dite telle", silent, 0.85),
    )
    return [
        Row(f"règles, {name} ({len(told)})", sum(told) / len(told), sum(told) / len(told), "", least=least)
        for name, told, least in shares
        if told
    ]


async def _cards(library: IndexLibrary, question: str) -> list[str | None]:
    return [one.card for one in (await library.search(question)).passages if one.kind is Kind.DEONTOLOGY]


def _rules(asked: Path) -> Iterator[tuple[str, set[str]]]:
    for path in sorted((asked / "asked").glob("*_rules.tsv")):
        for line in path.read_text("utf-8").splitlines()[1:]:
            question, right = line.split("\t")
            yield question, set(right.split())


def _unanswered(asked: Path) -> Iterator[str]:
    for path in sorted((asked / "asked").glob("*_unanswered.txt")):
        yield from path.read_text("utf-8").splitlines()[1:]


async def _timed(library: IndexLibrary, question: str) -> float:
    started = time.perf_counter()
    await library.search(question)
    return (time.perf_counter() - started) * 1_000


def _quality(home: Path, sets: Path, *, peer: bool = False) -> list[Row]:
    """Return R@1, R@10 and nDCG@10 as means over the sets, then by set; with `peer`, what Chroma's default model loses."""
    measured: dict[str, list[float]] = {}
    durations: list[float] = []
    for folder in sorted(path for path in sets.iterdir() if (path / "queries.jsonl").exists()):
        measured[folder.name] = _measure(folder, home / "sets" / folder.name, durations)
    means = [sum(one[i] for one in measured.values()) / max(len(measured), 1) for i in range(len(AIMS))]
    rows = [
        Row(f"questions françaises, {name}", mean, mean, "", least=aim)
        for (name, aim), mean in zip(AIMS, means, strict=True)
    ]
    for name, values in measured.items():
        rows += [
            Row(f"  {name}, {aim[0]}", value, value, "") for aim, value in zip(AIMS, values, strict=True)
        ]
    p50, p99 = percentile(durations, 0.5), percentile(durations, 0.99)
    rows.append(Row("questions françaises, une recherche", p50, p99, "ms", target=15.0))
    return [*rows, *_peer(sets, sorted(measured), means[-1])] if peer else rows


def _peer(sets: Path, names: Sequence[str], ours: float) -> list[Row]:
    """Return the nDCG@10 of Chroma's default model over the same questions, and how far ours is ahead."""
    from bot.bench.minilm import MiniLM, installed

    folder = installed()
    if folder is None:
        return []
    model = MiniLM(folder)
    theirs = sum(_peer_on(sets / name, model) for name in names) / len(names)
    ahead = ours - theirs
    return [
        Row("questions françaises, nDCG@10 du modèle par défaut de Chroma", theirs, theirs, ""),
        Row("… et l’avance de notre recherche", ahead, ahead, "", least=AHEAD),
    ]


def _peer_on(folder: Path, model: MiniLM) -> float:
    lines = list(_lines(folder / "corpus.jsonl"))
    asked = [one for one in _lines(folder / "queries.jsonl") if one.get("split") != "dev"]
    held = model.encode([f"{line['title']}\n{line['text']}".strip() for line in lines])
    near = model.encode([one["text"] for one in asked]) @ held.T
    scores = []
    for one, row in zip(asked, near, strict=True):
        ordered = dict.fromkeys(lines[place]["doc"] for place in row.argsort()[::-1][: 20 * LIMIT])
        scores.append(_score(list(ordered)[:LIMIT], one["rel"])[2])
    return sum(scores) / len(scores)


def _measure(folder: Path, home: Path, durations: list[float]) -> list[float]:
    from knowledge.index import Index
    from knowledge.lexicon import shipped_lexicon

    index = Index(home, shipped_lexicon())
    documents = _documents(folder)
    index.apply(documents, {chunk.id for one in documents for chunk in one.chunks}, (), 1)
    index.follow()
    asked = [one for one in _lines(folder / "queries.jsonl") if one.get("split") != "dev"]
    scores = [_score(_answer(index, one["text"], durations), one["rel"]) for one in asked]
    index.close()
    return [sum(one[i] for one in scores) / len(scores) for i in range(len(AIMS))]


def _documents(folder: Path) -> list[Document]:
    from knowledge.model import Document

    pieces: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in _lines(folder / "corpus.jsonl"):
        pieces[line["doc"]].append(line)
    found = []
    for name, lines in pieces.items():
        text, spans = "", []
        for line in lines:
            spans.append(("", len(text), len(text) + len(line["text"])))
            text += line["text"] + "\n"
        found.append(Document(name, Kind.PRACTICE, lines[0]["title"], text).cut(spans))
    return found


def _answer(index: Index, question: str, durations: list[float]) -> list[str]:
    """Return the documents found, nearest first; twice as many passages are asked because two may be of one document."""
    from knowledge.entries import Scope

    started = time.perf_counter()
    found = index.search(question, Scope(), 2 * LIMIT)
    durations.append((time.perf_counter() - started) * 1_000)
    return list(dict.fromkeys(one.source for one in found.passages))[:LIMIT]


def _score(found: Sequence[str], right: Sequence[str]) -> tuple[float, float, float]:
    hits = [one in right for one in found]
    gain = sum(1 / math.log2(rank + 2) for rank, hit in enumerate(hits) if hit)
    best = sum(1 / math.log2(rank + 2) for rank in range(min(len(right), LIMIT)))
    return float(bool(hits and hits[0])), float(any(hits)), gain / best


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
