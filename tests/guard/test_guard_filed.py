"""Names in agendas, subjects, names of files, pairs of surnames and signatures; what looks like them and names nobody.

`filed_hits.txt` holds a sentence a line, names between ⟦ and ⟧; `filed_misses.txt` sentences that come back as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.bench.patient import is_covered
from bot.guard.patient import Kind, mask

HERE = Path(__file__).parent
HITS = (HERE / "filed_hits.txt").read_text("utf-8").splitlines()
MISSES = (HERE / "filed_misses.txt").read_text("utf-8").splitlines()


def names_in(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a sentence without its marks, and where its names stand."""
    text, spans = "", []
    for place, part in enumerate(re.split("[⟦⟧]", marked)):
        if place % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


def found_in(text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in mask(text).spans if one.kind is not Kind.AGE]


@pytest.mark.parametrize("marked", HITS)
def test_a_name_is_found_where_only_its_place_shows_it(marked: str) -> None:
    text, spans = names_in(marked)
    found = found_in(text)
    assert spans
    assert [span for span in spans if not is_covered(span, found)] == []
    assert [text[start:end] for start, end in found if not any(start < b and a < end for a, b in spans)] == []


@pytest.mark.parametrize("text", MISSES)
def test_what_stands_where_names_stand_is_no_name_for_that(text: str) -> None:
    assert mask(text).text == text
