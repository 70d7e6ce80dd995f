"""`confrere triage`, `case` and `draft` as other programs use them: real processes, one object a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.commands.crafts import judged, triaged
from bot.commands.streams import BadItem
from bot.drafting.cases import Case
from bot.drafting.triage import Class
from bot.guard import NOBODY, Practice
from bot.guard.model import Asked
from tests.servers.running import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFRERE = str(Path(sys.executable).parent / "confrere")
PATIENCE = 60  # seconds
JUNK = [
    b"oops",
    b"[1]",
    b"\xff\xfe",
    b'{"id": 7}',
    b'{"id": 7, "text": 3}',
    b'{"id": 7, "text": null}',
    b"[" * 9_000,
]


def lines(home: Path, command: str, given: Sequence[bytes], *flags: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [CONFRERE, command, "--jsonl", *flags],
        input=b"\n".join(given) + b"\n",
        env=bare(home),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def item(**fields: object) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize("command", ["triage", "case", "draft"])
def test_a_bad_line_gives_an_error_and_the_rest_goes_on(command: str, tmp_path: Path) -> None:
    good = item(id="good", text="Merci beaucoup, à bientôt", kind="message")
    said = lines(tmp_path, command, [*JUNK, good])
    assert len(said) == len(JUNK) + 1
    assert all(set(one) == {"id", "error"} for one in said[:-1])
    assert said[-1]["id"] == "good"
    assert "error" not in said[-1]


def test_triage_gives_the_contract() -> None:
    text = "Bonjour, c’est Julie, j’ai du mal à respirer depuis l’opération. 06 39 98 12 47"
    said = triaged(text, NOBODY)
    assert set(said) == {"class", "red_flags", "asked", "masked", "pii"}
    assert said["class"] == Class.EMERGENCY
    assert [text[start:end] for start, end, _ in said["pii"]] == ["Julie", "06 39 98 12 47"]
    assert "Julie" not in said["masked"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bonjour, quels sont vos horaires ?", Asked.HOURS),
        ("Combien coûte la consultation ?", Asked.PRICE),
        ("Je voudrais un rendez-vous", Asked.APPOINTMENT),
        ("Quelle est l’adresse du cabinet ?", Asked.ADDRESS),
    ],
)
def test_triage_says_what_is_asked(text: str, asked: Asked) -> None:
    said = triaged(text, NOBODY)
    assert (said["class"], said["asked"]) == (Class.PRACTICAL, [asked])


def test_triage_leaves_the_practice_its_own_values() -> None:
    own = Practice(doctor="Dr Claire Martinval", phone="01 99 00 12 34")
    assert triaged("Est-ce bien le cabinet du Dr Claire Martinval, 01 99 00 12 34 ?", own)["pii"] == []


@pytest.mark.parametrize(
    ("text", "stars", "label", "case", "deadline"),
    [
        ("Ce charlatan a falsifié mon dossier.", 1, "2026-11-01", Case.DEFAMATION, "2027-01-31"),
        ("Ce charlatan a falsifié mon dossier.", 1, None, Case.DEFAMATION, None),
        ("Équipe charmante, explications claires.", 5, "2026-11-30", Case.POSITIVE, "2027-02-27"),
        ("Une heure et demie d’attente.", 2, None, Case.NEGATIVE_ORGANISATION, None),
    ],
)
def test_case_gives_the_case_the_facts_and_the_last_prudent_day(
    text: str, stars: int, label: str | None, case: Case, deadline: str | None
) -> None:
    said = judged({"text": text, "stars": stars, "date_label": label, "today": "2026-12-01"})
    assert (said["case"], said["deadline"]) == (case, deadline)
    assert f"note\u00a0: {stars}/5" in said["facts"] or f"note : {stars}/5" in said["facts"]


@pytest.mark.parametrize(
    "wrong",
    [{"stars": 0}, {"stars": 6}, {"stars": "5"}, {"stars": True}, {"date_label": 3}, {"today": "hier"}],
)
def test_case_refuses_a_field_of_the_wrong_kind(wrong: dict[str, object]) -> None:
    with pytest.raises(BadItem):
        judged({"text": "Bien.", **wrong})


def test_draft_gives_the_contract_for_each_kind(tmp_path: Path) -> None:
    given = [
        item(id=1, kind="post", text="un post sur le soleil et les cicatrices", platform="facebook"),
        item(id=2, kind="message", text="Bonjour, quels sont vos horaires ?"),
        item(id=3, kind="review", text="Une heure d’attente.", stars=1, date_label="il y a 2 jours"),
        item(id=4, kind="post", text="zxqv"),
        item(id=5, kind="post", text="le soleil", platform="minitel"),
        item(id=6, kind="tweet", text="le soleil"),
    ]
    said = lines(tmp_path, "draft", given)
    assert [one["id"] for one in said] == [1, 2, 3, 4, 5, 6]
    for one in said[:3]:
        assert one["text"]
        assert not one["declined"]
        assert one["card"]["title"]
    assert said[0]["sources"]
    assert said[3]["text"] is None
    assert said[3]["declined"]
    assert said[3]["why"]
    assert ["error" in one for one in said[4:]] == [True, True]


def test_one_text_is_answered_to_a_person(tmp_path: Path) -> None:
    done = subprocess.run(
        [CONFRERE, "triage"],
        input=b"Merci !",
        env=bare(tmp_path),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert json.loads(done.stdout)["class"] == Class.NONE


@pytest.mark.parametrize("command", ["triage", "case", "draft"])
def test_no_text_is_said_in_french(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [CONFRERE, command],
        input=b" \n",
        env=bare(tmp_path),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 65
    assert "Aucun texte reçu" in done.stderr.decode()
