"""What a practice may post about in a month: our sheets, the days of prevention, and its own practical facts in date."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from bot.conversation.month import AFTER, COURSE, PRACTICE, PREVENT, UNDERSTAND, Occasion, Theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

PREVENTION: Final = frozenset(
    {
        "brulures-premiers-gestes", "carcinomes-cutanes", "grains-de-beaute-melanome", "injections-illegales", "octobre-rose-et-depistage",
        "photoprotection", "plaie-de-la-main", "soleil-et-cicatrices", "surveillance-des-implants", "tabac-et-chirurgie",
    }
)  # fmt: skip
RANKS: Final = {"month": 0, "season": 2}  # what everybody has heard of first
WEEK: Final = 7  # days; what lasts longer suits any week
RUBRICS: Final = {
    "suites": AFTER,
    "general": COURSE,
}  # by the `area` of a sheet; the others explain a procedure
PRACTICAL: Final = {  # facts that make a post of their own, and how it is asked for
    "documents": ("Les documents à apporter", "un post sur les documents à apporter"),
    "hours": ("Les horaires du cabinet", "un post sur nos horaires"),
    "access": ("Venir au cabinet", "un post sur l’accès au cabinet"),
}


class Sheets:
    """An `Almanac` over the sheets that we ship; `fact` gives the practice's facts in date."""

    def __init__(self, fact: Callable[[str], str | None]) -> None:
        self._fact = fact

    def themes(self) -> tuple[Theme, ...]:
        """Return our sheets, and the practical posts for which there is a fact in date."""
        own = (
            Theme(f"practice:{name}", title, request, PRACTICE)
            for name, (title, request) in PRACTICAL.items()
            if self._fact(name)
        )
        return (*_shipped(), *own)

    def occasions(self, start: date, end: date) -> tuple[Occasion, ...]:
        """Return the days, weeks and months of prevention that start between two days."""
        from knowledge.editorial import days_between

        found = (one for one in days_between(start, end) if one.start >= start)
        return tuple(
            Occasion(
                one.name,
                one.when,
                one.start,
                one.topics,
                lasting=(one.end - one.start).days > WEEK,
                rank=RANKS.get(one.kind, 1),
            )
            for one in found
        )


@cache
def _shipped() -> tuple[Theme, ...]:
    from bot.drafting.ports import Kind
    from knowledge.corpus import load_shipped

    sheets = [one for one in load_shipped() if one.kind is Kind.TOPIC]
    return tuple(
        Theme(
            one.source,
            one.title,
            f"un post sur {one.about.subject}",
            PREVENT
            if one.source.removeprefix("topic:") in PREVENTION
            else RUBRICS.get(one.about.theme, UNDERSTAND),
            one.about.theme,
            frozenset(one.about.season),
        )
        for one in sheets
    )
