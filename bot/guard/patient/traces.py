"""Ages, dates, numbers, addresses and accounts that people give of themselves, in a message that comes in.

Like `told`, it leans to recall; what goes out never reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.codes import codes
from bot.guard.patient.dates import is_duration
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_first_name, is_known
from bot.guard.patient.places import unnumbered, with_town
from bot.guard.patient.work import AGED_WORK
from bot.guard.patterns import Expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.guard.fold import Folded

_UNIT: Final = "(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix[ -](?:sept|huit|neuf))"
_TENS: Final = (
    "(?:vingt|trente|quarante|cinquante|soixante|septante|octante|huitante|nonante|quatre[ -]vingts?)"
)
_SPELLED_AGE: Final = rf"(?:{_TENS}(?:[ -](?:et[ -])?{_UNIT})?|{_UNIT})"
_AGED_IN: Final = (
    rf"[1-9][0-9]{{0,2}} ?(?:ans?|anos|anni|jahre|years?|y\.?o|piges|balais|berges|a)\b|{_SPELLED_AGE} ans\b"
)
_AGE: Final = rf"(?<![0-9a-z.,/-])(?:(?:[1-9]|[1-9][0-9]|1[01][0-9]) ?(?:ans?|anos|anni|jahre|years? old|y\.?o|piges|balais|berges)\b(?: et demie?)?|(?<=[( ])[1-9][0-9] ?a(?=\))|{_SPELLED_AGE} ans\b(?: et demie?)?|(?<=i'm )[1-9][0-9]\b)(?! et plus| ou plus| minimum| de recul)"
_AGES: Final = Guided(_AGE, _AGED_IN)
_AGES_ALONE: Final = Guided(_AGE, rf"{_AGED_IN}|[1-9][0-9]\b")  # `i'm 34`
_OF_MINE: Final = r"(?:ma|mon|ta|ton|sa|son|notre|votre|leur|mes|nos|la petite|le petit|my|mi|minha|meu)"
_KIN: Final = (
    r"(?:fille|fils|mere|pere|maman|papa|soeur|frere|mari|femme|epouse|epoux|conjointe?|compagne|compagnon|copine|copain|enfants?|bebe|ado|jumelles|jumeaux|garcon|cousine?|niece|neveu|"
    r"grand-mere|grand-pere|belle-mere|tante|oncle|amie?|patiente?|daughter|son|mother|hija|hijo|filha|filho)"
)
_AGED: Final = Regex(
    rf"(?:\b(?:j'ai|jai|j ai|j'avais|j'aurai|j|g|je|jeu|moi|agee?|age|ages|tenho|tengo|i'm|i am|im|ich bin|ho|j'approche|viens d'avoir|vient d'avoir|viens de feter|(?:operee?|brulee?|mordue?|mariee?|enceinte) a|j'aurais|{_OF_MINE} (?:\w+ )?{_KIN}(?:,? [a-z-]+)?)"
    r"[ ,(:]*(?:\b(?:a|ai|ont|de|des|l'age|l|d'|age|ages|presque|bientot|deja|environ|actuellement|maintenant|agee?s?|ayant|eu|tout juste|qui|est)\b[ ,:']*){0,4})$"
)
_THEN: Final = Regex(
    r",? (?:et demi,? |passes,? )?(?:fumeu|non[ -]fumeu|mariee|divorcee|celibataire|retraitee|mere de|pere de|maman de|deux enfants|trois enfants|[0-9] enfants|nullipare|[0-9]{1,3} ?kg|1[ ,.]?m)"
)
_ENGLISH_MONTH: Final = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_FOREIGN_DATE: Final = Regex(
    rf"(?<![0-9a-z])(?:[0-3]?[0-9](?:st|nd|rd|th)?(?: of)? {_ENGLISH_MONTH}(?:,? (?:19|20)[0-9]{{2}})?|{_ENGLISH_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])(?:,? (?:19|20)[0-9]{{2}})?"
    rf"|{_ENGLISH_MONTH} (?:19|20)[0-9]{{2}}|(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|dezembro) (?:de |del )?(?:19|20)[0-9]{{2}}"
    r"|[0-3]?[0-9] (?:de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|dezembro)(?:,? (?:de |del )?(?:19|20)[0-9]{2})?)(?![0-9a-z])"
)
_PLATE_CUE: Final = Regex(r"\b(?:plaques?|immat\w*|plate|matricula|kennzeichen)\b[^.!?\n]{0,30}$")
_ANY_PLATE: Final = Regex(
    r"(?<![A-Za-z0-9-])(?=[A-Z -]{0,6}[0-9])(?=[0-9 -]{0,7}[A-Z])[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,4}){1,3}(?![A-Za-z0-9-])"
)  # of any country, in capitals
_OWN: Final = Expression(
    r"\b(?:je|j|jai|jm|g|m|me|moi|mon|ma|mes|on s'est|i|my|yo|mi|eu|meu|minha|ich|mein\w*)\b"
)
_HAS_YEAR: Final = Regex(
    r"(?:19|20)[0-9]{2}|[0-9][/.-][0-9]{1,2}[/.-][0-9]{2}\b|(?:'|[a-z] )[0-9]{2}$|[a-z] (?:deux )?mille?\b|[a-z] (?:trente|quarante|cinquante|soixante|septante|nonante|quatre-vingt)"
)
_EVENT: Final = Regex(
    r"\b(?:anniv(?:ersaire)?|naissance|re?operee?s?|opere[er]?s?|operation|intervention|chirurgie|bloc|rdv|rendez[ -]?vous|vue?s?|revue?s?|venue?s?|consult\w+|visite|posee?s?|pose|changee?s?|hospitalis\w+|accouch\w+|"
    r"refai\w*|refer|sortie?|entree|seance|inject\w+|piquee?|controle|anesthesi\w+|dob|born|birthday|geburtsdatum|nascid\w+|nacid\w+|rembours\w+|chute|accident|tombee?|mordue?|brulee?|surgery|operated|"
    r"arret (?:de travail|maladie|prolonge|jusqu)|en arret|appointment|cirugia|cirurgia|operaron)\b[^.!?\n]{0,25}$"
)
_AROUND: Final = 70  # characters around a date in which its owner speaks
_EVENT_BEFORE: Final = 48
_FILLER: Final = r"[ .,;:/-]{0,3}(?:(?:et|puis|ensuite|apres|alors|euh+|heu+|virgule|tiret|espace|point|slash|barre|non|pardon|fin|deuxieme partie|suite)[ .,;:/-]{1,3}){0,2}"
_PHONE: Final = Regex(r"\b0[1-9] ?: ?(?!0)[0-9]{2}(?:[ .-]?[0-9]{2}){3}(?![ .-]?[0-9])")
_BROKEN_PHONE: Final = Guided(
    rf"(?<![0-9+])(?<![0-9][./-])0 ?[1-9](?![ :.-]{{1,3}}0[1-9](?:[ .-]?[0-9]{{2}}){{4}})(?:{_FILLER}[0-9] ?[0-9]){{4}}(?![0-9]|[.,/-][0-9])",
    rf"0 ?[1-9](?:{_FILLER}[0-9] ?[0-9]){{4}}",
)  # «06 39 98 puis 14 50»
_RESIDENCE: Final = Guided(
    r"\b(?:residence|res\.|immeuble|imm\.|batiment|bat\.?|appartement|appt?\.?|hlm|foyer|lotissement|lot\.|hameau|villa|tour|ehpad|ferme|mas|moulin|quartier|clos|domaine|manoir) [a-z0-9' .,-]{1,60}?,? ?(?P<code>[0-9]{5}) (?=[a-z])",
    r"\b(?:residence|res\.|immeuble|imm\.|batiment|bat\.?|appartement|appt?\.?|hlm|foyer|lotissement|lot\.|hameau|villa|tour|ehpad|ferme|mas|moulin|quartier|clos|domaine|manoir) ",
)
_ACCOUNT: Final = Regex(
    r"\b(?:insta|instagram|snap|snapchat|tiktok|tik tok|facebook|fb|telegram|messenger|discord|skype|pseudo)\b"
    r"(?: (?:perso|pro))?(?: ?[:=] ?@?| (?:c'est|cest|c|est|sous le nom|au nom de) @?)(?P<name>[a-z0-9][a-z0-9_.-]{2,28}[a-z0-9_])"
)
_MY_ACCOUNT: Final = Regex(
    r"\b(?:mon|mes|son|sur mon) (?:insta|instagram|snap|snapchat|tiktok|facebook|fb|telegram|pseudo)(?: (?:perso|pro))? (?P<name>[a-z0-9][a-z0-9_.-]{3,28}[a-z0-9_])(?=[ .!]*(?:$|[)\n])|(?<=[a-z0-9_]{8})[,;])"
)

_SURNAME_NEXT: Final = Regex(" [A-Z]")
_SOUGHT_ACCOUNT: Final = Regex(
    r"\b(?:insta|instagram|snap|snapchat|tiktok|tik tok|facebook|fb)\b[^.!?\n@]{0,25}? (?:tapes?|tapez|cherches?|cherchez|trouves?|trouvez|regardes?|regardez|ajoutes?|ajoutez|suis|suivez|suivre|voir|va|allez|sur|sous|a|chez|avec|de|=|,)"
    r" (?P<name>[a-z0-9]{2,}-[a-z0-9]+(?:-[a-z0-9]+)*(?<=[0-9])|[a-z0-9]{2,}(?:[._]+[a-z0-9]+){1,4}(?<!\.fr)(?<!\.com)(?<!\.net)(?<!\.org)(?<!\.jpg)(?<!\.png))(?![a-z0-9_.@/])"
)


def told_traces(
    folded: Folded, seen: frozenset[Trigger], found: Iterable[Identifier]
) -> Iterator[Identifier]:
    """Yield traces that only a message that comes in makes likely, in folded positions; ages and dates are cued, not direct.

    `found` is known already; its dates are weighed again.
    """
    ways: dict[Trigger, Callable[[Folded], Iterator[Identifier]]] = {
        Trigger.TOLD_AGE: _ages,
        Trigger.TOLD_FILE: codes,
        Trigger.TOLD_PHONE: _phones,
        Trigger.FOREIGN_DATE: _foreign_dates,
        Trigger.TOLD_PLATE: _plates,
        Trigger.RESIDENCE: _residences,
        Trigger.OWN_HANDLE: _accounts,
        Trigger.WAY: unnumbered,
        Trigger.RIB: _ribs,
    }
    for trigger, way in ways.items():
        if trigger in seen:
            yield from way(folded)
    for one in found:
        if one.kind is Kind.ADDRESS and one.direct:
            yield from _from_its_head(folded, one)
    yield from _dates(folded.lower, (one for one in found if one.kind is Kind.DATE and not one.direct))


def _from_its_head(folded: Folded, one: Identifier) -> Iterator[Identifier]:
    """Yield an address from the name of a house or the box that leads to it: `Les Glycines, 15 chemin Vert`, `BP 12, 65100 …`."""
    head = _HEAD_OF_ADDRESS.search(folded.cased, max(0, one.start - _HEAD), one.start)
    if head is not None:
        yield one._replace(start=head.start())


_HEAD: Final = 48  # characters
_HEAD_OF_ADDRESS: Final = Regex(
    r"(?<![A-Za-z'-])(?:(?:Les|Le|La|Villa|Mas|Domaine|Clos|Hameau|Lieu-dit|Au|Aux) [A-Z][A-Za-z' -]{2,30}|L'[A-Z][A-Za-z' -]{2,30}|(?:BP|CS|TSA|B\.P\.) ?[0-9 ]{1,6}|[Cc]hez [A-Z][A-Za-z' .-]{2,30}),? (?:- )?$"
)


def _ages(folded: Folded) -> Iterator[Identifier]:
    lower = folded.lower
    yield from _months(lower)
    for found in (_AGES_ALONE if "i'm " in lower else _AGES).finditer(lower):
        start, end = found.span()
        said = (
            _AGED.search(lower, max(0, start - 48), start)
            or _THEN.match(lower, end)
            or _opens(lower, start, end)
        )
        if said:
            yield Identifier(start, end, Kind.AGE, direct=False, cued=True)
        elif not found[0].endswith("ans") and not is_duration(lower, start, end):
            yield Identifier(start, end, Kind.AGE, direct=False)


def _months(lower: str) -> Iterator[Identifier]:
    """Yield the age of a child in months: `mon fils Timéo a 8 mois`."""
    for found in _AGE_IN_MONTHS.finditer(lower):
        yield Identifier(*found.span("age"), Kind.AGE, direct=False, cued=True)


_AGE_IN_MONTHS: Final = Guided(
    r"\b(?:fils|fille|bebe|petite?|enfant|nourrisson|garcon|fillette|niece|neveu)(?: (?!depuis|pendant|dans|apres|durant)[a-z-]{3,14})?(?:,| \(| (?:a|de|agee? de|qui a)) ?"
    r"(?P<age>(?:[1-9]|[12][0-9]) mois)\b(?! apres| plus| de recul)",
    r"\b(?:fils|fille|bebe|petit|enfant|nourrisson|garcon|niece|neveu)",
)


def _opens(lower: str, start: int, end: int) -> bool:
    """Tell whether an age opens a message, or follows a person in it: `51 ans, ménopausée`, `homme 47 ans`."""
    before = lower[max(0, start - 40) : start]
    first = _FIRST.search(before) is not None and start < _AROUND
    return (
        (
            first
            or _PERSON.search(before) is not None
            or AGED_WORK.search(lower, max(0, start - 24), end) is not None
        )
        and not is_duration(lower, start, end)
        and _GOES_ON.match(lower, end) is not None
    )


_FIRST: Final = Regex(
    r"^(?:(?:bonjour|bonsoir|bjr|slt|coucou|docteur|madame|monsieur)[ ,.!\n]*)*(?:moi,? |perso |[a-z-]{3,}, (?=$))?$"
)
_PERSON: Final = Regex(
    r"(?:^|[,.(:;\n-] ?)(?:patiente?|homme|femme|dame|jeune (?:femme|homme|fille)|maman|papa|monsieur|mr|mme|h|f|fille|garcon|mere|pere|mari) ?[,(:]? ?(?:de |agee? de )?$"
)
_GOES_ON: Final = Regex(
    r" ?(?:[,.;)\n]|et |a |1[ ,.]?m|mere |maman |pere |fume|en |sans |avec |je |j'|pour |souhait|qui |sportive?|operee?|vit |$)"
)


def _dates(lower: str, found: Iterable[Identifier]) -> Iterator[Identifier]:
    for one in found:
        own = _HAS_YEAR.search(lower, one.start, one.end) and _is_own(lower, one.start, one.end)
        if own or _follows_event(lower, one.start):
            yield one._replace(cued=True)


def _follows_event(lower: str, start: int) -> bool:
    return _EVENT.search(lower, max(0, start - _EVENT_BEFORE), start) is not None


def _is_own(lower: str, start: int, end: int) -> bool:
    """Tell whether the person who writes speaks of themselves around a date, on the same line."""
    low = max(lower.rfind("\n", 0, start) + 1, start - _AROUND)
    high = lower.find("\n", end)
    return _OWN.is_in(lower.encode("ascii"), low, min(end + _AROUND, len(lower) if high < 0 else high))


def _foreign_dates(folded: Folded) -> Iterator[Identifier]:
    """Yield dates in English, Spanish and Portuguese that have a year or follow what happened to somebody."""
    lower = folded.lower
    for found in _FOREIGN_DATE.finditer(lower):
        if _HAS_YEAR.search(found[0]) or _follows_event(lower, found.start()):
            yield Identifier(*found.span(), Kind.DATE, direct=False, cued=True)


def _plates(folded: Folded) -> Iterator[Identifier]:
    """Yield what stands after `plaque` or `immatriculé` in capitals and digits, from whatever country."""
    for found in _ANY_PLATE.finditer(folded.cased):
        if _PLATE_CUE.search(folded.lower, max(0, found.start() - 50), found.start()):
            yield Identifier(*found.span(), Kind.PLATE)


def _phones(folded: Folded) -> Iterator[Identifier]:
    for pattern in (_PHONE, _BROKEN_PHONE):
        for found in pattern.finditer(folded.lower):
            yield Identifier(*found.span(), Kind.PHONE)


_RIB: Final = Regex(r"\brib\b[ a-z':]{0,20}(?P<code>[0-9]{5} ?[0-9]{5} ?[0-9a-z]{11} ?[0-9]{2})(?![0-9])")


def _ribs(folded: Folded) -> Iterator[Identifier]:
    for found in _RIB.finditer(folded.lower):
        yield Identifier(*found.span("code"), Kind.IBAN)


def _residences(folded: Folded) -> Iterator[Identifier]:
    for found in _RESIDENCE.finditer(folded.lower):
        yield Identifier(found.start(), with_town(folded, found.start("code") - 1), Kind.ADDRESS)
    for found in _NAMED_RESIDENCE.finditer(folded.cased):
        way = _THEN_WAY.match(folded.lower, found.end())
        end = with_town(folded, way.end() if way else found.end())
        if (
            end > found.end()
            or _ONE_LIVES_IN.match(found[0])
            or _LIVED_IN.search(folded.lower, max(0, found.start() - 24), found.start())
        ):
            yield Identifier(found.start(), end, Kind.ADDRESS)


_NAMED_RESIDENCE: Final = Guided(
    r"\b(?:[Rr]esidence|[Rr]es\.?|HLM|[Hh]lm|[Ll]otissement|[Hh]ameau|[Cc]ite|[Vv]illa|[Ii]mmeuble|[Bb]at(?:iment)?\.?|[Tt]our|[Qq]uartier|[Mm]as|[Dd]omaine|[Mm]oulin|[Ff]oyer|[Cc]los|[Ff]erme) "
    r"(?:(?:de la|des|du|de|les|la|le|d'|l'|de l') ?)?[A-Z][A-Za-z'-]+(?: (?:(?:de la|des|du|de|les|la|le|d') ?)?[A-Z][A-Za-z'-]+){0,2}",
    r"\b(?:[Rr]es|HLM|[Hh]lm|[Ll]ot|[Hh]ameau|[Cc]ite|[Vv]illa|[Ii]mm|[Bb]at|[Tt]our|[Qq]uartier|[Mm]as|[Dd]omaine|[Mm]oulin|[Ff]oyer|[Cc]los|[Ff]erme)",
)
_ONE_LIVES_IN: Final = Regex("(?:[Rr]es|HLM|[Hh]lm|[Ll]ot|[Hh]ameau)")
_THEN_WAY: Final = Regex(r", (?:route|chemin|rue|avenue|impasse|allee|place) [a-z' -]{3,30}")
_LIVED_IN: Final = Regex(
    r"\b(?:habit\w+|vi[ts]|vivons|loge\w*|resid\w+|demeur\w+|domicil\w+|adresse|livre[rz]|livraison)\b[ a-z:,']{0,14}$"
)


def _accounts(folded: Folded) -> Iterator[Identifier]:
    for way in (_ACCOUNT, _MY_ACCOUNT, _SOUGHT_ACCOUNT):
        for found in way.finditer(folded.lower):
            named = is_first_name(found["name"]) and _SURNAME_NEXT.match(folded.cased, found.end("name"))
            if not named and not all(map(is_known, found["name"].split("."))):
                yield Identifier(*found.span("name"), Kind.HANDLE)
