"""What a person reads about the rules: the page of one, the list of all, the table of the README. All from the YAML."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.guard.model import Channel, Severity
from bot.guard.rule import Place, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.guard.rule import Fix, Rule

CHANNELS: Final[Mapping[str, str]] = {
    Channel.POST: "publication",
    Channel.MESSAGE: "message privé",
    Channel.REVIEW: "réponse à un avis",
}
SEVERITIES: Final[Mapping[str, str]] = {
    Severity.BLOCK: "bloquant",
    Severity.REWRITE: "à reformuler",
    Severity.WARN: "à vérifier",
    Severity.ADVISE: "conseil",
}
PLACES: Final[Mapping[str, str]] = {
    Place.PHOTO: "une photo est demandée",
    Place.REQUEST: "une demande arrive",
    Place.REVIEW: "une réponse à un avis est préparée",
    Place.POST: "une publication est préparée",
    Place.MESSAGE: "une réponse à un message est préparée",
}
REMEDIES: Final[Mapping[str, str]] = {
    Remedy.CUT_SENTENCE: "la phrase est retirée",
    Remedy.CUT_CLAUSE: "le membre de phrase est retiré",
    Remedy.CUT_HASHTAG: "le mot-dièse est retiré",
    Remedy.CUT_WORDS: "les mots sont retirés",
    Remedy.DROP: "les mots exacts sont retirés",
    Remedy.REPLACE: "les mots sont remplacés par",
    Remedy.PROPOSE: "rien n’est changé ; il est proposé",
    Remedy.NONE: "rien n’est changé : la personne décide",
}
START: Final = "<!-- règles : début (python -m bot.guard.catalogue table) -->"
END: Final = "<!-- règles : fin -->"
NEAR: Final = 6  # codes named when one does not exist
_PREFIXES: Final = {f"{channel}: ": f"({name}) " for channel, name in CHANNELS.items()}


def page(rule: Rule) -> str:
    """Return what a person reads about a rule: what it catches, why, the law, what stays lawful, examples, the fix, the cards."""
    blocks = [f"{rule.code} · {rule.title}\n{rule.category}", _block("Où, et à quel point", _where(rule))]
    if rule.page is not None:
        blocks += [
            _block("Ce qu’elle relève", [rule.page.definition]),
            _block("Ce qui reste permis", [rule.page.lawful]),
        ]
    blocks += [
        _block("Pourquoi : le droit", [f"{basis}, vérifié le {basis.checked}" for basis in rule.legal]),
        _block("Que faire", [rule.advice, f"Correction : {_mended(rule.fix)}."]),
        *_examples(rule),
    ]
    return "\n\n".join([*blocks, _block("Fiches", [", ".join(rule.cards) or "aucune"])])


def listing(rules: Iterable[Rule]) -> str:
    """Return all rules by family, a line each."""
    families = ("\n".join([name, *map(_line, members)]) for name, members in by_family(rules))
    return "\n\n".join(families)


def near(code: str, rules: Mapping[str, Rule]) -> list[str]:
    """Return codes that look like one that does not exist, nearest first; the families when none does."""
    wanted = code.upper()
    close = get_close_matches(wanted, rules, n=NEAR, cutoff=0.6)
    family = [known for known in rules if _family(known) == _family(wanted) and known not in close]
    return [*close, *family][:NEAR] or sorted(set(map(_family, rules)))


def table(rules: Iterable[Rule]) -> str:
    """Return the rules by family as a table in Markdown."""
    rows = [
        f"| {name} | {', '.join(f'`{rule.code}` {_inside(rule.title)}' for rule in members)} |"
        for name, members in by_family(rules)
    ]
    return "\n".join(["| famille | règles |", "|---|---|", *rows])


def with_table(readme: str, rules: Iterable[Rule]) -> str:
    """Return a README with the table between its two marks.

    Raises:
        ValueError: a mark is missing.
    """
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"the README lacks `{START}` or `{END}`")
    return f"{before}{start}\n\n{table(rules)}\n\n{end}{after}"


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Yield each family with its rules, families and rules in the order of their codes."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    for _, members in groupby(ordered, key=lambda rule: _family(rule.code)):
        family = list(members)
        yield family[0].category, family


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _inside(title: str) -> str:
    """Return a title as it stands inside a sentence; an acronym keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _line(rule: Rule) -> str:
    gravest = min(rule.channels.values(), key=list(Severity).index)
    return f"  {rule.code}  {rule.title} ({'jugement' if rule.judgement else SEVERITIES[gravest]})"


def _where(rule: Rule) -> list[str]:
    where = [f"{CHANNELS[channel]} : {SEVERITIES[severity]}" for channel, severity in rule.channels.items()]
    shown = " ou quand ".join(PLACES[place] for place in rule.shows_on)
    said = [f"Son conseil s’affiche quand {shown}."] if shown else []
    return [*where, *said, *["Aucun motif ne peut en juger : c’est à vous."] * rule.judgement]


def _mended(fix: Fix) -> str:
    said = REMEDIES[fix.kind]
    if fix.kind in {Remedy.REPLACE, Remedy.PROPOSE}:
        return f"{said} « {fix.text.rstrip('.')} »"
    return said if fix.safe else f"{said}, si vous l’acceptez"


def _examples(rule: Rule) -> list[str]:
    if rule.page is None or not rule.page.flags:
        return []
    return [
        _block("Relevé", map(_example, rule.page.flags)),
        _block("Laissé", map(_example, rule.page.passes)),
        *([_block("Pas encore vu", map(_example, rule.page.todo))] if rule.page.todo else []),
    ]


def _example(marked: str) -> str:
    """Return an example with its channel in French."""
    for prefix, said in _PREFIXES.items():
        if marked.startswith(prefix):
            return said + marked.removeprefix(prefix)
    return marked


def _block(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)])
