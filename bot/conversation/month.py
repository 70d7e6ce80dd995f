"""A month of ideas for posts: balanced, in season, around the days of prevention, and never more than two a week. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

CAP: Final = 2  # posts a week, all networks together; facts/product.md c2, metric 19
OCCASIONS: Final = 2  # days or months of prevention in one month, at most
EXTRA: Final = 1  # ideas beyond one a week
WEEK: Final = timedelta(days=7)
THURSDAY: Final = timedelta(days=3)  # after a Monday; a week belongs to the month of its Thursday
UNDERSTAND, PREVENT, AFTER, COURSE, PRACTICE = (
    "Comprendre",
    "Prévention",
    "Suites",
    "Parcours",
    "Cabinet",
)
RUBRICS: Final = (UNDERSTAND, PREVENT, COURSE, AFTER)  # in the order in which a month takes them up


@dataclass(frozen=True, slots=True)
class Theme:
    """What a post may be about: a sheet, how it is asked for, its rubric, its region, the months it suits."""

    source: str
    title: str
    request: str
    rubric: str
    area: str = ""
    months: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day, a week or a month of prevention: its name, when it is (printed), and the sheets that go with it.

    `rank` orders those of one month, the best known first: a month (0), a day or a week (1), a season (2).
    """

    name: str
    when: str
    start: date
    sources: tuple[str, ...]
    lasting: bool = False  # over weeks: any of them will do
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Idea:
    """One proposal: the Monday of its week, its theme, the occasion if there is one; `draft` once it is written."""

    week: date
    source: str
    title: str
    rubric: str
    request: str
    when: str = ""
    draft: str = ""


class Almanac(Protocol):
    """What there is to say, and when."""

    def themes(self) -> tuple[Theme, ...]:
        """Return what posts may be about."""
        ...

    def occasions(self, start: date, end: date) -> tuple[Occasion, ...]:
        """Return what falls between two days, both included, in order of date."""
        ...


@dataclass(frozen=True, slots=True)
class Material:
    """What a month is made from: themes and occasions, what was proposed lately, and what each week already holds."""

    themes: tuple[Theme, ...]
    occasions: tuple[Occasion, ...] = ()
    lately: frozenset[str] = frozenset()
    taken: Mapping[date, int] | None = None
    salt: str = ""  # so that two practices do not publish the same month


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_of(year: int, month: int) -> tuple[date, ...]:
    """Return the Mondays of the weeks of a month, four or five: a week belongs to the month of its Thursday."""
    first = monday(date(year, month, 1))
    every = (first + WEEK * step for step in range(6))
    return tuple(one for one in every if ((one + THURSDAY).year, (one + THURSDAY).month) == (year, month))


def planned(weeks: Sequence[date], material: Material) -> tuple[Idea, ...]:
    """Return the ideas of a month in order: its occasions, then one idea for each week that has none, by rubric in turn."""
    room = {week: CAP - (material.taken or {}).get(week, 0) for week in weeks}
    ideas = list(_festive(room, material))
    for week in weeks:
        if room[week] > 0 and not any(one.week == week for one in ideas):
            ideas += _filled(week, ideas, material)
    for week in reversed(weeks):
        here = sum(one.week == week for one in ideas)
        if len(ideas) < len(weeks) + EXTRA and 0 < here < room[week]:
            ideas += _filled(week, ideas, material)
    return tuple(sorted(ideas, key=lambda one: one.week))


def swapped(
    ideas: Sequence[Idea], rank: int, material: Material, gone: Collection[str]
) -> tuple[Idea, ...] | None:
    """Return the ideas with another one at `rank` (from 0), of the same rubric where there is one, or None when nothing is left."""
    old = ideas[rank]
    others = [one for place, one in enumerate(ideas) if place != rank]
    barred = {*gone, old.source, *(one.source for one in others)}
    ordered = sorted(_ordered(old.week, others, material), key=lambda one: one.rubric != old.rubric)
    best = next((one for one in ordered if one.source not in barred), None)
    if best is None:
        return None
    return tuple(_idea(old.week, best) if place == rank else one for place, one in enumerate(ideas))


def balance(ideas: Sequence[Idea]) -> tuple[tuple[str, int], ...]:
    """Return how many ideas each rubric has, the fullest first; «promotion» is always there, at 0."""
    counted = Counter(one.rubric for one in ideas)
    return (*counted.most_common(), ("Promotion", 0))


def _festive(room: dict[date, int], material: Material) -> Iterator[Idea]:
    """Yield an idea for the first occasions: dated ones in their week, lasting ones in the first week that is free."""
    known = {theme.source: theme for theme in material.themes}
    used: set[str] = set()
    weeks: set[date] = set()
    for occasion in sorted(material.occasions, key=lambda one: (one.rank, one.start)):
        week = next((one for one in _suitable(occasion, room) if one not in weeks), None)
        sources = [one for one in occasion.sources if one in known and one not in used]
        fresh = sorted(sources, key=lambda one: (one in material.lately, _chance(material.salt, one)))
        if week is None or not fresh or len(used) == OCCASIONS:
            continue
        used.add(fresh[0])
        weeks.add(week)
        theme = known[fresh[0]]
        yield replace(_idea(week, theme), when=f"{occasion.name}, {occasion.when}", rubric=PREVENT)


def _suitable(occasion: Occasion, room: Mapping[date, int]) -> list[date]:
    free = [week for week, left in room.items() if left > 0]
    return (
        [week for week in free if week + WEEK > occasion.start]
        if occasion.lasting
        else [week for week in free if week == monday(occasion.start)]
    )


def _filled(week: date, ideas: Sequence[Idea], material: Material) -> list[Idea]:
    best = next(iter(_ordered(week, ideas, material)), None)
    return [_idea(week, best)] if best else []


def _ordered(week: date, ideas: Sequence[Idea], material: Material) -> list[Theme]:
    """Return the themes that are left for a week, the best first: least told rubric, not lately, in season, another region."""
    told = Counter(one.rubric for one in ideas)
    used = {one.source for one in ideas}
    areas = [theme.area for theme in material.themes if theme.source in used and theme.area]
    month = (week + THURSDAY).month
    left = [theme for theme in material.themes if theme.source not in used]
    if told[PRACTICE]:
        left = [theme for theme in left if theme.rubric != PRACTICE]

    def worth(theme: Theme) -> tuple[object, ...]:
        return (
            told[theme.rubric],
            theme.source in material.lately,
            bool(theme.months) and month not in theme.months,
            areas.count(theme.area),
            month not in theme.months,
            _turn(theme.rubric),
            _chance(f"{material.salt}{week}", theme.source),
        )

    return sorted(left, key=worth)


def _turn(rubric: str) -> int:
    return RUBRICS.index(rubric) if rubric in RUBRICS else len(RUBRICS)


def _chance(salt: str, source: str) -> str:
    """Return what orders themes that are worth the same: by chance, and always the same way."""
    return hashlib.sha256(f"{salt} {source}".encode()).hexdigest()


def _idea(week: date, theme: Theme) -> Idea:
    return Idea(week, theme.source, theme.title, theme.rubric, theme.request)
