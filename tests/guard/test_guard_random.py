"""Random texts: the guard never breaks, its offsets are exact, what it clears it clears again, and nothing else is touched.

About 1,000 texts here; `CONFRERE_EXHAUSTIVE=1` runs 10,000. A text that fails is made again from its number.
"""

from __future__ import annotations

import json
import os
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guard import NOBODY, Channel, Cleared, Practice, review
from bot.guard.guard import BROKEN
from bot.guard.self_test import BAD, GOOD

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).parents[1] / "corpus"
EXHAUSTIVE: Final = os.environ.get("CONFRERE_EXHAUSTIVE") == "1"
BATCH: Final = 100  # texts a test
BATCHES: Final = 90 if EXHAUSTIVE else 8
HUGE: Final = range(20 if EXHAUSTIVE else 3)
OURS: Final = Practice(
    doctor="Dr Claire Martinval",
    phone="01 99 00 12 34",
    email="contact@martinval.example",
    team=("Léa Sorel",),
)
MARTIANS: Final = (  # first and last code point of what no French text holds, or not so much of it
    *(
        (0, 0x20),
        (0x7F, 0xA0),
        (0x300, 0x36F),
        (0x370, 0x3FF),
        (0x400, 0x52F),
        (0x590, 0x5FF),
        (0x600, 0x6FF),
    ),
    *(
        (0x900, 0x97F),
        (0x1D00, 0x1D7F),
        (0x2000, 0x206F),
        (0x20A0, 0x20BF),
        (0x2190, 0x21FF),
        (0x2460, 0x24FF),
    ),
    *(
        (0x2600, 0x27BF),
        (0x3000, 0x30FF),
        (0x4E00, 0x4FFF),
        (0xAC00, 0xACFF),
        (0xD800, 0xDFFF),
        (0xE000, 0xE0FF),
    ),
    *((0xFB00, 0xFB4F), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1FF)),
    *((0x1F300, 0x1FAFF), (0xE0000, 0xE007F), (0x10FF00, 0x10FFFF)),
)
MARKUP: Final = (
    *(
        "<p>",
        "</p>",
        "<b>Prenez</b> rendez-vous",
        "<br/>",
        "<!-- Mme Durand -->",
        "&nbsp;",
        "&eacute;",
        "&#233;",
    ),
    *(
        "<script>alert('06 39 98 12 47')</script>",
        "[lien](https://cabinet.example/rdv)",
        "**gras**",
        "\\u00e9",
        "%C3%A9",
    ),
    *(
        "```",
        "| a | b |",
        "- ",
        "1. ",
        "> ",
        "# Titre\n",
        "\r\n",
        "\n\n\n",
        "\t",
        "   ",
        "\u2028",
        "\u0085",
        "\x00",
    ),
)
TRACES: Final = (
    *(
        "Mme Durand",
        "M. Karim B.",
        "Léa",
        "06 39 98 12 47",
        "01.99.00.12.34",
        "+33 6 39 98 55 33",
        "⟦NOM⟧",
        "@lea_srl",
    ),
    *(
        "lea.sorel@courrier.example",
        "lea point sorel arobase courrier point example",
        "dossier n° 2021-00417",
    ),
    *(
        "née le 14/03/1984",
        "12 bis rue des Tilleuls, 69003 Lyon",
        "34 ans",
        "le 7 mai 2021",
        "#avantapres",
        "#jereserve",
    ),
    *(
        "Dr Claire Martinval",
        "👉 lien en bio",
        "15",
        "112",
        "R.4127-19-1",
        "-30 %",
        "3 500 €",
        "« Merci ! »",
        "(",
        "»",
        "…",
    ),
)
DISGUISES: Final[tuple[Callable[[random.Random, str], str], ...]] = (
    lambda _dice, text: text.upper(),
    lambda _dice, text: " ".join(text),
    lambda _dice, text: ".".join(text),
    lambda _dice, text: "\u200b".join(text),
    lambda _dice, text: "\u0301".join(text),
    lambda _dice, text: text[::-1],
    lambda _dice, text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    lambda _dice, text: text.replace("e", "3").replace("a", "@").replace("o", "0"),
    lambda _dice, text: text.replace(" ", "\n"),
    lambda _dice, text: text.replace(" ", ""),
    lambda _dice, text: text.replace("e", "е"),
    lambda dice, text: text[dice.randrange(len(text) + 1) :],
    lambda dice, text: text[: dice.randrange(len(text) + 1)],
    lambda dice, text: text * dice.randint(2, 12),
    lambda dice, text: "".join(one for one in text if dice.random() > 0.1),
    lambda dice, text: "".join(dice.sample(text, len(text))),
)


@cache
def sentences() -> tuple[str, ...]:
    found = [text for _, text, _ in BAD] + [text for _, text in GOOD]
    for file in sorted(CORPUS.glob("*.jsonl")):
        found += [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines() if line.strip()]
    return tuple(found)


def noise(dice: random.Random) -> str:
    first, last = dice.choice(MARTIANS)
    return "".join(chr(dice.randint(first, last)) for _ in range(dice.randint(1, 12)))


def piece(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.55:
        return dice.choice(sentences())
    if kind < 0.7:
        return dice.choice(DISGUISES)(dice, dice.choice(sentences()))
    if kind < 0.85:
        return dice.choice(TRACES)
    return dice.choice(MARKUP) if kind < 0.93 else noise(dice)


def pieces(dice: random.Random, most: int) -> str:
    between = dice.choice([" ", " ", " ", "\n", "\n\n", "", ", ", " et ", " - ", "\u00a0", "\u200b"])
    return between.join(piece(dice) for _ in range(dice.randint(1, most)))


def huge(dice: random.Random) -> str:
    """Return 100,000 characters: many sentences, or one that never ends."""
    unit = (
        pieces(dice, 40)
        if dice.random() < 0.6
        else dice.choice([*TRACES, *MARKUP, noise(dice), "a", "é", ". ", "(", "# "])
    )
    return (unit * (1 + 100_000 // len(unit)))[:100_000]


def check(text: str, channel: Channel, practice: Practice = NOBODY) -> None:
    """Hold what always holds of a verdict."""
    verdict = review(text, channel, practice=practice)
    if not isinstance(verdict, Cleared):
        assert verdict.reason != BROKEN
        assert verdict.text == ""
    for finding in verdict.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.found
    if isinstance(verdict, Cleared):
        check_changes(text, verdict)
        again = review(verdict.text, channel, practice=practice)
        assert (again.verdict, again.text) == ("clear", verdict.text)


def check_changes(text: str, verdict: Cleared) -> None:
    """Hold that the changes lead from the text to what was cleared, and that each answers a finding."""
    rebuilt, position = "", 0
    for change in verdict.changes:
        assert position <= change.start <= change.end
        assert text[change.start : change.end] == change.removed
        assert any(
            one.start <= change.end and change.start <= one.end
            for one in verdict.findings
            if one.severity.mends
        )
        rebuilt += text[position : change.start] + change.inserted
        position = change.end
    assert rebuilt + text[position:] == verdict.text


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_mixtures_never_break_the_guard(batch: int) -> None:
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        dice = random.Random(number)
        text, channel = pieces(dice, 8), dice.choice(list(Channel))
        try:
            check(text, channel, dice.choice([NOBODY, NOBODY, OURS]))
        except AssertionError as error:
            raise AssertionError(f"text {number} on `{channel}`: {text!r}") from error


@pytest.mark.parametrize("number", HUGE)
def test_a_huge_text_never_breaks_the_guard(number: int) -> None:
    dice = random.Random(number)
    check(huge(dice), list(Channel)[number % len(Channel)])


@settings(
    max_examples=700 if EXHAUSTIVE else 120, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.text(max_size=300), st.sampled_from(Channel))
def test_random_characters_never_break_the_guard(text: str, channel: Channel) -> None:
    check(text, channel)


@settings(max_examples=300 if EXHAUSTIVE else 80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(sentences()),
            st.sampled_from(TRACES),
            st.sampled_from(MARKUP),
            st.text(max_size=9),
        ),
        min_size=1,
        max_size=7,
    ),
    st.sampled_from(Channel),
    st.sampled_from([" ", "\n", ""]),
)
def test_sentences_among_characters_never_break_the_guard(
    parts: list[str], channel: Channel, between: str
) -> None:
    check(between.join(parts), channel)
