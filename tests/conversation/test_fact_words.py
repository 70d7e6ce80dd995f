"""How a fact of the practice and its last day are said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.fact_words import (
    NAMES,
    SAID,
    Told,
    UnknownDay,
    fits,
    months_later,
    names_fact,
    read_fact,
)
from bot.french import MONTHS, long_date, short_date

TODAY = date(2026, 11, 22)
DAYS = st.dates(TODAY, TODAY + timedelta(days=364))


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("horaires : lun-ven 9h-18h", "hours", "lun-ven 9h-18h"),
        ("Nouveaux horaires: 9h-17h", "hours", "9h-17h"),
        ("HONORAIRES = 80 €", "fees", "80 €"),
        ("change les tarifs : 80 €", "fees", "80 €"),
        ("l’adresse : 3 rue de l’Essai", "address", "3 rue de l’Essai"),
        ("l'adresse devient 3 rue de l’Essai", "address", "3 rue de l’Essai"),
        ("garde : la clinique", "on_call", "la clinique"),
        ("Canal sécurisé : la messagerie", "secure_channel", "la messagerie"),
        ("réseaux : insta", "networks", "insta"),
        ("horaires", "hours", ""),
    ],
)
def test_fact_is_named_as_people_name_it(text: str, name: str, rest: str) -> None:
    found = names_fact(text)
    assert found is not None
    assert found[:2] == (name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "rendez-vous demain ?",
        "les horaires du cabinet sont affichés",
        "prix d’une rhinoplastie ?",
        "mailing : x",
    ],
)
def test_other_texts_name_no_fact(text: str) -> None:
    assert names_fact(text) is None


@pytest.mark.parametrize(
    ("said", "text", "until"),
    [
        ("lun-ven 9h-18h jusqu'au 30 juin", "lun-ven 9h-18h", date(2027, 6, 30)),
        ("80 € (valable jusqu’au 31/03/2027)", "80 €", date(2027, 3, 31)),
        ("80 €, jusqu'au 31.3.27", "80 €", date(2027, 3, 31)),
        ("80 € jusqu'au 2027-03-31", "80 €", date(2027, 3, 31)),
        ("80 € jusqu'à fin mars", "80 €", date(2027, 3, 31)),
        ("80 € jusqu'en juin 2028", "80 €", date(2028, 6, 30)),
        ("80 € jusqu'à la fin de l'année", "80 €", date(2026, 12, 31)),
        ("80 € jusqu'au lundi 30 novembre", "80 €", date(2026, 11, 30)),
        ("80 € jusqu'au 22 novembre", "80 €", TODAY),
        ("80 € jusqu'au 21 novembre", "80 €", date(2027, 11, 21)),
        ("80 € jusqu'au 29 février", "80 €", date(2028, 2, 29)),
        ("80 € pendant 6 mois", "80 €", date(2027, 5, 22)),
        ("80 € valable un an", "80 €", date(2027, 11, 22)),
        ("80 € pour deux semaines", "80 €", date(2026, 12, 6)),
        ("80 €", "80 €", None),
        ("par téléphone jusqu'à 19h", "par téléphone jusqu'à 19h", None),
        ("du lundi jusqu'au vendredi, 9h-18h", "du lundi jusqu'au vendredi, 9h-18h", None),
        ("le 15 répond jusqu'au matin", "le 15 répond jusqu'au matin", None),
    ],
)
def test_last_day_is_read_and_taken_out_of_the_words(said: str, text: str, until: date | None) -> None:
    assert read_fact("fees", said, TODAY) == Told("fees", text, until)


@pytest.mark.parametrize(
    "said",
    [
        "80 € jusqu'au 31 juin",
        "80 € jusqu'au 45/03",
        "80 € jusqu'au trente juin",
        "80 € jusqu'au 30/13/2027",
        "expire bientôt",
    ],
)
def test_last_day_that_cannot_be_read_is_never_dropped_in_silence(said: str) -> None:
    with pytest.raises(UnknownDay):
        read_fact("fees", said, TODAY)


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("80 €, responsable Nadia", "Nadia"),
        ("80 € jusqu'au 31 mars, responsable : nadia", "Nadia"),
        ("80 €, à renouveler par Léa, jusqu'au 31 mars", "Léa"),
        ("80 €", ""),
    ],
)
def test_owner_is_read_and_taken_out_of_the_words(said: str, owner: str) -> None:
    told = read_fact("fees", said, TODAY)
    assert (told.text, told.owner) == ("80 €", owner)


def test_closures_keep_the_day_that_they_speak_of() -> None:
    told = read_fact("closures", "fermé jusqu’au 30 août", TODAY)
    assert told == Told("closures", "fermé jusqu’au 30 août", date(2027, 8, 30))


@given(DAYS)
def test_day_without_its_year_is_the_next_one(day: date) -> None:
    words = f"80 € jusqu’au {day.day} {MONTHS[day.month - 1]}"
    assert read_fact("fees", words, TODAY).until == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 4))
def test_day_with_its_year_is_that_day_however_it_is_written(day: date, way: int) -> None:
    ways = (short_date(day), long_date(day), f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", day.isoformat())
    assert read_fact("fees", f"80 € jusqu’au {ways[way]}", TODAY).until == day


@given(st.text(max_size=80))
def test_reading_never_fails_but_for_a_day(text: str) -> None:
    try:
        told = read_fact("hours", text, TODAY)
    except UnknownDay:
        return
    assert told.name == "hours"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("name", "text", "holds"),
    [
        ("hours", "du lundi au vendredi", True), ("hours", "9h-18h", True), ("hours", "la consultation est à 80 €", False),
        ("address", "12 rue de l’Exemple", True), ("address", "la consultation est à 80 €", False), ("address", "lundi", False),
        ("fees", "80 €", True), ("fees", "sur devis", True), ("fees", "lundi", False),
        ("on_call", "la clinique au 01 99 00 12 34", True), ("on_call", "Instagram", False),
        ("phone", "01 99 00 12 34", True), ("phone", "12 34", False), ("email", "a@b.example", True), ("email", "a", False),
        ("networks", "insta", True), ("networks", "TikTok", False), ("access", "métro Exemple", True), ("access", "12", False),
    ],
)  # fmt: skip
def test_words_must_look_like_the_fact(name: str, text: str, holds: bool) -> None:
    assert fits(name, text) is holds


def test_every_fact_has_a_name_and_words() -> None:
    assert set(NAMES) == set(SAID)
