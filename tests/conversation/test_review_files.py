"""The file of a review: opened with the answer, numbered, listed, counted down, closed; the answer itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.cards_reviews import ANSWERS
from bot.conversation.effects import Action, Called, Due, File, Pressed
from bot.conversation.moments import PARIS
from bot.conversation.review_file import WARNED, ReviewFile, next_reminder
from bot.drafting.cases import Case
from bot.guard import Cleared
from tests.conversation.dossiers import DEFAMES, TODAY, WAITS, Talk
from tests.conversation.talking import NAME, WHO


@pytest.fixture
def talk() -> Talk:
    return Talk()


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=PARIS).astimezone(UTC)


# the file


async def test_answer_opens_a_file_with_its_number_and_its_days(talk: Talk) -> None:
    said = await talk.reviewed(DEFAMES)
    assert "Dossier AV-2026-01 · Diffamation possible · 1/5" in said
    assert talk.file.label == "il y a un mois"
    assert talk.file.limit is not None
    assert (talk.file.limit.first, talk.file.limit.last) == (date(2026, 9, 24), date(2026, 12, 23))
    assert "filed" in talk.records


async def test_file_keeps_no_word_of_the_review(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots("capture de l’avis de Clémence")
    kept = str([dict(one.entry.value) for one in talk.files])
    assert [word for word in ("charlatan", "falsifi", NAME, "dossier.") if word in kept] == []


async def test_praise_opens_no_file(talk: Talk) -> None:
    await talk.reviewed("⭐⭐⭐⭐⭐ Parfait, merci")
    assert talk.files == []


async def test_files_are_numbered_within_the_year(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    talk.now = datetime(2027, 1, 4, 11, tzinfo=UTC)
    await talk.reviewed("1/5 Bande de voleurs et d’escrocs")
    assert [one.key for one in talk.files] == ["AV-2026-01", "AV-2026-02", "AV-2027-01"]


async def test_same_review_pasted_again_keeps_its_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    talk.now += timedelta(days=9)
    said = await talk.reviewed(DEFAMES.replace("un mois", "6 semaines"))
    assert "Cet avis a déjà son dossier : AV-2026-01" in said
    assert [len(one.shots) for one in talk.files] == [1]
    assert talk.file.label == "il y a un mois"


async def test_new_version_of_the_answer_opens_no_second_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("autre version")
    assert len(talk.files) == 1


async def test_list_puts_the_nearest_last_day_first_and_counts_what_is_closed(talk: Talk) -> None:
    await talk.reviewed("1/5 hier\nBande de voleurs, escrocs")
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    said = await talk.hears(Called(WHO, "avis_en_cours"))
    assert said.index("AV-2026-02 · ") < said.index("AV-2026-01 · ") < said.index("AV-2026-03 · ")
    assert "J-30" in said
    await talk.says("clos le dossier 2")
    after = await talk.hears(Called(WHO, "dossiers"))
    assert "2 dossiers d’avis en cours" in after
    assert "1 dossier clos" in after


@pytest.mark.parametrize("name", ["avis_en_cours", "avis en cours", "dossiers"])
async def test_empty_list_says_so(talk: Talk, name: str) -> None:
    assert "Aucun avis en cours" in await talk.hears(Called(WHO, name))


async def test_file_that_is_not_there_is_said(talk: Talk) -> None:
    assert "Il n’y a pas de dossier 14" in await talk.says("dossier 14")
    assert "Il n’y a pas de dossier AV-2020-01" in await talk.hears(Pressed(WHO, Action.FILE, "AV-2020-01"))


# the countdown


@given(st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)), st.integers(-3, 400))  # noqa: DTZ001
def test_reminder_is_the_next_nine_o_clock_of_a_warned_day(moment: datetime, ahead: int) -> None:
    now = moment.replace(tzinfo=UTC)
    last = now.date() + timedelta(days=ahead)
    found = next_reminder(last, now)
    mornings = [nine(last - timedelta(days=days)) for days in WARNED]
    assert found == min((one for one in mornings if one > now), default=None)


async def test_reminders_come_at_nine_on_each_warned_day_and_then_stop(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    last = date(2026, 12, 23)
    days = []
    for ahead in range(31):
        day = TODAY + timedelta(days=ahead)
        if "dernier jour prudent est" in await talk.waits(nine(day)):
            days.append((last - day).days)
    assert days == list(WARNED)
    assert talk.file.entry.due is None


async def test_reminder_is_not_given_before_nine(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    at = nine(date(2026, 12, 9))
    assert await talk.waits(at - timedelta(minutes=1)) == ""
    assert "dans 14 jours" in await talk.waits(at)


async def test_bot_that_slept_reminds_once(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.waits(nine(date(2026, 12, 21)))
    assert said.count("le dernier jour prudent est") == 1
    assert "dans 2 jours" in said
    assert "demain" in await talk.waits(nine(date(2026, 12, 22)))


async def test_closed_file_is_not_recalled_and_comes_back_when_opened_again(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("clos le dossier")
    assert talk.file.entry.due is None
    assert talk.records == ["review_closed"]
    assert await talk.waits(nine(date(2026, 12, 9))) == ""
    await talk.says("rouvre le dossier")
    assert talk.file.entry.due == nine(date(2026, 12, 16))


async def test_reminder_that_crossed_a_closing_says_nothing(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("clos le dossier")
    assert await talk.hears(Due(WHO, replace(talk.file.entry, due=talk.now))) == ""


@pytest.mark.parametrize("text", [WAITS, "⭐ 1/5 Résultat raté, asymétrique"])
async def test_mere_criticism_has_no_countdown(talk: Talk, text: str) -> None:
    said = await talk.reviewed(text)
    assert talk.file.entry.due is None
    assert "Dernier jour prudent" not in said


async def test_unknown_date_is_asked_and_a_bare_one_is_taken(talk: Talk) -> None:
    said = await talk.reviewed("1/5 Bande de voleurs, escrocs")
    assert "Quelle date le site affiche-t-il ?" in said
    assert talk.file.entry.due is None
    assert "mardi 5 janvier 2027" in await talk.says("6 octobre 2026")
    assert talk.file.entry.due == nine(date(2026, 12, 22))


async def test_exact_date_replaces_a_guess(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.says("publié le 12 octobre 2026")
    assert "pour une publication le 12 octobre 2026" in said
    assert talk.file.limit is not None
    assert talk.file.limit.last == date(2027, 1, 11)


async def test_old_review_may_be_out_of_time(talk: Talk) -> None:
    said = await talk.reviewed("1/5 il y a 4 mois\nBande de voleurs, escrocs")
    assert "peut-être déjà expiré" in said
    assert talk.file.entry.due is None


async def test_discriminatory_motive_is_kept_and_said(talk: Talk) -> None:
    said = await talk.reviewed("1/5 il y a 4 mois\nSale arabe, retourne dans ton pays")
    assert talk.file.aggravated
    assert "le délai passe à un an" in said


@pytest.mark.parametrize("text", ["dans 3 jours", "publié le 12 octobre 2031", "publié lundi", "demain"])
async def test_what_is_no_past_date_changes_nothing(talk: Talk, text: str) -> None:
    await talk.reviewed(DEFAMES)
    before = talk.file.limit
    await talk.says(text)
    assert talk.file.limit == before


# the public text


@pytest.mark.parametrize(
    "text", [DEFAMES, WAITS, "⭐ 1/5 Résultat raté, asymétrique", "1/5 Bande de voleurs"]
)
async def test_public_text_is_the_same_whether_the_author_is_known_or_not(text: str) -> None:
    texts = set()
    for answer in ANSWERS:
        talk = Talk()
        await talk.reviewed(text)
        said = await talk.tap(Action.KNOWN, ANSWERS[answer])
        assert "ne change pas d’une lettre" in said
        assert talk.records == []
        assert not any(isinstance(one, File) for one in talk.effects)
        assert talk.state.shown is not None
        first = talk.state.shown.draft.verdict.text
        await talk.says("autre version")
        assert talk.state.shown is not None
        texts.add((first, talk.state.shown.draft.verdict.text))
        assert isinstance(talk.state.shown.draft.verdict, Cleared)
    assert len(texts) == 1


async def test_answer_about_the_author_is_kept_nowhere() -> None:
    kept: list[Any] = []
    for answer in ANSWERS:
        talk = Talk()
        await talk.reviewed(DEFAMES)
        await talk.tap(Action.KNOWN, ANSWERS[answer])
        kept.append((dict(talk.file.entry.value), talk.state))
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize("case", [case for case in Case if case is not Case.POSITIVE])
async def test_buttons_fit_in_64_bytes(talk: Talk, case: Case) -> None:
    await talk.reviewed(DEFAMES)
    file = ReviewFile(talk.file.entry.changed(case=case.value))
    talk.held.write(WHO, (File(replace(file.entry, key="AV-2026-9999")),))
    for words in ("dossier 9999", "kit de preuve", "signaler", "lettres", "demande d’effacement", "chances"):
        await talk.says(words)
        assert all(len(one.data.encode()) <= 64 for one in talk.buttons)
