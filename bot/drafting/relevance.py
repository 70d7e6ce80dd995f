"""How close a sentence is to a request, by words: light stems and a few families of everyday words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import folded
from bot.drafting.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import Passage

STEM: Final = 6  # letters that tell a French word from another, endings apart
ENOUGH: Final = 1  # words in common, beside the topic, for a sentence to answer a private question

_FAMILIES: Final = (
    "sport sportif sportive courir course gym musculation musculaire effort efforts physique activite yoga natation velo ski",
    "soleil solaire bronzer bronzage uv ultraviolet plage ete exposition",
    "avion vol voyage voyager vacances altitude",
    "douleur douloureux douloureuse mal antalgique souffrir",
    "prix tarif cout remboursement rembourse devis honoraires prise charge",
    "tabac fumer fumeur fumeuse cigarette vapotage vapoter clope nicotine",
    "travail boulot bureau travailler professionnel professionnelle metier",
    "cicatrice cicatrisation cicatriser cicatriciel",
    "bleu bleus ecchymose ecchymoses hematome hematomes",
    "grossesse enceinte allaitement allaiter",
    "douche bain laver lavage piscine mer baignade",
    "anesthesie endormi endormie anesthesiste",
    "gonfle gonfler gonflement oedeme",
    "maquillage maquiller creme cosmetique",
    "dormir sommeil nuit position",
    "risque risques complication complications danger",
    "delai duree temps jours semaines mois combien longtemps",
    "question questions demander poser",
    "agee age ans vieillir vieillissement",
)
STOPPED: Final = frozenset(
    re.findall(
        r"\w+",
        "a ai ait alors apres au aucun aussi autre aux avec avoir ca car ce cela ces cet cette ceux chez comme comment dans de des du donc dont elle elles en encore "
        "entre est et etait ete etre eux fait faire fais faut il ils je jour la le les leur leurs lui ma mais me mes mieux moi mon ne ni nos notre nous on ont ou par "
        "parce pas peu peut peuvent plus pour pourquoi puis quand que quel quelle quelles quels qui quoi sa sans se sera ses si son sont sous sur ta te tes toi ton tous "
        "tout toute toutes tres trop tu un une vos votre vous y truc machin chose choses gens patient patients patiente patientes post posts publication legende texte "
        "petit petite ecris ecrire redige rediger explique expliquer parle parler dis dire publie publier veux voudrais peux pouvez svp merci bonjour euh ben bah "
        "instagram insta facebook linkedin google youtube story reel video sujet theme propos idee info infos information informations question questions demande demandent "
        "quelque bien bon bonne simple court courte long longue version fiche page compte abonnes besoin aime aimerais sors balance pond fasse vite stp hop genre facon "
        "consultation consulter clinique coute coutent coute "
        "operation intervention chirurgie chirurgical chirurgien docteur cabinet medecin avant avoir va vais vont aller etc deux trois ",
    )
)
_DELAY: Final = "delai"  # the family of «combien de temps»
_WORD: Final = re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage; `order` is its rank in the document, `score` how close it is to the request."""

    text: str
    passage: str
    section: str
    order: int
    score: float = 0.0
    bullet: bool = False


@cache
def stem(word: str) -> str:
    """Return what stands for a folded word and its family: the first letters, or the family's first word."""
    return _FAMILY_OF.get(word) or _FAMILY_OF.get(word.rstrip("sx")) or word.rstrip("sx")[:STEM]


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that carry meaning."""
    return frozenset(stem(word) for word in _WORD.findall(folded(text)) if word not in STOPPED)


_FAMILY_OF: Final = {word: family.split()[0] for family in _FAMILIES for word in family.split()}


@lru_cache(maxsize=16_384)
def told_stems(sentence: str) -> frozenset[str]:
    """Return the stems of a sentence of a document, remembered; what a person writes is never remembered here."""
    return stems(sentence)


def overlap(wanted: frozenset[str], text: str) -> float:
    """Return the share of the `wanted` stems that `text` holds, 0.0 to 1.0."""
    return len(wanted & told_stems(text)) / len(wanted) if wanted else 0.0


def likeness(left: str, right: str) -> float:
    """Return how much two sentences repeat each other, 0.0 to 1.0 (shared stems over those of the shorter one)."""
    one, two = told_stems(left), told_stems(right)
    return len(one & two) / min(len(one), len(two)) if one and two else 1.0


def candidates(passages: Iterable[Passage]) -> list[Candidate]:
    """Return every sentence of the passages, in order."""
    found: list[Candidate] = []
    for passage in passages:
        for one in sentences_of(passage.text):
            found.append(Candidate(one, passage.id, passage.section, len(found), bullet=one.endswith("?")))
    return found


def closest(request: str, passages: Sequence[Passage], *, limit: int) -> list[Candidate]:
    """Return at most `limit` sentences that answer `request`, all of one document and in its order.

    What the title of a document already says («augmentation mammaire») does not count: «sport» must be answered.
    """
    scored: list[tuple[float, str, Candidate]] = []
    for passage in passages:
        wanted = stems(request) - stems(passage.title)
        told = (one for one in candidates([passage]) if not one.bullet)
        scored += [(_weight(wanted & told_stems(one.text)), passage.source, one) for one in told]
    ranked = sorted((row for row in scored if row[0] >= ENOUGH), key=lambda row: -row[0])
    near = [row for row in ranked if row[1] == ranked[0][1] and row[0] >= ranked[0][0] - 1][:limit]
    return [row[2] for row in scored if row in near]


def _weight(shared: frozenset[str]) -> float:
    """Weigh the stems in common: a delay alone tells nothing of what is waited for."""
    return len(shared - {_DELAY}) + 0.5 * (_DELAY in shared)
