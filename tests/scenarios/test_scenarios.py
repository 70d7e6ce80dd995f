"""Each flow as people live it, in a terminal and on Telegram: the same transcript, word for word."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.scenarios.playing import Scenario, in_a_terminal, on_telegram, scenarios
from tests.telegram.processes import Telegram, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL = scenarios()
_tokens = itertools.count(7_300_000_001)


@pytest.fixture(scope="module")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telegram]:
    with server(tmp_path_factory.mktemp("telegram")) as telegram:
        yield telegram


@pytest.fixture
def apart(telegram: Telegram) -> Telegram:
    return Telegram(telegram.url, f"{next(_tokens)}:essai-de-confrere_sans-valeur-0000000")


@pytest.mark.parametrize("scenario", ALL, ids=[one.name for one in ALL])
def test_a_flow_reads_the_same_in_a_terminal_and_on_telegram(
    scenario: Scenario, apart: Telegram, tmp_path: Path
) -> None:
    typed = list(in_a_terminal(scenario, tmp_path / "terminal"))
    for step, seen in zip(scenario.steps, typed, strict=True):
        text = "\n".join(map(str, seen))
        assert [one for one in step.see if one not in text] == [], f"{step}\n→ {text}"
        assert [one for one in step.never if one in text] == [], f"{step}\n→ {text}"
    tapped = on_telegram(scenario, apart, tmp_path / "telegram", [len(seen) for seen in typed])
    for step, here, there in zip(scenario.steps, typed, tapped, strict=True):
        assert list(map(str, there)) == list(map(str, here)), str(step)
