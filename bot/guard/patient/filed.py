"""Names that agendas, subjects of mails, names of files and signatures in the middle of a sentence give.

`9h15 Ribeiro bléphoplastie`, `Objet : résultats Poirrier`, `devis-lemarchand-2025.pdf`, `julie.martin`, `c'est ta patiente, Vava`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_first_name, is_plain_first_name, is_word
from bot.guard.patient.noted import is_stranger
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_NAME: Final = r"(?P<name>[A-Z][A-Za-z'-]+(?<!'s)(?: [A-Z][A-Za-z'-]+)?)"
_AT: Final = r"(?:[01]?[0-9]|2[0-3]) ?[hH] ?(?:[0-5][0-9])?"
_ACT: Final = (
    r"(?:abdo|rhino|septo|oto|bleph|lift|lipo|pma|pexie|mammo|prothese|implant|seins?|nez|oreilles|paupieres|greffe|cicatrice|naevus|exerese|botox|inject|peeling|laser|"
    r"pst|pansement|ablation|fils|agrafes|drains?|controle|cs|consult|devis|photos|post|pre|j ?[0-9]|m ?[0-9]|bloc|ambu|ok|ras|vue?|revue?|annul|report|absent|1ere)"
)
_AGENDA: Final = Guided(
    rf"(?<![0-9a-zA-Z]){_AT} ?[:,-]? ?{_NAME}(?= {_ACT}| ?[/|,;:(\n.=+]| - |$)", rf"{_AT} ?[:,-]? ?[A-Z]"
)
_SUBJECT: Final = Guided(
    rf"\b(?:[Oo]bjet|OBJET|[Ss]ujet|Re|RE|TR|Tr|Fwd|FW) ?: ?[^\n]{{2,60}}? {_NAME}(?= *(?:\n|$|[,(:]| - | J ?[+0-9]))",
    r"\b(?:[Oo]bjet|OBJET|[Ss]ujet|Re|RE|TR|Tr|Fwd|FW) ?:",
)
_PRESENTED: Final = Guided(
    rf"\b(?:[Cc]'est|[Cc]est|[Cc]) (?:ta|votre|vot|une|la|ton|un|le) (?:anciene? |ancienne |fidele |petite |gentille )?(?:patiente?|dame|monsieur|cliente?|operee?)[^,.!?\n]{{0,40}}, {_NAME}(?![A-Za-z'-]| [a-z])",
    r"\b(?:[Cc]'est|[Cc]est|[Cc]) (?:ta|votre|vot|une|la|ton|un|le) ",
)
_SEEN: Final = Guided(
    rf"\b(?:[Vv]u|[Rr]evu|[Rr]ecu|[Oo]pere|[Ee]xamine|[Hh]ospitalise|[Rr]eopere|[Ss]orti|[Cc]hez les) {_NAME}(?=,|;| :| \(| (?:ce|hier|en cs|au bloc|a j|pour|aujourd|lundi|mardi|mercredi|jeudi|vendredi|avant-hier|tout)\b)",
    r"\b(?:[Vv]u|[Rr]evu|[Rr]ecu|[Oo]pere|[Ee]xamine|[Hh]ospitalise|[Rr]eopere|[Ss]orti|[Cc]hez les) [A-Z]",
)
_BED: Final = Guided(
    rf"\b(?:[Ll]it|[Cc]hambre|[Cc]h\.?|[Bb]ox|[Ss]alle|[Bb]loc) ?(?:no? ?)?[0-9]{{1,4}}[a-z]? ?[,:=-]? ?{_NAME}(?![A-Za-z'-])",
    r"\b(?:[Ll]it|[Cc]hambre|[Cc]h\.?|[Bb]ox|[Ss]alle|[Bb]loc) ?(?:no? ?)?[0-9]{1,4}[a-z]? ?[,:=-]? ?[A-Z]",
)  # «lit 4, Trévidic»
_STATED: Final = Guided(
    rf"(?:^|[.;,\n/] ?){_NAME} ?[:=] ?(?:ok|OK|ras|RAS|absente?|reportee?|annulee?|vue?|revue?|a (?:rappeler|revoir|joindre|operer)|sortie?|confirmee?|lapin|injoignable|pas venue?)\b",
    r"(?:^|[.;,\n/] ?)[A-Z][A-Za-z' -]{1,40} ?[:=] ?(?:ok|OK|ras|RAS|absent|report|annul|vu|revu|a (?:rappeler|revoir|joindre|operer)|sorti|confirm|lapin|injoignable|pas venu)",
)  # «Nicolosi : ok»
_WAYS: Final = (_AGENDA, _SUBJECT, _PRESENTED, _SEEN, _BED, _STATED)
_FILE: Final = Guided(
    r"(?<![a-z0-9@/])(?P<kind>(?:rendu|cr|devis|dossier|photos?|ordonnance|courrier|facture|bilan|resultats?|consentement|scanner|irm) )?(?P<stem>[a-z0-9][a-z0-9_'-]{2,60})\.(?:pdf|docx?|jpe?g|png|heic|odt|xlsx?|mp4|mov|txt|zip|rtf|csv)(?![a-z0-9])",
    r"(?:[a-z]{2,13} )?[a-z0-9][a-z0-9_'-]{2,60}\.(?:pdf|doc|jpe?g|png|heic|odt|xls|mp4|mov|txt|zip|rtf|csv)",
)
_PART: Final = Regex(r"[a-z]{4,}")
_DOTTED: Final = Regex(r"(?P<first>[a-z]{3,})\.(?P<last>[a-z]{3,})(?![a-z0-9@/_-]|\.[a-z0-9]| ?@)")
_MAY_BE_DOTTED: Final = Expression(r"(?:^|[^a-z0-9@/._-])[a-z]{3,}\.[a-z]{3}")
JOINED: Final = Expression(r"[a-z0-9]\.[a-z]{3}")
SHOWN: Final = Expression(
    r"[0-9] ?[hH] ?[0-9]{0,2} ?[:,-]? ?[A-Z]|\b(?:[Oo]bjet|OBJET|[Ss]ujet|Re|RE|TR|Tr|Fwd|FW) ?:|\b(?:[Ll]it|[Cc]hambre|[Cc]h|[Bb]ox|[Ss]alle|[Bb]loc)\b|[a-zA-Z] ?[:=] ?(?:ok|OK|ras|RAS|absent|report|annul|vu|revu|a (?:rappeler|revoir|joindre|operer)|sorti|confirm|lapin|injoignable|pas venu)|\b(?:patient|dame|client|monsieur|opere)|\b(?:[Vv]u|[Rr]evu|[Rr]ecu|[Oo]pere|[Ee]xamine|[Hh]ospitalise|[Rr]eopere|[Ss]orti|[Cc]hez les) [A-Z]"
)
_NOT_LAST: Final = words_of(
    "com net org info example test local gouv paris care bzh corsica html php htm pdf doc docx jpg jpeg png heic odt xls xlsx mov txt zip rtf csv"
)


def places_of_names(folded: Folded) -> Iterator[int]:
    """Yield where a name may start in agendas, subjects and presentations, of a text that holds `SHOWN`; whoever asks weighs the words there."""
    for pattern in _WAYS:
        for found in pattern.finditer(folded.cased):
            yield found.start("name")


def filed(folded: Folded) -> Iterator[Identifier]:
    """Yield the names within names of files, and first name and surname joined by a full stop, of a text that holds `JOINED`, in folded positions."""
    for found in _FILE.finditer(folded.lower):
        parts = list(_PART.finditer(folded.lower, *found.span("stem")))
        if len(parts) > 1 or found["kind"] or _MARKED.search(found["stem"]):
            for part in parts:
                if _names_somebody(part[0]):
                    yield Identifier(*part.span(), Kind.NAME, cued=True)
    for start, _ in _MAY_BE_DOTTED.spans(folded.lower.encode("ascii")):
        dotted = _DOTTED.match(folded.lower, start + (not folded.lower[start].isalpha()))
        if (
            dotted is not None
            and is_plain_first_name(dotted["first"])
            and dotted["last"] not in _NOT_LAST
            and _is_one(folded, dotted.end())
        ):
            yield Identifier(*dotted.span(), Kind.NAME, cued=True)


_MARKED: Final = Regex(r"[_-]")


def _names_somebody(word: str) -> bool:
    return is_stranger(word) or (is_first_name(word) and not is_word(word))


def _is_one(folded: Folded, end: int) -> bool:
    """Tell whether what a full stop joins is no end of a sentence with its blank forgotten: the second word is in small letters."""
    return folded.cased[end - 1].islower() and folded.cased[folded.cased.rfind(".", 0, end) + 1].islower()
