"""`confrere guard`, `confrere rule`, `confrere mask`: the guard for people and for other programs.

This is the contract with other programs, one JSON object a line: `design.md`, "The guard".
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.commands.streams import BadItem, answer_line, stream, text_of
from bot.commands.waivers import Book, WaiverError, in_date, read_waivers, useless, waivers_of
from bot.french import count, typeset
from bot.guard.pages import CHANNELS, SEVERITIES, listing, near, page

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from bot.commands.waivers import Useless
    from bot.guard import Channel, Cleared, Finding, Practice, Refused, Waiver
    from bot.guard.model import Reading

CLEAR, CLEANED, REFUSED = 0, 1, 2
USAGE: Final = 64  # exit codes of sysexits.h
DATA: Final = 65
NO_INPUT: Final = 66
CONFIG: Final = 78
CODES: Final = {"clear": CLEAR, "cleaned": CLEANED, "refused": REFUSED}
EMPTY: Final = "Aucun texte reçu. Donnez-le sur l’entrée standard : confrere guard < texte.txt"
BROKEN: Final = "Ce texte n’est pas en UTF-8 : certains caractères sont illisibles. Enregistrez-le en UTF-8, puis recommencez."
REPLACED: Final = "\ufffd"
VERDICTS: Final = {
    "clear": "Conforme : le texte est inchangé.",
    "cleaned": "Corrigé : les passages en cause ont été retirés ou remplacés.",
    "refused": "Refusé.",
}


def add_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three sub-commands."""
    parser = subparsers.add_parser(
        "guard", help="relit un texte (entrée standard) selon les règles de la profession"
    )
    parser.add_argument("--channel", choices=tuple(CHANNELS), default="post", help="où va le texte (post)")
    parser.add_argument(
        "--jsonl", action="store_true", help="un objet JSON par ligne, en entrée et en sortie"
    )
    parser.add_argument("--practice", type=Path, help="practice.toml : ce qui peut figurer dans les textes")
    parser.add_argument(
        "--waivers",
        type=Path,
        help="dérogations.toml : ce qu’une personne maintient, avec sa raison et son échéance",
    )
    parser.add_argument("--json", action="store_true", help="le résultat en JSON, pour les programmes")
    parser.add_argument(
        "--explain", action="store_true", help="montre le texte avec les passages marqués ⟦ ⟧"
    )
    parser.set_defaults(run=run)
    pages = subparsers.add_parser(
        "rule", help="affiche la page d’une règle : ce qu’elle relève, pourquoi, le droit"
    )
    pages.add_argument("code", nargs="?", help="son code, par exemple RDV001 ; sans code, la liste de toutes")
    pages.set_defaults(run=run_rule)
    masking = subparsers.add_parser(
        "mask", help="remplace les données d’un patient (entrée standard) par des repères"
    )
    masking.add_argument("--practice", type=Path, help="practice.toml : ce qui n’est pas à masquer")
    masking.add_argument("--json", action="store_true", help="le résultat en JSON, pour les programmes")
    masking.set_defaults(run=run_mask)


def run(args: argparse.Namespace) -> int:
    """Review standard input; exit 0 clear, 1 cleaned, 2 refused (with `--jsonl`, 0 whatever the verdicts)."""
    practice = _practice(args.practice)
    waivers = _waivers(args.waivers)
    if practice is None or waivers is None:
        return CONFIG
    if args.jsonl:
        return _stream(practice, waivers)
    text = _read_text()
    if text is None:
        return DATA
    from bot.guard import review

    verdict = review(text, args.channel, practice=practice, waivers=in_date(waivers))
    unused = useless(waivers, verdict, args.channel)
    if args.json:
        given = _stands(verdict, unused) if args.waivers else {}
        said = answer(None, verdict) | {"reason": _reason(verdict)} | given
        print(json.dumps(said, ensure_ascii=False))
    else:
        _show(text, verdict, explain=args.explain)
    for one in unused:
        _say(one.line())
    return CODES[verdict.verdict]


def _waivers(file: Path | None) -> tuple[Waiver, ...] | None:
    try:
        return read_waivers(file) if file else ()
    except WaiverError as error:
        _say(str(error))
        return None


def _read_text() -> str | None:
    """Return standard input as text; say what is wrong with it otherwise."""
    data = sys.stdin.buffer.read()
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    problem = (
        EMPTY if not text.strip() else BROKEN if REPLACED in text and REPLACED.encode() not in data else None
    )
    if problem:
        print(typeset(problem), file=sys.stderr)
        return None
    return text.removesuffix("\n")


def _practice(file: Path | None) -> Practice | None:
    from bot.guard import NOBODY

    if file is None:
        return NOBODY
    from bot.practice import PracticeFileError, read_practice

    if not file.is_file():
        _say(f"« {file.name} » est introuvable. Copiez practice.example.toml, puis remplissez-le.")
        return None
    try:
        return read_practice(file).identity
    except PracticeFileError as error:
        _say(str(error))
        return None


def _say(reason: str) -> None:
    print(typeset(reason), file=sys.stderr)


def _stream(practice: Practice, waivers: tuple[Waiver, ...]) -> int:
    """Answer line by line; a bad line gives an error line and the rest goes on.

    The waivers of the file hold for every line; those that served none are said at the end.
    """
    book = Book(waivers)
    stream(lambda item: _reviewed(item, practice, book))
    for one in book.left:
        _say(one.line())
    return CLEAR


def answered(line: bytes, practice: Practice, book: Book | None = None) -> dict[str, Any]:
    """Return the answer to one line of `--jsonl`; the waivers of `book` hold beside those that the line gives."""
    return answer_line(line, lambda item: _reviewed(item, practice, book or Book()))


def _reviewed(item: Mapping[str, Any], practice: Practice, book: Book) -> dict[str, Any]:
    from bot.guard import review

    text = text_of(item)
    own = _practice_of(item["practice"]) if item.get("practice") is not None else practice
    channel, asked = _channel(item.get("channel")), _asked(item.get("asked"))
    given = _given(item["waivers"]) if item.get("waivers") is not None else ()
    verdict = review(text, channel, practice=own, asked=asked, waivers=(*book.current, *in_date(given)))
    book.note(verdict)
    stands = _stands(verdict, useless(given, verdict, channel)) if book.current or "waivers" in item else {}
    return answer(item.get("id"), verdict) | stands


def _given(raw: object) -> tuple[Waiver, ...]:
    try:
        return waivers_of(raw)
    except WaiverError as error:
        raise BadItem(str(error)) from error


def _stands(verdict: Cleared | Refused, unused: Iterable[Useless]) -> dict[str, Any]:
    """Return what is added to an answer when waivers were given."""
    waived = [_finding(found) for found in getattr(verdict, "waived", ())]
    return {"waived": waived, "unused_waivers": [one.as_json() for one in unused]}


def _channel(value: object) -> Channel:
    from bot.guard import Channel

    try:
        return Channel(str(value))
    except ValueError:
        raise BadItem(f"Le champ « channel » doit valoir {', '.join(Channel)}.") from None


def _practice_of(raw: object) -> Practice:
    from bot.guard import Practice

    names = {field.name for field in fields(Practice)}
    if not isinstance(raw, dict):
        raise BadItem("Le champ « practice » doit être un objet.")
    known = {name: value for name, value in raw.items() if name in names and value is not None}
    team = known.pop("team", [])
    if not isinstance(team, list) or not all(isinstance(one, str) for one in (*team, *known.values())):
        raise BadItem("Les valeurs de « practice » doivent être des textes, et « team » une liste de textes.")
    return Practice(**known, team=tuple(team))


def _asked(raw: object) -> frozenset[Any]:
    from bot.guard import Asked

    if raw is None:
        return frozenset()
    if not isinstance(raw, list):
        raise BadItem("Le champ « asked » doit être une liste.")
    known = set(Asked)
    return frozenset(Asked(one) for one in raw if isinstance(one, str) and one in known)


def answer(identity: object, verdict: Cleared | Refused) -> dict[str, Any]:
    """Return a verdict as other programs read it; offsets are code points of the original text."""
    return {
        "id": identity,
        "verdict": verdict.verdict,
        "text": None if verdict.verdict == "refused" else verdict.text,
        "findings": [_finding(found) for found in verdict.findings],
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "start": found.start,
        "end": found.end,
        "severity": found.severity.value,
        "fix": found.fix.value,
    }


def _reason(verdict: Cleared | Refused) -> str | None:
    return getattr(verdict, "reason", None)


def _show(text: str, verdict: Cleared | Refused, *, explain: bool) -> None:
    print(typeset(VERDICTS[verdict.verdict]))
    if reason := _reason(verdict):
        print(reason)
    if explain:
        print(f"\n{marked(text, verdict.findings)}")
    for found in verdict.findings:
        print(f"\n{_described(found)}")
        if explain and found.reading:
            print(_read(found.found, found.reading))
    if verdict.verdict == "cleaned":
        print(f"\n{verdict.text}")


def _described(found: Finding) -> str:
    lines = [f"{found.rule} ({SEVERITIES[found.severity]}) : {found.message}", f"  {found.advice}"]
    lines += [f"  {basis}, vérifié le {basis.checked}" for basis in found.legal]
    if found.proposal:
        lines.append(f"  Proposition : {found.proposal}")
    return "\n".join(typeset(line) for line in lines)


def _read(text: str, reading: Reading) -> str:
    """Return what the second reader says of a sentence: how likely, the words that weighed, the nearest labelled sentence."""
    from bot.guard.reader.nearest import nearest

    lines = [f"  Second lecteur : probabilité d’un manquement {reading.chance:.2f}".replace(".", ",")]
    if reading.words:
        lines.append(f"  Mots qui ont le plus pesé (sans accents) : {', '.join(reading.words)}")
    if like := nearest(text, reading.family):
        lines.append(f"  Exemple d’apprentissage le plus proche : « {like} »")
    return "\n".join(typeset(line) for line in lines)


def marked(text: str, findings: tuple[Finding, ...]) -> str:
    """Return the text with ⟦ ⟧ around what was found and its rule after; overlapping spans share their marks."""
    parts, position = [], 0
    for start, end, codes in _united(findings):
        parts += [text[position:start], "⟦", text[start:end], f"⟧({', '.join(codes)})"]
        position = end
    return "".join([*parts, text[position:]])


def _united(findings: tuple[Finding, ...]) -> Iterator[tuple[int, int, list[str]]]:
    spans: list[tuple[int, int, list[str]]] = []
    for found in findings:
        if spans and found.start < spans[-1][1]:
            start, end, codes = spans[-1]
            spans[-1] = (start, max(end, found.end), list(dict.fromkeys([*codes, found.rule])))
        else:
            spans.append((found.start, found.end, [found.rule]))
    yield from spans


def run_rule(args: argparse.Namespace) -> int:
    """Print the page of a rule, or all rules by family; exit 66 when there is no such rule."""
    from bot.guard.catalogue import RULES, load

    rules = load(RULES, whole=args.code is not None).rules
    if args.code is None:
        print(typeset(listing(rules.values())))
        return 0
    rule = rules.get(args.code.upper())
    if rule is None:
        _say(f"La règle « {args.code} » n’existe pas. Codes proches : {', '.join(near(args.code, rules))}.")
        return NO_INPUT
    print(typeset(page(rule)))
    return 0


def run_mask(args: argparse.Namespace) -> int:
    """Mask standard input; the text goes to standard output, the counts to standard error."""
    practice = _practice(args.practice)
    if practice is None:
        return CONFIG
    text = _read_text()
    if text is None:
        return DATA
    from bot.guard.patient import mask

    masked = mask(text, practice)
    counts = {kind.value: number for kind, number in sorted(masked.counts.items())}
    if args.json:
        spans = [{"start": one.start, "end": one.end, "kind": one.kind.value} for one in masked.spans]
        print(json.dumps({"text": masked.text, "spans": spans, "counts": counts}, ensure_ascii=False))
        return 0
    print(masked.text)
    said = ", ".join(f"{name} : {number}" for name, number in counts.items())
    print(
        typeset(
            f"{count(sum(counts.values()), 'donnée masquée', 'données masquées')} ({said})"
            if counts
            else "Rien à masquer."
        ),
        file=sys.stderr,
    )
    return 0
