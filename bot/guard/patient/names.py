"""Names of persons: by the words around them, by lists of first names, by what the text already gave away."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import (
    is_common,
    is_eponym,
    is_first_name,
    is_known,
    is_place,
    is_plain_first_name,
    is_said,
)
from bot.guard.patient.words import SCALES, Word, may_be_name, may_name, names_no_person
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator

    from bot.guard.fold import Folded

_PARTICLE: Final = (
    r"(?:de la|de l'|de|du|des|d'|la|le|van der|van den|van|von|ben|bin|el|al|da|di|dos|del|mac|mc|saint)"
)
_PART: Final = r"(?:[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*|[A-Z]\.(?:-?[A-Z]\.)?)"
_NAME: Final = rf"(?:(?:{_PARTICLE}|D[eu]|La|Le|Van|El|Ben)[ '])*{_PART}\.?(?:[ -](?:(?:{_PARTICLE}[ '])*{_PART})){{0,3}}"
_PARTICLE_WORDS: Final = frozenset(_PARTICLE[3:-1].split("|"))
_PARTS: Final = Regex(r"[A-Za-z]+(?:['-][A-Za-z]+)*\.?")
_CIVILITY: Final = Regex(
    r"(?:(?<![A-Za-z.])(?:M\.|MM\.|Mr\.?|MR\.?|(?<!VOUS )(?<!TU )(?<!IL )(?<!ILS )(?<!ELLE )(?<!ON )(?<!NE )(?<!QUI )(?<!CA )M(?= [A-Z])|mr\.?)|\b(?:[Mm]me|[Mm]lle|MME|MLLE|[Mm]mes|[Mm]lles|[Mm]adame|[Mm]onsieur|[Mm]ademoiselle|MADAME|MONSIEUR|MADEMOISELLE)\.?)"
    rf"[ \n]+(?:et (?:Mme|Madame|M\.|Monsieur) )?(?:(?:veuve|vve|feue?) )?(?!(?:le|la|l'|Le|La|L') ?(?:[Dd]irect|[Pp]resident|[Mm]aire|[Jj]uge|[Pp]rocureur|[Pp]refet|[Dd]oyen|[Mm]inistre|[Mm]edecin|[Cc]hef|[Cc]ommissaire|[Rr]ecteur|[Pp]roviseur|[Pp]rincipal|[Rr]esponsable|[Dd]elegue|[Cc]onseiller|[Dd]octeur|[Pp]rofesseur|[Bb]atonnier|[Gg]reffier))(?P<name>{_NAME})"
)
_LOWER_CIVILITY: Final = Regex(
    r"\b(?:mme|mlle|madame|monsieur|mademoiselle|mr)\.? (?P<name>[a-z]{3,}(?:-[a-z]+)*)(?=,|\.|$|!|\?|\n| (?:a|m'a|est|s'est|et|va|avait|etait|qui|souhaite|vient|n'a|ne|sera|au|pour|nous|vous|demande)\b)"
)
_CIVILITIES: Final = Expression(
    r"\b(?:m|mm|mr|mmes?|mlles?|madame|monsieur|mademoiselle)\b"
)  # where `_CIVILITY` and `_LOWER_CIVILITY` may start
_DOCTORS: Final = Expression(r"\b(?:drs?|docteurs?|doctoresse|prs?|professeurs?|prof|maitre)\b")
_DOCTOR: Final = Regex(
    rf"(?<![A-Za-z])(?:[Dd][Rr]s?|[Dd]octeurs?|[Dd]octoresse|Prs?|[Pp]rofesseurs?|Prof|DOCTEUR|PROFESSEUR|[Mm]aitre)\b\.?[ \n]+(?P<name>{_NAME})"
)
_RELATION: Final = Expression(
    r"\b(?:patiente?s?|clientes?|client|mari|femme|epouse?|epoux|conjointe?|compagne|compagnon|fille|fils|mere|pere|soeur|frere|maman|papa|amie?|copine|copain|cousine?|tante|oncle|niece|neveu|"
    r"enfant|bebe|fillette|garcon|grand-mere|grand-pere|belle-mere|belle-soeur|beau-frere|petite-fille|petit-fils|voisine?|collegue|nommee?|prenommee?|denommee?|petite?|jeune)"
    r"(?: :|,| est| s'appelle| se nomme| prenommee?)? "
)
_LABEL: Final = Expression(
    r"(?:\b(?:noms?(?: de (?:naissance|famille|jeune fille))?|nom d'usage|prenoms?|patiente?|identite|signe|signature|beneficiaire|assuree?|destinataire|internes?|externes?|contact|infirmiere?s?|medecins?|chirurgiens?|kines?|[a-z]{4,}(?:logues?|istes?))(?: du patient| de la patiente)?(?: \(\w+\))? ?: ?"
    r"|\b(?:m'appelle|mon nom est|mon prenom est|prenom est|nom est|s'appelle|se nomme|prenomme[es]?|je me nomme|au nom de|nom de mme|ici|moi c'est|signe|signee?|c'est) ?)"
)
_GREETING: Final = Regex(
    r"\b(?:merci(?: (?:beaucoup|infiniment|encore|a|chere?))?|bonjour|bonsoir|coucou|salut|hello|bravo(?: a)?|felicitations(?: a)?|chere?|bienvenue(?: a)?|pour|avec|ravie? que|courage|bises|bisous),? $"
)
_GREETS: Final = (
    *(
        "merci",
        "beaucoup",
        "infiniment",
        "encore",
        "a",
        "cher",
        "chere",
        "bonjour",
        "bonsoir",
        "coucou",
        "salut",
        "hello",
    ),
    *("bravo", "felicitations", "bienvenue", "pour", "avec", "que", "courage", "bises", "bisous"),
)  # the last word of `_GREETING`
_CLOSING: Final = Regex(
    r"\b(?:cordialement|merci(?: (?:beaucoup|d'avance|infiniment|encore|a vous|par avance))?|bien a vous|bises|bisous|a bientot|bonne (?:journee|soiree)|salutations(?: distinguees)?|amicalement|sincerement|respectueusement|cdlt|cldt|a tres vite)[ .,!?\n-]*$"
)
_AFTER_PERSON: Final = Regex(
    r",? ?\(?(?:[1-9][0-9] ans\b|nee?\b|opere|[a-z]+ (?:a|de|d') ?[A-Z]|agee?\b)|, [a-z]+(?:euse|ice|iere|ienne|ante|iste|aire|eur|ier)\b|,? (?:avait|souhaitait|raconte|temoigne|nous raconte|m'a|s'est|(?:a|est) (?:ete )?(?:opere|venue?|consulte|ravie?|contente?|satisfaite?|passee?)e?)\b"
)
_INITIALS: Final = Expression(r"\b(?:[A-Z]\.?-?){1,2}\. ?[A-Z]")  # where `_INITIAL_FIRST` may start
_INITIAL_FIRST: Final = Regex(
    r"(?<![A-Za-z.])(?!MM?\. ?(?:D[eaio]|L[ea]|Van|Von|El|Ben|Dos|Del|Mc|Ait|d[eaio]|l[ea]|van|von|el|ben|dos|del) )(?:[A-Z]\.?-?){1,2}\. ?(?:[A-Z]\. ?)?(?:(?:De|Da|Dos|Do|Del|Di|Le|La|Van|Von|El|Ben|Mc|Ait|de|da|dos|do|del|di|le|la|van|von|el|ben) ){0,2}(?P<last>[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*)"
)
_AUTHORS: Final = Regex(r",? et al\b|,? (?:19|20)[0-9]{2}|,? coll\b|\)? ?\((?:19|20)")
_SIGNED: Final = Regex(r"[ *?-]*(?P<name>[a-z]+(?:[ '-][a-z]+){0,2}(?: [a-z]\.)?)[ .!?*]*")
_TAIL: Final = Regex(r"\b(?P<name>[a-z]+(?:[ -][a-z]+)?(?: [a-z]\.)?)[ .!?]*$")
_PARTICLES: Final = Regex(rf"(?i) (?:{_PARTICLE}[ '])+")
_WHOLE: Final = Regex(_NAME)
_LOWER_WORD: Final = Regex(r"[a-z]+(?:-[a-z]+)*")
_HEADS: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabdelmsv"
)  # letters that a name may start with, particles in lower case
_INITIAL_AFTER: Final = Regex(r" [A-Z](?:\.|\b(?![a-z'-]))")
_PAIR: Final = 2  # words
_SIGNATURE: Final = 40  # characters; the longest name that closes a message on its last line
SURNAMES: Final = words_of(
    "petit grand bon beau nouveau premier seul mars avril mai juin noel printemps parfait toussaint perle bas fils pere chef midi soleil front fort huit bras"
)  # ordinary words that are surnames too, after `Mme`
_LAST_LINES: Final = 3  # lines of a message in which a signature stands
_SURNAME: Final = 4  # letters; a shorter surname is not searched again in the text


def names(folded: Folded, seen: frozenset[Trigger], words: list[Word]) -> Iterator[Identifier]:
    """Yield names of persons, in folded positions; spans may overlap. `words` are those that start with a capital."""
    first = _first_names(folded, words)
    certain = [*_after_title(folded, seen), *_after_cue(folded, seen), *_in_full(folded, words, first, seen)]
    yield from certain
    yield from _alone(folded, [words[index] for index in first])
    if Trigger.GREETING in seen:
        yield from _lower_case(folded)
    yield from _signatures(folded, seen)
    yield from _again(folded, words, certain, {words[index].start for index in first})


def _after_title(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    if Trigger.TITLE not in seen:
        return
    cased, text = folded.cased, folded.lower.encode("ascii")
    civilities = [start for start, _ in _CIVILITIES.spans(text)]
    for found in _from(civilities, _CIVILITY, cased):
        if span := _trimmed(cased, *found.span("name")):
            yield Identifier(*span, Kind.NAME, cued=True)
    for found in _from([start for start, _ in _DOCTORS.spans(text)], _DOCTOR, cased):
        if span := _trimmed(cased, *found.span("name")):
            yield Identifier(*span, Kind.NAME, doctor=True, cued=True)
    for found in _from(civilities, _LOWER_CIVILITY, cased):
        if not is_common(found["name"]):
            yield Identifier(*found.span("name"), Kind.NAME, cued=True)


def _from(starts: Iterable[int], pattern: Regex, cased: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin where RE2 saw that one may, without overlaps."""
    end = 0
    for start in starts:
        found = pattern.match(cased, start) if start >= end else None
        if found is not None:
            end = found.end()
            yield found


def _trimmed(cased: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a name without the ordinary words around it; `None` when nothing is left (`Madame, Nous…`)."""
    whole = cased[start:end]
    if whole.isalpha():  # one word, as most are
        return (start, end) if whole[0].isupper() and not _is_left_out(whole) else None
    one, blank, two = whole.partition(" ")
    if blank and one.isalpha() and two.isalpha() and one[0].isupper() and two[0].isupper():  # as the rest
        return (start, end) if not _is_left_out(two) else _trimmed(cased, start, start + len(one))
    kept: list[re.Match[str]] = []
    for part in _PARTS.finditer(whole):
        if kept and _is_ordinary(part[0]) and not is_particle(part[0]):
            break
        kept.append(part)
    while kept and _is_left_out(kept[-1][0]) and not (len(kept) > _PAIR and kept[-1][0] == "Le"):
        kept.pop()  # but `Van Tuan Le`
    if not any(part[0][0].isupper() for part in kept):
        return None
    last = kept[-1]
    return start + kept[0].start(), start + last.end() - (last[0].endswith(".") and not _is_initial(last[0]))


def _is_ordinary(part: str) -> bool:
    word = part.rstrip(".").lower()
    return is_common(word) and not _is_initial(part) and not (word in SURNAMES and part[0].isupper())


def _is_left_out(part: str) -> bool:
    """Tell whether a word ends no name: a particle, an ordinary word."""
    return is_particle(part) or _is_ordinary(part)


def _is_initial(part: str) -> bool:
    return len(part.rstrip(".")) == 1 and part[0].isupper()


def is_particle(word: str) -> bool:
    """Tell whether a word links the parts of a surname (`de`, `Le`, `van`)."""
    return word in {"d", "l"} or word.lower() in _PARTICLE_WORDS


def _after_cue(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield what follows `ma fille`, `patiente`, `nom :`: a capitalised name, or a first name in any case."""
    lower = folded.lower
    text = lower.encode("ascii") if Trigger.RELATION in seen or Trigger.LABEL in seen else b""
    for start, end in _RELATION.spans(text) if Trigger.RELATION in seen else ():
        plural = lower[start:end].rstrip().endswith("s")
        named = name_at(folded, end, label=False)
        yield from (one for one in named if not plural or one.kind is Kind.FIRST_NAME)
    for start, end in _LABEL.spans(text) if Trigger.LABEL in seen else ():
        shouted = folded.cased[start:end].isupper() and ":" not in lower[start:end]
        for one in name_at(folded, end, label=":" in lower[start:end]):
            if not (shouted and is_said(lower[one.start : one.end])):
                yield one


def name_at(folded: Folded, start: int, *, label: bool) -> Iterator[Identifier]:
    """Yield the name that starts at `start`: capitalised, or a plain first name; after a `label` any word may be one."""
    if label and _TOWNS.match(folded.cased, start):
        return
    found = _WHOLE.match(folded.cased, start) if folded.cased[start : start + 1] in _HEADS else None
    if found and (span := _trimmed(folded.cased, *found.span())):
        first = folded.lower[span[0] : span[1]].split(" ")[0]
        if (label or may_name(first)) and not is_eponym(first):
            first_name = is_first_name(folded.lower[span[0] : span[1]])
            yield Identifier(*span, Kind.FIRST_NAME if first_name else Kind.NAME, cued=True)
        return
    word = _LOWER_WORD.match(folded.lower, start)
    if word and is_plain_first_name(word[0]) and not is_common(word[0]):
        yield Identifier(*word.span(), Kind.FIRST_NAME, cued=True)


_TOWNS: Final = Regex(
    r"(?:Paris|Lyon|Marseille|Lille|Nantes|Bordeaux|Toulouse|Strasbourg|Rennes|Nice|Montpellier|Tours|Angers|Brest|Caen|Rouen|Dijon|Reims|Nancy|Metz|Besancon|Grenoble|Limoges|Poitiers|Amiens|Clermont|Saint-Etienne)(?:,| et| ou| ?/) ?[A-Z][a-z]"
)  # where they are, after a label, and not who


def _first_names(folded: Folded, words: Iterable[Word]) -> list[int]:
    """Return which words are first names, and of persons."""
    return [
        index
        for index, word in enumerate(words)
        if is_first_name(word.lower) and word.text not in SCALES and not names_no_person(folded, word)
    ]


def _in_full(
    folded: Folded, words: list[Word], first: Iterable[int], seen: frozenset[Trigger]
) -> Iterator[Identifier]:
    """Yield first name and surname, in either order, and initial with surname; `first` are the places of the first names."""
    for index in first:
        yield from _full_name(folded, words, index)
    yield from _written_as_in_records(words, folded.cased)
    initials = _INITIALS.spans(folded.cased.encode("ascii")) if Trigger.INITIAL in seen else ()
    for found in _from((start for start, _ in initials), _INITIAL_FIRST, folded.cased):
        last = found["last"].lower()
        if _LETTERED.search(folded.lower, max(0, found.start() - _HEAD), found.start()):
            continue
        if is_common(last) or is_place(last) or is_eponym(last) or _AUTHORS.match(folded.lower, found.end()):
            continue
        yield Identifier(*found.span(), Kind.NAME)


_HEAD: Final = 16  # characters before an initial
_LETTERED: Final = Regex(
    r"\b(?:entree|porte|bat|batiment|escalier|esc|hall|bloc|salle|groupe|type|hepatite|vitamine|niveau|etage|aile|site|zone|quai|pavillon|secteur|allee|tour|option|plan|classe|grade|stade|rangee|parking|case|point|annexe|figure|tableau|ligne) $"
)  # of what a letter is no initial


def _written_as_in_records(words: list[Word], cased: str) -> Iterator[Identifier]:
    """Yield `Norodom PIMARD`: a capital, then a surname in capitals, as French files write names."""
    for word, following in pairwise(words):
        adjacent = cased[word.end : following.start] == " "
        if (
            adjacent
            and following.is_upper
            and not word.is_upper
            and word.lower != "no"
            and len(following.text) >= _SURNAME + 1
            and may_be_name(word)
            and may_be_name(following)
            and not (is_known(word.lower) and not is_first_name(word.lower) and word.lower not in SURNAMES)
        ):
            yield Identifier(word.start, following.end, Kind.NAME)


def _full_name(folded: Folded, words: list[Word], index: int) -> Iterator[Identifier]:
    word = words[index]
    start, end, whole = word.start, word.end, False
    last = _neighbour(folded.cased, words, index)
    if last and not (is_eponym(words[last].lower) and is_eponym(word.lower)):
        end, whole = _third(folded.cased, words, last), True
        start = _after_its_surname(folded.cased, words, index)
    elif initial := _INITIAL_AFTER.match(folded.cased, word.end):
        end, whole = initial.end(), True
    elif index and _precedes(folded, words[index - 1], word):
        start, whole = _upper_start(folded.cased, words, index - 1), True
    if whole and not _AUTHORS.match(folded.lower, end):
        yield Identifier(start, end, Kind.NAME)


def _after_its_surname(cased: str, words: list[Word], index: int) -> int:
    """Return where a name starts with the surname in capitals right before a first name that is not: `ALLOUCHE Simone`."""
    word, before = words[index], words[index - 1]
    if not index or word.is_upper or not before.is_upper or len(before.text) < _SURNAME:
        return word.start
    named = cased[before.end : word.start] == " " and may_be_name(before) and not is_known(before.lower)
    return _upper_start(cased, words, index - 1) if named else word.start


def _upper_start(cased: str, words: list[Word], index: int) -> int:
    """Return where a surname of several words in capitals starts: `PEREIRA DA COSTA Manuel`."""
    while (
        index
        and words[index].is_upper
        and words[index - 1].is_upper
        and cased[words[index - 1].end : words[index].start] == " "
    ):
        if is_common(words[index - 1].lower) and not is_particle(words[index - 1].lower):
            break
        index -= 1
    return words[index].start


def _neighbour(cased: str, words: list[Word], index: int) -> int:
    """Return the place of the word that ends a surname right after a first name, particles between (`Véronique Le Bihan`); 0 for none."""
    end = words[index].end
    for place in range(index + 1, min(index + 3, len(words))):
        following = words[place]
        if not _is_linked(cased[end : following.start]):
            return 0
        if may_be_name(following):
            return place
        if not is_particle(following.lower):
            return 0
        end = following.end
    return 0


def _is_linked(between: str) -> bool:
    return between in {" ", "'"} or _PARTICLES.fullmatch(between) is not None


def _third(cased: str, words: list[Word], index: int) -> int:
    """Return the end of a name whose second part is at `index`; it may have three: `BERNARD Marie Claire`."""
    following = words[index]
    third = words[index + 1] if index + 1 < len(words) else None
    if (
        third is not None
        and cased[following.end : third.start] == " "
        and may_be_name(third)
        and third.is_upper == following.is_upper
    ):
        return third.end
    return following.end


def _precedes(folded: Folded, before: Word, word: Word) -> bool:
    """Tell whether a word in capitals, torn off or not, or a capital inside a sentence, is the surname of the first name after it."""
    cased = folded.cased
    if not may_be_name(before):
        return False
    if cased[before.end : word.start] not in {" ", ", "}:
        return before.is_upper and _is_torn(folded, before, word)
    if before.is_upper:
        return True
    ahead = cased[max(0, before.start - 2) : before.start]
    inside = ahead[1:] == " " and (ahead[0] in ",;:" or ahead[0].isdigit() or ahead[0].islower())
    return inside and cased[before.end : word.start] == " "


def _is_torn(folded: Folded, before: Word, word: Word) -> bool:
    """Tell whether three dots stand for the end of a surname (`LEMARCH… Solène`), which is no word of ours."""
    start, end = folded.span(before.end, word.start)
    return folded.source[start:end].strip() in {"…", "..."} and not is_known(before.lower)


def _alone(folded: Folded, first: Iterable[Word]) -> Iterator[Identifier]:
    """Yield first names by themselves; those that are also words need a person around them."""
    for word in first:
        before = folded.lower[max(0, word.start - 30) : word.start]
        if is_place(word.lower) or before.endswith(_SEVERAL):
            continue
        greeted = before.rstrip(" ,\n").endswith(_GREETS) and _GREETING.search(before) is not None
        described = _AFTER_PERSON.match(folded.cased, word.end) is not None
        plain = is_plain_first_name(word.lower) and not is_eponym(word.lower) and not is_common(word.lower)
        if plain or greeted or (described and not is_common(word.lower)):
            yield Identifier(word.start, word.end, Kind.FIRST_NAME, cued=greeted or described)


_SEVERAL: Final = (
    "tous les ",
    "toutes les ",
    "fete des ",
    "fete aux ",
    "fete a ",
)  # who bear a name, and nobody
_HELLO: Final = r"\b(?:merci|bonjour|bonsoir|coucou|salut|hello|chere?|bravo|moi c'est|m'appelle) "
_GREETED: Final = Guided(
    rf"{_HELLO}(?P<name>[a-z]{{3,}}(?:-[a-z]+)*)(?P<more> [a-z]{{1,2}}\.)?", rf"{_HELLO}[a-z]"
)


def _lower_case(folded: Folded) -> Iterator[Identifier]:
    """Yield first names that a greeting shows, whatever their case."""
    for found in _GREETED.finditer(folded.lower):
        if is_first_name(found["name"]) and not is_common(found["name"]):
            yield Identifier(found.start("name"), found.end(), Kind.FIRST_NAME, cued=True)


def _signatures(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield the name that closes a message, on a line of its own or after a formula."""
    lower = folded.lower.rstrip()
    if "\n" in lower:
        yield from _signature_lines(lower)
    if Trigger.CLOSING in seen:
        tail = _TAIL.search(lower, max(0, len(lower) - _SIGNATURE))
        if (
            tail
            and _CLOSING.search(lower[max(0, tail.start() - 40) : tail.start()])
            and _signs(tail["name"], formula=False)
        ):
            yield Identifier(*tail.span("name"), Kind.NAME, cued=True, closing=True)


def _signature_lines(lower: str) -> Iterator[Identifier]:
    start, lines = len(lower), 0
    while start > 0 and lines < _LAST_LINES:
        end, start = start, lower.rfind("\n", 0, start)
        lines += bool(lower[start + 1 : end].strip())
        name = _SIGNED.fullmatch(lower, start + 1, end)
        formula = name is not None and _CLOSING.search(lower[max(0, start - 60) : start + 1]) is not None
        if name and start > 0 and _signs(name["name"], formula=formula):
            yield Identifier(*name.span("name"), Kind.NAME, cued=True, closing=True)


def _signs(name: str, *, formula: bool) -> bool:
    parts = name.replace("'", " ").split()
    if any(is_common(part) for part in parts):
        return False
    return is_first_name(parts[0]) or is_plain_first_name(parts[-1]) or (formula and len(parts) <= 2)  # noqa: PLR2004 - first name, surname


def _again(
    folded: Folded, words: Iterable[Word], certain: Iterable[Identifier], persons: Container[int]
) -> Iterator[Identifier]:
    """Yield the surnames that the text already gave away, wherever they stand again; the words at `persons` are known to name one."""
    parts: dict[str, Identifier] = {}
    for found in certain:
        for part in _parts(folded.lower[found.start : found.end]):
            if len(part) >= _SURNAME and part not in parts and not is_common(part):
                parts[part] = found
    for word in words if parts else ():
        source = parts.get(word.lower)
        if source is None or source.start <= word.start < source.end:
            continue
        if word.start in persons or not names_no_person(folded, word):
            yield Identifier(word.start, word.end, source.kind, doctor=source.doctor, cued=source.cued)


def _parts(name: str) -> list[str]:
    """Return the words of a name, compounds whole."""
    return [name] if name.isalpha() else name.replace("'", " ").replace(".", " ").split()
