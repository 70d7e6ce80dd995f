"""What a person does for a living, and for whom: little by itself, much beside an age and a town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Sign
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common

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
_EMPLOYED: Final = Regex(
    r"\b(?:(?:travaill\w*|boss\w*|exerc\w*|embauchee?|recrutee?) (?:chez|pour|a la|au|aux|dans|a l'|a)|(?:salariee?|employee?|cadre|vendeu(?:r|se)|caissi(?:er|ere)|serveu(?:r|se)|secretaire|comptable|"
    r"technicien(?:ne)?|agente?|operat(?:eur|rice)|ingenieure?|infirmiere?|aide-soignante?|chauffeur|collegue|stagiaire|apprentie?|patron|patronne|gerante?|responsable) (?:de |d'|du |chez |a la |au |aux |a l'|pour |des )+(?:la |le |les |l'|groupe |societe |entreprise |magasin )*|"
    r"(?:mon|ma|notre) (?:employeur|patron|boite|entreprise|societe|usine|magasin|boulot) ?(?:,|est|c'est|:)?(?: la| le| les| l')?(?: societe| entreprise| groupe| maison)?),? ?"
)
_FIRM: Final = Regex(
    r"(?:(?:lycee|college|ecole|mairie|banque|usine|agence|restaurant|magasin|garage|boulangerie|pharmacie|hotel|creche|maison de retraite|supermarche) (?:de la |de l'|du |des |de |d')?)?[A-Z][A-Za-z0-9&'.-]*[A-Za-z0-9](?: (?:(?:de|du|des|d'|la|le|les|et|&|l') ?){0,2}[A-Z][A-Za-z0-9&'-]*)*"
)


def employers(folded: Folded) -> Iterator[Identifier]:
    """Yield the employers that a person names, in folded positions: with a capital, after `je travaille chez`."""
    for found in _EMPLOYED.finditer(folded.lower):
        firm = _FIRM.match(folded.cased, found.end())
        if firm is not None and not is_common(firm[0].split(" ")[0].lower()):
            yield Identifier(*firm.span(), Kind.EMPLOYER, direct=False, cued=True)
