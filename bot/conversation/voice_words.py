"""What a person says of the style card: «tutoie», «bannis « magique »», «phrases plus courtes», «oublie ma voix»… Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.drafting.sms import spelt_out
from bot.drafting.voice import LONGEST, SHORTEST, SIGNATURE, WIDEST, Address, Voice
from bot.guard.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

LONG: Final = 24  # words; a longer text is no order about the voice
USUAL: Final = 15  # words a sentence, where the card says nothing
STEP: Final = 3  # words that «plus courtes» takes off the mean
EXPRESSION: Final = 4  # words that can be banned or loved together
ALWAYS: Final = 100
NUMBERS: Final = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Told:
    """An order: `act` names it, `words` holds what it is about, `number` how many.

    `bare` tells that the same words may be about the draft on screen («aucun émoji»): they are about the card when it was
    the last thing shown.
    """

    act: str
    words: tuple[str, ...] = field(default=(), repr=False)
    number: int | None = None
    bare: bool = False


_VOICE: Final = (
    r"(?:ma |notre |la |sa |cette )?(?:carte de |style de )?(?:voix|style du cabinet)(?: du cabinet)?"
)
_ENDS: Final = r"(?: stp| svp| s'il (?:te|vous) plait| merci)?\W*"
_OPENS: Final = r"\W*(?:(?:ok|oui|non|et|alors|plutot|tu peux|stp|svp|je veux|je prefere|mets|avec)[ ,]+)*"
_OF_CARD: Final = (
    ("forget", rf"(?:oublie|efface|supprime|jette)[rz]? {_VOICE}"),
    ("off", rf"(?:desactive|coupe|suspends?|arrete)[rz]? {_VOICE}|sans {_VOICE}"),
    ("on", rf"(?:re)?active[rz]? {_VOICE}"),
    (
        "learn",
        rf"(?:re)?(?:apprend[sz]?|apprendre|apprenez|relis|relire|lis|lire) (?:{_VOICE}|mes (?:anciens )?posts)",
    ),
    ("show", rf"(?:(?:montre|affiche|voir|ouvre|corrige[rz]?)(?:[- ]moi)? )?{_VOICE}"),
)
_MANNERS: Final = (
    ("tu", False, r"tuto(?:ie[rsz]?|ye[rz])(?:[- ](?:moi|les|le lecteur|les (?:gens|lecteurs|abonnes|patients|patientes)))?|(?:le )?tutoiement|on (?:se )?tutoie"),
    ("vous", False, r"vouvo(?:ie[rsz]?|ye[rz])(?:[- ](?:moi|les|le lecteur|les (?:gens|lecteurs|abonnes|patients|patientes)))?|(?:le )?vouvoiement|on (?:se )?vouvoie"),
    ("neutral", False, r"(?:ton neutre|ni tu ni vous|(?:n'interpelle|ne t'adresse) (?:pas|jamais) (?:au |le )?lecteur)"),
    ("shorter", True, r"(?:(?:fais|ecris|mets)(?:[- ]moi)? )?(?:des |les )?phrases (?:plus |tres )?(?:courtes?|breves?)|(?:des )?phrases moins longues|(?:mes|les|tes|vos) phrases sont trop longues|raccourci[rst]* les phrases"),
    ("longer", True, r"(?:des )?phrases (?:plus )?(?:longues?|amples?)"),
    ("words", True, r"(?:des )?phrases (?:de|d'|a) (?:moins de )?(?P<number>\d{1,2}) mots?(?: maximum| max| au plus| en moyenne)?"),
    ("emoji", True, r"(?P<none>aucun|pas d'|plus d'|zero|sans|jamais d'|(?:evite|enleve|bannis)[rz]? les) ?emojis?"),
    ("emoji", True, r"(?P<number>\d|un|deux|trois|quatre|cinq|six) emojis?(?: au plus| maximum| max| par post)*"),
    ("tags", True, r"(?P<none>aucun|pas de|plus de|zero|sans|jamais de) ?(?:hashtags?|mots?[- ]dieses?)"),
    ("tags", True, r"(?P<number>\d|un|deux|trois|quatre|cinq) (?:hashtags?|mots?[- ]dieses?)(?: au plus| maximum| max| par post)*"),
    ("questions", True, r"(?P<none>aucune|pas de|sans|jamais de|plus de) questions?(?: d'ouverture| en ouverture| au debut| pour (?:ouvrir|commencer))?"),
    ("questions", True, r"(?:ouvre|commence)[rz]? (?:toujours )?par une question|(?:une )?question (?:d'ouverture|en ouverture)"),
    ("unsign", True, r"(?:sans|pas de|aucune|enleve la|retire la|supprime la) signature|ne signe (?:pas|plus)"),
)  # fmt: skip
_QUOTED: Final = re.compile(r"[«“\"]\s*([^«»“”\"]+?)\s*[»”\"]")
_ARTICLE: Final = re.compile(
    r"^(?:(?:les? |l['’])?(?:mots?|expressions?|termes?) |d['’]ici |partout )", re.IGNORECASE
)
_MOTS: Final = r"(?:(?:les? )?mots? |(?:l['’])?expressions? |de dire |d['’](?:utiliser|écrire|ecrire|employer) |(?=[«“\"]))"
_BAN: Final = re.compile(
    rf"\s*(?:bann?i(?:s|r|t|ssez)?(?: toujours)? (?!de\b)|(?:évite|evite|interdi|proscri|arrête|arrete)[rstz]? {_MOTS}"
    rf"|ne (?:dis|dites|mets|écris|ecris) (?:plus jamais |jamais (?=[«“\"]))|n['’](?:utilise|emploie)[rsz]? plus (?:jamais |{_MOTS})|mots? (?:bannis?|interdits?|à éviter|a eviter) ?: ?)(?P<words>\S.{{0,120}})",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    r"(?<=[»”\"])[,; ]*(?:mais |et |plutôt )*(?:dis|dites|mets|écris|ecris|utilise|préfère|prefere)[rsz]? (?:plutôt )?[«“\"].*$",
    re.IGNORECASE,
)  # «ne dis jamais « bistouri », dis « opération »»: what is said instead is no word to ban
_ALLOW: Final = re.compile(
    r"\s*(?:(?:autorise|réautorise|reautorise)[rsz]? (?:de nouveau )?|d[ée]bann?i[srt]? |retire[rsz]? (?=.{1,60} des mots bannis))(?P<words>\S.{0,120}?)(?: des mots bannis)?",
    re.IGNORECASE,
)
_LOVE: Final = re.compile(
    r"\s*(?:j['’]aime (?:dire|bien dire|le mot|l['’]expression) |mots? aimés? ?: ?|mots? aimes? ?: ?)(?P<words>\S.{0,120})",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    r"\s*(?:signature ?: ?|signe[rz]?(?: toujours)? ?:? (?=[«“\"]|(?:le |la |l['’])?(?:dr|docteure?|professeure?|pr|cabinet|secr[ée]tariat|[ée]quipe)\b))(?P<words>\S.{0,120})",
    re.IGNORECASE,
)
_WORDED: Final = (
    ("ban", _BAN, False),
    ("allow", _ALLOW, False),
    ("love", _LOVE, False),
    ("sign", _SIGN, True),
)


def read_voice(text: str) -> Told | None:
    """Return what a text asks of the style card, or None when it is something else."""
    if "\n" in text.strip() or not 0 < len(text.split()) <= LONG:
        return None
    for act, form, bare in _WORDED:
        if (found := form.fullmatch(_INSTEAD.sub("", text))) and (
            words := _listed(found["words"], whole=act == "sign")
        ):
            return Told(act, words, bare=bare)
    return _plain(spelt_out(fold(text).lower).strip())


def _plain(plain: str) -> Told | None:
    for act, form in _OF_CARD:
        if re.fullmatch(rf"{_OPENS}{form}{_ENDS}", plain):
            return Told(act)
    for act, bare, form in _MANNERS:
        if found := re.fullmatch(rf"{_OPENS}(?:{form}){_ENDS}", plain):
            return Told(act, number=_number(found.groupdict()), bare=bare)
    return None


def _number(said: dict[str, str | None]) -> int | None:
    if said.get("none"):
        return 0
    number = said.get("number")
    return None if number is None else NUMBERS.get(number) or int(number)


def _listed(words: str, *, whole: bool) -> tuple[str, ...]:
    """Return the expressions of an order: those between quotation marks, else those between commas."""
    quoted = _QUOTED.findall(words)
    parts = quoted or ([words] if whole else re.split(r"\s*,\s*|\s+et\s+", words))
    said = (_ARTICLE.sub("", " ".join(one.split())).strip(" «»\"'.!\u00a0") for one in parts)
    longest = SIGNATURE if whole else LONGEST
    kept = tuple(one for one in said if one)
    fit = all(len(one) <= longest and (whole or len(one.split()) <= EXPRESSION) for one in kept)
    return kept if fit else ()


def changed(voice: Voice, told: Told) -> Voice:
    """Return the card as an order makes it."""
    if told.act in set(Address):
        return replace(voice, address=Address(told.act))
    if told.act in _BY_WORD:
        for one in told.words:
            voice = _BY_WORD[told.act](voice, one)
        return voice
    if told.act in {"shorter", "longer", "words"}:
        return replace(voice, words=_mean(voice, told))
    if told.act in {"sign", "unsign"}:
        return replace(voice, sign_off=" ".join(told.words))
    if told.act == "questions":
        return replace(voice, questions=ALWAYS if told.number is None else 0)
    return replace(voice, emoji=told.number) if told.act == "emoji" else replace(voice, hashtags=told.number)


_BY_WORD: Final[dict[str, Callable[[Voice, str], Voice]]] = {
    "ban": Voice.banning,
    "allow": Voice.allowing,
    "love": Voice.loving,
}


def _mean(voice: Voice, told: Told) -> int:
    usual = voice.words or USUAL
    wanted = told.number if told.number is not None else usual + (STEP if told.act == "longer" else -STEP)
    return min(max(wanted, min(SHORTEST, usual)), WIDEST)
