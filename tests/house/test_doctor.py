"""`confrere doctor`, as a process: what is there, what is missing, what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFRERE = str(Path(sys.executable).parent / "confrere")
EXAMPLE = Path(__file__).parents[2] / "practice.example.toml"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def doctor(home: Path, *flags: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CONFRERE", "OPENAI", "TELEGRAM"))
    }
    environ = kept | {"CONFRERE_HOME": str(home), "CONFRERE_PRACTICE": str(home / "practice.toml")} | more
    return subprocess.run(
        [CONFRERE, "doctor", *flags], env=environ, capture_output=True, text=True, timeout=60, check=False
    )


def test_doctor_of_a_fresh_home_finds_nothing_wrong(home: Path) -> None:
    done = doctor(home)
    assert done.returncode == 0
    assert "73\u00a0cartes" in done.stdout
    assert "Pas de practice.toml" in done.stdout
    assert "Au patient, au public\u00a0: rien" in done.stdout


def test_doctor_reads_the_practice(home: Path) -> None:
    done = doctor(home, CONFRERE_PRACTICE=str(EXAMPLE))
    assert done.returncode == 0
    assert "Manque" not in done.stdout


def test_doctor_says_which_fact_is_over(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "practice.toml"
    file.write_text('[faits]\nhonoraires = {texte = "80 €", jusqu_au = 2020-01-01}', "utf-8")
    done = doctor(home, "--quiet", CONFRERE_PRACTICE=str(file))
    assert done.returncode == 78
    assert "honoraires" in done.stdout
    assert "Programme" not in done.stdout


def test_doctor_says_that_a_model_server_is_dead_and_hides_the_key(home: Path) -> None:
    done = doctor(
        home, OPENAI_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY="very-secret", CONFRERE_MODEL="m"
    )
    assert done.returncode == 78
    assert "injoignable" in done.stdout
    assert "very-secret" not in done.stdout + done.stderr


def test_doctor_says_that_telegram_cannot_be_reached_and_hides_the_token(home: Path) -> None:
    token = "123456:AAH-secret-token-of-thirty-five-letters"
    done = doctor(home, TELEGRAM_BOT_TOKEN=token, CONFRERE_TELEGRAM_URL="http://127.0.0.1:9")
    assert done.returncode == 78
    assert token not in done.stdout + done.stderr


def test_doctor_says_which_setting_is_wrong(home: Path) -> None:
    done = doctor(home, CONFRERE_DEADLINE="vite")
    assert done.returncode == 78
    assert "CONFRERE_DEADLINE" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["publie"], ["guard", "--channel", "affiche"], []])
def test_wrong_command_line_is_said_in_french(arguments: list[str]) -> None:
    done = subprocess.run([CONFRERE, *arguments], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 64
    assert "Commande incomplète ou inconnue" in done.stderr


def test_help_is_french() -> None:
    done = subprocess.run([CONFRERE, "--help"], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.startswith("utilisation : ")
    assert "show this help" not in done.stdout
