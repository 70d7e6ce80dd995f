"""Names in lower case, or in a text all in capitals, that no title announces: notes of the practice, forms, lists, hurried messages.

There a name shows by being no word of ours where one stands: beside an act (`rhino sanchez ok`), beside a first name (`leroux sylvie`),
before what people do (`bouchard a appelé`), after a label (`nom de jeune fille cazenave`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_eponym,
    is_first_name,
    is_known,
    is_misspelt,
    is_place,
    is_plain_first_name,
    is_town,
    is_word,
    lexicon,
)
from bot.guard.patient.mentions import QUALITIES
from bot.guard.patient.spellings import is_spelt
from bot.guard.patient.words import APART
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_LEAST: Final = 4  # letters of a surname that only its place shows
_PARTICLE: Final = r"(?:(?:de|da|dos|del|el|le|la|ben|van|von|di|du|mc|abou|ait) )?"
_NAME: Final = rf"{_PARTICLE}[a-z]{{3,}}(?:[-'][a-z]{{2,}})*"
_ACT: Final = (
    r"(?:abdo\w*|rhino\w*|septo\w*|oto|otoplasties?|bleph\w*|lift\w*|lipo\w*|ptose|ptosis|mammo\w*|pma|pmr|ppm|prothese\w*|implants?|diep|dorsal|expandeur|mamelon\w*|pam|gyneco\w*|genio\w*|canal carpien|dupuytren|doigt|tendon|kyste|lipome|"
    r"naevus|bcc|cbc|carcinome|melanome|exerese|cicatrice|cheloide|lambeau|greffe\w*|brulure|plaie|main|phlegmon|panaris|hematome|seromes?|seromas?|cro|crh|drains?|redons?|pansements?|pst|ablation|fils|agrafes|botox|injection\w*|peeling|laser|"
    r"ha|seins?|bras|cuisses?|ventre|nez|oreilles?|paupieres?|j ?[0-9]{1,3}|m ?[0-9]{1,2}|post[ -]?op|preop|pre[ -]op|ambu|bloc|cs|cons|consult\w*|controle|devis|photos?|suites?)"
)
_STATE: Final = (
    r"(?:annulee?|annule|reportee?|reporte|decalee?|decale|deplacee?|ok|ras|vue?|revue?|rappelee?|absente?|pas venue?|non venue?|a (?:revoir|rappeler|reconvoquer|operer|programmer|voir|joindre)|sortie?|operee?|confirmee?|confirme|injoignable|lapin|"
    r"cicatrisee?|propre|apyretique|algique|satisfaite?|contente?|inquiete?|stressee?|allergique|fume\w*|sous|prend|a [a-z]{3,}(?:er|ir|re)|repasse|reprogramm\w+|en attente|tel|au tel|[0-9]{1,3} ?ans)"
)
_DOES: Final = (
    r"(?:a (?:re?)?(?:appele|telephone|annule|confirme|ecrit|demande|dit|oublie|perdu|paye|regle|saigne|vomi|mal|peur|chute|rompu|lache|envoye|recu|signe|pris)|n'a (?:pas|plus|rien)|est (?:venue?|passee?|arrivee?|sortie?|rentree?|operee?|inquiete?|tombee?|la|en salle)|n'est pas|"
    r"veut|voudrait|souhaite|souhaiterait|demande|rappelle|rappellera|redemande|attend|arrive|vient|viendra|passe|passera|doit (?:passer|venir|rappeler|revenir)|va (?:mieux|bien|mal)|souffre|saigne|se plaint|s'inquiete|s'est)"
)
_OPENS: Final = (
    r"(?:^|[.,;:\n/|+>(] ?|- |\b(?:et|puis|urgent|urg|rappel|info|nb|important|attention|urgence) )"
)
_BEFORE_ACT: Final = Guided(
    rf"(?:{_OPENS})[ ]?(?P<name>{_NAME}(?: {_NAME})?)(?:,? ?[:(=-]? ?)(?:(?:pour|cs|rdv) )?(?<![a-z])(?:{_ACT}|{_STATE})(?![a-z])",
    rf"{_OPENS}[ ]?[a-z][a-z' -]{{2,40}}(?:,? ?[:(=-]? ?)(?:{_ACT}|{_STATE})\b",
)
_AFTER_ACT: Final = Guided(
    rf"(?<![a-z'-]){_ACT}(?: (?:de|d|pour|chez|mme|mr))? ?[:,-]? (?P<name>{_NAME}(?: {_NAME})?)(?= ?(?:[:;,.(/\n=+]|$)| - | (?:{_STATE}|{_ACT})(?![a-z])| [0-9])",
    rf"\b{_ACT}(?: (?:de|d|pour|chez|mme|mr))? ?[:,-]? [a-z]",
)
_DOING: Final = Guided(
    rf"(?<![a-z'-])(?P<name>{_NAME}(?: {_NAME})?) {_DOES}\b",
    rf"[a-z][a-z' -]{{2,40}} {_DOES}\b",
)
_LABEL: Final = Guided(
    rf"\b(?:nom de (?:jeune fille|naissance|famille|mariage|femme)|nom d'(?:usage|epouse)|nom marital|prenoms? ?:? ?[a-z-]{{3,14}},? noms?|nom de la patiente|nom du patient|noms? ?:|epouse|veuve|nee|remplace\w* par|a la place de|courrier (?:pour|de)|dossiers? (?:de |d')?|rdv (?:de |d'|pour )?|(?:le|la|de|du|au|pour) patiente?|"
    rf"(?:madame|monsieur|mademoiselle|mme|mlle|mr)|famille|consorts|suite (?:appel|mail|message) (?:de |d')|appel (?:de |d')|message (?:de |d')|tel (?:de |d')|rappeler|rappel|convoquer|joindre|prevenir|revoir|(?:re)?vue?s?|(?:re)?operee?|recue?|examinee?|appelee?|rappelee?|hospitalisee?|transferee?|adressee?|convoquee?|[0-9]{{1,2}} ?h ?[0-9]{{0,2}})\b ?:? ?(?:(?:madame|monsieur|mademoiselle|mme|mlle|mr|m\.) )?(?P<name>{_NAME}(?: {_NAME})?)(?![a-z0-9@'-])",
    r"\b(?:noms?|prenoms?|epouse|veuve|nee|remplace\w*|a la place|courrier|dossiers?|rdv|patiente?|madame|monsieur|mademoiselle|mme|mlle|mr|famille|consorts|suite|appel|message|tel|rappel|rappeler|revu|vu|opere|reopere|recu|examine|hospitalise|transfere|adresse|[0-9]{1,2} ?h|convoque|joindre|prevenir|revoir|le patient|la patient|de patient|du patient|au patient|pour patient)",
)
_NAMESAKE: Final = Guided(
    rf"{_OPENS}[ ]?(?P<name>[a-z]{{4,}}) {_DOES}\b", rf"{_OPENS}[ ]?[a-z]{{4,}} {_DOES}\b"
)  # of a disease, who does what diseases do not
_INITIALS: Final = Guided(
    r"\bpatiente? (?P<name>[a-z]\. ?[a-z]\.?|[a-z]\.)(?=,| -| :|\n|$)", r"\bpatiente? [a-z]\."
)
_PERSONAL: Final = Expression(
    r"\b(?:je|j|jai|jsuis|chui|vous|nous|tu|t|on|mon|ma|mes|moi|me|m|notre|nos|votre|vos|merci|bonjour|bonsoir|bjr|slt|coucou|salut|docteur|stp|the|you|and|el|les?|la|l|une?|des|du|est|sont|etait|etaient|dans|qui|que|cette|ces|aux?|sur|n|n'a|pour les)\b|[?!]"
)  # of messages and of prose; notes have none
_CARE: Final = Expression(
    r"\b(?:patiente?|rdv|rappel\w*|relance\w*|absente?s?|nouvelles|secretaire|annul\w+|repor\w+|appele|bloc|cs|cro|crh|staff|visite|chambre|lit|entree|sortie|dossier|courrier|ordonnance|devis|ablation|fils|drains?|redons?|[jm] ?[0-9]{1,3}|"
    r"ponction\w*|seromes?|seromas?|hematomes?|revue?|vue|op|ras|cc)\b"
)
_PUBLISHED: Final = Expression(
    r"\b(?:posts?|story|stories|reels?|legende|textes?|publications?|publier|instagram|insta|facebook|linkedin|tiktok|hashtags?|articles?|slogan|titres?|visuels?|carrousels?|newsletter|accroche|campagne|pub|promo\w*|fois|payable|site|blog|audience|abonnes)\b"
)  # of a request for a text, which names acts and nobody
_NOTE: Final = 160  # characters; a longer text is no note
_LITTLE: Final = Guided(
    r"\b(?:(?:le|la|au|du|les|ma|mon|notre) (?:petite?s?|jeune|p'?tite?|bebe|grande?|miss|mister)|(?:fils|fille|maman|papa|mere|pere|mari|femme|soeur|frere|copine|copain|voisine?|part|cel(?:le|ui)) de) (?P<name>[a-z]{3,}(?:-[a-z]{3,})?)(?= (?:a|est|va|n'a|s'est|n'est|dort|pleure|saigne|veut|qui|et)\b| ?(?:[,.;!)\n]|$))",
    r"\b(?:le|la|au|du|les|ma|mon|notre) (?:petit|jeune|p'?tit|bebe|grand|miss)|\b(?:fils|fille|maman|papa|mere|pere|mari|femme|soeur|frere|copine|copain|voisine?|part|cel(?:le|ui)) de ",
)
_BESIDE: Final = Regex(rf" (?P<name>{_NAME})(?![a-z0-9@'-]|\.[a-z])")
_AHEAD: Final = Regex(
    r"(?:^|[.,;:\n/(-] ?|\b(?:pour|de|mme|mr|m|dossier|rdv|patiente?|c'est|nom|ici|bloc|demain|demande|signe) )(?P<name>[a-z]{4,}(?:-[a-z]{2,})*) $"
)
_DETERMINED: Final = Regex(
    r"(?:^|[^a-z])(?:les?|la|l|un|une|des|du|de|d|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leurs?|ce|cet|cette|ces|au|aux|en|par|sur|sans|tres|trop|plus|pas|bien|je|j|tu|on|il|elle|nous|vous|ils|elles|ne|me|te|se|qui|que|y|dans|sous|avec|vers)[ '-]$"
)
_MEDICAL: Final = Regex(
    r".{3,}(?:tion|sion|ment|eux|euse|ique|isme|aient|erait|erais|eront|erons|erai|ites?|omes?|oses?|emies?|plasties?|tomies?|graphies?|scopies?|algies?|ologie|ologue|teurs?|trices?|ectomie|..istes?|aires?|ives?|uels?|uelles?|..ales?|ables?|ibles?|ifs?|.ages?|ine|ide|ate|yl|um)s?"
)
_ENDINGS: Final = (
    *(
        "aient",
        "erait",
        "eront",
        "ante",
        "ants",
        "ees",
        "ent",
        "ais",
        "ait",
        "ant",
        "era",
        "ons",
        "ez",
        "er",
        "ir",
    ),
    *("es", "ee", "is", "it", "ie", "s", "e", "x", "t"),
)
_STEMS: Final = ("", "e", "er", "es", "ee", "ent", "ait", "ant", "ir", "is", "it", "re", "s")
_ELIDED: Final = Regex(r"(?:qu|jusqu|[cdjlmnst])(?P<rest>[aeiouyh][a-z]+)")
_SPOKEN: Final = words_of(
    "wesh wsh weche frerot reuf kho gros bro azy vazy askip jpp mdrr tkt oklm starfoullah wallah wallahi inchallah inchalah hamdoullah mashallah machallah bismillah coursier coursiere livreur livreuse bati "
    "bonjours bjour bonsoire salu slut mersi merki mercii merciii docteure docteurs doc toubib chirurgienne chir secretaires svpp siouplait silvouplait desolee desole dsle derien parcontre parcontr quand kand meme aussii voila voilou pourkoi pourquoi "
    "pourquoii comment coment combien combient tjrs tjours toujour jamai maintenan mtnt aprem apremidi midi demin demain hierr aujourdhui ajd auj weekend ouais ouai nikel nickel super cool okay dacc dacord accord bisou bizou bizous bizoux "
    "cicatris pansemen suture sutures redon redons compresse compresses betadine dakin doliprane dafalgan efferalgan ibuprofene paracetamol amoxicilline augmentin tramadol lovenox kardegic plavix xarelto eliquis biseptine cicalfate cicaplast mepitel mepilex "
    "recap marital maritale melle rugbyman barman bilat bilateral unilat unilateral droite gauche gche drte chir plast ortho onco chimio radioth anat path lipomod mastec recons retouche preval hosto hospit ambul consult trait pansemt evol normo sympto asympto apyr asympt reeduc kinesi extern sortant entrant scopie "
    "steri strip strips steristrip steristrips gaine gaines soutif soutien bandeau boléro bolero panty pansmt post preop postop ambulatoire anesth anapath bilan biolo prise sang echo irm scan radio photo photos visio teleconsult teleconsultation whatsapp doctolib"
)  # that no list of words holds


def noted(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield names in any case, in folded positions; `found` is known already, and first names among it may have a surname beside them."""
    yield from _beside_what_is_done(folded) if _may_name(folded.cased) else ()
    said = _SAID.standing(folded.lower)
    if not _SHOWN.isdisjoint(said):
        yield from (one for one in _shown(folded.lower) if folded.cased[one.start].islower())
    yield from of_a_department(folded.lower) if _OF_A_DEPARTMENT in said else ()
    yield from _listed(folded) if _LIST in said else ()
    yield from _in_capitals(folded) if " / " in folded.cased else ()
    yield from _signs(folded)
    for one in found:
        first = folded.cased[one.start : one.end]
        if one.kind is Kind.FIRST_NAME and first.islower() and is_plain_first_name(first):
            yield from _in_full(folded.lower, one)


def _beside_what_is_done(folded: Folded) -> Iterator[Identifier]:
    """Yield names beside an act, a deed or a label, and the strangers of a note."""
    published = _PUBLISHED.is_in(folded.lower.encode("ascii"))
    for pattern in (_DOING, _LABEL) if published else (_BEFORE_ACT, _AFTER_ACT, _DOING, _LABEL):
        for match in pattern.finditer(folded.lower):
            for one in _name(folded.lower, *match.span("name"), labelled=pattern is _LABEL):
                if folded.cased[one.start].islower():
                    yield one
    yield from () if published else _in_a_note(folded)


def _may_name(cased: str) -> bool:
    """Tell whether any word in lower case may be somebody's name, as in most texts none may."""
    words = set(cased.translate(APART).split()) - _ours_whole()
    return any(
        is_somebody(word) for word in words if len(word) >= _LEAST - 1 and word.isalpha() and word.islower()
    )


@cache
def _ours_whole() -> frozenset[str]:
    """Return all the words that the lists hold and that are no first name."""
    lists = ("ordinary", "common", "clinical", "towns", "places", "eponyms")
    first = lexicon("first_names") - lexicon("ambiguous_names")
    return frozenset().union(_SPOKEN, *map(lexicon, lists)) - first


def _name(lower: str, start: int, end: int, *, labelled: bool) -> Iterator[Identifier]:
    """Yield what of `lower[start:end]`, one or two words with their particles, is a name; a label comes right before one."""
    words = lower[start:end].split(" ")
    while not labelled and len(words) > 1 and not (_may_be_particle(words[0]) or is_somebody(words[0])):
        start += len(words.pop(0)) + 1
    if not labelled and _DETERMINED.search(lower, max(0, start - 8), start):
        return
    kept = 0
    for word in words:
        if not (_may_be_particle(word) and kept == 0) and not is_somebody(word):
            break
        kept += len(word) + 1
    name = lower[start : start + kept - 1].split(" ") if kept else []
    if name and is_somebody(name[-1]) and (any(map(is_stranger, name)) or len(name) > 1):
        yield Identifier(start, start + kept - 1, Kind.NAME, cued=True)


def _may_be_particle(word: str) -> bool:
    return word in _PARTICLES


_PARTICLES: Final = words_of("de da dos del el le la ben van von di du mc abou ait")


def _shown(lower: str) -> Iterator[Identifier]:
    """Yield the namesake of a disease who does something, the initials of a patient, a child by a first name."""
    for match in _NAMESAKE.finditer(lower):
        if is_eponym(match["name"]) and match["name"] not in _ours():
            yield Identifier(*match.span("name"), Kind.NAME, cued=True)
    for match in _INITIALS.finditer(lower):
        yield Identifier(*match.span("name"), Kind.NAME, cued=True)
    for match in _LITTLE.finditer(lower):
        if is_first_name(match["name"]) and not is_word(match["name"]) and match["name"] not in QUALITIES:
            yield Identifier(*match.span("name"), Kind.FIRST_NAME, cued=True)


def of_a_department(lower: str) -> Iterator[Identifier]:
    """Yield a nickname with the number of a department: `Juju du 56`."""
    for match in _OF_A_DEPARTMENT.finditer(lower):
        if is_first_name(match["first"]) and not is_word(match["first"]):
            yield Identifier(*match.span("name"), Kind.NAME, cued=True)


_OF_A_DEPARTMENT: Final = Guided(
    r"(?<![a-z0-9'-])(?P<name>(?P<first>[a-z]{3,12}) du (?:0[1-9]|[1-8][0-9]|9[0-5]|2[ab]))(?![0-9a-z]| ?[/:h.-] ?[0-9]| (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|au |rue|avenue|bd|boulevard))",
    r"[a-z]{3,12} du [0-9]",
)


def _in_a_note(folded: Folded) -> Iterator[Identifier]:
    """Yield, in a short note about care in which nobody speaks to anybody, every word in lower case that is no word of ours."""
    lower = folded.lower
    if not is_note(lower):
        return
    for match in _ALONE.finditer(lower):
        start, end = match.span()
        if (
            folded.cased[start].islower()
            and is_stranger(match[0])
            and not _DETERMINED_IN_NOTE.search(lower, max(0, start - 8), start)
        ):
            yield Identifier(start, end, Kind.NAME, cued=True)


def is_note(lower: str) -> bool:
    """Tell whether a short text or a line of one is about care and speaks to nobody."""
    text = lower.encode("ascii")
    return len(lower) <= _NOTE and not _PERSONAL.is_in(text) and _CARE.is_in(text)


_ALONE: Final = Regex(r"(?<![a-z0-9@'._/-])[a-z]{5,}(?![a-z0-9@'_/-]|\.[a-z])")
_DETERMINED_IN_NOTE: Final = Regex(
    r"(?:^|[^a-z])(?:les?|la|l|un|une|des|du|son|sa|ses|ce|cet|cette|ces|au|aux|en|par|sur|sous|sans|avec|tres|peu|pas|non|bien|post|pre|anti|hyper|hypo|type|dose)[ '-]$"
)


def _listed(folded: Folded) -> Iterator[Identifier]:
    """Yield the names of a list of which most items can be nothing else: `jeudi : pacheco, morvan, le goff`."""
    lower = folded.lower
    for match in _LIST.finditer(lower):
        items = [(match.start("items") + one.start(), one[0]) for one in _ITEM.finditer(match["items"])]
        heads = [(start, _HEAD.match(item)) for start, item in items]
        named = [
            (start, head) for start, head in heads if head and all(map(_can_be_named, head[0].split(" ")))
        ]
        if len(named) < _SEVERAL or 2 * len(named) < len(items):
            continue
        for start, head in named:
            if folded.cased[start].islower():
                yield Identifier(start, start + len(head[0]), Kind.NAME, cued=True)


def _in_capitals(folded: Folded) -> Iterator[Identifier]:
    """Yield the surnames of a list in capitals, though a disease bears one of them: `MOREL / PEREZ / NGUYEN`."""
    for match in _CAPITALS.finditer("" if folded.cased.isupper() else folded.cased):
        items = match[0].lower().split(" / ")
        if any(map(is_somebody, items)) and not any(item in _ours() or is_place(item) for item in items):
            place = match.start()
            for item in items:
                yield Identifier(place, place + len(item), Kind.NAME, cued=True)
                place += len(item) + 3


_CAPITALS: Final = Guided(
    r"(?<![A-Za-z0-9])[A-Z]{4,}(?: / [A-Z]{4,}){1,8}(?![A-Za-z0-9])", r"[A-Z]{4,} / [A-Z]{4}"
)


def _can_be_named(word: str) -> bool:
    return _may_be_particle(word) or is_somebody(word) or (is_first_name(word) and not is_word(word))


def _signs(folded: Folded) -> Iterator[Identifier]:
    """Yield what stands alone on the last line, and is no word of ours."""
    closing = _LAST_WORD.search(folded.cased, max(0, len(folded.cased) - _SIGNATURE))
    if (
        closing is not None
        and is_stranger(closing["name"].lower())
        and not is_eponym(closing["name"].lower())
    ):
        yield Identifier(*closing.span("name"), Kind.NAME, cued=True, closing=True)
    match = _LAST_LINE.search(folded.lower, max(0, len(folded.lower) - _SIGNATURE))
    if match is not None and all(map(_can_be_named, match["name"].split(" "))):
        yield Identifier(*match.span("name"), Kind.NAME, cued=True, closing=True)


_LIST: Final = Guided(
    r"(?:[:=>] ?|\n|- |\bh[0-9]{0,2} )(?P<items>[a-z][a-z' -]{2,30}(?:\([^()\n]{1,30}\))?(?: ?[,/;+|] ?(?:et )?[a-z][a-z' -]{2,30}(?:\([^()\n]{1,30}\))?)+)",
    r"(?:[:=>] ?|\n|- )[a-z][a-z' -]{2,30}(?:\([^()\n]{1,30}\))? ?[,/;+|]",
)
_ITEM: Final = Regex(r"[a-z][a-z' -]*[a-z](?=(?: ?\([^()\n]*\))?(?: ?[,/;+|]|$))")
_HEAD: Final = Regex(rf"{_NAME}(?: [a-z]{{4,}})?$")
_SEVERAL: Final = 2  # names that make a list
_LAST_LINE: Final = Regex(r"\n[ ]*(?P<name>[a-z]{4,}(?:[ -][a-z]{4,})?)[ .!]*$")
_LAST_WORD: Final = Regex(r"(?:^|[ '])[a-z][a-z-]*[,.!] (?P<name>[A-Z][a-z]{4,}(?:-[A-Z][a-z]+)*)[ .!]*$")
_SIGNATURE: Final = 40  # characters


_SHOWN: Final = frozenset((_NAMESAKE, _INITIALS, _LITTLE))
_SAID: Final = Sieve(*_SHOWN, _OF_A_DEPARTMENT, _LIST)


def _in_full(lower: str, one: Identifier) -> Iterator[Identifier]:
    """Yield a first name in lower case with the word after or before it that is no word of ours."""
    start, end = one.start, one.end
    after = _BESIDE.match(lower, end)
    if after is not None and is_stranger(after["name"].rpartition(" ")[2]):
        end = after.end("name")
    else:
        before = _AHEAD.search(lower, max(0, start - 24), start)
        if before is not None and is_stranger(before["name"]):
            start = before.start("name")
    if (start, end) != (one.start, one.end):
        yield Identifier(start, end, Kind.NAME, cued=True)


def is_somebody(word: str) -> bool:
    """Tell whether a word in lower case is a first name, or no word of ours."""
    return is_plain_first_name(word) or is_stranger(word)


def is_stranger(word: str) -> bool:
    """Tell whether a word is none of ours, nor one of ours inflected, elided or misspelt."""
    if len(word) < _LEAST or is_first_name(word) or not any(vowel in word for vowel in "aeiouy"):
        return False
    parts = word.replace("'", "-").split("-")
    return not any(_is_ours(part) for part in parts if len(part) >= _LEAST) and any(
        len(part) >= _LEAST for part in parts
    )


def _is_ours(word: str) -> bool:
    if is_known(word) or is_town(word) or word in _SPOKEN or word in lexicon("clinical"):
        return True
    if word in lexicon("surnames"):
        return False
    if is_spelt(word):
        return True
    if (
        _MEDICAL.fullmatch(word)
        or is_misspelt(word)
        or word.startswith(("jv", "js", "jp", "jt", "jc", "jm", "jf", "jr", "jd", "jl"))
    ):
        return True
    elided = _ELIDED.fullmatch(word)
    return (elided is not None and is_word(elided["rest"])) or _is_inflected(word)


def _is_inflected(word: str) -> bool:
    """Tell whether a word is another form of one that the lists hold."""
    ours = _ours()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            stem = word[: -len(ending)]
            if any(stem + other in ours for other in _STEMS):
                return True
    return any(word + other in ours for other in ("e", "s", "t", "r", "re"))


@cache
def _ours() -> frozenset[str]:
    return lexicon("ordinary") | lexicon("common")


_STEM: Final = 3  # letters
