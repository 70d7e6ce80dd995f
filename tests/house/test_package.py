"""What is installed is what is here: every data file that the program reads is declared as package data."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_SHIPPED = (
    "bot/guard/reader/data/",
    "bot/guard/reader/MODEL_CARD.md",
    "bot/guard/reader/GUARD_MODEL_CARD.md",
)  # what the reader learnt from
KEPT_OUT = re.compile(r"https?://[^\s\"')]*(?:pypi|simple/)|--(?:extra-)?index-url|--find-links")


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def test_every_data_file_is_package_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = {
        path.relative_to(ROOT).as_posix()
        for package, globs in project["tool"]["setuptools"]["package-data"].items()
        for pattern in globs
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    data = {
        name for name in tracked("bot", "knowledge", "prompts") if not name.endswith((".py", ".gitignore"))
    }
    assert {name for name in data if not name.startswith(NOT_SHIPPED)} - declared == set()


def test_every_dependency_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", lock, re.MULTILINE))
    asked = {
        re.split(r"[\[<>=!~ ]", one)[0].lower().replace("_", "-")
        for one in project["project"]["dependencies"]
    }
    assert asked - locked == set()
    assert lock.count("--hash=sha256:") > len(locked)


def test_lock_files_hold_no_address() -> None:
    for name in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert not KEPT_OUT.search(text)


def test_module_of_the_command_runs_as_the_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "confrere" in done.stdout
