"""What a person does for a living: little by itself, much beside an age and a town."""

from __future__ import annotations

from typing import Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Sign

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
