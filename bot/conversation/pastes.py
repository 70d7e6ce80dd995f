"""Several messages pasted at once, taken apart; and when a message was received, if its first line says so. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from bot.conversation.moments import PARIS, in_paris
from bot.conversation.wordings import MESSAGE, QUESTION, THANKS
from bot.guard.fold import fold

MOST: Final = 60  # messages; what follows stays with the last one
HEADER: Final = 70  # characters of a line that names a sender or a time

_RULE: Final = re.compile(r"(?m)^[ \t]*(?:-{3,}|_{3,}|={3,}|\*{3,}|—{2,}|#{3,})[ \t]*$")
_CLOCK: Final = r"(?:[01]?\d|2[0-3])(?:[:h][0-5]\d|h)(?::[0-5]\d)?"
_DATE: Final = r"\d{1,2}[/.]\d{1,2}(?:[/.](?:20)?\d\d)?"
_EXPORT: Final = re.compile(rf"\[?(?:{_DATE}),? (?:a )?{_CLOCK}\]?(?: ?[-:] ?| )(?P<who>[^:\n]{{1,40}}): ?")
_WHEN: Final = (
    rf"(?:(?:aujourd'hui|hier|avant[- ]hier|{_DATE}),? ?(?:a )?(?:{_CLOCK})?|{_CLOCK}"
    r"|il y a (?:\d{1,3}|un|une) ?(?:min(?:utes?)?|h(?:eures?)?|j(?:ours?)?|semaines?)|\d{1,3} ?(?:min|h|j))"
)
_NOBODY: Final = (
    r"(?!(?:rdv|rendez|demain|depuis|operee?|opere|le|la|a|vers|apres|avant|pour|jusqu|hier|ouvert|ferme)\b)"
)
_NAMED: Final = re.compile(
    rf"{_NOBODY}(?:@[\w.]{{2,30}}|[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){{0,2}})"
    rf"(?: ?[*|,-] ?(?:recu )?{_WHEN}| ?\((?:recu )?{_WHEN}\)| (?:{_DATE},? )?(?:[01]?\d|2[0-3]):[0-5]\d)\W*"
    rf"|@[\w.]{{2,30}}(?: {_WHEN})?\W*"
)
_TIMED: Final = re.compile(rf"\W*(?:recu(?:e)? |envoye(?:e)? )?(?:le )?{_WHEN}\W*")
_TITLE: Final = re.compile(
    r"\W*(?:(?:message|mp|dm|sms|mail|patiente?) ?(?:n ?[o°] ?|numero |no )?\d{1,2}|message de [^:.!?\n]{1,40}) ?[:.)]?\W*|\d{1,2} ?[).]\W*"
)
_GREETING: Final = re.compile(
    r"\W*(?:(?:message|\d{1,2}) ?[:).] ?)?(?:bonjour|bonsoir|bjr|bsr|slt|salut|coucou|cc|hello|hi|hey|hola|buenos dias|ola|bom dia|salam|docteur|dr|madame|monsieur)\b"
    r"|\W*(?:السلام|مرحبا|صباح|مساء)"
)
_AGO: Final = re.compile(r"(?:il y a )?(?P<count>\d{1,3}|un|une) ?(?P<unit>min|h|j|semaine)")
_HOUR: Final = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?:[:h](?P<minute>[0-5]\d)|h)(?!\w)")
_DAY: Final = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>(?:20)?\d\d))?")
_BLANK: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_AGES: Final = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "semaine": timedelta(days=7),
}


def taken_apart(text: str) -> tuple[str, ...]:
    """Return the messages of a paste, in order; one alone when nothing parts them. No line is lost but the rules between."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    ruled = _said(_RULE.split(text))
    if len(ruled) > 1:
        return _at_most(ruled)
    return _at_most([part for lined in _by_lines(text) for part in _by_greetings(lined)])


def is_several(text: str) -> bool:
    """Tell whether a text nobody announced is several messages: at least two parts open as messages do."""
    parts = taken_apart(text)
    return len(parts) > 1 and sum(map(_is_message, parts)) > 1


def body(part: str) -> str:
    """Return a message without the line that names its sender and its time; a message that is nothing else stays."""
    first, _, rest = part.strip().partition("\n")
    if len(first) <= HEADER and _is_header(fold(first).lower.strip()):
        return rest.strip() or part.strip()
    said = "\n".join(_unexported(line) for line in part.split("\n")).strip()
    return said or part.strip()


def received(text: str, now: datetime) -> datetime | None:
    """Return when a message was received (UTC), if its first line gives a time and little else, or None."""
    first = text.strip().partition("\n")[0]
    plain = fold(first).lower.strip()
    export = _EXPORT.match(plain)
    if export:
        return _moment(export[0][: export.start("who")], now)
    if len(first) > HEADER or not _is_header(plain):
        return None
    return _moment(plain, now)


def _unexported(line: str) -> str:
    """Return a line of an exported chat without its date and its sender."""
    folded = fold(line)
    export = _EXPORT.match(folded.lower)
    if not export or export.end() >= len(folded.lower):
        return line
    start, _ = folded.span(export.end(), len(folded.lower))
    return line[start:]


def _moment(plain: str, now: datetime) -> datetime | None:
    """Return the time that a header names; never one to come."""
    ago = _AGO.search(plain)
    if ago and not _HOUR.search(plain.replace(ago[0], "")) and ("il y a" in plain or not _HOUR.search(plain)):
        number = int(ago["count"]) if ago["count"].isdecimal() else 1
        return now - number * _AGES[ago["unit"]]
    day, hour = _day(plain, in_paris(now).date()), _HOUR.search(plain)
    if hour is None:
        return None
    found = datetime.combine(day, time(int(hour["hour"]), int(hour["minute"] or 0)), PARIS).astimezone(UTC)
    return found if found <= now else found - timedelta(days=1) if found - now < timedelta(days=1) else None


def _day(plain: str, today: date) -> date:
    named = _DAY.search(plain)
    if named:
        year = int(named["year"] or today.year)
        try:
            return date(year + 2000 * (year < 100), int(named["month"]), int(named["day"]))  # noqa: PLR2004 - two digits
        except ValueError:
            return today
    back = 2 if re.search(r"avant[- ]hier", plain) else "hier" in plain
    return today - timedelta(days=int(back))


def _is_message(part: str) -> bool:
    plain = fold(part).lower
    return _opens(part) or any(sign.search(plain) for sign in (MESSAGE, THANKS, QUESTION))


def _said(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _at_most(parts: list[str]) -> tuple[str, ...]:
    return (*parts[: MOST - 1], "\n\n".join(parts[MOST - 1 :])) if len(parts) > MOST else tuple(parts)


def _by_lines(text: str) -> list[str]:
    """Part a text before each line that names a sender and a time, or a rank; lines of one sender in a row stay together."""
    parts: list[list[str]] = []
    sender, started = "", False
    for line, after in pairwise([*text.split("\n"), ""]):
        plain = fold(line).lower.strip()
        export = _EXPORT.match(plain)
        who = export["who"].strip() if export else ""
        new = (bool(export) and who != sender) or (not export and _starts(line, plain, after))
        if new or not parts:
            parts.append([])
        sender, started = who or ("" if new else sender), started or new
        parts[-1].append(line)
    return _said(["\n".join(lines) for lines in parts]) if started else [text]


def _starts(line: str, plain: str, after: str) -> bool:
    """Tell whether a line names who wrote what follows, or when; an hour alone is about the very next line."""
    if len(line) > HEADER or not _is_header(plain):
        return False
    return bool(after.strip()) or not _TIMED.fullmatch(plain)


def _is_header(plain: str) -> bool:
    return any(form.fullmatch(plain) for form in (_NAMED, _TIMED, _TITLE)) and not _GREETING.match(plain)


def _by_greetings(text: str) -> list[str]:
    """Part a text before each block that opens with a greeting."""
    parts: list[str] = []
    for block in _BLANK.split(text.strip()):
        if parts and not _opens(block):
            parts[-1] += f"\n\n{block}"
        else:
            parts.append(block)
    return _said(parts)


def _opens(part: str) -> bool:
    """Tell whether a part opens as a message does: a greeting, or a line that names its sender or its time."""
    line, _, after = part.strip().partition("\n")
    plain = fold(line).lower.strip()
    return bool(_GREETING.match(plain) or _EXPORT.match(plain)) or _starts(line, plain, after)
