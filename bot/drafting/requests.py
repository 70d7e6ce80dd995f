"""Reading a request for a post: is it readable, what in it no post may hold, is it practical news, what is its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.drafting.dictated import stated
from bot.drafting.news import as_news
from bot.drafting.platforms import without_platform
from bot.drafting.signs import whole_words
from bot.drafting.sms import spelt_out
from bot.drafting.traps import Trap, book, said, traps, undenied, weighed
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
            (
                r"\b(?:(?:tres|plus|assez|bien|plutot|un peu) )?(?:courte?|brefs?|breve|concise?)s?\b|\ben (?:peu de mots|bref|deux phrases)\b"
                r"|\b(?:pas|point) (?:trop |tres )?longue?s?\b|\b(?:genre |en )?(?:[3-9]|trois|quatre|cinq|six) (?:petites )?(?:lignes|phrases)(?: max\w*)?\b"
            ),
        ),
        (
            "simpler",
            r"\b(?:en )?(?:mots|termes|langage) simples?\b|\b(?:tres|plus|bien|assez|mais) simples?\b|\bvulgarise\w*\b",
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
_FULL: Final = {
    "ope": "operation",
    "op": "operation",
    "abdo": "abdominoplastie",
    "lipo": "liposuccion",
    "blepharo": "blepharoplastie",
    "rhino": "rhinoplastie",
    "chir": "chirurgie",
}
_SHORT: Final = re.compile(rf"\b(?:{'|'.join(_FULL)})\b")
_MANNER: Final = re.compile(
    r"\b(?:(?:mais |et |surtout )*(?:pas|sans etre|ni|jamais|sans) (?:trop )?(?:moralisat\w*|culpabilis\w*|jargon\w*|anxiogen\w*|alarmis\w*|agressi\w*|lecon\w*|blabla|chichis?|flafla|chiant\w*|rien|plus)"
    r"|tu vois(?: quoi| le genre)?|t'as vu|voyez(?: vous)?|ton (?:doux|leger|calme|pose)|la(?= ?(?:,|\.|$))|quoi(?= ?(?:,|\.|$))|genre(?= )|hein|du coup"
    r"|(?:ton |mais )?(?:honnete|pedagogique|rassurante?|sobre)|(?:ni|pas|sans) (?:de |d'|les? )?(?:tarifs?|prix|honoraires)|a la fin|au debut|juste les conseils|ce genre de trucs?|tout ca|in french|can you|could you|please|write)\b"
)
_TWICE: Final = re.compile(r"\b(\w+)(?: \1\b)+")
_ASKED: Final = frozenset({"documents", "fees"})  # what a request asks for more often than it tells
_AMOUNT: Final = re.compile(r"\b\d+ ?(?:euros?\b|€)")  # fees that the person gives
# Kinds of news that no fact of the practice answers: said in the request, or not at all.
LIFE: Final = frozenset({"team", "recruits", "away", "premises"})
# Kinds of news that are told as they are: the reader guesses no trap behind them.
PLAIN: Final = LIFE | {"closed", "hours", "access", "phone", "address"}
_PRIVATE: Final = re.compile(
    r"\b(?:l'|son |votre |mon )?adresse (?:privee|perso\w*|du domicile)"
)  # nobody's news
_GENERIC: Final = (  # what a brand is called in a post
    (re.compile(r"botox|vistabel|azzalure|bocouture|dysport|xeomin"), "toxine botulique"),
    (re.compile(r"juvederm|restylane|teosyal|belotero|stylage|profhilo"), "acide hyaluronique"),
    (re.compile(r"motiva|mentor|allergan|polytech"), "implants mammaires"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it was read: `topic` is what is left to look for, `stated` what the person says of the practice.

    `word` names a text that is always the same («bonne année»): see `words` in `texts.yaml`.
    """

    topic: str
    traps: tuple[Trap, ...]
    news: tuple[str, ...]
    stated: str
    style: tuple[str, ...] = ()
    word: str = ""

    @property
    def broken(self) -> tuple[str, ...]:
        """Return the rules that the request would break, each once."""
        return tuple(dict.fromkeys(trap.rule for trap in self.traps))

    @property
    def is_word(self) -> bool:
        """Tell whether this asks for a text that is always the same, and neither tells news nor asks for more."""
        return bool(self.word and not self.traps and not self.stated)

    @property
    def is_life(self) -> bool:
        """Tell whether this tells what happens at the practice, which no fact of it says."""
        return bool(self.news and self.stated and set(self.news) <= LIFE)

    @property
    def is_news(self) -> bool:
        """Tell whether this is about the practice; its life is what the person says of it, and no trap."""
        return bool(self.news) and (not set(self.news) <= LIFE or (self.is_life and not self.traps))


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
    return _table("news")


@cache
def _words() -> PatternSet[str]:
    return _table("words")


def _table(name: str) -> PatternSet[str]:
    return PatternSet(((kind, one) for kind, told in book()[name].items() for one in whole_words(told)), {})


def read_request(request: str, *, weigh: bool = False) -> Asking:
    """Read a request, typed or dictated; nothing in it is an instruction to anything but the search for a topic.

    Args:
        request: one to 3,000 characters, masked.
        weigh: whether what its words name is weighed with the guard and the reader, which know more ways of asking for it.
    """
    whole, style = _styled(spelt_out(fold(request).lower))
    plain = undenied(whole)
    found = said(plain)
    named = tuple(dict.fromkeys(key for key, _, _ in found))
    word = next((key for key, _, _ in _words().scan(plain)), "")
    kinds = tuple(dict.fromkeys(kind for kind, _, _ in _news().scan(_PRIVATE.sub(" ", plain))))
    told = (
        stated(request, told=bool(set(kinds) - _ASKED) or _AMOUNT.search(plain) is not None) if kinds else ""
    )
    guess = not word and not (told and set(kinds) <= PLAIN)
    asked = weighed(request if plain == whole else plain, named, guess=guess) if weigh else named
    rest = _without(plain, [(start, end) for key, start, end in found if key in asked])
    told = _harmless(told, asked)
    return Asking(_topic(rest), tuple(traps()[one] for one in asked), kinds, told, style, word)


def _harmless(told: str, asked: tuple[str, ...]) -> str:
    """Return news without the clauses that hold a trap («on ferme en août, dépêchez-vous»)."""
    clauses = re.split(r"(?<=[,;.]) +", told)
    kept = [
        one for one in clauses if not {key for key, _, _ in said(spelt_out(fold(one).lower))} & set(asked)
    ]
    return told if len(kept) == len(clauses) else as_news(" ".join(kept))


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
    plain = _SHORT.sub(lambda word: _FULL[word[0]], _MANNER.sub(" ", without_platform(rest)))
    plain = _COUNTRY.sub(ABROAD, _POLITE.sub(" ", plain))
    plain = _TWICE.sub(r"\1", " ".join(plain.split()))
    return " ".join(plain.strip(" ,.:;-!?").split())
