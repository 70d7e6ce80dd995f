"""What people spell out, sign with or quote of themselves in a message that comes in: numbers in words, pseudonyms, file numbers.

Like `told` and `traces`, it leans to recall; what goes out never reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.guard.fold import fold
from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger, triggers
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_first_name, is_known
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.guard.fold import Folded

_WORD: Final = (
    "(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|octante|nonante|et|[0-9]{2})"
)
_SAID_PHONE: Final = Guided(
    rf"(?<![a-z0-9-])(?:un|deux|trois|quatre|cinq|six|sept|neuf)(?:[ ,.-]+{_WORD}(?![a-z0-9])){{5,}}",
    r"(?:un|deux|trois|quatre|cinq|six|sept|neuf)(?:[ ,.-]+(?:[a-z]{2,}|[0-9]{2})){5}",
)
_CALLED: Final = Regex(
    r"\b(?:m?app?ell?e[rz]?|rappele[rz]|joindre|joignable|tel|telephone|portable|port|mobile|fixe|num|numero|sms|texto|whatsapp|contact\w*)\b"
)
_CALL_BEFORE: Final = 40  # characters before a number in words, where it is said to be a telephone
_SAID_MAIL: Final = Regex(
    r"(?<![a-z0-9._-])(?P<box>[a-z0-9][a-z0-9._-]*(?: (?:point|tiret|underscore) [a-z0-9._-]+){0,3}) chez (?!(?:moi|toi|lui|elle|nous|vous|eux) )[a-z0-9-]+(?: (?:point|dot) [a-z]{2,12}){1,2}\b"
)
_MAIL: Final = Regex(
    r"\b(?:e?-?mails?|mel|courriels?|adresse|ecri\w*|envo\w*|repon\w*|contact\w*|c'est|cest)\b[^.!?\n]{0,20}$"
)
_PSEUDONYM: Final = Guided(
    r"\b(?:je suis|jsuis|chui|sous|c'est|cest|moi|signee?|alias|forum|pseudo\w*|compte|profil|login|identifiant|surnom)(?: (?:est|etait|s'appelle|s'appelait|c'est|cest|le pseudo|le nom|de|:|mon|moi)){0,2} [:@]?"
    r"(?P<name>(?=[a-z0-9.]*_)[a-z0-9][a-z0-9_.]{2,28}[a-z0-9_])(?<!\.png)(?<!\.jpg)(?<!\.pdf)(?<!\.jpeg)(?<!\.heic)(?<!\.mov)(?<!\.mp4)(?![a-z0-9_@/]|\.[a-z0-9])",
    r"\b(?:je suis|jsuis|chui|sous|c'est|cest|moi|signee?|alias|forum|pseudo|compte|profil|login|identifiant|surnom)",
)
_NUMBERED_PSEUDONYM: Final = Guided(
    r"\b(?:je suis|jsuis|alias|forum|pseudo\w*|sous le (?:pseudo|nom)(?: de)?)(?: (?:est|c'est|cest|de|sur|[a-z]{3,14}))??(?: (?:est|c'est|cest|:|de)){0,2} [:@]?(?P<name>[a-z]{4,20}[.-]?[0-9]{2,4})(?![a-z0-9@/-]|[.,][0-9])",
    r"\b(?:je suis|jsuis|alias|forum|pseudo|sous le)",
)
_QUOTED_PSEUDONYM: Final = Guided(
    r"\b(?:avis|commentaires?|temoignages?|posts?|messages?|reponses?|questions?|publications?|photos?|story|stories|reels?|lives?|videos?|compte|profil|membre|internaute|pseudo)(?: (?:laisse|poste|ecrit|publie|signe)e?s?)? (?:de |d'|par )(?:l'utilisat(?:eur|rice) |un certain |une certaine )?[\"@]?"
    r"(?P<name>(?!covid|fevrier|janvier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|fin|mai)[a-z]{2,20}[._-]?[0-9]{2,4}|[a-z0-9]{2,}\.[a-z]{2,}[0-9]{1,4}|[a-z0-9]{2,}_[a-z0-9_]{2,})(?![a-z0-9@/-]|[.,][0-9])",
    r"\b(?:avis|commentaires?|temoignages?|posts?|messages?|reponses?|questions?|publications?|photos?|storys?|videos?|compte|profil|membre|internaute|pseudo)(?: (?:laisse|poste|ecrit|publie|signe)e?s?)? (?:de |d'|par )",
)  # whose review or comment it is
_UNDERSCORED: Final = Guided(
    r"(?<![a-z0-9_.@/#+-])(?P<name>(?:live:)?_{0,2}[a-z0-9][a-z0-9.]*(?:_+[a-z0-9.]+)+_{0,2}|_{1,2}[a-z0-9][a-z0-9.]{2,}_{0,2})(?<!\.)(?<!\.png)(?<!\.jpg)(?<!\.pdf)(?<!\.jpeg)(?<!\.heic)(?<!\.mov)(?<!\.mp4)(?<!\.docx)(?<!\.txt)(?![a-z0-9_@/-])",
    r"\b(?:(?:live:)?_{0,2}[a-z0-9][a-z0-9.]*_|_[a-z0-9]|__[a-z0-9])",
)  # nothing else that people write holds one
_DOTTED: Final = Guided(
    r"(?<![a-z0-9_.@/#+:-])(?P<name>[a-z]{2,}(?:\.[a-z]{2,})*\.[a-z]{2,}[0-9]{2,4})(?![a-z0-9_@/-]|\.[a-z0-9])",
    r"\b[a-z]{2,}\.[a-z]{2,}",
)  # «marine.dlb30»
_TAGGED: Final = Guided(
    r"(?<![a-z0-9_.@/#+-])(?P<name>[a-z][a-z0-9_.]{2,20}#[0-9]{4}|(?<=[a-z] )[a-z]{3,12} (?:du|de|le) ?[0-9]{2})(?![0-9a-z])",
    r"\b(?:[a-z][a-z0-9_.]{2,20}#[0-9]{4}|[a-z]{3,12} (?:du|de|le) ?[0-9]{2})",
)
_ANNOUNCED: Final = Guided(
    r"\b(?:pseudo\w*|compte|profil|insta\w*|snap\w*|tiktok|facebook|fb|discord|forum)\b[^.!?\n@]{0,24}[ :](?P<name>[a-z]{3,20}[0-9]{2,4})(?![a-z0-9_@/-]|[.,][0-9])",
    r"\b(?:pseudo|compte|profil|insta|snap|tiktok|facebook|fb|discord|forum)",
)
_SHAPED: Final = Guided(
    r"(?<![a-z0-9_.@/#+:-])(?P<name>(?:live:)?[a-z][a-z0-9]{1,}(?:\.[a-z0-9]+){1,3}|[a-z]{3,}[0-9]{2,5}|[a-z]{2,}(?:-[a-z0-9]{2,}){0,3}-[0-9]{1,4})(?![a-z0-9_@/-]|\.[a-z0-9])",
    r"\b(?:live:[a-z]|[a-z][a-z0-9]+[.-][a-z0-9]|[a-z]{3,}[0-9]{2})",
)
_AFTER_ACCOUNT: Final = Guided(
    r"\b(?:compte|profil|pseudo\w*|insta\w*|snap\w*|tiktok|facebook|fb|page|chaine|blog|surnom|identifiant)(?: (?:insta\w*|snap\w*|tiktok|facebook|fb|perso|prive|youtube))?(?: ?(?:[:=]+>?|->|=>|>)| (?:c'est|cest|est|s'appelle|se nomme|au nom de|sous|sous le nom(?: de)?)) ?@?(?P<name>[a-z0-9]{2,}(?:[-.][a-z0-9]{2,})+|[a-z]{5,})(?![a-z0-9_@/'-]|\.[a-z0-9])",
    r"\b(?:compte|profil|pseudo|insta|snap|tiktok|facebook|fb|page|chaine|blog|surnom|identifiant)",
)
_USER_NAME: Final = Guided(
    r"\b(?:noms? d'utilisat(?:eur|rice)|username|user ?name|user|identifiant|pseudo(?:nyme)?|login|nom d'ecran|nickname)(?: (?!est\b|c'est\b)[a-z']{1,14}){0,5}(?: est| c'est| serait| :| =|:|=|,)+ ?[\"@]?(?P<name>[a-z0-9][a-z0-9._-]{2,30}[a-z0-9])(?![a-z0-9@'])",
    r"\b(?:noms? d'utilisat|user|identifiant|pseudo|login|nom d'ecran|nickname)",
)
_SURNAME_NEXT: Final = Regex(" [A-Z]")
_HUMPED: Final = Guided(
    r"\b(?:[Cc]haine|[Cc]ompte|[Pp]age|[Pp]seudo|[Pp]rofil|[Ii]nsta|[Ss]nap|[Bb]log)(?: [a-z':]{1,10}){0,2} ?:? ?(?P<name>[A-Z][a-z]+(?:[A-Z][a-z]*)+[0-9]{0,4})(?![A-Za-z0-9_.-])",
    r"\b(?:[Cc]haine|[Cc]ompte|[Pp]age|[Pp]seudo|[Pp]rofil|[Ii]nsta|[Ss]nap|[Bb]log)",
)  # «MaRhinoEtMoi»
_NETWORKS: Final = words_of("tiktok youtube whatsapp linkedin facebook snapchat instagram")
_DOMAINS: Final = words_of(
    "fr com net org eu be ch ca example io co jpg jpeg png pdf heic mov mp4 doc docx txt gouv html php h"
)
_FILES: Final = words_of(
    "img image dsc dscn photo photos vid video pxl screenshot scan wp doc document file cr devis facture ordonnance imprime whatsapp fichier capture covid mp pm h"
)
_REGISTERED: Final = Guided(
    r"(?<![A-Za-z0-9/.-])(?!(?i:amm|emdr|cip|ucd|ean|lpp|pmid|oms|ald|ipp|iep|nip|nda|nf|en|iso|iec|ce|cp|bp|cs|lot|tva|eur|ean|rpps|siret|siren|rcs|ccam|loi|no|du|de|la|le|au|et|en|les|des|sur|par|pour|soit|avec|ou|a|il|tel|fax|port|fixe|mob|num|ref|ans)[ :])"
    r"(?P<code>(?:(?i:pv|hdj|adm|sej|dos|cr)|(?:(?<=dossier )|(?<=numero )|(?<=sejour ))[A-Z]{2,4}|[A-Z]{2,4}(?=[ :-]{1,2}(?:[0-9]{6}|[0-9]{4}[/-])))[ :-]{1,2}(?:(?:19|20)[0-9]{2}[/-][0-9]{3,6}|[0-9]{5,8}))(?![0-9a-z]|[.,/-][0-9]| ?(?:euros?|eur|tours|patient))",
    r"[A-Za-z]{2,4}[ :-]{1,2}[0-9]{4}",
)
_AFTER_NUMBER: Final = Guided(
    r"\b(?:matricule|dossier|plainte|sinistre|numero)\b[^.!?\n]{0,40}? (?:est|c'est|:|no?)(?: le| la)? (?P<code>[a-z]{1,4}-?[0-9]{4,10}|[0-9]{4}/[0-9]{3,6})(?![0-9a-z]|[/-][0-9])",
    r"\b(?:matricule|dossier|plainte|sinistre|numero)\b",
)


def disclosed(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield what a message spells out or quotes, in folded positions."""
    ways: dict[Trigger, Callable[[Folded], Iterator[Identifier]]] = {
        Trigger.SAID_PHONE: _said_phones,
        Trigger.SAID_MAIL: _said_mails,
        Trigger.PSEUDONYM: _pseudonyms,
        Trigger.NUMBERED: _registered,
        Trigger.NETWORKED: on_networks,
    }
    if "\u27e6" in folded.source and not _speaks_of_networks(folded):
        del ways[Trigger.NETWORKED]
    for trigger, way in ways.items():
        if trigger in seen:
            yield from way(folded)


def _said_phones(folded: Folded) -> Iterator[Identifier]:
    """Yield nine digits in words, their leading zero left out, that are said to be a telephone."""
    lower = folded.lower
    for found in _SAID_PHONE.finditer(lower):
        if _CALLED.search(lower, max(0, found.start() - _CALL_BEFORE), found.start()):
            yield Identifier(*found.span(), Kind.PHONE)


def _said_mails(folded: Folded) -> Iterator[Identifier]:
    """Yield `j.durand chez courrier point example`: a mailbox with a mark in it, or announced as one."""
    for found in _SAID_MAIL.finditer(folded.lower):
        marked = any(mark in found["box"] for mark in "._0123456789") or " " in found["box"]
        if marked or _MAIL.search(folded.lower, max(0, found.start() - 40), found.start()):
            yield Identifier(*found.span(), Kind.EMAIL)


def _pseudonyms(folded: Folded) -> Iterator[Identifier]:
    for pattern in (_PSEUDONYM, _NUMBERED_PSEUDONYM, _QUOTED_PSEUDONYM):
        for found in pattern.finditer(folded.lower):
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for found in _USER_NAME.finditer(folded.lower):
        if not is_known(found["name"]) and not found["name"].isdigit():
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for found in _DOTTED.finditer(folded.lower):
        if found["name"].partition(".")[0] not in _FILES:
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for found in _UNDERSCORED.finditer(folded.lower):
        parts = [part for part in found["name"].replace(".", "_").split("_") if part]
        if parts[0] not in _FILES and not all(part.isdigit() or is_known(part) for part in parts):
            yield Identifier(*found.span("name"), Kind.HANDLE)


def on_networks(folded: Folded) -> Iterator[Identifier]:
    """Yield what has the shape of a pseudonym in a message that speaks of a network: dots, digits, hyphens inside, no word of ours."""
    for found in _SHAPED.finditer(folded.lower):
        parts = [
            part for part in re.split("[._-]|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])", found["name"]) if part
        ]
        words = [part for part in parts if part.isalpha()]
        if words and parts[-1] not in _DOMAINS and not all(map(is_known, words)) and words[0] not in _FILES:
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for found in _AFTER_ACCOUNT.finditer(folded.lower):
        named = is_first_name(found["name"]) or _SURNAME_NEXT.match(folded.cased, found.end())
        if not is_known(found["name"]) and not named:
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for found in _HUMPED.finditer(folded.cased):
        if found["name"].lower() not in _NETWORKS:
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for pattern in (_TAGGED, _ANNOUNCED):
        for found in pattern.finditer(folded.lower):
            first = found["name"].split(" ")
            if len(first) == 1 or (is_first_name(first[0]) and not is_known(first[0])):
                yield Identifier(*found.span("name"), Kind.HANDLE)


def _speaks_of_networks(folded: Folded) -> bool:
    """Tell whether the words of a text, our placeholders aside, speak of a network (`⟦COMPTE⟧` is none of them)."""
    plain = fold(_PLACEHOLDER.sub(" ", folded.source)).lower
    return Trigger.NETWORKED in triggers(plain, told=True)


_PLACEHOLDER: Final = Regex("\u27e6[^\u27e7]*\u27e7")


def _registered(folded: Folded) -> Iterator[Identifier]:
    """Yield the number of a stay or of a complaint with its letters, and the one that follows what it numbers."""
    for found in _REGISTERED.finditer(folded.cased):
        yield Identifier(*found.span("code"), Kind.FILE)
    for found in _AFTER_NUMBER.finditer(folded.lower):
        yield Identifier(*found.span("code"), Kind.FILE)
