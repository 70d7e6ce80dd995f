"""What a conversation remembers, as JSON. A verdict is never read back: the guard gives its word again."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bot.conversation.state import ChatState, Shown
from bot.drafting.ports import Counter, Craft, Draft, Platform, Source, Translation
from bot.guard import NOBODY, Asked, Channel, Opinion, review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.guard import Finding, Practice, Waiver

GIVEN_AGAIN: Final = frozenset(
    {"verdict", "waivers"}
)  # what is never read back: the guard and the store give it
FORMAT: Final = 1  # moves when what is written could no longer be read


def encode(state: ChatState) -> str:
    """Return the state as one line of JSON; everything in it is masked."""
    return _line(
        {
            "format": FORMAT,
            "told": sorted(state.told),
            "pending": state.pending,
            "shown": _shown_as_table(state.shown) if state.shown else None,
            "past": [_shown_as_table(one) for one in state.past],
            "keeping": list(state.keeping),
            "offer": list(state.offer),
            "retry": state.retry,
            "declined": list(state.declined),
            "ticked": sorted(state.ticked),
        }
    )


def decode(line: str, practice: Practice, waivers: tuple[Waiver, ...] = ()) -> ChatState:
    """Return the state that `encode` wrote; what cannot be read is forgotten, the notices already said are not.

    The verdict is the guard's word of today on what the writer wrote then, for the same practice and under its `waivers` in date.
    """
    table = _table(line)
    told = frozenset(one for one in _list(table.get("told")) if isinstance(one, str))
    if table.get("format") != FORMAT:
        return ChatState(told=told)
    pending = table.get("pending")
    shown = _shown(table.get("shown"), practice, waivers)
    earlier = (_shown(one, practice, waivers) for one in _list(table.get("past"))) if shown else ()
    past = tuple(one for one in earlier if one is not None)
    keeping, offer, declined, ticked = (
        tuple(one for one in _list(table.get(name)) if isinstance(one, str))
        for name in ("keeping", "offer", "declined", "ticked")
    )
    retry = table.get("retry")
    asked = pending if isinstance(pending, str) else None
    return ChatState(
        shown,
        asked,
        told,
        past,
        keeping,
        offer,
        retry if isinstance(retry, str) else "",
        declined,
        ticked=frozenset(ticked),
    )


def findings_line(findings: Sequence[Finding]) -> str:
    """Return the findings as JSON: rule, span, severity, fix; never the words that were found."""
    return _line(
        [
            {"rule": one.rule, "start": one.start, "end": one.end, "severity": one.severity, "fix": one.fix}
            for one in findings
        ]
    )


def sources_line(sources: Sequence[Source]) -> str:
    """Return the sources as JSON."""
    return _line([asdict(one) for one in sources])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _table(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _shown_as_table(shown: Shown) -> dict[str, Any]:
    return {"id": shown.id, "version": shown.version, "draft": _draft_as_table(shown.draft)}


def _draft_as_table(draft: Draft) -> dict[str, Any]:
    said = {one.name: getattr(draft, one.name) for one in fields(Draft) if one.name not in GIVEN_AGAIN}
    deadline = draft.deadline.isoformat() if draft.deadline else None
    return said | {
        "counters": [asdict(one) for one in draft.counters],
        "sources": [asdict(one) for one in draft.sources],
        "opinions": [asdict(one) for one in draft.opinions],
        "deadline": deadline,
        "translation": asdict(draft.translation) if draft.translation else None,
    }


def _shown(said: object, practice: Practice, waivers: tuple[Waiver, ...]) -> Shown | None:
    """Return the draft that was shown, or None when its table is not one that this version reads."""
    try:
        table = _expect(dict, said)
        values = _values(_expect(dict, table["draft"]))
        identity, version = _expect(str, table["id"]), _expect(int, table["version"])
    except (KeyError, TypeError, ValueError):
        return None
    if not values.get("written"):
        return None
    craft: Craft = values["craft"]
    verdict = review(
        values["written"],
        Channel(craft.value),
        practice=practice,
        asked=values.get("asked", ()),
        waivers=waivers,
        opinions=values.get("opinions", ()),
    )
    return Shown(identity, version, Draft(verdict=verdict, waivers=waivers, **values))


def _values(table: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a draft that are there; a field that came later keeps its default."""
    values = {
        one.name: _READERS.get(one.name, _like(one.default))(table[one.name])
        for one in fields(Draft)
        if one.name in table and one.name not in GIVEN_AGAIN
    }
    if "craft" not in values:
        raise KeyError("craft")
    return values


def _expect(kind: type, value: object) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(kind.__name__)
    return value


def _like(default: object) -> Callable[[object], Any]:
    kind = str if default is MISSING else type(default)
    return _strings if kind is tuple else lambda value: _expect(kind, value)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(_expect(str, one) for one in _expect(list, value))


def _counters(value: object) -> tuple[Counter, ...]:
    return tuple(Counter(**_expect(dict, one)) for one in _expect(list, value))


def _sources(value: object) -> tuple[Source, ...]:
    tables = [_expect(dict, one) for one in _expect(list, value)]
    return tuple(Source(**one | {"sentences": tuple(one.get("sentences", ()))}) for one in tables)


def _texts(value: object) -> dict[str, str]:
    return {name: _expect(str, text) for name, text in _expect(dict, value).items()}


def _platform(value: object) -> Platform | None:
    return None if value is None else Platform(_expect(str, value))


def _deadline(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_expect(str, value))


def _translation(value: object) -> Translation | None:
    return None if value is None else Translation(**_texts(value))


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "craft": lambda value: Craft(_expect(str, value)),
    "platform": _platform,
    "counters": _counters,
    "sources": _sources,
    "deadline": _deadline,
    "translation": _translation,
    "opinions": lambda value: tuple(Opinion(**_texts(one)) for one in _expect(list, value)),
    "asked": lambda value: tuple(map(Asked, _strings(value))),
}


def table_of(shown: Shown) -> dict[str, Any]:
    """Return a version of a draft as JSON values, for an entry that brings it back later; its verdict is left out."""
    return _shown_as_table(shown)


def shown_of(table: object) -> Shown | None:
    """Return the version that `table_of` wrote, with the guard's word of today for no practice and no waiver, or None."""
    return _shown(table, NOBODY, ())
