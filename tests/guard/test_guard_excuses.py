"""Words that make a sentence lawful, and the same words when they only adorn a fault, by the rules alone.

Also the law bent, and stated; and what a practice plainly writes every day (`plain_sound`) beside faults that look like it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.guard import Channel
from bot.guard.catalogue import catalogue
from bot.guard.fold import fold
from bot.guard.patterns import Expression, Narrowed
from bot.guard.scan import Page, Setting, read_by_rules

HERE = Path(__file__).parent


def lines(*names: str) -> list[str]:
    return [
        line for name in names for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    ]


HOLLOW = lines("excuses_hollow", "law_bent", "plain_hollow")
SOUND = lines("excuses_sound", "law_stated", "plain_sound")


def is_flagged(line: str) -> bool:
    channel, text = line.split(": ", 1)
    setting = Setting(Channel(channel), (), catalogue())
    return any(hit.severity.mends for hit in read_by_rules(Page(fold(text)), setting)[0])


@pytest.mark.parametrize("line", HOLLOW)
def test_rules_flag_a_fault_that_dresses_up_as_lawful(line: str) -> None:
    assert is_flagged(line)


@pytest.mark.parametrize("line", SOUND)
def test_rules_pass_what_is_forbidden_warned_of_or_denied(line: str) -> None:
    assert not is_flagged(line)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (b"la loi l'interdit", [(0, 6)]),
        (b"la loi le permet", []),
        (b"la loi le permet, la loi l'interdit", [(18, 24)]),
        (b"rien", []),
    ],
)
def test_a_narrowed_expression_stands_outside_of_what_it_is_not(
    text: bytes, spans: list[tuple[int, int]]
) -> None:
    narrowed = Narrowed("la loi", Expression("la loi le permet"))
    assert list(narrowed.spans(text)) == spans
    assert narrowed.is_in(text) is bool(spans)
