"""Whatever breaks inside the guard, nothing is cleared: a table of injected faults, and every line ends in `Refused`."""

from __future__ import annotations

import dataclasses
import logging
import zlib
from functools import partial, reduce
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

import bot.guard.catalogue as catalogue_module
import bot.guard.compiled as compiled_module
import bot.guard.guard as guard_module
import bot.guard.second_reader as reader_module
from bot.guard import Channel, Refused, review
from bot.guard.catalogue import catalogue, load
from bot.guard.edits import Edit
from bot.guard.fold import Folded, fold
from bot.guard.language import Language
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patterns import PatternSet, _compile
from bot.guard.reader.senses import FILE, senses
from bot.guard.reader.weights import FOLDER, Weights, pack, read
from bot.guard.rule import Fix, Remedy
from tests.guard.faulty import FAULTY, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def raising(error: type[BaseException] = RuntimeError) -> Callable[..., Any]:
    def fail(*_args: object, **_kwargs: object) -> Any:
        raise error("Mme Durand 06 39 98 12 47")

    return fail


def at(target: str, value: object) -> Any:
    """Put a value in place of what `target` (`module:name`) names, inside the guard."""
    module, _, path = target.partition(":")
    *holders, name = path.split(".")

    def inject(patch: pytest.MonkeyPatch, _folder: Path) -> None:
        holder: Any = import_module(f"bot.guard.{module}")
        patch.setattr(reduce(getattr, holders, holder), name, value)

    return inject


def breaks(target: str, error: type[BaseException] = RuntimeError) -> Any:
    return at(target, raising(error))


def without_rule(code: str) -> Any:
    return lambda patch, _folder: patch.delitem(catalogue().rules, code)


def with_rules(files: dict[str, str]) -> Any:
    """Serve the catalogue of a folder that holds the shipped files, some of them altered; an empty text takes a file away."""

    def inject(patch: pytest.MonkeyPatch, folder: Path) -> None:
        for file in catalogue_module.RULES.glob("*.yaml"):
            (folder / file.name).write_text(files.get(file.name, file.read_text("utf-8")), "utf-8")
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8") if text else (folder / name).unlink()
        patch.setattr(catalogue_module, "catalogue", lambda: load(folder, whole=False))

    return inject


def family(text: str) -> Any:
    return with_rules({"pression.yaml": text})


def one_rule(**changes: object) -> Any:
    """Serve a family of one rule that is right but for these keys; None takes a key away."""
    right: dict[str, object] = {
        "code": "RDV002",
        "name": "presser",
        "title": "Presser",
        "category": "c",
        "tier": 1,
        "channels": {"post": "block"},
        "message": "Non.",
        "advice": "Non.",
        "patterns": ["vite"],
        "legal": [{"ref": "x", "confidence": "H", "checked": "2026-11-21"}],
    }
    said = {key: value for key, value in (right | changes).items() if value is not None}
    return family(yaml.safe_dump([said]))


def with_map(broken: Callable[[Folded], object]) -> Any:
    """Fold texts, then break the map that leads back to the original."""

    def folded(text: str) -> Folded:
        found = fold(text)
        offsets = list(range(len(text) + 1)) if found.offsets is None else found.offsets
        return dataclasses.replace(found, offsets=broken(dataclasses.replace(found, offsets=offsets)))

    return at("guard:fold", folded)


def with_senses(made: bytes | None) -> Any:
    """Serve a file of senses of another making; none at all for None."""

    def inject(patch: pytest.MonkeyPatch, folder: Path) -> None:
        if made is not None:
            (folder / "senses.bin").write_bytes(made)
        patch.setattr("bot.guard.reader.senses.FILE", folder / "senses.bin")
        patch.setattr("bot.guard.reader.sight.senses", senses.__wrapped__)
        patch.setattr("bot.guard.scan.second_reader", reader_module.second_reader.__wrapped__)

    return inject


def with_weights(made: Callable[[Weights], bytes | None]) -> Any:
    """Serve weights of another making; none at all for None."""

    def inject(patch: pytest.MonkeyPatch, folder: Path) -> None:
        said = made(read("guard"))
        if said is not None:
            (folder / "guard.bin").write_bytes(said)
        patch.setattr(reader_module, "read", partial(read, folder=folder))
        fresh = reader_module.second_reader.__wrapped__
        patch.setattr("bot.guard.scan.second_reader", fresh)

    return inject


def header(**values: object) -> Any:
    return with_weights(lambda good: pack(Weights(dataclasses.replace(good.header, **values), good.planes)))


def weighing(good: Weights, scale: float) -> bytes:
    scales = (scale,) * len(good.header.scales)
    return pack(Weights(dataclasses.replace(good.header, scales=scales), good.planes))


def with_plan(edits: Callable[[Any], list[Edit]]) -> Any:
    return at("guard:plan", lambda page, _faults: edits(page))


def hopeless(patch: pytest.MonkeyPatch, _folder: Path) -> None:
    for code, rule in catalogue().rules.items():
        patch.setitem(catalogue().rules, code, dataclasses.replace(rule, fix=Fix(Remedy.NONE)))
    patch.setattr("bot.guard.scan.exposed", lambda *_: [])


def set_without_answer(patch: pytest.MonkeyPatch, _folder: Path) -> None:
    """As `re2.Set` answers when it runs out of memory: nothing, without a word."""
    for channel in Channel:
        patch.setattr(catalogue().prose(channel), "_set", SimpleNamespace(Match=lambda _text: None))


LAUGHS: Final = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
RULE: Final = "- code: RDV002\n  name: n\n  title: t\n  category: c\n"
OWN: Final = Identifier(-5, 10_000, Kind.NAME)

FILES: Final[dict[str, Any]] = {
    "the catalogue cannot be read": breaks("catalogue:catalogue", OSError),
    "the catalogue is empty": at("catalogue:catalogue", lambda: SimpleNamespace(rules={}, hash="")),
    "the catalogue is no catalogue": at("catalogue:catalogue", lambda: None),
    "the rule of patient data is missing": without_rule("PAT001"),
    "no rule file is left": with_rules(
        {file.name: "" for file in catalogue_module.RULES.glob("*.yaml")},
    ),
    "the lexical fields are missing": with_rules({"fields.yaml": ""}),
    "the boundaries are missing": with_rules({"boundaries.yaml": ""}),
    "a family is empty": family("# nothing\n"),
    "a family is no list": family("code: RDV002\n"),
    "a family is cut short": family('- code: "RDV002\n  name: '),
    "a family is binary": family("\x00\x01\x02"),
    "a family calls Python": family("- !!python/object/apply:os.system ['true']\n"),
    "a family laughs a billion times": family(LAUGHS),
    "a family laughs inside a rule": family(f"{RULE}  message: [&a [x, x], *a, *a]\n"),
    "a family is another's twin": with_rules(
        {"pression.yaml": (catalogue_module.RULES / "incitation_rdv.yaml").read_text("utf-8")}
    ),
    "a rule has an unknown key": family(f"{RULE}  surprise: 1\n"),
    "a rule has lost its channels": one_rule(channels=None),
    "a rule has no channel": one_rule(channels={}),
    "a rule has an unknown channel": one_rule(channels={"sms": "block"}),
    "a rule has an unknown severity": one_rule(channels={"post": "perhaps"}),
    "a rule has no legal basis": one_rule(legal=[]),
    "a rule has a number for a code": one_rule(code=3),
    "a rule has a number for a message": one_rule(message=3),
    "a rule has a word for its patterns": one_rule(patterns="vite"),
    "a rule has an empty pattern": one_rule(patterns=[""]),
    "a rule has an unknown remedy": one_rule(fix={"kind": "pray"}),
    "a rule has an unknown boundary": one_rule(lawful_when=["nowhere"]),
    "a rule has an unknown wish": one_rule(unless_asked=["a pony"]),
    "a pattern is never closed": one_rule(patterns=["(never closed"]),
    "a pattern has an unknown field": one_rule(patterns=["{no_such_field}"]),
    "a pattern has an unknown verb": one_rule(patterns=["{imp:zzzz}"]),
    "a pattern takes all": one_rule(patterns=["vite .* vite"]),
    "the weights are missing": with_weights(lambda _good: None),
    "the weights are empty": with_weights(lambda _good: b""),
    "the weights are cut short": with_weights(lambda good: pack(good)[:-20]),
    "the weights are damaged": with_weights(
        lambda good: pack(good).replace(pack(good)[400:404], b"\0\0\0\0")
    ),
    "the weights are no weights": with_weights(lambda _good: zlib.compress(b"{}\n" + b"\0" * 99)),
    "the weights are another reader's": with_weights(lambda _good: (FOLDER / "triage.bin").read_bytes()),
    "the weights have lost a plane": with_weights(lambda good: pack(Weights(good.header, good.planes[:-1]))),
    "the weights are of another format": header(format=99),
    "the weights are of other features": header(columns=8),
    "the weights have other labels": with_weights(
        lambda good: pack(
            Weights(
                dataclasses.replace(good.header, labels=tuple(map(str, range(len(good.planes))))), good.planes
            )
        )
    ),
    "the weights have no thresholds": header(thresholds={}),
    "the weights have lost their scales": header(scales=()),
    "the weights weigh zero": with_weights(lambda good: weighing(good, 0.0)),
    "the senses are missing": with_senses(None),
    "the senses are cut short": with_senses(FILE.read_bytes()[:-1]),
    "the senses are no senses": with_senses(b"{}\n"),
    "the weights weigh nothing": with_weights(lambda good: weighing(good, float("nan"))),
}
INSIDE: Final[dict[str, Any]] = {
    "folding fails": breaks("guard:fold"),
    "folding gives nothing": at("guard:fold", lambda _text: None),
    "folding takes too long": breaks("guard:fold", TimeoutError),
    "the map is too short": with_map(lambda folded: folded.offsets[:-1]),
    "the map is empty": with_map(lambda _folded: []),
    "the map is too long": with_map(lambda folded: [*folded.offsets, folded.offsets[-1]]),
    "the map runs backwards": with_map(lambda folded: folded.offsets[::-1]),
    "the map has two places swapped": with_map(
        lambda folded: [*folded.offsets[:9], folded.offsets[10], folded.offsets[9], *folded.offsets[11:]]
    ),
    "the map leaves the text": with_map(lambda folded: [one + 50 for one in folded.offsets]),
    "the map begins before the text": with_map(lambda folded: [-9, *folded.offsets[1:]]),
    "the map is lost": with_map(lambda folded: None if len(folded.lower) != len(folded.source) else [0]),
    "sentences fail": breaks("scan:Sentences"),
    "sentences take too long": breaks("sentences:_sentences", TimeoutError),
    "a rule raises": breaks("patterns:Expression.spans"),
    "the index of words fails": breaks("postings:Index.possible", KeyError),
    "RE2 refuses an expression": at("patterns:Expression.search", property(lambda _self: _compile("("))),
    "RE2 runs out of memory": set_without_answer,
    "a hit is of no rule": at("patterns:PatternSet.scan", lambda _self, _lower: [("ZZZ999", 0, 4)]),
    "a hit is of no kind": at("guard:scan", lambda _page, _setting: [object()]),
    "the recognisers fail": breaks("scan:exposed"),
    "the recognisers take too long": breaks("scan:exposed", TimeoutError),
    "the recognisers of numbers fail": breaks("patient.recognise:numbers"),
    "the recognisers of names fail": breaks("patient.recognise:names"),
    "the recognisers find what is not there": at("patient.exposed:find", lambda *_: [OWN, None]),
    "the gate of the recognisers fails": breaks("patient.recognise:triggers"),
    "antipatterns fail": breaks("scan:is_lawful"),
    "the scan runs out of memory": breaks("guard:scan", MemoryError),
    "the scan runs out of time": breaks("guard:scan", TimeoutError),
    "the scan runs away": breaks("guard:scan", RecursionError),
    "the scan gives nothing": at("guard:scan", lambda _page, _setting: None),
    "the second reader fails": breaks("scan:second_reader"),
    "the second reader fails on a sentence": breaks("second_reader:SecondReader.opinions"),
    "the second reader overflows": breaks("second_reader:SecondReader._odds_of_any", OverflowError),
    "the second reader takes too long": breaks("second_reader:glances", TimeoutError),
    "the fixes fail": breaks("guard:plan"),
    "the fixes take too long": breaks("guard:plan", TimeoutError),
    "the fix does nothing": with_plan(lambda _page: []),
    "the fix never settles": with_plan(
        lambda page: [Edit(0, 0, "Prenez rendez-vous. ", "RDV001")] * bool(page)
    ),
    "the fix is before the text": with_plan(lambda _page: [Edit(-5, 10, "", "RDV001")]),
    "the fix is after the text": with_plan(lambda _page: [Edit(0, 100_000, "", "RDV001")]),
    "the fix ends before it begins": with_plan(lambda _page: [Edit(9, 3, "", "RDV001")]),
    "the fixes overlap": with_plan(lambda _page: [Edit(0, 9, "", "RDV001"), Edit(5, 60, "", "RDV001")]),
    "the fix inserts no text": with_plan(lambda _page: [Edit(0, 60, None, "RDV001")]),
    "the fix leaves nothing": with_plan(lambda page: [Edit(0, len(page.folded.source), "", "RDV001")]),
    "the fix is no fix": with_plan(lambda _page: [object()]),
    "the edits fail": breaks("edits:Draft.apply"),
    "the changes cannot be told": breaks("edits:Draft.changes"),
    "no way back to the original": breaks("edits:Draft.origin"),
    "nobody can say whether it is usable": breaks("guard:is_usable"),
    "the finding cannot be built": breaks("guard:_finding"),
    "no fault can be mended": hopeless,
}

EVERYWHERE: Final = [(name, channel) for name in INSIDE for channel in Channel]
FAULTS: Final = [*((name, Channel.POST) for name in FILES), *EVERYWHERE]


@pytest.fixture(autouse=True, scope="module")
def _known_rules() -> None:
    """Load the true catalogue before anything is broken."""
    for channel in Channel:
        review(TEXTS[channel], channel)


SEEN: Final = {Channel.POST: "RDV001", Channel.MESSAGE: "RDV007", Channel.REVIEW: "AVI001"}
SOUND: Final[dict[str, Any]] = {
    "nothing": lambda _patch, _folder: None,
    "copies of the rules": with_rules({}),
    "a family that is right": one_rule(),
    "the true map": with_map(lambda folded: folded.offsets),
    "copies of the weights": with_weights(pack),
}


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("channel", Channel)
def test_the_texts_of_this_table_are_cleaned_when_nothing_is_broken(
    name: str, channel: Channel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    SOUND[name](monkeypatch, tmp_path)
    verdict = review(TEXTS[channel], channel)
    assert verdict.verdict == "cleaned"
    assert {"PAT001", SEEN[channel]} <= {one.rule for one in verdict.findings}


@pytest.mark.parametrize(("name", "channel"), FAULTS, ids=[f"{name} ({one})" for name, one in FAULTS])
def test_whatever_fails_inside_nothing_is_cleared(
    name: str, channel: Channel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (FILES | INSIDE)[name](monkeypatch, tmp_path)
    verdict = review(TEXTS[channel], channel)
    assert isinstance(verdict, Refused), verdict
    assert verdict.text == ""
    assert verdict.reason.endswith(".")


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize(
    "where", ["guard:fold", "guard:scan", "scan:exposed", "scan:second_reader", "guard:plan"]
)
def test_who_stops_the_program_stops_it(
    error: type[BaseException], where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    breaks(where, error)(monkeypatch, tmp_path)
    with pytest.raises(error):
        review(FAULTY, "post")


def test_a_failure_is_logged_by_its_class_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard_module, "scan", raising())
    with caplog.at_level(logging.DEBUG):
        review("Mme Durand", "post")
    assert "RuntimeError" in caplog.text
    assert "Durand" not in caplog.text


def test_a_fault_that_cannot_be_mended_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = catalogue()
    hopeless_rule = dataclasses.replace(rules.rules["RDV001"], fix=Fix(Remedy.NONE))
    monkeypatch.setitem(rules.rules, "RDV001", hopeless_rule)
    verdict = review(FAULTY, "post")
    assert isinstance(verdict, Refused)
    assert hopeless_rule.title in verdict.reason


@pytest.mark.parametrize("damage", [b"", b"\0", b"\xff" * 64, None], ids=repr)
def test_patterns_kept_in_a_damaged_file_are_read_again(damage: bytes | None, tmp_path: Path) -> None:
    language, wanted = Language({}), {"prenez {gap:1} rendez-vous": True}
    first = compiled_module.compiled(tmp_path, "hash", wanted, language)
    (kept,) = (tmp_path / "__pycache__").glob("*.marshal")
    said = kept.read_bytes()
    kept.write_bytes(said[:-9] + b"#" + said[-8:] if damage is None else damage)
    assert compiled_module.compiled(tmp_path, "hash", wanted, language) == first
    assert kept.read_bytes() == said


def test_a_set_that_answers_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = PatternSet([("price", "[0-9]+ ?[$]")], {})
    assert patterns.scan("30 $") == [("price", 0, 4)]
    monkeypatch.setattr(patterns, "_set", SimpleNamespace(Match=lambda _text: None))
    with pytest.raises(MemoryError):
        patterns.scan("30 $")
