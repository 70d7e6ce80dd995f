"""Which case a review is, what in it decided, and the last prudent day to sue. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.drafting import second
from bot.drafting.deadlines import Deadline, deadline
from bot.drafting.platforms import folded
from bot.drafting.signs import is_denied, sign_book
from bot.drafting.triage import Class, by_rules
from bot.drafting.triage import hints as message_hints
from bot.french import MONTHS, typeset
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

BOOK: Final = "review_cases.yaml"
HEADER: Final = 70  # characters; a date on a longer line belongs to the story, not to the review's heading
LOW: Final = 3  # stars; up to here a review is critical
SHOWN: Final = 3  # facts that decided, at most


class Case(StrEnum):
    """The nine cases of the tree."""

    POSITIVE = "positive"
    NEGATIVE_ORGANISATION = "negative_organisation"
    NEGATIVE_MEDICAL = "negative_medical"
    INSULT = "insult"
    DEFAMATION = "defamation"
    FAKE_OR_COMPETITOR = "fake_or_competitor"
    THIRD_PARTY_DATA = "third_party_data"
    THREAT_OR_HATE = "threat_or_hate"
    ALERT = "alert"

    @property
    def label(self) -> str:
        """Return the case in French."""
        return typeset(table()["labels"][self.value])


UNLAWFUL: Final = frozenset(
    {Case.INSULT, Case.DEFAMATION, Case.FAKE_OR_COMPETITOR, Case.THIRD_PARTY_DATA, Case.THREAT_OR_HATE}
)
ORDINARY: Final = frozenset({Case.POSITIVE, Case.NEGATIVE_ORGANISATION, Case.NEGATIVE_MEDICAL})
NEVER_ORDINARY: Final = frozenset({Case.DEFAMATION, Case.THREAT_OR_HATE})  # the rules are enough
NO_ALERT: Final = frozenset(
    {"E13", "E15", "E16"}
)  # told of the practice, they accuse it; nobody waits for help
PRAISE: Final = {
    False: 0.05,
    True: 5.0,
}  # how much likelier praise becomes with up to `LOW` stars, and with more
LIMITED: Final = frozenset(
    {Case.INSULT, Case.DEFAMATION, Case.THREAT_OR_HATE}
)  # where the three months matter


@dataclass(frozen=True, slots=True)
class Pasted:
    """A review as it was pasted: its text without the heading, its stars (1.0–5.0) and its date label, where given."""

    text: str
    stars: float | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A review in its case, with the French facts that decided and the limitation, if a date is known.

    `aggravated` tells that a discriminatory motive shows in the words: a year to sue in place of three months, if a judge agrees.
    """

    case: Case
    facts: tuple[str, ...]
    deadline: Deadline | None = None
    aggravated: bool = False


_STARS_OUT_OF: Final = re.compile(r"(?<![\d/])([1-5](?:[.,]\d)?)\s*(?:/|sur)\s*5(?!\d)")
_STARS_DRAWN: Final = re.compile(r"(?:⭐️?|★|🌟|✭){1,5}")
_STARS_SAID: Final = re.compile(
    r"(?<!\w)([1-5]|une?|deux|trois|quatre|cinq|zero|0) ?(?:etoiles?|stars?)(?!\w)"
)
_MARKS_FIRST: Final = re.compile(
    r"^[^\w«\"(]*(?:[1-5](?:[.,]\d)?\s*(?:/|sur)\s*5(?!\d)[^\w«\"(]*(?=[\w«\"(]))?"
)
_SIGNED: Final = re.compile(r"(?<=[.!?…\n)])\s*(?:[—–-]\s*)?(?:[A-ZÉÈÀÂÎÔ][\w’'-]*\.?\s*){1,3}$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_STARRED: Final = frozenset({"note", "avis", "sur", "etoile", "etoiles"})
_SAID: Final = {
    "un": 1.0,
    "une": 1.0,
    "deux": 2.0,
    "trois": 3.0,
    "quatre": 4.0,
    "cinq": 5.0,
    "zero": 1.0,
    "0": 1.0,
}
_DATED: Final = re.compile(
    r"\b(?:publie|poste|avis du|date|depose|mis en ligne|modifie|ecrit|posted)\b|"
    r"^\W*(?:il y a|hier|avant-hier|aujourd'hui|la semaine|le mois|semaine|mois|\w+ (?:days?|weeks?|months?|years?) ago)|"
    r"^\W*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|^\W*\d{4}-\d{2}-\d{2}|"
    rf"^\W*(?:le )?\d{{1,2}}(?:er)? (?:{'|'.join(folded(month) for month in MONTHS)})"
)
_DAY: Final = (
    rf"(?:(?:publie|poste|avis|depose|ecrit|mis en ligne)[a-z ]{{0,12}})?(?:(?:le|date|du)\W{{1,3}})?(?:\d{{1,2}}(?:er)? (?:{'|'.join(folded(month) for month in MONTHS)})(?: \d{{4}})?|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|(?:il y a|ya|y a) (?:environ |moins d'|plus d'|presque |pres de |a peine )?(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quelques|plusieurs) ?(?:minutes?|mins?|heures?|h|jours?|j|semaines?|sem|mois|ans?|annees?)"
    r"|\d{1,3} ?(?:minutes?|hours?|days?|weeks?|months?|years?) ago|an? (?:day|week|month|year) ago"
    r"|avant-hier|hier|aujourd'hui|ce matin|la semaine derniere|semaine derniere|le mois dernier|l'an dernier|l'annee derniere|yesterday)"
)
_EDGE: Final = " \t\n\r\u00a0\u202f.!?…)]»\"'-–—·|,;:⭐★☆🌟"
_DATE_LAST: Final = re.compile(rf"(?<!\w)(?P<date>{_DAY})$")
_DATE_FIRST: Final = re.compile(rf"^[^\w]*(?:[1-5](?:[.,]\d)?\s*/\s*5[^\w]*)?(?P<date>{_DAY})(?!\w)")
_MARKED: Final = ".!?…;:,()[]—–-·|/⭐★☆🌟✭\n\ufe0f"
_STORY: Final = re.compile(
    r"\b(?:j'|je|nous|ma|mon|mes|on|m'|me|operee?s?|vue?s?|venue?s?|rendez|rdv|attend\w*|consult\w*|intervention|seance)\b"
)
_LINKED: Final = re.compile(r"\b(?:le|du|au|des|depuis|depuis le|pour|vers|avant|apres|jusqu'au|en|de)$")
_STRETCH: Final = re.compile(r" [—–·|-] |, |(?<=/5) |⭐️?|★|☆")
_STAFF: Final = re.compile(
    r"(?:secr[ée]taire|infirmi[èe]re|assistante?|standardiste|h[ôo]tesse|stagiaire|anesth[ée]siste|l[’']accueil|receptionist|nurse)[ ,:(]+(?:qui s[’']appelle |nomm[ée]e |une certaine |prénommée )?(?!Dr\b|Je\b|Un\b|Le\b|La\b|Les\b|On\b|Il\b|Elle\b|Mais\b|Et\b)(?:Mme |Madame |Mlle |M\. )?(?:[A-ZÉÈ][a-zéèêëïîôç]{2,}|⟦(?:PRÉNOM|NOM)⟧)"
    r"|(?:[A-ZÉÈ][a-zéèêëïîôç]{2,}|⟦(?:PRÉNOM|NOM)⟧)[ ,(]+(?:à l[’']accueil|la secr[ée]taire|l[’']infirmi[èe]re|l[’']assistante|du secr[ée]tariat|au secr[ée]tariat)"
)


def table() -> Mapping[str, Any]:
    """Return the tables of the review tree."""
    return sign_book(BOOK).table


def read_review(text: str, stars: float | None = None, label: str | None = None) -> Pasted:
    """Read a pasted review: its stars and its date stand in a heading («⭐ 1/5 — il y a 3 semaines») or are given."""
    found = stars if stars is not None else _stars(text)
    return Pasted(text.strip(), found, label or _date_label(text) or _standing_date(text))


def _stars(text: str) -> float | None:
    plain = folded(text)
    if hit := _STARS_OUT_OF.search(plain):
        return float(hit[1].replace(",", "."))
    if hit := _STARS_SAID.search(plain):
        return _SAID[hit[1]] if hit[1] in _SAID else float(hit[1])
    drawn = _STARS_DRAWN.search(text)
    return float(sum(letter in "⭐★🌟✭" for letter in drawn[0])) if drawn else None


def _date_label(text: str) -> str | None:
    """Return the first stretch of a heading that dates the review; a date within the story is not one."""
    for line in text.splitlines():
        for stretch in _STRETCH.split(line):
            if len(stretch) <= HEADER and _DATED.search(folded(stretch.strip())) and _is_heading(stretch):
                return stretch.strip()
    return None


def _standing_date(text: str) -> str | None:
    """Return the date that stands alone at the end or at the beginning of what was pasted, not one of the story.

    A date at an end counts when no «je» speaks in the sentence before it: «Escroc ! 20 août 2026», «à fuir, il y a 4 mois».
    """
    plain = "".join((folded(letter) or letter)[:1] for letter in text).rstrip(_EDGE)
    for pattern, told in ((_DATE_LAST, "before"), (_DATE_FIRST, "after")):
        hit = pattern.search(plain)
        if hit is None:
            continue
        rest = plain[: hit.start()] if told == "before" else plain[hit.end() :]
        if _stands_alone(rest, last=told == "before"):
            return text[hit.start("date") : hit.end("date")].strip()
    return None


def _stands_alone(rest: str, *, last: bool) -> bool:
    """Tell whether a date is cut off from `rest` by a mark, or the sentence of `rest` next to it tells no story of its own."""
    near = rest.rstrip() if last else rest.lstrip()
    if not near or (near[-1] if last else near[0]) in _MARKED:
        return True
    sentence = re.split(r"[.!?…\n]", near)[-1 if last else 0]
    return not _STORY.search(sentence) and not (last and _LINKED.search(near))


def _is_heading(stretch: str) -> bool:
    return not re.search(r"\b(?:j'ai|je|nous|ma|mon|elle|on)\b", folded(stretch))


def judge(review: Pasted, today: date) -> Judged:
    """Return the case of a review; the graver one when several fit."""
    hits = _hits(review.text)
    first = _case(review, hits)
    case = first if _is_bare(review.text) else weighed(first, _chances(review), review.stars)
    limit = deadline(review.label, today) if review.label else None
    return Judged(case, _facts(case, review, hits), limit, case in LIMITED and "hate" in hits)


def _chances(review: Pasted) -> Mapping[str, float]:
    """Return what the second reader thinks of a review, its heading and its signature left out."""
    told = replace(review, text=body(review.text))
    hits = _hits(told.text)
    return second.chances("cases", told.text, _hints(told, hits, _case(told, hits)))


def body(text: str) -> str:
    """Return a review without its heading of stars and date, nor the name that signs it: the reader learnt from neither."""
    first, _, rest = text.partition("\n")
    headed = len(first) <= HEADER and (_stars(first) or _date_label(first)) and _is_heading(first)
    bare = _MARKS_FIRST.sub("", rest if headed and rest.strip() else text)
    return _SIGNED.sub("", bare).strip() or text


def _is_bare(text: str) -> bool:
    """Tell whether a review is its stars alone («note : 5/5»): there is nothing that the reader could read."""
    return not set(_WORD.findall(_STARS_SAID.sub(" ", folded(text)))) - _STARRED


def hints(text: str) -> list[str]:
    """Return what the rules find in a review, for the second reader to learn from."""
    review = read_review(text)
    hits = _hits(review.text)
    return _hints(review, hits, _case(review, hits))


def _hints(review: Pasted, hits: Mapping[str, str], case: Case) -> list[str]:
    stars = () if review.stars is None else (f"stars {review.stars > LOW}",)
    return [*(f"+{atom}" for atom in sorted(hits)), f"case {case}", *stars, *message_hints(review.text)]


def weighed(first: Case, chances: Mapping[str, float], stars: float | None) -> Case:
    """Return the case of a review that the rules put in `first`, with what the reader and the stars say of it.

    Args:
        first: what the rules say.
        chances: case → probability from the reader; empty when it cannot be used.
        stars: 1.0 to 5.0, if known; the reader learnt from texts alone.
    """
    if not chances or first is Case.ALERT:
        return first
    praised = 1.0 if stars is None else PRAISE[stars > LOW]
    ranked = {case: chance * (praised if case == Case.POSITIVE else 1) for case, chance in chances.items()}
    best = Case(max(ranked, key=lambda case: ranked[case]))
    return first if first in NEVER_ORDINARY and best in ORDINARY else best


def _hits(text: str) -> dict[str, str]:
    """Return the atoms found with the first words that gave each, as they stand in `text`."""
    view = fold(text)
    found: dict[str, str] = {}
    for key, start, end in sorted(sign_book(BOOK).atoms.scan(view.lower), key=lambda hit: hit[1]):
        first = max(view.lower.rfind(mark, 0, start) for mark in ".!?\n") + 1
        if key in found or (
            is_denied(view.lower[first:start], "")
            and key not in {"bad", "never_patient", "medical", "organisation", "fact"}
        ):
            continue
        left, right = view.span(start, end)
        found[key] = text[left:right].strip()
    if staff := _STAFF.search(text):
        found["staff"] = staff[0]
    return found


def _case(review: Pasted, hits: Mapping[str, str]) -> Case:
    if _is_alert(review.text):
        return Case.ALERT
    for entry in table()["order"]:
        if any(atom in hits for atom in entry["atoms"]) and not _is_kind(review, hits, entry["case"]):
            return Case(entry["case"])
    if "staff" in hits and not _is_positive(review, hits):
        return Case.THIRD_PARTY_DATA
    return _ordinary(review, hits)


def _is_alert(text: str) -> bool:
    seen = by_rules(text)
    return seen.klass in {Class.EMERGENCY, Class.DISTRESS} and not set(seen.red_flags) <= NO_ALERT


def _is_kind(review: Pasted, hits: Mapping[str, str], case: str) -> bool:
    """Tell whether a review is praise in which a grave word is only quoted («rien d’un charlatan»)."""
    graver = case in {"threat_or_hate", "defamation"}
    return not graver and _is_positive(review, hits) and "bad" not in hits


def _is_positive(review: Pasted, hits: Mapping[str, str]) -> bool:
    if review.stars is not None:
        return review.stars > LOW
    return "good" in hits and "bad" not in hits


def _ordinary(review: Pasted, hits: Mapping[str, str]) -> Case:
    if _is_positive(review, hits):
        return Case.POSITIVE
    if "medical" in hits:
        return Case.NEGATIVE_MEDICAL
    return Case.NEGATIVE_ORGANISATION


def _facts(case: Case, review: Pasted, hits: Mapping[str, str]) -> tuple[str, ...]:
    """Return what decided: the stars, then the words that weighed, the telling ones first."""
    stars = (f"note : {review.stars:g}/5",) if review.stars is not None else ()
    deciding = {entry["case"]: entry["atoms"] for entry in table()["order"]}.get(case.value, ())
    atoms = (*deciding, "staff", *_TELLING.get(case, ()))
    said = tuple(
        typeset(f"{table()['found'][atom]} : « {hits[atom]} »")
        for atom in dict.fromkeys(atoms)
        if atom in hits
    )
    alert = (typeset("signe d'alerte ou détresse dans le texte"),) if case is Case.ALERT else ()
    return (*alert, *said, *stars)[: SHOWN + 1]


_TELLING: Final = {
    Case.POSITIVE: ("good",),
    Case.NEGATIVE_ORGANISATION: ("organisation", "bad"),
    Case.NEGATIVE_MEDICAL: ("medical", "bad"),
    Case.DEFAMATION: ("insult",),
    Case.THIRD_PARTY_DATA: ("insult",),
}
