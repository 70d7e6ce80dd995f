"""The rules: each is tried on its own examples, plain and disguised; a file that cannot be trusted is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from bot.guard.catalogue import NOT_FAMILIES, RULES, check_patterns, load, without_pages
from bot.guard.examples import DISGUISES, Example, example, failures, found_in, main
from bot.guard.model import Channel
from bot.guard.rule import Rule
from bot.guard.schema import EXAMPLES, CatalogueError

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = load(RULES)
each_rule = pytest.mark.parametrize("rule", WHOLE.rules.values(), ids=WHOLE.rules)
EVERY_RULE = [rule for rule in WHOLE.rules.values() if rule.page is not None and not rule.judgement]
FLAGS = [
    (rule, example(rule, flag)) for rule in EVERY_RULE for flag in (rule.page.flags if rule.page else ())
]
PASSES = [
    (rule, example(rule, text)) for rule in EVERY_RULE for text in (rule.page.passes if rule.page else ())
]
RULE = """
- code: AAA001
  name: faute-d-essai
  title: "Faute d’essai"
  category: "Essai"
  tier: 1
  channels: {post: block}
  definition: "Un essai."
  lawful: "Le reste."
  legal:
    - {ref: "CSP, art. R.4127-19", confidence: V3, checked: 2026-11-21}
  message: "« {found} » est une faute."
  advice: "Retirez-la."
  patterns: ['bleu']
  flags: ["⟦bleu⟧", "le ⟦bleu⟧", "un ⟦bleu⟧", "⟦Bleu⟧ !"]
  passes: ["vert", "le vert", "bleue", "bleuet"]
"""


@each_rule
def test_a_rule_of_patterns_has_examples_enough(rule: Rule) -> None:
    assert rule.page is not None
    assert rule.judgement or (len(rule.page.flags) >= EXAMPLES and len(rule.page.passes) >= EXAMPLES)


@each_rule
def test_a_rule_names_its_law_its_message_and_what_stays_lawful(rule: Rule) -> None:
    assert rule.page is not None
    assert rule.legal
    assert rule.message
    assert rule.advice
    assert rule.page.definition
    assert rule.page.lawful


@pytest.mark.parametrize(
    ("rule", "given"), FLAGS, ids=[f"{rule.code}-{given.text[:40]}" for rule, given in FLAGS]
)
def test_a_rule_finds_its_flag_at_its_span_and_under_every_disguise(rule: Rule, given: Example) -> None:
    spans = found_in(given.text, given.channel, WHOLE).get(rule.code, [])
    assert spans
    if given.spans:
        assert spans == list(given.spans)
    missed = [
        name
        for name, hide in DISGUISES.items()
        if rule.code not in found_in(hide(given.text), given.channel, WHOLE)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("rule", "given"), PASSES, ids=[f"{rule.code}-{given.text[:40]}" for rule, given in PASSES]
)
def test_no_rule_finds_anything_in_a_pass(rule: Rule, given: Example) -> None:
    found = found_in(given.text, given.channel, WHOLE)
    assert {code: [given.text[start:end] for start, end in spans] for code, spans in found.items()} == {}


def test_every_pattern_of_the_catalogue_compiles() -> None:
    check_patterns(WHOLE)


def test_what_runs_is_what_the_files_say() -> None:
    """The rules are read without their examples at run time; both readings agree on everything else."""
    quick = load(RULES, whole=False)
    assert quick.hash == WHOLE.hash
    for code, rule in quick.rules.items():
        whole = WHOLE.rules[code]
        assert rule.page is None
        names = [name for name in Rule.__slots__ if name != "page"]
        assert [getattr(rule, name) for name in names] == [getattr(whole, name) for name in names]


def test_the_lines_left_out_are_those_of_pages() -> None:
    for file in RULES.glob("*.yaml"):
        if file.name not in NOT_FAMILIES:
            text = file.read_text(encoding="utf-8")
            whole = yaml.safe_load(text)
            for entry in whole:
                for key in ("definition", "lawful", "flags", "passes", "todo"):
                    entry.pop(key, None)
            assert yaml.safe_load(without_pages(text)) == whole


def written(folder: Path, rules: str = RULE, fields: str = "rdv: [rdv]", boundaries: str = "{}") -> Path:
    for name, text in (("family", rules), ("fields", fields), ("boundaries", boundaries)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


HELD = "held: {where: quotes, patterns: [formule]}\nanswered: {where: next, patterns: ['[?] non']}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("« Du bleu » : la formule circule.", False),
        ("« Du bleu ». La formule circule.", False),
        ("« Du bleu ». Soit. La formule circule.", True),
        ("Du bleu : « la formule » circule.", True),
        ("La formule circule. « Du bleu ».", True),
        ("Du bleu ? Non, du vert.", False),
        ("Du bleu ? Oui. Du vert ? Non.", True),
        ("Du vert ? Non. Du bleu ?", True),
    ],
)
def test_words_held_up_or_answered_are_judged_with_the_sentence_that_follows(
    tmp_path: Path, text: str, *, found: bool
) -> None:
    rules = RULE.replace("['bleu']", "['bleu']\n  lawful_when: [held, answered]")
    small = load(written(tmp_path, rules=rules, boundaries=HELD))
    assert bool(found_in(text, Channel.POST, small)) is found


def test_a_small_catalogue_loads(tmp_path: Path) -> None:
    found = load(written(tmp_path))
    assert list(found.rules) == ["AAA001"]
    assert list(failures(found.rules["AAA001"], found)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("code: AAA001", "kode: AAA001", "without `code`"),
        ("tier: 1", "tier: 7", "tier"),
        ("tier: 1", "", "tier"),
        ("{post: block}", "{poste: block}", "poste"),
        ("{post: block}", "{post: blok}", "blok"),
        ("{post: block}", "{}", "one channel"),
        ("confidence: V3, ", "", "confidence"),
        ("patterns: ['bleu']", "patterns: bleu", "list of texts"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  lawful_when: [nobody]", "nobody"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  colour: red", "colour"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  fix: {kind: burn}", "burn"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  fix: {kind: replace}", "with"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  fix: {kind: none, why: x}", "why"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  fix: {kind: none, articles: x}", "articles"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  scope: world", "world"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  judgement: true", "judgement"),
        ("patterns: ['bleu']", "judgement: true", "shows_on"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  judgement: maybe", "true or false"),
        ("patterns: ['bleu']", "patterns: [bleu]\n  unless_asked: [moon]", "moon"),
        (', "⟦Bleu⟧ !"', "", "flags"),
        (', "bleuet"', "", "passes"),
        ("- code", "code", "YAML"),
    ],
)
def test_a_wrong_rule_is_an_error_that_says_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        load(written(tmp_path, rules=RULE.replace(old, new)))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("family.yaml", "", "found none"),
        ("family.yaml", "[]", "found none"),
        ("family.yaml", "{a: b}", "list of rules"),
        ("fields.yaml", "[]", "names with patterns"),
        ("fields.yaml", "a: b", "list of patterns"),
        ("boundaries.yaml", "a: {where: after, patterns: [b]}", "where"),
        ("boundaries.yaml", "a: {patterns: [b]}", "where"),
        ("family.yaml", RULE + RULE.strip(), "twice"),
    ],
)
def test_a_wrong_file_is_an_error(tmp_path: Path, file: str, text: str, said: str) -> None:
    written(tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        load(tmp_path)


@pytest.mark.parametrize("missing", ["family.yaml", "fields.yaml", "boundaries.yaml"])
def test_a_missing_file_is_an_error(tmp_path: Path, missing: str) -> None:
    written(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(CatalogueError):
        load(tmp_path)


@pytest.mark.parametrize("key", ["patterns", "unless", "unless_before", "requires"])
def test_a_pattern_that_cannot_be_read_names_its_rule(tmp_path: Path, key: str) -> None:
    rules = RULE.replace(
        "patterns: ['bleu']",
        f"patterns: [bleu]\n  {key}: ['a.*b']".replace("patterns: [bleu]\n  patterns", "patterns"),
    )
    with pytest.raises(CatalogueError, match="AAA001"):
        check_patterns(load(written(tmp_path, rules=rules)))


def test_the_hash_follows_every_letter(tmp_path: Path) -> None:
    before = load(written(tmp_path)).hash
    assert load(written(tmp_path)).hash == before
    assert load(written(tmp_path, boundaries="a: {where: before, patterns: [b]}")).hash != before


def test_examples_that_fail_are_told(tmp_path: Path) -> None:
    wrong = RULE.replace('"⟦bleu⟧", ', '"⟦vert⟧", ').replace('"bleuet"', '"un ciel bleu"')
    found = load(written(tmp_path, rules=wrong))
    told = list(failures(found.rules["AAA001"], found))
    assert [line.split(":")[0] for line in told] == ["finds nothing in", "flags a pass as AAA001 («bleu»)"]


def test_the_check_command_counts_and_fails_on_an_unknown_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "PAT001"]) == 0
    assert capsys.readouterr().out.startswith("1 rules, 0 failures")


def test_advice_that_no_pattern_can_give_is_kept_for_its_place(tmp_path: Path) -> None:
    from bot.guard.rule import Place

    rules = RULE.replace("patterns: ['bleu']", "judgement: true\n  shows_on: [photo]")
    found = load(written(tmp_path, rules=rules))
    assert [rule.code for rule in found.advice_for(Place.PHOTO)] == ["AAA001"]
    assert found.advice_for(Place.REVIEW) == ()


def test_patterns_that_were_read_are_kept_and_found_again(tmp_path: Path) -> None:
    first = load(written(tmp_path))
    assert first.prose(Channel.POST).scan("le bleu") == [("AAA001", 3, 7)]
    kept = list((tmp_path / "__pycache__").glob("patterns-*.marshal"))
    assert len(kept) == 1
    assert load(tmp_path).prose(Channel.POST).scan("le bleu") == [("AAA001", 3, 7)]
    kept[0].write_bytes(b"not ours")
    assert load(tmp_path).prose(Channel.POST).scan("le bleu") == [("AAA001", 3, 7)]


def test_patterns_are_read_again_when_the_rules_change(tmp_path: Path) -> None:
    load(written(tmp_path)).prose(Channel.POST).scan("")
    changed = load(written(tmp_path, rules=RULE.replace("bleu", "rouge")))
    assert changed.prose(Channel.POST).scan("le rouge") == [("AAA001", 3, 8)]
    assert len(list((tmp_path / "__pycache__").glob("patterns-*.marshal"))) == 1
