from __future__ import annotations

import pytest

from bot.drafting.courtesy import core
from bot.drafting.triage import Class, triage

WRAPPED = {
    "Bonjour, mon pansement est un peu humide. Merci, bonne soirée": "mon pansement est un peu humide",
    "Bonsoir docteur, c’est Camille, 06 39 98 55 12. La cicatrice gratte un peu ce soir.\nCordialement": "La cicatrice gratte un peu ce soir",
    "Bonjour, merci": "Bonjour, merci",
    "la cicatrice gratte un peu": "la cicatrice gratte un peu",
}


@pytest.mark.parametrize(("text", "expected"), WRAPPED.items())
def test_core_leaves_out_the_courtesies(text: str, expected: str) -> None:
    assert core(text) == expected


@pytest.mark.parametrize(
    ("text", "klass"),
    [
        ("Mon pansement est un peu taché depuis ce matin, est-ce normal ?", Class.MEDICAL),
        ("Je respire mal depuis ce matin et j’ai mal dans la poitrine", Class.EMERGENCY),
        ("Quels papiers dois-je apporter pour la consultation ?", Class.PRACTICAL),
    ],
)
@pytest.mark.parametrize("hello", ["", "Bonjour docteur, ", "Bonsoir, c’est Camille Roy, 06 39 98 55 12. "])
@pytest.mark.parametrize("bye", ["", "\nMerci, bonne journée", " Cordialement, Camille"])
def test_courtesies_do_not_change_what_a_message_is(text: str, klass: Class, hello: str, bye: str) -> None:
    assert triage(f"{hello}{text}{bye}").klass is klass
