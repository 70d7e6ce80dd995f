"""The second reader: what it may speak of, when it is silent, what it says of itself, and that it is what was trained."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guard import Channel, Cleared, review
from bot.guard.catalogue import RULES, load
from bot.guard.fold import fold
from bot.guard.model import Severity
from bot.guard.reader.documents import PATIENT, documents, fingerprint, texts
from bot.guard.reader.lanes import Lanes
from bot.guard.reader.nearest import nearest
from bot.guard.reader.senses import BUCKETS
from bot.guard.reader.sight import BLOCKS, Glance, Sight, grams, tokenise
from bot.guard.reader.weights import read
from bot.guard.second_reader import ANY, DOUBT, FAMILIES, NAME, WORDS, glances, second_reader
from bot.guard.sentences import Sentences

IMPLICIT: Final = [  # no pattern says them; each is found by the second reader or by a rule
    ("post", "Le carnet du docteur est ouvert pour la rentrée, il ne manque que votre nom dedans."),
    ("post", "Qui d’autre, dans l’agglomération, vous revoit six fois la première année\u00a0?"),
    ("post", "Les jambes lourdes, le ventre mou, encore un été à garder le paréo\u00a0?"),
    ("message", "Franchement vu la photo c’est juste un petit hématome, rien de méchant."),
    ("review", "Nous nous étions pourtant rappelé deux fois la semaine de votre opération."),
]
COMMON: Final = 8  # words; a shorter courtesy is everybody's
LAWFUL: Final = [
    ("post", "Une cicatrice reste rose plusieurs mois, puis elle pâlit."),
    ("post", "Le cabinet est ouvert du lundi au jeudi."),
    (
        "post",
        "## En bref\n\nLa cicatrice descend d’une hanche à l’autre.\n\n## Alternatives\n\nNe rien faire est possible.",
    ),
    ("message", "Votre message est transmis au chirurgien."),
    ("message", "Le parking se trouve derrière la clinique."),
    ("review", "Le secret médical nous interdit de répondre ici."),
]
WORDS_OF_A_TEXT = st.lists(
    st.sampled_from(
        [
            "vous",
            "votre",
            "nez",
            "prenez",
            "rendez-vous",
            "le",
            "la",
            "résultat",
            "est",
            "garanti",
            "cicatrice",
            "peau",
            "sans",
            "risque",
            "?",
            "!",
            "😊",
            "#nez",
            "merci",
            "pas",
            "jamais",
            "20",
            "%",
            "€",
        ]
    ),
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize(("channel", "text"), IMPLICIT)
def test_second_reader_finds_what_is_meant(channel: str, text: str) -> None:
    assert any(finding.severity.mends for finding in review(text, channel).findings)


@pytest.mark.parametrize(("channel", "text"), LAWFUL)
def test_second_reader_leaves_ordinary_sentences_alone(channel: str, text: str) -> None:
    verdict = review(text, channel)
    assert isinstance(verdict, Cleared)
    assert verdict.text == text


def test_second_reader_speaks_under_rules_of_the_catalogue_never_of_patients_or_emergencies() -> None:
    rules = load(RULES, whole=False).rules
    codes = {code for codes in FAMILIES.values() for code in codes}
    assert codes <= rules.keys()
    assert {code for code in codes if code[:3] in {"PAT", "URG"}} == {"PAT005"}  # before and after: an advert


def test_second_reader_is_what_was_trained_on_the_documents() -> None:
    header = second_reader().header
    assert header.data == fingerprint(documents())
    assert set(header.labels) == {ANY, *FAMILIES}
    assert header.thresholds.keys() == {channel + kind for channel in Channel for kind in ("", DOUBT)}
    assert all(header.thresholds[channel + DOUBT] <= header.thresholds[channel] for channel in Channel)


def test_documents_hold_eight_thousand_labelled_sentences_of_every_family() -> None:
    written = [one for one in documents() if one.source not in {"house", "rules", "sheets"}]
    labels = [label for one in written for each in one.labels for label in each]
    assert sum(len(one.sentences) for one in written) >= 8_000
    assert all(labels.count(family) >= 100 for family in FAMILIES)
    assert {one.channel for one in written} == set(Channel)


def test_texts_set_apart_are_not_learnt() -> None:
    learnt = {fold(one.text).lower for one in documents()}
    apart = texts()
    assert len(apart) >= 2_000
    long = [one.text for one in apart if len(one.text.split()) >= COMMON]
    assert not [text for text in long if fold(text).lower in learnt]


def test_labels_are_families_or_patient() -> None:
    assert {label for one in documents() for each in one.labels for label in each} == {*FAMILIES, PATIENT}


def test_reading_names_words_of_the_sentence_and_the_nearest_labelled_one() -> None:
    text = "Le carnet du docteur est ouvert pour la rentrée, il ne manque que votre nom dedans."
    (finding,) = (one for one in review(text, "post").findings if one.reading)
    reading = finding.reading
    assert reading is not None
    assert 0 < len(reading.words) <= WORDS
    assert set(reading.words) <= set(tokenise(fold(text).lower))
    near = nearest(text, reading.family)
    assert any(
        near in one.sentences and reading.family in one.labels[one.sentences.index(near)]
        for one in documents()
        if near in one.sentences
    )


def test_family_nobody_wrote_of_has_no_nearest_sentence() -> None:
    assert nearest("Bonjour.", "no such family") is None


def test_warning_changes_nothing() -> None:
    doubts = (
        finding
        for one in texts()
        for verdict in [review(one.text, one.channel)]
        if isinstance(verdict, Cleared) and not verdict.changes
        for finding in verdict.findings
        if finding.reading
    )
    first = next(doubts)
    assert first.severity is Severity.WARN


def test_second_reader_is_silent_where_a_rule_says_why_the_words_are_lawful() -> None:
    verdict = review("Nous ne proposons pas de remise, la loi l’interdit.", "post")
    assert not [finding for finding in verdict.findings if finding.reading]


def test_second_reader_mends_what_it_is_sure_of_where_a_rule_only_warns() -> None:
    findings = review("Les instituts de beauté vendent du vent.", "post").findings
    assert {(finding.rule, finding.severity) for finding in findings} == {
        ("CNF003", Severity.WARN),
        ("CNF001", Severity.REWRITE),
    }


def test_second_reader_mends_where_a_rule_was_let_down_by_its_excuses() -> None:
    text = "Une nymphoplastie, ce n’est pas plus compliqué qu’une coupe chez le coiffeur."
    assert [finding.rule for finding in review(text, "post").findings if finding.severity.mends] == ["RDV008"]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("title", ["pas à pas", "Petit à petit.", "le nez de profil", "Avant le bloc"])
def test_second_reader_never_mends_a_title_of_few_words(title: str, channel: Channel) -> None:
    assert review(title, channel).text == title


def test_second_reader_mends_few_words_with_a_telling_mark() -> None:
    assert {finding.severity for finding in review("Vos paupières tombent ?", "post").findings} == {
        Severity.REWRITE
    }


def test_same_text_is_read_alike_by_every_process() -> None:
    code = (
        "from bot.guard import review\n"
        f"print([(f.rule, f.start, f.end, f.reading.chance) for _, t in {IMPLICIT!r} for f in review(t, 'post').findings if f.reading])"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    assert runs != {"[]\n"}


@given(WORDS_OF_A_TEXT)
@settings(max_examples=60, deadline=None)
def test_lanes_add_up_to_what_the_planes_say(text: str) -> None:
    weights = read(NAME)
    lanes = Lanes(weights)
    summed: Sight[int] = Sight(lanes.worth, 0)
    listed: Sight[tuple[int, ...]] = Sight(tuple, ())
    folded = fold(text)
    for glance in glances(folded, Sentences(folded).spans, Channel.POST):
        for (total, count, size), (buckets, same, square) in zip(
            summed.look(glance), listed.look(glance), strict=True
        ):
            assert (count, size) == (same, square)
            assert count == len(buckets)
            sums = [sum(plane[bucket] for bucket in buckets) for plane in weights.planes]
            assert lanes.read(total, count) == sums
            assert [lanes.read_one(total, count, lane) for lane in range(len(sums))] == sums


def test_sight_of_an_empty_sentence_is_nothing_but_its_shape() -> None:
    sight: Sight[tuple[int, ...]] = Sight(tuple, ())
    looks = sight.look(Glance([], [], [], ("alone",)))
    assert len(looks) == BLOCKS
    assert [seen.columns for seen in looks] == [0, 0, 0, 0, 1, 0, 0]


def test_letters_of_a_word_are_buckets_with_edges() -> None:
    assert list(grams("de")) == []
    found = list(grams("nez"))
    assert len(found) == 3 + 2 + 1
    assert all(0 <= bucket < BUCKETS for bucket in found)


@given(st.text(max_size=200), st.sampled_from(list(Channel)))
@settings(max_examples=100, deadline=None)
def test_second_reader_reads_whatever_is_written(text: str, channel: Channel) -> None:
    folded = fold(text)
    for opinion in second_reader().opinions(folded, Sentences(folded).spans, channel, FAMILIES):
        assert 0 <= opinion.start < opinion.end <= len(folded.lower)
        assert opinion.family in FAMILIES
