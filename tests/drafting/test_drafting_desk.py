"""The desk and its follow-ups: what is refused with its rule, what survives a new version, what is said instead of guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.drafting.ports import Declined, Draft
from bot.drafting.revise import sentences

if TYPE_CHECKING:
    from bot.drafting.desk import Desk

MENTION = "Information générale, qui ne remplace pas un avis médical."
MINE = "Le parking du cabinet est au sous-sol."


async def begun(desk: Desk, craft: str = "post") -> Draft:
    made = {
        "post": lambda: desk.post("un post Instagram sur la rhinoplastie"),
        "message": lambda: desk.message("Bonjour, quels documents faut-il apporter ?"),
        "review": lambda: desk.review("⭐ 1/5 Deux heures d’attente"),
    }
    draft = await made[craft]()
    assert isinstance(draft, Draft)
    return draft


async def done(desk: Desk, draft: Draft, *instructions: str) -> Draft:
    for instruction in instructions:
        result = await desk.revise(draft, instruction)
        assert isinstance(result, Draft), (instruction, result)
        draft = result
    return draft


REFUSED = [
    ("review", "ajoute Nous sommes désolés de votre attente, Madame Martin", "PAT001"),
    ("review", "ajoute Bonjour Julie, votre opération du 3 mai s’est bien passée", "PAT001"),
    ("review", "ajoute Nous sommes désolés de votre attente", "AVI001"),
    ("review", "ajoute Merci de votre confiance", "AVI0"),
    ("post", "ajoute Contactez le secrétariat pour en savoir plus.", "RDV001"),
    ("post", "ajoute N’hésitez pas à nous écrire", "RDV001"),
    ("post", "ajoute : écrivez-nous en DM", "RDV001"),
    ("post", "ajoute prenez rendez-vous dès maintenant", "RDV001"),
    ("post", "ajoute Un tarif a partir de 4500€.", "PRX00"),
    ("post", "ajoute : comptez 3 000 euros", "PRX006"),
    ("post", "ajoute Ça fait pas mal du tout.", "PUB008"),
    ("post", "ajoute : c’est indolore", "PUB008"),
    ("post", "ajoute : aucun risque", "PUB008"),
    ("post", "ajoute : Le laser Zorvanix est arrivé au cabinet.", "PRD007"),
    ("post", "ajoute : avec les implants Velyssima", "PRD003"),
    ("post", "ajoute Ma patiente Julie Martin est ravie", "PAT001"),
    ("post", "ajoute appelez Mme Dubreuil au 06 39 98 12 34", "PAT001"),
    ("post", "remplace rhinoplastie par nez de Julie Martin", "PAT001"),
    ("post", "titre : -20 % sur le nez", "PRX001"),
    ("message", "ajoute : Madame Martin viendra aussi", "PAT001"),
]


@pytest.mark.parametrize(("craft", "said", "rule"), REFUSED)
async def test_addition_that_no_text_may_hold_is_refused_with_its_rule(
    desk: Desk, craft: str, said: str, rule: str
) -> None:
    declined = await desk.revise(await begun(desk, craft), said)
    assert isinstance(declined, Declined)
    assert rule in declined.reason
    assert [word for word in ("Martin", "Julie", "Dubreuil", "06 39") if word in declined.reason] == []


@pytest.mark.parametrize(
    ("craft", "said"),
    [
        ("post", "ajoute : le parking est au sous-sol"),
        ("post", "ajoute : en cas d’urgence, appelez le 15"),
        ("post", "ajoute : la douleur varie d’une personne à l’autre"),
        ("review", "ajoute : ce message a été transmis au médecin"),
        ("message", "ajoute : le parking est au sous-sol"),
    ],
)
async def test_lawful_addition_is_written(desk: Desk, craft: str, said: str) -> None:
    draft = await done(desk, await begun(desk, craft), said)
    assert said.split(" : ", 1)[1][3:].rstrip(".") in draft.verdict.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "said",
    [
        "et dis leur de réserver avant l’été",
        "dis-leur de prendre rendez-vous",
        "invite-les à nous contacter",
        "propose-leur une remise",
        "et encourage-les à venir vite",
    ],
)
async def test_wish_to_push_is_declined_with_its_rule(desk: Desk, said: str) -> None:
    declined = await desk.revise(await begun(desk), said)
    assert isinstance(declined, Declined)
    assert "(RDV001" in declined.reason or "(PRX001" in declined.reason
    assert "n’a pas changé" in declined.reason


@pytest.mark.parametrize(
    "said", ["mets des photos", "ajoute une conclusion", "mets plus de couleurs", "supprime tout"]
)
async def test_order_that_cannot_be_followed_is_said_and_never_copied(desk: Desk, said: str) -> None:
    declined = await desk.revise(await begun(desk), said)
    assert isinstance(declined, Declined)


async def test_last_sentence_is_the_last_of_the_body(desk: Desk) -> None:
    text = (await done(desk, await begun(desk), "enlève la dernière phrase")).verdict.text
    assert MENTION in text


async def test_sentence_on_a_subject_comes_from_the_sheet_and_has_its_source(desk: Desk) -> None:
    before = await begun(desk)
    after = await done(desk, before, "ajoute une phrase sur l’anesthésie")
    new = [one for one in after.verdict.text.splitlines() if one and one not in before.verdict.text]
    assert len(new) == 1
    number = [after.verdict.text[a:b] for a, b in sentences(after.verdict.text)].index(new[0]) + 1
    assert number in after.sources[0].sentences
    assert not any("Ajouté par vous" in note for note in after.notes)


async def test_subject_that_the_sheet_ignores_is_said(desk: Desk) -> None:
    declined = await desk.revise(await begun(desk), "ajoute une phrase sur les licornes")
    assert isinstance(declined, Declined)
    assert "rien n’est inventé" in declined.reason


async def test_another_title_comes_from_the_sheet(desk: Desk) -> None:
    before = await begun(desk)
    after = await done(desk, before, "mets un titre plus accrocheur")
    assert after.verdict.text.splitlines()[0] != before.verdict.text.splitlines()[0]
    assert after.verdict.text.splitlines()[1:] == before.verdict.text.splitlines()[1:]


@pytest.mark.parametrize("anew", ["plus court", "autre version", "version LinkedIn", "plus simple"])
async def test_edits_survive_a_new_version(desk: Desk, anew: str) -> None:
    kept = await done(desk, await begun(desk), f"ajoute : {MINE}", "enlève les hashtags", "sans emojis")
    again = await desk.revise(kept, anew)
    if isinstance(again, Declined):
        assert "même texte" in again.reason
        return
    assert MINE in again.verdict.text
    assert "#" not in again.verdict.text
    assert "🩺" not in again.verdict.text


async def test_edit_that_finds_no_place_in_a_new_version_is_said(desk: Desk) -> None:
    draft = await begun(desk)
    first = draft.verdict.text[slice(*sentences(draft.verdict.text)[0])]
    edited = await done(desk, draft, f"remplace « {first} » par « Rhinoplastie, l’essentiel »")
    assert edited.edits
    anew = await done(desk, edited, "autre version")
    said = " ".join(anew.notes)
    assert "Rhinoplastie, l’essentiel" in anew.verdict.text or "n’ont pas pu être reprises" in said


async def test_note_on_an_addition_goes_with_it(desk: Desk) -> None:
    added = await done(desk, await begun(desk), f"ajoute : {MINE}")
    assert any("Ajouté par vous" in note for note in added.notes)
    removed = await done(desk, added, "enlève la dernière phrase")
    assert MINE not in removed.verdict.text
    assert not any("Ajouté par vous" in note for note in removed.notes)


async def test_sources_count_the_sentences_that_are_left(desk: Desk) -> None:
    after = await done(desk, await begun(desk), "enlève la phrase 3")
    many = len(sentences(after.verdict.text))
    assert max(number for source in after.sources for number in source.sentences) <= many


@pytest.mark.parametrize("craft", ["message", "review"])
@pytest.mark.parametrize("said", ["version LinkedIn", "plus long"])
async def test_reply_says_what_it_cannot_be(desk: Desk, craft: str, said: str) -> None:
    declined = await desk.revise(await begun(desk, craft), said)
    assert isinstance(declined, Declined)
    assert "n’a pas changé" in declined.reason


async def test_same_text_is_not_shown_again_as_new(desk: Desk) -> None:
    declined = await desk.revise(await begun(desk, "review"), "plus chaleureux")
    assert isinstance(declined, Declined)
    assert "même texte" in declined.reason


async def test_page_tags_around_a_message_are_dropped(desk: Desk) -> None:
    draft = await desk.message(
        "<p>Bonjour,<br>quels documents faut-il apporter&nbsp;?</p><script>x()</script>"
    )
    assert isinstance(draft, Draft)
    assert "<" not in draft.request
    assert "x()" not in draft.request
