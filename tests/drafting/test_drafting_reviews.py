"""Reviews: the case by the tree, silence first, and a public text that says nothing of who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import TODAY
from tables import rows

from bot.drafting.cases import LIMITED, Case, body, judge, read_review, table
from bot.drafting.ports import Declined, Draft
from bot.drafting.sentences import sentences_of
from bot.guard import Cleared
from knowledge.corpus import CORPUS

if TYPE_CHECKING:
    from bot.drafting.desk import Desk

TABLE = rows("reviews.tsv", "reviews_second.tsv")
KNOWN_MISSES = {"Le docteur Hervier, rue voisine, fait ça pour moitié prix."}
CASES = tuple(Case)
FORBIDDEN = ("votre", "vous n’êtes", "patient ", "patiente", "avocat", "plainte", "mensonge", "Julie", "⭐")


def stars_of(said: str) -> float | None:
    return float(said) if said else None


async def draft(
    desk: Desk, text: str, stars: float | None = None, label: str | None = None, variant: int = 0
) -> Draft:
    answered = await desk.review(text, stars, label, variant=variant)
    assert isinstance(answered, Draft)
    return answered


@pytest.mark.parametrize(
    ("case", "stars", "text"), [row for row in TABLE if row[2] not in KNOWN_MISSES and row[2]]
)
def test_review_falls_in_its_case(case: str, stars: str, text: str) -> None:
    assert judge(read_review(text, stars_of(stars)), TODAY).case == case


@pytest.mark.parametrize("text", sorted(KNOWN_MISSES))
def test_known_miss_is_at_least_no_praise(text: str) -> None:
    assert judge(read_review(text, 1.0), TODAY).case is not Case.POSITIVE


@pytest.mark.parametrize(
    ("pasted", "stars", "label"),
    [
        ("⭐ 1/5 — il y a 3 semaines\nNul", 1.0, "il y a 3 semaines"),
        ("1 étoile\nNul", 1.0, None),
        ("★★☆☆☆ il y a un an\nBof", 2.0, "il y a un an"),
        ("⭐⭐⭐⭐⭐ parfait", 5.0, None),
        ("Note : 2,5/5 Publié le 3 mai 2026\nBof", 2.5, "Publié le 3 mai 2026"),
        ("Julie P.\n1 avis\nil y a 2 mois\nJ’ai été opérée il y a 5 mois, nul", None, "il y a 2 mois"),
        ("trois étoiles, hier", 3.0, "hier"),
        ("J’ai attendu 2 heures il y a un mois", None, None),
    ],
)
def test_stars_and_date_are_read_from_what_is_pasted(
    pasted: str, stars: float | None, label: str | None
) -> None:
    found = read_review(pasted)
    assert (found.stars, found.label) == (stars, label)


@pytest.mark.parametrize(
    ("pasted", "label"),
    [
        ("⭐ 1/5 Escroc, il a falsifié mon dossier. 20 août 2026", "20 août 2026"),
        ("⭐ 1/5 Escroc et voleur 20 août 2026", "20 août 2026"),
        ("Bande de voleurs il y a 4 mois", "il y a 4 mois"),
        ("Charlatan, à fuir… il y a 4 mois", "il y a 4 mois"),
        ("Escroc ! 15/09/2026", "15/09/2026"),
        ("Voleur (il y a 3 semaines)", "il y a 3 semaines"),
        ("Nul. hier", "hier"),
        ("15/09/2026 " + "escroc notoire " * 9, "15/09/2026"),
        ("il y a 2 jours ⭐ 1/5 escroc", "il y a 2 jours"),
        ("Escroc.\n12 mars 2026\n", "12 mars 2026"),
        ("Escroc\nEncore une ligne\n2026-09-15", "2026-09-15"),
        ("J’ai attendu 2 heures il y a un mois", None),
        ("J'ai été opérée le 3 mai 2026", None),
        ("Il y a 4 mois j'ai été opérée ici, nul", None),
        ("Résultat raté depuis le 3 mai", None),
        ("Ma consultation était hier", None),
        ("Nul et cher, 4 mois d’attente", None),
    ],
)
def test_date_that_stands_alone_is_the_review_s(pasted: str, label: str | None) -> None:
    assert read_review(pasted).label == label


def test_given_stars_and_date_win_over_the_pasted_ones() -> None:
    found = read_review("⭐ 1/5 — il y a 3 semaines\nNul", 4.0, "hier")
    assert (found.stars, found.label) == (4.0, "hier")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("⭐ 1/5 — Résultat décevant. Julie P.", "Résultat décevant."),
        ("⭐ 2/5 il y a 2 mois\nRatée, et il le sait. Anonyme", "Ratée, et il le sait."),
        ("Nez raté, je déconseille.\n— Marc D.", "Nez raté, je déconseille."),
        ("« Arnaque ! »", "« Arnaque ! »"),
        ("5/5", "5/5"),
        ("Top", "Top"),
        ("Il y a deux ans, j’ai attendu une heure.\nJamais plus", "Il y a deux ans, j’ai attendu une heure.\nJamais plus"),
    ],
)  # fmt: skip
def test_reader_is_shown_neither_heading_nor_signature(text: str, told: str) -> None:
    assert body(text) == told


@pytest.mark.parametrize(("case", "stars", "text"), [row for row in TABLE[::6] if row[2]])
async def test_silence_is_the_first_option(desk: Desk, case: str, stars: str, text: str) -> None:
    assert (await draft(desk, text, stars_of(stars))).options[0].startswith("Ne pas répondre")


@pytest.mark.parametrize("variant", range(3))
async def test_public_text_is_the_same_whoever_wrote(desk: Desk, variant: int) -> None:
    texts = [
        "⭐ 1/5 — Résultat décevant. Julie P.",
        "⭐ 2/5 il y a 2 mois\nMa rhinoplastie est ratée, vous le savez bien docteur. Anonyme",
        "Résultat asymétrique après mes implants du 12 mai, je déconseille. Marc",
    ]
    drafts = [await draft(desk, text, variant=variant) for text in texts]
    assert {one.situation for one in drafts} == {"negative_medical"}
    assert len({one.verdict.text for one in drafts}) == 1


@pytest.mark.parametrize("case", CASES)
async def test_public_text_depends_on_the_case_alone_over_all_reviews(desk: Desk, case: Case) -> None:
    rows_ = [
        row for row in TABLE if row[2] and judge(read_review(row[2], stars_of(row[1])), TODAY).case is case
    ]
    drafts = [await draft(desk, row[2], stars_of(row[1])) for row in rows_]
    assert len(drafts) > 1
    assert len({one.verdict.text.encode() for one in drafts}) == 1


@pytest.mark.parametrize("variant", range(4))
@pytest.mark.parametrize("case", CASES)
async def test_every_public_text_is_short_neutral_and_clear(desk: Desk, case: Case, variant: int) -> None:
    text = next(row for row in TABLE if row[0] == case and row[2])
    answered = await draft(desk, text[2], stars_of(text[1]), variant=variant)
    said = answered.verdict.text
    assert isinstance(answered.verdict, Cleared)
    assert answered.verdict.verdict == "clear"
    assert 2 <= len(sentences_of(said)) <= 4
    assert all(counter.kept for counter in answered.counters)
    assert [word for word in FORBIDDEN if word in said] == []


@pytest.mark.parametrize("style", [(), ("shorter",), ("simpler",), ("warmer",), ("shorter", "warmer")])
@pytest.mark.parametrize("variant", range(5))
@pytest.mark.parametrize("case", CASES)
async def test_every_public_text_keeps_to_three_sentences_and_the_limits_of_google(
    desk: Desk, case: Case, variant: int, style: tuple[str, ...]
) -> None:
    row = next(row for row in TABLE if row[0] == case and row[2])
    answered = await desk.review(row[2], stars_of(row[1]), variant=variant, style=style)
    assert isinstance(answered, Draft)
    said = answered.verdict.text
    assert 0 < len(said) <= 600
    assert len(said.encode()) <= 4_096
    assert len(sentences_of(said)) <= 3
    assert [word for word in FORBIDDEN if word in said] == []


@pytest.mark.parametrize("case", sorted(LIMITED))
async def test_unlawful_review_carries_its_deadline(desk: Desk, case: Case) -> None:
    text = next(row for row in TABLE if row[0] == case)
    answered = await draft(desk, text[2], 1.0, "il y a un mois")
    assert str(answered.deadline) == "2026-12-21"
    assert any("lundi 21 décembre 2026" in note for note in answered.notes)


async def test_ordinary_criticism_carries_no_deadline(desk: Desk) -> None:
    assert (await draft(desk, "Deux heures d’attente", 1.0, "hier")).deadline is None


async def test_deadline_that_is_over_is_said(desk: Desk) -> None:
    answered = await draft(desk, "Bande de voleurs", 1.0, "il y a 4 mois")
    assert any("peut-être déjà expiré" in note for note in answered.notes)


async def test_last_day_itself_is_said_to_be_doubtful(desk: Desk) -> None:
    answered = await draft(desk, "Bande de voleurs", 1.0, "il y a 2 mois")
    assert "aujourd’hui" in answered.notes[0]
    assert "peut-être déjà expiré" in answered.notes[0]


async def test_discriminatory_motive_tells_of_the_year_after_the_prudent_day(desk: Desk) -> None:
    answered = await draft(desk, "Sale arabe, retourne dans ton pays", 1.0, "il y a un mois")
    assert str(answered.deadline) == "2026-12-21"
    assert "21 septembre 2027" in answered.notes[1]


async def test_insult_without_such_a_motive_tells_of_no_year(desk: Desk) -> None:
    answered = await draft(desk, "Bande de voleurs", 1.0, "il y a un mois")
    assert not any("un an" in note for note in answered.notes)


async def test_unknown_date_is_said(desk: Desk) -> None:
    assert any(
        "Date de publication inconnue" in note for note in (await draft(desk, "Bande de voleurs", 1.0)).notes
    )


async def test_what_decided_is_quoted(desk: Desk) -> None:
    answered = await draft(desk, "Ce charlatan a falsifié mon dossier", 1.0)
    assert "«\u00a0falsifié\u00a0»" in answered.notes[1]


async def test_person_is_never_in_the_draft_kept_for_follow_ups(desk: Desk) -> None:
    answered = await draft(desk, "Bande de voleurs ! Appelez-moi au 06 39 98 12 34", 1.0)
    assert "06 39 98" not in answered.request


@pytest.mark.parametrize("text", ["", "   ", "\n"])
async def test_empty_review_is_declined(desk: Desk, text: str) -> None:
    assert isinstance(await desk.review(text), Declined)


async def test_stars_alone_are_enough(desk: Desk) -> None:
    assert (await draft(desk, "🙂", 5.0)).situation == "positive"


def test_every_case_has_its_words_and_its_plan() -> None:
    said = table()
    assert set(said["labels"]) == set(said["silence"]) == set(said["plan"]) == {case.value for case in Case}
    assert all(step in said["steps"] for plan in said["plan"].values() for step in plan)


def test_defamation_is_never_taken_for_an_ordinary_review() -> None:
    ordinary = {Case.POSITIVE, Case.NEGATIVE_MEDICAL, Case.NEGATIVE_ORGANISATION}
    grave = [row for row in TABLE if row[0] in {"defamation", "threat_or_hate"}]
    missed = [row[2] for row in grave if judge(read_review(row[2], stars_of(row[1])), TODAY).case in ordinary]
    assert missed == []


@pytest.mark.parametrize("case", CASES)
async def test_card_of_a_review_stays_short(desk: Desk, case: Case) -> None:
    text = next(row for row in TABLE if row[0] == case and row[2])
    answered = await draft(desk, text[2], stars_of(text[1]), "il y a un mois")
    assert len(answered.notes) <= 6
    assert len(answered.sources) <= 3


@pytest.mark.parametrize("case", sorted(LIMITED))
async def test_deadline_is_the_first_note(desk: Desk, case: Case) -> None:
    text = next(row for row in TABLE if row[0] == case)
    assert (await draft(desk, text[2], 1.0, "il y a un mois")).notes[0].startswith("Dernier jour prudent")


@pytest.mark.parametrize("case", CASES)
def test_case_names_three_cards_at_most_that_are_on_the_shelf(case: Case) -> None:
    ids = table()["cards"][case.value]["ids"]
    assert 1 <= len(ids) <= 3
    assert [one for one in ids if not (CORPUS / "deontology" / f"{one}.md").exists()] == []


@pytest.mark.parametrize("said", ["5/5", "⭐⭐⭐⭐⭐", "note : 5/5", "4 étoiles"])
async def test_stars_in_the_paste_are_enough(desk: Desk, said: str) -> None:
    assert (await draft(desk, said)).situation == "positive"


async def test_page_tags_around_a_review_are_dropped(desk: Desk) -> None:
    answered = await draft(desk, "<div><b>1/5</b><br>Bande de voleurs&nbsp;!</div><p>il y a 2 mois</p>")
    assert (answered.situation, answered.deadline is None) == ("insult", False)
    assert "<" not in answered.request


@pytest.mark.parametrize("variant", range(2))
async def test_praise_is_thanked_and_signed_on_a_line_of_its_own(desk: Desk, variant: int) -> None:
    text = (await draft(desk, "Merci, parfait", 5.0, variant=variant)).verdict.text
    assert text.splitlines()[-1] == "Le secrétariat du cabinet."
