"""Times as people say them, and the clocks of Paris."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.moments import age, clock, day_and_clock, in_paris, moment

MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)  # noon in Paris
SAID = {
    "demain 10h": (2026, 11, 24, 10, 0),
    "relance lundi 9h30": (2026, 11, 30, 9, 30),
    "mardi": (2026, 11, 24, 10, 0),
    "J+2": (2026, 11, 25, 10, 0),
    "dans trois jours": (2026, 11, 26, 10, 0),
    "dans 3 jours à 8 h": (2026, 11, 26, 8, 0),
    "dans 2 h": (2026, 11, 23, 14, 0),
    "dans 20 minutes": (2026, 11, 23, 12, 20),
    "dans une semaine": (2026, 11, 30, 10, 0),
    "la semaine prochaine": (2026, 11, 30, 10, 0),
    "le 3 décembre à 14 h 30": (2026, 12, 3, 14, 30),
    "3/12": (2026, 12, 3, 10, 0),
    "le 3": (2026, 12, 3, 10, 0),
    "le 1er janvier": (2027, 1, 1, 10, 0),
    "14/02/2027 18:05": (2027, 2, 14, 18, 5),
    "ce soir": (2026, 11, 23, 18, 0),
    "à 10h": (2026, 11, 24, 10, 0),
    "15h": (2026, 11, 23, 15, 0),
    "demain matin": (2026, 11, 24, 9, 0),
    "après-demain midi": (2026, 11, 25, 12, 0),
    "le 29 février": None,
    "30/2": None,
    "hier": None,
    "aujourd’hui à 9 h": None,
    "le 3 mars 2020": None,
    "la patiente": None,
    "": None,
}


@pytest.mark.parametrize(("said", "when"), SAID.items())
def test_a_moment_is_read_as_a_person_of_paris_means_it(
    said: str, when: tuple[int, int, int, int, int] | None
) -> None:
    found = moment(said, MONDAY)
    local = in_paris(found) if found else None
    shown = (local.year, local.month, local.day, local.hour, local.minute) if local else None
    assert shown == when


@pytest.mark.parametrize(
    ("now", "said", "utc"),
    [
        (datetime(2027, 3, 27, 12, tzinfo=UTC), "demain 10h", datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), "demain 10h", datetime(2026, 10, 25, 9, tzinfo=UTC)),
    ],
)
def test_ten_stays_ten_when_the_clocks_change(now: datetime, said: str, utc: datetime) -> None:
    assert moment(said, now) == utc


@given(
    st.integers(0, 9 * 365 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    st.text(alphabet="demainlujv 0123456789/h:+.às", max_size=24),
)
def test_a_moment_is_always_to_come(now: datetime, said: str) -> None:
    found = moment(said, now)
    assert found is None or found > now


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "à l’instant"), (26, "26 min"), (61, "1 h"), (26 * 60, "26 h"), (49 * 60, "2 jours")],
)
def test_an_age_is_said_in_the_unit_that_people_use(minutes: int, said: str) -> None:
    assert age(MONDAY - timedelta(minutes=minutes), MONDAY).replace("\u00a0", " ") == said


def test_a_clock_shows_paris() -> None:
    assert clock(MONDAY + timedelta(minutes=2)).replace("\u00a0", " ") == "12 h 02"
    assert day_and_clock(MONDAY + timedelta(days=1), MONDAY).replace("\u00a0", " ") == "demain à 12 h"
