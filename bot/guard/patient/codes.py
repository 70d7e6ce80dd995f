"""Numbers of files, cards, policies, parcels that a message quotes: the thing that bears a number stands shortly before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.numbers import signed
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_UNIT: Final = "(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix[ -](?:sept|huit|neuf))"
_TENS: Final = (
    "(?:vingt|trente|quarante|cinquante|soixante|septante|octante|huitante|nonante|quatre[ -]vingts?)"
)
_THINGS: Final = (
    r"(?:dossiers?|lot|serie|sn|devis|factures?|refs?|references?|commande|contrat|sinistre|ticket|reservation|resa|ordonnance|cm?de|cmd|cartes?|implants?|doctolib|passeport|passport|pasaporte|bracelet|badge|cheques?|"
    r"cmu|c2s|css|ame|caf|cpam|msa|allocataire|adherente?|assuree?|police|mutuelle|prevoyance|colis|ecrou|suivi|inscription|procedure|rg|plainte|pv|sejour|admission|venue|etiquette|prelevement|anapath|histologie|labo|examen|"
    r"permis|titre de sejour|recepisse|visa|matricule|insee|identifiant|identite|login|code patiente?|code client|id patient|id client|numero patient|niss|nif|fiscale?|etrangere?|agdref|(?:patiente?|cliente?) ?(?:no|num|numero|id)|mrn|booking|policy|claim|insurance|file|patient id|dni|nie|securite sociale|"
    r"(?:bon|prescription) (?:de|medicale de) transport|prescription|bon de prise en charge|prise en charge|avenant|quittance|recu|transaction|virement|mandat|creance|demande|espace patient|accident|expertise|cote|ipp|nip|nda|iep|bordereau|entente prealable|accord prealable|echantillon|recommande|ald|dos|arret de travail|arret maladie|feuille de soins|fse|etudiante?|ine|certificat|clientele|cliente?|id|pec|chronopost|colissimo|tracking|bon de commande|reclamation|signalement|sav)"
)
_SIGNED_NUMBER: Final = r"(?:n[o.]|no|num|numero|nr|number)"
_TOKEN: Final = Regex(
    r"(?:(?<![a-z0-9.,/@_+-])|(?<=\bno))(?P<code>(?:[a-z]{1,3} (?=[0-9]{3} ?[0-9]))?[a-z]{0,5}[/.-]?(?:[0-9]+[/.-]?[a-z]{0,3}[/.-]?){1,6}[0-9]*[a-z]{0,2}(?:(?: [0-9]{4}){1,2} [0-9]{1,2}(?! ?[0-9]|[.,/-][0-9]| [a-z])|(?: [0-9]{3,6}(?![0-9]|[.,/-][0-9])){0,3}))(?<![./-])(?![a-z0-9@_-]|[.,/][0-9])"
)
_DIGITS: Final = Expression(r"[0-9](?:[a-z/. -]{0,3}[0-9]){2,}")
_HEAD: Final = 9  # characters of a number before its first digit
_BETWEEN: Final = Regex(
    r"(?:[^.!?\n]|\.(?=[^ \n])|(?<=n)\.(?= )|(?<=ref)\.(?= (?!:))|(?<=dos)\.(?= )){0,28}"
)  # up to 28 characters of the same sentence between the thing and its number
_SOME_THING: Final = Expression(rf"\b(?:{_THINGS}|{_SIGNED_NUMBER})\b")
_THING: Final = Expression(rf"\b{_THINGS}\b")
_NUMBERED: Final = Regex(
    rf"\b{_SIGNED_NUMBER}[ .:#]*(?:(?:de |d'|du |de la |de l')[a-z]{{3,20}}(?: [a-z]{{3,14}})?(?: est| c'est)?[ .:#]*)?$"
)
_SECRET: Final = Regex(
    r"\b(?:mot de passe|mdp|password|code d'acces|code secret|identifiant|login)(?: (?:de |du |pour |d')?(?:l'|la |le |mon |votre )?(?:provisoire|temporaire|actuel|wifi|espace|compte|appli|application|site|portail|patient|doctolib|perso|personnel)){0,3}"
    r"(?: est| c'est| :|:| =)? ?(?P<code>(?=[^ ,;\n]*[0-9._-][a-z0-9!?*+%&$])[^ ,;\n]{4,40})"
)
_MIXED: Final = Regex(r"[a-z].*[0-9]|[0-9].*[a-z]|[0-9][/.-][0-9]| ")
_NOT_A_CODE: Final = Regex(
    r"zero[0-9]|[0-9]+(?:[.,][0-9]+)?(?:e|eur|euros?|cc|ml|mg|g|cm|mm|kg|h[0-9]{0,2}|ans|j|jours?|mois|x[0-9]*)$|[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?$|(?:19|20)[0-9]{2}$|(?:19|20)[0-9]{2}-[0-9]{2,4}$|(?![lrda]-20[0-9]{2}-)[lrda][. *-]{0,2}[0-9]{3,4}(?:-[0-9]+)*$|[a-z]{2}-[0-9]{3}-[a-z]{2}$|[0-9]{1,2}h[0-9]{0,2}[/.-][0-9]{1,2}h?[0-9]{0,2}$|[0-9]{1,3} [0-9]{3}$"
)
_GROUPED: Final = Regex("[0-9]{1,3} [0-9]{3}")  # a price, unless a file bears it
_OF_A_FILE: Final = Regex(
    r"\b(?:dossier|ipp|patiente?|adherente?|allocataire|matricule|identifiant|commande|contrat|ordonnance|sinistre|ticket|suivi|police|reservation|serie|sejour|colis|ecrou|adhesion|licence|etudiante?|badge|bracelet|bordereau|etiquette|prelevement|anapath|recommande|passeport|permis|visa|inscription|plainte|pv|assuree?|cliente?)(?: (?:no?|num|numero|est|le|c'est|:|#)|[.:#]| :)* ?$"
)
_OF_THE_YEAR: Final = Regex("20[0-9]{2}-[0-9]{2,4}")  # a span of years, unless it is said to be a number
_NUMBER_OF: Final = Regex(
    rf"\b(?:numero|num|no|ref|reference) (?:de |du |d')(?:la |l'|mon |ma |votre )?{_THINGS}(?: (?:est|c'est|:)| ?:)* ?$|\b(?:devis|factures?|dossiers?|commande|sinistre)(?: ?{_SIGNED_NUMBER})[ .:]*$"
)
_ROUND: Final = Regex(r"[0-9]{2}[05]0$")  # a price
_POSTCODE: Final = Regex(r"[0-9]{5} [A-Z]")
_IN_A_PLOT: Final = Regex(r"[0-9](?: ?(?:bis|ter)| ?[a-d])?,? (?:lot|res)\.? [a-z][^.!?\n]*$")
_ANY_POSTCODE: Final = Regex(r"[0-9]{5} [a-z]")
_DECISION: Final = Regex(r"[0-9]{2}[/.-][0-9]{5}$")  # of a court, unless a file bears it
UNIT_AFTER: Final = Regex(
    r" (?:au|du|de) (?:parking|caisse|metro|bus|train)| ?(?:euros?|eur|\$|ans|cc|ml|mg|cm|mm|jours?|mois|heures?|patientes|patients|%)|k\b"
)
LEGAL_NUMBER: Final = Regex(
    r"\b(?:lois?|decret|arrete|ordonnance n|directive|reglement|article|circulaire|cass|conseil d'etat|ce|cdn|(?<!que )(?<!qu' )(?<!c'est )(?<!de )ca|ta|caa|tj|jo|cons|cour|cjue|cedh|hds|nf|fiche|tribunal|chambre|jurisprudence|decision|avis|cerfa|iso|norme|marquage|siret|rpps|finess|siren|adeli|implants? ref|produit|fabricant|modele|doi|pmid|code ccam)\b"
)
_SPELLED_CODE: Final = Guided(
    rf"\b{_THINGS}\b[ .:#(]*(?:(?:{_SIGNED_NUMBER}|est|c'est)[ .:#]*){{0,2}}(?P<code>(?:{_UNIT}|{_TENS}|zero|cent|cents|mille|et)(?:[ ,-]+(?:{_UNIT}|{_TENS}|zero|cents?|mille|et)\b){{2,}})",
    rf"\b{_THINGS}\b[ .:#(]*(?:(?:{_SIGNED_NUMBER}|est|c'est)[ .:#]*){{0,2}}(?:{_UNIT}|{_TENS}|zero|cent|mille)",
)
_OPENS: Final = Guided(
    r"\b(?:digicode|interphone|code (?:de (?:confirmation|validation|verification|securite|la porte|la residence|l'immeuble|l'entree)|sms|pin|porte|immeuble|portail|d'entree|parking|recu par sms))"
    r"(?: est|,? c'est| :|:| =| no?)* ?(?P<code>(?:(?<!phone )|(?=[a-z]?[0-9]{4}))[a-z]?[0-9]{2,8}[a-z]?[0-9]{0,3})(?![a-z0-9]|[.,/-][0-9])",
    r"\b(?:digicode|interphone|code (?:de|sms|pin|porte|immeuble|portail|d'entree|parking|recu))",
)  # a door, or an account
_BOOKED: Final = Guided(
    r"\b(?:[Rr]eservation|[Rr]esa|[Cc]ode (?:de )?(?:reservation|patiente?|client|cliente|dossier|suivi)|[Ii]dentifiant|[Ll]ogin|[Ii][Dd])(?: (?:reservation|de reservation|patiente?|client|cliente|dossier|suivi|no|num|numero|est|c'est|le|la|de))* ?[:=#]* ?"
    r"(?P<code>(?![A-Z]{4}[0-9]{3}(?![0-9]))(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9][A-Zaelostb0-9]{3,10}[A-Z0-9])(?![A-Za-z0-9]|[./-][0-9])",
    r"\b(?:[Rr]eservation|[Rr]esa|[Cc]ode|[Ii]dentifiant|[Ll]ogin|[Ii][Dd])[ :=#]",
)  # capitals and digits mixed, a few read as letters: `HJK4P2`
_SECRETS: Final = Expression(r"\b(?:mot de passe|mdp|password|code d'acces|code secret|identifiant|login)\b")
_LETTERED: Final = Guided(
    r"(?<![A-Za-z0-9./-])(?P<letters>[A-Z]{2,5}) ?[ #/:-] ?[0-9]{2,6}(?:[ /-](?!0[1-9] ?[0-9]{2} ?[0-9]{2})[0-9]{2,6}){1,4}(?: [A-Z]{2})?(?![0-9A-Za-z]|[.,/:-][0-9])",
    r"[A-Z]{2,5} ?[ #/:-] ?[0-9]{2,6}[ /-][0-9]{2}",
)  # `SIN 2025 44 019`, behind the thing that bears it
_KEY: Final = Regex(
    r" (?:[A-Z]|(?!TTC|HT|EUR|CB|SVP|OK|TVA|RDV|AU|LE|LA|DE|DU|ET|EN|ME|MR|DR|PR)[A-Z]{2,3})(?![A-Za-z0-9']| [A-Z]{2})"
)  # the letters that end a number (`0047 8812 K`)
_LOWER_KEY: Final = Regex(r" [bcfikpqrstuvwz](?=[ ,.;)\n]|$)")
_JUST_BORNE: Final = Regex(rf"\b{_THINGS}(?: {_SIGNED_NUMBER})? ?:? ?$")
_NO_LETTERS: Final = words_of(
    "le la les de du des no num un une et en au aux ou a n ma mon ce cet il on est sur sous par"
)
_RECALLED: Final = Regex(r"\b(?:lots?|references|refs|modeles)\b[^.!?\n]{0,40}$")
_RECALL: Final = Regex(r"\b(?:ansm|materiovigilance|rappels?|isoler|fabricant|distributeur)\b")
LABELS: Final = words_of(
    "IPP NIP NDA IEP NIR REF NUM DOS NSS TEL MAIL FAX CPAM MSA CPR LOT RDV CODE CNI IRM FIN SUR POUR DU DE LE LA NO EST VOIR AVEC COMME ET OU MA MON LES DES UN "
    "UNE CB OT SN CR CRO CRH ID INS RPPS PORT PLUS AU IBAN FR BIC"
)  # capitals that say what a number is, no part of it
_MIXED_LEAST: Final = 5  # characters
_DIGITS_LEAST: Final = 4
_BEFORE: Final = 60  # characters before a number in which stands what bears it
_LEGAL_BEFORE: Final = 40  # characters before a number in which stands the law or the product that bears it
_THING_IN: Final = 3  # characters of a thing whose name holds a digit (`C2S`), from that digit on


_SAID: Final = Sieve(_DIGITS, _SOME_THING, _SPELLED_CODE, _SECRETS, _OPENS)
_SEEN: Final = Sieve(_LETTERED, _BOOKED)


def codes(folded: Folded) -> Iterator[Identifier]:
    """Yield the numbers of things that belong to somebody, and the secrets that open an account, in folded positions."""
    lower = folded.lower
    text = lower.encode("ascii")
    said, seen = _SAID.standing(lower), _SEEN.standing(folded.cased)
    borne = _SOME_THING in said
    for start, end in _DIGITS.spans(text) if borne and _DIGITS in said else ():
        if _SOME_THING.is_in(text, max(0, start - _BEFORE), start + _THING_IN):
            yield from _numbers(folded, max(0, start - _HEAD), end)
    for found in _LETTERED.finditer(folded.cased) if _LETTERED in seen else ():
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if found["letters"] not in LABELS and not folded.cased.isupper() and _SOME_THING.is_in(before):
            yield Identifier(*found.span(), Kind.FILE)
    for found in _SPELLED_CODE.finditer(lower) if _SPELLED_CODE in said else ():
        yield Identifier(*found.span("code"), Kind.FILE)
    if _SECRETS in said:
        for found in _SECRET.finditer(lower):
            yield Identifier(*found.span("code"), Kind.FILE)
    for pattern, view in ((_OPENS, lower), (_BOOKED, folded.cased)):
        for found in pattern.finditer(view) if pattern in said or pattern in seen else ():
            yield Identifier(*found.span("code"), Kind.FILE)


def _numbers(folded: Folded, low: int, high: int) -> Iterator[Identifier]:
    """Yield the numbers that name a file and start in `[low, high)`."""
    for found in _TOKEN.finditer(folded.lower, low, min(high + _HEAD, len(folded.lower))):
        end = found.end("code")
        starts = (at for at in _starts(folded, *found.span("code")) if _is_code(folded, at, end))
        if (start := next(starts, None)) is not None:
            key = _KEY.match(folded.cased, end) or _LOWER_KEY.match(folded.lower, end)
            yield Identifier(signed(folded.lower, start), key.end() if key else end, Kind.FILE)


def _starts(folded: Folded, start: int, end: int) -> Iterator[int]:
    """Yield where a number may start: at letters before a blank only if they are capitals (`AX 778 214`, no `lot 4471`), and past them."""
    letters, blank, _ = folded.cased[start:end].partition(" ")
    if not (blank and letters.isalpha()):
        yield start
        return
    if letters.isupper() or (
        letters not in _NO_LETTERS
        and letters.upper() not in LABELS
        and _JUST_BORNE.search(folded.lower, max(0, start - _BEFORE), start)
    ):
        yield start
    if not letters.isupper() or letters in LABELS or _THING.is_in(letters.lower().encode("ascii")):
        yield start + len(letters) + 1


def _is_elsewhere(lower: str, before: str, start: int) -> bool:
    """Tell whether a number is a postcode after a street (`12 lot les Genêts 66700 …`), or that of products which are recalled."""
    if _IN_A_PLOT.search(before) and _ANY_POSTCODE.match(lower, start):
        return True
    return _RECALLED.search(before) is not None and _RECALL.search(lower) is not None


def _is_code(folded: Folded, start: int, end: int) -> bool:
    """Tell whether a number names a file: letters and digits, or four digits and more, after a thing that bears a number."""
    lower = folded.lower
    code, before = lower[start:end], lower[max(0, start - _BEFORE) : start]
    digits, mixed = sum(map(str.isdigit, code)), len(code) >= _MIXED_LEAST and _MIXED.search(code) is not None
    borne = (digits >= _DIGITS_LEAST or mixed) and any(
        _BETWEEN.fullmatch(before, stop) for _, stop in _THING.spans(before.encode("ascii"))
    )
    if not borne and (not mixed or _NUMBERED.search(before) is None):
        return False
    if (
        (
            _NOT_A_CODE.match(code)
            and not (_GROUPED.fullmatch(code) and _OF_A_FILE.search(before))
            and not (_OF_THE_YEAR.fullmatch(code) and _NUMBER_OF.search(before))
        )
        or _ROUND.match(code)
        or UNIT_AFTER.match(lower, end)
        or LEGAL_NUMBER.search(lower, max(0, start - _LEGAL_BEFORE), end)
    ):
        return False
    if _is_elsewhere(lower, before, start):
        return False
    if _POSTCODE.match(folded.cased, start) and _NUMBERED.search(before) is None:
        return False
    if not borne:
        return not _DECISION.match(code)
    return digits >= _DIGITS_LEAST - mixed
