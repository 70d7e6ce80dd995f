"""The two belts: what is masked, and what stops a request that still holds an identifier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writers.errors import WriterLeak
from bot.writers.masking import LINK_GONE, Shield, visible, without_links

LEAKS = [
    "06 39 98 12 34",
    "0639981234",
    "06.39.98.12.34",
    "06-39-98-12-34",
    "06/39/98/12/34",
    "+33 6 39 98 12 34",
    "+33639981234",
    "0033 6 39 98 12 34",
    "+33 (0)6 39 98 12 34",
    "01 99 00 12 34",
    "zelie@farandole.example",
    "zelie.farandole+soin@courriel.example",
    "2 85 07 99 123 456 78",
    "285079912345678",
    "1 85 07 2A 123 456",
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
]
HARMLESS = [
    "Appelez le 15, le 112, le 3114 ou le 114.",
    "de 9 h à 18 h 30, du lundi au vendredi",
    "art. R.4127-19-1 du code de la santé publique",
    "le décret n° 2020-1662 du 22 décembre 2020",
    "entre 3 000 et 6 000 personnes en 2024",
    "⟦PRÉNOM⟧ ⟦TÉL⟧ ⟦COURRIEL⟧",
    "bilan à 1, 3, 6 et 12 mois",
    "numéro 12 345 678 du catalogue",
    "<donnees-bcdfghjklmnpqrst>",
]


@pytest.mark.parametrize("leak", LEAKS)
def test_check_stops_a_request_that_holds(leak: str) -> None:
    with pytest.raises(WriterLeak) as caught:
        Shield.check(f"Bonjour, {leak}, merci")
    assert leak not in str(caught.value)


@pytest.mark.parametrize("text", HARMLESS)
def test_check_lets_through(text: str) -> None:
    Shield.check(text)


def test_check_spares_the_numbers_of_the_practice_however_they_are_written() -> None:
    Shield.check("Le cabinet répond au 01.99.00.12.34.", ["01 99 00 12 34"])
    with pytest.raises(WriterLeak):
        Shield.check("Le cabinet répond au 01 99 00 12 34, elle au 06 39 98 12 34.", ["01 99 00 12 34"])


def test_cover_masks_until_nothing_changes() -> None:
    steps = {"a": "b", "b": "c"}
    assert Shield(lambda text: steps.get(text, text)).cover("a") == "c"


def test_cover_stops_a_mask_that_does_not_settle() -> None:
    with pytest.raises(WriterLeak):
        Shield(lambda text: text + ".").cover("a")


def test_cover_shows_the_mask_what_was_hidden() -> None:
    seen: list[str] = []
    Shield(lambda text: seen.append(text) or text).cover("Zé\u200blie\u00ad\U000e0041")
    assert seen == ["Zélie"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voyez https://x.example/a?b=1 et dites", f"voyez {LINK_GONE} et dites"),
        ("voyez www.x.example", f"voyez {LINK_GONE}"),
        ("sur insta.com/zelie merci", f"sur {LINK_GONE} merci"),
        ("tg://resolve?domain=x", LINK_GONE),
        ("Bonjour.Merci pour tout.Au revoir", "Bonjour.Merci pour tout.Au revoir"),
        ("zelie@farandole.example", "zelie@farandole.example"),
        ("le Dr. Et puis", "le Dr. Et puis"),
    ],
)
def test_without_links_takes_addresses_only(text: str, expected: str) -> None:
    assert without_links(text) == expected


@given(st.text())
def test_visible_is_settled_and_never_longer(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert len(once) <= len(text)
