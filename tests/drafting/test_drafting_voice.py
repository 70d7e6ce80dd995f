"""The style card: what is learnt from posts, and what of a sentence suits it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.voice import Address, Voice, is_needed, learn

SIGNED = "L’équipe du cabinet"
POSTS = (
    f"La rhinoplastie, qu’est-ce que c’est ?\n\nOn vous explique, sans promesse. Vous en parlez avec votre chirurgien.\n\n{SIGNED}\n#nez #information",
    f"Soleil et cicatrices ☀️\n\nOn vous explique pourquoi. La cicatrice récente se protège du soleil.\n\n{SIGNED}\n#peau",
    f"Pourquoi arrêter le tabac ?\n\nOn vous explique, pas à pas. Il ralentit la cicatrisation.\n\n{SIGNED}\n#tabac #information",
    f"Le lipœdème\n\nOn vous explique ce que l’on sait.\n\n{SIGNED}",
)


def test_voice_is_learnt_from_posts() -> None:
    voice = learn(POSTS)
    assert voice is not None
    assert (voice.address, voice.questions, voice.emoji, voice.hashtags) == (Address.VOUS, 50, 0, 1)
    assert voice.words in {5, 6}
    assert voice.loved == ("on vous explique",)
    assert voice.sign_off == SIGNED


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Tu te poses des questions sur ta cicatrice ? Tu peux lire cette fiche.", Address.TU),
        ("Vous préparez votre opération ? Notez vos questions.", Address.VOUS),
        ("Notez l’heure. Gardez la cicatrice à l’ombre.", Address.VOUS),
        ("La cicatrice pâlit avec le temps. Le nez reste sensible chez certains.", Address.NEUTRAL),
    ],
)
def test_voice_hears_how_the_reader_is_addressed(text: str, address: Address) -> None:
    voice = learn([text, text])
    assert voice is not None
    assert voice.address is address


@pytest.mark.parametrize("posts", [(), ("",), ("#nez", "☀️ https://cabinet.example")])
def test_voice_has_nothing_to_learn_from_posts_without_a_sentence(posts: tuple[str, ...]) -> None:
    assert learn(posts) is None


@pytest.mark.parametrize(
    "last",
    ["Appelez le 01 99 00 12 34", "Information générale, qui ne remplace pas un avis médical.", "Et vous ?"],
)
def test_voice_takes_no_figure_mention_or_question_for_a_signature(last: str) -> None:
    voice = learn([f"Le tabac ralentit la cicatrisation.\n\n{last}"] * 3)
    assert voice is not None
    assert voice.sign_off == ""


def test_voice_takes_a_line_seen_once_for_no_signature() -> None:
    voice = learn(["Le tabac.\n\nLe cabinet", "Le soleil.\n\nLa fin", "Le sport.\n\nMerci"])
    assert voice is not None
    assert voice.sign_off == ""


@pytest.mark.parametrize("text", ["Un résultat magique.", "MAGIQUE", "Des effets magiques", "« magique »"])
def test_voice_shuns_a_banned_word_in_all_its_forms(text: str) -> None:
    assert Voice(banned=("magique",)).shunned(text) == ("magique",)


@pytest.mark.parametrize("text", ["La magie", "magiquement", "une image"])
def test_voice_shuns_no_word_that_only_looks_like_it(text: str) -> None:
    assert Voice(banned=("magique",)).shunned(text) == ()


@pytest.mark.parametrize("address", [Address.TU, Address.NEUTRAL])
def test_voice_without_vous_leaves_out_what_says_it(address: Address) -> None:
    voice = Voice(address=address)
    assert not voice.suits("Gardez la cicatrice à l’ombre.")
    assert not voice.suits("Cela dépend de votre peau.")
    assert voice.suits("Chez certaines personnes, le nez reste sensible.")


def test_banned_word_is_loved_no_more_and_back() -> None:
    voice = Voice(loved=("pas à pas",)).banning("« Pas à pas »")
    assert (voice.loved, voice.banned) == ((), ("Pas à pas",))
    assert voice.loving("pas à pas") == Voice(loved=("pas à pas",))
    assert voice.allowing("pas à pas").banned == ()


@pytest.mark.parametrize("words", ["risque", "Complications", "le 15", "les urgences", "effets indésirables"])
def test_voice_cannot_ban_what_honest_information_says(words: str) -> None:
    assert is_needed(words)


@pytest.mark.parametrize("words", ["magique", "parfait", "on vous explique"])
def test_voice_can_ban_other_words(words: str) -> None:
    assert not is_needed(words)


@given(st.integers(0, 100))
def test_voice_opens_with_as_many_questions_as_it_says(share: int) -> None:
    voice = Voice(questions=share)
    asked = sum(bool(voice.asks(f"topic:{n}")) for n in range(1_000))
    assert abs(asked / 10 - share) < 6


@given(
    st.builds(
        Voice,
        address=st.sampled_from(Address),
        words=st.none() | st.integers(1, 40),
        questions=st.none() | st.integers(0, 100),
        loved=st.lists(st.text(max_size=9), max_size=3).map(tuple),
        banned=st.lists(st.text(max_size=9), max_size=3).map(tuple),
        sign_off=st.text(max_size=9),
    )
)
def test_voice_comes_back_from_json_as_it_was(voice: Voice) -> None:
    assert Voice.of(json.loads(json.dumps(voice.as_json()))) == voice


@given(st.lists(st.text(max_size=80), max_size=6))
def test_voice_learns_from_any_text(posts: list[str]) -> None:
    voice = learn(posts)
    assert voice is None or len(voice.sign_off) <= 80
