"""Dates and ages; whether they point at somebody is for `recognise` to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided, Sign
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patterns import Expression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_MONTH: Final = "(?:janvier|janv|fevrier|fev|fevr|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec)"
_DAY: Final = "(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH_NUMBER: Final = "(?:0?[1-9]|1[0-2])"
_WORD_NUMBER: Final = (
    "(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|"
    "vingt(?:[ -]et[ -]un|[ -](?:deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente|trente et un)"
)
_YEAR_WORDS: Final = r"(?:mille?|deux mille)(?:[ -](?:neuf|cents?|soixante|dix|vingts?|quatre|trente|quarante|cinquante|et|un|deux|trois|cinq|six|sept|huit|onze|douze|treize|quatorze|quinze|seize)\b){0,8}"
_TENS: Final = "(?:trente|quarante|cinquante|soixante|septante|octante|huitante|nonante|quatre[ -]vingts?)"
_SMALL: Final = "(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix[ -](?:sept|huit|neuf))"
_SHORT_YEAR_WORDS: Final = rf"{_TENS}(?:[ -](?:et[ -])?{_SMALL})?\b"  # «le trois mars soixante-douze»
_DATE: Final = Regex(
    rf"(?<![0-9a-z/.,-])(?:"
    rf"(?:19|20)[0-9]{{2}}[-/.]{_MONTH_NUMBER}[-/.]{_DAY}"
    r"|[0-9]{2}/[0-9]{2}/(?:19|20)[0-9]{2}"
    rf"|(?:{_DAY}|1er) ?(?P<sep>[/.|-]) ?{_MONTH_NUMBER} ?(?P=sep) ?(?:19|20)?[0-9]{{2}}"
    rf"|{_DAY} ?/ ?{_MONTH_NUMBER}"
    rf"|{_DAY}(?P<mark>[-/. ])(?:x(?:i{{1,2}})?|ix|iv|vi{{0,3}}|i{{1,3}})(?P=mark)(?:(?:19|20)[0-9]{{2}}|(?<! )[0-9]{{2}})"
    rf"|(?:{_DAY}|1er|{_WORD_NUMBER})[ -]?{_MONTH}(?:\b|(?=(?:19|20)[0-9]{{2}}))\.?(?:[ -]?(?:(?:19|20)[0-9]{{2}}|{_YEAR_WORDS}|{_SHORT_YEAR_WORDS}(?![a-z -]*[a-z]))|[ ]?'[0-9]{{2}}|[ ][3-9][0-9](?= ?(?:[,.;)\n]|$)| (?:et|a|au|dans|comme|selon|non)\b))?"
    rf"|(?<=le ){_DAY}{_MONTH_NUMBER}(?:19|20)[0-9]{{2}}"
    rf"|{_MONTH}(?:19|20)[0-9]{{2}}"
    r"|(?<![0-9] )(?:0[1-9]|[12][0-9]|3[01]) (?:0[1-9]|1[0-2]) (?:19[2-9][0-9]|20[0-4][0-9])"
    rf"|{_WORD_NUMBER} [01][0-9] (?:19|20)[0-9]{{2}}"
    rf")(?![0-9a-z]|[.,/-][0-9])"
)
_STARTS: Final = Expression(
    rf"[0-9]{{1,2}}(?:er)? ?[/.|-]|[0-3][0-9] [01][0-9] (?:19|20)|(?:19|20)[0-9]{{2}}[-/.]|[0-9]{{1,2}}(?:er)?[ -]?{_MONTH}|\b{_WORD_NUMBER} ?(?:{_MONTH}|[01][0-9])|[0-9]{{8}}|{_MONTH}(?:19|20)|[0-9]{{1,2}}[-/. ][ivx]{{1,4}}[-/. ][0-9]{{2}}"
)
_MONTH_YEAR: Final = Expression(rf"\b{_MONTH}[.]? (?:19|20)[0-9]{{2}}\b")
_FEAST: Final = "(?:noel|paques|toussaint|pentecote|ascension|assomption|jour de l'an|nouvel an|an|epiphanie|chandeleur|saint-valentin|saint-sylvestre|14 juillet|15 aout|rois|rameaux)"
_RELATIVE: Final = Regex(
    r"\b(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:dernier|passe|prochain|(?:le )?(?:0?[1-9]|[12][0-9]|3[01]|1er)(?! ?(?:h|heures?|ans|min|euros?|[/:.,-] ?[0-9]|a [0-9]{1,2} ?h.{0,12} (?:sans|non|ouvert)))(?![0-9a-z/]))|avant-hier"
    rf"|(?<=le )(?:0?[1-9]|[12][0-9]|3[01]|1er) (?:de ce mois|du mois(?: dernier| prochain)?(?! de {_MONTH}))"
    rf"|(?<=le )(?<!noel et le )(?:lendemain|jour|soir|veille|lundi|jeudi|dimanche) (?:de |du |d'|des )(?:la |l')?{_FEAST}(?: (?:19|20)[0-9]{{2}})?|(?<=la )veille (?:de |du )(?:la )?{_FEAST}(?: (?:19|20)[0-9]{{2}})?)\b"
)
_LAW: Final = Sign(
    r"\b(?:loi|lois|decrets?|arretes?|ordonnances?|directives?|reglements?|versions?|code|articles?|art|en vigueur|circulaires?|jurisprudence|cour|cass(?:ation)?|"
    r"conseil d'etat|(?:du|arrets?) ce|publiee?s?|parue?s?|mise? a jour|maj|modifiee?s?|journal officiel|jo|jorf|recommandations?|communique|rapport|avis n\w*|etude|article|congres|"
    r"fermee?|ferme|fermeture|conges|ouvert|ouverture|horaires|copyright|consultee?s?|journee|webinaire|conference|edition|reunions?|ordre du jour|assemblee)\b|\bce,"
)
_BIRTH: Final = Regex(
    r"\b(?:nee?|ne\(e\)|nee?s|naissance|naiss?|ddn|dn|d\.(?:d\.)?n)\b(?:[a-z() .:]{0,12}| a [a-z' -]{2,30}(?: \([0-9]{2}\))?,? le )$"
)
_BIRTH_SAID: Final = Regex(
    r"\b(?:nee?s?|naissance|ddn|mineure?s?|majeure?s?|livret de famille|etat civil|identitovigilance|bracelet d'identi\w+)\b[^.!?;\n0-9]{0,40}(?:(?:le )?[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4},? (?:au lieu d[ue]|a la place d[ue]|et (?:pas|non)|mais pas|ou|puis|non)(?: le| du)? )?$"
)  # before a day, its year and all
_WHOLE: Final = Regex(r"[0-9][0-9er]{0,2} ?[/.| -] ?[0-9]{1,2} ?[/.| -] ?(?:19|20)?[0-9]{2}$")
_THEN_BIRTH: Final = Regex(
    r" au lieu du [0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19[0-9]{2}|200[0-9])(?![0-9])|,? ?(?:[(=:-] ?)?(?:(?:qui )?est |c'est |comme |pour |c'est )?(?:(?:ma|sa|mon|son|la|l'|notre|votre) ?)?(?:vraie |bonne )?(?:date (?:de |d')?)?(?:naiss?(?:ance)?|ddn|dn|anniversaire|anniv)\b|,? (?:d'apres|selon|sur|figure sur|inscrite? sur) (?:le|la|mon|ma|son|sa|leur) (?:livret|cni|carte (?:vitale|d'identite)|passeport|acte|bracelet)\b|,? (?:donc |je suis |elle est |il est |enfin |pas encore |bientot )?(?:majeure?|mineure?)\b"
)
_FEAST_OF: Final = Regex(
    r"(?<![a-z] )(?:\b(?:la |a la )?)\bsainte? [a-z]+(?:,| est| tombe| se fete|, fetee?)? ?,? ?(?:c'est )?le $|\b(?:la|bonne|une) (?:saint|st)e?[ -][a-z]+(?:,| est| tombe| se fete|, fetee?)? ?(?:c'est )?le $"
)  # a saint's day
_BORN_IN: Final = Regex(r"\bnee?(?:\(e\))? (?:en|au mois de) $")
_BIRTH_YEAR: Final = Regex(r"\b(?:nee?|ne\(e\))(?: en)?(?: l'annee)? (?P<year>(?:19|20)[0-9]{2})\b")
_SPACED_BIRTH: Final = Guided(
    rf"\b(?:nee?(?:\(e\))?|naissance|ddn|dn)(?: le| :|:)? (?P<date>{_DAY} {_MONTH_NUMBER} (?:19|20)?[0-9]{{2}})(?![0-9]| [0-9])",
    r"\b(?:nee?|naissance|ddn|dn)[(e) lL:]{0,7}[0-9]{1,2} [01]?[0-9] [0-9]{2}",
)  # with blanks for marks, which only a birth makes a date
_SPOKEN_NUMBER: Final = rf"(?:{_WORD_NUMBER}|{_TENS}(?:[ -](?:et[ -])?{_SMALL})?|zero|mille|cents?|neuf cents?|dix[ -]neuf cents?)"
_BORN_ON: Final = r"\b(?:nee?s?(?:\(e\))?|naissance|ddn|dn|d\.(?:d\.)?n\.?|date de naiss\.?)(?: (?:le|du|au|en|est|c'est|:)|[ :=]){0,3} ?"
_TOLD_BIRTH: Final = Guided(
    rf"{_BORN_ON}(?P<date>{_MONTH_NUMBER}[/.-](?:19|20)[0-9]{{2}}(?![0-9])|(?:19[2-9][0-9]|20[0-2][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])|{_DAY}{_MONTH_NUMBER}(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])|{_DAY} du {_MONTH_NUMBER} (?:du )?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])|{_WORD_NUMBER}[ -/]+{_SPOKEN_NUMBER}(?:[ -/]+{_SPOKEN_NUMBER}){{1,6}}(?![a-z]))"
    rf"|\b(?:je|j'?|il|elle|qui|fille|fils) ?suis d[ue] (?P<self>{_DAY} {_MONTH_NUMBER} (?:19|20)?[0-9]{{2}})(?![0-9]| [0-9])"
    rf"|\bnee?s? en (?P<month>{_MONTH}\.? (?:de )?(?:'?[0-9]{{2}}(?![0-9])|{_SHORT_YEAR_WORDS}))"
    r"|\b(?:elle|il|je|qui|mari|mere|fille|fils) (?:est|suis) de (?:l'annee )?(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
    r"\b(?:nee?|naissance|ddn|dn|d\.(?:d\.)?n|date de naiss|elle est de|il est de|je suis de|(?:qui|mari|mere|fille|fils) (?:est|suis) de|(?:je|j'?|il|elle|qui|fille|fils) ?suis d[ue] [0-9])",
)  # without marks, or in words, which only a birth makes a date
_AGE: Final = Guided(
    r"(?<![0-9a-z.,/-])(?P<age>[1-9][0-9]?|1[01][0-9]) ?(?:ans|a)\b(?! et plus| ou plus| minimum| de recul)",
    "(?:[1-9][0-9]?|1[01][0-9]) ?(?:ans|a)\\b",
)
_SPAN_BEFORE: Final = Regex(
    r"\b(?:depuis|pendant|durant|il y a|y a|ca fait|dans|apres|avant|tous les|toutes les|sous|environ tous les|garantie?|duree|tenue|dure\w*|"
    r"moins de|plus de|a partir de|des|jusqu'a|entre|et|a|ou|chaque|derniers?|rajeuni\w*|gagn\w*|vos|mes|ses|nos|les|premiers|"
    r"experience|recul|suivi|sur) (?:environ |presque |bientot |deja |l'age de |les |au moins |pres de )?$"
)
_SPAN_AFTER: Final = Regex(
    r" ?(?:d'experience|de recul|d'existence|de pratique|d'activite|plus tard|apres|apr|de plus|de moins|de garantie|d'ecart|de prison|d'emprisonnement)"
)
_AGED: Final = Regex(
    r"\b(?:agee?|age|ai|a|avait|as|aura|fille|fils|patiente?|femme|homme|personne|dame|monsieur|jeune \w+|enfant)(?: \w+)? (?:de |d'|a )?$"
)


def dates(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield dates, in folded positions; a date of birth is direct. Dates of laws, versions and opening are left out."""
    lower = folded.lower
    whole = [found.span() for found in written(lower)] if Trigger.DATE in seen else []
    for start, end in whole:
        yield from _dated(lower, start, end, born=False)
    for found in _SPACED_BIRTH.finditer(lower) if Trigger.BIRTH_DATE in seen else ():
        yield Identifier(*found.span("date"), Kind.DATE)
    for start, end in _MONTH_YEAR.spans(lower.encode("ascii")) if Trigger.MONTH_YEAR in seen else ():
        if all(end != stop for _, stop in whole):  # no month of a date that is written whole
            yield from _dated(lower, start, end, born=_follows_born(lower, start))
    for found in _BIRTH_YEAR.finditer(lower) if Trigger.BIRTH_YEAR in seen else ():
        yield Identifier(*found.span("year"), Kind.DATE)
    for found in _TOLD_BIRTH.finditer(lower) if Trigger.BORN in seen else ():
        yield Identifier(*found.span(found.lastgroup or 0), Kind.DATE)
    for found in _RELATIVE.finditer(lower) if Trigger.RELATIVE in seen else ():
        yield Identifier(*found.span(), Kind.DATE, direct=False)


def lived(lower: str, found: Iterable[Identifier]) -> list[Identifier]:
    """Return, cued, those of the dates `found` on which somebody was cared for, married, died, reached an age or wrote."""
    return [
        one._replace(cued=True)
        for one in found
        if one.kind is Kind.DATE
        and not one.direct
        and (
            _LIFE.search(lower, max(0, one.start - 32), one.start)
            or _OWN_ACT.match(lower, one.end)
            or _is_of_care(lower, one.start, one.end)
        )
    ]


def _is_of_care(lower: str, start: int, end: int) -> bool:
    """Tell whether a day is that of a care: an act, a part of the body, a state or a person stands in the clause before it, or an act after its year."""
    before = _clause(lower[max(0, start - _CLAUSE) : start])
    if _is_short(lower[start:end]) and not before.endswith(("le ", "du ", "au ")):
        return False
    if _OF_ALL.is_in(before) or _NO_DAY.match(lower, start):
        return False
    if _CARE.is_in(before) or _SOMEBODY.search(before):
        return True
    after = lower[end : end + _CLAUSE] if _YEAR.search(lower, start, end) else ""
    return bool(after) and _DONE.match(after) is not None


def _clause(before: str) -> str:
    """Return what of the words before a date stands in its sentence, so far as they can be seen."""
    return before[max(before.rfind(mark) + 1 for mark in (". ", "! ", "? ", "\n", ";")) :]


def _is_short(date: str) -> bool:
    """Tell whether a date is a fraction as well (`3/4`)."""
    return len(date) <= _FRACTION and "/" in date


_NO_DAY: Final = Regex(
    rf"{_MONTH}|avant-hier|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:dernier|passe|prochain)"
)
_FRACTION: Final = 5  # characters of a day and a month in digits
_CLAUSE: Final = 56  # characters around a date in which it is said what happened
_YEAR: Final = Regex(r"(?:19|20)[0-9]{2}$|[/.-][0-9]{2}$")
_PARTS: Final = (
    "seins?|poitrine|nez|ventre|paupieres?|oreilles?|menton|levres?|visage|joues?|cou|bras|cuisses?|jambes?|mains?|dos|fesses|hanches|genoux?|pieds?|doigts?|mamelons?|areoles?|teton|nombril|"
    "cicatrices?|plaies?|hematomes?|seromes?|infections?|necroses?|fievre|brulures?|morsures?|fractures?|tumeurs?|grains? de beaute|naevus|carcinomes?|melanomes?|kystes?|verrues?|lipomes?|cancers?|coques?|cheloides?|desunions?|abces"
)
_ACTS: Final = (
    "[a-z]+(?:plasties?|pexies?|ectomies?|otomies?|mammographies?|echographies?|scopies?)|mammographies?|echographies?|lipo[a-z]*|lifts?|lifting|bodylift|minilift|botox|toxine|peelings?|laser|lambeaux?|cesariennes?|ivg|exereses?|ablations?|retraits?|pose|depose|"
    "symetrisations?|retouches?|sutures?|fils|agrafes|drains?|pansements?|comblements?|tatouages?|abdo|rhino|septo|oto|bleph[a-z]*|mammo|pma|diep|implants?|protheses?|expandeurs?|bypass|sleeve|irm|scanner|radio|echo|biopsie|prelevements?|bilan|prise de sang|"
    "anapath|chimio[a-z]*|curage|infiltrations?|perfusion|transfusion|anesthesi[a-z]*|bloc|op|ope|operations?|interventions?|hospi[a-z]*|urgences|admission|accouchement|fausse couche|gaine|contention|attelle|platre|consentement"
)
_DEEDS: Final = "(?:re)?oper(?:ee?s?|er|ait)|greff[a-z]*|posee?s?|enlev[a-z]*|retir(?:ee?s?|er)|inject[a-z]*|piqu(?:ee?s?|er)|recous[a-z]*|sutur[a-z]*|excis[a-z]*|evacuee?s?|drainee?|brul(?:ee?|er)|mordue?|recue?s?|gonflee?s?|traitee?s?|soignee?s?|examinee?s?|endormie?"
_CARE: Final = Sign(rf"\b(?:{_PARTS}|{_ACTS}|{_DEEDS})\b")
_SOMEBODY: Final = Regex(
    r"\b(?:patiente?|dame|madame|monsieur|mme|mr|mlle|cliente?|operee?|celle|celui|premiere|premier|deuxieme|seconde|(?:mon|ma|mes|son|sa|votre|vos) [a-z]{3,})(?: (?:de|des|du) [a-z]{2,14}| [a-z-]{3,14})?,? (?:du|le) $"
)
_DONE: Final = Regex(
    rf"[ ,:-]{{1,3}}(?:(?:vous|tu) (?:avez|as|etes|es)|j'ai|je (?:suis|me)|on (?:a|m'a)|elle (?:a|est)|il (?:a|est)|nous avons)?[a-z ',]{{0,24}}?\b(?:{_ACTS}|{_DEEDS}|sign\w+)\b"
)
_OF_ALL: Final = Sign(
    r"\b(?:suspendue?s?|reprennent|reprise des|absente?s?|absence|vacances|soiree|atelier|salon|inaugur[a-z]*|rentree|promo[a-z]*|offres?|soldes|tarifs?|valables?|musee|concert|au monde|reunion|formations?|cours|colloque|seminaire|"
    r"d'information|dilution|scandale|histoire|tout public|inscriptions?|samu|nos horaires|depistage|octobre rose|journees|campagne|travaux|presenter[a-z]*|these)\b"
)  # days of everybody


_OWN_ACT: Final = Regex(
    r"[a-z ,]{0,14}? ?\b(?:vous m'avez|tu m'as|j'ai ete|je me suis fait|on m'a) (?:[a-z]+ )?(?:re?oper|opere|recous|pose|inject|piqu|anesth|hospitalis)|(?: derniere?)? (?:de|pour) (?:mon|ma) (?:operation|intervention|chirurgie|rdv|rendez-vous|consultation|pose|accouchement)\b"
)
_LIFE: Final = Regex(
    r"\b(?:mariee?s?|pacsee?s?|divorcee?s?|decedee?s?|mort|morte|enterree?|baptisee?|veu(?:f|ve)|(?:eu|feter?|mes|ses) [0-9]{2} ans|(?:mon|votre|ma|notre) (?:courrier|mail|message|lettre|appel)) (?:depuis )?(?:le |du |en |au |date du |dates du )?$|(?:^|[.,;:!\n] ?|\b(?:je|j|j'|moi|elle|il|notre) ?)(?:suis|est) du $"
)


def _dated(lower: str, start: int, end: int, *, born: bool) -> Iterator[Identifier]:
    birth = bool(
        born
        or _BIRTH.search(lower, max(0, start - 48), start) is not None
        or _THEN_BIRTH.match(lower, end) is not None
        or (_WHOLE.match(lower, start, end) and _BIRTH_SAID.search(lower, max(0, start - 76), start))
    )
    if birth or not (
        is_legal(lower, start)
        or _FEAST_OF.search(lower, max(0, start - 40), start)
        or _OF_THE_PRACTICE.match(lower, end)
        or _is_score(lower, start, end)
    ):
        yield Identifier(start, end, Kind.DATE, direct=birth)


def written(lower: str) -> Iterator[re.Match[str]]:
    """Yield the dates with a day, from the places where RE2 sees that one may start."""
    end = 0
    for start, _ in _STARTS.spans(lower.encode("ascii")):
        found = _DATE.match(lower, start) if start >= end else None
        if found is not None:
            end = found.end()
            yield found


def ages(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield ages of persons, in folded positions; durations are left out."""
    lower = folded.lower
    if Trigger.AGE not in seen:
        return
    for found in _AGE.finditer(lower):
        if found[0].endswith("ans") and not is_duration(lower, found.start(), found.end()):
            yield Identifier(*found.span(), Kind.AGE, direct=False)


def is_duration(lower: str, start: int, end: int) -> bool:
    """Tell whether the number at `lower[start:end]` counts a time that passes («il y a 8 jours») instead of naming one."""
    before = lower[max(0, start - 30) : start]
    if _SPAN_AFTER.match(lower, end):
        return True
    return _SPAN_BEFORE.search(before) is not None and _AGED.search(before) is None


def _follows_born(lower: str, start: int) -> bool:
    return _BORN_IN.search(lower, max(0, start - 25), start) is not None


def _is_score(lower: str, start: int, end: int) -> bool:
    """Tell whether a fraction is a mark out of ten or so (`douleur 6/10`) and no day of a month."""
    if "/" not in lower[start:end]:
        return False
    return _SCORED.search(lower, max(0, start - 24), start) is not None or (
        _OPENING_NOTE.match(lower, start, end) is not None and not lower[:start].strip(" *\n")
    )


_OPENING_NOTE: Final = Regex(r"[0-5]/5$|(?:[0-9]|10)/10$")  # what a review opens with


_OF_THE_PRACTICE: Final = Regex(
    r"(?: (?:inclus|au [0-9]{1,2}(?:er)? [a-z]+(?: inclus)?))?,? (?:le (?:cabinet|secretariat|standard|centre)|la clinique|les (?:consultations|conditions|tarifs|horaires)|nos (?:horaires|tarifs|conditions))\b"
)  # behind a day, or two of them
_SCORED: Final = Regex(
    r"\b(?:douleurs?|eva|en|note[ez]?|notes?|score|acuite|vision|vue|cotee?|glasgow|stade|serieux|niveau|seance|force|testing|story|stories|partie|episode|volet|slide|carrousel|etape|chapitre)(?: (?:a|de|est|etait|environ|toujours))? ?:? ?$"
)


_PRESCRIBED: Final = Regex(
    r"\b(?:mon|ma|son|sa|votre|vos|mes|leur|derniere|cette) (?:ordonnance|avis|article)s?\b|\b(?:bodylift|lift(?:ing)?|[a-z]+(?:ectomie|plastie)|incision|cicatrice|exerese|ceinture|greffe|bande) circulaire\b"
)


def is_legal(lower: str, start: int) -> bool:
    """Tell whether a date belongs to a law, a publication, opening hours: their word stands shortly before it."""
    window = lower[max(0, start - 48) : start]
    if not _LAW.is_in(window):  # nor without what is left out: that stands between words
        return False
    window = _PRESCRIBED.sub("", window)
    opens = max(window.rfind(". "), window.rfind("! "), window.rfind("? "), window.rfind("\n"))
    return _LAW.is_in(window[opens + 1 :])
