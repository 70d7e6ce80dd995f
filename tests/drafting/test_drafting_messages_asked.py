"""What a reply answers: the fixed text that fits the sign, each thing that is asked, and nothing that is beside the point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, FakeLibrary, practice_book

from bot.drafting.desk import Desk
from bot.drafting.message import emergency
from bot.drafting.ports import Draft, Hits, Kind, Passage
from bot.drafting.texts import items, stated
from bot.drafting.triage import Class, Triage, by_rules
from bot.drafting.wants import parts, wanted
from bot.french import typeset
from bot.guard import Asked, Cleared
from bot.practice import NO_PRACTICE, Fact, PracticeBook
from bot.writers.answering import answering
from bot.writers.composer import Composer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.ports import Sheet

ON_CALL = "la clinique répond jour et nuit au 04 65 71 00 99"


def book_with(**facts: str) -> PracticeBook:
    book = practice_book()
    return replace(book, facts={**book.facts, **{name: Fact(value) for name, value in facts.items()}})


def desk_of(sheets: Sequence[Sheet], practice: PracticeBook) -> Desk:
    composer = Composer()
    return Desk(FakeLibrary(sheets), composer, composer, practice, lambda: TODAY)


async def reply(desk: Desk, text: str, *, variant: int = 0) -> Draft:
    drafted = await desk.message(text, variant=variant)
    assert isinstance(drafted, Draft)
    return drafted


# The fixed text follows what is said


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mon mari a la bouche de travers et n'arrive plus à parler depuis 10 min", "vital"),
        ("ma jambe est froide et je la sens plus", "vital"),
        ("j'ai mal à l'oeil depuis ma blépharo", "vital"),
        ("Je vois flou d’un œil depuis ce matin, opérée hier des paupières", "vital"),
        ("Mon bras est paralysé depuis l’abdominoplastie", "vital"),
        ("Mes lèvres sont toutes blanches et ça fait très mal", "vital"),
        ("Depuis l’injection des cernes je vois flou", "injection"),
        ("Botox hier, la bouche de travers et du mal à parler", "injection"),
        ("Injection hier, la lèvre est toute blanche et ça fait très mal", "injection"),
        ("mon fils s'est coupé le doigt avec une scie il est par terre le bout", "vital"),
        ("Je me suis sectionné le pouce avec la tondeuse", "vital"),
        ("Mon mari s’est arraché l’oreille dans la machine, que faire", "vital"),
        ("mon fils de 4 ans s'est renversé de l'eau bouillante sur le bras", "vital"),
        ("Ma fille de 3 ans s’est ébouillantée avec la soupe", "vital"),
        ("Je me suis brûlée le visage avec de l’huile bouillante ce matin", "vital"),
        ("il va me tuer si je refuse l'opération", "violence"),
        ("Mon mec dit qu’il va me frapper si je ne me fais pas opérer", "violence"),
        ("Il menace de me défigurer", "violence"),
        ("Ma mère m’enferme tant que je ne suis pas opérée", "violence"),
    ],
)
def test_fixed_text_follows_the_sign_and_speaks_of_an_injection_only_if_one_is_said(
    text: str, key: str
) -> None:
    seen = by_rules(text)
    assert seen.klass is (Class.DISTRESS if key == "violence" else Class.EMERGENCY)
    assert seen.text == key


@pytest.mark.parametrize(
    "text",
    [
        "J’ai une cicatrice de brûlure depuis l’enfance, que peut-on faire ?",
        "J’ai été amputée d’un doigt il y a dix ans",
        "Mon mari va me conduire à la clinique",
        "Ma cicatrice me brûle un peu",
        "Le prix m’a coupé le souffle",
    ],
)
def test_old_wound_or_a_figure_of_speech_is_no_accident(text: str) -> None:
    assert {"E15", "E19"}.isdisjoint(by_rules(text).red_flags)


@pytest.mark.parametrize(
    "text",
    [
        "mon fils de 4 ans s'est renversé de l'eau bouillante sur le bras",
        "Ma fille de 2 ans s’est brûlée avec du café brûlant",
        "mon fils s'est coupé le doigt avec une scie il est par terre le bout",
    ],
)
async def test_accident_of_a_child_gets_the_vital_text_and_no_word_of_a_consultation(
    desk: Desk, text: str
) -> None:
    alarm = await reply(desk, text)
    assert alarm.fixed
    assert alarm.verdict.text.startswith(items("emergency", "vital")[0])
    assert alarm.situation == "emergency"


def test_card_names_the_sign_and_shows_no_inner_code() -> None:
    named = emergency(by_rules("Je n’arrive plus à respirer depuis l’opération"), NO_PRACTICE)
    unnamed = emergency(Triage(Class.EMERGENCY, ("E?",), text="vital"), NO_PRACTICE)
    assert named.situation_label == typeset(
        "Urgence possible : essoufflement, douleur dans la poitrine ou malaise"
    )
    assert unnamed.situation_label == "Urgence possible"
    assert emergency(by_rules("Je veux mourir"), NO_PRACTICE).situation_label == "Détresse"


# Who answers at night


@pytest.mark.parametrize(
    "text", ["Ça saigne sans arrêt", "Mon mollet est dur et gonflé", "Du pus sort de la cicatrice"]
)
async def test_emergency_gives_who_is_on_call(sheets: tuple[Sheet, ...], text: str) -> None:
    alarm = await reply(desk_of(sheets, book_with(on_call=ON_CALL)), text)
    assert isinstance(alarm.verdict, Cleared)
    assert alarm.verdict.verdict == "clear"
    assert typeset("La clinique répond jour et nuit au 04 65 71 00 99.") in typeset(alarm.verdict.text)


@pytest.mark.parametrize("text", ["Je veux mourir", "Mon mari me frappe"])
async def test_distress_and_violence_send_to_nobody_else(sheets: tuple[Sheet, ...], text: str) -> None:
    alarm = await reply(desk_of(sheets, book_with(on_call=ON_CALL)), text)
    assert "clinique" not in alarm.verdict.text


NIGHT = (
    "vous avez un numéro d'urgence ?",
    "comment appeler la nuit si j'ai un problème ?",
    "Qui joindre le week-end en cas de souci ?",
    "Y a-t-il un chirurgien de garde ?",
    "Qui contacter en dehors des horaires ?",
)


@pytest.mark.parametrize("text", NIGHT)
async def test_question_of_the_night_gets_who_is_on_call(sheets: tuple[Sheet, ...], text: str) -> None:
    said = (await reply(desk_of(sheets, book_with(on_call=ON_CALL)), text)).verdict.text
    assert "jour et nuit" in said
    assert "15" in said


@pytest.mark.parametrize("text", NIGHT)
async def test_question_of_the_night_without_an_on_call_line_is_said(
    sheets: tuple[Sheet, ...], text: str
) -> None:
    drafted = await reply(desk_of(sheets, NO_PRACTICE), text)
    assert any(note.startswith("L’astreinte ne figure pas") for note in drafted.notes)
    assert "15" in drafted.verdict.text


# Each thing that is asked


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("je confirme mon rdv de demain 9h30", ("confirm",)),
        ("c'est juste pour l'heure de mon rdv", ("own_time",)),
        ("À quelle heure est mon rendez-vous déjà ?", ("own_time",)),
        ("on peut payer en 3 fois ?", ("instalments",)),
        ("vous prenez la carte bleue ?", ("instalments",)),
        ("je veux porter plainte", ("complaint",)),
        ("La rhinoplastie est-elle remboursée ?", ("cover",)),
        ("Faites-vous des consultations en visio ?", ("remote",)),
        ("Je relance, toujours pas de devis reçu", ("awaited",)),
        ("Je serai en retard de 10 min", ("late",)),
        ("Vous êtes fermés à Noël ?", ("closures",)),
        ("Je peux avoir une facture pour ma mutuelle ?", ("invoice",)),
        ("avez-vous un numéro de téléphone ?", ("contact_phone",)),
        ("quel est votre mail ?", ("contact_mail",)),
        ("C'est scandaleux, ça fait 3 fois que vous annulez", ("complaint",)),
        ("Je voudrais récupérer mes arrhes", ("instalments",)),
        ("Combien coûte une consultation ?", ()),
        ("Quels sont vos horaires ?", ()),
    ],
)
def test_message_wants_what_it_says(text: str, wants: tuple[str, ...]) -> None:
    assert wanted(parts(text)) == wants


@pytest.mark.parametrize(
    ("text", "gone", "there"),
    [
        ("je confirme mon rdv de demain 9h30", "prendre rendez-vous", "confirmation"),
        ("c'est juste pour l'heure de mon rdv", "prendre rendez-vous", "agenda"),
        ("on peut payer en 3 fois ?", "80", "paiement"),
        ("pouvez-vous renouveler mon ordonnance ?", "80", "ordonnance"),
        ("vous prenez la carte bleue ?", "médical", "paiement"),
        ("Je serai en retard de 10 min", "annuler", "médecin"),
        ("Vous êtes fermés à Noël ?", "9 h", "fermeture"),
        ("C'est scandaleux, ça fait 3 fois que vous m’appelez pour rien", "80", "mécontentement"),
        ("Combien d’arrêt de travail pour une abdominoplastie ?", "dernière prise", "ordonnance"),
        ("Je relance, toujours pas de devis reçu", "80", "demande"),
        ("Faut-il une ordonnance pour venir ? et quelle est l’adresse", "traitement", "allée"),
    ],
)
async def test_reply_is_to_the_point(desk: Desk, text: str, gone: str, there: str) -> None:
    said = (await reply(desk, text)).verdict.text
    assert gone not in said
    assert there in said


async def test_way_of_paying_that_the_practice_gives_is_the_answer(sheets: tuple[Sheet, ...]) -> None:
    desk = desk_of(sheets, book_with(fees="la consultation est à 80 €, par carte ou par chèque"))
    said = (await reply(desk, "vous prenez la carte bleue ?")).verdict.text
    assert "par carte ou par chèque" in said


def test_complaint_is_told_as_one() -> None:
    found = parts("Je suis très déçue. Je vais porter plainte, mon avocat vous écrira.")
    assert "complaint" in wanted(found)
    assert all(part.asked <= {Asked.OTHER} for part in found)


async def test_unhappy_message_is_handed_over_with_a_warning(desk: Desk) -> None:
    drafted = await reply(desk, "Je voudrais déposer une réclamation sur ma facture")
    assert "transmis au médecin" in drafted.verdict.text
    assert any(note.startswith("Réclamation") for note in drafted.notes)


@pytest.mark.parametrize(
    ("text", "answered", "left"),
    [
        (
            "Combien coûte la consultation, quels sont vos horaires et faites-vous la greffe de cheveux ?",
            ("80", "vendredi"),
            "greffe",
        ),
        ("Quels sont vos horaires ? Acceptez-vous les chiens ?", ("vendredi",), "chiens"),
        ("Quelle est l’adresse et avez-vous un distributeur de boissons ?", ("allée",), "boissons"),
    ],
)
async def test_several_questions_are_answered_or_listed(
    desk: Desk, text: str, answered: tuple[str, ...], left: str
) -> None:
    drafted = await reply(desk, text)
    assert [one for one in answered if one not in drafted.verdict.text] == []
    assert any("Sans réponse dans la fiche" in note and left in note for note in drafted.notes)
    assert "Pour le reste" in drafted.verdict.text


async def test_sign_beside_a_practical_question_is_not_left_out(desk: Desk) -> None:
    drafted = await reply(desk, "Bonjour, j'ai mal au bras depuis hier, et combien coûte la consultation ?")
    assert drafted.situation == "medical"
    assert "chirurgien" in drafted.verdict.text
    assert "80" in drafted.verdict.text


@pytest.mark.parametrize("text", ["merci beaucoup pour votre gentillesse", "Merci docteur !"])
@pytest.mark.parametrize("variant", [0, 1])
async def test_courtesy_says_something(desk: Desk, text: str, variant: int) -> None:
    assert "équipe" in (await reply(desk, text, variant=variant)).verdict.text


# Facts of the practice


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("la première consultation est à 80 €", "La première consultation est à 80 €."),
        ("le secrétariat répond du lundi au vendredi.", "Le secrétariat répond du lundi au vendredi."),
        ("80 €, sans dépassement", ""),
        ("du lundi au vendredi, de 9 h à 18 h", ""),
        ("une pièce d’identité, la carte Vitale", ""),
        ("métro Exemple, ligne B", ""),
    ],
)
def test_fact_that_is_a_clause_stands_alone(value: str, said: str) -> None:
    assert stated(value) == (typeset(said) if said else "")


async def test_own_facts_need_no_second_look(desk: Desk) -> None:
    drafted = await reply(desk, "Combien coûte une consultation et comment prendre rendez-vous ?")
    assert "80" in drafted.verdict.text
    assert drafted.verify == ()


# Sentences of a document


def passage(kind: Kind, title: str, text: str) -> Passage:
    return Passage(f"{kind}:{title}:1", f"{kind}:{title}", kind, title, "", text, 0, len(text), 0.9, title)


LIPO = passage(
    Kind.TOPIC, "La liposuccion", "Le panty se porte plusieurs semaines. Le tabac expose à une nécrose."
)
OWN = passage(
    Kind.PRACTICE, "Consignes après liposuccion", "Le panty se garde six semaines. Le sport attend deux mois."
)
SLEEP = passage(
    Kind.TOPIC,
    "L’anesthésie",
    "Boire de l’alcool est exclu jusqu’au lendemain. Le délai avant de prendre l’avion varie. Les fils se retirent à la date fixée.",
)


@pytest.mark.parametrize(
    "request_",
    [
        "je peux boire de l'alcool la veille ?",
        "je peux boire de l'alcool la veille de l'anesthésie ?",
        "quand est ce que je peux prendre une douche ?",
        "quand enlève t on les fils ?",
        "je fume 10 cigarettes, ma liposuccion du 12 ?",
        "quand reprendre le sport après un lifting ?",
        "mon panty s'est déchiré après ma liposuccion, que faire ?",
    ],
)
def test_sentence_of_another_act_another_time_or_a_fright_is_left_out(request_: str) -> None:
    assert answering(request_, [LIPO, SLEEP], limit=2) == []


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("combien de temps garder le panty après ma lipo ?", "Le panty se garde six semaines."),
        ("quand reprendre le sport après liposuccion ?", "Le sport attend deux mois."),
        ("combien de temps le panty ?", "Le panty se garde six semaines."),
    ],
)
def test_own_document_comes_before_a_sheet(request_: str, said: str) -> None:
    assert [one.text for one in answering(request_, [LIPO, OWN], limit=2)] == [said]


def test_sheet_answers_when_the_practice_says_nothing() -> None:
    found = answering("combien de temps le panty après une liposuccion ?", [LIPO], limit=2)
    assert [one.text for one in found] == ["Le panty se porte plusieurs semaines."]


class OwnLibrary(FakeLibrary):
    """Finds one document of the practice, whatever is asked of the practice's documents."""

    async def search(self, question: str, *, kinds: Sequence[Kind] = tuple(Kind), limit: int = 6) -> Hits:
        if tuple(kinds) == (Kind.PRACTICE,):
            return Hits((OWN,), covered=True)
        return await super().search(question, kinds=kinds, limit=limit)


async def test_reply_takes_the_instruction_of_the_practice(sheets: tuple[Sheet, ...]) -> None:
    composer = Composer()
    desk = Desk(OwnLibrary(sheets), composer, composer, practice_book(), lambda: TODAY)
    drafted = await reply(desk, "combien de temps faut-il porter le panty après une liposuccion ?")
    assert "six semaines" in drafted.verdict.text
    assert drafted.sources[0].label == OWN.label


async def test_prescription_is_asked_about_in_plain_french(desk: Desk) -> None:
    said = (await reply(desk, "Puis-je avoir une ordonnance d’antibiotiques ?")).verdict.text
    assert "le médicament, le prescripteur et l’heure de la dernière prise" in said
