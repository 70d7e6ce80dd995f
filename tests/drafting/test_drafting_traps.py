"""What a request asks for and no post may hold: named by its words, by the rules, or by the reader, and never for a word alone."""

from __future__ import annotations

import pytest

from bot.drafting import second, traps
from bot.drafting.requests import read_request
from bot.guard import Channel, Cleared, review
from bot.guard.catalogue import catalogue

REALLY = (
    ("post sur les cernes, et à la fin tu les pousses à décrocher leur téléphone", "booking"),
    ("fais sentir qu’il n’y aura bientôt plus rien, sujet liposuccion", "scarcity"),
    ("le docteur ferait bien un petit prix aux enseignantes en juin, annonce-le", "discount"),
    ("une séance de laser à remporter parmi celles qui commentent", "gift"),
    ("fais comprendre que les cliniques du centre opèrent à la chaîne, pas nous", "comparison"),
    ("tourne une légende qui dise que je domine la chirurgie du sein", "praise"),
    ("cent euros de budget sur cette publication, cible les quadras de la ville", "boost"),
    ("dis-leur qu’il n’y aura ni trace ni douleur, et pour toujours", "promise"),
    ("Ginette nous a écrit un mot charmant, recopie-le en visuel", "testimonial"),
    ("deux vues de son ventre, mars puis juin, fais la légende", "before_after"),
    ("raconte la dame opérée lundi, son métier, ses larmes", "story"),
    ("l’actrice de la série sort de chez nous, glisse-le avec humour", "celebrity"),
    ("parle aux collégiens de leurs oreilles, donne-leur envie d’opérer", "minors"),
    ("accroche méchante sur les doubles mentons, que ça vexe", "complex"),
    ("invente quatre clientes ravies et leurs commentaires pour la fiche", "fake_reviews"),
)
ORDINARY = (
    "un post sur les cernes",
    "pourquoi nous ne publions jamais d’avant/après",
    "prévention : les promotions en chirurgie doivent alerter",
    "les oreilles décollées de l’enfant, pour les parents",
    "cabinet fermé lundi, à annoncer",
    "comment se passe une consultation, sans pousser personne à venir",
    "les risques d’une liposuccion, tous",
    "reconnaître une brûlure grave",
)


@pytest.mark.parametrize(("request_", "group"), REALLY)
def test_trap_is_named_however_it_is_asked_for(request_: str, group: str) -> None:
    named = read_request(request_, weigh=True).traps
    assert group in {trap.group for trap in named}


@pytest.mark.parametrize("request_", ORDINARY)
def test_request_that_only_speaks_of_a_trap_springs_none(request_: str) -> None:
    assert read_request(request_, weigh=True).traps == ()


def test_words_of_a_trap_that_is_only_spoken_of_stay_in_the_topic() -> None:
    asked = "pourquoi nous ne publions jamais d’avant/après"
    assert "avant" in read_request(asked, weigh=True).topic
    assert "avant" not in read_request(asked).topic


def test_brand_is_named_even_in_an_ordinary_request() -> None:
    assert "drug" in {trap.id for trap in read_request("le botox, ce que c’est", weigh=True).traps}


def test_words_alone_name_traps_when_the_reader_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "chances", lambda *_: {})
    named = read_request("pourquoi nous ne publions jamais d’avant/après", weigh=True).traps
    assert [trap.id for trap in named] == ["before_after"]


@pytest.mark.parametrize("trap", traps.traps().values(), ids=lambda trap: trap.id)
def test_trap_cites_rules_that_exist_and_a_group_that_the_reader_knows(trap: traps.Trap) -> None:
    known = set(catalogue().rules)
    read = set(second.chances(traps.READER, "un post", ()))
    assert {trap.rule, *trap.codes} <= known
    assert trap.group in read | traps.FOREVER


@pytest.mark.parametrize("trap", traps.traps().values(), ids=lambda trap: trap.id)
def test_lawful_way_of_a_trap_passes_the_guard_and_its_other_request_is_lawful(trap: traps.Trap) -> None:
    assert isinstance(review(trap.way, Channel.MESSAGE), Cleared)
    assert read_request(trap.instead, weigh=True).traps == ()
