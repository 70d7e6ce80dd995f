"""The README says what the program does: its exchange is played again, its commands and settings are checked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONFRERE = str(Path(sys.executable).parent / "confrere")


def exchange() -> tuple[str, list[str]]:
    block = README.split("```text\n", 1)[1].split("```", 1)[0]
    asked, _, answered = block.partition("\n\n")
    return asked.removeprefix("vous > "), [line.strip() for line in answered.splitlines() if line.strip()]


def test_readme_opens_with_what_the_program_really_answers(tmp_path: Path) -> None:
    asked, answered = exchange()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CONFRERE", "OPENAI", "TELEGRAM"))
    }
    environ = kept | {"CONFRERE_HOME": str(tmp_path), "CONFRERE_PRACTICE": str(tmp_path / "practice.toml")}
    done = subprocess.run(
        [CONFRERE, "chat"], input=asked, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    said = " ".join(done.stdout.split())
    assert [line for line in answered if " ".join(line.split()) not in said] == []


@pytest.mark.parametrize(
    "name", ["run", "chat", "telegram", "guard", "rule", "mask", "search", "index", "doctor", "bench"]
)
def test_readme_or_help_names_every_command(name: str) -> None:
    helped = subprocess.run(
        [CONFRERE, "--help"], capture_output=True, text=True, timeout=30, check=True
    ).stdout
    assert f" {name} " in helped


@pytest.mark.parametrize("command", sorted(set(re.findall(r"\.venv/bin/confrere (\w+)", README))))
def test_readme_shows_commands_that_exist(command: str) -> None:
    done = subprocess.run(
        [CONFRERE, command, "--help"], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0


def test_readme_names_files_that_exist() -> None:
    named = set(re.findall(r"`((?:bot|docker|prompts|knowledge|tests)(?:/[\w.]+)*)`", README))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
