"""Accounts that people give on a network, named beside it: a word that is none of ours where only the name of an account can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_first_name, is_known
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_NETWORK: Final = r"(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|facebook|fb|twitter|telegram|messenger|skype|discord|vinted|twitch|bereal|be real|onlyfans|mym|threads|reddit|signal|viber|leboncoin|strava|pinterest|youtube|linkedin)"
_NAME: Final = r"(?P<name>(?:live:)?[a-z][a-z0-9._-]{3,28}[a-z0-9_])"
_END: Final = r"(?=[ .!]*(?:$|[\n,;)\"])| (?:si|merci|svp|pour|et|on|pr)\b)"
_OWNED: Final = Guided(
    rf"\b(?:(?:m[ao]n|s[ao]n|t[ao]n|moi|sur|c'est|cest|aussi|perso) (?:compte |profil |pseudo )?|(?:compte|profil|pseudo) ){_NETWORK}(?: (?:perso|prive|pro))?(?: (?:c'est|cest|c|est|je suis|jsuis|j'suis|on me trouve sous|sous|:|=)| ?[:=(\">-])*[ @\"(]*{_NAME}{_END}",
    rf"\b(?:(?:m[ao]n|s[ao]n|t[ao]n|moi|sur|c'est|cest|aussi|perso) (?:compte |profil |pseudo )?|(?:compte|profil|pseudo) ){_NETWORK}\b",
)
_BARE: Final = Guided(
    rf"(?:^|[.,;:!?\n] ?|\b(?:via|et|ou) ){_NETWORK} ?(?:[:=\"(@]|- )[ @\"]*{_NAME}{_END}",
    rf"(?:^|[.,;:!?\n] ?|\b(?:via|et|ou) ){_NETWORK}\b",
)
_BEFORE: Final = Guided(
    rf"\b(?:ajoute[rz]?|ajoutes|cherche[rz]?|tape[rz]?|trouve[rz]?|suis|suivez|abonne[rz]?)(?:[ -](?:moi|nous))? (?:@ ?)?{_NAME} (?:sur|dans) {_NETWORK}\b",
    r"\b(?:ajoute|cherche|tape|trouve|suis|suivez|abonne)",
)
_SIGNED: Final = Guided(
    r"\b(?:avis|message|commentaire|post|question)?(?: de|,)? ?(?:signee?|poste par|ecrit par|laisse par|publie par) [\"@ ]{0,3}(?P<name>[a-z][a-z._-]{2,20}[0-9]{2,4})(?![a-z0-9@/-]|[.,][0-9])",
    r"\b(?:avis|message|commentaire|post|question|signe|poste|ecrit|laisse|publie)",
)
_UNDER: Final = Guided(
    r"\b(?:publi|post|avis|comment|ecri|laiss|inscri|pseudo|note)[^.!?\n]{0,40} sous (?P<name>[a-z]+[._-][a-z._-]{0,20}[0-9]{2,4})(?![a-z0-9@/-]|[.,][0-9])",
    r"\b(?:publi|post|avis|comment|ecri|laiss|inscri|pseudo|note)[^.!?\n]{0,40} sous ",
)
_QUOTED: Final = Regex(
    r"\b(?:avis|message|commentaire|post|question|compte|profil|note|reponse|etoiles?)\b[^.!?\n\"]{0,30}\" ?(?P<name>(?!rdv|covid|promo|code|top|jour|etape|partie|suite|lot)[a-z][a-z._-]{2,20}[0-9]{1,4}) ?\""
)
_DICTATED: Final = Guided(
    rf"\b{_NETWORK}\b[^.!?\n]{{0,30}}?\b(?P<name>[a-z0-9]+(?: point [a-z0-9]+)*(?: (?:tiret|underscore)(?: (?:du )?(?:bas|8))? [a-z0-9]+)(?: (?:point|tiret|underscore)(?: (?:du )?(?:bas|8))? [a-z0-9]+)*)",
    rf"\b{_NETWORK}\b",
)  # «lola point k tiret bas 83»
_AT_SAID: Final = Guided(
    r"\barobase (?P<name>[a-z0-9]+(?: (?:point|tiret|underscore)(?: (?:du )?(?:bas|8))? [a-z0-9]+)*)(?<! point fr)(?<! point com)(?<! point net)(?<! point org)(?<! point example)(?= sur| dans|,|$)",
    r"\barobase [a-z]",
)
_AT_APART: Final = Regex(r"(?<![a-z0-9] )@ (?P<name>[a-z0-9_][a-z0-9_.]{3,28}[a-z0-9_])(?![@.]| ?\.)")
_LIVE: Final = Regex(r"\bskype ?:? ?(?P<name>live:[a-z0-9._-]{2,30}[a-z0-9])")
_NO_ACCOUNT: Final = words_of(
    "photo photos story compte profil page stories reels videos publication publications message messages groupe"
)


def accounts(folded: Folded) -> Iterator[Identifier]:
    """Yield the names of accounts beside the network on which they are, in folded positions."""
    for way in (_OWNED, _BARE, _BEFORE):
        for found in way.finditer(folded.lower):
            if _is_invented(found["name"]):
                yield Identifier(*found.span("name"), Kind.HANDLE)
    for way in (_SIGNED, _UNDER, _DICTATED, _AT_SAID):
        for found in way.finditer(folded.lower):
            yield Identifier(*found.span("name"), Kind.HANDLE)
    for pattern in (_AT_APART, _LIVE):
        for found in pattern.finditer(folded.lower):
            yield Identifier(*found.span("name"), Kind.HANDLE)


def quoted(folded: Folded) -> Iterator[Identifier]:
    """Yield what a review in quotation marks is signed with (`l'avis de « Kiki27 »`), in folded positions."""
    for found in _QUOTED.finditer(folded.lower) if '"' in folded.lower else ():
        yield Identifier(*found.span("name"), Kind.HANDLE)


def _is_invented(name: str) -> bool:
    """Tell whether a name is no word of ours, nor a first name alone, which is masked as what it is."""
    words = name.replace("-", ".").replace("_", ".").split(".")
    return name not in _NO_ACCOUNT and not is_first_name(name) and not all(map(is_known, words))
