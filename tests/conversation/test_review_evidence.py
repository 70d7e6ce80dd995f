"""What a file of a review holds and hands over: captures by their digests, boxes, reports, letters, the lawyer's brief."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.effects import Action, Erase, Pressed, Send
from bot.conversation.notices import Notice
from bot.drafting.ports import Craft
from tests.conversation.dossiers import DEFAMES, DIGEST, NOON, WAITS, Talk
from tests.conversation.talking import NAME, WHO


@pytest.fixture
def talk() -> Talk:
    return Talk()


# the proofs


async def test_capture_is_kept_by_its_digest_and_its_time_alone(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.shoots()
    assert [(one.digest, one.at) for one in talk.file.shots] == [(DIGEST, NOON)]
    assert "Kit de preuve AV-2026-01 : 1/7" in said
    assert any(isinstance(one, Erase) for one in talk.effects)
    assert "evidence" in talk.records


async def test_same_capture_is_noted_once(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    assert "déjà au dossier" in await talk.shoots()
    assert len(talk.file.shots) == 1


async def test_capture_that_could_not_be_read_is_said(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    assert "n’a pas pu être lue" in await talk.shoots(digest="")
    assert talk.file.shots == ()


async def test_capture_goes_to_the_file_that_its_caption_names(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    await talk.shoots("preuve pour AV-2026-01")
    assert [len(one.shots) for one in sorted(talk.files, key=lambda one: one.key)] == [1, 0]


@pytest.mark.parametrize("caption", ["Poste ça, rhino à 6 mois", "une patiente m’envoie ça, c’est normal ?"])
async def test_other_photo_is_no_proof(talk: Talk, caption: str) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots(caption)
    assert talk.file.shots == ()


async def test_photo_without_a_word_is_no_proof_once_a_post_is_on_screen_or_hours_have_passed(
    talk: Talk,
) -> None:
    await talk.reviewed(DEFAMES)
    talk.now += timedelta(hours=3)
    await talk.shoots()
    assert talk.file.shots == ()
    await talk.says("kit de preuve")
    await talk.says("le soleil et les cicatrices", Craft.POST)
    await talk.shoots()
    assert talk.file.shots == ()
    await talk.shoots("capture du profil")
    assert len(talk.file.shots) == 1


async def test_photo_without_any_file_is_left_to_others(talk: Talk) -> None:
    await talk.shoots("capture de l’avis")
    assert [one.content for one in talk.effects if isinstance(one, Send)] == [Notice.PHOTO]


async def test_boxes_are_ticked_and_unticked(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("kit de preuve")
    await talk.tap(Action.PROOF, "1. Page entière")
    assert talk.file.ticks == {1}
    await talk.tap(Action.PROOF, "☑ 1.")
    assert talk.file.ticks == frozenset()


async def test_link_is_kept_and_ticks_its_box(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("https://avis.example/r/abc")
    assert (talk.file.link, sorted(talk.file.ticks)) == ("https://avis.example/r/abc", [3])
    await talk.says("note à l’avocat")
    assert "https://avis.example/r/abc" in talk.attached[0].data.decode()


async def test_summary_is_a_dated_file_with_whole_digests_and_no_word_of_the_review(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    await talk.says("résumé daté")
    (paper,) = talk.attached
    text = paper.data.decode().replace("\u00a0", " ")
    assert paper.name == "dossier-av-2026-01.txt"
    assert DIGEST in text
    assert "23 novembre 2026 à 12 h" in text
    assert [word for word in ("charlatan", "falsifi", NAME) if word in text] == []


# what is written


async def test_report_asks_for_its_ground_then_is_handed_over_as_text_and_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    assert "Chances" in await talk.says("signaler")
    said = await talk.tap(Action.REPORT, "Injure")
    assert "Texte à coller" in said
    assert "Collez ici le lien de l’avis" in said
    assert talk.attached[0].name == "av-2026-01-signalement-injure.txt"
    assert "letter" in talk.records


async def test_mere_criticism_is_told_not_to_be_reported(talk: Talk) -> None:
    await talk.reviewed(WAITS)
    assert Action.REPORT not in {one.action for one in talk.buttons}
    said = await talk.says("signaler")
    assert "une critique ordinaire ne se signale pas" in said
    assert talk.attached == []


async def test_every_letter_is_one_tap_away_and_says_what_to_fill_in(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("lettres")
    buttons = [one for one in talk.buttons if one.action is Action.LETTER]
    assert len(buttons) == 6
    for button in buttons:
        await talk.hears(Pressed(WHO, button.action, button.draft))
        while not talk.attached:
            await talk.tap(Action.LETTER)
        assert "PROJET À RELIRE PAR UN AVOCAT" in talk.shown
        assert "À compléter" in talk.shown
        assert "Dr Anne Verdier" in talk.attached[0].data.decode()


async def test_brief_for_the_lawyer_tells_what_was_done_and_when(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    await talk.says("signalement fait")
    await talk.says("note à l’avocat")
    text = talk.attached[0].data.decode().replace("\u00a0", " ")
    assert "signalement fait à la plateforme" in text
    assert "mercredi 23 décembre 2026" in text
    assert DIGEST in text


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("signalement fait", "reported"),
        ("signalement refusé", "refused"),
        ("l’avis a été retiré", "closed"),
        ("clos le dossier", "closed"),
    ],
)
async def test_how_far_it_is_is_noted(talk: Talk, words: str, state: str) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says(words)
    assert talk.file.state == state


async def test_file_named_by_words_is_the_one_that_orders_are_about(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    talk.now += timedelta(minutes=1)
    await talk.reviewed(WAITS)
    talk.now += timedelta(minutes=1)
    await talk.says("dossier 1")
    await talk.says("note à l’avocat")
    assert talk.attached[0].name == "av-2026-01-avocat.txt"
