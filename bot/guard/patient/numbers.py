"""Phones, social security numbers, bank accounts, file numbers, plates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.guard.fold import Folded

_DIGIT: Final = "[0-9oil]"
_MARK: Final = "[ ./_*~-]"  # what people write between the digits of a telephone
_PHONE: Final = Guided(
    rf"(?<![0-9+])(?<![a-z](?=[^0-9+(]))(?:\([0-9]{{2}}\) ?)?(?:(?:\+|00) ?33[ .()/-]*(?:\(?0\)?[ ./-]*)?[1-9]|\(?[0o]{_MARK}*[1-9li]\)?)"
    rf"(?:(?:{_MARK}{{0,3}}|\n){_DIGIT}){{8}}(?![0-9])",
    rf"(?:\([0-9]{{2}}\) ?)?(?:(?:\+|00) ?33[ .()/-]*(?:\(?0\)?[ ./-]*)?[1-9]|\(?[0o]{_MARK}*[1-9li]\)?)(?:(?:{_MARK}{{0,3}}|\n){_DIGIT}){{8}}",
)
_DAY_THEN: Final = Regex(
    r"(?<![0-9])(?:0[1-9]|[12][0-9]|3[01])[ ./-](?:0[1-9]|1[0-2])[ ./-](?:19|20)[0-9]{2}[ ,-]{1,3}(?=0[1-9]?)"
)  # a birth before a telephone, that looks like the beginning of one
_DAY_LONG: Final = 3  # characters of a day, after which its month may begin like a telephone
_PHONE_THEN: Final = Regex(r"0[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9])")
_PAIRED: Final = Guided(
    r"(?<![0-9a-z+])0[1-9](?P<mark> ?[,:|;] ?)[0-9]{2}(?:(?P=mark)[0-9]{2}){3}(?![0-9])",
    "0[1-9] ?[,:|;] ?[0-9]{2}",
)
_FOREIGN: Final = Regex(
    r"(?<![0-9a-z+])(?:\+ ?|00 ?)(?!33)[1-9][0-9]{0,2}(?:[ ./()-]{0,2}[0-9]){7,11}(?![0-9])"
)
_NUMBER_WORD: Final = (
    "(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|octante|nonante|et)"
)
_PAUSE: Final = "(?:puis|ensuite|apres|virgule|point|tiret|espace|euh+|heu+)"
_SPELLED: Final = Guided(
    rf"\b(?:(?:zero|0)[ -]*(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|[1-9])(?![0-9])|0[1-9])(?:[ ,.-]+(?:{_PAUSE}[ ,.-]+)?(?:[0-9]?{_NUMBER_WORD}|zero ?[1-9]|[0-9]{{1,2}})\b){{4,}}",
    r"\b(?:zero|0)[ -]*(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|[1-9])[ ,.-]+(?:[a-z]|[0-9]{1,2}\b)",
)
_LEAST_SPELLED: Final = 6  # words of a spelled-out phone, digits in pairs being one
_NIR: Final = Regex(
    r"(?<![0-9])(?<![a-z](?=[a-z]))(?P<body>[1-478il](?:[ ./_-]?[0-9oil]){5}[ ./_-]?[0-9aboil](?:[ ./_-]?[0-9oil]){6})"
    r"(?P<key>[ ./_-]{0,3}[0-9oil]{2}|(?: [0-9]){1,2}|,? ?\(?(?:cles?|clef)\.? ?:? ?(?:est |c'est |le |la )?[0-9oil]{2}(?![a-z])\)?| ?\([0-9]{2}\)| ?\n[0-9]{2})?(?![0-9])",
)
_NIR_CUE: Final = Regex(
    r"\b(?:nir|secu\w*|securite sociale|assuree?|carte vitale|vitale|n[o.]? ?ss|immatricul\w+|ameli)\b"
)
_NIR_DIGITS: Final = 8  # true ones; others may be read as letters
_NIR_AFTER: Final = 24  # characters after a number in which it may be said what it is
_RUN: Final = Regex(r"(?<![0-9])[0-9](?: [0-9]){6,14}(?! ?[0-9])")
_IBAN_CUE: Final = Regex(r"\b(?:iban|rib|virements?|virer|compte|coordonnees bancaires|rembours\w+)\b")
_OLD_PLATE: Final = Regex(
    r"(?<![a-z0-9-])[1-9][0-9]{0,3}[ -]?(?!(?:ans|min|km|cm|mm|kg|cc|ml|mg|et|ou|de|eur)(?![a-z]))[a-z]{2,3}[ -]?(?:[0-9]{2}|2[ab])(?![a-z0-9-])"
)
_IBAN: Final = Regex(
    r"(?<![a-z0-9])(?:fr ?[0-9]{2}(?:[ .\n/-]?[0-9]){10}(?:[ .\n/-]?[0-9a-z]){11}(?:[ .\n/-]?[0-9]){2}|fr[0-9]{2}(?:[ ./-]?[0-9a-z]){14,26}|(?:[a-z]{2}|fr )[0-9]{2}(?:[ ./-]?[0-9a-z]{4}){2,7}(?:[ ./-]?[0-9a-z]{1,3})?)(?![a-z0-9])"
)
_FRENCH_IBAN: Final = Regex(r"fr[0-9]{2}[0-9]{10}[0-9a-z]{11}[0-9]{2}")
_FILE_CUE: Final = (
    r"(?:dossiers?|ipp|nip|nda|iep|ndossier|adherente?|mutuelle|beneficiaire|identifiant|ins|matricule|passeport|cni|carte d'identite|carte nationale d'identite|"
    r"titre de sejour|permis(?: de conduire)?|piece d'identite|(?:ref\.?|reference|numero|n[o.]|id|code) ?(?:du |de la |de )?(?:patiente?|cliente?|sejour|venue|secu|admission)|\bip)"
)
_FILE: Final = Guided(
    rf"\b(?:{_FILE_CUE}\b|(?:ipp|nip|iep|nda)(?=[0-9]))(?:[ :#.()/]|\b(?:no?|num|numero|est|etant|le|de|la|du|mutuelle|patiente?|ipp|chirurgie|medical|interne|porte|comme|ip|suis)\b|\bno(?=[0-9])){{0,12}}?"
    r"(?P<code>[0-9]{2} [a-z]{2} [0-9]{5}|[0-9]{2,6}(?: [0-9]{2,6}){2,3}(?![0-9a-z]|[.,/-][0-9])|(?!no[0-9])(?=[a-z/._-]{0,8}[0-9])[a-z0-9][a-z0-9/._-]{2,24}(?:(?<=[0-9]) [b-hj-xz](?![a-z0-9']))?|[0-9]{2,6}(?: [0-9]{2,6}){1,3}(?![0-9]|[.,/-][0-9]))",
    rf"\b(?:{_FILE_CUE}\b|(?:ipp|nip|iep|nda)[0-9])",
)
_LONG: Final = Regex(
    r"(?<![0-9a-z.,/+-])(?!0[1-9][0-9]{8}(?![0-9]))[0-9]{8,12}(?![0-9]|[.,/-][0-9])"
)  # a number that names something or someone
_PLATE: Final = Regex(
    r"(?<![A-Z0-9-])[A-HJ-NP-TV-Z]{2}(?P<sep>[ -]?)[0-9]{3}(?P=sep)[A-HJ-NP-TV-Z]{2}(?![A-Z0-9-])"
)
_LOWER_PLATE: Final = Regex(
    r"(?<![a-z0-9-])(?!(?:de|le|la|les|et|en|ce|me|se|te|ne) )(?:[a-hj-np-tv-z]{2}-[0-9]{2,3}-[a-hj-np-tv-z]|[a-hj-np-tv-z]{2}(?P<sep>[ ./-]?)[0-9]{3}(?P=sep)(?!(?:cc|ml|mg|cm|mm|kg|km|et|de)(?![a-z]))[a-hj-np-tv-z]{2})(?![a-z0-9-])"
)
_VEHICLE: Final = (
    r"plaques?|immat\w*|voitures?|vehicules?|auto|garee?|caisse|bagnole|remorque|caravane|camion(?:nette)?|fourgon(?:nette)?|utilitaire|moto|scooter|kangoo|twingo|clio|megane|scenic|duster|sandero|"
    r"polo|golf|vw|c[1345]|[2-5]0[78]|ford|fiesta|focus|nissan|juke|qashqai|kia|hyundai|mercedes|seat|ibiza|leon|skoda|suzuki|honda|ds[34]|captur|modus|espace|trafic|zoe|mini|tesla|vsl|taxi|ambulance|trottinette|cyclo|velomoteur|parking|barriere|stationn\w+|place (?:handicap\w*|pmr|reservee)|carte grise|"
    r"picasso|berlingo|peugeot|renault|citroen|dacia|volkswagen|fiat|toyota|yaris|opel|corsa|bmw|audi|tesla|xsara"
)
_BORN: Final = Regex(
    r"(?:19[2-9][0-9]|20[0-2][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$"
)  # a day in digits alone, which is a date after a birth
_BIRTH: Final = Regex(r"\b(?:nee?s?|naissance|ddn|dn)\b[a-z :=.']{0,10}$")
_FROM_BIRTH: Final = 22  # characters before a day in which its birth is said
_PLATE_CUE: Final = Regex(rf"\b(?:{_VEHICLE})\b")


_FROM_VEHICLE: Final = 90  # characters before a plate in which its vehicle is named
_PUBLIC: Final = words_of(
    "0972394050 0140054848 0241482121 0556964080 0472116911 0491752525 0383225050 0561777447 0145394000"
)  # SOS Amitié, the seven poison centres with a number of their own, Suicide Écoute


def numbers(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield the identifiers made of digits, in folded positions; `seen` says which are possible at all."""
    lower = folded.lower
    ways: dict[Trigger, Callable[[str], Iterator[Identifier]]] = {
        Trigger.IBAN: _ibans,
        Trigger.NIR: _nirs,
        Trigger.RUN: _runs,
        Trigger.PHONE: _phones,
        Trigger.FOREIGN: _foreign,
        Trigger.SPELLED: _spelled,
        Trigger.LONG: _long,
    }
    if Trigger.FILE in seen:  # first: a number that its words name is more than a long one
        yield from _files(folded)
    for trigger, way in ways.items():
        if trigger in seen:
            yield from way(lower)
    if Trigger.PLATE in seen:
        yield from _plates(folded)
    if Trigger.OLD_PLATE in seen:
        yield from _old_plates(lower)


_DIALLED: Final = str.maketrans(
    {chr(code): "" for code in range(128) if not chr(code).isdigit()} | {"o": "0", "i": "1", "l": "1"}
)
_FROM_ABROAD: Final = Regex(r"^(?:00)?33(?:0)?(?=[1-9][0-9]{8}$)")


def digits_of(text: str) -> str:
    """Return the digits of a phone as it is dialled in France: `+33 (0)6…` and `0033 6…` give `06…`."""
    digits = text.lower().translate(_DIALLED)
    return _FROM_ABROAD.sub("0", digits) if digits.startswith(("33", "0033")) else digits


def _phones(lower: str) -> Iterator[Identifier]:
    for found in _PHONE.finditer(lower):
        if sum(map(str.isdigit, found[0])) >= _PHONE_DIGITS and not _is_public(found[0]):
            day = _DAY_THEN.search(lower, max(0, found.start() - _DAY_LONG), found.end())
            after = _PHONE_THEN.match(lower, day.end()) if day else None
            yield Identifier(*(after or found).span(), Kind.PHONE)
    for found in _PAIRED.finditer(lower):
        yield Identifier(*found.span(), Kind.PHONE)


def _is_public(text: str) -> bool:
    """Tell whether a telephone is nobody's: free to call (0800), a helpline, a poison centre."""
    digits = digits_of(text)
    return text.startswith("0 8") or digits.startswith(("0800", "0805")) or digits in _PUBLIC


def _foreign(lower: str) -> Iterator[Identifier]:
    for found in _FOREIGN.finditer(lower):
        yield Identifier(*found.span(), Kind.PHONE)


def _long(lower: str) -> Iterator[Identifier]:
    for found in _LONG.finditer(lower):
        if _BORN.match(found[0]) and _BIRTH.search(lower, max(0, found.start() - _FROM_BIRTH), found.start()):
            continue
        yield Identifier(*found.span(), Kind.FILE, direct=False)


_PHONE_DIGITS: Final = 7  # true digits among the ten; the others may be an o, an i or an l


def _spelled(lower: str) -> Iterator[Identifier]:
    for found in _SPELLED.finditer(lower):
        if not found[0].islower():  # no letter
            continue
        spoken = re.findall(rf"{_NUMBER_WORD}(?![a-z])", found[0])
        tokens = re.findall(rf"(?!{_PAUSE}\b)[a-z0-9]+", found[0])
        paired = len(tokens) == _LEAST_SPELLED - 1 and (found[0][0] == "0" or found[0][4].isdigit())
        if spoken and (paired or len(tokens) >= _LEAST_SPELLED):
            yield Identifier(*found.span(), Kind.PHONE)


def _nirs(lower: str) -> Iterator[Identifier]:
    for found in _NIR.finditer(lower):
        if sum(map(str.isdigit, found["body"])) >= _NIR_DIGITS and (
            _is_nir(found["body"], found["key"] or "")
            or _NIR_CUE.search(lower, max(0, found.start() - 60), found.start())
            or _NIR_CUE.search(lower, found.end(), found.end() + _NIR_AFTER)
        ):
            yield Identifier(*found.span(), Kind.NIR)


def _runs(lower: str) -> Iterator[Identifier]:
    """Yield digits written one by one: a date, or a number long enough to name somebody."""
    for found in _RUN.finditer(lower):
        count = len(found[0]) // 2 + 1
        if count in _DATE_RUN and _reads_as_date(found[0]):
            yield Identifier(*found.span(), Kind.DATE, direct=False)
        elif count > _NIR_RUN:
            yield Identifier(*found.span(), Kind.NIR)


_DATE_RUN: Final = range(7, 9)  # digits of a date that is written one by one
_NIR_RUN: Final = 12


def _reads_as_date(text: str) -> bool:
    digits = text.replace(" ", "")
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12  # noqa: PLR2004 - days and months


def _is_nir(body: str, key: str) -> bool:
    """Tell whether digits make a social security number: right key, or a plausible month and place."""
    from stdnum.fr import nir

    compact = re.sub(r"[ ./_-]", "", body).translate(_READ_AS).upper()
    if nir.is_valid(compact + re.sub(r"[^0-9]", "", re.sub(_LETTER_DIGIT, _digit, key))):
        return True
    month = int(compact[3:5])
    plausible = 1 <= month <= 12 or 20 <= month <= 42 or month >= 50  # noqa: PLR2004 - months, and those of unknown births
    return plausible and compact[5:7] != "00" and " " in f"{body}{key}" and len(body) < 2 * len(compact) - 2


def _digit(found: re.Match[str]) -> str:
    return found[0].translate(_READ_AS)


_READ_AS: Final = str.maketrans("oil", "011")
_LETTER_DIGIT: Final = r"[oil](?![a-z])"


def _ibans(lower: str) -> Iterator[Identifier]:
    for found in _IBAN.finditer(lower):
        cued = found[0][:2].isalpha() and _IBAN_CUE.search(lower, max(0, found.start() - 40), found.start())
        if _is_iban(found[0]) or (cued and sum(char.isdigit() for char in found[0]) >= _IBAN_DIGITS):
            yield Identifier(*found.span(), Kind.IBAN)


_IBAN_DIGITS: Final = 12  # of an account that its words announce, whatever its key


def _is_iban(text: str) -> bool:
    compact = re.sub(r"[ .\n/-]", "", text)
    if _FRENCH_IBAN.fullmatch(compact):
        return True
    turned = compact[4:] + compact[:4]
    return len(compact) >= 15 and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1  # noqa: PLR2004 - ISO 13616


def _files(folded: Folded) -> Iterator[Identifier]:
    for found in _FILE.finditer(folded.lower):
        start, end = folded.span(*found.span("code"))
        digits = sum(char.isdigit() for char in folded.source[start:end])
        if digits >= _FILE_DIGITS or (digits > 1 and len(found["code"]) >= _IDENTITY):
            yield Identifier(signed(folded.lower, found.start("code")), found.end("code"), Kind.FILE)


def signed(lower: str, start: int) -> int:
    """Return where a number starts with the hash before it (`#A10-7745`), unless letters come before that."""
    hashed = lower[start - 1 : start] == "#" and not lower[max(0, start - 2) : start - 1].isalnum()
    return start - 1 if hashed else start


_FILE_DIGITS: Final = 3  # as written: folding reads some as letters
_IDENTITY: Final = 8  # characters of the number of a card or a passport, which letters may fill


def _plates(folded: Folded) -> Iterator[Identifier]:
    for found in _PLATE.finditer(folded.cased):
        if found["sep"] == "-" or _PLATE_CUE.search(
            folded.lower, max(0, found.start() - _FROM_VEHICLE), found.start()
        ):
            yield Identifier(*found.span(), Kind.PLATE)
    for found in _LOWER_PLATE.finditer(folded.lower):
        if _PLATE_CUE.search(folded.lower, max(0, found.start() - _FROM_VEHICLE), found.start()):
            yield Identifier(*found.span(), Kind.PLATE)


def _old_plates(lower: str) -> Iterator[Identifier]:
    for found in _OLD_PLATE.finditer(lower):
        if _PLATE_CUE.search(lower, max(0, found.start() - 40), found.start()):
            yield Identifier(*found.span(), Kind.PLATE)
