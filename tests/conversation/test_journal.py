"""The audit as files, what is kept about a person, and how it goes from the disk."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.alerts import ALERT
from bot.conversation.effects import Action, File
from bot.conversation.entries import Entry
from bot.conversation.journal import COLUMNS, DONE, Line, as_csv, read_month, row_of
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft
from bot.french import MONTHS
from bot.store.audit import audit_lines
from tests.conversation.street import NOON, OWNER, TEXTS, Street, holding, street, who

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NADIA = 7
SECRET = "la cicatrice dont personne ne doit garder la trace"
TODAY = date(2026, 11, 23)
LINE = Line(NOON, "telegram:7", "telegram:7", "secretary", "approved", "d1", 2, "0" * 64, ("PUB002",), "abc")


@pytest.fixture
async def rue(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path, "cabinet", "lyon") as here:
        await here.joins(NADIA, "secretaire", "Nadia")
        yield here


def said(notice: Notice) -> str:
    return notice.value.replace("\u00a0", " ")


async def test_journal_says_who_approved_which_exact_text_and_no_text(rue: Street) -> None:
    await rue.says(NADIA, f"Bonjour, {SECRET} ?", Craft.MESSAGE)
    await rue.says(NADIA, "je valide")
    shown = await rue.calls(OWNER, "journal")
    table, lines = rue.files["journal-2026-11.csv"], rue.files["journal-2026-11.json"]
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    approved = next(one for one in rows if one["action"] == "validation")
    assert (approved["personne"], approved["role"], approved["version"]) == ("Nadia", "secrétaire", "1")
    assert len(approved["empreinte_sha256"]) == 64
    assert "1 validation" in shown
    for file in (table, lines):
        assert [one for one in (SECRET, TEXTS[Craft.MESSAGE]) if one in file] == []


async def test_journal_as_json_has_the_same_lines(rue: Street) -> None:
    await rue.calls(OWNER, "journal")
    table, lines = rue.files["journal-2026-11.csv"], json.loads(rue.files["journal-2026-11.json"])
    assert len(lines["lignes"]) == table.count("\r\n") - 1
    assert set(lines["lignes"][0]) == set(COLUMNS)


async def test_journal_of_a_month_holds_that_month_in_paris_time(rue: Street) -> None:
    rue.now = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # December has begun in Paris
    await rue.says(NADIA, "Accueil froid", Craft.REVIEW)
    await rue.calls(OWNER, "journal", "decembre 2026")
    assert '"heure": "2026-12-01T00:30:01+01:00"' in rue.files["journal-2026-12.json"]
    await rue.calls(OWNER, "journal", "novembre")
    assert "2026-12" not in rue.files["journal-2026-11.json"]


@pytest.mark.parametrize(("text", "notice"), [("mars 2020", Notice.NO_LINES), ("brumaire", Notice.BAD_MONTH)])
async def test_journal_without_lines_or_month_says_so(text: str, notice: Notice, rue: Street) -> None:
    assert await rue.calls(OWNER, "journal", text) == said(notice)
    assert rue.files == {}


async def test_journal_is_not_for_the_secretary(rue: Street) -> None:
    assert await rue.calls(NADIA, "journal") == said(Notice.AUDIT_ONLY)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("", (2026, 11)), ("novembre", (2026, 11)), ("octobre", (2026, 10)), ("Décembre", (2025, 12)), ("d'août", (2026, 8)),
        ("octobre 2024", (2024, 10)), ("2024-02", (2024, 2)), ("02/2024", (2024, 2)), ("2/2024", (2024, 2)),
        ("13/2024", None), ("2024", None), ("hier", None), ("octobre 0000", None), ("0/2024", None),
    ],
)  # fmt: skip
def test_month_is_read_as_people_write_it(text: str, month: tuple[int, int] | None) -> None:
    assert read_month(text, TODAY) == (date(*month, 1) if month else None)


@given(st.text(max_size=30))
def test_month_never_fails(text: str) -> None:
    found = read_month(text, TODAY)
    assert found is None or found.day == 1


@given(st.dates(date(2001, 1, 1), date(2999, 1, 1)))
def test_month_with_its_year_is_that_month(day: date) -> None:
    assert read_month(f"{MONTHS[day.month - 1]} {day.year}", TODAY) == day.replace(day=1)


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1"])
def test_cell_that_a_spreadsheet_would_run_is_inert(name: str) -> None:
    row = row_of(LINE, {"telegram:7": name})
    assert f";'{name}" in as_csv([row], TODAY).data.decode().replace('"', "")


def test_every_action_of_the_code_has_its_french_name() -> None:
    import re
    from pathlib import Path

    files = Path(__file__).parents[2].joinpath("bot").rglob("*.py")
    found = {
        name
        for file in files
        for name in re.findall(r'\b(?:Record|record)\(\s*"(\w+)"', file.read_text("utf-8"))
    }
    assert found - set(DONE) == set()


async def test_a_person_gets_what_is_kept_about_oneself_and_nobody_else(rue: Street) -> None:
    await rue.says(OWNER, "Fais un post sur les drains de Paul", Craft.POST)
    await rue.says(NADIA, f"Bonjour, {SECRET} ?", Craft.MESSAGE)
    await rue.says(NADIA, "mes données")
    held = json.loads(rue.files["mes-donnees.json"])
    assert held["compte"] == "telegram:7"
    assert held["memoire_de_la_conversation"]["shown"]["draft"]["request"] == f"Bonjour, {SECRET} ?"
    assert [one["versions"][0]["texte"] for one in held["brouillons"]] == [TEXTS[Craft.MESSAGE]]
    assert {one["action"] for one in held["journal"]} == {"joined", "erased", "drafted"}
    assert "drains de Paul" not in rue.files["mes-donnees.json"]


async def test_erasing_asks_first_and_may_be_given_up(rue: Street) -> None:
    await rue.says(NADIA, f"Bonjour, {SECRET} ?", Craft.MESSAGE)
    assert "Effacer mes données" in await rue.calls(NADIA, "effacer")
    assert [one.action for one in rue.buttons] == [Action.WIPE, Action.KEEP_ALL]
    assert await rue.taps(NADIA, rue.buttons[1]) == said(Notice.KEPT_ALL)
    assert TEXTS[Craft.MESSAGE] in await rue.says(NADIA, "plus court")


async def test_what_is_erased_is_gone_from_the_disk(rue: Street, tmp_path: Path) -> None:
    await rue.says(NADIA, f"Bonjour, {SECRET} ?", Craft.MESSAGE)
    await rue.store.save(who(NADIA), [File(Entry("essai", "a", {"gist": SECRET}))])
    assert holding(tmp_path, SECRET) != []
    assert await rue.presses(NADIA, Action.WIPE) == said(Notice.WIPED)
    assert holding(tmp_path, SECRET) == []
    assert await rue.says(NADIA, "plus court") == said(Notice.NOTHING_YET)


async def test_erasing_leaves_the_audit_the_facts_and_what_others_have(rue: Street) -> None:
    await rue.says(NADIA, "adresse : 3 rue de l’Essai, 69000 Lyon")
    await rue.says(OWNER, "Fais un post sur les cicatrices", Craft.POST)
    told = Entry("essai", "b", {"gist": "alerte"}, chat=f"telegram:{OWNER}")
    await rue.store.save(who(NADIA), [File(told), File(Entry(ALERT, "c", {"gist": "urgence"}))])
    before = len(await audit_lines(rue.database, "cabinet"))
    await rue.presses(NADIA, Action.WIPE)
    assert len(await audit_lines(rue.database, "cabinet")) == before + 1
    assert "69000 Lyon" in await rue.calls(NADIA, "fiche")
    assert await rue.entries.entry("cabinet", "essai", "b")
    assert await rue.entries.entry("cabinet", ALERT, "c")
    assert TEXTS[Craft.POST] in await rue.says(OWNER, "plus court")


async def test_erasing_in_one_practice_leaves_the_other(rue: Street) -> None:
    await rue.calls(OWNER, "cabinets", "lyon")
    await rue.joins(NADIA, "chirurgien", "Nadia")
    await rue.says(NADIA, "Fais un post sur les cicatrices", Craft.POST)
    await rue.calls(NADIA, "cabinets", "cabinet")
    await rue.presses(NADIA, Action.WIPE)
    await rue.calls(NADIA, "cabinets", "lyon")
    assert TEXTS[Craft.POST] in await rue.says(NADIA, "plus court")
