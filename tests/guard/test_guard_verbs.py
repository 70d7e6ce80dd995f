"""French verb forms."""

from __future__ import annotations

import pytest

from bot.guard.verbs import MOODS, PERSONS, UnknownVerb, forms

PRESENT = [
    ("etre", "suis es est sommes etes sont"),
    ("avoir", "ai as a avons avez ont"),
    ("aller", "vais vas va allons allez vont"),
    ("faire", "fais fait faisons faites font"),
    ("dire", "dis dit disons dites disent"),
    ("interdire", "interdis interdit interdisons interdisez interdisent"),
    ("prendre", "prends prend prenons prenez prennent"),
    ("comprendre", "comprends comprend comprenons comprenez comprennent"),
    ("mettre", "mets met mettons mettez mettent"),
    ("venir", "viens vient venons venez viennent"),
    ("obtenir", "obtiens obtient obtenons obtenez obtiennent"),
    ("pouvoir", "peux peut pouvons pouvez peuvent"),
    ("vouloir", "veux veut voulons voulez veulent"),
    ("recevoir", "recois recoit recevons recevez recoivent"),
    ("voir", "vois voit voyons voyez voient"),
    ("ecrire", "ecris ecrit ecrivons ecrivez ecrivent"),
    ("produire", "produis produit produisons produisez produisent"),
    ("atteindre", "atteins atteint atteignons atteignez atteignent"),
    ("rejoindre", "rejoins rejoint rejoignons rejoignez rejoignent"),
    ("decouvrir", "decouvre decouvres decouvrons decouvrez decouvrent"),
    ("choisir", "choisis choisit choisissons choisissez choisissent"),
    ("rendre", "rends rend rendons rendez rendent"),
    ("perdre", "perds perd perdons perdez perdent"),
    ("manger", "mange manges mangeons mangez mangent"),
    ("commencer", "commence commences commencons commencez commencent"),
    ("appeler", "appelle appelles appelons appelez appellent"),
    ("acheter", "achete achetes achetons achetez achetent"),
    ("envoyer", "envoie envoies envoyons envoyez envoient"),
    ("nettoyer", "nettoie nettoies nettoyons nettoyez nettoient"),
    ("installer", "installe installes installons installez installent"),
    ("partir", "pars part partons partez partent"),
    ("repartir", "repartis repartit repartissons repartissez repartissent"),
    ("connaitre", "connais connait connaissons connaissez connaissent"),
    ("se decider", "me decide|te decides|se decide|nous decidons|vous decidez|se decident"),
    ("s'inscrire", "m'inscris|t'inscris|s'inscrit|nous inscrivons|vous inscrivez|s'inscrivent"),
]
OTHERS = [
    ("prendre", "imp", None, "prends prenons prenez"),
    ("reserver", "imp", None, "reserve reserves reservons reservez"),
    ("reserver", "imp", "vous", "reservez"),
    ("se decider", "imp", "vous", "decidez vous"),
    ("se decider", "inf", None, "me decider|te decider|se decider|nous decider|vous decider"),
    ("aller", "imp", None, "va vas allons allez"),
    ("etre", "imp", None, "sois soyons soyez"),
    ("savoir", "ger", None, "sachant"),
    ("etre", "ger", None, "etant"),
    ("pouvoir", "fut", "vous", "pourrez"),
    ("pouvoir", "cond", "nous", "pourrions"),
    ("payer", "fut", "il", "paiera"),
    ("envoyer", "fut", "nous", "enverrons"),
    ("appeler", "fut", "je", "appellerai"),
    ("faire", "subj", "il", "fasse"),
    ("venir", "subj", "vous", "veniez"),
    ("manger", "impf", "nous", "mangions"),
    ("manger", "impf", "je", "mangeais"),
    ("offrir", "pp", None, "offert offerte offerts offertes"),
    ("prendre", "pp", None, "pris prise prises"),
    ("garantir", "pp", None, "garanti garantie garantis garanties"),
    ("rendre", "pp", None, "rendu rendue rendus rendues"),
]


def listed(text: str) -> set[str]:
    return set(text.split("|") if "|" in text else text.split())


@pytest.mark.parametrize(("verb", "expected"), PRESENT)
def test_the_present_is_the_one_of_the_grammar(verb: str, expected: str) -> None:
    assert forms(verb, "ind") == listed(expected)


@pytest.mark.parametrize(("verb", "mood", "person", "expected"), OTHERS)
def test_other_moods_keep_their_person(verb: str, mood: str, person: str | None, expected: str) -> None:
    known = {"decidez vous"} if expected == "decidez vous" else listed(expected)
    assert forms(verb, mood, person) == known


def test_the_word_verb_stands_for_all_moods() -> None:
    every = frozenset().union(*(forms("prendre", mood) for mood in MOODS))
    assert forms("prendre", "verb") == every


@pytest.mark.parametrize("verb", ["foutre", "braire", "chaloir", "sourdre"])
def test_an_irregular_verb_that_no_table_knows_is_an_error(verb: str) -> None:
    with pytest.raises(UnknownVerb, match=verb):
        forms(verb, "ind")


@pytest.mark.parametrize(("mood", "person"), [("past", None), ("inf", "vous"), ("ind", "moi")])
def test_a_mood_or_a_person_that_does_not_exist_is_an_error(mood: str, person: str | None) -> None:
    with pytest.raises(ValueError, match="mood"):
        forms("prendre", mood, person)


@pytest.mark.parametrize("person", PERSONS)
def test_each_person_has_a_future(person: str) -> None:
    assert len(forms("reserver", "fut", person)) == 1
