"""What enters goes through the guard: a document that names a patient stays outside, what breaks a rule is marked. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.french import count, listing, short_date
from knowledge.errors import PatientNamed
from knowledge.labels import PLATFORMS
from knowledge.model import PAGE, POST

if TYPE_CHECKING:
    from bot.guard import Cleared, Finding, Practice, Refused
    from bot.guard.patient import Identifier
    from knowledge.model import Document

CONTACTS: Final = frozenset({"TÉL", "COURRIEL", "ADRESSE", "COMPTE", "LIEN"})
"""Identifiers that a leaflet of the practice holds without naming a patient: the clinic's switchboard, its site."""
LEAFLET: Final = frozenset({"PUB", "PRX", "CNF", "TIT", "DIG", "SCI", "EST"})
"""Families of rules that hold for a leaflet: it prescribes, gives appointments and says when to call, as it must."""
NAMING: Final = "PAT001"  # here the recognisers judge: a page of the site gives the practice's own telephone
UNJUDGED: Final = "?"  # the guard could not read it: nothing of it is imitated
PLACES: Final = 5  # named in a reason
IN_THE_NAME: Final = "titre ou nom du fichier"
_LINE: Final = "\n"


def admitted(document: Document, practice: Practice) -> Document:
    """Return `document` with the rules that it breaks, which a search then shows as «à ne pas imiter».

    Raises:
        PatientNamed: it names a patient; the reason says where, never the words.
    """
    check_patients(document, practice)
    return judged(document, practice)


def judged(document: Document, practice: Practice) -> Document:
    """Return `document` with the faults that today's rules find in it; its pieces have new ids when they changed."""
    verdict, found = faults_of(document, practice)
    faults = tuple((one.rule, one.start, one.end) for one in found)
    if verdict.verdict == "refused" and not verdict.findings:
        faults = ((UNJUDGED, 0, len(document.text)),)
    if faults == document.about.faults:
        return document
    spans = [(chunk.section, chunk.start, chunk.end) for chunk in document.chunks]
    return replace(document, about=replace(document.about, faults=faults)).cut(spans)


def faults_of(document: Document, practice: Practice) -> tuple[Cleared | Refused, tuple[Finding, ...]]:
    """Return the guard's verdict on `document` as a post, and what counts in it: what a publication may not keep."""
    from bot.guard import Channel, review

    verdict = review(document.text, Channel.POST, practice=practice)
    public = document.about.nature in {POST, PAGE}
    counted = tuple(
        one
        for one in verdict.findings
        if one.severity.mends and one.rule != NAMING and (public or _holds_for_a_leaflet(one))
    )
    return verdict, counted


def _holds_for_a_leaflet(found: Finding) -> bool:
    """Tell whether it counts outside of public: a pattern of the right family saw it, not the reader trained on posts."""
    return found.reading is None and found.rule.rstrip("0123456789") in LEAFLET


def spot(document: Document, offset: int) -> str:
    """Return where `offset` stands in the text, for a person: «page 3» of a PDF, else the line."""
    pages = document.about.pages
    if pages:
        return f"page {1 + sum(start <= offset for start in pages)}"
    return f"ligne {1 + document.text[:offset].count(_LINE)}"


def place(document: Document, offset: int) -> str:
    """Return the same; of a post, its platform and its day as well, for one file holds many."""
    about = document.about
    if about.nature != POST:
        return spot(document, offset)
    post = f"post {PLATFORMS.get(about.platform, '')}".rstrip()
    day = f" du {short_date(date.fromisoformat(about.published))}" if about.published else ""
    return f"{post}{day}, {spot(document, offset)}"


def check_patients(document: Document, practice: Practice) -> None:
    """Let a document pass that names no patient.

    Raises:
        PatientNamed: it names one; the reason says where, never the words.
    """
    places = list(dict.fromkeys(place(document, one.start) for one in named(document.text, practice)))
    if not places and named(document.title, practice):
        places = [IN_THE_NAME]
    if places:
        shown = places[:PLACES] + [count(len(places) - PLACES, "autre")] * (len(places) > PLACES)
        where = listing(shown)
        raise PatientNamed(
            f"il semble contenir des données de patient ({where}). Retirez-les, puis recommencez\u00a0: "
            "un index ne doit nommer aucun patient.",
            where,
        )


def named(text: str, practice: Practice) -> list[Identifier]:
    """Return what in `text` points at a patient by itself."""
    from bot.guard.patient import recognise

    found = recognise(text, practice, told=False)
    return [one for one in found if one.direct and not one.doctor and one.kind not in CONTACTS]


def veiled(text: str, practice: Practice) -> str:
    """Return `text` without what points at a patient, to be shown in a report."""
    for one in reversed(named(text, practice)):
        text = text[: one.start] + one.kind.placeholder + text[one.end :]
    return text
