"""The audit: what was published, ranked, with its law, its words, and what to write instead."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.ports import Kind
from bot.french import typeset
from bot.guard import NOBODY, Practice, review
from bot.guard.catalogue import catalogue
from knowledge.admission import UNJUDGED, judged, place
from knowledge.audit import audit, sentence_around
from knowledge.audit_pages import as_markdown, as_summary
from knowledge.chunks import passages
from knowledge.files import FileState, Remark, Why
from knowledge.model import PAGE, POST, About, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.report import Report

DAY = date(2026, 11, 22)
CALM = "La cicatrice évolue pendant un an. Elle rougit, puis pâlit peu à peu."
PROMISE = "Contrairement à d’autres cabinets, nous garantissons un résultat naturel."
APPOINTMENT = "Prenez rendez-vous sans attendre\u00a0!"
PRAISE = "Notre équipe est la meilleure de la région."


def a_text(
    text: str, nature: str = POST, published: str = "2023-04-05", platform: str = "instagram", n: int = 1
) -> Document:
    about = About(nature=nature, published=published, platform=platform if nature == POST else "")
    document = Document(
        f"practice:t-{n}", Kind.PRACTICE, f"Texte {n}", f"{text}\n", about=about, path=f"/exports/{n}.json"
    )
    return document.cut(passages(document.text))


def audited(*documents: Document, states: Sequence[FileState] = (), practice: Practice = NOBODY) -> Report:
    return audit(documents, states, practice, DAY)


def named(path: str, remark: Remark) -> FileState:
    return FileState(path, 1, 1, "", 1, (remark,))


MIXED = (
    a_text(CALM, n=1),
    a_text(f"{CALM} {PROMISE}", published="2022-01-01", n=2),
    a_text(f"{CALM} {PRAISE}", nature=PAGE, n=3),
    a_text(f"{CALM} {PROMISE}", nature="", published="", n=4),
    a_text(f"{CALM} {PROMISE}", published="2024-01-01", n=5),
)


def test_faults_are_ranked_by_severity_then_public_then_newest() -> None:
    report = audited(*MIXED)
    severities = [one.severity for one in report.faults]
    assert severities == sorted(severities, key=["block", "rewrite", "warn"].index)
    blocked = [one for one in report.faults if one.rule == "PUB007"]
    assert [one.published for one in blocked] == ["2024-01-01", "2022-01-01", ""]
    assert [one.nature for one in blocked] == ["post", "post", "leaflet"]


def test_fault_carries_what_an_agency_shows_its_client() -> None:
    report = audited(a_text(f"{CALM}\n\n{PROMISE} Demandez-nous."))
    (fault,) = [one for one in report.faults if one.rule == "PUB007"]
    assert (fault.excerpt, fault.where, fault.published, fault.platform) == (
        PROMISE,
        "ligne 3",
        "2023-04-05",
        "instagram",
    )
    assert fault.title == catalogue().rules["PUB007"].title
    assert fault.legal == tuple(map(str, catalogue().rules["PUB007"].legal))
    assert fault.file == "/exports/1.json"


def test_clean_texts_give_no_fault_and_no_certificate() -> None:
    report = audited(a_text(CALM))
    assert (report.faults, report.faulty, report.mended) == ((), 0, ())
    assert "pas certificat de conformité" in as_markdown(report)


def test_same_rule_counts_once_in_a_sentence() -> None:
    report = audited(
        a_text("Promo de printemps\u00a0: -20\u00a0% sur les injections, offre à saisir, code promo NEZ20.")
    )
    rules = [(one.rule, one.excerpt) for one in report.faults]
    assert len(rules) == len(set(rules))


def test_post_is_given_back_as_it_may_be_published() -> None:
    report = audited(a_text(f"{CALM} {PROMISE} {APPOINTMENT}"))
    (mended,) = report.mended
    assert mended.text == CALM
    assert review(mended.text, "post").verdict == "clear"


@pytest.mark.parametrize("text", [PROMISE, APPOINTMENT, PRAISE, f"{CALM} {PROMISE}"])
def test_rewording_that_is_proposed_passes_the_guard(text: str) -> None:
    report = audited(a_text(text))
    assert report.faults
    assert [
        one.rewording
        for one in report.faults
        if one.rewording and review(one.rewording, "post").verdict != "clear"
    ] == []


def test_prudence_is_never_shown_as_law() -> None:
    report = audited(a_text(f"{CALM} {APPOINTMENT}"))
    fault = next(one for one in report.faults if one.rule == "RDV001")
    assert not fault.certain
    assert all(one.startswith("règle de prudence du cabinet") for one in fault.legal)
    assert "règle de prudence du cabinet" in as_markdown(report)


def test_leaflet_is_not_told_that_it_gives_an_appointment() -> None:
    assert audited(a_text(f"{CALM} {APPOINTMENT}", nature="")).faults == ()


def test_own_telephone_and_doctor_are_no_fault() -> None:
    page = a_text(f"{CALM} Le Dr Alix Exemple consulte au 01 99 00 12 34, 3 rue du Port.", nature=PAGE)
    assert [one.rule for one in audited(page).faults] == []


def test_files_left_out_for_a_patient_come_first_and_without_the_words() -> None:
    states = [
        named(
            "/exports/posts.json",
            Remark(Why.PATIENT, "…", "post Instagram du 5 avril 2023, ligne 1", "2023-04-05", "instagram"),
        ),
        named("/exports/faux.pdf", Remark(Why.UNREADABLE, "le PDF est endommagé")),
    ]
    page = as_markdown(audited(a_text(PROMISE), states=states))
    assert page.index("posts.json") < page.index("Points bloquants")
    assert "post Instagram du 5 avril 2023, ligne 1, non indexé" in page
    assert "faux.pdf" not in page
    assert "R.4127-4" in page[: page.index("Points bloquants")]


def test_patient_let_in_by_an_older_program_is_told_with_what_to_do() -> None:
    report = audited(a_text("Mme Julie Durand, née le 12/03/1975, opérée le 3 mai.", n=7))
    assert [(one.source, one.where) for one in report.named] == [
        ("practice:t-7", "post Instagram du 5 avril 2023, ligne 1")
    ]
    page = as_markdown(report)
    assert "confrere index forget practice:t-7" in page
    assert "Durand" not in page + json.dumps(report.as_json(), ensure_ascii=False)


def test_json_has_a_rank_and_every_field_of_the_page() -> None:
    said = json.loads(json.dumps(audited(*MIXED).as_json()))
    assert [one["rank"] for one in said["faults"]] == list(range(1, len(said["faults"]) + 1))
    assert (said["made"], said["documents"]) == ("2026-11-22", {"post": 3, "page": 1, "leaflet": 1})
    assert said["period"] == ["2022-01-01", "2024-01-01"]
    assert sum(said["severities"].values()) == len(said["faults"])
    assert {"rule", "severity", "legal", "excerpt", "rewording", "published", "file", "where"} <= set(
        said["faults"][0]
    )


def test_rules_are_summed_gravest_first() -> None:
    rows = audited(*MIXED).by_rule()
    assert [row[2] for row in rows] == sorted(
        (row[2] for row in rows), key=["block", "rewrite", "warn"].index
    )
    assert next(row for row in rows if row[0] == "PUB007")[3:] == (3, 3)


def test_page_is_well_set_and_names_its_limits() -> None:
    page = as_markdown(audited(*MIXED))
    assert page == typeset(page)
    assert page.startswith("# Audit de la communication du cabinet\n\nÉtabli le 22 novembre 2026\n")
    assert f"{len(catalogue())} règles" in page
    assert "n’est pas déclaré conforme" in page
    assert "Post" not in page


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ((), "Aucun texte à relire"),
        ((a_text(CALM),), "1\u00a0publication relue"),
        ((a_text(CALM), a_text(CALM, n=2)), "2\u00a0publications relues"),
        ((a_text(CALM, nature=PAGE),), "1\u00a0page du site relue"),
        ((a_text(CALM), a_text(CALM, nature="", n=2)), "1\u00a0publication et 1\u00a0autre document relus"),
    ],
)
def test_summary_agrees_in_number_and_gender(documents: tuple[Document, ...], said: str) -> None:
    assert as_summary(audited(*documents), 5).startswith(f"{said}\u00a0: aucun point relevé.")


def test_summary_shows_the_first_points_and_counts_the_rest() -> None:
    report = audited(*MIXED)
    said = as_summary(report, 2)
    assert ("\n2. " in said, "\n3. " in said) == (True, False)
    assert f"… et {len(report.faults) - 2}\u00a0autres points." in said


# --- What enters


def test_document_is_judged_again_when_the_rules_change() -> None:
    document = a_text(f"{CALM} {PROMISE}")
    first = judged(document, NOBODY)
    assert {code for code, _, _ in first.about.faults} >= {"PUB003", "PUB007"}
    assert judged(first, NOBODY) is first
    assert [one.id for one in first.chunks] != [one.id for one in document.chunks]


def test_nothing_is_imitated_of_what_the_guard_could_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guard.catalogue.catalogue", lambda: 1 / 0)
    document = judged(a_text(CALM), NOBODY)
    assert [document.broken(chunk) for chunk in document.chunks] == [(UNJUDGED,)]


def test_place_is_the_page_of_a_pdf_and_the_line_of_a_text() -> None:
    document = Document("practice:x", Kind.PRACTICE, "X", "un\n\ndeux\n\ntrois\n", about=About(pages=(4, 10)))
    assert [place(document, offset) for offset in (0, 4, 9, 10)] == ["page 1", "page 2", "page 2", "page 3"]
    assert place(a_text("un\n\ndeux", nature=""), 4) == "ligne 3"
    assert place(a_text("un\n\ndeux", published="", platform=""), 4) == "post, ligne 3"


TEXTS = st.text(alphabet="ab .!?…\n»", max_size=60)


@given(TEXTS, st.data())
def test_sentence_around_a_find_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)


def test_sentence_around_a_find_is_that_sentence_alone() -> None:
    text = "Une phrase. Résultat garanti\u00a0! Une autre."
    start = text.index("garanti")
    first, last = sentence_around(text, start, start + 7)
    assert text[first:last] == "Résultat garanti\u00a0!"
