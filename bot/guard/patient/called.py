"""Names that hand-over notes, dictations and clumsy messages give: after a word that handles somebody, a foreign title, a formula.

After such words a name needs no list: a word that is none of ours is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.filed import JOINED, SHOWN, filed, places_of_names
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_eponym, is_first_name, is_place, is_town, is_word, lexicon
from bot.guard.patient.mentions import QUALITIES
from bot.guard.patient.words import SCALES, names_no_person
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded
    from bot.guard.patient.words import Word

_HANDLED: Final = Expression(
    r"\b(?:(?:a )?(?:rappele[rz]?|recontacte[rz]?|relance[rz]?|previens|prevenir|prevenez|convoque[rz]?|joindre|revoir|recevoir|contacte[rz]?|informe[rz]|avise[rz]|demande[rz]|voir avec|vu avec|vu pour|passe le|bip|bipper|bipez|telephone[rz]? a|remercie[rz]?|saluez?|embrasse[rz]?)"
    r"(?: (?:le|la|les|au|aux|a|avec|pour|chez|patiente?s?|client|cliente|voisine|mari|fille|fils|soeur|mere))?|(?:c'est|pas) cel(?:le|ui) de|dossier de|dossier|rdv de|rdv pour|resa [a-z0-9/ ]{0,16}pour|bloc [a-z0-9/ ]{0,16}pour|"
    r"mari de|femme de|fille de|fils de|mere de|pere de|maman de|papa de|remplacee? par|adressee? par|envoyee? par|conduite? par|accompagnee? par|amenee? par|"
    r"consorts|affaire|maitre|me|la dame|le monsieur|sieur|dame|succession|heritiers|veuve|tutelle de|curatelle de|l'assuree?|notre assuree?|notre adherente?|adherente?|blessee?|victime|beneficiaire|titulaire|passagere?|detenue?|soldat|caporal|sergent|adjudant|pensionnaire|usagere?|souscripteur|souscriptrice|"
    r"operateur|aide|instrumentiste|anesthesiste|chirurgien|ibode|iade|idel|ide|redacteur|interlocuteur|gestionnaire|referente?|conducteur|conductrice|tuteur|tutrice|contact|expediteur|destinataire|de la part|"
    r"conseil de|avocate? de|(?:acompte|solde|cheque|virement|reglement|paiement|avoir|mutuelle|attestation|consentement|carte vitale|certificat|arret|bilan|radios?|irm|scanner|prothese|implants?|mail|message|appel|reclamation|plainte|avis|sortie|entree|venue|place) de|sonner? (?:chez|a|au nom de)|sonnez (?:chez|a|au nom de)|interphone|boite aux lettres(?: au nom de)?|(?:m|s)'appelai[st](?: encore| alors| avant| a l'epoque)?|(?:m|s)'appelle (?:encore|desormais|maintenant|toujours|aussi|en fait)|salariee?|agente?|collaborateur|collaboratrice|operee?|bb|expertise|litige|sinistre|contentieux|l'enfant|le jeune|la jeune|le petit|la petite|bebe|nourrisson|eleve) ?:? (?:\" ?)?"
)
_TITLES: Final = Expression(
    r"\b(?:senora?|senorita|sra?|don|dona|mrs|ms|miss|mister|signora?|frau|herr|oum|oumou|umm|abou|lalla|sidi|hadj|hajj|hadja|hajja|si|moulay|tata|tonton|tatie|taty|tantine|mamie|mamy|papi|papy|meme|pepe|parrain|marraine) "
)
_ENGLISH: Final = Expression(
    r"\b(?:my|his|her|our) (?:daughter|son|husband|wife|mother|father|sister|brother|friend|boyfriend|girlfriend|mum|mom|dad|baby|partner|aunt|uncle|cousin|boss|doctor|nurse|neighbou?r)(?: is|,|'s name is)? |\b(?:mi|su) (?:hija|hijo|marido|mujer|esposa|esposo|madre|padre|hermana|hermano|amiga|amigo|nina|nino)(?: se llama|,)? |"
    r"\b(?:regards|sincerely|thanks|cheers|thank you|saludos|un saludo|gracias|atentamente|obrigad[ao]|grazie|saluti)[,. !\n]{1,3}"
)
_TWO: Final = Guided(
    r"(?:(?<![A-Za-z'-])(?P<left>[A-Z][a-z'-]{2,}) et moi\b|\b(?:[Mm]oi|[Ll]ui|[Ee]lle) et (?P<right>[A-Z][a-z'-]{2,})\b)",
    r"[A-Z][a-z'-]{2,} et moi\b|\b(?:[Mm]oi|[Ll]ui|[Ee]lle) et [A-Z]",
)
_FOR: Final = r"(?: ?[(]pas|,? et non(?: pas)?|,? et pas|,? au lieu de|,? a la place de|,? plutot que)"
_CONFUSED: Final = Guided(
    rf"(?<![A-Za-z'-])(?P<a>[A-Z][A-Za-z'-]{{2,}}){_FOR} (?P<b>[A-Z][A-Za-z'-]{{2,}})",
    rf"[A-Z][A-Za-z'-]{{2,}}{_FOR} [A-Z]",
)
_NOT_BUT: Final = Guided(
    r"\b(?:ecrit|nom|orthographie|noter?|dossier)\b[^.!?\n]{0,60}, (?:et )?(?:pas|non) (?P<name>[A-Z][A-Za-z'-]{2,})",
    r"\b(?:ecrit|nom|orthographie|note|dossier)",
)
_ASIDE_START: Final = r"\b(?:fille|fils|niece|neveu|soeur|frere|mere|pere|maman|papa|mari|femme|epouse|cop|compagn|ami|voisin|tante|oncle|cousin|patient|collegue|nounou)[a-z]{0,3} \([A-Z]"
_ASIDE: Final = Guided(
    r"\b(?:fille|fils|niece|neveu|soeur|frere|mere|pere|maman|papa|mari|femme|epouse|copine|copain|compagne|compagnon|amie?|voisine?|tante|oncle|cousine?|patiente?|collegue|nounou) \((?P<name>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)?)\)",
    _ASIDE_START,
)  # `ma niece (Berangere)`
_DOES: Final = (
    r"(?:m'a (?:dit|appele|rappele|ecrit|demande|explique|conseille|opere|donne|laisse|envoye|accompagne)|a (?:appele|rappele|telephone|mal|encore mal|peur|vomi|saigne|oublie|perdu|annule|demande|confirme|accepte|refuse|accouche|depose|retire son|enleve son|de la fievre)|"
    r"veut|voudrait|voulait|souhaite|souhaiterait|aimerait|va (?:mieux|bien|mal)|souffre|saigne|pleure|dort|tousse|vomit|rappelle|rappellera|patiente|n'est pas venue?|est (?:venue?|passee?|arrivee?|sortie?|rentree?|operee?|inquiete?|tombee?|decedee?|enceinte)|s'est (?:presentee?|fait|blessee?|brulee?|coupee?|reveillee?)|se plaint|se sent|viendra|reviendra|arrivera|te remercie|vous remercie|vous embrasse)"
)
_ACTS: Final = Guided(
    rf"(?<![A-Za-z'-])(?P<name>(?!(?:[A-Z]{{2,5}}) )[A-Z][A-Za-z'-]{{2,}}) {_DOES}\b",
    rf"[A-Z][A-Za-z'-]{{2,}} {_DOES}\b",
)  # what somebody does, no firm nor drug
_KIN: Final = Guided(
    r"\b(?:ma|mon|notre|sa|son|ta|ton|votre) (?:petite |petit |grande |grand )?(?:fille|fils|soeur|frere|mari|femme|epouse|epoux|mere|pere|maman|papa|copine|copain|niece|neveu|cousine?|bebe|puce|cherie?|belle-mere|belle-soeur|beau-frere|belle-fille|gendre|tante|tata|oncle|tonton|amie?|voisine?|collegue|coloc|compagne|compagnon|conjointe?),? (?P<name>[a-z]{3,}(?:-[a-z]+)*)",
    r"\b(?:ma|mon|notre|sa|son|ta|ton|votre) (?:petite |petit |grande |grand )?(?:fille|fils|soeur|frere|mari|femme|epou|mere|pere|maman|papa|cop|niece|neveu|cousin|bebe|puce|cheri|bel|beau|gendre|tante|tata|oncle|tonton|ami|voisin|colleg|coloc|compagn|conjoint)",
)
_HEADED: Final = Guided(
    r"(?:^|[\n;.] ?)(?P<name>[A-Z]{5,}(?:[ '-][A-Z]{3,})?) ?: ", r"(?:^|[\n;.] ?)[A-Z]{5}"
)
_SPEAKS: Final = Guided(
    r"(?<![A-Za-z'-])(?P<name>[A-Z][a-z'-]{2,}(?: (?:(?:de|du|le|la|van|von|el|ben) )?[A-Z][A-Za-z'-]+)?)(?= (?:here|speaking|a l'appareil|au telephone|au bout du fil|de l'accueil|du secretariat|du bloc)\b)",
    r"[A-Z][A-Za-z' -]{2,40} (?:here|speaking|a l'appareil|au telephone|au bout du fil|de l'accueil|du secretariat|du bloc)\b",
)
_SPOKEN: Final = Expression(
    r" (?:here|speaking|a l'appareil|au telephone|au bout du fil|de l'accueil|du secretariat|du bloc)\b"
)  # what `_SPEAKS` ends with
_SHORT: Final = Guided(
    r"\b(?:[Cc]|[Cc]'est|[Cc]e|[Mm]oi c|[Ii]ci) (?P<name>[A-Z][a-z]{1,12})(?=[ .!]*(?:$|\n)|,| (?:la|le|une?|ta|ton|votre|vot) (?:patiente?|dame|fille|soeur|maman)\b| (?:de|du) (?:la |l')?(?:mardi|lundi|mercredi|jeudi|vendredi|samedi|chambre|box|lit|salle|[0-9]))",
    r"\b(?:[Cc]|[Cc]'est|[Cc]e|[Mm]oi c|[Ii]ci) [A-Z]",
)
_HELLO_START: Final = r"\b(?:[Hh]ello|[Cc]oucou|[Cc]c|[Ss]alut|[Ss]lt|[Bb]jr|[Bb]onjour|[Bb]onsoir|[Bb]sr|[Kk]ikou|[Hh]ey|[Rr]e|[Yy]o)[ ,.!]{1,3}(?:[Mm]oi )?(?:[Cc](?:'?est|e)?|[Ii]ci|[Mm]oi) "
_HELLO: Final = Guided(
    r"(?:^|[.!?\n] ?|\b)(?:[Hh]ello|[Cc]oucou|[Cc]c|[Ss]alut|[Ss]lt|[Bb]jr|[Bb]onjour|[Bb]onsoir|[Bb]sr|[Kk]ikou|[Hh]ey|[Rr]e|[Yy]o)[ ,.!]{1,3}(?:[Mm]oi )?(?:[Cc](?:'?est|e)?|[Ii]ci|[Mm]oi)(?: encore| toujours| re)? (?P<name>[A-Z][A-Za-z'-]+)",
    _HELLO_START,
)  # a greeting, then whom one is
_MYSELF_START: Final = r"\b(?:[Mm]oi,? c(?:'?est|e)?|(?:m'|m|me )app?ell?e|[Mm]on nom(?: est|,? c'est)|[Jj]e me presente,?) [A-Z]"
_MYSELF: Final = Guided(
    r"\b(?:[Mm]oi,? c(?:'?est|e)?|(?:m'|m|me )app?ell?e|[Mm]on nom(?: est|,? c'est)|[Jj]e me presente,?) (?P<name>[A-Z][a-z'-]+ [A-Z][a-z'-]+(?: ou [A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)*)(?![A-Za-z'-])",
    _MYSELF_START,
)  # two capitals, be they words as well
_CARED_START: Final = r"\b(?:[Oo]pere|[Rr]eopere|[Rr]evu|[Vv]u|[Rr]ecu|[Aa]ppele|[Rr]appele|[Cc]onvoque|[Hh]ospitalise|[Tt]ransfere|[Aa]dmis|[Ss]orti|[Ee]ntre|[Aa]dresse|[Cc]onsulte|[Ss]uivi|[Pp]ris en charge|[Ee]xamine|[Aa]nnule|[Rr]eporte)e?(?: ce jour| hier| ce matin| ce soir| le patient| la patiente| au bloc)? ?:? ?[A-Z]"
_CARED: Final = Guided(
    r"\b(?:[Oo]pere|[Rr]eopere|[Rr]evu|[Vv]u|[Rr]ecu|[Aa]ppele|[Rr]appele|[Cc]onvoque|[Hh]ospitalise|[Tt]ransfere|[Aa]dmis|[Ss]orti|[Ee]ntre|[Aa]dresse|[Cc]onsulte|[Ss]uivi|[Pp]ris en charge|[Ee]xamine|[Aa]nnule|[Rr]eporte)e?(?: ce jour| hier| ce matin| ce soir| le patient| la patiente| au bloc)? ?:? ?"
    r"(?P<name>(?P<a>[A-Z][A-Za-z'-]+) (?P<b>[A-Z][A-Za-z'-]+))(?=[,.;:(\n]|$| :| nee?\b| \(| pour\b| ce\b| [1-9][0-9] ans| -| a [0-9j])",
    _CARED_START,
)  # a verb of care, then a first name and a surname that may be a word (`Janvier Michel`)
_INTRODUCED: Final = Expression(f"{_HELLO_START}|{_MYSELF_START}|{_CARED_START}|{_ASIDE_START}")
_FORMULA: Final = (
    r"\b(?:moi,? c(?:'est|est|e)?|c(?:'est|est)? (?:encore|tjrs?|tjr|toujours|bien|juste|a nouveau|nouveau|re)|cest (?:encore|tjrs?|toujours|moi)|c moi|ici|signee?|de la part de|de la part d'|biz+|bisous?|bises?|kiss|a\+|a plus|ciao|cdt|cdlt|cordialement|bonne journee|bonne soiree|bonne nuit|bon we|bon week-end|"
    r"merci d'avance|merci beaucoup|merci bcp|mille mercis|amities|bien a vous|a bientot|a tres vite|a tt|tchao|je m'appelle|jm'appelle|jmapelle|on m'appelle|surnommee?|(?:slt|cc|coucou|bjr|salut|hello|wesh|yo|hey|bonjour|bsr|bonsoir)[ ,!.]{1,3}(?:moi )?c(?:'est|est)?)"
)  # what stands before a name in lower case
_LOWER_ME: Final = Guided(
    rf"{_FORMULA}[ ,.!:;-]{{1,3}}\n?"
    r"(?P<name>[a-z]{3,14}(?:-[a-z]{3,})?)(?P<more> (?!la\b|le\b)[a-z]{3,14}| [b-df-hj-np-tv-z]{1,2}\.?)?"
    r"(?=[ .!]*(?:$|\n)|,|\.| (?:la|le|une?|ta|ton|votre|vot) (?:patiente?|dame|mari|femme|fille|fils|frere|soeur|mere|pere|maman|papa|copain|copine|amie?|voisine?)\b| (?:de|du) (?:mardi|lundi|mercredi|jeudi|vendredi|samedi)\b| de [a-z]{4,}$| (?:jai|j'ai|je|g|jsui|jsuis|et je)\b)",
    rf"{_FORMULA}[ ,.!:;-]{{1,3}}\n?[a-z]",
)
_CAPITAL: Final = Regex(
    r"(?:(?:De|Le|La|Du|Van|El|Ben)[ '])?[A-Z][A-Za-z'-]+(?: (?:(?:de la |de |du |d'|le |la |van |von |el |ben )?[A-Z][A-Za-z'-]+|[A-Z]\.?(?![A-Za-z'])))*(?: (?:(?:de|du) )?[A-Z][A-Za-z'-]+)?"
)
_INITIALS_AFTER: Final = Regex(r" [a-z]\.(?=[ ,!\n]|$)| (?:[b-df-hj-np-tv-z]{2}|[bfhkpqrvwxz])(?=[,.!\n]|$)")
_NOBODY: Final = words_of(
    "hs re tr fw fwd objet sujet cpam sncf ratp edf gdf ups dhl pmu usa svp stp asap rsvp mdph ame css anah urssaf carsat cnam ccas pmi apa drsm no nr si ma la le un je tu il on et ou de du au me te se ne ce ca ok dr docteur pr professeur mme mlle mr m madame monsieur botox juvederm emla doctolib ameli urgent urgence bloc accueil cabinet clinique hopital secretariat samu smur pharmacie mutuelle irm scanner kine infirmier infirmiere "
    "pip mgen maif macif maaf matmut axa mma gmf allianz groupama generali malakoff swisslife cnp laboratoire labo assurance police mairie medecin chirurgien anesthesiste patient patiente merci bonjour rdv covid cpam caf tel mail fax sms devis demain lundi mardi mercredi jeudi vendredi samedi dimanche mercredi matin soir"
)
_LEAST: Final = 2  # letters of a name that only its place shows
_IN_ANY_CASE: Final = Sieve(_HANDLED, _TITLES, _ENGLISH, _KIN, JOINED, _LOWER_ME)
_IN_CAPITALS: Final = Sieve(SHOWN, _TWO, _HEADED, _INTRODUCED, _SPOKEN, _SHORT, _NOT_BUT)


def called(folded: Folded, words: Iterable[Word], found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield names, in folded positions; `words` start with a capital, `found` is known already and may be one initial longer."""
    said = _IN_ANY_CASE.standing(folded.lower)
    starts = {word.start: word for word in words}
    if starts:
        yield from _after_cues(folded, starts, [cue for cue in (_HANDLED, _TITLES, _ENGLISH) if cue in said])
        yield from _by_shape(folded, starts)
    for match in _KIN.finditer(folded.lower) if _KIN in said else ():
        if (
            is_first_name(match["name"])
            and not is_common(match["name"])
            and _is_no_quality(folded.lower, match)
        ):
            yield Identifier(*match.span("name"), Kind.FIRST_NAME, cued=True)
    yield from filed(folded) if JOINED in said else ()
    for match in _LOWER_ME.finditer(folded.lower) if _LOWER_ME in said else ():
        yield from _lower(match)
    yield from _with_initials(folded, found)


def _after_cues(folded: Folded, words: dict[int, Word], cues: Iterable[Expression]) -> Iterator[Identifier]:
    text = folded.lower.encode("ascii")
    for cue in cues:
        for _, end in cue.spans(text):
            yield from _capitals_at(folded, end, words)


def _by_shape(folded: Folded, words: dict[int, Word]) -> Iterator[Identifier]:
    """Yield the names in capitals that agendas, pairs, notes and introductions show."""
    seen = _IN_CAPITALS.standing(folded.cased)
    for start in places_of_names(folded) if SHOWN in seen else ():
        yield from _capitals_at(folded, start, words)
    yield from _in_two(folded, words) if _TWO in seen else ()
    yield from _confused(folded, words)
    yield from _headed(folded, words) if _HEADED in seen else ()
    introduced = _INTRODUCED in seen
    speaks, short = (_SPEAKS,) if _SPOKEN in seen else (), (_SHORT,) if _SHORT in seen else ()
    not_but = (_NOT_BUT,) if _NOT_BUT in seen else ()
    for pattern in (*speaks, *short, _ACTS, *not_but, *((_HELLO, _ASIDE) if introduced else ())):
        for match in pattern.finditer(folded.cased):
            yield from _capitals_at(folded, match.start("name"), words)
    yield from _in_pairs(folded) if introduced else ()


def _is_no_quality(lower: str, relative: re.Match[str]) -> bool:
    """Tell whether the word after a relative is a name: an adjective, unless a verb follows it (`ma femme claire a de la fièvre`)."""
    word = relative["name"]
    return word not in QUALITIES or (word not in _LOOKS and _VERB.match(lower, relative.end()) is not None)


_LOOKS: Final = words_of(
    "brune brun blonde douce bonne sage aimee desiree fidele modeste innocent franc parfaite chou"
)
_VERB: Final = Regex(
    r" (?:a|va|veut|voudrait|souhaite|demande|souffre|saigne|pleure|dort|vomit|n'a|n'est|n'arrive|est (?!et\b)|etait|sera|avait|aura|s'est|se (?:plaint|gratte|sent|demande)|prend|doit|peut|revient|vient|rappelle|attend|supporte)\b"
)  # of somebody


def _capitals_at(folded: Folded, start: int, words: dict[int, Word]) -> Iterator[Identifier]:
    """Yield the name in capitals that starts at `start`, as far as its words are none of ours."""
    found = _CAPITAL.match(folded.cased, start)
    if found is None:
        return
    end = found.end()
    parts = [word for word in words.values() if start <= word.start < end]
    kept = _leading_names(parts)
    if kept and not names_no_person(folded, kept[0]):
        last = kept[-1].end if len(kept) < len(parts) else end
        first = len(kept) == 1 and kept[0].end == last and is_first_name(kept[0].lower)
        yield Identifier(start, last, Kind.FIRST_NAME if first else Kind.NAME, cued=True)


def _in_pairs(folded: Folded) -> Iterator[Identifier]:
    """Yield first name and surname after an introduction or a verb of care, though one of them is an ordinary word."""
    for match in _MYSELF.finditer(folded.cased):
        pair = match["name"].lower().split()[:2]
        if _NOBODY.isdisjoint(pair) and (is_first_name(pair[0]) or not is_word(pair[0])):
            yield Identifier(*match.span("name"), Kind.NAME, cued=True)
    for match in _CARED.finditer(folded.cased):
        pair = match["a"].lower(), match["b"].lower()
        if (
            any(map(_is_given, pair))
            and not all(map(is_eponym, pair))
            and _NOBODY.isdisjoint(pair)
            and not any(map(is_place, pair))
        ):
            yield Identifier(*match.span("name"), Kind.NAME, cued=True)


def _is_given(word: str) -> bool:
    return is_first_name(word) and not is_common(word)


def _leading_names(parts: Iterable[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in parts:
        if word.text in SCALES or (not _is_somebody(word.lower) and not (kept and len(word.text) == 1)):
            break
        kept.append(word)
    return kept


def _is_somebody(word: str) -> bool:
    """Tell whether a capitalised word after a cue is part of a name: a first name, or no word of ours."""
    if word in _NOBODY or word[1:2] == "'" or "qu'" in word or is_eponym(word) or is_common(word):
        return False
    if is_first_name(word):
        return True
    if word in lexicon("clinical"):
        return False
    return len(word) >= _LEAST and not is_place(word) and not is_town(word) and not is_word(word)


def _headed(folded: Folded, words: dict[int, Word]) -> Iterator[Identifier]:
    """Yield the surnames in capitals that head the lines of a note: `KADRI : à rappeler`."""
    if not folded.cased.isupper():
        for found in _HEADED.finditer(folded.cased):
            yield from _capitals_at(folded, found.start("name"), words)


def _in_two(folded: Folded, words: dict[int, Word]) -> Iterator[Identifier]:
    for found in _TWO.finditer(folded.cased):
        group = "left" if found["left"] else "right"
        word = words.get(found.start(group))
        if word is not None and _is_somebody(word.lower) and not names_no_person(folded, word):
            yield Identifier(*found.span(group), Kind.FIRST_NAME, cued=True)


def _confused(folded: Folded, words: dict[int, Word]) -> Iterator[Identifier]:
    """Yield both of two names of which one was taken for the other: `Lacombe au lieu de Lacoste`."""
    for found in _CONFUSED.finditer(folded.cased):
        if lexicon("clinical").isdisjoint((found["a"].lower(), found["b"].lower())):
            one = list(_capitals_at(folded, found.start("a"), words))
            yield from one
            yield from _capitals_at(folded, found.start("b"), words) if one else ()


def _lower(found: re.Match[str]) -> Iterator[Identifier]:
    """Yield the name in lower case that an introduction or a formula shows, with a second word or initials."""
    name, more = found["name"], (found["more"] or "").strip(" .")
    if (
        name in _NOBODY
        or is_common(name)
        or not (is_first_name(name) or (not is_word(name) and not is_town(name)))
    ):
        return
    whole = more and not (len(more) >= _LEAST and is_word(more) and not is_first_name(more))
    kind = Kind.NAME if whole else Kind.FIRST_NAME
    yield Identifier(found.start("name"), found.end("more" if whole else "name"), kind, cued=True)


def _with_initials(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield names in lower case that one or two letters follow: `enzo lb,`."""
    for one in found:
        if one.kind is Kind.FIRST_NAME and folded.cased[one.start].islower():
            more = _INITIALS_AFTER.match(folded.lower, one.end)
            if more is not None:
                yield Identifier(one.start, more.end(), Kind.NAME, cued=True)
