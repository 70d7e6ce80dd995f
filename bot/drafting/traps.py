"""What a request for a post asks for and no post may hold: by its words, by the rules of the guard, by a small reader.

Words name a trap for sure but know few ways of saying it; the rules of the guard know more, and blame requests that only speak of
a fault («pourquoi nous ne faisons pas de promotion»). The reader learnt from both which requests really ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from bot.drafting import second
from bot.drafting.signs import whole_words
from bot.drafting.sms import spelt_out
from bot.french import typeset
from bot.guard import Channel, review
from bot.guard.fold import fold
from bot.guard.patterns import PatternSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

READER: Final = "requests"
ORDINARY: Final = "none"  # the label of a request without a trap
SURELY: Final = 0.9  # chance of an ordinary request from which the words that named a trap only speak of it
# On the 2,026 lines of `data/requests`, each unseen: 89 requests with a trap in 100 are recognised, 11 ordinary ones, most of which speak
# of a trap, are taken for one; a trap taken for nothing costs nothing more than its note, for the post comes from the sheets alone.
TOLD: Final = 0.5  # the same, where the request says that it tells of faults («pourquoi nous ne…»)
BLAMED: Final = 0.7  # under it the rules of the guard are taken at their word
DOUBTFUL: Final = 0.6  # under it the reader names the likeliest trap
_TOLD: Final = re.compile(
    r"\bpourquoi\b|(?<!vous )(?<!tu )(?<!elles )\bn(?:e |')\w+ (?:pas|jamais|aucun|plus|ni)\b|\b(?:prevenir|prevention|alerter|alertes?|mefi\w+|mise en garde|danger\w*|risques?|reperer|reconnaitre|arnaques?)\b"
    r"|\bce que (?:dit|change|interdit) la loi\b|\b(?:interdit\w*|illega\w+)\b|\b(?:pour|aux|destine\w*|conseils?) (?:les |des |aux )?(?:parents|familles)\b|\b(?:refus\w+|contre|sans) (?:les? |la |l'|de |toute? |aucune? |faire (?:de |d'))"
)
_ORDER: Final = re.compile(
    r"\b(?:fai(?:s|tes)|[ée]cri(?:s|vez)|r[ée]dige[rz]?|pr[ée]pare[rz]?)(?:[- ](?:moi|nous|en|leur))* une? (?:petite? )?(?:mot|post|texte|publication|annonce|truc)\b",
    re.IGNORECASE,
)  # said to us, it invites no reader
_FILLER: Final = r"(?:les? |la |l'|une? |des |du |de |d'|aucune? |mots? |mentions? |photos? |images? |liens? |bouton |effet |ton |style |langage |discours |genre |faire |mettre |parler |citer |mets |du tout |trop |surtout )"
_DENIES: Final = re.compile(
    rf"(?:\bsans |\bpas (?:de |d'|des |du )|\bni |\bzero |\baucune? |\b(?:evite[rsz]?|proscri\w+|laisse[rz]? tomber|bannis\w*|exclu\w*) |\bnon a (?=la |l'|les |une? )){_FILLER}{{0,4}}$"
)
_ALSO: Final = re.compile(rf"^ ?,? ?(?:ni |ou |/|et (?:sans|pas|ni) ){_FILLER}{{0,4}}$")
_INSISTS: Final = re.compile(
    r"\b(?:oubli|hesit|manqu|rat|neglig)\w* (?:surtout )?$|\b(?:pourquoi|que|qu'(?:on|il|elle)) [^.!?]*$"
)
NOTHING: Final = "nothing found"  # the hint of a request in which words and rules find nothing
FOREVER: Final = frozenset({"drug", "brand"})  # a name is a name, whatever is said around it


@dataclass(frozen=True, slots=True)
class Trap:
    """Something that a request asks for and no post may hold; `group` is what the reader calls its kind."""

    id: str
    rule: str
    what: str
    way: str
    instead: str
    group: str
    codes: tuple[str, ...] = ()
    prudence: bool = False

    @property
    def note(self) -> str:
        """Return what the card says: what was left out and why."""
        why = f"{self.rule}, règle de prudence du cabinet" if self.prudence else self.rule
        return typeset(f"Écarté : {self.what} ({why}). {self.way}")


@cache
def book() -> Mapping[str, Any]:
    """Return the tables of requests: `traps` and `news`."""
    source = files("bot.drafting").joinpath("post_requests.yaml").read_text("utf-8")
    table: Mapping[str, Any] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return table


@cache
def traps() -> Mapping[str, Trap]:
    """Return the traps by their id."""
    return {raw["id"]: _trap(raw) for raw in book()["traps"]}


@cache
def _patterns() -> PatternSet[str]:
    return PatternSet(
        ((raw["id"], one) for raw in book()["traps"] for one in whole_words(raw["patterns"])), {}
    )


def _trap(raw: Mapping[str, Any]) -> Trap:
    names = ("id", "rule", "what", "way", "instead")
    said = {name: typeset(raw[name]) for name in names}
    return Trap(
        **said,
        group=raw.get("group", raw["id"]),
        codes=tuple(raw["codes"]),
        prudence=bool(raw.get("prudence")),
    )


def said(plain: str) -> list[tuple[str, int, int]]:
    """Return id, start and end of the traps that the words of a folded request name, in their order."""
    return sorted(_patterns().scan(plain), key=lambda hit: hit[1])


def undenied(plain: str) -> str:
    """Return a folded request without the traps that it asks to leave out («sans promo», «surtout pas d'avant après ni de prix»).

    What is left out is a wish, not a trap; «pourquoi pas une promo» and «sans oublier la remise» deny nothing.
    """
    kept, last = "", 0
    for _, start, end in said(plain):
        before = plain[last:start]
        denial = _DENIES.search(before) or (_ALSO.match(before) if last else None)
        if start >= last and denial and not _INSISTS.search(before[: denial.start()]):
            kept, last = kept + before[: denial.start()], end
    return kept + plain[last:]


def hints(text: str) -> list[str]:
    """Return what words and rules find in a request, for the reader to learn from."""
    return _hints(text, _named(text), _blamed(text))


def _named(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key, _, _ in said(spelt_out(fold(text).lower))))


def _hints(text: str, named: Iterable[str], blamed: Mapping[str, bool]) -> list[str]:
    """Return what was found, marked when the request tells of faults («pourquoi nous ne…») or is meant for parents."""
    told = _TOLD.search(spelt_out(fold(text).lower)) is not None
    rules = (f"{'rule' if firm else 'read'} {code}" for code, firm in blamed.items())
    found = {f"{'~' if told else '+'}{one}" for one in named} | {
        f"{'told ' if told else ''}{one}" for one in rules
    }
    return sorted(found | ({"told"} if told else set())) or [NOTHING]


def _blamed(text: str) -> Mapping[str, bool]:
    """Return the rules that blame a request as if it were a post → whether a rule said so, or only the reader beside it."""
    found: dict[str, bool] = {}
    for finding in review(_ORDER.sub(" ", text), Channel.POST).findings:
        if finding.severity.mends:
            found[finding.rule] = found.get(finding.rule, False) or finding.reading is None
    return found


def weighed(text: str, named: tuple[str, ...], *, guess: bool = True) -> tuple[str, ...]:
    """Return the ids of what a request really asks for, those of `named` that stand first.

    Args:
        text: a masked request.
        named: the traps that its words name.
        guess: whether the reader may name one alone, that neither words nor rules name.
    """
    blamed = _blamed(text)
    hinted = _hints(text, named, blamed)
    chances = second.chances(READER, text, hinted)
    if not chances:
        return named
    ordinary = chances[ORDINARY]
    kept = tuple(one for one in named if ordinary < (TOLD if "told" in hinted else SURELY) or one in FOREVER)
    firm = {code for code, by_rule in blamed.items() if by_rule and ordinary < BLAMED}
    ruled = (trap.id for trap in traps().values() if firm.intersection(trap.codes))
    found = tuple(dict.fromkeys((*kept, *ruled)))
    best = max(chances.keys() - {ORDINARY}, key=lambda label: chances[label])
    doubled = best in {traps()[one].group for one in found}
    return found if not guess or doubled or ordinary >= DOUBTFUL else (*found, best)
