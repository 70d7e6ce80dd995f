"""`confrere triage`, `case`, `draft`: the crafts for other programs, one JSON object a line.

The contract: in `{"id", "text"}` (`triage`); `{"id", "text", "stars"?, "date_label"?, "today"?}` (`case`); `{"id", "kind", "text",
"platform"?, "stars"?, "date_label"?}` (`draft`). Without `--jsonl` each reads one text and answers a person.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.commands.common import configured
from bot.commands.streams import BadItem, optional_text, stream, stream_async, text_of
from bot.french import typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from bot.drafting.desk import Desk
    from bot.drafting.ports import Declined, Draft, Platform
    from bot.guard import Practice
    from bot.settings import Settings

DATA: Final = 65  # exit code of sysexits.h: the text cannot be read
LINES: Final = "un objet JSON par ligne, en entrée et en sortie"
STARS: Final = (1.0, 5.0)


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three sub-commands."""
    sorting = subparsers.add_parser(
        "triage", help="dit ce qu’est un message reçu : urgence, question, merci…"
    )
    sorting.set_defaults(run=configured(_run_triage))
    judging = subparsers.add_parser("case", help="dit quel cas est un avis, pourquoi, et jusqu’à quand agir")
    judging.set_defaults(run=configured(_run_case))
    drafting = subparsers.add_parser(
        "draft", help="rédige un brouillon : post, réponse à un message ou à un avis"
    )
    drafting.set_defaults(run=configured(_run_draft))
    for parser in (sorting, judging, drafting):
        parser.add_argument("--jsonl", action="store_true", help=LINES)
    drafting.add_argument(
        "--kind", choices=("post", "message", "review"), default="post", help="ce qu’il faut rédiger (post)"
    )


async def _run_triage(args: argparse.Namespace, settings: Settings) -> int:
    practice = _practice(settings)

    def answer(item: Mapping[str, Any]) -> dict[str, Any]:
        return triaged(text_of(item), practice)

    return stream(answer) if args.jsonl else _once(answer)


async def _run_case(args: argparse.Namespace, _settings: Settings) -> int:
    return stream(judged) if args.jsonl else _once(judged)


async def _run_draft(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app import opened
    from bot.conversation.notices import Notice

    async with opened(settings, Notice.PRIVACY_TERMINAL) as app:

        async def answer(item: Mapping[str, Any]) -> dict[str, Any]:
            return await drafted(item, app.desk)

        if args.jsonl:
            return await stream_async(answer)
        text = _read()
        if text is None:
            return DATA
        _print(await answer({"kind": args.kind, "text": text}))
        return 0


def triaged(text: str, practice: Practice) -> dict[str, Any]:
    """Return what a private message is; `pii` holds code points of the message as it was given."""
    from bot.drafting.triage import triage
    from bot.guard.patient import mask

    seen, masked = triage(text), mask(text, practice)
    return {
        "class": seen.klass.value,
        "red_flags": list(seen.red_flags),
        "asked": [one.value for one in seen.asked],
        "masked": masked.text,
        "pii": [[one.start, one.end, one.kind.value] for one in masked.spans],
    }


def judged(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the case of a review; `deadline` is the last prudent day to sue, null when no date can be read.

    Raises:
        BadItem: a field is of the wrong kind.
    """
    from bot.drafting.cases import judge, read_review

    review = read_review(text_of(item), _stars(item), optional_text(item, "date_label"))
    seen = judge(review, _today(item))
    return {
        "case": seen.case.value,
        "facts": list(seen.facts),
        "deadline": seen.deadline.last.isoformat() if seen.deadline else None,
    }


async def drafted(item: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """Return a draft, or why there is none.

    Raises:
        BadItem: a field is of the wrong kind.
    """
    text, kind = text_of(item), item.get("kind")
    if kind == "post":
        return shown(await desk.post(text, _platform(item)))
    if kind == "message":
        return shown(await desk.message(text))
    if kind == "review":
        return shown(await desk.review(text, _stars(item), optional_text(item, "date_label")))
    raise BadItem("Le champ « kind » doit valoir post, message ou review.")


def shown(result: Draft | Declined) -> dict[str, Any]:
    """Return a draft as other programs read it; `text` is null when nothing may be used."""
    from bot.commands.guard import answer
    from bot.conversation.cards import declined_card, draft_card
    from bot.drafting.ports import Declined

    if isinstance(result, Declined):
        findings = [{"rule": code} for code in result.rules]
        card = declined_card(result).as_json()
        return {
            "text": None, "declined": True, "why": result.reason, "findings": findings, "sources": [], "card": card,
        }  # fmt: skip
    said = answer(None, result.verdict)
    reason = getattr(result.verdict, "reason", None)
    return {
        "text": said["text"],
        "declined": said["text"] is None,
        **({"why": reason} if reason else {}),
        "findings": said["findings"],
        "sources": [{"number": one.number, "label": one.label, "url": one.url} for one in result.sources],
        "card": draft_card(result).as_json(),
    }


def _stars(item: Mapping[str, Any]) -> float | None:
    stars = item.get("stars")
    if stars is None:
        return None
    if isinstance(stars, bool) or not isinstance(stars, int | float) or not STARS[0] <= stars <= STARS[1]:
        raise BadItem("Le champ « stars » doit être un nombre de 1 à 5.")
    return float(stars)


def _today(item: Mapping[str, Any]) -> date:
    said = optional_text(item, "today")
    try:
        return date.fromisoformat(said) if said else datetime.now().astimezone().date()
    except ValueError:
        raise BadItem("Le champ « today » doit être une date, comme 2026-11-21.") from None


def _platform(item: Mapping[str, Any]) -> Platform | None:
    from bot.drafting.ports import Platform

    said = optional_text(item, "platform")
    try:
        return Platform(said) if said else None
    except ValueError:
        raise BadItem(f"Le champ « platform » doit valoir {', '.join(Platform)}.") from None


def _practice(settings: Settings) -> Practice:
    from bot.practice import read_practice

    return read_practice(settings.practice_file).values()


def _once(answer: Callable[[Mapping[str, Any]], dict[str, Any]]) -> int:
    """Answer the one text of standard input."""
    text = _read()
    if text is None:
        return DATA
    _print(answer({"text": text}))
    return 0


def _read() -> str | None:
    text = sys.stdin.buffer.read().decode("utf-8", errors="replace").removeprefix("\ufeff").strip()
    if not text:
        print(typeset("Aucun texte reçu. Donnez-le sur l’entrée standard."), file=sys.stderr)
    return text or None


def _print(said: Mapping[str, Any]) -> None:
    print(json.dumps(said, ensure_ascii=False, indent=2))
