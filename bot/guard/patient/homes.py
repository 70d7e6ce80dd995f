"""Towns in which somebody lives, was born or was operated on, as a message says it; little by themselves, cued here.

Two things name a town: a list of them, or a place in the sentence where nothing else can stand (`j'habite à …`, `née à …`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_first_name, is_known, is_place, is_town, is_word, lexicon
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from bot.guard.fold import Folded

_TO: Final = r"(?:(?:a|au|aux|sur|vers|entre|de|pres de|pas loin de|du cote de|a cote de|dans) |(?:pres |du cote |a cote )?d')"
_LIVES: Final = Expression(
    rf"\b(?:j ?'? ?|on |nous |il |elle |qui )?h?abit(?:e|es|ons|ez|ait|ais|ant|ent)(?: (?:toujours|maintenant|desormais|actuellement|depuis peu|juste|moi|aussi))? (?:{_TO})?|[,;:.] ville ?:? |"
    rf"\b(?:(?:(?:je |j|il |elle |on |nous |qui )(?:demeure|demeurons|vi[ts]|vivons|vivais|vivait|reside|residons|loge|logeons)|residant|residente?|"
    rf"domiciliee?s?|demeurant|(?:je suis|on est|nous sommes|jsuis) (?:native?|originaire)|originaires?|natifs?|natives?|nee?s?|demenagee?s?)(?: (?:toujours|maintenant|desormais|actuellement|depuis peu|juste|moi|aussi)){{0,2}} {_TO}"
    rf"|(?:nee?s?|naissance) ?:? ?(?:le )?:? ?[0-9][0-9a-z/. -]{{4,20}} a |\b(?:lieu|ville|commune) de (?:naissance|residence) ?:? ?|(?:habit|log|heberg|v[iy])[a-z]{{1,4}} chez [a-z ]{{2,16}} (?:a|sur) |(?:live|living|lives|staying|stay|based) (?:in|near) |(?:wohne|wohnt|lebe) in |\bchez (?:nous|moi|eux|elle|lui|mes parents) (?:a|au) |(?:i come|i'm|i am|we are|we're) from |(?:vivo|vivimos) en |(?:soy|somos) de |(?:vivo|abito) a |(?:moro|vivo) em )"
)  # only a town can stand after
_COMES: Final = Expression(
    rf"\b(?:je viens|jviens|on vient|nous venons|il vient|elle vient|suis|jsuis|on est|nous sommes|je descends|j'arrive|venue?s?|passee?s? (?:me|nous) voir|arriv\w+|emmenag\w+|installee?s?|basee?s?|mutee?s?|operee?s?|reoperee?s?|suivie?s?|"
    rf"hospitalisee?s?|accouche|vue?s?|refait|trajet|route|train|(?:la|une|cette|petite) dame|monsieur|patiente?|cliente?|femme|homme|habitante?|retraitee?|famille|maison|ephad|ehpad|residence|(?:dr|docteur|pr) [a-z'-]{{3,20}}|domicile|[0-9] ans|ville|naissance)"
    rf"(?: [a-z'-]{{2,14}}){{0,3}}? {_TO}"
)  # a town that the list knows may stand after
_AGED: Final = Regex(r"(?:[0-9] ?(?:ans|a|anos|years old)|[a-z-] ans)(?:,| -| |\)|,? (?:de |d'|sur |a )) ?$")
_TOWN_BEFORE_AGE: Final = Guided(
    r"(?:^|[.,;:(\n-] ?|\b(?:moi|perso|de) )(?P<town>[a-z'-]{3,}(?:[ -][a-z'-]+){0,3}),? [1-9][0-9] ?ans\b",
    r"(?:^|[.,;:(\n-] ?|\b(?:moi|perso|de) )[a-z' -]{3,40},? [1-9][0-9] ?ans\b",
)
_YEARS: Final = Expression(r"[0-9] ?ans\b")  # what `_TOWN_BEFORE_AGE` ends with
_AGE_THEN: Final = Expression(
    r"(?:[0-9a-z] ?(?:ans|anos|years old)|[0-9]a)(?:,? (?:de |d'|sur |a )|,| -|\)| ) ?[a-z]"
)
_AFTER_NAME: Final = Regex(r"(?:,? (?:de|a|du) |,? d'|, ?| \(| - |\n)(?=[A-Z])")
_OF_ONE: Final = Expression(
    r"\b(?:la|une|cette|le|un|ce|petite?|jeune|vieille|vieux|notre|votre|ma|mon|mes) (?:jeune |petite? |vieille |vieux )?(?:dame|patiente?|monsieur|mamie|papi|papy|couple|jeune|petite?|cliente?|operee?|maman|famille|fille|garcon|gars|nana|"
    r"meuf|mec|keum|pepe|meme|mere|pere|soeur|frere|tante|oncle|belle-mere|beau-pere|cousine?|niece|neveu|collegue|amie?|copine|voisine|cousin),? (?:de |d'|du )[a-z]"
    r"|\b(?:mamie|papi|papy|pepe|meme|tonton|tata|dame|vien[st]|viennent|retour) (?:de |d')[a-z]|\b(?:je|on|elle|il) (?:reste|restons|repart|rentre) (?:a |sur )[a-z]"
    r"|\b(?:je|j'|on|nous|jvous|il|elle)(?: (?:vous|te|t'))? ?(?:ecri[a-z]*|appelle|appelons|contacte|contactons|arriv[a-z]*|mont[a-z]+|descend[a-z]*|redescend[a-z]*|rentr[a-z]+|retourn[a-z]+|repar[a-z]+|remont[a-z]+|vien[a-z]*|ven[a-z]*|parle|joins)(?: (?:tous|expres|directement|en (?:train|voiture|avion)))? (?:de |d'|depuis |a )[a-z]"
    r"|\b(?:mon|ma|notre|nos|mes|son|sa|leur) (?:maison|appartement|appart|immeuble|verger|jardin|ferme|village|commune|ville|pharmacie|infirmiere|kine|boutique|salon|exploitation|chalet|domicile|medecin|generaliste|bar|cafe|magasin|quartier) (?:de |d'|a )[a-z]"
)  # somebody, or what is theirs, of a place
_LIVED_IN: Final = Guided(
    r",? ou (?:(?:je|j'|elle|il|on|nous|m[aeo][ns]? [a-z]+|s[aeo][ns]? [a-z]+|leurs? [a-z]+|notre [a-z]+) ?)(?:y |me )?(?:viv[a-z]+|vi[ts]|habit[a-z]+|resid[a-z]+|demeur[a-z]+|log[a-z]+|(?:suis|est|sommes) (?:nee?|installee?s?|domiciliee?s?)|ai (?:grandi|demenage|ma maison))\b"
    r"|,? ou (?:habit|viv|vit|resid|demeur)[a-z]* (?:m|s|l|n|v)[a-z]+ ",
    r",? ou (?:je |j'|elle |il |on |nous |m[aeo]|s[aeo]|leur|notre |habit|viv|vit |resid|demeur)",
)  # behind a town
_TOWN_BEFORE: Final = Regex(
    r"(?<![A-Za-z'-])(?:A |De )?(?P<town>[A-Z][A-Za-z']*(?:[ -](?:[A-Z][A-Za-z']*|[dl]'[A-Z][A-Za-z]*|(?:de|du|des|la|le|les|lez|sur|sous|en|et|aux?)(?=[ -](?:[A-Z']|l'[A-Z]))))*)$"
)
_IN_A_LIST: Final = Regex(r",? (?:ou|et|puis) [A-Z]|, [A-Z][a-z]+(?: ?[:,]| (?:ou|et) [A-Z])")
_LONGEST: Final = 40  # characters of a town
_BEARERS: Final = NAMES | {Kind.EMPLOYER}
_TOWN: Final = Regex(
    r"[A-Z][A-Za-z']*(?:[ -](?:[A-Z][A-Za-z']*|[dl]'[A-Z][A-Za-z]*|(?:de|du|des|la|le|les|lez|sur|sous|en|et|aux?)(?=[ -](?:[A-Z']|l'[A-Z]))))*"
)
_LOWER: Final = Regex(r"[a-z][a-z']*(?:[ -][a-z][a-z']*){0,4}")
_OVERSEAS: Final = Regex(
    r",? (?:de |a |en |- )?(?:la )?(?:reunion|martinique|guadeloupe|guyane|mayotte|nouvelle-caledonie)(?![a-z-])"
)  # the island of a town whose name others bear
_PASSING: Final = ("train de ", "train d'")  # whose name says where it comes from, not who is in it
_BY_TRAIN: Final = Regex(r",? (?:en|par) (?:train|avion|voiture|bus|car|tgv|le train)\b")
_ALONE: Final = Regex(r" ?(?:[,.;)!\n]|$)")
_QUALITY: Final = Regex(r"(?:euse|eur|ees?|aire|iste|ante|ente|ive|if|ique|ienne?|aise?|iere?|trice|er|ir)$")
_WORDS_TOO: Final = words_of("macon tours sens vire gap die auch condom mer creil lens ham muret")
_NO_TOWN: Final = words_of(
    "cote proximite peine plus moins deux trois quatre dix vingt trente environ pres loin campagne etranger letranger montagne domicile temps nouveau cause bras jeun bloc ambulatoire minuit midi "
    "toujours encore seule seul ensemble partir chaud froid vie mon ma mes ton son notre votre leur une un cet cette cabinet clinique hopital chirurgie rentrer parents maman papa quartier village pays"
)


def homes(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield towns, in folded positions; those beside the names already `found` too."""
    text, said = folded.lower.encode("ascii"), _SAID.standing(folded.lower)
    for _, end in _LIVES.spans(text) if _LIVES in said else ():
        yield from _town_at(folded, end, sure=True)
    for _, end in _COMES.spans(text):
        if folded.lower.endswith(_PASSING, 0, end):
            continue
        yield from (
            one for one in _town_at(folded, end, sure=False) if not _BY_TRAIN.match(folded.lower, one.end)
        )
    for start, end in _OF_ONE.spans(text) if _OF_ONE in said else ():
        if folded.lower.startswith("notre dame", start) or folded.lower.endswith("notre-", 0, start):
            continue
        yield from (one for one in _named_town(folded, end - 1) if not _BY_TRAIN.match(folded.lower, one.end))
    for lived in _LIVED_IN.finditer(folded.lower) if _LIVED_IN in said else ():
        town = _TOWN_BEFORE.search(folded.cased, max(0, lived.start() - _LONGEST), lived.start())
        yield from _named_town(folded, town.start("town")) if town else ()
    yield from _beside_an_age(folded, text, said)
    for end in {one.end for one in found if one.kind in _BEARERS and not one.doctor}:
        yield from _beside_a_name(folded, end)


_SAID: Final = Sieve(_LIVES, _OF_ONE, _LIVED_IN, _AGE_THEN, _YEARS)


def _beside_an_age(folded: Folded, text: bytes, said: Container[object]) -> Iterator[Identifier]:
    for _, end in _AGE_THEN.spans(text) if _AGE_THEN in said else ():
        start = end - 1
        comma = folded.lower.endswith((", ", ", de ", ", d'"), 0, start)
        if _AGED.search(folded.lower, max(0, start - 20), start):
            yield from _town_at(folded, start, sure=comma and _may_be_town(folded.cased, start))
    for found in _TOWN_BEFORE_AGE.finditer(folded.lower) if _YEARS in said else ():
        if is_town(hyphenated(found["town"])):
            yield _town(*found.span("town"))


def _named_town(folded: Folded, start: int) -> Iterator[Identifier]:
    """Yield the capitals at `start` if a list knows them as a town, or if they are no word of ours and nobody's first name."""
    town = _TOWN.match(folded.cased, start)
    if town is None or len(town[0]) <= _SHORT:
        return
    if is_town(hyphenated(town[0])):
        yield _town(*town.span())
        return
    words = [word for word in _WORD.findall(town[0].lower()) if word not in _SMALL]
    holy = town[0].startswith(("Saint", "St-", "St ", "Ste"))
    if (holy or not any(map(is_first_name, words))) and not all(map(is_word, words)):
        yield _town(*town.span())


_WORD: Final = Regex(r"[a-z]+")
_SMALL: Final = words_of("de du des la le les l d lez sur sous en et au aux saint sainte st ste")


def _may_be_town(cased: str, start: int) -> bool:
    """Tell whether a capital after an age is no quality (`33 ans, Institutrice`)."""
    found = _TOWN.match(cased, start)
    return (
        found is not None
        and _QUALITY.search(found[0]) is None
        and _ALONE.match(cased, found.end()) is not None
    )


def _beside_a_name(folded: Folded, end: int) -> Iterator[Identifier]:
    """Yield the town of `Fanny de Voiron`, or one that the list does not know at the end of a line: `Corinne, Plouharnel`."""
    joint = _AFTER_NAME.match(folded.cased, end)
    if joint is None:
        return
    town = _TOWN.match(folded.cased, joint.end())
    if town is None or _IN_A_LIST.match(folded.cased, town.end()):
        return
    closes = joint[0].startswith((",", "\n")) and _ALONE.match(folded.cased, town.end()) is not None
    sure = closes and not is_first_name(town[0].lower()) and not town[0].isupper()
    yield from _town_at(folded, joint.end(), sure=sure and not is_known(town[0].lower()))


def _town_at(folded: Folded, start: int, *, sure: bool) -> Iterator[Identifier]:
    """Yield the town that starts at `start`: the longest one listed, or, where only a town can stand, what is no word of ours."""
    lower = _LOWER.match(folded.lower, start)
    if lower is None:
        return
    for end in _ends(lower[0]):
        if _is_listed(folded.lower, start, lower[0][:end]) and lower[0][:end] not in _NO_TOWN:
            if folded.cased[start].isupper() or (end > _SHORT and not is_word_too(lower[0][:end])):
                overseas = _OVERSEAS.match(folded.lower, start + end)
                yield _town(start, overseas.end() if overseas else start + end)
            return
    if sure:
        yield from _unlisted(folded, start, lower[0])


def _is_listed(lower: str, start: int, town: str) -> bool:
    """Tell whether the list holds a town, its article contracted or not (`du pont de claix`)."""
    known = hyphenated(town)
    return is_town(known) or (lower.endswith(("du ", "au "), 0, start) and is_town(f"le-{known}"))


_INITIALS: Final = 2  # letters, which stand for more than for a town
_SHORT: Final = 3  # letters of a town in lower case that may be a word (`die`, `apt`)


def is_word_too(town: str) -> bool:
    """Tell whether a town in lower case is a word as well (`lire`, `sens`)."""
    return is_common(town) or town in _WORDS_TOO or town in lexicon("ordinary")


def _unlisted(folded: Folded, start: int, words: str) -> Iterator[Identifier]:
    capital = _TOWN.match(folded.cased, start)
    first = (capital[0] if capital else words).lower().split(" ")[0]
    if first in _NO_TOWN or is_common(first) or (is_place(first) and not is_town(first)):
        return
    if capital is not None:
        if not is_first_name(first) and len(capital[0]) > _INITIALS:
            yield _town(*capital.span())
    elif first.isalpha() and not is_known(first) and len(first) > _SHORT and _QUALITY.search(first) is None:
        yield _town(start, start + len(first))


def _ends(words: str) -> Iterator[int]:
    """Yield where the words of a town may end, longest first."""
    stops = [index for index, char in enumerate(words) if char == " "]
    yield from reversed([*stops, len(words)])


def hyphenated(town: str) -> str:
    """Return a town as the list writes it: in lower case, blanks as hyphens, `st` in full."""
    parts = town.lower().replace(" ", "-").split("-")
    return "-".join({"st": "saint", "ste": "sainte"}.get(part, part) for part in parts)


def _town(start: int, end: int) -> Identifier:
    return Identifier(start, end, Kind.ADDRESS, direct=False, cued=True)
