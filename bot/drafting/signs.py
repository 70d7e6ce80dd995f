"""Finding signs in a private message: what is said, affirmed, present and real, as against denied, past or supposed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from bot.drafting.sms import spelt_out
from bot.guard.fold import fold
from bot.guard.patterns import PatternSet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

ARABIC: Final = {
    "breath": ("لا أقدر أتنفس", "لا أقدر على التنفس", "ما أقدر أتنفس", "ما نقدرش نتنفس", "صعب علي التنفس", "لا أستطيع التنفس", "لا استطيع التنفس", "ضيق في التنفس", "ضيق تنفس", "صعوبة في التنفس", "أختنق", "اختنق"),
    "chest": ("ألم في الصدر", "الم في الصدر", "وجع في الصدر", "صدري يؤلمني", "صدري يوجعني", "ألم في صدري"),
    "bleeding": ("نزيف", "ينزف", "أنزف", "انزف", "الدم لا يتوقف"),
    "vision": ("لا أرى", "لا ارى", "زغللة", "رؤية ضبابية", "الرؤية ضبابية", "أرى ضبابي", "فقدت البصر"),
    "fever": ("حمى", "حرارة مرتفعة", "حرارتي"),
    "faint": ("أغمي", "اغمي", "إغماء", "اغماء", "فقدت الوعي"),
    "suicide": ("لا معنى لحياتي", "إنهاء حياتي", "أنهي حياتي", "نبغي نموت", "بغيت نموت", "ابغى اموت", "أبغى أموت", "لا أريد أن أستمر", "أريد أن أموت", "اريد ان اموت", "الانتحار", "انتحار", "أنتحر", "انتحر", "أقتل نفسي", "لا أريد أن أعيش"),
    "blanched": ("أبيض", "ابيض", "شاحب", "بيضاء"),
    "severe_pain": ("ألم شديد", "الم شديد", "وجع شديد"),
    "black": ("أسود", "اسود", "سوداء"),
    "calf": ("ألم في الساق", "ألم في ساقي", "الساق منتفخة", "ساقي منتفخة", "ساقي متورمة", "تورم في الساق", "رجلي منفوخة", "رجلي متورمة", "رجلي اليسرى منتفخ", "رجلي اليمنى منتفخ"),
    "infected": ("قيح", "صديد"),
    "injected": ("حقن", "إبرة", "ابرة", "فيلر", "بوتوكس", "الحقنة"),
    "toxin": ("بوتوكس",),
    "swallow": ("أبلع", "ابلع", "البلع", "نبلع"),
    "eyelid": ("جفني", "جفوني", "جفن", "عيني مغلقة", "عيني نازلة"),
    "neuro": ("فمي مائل", "فمي معوج", "لا أستطيع الكلام", "ما أقدر أتكلم", "شلل", "تنميل في وجهي"),
    "face_swelling": ("وجهي منتفخ", "تورم وجهي", "وجهي تورم", "انتفخ وجهي", "انتفاخ الوجه"),
    "blood_spit": ("أسعل دما", "أبصق دما", "سعال دم"),
    "violence": ("يضربني", "يهددني", "يجبرني"),
    "operated": ("عملية", "العملية", "جراحة", "الجراحة"),
    "tongue": ("لساني منتفخ", "تورم اللسان", "تورم الحلق"),
    "symptom": ("ألم", "تورم", "انتفاخ", "احمرار"),
    "appointment": ("موعد", "استشارة", "حجز"),
    "price": ("سعر", "تكلفة", "بكم", "ثمن", "كم يكلف"),
    "hours": ("أوقات العمل", "ساعات العمل", "متى تفتح"),
    "address": ("عنوان", "أين تقع", "أين العيادة", "مكان العيادة"),
    "documents": ("وثائق", "الوثائق", "الأوراق"),
    "cancel": ("إلغاء", "الغاء", "تأجيل"),
    "results": ("نتائج", "نتيجة التحليل"),
    "photo": ("صورة", "صورتي"),
    "judge": ("رأيك", "رأيكم"),
    "thanks": ("شكرا", "شكرًا"),
}  # fmt: skip
NEAR: Final = 60  # characters between two words that make one sign
VITAL: Final = frozenset(  # signs that stay grave when they are over, if they are recent
    {"breath", "chest", "vision", "neuro", "tongue", "blood_spit", "faint", "suicide", "black", "blanched"}
)
DESIRE: Final = frozenset(
    {"suicide", "despair", "attempt", "violence", "unqualified"}
)  # an «if» does not make them less grave

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_BREAK: Final = re.compile(r"[.!?;\n]|\b(?:mais|par contre|sinon)\b")
_SENTENCE: Final = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_DENIED: Final = re.compile(
    r"(?:\b(?:pas|aucune?|sans|ni|jamais|plus de|plus d'|no|not|without|sin|sem|non|zero)\b)[ ']"
    r"(?:(?!(?:mais|par|sauf|je|j'ai|j|depuis|que|qui|quand|car|il|elle|elles|ils|c'est|et|alors|donc|puis|seulement|normal|juste|uniquement)\b)[a-z0-9']+(?:[ ,/]+|(?<='))){0,4}$"
)
_DENIED_LIST: Final = re.compile(
    r"\b(?:pas|sans|ni|aucune?) (?:d'|de |du |la |le )?[a-z0-9' ]{2,40}(?:, | ni | et | ou )(?:de |d'|du )?$"
)
_AFTER_DENIED: Final = re.compile(r"^ ?(?:: ?non|non\b|, non)")
_BACK: Final = re.compile(r"\b(?:revenue?s?|remontee?|recommence\w*|repris|reprend|a nouveau|de nouveau)\b")
_SUPPOSED: Final = re.compile(
    r"\b(?:si jamais|si un jour|si par hasard|s'il y a|s'il y avait|si il y a|en cas d|au cas ou|(?:que|quoi|comment) (?:dois je |faut il )?faire (?:si|en|quand|lorsqu|pour eviter)|"
    r"qui (?:appeler|contacter|joindre|prevenir) (?:si|en cas)|eviter|prevenir|prevention|"
    r"(?:quels?|quelles?) sont les|est ce (?:que |qu')?(?:ca|cela|c'est|il|elle|l'[a-z]+|le [a-z]+|la [a-z]+|les [a-z]+|on)(?: [a-z]+)? (?:peut|peuvent|risque|risquent|va|fait|donne|provoque|arrive|existe)|"
    r"signes? d|symptomes? d|(?:notice|brochure|internet|forum|article|reportage|documentaire|lis|lu) [^.]{0,40}(?:parle|dit|evoque|cite|qu)[^.]{0,30}|(?:devenir|rendre) (?:tout |toute )?(?=aveugle)|arrive t il|y a t il|possibilite d|chances? d|traitez|soignez|faites vous|c'est quoi|qu'est ce qu|"
    r"what if|in case|si tengo|en caso|se eu tiver|if i (?:get|have))"
)
_FEARED: Final = re.compile(
    r"\b(?:peur d|peur qu|crain[st]|risques?|peut (?:on|il|elle|arriver|ca)|pourrait|aurait|risk)[^,]*$"
)
_IF: Final = re.compile(
    r"(?<!normal )(?<!grave )(?<!inquietant )(?<!embetant )\bsi (?:on|ca|je|j'ai|j'|tu|le|la|l'|mon|ma|mes|les|il|elle|une?|des)\b"
)
_REAL: Final = re.compile(
    r"\b(?:depuis (?:ce|hier|cette|mon|l'|la|le|les|mes|deux|trois|[0-9])|ce matin|cette nuit|maintenant|en ce moment|aujourd'hui|hier)\b"
)
_LONG_AGO: Final = re.compile(
    r"\b(?:il y a (?:environ |plus d[e'] ?|presque )?(?:(?:[2-9]|[1-9][0-9]|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|quelques|plusieurs|des) ?(?:ans|annees)|un an|une annee|1 an|"
    r"(?:[2-9]|1[0-9]|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|plusieurs) mois|longtemps)|en (?:19|20)[0-9]{2}|l'an (?:dernier|passe)|l'annee (?:derniere|passee)|"
    r"(?:depuis|dans|pendant) (?:l'|mon )enfance|depuis (?:toujours|toute? petite?|ma naissance)|(?:avais|etais|a l'age de) [^.]{0,40}\ba? ?[0-9]+ ans|dans le passe|par le passe|antecedents?|a l'epoque|autrefois|quand j'(?:etais|avais)|ma (?:premiere|derniere|precedente) (?:operation|grossesse|intervention)|"
    r"lors d(?:e|'une?) (?:ma |mon |l')?(?:premiere|ancienne|precedente)|j'avais (?:deja )?(?:eu|fait)|avais eu|deja (?:eu|fait)|ma (?:mere|soeur|tante) (?:a|avait) (?:eu|fait)|years ago|hace (?:\w+ )?anos)"
)
_OVER: Final = re.compile(
    r"\b(?:(?:soignee?s?|refermee?s?|cicatrisee?s?|guerie?s?) (?:nickel|parfaitement|impeccable\w*|tres bien|bien|depuis|completement|sans (?:souci|probleme|suite))|c'est (?:passe|fini|termine|regle|parti|guer\w+|rentre dans l'ordre|retombe)|(?:est|sont|s'est|s'en est|ont|a|bien) (?:vite |completement |totalement |bien |entierement |enfin )?(?:passee?s?|partie?s?|allee?s?|disparu\w*|tombee?|retombee?|redescendue?|arretee?s?|calmee?s?|resorbe\w*|guerie?s?|resolue?)\b|"
    r"(?:ca|tout) (?:va|se passe) (?:beaucoup |bien |nettement |deja )?mieux|plus rien (?:depuis|maintenant|aujourd)?|tout va (?:tres |super |bien)|n'ai plus|ne saigne plus|saigne plus|ai plus (?:de|d'|mal|rien)|a disparu|maintenant ca va|(?:ca|tout) (?:est|va) (?:ok|bien))"
)
_RECENT: Final = re.compile(
    r"\b(?:hier|cette nuit|ce matin|ce soir|tout a l'heure|aujourd'hui|a l'instant|depuis|il y a (?:[0-9]+|une|deux|trois) ?(?:h|heures?|min\w*|jours?|j)\b|last night|this morning|today|yesterday)"
)
_STILL: Final = re.compile(
    r"\b(?:(?:ai|est|a|sont|suis) (?:encore|toujours)|a nouveau|de nouveau|revenue?s?|recommence\w*|reprend|depuis(?! (?:l'enfance|toujours|toute? petite?|petite?|ma naissance|(?:[0-9]+|dix|vingt|trente) ans?))|maintenant|still|again)\b"
)
_DONE_PAST: Final = re.compile(
    r"\b(?:j'ai eu|j'avais|j'ai ete|avait|c'etait|a saigne|ai saigne|j'ai fait|ca a|ca m'a) "
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message says: `present` atoms, and those that are `mentioned` at all, denied, past or supposed included."""

    text: str = field(repr=False)
    present: frozenset[str]
    mentioned: frozenset[str]

    def holds(self, lines: Iterable[Collection[str]]) -> bool:
        """Tell whether all the atoms of one line are present."""
        return any(self.present.issuperset(line) for line in lines)


@dataclass(frozen=True, slots=True)
class SignBook:
    """A file of atoms, ready to look for; those of `context` tell where we are even in the past, denied or in an «if»."""

    table: Mapping[str, Any] = field(repr=False)
    context: frozenset[str]
    atoms: PatternSet[str] = field(repr=False)
    figures: PatternSet[str] = field(repr=False)


@cache
def sign_book(name: str) -> SignBook:
    """Load a file of signs of this room, such as `red_flags.yaml`; its patterns compile as they are used."""
    source = files("bot.drafting").joinpath(name).read_text("utf-8")
    table = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    atoms = PatternSet(((key, one) for key, said in table["atoms"].items() for one in whole_words(said)), {})
    figures = PatternSet((("figure", one) for one in whole_words(table.get("figures", ()))), {})
    return SignBook(table, frozenset(table.get("context", ())), atoms, figures)


def whole_words(patterns: Iterable[str]) -> Iterator[str]:
    """Yield the alternatives of each pattern, held to end where a word ends («dos» is not in «dossier»)."""
    for pattern in patterns:
        depth = start = 0
        for index, letter in enumerate(pattern + "|"):
            depth += (letter in "([") - (letter in ")]")
            if letter == "|" and not depth:
                yield _closed(pattern[start:index])
                start = index + 1


def _closed(alternative: str) -> str:
    return alternative if alternative.endswith(("$", r"\?")) else alternative + r"\b"


def read_signs(text: str, *books: SignBook) -> Signs:
    """Return the signs of a message, read with the figures of speech of all `books` taken out."""
    plain = spelt_out(fold(text).lower)
    for book in books:
        plain = _without(plain, book.figures)
    hits = {(key, start, end) for book in books for key, start, end in book.atoms.scan(plain)}
    hits |= {hit for book in books for hit in _paired(hits, book, plain)}
    foreign = _foreign(text)
    context = frozenset().union(*(book.context for book in books))
    present = {key for key, start, end in hits if key in context or _is_real(key, plain, start, end)}
    return Signs(plain, frozenset(present | foreign), frozenset({key for key, _, _ in hits} | foreign))


def _paired(hits: set[tuple[str, int, int]], book: SignBook, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the signs that are told in two words of one sentence, such as a place and what is seen there."""
    pairs: Mapping[str, list[list[str]]] = book.table.get("pairs", {})
    if not pairs:
        return
    where: dict[str, list[tuple[int, int]]] = {}
    for key, start, end in hits:
        where.setdefault(key, []).append((start, end))
    for sign, ways in pairs.items():
        for place, fault in ways:
            for one in where.get(place, ()):
                for other in where.get(fault, ()):
                    if _is_near(one, other, text) and (
                        fault in book.context or _is_real(fault, text, *other)
                    ):
                        yield sign, min(one[0], other[0]), max(one[1], other[1])


def _is_near(one: tuple[int, int], other: tuple[int, int], text: str) -> bool:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return len(between) <= NEAR and not _BREAK.search(between)


def _foreign(text: str) -> set[str]:
    if not _ARABIC.search(text):
        return set()
    return {key for key, said in ARABIC.items() if any(one in text for one in said)}


def _without(text: str, figures: PatternSet[str]) -> str:
    for _, start, end in figures.scan(text):
        text = text[:start] + "*" * (end - start) + text[end:]
    return text


def _is_real(key: str, text: str, start: int, end: int) -> bool:
    first, last = _sentence(text, start)
    before, after, sentence = text[first:start], text[end:last], text[first:last]
    if is_denied(before, after) and not _BACK.search(after):
        return False
    if key in DESIRE:
        return not _LONG_AGO.search(sentence)
    if _is_supposed(before) and not _REAL.search(sentence):
        return False
    lacking = "plus" in text[start:end].split()  # «je n’ai plus de souffle»: its own «plus» ends nothing
    return lacking or not _is_past(key, sentence, text[first : last + 80])


def is_denied(before: str, after: str) -> bool:
    """Tell whether what stands between `before` and `after`, in one folded sentence, is denied."""
    return bool(_DENIED.search(before) or _DENIED_LIST.search(before) or _AFTER_DENIED.search(after))


def _is_supposed(before: str) -> bool:
    return bool(_SUPPOSED.search(before) or _FEARED.search(before) or _IF.search(before))


def _is_past(key: str, sentence: str, following: str) -> bool:
    if _STILL.search(sentence) and not _OVER.search(following):
        return False
    if _LONG_AGO.search(sentence) and key != "breast_swelling":
        return bool(_DONE_PAST.search(sentence) or not _RECENT.search(sentence))
    return bool(_OVER.search(following)) and not (key in VITAL and _RECENT.search(sentence))


def _sentence(text: str, position: int) -> tuple[int, int]:
    for found in _SENTENCE.finditer(text):
        if found.start() <= position < found.end():
            return found.span()
    return 0, len(text)
