"""What is cut, and that the wound closes: no orphan, no double blank, a capital, the rest byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard import Channel
from bot.guard.catalogue import Catalogue, load
from bot.guard.edits import Draft, Edit
from bot.guard.fixes import is_usable, plan
from bot.guard.fold import fold
from bot.guard.scan import Page, Setting, scan

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
- code: AAA{number:03}
  name: essai-{number}
  title: "Essai {number}"
  category: "Essai"
  tier: 1
  channels: {{post: block}}
  legal: [{{ref: "CSP", confidence: V3, checked: 2026-11-21}}]
  message: "« {{found}} »"
  advice: "Non."
  patterns: ['{word}']
  scope: {scope}
  fix: {fix}
"""
KINDS = [
    ("cutsentence", "sentence", "{kind: cut_sentence}"),
    ("cutclause", "sentence", "{kind: cut_clause}"),
    ("cutword", "sentence", "{kind: cut_words}"),
    ("cuttag", "hashtag", "{kind: cut_hashtag}"),
    ("replaced", "sentence", "{kind: replace, with: neutre}"),
    ("proposed", "sentence", "{kind: propose, with: neutre}"),
    ("unsafe", "sentence", "{kind: replace, with: neutre, safety: unsafe}"),
    ("dropped", "sentence", "{kind: drop}"),
]
CUTS = [
    ("Un deux. Trois cutsentence quatre. Cinq six.", "Un deux. Cinq six."),
    ("Un cutsentence. Deux.", "Deux."),
    ("Un. Deux cutsentence", "Un."),
    ("Un.\n\nDeux cutsentence.\n\nTrois.", "Un.\n\nTrois."),
    ("Un.\nDeux cutsentence.\nTrois.", "Un.\nTrois."),
    ("Un.\n\nDeux cutsentence.\nTrois.", "Un.\n\nTrois."),
    ("Un.\r\n\r\nDeux cutsentence.\r\n\r\nTrois.", "Un.\r\n\r\nTrois."),
    ("- un\n- deux cutsentence\n- trois", "- un\n- trois"),
    ("Un. Deux cutsentence ! 😊 Trois.", "Un. Trois."),
    ("👉 Deux cutsentence 👇\nTrois.", "Trois."),
    ("Un.\u00a0Deux cutsentence. Trois.", "Un.\u00a0Trois."),
    ("La peau rougit, le cutclause aussi.", "La peau rougit."),
    ("La peau rougit, et cutclause.", "La peau rougit."),
    ("La peau rougit, cutclause, puis pâlit.", "La peau rougit, puis pâlit."),
    ("Le cutclause vient. La suite.", "La suite."),
    ("Le soin est cutword et complet pour tous.", "Le soin est complet pour tous."),
    ("Un soin doux et cutword.", "Un soin doux."),
    ("Cutword, le soin reste doux pour tous.", "Le soin reste doux pour tous."),
    ("Cutword et doux, le soin dure une heure.", "Doux, le soin dure une heure."),
    ("Le soin cutword\u00a0: une heure de calme.", "Le soin\u00a0: une heure de calme."),
    ("Un soin cutword et une équipe calme ici.", "Un soin et une équipe calme ici."),
    ("Un soin doux, cutword et complet pour tous.", "Un soin doux et complet pour tous."),
    ("Le soin (cutword) dure une heure.", "Le soin dure une heure."),
    ("Un cutword. Le soin dure une heure.", "Le soin dure une heure."),
    ("La peau.\n\n#peau #cuttagmoi #soleil", "La peau.\n\n#peau #soleil"),
    ("La peau.\n\n#cuttagmoi", "La peau."),
    ("Le #cuttagmoi de la peau sèche.", "Le de la peau sèche."),
    ("Un soin replaced dure une heure.", "Un soin neutre dure une heure."),
    ("Replaced, le soin dure une heure.", "Neutre, le soin dure une heure."),
    ("Un soin proposed ici. La peau sèche.", "La peau sèche."),
    ("Un soin unsafe ici. La peau sèche.", "La peau sèche."),
    ("Bonjour dropped, la peau sèche.", "Bonjour, la peau sèche."),
    ("Bonjour dropped,\n\nla peau sèche.", "Bonjour,\n\nla peau sèche."),
    ("Œdème cutsentence. Œil sec 👩‍⚕️.", "Œil sec 👩‍⚕️."),
    ("Un.\n\n\n\nDeux cutsentence.", "Un."),
    ("cutsentence", ""),
]
WORDS = [
    "Un",
    "soin",
    "dure.",
    "Peau",
    "cutsentence.",
    "cutclause",
    "cutword",
    ",",
    "et",
    "\n",
    "\n\n",
    "#cuttagx",
    "😊",
    "replaced",
    "!",
    "dropped",
]


@pytest.fixture(scope="module", name="rules")
def _rules(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder: Path = tmp_path_factory.mktemp("rules")
    family = "".join(
        RULE.format(number=number, word=word, scope=scope, fix=fix)
        for number, (word, scope, fix) in enumerate(KINDS)
    )
    (folder / "family.yaml").write_text(family, encoding="utf-8")
    (folder / "fields.yaml").write_text("a: [a]", encoding="utf-8")
    (folder / "boundaries.yaml").write_text("{}", encoding="utf-8")
    return load(folder, whole=False)


def mended(text: str, rules: Catalogue) -> Draft:
    draft = Draft(text)
    page = Page(fold(text))
    draft.apply(plan(page, scan(page, Setting(Channel.POST, (), rules))))
    return draft


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_a_cut_closes_its_wound(text: str, expected: str, rules: Catalogue) -> None:
    assert mended(text, rules).text == expected


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_changes_tell_how_to_go_from_one_text_to_the_other(
    text: str, expected: str, rules: Catalogue
) -> None:
    draft = mended(text, rules)
    rebuilt, position = "", 0
    for change in draft.changes():
        assert change.removed == text[change.start : change.end]
        assert change.rule.startswith("AAA")
        rebuilt += text[position : change.start] + change.inserted
        position = change.end
    assert rebuilt + text[position:] == expected


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", "  ", "\u00a0"]))
def test_whatever_is_cut_the_changes_tell_it_whole(rules: Catalogue, words: list[str], blank: str) -> None:
    text = blank.join(words)
    draft = mended(text, rules)
    rebuilt, position = "", 0
    for change in draft.changes():
        rebuilt += text[position : change.start] + change.inserted
        position = change.end
    assert rebuilt + text[position:] == draft.text


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_fixes_settle_in_three_rounds(rules: Catalogue, words: list[str]) -> None:
    text = " ".join(words)
    for _ in range(3):
        text = mended(text, rules).text
    assert mended(text, rules).text == text


@given(
    st.text(alphabet="ab .\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.sampled_from(["", "X"])), max_size=5),
)
def test_a_draft_remembers_where_letters_come_from(text: str, edits: list[tuple[int, int, str]]) -> None:
    draft, plain, last = Draft(text), text, -1
    kept: list[Edit] = []
    for start, size, inserted in sorted(edits):
        if last <= start <= len(text) and start + size <= len(text) and (size or inserted) and start > last:
            kept.append(Edit(start, start + size, inserted, "AAA"))
            last = start + size
    draft.apply(kept)
    for edit in reversed(kept):
        plain = plain[: edit.start] + edit.inserted + plain[edit.end :]
    assert draft.text == plain
    rebuilt, position = "", 0
    for change in draft.changes():
        rebuilt += text[position : change.start] + change.inserted
        position = change.end
    assert rebuilt + text[position:] == plain


@pytest.mark.parametrize(
    ("text", "original", "usable"),
    [
        ("Bonjour,", "Bonjour, prenez rendez-vous dès maintenant pour votre nez.", False),
        ("#peau #soleil", "Prenez rendez-vous dès maintenant pour votre nez. #peau #soleil", False),
        ("", "Prenez rendez-vous.", False),
        (
            "La cicatrice blanchit en un an.",
            "Prenez rendez-vous dès maintenant pour votre nez. La cicatrice blanchit en un an.",
            True,
        ),
        ("Bonjour, merci de votre retour.", "Bonjour Sandrine, merci de votre retour.", True),
    ],
)
def test_what_is_left_must_say_something(text: str, original: str, usable: bool) -> None:
    assert is_usable(text, original) is usable
