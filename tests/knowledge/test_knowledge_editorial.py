"""Editorial days: dates that organisers published, rules that hold every year, and a table that is whole."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard import Cleared, review
from knowledge.corpus import load_shipped
from knowledge.editorial import (
    KINDS,
    TO_CONFIRM,
    WEEKDAYS,
    EditorialDay,
    days_between,
    days_of,
    read_table,
    season_topics,
    span,
)
from knowledge.errors import CorpusError

YEARS = range(2024, 2041)
PUBLISHED = [  # as organisers and the press announced them; see facts of the table's sources
    ("journee-de-la-reconstruction-mammaire", date(2012, 10, 17), date(2012, 10, 17)),
    ("journee-de-la-reconstruction-mammaire", date(2019, 10, 16), date(2019, 10, 16)),
    ("journee-de-la-reconstruction-mammaire", date(2022, 10, 19), date(2022, 10, 19)),
    ("journee-de-la-reconstruction-mammaire", date(2024, 10, 16), date(2024, 10, 16)),
    ("semaine-nationale-de-la-securite-des-patients", date(2024, 9, 16), date(2024, 9, 20)),
    ("semaine-nationale-de-la-securite-des-patients", date(2025, 9, 15), date(2025, 9, 19)),
    ("journee-internationale-des-maladies-rares", date(2024, 2, 29), date(2024, 2, 29)),
    ("journee-internationale-des-maladies-rares", date(2026, 2, 28), date(2026, 2, 28)),
    ("octobre-rose", date(2027, 10, 1), date(2027, 10, 31)),
    ("mois-sans-tabac", date(2027, 11, 1), date(2027, 11, 30)),
]
PRINTED = {
    "journee-mondiale-sans-tabac": "31 mai 2027",
    "octobre-rose": "du 1er au 31 octobre 2027",
    "brulures-de-l-ete": "du 1er juin au 31 août 2027",
    "depistage-des-cancers-de-la-peau": "entre le 1er mai et le 30 juin 2027, date à confirmer",
    "semaine-nationale-de-la-securite-des-patients": "du 13 au 17 septembre 2027, date à confirmer",
}
SHEETS = {one.source: one for one in load_shipped()}
years = st.sampled_from(YEARS)
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def of(year: int, identity: str) -> EditorialDay:
    return next(one for one in days_of(year) if one.id == identity)


@pytest.mark.parametrize(("identity", "start", "end"), PUBLISHED)
def test_day_falls_when_it_was_announced(identity: str, start: date, end: date) -> None:
    day = of(start.year, identity)
    assert (day.start, day.end) == (start, end)


@pytest.mark.parametrize(("identity", "said"), PRINTED.items())
def test_date_is_printed_with_its_doubt(identity: str, said: str) -> None:
    assert of(2027, identity).when == said


def test_range_over_new_year_names_both_years() -> None:
    start, end = span({"from": "12-15", "to": "01-15"}, 2027)
    day = EditorialDay("x", "Hiver", "season", start, end, "x", "x", "V2", ())
    assert day.when == "du 15 décembre 2027 au 15 janvier 2028"


@given(years)
def test_days_of_a_year_start_in_it_and_are_in_order(year: int) -> None:
    found = days_of(year)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.start.year for one in found} == {year}
    assert all(one.start <= one.end for one in found)
    assert len({one.id for one in found}) == len(found)


@given(years, st.sampled_from(WEEKDAYS), st.integers(1, 4), st.integers(1, 12))
def test_nth_weekday_is_that_weekday_with_as_many_before_it_in_the_month(
    year: int, weekday: str, nth: int, month: int
) -> None:
    day, last = span({"weekday": weekday, "nth": nth, "month": month}, year)
    assert day == last
    assert (day.month, WEEKDAYS[day.weekday()]) == (month, weekday)
    assert (day.day - 1) // 7 == nth - 1


@given(years, st.integers(1, 12))
def test_month_is_whole_and_its_last_day_is_the_eve_of_the_next(year: int, month: int) -> None:
    start, end = span({"month": month}, year)
    assert start.day == 1
    assert (end + timedelta(days=1)).day == 1
    assert span({"last_day": month}, year) == (end, end)


@given(years)
def test_last_day_of_february_follows_leap_years(year: int) -> None:
    assert span({"last_day": 2}, year)[0].day == (29 if isleap(year) else 28)


@given(days)
def test_week_holds_its_day_or_the_friday_before_it(day: date) -> None:
    start, end = span({"week_with": f"{day:%m-%d}"}, day.year)
    assert (start.weekday(), end.weekday()) == (0, 4)
    assert start <= day <= end + timedelta(days=2)


@given(days, days)
def test_days_between_are_those_that_overlap(first: date, second: date) -> None:
    start, end = min(first, second), max(first, second)
    every = [one for year in range(start.year - 1, end.year + 1) for one in days_of(year)]
    assert days_between(start, end) == [one for one in every if not (one.end < start or one.start > end)]


@given(days)
def test_days_of_one_day_hold_it(day: date) -> None:
    assert all(one.start <= day <= one.end for one in days_between(day, day))


def test_days_between_give_nothing_backwards() -> None:
    assert days_between(date(2027, 12, 31), date(2027, 1, 1)) == []


@pytest.mark.parametrize(("first", "last"), [(date.min, date.min), (date.max, date.max)])
def test_ends_of_the_calendar_raise_nothing(first: date, last: date) -> None:
    assert all(one.start <= last and one.end >= first for one in days_between(first, last))


@pytest.mark.parametrize("day", days_of(2027), ids=lambda day: day.id)
def test_day_has_an_organiser_a_source_a_mark_and_sheets_that_exist(day: EditorialDay) -> None:
    assert day.kind in KINDS
    assert day.organiser
    assert day.source.startswith(("https://", "http://"))
    assert day.confidence in {"V1", "V2", "V3"}
    assert set(day.topics) <= SHEETS.keys()
    assert (TO_CONFIRM in day.when) is day.confirm


@pytest.mark.parametrize("day", days_of(2027), ids=lambda day: day.id)
def test_name_of_a_day_may_be_published(day: EditorialDay) -> None:
    text = f"{day.name}\u00a0: quelques repères pour s’informer."
    verdict = review(text, "post")
    assert isinstance(verdict, Cleared)
    assert verdict.text == text


@pytest.mark.parametrize("month", range(1, 13))
def test_season_gives_the_sheets_of_the_month_by_title(month: int) -> None:
    topics = season_topics(month)
    assert {one.source for one in topics} == {
        source for source, sheet in SHEETS.items() if month in sheet.about.season
    }
    assert [one.title for one in topics] == sorted(one.title for one in topics)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_month_that_does_not_exist_is_an_error(month: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        season_topics(month)


ENTRY = {
    "id": "x", "name": "Une journée", "kind": "day", "rule": {"day": "02-04"}, "organiser": "Une société",
    "source": {"title": "Une page", "url": "https://page.example"}, "confidence": "V2", "topics": ["lasers"],
}  # fmt: skip


def test_whole_entry_is_read() -> None:
    assert read_table(f"[{ENTRY}]")[0]["name"] == "Une journée"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": {"day": "02-30"}},
        {"rule": {"day": "02-29"}},
        {"rule": {"day": "demain"}},
        {"rule": {"weekday": "monday", "nth": 5, "month": 3}},
        {"rule": {"weekday": "lundi", "nth": 1, "month": 3}},
        {"rule": {"month": 13}},
        {"rule": {}},
        {"rule": "toujours"},
        {"kind": "decade"},
        {"organiser": ""},
        {"topics": []},
        {"source": {}},
        {"source": "page"},
    ],
)
def test_entry_that_gives_no_date_or_no_source_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CorpusError, match=r"editorial_days\.yaml"):
        read_table(f"[{ENTRY | wrong}]")


@pytest.mark.parametrize("text", ["", "{}", "- 3", "- [1]"])
def test_table_that_is_no_list_of_days_is_refused(text: str) -> None:
    with pytest.raises(CorpusError, match=r"editorial_days\.yaml"):
        read_table(text)
