"""A translation is shown beside the exact text it was made from, as it is written, and never as cleared."""

from __future__ import annotations

from bot.conversation.cards import Card
from bot.conversation.effects import Send
from bot.conversation.showing import show
from bot.conversation.state import Shown
from bot.drafting.ports import Craft, Draft, Translation
from bot.guard import review

FRENCH = "Bonjour, la consultation est à 80 €. Nous ne donnons pas d’avis par message."
ENGLISH = "Hello, the consultation costs €80. Really? We do not give opinions by message."


def cards(french: str) -> list[Card]:
    made = Translation("en", french, ENGLISH, FRENCH)
    draft = Draft(
        Craft.MESSAGE, review(FRENCH, "message", asked=("price",)), written=FRENCH, translation=made
    )
    shown = show(Shown("d1", 1, draft))
    return [one.content for one in shown if isinstance(one, Send) and isinstance(one.content, Card)]


def test_a_translation_has_a_card_of_its_own_before_that_of_the_draft() -> None:
    card, _ = cards(review(FRENCH, "message", asked=("price",)).text)
    assert "Traduction à relire · anglais" in card.title
    assert card.blocks[0].lines == (ENGLISH,)
    assert "chiffres identiques (80)" in card.blocks[-1].lines[0]
    assert "1\u00a0négation identique" in card.blocks[-1].lines[0]


def test_a_translation_of_another_text_is_not_shown() -> None:
    assert len(cards("Bonjour.")) == 1
