"""Is it French? Counted on the small words that every sentence needs; no model, no list of thousands."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ENOUGH: Final = 5  # words, under which a sentence cannot be told
MANY: Final = 12  # words, from which a text without small words is not French
FRENCH_SHARE: Final = 0.15  # of the words, in a text; ordinary French stands near 0.45
LATIN_SHARE: Final = 0.9  # of the letters


def _known(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FRENCH: Final = _known(
    "le la les l un une des du de d et ou où à au aux en dans sur sous par pour avec sans chez que qui quoi dont ce cet "
    "cette ces c son sa ses leur leurs votre vos notre nos mon ma mes il elle ils elles on nous vous je j tu se s ne n pas "
    "plus est sont était être a ont avoir peut peuvent doit fait faire si mais donc car y ni même aussi très lors après "
    "avant pendant jusqu lorsque quand comme entre vers selon tout toute tous toutes chaque quel quelle quels quelles merci bonjour cela"
)
_OTHERS: Final = {
    "en": _known(
        "the of and to is are was were be been with for that this these those it its you your our we they he she not have "
        "has had will would can could should may might from by at as if when after before which who what how there their "
        "there do does about into than then but or an my please thank"
    ),
    "es": _known(
        "el los las una unos unas y o del al con sin por para que es son fue ser está están no se su sus nuestro nuestra "
        "este esta estos estas muy más pero como cuando después antes puede pueden debe usted ustedes gracias lo le"
    ),
    "pt": _known(
        "o os as um uma uns umas e ou do da dos das no na nos nas com sem por para que é são foi ser está estão não se seu "
        "sua nosso nossa este esta muito mais mas como quando depois antes pode podem deve você obrigado ao"
    ),
    "it": _known(
        "il lo gli una uno e o del della dei delle nel nella con senza per che è sono stato essere non si suo sua nostro "
        "questo questa molto più ma come quando dopo prima può possono deve grazie al alla di da"
    ),
    "de": _known(
        "der die das den dem ein eine einen und oder mit ohne für von zu im in ist sind war sein nicht sich ihr ihre unser "
        "dieser diese sehr mehr aber wie wenn nach vor kann können muss bitte danke sie wir es auf auch"
    ),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_ASIDE: Final = re.compile(r"#\w+|⟦[^⟧]*⟧|\S+@\S+|https?://\S+")


def is_french(text: str) -> bool:
    """Tell whether `text` is French throughout: in Latin letters, French on the whole, no sentence in another tongue.

    Hashtags, placeholders and addresses do not count; a text too short to tell is taken for French.
    """
    plain = _ASIDE.sub(" ", text)
    words = _words(plain)
    if not _latin(plain):
        return False
    if len(words) >= MANY and _share(words, _FRENCH) < FRENCH_SHARE:
        return False
    return not any(_foreign(_words(sentence)) for sentence in _SENTENCE.split(plain))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / max(1, len(words))


def _foreign(words: list[str]) -> bool:
    if len(words) < ENOUGH:
        return False
    french = _share(words, _FRENCH)
    return any(_share(words, other) > french for other in _OTHERS.values())


def _latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith(("LATIN", "FEMININE", "MASCULINE")) for c in letters)
    return latin >= LATIN_SHARE * len(letters)
