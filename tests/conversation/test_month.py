"""A month of ideas: balanced, in season, and never more than two posts a week."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.almanac import PREVENTION, Sheets
from bot.conversation.month import (
    AFTER,
    CAP,
    COURSE,
    EXTRA,
    PRACTICE,
    PREVENT,
    RUBRICS,
    UNDERSTAND,
    WEEK,
    Material,
    Occasion,
    Theme,
    balance,
    monday,
    planned,
    swapped,
    weeks_of,
)

MONTHS = st.tuples(st.integers(2024, 2040), st.integers(1, 12))
THEMES = tuple(
    Theme(
        f"topic:{rubric}{number}", f"{rubric} {number}", f"un post sur {number}", rubric, area=str(number % 3)
    )
    for rubric in (UNDERSTAND, PREVENT, AFTER, COURSE)
    for number in range(6)
)
FEBRUARY = weeks_of(2027, 2)
CANCER = Occasion(
    "Journée mondiale contre le cancer", "4 février 2027", date(2027, 2, 4), ("topic:Prévention3",)
)


@given(MONTHS)
def test_weeks_of_all_months_follow_one_another(month: tuple[int, int]) -> None:
    weeks = weeks_of(*month)
    following = weeks_of(month[0] + month[1] // 12, month[1] % 12 + 1)
    assert len(weeks) in {4, 5}
    assert weeks[-1] + WEEK == following[0]
    assert {week.weekday() for week in weeks} == {0}


@given(MONTHS, st.dictionaries(st.integers(0, 4), st.integers(0, 3)), st.text(max_size=5))
def test_no_week_holds_more_than_two_posts(month: tuple[int, int], held: dict[int, int], salt: str) -> None:
    weeks = weeks_of(*month)
    taken = {week: held.get(place, 0) for place, week in enumerate(weeks)}
    ideas = planned(weeks, Material(THEMES, (CANCER,), taken=taken, salt=salt))
    proposed = Counter(idea.week for idea in ideas)
    for week in weeks:
        assert taken[week] >= CAP or taken[week] + proposed[week] <= CAP
    assert all(taken[week] < CAP for week in proposed)


@given(MONTHS, st.text(max_size=5))
def test_month_has_one_idea_a_week_and_one_more_each_different(month: tuple[int, int], salt: str) -> None:
    weeks = weeks_of(*month)
    ideas = planned(weeks, Material(THEMES, salt=salt))
    assert len(ideas) == len(weeks) + EXTRA
    assert {idea.week for idea in ideas} == set(weeks)
    assert len({idea.source for idea in ideas}) == len(ideas)
    counted = Counter(idea.rubric for idea in ideas)
    assert max(counted.values()) - min(counted[rubric] for rubric in RUBRICS) <= 1


@given(MONTHS, st.text(max_size=5))
def test_same_month_is_proposed_twice_the_same(month: tuple[int, int], salt: str) -> None:
    material = Material(THEMES, (CANCER,), salt=salt)
    assert planned(weeks_of(*month), material) == planned(weeks_of(*month), material)


def test_day_of_prevention_is_proposed_in_its_week() -> None:
    ideas = planned(FEBRUARY, Material(THEMES, (CANCER,)))
    (idea,) = (one for one in ideas if one.when)
    assert idea.week == monday(CANCER.start)
    assert idea.source == "topic:Prévention3"
    assert idea.when == "Journée mondiale contre le cancer, 4 février 2027"


def test_day_of_prevention_in_a_full_week_is_left_out() -> None:
    full = {monday(CANCER.start): CAP}
    assert not any(one.when for one in planned(FEBRUARY, Material(THEMES, (CANCER,), taken=full)))


def test_month_of_prevention_goes_before_a_day() -> None:
    pink = Occasion(
        "Octobre rose", "octobre", date(2027, 10, 1), ("topic:Prévention1",), lasting=True, rank=0
    )
    days = [
        Occasion(f"Jour {number}", "", date(2027, 10, 4) + WEEK * number, (f"topic:Suites{number}",))
        for number in range(3)
    ]
    ideas = planned(weeks_of(2027, 10), Material(THEMES, (*days, pink)))
    assert {one.when.partition(",")[0] for one in ideas if one.when} == {"Octobre rose", "Jour 1"}


def test_what_was_told_lately_waits() -> None:
    lately = frozenset(theme.source for theme in THEMES if not theme.source.endswith("5"))
    ideas = planned(FEBRUARY, Material(THEMES, lately=lately))
    fresh = {idea.source for idea in ideas if idea.source not in lately}
    assert fresh == {theme.source for theme in THEMES} - lately


def test_theme_of_another_season_waits() -> None:
    summer = tuple(Theme(f"topic:{n}", "", "", PREVENT, months=frozenset({7})) for n in range(5))
    winter = tuple(Theme(f"topic:w{n}", "", "", PREVENT, months=frozenset({2})) for n in range(5))
    ideas = planned(FEBRUARY, Material((*summer, *winter)))
    assert all(idea.source.startswith("topic:w") for idea in ideas)


def test_practical_news_comes_once_a_month_at_most() -> None:
    own = tuple(Theme(f"practice:{n}", "", "", PRACTICE) for n in range(4))
    ideas = planned(FEBRUARY, Material((*THEMES, *own)))
    assert sum(idea.rubric == PRACTICE for idea in ideas) == 1


def test_balance_says_that_nothing_is_promotion() -> None:
    assert balance(planned(FEBRUARY, Material(THEMES)))[-1] == ("Promotion", 0)


@pytest.mark.parametrize("rank", range(5))
def test_idea_is_replaced_by_another_of_its_rubric_in_its_week(rank: int) -> None:
    material = Material(THEMES)
    ideas = planned(FEBRUARY, material)
    fresh = swapped(ideas, rank, material, ())
    assert fresh
    assert (fresh[rank].week, fresh[rank].rubric) == (ideas[rank].week, ideas[rank].rubric)
    assert fresh[rank].source not in {idea.source for idea in ideas}
    assert [one for place, one in enumerate(fresh) if place != rank] == [
        one for place, one in enumerate(ideas) if place != rank
    ]


def test_ideas_run_out_without_coming_back() -> None:
    material = Material(THEMES)
    ideas, gone = planned(FEBRUARY, material), list[str]()
    for _ in range(len(THEMES) - len(ideas)):
        gone.append(ideas[0].source)
        fresh = swapped(ideas, 0, material, gone)
        assert fresh
        assert fresh[0].source not in gone
        ideas = fresh
    assert swapped(ideas, 0, material, [*gone, ideas[0].source]) is None


def test_no_theme_makes_no_idea() -> None:
    assert planned(FEBRUARY, Material(())) == ()


def test_almanac_names_sheets_that_are_there() -> None:
    themes = Sheets(lambda _name: None).themes()
    known = {theme.source.removeprefix("topic:") for theme in themes}
    assert known >= PREVENTION
    assert {theme.rubric for theme in themes} == set(RUBRICS)


def test_almanac_offers_practical_news_when_there_is_a_fact_in_date() -> None:
    themes = Sheets({"hours": "du lundi au vendredi"}.get).themes()
    assert [theme.source for theme in themes if theme.rubric == PRACTICE] == ["practice:hours"]


@pytest.mark.parametrize("year", range(2025, 2032))
def test_almanac_gives_known_sheets_to_every_occasion(year: int) -> None:
    almanac = Sheets(lambda _name: None)
    known = {theme.source for theme in almanac.themes()}
    found = almanac.occasions(date(year, 1, 1), date(year, 12, 31))
    assert found
    assert all(set(one.sources) <= known for one in found)
    assert all(date(year, 1, 1) <= one.start <= date(year, 12, 31) + timedelta(days=1) for one in found)
