"""What a sentence claims, word by word: its meaning-bearing words, what it denies, how sure it is. Pure, standard library.

Words are compared by their first letters, and a few families of words that reword one another count as one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.french import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = 5  # letters that two forms of one word share
THING: Final = 7  # … and that two forms of the name of a thing share
LONGEST: Final = 4  # clauses of a source that one sentence rewords, at most
SHORTEST: Final = 3  # letters that an ending leaves
_ENDING: Final = re.compile(r"(?:ees|ent|ez|er|es|ee|e|s|x)$")
_WORD: Final = re.compile(r"[a-z]{3,}")
_FIGURE: Final = re.compile(r"\d+")
_CLAUSE: Final = re.compile(r"(?:[,;:.!?]+(?=\s|$)|[()\n])\s*")
_FAMILIES: Final = """operation intervention chirurgie chirurgical operer operee geste acte seance
chirurgien medecin praticien docteur specialiste
patient patiente personne quelqu gens
bleu ecchymose hematome
gonfler gonflement gonfle regonfle oedeme enfle
arreter arret cesser stopper
fumer fume tabac cigarette tabagisme nicotine
durer persister rester demeurer
reprendre reprise recommencer
visage face facial
sein poitrine mammaire
ventre abdomen abdominal
mal douleur douloureux douloureuse souffrir
enlever retirer oter ablation exerese
attendre attente patienter delai
soleil solaire ultraviolet
commencer debuter debut
signaler appeler appel prevenir joindre joint joignez contacter avertir
proteger protection protegez abri
choisir choix
montrer consulter examiner
endormir endort somnolent sommeil
technique methode procede traitement soin
changer modifier different difference
journee quotidien
etablissement clinique hopital
couleur teinte
petit leger legere minime
retour rentrer maison domicile
laver toilette douche
effet action efficace
temporaire passager passagere
bouger mouvement
eviter evitez prudence prudent
risque complication danger exposer
nez nasal
grossesse enceinte
cicatrice cicatrisation cicatriser
aerien avion vol
trajet voyage
somme cout prix montant
interdit interdiction defendu
nourrisson bebe
fievre temperature
vetement habit"""
_EVERYDAY: Final = """recours facile facilement aime epargne
adresse afin agir agit aide aider ailleurs ainsi aller allez alors ans apres arrive arriver assez attend
attendez aucun aucune aussi autre autres aux avait avant avec avez avis avoir avons ayez bas base beaucoup
besoin bien bon bonne car cas cause causes ceci cela celle celui certain certaine certaines certains ces cet
cette ceux chaque chez chose cinq comme comporte compte comptez conseille continuer continuez contre cote cotes
court courte dans debut demande demander demandez depuis dernier derniere des deux devenir devez devient devoir
dire dit dites dix doit doivent donc donne donner dont ecrire ecrit ecrivez elle elles encore ensemble ensuite
entier entiere entre entrer environ essayer est ete etes etre existe existent facon faire fait faut fin fois
fort forte garde garder gardez general generale grand grande gros grosse habitude habituel habituelle haut
heures huit ici ils jamais jour jours jusqu jusque lentement les leur leurs lieu long longtemps longue lors
lorsque lui mais maniere mauvais meme met mettre mieux minutes mis mise moins mois moment necessite neuf normal
normale nos notre nous nouveau nouvelle ont origine par parfois parler parlez partir pas passe passent pendant
penser pensez permet permettent peu peut peuvent place plus plusieurs plutot possible pour pouvez pouvoir
pouvons premier premiere premieres premiers prend prendre presque prevoir prevoit prevoyez pris prise propose
proposes propre puis quand quatre que quelque quelques question qui quinze quoi raison rarement recommande
regulier regulierement rend rendre rentrer reponse repose reposent reste restent sait sans savoir second seconde
selon semaine semaines sentir sept sera serait seront sert servir ses seul seule signifie simple six soi soient
soit sommes son sont sortir sous souvent soyez suit suivez suivre sur surtout survenir survenue survient tard
telle telles tels temps tenez tenir tient tot toujours tous tout toute toutes tres trois trop trouve trouvent
une utilise utilisez va venir venu vers veut viennent vient vise visent vite voir vont vos votre voulez vouloir
vous voyez vu"""
_THINGS: Final = """nez paupieres yeux oeil cils sourcils joues bouche levres langue dents menton machoire oreilles cou nuque front tempes crane
cheveux visage seins mamelon areole torse ventre nombril hanches fesses cuisses jambes mollet genou cheville pieds bras aisselles epaule
coude poignet mains doigts pouce ongles dos peau graisse muscles tendons nerfs os cartilage rhinoplastie septorhinoplastie blepharoplastie
otoplastie genioplastie liposuccion lipofilling abdominoplastie mastopexie nymphoplastie lifting peeling laser dermabrasion cryolipolyse
radiofrequence ultrasons detatouage epilation greffe lambeau prothese implant silicone toxine botulique hyaluronique phenol cortisone corticoide
antibiotique aspirine paracetamol ibuprofene morphine heparine contraception hormone vitamine fer alcool tabac melanome carcinome cheloide
hematome phlebite embolie infection necrose allergie diabete lymphome dupuytren melasma rosacee acne eczema psoriasis escarre brulure
scanner echographie mammographie irm radiographie""".replace("\n", " ")
_NEGATED: Final = re.compile(
    r"\bn(?:e\b|['’])(?:['’\s]*[\w’'-]+){0,5}?\s+(?:pas|jamais|plus|aucune?|rien|ni|guere|point)\b"
    r"|\b(?:aucune?s?|nulle?)\b(?:['’\s]*[\w’'-]+){0,4}?\s+(?:n(?:e\b|['’]))"
    r"|\b(?:pas|sans|jamais|aucune?|non|hors)\b"
    r"|\b(?:interdi\w+|impossible\w*|inutiles?|deconseill\w+|contre-indiqu\w+|evit\w+|exclu\w*|empech\w+|proscri\w+|impropre\w*|ni l'un ni)\b"
)
_RESTRICTED: Final = re.compile(r"\bn(?:e\b|['’])(?:['’\s]*[\w’'-]+){0,4}?\s+que\b")
_WEAK: Final = re.compile(
    r"\b(?:peu(?:t|vent)|pourrai\w+|parfois|souvent|rare\w*|certaine?s?|en general|generalement|possibles?|probable\w*|environ|"
    r"le plus souvent|selon les equipes|habituel\w*|quelquefois|presque|la plupart|se discute|partie)\b"
)
_STRONG: Final = re.compile(
    r"\b(?:doi(?:t|vent)|il faut|toujours|jamais|systematique\w*|obligatoire\w*|certainement|forcement|tou(?:s|tes) les|"
    r"dans tous les cas|immanquablement|a coup sur|aucun doute|inevitable\w*|necessairement)\b"
)
PROMISES: Final = re.compile(
    r"\b(?:garanti\w*|sans (?:aucun )?(?:risque|danger|douleur|cicatrice|trace|complication|effet secondaire)s?|aucune? (?:risque|danger|douleur|cicatrice|complication)s?|"
    r"indolore\w*|definiti\w+|meilleure?s?|miracle\w*|revolutionnaire\w*|infaillible\w*|parfait\w*|permanente?s?|immediat\w*|instantane\w*|"
    r"100 ?%|cent pour cent|a vie|rembourse\w*|gratuit\w*|prouve\w*|leader|numero un|unique|inoffensi\w+|benin\w*|surement|"
    r"toujours reussi\w*|plus (?:sure?|efficace|rapide|fiable|performant)\w*s?|l[ea] plus (?:beau|belle|doux|douce|naturel\w*|avance\w*|moderne|complet|complete)|idea(?:l|le|ux)|exceptionnel\w*|naturel(?:le)?s? garanti\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text: its folded words, the roots that carry meaning, and how many things it denies."""

    text: str
    roots: frozenset[str]
    denied: int


def read(text: str) -> Said:
    """Return what `text` says."""
    plain = flat(text)
    return Said(plain, roots(plain), denials(plain))


def roots(plain: str) -> frozenset[str]:
    """Return the roots of the words of folded text that carry meaning."""
    return frozenset(root(word) for word in _WORD.findall(plain) if _cut(word) not in _everyday())


@lru_cache(50_000)
def root(word: str) -> str:
    """Return what stands for a folded word: its family, else its first letters without its ending."""
    return _families().get(_cut(word), _cut(word))


def things(plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, word) of each operation, part of the body, product or disease that folded text names."""
    for match in _WORD.finditer(plain):
        if _thing(match[0]) in _things():
            yield match.start(), match.end(), match[0]


def _thing(word: str) -> str:
    return word[:THING].rstrip("sx")


def denials(plain: str) -> int:
    """Return how many denials folded text holds; «ne … que» is none, «ne … pas» is one."""
    return len(_NEGATED.findall(_RESTRICTED.sub(" ", plain)))


def surer(claim: str, source: str) -> bool:
    """Tell whether folded text is certain, or commands, where its source only allows."""
    certain = _STRONG.search(claim) and not _WEAK.search(claim)
    return bool(certain and _WEAK.search(source) and not _STRONG.search(source))


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, in order."""
    return [one for one in _CLAUSE.split(text) if one.strip()]


def windows(sources: Sequence[str]) -> Iterator[Said]:
    """Yield every run of one to `LONGEST` neighbouring clauses of a source, and every sentence."""
    for source in sources:
        cut = clauses(source)
        for first in range(len(cut)):
            for last in range(first + 1, min(first + LONGEST, len(cut)) + 1):
                yield read(", ".join(cut[first:last]))


def closest(claim: Said, held: Sequence[Said]) -> Said | None:
    """Return the window that says most nearly what `claim` says; at equal distance, one with its figures and denials."""
    ours = frozenset(_FIGURE.findall(claim.text))
    near = max(
        held,
        key=lambda one: (
            alike(claim, one),
            ours <= frozenset(_FIGURE.findall(one.text)),
            one.denied == claim.denied,
        ),
        default=None,
    )
    return near if near and near.roots & claim.roots else None


def coverage(claim: Said, window: Said) -> float:
    """Return the share of the roots of `claim` that stand in `window`; 1.0 for a claim without any."""
    return len(claim.roots & window.roots) / len(claim.roots) if claim.roots else 1.0


def alike(left: Said, right: Said) -> float:
    """Return how much two stretches say the same, 0.0 to 1.0."""
    return 2 * len(left.roots & right.roots) / max(len(left.roots) + len(right.roots), 1)


def _cut(word: str) -> str:
    bare = _ENDING.sub("", word)
    return (bare if len(bare) >= SHORTEST else word)[:ROOT]


@lru_cache(1)
def _everyday() -> frozenset[str]:
    return frozenset(map(_cut, _EVERYDAY.split()))


@lru_cache(1)
def _things() -> frozenset[str]:
    return frozenset(map(_thing, _THINGS.split()))


@lru_cache(1)
def _families() -> dict[str, str]:
    families: dict[str, str] = {}
    for family in _FAMILIES.splitlines():
        words = family.split()
        families |= dict.fromkeys(map(_cut, words), f"={_cut(words[0])}")
    return families
