"""A shelf in memory and a small corpus, for tests of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.drafting.ports import Kind
from knowledge.chunks import passages
from knowledge.model import About, Document, Listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.library import IndexLibrary

TOPIC = """---
id: {slug}
title: "{title}"
names: [{names}]
subject: "{title}"
hooks: ["{title} : l’essentiel"]
hashtags: [information]
season: []
sources: [{{key: A, title: "Source", url: "https://exemple.example/{slug}"}}]
confidence: V2
checked: 2026-11-21
signed_off: false
---
## En bref

{brief}

## Risques et limites

- {risk}
"""
CARD = """---
id: {card}
title: "{title}"
theme: communication
refs: [{{ref: "CSP, art. R.4127-19-1", confidence: V3, from: 20201225, to: 99991231}}]
document: null
url: null
sources: [S02]
confidence: V3
checked: 2026-11-21
crafts: [{crafts}]
rules: [{rules}]
keywords: [{keywords}]
questions: ["{question}"]
---
## Ce qu’il faut savoir

{fact}

## Pour un post

Un post reste loyal et mesuré.

## Pour un avis

La réponse à un avis reste générale.
"""
TOPICS = {
    "rhinoplastie": ("La rhinoplastie", "refaire le nez, bosse", "La rhinoplastie modifie la forme du nez.",
                     "Un saignement du nez peut survenir."),
    "tabac": ("Le tabac et la chirurgie", "fumer, cigarette", "Le tabac retarde la cicatrisation.",
              "Une nécrose de la peau est plus fréquente chez les fumeurs."),
    "soleil": ("Le soleil et les cicatrices", "bronzer, plage", "Le soleil colore une cicatrice récente.",
               "Une tache brune peut rester sur la cicatrice."),
}  # fmt: skip
CARDS = {
    "K03": ("Communiquer librement, avec des limites", "post, message", "PUB001, PUB003", "publicité, comparaison",
            "est-ce que la pub est interdite ?", "La communication est libre, sans comparaison entre confrères."),
    "K21": ("Le secret professionnel", "message, review", "PAT001, AVI001", "secret, confidentialité",
            "je peux dire que c’est ma patiente ?", "Le secret couvre tout ce qui est venu à la connaissance du médecin."),
}  # fmt: skip


def write_corpus(root: Path) -> Path:
    """Write three topics and two cards under `root`."""
    for folder in ("topics", "deontology"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for slug, (title, names, brief, risk) in TOPICS.items():
        text = TOPIC.format(slug=slug, title=title, names=names, brief=brief, risk=risk)
        (root / "topics" / f"{slug}.md").write_text(text, encoding="utf-8")
    for card, (title, crafts, rules, keywords, question, fact) in CARDS.items():
        text = CARD.format(
            card=card,
            title=title,
            crafts=crafts,
            rules=rules,
            keywords=keywords,
            question=question,
            fact=fact,
        )
        (root / "deontology" / f"{card}.md").write_text(text, encoding="utf-8")
    return root


def a_notice(name: str, text: str) -> Document:
    """Return a document of the practice."""
    document = Document(
        f"practice:{name}", Kind.PRACTICE, name, text, about=About(), path=f"/notices/{name}.md"
    )
    return document.cut(passages(text))


async def add(library: IndexLibrary, documents: Sequence[Document]) -> None:
    """Keep documents and make them found."""
    upkeep = await library.upkeep()
    await upkeep.put(documents)
    await upkeep.settle()


class MemoryShelf:
    """A `Shelf` that lives as long as the test."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.moved = 0
        self.said = ""

    async def generation(self) -> int:
        return self.moved

    async def mark(self) -> str:
        return self.said

    async def put(self, documents: Sequence[Document]) -> int:
        changed = [one for one in documents if self.documents.get(one.source) != one]
        self.documents |= {one.source: one for one in documents}
        self.moved += bool(changed)
        return len(changed)

    async def replace_kinds(self, kinds: Sequence[Kind], documents: Sequence[Document], mark: str) -> int:
        wanted = {one.source for one in documents}
        gone = [
            one.source for one in self.documents.values() if one.kind in kinds and one.source not in wanted
        ]
        for source in gone:
            del self.documents[source]
        self.said = mark
        changed = len(gone) + await self.put(documents)
        self.moved += bool(gone)
        return changed

    async def forget(self, source: str) -> bool:
        found = self.documents.pop(source, None) is not None
        self.moved += found
        return found

    async def document(self, source: str) -> Document | None:
        return self.documents.get(source)

    async def listed(self, kind: Kind | None = None) -> tuple[Listed, ...]:
        return tuple(
            Listed(one.source, one.kind, one.title, one.path, len(one.chunks), "2026-11-21")
            for one in sorted(self.documents.values(), key=lambda one: one.title)
            if kind in {None, one.kind}
        )

    async def chunk_ids(self) -> frozenset[str]:
        return frozenset(chunk.id for one in self.documents.values() for chunk in one.chunks)

    async def holding(self, ids: Sequence[str]) -> tuple[Document, ...]:
        wanted = set(ids)
        return tuple(one for one in self.documents.values() if wanted & {chunk.id for chunk in one.chunks})
