"""What the check of a sentence against its source catches: our sheets' sentences, made wrong in four ways, and reworded."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

from bot.bench import Row
from bot.drafting.ports import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from knowledge.model import Document

MANY: Final = 400  # cases of each sort
LENGTHS: Final = range(41, 220)  # characters of a sentence
NAMES: Final = ("Martel", "Lisbonne", "Durieux", "Vasseur", "OMEGA", "Kessler", "Bruges", "Tavernier")
PLACES: Final = (
    "nez", "paupières", "ventre", "seins", "oreilles", "menton", "cuisses", "mains", "lèvres", "rhinoplastie",
    "liposuccion", "otoplastie", "blépharoplastie", "abdominoplastie", "peeling", "laser", "genou", "épaule", "cheville",
)  # fmt: skip
VERBS: Final = (
    "est|sont|peut|peuvent|doit|doivent|se fait|se font|dure|durent|permet|permettent|expose|exposent|laisse|laissent|change|"
    "changent|demande|demandent|existe|existent|favorise|favorisent|traverse|disparaît|disparaissent|diminue|diminuent|suffit|"
    "s’adresse|convient|remplace|remplacent|corrige|corrigent|redonne|limite|limitent|justifie|modifie|protège|guide"
)
INVENTED: Final = (
    "et la sensibilité revient en une nuit", "et un massage au miel accélère la guérison", "ce que confirme une étude danoise",
    "et la mutuelle règle la totalité", "car le corps fabrique alors du cartilage", "et le sommeil s’en trouve amélioré",
    "surtout chez les sportifs de haut niveau", "et un jus de citron suffit à l’éviter", "ce qui rajeunit le regard de dix années",
    "et le soin est indolore", "sans aucun risque", "avec un résultat garanti", "et l’effet est définitif",
    "et une infirmière passe chaque matin à domicile", "ce qui évite toute anesthésie", "et la technique vient du Japon",
    "et les hommes cicatrisent plus vite que les femmes", "et le café retarde la repousse", "et cela améliore aussi la vue",
    "car la peau contient du magnésium", "et un régime sans gluten est conseillé", "et le stress disparaît aussitôt",
    "et la reprise du travail est possible le lendemain", "ce que la plupart des assurances exigent",
    "et un bracelet magnétique soulage les tensions", "et une photographie mensuelle est transmise au laboratoire",
    "et les ongles poussent plus vite", "avec l’aide d’un robot chirurgical", "et la voix devient plus grave",
    "et une cure thermale complète le traitement", "grâce à une huile essentielle de lavande", "et la fertilité augmente",
    "et l’humeur reste stable pendant des années", "ce qui renforce les cheveux", "et le chocolat noir aide à dégonfler",
    "et un bain de siège tiède soulage", "et le port de lunettes est obligatoire", "et le chirurgien rappelle chaque soir",
    "et la cicatrice devient invisible", "et aucune précaution n’est utile", "ce qui permet de maigrir", "et les enfants n’en souffrent pas",
    "et le taux de réussite dépasse celui des autres pays", "et la peau bronze mieux ensuite", "et un simple shampooing suffit",
    "et le risque de cancer diminue", "et l’opération se fait en dix minutes", "ce qui dispense de tout contrôle",
    "et l’assurance maladie paie les trajets", "et la fumée de cigarette ne gêne pas", "et la poudre d’arnica est souveraine",
    "et la pleine lune est à éviter", "et une amende sanctionne les retards", "car les muscles se régénèrent la nuit",
)  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?!\w)")
_NAME: Final = re.compile(r"(?<=[a-zà-ÿ,’] )[A-ZÀ-Ý][\wà-ÿ-]{2,}")
_DENIED: Final = re.compile(r"\bn(?:e |[’'])([\wà-ÿ’'-]+) pas\b")
_PLAIN: Final = re.compile(rf"(?<!ne )(?<!n’)(?<!se )\b({VERBS})\b(?! pas| jamais| plus| que| ni)")

Case = tuple[str, str]  # a sentence, and the passage that it is compared with


def bench_grounding(texts: Path | None = None) -> list[Row]:
    """Measure on our sheets; and on the sentences reworded by hand of `texts` (`paraphrases.tsv`) when it is there."""
    true = list(_true())
    shares = [
        ("négation retournée", _made(true, _flipped), 0.99),
        ("chiffre changé", _made(true, _renumbered), 0.99),
        ("nom propre changé", _made(true, _renamed), 0.99),
        ("opération ou partie du corps changée", _made(true, _moved), 0.99),
        ("fait inventé, ajouté à la phrase", _made(true, _invented), 0.95),
        ("phrase d’une autre fiche", _elsewhere(true), 0.95),
    ]
    rows = [
        _row(f"appui, {name}, repéré ({len(cases)} cas)", _caught(cases), least)
        for name, cases, least in shares
    ]
    rows.append(_alarms("phrase même de la fiche", _dice(1).sample(true, MANY)))
    told = reworded(texts) if texts is not None else []
    return [*rows, _alarms("phrase vraie, reformulée à la main", told)] if told else rows


def reworded(folder: Path) -> list[Case]:
    """Return the sentences of `folder/paraphrases.tsv` (sheet, section, sentence), each with its passage."""
    path = folder / "paraphrases.tsv"
    if not path.exists():
        return []
    sheets = {document.source: document for document in _sheets()}
    lines = [
        line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [(sentence, sheets[f"topic:{slug}"].chunks[int(place)].text) for slug, place, sentence in lines]


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # the same cases every time; nothing is secret here


def _row(name: str, share: float, least: float) -> Row:
    return Row(name, share, share, "", least=least)


def _alarms(name: str, cases: Sequence[Case]) -> Row:
    share = _caught(cases)
    return Row(f"appui, {name}, signalée à tort ({len(cases)} cas)", share, share, "", target=0.05)


def _caught(cases: Sequence[Case]) -> float:
    from knowledge.grounding import contradictions

    return sum(bool(contradictions(sentence, [passage])) for sentence, passage in cases) / max(len(cases), 1)


def _sheets() -> list[Document]:
    from knowledge.corpus import load_shipped

    return [document for document in load_shipped() if document.kind is Kind.TOPIC]


def _true() -> Iterator[Case]:
    for document in _sheets():
        for chunk in document.chunks:
            for sentence in _SENTENCE.split(chunk.text):
                told = sentence.strip("- ").strip()
                if len(told) in LENGTHS and not told.endswith("?"):
                    yield told, chunk.text


def _made(true: Sequence[Case], spoil: Callable[[Case, random.Random], str | None]) -> list[Case]:
    dice = _dice(7)
    shuffled = dice.sample(true, len(true))
    spoilt = ((spoil(case, dice), case) for case in shuffled)
    return [(wrong, case[1]) for wrong, case in spoilt if wrong is not None][:MANY]


def _flipped(case: Case, _: random.Random) -> str | None:
    sentence = case[0]
    denied = _DENIED.search(sentence)
    if denied:
        return sentence[: denied.start()] + denied[1] + sentence[denied.end() :]
    plain = _PLAIN.search(sentence)
    if plain is None:
        return None
    particle = "n’" if plain[1][0] in "aeéêiouh" else "ne "
    return f"{sentence[: plain.start()]}{particle}{plain[1]} pas{sentence[plain.end() :]}"


def _renumbered(case: Case, dice: random.Random) -> str | None:
    found = list(_NUMBER.finditer(case[0]))
    if not found:
        return None
    one = dice.choice(found)
    other = next(str(n) for n in dice.sample(range(2, 99), 20) if str(n) not in _NUMBER.findall(case[0]))
    return case[0][: one.start()] + other + case[0][one.end() :]


def _renamed(case: Case, dice: random.Random) -> str | None:
    return _swapped(case[0], list(_NAME.finditer(case[0])), NAMES, dice)


def _moved(case: Case, dice: random.Random) -> str | None:
    found = list(re.finditer(rf"\b(?:{'|'.join(PLACES)})\b", case[0]))
    others = [one for one in PLACES if one[:4] not in case[1].lower()]
    return _swapped(case[0], found, others, dice) if others else None


def _swapped(
    sentence: str, found: Sequence[re.Match[str]], others: Sequence[str], dice: random.Random
) -> str | None:
    if not found:
        return None
    one = dice.choice(found)
    return sentence[: one.start()] + dice.choice(others) + sentence[one.end() :]


def _invented(case: Case, dice: random.Random) -> str | None:
    return f"{case[0].rstrip('.!')}, {dice.choice(INVENTED)}."


def _elsewhere(true: Sequence[Case]) -> list[Case]:
    dice = _dice(9)
    pairs = ((dice.choice(true), dice.choice(true)) for _ in range(MANY))
    return [(one[0], other[1]) for one, other in pairs if one[0] not in other[1]]
