"""Follow-ups of a draft: understood, applied, guarded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.instructions import Edit, read_instruction
from bot.drafting.ports import Declined, Draft, Platform
from bot.drafting.revise import body, sentences

if TYPE_CHECKING:
    from bot.drafting.desk import Desk

INSTRUCTIONS = [
    ("plus court", Edit("style", "shorter")),
    ("raccourcis stp", Edit("style", "shorter")),
    ("c’est trop long", Edit("style", "shorter")),
    ("plus simple", Edit("style", "simpler")),
    ("vulgarise un peu", Edit("style", "simpler")),
    ("un ton plus chaleureux", Edit("style", "warmer")),
    ("version LinkedIn", Edit("platform", platform=Platform.LINKEDIN)),
    ("la même pour facebook", Edit("platform", platform=Platform.FACEBOOK)),
    ("autre version", Edit("variant")),
    ("reformule", Edit("variant")),
    ("enlève la deuxième phrase", Edit("cut_sentence", rank=2)),
    ("Supprime la dernière phrase", Edit("cut_sentence", rank=-1)),
    ("retire la phrase 4", Edit("cut_sentence", rank=4)),
    ("enlève le mot « ennemis » partout", Edit("cut_words", "ennemis")),
    ("enlève les hashtags", Edit("cut_tags")),
    ("sans les emojis", Edit("cut_emoji")),
    ("ajoute que le cabinet est fermé lundi", Edit("add", "le cabinet est fermé lundi")),
    ("ajoute : parking au sous-sol", Edit("add", "parking au sous-sol")),
    ("moins d’emojis", Edit("less_emoji")),
    ("mets moins d’emojis", Edit("less_emoji")),
    ("pas d’emoji", Edit("cut_emoji")),
    ("moins de hashtags", Edit("less_tags")),
    ("aucun hashtag", Edit("cut_tags")),
    ("mets un titre plus accrocheur", Edit("title")),
    ("change le titre", Edit("title")),
    ("titre : Le nez en questions", Edit("title", instead="Le nez en questions")),
    ("ajoute une phrase sur le tabac", Edit("about", "le tabac")),
    ("ajoute un mot sur l’anesthésie", Edit("about", "l'anesthésie")),
    ("parle aussi du tabac", Edit("about", "du tabac")),
    ("ajoute les risques", Edit("about", "les risques")),
    ("mets plus de couleurs", Edit("order", "mets plus de couleurs")),
    ("ajoute une conclusion", Edit("order", "ajoute une conclusion")),
    ("mets des photos", Edit("order", "mets des photos")),
    ("mets ça plus court", Edit("style", "shorter")),
    ("et dis-leur de réserver", Edit("wish", "et dis-leur de réserver")),
    ("dis-leur que le parking est gratuit", Edit("add", "le parking est gratuit")),
    ("supprime tout", Edit("all")),
    ("refais en anglais", Edit("language")),
    ("mets-le en espagnol", Edit("language")),
    ("tu peux l’envoyer directement sur Google ?", Edit("send")),
    ("vous pouvez le publier", Edit("send")),
    ("ajoute : nous parlons anglais", Edit("add", "nous parlons anglais")),
    ("non, ce n’est pas ça, parle plutôt de la respiration", Edit("about", "la respiration")),
    ("ok, enlève la phrase 3", Edit("cut_sentence", rank=3)),
    ("efface le brouillon", Edit("all")),
    ("remplace nez par pyramide nasale", Edit("replace", "nez", "pyramide nasale")),
    ("remplace « trois mois » par « quatre mois »", Edit("replace", "trois mois", "quatre mois")),
]


@pytest.mark.parametrize(("said", "edit"), INSTRUCTIONS)
def test_instruction_is_understood(said: str, edit: Edit) -> None:
    assert read_instruction(said) == edit


@pytest.mark.parametrize("said", ["", "fais le café", "42", "🙂", "quoi ?"])
def test_instruction_that_means_nothing_is_not_guessed(said: str) -> None:
    assert read_instruction(said) is None


@given(st.text(max_size=120))
def test_reading_an_instruction_never_raises(said: str) -> None:
    assert read_instruction(said) is None or isinstance(read_instruction(said), Edit)


def test_sentences_are_counted_as_a_reader_counts_them() -> None:
    text = "Titre\n\nUne phrase. Une autre !\n\n• Un point.\n\n#nez #peau"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Titre",
        "Une phrase.",
        "Une autre !",
        "• Un point.",
    ]


def test_headings_are_no_sentences_so_that_sources_and_ranks_agree() -> None:
    text = "Titre\n\n🩺 Comment cela se passe-t-il ?\n• Un point.\n\nDe quoi s’agit-il ?\nUne phrase."
    assert [text[start:end] for start, end in sentences(text)] == ["Titre", "• Un point.", "Une phrase."]


@pytest.mark.parametrize(
    "closing",
    ["Information générale, qui ne remplace pas un avis médical.\n\n#nez", "Bien à vous,\nLe secrétariat"],
)
def test_closing_is_not_the_last_sentence(closing: str) -> None:
    text = f"Titre\n\nUne phrase. La dernière.\n\n{closing}"
    start, end = body(text)[-1]
    assert text[start:end] == "La dernière."


@pytest.mark.parametrize(
    "edit", [Edit("add", "mot «x»", ""), Edit("replace", "a b", "c\td"), Edit("cut_tags")]
)
def test_edit_is_written_on_a_line_and_read_back(edit: Edit) -> None:
    back = Edit.of(edit.line())
    assert (back.kind, back.words.split(), back.instead.split()[:1]) == (
        edit.kind,
        edit.words.split(),
        edit.instead.split()[:1],
    )


async def revised(desk: Desk, *instructions: str) -> Draft:
    draft = await desk.post("un post Instagram sur la rhinoplastie")
    for instruction in instructions:
        assert isinstance(draft, Draft)
        draft = await desk.revise(draft, instruction)
    assert isinstance(draft, Draft), draft
    return draft


async def test_sentence_is_taken_out(desk: Desk) -> None:
    before = (await revised(desk)).verdict.text
    start, end = sentences(before)[1]
    after = (await revised(desk, "enlève la deuxième phrase")).verdict.text
    assert before[start:end] not in after
    assert len(before) - (end - start) - 3 <= len(after) < len(before)


async def test_bullet_goes_with_its_line_and_its_heading_with_the_last_one(desk: Desk) -> None:
    draft = await revised(desk)
    left, heading = draft.verdict.text, "🗓️ Et après\u00a0?"
    assert heading in left
    for _ in range(left.partition(f"{heading}\n")[2].partition("\n\n")[0].count("•")):
        assert f"{heading}\n• " in left
        rank = [left[slice(*span)] for span in sentences(left)].index(
            left.partition(f"{heading}\n")[2].partition("\n")[0]
        )
        again = await desk.revise(draft, f"enlève la phrase {rank + 1}")
        assert isinstance(again, Draft)
        draft, left = again, again.verdict.text
    assert heading not in left
    assert "\n\n\n" not in left


@pytest.mark.parametrize("said", ["supprime les hashtags", "sans les emojis"])
async def test_edit_that_changes_nothing_is_said(desk: Desk, said: str) -> None:
    declined = await desk.revise(await revised(desk, said), said)
    assert isinstance(declined, Declined)
    assert "déjà ainsi" in declined.reason


async def test_edit_that_finds_nothing_to_do_in_another_version_is_not_called_lost(desk: Desk) -> None:
    draft = await revised(desk, "moins d’emojis", "version Google")
    assert not any("retouches" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("said", "reason"),
    [("refais en anglais", "en français"), ("tu peux le publier ?", "ne publie ni n’envoie")],
)
async def test_what_is_never_done_is_declined_with_its_reason(desk: Desk, said: str, reason: str) -> None:
    declined = await desk.revise(await revised(desk), said)
    assert isinstance(declined, Declined)
    assert reason in declined.reason


async def test_reply_is_offered_no_other_network(desk: Desk) -> None:
    draft = await desk.message("Bonjour, quels sont vos horaires ?")
    assert isinstance(draft, Draft)
    declined = await desk.revise(draft, "fais le café")
    assert isinstance(declined, Declined)
    assert "plus court" in declined.choices
    assert "version LinkedIn" not in declined.choices


async def test_name_of_somebody_is_no_invitation_to_call(desk: Desk) -> None:
    draft = await desk.message("Bonjour, quels sont vos horaires ?")
    assert isinstance(draft, Draft)
    declined = await desk.revise(draft, "elle s’appelle Martine, mets son prénom")
    assert isinstance(declined, Declined)
    assert "RDV001" not in declined.reason


async def test_note_on_what_was_dictated_goes_with_the_words_it_quotes(desk: Desk) -> None:
    draft = await desk.post("post linkedin : le cabinet sera fermé du 3 au 5 mars, réouverture le 6 à 8h30")
    assert isinstance(draft, Draft)
    assert any("Vient de vous" in note for note in draft.notes)
    again = await desk.revise(draft, "change 8h30 par 9h")
    assert isinstance(again, Draft)
    assert not any("8h30" in note for note in again.notes)
    assert any("3 au 5 mars" in one for one in again.verify)


async def test_sentence_that_is_not_there_is_said(desk: Desk) -> None:
    declined = await desk.revise(await revised(desk), "enlève la phrase 99")
    assert isinstance(declined, Declined)
    assert "99" in declined.reason


async def test_words_that_are_not_there_are_said(desk: Desk) -> None:
    assert isinstance(await desk.revise(await revised(desk), "enlève le mot licorne"), Declined)


async def test_words_are_replaced_with_their_capital_and_hashtags_left_alone(desk: Desk) -> None:
    text = (await revised(desk, "remplace rhinoplastie par chirurgie du nez")).verdict.text
    assert text.startswith("Chirurgie du nez")
    assert "#rhinoplastie" in text


async def test_what_is_added_is_marked_and_its_figures_are_to_be_verified(desk: Desk) -> None:
    draft = await revised(desk, "ajoute que la reprise du sport se fait à 33 semaines")
    assert "33\u00a0semaines" in draft.verdict.text
    assert any("33" in one for one in draft.verify)
    assert any("Ajouté par vous" in note for note in draft.notes)


async def test_platform_changes_and_topic_stays(desk: Desk) -> None:
    draft = await revised(desk, "version LinkedIn")
    assert (draft.platform, draft.topic) == (Platform.LINKEDIN, "topic:rhinoplastie")


async def test_styles_add_up(desk: Desk) -> None:
    assert (await revised(desk, "plus court", "plus simple")).style == ("shorter", "simpler")


async def test_another_version_differs_and_keeps_the_style(desk: Desk) -> None:
    one, other = await revised(desk, "plus court"), await revised(desk, "plus court", "autre version")
    assert one.verdict.text != other.verdict.text
    assert other.style == ("shorter",)


async def test_instruction_that_is_not_understood_changes_nothing_and_shows_examples(desk: Desk) -> None:
    declined = await desk.revise(await revised(desk), "fais le café")
    assert isinstance(declined, Declined)
    assert "plus court" in declined.choices


async def test_platform_we_do_not_write_for_is_said(desk: Desk) -> None:
    declined = await desk.revise(await revised(desk), "version TikTok")
    assert isinstance(declined, Declined)
    assert "TikTok" in declined.reason


async def test_message_keeps_its_class_when_it_is_written_again(desk: Desk) -> None:
    first = await desk.message("Ma fille de 14 ans a les oreilles décollées")
    assert isinstance(first, Draft)
    again = await desk.revise(first, "autre version")
    assert isinstance(again, Draft)
    assert (again.situation, again.verdict.text != first.verdict.text) == ("minor", True)


async def test_review_keeps_its_case_and_deadline_when_it_is_written_again(desk: Desk) -> None:
    first = await desk.review("⭐ 1/5 — il y a 3 semaines\nBande de voleurs")
    assert isinstance(first, Draft)
    again = await desk.revise(first, "autre version")
    assert isinstance(again, Draft)
    assert (again.situation, again.deadline, again.options) == (
        first.situation,
        first.deadline,
        first.options,
    )
