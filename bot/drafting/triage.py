"""What a private message is, before anything is drafted: emergencies first. When in doubt, the graver class.

Source of the red flags: `red_flags.yaml`. Nothing here diagnoses: words are found, and a fixed message answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from bot.drafting import second
from bot.drafting.courtesy import core
from bot.drafting.signs import ARABIC, Signs, read_signs, sign_book
from bot.guard.model import Asked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Class(StrEnum):
    """What a private message is, gravest first."""

    EMERGENCY = "emergency"
    DISTRESS = "distress"
    MINOR = "minor"
    THIRD_PARTY = "third_party"
    MEDICAL = "medical"
    PRACTICAL = "practical"
    SOLICITATION = "solicitation"
    NONE = "none"


LABELS: Final = {
    Class.EMERGENCY: "Urgence possible",
    Class.DISTRESS: "Détresse",
    Class.MINOR: "Personne mineure",
    Class.THIRD_PARTY: "Demande d’un tiers",
    Class.MEDICAL: "Question médicale",
    Class.PRACTICAL: "Question pratique",
    Class.SOLICITATION: "Sollicitation",
    Class.NONE: "Pas de réponse nécessaire",
}
LEVELS: Final = (
    "vital",
    "injection",
    "surgeon_now",
    "violence",
    "same_day",
    "unqualified",
    "implant",
)  # gravest first

SETTLED: Final = frozenset(
    {"implant"}
)  # fixed texts on which the rules are not discussed: days matter there, not hours
# Chance of an emergency under which the reader, who knows what the rules found, overrules them. On lines not seen it silences one
# rightful alarm in 538 and six false ones in 41; at 0.05 it would be three and nine. Zero makes every alarm of the rules stand.
SURELY_NOT: Final = 0.02
UNNAMED: Final = "E?"  # the red flag of an emergency that only the second reader sees
GENERIC: Final = {
    Class.EMERGENCY: "vital",
    Class.DISTRESS: "distress",
}  # their fixed texts when no rule chose one

DISTRESS: Final = frozenset({"E14", "E15"})  # red flags of what is felt or suffered: no sign of the body

_ASKED: Final = {
    Asked.CANCEL: (("cancel",),),
    Asked.APPOINTMENT: (("appointment",),),
    Asked.PRICE: (("price",),),
    Asked.HOURS: (("hours",),),
    Asked.ADDRESS: (("address",),),
    Asked.DOCUMENTS: (("documents",),),
    Asked.RESULTS: (("results",),),
    Asked.PHOTO_OPINION: (("photo", "judge"), ("photo", "symptom")),
    Asked.PRESCRIPTION: (("prescription",),),
}
_CUES: Final = {
    "fever": r"fievre|febrile|temperature|frisson",
    "wound": r"pansement|suint|coul|pus|ouvert|plaie|tache|croute|fil|point",
    "scar": r"cicatric",
    "swelling": r"gonfl|oedeme|enfl|asymetri|plus (?:gros|haut|bas)",
    "bruise": r"bleus?\b|hematome|ecchymose|violet|jaune|rouge",
    "pain": r"douleur|\bmal\b|douloureu|brul|lance|tire\b",
    "digestive": r"nause|vomi|constip|ventre dur",
    "sensation": r"insensib|engourdi|fourmi|sensibilite|picote",
    "treatment": r"medicament|antibio|comprime|traitement|ordonnance|anti ?inflammatoire|antidouleur|creme|dose",
}
KEPT: Final = 4_096  # words whose languages are remembered
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_QUESTION: Final = re.compile("[?؟]")
_TOKEN: Final = re.compile(r"[a-z0-9']+")
_CHILD: Final = re.compile(
    r"\b(?:ma|mon|notre) (?:fille|fils|ado|enfant|garcon|bebe|niece|neveu|petit fils|petite fille)\b"
)
_PERSONAL: Final = re.compile(
    r"\b(?:j'ai|je suis|ma|mon|mes|me|m'a|m'ont|depuis|moi|encore|reste|aujourd'hui|hier|ce matin|i have|my|mi|meu|minha)\b"
)
_GREETING: Final = re.compile(r"\W*(?:bonjour|bonsoir|coucou|salut|hello|hi|hey|hola|ola)\W*")


@dataclass(frozen=True, slots=True)
class Triage:
    """What a message is.

    `text` is the key of the fixed message of an emergency or of distress, empty otherwise; `cues` say what a medical
    message is about («wound», «pain»…), for the questions to ask back; `parent` tells that somebody writes about a minor,
    `child` that a son or a daughter is named at all; `language` is `fr`, `en`, `es`, `pt`, `it`, `de` or `ar`.
    """

    klass: Class
    red_flags: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    minor: bool = False
    third_party: bool = False
    parent: bool = False
    child: bool = False
    text: str = ""
    cues: tuple[str, ...] = ()
    language: str = "fr"

    @property
    def label(self) -> str:
        """Return the class in French."""
        return LABELS[self.klass]


def triage(text: str) -> Triage:
    """Read a private message, raw or masked, by the rules and by the second reader; never raises on any text."""
    read = _read(text)
    settled = read.text in SETTLED or _GREETING.fullmatch(read.signs.text) is not None
    chances = {} if settled else _chances(text, read)
    klass = weighed(read.klass, chances, asks=_QUESTION.search(text) is not None)
    return _triage(text, read, klass)


def _chances(text: str, read: _Read) -> Mapping[str, float]:
    """Return what the second reader thinks of a message; alarmed, it reads it again without its courtesies and keeps the calmer.

    A real alarm stands in the core of a message; greetings and numbers alone once alarmed the reader.
    """
    chances = second.chances("triage", text, _hints(read))
    if not chances or _alarm(chances) < second.threshold("triage", "grave"):
        return chances
    bare = core(text)
    calmer = second.chances("triage", bare, _hints(_read(bare))) if bare != text else chances
    return min(chances, calmer, key=_alarm)


def _alarm(chances: Mapping[str, float]) -> float:
    return sum(chances[klass] for klass in GENERIC)


def by_rules(text: str) -> Triage:
    """Read a private message by the rules alone."""
    read = _read(text)
    return _triage(text, read, read.klass)


def hints(text: str) -> list[str]:
    """Return what the rules find in a message, for the second reader to learn from."""
    return _hints(_read(text))


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rules find in a message."""

    signs: Signs
    flags: dict[str, str]
    text: str
    parent: bool
    minor: bool
    third: bool
    asked: tuple[Asked, ...]
    klass: Class


def _read(text: str) -> _Read:
    signs = read_signs(text, sign_book("red_flags.yaml"), sign_book("message_signs.yaml"))
    flags = _flags(signs)
    parent = "child" in signs.present
    minor = parent or ("young" in signs.present and "grown" not in signs.present)
    third, asked = _is_third_party(signs), _asked(signs)
    klass = _class(
        flags, minor=minor, third=third, courtesy=_is_courtesy(text, signs.text), signs=signs, asked=asked
    )
    return _Read(signs, flags, _fixed(flags, signs), parent, minor, third, asked, klass)


def _hints(read: _Read) -> list[str]:
    signs = read.signs
    return sorted(
        (
            *(f"+{sign}" for sign in signs.present),
            *(f"~{sign}" for sign in signs.mentioned - signs.present),
            *(f"flag {flag}" for flag in read.flags),
            f"class {read.klass}",
        )
    )


def _triage(text: str, read: _Read, klass: Class) -> Triage:
    return Triage(
        klass,
        tuple(read.flags) or _unnamed(klass, read.signs),
        read.asked if klass is not Class.NONE else (),
        minor=read.minor or klass is Class.MINOR,
        third_party=read.third or klass is Class.THIRD_PARTY,
        parent=read.parent,
        child=_CHILD.search(read.signs.text) is not None,
        text=read.text or GENERIC.get(klass, ""),
        cues=_cues(klass, read.signs),
        language=language(text),
    )


def _unnamed(klass: Class, signs: Signs) -> tuple[str, ...]:
    """Return the red flag of a message in which no rule found one."""
    if klass in GENERIC:
        return (UNNAMED,) if klass is Class.EMERGENCY else ("E14",)
    return ("E18",) if _is_unsure(klass, signs) else ()


def weighed(first: Class, chances: Mapping[str, float], *, asks: bool = False) -> Class:
    """Return the class of a message that the rules put in `first`: the graver one, and the reader's where none is grave.

    Args:
        first: what the rules say.
        chances: class → probability from the reader; empty when it cannot be used.
        asks: a question is put: it calls for a reply, whatever the reader thinks.
    """
    if not chances:
        return first
    grave = _alarm(chances)
    if first in GENERIC and grave >= SURELY_NOT:
        return first
    if grave >= second.threshold("triage", "grave"):
        return max(GENERIC, key=lambda klass: chances[klass])
    silent = {Class.NONE} if asks and first is not Class.NONE else set()
    ordinary = [klass for klass in chances if klass not in {*GENERIC, *silent}]
    return Class(max(ordinary, key=lambda klass: chances[klass]))


def as_before(seen: Triage, klass: str) -> Triage:
    """Return a triage made again on a masked text, in the class that the raw text had: masking may hide an age."""
    before = Class(klass)
    minor = before is Class.MINOR
    return replace(seen, klass=before, minor=minor, parent=seen.parent or (minor and seen.child))


def _flags(signs: Signs) -> dict[str, str]:
    """Return the red flags of a message with the key of their fixed text, in the order of the table."""
    return {
        flag["id"]: flag["text"]
        for flag in sign_book("red_flags.yaml").table["flags"]
        if signs.holds(flag["when"]) and not signs.holds(flag.get("unless", ()))
    }


def _fixed(flags: Mapping[str, str], signs: Signs) -> str:
    if not flags:
        return ""
    others = [LEVELS.index(text) for text in flags.values() if text != "distress"]
    if others:
        return LEVELS[min(others)]
    return "distress_imminent" if signs.present & {"imminent", "attempt"} else "distress"


def _class(
    flags: Collection[str],
    *,
    minor: bool,
    third: bool,
    courtesy: bool,
    signs: Signs,
    asked: tuple[Asked, ...],
) -> Class:
    if flags:
        suffered = DISTRESS.issuperset(flags) and "attempt" not in signs.present
        return Class.DISTRESS if suffered else Class.EMERGENCY
    if minor:
        return Class.MINOR
    if _is_solicitation(signs):
        return Class.SOLICITATION
    if third:
        return Class.THIRD_PARTY
    if courtesy and not set(asked) - {Asked.RESULTS, Asked.OTHER}:
        return Class.NONE
    return Class.MEDICAL if _is_medical(signs, asked) else Class.PRACTICAL


def _is_medical(signs: Signs, asked: tuple[Asked, ...]) -> bool:
    if Asked.CANCEL in asked and "preop" in signs.present:
        return False
    if set(signs.present) & {"symptom", "eligibility", "general", "prescription"} or signs.holds(
        (("photo", "judge"),)
    ):
        return True
    if "conduct" in signs.present:
        return "practicality" not in signs.present
    return asked == (Asked.OTHER,) and "symptom" in signs.mentioned


def _is_third_party(signs: Signs) -> bool:
    if "official" in signs.present:
        return True
    return {"relative", "enquiry"} <= signs.present and "self" not in signs.present


def _is_solicitation(signs: Signs) -> bool:
    return bool(signs.present & {"collab", "offer", "candidate"})


def _is_courtesy(text: str, plain: str) -> bool:
    """Tell whether nothing but thanks, greetings and compliments is said; a question or a bare greeting is more."""
    if _QUESTION.search(text) or _GREETING.fullmatch(plain):
        return False
    if _ARABIC.search(text):
        return len(text.split()) <= 4 and any(one in text for one in ARABIC["thanks"])  # noqa: PLR2004 - a short thanks
    words = _TOKEN.findall(plain)
    return not words or (
        set(words) <= _courtesy("kind") | _courtesy("with") and not _courtesy("kind").isdisjoint(words)
    )


@cache
def _courtesy(name: str) -> frozenset[str]:
    return frozenset(sign_book("message_signs.yaml").table["courtesy"][name].split())


def _asked(signs: Signs) -> tuple[Asked, ...]:
    found = tuple(asked for asked, lines in _ASKED.items() if signs.holds(lines))
    if "own_details" in signs.present:
        found = tuple(one for one in found if one not in {Asked.ADDRESS, Asked.CANCEL})
    if Asked.CANCEL in found:
        found = tuple(one for one in found if one is not Asked.APPOINTMENT)
    return found or (Asked.OTHER,)


def _is_unsure(klass: Class, signs: Signs) -> bool:
    return (
        klass is Class.MEDICAL
        and "symptom" in signs.present
        and bool(signs.present & {"operated", "injected"})
    )


def _cues(klass: Class, signs: Signs) -> tuple[str, ...]:
    if klass is Class.SOLICITATION:
        return tuple(kind for kind in ("candidate", "collab", "offer") if kind in signs.present)
    if klass is not Class.MEDICAL:
        return ("greeting",) if _GREETING.fullmatch(signs.text) else ()
    found = tuple(cue for cue, words in _CUES.items() if re.search(words, signs.text))
    own = _PERSONAL.search(signs.text) is not None or not signs.present & {"conduct", "general"}
    kinds = tuple(
        kind
        for kind in ("symptom", "conduct", "eligibility", "general")
        if kind in signs.present and (own or kind != "symptom")
    )
    return kinds + (found if "symptom" in kinds or "prescription" in signs.present else ())


_LANGUAGES: Final = {
    "en": r"the|is|my|and|for|have|you|can|i'm|what|how|with|please|hello|of|it|are|want|not|after|since|am",
    "es": r"y|del|su|sus|las|se|no|como|cuando|consulta|cita|precio|buenas|favor|el|los|una|es|mi|que|para|con|hola|tengo|por|puedo|gracias|cuanto|desde|buenos|operacion|quiero|me|la|usted",
    "pt": r"os|uma|meu|minha|para|com|ola|tenho|posso|obrigad[ao]|quanto|desde|bom|nao|voce|estou|quero|cirurgia|em|no",
    "it": r"[ld]'.*|[adn]ell?'.*|un'.*|il|gli|dei|delle|dal|dalle|alla|alle|al|suo|sua|suoi|sue|prima|ore|una|di|che|per|con|ciao|buongiorno|buonasera|salve|vorrei|grazie|quanto|sono|mia|della|del|ho|posso|devo|non|avete",
    "de": r"der|die|das|und|ist|ich|nicht|mit|haben|hallo|guten|bitte|danke|wie|kann|eine?n?|mein|meine|sie|zu|fuer|für|habe|muss|kostet",
    "fr": r"[ldjcnsmt]'.*|qu'.*|me|se|ce|ne|à|il|elle|on|dans|depuis|sur|mes|votre|vos|le|la|les|une?|est|mon|ma|je|j'ai|et|pour|vous|bonjour|que|avec|suis|de|du|des|pas|c'est|merci|en|au",
}
_SAID: Final = re.compile(r"[a-zà-ÿ']+")


@lru_cache(KEPT)
def _spoken(word: str) -> frozenset[str]:
    """Return the languages in which a word is a common one."""
    return frozenset(code for code, said in _LANGUAGES.items() if re.fullmatch(said, word))


def language(text: str) -> str:
    """Return the language a message seems to be in: `fr` unless another is clearly more likely."""
    letters = [letter for letter in text if letter.isalpha()] if _ARABIC.search(text) else []
    if letters and sum(_ARABIC.match(letter) is not None for letter in letters) > len(letters) / 2:
        return "ar"
    spoken = [_spoken(word) for word in _SAID.findall(text.lower().replace("’", "'"))]
    scores = {code: sum(code in one for one in spoken) for code in _LANGUAGES}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > scores["fr"] else "fr"
