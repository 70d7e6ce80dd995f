"""Write down what our own sheets and composer say and the examples of the rules, for the second reader of the guard. Run by hand before a training.

`PYTHONPATH=tests/drafting python tests/drafting/house_documents.py`; the texts are those of every sheet, of its posts on every platform, of the
replies to the tables of messages, and of the answers to the tables of reviews, before the guard has read them.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from conftest import TODAY, FakeLibrary, practice_book, shipped_sheets
from tables import rows

from bot.conversation.notices import Notice
from bot.drafting.desk import Desk
from bot.drafting.ports import Brief, Craft, Draft, Platform
from bot.guard import scan
from bot.guard.catalogue import RULES, load
from bot.guard.examples import Example, example
from bot.guard.reader.documents import FOLDER
from bot.guard.second_reader import FAMILIES
from bot.guard.sentences import sentences
from bot.practice import NO_PRACTICE
from bot.writers.composer import Composer, compose
from knowledge.editorial import days_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PIECE = 5  # sentences of a document
MESSAGES = ("messages.tsv", "messages_second.tsv", "messages_third.tsv", "messages_fourth.tsv")
BARE = ("Bonjour", "Bonsoir docteur", "Merci", "ok", "?", "Besoin d'un renseignement")
NEWS = (
    "post pour annoncer que notre nouvelle secrétaire vous accueille dès lundi",
    "post pour annoncer que Léa, notre nouvelle secrétaire, vous accueille dès lundi",
    "nos horaires sur la fiche google",
    "annonce la fermeture du cabinet du 3 au 17 août",
    "post : le cabinet déménage rue des Tilleuls en septembre",
    "annonce qu'un nouveau confrère rejoint le cabinet",
)
REVIEWS = ("reviews.tsv", "reviews_second.tsv")


def lessons_of_sheets() -> Iterator[str]:
    """Yield what the sheets say, passage by passage, and the titles that posts and calendars take from them."""
    for sheet in shipped_sheets():
        for passage in sheet.passages:
            for channel in ("post", "message", "review"):
                yield from (_lawful(channel, piece) for piece in pieces(passage.text))
        sections = dict.fromkeys(passage.section for passage in sheet.passages if passage.section)
        for title in (
            sheet.title,
            sheet.subject,
            *sheet.hooks,
            *(f"{sheet.title} : {one}" for one in sections),
        ):
            yield _lawful("post", [title])
    yield from (_lawful("post", [day.name]) for day in days_of(TODAY.year))


def posts() -> Iterator[tuple[str, str]]:
    for sheet in shipped_sheets():
        for platform in Platform:
            for variant in range(4):
                brief = Brief(Craft.POST, sheet.title, platform=platform, sheet=sheet, variant=variant)
                yield "post", compose(brief).text


async def answers() -> AsyncIterator[tuple[str, str]]:
    composer = Composer()
    for practice in (practice_book(), NO_PRACTICE):
        desk = Desk(FakeLibrary(shipped_sheets()), composer, composer, practice, lambda: TODAY)
        for variant in range(3):
            for text in (*(text for _, _, text in rows(*MESSAGES)), *BARE):
                replied = await desk.message(text, variant=variant)
                if isinstance(replied, Draft):
                    yield "message", replied.verdict.text
            for text in NEWS:
                posted = await desk.post(text, variant=variant)
                if isinstance(posted, Draft):
                    yield "post", posted.verdict.text
            for _, stars, text in rows(*REVIEWS):
                replied = await desk.review(text, float(stars) if stars else None, variant=variant)
                if isinstance(replied, Draft):
                    yield "review", replied.verdict.text


def lessons_of_rules() -> Iterator[str]:
    """Yield the examples of the rules that the reader speaks under, and the lawful ones of all."""
    families = {code: family for family, codes in FAMILIES.items() for code in codes}
    for rule in load(RULES).rules.values():
        if rule.page is None:
            continue
        for marked in rule.page.passes:
            yield _line(example(rule, marked), [])
        if rule.code in families:
            for marked in rule.page.flags:
                yield _line(example(rule, marked), [families[rule.code]])


def _lawful(channel: str, said: list[str]) -> str:
    return json.dumps({"channel": channel, "sentences": [[one, []] for one in said]}, ensure_ascii=False)


def _line(one: Example, labels: list[str]) -> str:
    return json.dumps({"channel": one.channel, "sentences": [[one.text, labels]]}, ensure_ascii=False)


def pieces(text: str) -> Iterator[list[str]]:
    said = [text[start:end].replace("\n", " ") for start, end in sentences(text)]
    yield from (said[start : start + PIECE] for start in range(0, len(said), PIECE))


async def main() -> None:
    scan._read_again = lambda *_: []  # the rules alone: what is taught must not depend on what was learnt
    seen: set[str] = set()
    lines = []
    texts = [*posts(), *[one async for one in answers()], *(("message", notice.value) for notice in Notice)]
    for channel, text in texts:
        for piece in pieces(text):
            if new := [one for one in piece if one not in seen]:
                seen.update(new)
                lines.append(_lawful(channel, piece))
    (FOLDER / "sheets.jsonl").write_text(
        "".join(f"{line}\n" for line in dict.fromkeys(lessons_of_sheets())), "utf-8"
    )
    (FOLDER / "rules.jsonl").write_text("".join(f"{line}\n" for line in lessons_of_rules()), "utf-8")
    (FOLDER / "house.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
