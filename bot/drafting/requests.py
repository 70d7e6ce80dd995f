"""Reading a request for a post: is it readable, what in it no post may hold, is it practical news, what is its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.drafting.news import as_news
from bot.drafting.platforms import without_platform
from bot.drafting.signs import whole_words
from bot.drafting.sms import spelt_out
from bot.drafting.traps import Trap, book, said, traps, weighed
from bot.guard.fold import fold
from bot.guard.patterns import PatternSet

LONGEST: Final = 3_000  # characters of a request
PASTED: Final = 20_000  # characters of a pasted message or review

EMPTY: Final = "Votre demande est vide. Dites en une phrase ce que vous souhaitez, par exemple : « un post Instagram sur les cicatrices et le soleil »."
NO_WORDS: Final = "Cette demande ne contient pas de mots à lire. Décrivez votre sujet en une phrase."
TOO_LONG: Final = "Ce texte est trop long pour être traité d’un coup. Gardez l’essentiel, puis renvoyez-le."
NOT_FRENCH: Final = (
    "Cette demande n’est pas écrite en français. Écrivez-la en français : les publications le sont aussi."
)
HTML: Final = "Cette demande contient du code de page web. Collez seulement le texte, sans balises."
BROKEN: Final = (
    "Ce texte contient des caractères illisibles. Copiez-le de nouveau depuis l’original, puis renvoyez-le."
)

_TAG: Final = re.compile(r"<(?:/|!)?[a-zA-Z][^<>]{0,200}>|&(?:nbsp|lt|gt|amp|quot);")
_POLITE: Final = re.compile(
    r"(?:(?:\b(?:euh|heu|hein|bref|voila|hum|ben|bah|alors|bon|hop|allez|ok|salut|bonjour|bonsoir|hello|stp|svp|merci(?: beaucoup| bien| d'avance)?|s'il (?:te|vous) plait)\b[ ,!.]*)"
    r"|\b(?:peux tu|pouvez vous|tu peux|vous pouvez|pourrais tu|pourriez vous|je (?:veux|voudrais|souhaite|aimerais)|j'aimerais|il me faut|il me faudrait|on veut|faut|(?:peut|pourrait|pouvons|pourrions)[ -](?:on|nous)|est ce (?:qu'on peut|possible)(?: d')?)\b"
    r"|\b(?:fais|faites|faire|ecris|ecrivez|ecrire|redige|redigez|rediger|prepare|preparez|preparer|propose|proposez|sors|ponds?|balance|cree|creez|publie|poste)(?:[ -](?:moi|nous|lui))?\b"
    r"|\b(?:quelques|deux|trois) (?:lignes|mots|phrases)(?: (?:bien tournees?|simples?|pedagogiques?))?\b|\b(?:ton|style) (?:pedagogique|simple|sobre|neutre|chaleureux)\b|\bmerci (?:beaucoup|bien|d'avance)\b"
    r"|\b(?:un|une|le|des|petit|petite|nouveau|nouvelle|joli|court|courte|truc|texte|post|posts|publication|legende|story|reel|carrousel|version|contenu|message d'information|qui|parle|explique|expliquant)\b)+"
)
_SAYS: Final = re.compile(
    r"\b(?:pour|qui|et)? ?(?:dire|dis|dites|annoncer|annonce|annoncez|prevenir|previens|rappeler|rappelle|informer|informe|signaler|signale|preciser|precise)(?:[ -](?:leur|aux patients|aux gens|a tous|les patients|les gens|bien))* (?:que |qu'|: ?)"
)
_MARKS: Final = {"⟦": "<", "⟧": ">"}
_BREAK: Final = re.compile(r"[.!?\n]|,? (?:et )?(?:fais|ecris|redige|prepare|un post|tu peux|peux tu)\b")
_STYLES: Final = tuple(
    (name, re.compile(said))
    for name, said in (
        (
            "no_emoji",
            r"\b(?:surtout |et )?(?:sans|pas (?:de |d'|d ?)|zero|aucun) ?(?:e?moji|emoticone|smiley)s?\b",
        ),
        (
            "no_hashtags",
            r"\b(?:surtout |et )?(?:sans|pas (?:de |d'|d ?)|zero|aucun) ?(?:hashtag|mot[- ]diese|diese)s?\b",
        ),
        (
            "shorter",
            r"\b(?:(?:tres|plus|assez|bien|plutot|un peu) )?(?:courte?|brefs?|breve|concise?)s?\b|\ben (?:peu de mots|bref|deux phrases)\b",
        ),
        (
            "simpler",
            r"\b(?:en )?(?:mots|termes|langage) simples?\b|\b(?:tres|plus|bien|assez) simples?\b|\bvulgarise\w*\b",
        ),
        (
            "warmer",
            r"\b(?:ton |un ton )?(?:(?:tres|plus|bien) )?(?:chaleureu(?:x|se)|bienveillante?|empathique|humain)s?\b",
        ),
    )
)
ABROAD: Final = " chirurgie a l'etranger "
_COUNTRY: Final = re.compile(
    r"\b(?:en |au |a |de |du )?(?:la |l')?(?:turquie|tunisie|maroc|istanbul|tunis|hongrie|budapest|thailande|bresil|republique tcheque|prague|pologne|dubai|albanie|serbie|roumanie|colombie|republique dominicaine|etranger)\b"
)
_TWICE: Final = re.compile(r"\b(\w+)(?: \1\b)+")
_TOLD: Final = frozenset({"closed", "address", "team", "phone", "hours"})
_PRIVATE: Final = re.compile(
    r"\b(?:l'|son |votre |mon )?adresse (?:privee|perso\w*|du domicile)"
)  # nobody's news
_NETWORKS: Final = r"(?:instagram|insta|facebook|fb|linkedin|google(?: business)?|you ?tube)"
_AHEAD: Final = re.compile(
    rf"\W*(?:(?:(?:un|petit|fais|faites|moi) ?)*(?:post|publication|message|annonce|info)s?\b\s*)(?:(?:sur|pour) )?(?:{_NETWORKS}\b)?(?: pour)?\s*[:,]?\s*"
)
_BEHIND: Final = re.compile(
    rf",?\s*(?:(?:en |pour )?(?:un |le )?(?:post|publication|version)s?\b(?:\s*(?:sur|pour|en)?\s*{_NETWORKS})?|(?:sur|pour|en) {_NETWORKS})\W*(?:s'il (?:te|vous) plait|stp|svp|merci)?\W*$"
)
_EVENT: Final = re.compile(
    r"\d|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|semaine|mois|arriv\w+|rejoin\w+|quitt\w+|accueill\w+|demenag\w+|part|ouvr\w+|ferm\w+)\b"
)
_GENERIC: Final = (  # what a brand is called in a post
    (re.compile(r"botox|vistabel|azzalure|bocouture|dysport|xeomin"), "toxine botulique"),
    (re.compile(r"juvederm|restylane|teosyal|belotero|stylage|profhilo"), "acide hyaluronique"),
    (re.compile(r"motiva|mentor|allergan|polytech"), "implants mammaires"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it was read: `topic` is what is left to look for, `stated` what the person says of the practice."""

    topic: str
    traps: tuple[Trap, ...]
    news: tuple[str, ...]
    stated: str
    style: tuple[str, ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """Return the rules that the request would break, each once."""
        return tuple(dict.fromkeys(trap.rule for trap in self.traps))


def unreadable(text: str, *, limit: int = LONGEST, words: bool = True) -> str | None:
    """Return the French reason why a text cannot be worked on, or None; `words` asks for French words in it."""
    if not text.strip():
        return EMPTY
    if len(text) > limit:
        return TOO_LONG
    if "\ufffd" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return BROKEN
    if _TAG.search(text):
        return HTML
    return _wordless(text) if words else None


def _wordless(text: str) -> str | None:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2:  # noqa: PLR2004 - one letter is no word
        return NO_WORDS
    latin = sum(fold(letter).lower.isalpha() for letter in letters)
    return NOT_FRENCH if latin < len(letters) / 2 else None


@cache
def _news() -> PatternSet[str]:
    return PatternSet(((kind, one) for kind, told in book()["news"].items() for one in whole_words(told)), {})


def read_request(request: str, *, weigh: bool = False) -> Asking:
    """Read a request, typed or dictated; nothing in it is an instruction to anything but the search for a topic.

    Args:
        request: one to 3,000 characters, masked.
        weigh: whether what its words name is weighed with the guard and the reader, which know more ways of asking for it.
    """
    plain, style = _styled(spelt_out(fold(request).lower))
    found = said(plain)
    named = tuple(dict.fromkeys(key for key, _, _ in found))
    asked = weighed(request, named) if weigh else named
    rest = _without(plain, [(start, end) for key, start, end in found if key in asked])
    kinds = tuple(dict.fromkeys(kind for kind, _, _ in _news().scan(_PRIVATE.sub(" ", plain))))
    stated = _stated(request, kinds) if kinds else ""
    return Asking(_topic(rest), tuple(traps()[one] for one in asked), kinds, stated, style)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` without the spans, in order and perhaps overlapping; a brand leaves its common name."""
    kept: list[str] = []
    last = 0
    for start, end in spans:
        if end > last:
            kept += [text[last:start] if start > last else "", _generic(text[max(start, last) : end])]
            last = end
    return " ".join((*kept, text[last:]))


def _generic(words: str) -> str:
    return next((name for brand, name in _GENERIC if brand.search(words)), "")


def _styled(plain: str) -> tuple[str, tuple[str, ...]]:
    """Return the request without its wishes of style («court», «sans emoji»), and the names of these."""
    found = []
    for name, wish in _STYLES:
        shorter = wish.sub(" ", plain)
        if shorter != plain:
            found.append(name)
        plain = shorter
    return plain, tuple(found)


def _topic(rest: str) -> str:
    plain = _COUNTRY.sub(ABROAD, _POLITE.sub(" ", without_platform(rest)))
    plain = _TWICE.sub(r"\1", " ".join(plain.split()))
    return " ".join(plain.strip(" ,.:;-!?").split())


def _stated(request: str, kinds: tuple[str, ...]) -> str:
    """Return what the person wants said («on est fermé du 3 au 17 août»), as the practice would publish it."""
    lowered = _flat(request)
    hit = _SAYS.search(lowered)
    start = hit.end() if hit else _first_words(lowered)
    if start is None:
        return _dictated(request, lowered) if _TOLD & set(kinds) else ""
    end = _BREAK.search(lowered, start)
    stop = _tail(lowered, end.start() if end else len(request))
    return as_news(request[start:stop])


def _dictated(request: str, lowered: str) -> str:
    """Return news that are simply told («nouvelle secrétaire Amélie arrive lundi, post facebook»), or nothing."""
    ahead = _AHEAD.match(lowered)
    start = ahead.end() if ahead else 0
    end = _BREAK.search(lowered, start)
    stop = _tail(lowered, end.start() if end else len(request))
    return as_news(request[start:stop]) if _EVENT.search(lowered, start, stop) else ""


def _tail(lowered: str, stop: int) -> int:
    """Return where the words end before «post facebook merci»."""
    hit = _BEHIND.search(lowered[:stop])
    return hit.start() if hit else stop


def _flat(request: str) -> str:
    """Return `request` in lower case without accents, letter for letter; the marks of masking end no sentence."""
    return "".join(_MARKS.get(letter) or (fold(letter).lower or letter)[:1] for letter in request)


def _first_words(lowered: str) -> int | None:
    hit = re.search(r"\b(?:on|nous|je|le cabinet|le secretariat|le docteur|la consultation|les consultations|notre|une nouvelle) (?:ne )?(?:est|sera|sont|seront|sommes|serons|suis|serai|ferme|fermera|ouvre|ouvrira|demenag|a demenag|avons demenag|s'installe|recoit|reprend|change|accueille|prend|nouvelle|nouveau|rejoint)", lowered)  # fmt: skip
    return hit.start() if hit else None
