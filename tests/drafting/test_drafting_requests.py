"""Ordinary requests: what the practice tells of itself, what a request asks to leave out, what is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.dictated import stated, with_phones
from bot.drafting.news import mourned
from bot.drafting.ports import Declined, Draft
from bot.drafting.requests import read_request
from bot.drafting.texts import items, keys
from bot.drafting.traps import undenied
from bot.french import in_words
from bot.guard import Cleared, review
from bot.guard.fold import fold

if TYPE_CHECKING:
    from bot.drafting.desk import Desk

LEFT_OUT = (
    "bonne année, version courte, sans promo ni rien",
    "cicatrices et soleil, surtout PAS d’avant après",
    "la blépharoplastie, pas de lien de réservation à la fin",
    "les rides, sans faire de comparaison avec les confrères",
    "ni promo ni concours, juste le tabac",
    "évite de parler de promo",
)
ASKED_FOR = (
    "sans oublier la promo",
    "n’oublie pas de parler de la promo",
    "n’hésite pas à mettre la promo",
    "pourquoi pas une promo",
    "pas de promo mais un concours",
    "pas que la promo",
    "plus de promos pour les abonnées",
)
TOLD = (
    ("on cherche une secrétaire à mi-temps, tu peux faire un post linkedin ?", "Le cabinet cherche une secrétaire à mi-temps."),
    ("cabinet fermé lundi de Pentecôte, prévenir sur fb", "Le cabinet est fermé lundi de Pentecôte."),
    ("voilà donc euh un texte pour dire qu’on sera fermés jeudi point", "Le cabinet sera fermé jeudi."),
    ("on a une nouvelle salle d’attente, un petit mot sobre", "Le cabinet a une nouvelle salle d’attente."),
    ("remercier notre infirmière qui part en retraite", "Merci à notre infirmière qui part en retraite."),
    ("nouveau numéro de téléphone : le 01 99 00 12 34", "Nouveau numéro de téléphone\u00a0: 01 99 00 12 34."),
    ("le docteur sera absent jeudi, l’annoncer sans en faire trop", "Le docteur sera absent jeudi."),
)  # fmt: skip
GREETINGS = (
    ("Bonne année, version courte, sans promo ni rien", "bonne année"),
    ("merci à nos patients pour l’année écoulée, sans chichi", "erci"),
    ("rappel poli : prévenir si on ne peut pas venir à son rendez-vous", "secrétariat"),
    ("respect du secrétariat, merci de rester courtois au téléphone", "courtoisie"),
    ("pourquoi on ne répond pas aux questions médicales en message privé", "examen"),
)


def spoken(pair: int) -> str:
    """Return how two digits of a phone number are said."""
    return f"zéro {in_words(pair)}" if pair < 10 else in_words(pair)


@given(st.integers(1, 9), st.lists(st.integers(0, 99), min_size=4, max_size=4))
def test_phone_said_in_words_is_written_in_figures(first: int, pairs: list[int]) -> None:
    said = ", ".join(map(spoken, (first, *pairs)))
    written = " ".join(f"{pair:02d}" for pair in (first, *pairs))
    assert with_phones(f"c’est le {said}, merci") == f"c’est le {written}, merci"


def test_phone_said_in_words_keeps_what_stands_around_it() -> None:
    said = "Numéro : zéro un quatre-vingt-dix-neuf zéro zéro douze trente-quatre, à noter"
    assert with_phones(said) == "Numéro : 01 99 00 12 34, à noter"


@pytest.mark.parametrize("request_", ["deux ou trois mots sur quatre points", "zéro un deux", "fermé du trois au dix août"])  # fmt: skip
def test_numbers_that_are_no_phone_stay_as_they_were_said(request_: str) -> None:
    assert with_phones(request_) == request_


@pytest.mark.parametrize("order", ["fais un mot", "écris-moi un petit post", "prépare une annonce"])
def test_order_to_write_is_no_invitation_to_readers(order: str) -> None:
    read = read_request(f"je pars en congrès à Marseille la semaine pro, {order}", weigh=True)
    assert read.traps == ()
    assert read.stated == "Le chirurgien part en congrès à Marseille la semaine prochaine."


@pytest.mark.parametrize("request_", LEFT_OUT)
def test_what_a_request_leaves_out_is_no_trap(request_: str) -> None:
    assert read_request(request_, weigh=True).traps == ()


@pytest.mark.parametrize("request_", ASKED_FOR)
def test_words_that_deny_nothing_leave_a_trap_where_it_is(request_: str) -> None:
    assert read_request(request_).traps


def test_reason_why_something_is_not_done_is_a_topic() -> None:
    assert "promo" in undenied(fold("pourquoi nous ne faisons pas de promo").lower)


@pytest.mark.parametrize(("request_", "told"), TOLD)
def test_news_are_cut_out_of_the_request(request_: str, told: str) -> None:
    assert stated(request_, told=True) == told


def test_clause_that_holds_a_trap_is_left_out_of_the_news() -> None:
    read = read_request("on ferme en août, dépêchez-vous il reste trois places en juillet", weigh=True)
    assert read.stated == "Le cabinet ferme en août."
    assert "RDV002" in read.broken


@pytest.mark.parametrize(("request_", "words"), GREETINGS)
async def test_ordinary_word_of_the_practice_is_written(desk: Desk, request_: str, words: str) -> None:
    drafted = await desk.post(request_)
    assert isinstance(drafted, Draft)
    assert words in drafted.verdict.text


@pytest.mark.parametrize(
    "request_",
    [
        "bonne année, et -20 % en janvier",
        "merci à nos patientes pour leurs avis 5 étoiles, cite les",
        "joyeux noël avec une séance offerte pour deux achetées",
    ],
)
async def test_greeting_that_holds_a_trap_is_no_greeting(desk: Desk, request_: str) -> None:
    drafted = await desk.post(request_)
    assert isinstance(drafted, Declined)
    assert drafted.rules


async def test_name_and_phone_of_news_are_written_and_to_be_verified(desk: Desk) -> None:
    newcomer = await desk.post("annoncer l’arrivée de notre nouvelle secrétaire Mélanie, elle est d’accord")
    phone = await desk.post(
        "nouveau numéro : zéro un quatre-vingt-dix-neuf zéro zéro cinquante-six soixante-dix"
    )
    assert isinstance(newcomer, Draft)
    assert isinstance(phone, Draft)
    assert "Mélanie, rejoint l’équipe" in newcomer.verdict.text
    assert any("Mélanie" in one for one in newcomer.verify)
    assert "01 99 00 56 70" in phone.verdict.text
    assert any("01 99 00 56 70" in one for one in phone.verify)


@pytest.mark.parametrize(
    ("request_", "whom"),
    [
        ("hommage au professeur Delaunay", "du professeur Delaunay"),
        ("un mot pour la Dre Ondine Vasseur qui nous a quittés", "de la docteure Ondine Vasseur"),
        ("un mot pour un vieux maître", "d’un confrère"),
    ],
)
def test_word_of_condolence_names_whom_the_person_names(request_: str, whom: str) -> None:
    assert mourned(request_) == whom


@pytest.mark.parametrize("key", keys("words"))
def test_word_of_the_practice_passes_the_guard_byte_for_byte(key: str) -> None:
    for text in items("words", key):
        said = text.replace("{of_whom}", "du professeur ⟦NOM⟧")
        verdict = review(said, "post")
        assert isinstance(verdict, Cleared)
        assert verdict.text == said
