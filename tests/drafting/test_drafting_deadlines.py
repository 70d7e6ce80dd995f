"""The last prudent day to sue: dates by the thousand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.deadlines import deadline, last_day, months_after

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("il y a un mois", date(2026, 9, 22), date(2026, 12, 21)),
        ("il y a 3 semaines", date(2026, 10, 25), date(2027, 1, 24)),
        ("il y a 2 mois", date(2026, 8, 22), date(2026, 11, 21)),
        ("hier", date(2026, 11, 20), date(2027, 2, 19)),
        ("aujourd’hui", date(2026, 11, 20), date(2027, 2, 19)),
        ("il y a 5 jours", date(2026, 11, 16), date(2027, 2, 15)),
        ("3 days ago", date(2026, 11, 18), date(2027, 2, 17)),
        ("a week ago", date(2026, 11, 8), date(2027, 2, 7)),
        ("2 months ago", date(2026, 8, 22), date(2026, 11, 21)),
        ("il y a 2 heures", date(2026, 11, 20), date(2027, 2, 19)),
        ("ya 1 mois", date(2026, 9, 22), date(2026, 12, 21)),
        ("IL Y A TROIS SEMAINES", date(2026, 10, 25), date(2027, 1, 24)),
    ],
)
def test_relative_label_is_read_at_its_earliest(label: str, first: date, last: date) -> None:
    found = deadline(label, TODAY)
    assert found is not None
    assert (found.first, found.last, found.exact, found.expired) == (first, last, False, False)


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("12/11/2026", date(2026, 11, 12)),
        ("12.11.26", date(2026, 11, 12)),
        ("2026-11-12", date(2026, 11, 12)),
        ("publié le 1er novembre 2026", date(2026, 11, 1)),
        ("12 novembre", date(2026, 11, 12)),
        ("30 décembre", date(2025, 12, 30)),
    ],
)
def test_exact_date_is_kept(label: str, first: date) -> None:
    found = deadline(label, TODAY)
    assert found is not None
    assert (found.first, found.exact) == (first, True)


@pytest.mark.parametrize(
    "label", ["", "un avis", "31/02/2026", "1/5", "12/11/2027", "il y a longtemps", "⭐"]
)
def test_label_without_a_date_gives_nothing(label: str) -> None:
    assert deadline(label, TODAY) is None


@pytest.mark.parametrize(
    "label", ["il y a 3 mois", "il y a un an", "il y a 4 ans", "mai 2026", "il y a quelques mois"]
)
def test_old_review_may_be_out_of_time(label: str) -> None:
    found = deadline(label, TODAY)
    assert found is not None
    assert found.expired


def test_month_end_is_kept_within_the_month() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert last_day(date(2026, 11, 30)) == date(2027, 2, 27)


@given(DAYS)
def test_limitation_runs_less_than_three_months_and_more_than_eighty_six_days(day: date) -> None:
    assert timedelta(days=86) < last_day(day) - day < timedelta(days=93)


@given(DAYS, DAYS)
def test_later_publication_never_ends_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert last_day(early) <= last_day(late)


@given(DAYS, st.integers(-60, 60))
def test_months_are_added_one_by_one(day: date, months: int) -> None:
    moved = months_after(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(DAYS, st.integers(1, 400), st.sampled_from(["jours", "semaines", "mois", "ans"]))
def test_relative_label_never_reads_later_than_it_says(today: date, number: int, unit: str) -> None:
    found = deadline(f"il y a {number} {unit}", today)
    if found is None:
        assert today.year - number < 2
        return
    shortest = {"jours": 1, "semaines": 7, "mois": 28, "ans": 365}[unit] * number
    assert found.first <= today - timedelta(days=shortest)
    assert found.expired is (found.last < today)


@given(st.dates(date(2020, 1, 1), TODAY))
def test_exact_date_ends_three_months_on_less_a_day(day: date) -> None:
    found = deadline(day.isoformat(), TODAY)
    assert found is not None
    assert found.last == months_after(day, 3) - timedelta(days=1)


@given(st.text(max_size=80), DAYS)
def test_reading_a_label_never_raises(label: str, today: date) -> None:
    found = deadline(label, today)
    assert found is None or found.first <= today


@given(DAYS)
def test_aggravated_limitation_runs_a_year_less_a_day(day: date) -> None:
    found = deadline(day.isoformat(), day)
    assert found is not None
    assert timedelta(days=363) <= found.longest - day <= timedelta(days=365)


@given(DAYS, st.integers(0, 400))
def test_day_said_is_never_later_than_the_law_allows(day: date, ago: int) -> None:
    today = day + timedelta(days=ago)
    found = deadline(f"il y a {ago} jours", today)
    assert found is not None
    assert found.first <= day
    assert found.last < months_after(day, 3)
    assert found.longest < months_after(day, 12)
