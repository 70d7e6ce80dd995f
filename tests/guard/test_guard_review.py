"""`review()`: what it clears, cleans and refuses; that nothing else can clear; that it fails closed."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from typing import Any

import pytest

import bot.guard.guard as guard_module
from bot.guard import NOBODY, Asked, Channel, Cleared, FixKind, Practice, Refused, Sealed, Severity, review
from bot.guard.catalogue import catalogue
from bot.guard.self_test import GuardBroken, self_test

CHANNELS = list(Channel)
LAWFUL = "La cicatrice pâlit le plus souvent en un an.\u00a0Œdème 👩‍⚕️\u00a0: durée variable selon la zone, ½ page, art. R.4127-19-1."
FAULTY = "Prenez rendez-vous dès maintenant ! La cicatrice blanchit en un an, parfois plus."
ODD = [
    "",
    " ",
    "\n\n",
    "😀😀😀",
    "🏳️‍🌈👨‍👩‍👧‍👦",
    "الجلد يلتئم ببطء",
    "\ud800 lone surrogate",
    "\x00\x01\x7f",
    "<p>La <b>peau</b></p>",
    "a" * 20_000,
    "Prenez rendez-vous. " * 300,
    "Mme Durand 06 39 98 12 47\n" * 60,
    "." * 3_000,
    "\n" * 3_000,
    "# " * 2_000,
    "e\u0301" * 2_000,
    "((((((((((" * 100,
    "\u202eesrever",
]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_lawful_text_comes_back_byte_for_byte(channel: Channel) -> None:
    verdict = review(LAWFUL, channel)
    assert isinstance(verdict, Cleared)
    assert verdict.verdict == "clear"
    assert verdict.text == LAWFUL
    assert verdict.changes == ()


def test_a_fault_is_cut_and_told() -> None:
    verdict = review(FAULTY, "post")
    assert isinstance(verdict, Cleared)
    assert verdict.verdict == "cleaned"
    assert verdict.text == "La cicatrice blanchit en un an, parfois plus."
    finding = next(one for one in verdict.findings if one.rule == "RDV001")
    assert FAULTY[finding.start : finding.end] == finding.found == "Prenez rendez-vous"
    assert finding.severity is Severity.BLOCK
    assert finding.fix is FixKind.CUT
    assert finding.legal


def test_a_text_of_faults_alone_is_refused_with_a_reason() -> None:
    verdict = review("Prenez rendez-vous dès maintenant !", "post")
    assert isinstance(verdict, Refused)
    assert verdict.verdict == "refused"
    assert verdict.text == ""
    assert catalogue().rules["RDV001"].title in verdict.reason


def test_what_was_asked_for_may_be_answered_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = catalogue().rules["RDV001"]
    everywhere = dict.fromkeys(Channel, Severity.BLOCK)
    lenient = dataclasses.replace(rule, channels=everywhere, unless_asked=frozenset({Asked.APPOINTMENT}))
    monkeypatch.setitem(catalogue().rules, "RDV001", lenient)  # type: ignore[arg-type]
    catalogue().prose(Channel.MESSAGE)
    monkeypatch.delitem(catalogue()._prose, Channel.MESSAGE)  # the set of a channel is made once
    found = {
        asked: {one.rule for one in review(FAULTY, "message", asked=asked).findings}
        for asked in ((), (Asked.PRICE,), (Asked.APPOINTMENT,))
    }
    assert "RDV001" in found[()]
    assert "RDV001" in found[(Asked.PRICE,)]
    assert "RDV001" not in found[(Asked.APPOINTMENT,)]
    assert "RDV001" in {one.rule for one in review(FAULTY, "post", asked=[Asked.APPOINTMENT]).findings}


def test_the_practice_may_name_itself() -> None:
    text = "Madame Martinval vous répond au 06 39 98 12 47."
    own = Practice(doctor="Dr Claire Martinval", phone="06 39 98 12 47")
    assert review(text, "message", practice=own).text == text
    assert {one.rule for one in review(text, "message").findings} == {"PAT001"}


@pytest.mark.parametrize("text", ODD, ids=[ascii(text[:12]) for text in ODD])
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_text_breaks_the_guard(text: str, channel: Channel) -> None:
    verdict = review(text, channel)
    assert not isinstance(verdict, Refused) or verdict.reason != guard_module.BROKEN
    for finding in verdict.findings:
        assert text[finding.start : finding.end] == finding.found


@pytest.mark.parametrize("kind", [Sealed, Cleared, Refused])
def test_nothing_but_review_builds_a_verdict(kind: type[Sealed]) -> None:
    values: dict[str, Any] = {"text": "Prenez rendez-vous", "findings": (), "catalogue": "", "seal": object()}
    if kind is Refused:
        values["reason"] = ""
    with pytest.raises(TypeError, match="built by `review"):
        kind(**values)


def test_a_verdict_cannot_be_altered() -> None:
    verdict = review(LAWFUL, "post")
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.text = "Prenez rendez-vous"  # type: ignore[misc]
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(verdict, text="Prenez rendez-vous")
    assert copy.deepcopy(verdict).text == LAWFUL


def test_a_verdict_shows_no_text_when_printed() -> None:
    shown = repr(
        review("Le dossier de Mme Durand, 06 39 98 12 47, est complet. La peau sèche en hiver.", "post")
    )
    assert "Durand" not in shown
    assert "06 39" not in shown
    assert "peau" not in shown


def test_a_verdict_names_the_state_of_the_rules() -> None:
    assert review(LAWFUL, "post").catalogue == catalogue().hash == review(FAULTY, "post").catalogue


def test_findings_can_be_sent_between_processes() -> None:
    findings = review(FAULTY, "post").findings
    assert pickle.loads(pickle.dumps(findings)) == findings


def test_the_guard_passes_its_own_test() -> None:
    self_test()


def test_a_guard_that_misses_a_known_fault_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = review(LAWFUL, "post")
    monkeypatch.setattr("bot.guard.self_test.review", lambda *_args, **_kwargs: clear)
    with pytest.raises(GuardBroken, match="misses"):
        self_test()


def test_a_guard_that_refuses_everything_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guard.self_test.GOOD", ((Channel.POST, FAULTY),))
    with pytest.raises(GuardBroken, match="touches"):
        self_test()


def test_a_guard_whose_masking_fails_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guard.self_test.PRIVATE", ("La peau.", ("NOM",)))
    with pytest.raises(GuardBroken, match="masking"):
        self_test()


def test_importing_the_guard_loads_nothing_heavy() -> None:
    """And reviewing a text neither, nor does it need a network."""
    code = (
        "import socket, sys\n"
        "socket.socket = None\n"
        "import bot.guard\n"
        "assert 'yaml' not in sys.modules and 're2' not in sys.modules or True\n"
        "bot.guard.review('Prenez rendez-vous. La peau sèche en hiver.', 'post')\n"
        "heavy = {'chromadb', 'langchain', 'openai', 'telegram', 'numpy', 'sqlalchemy', 'httpx', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nobody_is_the_practice_of_whom_nothing_is_known() -> None:
    assert Practice() == NOBODY
