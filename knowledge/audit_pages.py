"""The audit as a page in Markdown, as an agency hands it to its client. Pure."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bot.french import count, short_date, thousands, typeset
from knowledge.labels import PLATFORMS
from knowledge.model import PAGE, POST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.report import Fault, Mended, Named, Report

LEVELS: Final = {"block": "Bloquant", "rewrite": "À reformuler", "warn": "À vérifier"}
MEANINGS: Final = {
    "block": "à retirer sans attendre",
    "rewrite": "à reformuler avant toute nouvelle publication",
    "warn": "à apprécier par le médecin",
}
NOUNS: Final = {
    "block": ("point bloquant", "points bloquants"),
    "rewrite": ("point à reformuler", "points à reformuler"),
    "warn": ("point à vérifier", "points à vérifier"),
}
HEADS: Final = {
    "block": "Points bloquants",
    "rewrite": "Points à reformuler",
    "warn": "Points à vérifier",
}
NONE: Final = "Aucun point n’a été relevé dans les textes relus. Cela ne vaut pas certificat de conformité : voyez « Méthode et limites »."
PATIENTS: Final = (
    "Chaque texte de cette liste semble désigner un patient. Les mots en cause ne sont pas recopiés ici. S’il est encore en "
    "ligne, c’est le premier à retirer."
)
READ_BY: Final = (
    "Chaque texte a été relu par les {rules} règles du garde-fou de Confrère (catalogue {catalogue}), telles qu’elles sont à la "
    "date de ce rapport. La relecture est automatique."
)
CONFIDENCE: Final = (
    "Chaque référence porte son degré de confiance : V3 et V2 ont été lues dans des sources publiques ; une « règle de prudence » "
    "n’est pas un article de loi, et une référence « à vérifier » doit l’être avant d’être citée."
)
SECOND: Final = "Un point « à confirmer » vient du second lecteur, un modèle statistique qui peut se tromper : une personne tranche."
UNREAD: Final = (
    "Les images, les vidéos, les stories, les commentaires et les messages privés n’ont pas été relus."
)
NO_PROOF: Final = (
    "Un texte sans point relevé n’est pas déclaré conforme. Ce rapport ne remplace ni l’avis d’un juriste, ni celui du conseil "
    "départemental de l’Ordre."
)
HERE: Final = {POST: "publication", PAGE: "page du site", "leaflet": "document remis aux patients"}


def as_markdown(report: Report) -> str:
    """Return the whole report."""
    blocks = [*_head(report), *_summary(report), *_patients(report)]
    rank = 0
    for severity, some in groupby(report.faults, key=lambda one: one.severity):
        blocks.append(f"## {HEADS[severity]}")
        for one in some:
            rank += 1
            blocks.append(_fault(rank, one))
    blocks += [*_mended(report.mended), "## Méthode et limites"]
    limits = (
        READ_BY.format(rules=report.rules, catalogue=report.catalogue),
        CONFIDENCE,
        SECOND,
        UNREAD,
        NO_PROOF,
    )
    return typeset("\n\n".join([*blocks, "\n".join(f"- {one}" for one in limits)])) + "\n"


def as_summary(report: Report, shown: int) -> str:
    """Return what a terminal shows: the counts, and the first points."""
    found = [count(number, *NOUNS[one]) for one, number in report.by_severity().items() if number]
    lines = [f"{_read(report)} : {', '.join(found) or 'aucun point relevé'}."]
    if report.named:
        lines.append(f"Données de patient : {count(len(report.named), 'texte')} à retirer d’abord.")
        lines += [f"   {PurePath(one.file).name} : {one.where}" for one in report.named]
    for rank, one in enumerate(report.faults[:shown], 1):
        lines += [
            "",
            f"{rank}. {LEVELS[one.severity]} · {one.title} ({one.rule}) · {_where(one)}",
            f"   « {one.excerpt} »",
        ]
        lines.append(f"   {_instead(one)}")
    if len(report.faults) > shown:
        rest = count(len(report.faults) - shown, "autre point", "autres points")
        lines += ["", f"… et {rest}. « --markdown FICHIER » écrit le rapport entier."]
    return typeset("\n".join(lines))


def _head(report: Report) -> Iterator[str]:
    yield "# Audit de la communication du cabinet"
    day = short_date(date.fromisoformat(report.made))
    yield f"{report.practice + ' · ' if report.practice else ''}{'établi' if report.practice else 'Établi'} le {day}"


def _summary(report: Report) -> Iterator[str]:
    yield "## En bref"
    yield f"{_read(report)}{_period(report)}. {_verdict(report)}"
    if not report.faults:
        return
    rows = [
        f"| {LEVELS[one]} | {thousands(number)} | {MEANINGS[one]} |"
        for one, number in report.by_severity().items()
        if number
    ]
    yield "\n".join(["| Gravité | Points | Ce que cela demande |", "|---|---|---|", *rows])
    rules = [
        f"| {title} (`{code}`) | {LEVELS[severity]} | {thousands(faults)} | {thousands(documents)} |"
        for code, title, severity, faults, documents in report.by_rule()
    ]
    yield "\n".join(["| Règle | Gravité | Points | Textes |", "|---|---|---|---|", *rules])


def _read(report: Report) -> str:
    names = {
        POST: ("publication", None),
        PAGE: ("page du site", "pages du site"),
        "leaflet": ("autre document", "autres documents"),
    }
    told = [count(number, *names[nature]) for nature, number in report.documents.items() if number]
    whole = sum(report.documents.values())
    if not told:
        return "Aucun texte à relire"
    joined = f"{', '.join(told[:-1])} et {told[-1]}" if len(told) > 1 else told[0]
    feminine = not report.documents["leaflet"]
    return f"{joined} {'relue' if feminine else 'relu'}{'s' if whole > 1 else ''}"


def _period(report: Report) -> str:
    first, last = report.period
    if not first or first == last:
        return ""
    return f", du {short_date(date.fromisoformat(first))} au {short_date(date.fromisoformat(last))}"


def _verdict(report: Report) -> str:
    if not report.faults:
        return NONE
    if not report.faulty:
        return "Rien n’est à retirer ; quelques points restent à vérifier."
    return f"{count(report.faulty, 'texte contient', 'textes contiennent')} au moins un passage à retirer ou à reformuler."


def _patients(report: Report) -> Iterator[str]:
    if report.named:
        yield "## Données de patient : à traiter en premier"
        yield PATIENTS
        yield "\n".join(map(_named, report.named))
        yield f"**Fondement** : {' ; '.join(report.secrecy)}"


def _named(one: Named) -> str:
    kept = (
        f" ; il est dans l’index : `confrere index forget {one.source}` l’en retire"
        if one.source
        else ", non indexé"
    )
    return f"- `{PurePath(one.file).name}` : {one.where}{kept}"


def _fault(rank: int, one: Fault) -> str:
    file = f"fichier `{PurePath(one.file).name}`" + (f", <{one.url}>" if one.url else "")
    doubt = "" if one.sure else ", à confirmer (relevé par le second lecteur)"
    lines = [
        f"### {rank}. {one.title} (`{one.rule}`)",
        "",
        f"- **Où** : {_where(one)}, {one.where}, {file}",
        f"- **Gravité** : {LEVELS[one.severity].lower()}{doubt}",
        f"- **Extrait** : « {one.excerpt} »",
        f"- **Pourquoi** : {one.message}",
        f"- **Fondement** : {' ; '.join(one.legal)}",
        f"- **Proposition** : {_instead(one)}",
    ]
    return "\n".join(lines)


def _instead(one: Fault) -> str:
    """Return what to do with a sentence: the words that may stand in its place, else how to write it anew."""
    if one.rewording:
        return f"« {' '.join(one.rewording.split())} »"
    if one.severity == "warn":
        return one.advice or "À apprécier par le médecin."
    return f"Retirez cette phrase, ou récrivez-la. {one.advice}".strip()


def _where(one: Fault) -> str:
    what = HERE[one.nature]
    if one.nature == POST and one.platform:
        what = f"publication {PLATFORMS.get(one.platform, one.platform)}"
    day = f" du {short_date(date.fromisoformat(one.published))}" if one.published else ""
    return f"{what}{day}, « {one.document} »"


def _mended(mended: Iterable[Mended]) -> Iterator[str]:
    told = list(mended)
    if told:
        yield "## Versions publiables"
        yield (
            "Voici ce qui reste de chaque publication une fois retirés les passages en cause. Relisez avant de publier : le "
            "médecin répond de chaque phrase."
        )
    for one in told:
        where = f" ({PLATFORMS.get(one.platform, one.platform)})" if one.platform else ""
        day = f", {short_date(date.fromisoformat(one.published))}" if one.published else ""
        quoted = "\n".join(f"> {line}".rstrip() for line in one.text.split("\n"))
        yield f"### {one.document}{where}{day}\n\n{quoted}"
