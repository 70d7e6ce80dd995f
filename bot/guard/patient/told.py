"""Names that people give of themselves and of theirs, in a message that comes in.

What comes in leans to recall: a name masked in vain costs a word, a name let through cannot be taken back. So cues count here in any case
and in several languages, and a capitalised word that no list knows counts beside a name. What goes out never reads this module.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_known,
    is_place,
    is_said,
    is_word,
)
from bot.guard.patient.names import SURNAMES, is_particle, name_at
from bot.guard.patient.words import Word, may_be_name, names_no_person
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_SURE: Final = Expression(
    r"\b(?:(?:j|je|j'|tu|il|elle|on) ?)?(?:m|s) ?'? ?app?ell?(?:e|es)? |\bje (?:me|m') ?presente,? |\b(?:my name is|my name's|name's|me llamo|mi nombre es|chamo-me|me chamo|meu nome e|mi chiamo|"
    r"ich heisse|mein name ist|ik heet|mijn naam is|nazywam sie|mam na imie|ma numesc|au noms? d[eu] |(?:rdv|rendez-vous|dossier|inscri|enregistr|reserv|avis|pris|note|facture)[a-z' ]{0,30} sous (?:le|mon) nom (?:de |d')?|(?:mon|son) (?:pre)?nom(?: (?:de |d')[a-z]+(?: fille)?)?,? (?:c'est|cest|c|est) )"
)  # what follows is a name, in capitals or not
_LIKELY: Final = Expression(
    r"\b(?:soy|sou [ao]|sou|sono|ich bin(?: die| der)?|je suis|jsuis|chui|i'm|i am|im|it's|its|this is|ask for|asking for|demande[rz]|demande[rz] (?:a|pour)|parler a|(?:rappele[rz]|contacte[rz]|appele[rz]|previens|prevenez|joindre|dites? a|informe[rz])(?: (?:mme|mlle|mr|madame|monsieur))?|signee?|sign|"
    r"nee?|veuve|vve|epouse|epse|divorcee?|nom de (?:famille|naissance|jeune fille|mariage|femme)|nom d'(?:usage|epouse)|nom marital|noms?|prenoms?|c'est|cest|c ?est|ici|moi|de la part de|"
    r"notee?|ecrit|s'ecrit|s'epelle|inscrite?|enregistree?|orthographie|sous le nom(?: de)?|(?:le|mon|son|ton|notre|votre|leur|du|au|petit|beau|jeune)[ -]fils|"
    r"familles?|couple|jumelles|jumeaux|soeurs|freres|surnommee?|alias|dite?) "
)  # what follows is a name if it has a capital, or is a first name and nothing else
_FAMILY_NAME: Final = Regex(r"nee?|veuve|vve|ep|divorcee?|nom|famille|couple|.{0,7}fils")
_SHORT: Final = Expression(r"\bce?[' ]")  # «c kevin», «cé nawel»: only before a first name
_OF: Final = Expression(
    r"\b(?:copine|copain|amie?|mari|femme|mere|pere|soeur|frere|fille|fils|maman|papa|tante|oncle|cousine?|niece|neveu|belle-mere|belle-soeur|beau-frere|grand-mere|grand-pere|"
    r"voisine?|collegue|compagne|compagnon|conjointe?|epouse|marraine|parrain|nounou|part|chez|dossier|rdv|rendez-vous|photos?|operation|resultats?|infirmiere|histoire) d(?:e |')"
)
_BRIEF: Final = Expression(r"\b(?:mme|mlle|mr|chez m\.|de m\.|et m\.|a m\.|pour m\.|avec m\.|^m\.) ")
_LOWER: Final = Regex(
    r"(?P<first>[a-z]{3,}(?:-[a-z]+)*(?:'h\b)?)(?: (?P<second>[a-z]{3,}(?:-[a-z]+)*)(?![a-z']))?"
)
_NOT_NAMES: Final = words_of(
    "veuve vve feu feue jai jaimerais jaimerai jvoudrais suis voudrais voudrait souhaite souhaiterais habite viens vient aimerais aimerait tel num numero port jeune societe entreprise famille "
    "principe parents parent bebe carte compte garcon confrere groupe labo laboratoire epoux pas plus toujours opere operee agee age ainsi comment depuis dispo merci svp car quoi "
    "rappelle rappellera rappelez rappeler passe passera venue venu vient attend demande confirme annule veut voulait sortie sorti revient arrive contact telefon phone mobile bureau domicile maison assurance assurances offre offres societes hotel garage sinon ras promo grace passe guten tag morgen abend good morning evening afternoon buenos buenas dias tardes boa tarde dia buongiorno buonasera ciao dear kind best regards thank thanks hallo pour the and have from not"
)
_ORIGIN: Final = Regex(
    r"(?:ienne?|aise?|iere?|euse|trice|iste|ante|logue|aine|oise?|ee|able|ible|ive|onne|ique|orse|aque)s?$"
)
_INITIALS: Final = Regex(r"\b[Ss]ignee? ?:? ?(?P<name>[A-Z]\.? ?-?[A-Z]\.?)(?![A-Za-z'-])")
_ABRIDGED: Final = Regex(
    r"(?<![A-Za-z.])(?:Th|Ch|Ph|Fr|Cl|Gh|Jh|Mch|Cath|Chr|Alex|Emm|Jq|Gge|Et|Gab|Steph)\. ?(?P<last>[A-Z][A-Za-z]{2,}(?:['-][A-Za-z]+)*)"
)
_BEFORE_LABEL: Final = Regex(
    r"(?<![A-Za-z'-])(?P<name>[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*),? (?=[Pp]renom|PRENOM)"
)
_SUBJECT: Final = Regex(
    r" (?:[1-9][0-9]? (?:ans|mois)|(?:vous|m'|nous|t')? ?a|passe|recupere|depose|rappelle|confirme|annule|rapporte|ramene|avait|aura|n'a|va|vient|revient|veut|voudrait|voulait|souhaite|souhaiterait|aimerait|souffre|saigne|pleure|dort|tousse|vomit|mange|boit|gratte|se plaint|s'est|se sent|refuse|"
    r"attend|arrive|demande|dit|supporte|prend|tient|marche|(?:est|etait|sera) (?:ne|opere|sorti|suivi|tombe|venu|passe|rentre|hospitalise|inquiet|inquiete|stresse|allergique|enceinte|"
    r"mineure?|majeure?|contente?|ravie?|fatigue|endormi|reveille)e?)\b"
)
_DESCRIBED: Final = Regex(
    r", (?:vingt|trente|quarante|cinquante|soixante|quatre-vingt)[a-z -]{0,16} ans\b| ?\((?:homme|femme|h|f|fille|garcon|elle|lui|[0-9]{1,3} (?:ans?|mois)|m(?:a|on) )|, [0-9]{1,3} ?(?:ans?|mois)\b| a [0-9]{1,3} ?(?:ans?|mois)\b"
)
_ELIDED: Final = Regex(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")
_CLAUSE: Final = Regex(r"(?:^|[.!?,;:(\n-] ?|\b(?:que|qu'|et|mais|car|quand|si|alors|donc) ?)[ \"]*$")
_JOINTS: Final = frozenset(
    {" et ", ", ", "; ", ";", " / ", " & ", " et pas ", " et non ", " et non pas ", " ou ", " + "}
)  # between two of a family
_OPENING: Final = Regex(
    r"[^A-Za-z0-9?]*(?P<name>[A-Z][A-Za-z'-]+ (?:(?:Le|La|De|Du|Van|Von|Ben|El|de|du|van|von|le|la) ){0,2}[A-Z][A-Za-z'-]+)(?= *(?:[,:(]|- |\n|$| 0[1-9]))"
)
_ENDING: Final = Regex(
    r"(?:[.!?,:;\n-] *)(?P<name>[A-Z][A-Za-z'-]+ (?:(?:Le|La|De|Du|Van|Von|Ben|El|de|du|van|von|le|la) ){0,2}[A-Z][A-Za-z'-]+)[ .!]*$"
)
_BEFORE_PHONE: Final = Regex(
    r"(?:^|[\n.!?] ?)(?P<name>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)?) ?(?:[,:(-] ?){0,2}$"
)
_ENDING_SIZE: Final = 60  # characters
_OTHER_SCRIPT: Final = Regex("[\u0370-\u1fff\u3040-\u9fff]")
_FOREIGN: Final = Regex(
    r"(?:اسمي|إسمي|أنا|انا|меня зовут|мене звати|我叫|我的名字是|名前は|שמי|με λένε|ονομάζομαι) ?(?:هو |هي )?(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})"
)
_FOREIGN_STOP: Final = Regex(r" (?:ورقم|رقم|عمر|من |و(?=[^ ]+ي\b)|и |мне|та )")


def told_names(
    folded: Folded, seen: frozenset[Trigger], words: list[Word], found: Iterable[Identifier]
) -> Iterator[Identifier]:
    """Yield names that only a message that comes in makes likely, in folded positions; `words` start with a capital, `found` is known already."""
    if Trigger.SURE in seen:
        yield from _after_sure(folded)
    if Trigger.LIKELY in seen:
        yield from _after_likely(folded)
    if Trigger.BRIEF in seen:
        yield from _after_brief(folded)
    yield from _written_oddly(folded, seen)
    if "?" in folded.lower and _OTHER_SCRIPT.search(folded.source):
        yield from _in_other_scripts(folded)
    people = words if Trigger.DESCRIBED in seen else [one for one in words if is_first_name(one.lower)]
    yield from _subjects(folded, people)
    yield from _by_place(folded, words, list(found))


def _after_sure(folded: Folded) -> Iterator[Identifier]:
    for _, end in _SURE.spans(folded.lower.encode("ascii")):
        start = _past_blanks(folded.lower, end)
        lower = list(_lower_name(folded, start)) if folded.cased[start : start + 1].islower() else []
        yield from lower or name_at(folded, start, label=False)


def _past_blanks(text: str, position: int) -> int:
    while text[position : position + 1] == " ":
        position += 1
    return position


def _lower_name(folded: Folded, start: int, words: int = 2) -> Iterator[Identifier]:
    found = _LOWER.match(folded.lower, start)
    titled = words == 1 and found is not None and found["first"] in SURNAMES
    if found is None or not (titled or _may_be_lower_name(found["first"])):
        return
    whole = words > 1 and found["second"] is not None and _may_be_lower_name(found["second"])
    kind = Kind.FIRST_NAME if not whole and is_first_name(found["first"]) else Kind.NAME
    yield Identifier(start, found.end("second" if whole else "first"), kind, cued=True)


def _may_be_lower_name(word: str) -> bool:
    return not is_common(word) and not is_place(word) and word not in _NOT_NAMES


def _after_likely(folded: Folded) -> Iterator[Identifier]:
    text = folded.lower.encode("ascii")
    for start, end in _LIKELY.spans(text):
        birth = _FAMILY_NAME.match(folded.lower, start) is not None
        if _IS_NOT.match(folded.lower, start) and not _is_born(folded, start):
            continue
        if birth and _OFFICE.match(folded.cased, end):
            continue
        shouted = not birth and folded.cased[start:end].isupper()
        for one in name_at(folded, end, label=birth):
            if not _says_what_one_is(folded, one, folded.lower[start:end]) and not (
                shouted and is_said(folded.lower[one.start : one.end])
            ):
                yield one
    for _, end in _SHORT.spans(text):
        yield from (one for one in name_at(folded, end, label=False) if one.kind is Kind.FIRST_NAME)
    for _, end in _OF.spans(text):
        for one in name_at(folded, end, label=False):
            if not is_place(folded.lower[one.start : one.end]) and not _is_elided(folded, one):
                yield one


_IS_NOT: Final = Regex("ne ")
_OFFICE: Final = Regex(r"(?:l[ae]s? |l')[A-Z]{2,5}\b")  # «sans ce nom la CPAM rejette»


def _is_born(folded: Folded, start: int) -> bool:
    """Tell whether `ne` is `né` without its accent, and no negation: after a name, a title or a verb that says so."""
    accented = folded.source[slice(*folded.span(start, start + 2))].lower() == "né"
    denies = _DENIES.match(folded.lower, start)
    return accented or (
        not (denies and is_known(denies["verb"]))
        and _BORN_AFTER.search(folded.lower, max(0, start - 12), start) is not None
    )


_DENIES: Final = Regex(r"ne (?P<verb>[a-z]+)")
_BORN_AFTER: Final = Regex(r"(?:\b(?:est|suis|monsieur|mr|m\.|patient|fils|pere|bebe)|[,(]) ?$")


def _is_elided(folded: Folded, one: Identifier) -> bool:
    """Tell whether a name is none but the start of a common noun or a sign (`opération de LASIK`)."""
    text = folded.cased[one.start : one.end]
    return text.isupper() and not is_first_name(text.lower())


def _says_what_one_is(folded: Folded, one: Identifier, cue: str) -> bool:
    """Tell whether `je suis Parisienne`, `c'est Incroyable` says what, not who."""
    text = folded.lower[one.start : one.end]
    if " " in text or is_first_name(text) or not cue.startswith(("je", "js", "chu", "c", "i", "moi", "s")):
        return False
    return _ORIGIN.search(text) is not None


def _after_brief(folded: Folded) -> Iterator[Identifier]:
    """Yield `mme zerrouki`, whatever follows."""
    for _, end in _BRIEF.spans(folded.lower.encode("ascii")):
        yield from _lower_name(folded, end, words=1)


def _written_oddly(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield initials that sign, abridged first names before a surname, a surname before `prénom`."""
    if Trigger.SIGNED in seen:
        for found in _INITIALS.finditer(folded.cased):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)
    if Trigger.ABRIDGED in seen:
        for found in _ABRIDGED.finditer(folded.cased):
            if may_be_name(_word(found, "last")):
                yield Identifier(*found.span(), Kind.NAME)
    if Trigger.LABEL in seen:
        for found in _BEFORE_LABEL.finditer(folded.cased):
            if may_be_name(_word(found, "name")):
                yield Identifier(*found.span("name"), Kind.NAME, cued=True)


def _word(found: re.Match[str], group: str) -> Word:
    return Word(*found.span(group), found[group], found[group].lower())


def _in_other_scripts(folded: Folded) -> Iterator[Identifier]:
    """Yield the name after `my name is` in scripts that have no ASCII view."""
    for found in _FOREIGN.finditer(folded.source):
        stop = _FOREIGN_STOP.search(folded.source, *found.span("name"))
        end = stop.start() if stop else found.end()
        yield Identifier(folded.at(found.start("name")), folded.at(end), Kind.NAME, cued=True)


def _by_place(folded: Folded, words: list[Word], found: list[Identifier]) -> Iterator[Identifier]:
    """Yield names by where they stand: beside a name or a telephone, alone at either end."""
    yield from _beside(folded, words, found)
    yield from _at_the_ends(folded.cased)
    for one in found:
        if one.kind is Kind.PHONE:
            yield from _before_phone(folded.cased, one.start)


def _subjects(folded: Folded, words: Iterable[Word]) -> Iterator[Identifier]:
    """Yield those of the words that a sex, an age or a patient's verb follows at the start of a clause."""
    for word in words:
        if (
            _is_described(folded.lower, word)
            and _CLAUSE.search(folded.lower[max(0, word.start - 12) : word.start])
            and not _is_accented(folded, word.end)
            and _may_be_subject(word)
        ):
            yield Identifier(word.start, word.end, Kind.FIRST_NAME, cued=True)


def _is_described(lower: str, word: Word) -> bool:
    """Tell whether an age, a sex or, after a first name, a patient's verb follows."""
    if lower[word.end : word.end + 1] not in _AFTER_SUBJECT:
        return False
    described = _DESCRIBED.match(lower, word.end) is not None
    return described or (is_first_name(word.lower) and _SUBJECT.match(lower, word.end) is not None)


_AFTER_SUBJECT: Final = frozenset(" ,(")


def _may_be_subject(word: Word) -> bool:
    if _ELIDED.match(word.lower) or word.lower in _NOT_NAMES or is_common(word.lower):
        return False
    return is_first_name(word.lower) or may_be_name(word)


def _is_accented(folded: Folded, end: int) -> bool:
    """Tell whether `à` follows, a preposition and no verb (`Rose à lèvres`)."""
    start, _ = folded.span(end, end + 2)
    return folded.source[start : start + 2].endswith("à")


def _beside(folded: Folded, words: list[Word], found: list[Identifier]) -> Iterator[Identifier]:
    """Yield `Margaux` in `Anaïs et Margaux`: a capitalised word joined to a name."""
    people = {one.start for one in found if one.kind in NAMES and not one.doctor}
    for left, right in pairwise(words) if people else ():
        joint = folded.cased[left.end : right.start]
        if joint not in _JOINTS:
            continue
        for word, other in ((left, right), (right, left)):
            if (
                other.start in people
                and word.start not in people
                and _is_one_more(folded, word, listed=joint[0] in ",;")
            ):
                yield Identifier(word.start, word.end, Kind.FIRST_NAME, cued=True)


def _is_one_more(folded: Folded, word: Word, *, listed: bool) -> bool:
    if listed and ((word.is_upper and len(word.text) <= _ACRONYM) or _ELIDED.match(word.lower)):
        return False
    return (
        may_be_name(word)
        and (is_first_name(word.lower) or not is_word(word.lower))
        and not (is_eponym(word.lower) and not is_first_name(word.lower))
        and not names_no_person(folded, word)
    )


_ACRONYM: Final = 4  # letters


def _at_the_ends(cased: str) -> Iterator[Identifier]:
    """Yield two capitalised words that open or close a message and are in no list."""
    opening = _OPENING.match(cased)
    ending = _ENDING.search(cased, max(0, len(cased) - _ENDING_SIZE))
    for found in (opening, ending):
        if found is not None and _are_names(found["name"]):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)


def _are_names(text: str) -> bool:
    first, *others = text.lower().split()
    if _ABBREVIATION.search(text) and not text.isupper() and not is_first_name(first):
        return False
    parts = [first, *(part for part in others if not is_particle(part))]
    return not any(_is_listed(part) for part in parts)


_ABBREVIATION: Final = Regex(r"(?<![A-Za-z'-])[A-Z]{2,3}(?![A-Za-z'-])")


def _is_listed(part: str) -> bool:
    return (
        (is_known(part) and not is_first_name(part))
        or is_common(part)
        or is_place(part)
        or is_eponym(part)
        or part in _NOT_NAMES
        or _ELIDED.match(part) is not None
    )


def _before_phone(cased: str, start: int) -> Iterator[Identifier]:
    found = _BEFORE_PHONE.search(cased, max(0, start - _ENDING_SIZE), start)
    if found is not None and _are_names(found["name"]) and not found["name"].isupper():
        yield Identifier(*found.span("name"), Kind.NAME, cued=True)
