"""What the practice has published, read again with today's rules: each fault with its law, its words and what to put instead.

Pure: documents in, a `knowledge.report.Report` out.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from knowledge.admission import NAMING, check_patients, faults_of, spot, veiled
from knowledge.errors import PatientNamed
from knowledge.files import Why
from knowledge.model import PAGE, POST
from knowledge.report import SEVERITIES, Fault, Mended, Named, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from bot.guard import Cleared, Finding, Practice, Refused
    from knowledge.files import FileState, Remark
    from knowledge.model import Document

EXCERPT: Final = 400  # characters
USABLE: Final = 3  # words that a mended sentence needs to be proposed
_END: Final = re.compile(r"[.!?…]+[»”\")]*(?=\s|$)|\n+")


def audit(
    documents: Sequence[Document],
    states: Iterable[FileState],
    practice: Practice,
    made: date,
    tell: Callable[[int, int, str], None] = lambda _at, _total, _name: None,
) -> Report:
    """Read every document again, and rank what breaks a rule: by severity, public before leaflets, law before prudence, newest first."""
    from bot.guard.catalogue import catalogue

    faults: list[Fault] = []
    mended: list[Mended] = []
    outed: list[Named] = []
    for number, document in enumerate(documents, 1):
        tell(number, len(documents), document.title)
        try:
            check_patients(document, practice)
        except PatientNamed as error:  # it was let in by an older recogniser
            about = document.about
            outed.append(Named(document.path, error.where, about.published, about.platform, document.source))
            continue
        found, left = _read(document, practice)
        faults += found
        mended += left
    known = catalogue()
    return Report(
        made=made.isoformat(),
        practice=practice.practice or practice.doctor or "",
        rules=len(known),
        catalogue=known.hash,
        documents=_counts(documents),
        period=_period(documents),
        faults=tuple(sorted(faults, key=_rank)),
        named=(*outed, *_named(states)),
        secrecy=tuple(map(str, known.rules[NAMING].legal)),
        mended=tuple(mended),
    )


def _read(document: Document, practice: Practice) -> tuple[list[Fault], list[Mended]]:
    """Return the faults of one document, and what is left of a post without them."""
    verdict, counted = faults_of(document, practice)
    found = _once(_fault(document, one, practice) for one in (*counted, *_doubtful(document, verdict)))
    faulty = any(one.severity != SEVERITIES[-1] for one in found)
    return found, _mended(document, verdict, practice) if faulty else []


def _period(documents: Iterable[Document]) -> tuple[str, str]:
    days = sorted(one.about.published for one in documents if one.about.published)
    return (days[0], days[-1]) if days else ("", "")


def _doubtful(document: Document, verdict: Cleared | Refused) -> list[Finding]:
    """Return what a person must check in a public text; the second reader's doubts are left out."""
    if document.about.nature not in {POST, PAGE}:
        return []
    doubts = [one for one in verdict.findings if one.severity.value == SEVERITIES[-1]]
    return [one for one in doubts if one.rule != NAMING and one.reading is None]


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """Keep one fault of each rule in each sentence: the first, with the gravest."""
    kept: dict[tuple[str, str, str], Fault] = {}
    for one in sorted(faults, key=lambda one: SEVERITIES.index(one.severity)):
        kept.setdefault((one.rule, one.excerpt, one.where), one)
    return list(kept.values())


def _fault(document: Document, found: Finding, practice: Practice) -> Fault:
    from bot.guard.catalogue import catalogue

    start, end = sentence_around(document.text, found.start, found.end)
    sentence = document.text[start:end]
    about = document.about
    return Fault(
        rule=found.rule,
        title=catalogue().rules[found.rule].title,
        severity=found.severity.value,
        message=veiled(found.message, practice),
        advice=found.advice,
        legal=tuple(map(str, found.legal)),
        certain=any(one.certain for one in found.legal),
        sure=found.reading is None,
        excerpt=veiled(_short(sentence, found.start - start, found.end - start), practice),
        rewording=veiled(_rewording(sentence, found, practice), practice),
        source=document.source,
        document=document.title,
        nature=about.nature or "leaflet",
        platform=about.platform,
        published=about.published,
        url=document.url or "",
        file=document.path,
        where=spot(document, found.start),
        start=found.start,
        end=found.end,
    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the whole sentences that hold `text[start:end]`, without white space around them."""
    first = max((found.end() for found in _END.finditer(text, 0, start)), default=0)
    last = next((found.end() for found in _END.finditer(text, max(end - 1, start))), len(text))
    whole = text[first : max(last, end)]
    first += len(whole) - len(whole.lstrip())
    return min(first, start), max(first + len(whole.strip()), end)


def _short(sentence: str, start: int, end: int) -> str:
    """Return the sentence, cut around the words found when it is too long to be read."""
    if len(sentence) <= EXCERPT:
        return " ".join(sentence.split())
    middle = (start + end) // 2
    first = max(0, min(middle - EXCERPT // 2, len(sentence) - EXCERPT))
    cut = " ".join(sentence[first : first + EXCERPT].split())
    return ("…" if first else "") + cut + ("…" if first + EXCERPT < len(sentence) else "")


def _rewording(sentence: str, found: Finding, practice: Practice) -> str:
    """Return what may stand in the place of a sentence: what the guard leaves of it, else what the rule proposes."""
    from bot.guard import Channel, review

    verdict = review(sentence, Channel.POST, practice=practice)
    left = verdict.text.strip()
    if verdict.verdict == "cleaned" and len(left.split()) >= USABLE:
        return left
    return found.proposal or ""


def _mended(document: Document, verdict: Cleared | Refused, practice: Practice) -> list[Mended]:
    about = document.about
    if about.nature != POST or verdict.verdict != "cleaned" or len(verdict.text.split()) < USABLE:
        return []
    return [
        Mended(
            document.source,
            document.title,
            about.published,
            about.platform,
            veiled(verdict.text.strip(), practice),
        )
    ]


def _counts(documents: Iterable[Document]) -> dict[str, int]:
    counted = Counter(one.about.nature or "leaflet" for one in documents)
    return {nature: counted[nature] for nature in (POST, PAGE, "leaflet")}


def _named(states: Iterable[FileState]) -> list[Named]:
    told = [(state.path, one) for state in states for one in state.remarks if one.why is Why.PATIENT]
    return sorted(
        (_one_named(path, one) for path, one in told), key=lambda one: (one.published, one.file), reverse=True
    )


def _one_named(path: str, remark: Remark) -> Named:
    return Named(path, remark.where, remark.published, remark.platform)


def _rank(one: Fault) -> tuple[int, bool, bool, bool, int, str, int]:
    newest = -int(one.published.replace("-", "") or 0)
    private = one.nature not in {POST, PAGE}
    return (
        SEVERITIES.index(one.severity),
        private,
        not one.sure,
        not one.certain,
        newest,
        one.source,
        one.start,
    )
