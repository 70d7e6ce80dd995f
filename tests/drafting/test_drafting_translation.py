"""Replies in the language of the patient: what is compared, by the dozen, and what becomes of a draft."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.ports import Craft, Draft, WriterError
from bot.drafting.translation import (
    SHOWN,
    TO_DO,
    faults,
    name_of,
    negations,
    numbers,
    still_true,
    with_translation,
)
from bot.drafting.triage import language
from bot.guard import Asked, Practice, review
from bot.practice import NO_PRACTICE, PracticeBook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guard import Cleared, Refused

FRENCH = (
    "Bonjour, merci pour votre message. Pour la consultation, apportez une pièce d’identité, la carte Vitale, la liste de vos "
    "traitements et vos comptes rendus. La première consultation est à 80 €. Le secrétariat répond du lundi au vendredi, de 9 h "
    "à 18 h, au 01 99 00 12 12. Nous ne pouvons pas évaluer votre état par message.\n\nBien à vous, le secrétariat."
)
WELL = {
    "en": "Hello, thank you for your message. For the consultation, please bring an ID, your Vitale card, the list of your treatments "
    "and your reports. The first consultation costs €80. The secretary's office answers from Monday to Friday, 9 am to 6 pm, on "
    "+33 1 99 00 12 12. We cannot assess your condition by message.\n\nKind regards, the secretary's office.",
    "es": "Hola, gracias por su mensaje. Para la consulta, traiga un documento de identidad, la tarjeta Vitale, la lista de sus "
    "tratamientos y sus informes. La primera consulta cuesta 80 €. La secretaría responde de lunes a viernes, de 9:00 a 18:00, en "
    "el 01 99 00 12 12. No podemos evaluar su estado por mensaje.\n\nUn saludo, la secretaría.",
    "pt": "Olá, obrigado pela sua mensagem. Para a consulta, traga um documento de identidade, o cartão Vitale, a lista dos seus "
    "tratamentos e os seus relatórios. A primeira consulta custa 80 €. O secretariado responde de segunda a sexta-feira, das 9h às "
    "18h, no 01 99 00 12 12. Não podemos avaliar o seu estado por mensagem.\n\nCom os melhores cumprimentos, o secretariado.",
    "de": "Guten Tag, vielen Dank für Ihre Nachricht. Bitte bringen Sie zur Sprechstunde einen Ausweis, die Vitale-Karte, die Liste "
    "Ihrer Behandlungen und Ihre Befunde mit. Die erste Sprechstunde kostet 80 €. Das Sekretariat antwortet von Montag bis Freitag, "
    "von 9 Uhr bis 18.00 Uhr, unter 01 99 00 12 12. Wir können Ihren Zustand nicht per Nachricht beurteilen.\n\nMit freundlichen "
    "Grüßen, das Sekretariat.",
    "it": "Buongiorno, grazie per il suo messaggio. Per la visita porti un documento d'identità, la tessera Vitale, l'elenco delle sue "
    "terapie e i suoi referti. La prima visita costa 80 €. La segreteria risponde dal lunedì al venerdì, dalle 9:00 alle 18:00, al "
    "01 99 00 12 12. Non possiamo valutare il suo stato per messaggio.\n\nCordiali saluti, la segreteria.",
    "ar": "مرحبًا، شكرًا لرسالتكم. للاستشارة يُرجى إحضار وثيقة هوية وبطاقة فيتال وقائمة العلاجات والتقارير الطبية. سعر الاستشارة الأولى ٨٠ "
    "يورو. تجيب السكرتارية من الاثنين إلى الجمعة، من 9:00 إلى 18:00، على الرقم 01 99 00 12 12. لا يمكننا تقييم حالتكم عبر رسالة.\n\n"
    "مع أطيب التحيات، السكرتارية.",
}
SPOILT = [
    ("en", "€80", "€90", "chiffres différents : 80, 90"),
    ("en", "cannot", "can", "négations différentes"),
    ("en", "9 am", "9 pm", "chiffres différents : 21, 9"),
    ("en", "Friday", "Saturday", "jour 5, jour 6"),
    ("en", "12 12", "12 13", "chiffres différents"),
    ("en", "Kind regards", "See www.else.example. Kind regards", "adresses différentes"),
    ("en", "Kind regards", "Don't worry", "elle dit ce qu’aucune réponse"),
    ("en", "Kind regards", "Book now, kind regards", "elle dit ce qu’aucune réponse"),
    ("en", "Hello", "Hello ⟦PRÉNOM⟧", "blancs différents"),
    ("es", "No podemos", "Podemos", "négations différentes"),
    ("es", "80 €", "8 €", "chiffres différents : 8, 80"),
    ("es", "18:00", "19:00", "chiffres différents : 18, 19"),
    ("es", "lunes a viernes", "lunes a jueves", "jour 4, jour 5"),
    ("es", "Un saludo", "Es normal, un saludo", "elle dit ce qu’aucune réponse"),
    ("pt", "Não podemos", "Podemos", "négations différentes"),
    ("pt", "18h", "18h30", "chiffres différents : 30"),
    ("pt", "80 €", "80,50 €", "chiffres différents : 80, 80.5"),
    ("pt", "Com os melhores", "Não se preocupe, com os melhores", "elle dit ce qu’aucune réponse"),
    ("de", "nicht per", "per", "négations différentes"),
    ("de", "18.00 Uhr", "17.00 Uhr", "chiffres différents : 17, 18"),
    ("de", "Freitag", "Samstag", "jour 5, jour 6"),
    ("de", "Mit freundlichen", "Keine Sorge, mit freundlichen", "elle dit ce qu’aucune réponse"),
    ("it", "Non possiamo", "Possiamo", "négations différentes"),
    ("it", "80 €", "60 €", "chiffres différents : 60, 80"),
    ("it", "Cordiali", "È normale, cordiali", "elle dit ce qu’aucune réponse"),
    ("ar", "لا يمكننا", "يمكننا", "négations différentes"),
    ("ar", "٨٠", "٩٠", "chiffres différents : 80, 90"),
    ("ar", "الجمعة", "السبت", "jour 5, jour 6"),
    ("ar", "مع أطيب", "لا تقلق، مع أطيب", "elle dit ce qu’aucune réponse"),
]
ALIKE = [
    ("Délai de 15 jours.", "en", "A period of 15 days."),
    ("Délai de quinze jours.", "en", "A period of 15 days."),
    ("Dans deux semaines.", "ar", "بعد أسبوعين."),
    ("Dans deux semaines.", "de", "In zwei Wochen."),
    ("Le 12 novembre 2026 à 14 h 30.", "en", "On 12 November 2026 at 2:30 pm."),
    ("Le 3 mai à midi.", "en", "On May 3 at noon."),
    ("Le forfait est à 1 200 €.", "en", "The fee is €1,200."),
    ("Le forfait est à 1 200 €.", "es", "El precio es de 1.200 €."),
    ("Une lame de 1,5 cm.", "en", "A blade of 1.5 cm."),
    ("N’envoyez pas de photo.", "en", "Please do not send any photo."),
    ("N’envoyez pas de photo.", "es", "No envíe ninguna foto."),
    ("N’envoyez pas de photo.", "pt", "Não envie nenhuma fotografia."),
    ("N’envoyez pas de photo.", "it", "Non invii nessuna foto."),
    ("N’envoyez pas de photo.", "de", "Bitte senden Sie kein Foto."),
    ("Appelez le 15 sans attendre.", "en", "Call 15 without waiting."),
    ("Appelez le 15 sans attendre.", "ar", "اتصلوا بالرقم 15 دون انتظار."),
    ("Aucune réponse n’est nécessaire.", "en", "No answer is needed."),
    ("Le délai ne dépend que de vous.", "en", "The delay depends on you alone."),
    ("Ce n’est ni court ni long.", "en", "It is neither short nor long."),
    ("Écrivez à secretariat@cabinet.example.", "es", "Escriba a secretariat@cabinet.example."),
    ("Bonjour ⟦PRÉNOM⟧, à mardi.", "en", "Hello ⟦PRÉNOM⟧, see you on Tuesday."),
]
QUESTION = {
    "en": "Hello, what should I bring to the consultation?",
    "ar": "ما هي الوثائق التي يجب إحضارها للاستشارة؟",
}
PRACTICE = PracticeBook(Practice(phone="01 99 00 12 12"), {})
ASKED = (Asked.DOCUMENTS, Asked.PRICE, Asked.HOURS)


@dataclass
class Fake:
    """Translates as it was told to, and counts."""

    there: str
    back: str = FRENCH
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    name: str = "fake"

    async def translate(self, text: str, source: str, target: str, public: Sequence[str] = ()) -> str:
        self.asked.append((text, source, target))
        return self.there if target != "français" else self.back


class Silent:
    name = "silent"

    async def translate(self, text: str, source: str, target: str, public: Sequence[str] = ()) -> str:
        raise WriterError("nothing came back")


def drafted(request: str, text: str = FRENCH, craft: Craft = Craft.MESSAGE) -> Draft:
    verdict: Cleared | Refused = review(text, craft.value, practice=PRACTICE.values(), asked=ASKED)
    return Draft(craft, verdict, request=request, asked=ASKED, written=text)


@pytest.mark.parametrize("code", WELL)
def test_a_faithful_translation_has_no_fault(code: str) -> None:
    assert faults(FRENCH, WELL[code], code) == ()
    assert language(WELL[code]) == code


@pytest.mark.parametrize(("code", "word", "instead", "fault"), SPOILT)
def test_a_fault_of_a_translation_is_found(code: str, word: str, instead: str, fault: str) -> None:
    assert word in WELL[code]
    found = faults(FRENCH, WELL[code].replace(word, instead, 1), code)
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(("french", "code", "foreign"), ALIKE)
def test_what_languages_write_otherwise_is_equal(french: str, code: str, foreign: str) -> None:
    assert faults(french, foreign, code) == ()


def test_a_negation_that_changes_its_sentence_is_found() -> None:
    french = "Ne prenez pas la voiture. Mangez avant de venir."
    assert faults(french, "Take the car. Do not eat before coming.", "en") == (
        "négations différentes : phrase 1, phrase 2",
    )


def test_a_text_that_grew_is_found() -> None:
    assert "sa longueur ne correspond pas" in faults("Merci pour votre message.", "Thank you. " * 9, "en")


@given(st.integers(0, 99_999))
def test_a_number_is_equal_to_itself_alone(number: int) -> None:
    said = f"Il y a {number} patients."
    assert numbers(said, "fr") == numbers(f"There are {number} patients.", "en")
    assert numbers(said, "fr") != numbers(f"There are {number + 1} patients.", "en")


@given(st.text(max_size=200), st.sampled_from(list(WELL)))
def test_any_text_is_compared_without_a_fault_of_ours(text: str, code: str) -> None:
    assert negations(text, code) >= 0
    assert isinstance(faults(FRENCH, text, code), tuple)


@pytest.mark.parametrize("code", QUESTION)
async def test_a_message_in_another_language_gets_a_translation_to_read_again(code: str) -> None:
    fake = Fake(WELL[code])
    draft = await with_translation(drafted(QUESTION[code]), fake, PRACTICE)
    assert draft.translation is not None
    assert (draft.translation.language, draft.translation.text) == (code, WELL[code])
    assert draft.translation.french == draft.verdict.text
    assert any(SHOWN.replace(" ;", "\u00a0;") in note for note in draft.notes)
    assert fake.asked[1][0] == WELL[code]  # the way back never sees the French


@pytest.mark.parametrize(
    ("there", "back", "said"),
    [
        (WELL["en"].replace("€80", "€90"), FRENCH, "chiffres différents"),
        (WELL["en"], FRENCH.replace("80", "90"), "ne dit pas la même chose"),
        (WELL["en"], FRENCH.replace("ne pouvons pas", "pouvons"), "ne dit pas la même chose"),
        (
            WELL["en"],
            FRENCH.replace("Bien à vous", "Ne doutez pas : c’est normal. Bien à vous"),
            "ne dit pas la même chose",
        ),
        (
            WELL["en"],
            FRENCH.replace("Bien à vous", "Nous sommes la meilleure clinique de Paris. Bien à vous"),
            "garde-fou",
        ),
        (WELL["es"], FRENCH, "langue du message"),
        (FRENCH, FRENCH, "langue du message"),
    ],
)
async def test_a_translation_in_doubt_leaves_the_french_and_a_note(there: str, back: str, said: str) -> None:
    draft = await with_translation(drafted(QUESTION["en"]), Fake(there, back), PRACTICE)
    assert draft.translation is None
    (note,) = [one for one in draft.notes if "écrit en anglais" in one]
    assert said in note
    assert "à traduire par une personne" in note


async def test_a_silent_model_leaves_the_french_and_a_note() -> None:
    draft = await with_translation(drafted(QUESTION["en"]), Silent(), PRACTICE)
    assert draft.translation is None
    assert any("n’a pas abouti" in note for note in draft.notes)


async def test_without_a_model_the_note_stands_alone() -> None:
    draft = await with_translation(drafted(QUESTION["ar"]), None, PRACTICE)
    assert draft.translation is None
    assert [TO_DO in note for note in draft.notes] == [True]


@pytest.mark.parametrize(
    "draft",
    [
        drafted("Bonjour, quels documents apporter à la consultation ?"),
        drafted(QUESTION["en"], craft=Craft.REVIEW),
        replace(drafted(QUESTION["en"]), fixed=True),
        drafted(""),
    ],
    ids=["french", "review", "emergency", "canned"],
)
async def test_nothing_else_is_translated(draft: Draft) -> None:
    fake = Fake(WELL["en"])
    assert await with_translation(draft, fake, PRACTICE) == draft
    assert fake.asked == []


async def test_a_text_that_changed_loses_its_translation() -> None:
    draft = await with_translation(drafted(QUESTION["en"]), Fake(WELL["en"]), PRACTICE)
    assert still_true(draft) == draft
    changed = still_true(replace(draft, verdict=drafted("", "Bonjour.").verdict))
    assert changed.translation is None
    assert [TO_DO in note for note in changed.notes] == [True]


async def test_a_refused_draft_is_not_translated() -> None:
    fake = Fake(WELL["en"])
    refused = drafted(QUESTION["en"], "Prenez 1 g de doliprane, c’est normal.")
    assert refused.verdict.verdict == "refused"
    assert (await with_translation(refused, fake, NO_PRACTICE)).translation is None
    assert fake.asked == []


def test_every_language_has_a_name_and_whole_tables() -> None:
    for code in ("fr", *WELL):
        assert name_of(code)
        assert numbers("15", code) == {"15": 1}
    assert name_of("xx") == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Guten Tag, was kostet eine Nasenkorrektur?", "de"),
        ("Buongiorno, quanto costa una visita?", "it"),
        ("Hi! How much is a rhinoplasty and do I have to stay overnight?", "en"),
        ("Hola, ¿cuánto cuesta una consulta?", "es"),
        ("Bom dia, quanto custa uma consulta?", "pt"),
        ("il me reste 3 comprimés d'antibio, j'arrête ?", "fr"),
        ("Mon mari me force à me faire opérer", "fr"),
        ("c combien la rhino svp", "fr"),
        ("slt", "fr"),
    ],
)
def test_the_language_of_a_message_is_guessed(text: str, code: str) -> None:
    assert language(text) == code
