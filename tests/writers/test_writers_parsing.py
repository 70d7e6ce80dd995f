"""What comes back from a model: read strictly, assembled for its place, never believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.ports import Craft, Platform, SentenceKind
from bot.writers.errors import WriterFailure, WriterForeign, WriterInvalid, WriterTooLong
from bot.writers.parsing import MENTION, parse, read_json
from bot.writers.prompting import Prompt
from tests.writers.briefs import brief

PROMPT = Prompt(
    (), {"P1": "soleil#1", "P2": "soleil#2", "F1": "practice:hours"}, ("https://cabinet.example/infos",)
)
SUN = "Le soleil peut foncer une cicatrice récente."
SHADE = "La protection limite ce risque sans le supprimer."


def sentence(text: str = SUN, **fields: Any) -> dict[str, Any]:
    return {"texte": text, "type": "fait", "citations": ["P1"], "place": "suite"} | fields


def answer(*sentences: Any, hashtags: Any = ()) -> str:
    return json.dumps({"phrases": list(sentences), "mots_diese": hashtags}, ensure_ascii=False)


def read(told: str, craft: Craft = Craft.MESSAGE, **fields: Any) -> Any:
    return parse(told, PROMPT, brief(craft, **fields), "modele")


@pytest.mark.parametrize(
    ("cited", "expected", "noted"),
    [
        (["P1"], ("soleil#1",), False),
        (["[P1]"], ("soleil#1",), False),
        (["p1", " P2 "], ("soleil#1", "soleil#2"), False),
        (["P1", "P1"], ("soleil#1",), False),
        (["F1"], ("practice:hours",), False),
        (["P9"], (), True),
        (["P1", "P9"], ("soleil#1",), True),
        (["soleil#1"], (), True),
        (["practice:hours"], (), True),
        ([], (), True),
        (None, (), True),
        ("P1", (), True),
        ([1, None, {}], (), True),
    ],
)
def test_parse_keeps_only_the_passages_that_were_given(
    cited: Any, expected: tuple[str, ...], noted: bool
) -> None:
    draft = read(answer(sentence(citations=cited)))
    assert draft.sentences[0].passages == expected
    assert (draft.note is not None) == noted


def test_parse_asks_no_source_of_a_courtesy() -> None:
    draft = read(answer(sentence("Bonjour,", type="courtoisie", citations=[]), sentence()))
    assert draft.note is None
    assert [one.kind for one in draft.sentences] == [SentenceKind.COURTESY, SentenceKind.FACT]


@pytest.mark.parametrize("kind", ["opinion", None, 3, [], "FACT"])
def test_parse_takes_an_unknown_kind_for_a_fact(kind: Any) -> None:
    assert read(answer(sentence(type=kind))).sentences[0].kind is SentenceKind.FACT


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["suite", "suite"], f"{SUN} {SHADE}"),
        (["paragraphe", "paragraphe"], f"{SUN}\n\n{SHADE}"),
        (["puce", "puce"], f"• {SUN}\n• {SHADE}"),
        (["paragraphe", "puce"], f"{SUN}\n\n• {SHADE}"),
        (["puce", "paragraphe"], f"• {SUN}\n\n{SHADE}"),
        (["ailleurs", None], f"{SUN} {SHADE}"),
    ],
)
def test_parse_puts_each_sentence_in_its_place(places: list[Any], expected: str) -> None:
    told = answer(sentence(place=places[0]), sentence(SHADE, place=places[1]))
    assert read(told).text == expected


def test_parse_ends_a_post_with_the_mention_once() -> None:
    plain = read(answer(sentence()), Craft.POST)
    said = read(answer(sentence(), sentence(MENTION, type="courtoisie", citations=[])), Craft.POST)
    assert plain.text.endswith(f"\n\n{MENTION}")
    assert said.text.count(MENTION) == 1
    assert plain.note is None


@pytest.mark.parametrize(
    ("platform", "hashtags", "line"),
    [
        (Platform.INSTAGRAM, ["cicatrice", "#soleil"], "#cicatrice #soleil"),
        (Platform.INSTAGRAM, list("abcdefgh"), None),
        (Platform.INSTAGRAM, [f"mot{n}" for n in range(9)], "#mot0 #mot1 #mot2 #mot3 #mot4"),
        (Platform.INSTAGRAM, ["deux mots", "cicatrice", "cicatrice"], "#cicatrice"),
        (Platform.INSTAGRAM, ["<b>", "x" * 60, 5, None], None),
        (Platform.INSTAGRAM, "cicatrice", None),
        (Platform.GOOGLE, ["cicatrice"], None),
        (None, ["cicatrice"], None),
    ],
)
def test_parse_ends_with_the_hashtags_that_the_platform_takes(
    platform: Any, hashtags: Any, line: str | None
) -> None:
    draft = read(answer(sentence(), hashtags=hashtags), Craft.POST, platform=platform)
    assert draft.text.endswith(f"\n\n{line or MENTION}")


@pytest.mark.parametrize("craft", [Craft.MESSAGE, Craft.REVIEW])
def test_parse_puts_no_hashtag_outside_posts(craft: Craft) -> None:
    assert "#" not in read(answer(sentence(), hashtags=["cicatrice"]), craft).text


@pytest.mark.parametrize(
    "link",
    [
        "https://pirate.example/x",
        "www.pirate.fr",
        "pirate.com",
        "Pirate.SHOP/promo?x=1",
        "javascript://alert",
    ],
)
def test_parse_leaves_out_a_sentence_with_a_link_that_the_practice_did_not_give(link: str) -> None:
    draft = read(answer(sentence(), sentence(f"Voyez {link} pour la suite.")))
    assert draft.text == SUN
    assert draft.note == "1\u00a0phrase du modèle avec un lien inconnu a été retirée."


def test_parse_keeps_the_links_of_the_practice() -> None:
    told = "Les documents du cabinet sont sur https://cabinet.example/infos."
    assert read(answer(sentence(told))).text == told


@pytest.mark.parametrize(
    "told",
    ["", "bonjour", "{}", "[]", "[1]", "null", '{"phrases": {}}', '{"phrases": []}', '{"phrases": [""]}', '{"phrases": [{}]}',
     '{"phrases": [{"texte": null}]}', answer(sentence("")), answer(sentence("  \n ")), "{" * 5_000, "[[" * 90_000],
)  # fmt: skip
def test_parse_tells_the_model_what_form_it_misses(told: str) -> None:
    with pytest.raises(WriterInvalid) as caught:
        read(told)
    assert caught.value.defect.endswith(".")


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "```\n{}```", "Voici : {}", "{} Voilà.", "<think>Le passage [P1] {{x}}</think>{}", "x</think>{}",
     "<reasoning>\n[1, 2]\n</reasoning>\n{}", "[P1] dit cela.\n{}", '{{"note": 1}}\n{}', "\ufeff{}"],
)  # fmt: skip
def test_read_json_finds_the_draft_whatever_stands_around(around: str) -> None:
    good = answer(sentence())
    assert read_json(around.replace("{{", "{").replace("}}", "}").replace("{}", good)) == json.loads(good)


@pytest.mark.parametrize(
    ("craft", "fields", "sentences"),
    [
        (Craft.POST, {"limit": 100}, [SUN, SHADE]),
        (Craft.MESSAGE, {"limit": 5_000}, ["Le cabinet vous répond avec soin et sans hâte aucune."] * 12),
        (Craft.REVIEW, {"limit": 600}, ["Merci d’avoir pris le temps d’écrire."] * 4),
        (Craft.POST, {"limit": 5_000, "platform": Platform.YOUTUBE}, ["Le soleil et les cicatrices " * 5]),
    ],
)
def test_parse_holds_the_limits_of_the_place(
    craft: Craft, fields: dict[str, Any], sentences: list[str]
) -> None:
    with pytest.raises(WriterTooLong) as caught:
        read(answer(*map(sentence, sentences)), craft, **fields)
    assert "au plus" in caught.value.defect


def test_parse_sets_french_typography_and_drops_what_is_invisible() -> None:
    told = "Qu'est-ce que c'est ? Un \"point\"\u200b :\u202e voilà [P1, P2]"
    assert read(answer(sentence(told))).text == 'Qu’est-ce que c’est\u00a0? Un "point"\u00a0: voilà'


def test_parse_keeps_placeholders() -> None:
    told = "Bonjour ⟦PRÉNOM⟧, le courrier du ⟦DATE⟧ est bien arrivé au cabinet."
    assert read(answer(sentence(told))).text == told


def test_parse_refuses_a_text_that_is_not_french() -> None:
    with pytest.raises(WriterForeign):
        read(answer(sentence("The sun can darken a recent scar for many months.")))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_parse_never_crashes_on_any_text(told: str) -> None:
    try:
        draft = read(answer(sentence(told)) if len(told) % 2 else told)
    except WriterFailure:
        return
    assert draft.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["phrases", "texte", "type", "citations", "place", "mots_diese"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_parse_never_crashes_on_any_json(told: Any) -> None:
    try:
        read(json.dumps({"phrases": told} if isinstance(told, list) else told), Craft.POST)
    except WriterFailure:
        return
