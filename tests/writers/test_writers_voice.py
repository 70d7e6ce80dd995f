"""The style card in the hands of both writers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.drafting.ports import Brief, Craft, Platform, Sheet, Written
from bot.drafting.voice import Address, Voice
from bot.writers.composer import Composer, compose
from bot.writers.manner import opens_as_usual
from bot.writers.prompting import compose as prompt
from bot.writers.voiced import Voiced
from tests.writers.briefs import brief, mask, passage

TEXTS = {
    "En bref": "Une cicatrice récente craint le soleil. Le soleil la brunit de façon magique.",
    "De quoi s’agit-il ?": "Les ultraviolets colorent la peau. Votre peau garde la trace du soleil pendant plusieurs mois, surtout en été, à la montagne et au bord de la mer.",
    "Les suites": "La couleur s’atténue avec le temps. Gardez la cicatrice à l’ombre.",
    "Prévention": "Un vêtement couvre mieux que tout. Mettez une crème d’indice élevé.",
    "Risques et limites": "La trace brune peut rester visible. Le soleil peut épaissir une cicatrice magique.",
    "Quand appeler": "Appelez votre chirurgien si la cicatrice devient rouge et chaude.",
}
PASSAGES = tuple(passage(n, text=text, section=section) for n, (section, text) in enumerate(TEXTS.items(), 1))
SHEET = Sheet(
    "topic:soleil",
    PASSAGES[0].kind,
    "Le soleil et les cicatrices",
    "Fiche",
    PASSAGES,
    subject="la cicatrice",
    hooks=("Le soleil et les cicatrices", "Pourquoi protéger une cicatrice du soleil ?"),
    hashtags=("cicatrice", "soleil", "magique"),
)


def told(voice: Voice | None = None, **fields: object) -> str:
    given: dict[str, object] = {"sheet": SHEET, "passages": (), "facts": (), "limit": 2_200, "voice": voice}
    return compose(
        replace(Brief(Craft.POST, "un post sur le soleil", Platform.INSTAGRAM), **(given | fields))
    ).text  # type: ignore[arg-type]


def test_composer_without_a_voice_writes_as_before() -> None:
    assert told(Voice()) == told()


def test_composer_leaves_banned_words_out() -> None:
    assert "magique" in told()
    assert "magique" not in told(Voice(banned=("magique",)))


def test_composer_keeps_a_risk_and_when_to_call_whatever_is_banned() -> None:
    banned = ("trace", "brune", "cicatrice", "chirurgien", "visible")
    text = told(Voice(address=Address.NEUTRAL, banned=banned, words=8))
    assert "Risques et limites" in text
    assert "Appelez votre chirurgien" in text
    assert "Information générale" in text


@pytest.mark.parametrize("address", [Address.TU, Address.NEUTRAL])
def test_composer_speaks_to_nobody_but_to_say_when_to_call(address: Address) -> None:
    text = told(Voice(address=address))
    assert "Gardez" not in text
    assert "Mettez" not in text
    assert "Appelez votre chirurgien" in text


def test_composer_leaves_long_sentences_to_others() -> None:
    assert "à la montagne" in told(variant=3)
    assert "à la montagne" not in told(Voice(words=10), variant=3)


@pytest.mark.parametrize(("emoji", "pictures"), [(0, 0), (1, 1), (2, 2)])
def test_composer_bears_no_more_pictograms_than_the_voice(emoji: int, pictures: int) -> None:
    assert (
        sum(one in told(Voice(emoji=emoji)) for one in "🔎👤🩺🌿⚖💬") + ("🗓" in told(Voice(emoji=emoji)))
        == pictures
    )


@pytest.mark.parametrize(("hashtags", "shown"), [(0, 0), (1, 1), (9, 3)])
def test_composer_bears_no_more_hashtags_than_voice_and_platform(hashtags: int, shown: int) -> None:
    assert told(Voice(hashtags=hashtags)).count("#") == shown


@pytest.mark.parametrize(("questions", "asks"), [(0, False), (100, True)])
def test_composer_opens_as_the_voice_does(questions: int, asks: bool) -> None:
    opened = {told(Voice(questions=questions), variant=n).splitlines()[0].endswith("?") for n in range(4)}
    assert opened == {asks}


def test_opening_that_no_hook_has_is_as_it_comes() -> None:
    whole = Brief(Craft.POST, "soleil", sheet=SHEET, voice=Voice(questions=100))
    assert opens_as_usual(["Le soleil"], whole) == ["Le soleil"]


def test_composer_signs_before_the_closing_mention() -> None:
    text = told(Voice(sign_off="L'équipe du cabinet"))
    assert "\n\nL’équipe du cabinet\n\nInformation générale" in text


def _task(voice: Voice | None, craft: Craft = Craft.POST) -> str:
    return prompt(brief(craft, voice=voice), mask, "m" * 16).messages[1].content.replace("\u00a0", " ")


def test_model_is_told_the_voice() -> None:
    voice = Voice(Address.TU, 12, 0, 0, 2, ("pas à pas",), ("magique",), "L’équipe du cabinet")
    said = _task(voice)
    for line in (
        "Tutoyez le lecteur.",
        "Phrases de 12 mots en moyenne.",
        "N’ouvrez pas par une question.",
        "Aucun émoji.",
        "Mots-dièse : 2 au plus",
        "« pas à pas »",
        "N’écrivez jamais : « magique ».",
        "Dernière ligne, telle quelle : « L’équipe du cabinet »",
    ):
        assert line in said


def test_model_is_told_only_banned_words_for_a_message_and_nothing_for_a_review() -> None:
    voice = Voice(Address.TU, banned=("magique",))
    assert "magique" in _task(voice, Craft.MESSAGE)
    assert "Tutoyez" not in _task(voice, Craft.MESSAGE)
    assert _task(voice, Craft.REVIEW) == _task(None, Craft.REVIEW)


class Stubborn:
    """A model that writes what it wants."""

    name = "model"

    def __init__(self) -> None:
        self.briefs: list[Brief] = []

    async def write(self, brief: Brief) -> Written:
        self.briefs.append(brief)
        return Written("Un effet magique.", (), self.name, "Note.")


def voiced(voice: Voice | None) -> tuple[Voiced, Stubborn]:
    async def given() -> Voice | None:
        return voice

    model = Stubborn()
    return Voiced(model, given), model


async def test_banned_word_of_a_model_is_said_on_the_card() -> None:
    writer, _ = voiced(Voice(banned=("magique",)))
    written = await writer.write(brief())
    assert writer.name == "model"
    assert written.note is not None
    assert "Note. Un mot que vous évitez reste dans ce texte" in written.note


async def test_answer_to_a_review_has_no_voice() -> None:
    writer, model = voiced(Voice(banned=("magique",), styles=("shorter",)))
    written = await writer.write(brief(Craft.REVIEW))
    assert (written.note, model.briefs[0].voice, model.briefs[0].style) == ("Note.", None, ())


@pytest.mark.parametrize(
    ("craft", "style", "wanted"),
    [
        (Craft.POST, (), ("shorter",)),
        (Craft.POST, ("simpler",), ("simpler", "shorter")),
        (Craft.POST, ("longer",), ("longer",)),
        (Craft.MESSAGE, (), ()),
    ],
)
async def test_lasting_wish_goes_with_posts_unless_the_contrary_is_asked(
    craft: Craft, style: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    writer, model = voiced(Voice(styles=("shorter",)))
    await writer.write(brief(craft, style=style))
    assert model.briefs[0].style == wanted


async def test_writer_without_a_voice_gets_the_brief_as_it_is() -> None:
    writer, model = voiced(None)
    asked = brief()
    await writer.write(asked)
    assert model.briefs == [asked]


async def test_composer_is_the_same_through_a_voice_that_says_nothing() -> None:
    async def plain() -> Voice:
        return Voice()

    assert await Voiced(Composer(), plain).write(brief()) == compose(brief())
