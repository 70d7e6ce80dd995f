"""Employers that a message names: after a verb of work, a trade, `mon patron`, a legal form; cued, not direct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.guided import Guided, Sieve
from bot.guard.patient.homes import hyphenated
from bot.guard.patient.kinds import NAMES, Identifier, Kind
from bot.guard.patient.lexicon import is_common, is_first_name, is_known, is_place, is_town, lexicon
from bot.guard.patterns import Expression
from bot.guard.words import words as words_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from bot.guard.fold import Folded

_AT: Final = (
    r"(?:chez|pour|par|via|a|au|aux|dans|de|du|des|en) (?:la |le |les |l' ?|un |une |mon |ma |notre )?"
)
_VERB: Final = (
    r"j?(?:travaill\w*|boss\w*|taff?e?s?|turbine|exerc\w*|embauchee?|recrutee?|salariee?s?|employee?s?|retraitee?s?|stagiaire|stage|apprentie?|apprentissage|alternance|alternante?|interim\w*|en cdi|en cdd|mutee?|detachee?|"
    r"en poste|mon poste|son poste|poste|reprise|reprendre|reprends|reprend|repris|licenciee?|cadre|fonctionnaire|gerante?|patronn?e?|cheff?e?|collegues?|directeur|directrice|drh|responsable|benevole|volontaire|"
    r"conduit|conduis|livreu(?:r|se)|livre|service|instits?|enseigne|garde|placee|est place|ete place|scolarisee?|resident|hebergee?|pensionnaire|etudie|etudiante?|eleve|interne|surveille|nettoie|(?:a la|en) caisse|au rayon|au guichet|en (?:cp|ce1|ce2|cm1|cm2|sixieme|cinquieme|quatrieme|troisieme|seconde|terminale|maternelle|[3-6]e|petite section|moyenne section|grande section))"
)
_TRADES: Final = (
    r"(?:boulang|instituteu|institutri|coiff|infirm|profe?s?s?e?u?r?|enseignant|vendeu|serveu|secretair|comptabl|pharmaci|caissi|ouvri|agricult|restaurat|hot(?:e|esse)|policie|gendarm|pompie|militair|ingenieu|architect|"
    r"esthetici|puericult|aide-soign|aide soign|sage-femme|etudiant|eleve|assistant|educat|animat|magistrat|greffi|courti|banqui|standardist|receptionnist|barm|maitre d'hotel|boucher|cuisini|chef de|cheffe de|patissi|"
    r"libraire|veterinair|opticien|menuisi|macon|plombi|electrici|mecanici|chauffeu|conducteu|conductri|facteu|factric|postie|viticult|jardini|garagist|ambulanci|carreleu|couvreu|peintre|platrie|charpentie|soudeu|fraiseu|tourneu|"
    r"chaudronn|usineu|cariste|magasini|prepara|livreu|routie|manutention|agent|agente|technicien|operateu|operatri|monteu|ajusteu|conseiller|conseillere|commercial|acheteu|juriste|avocat|notaire|clerc|auxiliaire|atsem|cantini|"
    r"surveillant|gardien|veilleu|vigile|femme de menage|femme de chambre|lingere|coutur|brodeu|toiletteu|palefreni|moniteu|entraineu|maitre-nageur|danseu|musicien|regisseu|ebeniste|fleurist|maraich|bucheron|"
    r"paysagiste|grutie|conducteur|mineur|marin|matelot|steward|hotesse|pilote|controleu|aiguilleu|cheminot|developpeu|informatici|graphiste|redacteu|redactri|journalist|manager|consultant|analyste|chercheu|laborantin|biologist|(?:basket|foot|hand|volley)(?:t|ball)eu|rugby(?:man|wo)|"
    r"aide a domicile|aide menagere|assistante de vie|nounou|atsem|aesh|avs|dietetici|psycholog|orthophonist|ergotherap|kine|brancardi|doctorant|interne|directeur|directrice|responsable|salarie|employe|stagiaire|apprenti|gerant|patron|cadre|chef|cheffe|collegue|ouvrier|equipier|hote)[a-z]*"
)
_WORKS: Final = Expression(rf"\b(?:{_VERB}|{_TRADES})\b")
_BETWEEN: Final = Regex(
    r"(?: (?!(?:m'a|a ete|a dit|est|et|je|on|il|elle|nous|vous|qui|que|dit|depuis|pas|ne|n'a|y|mais|car|quand)\b)[a-z'-]+){0,5} ?"
)  # up to five words between what one does and for whom
_PREPOSITION: Final = Regex(rf" (?P<at>{_AT})")
_VAGUE: Final = words_of(
    "stage poste reprise reprendre reprends reprend repris cadre conduit conduis livre service enseigne garde surveille nettoie interne chef cheffe prepara marin mineur"
)  # words of work that are words of much else
_OWNED: Final = Expression(
    r"\b(?:mon|ma|notre|son|sa|leur|votre|l') ?(?:employeu(?:r|se)|patronn?e?|boite|entreprise|societe|usine|magasin|boulot|travail|taf|taff|job|boss|chef|cheffe|ecole|lycee|fac|agence|atelier|labo)"
    r"(?: est| c'est|,| :| \(|:)? ?(?:de |du |chez |a |au )?(?:la |le |les |l')?"
    r"|\bau (?:travail|boulot|taf|taff|bureau|job) ?(?:[(:,] ?(?:a |chez )?|chez )(?:la |le |les |l')?"
    r"|\b(?:mes|ses) (?:obligations|horaires|fonctions) (?:a |au |chez )(?:la |le |les |l')?|\b(?:interimaire|interim|chantier) |\b(?:employeur|lieu de travail|raison sociale|employer|entreprise|societe|service)(?: actuel(?:le)?)? ?[:(-] ?(?:la |le |les |l')?|\b(?:employeur|medecine? du travail|rh|drh|cse|infirmerie|service paie),? (?:de |du |chez |a )?(?:la |le |les |l')?"
    r"|\b(?:tiens|tient|tenons|gere|dirige|possede) (?:la |le |les |l'|un |une )|\b(?:staying|working|employed) (?:at|by) (?:the )?"
    r"|\b(?:i|we|he|she|my husband|my wife) (?:work|works|worked|am employed|is employed) (?:for|at|by) (?:the )?|\bworking (?:for|at) (?:the )?|\b(?:trabajo|trabaja|trabajamos) (?:en|para|de [a-z]+ en) (?:el |la |los )?|\b(?:trabalho) (?:na|no|em|para) |\blavoro (?:per|da|alla|presso) "
)
_CLOSE: Final = words_of("de du des en dans")  # after other words, they show no employer
_FORM: Final = Expression(
    r"\b(?:sarl|sas|sasu|eurl|snc|scop|sci|gaec|earl|ets|etablissements) [a-z0-9]|(?:\bet|&) (?:fils|cie|associes)\b"
)
_LEGAL: Final = Regex(
    r"(?:SARL|SAS|SASU|EURL|SNC|SCOP|SCI|GAEC|EARL|Ets|ETS|[Ee]tablissements) (?:(?:du|de la|des|de|d'|la|le|les) ?)?(?=[A-Z0-9])"
)
_OF_WORK: Final = Expression(
    r"\b(?:accident (?:du|de) (?:travail|chantier|trajet)|arrets? (?:de travail|maladie)|en arret|salariee?|employee?|matricule|chantier|travail\w*|j?bosse\w*|patronn?e?|chef|cheffe|cadre|employeur|caisse|collegues?|paie|paye|"
    r"facture|mon mari|ma femme|embauchee?|poste|reprendre|reprise|reprend|medecine? du travail|rh|drh|chauffeur|camion|poids lourd|conduit|livre|blesse|sinistre|at du)\b"
)
_NAMED_FIRM: Final = Expression(
    r"\b(?:chez (?:la |le |les )?|(?:la |l'|une |, )?(?:societe|entreprise|boite|maison|groupe|firme|enseigne) )[a-z]"
)
_CAPITALS: Final = r"[A-Z][A-Za-z0-9&']*(?:[.&'-][A-Za-z0-9]+)*(?: (?:(?:de|du|des|d'|la|le|les|et|&|l'|sur|en|of|the|and|aux?) ?){0,3}[A-Z][A-Za-z0-9&']*(?:[.&'-][A-Za-z0-9]+)*| [0-9]{1,3}(?![0-9/.:h]| [a-z]))*(?: (?:et|&) (?:fils|filles|associes|cie|freres|soeurs|co|compagnie)\b)?"
_FIRM: Final = Regex(_CAPITALS)
_KIND: Final = Regex(
    r"(?:societe|entreprise|groupe|boite|firme|start-up|cabinet|etude|agence|association|asso|compagnie) (?:de |d')?(?=[A-Z])"
)
_HOUSES: Final = (
    r"office d[eu] tourisme|sdis|udaf|opac|sous-prefecture|conservatoire|inspection|gendarmerie mobile|base aerienne|base navale|france travail|pole emploi|regiment|bataillon|centre de [a-z]+|commune|metropole|departement|ville|rectorat|academie|ministere|ambassade|consulat|arsenal|centre de loisirs|maison de la presse|halte[ -]garderie|office notarial|residence services?|centre aere|creche familiale|micro[ -]creche|cabinet comptable|salle de sport|super u|hyper u|u express|marche u|comptoir|relais|dechetterie|garderie|jardinerie|quincaillerie|cooperative|communaute de communes|centre hospitalier|maison de retraite|centre de secours|ecole elementaire|ecole maternelle|conseil [a-z]+|"
    r"ecole primaire|blanchisserie|centre [a-z]+|centre de tri|chaudronnerie|bibliotheque|chocolaterie|commissariat|poissonnerie|polyclinique|"
    r"association|assurances?|biscuiterie|boulangerie|carrelages?|carrosserie|cartonnerie|charcuterie|charpentes?|conserverie|electricite|"
    r"gendarmerie|hypermarche|intermarche|mediatheque|pepinieres?|supermarche|transports?|tricotages?|ambulances|auto-ecole|bijouterie|confiserie|"
    r"couverture|entreprise|faiencerie|federation|fonderies?|fromagerie|imprimerie|logistique|maconnerie|maternelle|menuiserie|metallerie|"
    r"patisserie|prefecture|restaurant|serrurerie|universite|verreries?|acieries?|ateliers?|boucherie|brasserie|carrefour|decathlon|fleuriste|"
    r"librairie|minoterie|nettoyage|papeterie|pharmacie|plomberie|residence|superette|toitures?|tournerie|zinguerie|abattoir|clinique|creperie|"
    r"entrepot|epicerie|filature|friterie|institut|laiterie|monoprix|mutuelle|notaires|peinture|pizzeria|pressing|syndicat|tannerie|traiteur|"
    r"tribunal|auberge|bistrot|brigade|cabinet|camping|cantine|caserne|chateau|college|domaine|elevage|gymnase|hopital|leclerc|magasin|meubles|"
    r"piscine|poterie|primeur|scierie|societe|usines?|agence|amazon|auchan|banque|caisse|casino|creche|ecurie|forges|garage|groupe|mairie|marche|"
    r"prison|sessad|darty|drive|ecole|ehpad|etude|ferme|foyer|haras|hotel|hyper|kebab|lycee|macdo|poste|resto|salon|snack|super|tabac|taxis|aldi|"
    r"cafe|cave|esat|ikea|lidl|mcdo|ratp|sncf|bar|cfa|chr|chu|edf|ime|mfr|ch"
)
_HOUSE: Final = Regex(
    rf"(?:[0-9]{{1,3}}(?:er|e|eme) )?(?:{_HOUSES})\b(?: (?:veterinaire|dentaire|primaire|maternelle|municipale?|privee?|public|publique|communale?|departementale?|regionale?|nationale?|agricole|hoteliere?|technique|professionnelle?|generale?))?(?P<of> (?:de la |de l'|du |des |de |d'|aux? )?(?:(?:la|le|les) |l' ?)?)?"
)
_HOUSED: Final = Expression(rf"\b(?:{_HOUSES}) [a-z]")
_BRANDS: Final = words_of(
    "lidl aldi carrefour leclerc auchan intermarche monoprix casino picard action gifi zara kiabi primark celio decathlon amazon ikea darty fnac boulanger mcdo macdo quick kfc burger subway uber deliveroo sncf ratp edf "
    "engie orange sfr bouygues free total renault peugeot citroen stellantis michelin airbus safran thales dassault alstom valeo sanofi danone nestle lactalis ups dhl chronopost geodis onet elior sodexo securitas adecco manpower randstad"
)  # employers so large that people write them in lower case
_PERSON: Final = words_of(
    "dr docteur pr professeur mme mlle mr m madame monsieur mademoiselle maitre me saint sainte st ste ira irm paris medecin france je j ald at avc emg eva ce cet sos samu smur rdv cpam urssaf"
)
_WITH_MORE: Final = words_of(
    "super grand grande petit petite region maison nouvelle bon bonne point caisse banque conseil centre la le les tout toute au chez belle beau cote jour"
)


def firms(folded: Folded, found: Iterable[Identifier] = ()) -> Iterator[Identifier]:
    """Yield the employers that a message names, in folded positions; those beside the names already `found` too."""
    text, said = folded.lower.encode("ascii"), _SAID.standing(folded.lower)
    worked = False
    for start, end in _WORKS.spans(text) if _WORKS in said else ():
        worked = True
        yield from _worked_at(folded, end, vague=folded.lower[start:end] in _VAGUE)
    yield from _of_names(folded, found)
    for start, end in _SOMEBODY_OF.spans(text) if _SOMEBODY_OF in said else ():
        yield from _of_a_house(folded, start, end)
    owned = [end for _, end in _OWNED.spans(text)] if _OWNED in said else []
    for end in owned:
        yield from _firm_at(folded, end, lower=True)
    if _FORM in said:
        yield from _legal(folded)
    yield from _apposed(folded) if owned else ()
    if _UNITS in said:
        yield from (_employer(*found.span()) for found in _UNIT.finditer(folded.cased))
    for _, end in _IS_AT.spans(text) if _IS_AT in said else ():
        yield from _plain_house(folded, end)
    yield from _homes_of_many(folded, text) if _CARED in said else ()
    if worked or _OF_WORK in said or _HOUSE_SHOWN in said:
        for start, end in _NAMED_FIRM.spans(text):
            if _BOUGHT.search(folded.lower, max(0, start - _LONGEST), start):
                continue
            yield from (one for one in _firm_at(folded, end - 1, lower=False) if _is_firm(folded, one))
        yield from _houses(folded)


def _apposed(folded: Folded) -> Iterator[Identifier]:
    """Yield what somebody says is their employer right after it: `UDAF de la Vienne, mon employeur`."""
    for found in _APPOSED.finditer(folded.cased):
        firm = found["firm"]
        if (
            not _is_person(firm)
            and not firm.startswith(("C'", "J'", "Ce "))
            and not is_first_name(firm.lower().partition(" ")[0])
        ):
            yield _employer(*found.span("firm"))


def _worked_at(folded: Folded, start: int, *, vague: bool) -> Iterator[Identifier]:
    """Yield the first employer that a preposition announces, up to four words after what one does; far from it, or after a `vague` word, `de` and `en` show none but houses."""
    between = _BETWEEN.match(folded.lower, start)
    for at in _PREPOSITION.finditer(folded.lower, start, between.end() if between else start):
        apart = (vague or at.start() > start) and at["at"].partition(" ")[0] in _CLOSE
        found = list(_firm_at(folded, at.end(), lower=True)) or list(_town_of_work(folded, at))
        if _of_a_fund(folded, start, at):
            return
        taught = at["at"] == "en " and folded.cased[at.end() : at.end() + 3].isupper()
        if found and not taught and not (apart and _FIRM.match(folded.cased, at.end())):
            yield from found
            return


def _of_a_fund(folded: Folded, start: int, at: re.Match[str]) -> bool:
    """Tell whether capitals name the fund that insures (`à la caisse du Bas-Rhin`), and no shop at whose till one works."""
    if not folded.lower.endswith("caisse", 0, start) or at["at"].partition(" ")[0] not in _CLOSE:
        return False
    word = _WORD.match(folded.lower, at.end())
    return word is not None and folded.cased[at.end()].isupper() and word[0] not in _BRANDS


def _town_of_work(folded: Folded, at: re.Match[str]) -> Iterator[Identifier]:
    """Yield the town where somebody works: `policier à Frontignan`."""
    if _OF_A_SURGEON.search(folded.lower, max(0, at.start() - _LONGEST), at.start() + 1):
        return
    town = _FIRM.match(folded.cased, at.end()) if at["at"] in {"a ", "sur "} else None
    if town is not None and is_town(hyphenated(town[0])):
        yield Identifier(*town.span(), Kind.ADDRESS, direct=False, cued=True)


_APPOSED: Final = Guided(
    rf"(?P<firm>{_CAPITALS}(?: (?:de la |du |des |de l'|de |d')[A-Z][A-Za-z'-]+)?),? (?:qui est |c'est |\()?(?:mon|son|notre) (?:employeu(?:r|se)|patronn?e?|entreprise|boite|boulot|travail|taf)\b",
    r"[A-Z][A-Za-z0-9&' .-]*,? ?(?:qui est |c'est |\()?(?:mon|son|notre) (?:employ|patron|entreprise|boite|boulot|travail|taf)",
)  # «UDAF de la Vienne, mon employeur»
_OF_A_SURGEON: Final = Regex(
    r"\b(?:hotels?|chef(?:fe)? de clinique|chirurgien\w*|internat|interne|assistant\w* (?:des hopitaux|chef)|exerc\w+|a etudie|formee?|fellow\w*)\b[^.;]{0,20}$"
)  # of a biography, or no work


def _beside_a_name(folded: Folded, end: int) -> Iterator[Identifier]:
    """Yield `Plasti-Sud` after `Jessy chez`, `garage Peugeot` after `Ludovic du`: the house whose somebody is."""
    joint = _OF_SOMEBODY.match(folded.lower, end)
    if joint is None:
        return
    house = _HOUSE.match(folded.lower, joint.end()) is not None
    if house or "chez" in joint[0]:
        found = _firm_at(folded, joint.end(), lower=False)
        yield from (one for one in found if house or _is_firm(folded, one))


def _of_names(folded: Folded, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield the firms beside the names `found` and in the line under them."""
    for end, doctor in {(one.end, one.doctor) for one in found if one.kind in NAMES}:
        yield from _under_a_name(folded, end)
        yield from _beside_a_name(folded, end) if not doctor else ()


def _under_a_name(folded: Folded, end: int) -> Iterator[Identifier]:
    """Yield the firm of a signature, in the line under a name: `Responsable qualité – Laiteries du Haut-Marais`."""
    line = _ROLE.match(folded.lower, end)
    if line is not None and (_WORKS.is_in(line["role"].encode("ascii")) or _OFFICE.match(line["role"])):
        yield from _firm_at(folded, line.end(), lower=False)


def _of_a_house(folded: Folded, low: int, high: int) -> Iterator[Identifier]:
    """Yield the house whose somebody is: `celle de la crèche Les Petits Galets`."""
    ends = (folded.lower.rfind(link, low, high) + len(link) for link in ("de la ", " du ", "de l'", " des "))
    yield from _plain_house(folded, max(ends))


def _plain_house(folded: Folded, start: int) -> Iterator[Identifier]:
    """Yield the house that starts at `start`, unless it is one of health, named for what it is."""
    house = _HOUSE.match(folded.lower, start)
    if house is not None and house["of"] is not None and not _OF_HEALTH.match(house[0]):
        yield from _firm_at(folded, start, lower=False)


_PUBLIC: Final = Regex(
    "sdis|mairie|office|prefecture|conseil|commissariat|gendarmerie|rectorat|sous-prefecture"
)
_ROLE: Final = Regex(
    r" ?\n(?P<role>(?!chirurg|medec|docteur|chef(?:fe)? de clinique|interne|praticien|secretaire medic|departement d[e'] ?(?:chirurg|medec))[a-z][a-z' -]{2,40}?)(?: ?[|/]| -|,|\n) ?(?=[a-z])"
)
_OFFICE: Final = Regex(
    r"(?:departement|service|pole|direction|bureau|president|fondat|associe|delegue|membre)"
)
_SOMEBODY_OF: Final = Expression(
    r"\b(?:celle|celui|ceux|dame|monsieur|maitresse|maitre|instit|maman|papa|patiente?|fille|gars|nana|mec|cliente?|directrice|directeur|prof|eleve|collegue|nounou)(?: de [a-z0-9]{2,14}| [a-z0-9]{2,12})? (?:de la |du |de l'|des )(?:creche|micro-creche|ecole|college|lycee|mairie|garderie|boulangerie|ehpad|caserne|garage|restaurant|librairie|supermarche|ferme|sdis|office de tourisme) [a-z]"
)


def _homes_of_many(folded: Folded, text: bytes) -> Iterator[Identifier]:
    """Yield the home in which somebody is cared for, and the workshop after `chez`, whatever the message speaks of."""
    for start, end in _CARED.spans(text):
        reached = folded.lower.startswith(_REACHED, start)
        place = end - 1 if reached or folded.lower.startswith("chez", start) else start
        maker = _MAKER.match(folded.cased, place)
        if maker is not None:
            yield _employer(*maker.span())
        house = _HOUSE.match(folded.lower, place)
        if house is not None and house["of"] and not (reached and _OF_HEALTH.match(house[0])):
            yield from _firm_at(folded, place, lower=False)


_MAKER: Final = Regex(
    rf"(?:Maison|Groupe|Ateliers?) (?!Blanche|Rouge|De |Des |Du |Medicale|De)(?={_CAPITALS}){_CAPITALS}"
)
_REACHED: Final = ("standard", "accueil", "bureau", "guichet")  # where somebody is reached at work
_CARED: Final = Expression(
    r"\b(?:standard|accueil|bureau|guichet) (?:de |du |d')(?:la |l'|les )?[a-z]|\bchez (?:la |le |les )?[a-z]|\b(?:ehpad|maison de retraite|usld|foyer) [a-z]"
)
_OF_SOMEBODY: Final = Regex(
    r",? (?:de chez |chez |du |de la |de l'|de (?=transports|ambulances|taxis))(?:la |le |les |l')?"
)


_UNITS: Final = Expression(
    r"\b[0-9]{1,3} ?(?:er|e|eme) (?:regiment|bataillon|escadron|compagnie|r[a-z]{1,5}|b[a-z]{2,3}|dragons|cuirassiers|hussards|chasseurs|spahis)\b|\bcrs [0-9]|\bbase (?:aerienne|navale) |\bba [0-9]{3}\b|\bcaserne [a-z]"
)
_UNIT: Final = Regex(
    r"\b[0-9]{1,3} ?(?:er|e|eme) (?:(?:[Rr]egiment|[Bb]ataillon|[Ee]scadron|[Dd]ragons|[Cc]uirassiers|[Hh]ussards|[Cc]hasseurs|[Ss]pahis)(?: (?:de |d'|du )?(?:la )?[a-z]{4,}(?: (?:de |d')(?:[a-z]+|[A-Z][a-z]+)| [a-z]{4,}ine?)?)?|R(?:[A-Z]|[a-z](?=[A-Z]))[A-Za-z]{0,4}|B(?:CA|IMa|IMA|PC))(?![A-Za-z])"
    r"|\bCRS [0-9]{1,2}\b|\b[Bb]ase (?:aerienne|navale) (?:[0-9]{3}|(?:de |d')[A-Z][A-Za-z-]+)(?: (?:de |d')[A-Z][A-Za-z-]+)?|\bBA [0-9]{3}\b|\b[Cc]aserne (?!des? )[A-Z][A-Za-z-]+"
)  # of an army, of the police
_IS_AT: Final = Expression(
    r"\b(?:je suis|j'suis|jsuis|il est|elle est|fils est|fille est|mari est|femme est|on est) (?:inscrite? |scolarisee? |encore |maintenant |en [a-z0-9]+ )?(?:a la |au |a l'|aux )"
)


def _legal(folded: Folded) -> Iterator[Identifier]:
    for found in _LEGAL.finditer(folded.cased):
        firm = _FIRM.match(folded.cased, found.end())
        if firm is not None:
            yield _employer(found.start(), firm.end())
    for found in _AND_SONS.finditer(folded.cased):
        if not _is_person(found["name"]):
            yield _employer(*found.span())


_AND_SONS: Final = Regex(
    r"(?:\b(?:[Cc]abinet|[Ee]tude|[Mm]aison|[Ee]ntreprise|[Ss]ociete) )?(?<![A-Za-z'-])(?P<name>[A-Z][A-Za-z'-]+(?:(?: et| &)? [A-Z][A-Za-z'-]+){0,2} (?:et|&) (?:[Aa]ssocies|[Ff]ils|[Cc]ie)\b)"
)


def _houses(folded: Folded) -> Iterator[Identifier]:
    """Yield `Transports Vasseur` wherever it stands in a message that speaks of work: a trade with a capital, then a name."""
    for start, _ in _HOUSED.spans(folded.lower.encode("ascii")):
        capital = folded.cased[start].isupper()
        found = _HOUSE.match(folded.lower, start)
        if (
            found is None
            or found["of"] is None
            or (capital and _OF_HEALTH.match(found[0]))
            or _NO_HOUSE.match(folded.lower, start)
        ):
            continue
        name = _FIRM.match(folded.cased, found.end())
        worked = capital or (name is not None and _is_whose(folded.lower, found, name.end()))
        if (
            name is not None
            and worked
            and not _is_person(name[0], house=not capital or _PUBLIC.match(found[0]) is not None)
        ):
            yield _employer(found.start(), name.end())


def _is_whose(lower: str, house: re.Match[str], end: int) -> bool:
    """Tell whether a house in lower case is where somebody works or learns, or what calls: `ici le garage Vial`."""
    before = max(0, house.start() - _LONGEST), house.start()
    if _WHERE_ONE_WORKS.match(lower, end) or _WHOSE.search(lower, *before):
        return True
    return _CALLS.search(lower, *before) is not None and not _OF_HEALTH.match(house[0])


def _firm_at(folded: Folded, start: int, *, lower: bool) -> Iterator[Identifier]:
    """Yield the employer that starts at `start`: capitals, or a house (`la clinique des Tilleuls`), in `lower` case too."""
    kind = _KIND.match(folded.cased, start)
    start = kind.end() if kind else start
    house = _HOUSE.match(folded.lower, start)
    if house is not None and house["of"]:
        shop = _SHOP.match(folded.lower, start) is not None and house["of"].strip() in _DEFINITE
        end = _house_end(folded, house.end(), lower=lower, of_shop=shop)
        if end:
            yield _employer(start, end)
            return
    firm = _FIRM.match(folded.cased, start)
    brand = _WORD.match(folded.lower, start)
    if firm is not None and not _is_person(firm[0]) and not _is_thing(folded.lower, *firm.span()):
        yield _employer(*firm.span())
    elif lower and brand is not None and brand[0] in _BRANDS:
        yield _employer(*brand.span())


_WHERE_ONE_WORKS: Final = Regex(
    rf",? (?:(?:j'|elle |il |on |nous )y (?:est|suis|sommes|travaill|boss|exerc|enseign)|ou (?:je suis|il est|elle est|on est|nous sommes) {_TRADES}\b)"
    r"|,? (?:ou|dans laquelle|dans lequel) (?:je |j'|il |elle |nous |on |m[ao]n? [a-z]+ |s[ao]n? [a-z]+ )?(?:travaill|boss|exerc|enseign|(?:suis|est|sommes) (?:employ|salari|en poste|interne|stagiaire|scolaris|eleve))"
)
_WHOSE: Final = Regex(
    r"\b(?:ecole|creche|college|lycee|employeur|patronn?e?|travail|boulot|boite|entreprise)\b[^.!?\n]{0,24}[,:(] ?(?:le |la |l')?$"
)
_HOUSE_SHOWN: Final = Expression(
    r"\bici (?:le |la |l')[a-z]|\b(?:ecole|creche|college|lycee) de (?:mon|ma|mes|notre|son|sa|leur) "
)
_SAID: Final = Sieve(_WORKS, _SOMEBODY_OF, _OWNED, _FORM, _UNITS, _IS_AT, _CARED, _OF_WORK, _HOUSE_SHOWN)
_CALLS: Final = Regex(r"(?:^|[.!?\n,] ?)(?:bonjour |bonsoir |allo )?ici (?:le |la |l')$")
_OF_HEALTH: Final = Regex(
    "pharmacie|clinique|polyclinique|hopital|cabinet|institut|centre|ch|chu|chr"
)  # named for what they are
_DAY_AFTER: Final = Regex(r"[jms][0-9]{1,3}\b")  # after an operation: `J10`
_NO_HOUSE: Final = Regex(
    "(?:hotel de ville|marche de noel|marche aux|cafe de|cave a|residence d|mutuelle d|assurances? de|banque de donnees|ecole de|universite de|tabac info|association (?:de |des )patient)"
)
_WORD: Final = Regex(r"[a-z]+")
_BOUGHT: Final = Regex(
    r"\b(?:achet\w+|achats?|trouv(?:ee?s?|er?)|vend\w*|en vente|courses|promo|paye[rz]?|commande[rz]?)\b[^.!?;\n]{0,24} $"
)  # before a shop where one buys


def _house_end(folded: Folded, start: int, *, lower: bool, of_shop: bool = False) -> int:
    """Return where the name of a house ends, 0 when it has none; that of a shop may be a word of ours (`le bistrot du marché`)."""
    name = _FIRM.match(folded.cased, start)
    if name is not None:
        return 0 if _is_person(name[0], house=True) else name.end()
    if not lower:
        return 0
    end, named = start, False
    for word in folded.lower[start : start + _LONGEST].split(" ")[:_WORDS]:
        bare = word.rstrip(".,;:!?)\n")
        if not bare.isalpha() or is_common(bare):
            break
        named = named or not is_known(bare) or is_town(bare) or (of_shop and bare not in _GENERIC)
        end += len(bare) + (end > start)
        if bare != word:
            break
    return end if named else 0


_SHOP: Final = Regex(
    "(?:comptoir|relais|bistrot|bar|cafe|auberge|brasserie|restaurant|resto|creperie|camping|cave|domaine|chateau|haras|moulin|hotel|librairie|epicerie|atelier|boutique|boulangerie|fromagerie|pizzeria|friterie|garage)\\b"
)
_DEFINITE: Final = words_of("du des de_la") | {"de la", "de l'", "du", "des"}
_GENERIC: Final = words_of(
    "village quartier coin centre bourg ville secteur pays rue jour nuit garde midi soir matin week-end"
)
_LONGEST: Final = 40  # characters of the name of a house in lower case
_WORDS: Final = 3


def _is_person(name: str, *, house: bool = False) -> bool:
    """Tell whether capitals after a verb of work name no firm: a doctor, a town alone, an ordinary word."""
    first, _, rest = name.lower().partition(" ")
    if first.rstrip(".") in _PERSON:
        return True
    if not rest and not house and (is_town(first) or is_place(first)):
        return True
    return is_common(first) and not (first in _WITH_MORE and rest) and not (house and rest)


def _is_thing(lower: str, start: int, end: int) -> bool:
    """Tell whether a single word of ours with a capital is no firm (`directrices de la Commission`), unless `chez` announces one."""
    return (
        lower[start:end] in lexicon("ordinary") or _DAY_AFTER.match(lower, start, end) is not None
    ) and not lower.endswith(("chez ", "pour ", "chez la ", "chez les "), max(0, start - 10), start)


def _is_firm(folded: Folded, one: Identifier) -> bool:
    """Tell whether what follows `chez` or `la société` is a firm: nobody's first name, and no single word after `chez` alone."""
    words = folded.lower[one.start : one.end].split(" ")
    after_chez = folded.lower[max(0, one.start - 9) : one.start].rstrip("laes ").endswith("chez")
    return not is_first_name(words[0]) and not (after_chez and len(words) == 1 and is_known(words[0]))


def _employer(start: int, end: int) -> Identifier:
    return Identifier(start, end, Kind.EMPLOYER, direct=False, cued=True)
