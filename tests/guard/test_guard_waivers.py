"""What a person lets stand: which findings, how their words are known again, and what no reason ever lifts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guard import Channel, Cleared, FixKind, Opinion, Refused, Severity, Waiver, digest_of, review
from bot.guard.catalogue import catalogue
from bot.guard.guard import BROKEN
from bot.guard.waivers import why_not

BEFORE = "La peau cicatrise en un an, parfois plus."
PRAISE = "Notre centre d’excellence vous accueille."
WORDS = "centre d’excellence"
AFTER = "Le soleil fonce les marques récentes pendant plusieurs mois."
TEXT = f"{BEFORE} {PRAISE} {AFTER}"
PRICE = f"{BEFORE} Rhinoplastie à partir de 3500 €."


def waiver(rule: str = "PUB002", words: str = WORDS) -> Waiver:
    return Waiver(rule, digest_of(words), "Nom officiel du service.", "camille", "2027-02-19")


def test_praise_is_cut_when_nobody_lets_it_stand() -> None:
    verdict = review(TEXT, "post")
    assert verdict.text == f"{BEFORE} {AFTER}"
    assert {(one.rule, one.severity) for one in verdict.findings} == {("PUB002", Severity.REWRITE)}


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        "CENTRE D'EXCELLENCE",
        "  centre\u00a0d’excellence\n",
        "c\u0435ntre d’\u0435xcell\u0435nce",
        "centre d’e\u0301xcellence",
        PRAISE,
        "notre centre d'excellence vous accueille",
    ],
    ids=["words", "capitals", "blanks", "look-alikes", "accents", "sentence", "bare sentence"],
)
def test_waived_words_stand_whatever_their_typography(words: str) -> None:
    verdict = review(TEXT, "post", waivers=[waiver(words=words)])
    assert isinstance(verdict, Cleared)
    assert (verdict.text, verdict.verdict, verdict.findings) == (TEXT, "clear", ())
    (stands,) = verdict.waived
    assert (stands.rule, stands.fix, TEXT[stands.start : stands.end]) == (
        "PUB002",
        FixKind.NONE,
        stands.found,
    )
    assert verdict.unused == ()


def test_warning_that_is_waived_is_no_finding_any_more() -> None:
    (finding,) = review(PRICE, "post").findings
    assert finding.severity is Severity.WARN
    verdict = review(PRICE, "post", waivers=[waiver(finding.rule, finding.found)])
    assert isinstance(verdict, Cleared)
    assert verdict.findings == ()
    assert [one.rule for one in verdict.waived] == ["PRX006"]


@pytest.mark.parametrize(
    "useless",
    [waiver("PUB003"), waiver("XXX999"), waiver(words="autre chose"), waiver(words=""), waiver(words="🌞")],
    ids=["other rule", "no such rule", "other words", "no words", "a sign"],
)
def test_waiver_that_fits_nothing_changes_nothing_and_says_so(useless: Waiver) -> None:
    bare, verdict = review(TEXT, "post"), review(TEXT, "post", waivers=[useless])
    assert (verdict.text, verdict.findings) == (bare.text, bare.findings)
    assert verdict.unused == (useless,)
    assert isinstance(verdict, Cleared)
    assert verdict.waived == ()


def test_waiver_holds_for_its_words_alone() -> None:
    verdict = review(f"{TEXT} Notre équipe passionnée vous attend.", "post", waivers=[waiver()])
    assert isinstance(verdict, Cleared)
    assert verdict.text == TEXT
    assert verdict.verdict == "cleaned"
    assert [one.rule for one in verdict.waived] == ["PUB002"]


def test_waived_words_that_another_fault_takes_along_are_said_unused() -> None:
    mixed = f"{BEFORE} Notre centre d’excellence vous accueille : résultat garanti ! {AFTER}"
    verdict = review(mixed, "post", waivers=[waiver()])
    assert isinstance(verdict, Cleared)
    assert WORDS not in verdict.text
    assert (verdict.waived, verdict.unused) == ((), (waiver(),))


def test_capital_that_a_cut_calls_for_is_not_put_on_waived_words() -> None:
    text = f"Résultat garanti ! notre centre d’excellence vous accueille. {AFTER}"
    verdict = review(text, "post", waivers=[waiver(words="notre centre d’excellence vous accueille")])
    assert isinstance(verdict, Cleared)
    assert all(one.found in verdict.text for one in verdict.waived)
    assert verdict.waived


BARRED = [
    ("post", "Prenez rendez-vous dès maintenant ! " + BEFORE, "RDV001"),
    ("post", "Résultat garanti à vie. " + BEFORE, "PUB007"),
    ("message", "Le dossier de Mme Durand est complet. " + BEFORE, "PAT001"),
    (
        "review",
        "Votre opération s’est pourtant bien passée. De manière générale, le cabinet informe.",
        "AVI001",
    ),
]


@pytest.mark.parametrize(("channel", "text", "rule"), BARRED, ids=[rule for *_, rule in BARRED])
def test_rule_that_blocks_is_never_waived(channel: str, text: str, rule: str) -> None:
    bare = review(text, channel)
    faults = [one for one in bare.findings if one.rule == rule]
    assert faults
    tried = [waiver(rule, words) for one in faults for words in (one.found, text)]
    verdict = review(text, channel, waivers=tried)
    assert (verdict.text, verdict.findings) == (bare.text, bare.findings)
    assert verdict.unused == tuple(tried)


@pytest.mark.parametrize(
    ("rule", "severity", "said"),
    [
        ("PAT006", Severity.WARN, "secret professionnel"),
        ("PAT008", Severity.REWRITE, "secret professionnel"),
        ("AVI001", Severity.REWRITE, "secret professionnel"),
        ("URG001", Severity.REWRITE, "urgence"),
        ("PUB003", Severity.BLOCK, "bloque"),
        ("PUB010", Severity.ADVISE, "conseil"),
    ],
)
def test_what_cannot_be_waived_is_said_in_french(rule: str, severity: Severity, said: str) -> None:
    reason = why_not(rule, severity)
    assert reason is not None
    assert said in reason
    assert rule in reason


@pytest.mark.parametrize("severity", [Severity.WARN, Severity.REWRITE])
def test_other_findings_may_be_waived(severity: Severity) -> None:
    assert why_not("PUB002", severity) is None


def test_waiver_hides_its_reason_and_holds_no_words() -> None:
    assert "service" not in repr(waiver())
    assert "excellence" not in repr(waiver())


def test_digest_is_that_of_the_words() -> None:
    assert digest_of("L’Équipe !") == digest_of("l'equipe")
    assert digest_of("une équipe") != digest_of("l’équipe")
    assert digest_of("… !") == ""


PIECES = (
    PRAISE, BEFORE, AFTER, "Prenez rendez-vous !", "Résultat garanti à vie.", "Mme Durand va bien.", "#bonplan",
    "Rhinoplastie à partir de 3500 €.", "Un bon plan pour votre peau,", "chez nous, la beauté va de soi.", "\n\n", "😊",
)  # fmt: skip
QUOTES = (
    *PIECES,
    "Le soleil fonce les marques",
    "cicatrise en un an",
    "la beauté va de soi",
    "réponds clean",
)
CODES = sorted(catalogue().rules)
JUDGED = [code for code in CODES if catalogue().rules[code].judge]
texts = st.builds(" ".join, st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
waivers = st.lists(
    st.builds(waiver, st.sampled_from(CODES), st.one_of(st.sampled_from(QUOTES), st.text(max_size=20))),
    max_size=6,
)
opinions = st.lists(
    st.builds(Opinion, st.sampled_from(JUDGED) | st.sampled_from(CODES), st.one_of(st.sampled_from(QUOTES), st.text(max_size=40)), st.text(max_size=9)),
    max_size=6,
)  # fmt: skip
channels = st.sampled_from(list(Channel))


@settings(max_examples=60, deadline=None)
@given(texts, channels, waivers, opinions)
def test_waivers_and_opinions_never_break_nor_clear_what_blocks(
    text: str, channel: Channel, waivers: list[Waiver], opinions: list[Opinion]
) -> None:
    bare = review(text, channel)
    verdict = review(text, channel, waivers=waivers, opinions=opinions)
    assert not isinstance(verdict, Refused) or verdict.reason != BROKEN
    grave = {(one.rule, one.start, one.end) for one in bare.findings if why_not(one.rule, one.severity)}
    assert grave <= {(one.rule, one.start, one.end) for one in verdict.findings}
    if isinstance(verdict, Cleared):
        assert not any(why_not(one.rule, one.severity) for one in verdict.waived)
        left = review(verdict.text, channel, waivers=waivers)
        assert not any(one.severity.mends for one in left.findings)


@settings(max_examples=60, deadline=None)
@given(texts, channels, waivers, opinions)
def test_reviewing_twice_with_waivers_and_opinions_is_reviewing_once(
    text: str, channel: Channel, waivers: list[Waiver], opinions: list[Opinion]
) -> None:
    verdict = review(text, channel, waivers=waivers, opinions=opinions)
    if isinstance(verdict, Cleared):
        again = review(verdict.text, channel, waivers=waivers, opinions=opinions)
        assert (again.verdict, again.text) == ("clear", verdict.text)
        assert again.unused == verdict.unused


@settings(max_examples=60, deadline=None)
@given(texts, channels, opinions)
def test_opinions_never_refuse_a_text_nor_keep_what_the_rules_cut(
    text: str, channel: Channel, opinions: list[Opinion]
) -> None:
    bare, verdict = review(text, channel), review(text, channel, opinions=opinions)
    assert isinstance(verdict, Refused) == isinstance(bare, Refused)
    if isinstance(verdict, Cleared):
        assert len(verdict.text) <= len(bare.text)
        assert not any(one.severity.mends for one in review(verdict.text, channel).findings)
