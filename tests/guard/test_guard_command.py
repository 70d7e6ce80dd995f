"""`confrere guard`, `rule` and `mask`, as processes and as the contract with other programs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot.bench.guard import bench_guard
from bot.commands.guard import answered, marked
from bot.guard import NOBODY, review

if TYPE_CHECKING:
    from pathlib import Path

PRACTICE = """
[cabinet]
medecin = "Dr Claire Martinval"
telephone = "06 39 98 12 47"
"""


def confrere(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("La peau sèche en hiver.", 0, "Conforme"),
        ("Prenez rendez-vous ! La peau sèche en hiver, surtout aux mains.", 1, "Corrigé"),
        ("Prenez rendez-vous !", 2, "Refusé"),
    ],
)
def test_the_exit_code_is_the_verdict(text: str, code: int, said: str) -> None:
    done = confrere("guard", given=text.encode())
    assert done.returncode == code
    assert done.stdout.decode().startswith(said)


@pytest.mark.parametrize("given", [b"", b" \n", b"\xff\xfecaf\xe9"])
def test_what_is_no_text_is_said_in_french(given: bytes) -> None:
    done = confrere("guard", given=given)
    assert done.returncode == 65
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert "texte" in done.stderr.decode()


def test_explain_marks_what_was_found() -> None:
    done = confrere("guard", "--explain", given="Prenez rendez-vous ! La peau sèche en hiver.".encode())
    assert "⟦Prenez rendez-vous⟧(RDV001) !" in done.stdout.decode()


def test_json_gives_the_contract_and_the_reason() -> None:
    said = json.loads(confrere("guard", "--json", given=b"Prenez rendez-vous !").stdout)
    assert said["verdict"] == "refused"
    assert said["text"] is None
    assert said["reason"]


def test_a_practice_file_says_what_may_appear(tmp_path: Path) -> None:
    file = tmp_path / "practice.toml"
    file.write_text(PRACTICE, encoding="utf-8")
    text = "Madame Martinval vous répond au 06 39 98 12 47.".encode()
    assert confrere("guard", "--channel", "message", "--practice", str(file), given=text).returncode == 0
    assert confrere("guard", "--channel", "message", given=text).returncode == 1


@pytest.mark.parametrize("content", [None, "nonsense ="])
def test_a_practice_file_that_cannot_be_read_is_said(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "practice.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = confrere("guard", "--practice", str(file), given=b"La peau.")
    assert done.returncode == 78
    assert b"Traceback" not in done.stderr


def test_jsonl_answers_each_line_in_order_and_goes_on_after_a_bad_one() -> None:
    items: list[Any] = [
        {"id": "a", "channel": "post", "text": "La peau sèche."},
        "not json",
        {"id": "b", "channel": "sms", "text": "La peau."},
        {"id": "c", "channel": "post"},
        [1, 2],
        {
            "id": 4,
            "channel": "message",
            "text": "Le dossier de Mme Durand est complet.",
            "asked": ["price", "moon"],
        },
        {
            "id": "d",
            "channel": "message",
            "text": "Mme Durand répond au téléphone le matin.",
            "practice": {"team": ["Mme Durand"]},
        },
        {"id": "e", "channel": "post", "text": "La peau.", "practice": "nobody"},
        {"id": "f", "channel": "post", "text": "La peau.", "asked": "price"},
        {"id": "g", "channel": "post", "text": ""},
    ]
    lines = [item if isinstance(item, str) else json.dumps(item) for item in items]
    done = confrere("guard", "--jsonl", given="\n".join([*lines, ""]).encode())
    said = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [one["id"] for one in said] == ["a", None, "b", "c", None, 4, "d", "e", "f", "g"]
    assert [one.get("verdict", "error") for one in said] == [
        *("clear", "error", "error", "error", "error", "cleaned", "clear", "error", "error", "clear")
    ]
    assert all(set(one) == {"id", "error"} for one in said if "error" in one)


def test_a_line_has_exactly_the_keys_of_the_contract() -> None:
    text = "Prenez rendez-vous ! La peau sèche en hiver, surtout aux mains."
    said = answered(json.dumps({"id": "a", "channel": "post", "text": text}).encode(), NOBODY)
    assert list(said) == ["id", "verdict", "text", "findings"]
    assert said["text"] == "La peau sèche en hiver, surtout aux mains."
    finding = next(one for one in said["findings"] if one["rule"] == "RDV001")
    assert finding == {"rule": "RDV001", "start": 0, "end": 18, "severity": "block", "fix": "cut"}


@pytest.mark.parametrize("line", [b"\xff\xfe", b"{", b"[" * 100_000, b"null", b'"text"', b"{}"])
def test_no_line_breaks_the_stream(line: bytes) -> None:
    said = answered(line, NOBODY)
    assert said["id"] is None
    assert said["error"]


def test_marks_share_overlapping_findings() -> None:
    text = "Prenez rendez-vous ! La peau sèche en hiver, surtout aux mains."
    shown = marked(text, review(text, "post").findings)
    assert shown.count("⟦") == shown.count("⟧")
    assert shown.replace("⟦", "").split("⟧")[0] == "Prenez rendez-vous"


def test_the_page_of_a_rule_is_printed_whatever_the_case() -> None:
    done = confrere("rule", "rdv001")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("RDV001")


def test_an_unknown_rule_names_its_neighbours() -> None:
    done = confrere("rule", "RDV999")
    assert done.returncode == 66
    assert "RDV001" in done.stderr.decode()


def test_all_rules_are_listed_when_no_code_is_given() -> None:
    done = confrere("rule")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert "Confraternité" in lines
    assert sum(line.startswith("  ") for line in lines) >= 102


def test_explain_gives_the_law_and_its_date_under_the_text() -> None:
    shown = confrere("guard", "--explain", given=b"Prenez rendez-vous ! La peau.").stdout.decode()
    assert shown.index("⟦") < shown.index("R.4127-19") < shown.index("vérifié le")


def test_mask_gives_the_text_and_counts_apart() -> None:
    done = confrere("mask", given=b"Mme Durand, 06 39 98 12 47")
    assert done.returncode == 0
    assert done.stdout.decode() == "Mme ⟦NOM⟧, ⟦TÉL⟧\n"
    assert "Durand" not in done.stderr.decode()


def test_mask_in_json_gives_spans_without_values() -> None:
    said = json.loads(confrere("mask", "--json", given=b"Mme Durand, 06 39 98 12 47").stdout)
    assert said["counts"] == {"NOM": 1, "TÉL": 1}
    assert [span["kind"] for span in said["spans"]] == ["NOM", "TÉL"]


def test_mask_says_when_there_is_nothing() -> None:
    assert "Rien" in confrere("mask", given=b"La peau.").stderr.decode()


def test_the_bench_gives_a_row_a_figure() -> None:
    rows = bench_guard(rounds=3)
    assert len(rows) == 5
    assert all(row.unit == "ms" and 0 < row.median <= row.p99 for row in rows)
    assert all(row.target or row.target_p99 for row in rows)


PRAISED = "La peau sèche en hiver, surtout aux mains. Notre centre d’excellence vous accueille."
WAIVER = {
    "rule": "PUB002",
    "text": "centre d’excellence",
    "reason": "Nom officiel du service.",
    "who": "camille",
    "until": "2999-12-31",
}


def waivers_file(folder: Path, *waivers: dict[str, str]) -> str:
    tables = (
        "[[waiver]]\n" + "".join(f'{name} = "{value}"\n' for name, value in one.items()) for one in waivers
    )
    file = folder / "derogations.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return str(file)


def test_waivers_of_a_file_let_words_stand(tmp_path: Path) -> None:
    assert confrere("guard", given=PRAISED.encode()).returncode == 1
    done = confrere("guard", "--json", "--waivers", waivers_file(tmp_path, WAIVER), given=PRAISED.encode())
    said = json.loads(done.stdout)
    assert (done.returncode, said["text"], said["unused_waivers"]) == (0, PRAISED, [])
    assert "PUB002" not in [one["rule"] for one in said["findings"]]
    assert [(one["rule"], one["severity"], one["fix"]) for one in said["waived"]] == [
        ("PUB002", "rewrite", "none")
    ]
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"until": "2020-01-01"}, "expiré"),
        ({"text": "autre chose"}, "rien de tel"),
        ({"rule": "PUB003"}, "ne se lève pas"),
        ({"rule": "PAT001"}, "ne se lève pas"),
        ({"rule": "XXX999"}, "rien de tel"),
    ],
)
def test_useless_waiver_is_said(tmp_path: Path, change: dict[str, str], why: str) -> None:
    done = confrere("guard", "--waivers", waivers_file(tmp_path, WAIVER | change), given=PRAISED.encode())
    assert done.returncode == 1
    assert "Dérogation inutilisée" in done.stderr.decode()
    assert why in done.stderr.decode()


@pytest.mark.parametrize(
    "content",
    [
        None,
        "nonsense =",
        "[waiver]\n",
        "[[waiver]]\nrule = 'PUB002'\n",
        "[[derogation]]\n",
        "waiver = 3\n",
        "\xff",
    ],
)
def test_waivers_that_cannot_be_read_are_said(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "derogations.toml"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    done = confrere("guard", "--waivers", str(file), given=b"La peau.")
    assert (done.returncode, done.stdout) == (78, b"")
    assert "dérogation" in done.stderr.decode().lower()


def test_line_may_carry_its_waivers() -> None:
    item = {"id": 1, "channel": "post", "text": PRAISED, "waivers": [WAIVER, WAIVER | {"rule": "PUB003"}]}
    said = answered(json.dumps(item).encode(), NOBODY)
    assert (said["verdict"], said["text"]) == ("clear", PRAISED)
    assert [one["rule"] for one in said["waived"]] == ["PUB002"]
    assert [(one["rule"], one["why"]) for one in said["unused_waivers"]] == [("PUB003", "barred")]


def test_line_without_waivers_keeps_the_contract() -> None:
    said = answered(json.dumps({"id": 1, "channel": "post", "text": PRAISED}).encode(), NOBODY)
    assert set(said) == {"id", "verdict", "text", "findings"}


@pytest.mark.parametrize(
    "waivers",
    [
        3,
        "PUB002",
        [3],
        [{}],
        [WAIVER | {"until": "demain"}],
        [WAIVER | {"text": 3}],
        [WAIVER | {"mood": "x"}],
    ],
)
def test_line_with_bad_waivers_is_an_error_line(waivers: object) -> None:
    item = {"id": "a", "channel": "post", "text": PRAISED, "waivers": waivers}
    said = answered(json.dumps(item).encode(), NOBODY)
    assert set(said) == {"id", "error"}
    assert "dérogation" in said["error"]


def test_waivers_of_a_file_hold_for_every_line(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"id": n, "channel": "post", "text": text}) + "\n"
        for n, text in enumerate(["La peau.", PRAISED])
    )
    file = waivers_file(tmp_path, WAIVER, WAIVER | {"text": "jamais vu"})
    done = confrere("guard", "--jsonl", "--waivers", file, given=lines.encode())
    assert [len(json.loads(line)["waived"]) for line in done.stdout.splitlines()] == [0, 1]
    assert done.stderr.decode().count("Dérogation inutilisée") == 1
