"""What a person does for a living, and for whom: little by itself, much beside an age and a town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sign
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_first_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

STEMS: Final = (
    "boulang|institut|coiff|infirm|avocat|professeu|prof|enseign|vendeu|serveu|secretair|comptabl|pharmaci|caissi|ouvri|agricult|restaurat|comedi|danseu|chanteu|mannequin|hotesse|"
    "policier|gendarm|pompier|militair|ingenieu|architect|journalist|esthetici|puericult|aide-soign|sage-femme|etudiant|lycee|retrait|cadre|chef d'entreprise|commerca|fleurist|"
    "bouch|cuisini|patissi|libraire|influenc|notaire|maire|adjoint|conseill|veterinair|dentist|opticien|menuisi|macon|plombi|electrici|mecanici|chauffeu|conduct|facteu|postier|"
    "viticult|vigneron|eleveu|maraich|artisan|bijouti|traiteu|jardini|garagist|taxi|ambulanci|assistant|educat|animat|directeu|directric|magistrat|juge|greffi|courti|banqui|"
    "standardist|receptionnist|barman|barmaid|sportif|sportive|footballeu|nageu|cavali"
)
WORK: Final = Sign(rf"\b(?:{STEMS})[a-z]*\b")
AGED_WORK: Final = Regex(rf"\b(?:{STEMS})[a-z-]*,? (?:de |agee? de )?[1-9][0-9] ?ans\b")
AT_WORK_IN: Final = Sign(
    rf"\b(?:{STEMS})[a-z-]* (?:(?:chez|dans|en) [a-z ]{{1,20}})?(?:a|au|de|sur|pres de) $"
)
_EMPLOYED: Final = Guided(
    r"\bj?(?:(?:travaill\w*|boss\w*|exerc\w*|embauchee?|recrutee?) (?:chez|pour|a la|au|aux|dans|a l'|a)|(?:salariee?|employee?|cadre|vendeu(?:r|se)|caissi(?:er|ere)|serveu(?:r|se)|secretaire|comptable|"
    r"technicien(?:ne)?|agente?|operat(?:eur|rice)|ingenieure?|infirmiere?|aide-soignante?|chauffeur|collegue|stagiaire|apprentie?|patron|patronne|gerante?|responsable) (?:de |d'|du |chez |a la |au |aux |a l'|pour |des )+(?:la |le |les |l'|groupe |societe |entreprise |magasin )*|"
    r"(?:mon|ma|notre) (?:employeur|patron|boite|entreprise|societe|usine|magasin|boulot) ?(?:,|est|c'est|:)?(?: la| le| les| l')?(?: societe| entreprise| groupe| maison)?),? ?",
    r"\bj?(?:travaill|boss|exerc|embauch|recrut|salarie|employe|cadre|vendeu|caissi|serveu|secretaire|comptable|technicien|agent|operat|ingenieur|infirmier|aide-soign|chauffeur|collegue|stagiaire|apprenti|"
    r"patron|gerant|responsable|(?:mon|ma|notre) (?:employeur|patron|boite|entreprise|societe|usine|magasin|boulot))",
)
_FIRM: Final = Regex(
    r"(?:(?:lycee|college|ecole|mairie|banque|usine|agence|restaurant|magasin|garage|boulangerie|pharmacie|hotel|creche|maison de retraite|supermarche) (?:de la |de l'|du |des |de |d')?)?[A-Z][A-Za-z0-9&'.-]*[A-Za-z0-9](?: (?:(?:de|du|des|d'|la|le|les|et|&|l') ?){0,2}[A-Z][A-Za-z0-9&'-]*)*"
)
_TRADE: Final = (
    r"(?:[Tt]ransports?|[Gg]arage|[Ss]upermarche|[Nn]ettoyage|[Mm]enuiserie|[Ff]onderies?|[Mm]aconnerie|[Pp]lomberie|[Bb]oulangerie|[Bb]oucherie|[Cc]harcuterie|[Ss]cierie|[Ii]mprimerie|"
    r"[Cc]arrosserie|[Cc]harpentes?|[Cc]ouverture|[Ee]tablissements|[Ee]ts|[Ss]ociete|[Ee]ntreprise|SARL|SAS|BTP|[Cc]arrelages?|[Pp]einture|[Ee]lectricite|[Pp]atisserie|[Pp]epinieres?|[Uu]sines?|[Mm]agasins?|"
    r"[Ll]aiterie|[Bb]rasserie|[Cc]onserverie|[Cc]haudronnerie|[Mm]eubles|[Aa]mbulances|[Tt]axis|[Pp]ressing|[Ff]romagerie|[Vv]erreries?|[Ff]orges|[Aa]cieries?|[Tt]ricotages?)"
)
_TRADED: Final = Regex(rf"(?<![A-Za-z-]){_TRADE} (?=[A-Z])")
_WORKED: Final = Sign(
    r"\b(?:accident (?:du|de) (?:travail|chantier)|arrets? de travail|en arret|salariee?|employee?|matricule|chantier|travail\w*|j?bosse\w*|patronn?e?|chef|cheffe|employeur|caisse|collegues?|paie|paye|"
    r"facture|mon mari|ma femme|embauchee?)\b"
)
_AT: Final = Regex(r"\bchez (?:la |le |les )?")
_PLACE: Final = r"(?:college|lycee|ecole(?: maternelle| primaire)?|maternelle|caserne|ehpad|mairie|creche|maison de retraite|commissariat|gendarmerie|brigade|foyer|residence|usine|cantine|mediatheque|bibliotheque)"
_A_PLACE: Final = Sign(rf"\b{_PLACE} ")
_POSTED: Final = Regex(
    rf"\b(?:je (?:bosse|travaille)|{STEMS}|aide[ -]soignant|agent|atsem|technicien|cantini|gardien|surveillant|employe|salarie|stagiaire|apprenti|veilleu|femme de menage|auxiliaire)[a-z -]{{0,24}}? (?:au|a la|a l'|a|dans (?:la |le |l'|un |une )|de la |de l'|du) ?(?P<place>{_PLACE} )"
)
_POST: Final = Regex(
    r"(?:(?:de la|de l'|du|des|de|d') ?)?(?:(?:Les|Le|La) )?[A-Z][A-Za-z'-]+(?: (?:(?:de|du|des|d'|la|le|les|l') ?){0,2}[A-Z][A-Za-z'-]+)*"
)


def employers(folded: Folded) -> Iterator[Identifier]:
    """Yield the employers that a person names, in folded positions, with a capital: after `je travaille chez`, a trade, a post."""
    yield from _employed(folded)
    yield from _posted(folded)
    if _WORKED.is_in(folded.lower):
        yield from _of_a_trade(folded)


def _posted(folded: Folded) -> Iterator[Identifier]:
    """Yield the school, the fire station, the home in which one works: `prof au collège Jean-Rostand`."""
    if not _A_PLACE.is_in(folded.lower):
        return
    for found in _POSTED.finditer(folded.lower):
        post = _POST.match(folded.cased, found.end("place"))
        if post is not None:
            yield Identifier(found.start("place"), post.end(), Kind.EMPLOYER, direct=False, cued=True)


def _of_a_trade(folded: Folded) -> Iterator[Identifier]:
    """Yield firms that their trade names, in a message that speaks of work: `chez Transports Vasseur`, `la société Vasseur`."""
    starts = [found.start() for found in _TRADED.finditer(folded.cased)]
    for start in (*starts, *(found.end() for found in _AT.finditer(folded.lower))):
        firm = _FIRM.match(folded.cased, start) or _TRADED.match(folded.cased, start)
        if firm is None:
            continue
        end = firm.end()
        if start in starts:
            rest = _FIRM.match(folded.cased, folded.cased.index(" ", start) + 1)
            end = rest.end() if rest else end
        if start in starts or _is_firm(firm[0]):
            yield Identifier(start, end, Kind.EMPLOYER, direct=False, cued=True)


def _is_firm(name: str) -> bool:
    """Tell whether what follows `chez` names a firm: two words, none of them ordinary, nobody's first name."""
    parts = name.lower().split(" ")
    return len(parts) > 1 and not is_common(parts[0]) and not is_first_name(parts[0])


_OF_SHOPS: Final = frozenset(
    {"super", "grand", "grande", "petit", "petite", "maison", "nouvelle", "bon", "bonne", "point"}
)


def _employed(folded: Folded) -> Iterator[Identifier]:
    for found in _EMPLOYED.finditer(folded.lower):
        firm = _FIRM.match(folded.cased, found.end())
        first = firm[0].lower().partition(" ") if firm else ("", "", "")
        if firm is not None and (not is_common(first[0]) or (first[0] in _OF_SHOPS and first[2])):
            yield Identifier(*firm.span(), Kind.EMPLOYER, direct=False, cued=True)
