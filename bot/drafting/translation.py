"""A reply in the language of the patient: translated from the French that the guard cleared, translated back, then compared. Pure.

Nothing here knows whether a translation is good; what is checked is what hurts when it is wrong and that a secretary cannot read in
Arabic: numbers, days and months, negations, addresses, blanks, and the guard's word on the translation back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Protocol

import yaml

from bot.drafting.ports import Craft, Translation, WriterError
from bot.drafting.triage import language
from bot.french import listing, typeset
from bot.guard import Channel, Cleared, review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import Draft, PracticeFacts

FRENCH: Final = "fr"
SHORTEST: Final = 0.4  # words of a translation, over those of the French: Arabic takes fewer
LONGEST: Final = 1.9
TO_DO: Final = "ce brouillon est en français, à traduire par une personne."
SHOWN: Final = "une traduction à relire suit, faite à partir du texte français."
NAMED: Final = {"months": "mois", "days": "jour"}
MOST: Final = 3  # differences that a note names
SILENT: Final = "la traduction n’a pas abouti"

_DIGITS: Final = {ord(sign): str(unicodedata.digit(sign)) for sign in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"} | {
    0x066B: ",",
    0x066C: " ",
}
_HALVES: Final = re.compile(r"\b(\d{1,2})(?::([0-5]\d))? ?(a|p)\.?m\b\.?")
_CLOCK: Final = re.compile(
    r"\b([01]?\d|2[0-4]) ?(?::|h|\.(?=[0-5]\d ?uhr)|uhr|heures?\b) ?([0-5]\d)?(?!\d)(?: ?(?:h|uhr)\b)?"
)
_PHONE: Final = re.compile(r"(?:(?:\+|00) ?33 ?(?:\(0\) ?)?|\b0)([1-9](?:[ .-]?\d{2}){4})\b")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])(\d{1,3})(?:[ .,'’](\d{3}))+(?![\d])")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_LINK: Final = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![@\w.])@\w[\w.]+|\b[a-z0-9-]+\.(?:com|fr|net|org|eu|example|shop|io)\b\S*"
)
_BLANK: Final = re.compile(r"⟦[^⟧]*⟧")
_SENTENCE: Final = re.compile(r"(?<=[.!?؟。…])\s+|\n+")


class Translator(Protocol):
    """A model that translates; it is asked twice, and the second time it does not see the French."""

    name: str

    async def translate(self, text: str, source: str, target: str, public: Sequence[str] = ()) -> str:
        """Return `text`, written in `source`, in `target` (French names of languages such as «anglais»).

        Raises:
            WriterError: no answer came in time, or none that can be read.
        """
        ...


def name_of(code: str) -> str:
    """Return the French name of a language; empty when it has no table here."""
    return str(_languages().get(code, {}).get("name", ""))


async def with_translation(draft: Draft, translator: Translator | None, practice: PracticeFacts) -> Draft:
    """Return the draft with its translation when it answers a message in another language, or with a note that says why not."""
    code = language(draft.request) if draft.craft is Craft.MESSAGE and draft.request else FRENCH
    if code == FRENCH or draft.fixed or not isinstance(draft.verdict, Cleared):
        return draft
    draft = replace(draft, translation=None)
    if translator is None or not name_of(code):
        return _noted(draft, code, TO_DO)
    try:
        made = await _translated(draft.verdict.text, code, translator, practice)
    except WriterError as error:
        return _noted(draft, code, f"{TO_DO[:-1]} ({getattr(error, 'reason', SILENT)}).")
    found = (*faults(made.french, made.text, code), *_doubts_of(made, draft, practice))
    if found:
        return _noted(draft, code, f"{TO_DO[:-1]} : la traduction proposée est écartée ({listing(found)}).")
    return replace(_noted(draft, code, SHOWN), translation=made)


def still_true(draft: Draft) -> Draft:
    """Return the draft without a translation of a text that is no longer its own."""
    made = draft.translation
    if made is None or made.french == draft.verdict.text:
        return draft
    return replace(_noted(draft, made.language, TO_DO), translation=None)


def faults(french: str, foreign: str, code: str) -> tuple[str, ...]:
    """Return what differs between a French text and its translation into `code`, in French; nothing when all is equal."""
    ours, theirs = _plain(french), _plain(foreign)
    found = (
        _difference("chiffres différents", numbers(french, FRENCH), numbers(foreign, code)),
        _difference("négations différentes", _spread(ours, FRENCH, theirs), _spread(theirs, code, ours)),
        _difference("adresses différentes", _told(_LINK, ours), _told(_LINK, theirs)),
        _difference("blancs différents", _told(_BLANK, french), _told(_BLANK, foreign)),
        _forbidden(theirs, code),
        _length(french, foreign),
    )
    return tuple(one for one in found if one)


def numbers(text: str, code: str) -> Counter[str]:
    """Return the numbers of a text, hours, days and months included, however its language writes them."""
    table, plain = _languages()[code], _plain(text)
    found: Counter[str] = Counter()
    for sign in ("months", "days"):
        for rank, word in enumerate(table[sign], 1):
            found[f"{NAMED[sign]} {rank}"] += len(re.findall(_whole(word), plain))
    for form, read in _READERS:
        found.update(number for hit in form.finditer(plain) for number in read(hit))
        plain = form.sub(" | ", plain)
    words = table["numbers"]
    found.update(str(words[hit]) for hit in re.findall(_whole("|".join(words), "("), plain))
    return +found


def negations(text: str, code: str) -> int:
    """Return how many negations a sentence holds."""
    table, plain = _languages()[code], _plain(text)
    single = sum(len(re.findall(one, plain)) for one in table["negations"])
    return single or sum(bool(re.search(one, plain)) for one in table["doubles"])


def _spread(text: str, code: str, other: str) -> Counter[str]:
    """Return the negations of a text, sentence by sentence when both texts have as many sentences."""
    said = _sentences(text)
    alike = len(said) == len(_sentences(other))
    counts = [negations(one, code) for one in said]
    return (
        +Counter({f"phrase {rank}": number for rank, number in enumerate(counts, 1)})
        if alike
        else +Counter({"": sum(counts)})
    )


def _difference(name: str, ours: Counter[str], theirs: Counter[str]) -> str:
    """Return «chiffres différents : 15, 5», or nothing when both sides are equal."""
    if ours == theirs:
        return ""
    apart = sorted(one for one in (ours - theirs) + (theirs - ours) if one)
    return f"{name} : {', '.join(apart[:MOST])}" if apart else name


def _forbidden(foreign: str, code: str) -> str:
    """Return that a translation says what no reply may say."""
    held = any(re.search(one, foreign) for one in _languages()[code]["never"])
    return "elle dit ce qu’aucune réponse ne doit dire" if held else ""


def _length(french: str, foreign: str) -> str:
    ratio = len(foreign.split()) / max(1, len(french.split()))
    return "" if SHORTEST <= ratio <= LONGEST else "sa longueur ne correspond pas"


def _doubts_of(made: Translation, draft: Draft, practice: PracticeFacts) -> Iterable[str]:
    """Yield what the way back shows: another meaning of numbers or negations, or a fault that the French has not."""
    if language(made.text) != made.language:
        yield "elle n’est pas dans la langue du message"
    if faults(made.french, made.back, FRENCH):
        yield "retraduite en français, elle ne dit pas la même chose"
    known = {finding.rule for finding in draft.verdict.findings}
    back = review(made.back, Channel.MESSAGE, practice=practice.values(), asked=draft.asked)
    if any(finding.severity.mends and finding.rule not in known for finding in back.findings):
        yield "retraduite en français, elle ne passe pas le garde-fou"


async def _translated(text: str, code: str, translator: Translator, practice: PracticeFacts) -> Translation:
    public = tuple(value for _, value in practice.known())
    foreign = await translator.translate(text, name_of(FRENCH), name_of(code), public)
    back = await translator.translate(foreign, name_of(code), name_of(FRENCH), public)
    return Translation(code, text, foreign.strip(), back.strip())


def _noted(draft: Draft, code: str, said: str) -> Draft:
    """Return the draft with one note on its language, in place of the one it had."""
    begins = typeset("Le message semble écrit en ")
    others = tuple(note for note in draft.notes if not note.startswith(begins))
    named = (
        f"{begins}{name_of(code)} ; {said}" if name_of(code) else f"Le message n’est pas en français ; {said}"
    )
    return replace(draft, notes=(*others, typeset(named)))


def _told(form: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(hit.rstrip(".,;)") for hit in form.findall(text))


def _sentences(text: str) -> list[str]:
    return [one for one in _SENTENCE.split(text) if re.search(r"\w", one)]


def _plain(text: str) -> str:
    """Return a text in lower case, its digits, apostrophes and blanks those of a keyboard."""
    said = unicodedata.normalize("NFC", text).translate(_DIGITS).lower()
    return re.sub(r"[ \t\u00a0\u202f\u2009]+", " ", said.replace("’", "'"))


def _whole(words: str, group: str = "(?:") -> str:
    """Return a pattern for whole words; Arabic writes «and», «by» and «for» in one with them."""
    return rf"(?<!\w)[وبلف]?{group}{words})(?!\w)"


def _half(hit: re.Match[str]) -> list[str]:
    """Return «2:30 pm» as 14 and 30."""
    return _hour(int(hit[1]) % 12 + 12 * (hit[3] == "p"), hit[2])


def _hour(hour: int, minutes: str | None) -> list[str]:
    return [str(hour), *([str(int(minutes))] if minutes and int(minutes) else [])]


def _whole_number(hit: re.Match[str]) -> list[str]:
    return [re.sub(r"\D", "", hit[0])]


def _decimal(hit: re.Match[str]) -> list[str]:
    whole, _, rest = hit[0].replace(",", ".").partition(".")
    rest = rest.rstrip("0")
    return [f"{int(whole)}.{rest}" if rest else str(int(whole))]


_READERS: Final = (
    (_PHONE, lambda hit: [f"0{re.sub(r'[^0-9]', '', hit[1])}"]),
    (_HALVES, _half),
    (_CLOCK, lambda hit: _hour(int(hit[1]), hit[2])),
    (_THOUSANDS, _whole_number),
    (_NUMBER, _decimal),
)


@cache
def _languages() -> dict[str, dict[str, Any]]:
    source = files("bot.drafting").joinpath("languages.yaml").read_text("utf-8")
    table: dict[str, dict[str, Any]] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return table
