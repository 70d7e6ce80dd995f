"""Postal addresses, and towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided, Sign
from bot.guard.patient.homes import hyphenated, is_word_too
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_place, is_town, is_word
from bot.guard.patient.work import AT_WORK_IN
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_WAY: Final = (
    r"(?:rue|r\.|avenue|ave|av\.?|boulevard|boul\.?|bd|bld|blvd|place|pl\.?|impasse|imp\.?|allees?|chemin|che?\.|route|rte|quai|cours|square|passage|villa|"
    r"sq\.?|hent|straed|carrer|sentier|faubourg|fbg|ruelle|esplanade|promenade|montee|traverse|hameau|clos|rond-point|cour|chaussee|corniche|sente|voie|venelle|mail|parvis|residence|lotissement|lot\.?|res\.?|domaine|cite|coteau|cote)"
)
_NUMBER: Final = r"(?:[0-9]{1,4}(?: ?- ?[0-9]{1,4})?(?: ?(?:bis|ter|quater)\b| ?[a-d](?=[ ,]))?|(?:un(?=,? rue)|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)\b)"
_LINKING: Final = r"(?:d[eu]s?|la|les?|l'|d'|aux?|et|en|sur|sous|saint|sainte|st|ste|general|gal|g\.al|marechal|docteur|dr|professeur|president|capitaine|colonel|commandant|abbe)"
_NUMBER_ALONE: Final = _NUMBER.replace("(?=[ ,])", "").replace("(?=,? rue)", "")
_ABOUT_THE_STREET: Final = r"\b(?:(?:(?:residence|res|immeuble|batiment|bat|appartement|appt|apt|lieu-dit|etage|tour|villa|hall|escalier|esc|porte|chez)\.? [a-z0-9' -]{1,30}|[1-9](?:er|e|eme)(?: etage)?(?: (?:droite|gauche|face))?|presbytere|couvent|monastere|gendarmerie|caserne|mairie|manoir|chateau|foyer), ?){0,3}"
_STREET: Final = Guided(
    rf"{_ABOUT_THE_STREET}"
    rf"(?<![0-9])(?<![0-9][/.-]){_NUMBER},? {_WAY} (?!droite?\b|gauche\b|opposee?\b|operee?\b)(?P<name>(?:{_LINKING}[ -]?)*[a-z0-9'.-]+(?:[ -][a-z0-9'.-]+){{0,5}})",
    rf"{_ABOUT_THE_STREET}{_NUMBER_ALONE},? {_WAY} ",
)
_LIEU_DIT: Final = Guided(
    r"\blieu[ -]dit:? \"?(?!(?:est|et|ou|qui|que|en|dans|a|n|ne|sera|etait|se|y) )[a-z' -]{2,30}\"?(?:, ?[0-9]{5} [a-z'-]+)?",
    r"\blieu[ -]dit",
)
_GREAT_STREET: Final = Guided(
    r"(?<![0-9./-])[1-9][0-9]{0,3}(?: ?(?:bis|ter)\b| ?[a-d](?=[ ,]))?,? grand(?:e[ -]|'| |-)rue\b",
    r"[1-9][0-9]{0,3}(?: ?(?:bis|ter)| ?[a-d])?,? grand",
)
_WAY_ALONE: Final = Guided(
    rf"\b(?:habite|habitons|vit|domicilee?|domiciliee?|domicile|demeure|resid\w+|demeurant|loge\w*|livraison|livre[rz]|livrez-\w+|envoye[rz]|expedie[rz]|adresse\w*) [a-z :,']{{0,20}}?(?P<way>(?<![a-z])(?<! a (?=cote))(?<!adresse (?=mail)){_WAY} [a-z0-9' -]{{3,40}})",
    r"\b(?:habite|habitons|vit|domicil|resid|demeur|loge|livraison|livre[rz]|envoye[rz]|expedie[rz]|adresse)",
)
_POSTCODE: Final = Guided(
    r"(?<![0-9a-z/.-])(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3},? ?(?=[A-Za-z])", "[0-9]{5},? ?[a-z]"
)
_TOWN: Final = Regex(
    r"[A-Z][A-Za-z']*(?:[ -](?:[A-Z][A-Za-z']*|[dl]'[A-Z][A-Za-z]*|(?:de|du|des|la|le|les|lez|sur|sous|en|et|aux?)(?=[ -](?:[A-Z']|l'[A-Z]))))*(?: (?:CEDEX|Cedex|cedex)(?: [0-9]{1,2})?)?"
)
_LOWER_TOWN: Final = Regex(
    r"(?:(?:la|le|les|l|saint|sainte|st|ste)[ '-])?[a-z]+(?:-[a-z']+)*(?:[ -](?:en|sur|sous|les|la|le)[ -][a-z]{3,})?(?: cedex(?: [0-9]{1,2})?)?"
)
_TOWN_CUE: Final = Regex(
    r"\b(?:habit\w+|vi[ts]|vivant|domiciliee?|resid\w+|originaire|venue?|vient|demeurant)\b[a-z ]{0,12}\b(?:a|au|de|d'|sur|pres de)[ ']?$|\b[a-z]\. de $"
)
_AFTER_A: Final = Regex(r"(?:\b(?:a|au|de|sur|pres de)|,|-|\() ?$")
_STOP: Final = Regex(
    r"(?:\b(?:tel|telephone|fax|port|mail|email|si|et|ou|pour|je|nous|vous|il|elle|mais|est|a|au|avec|depuis|afin|car|qui|dans|code|merci|cordialement|chez|ne|nee)\b|[.](?:\s|$)|[0-9]{2}[ .][0-9]{2})"
)
_TAIL: Final = Regex(
    r"(?:,? ?(?:(?:appt?|appartement|apt|bat|batiment|esc|escalier|porte|code|digicode|interphone|hall|entree|bp|cs|lot|villa|boite)(?![a-z])\.? ?(?:no? ?)?[a-z0-9]{1,6}|[1-9](?:er|e|eme) etage(?: (?:droite|gauche|face))?|rdc|rez-de-chaussee)\b)+"
)
_UNNUMBERED: Final = r"(?:rue|avenue|av\.|boulevard|bd|impasse|imp\.|allee|chemin|quai|place|pl\.|route|montee|faubourg|sentier|esplanade|ruelle|square|sq\.|rua|calle|via)"
_WAY_NAMED: Final = Guided(
    rf"\b{_UNNUMBERED} (?=[a-z])",
    rf"\b{_UNNUMBERED} ",
)
_CODE: Final = Regex(r"[ ,\n-]*(?:f-)?[0-9]{2} ?[0-9]{3}|,[ \n]?(?:[a-z]{1,2}-)?[1-9][0-9]{3}(?= [a-z])")
_NAMED: Final = Regex(r",? (?:a |- )?(?=[A-Z])")
_BEFORE_POSTCODE: Final = Regex(r"[ ,]+[0-9]{5}\b")
_CAPITALS: Final = Regex(r"[A-Z][A-Za-z'.-]*")
_WORDS: Final = Regex(r"[a-z0-9'-]+")
_LONGEST_LOWER: Final = 4  # words of a street name that nothing closes


def addresses(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield postal addresses with postcode and town, in folded positions."""
    if folded.lower.count("/") >= _SLASHES:
        for found in _SLASHED.finditer(folded.lower):
            yield Identifier(found.start(), with_town(folded, found.end()), Kind.ADDRESS)
    ways = {
        Trigger.STREET: _streets,
        Trigger.DWELLING: _dwellings,
        Trigger.POSTCODE: _postcodes,
    }
    for trigger, way in ways.items():
        if trigger in seen:
            yield from way(folded)


def _streets(folded: Folded) -> Iterator[Identifier]:
    for found in _STREET.finditer(folded.lower):
        if _PLATE.match(folded.cased, max(0, found.start() - _BEFORE_PLATE)):
            continue
        end = _street_end(folded, found.start("name"), found.end("name"))
        yield Identifier(_from_town(folded, found.start()), with_town(folded, end), Kind.ADDRESS)
    for pattern in (_LIEU_DIT, _GREAT_STREET):
        for found in pattern.finditer(folded.lower):
            yield Identifier(found.start(), with_town(folded, found.end()), Kind.ADDRESS)


_PLATE: Final = Regex(r"(?<![A-Za-z])[A-HJ-NP-TV-Z]{2}[ -][0-9]{3}[ -][A-HJ-NP-TV-Z]{2}(?![A-Za-z])")
_BEFORE_PLATE: Final = 3  # characters of a plate before its digits (`EK 905 BD`)


def _from_town(folded: Folded, start: int) -> int:
    """Return where an address starts whose number does at `start`: at a known town before it (`Kerlouan, 2 hent ar Mor`)."""
    if not folded.lower.endswith(",", 0, start - 1) or not folded.cased[start - 3].isalpha():
        return start
    town = _TOWN_AHEAD.search(folded.cased, max(0, start - _LONGEST_WAY), start)
    if town is None:
        return start
    led = folded.lower.endswith(_LEADS, 0, town.start()) and not is_word(town["town"].lower())
    return town.start() if led or is_town(hyphenated(town["town"])) else start


_LEADS: Final = (" a ", " de ", " depuis ", " d'", " sur ")


def _dwellings(folded: Folded) -> Iterator[Identifier]:
    for found in _WAY_ALONE.finditer(folded.lower):
        end = _street_end(folded, found.start("way"), found.end("way"))
        number = _AFTER_WAY.match(folded.lower, end)
        stop = with_town(folded, number.end() if number else end)
        yield Identifier(found.start("way"), stop, Kind.ADDRESS)


def unnumbered(folded: Folded) -> Iterator[Identifier]:
    """Yield streets without a number that a town or a number follows: `rue du Four, Cahors`."""
    for found in _WAY_NAMED.finditer(folded.lower):
        name = _STREET_NAME.match(folded.lower, found.end(), found.end() + _LONGEST_WAY)
        end = _street_end(folded, found.end(), name.end() if name else found.end())
        number = _AFTER_WAY.match(folded.lower, end)
        stop = with_town(folded, number.end() if number else end)
        joined = number or folded.lower.startswith(",", end) or _LINKED.match(folded.lower, found.end())
        if (
            stop > end
            and joined
            and folded.cased[found.end() : end].lower() != folded.cased[found.end() : end]
        ):
            yield Identifier(found.start(), stop, Kind.ADDRESS)


_LINKED: Final = Regex(r"(?:d[eu]s?|la|les?|das?|dos?|del|aux?) |[ld]'")
_STREET_NAME: Final = Regex(r"[^,;:!?()\n]*")
_LONGEST_WAY: Final = 40  # characters of the name of a street
_AFTER_WAY: Final = Regex(
    r",? (?:(?:au )?(?:no?|numero) ?)?[1-9][0-9]{0,2}(?: ?(?:bis|ter|quater)\b| ?[a-d](?=[ ,.;\n]))?(?![0-9])"
)


def _postcodes(folded: Folded) -> Iterator[Identifier]:
    for found in _POSTCODE.finditer(folded.lower):
        town = _TOWN.match(folded.cased, found.end())
        start = _head(folded.lower, found.start())
        if town is not None:
            yield Identifier(start, town.end(), Kind.ADDRESS)
        elif start < found.start() and (
            not folded.lower[start].isdigit()
            or _ABRIDGED.match(folded.lower, start)
            or lower_town(folded.lower, found.end()) > found.end()
        ):
            yield Identifier(start, _in_town(folded, found.start()), Kind.ADDRESS)
    for found in _GLUED.finditer(folded.lower):
        yield Identifier(*found.span(), Kind.ADDRESS)
    for found in _TOWN_THEN_CODE.finditer(folded.cased):
        if "(" in found[0] or is_town(hyphenated(found["town"])):
            yield Identifier(_head(folded.lower, found.start()), found.end(), Kind.ADDRESS)


def _head(lower: str, start: int) -> int:
    """Return where an address starts whose postcode or town does at `start`: at a way or a house named before it (`Chemin Vert 4, 59190 …`)."""
    before = max(0, start - _LONGEST_HEAD), start
    head = _NUMBERED.search(lower, *before)
    named = _HEAD.search(lower, *before)
    told = _TOLD_HOME.search(lower, *before)
    starts = [one.start() for one in (head, named) if one] + ([told.start("house")] if told else [])
    return min(starts, default=start)


_LONGEST_HEAD: Final = 90  # characters of an address before its postcode
_PLACES: Final = (
    r"(?:rue|avenue|av\.?|boulevard|bd|place|impasse|allees?|chemin|che?\.|route|rte|quai|square|passage|villa|sentier|faubourg|ruelle|esplanade|promenade|montee|traverse|hameau|clos|rond-point|chaussee|corniche|sente|venelle|"
    r"residence|lotissement|domaine|cite|z\.?[aiu]\.?c?\.?|zone (?:artisanale|industrielle|d'activites?)|parc|coron|ferme|mas|bergerie|moulin|chateau|bourg|quartier|vallon|camping|tour|lieu-dit|lieudit|immeuble)"
)
_HEAD: Final = Regex(
    rf"(?<![a-z0-9'-])(?:(?:le|la|les|l') ?)?{_PLACES}(?![a-z])(?! (?:est|a|et|ou|que|qui|n'|pour)\b)[a-z0-9'. -]{{1,40}}(?:, ?[a-z0-9'. -]{{1,30}}){{0,2}},? ?(?:- ?)?$"
)
_NO_WAY: Final = (
    r"(?:ans?|mois|jours?|jrs?|j|semaines?|sem|heures?|h|min|minutes?|fois|euros?|eur|e|cm|mm|cc|ml|mg|g|kg|km|m|seances?|implants?|protheses?|rdv|reprises?|patiente?s?|personnes?|enfants?|operations?|interventions?|injections?|"
    r"janv[a-z]*|fev[a-z]*|mars|avr[a-z]*|mai|jui[a-z]*|aout|sept[a-z]*|oct[a-z]*|nov[a-z]*|dec[a-z]*|et|ou|a|est|photos?|etages?|chambres?|enfants?|chances?|points?|praticiens?|chirurgiens?|centres?|cabinets?|avis|etoiles?|places?|drains?|%)"
)
_SENTENCE: Final = r"(?:je|j'[a-z]+|il|elle|on|nous|vous|est|suis|sont|ai|avez|qui|que|mais|pour|avec|sans|tel|depuis|ans|habite|merci)"
_NUMBERED: Final = Regex(
    rf"(?<![0-9a-z/.:-])(?:(?<![0-9] )|(?<=[12][09][0-9][0-9] ))[1-9][0-9]{{0,3}}(?: ?(?:bis|ter|quater)\b| ?[a-d](?=[ ,]))?,? (?!{_NO_WAY}(?![a-z]))"
    rf"[a-z][a-z'./-]*(?:,? (?!{_SENTENCE}(?![a-z]))[a-z0-9'./-]{{1,20}}){{0,8}},? ?(?:- ?)?$"
)  # a number, whatever the way is called, and all that stands up to the postcode
_TOLD_HOME: Final = Regex(
    r"\b(?:domicile|adresse|demeurant|livraison|livrer|habite)(?: actuelle?| postale?)? ?(?::|a|au|,)? (?P<house>(?!(?:mail|seule?|ici|encore|toujours|a|au|le|la)\b)[a-z][a-z' -]{3,40}), ?$"
)  # a house that has but a name
_ABRIDGED: Final = Regex(
    r"[0-9]+(?: ?(?:bis|ter|quater)| ?[a-d])?,? (?:r|rue|av|ave|bd|bld|bvd|boul|imp|impasse|all|allee|ch|che|chemin|sq|pl|place|rte|route|lot|res|residence|crs|cours|fg|fbg|qu|quai|pass|sent|trav|ham|mtee|montee|hent|straed|carrer|clos|cite|villa|les|le|la)\b"
)
_TOWN_AHEAD: Final = Regex(
    r"(?<![A-Za-z'-])(?P<town>[A-Z][A-Za-z']*(?:[ -](?:[A-Z][A-Za-z']*|[dl]'[A-Z][A-Za-z]*|(?:de|du|la|le|les|lez|sur|sous|en)(?=[ -][A-Z]))){0,5}), $"
)
_GLUED: Final = Guided(
    r"(?<![0-9])[1-9][0-9]{0,3}(?:bis|ter)?(?:rue|avenue|av|boulevard|bd|impasse|chemin|place|allee|route|quai)(?![a-z]*(?:es|ment)\b) ?[a-z' .-]{2,40}?,? ?[0-9]{5} ?[a-z-]{3,30}",
    r"[1-9][0-9]{0,3}(?:bis|ter)?(?:rue|avenue|av|boulevard|bd|impasse|chemin|place|allee|route|quai)",
)  # `15rue des Lilas59800Lille`
_SLASHED: Final = Guided(
    rf"(?<![0-9a-z/])[1-9][0-9]{{0,3}}(?:/?(?:bis|ter))?/{_WAY}/[a-z0-9'./-]{{2,60}}[a-z0-9]",
    r"[1-9][0-9]{0,3}(?:/?(?:bis|ter))?/[a-z]",
)  # `23/rue/du/Four/21200/Beaune`
_SLASHES: Final = 3  # at least, in an address written with slashes for blanks
_TOWN_THEN_CODE: Final = Guided(
    r"(?<![A-Za-z'-])(?P<town>[A-Z][A-Za-z']*(?:[ -](?:[A-Z][A-Za-z']*|[dl]'[A-Z][A-Za-z]*|(?:de|du|la|le|les|lez|sur|sous|en)(?=[ -][A-Z]))){0,5}),? ?(?:\( ?(?:F-)?[0-9]{5} ?\)|(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}(?![0-9]| [A-Z0-9]|[.,/-][0-9]))",
    r"[A-Z][A-Za-z' -]*,? ?\(? ?(?:F-)?[0-9]{5}",
)  # `Plouzané (29280)`


def towns(folded: Folded, *, told: bool = False) -> Iterator[Identifier]:
    """Yield towns that may say where a person lives; they count only with other traces; `told` knows more of them."""
    for found in _capitals(folded.cased):
        start = found.start()
        if len(found[0]) <= _INITIALS or not folded.lower.endswith(_BEFORE_TOWN, max(0, start - 40), start):
            continue
        before = folded.lower[max(0, start - 40) : start]
        if found[0].lower() in _ABROAD and _CARED_AT.search(before):
            continue
        if (_is_town(_hyphenated(found[0]), told=told) and _AFTER_A.search(before)) or _is_led_to(before):
            yield Identifier(*found.span(), Kind.ADDRESS, direct=False)


_ABROAD: Final = words_of(
    "istanbul antalya izmir tunis sousse prague budapest marrakech casablanca bangkok dubai barcelone alger cluj varsovie"
)  # where people go for care, and do not live
_CARED_AT: Final = Regex(
    r"\b(?:faite?s?|realisee?s?|posee?s?|pratiquee?s?|achetee?s?|vue?s?|ratee?s?|loupee?s?|partie?s?) (?:a|sur) $"
)
_INITIALS: Final = 2  # letters, which stand for more than for a town
_BEFORE_TOWN: Final = ("a ", "au ", "de ", "d'", "d' ", "sur ", ",", ", ", "-", "- ", "(", "( ")
_AHEAD_OF_TOWN: Final = Sign(r"(?:[Aa] |[Aa][Uu] |[Dd][Ee] |[Dd]' ?|[Ss][Uu][Rr] |[,(-] ?)[A-Z]")


def _capitals(cased: str) -> Iterator[re.Match[str]]:
    """Yield what starts with a capital, as whole as may be; where only commas and brackets come before, what follows those."""
    ahead = list(_AHEAD_OF_TOWN.spans(cased))
    if any(cased[start] not in ",(" for start, _ in ahead):
        return _TOWN.finditer(cased)
    return (found for _, end in ahead if (found := _TOWN.match(cased, end - 1)))


def _is_led_to(before: str) -> bool:
    """Tell whether words that end in a preposition lead to a town: those of a life, of work."""
    if not (before[-2:-1].isalpha() or before.endswith(("'", "' "))):
        return False
    return _TOWN_CUE.search(before) is not None or AT_WORK_IN.is_in(before)


def _is_town(town: str, *, told: bool) -> bool:
    return is_place(town) or (told and is_town(town))


def _hyphenated(town: str) -> str:
    return town.lower().replace(" ", "-")


def _street_end(folded: Folded, start: int, end: int) -> int:
    """Return where the name of a street ends: before a postcode, a phone, a verb; else after its capitals."""
    if _BEFORE_POSTCODE.match(folded.lower, end):
        return end
    name = folded.lower[start:end]
    postcode = _BEFORE_POSTCODE.search(name)
    if postcode:
        return start + postcode.start()
    stop = _STOP.search(name, 1)
    limit = len(name[: stop.start()].rstrip(" ,.-")) if stop else len(name)
    capitals = [mark.end() for mark in _CAPITALS.finditer(folded.cased, start, start + limit)]
    if capitals:
        more = _OF_A_WAY.match(folded.lower, capitals[-1])
        return more.end() if more else capitals[-1]
    words = list(_WORDS.finditer(name, 0, limit))
    return start + (words[min(_LONGEST_LOWER, len(words)) - 1].end() if words else limit)


_OF_A_WAY: Final = Regex(
    r" (?:prolongee?s?|nord|sud|est|ouest|bis|inferieure?|superieure?|haute?|basse?|privee?|ancienne?|vieux|vieille)(?=[,.;:)\n]|$| [0-9]{5})"
)  # after the name of a street, a part of it


def with_town(folded: Folded, end: int) -> int:
    """Return the end of an address with the flat, the postcode and the town that follow it."""
    tail = _TAIL.match(folded.lower, end)
    end = _in_town(folded, tail.end() if tail else end)
    tail = _TAIL.match(folded.lower, end)
    return tail.end() if tail else end


def _in_town(folded: Folded, end: int) -> int:
    code = _CODE.match(folded.lower, end)
    if code is None:
        named = _NAMED.match(folded.cased, end)
        town = _TOWN.match(folded.cased, named.end()) if named else None
        if town is None or named is None:
            return lower_town(folded.lower, end)
        return _past_district(folded.lower, town.end()) if _is_named(folded, town, named[0]) else end
    town = _TOWN.match(folded.cased, _past_blanks(folded.cased, code.end()))
    if town is not None:
        return _past_district(folded.lower, town.end())
    start = _past_blanks(folded.lower, code.end())
    listed = _listed(folded.lower, start)
    plain = _LOWER_TOWN.match(folded.lower, start)
    return listed or (_second(folded.lower, plain) if plain else code.end())


def _second(lower: str, town: re.Match[str]) -> int:
    """Return the end of a town in lower case with its second part, when both are no words of ours: `33470 gujan mestras`."""
    more = _ONE_MORE.match(lower, town.end())
    strange = more is not None and not is_word(town[0]) and not is_word(more["word"])
    return more.end() if more and strange else town.end()


_ONE_MORE: Final = Regex(r" (?P<word>(?!cest|jai|jsuis|svp|tel|stp|bjr|mrc)[a-z]{4,})(?![a-z'-])")


def lower_town(lower: str, end: int) -> int:
    """Return the end of a known town in lower case, no word of ours, that follows an address which ends at `end`; else `end`."""
    words = _MORE_WORDS.match(lower, end)
    if words is None:
        return end
    start, stop = words.span("town")
    stops = [*[at for at, char in enumerate(words["town"]) if char in " -"], stop - start]
    towns = (start + at for at in reversed(stops) if _is_lower_town(lower[start : start + at]))
    return next(towns, end)


def _is_lower_town(town: str) -> bool:
    known = hyphenated(town)
    return len(town) > _SHORT_TOWN and is_town(known) and (is_place(known) or not is_word_too(town))


_MORE_WORDS: Final = Regex(r"[ ,]*(?:a |- )?(?P<town>[a-z']+(?:[ -][a-z']+){0,4})")
_SHORT_TOWN: Final = 3  # letters, which may be anything


def _listed(lower: str, start: int) -> int:
    """Return the end of the longest town of the list that stands at `start` (`gujan mestras`), 0 when none of two words does."""
    words = _SOME_WORDS.match(lower, start)
    if words is None:
        return 0
    stops = [*[at for at, char in enumerate(words[0]) if char in " -"][1:], len(words[0])]
    ends = (stop for stop in reversed(stops) if is_town(hyphenated(words[0][:stop])))
    return start + next(ends, -start)


_SOME_WORDS: Final = Regex(r"[a-z']+(?:[ -][a-z']+){1,4}")


def _past_district(lower: str, end: int) -> int:
    """Return the end of a town with its district or its code: `Paris 11`, `Lyon 1er`, `Mirepoix (09)`, `Muret, 31600`."""
    district = _DISTRICT.match(lower, end)
    return district.end() if district else end


_DISTRICT: Final = Regex(
    r" (?:1er|[1-9]e?|1[0-9]e?|20e?)(?:eme)?(?![0-9a-z/.:-])|,? ?\( ?(?:0[1-9]|[1-8][0-9]|9[0-8]|2[ab])[0-9]{0,3} ?\)|,? [0-9]{5}(?![0-9])|, (?:0[1-9]|[1-8][0-9]|9[0-8])(?=[.;\n]|$)"
)


def _is_named(folded: Folded, town: re.Match[str], before: str) -> bool:
    """Tell whether a word after a street is its town: after `à`, or a known one after a comma."""
    if before.endswith("a "):
        return not is_common(_ARTICLE.sub("", town[0]).split(" ")[0].lower())
    return before.startswith(",") and (
        is_place(_hyphenated(town[0]))
        or is_town(_hyphenated(town[0]))
        or _ENDS.match(folded.lower, town.end()) is not None
        or _past_district(folded.lower, town.end()) > town.end()
    )


_ARTICLE: Final = Regex("^L(?:a|e|es) ")


_ENDS: Final = Regex(r" ?(?:[.,;)\n]|$)")


def _past_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " ,":
        position += 1
    return position
