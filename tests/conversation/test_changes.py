"""What changed between two versions, in French, sentence by sentence; «aucun fait nouveau» only when it was checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.cards import Card
from bot.conversation.changes import NO_NEW, Changes, compare, one_line, swapped
from bot.conversation.effects import Send
from bot.drafting.ports import Craft, Draft, Kind, LibraryUnavailable, Passage, Platform, Sheet
from bot.guard import Cleared, review
from tests.conversation.talking import Talking

FIRST = "La peau reste fragile.\n\nLe froid irrite la peau.\n\nLes fils se retirent au contrôle.\n\nInformation générale, qui ne remplace pas un avis médical."
SAID = "La peau reste fragile. Le froid irrite la peau. Les fils se retirent au contrôle. Le vent irrite aussi la peau."
ASK = "fais-moi un post Instagram sur le froid"


def sheet_of(text: str) -> Sheet:
    passage = Passage("p1", "topic:froid", Kind.TOPIC, "Le froid", "Suites", text, 0, len(text), 1.0, "Fiche")
    return Sheet("topic:froid", Kind.TOPIC, "Le froid", "Fiche", (passage,))


def draft(text: str, topic: str = "topic:froid", platform: Platform | None = Platform.INSTAGRAM) -> Draft:
    return Draft(Craft.POST, review(text, "post"), platform=platform, written=text, topic=topic)


@dataclass
class Desk:
    """Drafts the first text; «texte : …» makes a version of it."""

    topic: str = "topic:froid"

    async def post(self, _request: str) -> Draft:
        return draft(FIRST, self.topic)

    async def revise(self, before: Draft, instruction: str) -> Draft:
        text = FIRST
        for one in instruction.removeprefix("remplace ").split(" ; "):
            old, _, new = one.partition(" par ")
            text = text.replace(old, new)
        return replace(before, verdict=review(text, "post"), written=text)


async def known(_source: str) -> Sheet | None:
    return sheet_of(SAID)


async def down(_source: str) -> Sheet | None:
    raise LibraryUnavailable


class Talk(Talking):
    def __init__(self, sheet: object = known, topic: str = "topic:froid") -> None:
        super().__init__(Desk(topic), rooms=(Changes(sheet),))  # type: ignore[arg-type]

    async def lines(self, text: str, title: str) -> tuple[str, ...]:
        for content in await self.say(text):
            if isinstance(content, Card):
                return next((block.lines for block in content.blocks if block.title == title), ())
        return ()


def verdicts(talk: Talk) -> list[str]:
    return [
        one.content.text for one in talk.effects if isinstance(one, Send) and isinstance(one.content, Cleared)
    ]


async def test_follow_up_says_what_changed_on_one_line() -> None:
    talk = Talk()
    await talk.say(ASK)
    (line,) = await talk.lines("remplace Le froid par Le vent", "Ce qui a changé")
    expected = "« froid » → « vent » · 143 → 142 caractères. 1 phrase n’est pas mot pour mot dans la fiche : à relire."
    assert line.replace("\u00a0", " ") == expected


async def test_first_version_says_nothing_of_changes() -> None:
    assert await Talk().lines(ASK, "Ce qui a changé") == ()


async def test_sentence_of_the_sheet_is_no_new_fact() -> None:
    talk = Talk()
    await talk.say(ASK)
    (line,) = await talk.lines(
        "remplace Le froid irrite la peau par Le vent irrite aussi la peau", "Ce qui a changé"
    )
    assert line.endswith(NO_NEW)


@pytest.mark.parametrize("new", ["Le ski est interdit", "Le vent irrite la peau pendant 6 semaines"])
async def test_sentence_of_nobody_is_said_to_have_no_source(new: str) -> None:
    talk = Talk()
    await talk.say(ASK)
    (line,) = await talk.lines(f"remplace Les fils se retirent au contrôle par {new}", "Ce qui a changé")
    assert NO_NEW not in line
    assert "mot pour mot" in line


@pytest.mark.parametrize(("sheet", "topic"), [(down, "topic:froid"), (known, "")])
async def test_nothing_is_said_of_sources_that_were_not_read(sheet: object, topic: str) -> None:
    talk = Talk(sheet, topic)
    await talk.say(ASK)
    (line,) = await talk.lines(
        "remplace Le froid irrite la peau par Le vent irrite aussi la peau", "Ce qui a changé"
    )
    assert "source" not in line
    assert "fiche" not in line


async def test_cut_alone_brings_no_new_fact() -> None:
    talk = Talk(down)
    await talk.say(ASK)
    (line,) = await talk.lines("remplace \n\nLe froid irrite la peau. par ", "Ce qui a changé")
    assert line.startswith("retiré\u00a0: «\u00a0Le froid irrite la peau\u00a0»")
    assert line.endswith(NO_NEW)


@pytest.mark.parametrize(
    "question",
    [
        "qu'est-ce qui a changé ?",
        "Qu’est-ce qui a changé",
        "c'est quoi la différence",
        "qu'as-tu modifié ?",
        "keski a changé",
        "kes ki a changé",
        "c koi les différences",
        "quelles sont les différences avec la version d'avant ?",
        "montre-moi les changements stp",
        "quoi a changé",
        "ce qui a changé ?",
    ],
)
async def test_question_is_answered_sentence_by_sentence(question: str) -> None:
    talk = Talk()
    await talk.say(ASK)
    await talk.say("remplace \n\nLe froid irrite la peau. par ")
    assert await talk.lines(question, "Retiré") == ("Le froid irrite la peau.",)


async def test_question_may_be_about_the_first_version() -> None:
    talk = Talk()
    await talk.say(ASK)
    await talk.say("remplace \n\nLe froid irrite la peau. par ")
    await talk.say("remplace Les fils par Les points")
    assert await talk.lines("qu'est-ce qui a changé ?", "Ajouté") == ("Le froid irrite la peau.",)
    assert await talk.lines("qu'est-ce qui a changé depuis le début ?", "Retiré") == ()


@pytest.mark.parametrize(
    "other", ["plus court", "ajoute les changements d'horaires", "pourquoi ?", "change le titre"]
)
async def test_other_words_are_not_a_question_about_versions(other: str) -> None:
    talk = Talk()
    await talk.say(ASK)
    await talk.say("remplace Les fils par Les points")
    assert await talk.lines(other, "En bref") == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Trois ennemis en montagne.", "Trois facteurs en montagne.", "« ennemis » → « facteurs »"),
        ("La peau reste fragile.", "La peau reste très fragile.", "ajout de « très »"),
        ("La peau reste très fragile.", "La peau reste fragile.", "« très » retiré"),
    ],
)
def test_reworded_sentence_is_told_by_its_words(before: str, after: str, expected: str) -> None:
    assert swapped(before, after).replace("\u00a0", " ") == expected


def test_many_changes_are_counted() -> None:
    before = draft(
        "Le froid irrite la peau.\n\nLe vent la dessèche.\n\nLa neige réfléchit le soleil.\n\nUne crème protège."
    )
    after = draft("Une crème protège.")
    assert one_line(compare(before, after)).startswith("3\u00a0phrases retirées · ")


def test_other_platform_is_named() -> None:
    change = compare(draft(FIRST), draft(FIRST, platform=Platform.LINKEDIN))
    assert one_line(change) == "version LinkedIn."


def test_length_of_a_reply_is_told_in_characters_though_its_limit_is_in_words() -> None:
    before, after = (
        replace(draft(text), craft=Craft.MESSAGE, platform=None) for text in ("Bonjour.", "Oui.")
    )
    assert "8 → 4\u00a0caractères" in one_line(compare(before, after))


def test_emoji_and_hashtags_are_counted_apart() -> None:
    change = compare(draft(f"🩺 {FIRST}\n\n#peau #froid"), draft(f"{FIRST}\n\n#peau"))
    assert change.new == change.removed == ()
    assert "1 → 0\u00a0émoji" in one_line(change)
    assert "2 → 1\u00a0hashtag" in one_line(change)


SENTENCES = st.lists(
    st.sampled_from(
        ["La peau pâlit.", "Le froid irrite.", "Le vent dessèche la peau.", "On attend.", "Les fils partent."]
    ),
    unique=True,
    min_size=1,
)


@given(SENTENCES, SENTENCES)
def test_change_and_what_stayed_make_up_both_versions(left: list[str], right: list[str]) -> None:
    change = compare(draft("\n\n".join(left)), draft("\n\n".join(right)))
    stayed = [one for one in left if one in right]
    assert sorted([*stayed, *change.removed, *(before for before, _ in change.reworded)]) == sorted(left)
    assert sorted([*stayed, *change.added, *(after for _, after in change.reworded)]) == sorted(right)


@given(SENTENCES)
def test_same_text_has_no_change(said: list[str]) -> None:
    assert one_line(compare(draft("\n\n".join(said)), draft("\n\n".join(said)))) == ""
