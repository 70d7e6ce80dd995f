"""Names whose body, operation or recovery a text speaks of: `le nez de Julie Martin`, `les suites de Karim B.`.

Who owns a part of the body, an act or a course of care is a patient, whoever else the sentence speaks of. Eponyms (`main de
Dupuytren`), figures of legend and operators (`les résultats du Dr X`) are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_place,
    is_plain_first_name,
    is_town,
    is_word,
)
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_BODY: Final = (
    r"(?:nez|narines?|arete|ventre|abdomen|taille|hanches?|silhouette|cuisses?|genoux?|mollets?|chevilles?|jambes?|fesses|fessiers?|bras|mains?|poignets?|doigts?|pouces?|index|paumes?|pieds?|dos|torse|buste|poitrine|seins?|aureoles?|areoles?|mamelons?|decollete|"
    r"visage|front|sourcils?|paupieres?|cernes?|pommettes?|joues?|levres?|bouche|sourire|menton|machoire|mandibule|ovale|cou|double[ -]menton|oreilles?|lobes?|crane|cuir chevelu|cheveux|barbe|calvitie|peau|rides?|cicatrices?|cheloides?|brulures?|plaies?|"
    r"grains? de beaute|naevus|kyste|lipome|carcinome|melanome|nez|regard|corps|nombril|pubis|vulve|hymen|verge|penis|moignon|hematome|drains?|pansements?|points|fils|gaine|attelle|coques?|capsule)"
)
_ACT: Final = (
    r"(?:operation|intervention|reoperation|chirurgie|dossier|rendez-vous|rdv|devis|[a-z]+plastie|lifting|mini-lift|lipofilling|liposuccion|lipoaspiration|lipolyse|augmentation(?: mammaire)?|reduction(?: mammaire)?|mastectomie|tumorectomie|mastopexie|plastie abdominale|exerese|greffe|retouche|"
    r"reconstruction|anesthesie|hospitalisation|consultation|avant[ /-]apres|injections?|botox|peeling)"
)
_COURSE: Final = r"(?:suites?|suivi|convalescence|cicatrisation|guerison|retablissement|recuperation|parcours|remise en forme|reveil|sortie d'hospitalisation|complications?|infection|necrose|metamorphose|transformation|complexes?|grossesse|douleurs?)"
_QUALITY: Final = r"(?: (?:post[ -]?operatoires?|operatoires?|simples?|mammaires?|abdominale?|droite?s?|gauches?|esthetique|medical|chirurgical|reconstructrice|reparatrice|d'hyaluronique|definitifs?|refaite?s?|operee?s?|tout neuf|toute neuve))?"
_OF: Final = r" (?:de |d'|du |des |chez |a )(?:(?:(?:notre|la|le|votre|sa|son|ma|mon) |l')(?:jeune |petite? |chere? |jolie |belle |adorable )?(?:patiente?|cliente?|amie?|soeur|frere|mere|pere|fille|fils|voisine?|collegue|maman|papa|cousine?|mari|femme)? ?)?(?:petite? |jeune |chere? )?(?:(?:mmes?|mlles?|mr?|madame|monsieur|mademoiselle)\.? )?"
_OWNING: Final = Expression(rf"(?i)\b(?:{_BODY}|{_ACT}|{_COURSE}){_QUALITY}{_OF}[a-z]")
_TITLED: Final = Regex(r"\b(?:mmes?|mlles?|mr?|madame|monsieur|mademoiselle)\.? $")
_PARTLY: Final = Regex(rf"\b(?:{_BODY}|{_COURSE}){_QUALITY}{_OF}$")
_NAME: Final = Regex(
    r"[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*(?: (?:(?:de la|de|du|des|d'|le|la|van|von|den|ben|el|y) ?){0,2}[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*){0,2}(?: [A-Z](?:\.|\b(?!')))?"
)
_LOWER: Final = Regex(r"(?P<first>[a-z]{3,}(?:-[a-z]+)*)(?: (?P<second>[a-z]{3,}(?:-[a-z]+)*))?(?![a-z'])")
_FIGURES: Final = words_of(
    "dr drs docteur pr professeur saint sainte dieu noel achille adam adonis alice aphrodite apollon ariane arlequin athena atlas aurore barbie bacchus bardot blanche-neige cendrillon cesar cleopatre colombine cupidon cyrano daphne diane dracula don edward elvis eve frankenstein freud galien "
    "gargantua gorgone hercule hippocrate icare janus jocaste joconde jupiter madame mars marianne marilyn mazarin medee meduse mercure mona monroe mickey midas minerve mozart narcisse neptune nefertiti oedipe orphee osiris pandore penelope pinocchio polichinelle "
    "promethee psyche pygmalion quasimodo samson saturne simba spock sphinx ulysse venus vitruve vulcain zeus"
)
_WORK: Final = Regex(r" et al\b|,? \(?(?:19|20)[0-9]{2}\)?|, (?:dr|docteur|chirurgien|anesthesiste)")


def owned(folded: Folded) -> Iterator[Identifier]:
    """Yield the names of whom a part of the body, an act or a course of care belongs to, in folded positions."""
    for start, end in _OWNING.spans(folded.cased.encode("ascii")):
        place = end - 1
        if folded.cased[place].isupper():
            yield from _in_capitals(folded, start, place)
        else:
            yield from _in_lower_case(folded.lower, place)


def _in_capitals(folded: Folded, start: int, place: int) -> Iterator[Identifier]:
    name = _NAME.match(folded.cased, place)
    if name is None or _WORK.match(folded.lower, name.end()):
        return
    parts = [part for part in name[0].lower().split(" ") if part not in _PARTICLES]
    first = parts[0]
    if first in _FIGURES or (is_common(first) and not is_first_name(first)):
        return
    if _TITLED.search(folded.lower, max(0, place - 14), place) or (
        is_plain_first_name(first) and not is_eponym(first)
    ):
        sure = True
    elif is_first_name(first):
        sure = len(parts) > 1 or not (is_eponym(first) or is_place(first) or is_town(first))
    else:
        sure = (
            len(parts) > 1
            and _PARTLY.search(folded.lower, start, place) is not None
            and not any(map(_is_ours, parts))
        )
    if sure:
        yield Identifier(*name.span(), Kind.NAME if len(parts) > 1 else Kind.FIRST_NAME, cued=True)


def _is_ours(word: str) -> bool:
    """Tell whether a word, initials apart, names no person that no list knows: one of ours, a town, a scrap of an eponym (`Mc`)."""
    return len(word.rstrip(".")) > 1 and (len(word) <= _SCRAP or is_word(word) or is_town(word))


def _in_lower_case(lower: str, place: int) -> Iterator[Identifier]:
    name = _LOWER.match(lower, place)
    if name is None or name["first"] in _FIGURES or is_word(name["first"]):
        return
    if is_plain_first_name(name["first"]):
        whole = name["second"] is not None and not (
            is_word(name["second"]) and name["second"] not in _SURNAMES
        )
        kind = Kind.NAME if whole else Kind.FIRST_NAME
        yield Identifier(place, name.end("second" if whole else "first"), kind, cued=True)


_SCRAP: Final = 2  # letters
_PARTICLES: Final = words_of("de du des le la van von den ben el y d'")
_SURNAMES: Final = words_of(
    "petit grand roux brun blanc noir leroy roy moulin marchand boulanger meunier lefevre fournier mercier dupont durand leblanc"
)
