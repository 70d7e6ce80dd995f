"""Limits of the platforms, and the names people give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.platforms import (
    SHAPES,
    counters,
    find_platform,
    find_unknown,
    hashtags,
    shown_name,
    without_platform,
    words,
)
from bot.drafting.ports import Craft, Platform

NAMES = [
    ("un post insta", Platform.INSTAGRAM),
    ("pour IG", Platform.INSTAGRAM),
    ("sur Instagram stp", Platform.INSTAGRAM),
    ("version fb", Platform.FACEBOOK),
    ("Facebook", Platform.FACEBOOK),
    ("linked in", Platform.LINKEDIN),
    ("linkdin", Platform.LINKEDIN),
    ("pour ma fiche google", Platform.GOOGLE),
    ("gmb", Platform.GOOGLE),
    ("Google Business Profile", Platform.GOOGLE),
    ("google my business", Platform.GOOGLE),
    ("you tube", Platform.YOUTUBE),
    ("une vidéo YouTube", Platform.YOUTUBE),
    ("un post sur le soleil", None),
    ("la digestion", None),
    ("le ffb", None),
]


@pytest.mark.parametrize(("said", "platform"), NAMES)
def test_platform_is_found_by_the_names_people_give_it(said: str, platform: Platform | None) -> None:
    assert find_platform(said) is platform


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("pour TikTok", "TikTok"),
        ("un post tik tok", "TikTok"),
        ("sur Twitter", "Twitter"),
        ("version X", "X"),
        ("Snapchat", "Snapchat"),
        ("whatsapp", "WhatsApp"),
    ],
)
def test_platform_we_do_not_write_for_is_named(said: str, name: str) -> None:
    assert shown_name(find_unknown(said) or "") == name


def test_ordinary_request_names_no_foreign_platform() -> None:
    assert find_unknown("un post sur l’axe du nez et la rhinoplastie") is None


def test_first_platform_named_wins() -> None:
    assert find_platform("linkedin puis instagram") is Platform.LINKEDIN


def test_topic_is_left_when_the_platform_is_taken_out() -> None:
    assert without_platform("un post pour ma fiche Google sur les cicatrices").split()[-2:] == [
        "les",
        "cicatrices",
    ]


def test_instagram_counts_characters_and_hashtags() -> None:
    length, tags = counters("Bonjour #a #b", Craft.POST, Platform.INSTAGRAM)
    assert (length.used, length.limit, length.unit) == (13, 2_200, "caractères")
    assert (tags.used, tags.limit) == (2, 5)


def test_sixth_hashtag_breaks_the_limit_of_instagram() -> None:
    assert not counters("#a #b #c #d #e #f", Craft.POST, Platform.INSTAGRAM)[1].kept


def test_google_post_takes_no_hashtag() -> None:
    assert not counters("Bonjour #nez", Craft.POST, Platform.GOOGLE)[1].kept


def test_youtube_counts_title_and_description_apart() -> None:
    title, description = counters("Titre\n\nDescription", Craft.POST, Platform.YOUTUBE)
    assert (title.used, title.limit) == (5, 100)
    assert (description.used, description.limit) == (11, 5_000)


def test_message_counts_bytes_for_instagram() -> None:
    by_unit = {counter.unit: counter for counter in counters("é🙂ش", Craft.MESSAGE)}
    assert by_unit["octets"].used == 2 + 4 + 2
    assert by_unit["octets"].limit == 1_000
    assert by_unit["mots"].limit == 110


def test_review_counts_characters_and_bytes() -> None:
    characters, size = counters("é" * 600, Craft.REVIEW)
    assert (characters.used, characters.kept) == (600, True)
    assert (size.used, size.limit) == (1_200, 4_096)


def test_limits_are_those_of_the_platforms() -> None:
    assert {platform: shape.characters for platform, shape in SHAPES.items()} == {
        Platform.INSTAGRAM: 2_200,
        Platform.FACEBOOK: 63_206,
        Platform.LINKEDIN: 3_000,
        Platform.GOOGLE: 1_500,
        Platform.YOUTUBE: 5_102,
    }


def test_hashtags_are_read_with_accents_and_not_in_addresses() -> None:
    assert hashtags("#été #nez https://x.example/a#b") == ("#été", "#nez")


def test_elided_words_count_as_one() -> None:
    assert words("l’opération — c’est « fini » !") == 3


@given(st.text(max_size=200))
def test_counting_never_raises(text: str) -> None:
    assert all(counter.used >= 0 for craft in Craft for counter in counters(text, craft))
