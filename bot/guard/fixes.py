"""What is cut or replaced for a hit, and how the wound is closed: white space, orphan marks, capitals, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.guard.edits import Edit
from bot.guard.lazy import Regex
from bot.guard.model import FixKind
from bot.guard.rule import Remedy
from bot.guard.scan import HASHTAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.guard.scan import Hit, Page

Span = tuple[int, int]

BLANKS: Final = " \t\u00a0\u202f\u2009\u2003\u2002"
USABLE_WORDS: Final = 4  # fewest words of two letters that make a text worth sending
_FEWEST_LEFT: Final = 3  # words; a sentence that keeps fewer after `cut_words` goes as a whole
_ORPHAN_LEFT: Final = Regex(r"(?i)(?:\s+(?:et|ou|mais|puis|car|donc|ni)|\s*[,;:(«–—-])+[ \t\u00a0\u202f]*$")
_ORPHAN_RIGHT: Final = Regex(
    r"(?i)[ \t\u00a0\u202f]*(?:[,;:)»]|(?:et|ou|mais|puis|car|donc)\b)+[ \t\u00a0\u202f]*"
)
_LINKED: Final = Regex(
    r"(?i)[ \t\u00a0\u202f]+(?:et|ou)(?=[ \t\u00a0\u202f])(?![ \t\u00a0\u202f](?:une?|les?|la|des?|du|d['’]|l['’]|nos|notre|vos|votre|ce[ts]?|cette|ses|son|sa|"
    r"il|elle|on|nous|vous|ils|elles|je|qui|que|si|à|au|aux|en|dans|pour|par|sur|avec|sans)\b)"
)
_CLOSING: Final = Regex(r"[ \t\u00a0\u202f]*(?:[.!?…]|$|\n)")
_SENTENCE_START: Final = Regex(r"(?:^|\n|[.!?…]['\"»”)]?\s)\s*(?:[-–•*]\s*)?$")
_WORD: Final = Regex(r"[^\W\d_]{2,}")
_HASHTAG_ORIGINAL: Final = Regex(r"[#\uff03]\w+")
_FORMULA: Final = Regex(
    r"(?i)(?:bonjour|bonsoir|madame|monsieur|cher|chère|merci|bien|cordialement|à vous|belle|bonne|journée|soirée|l’équipe|l'équipe|"
    r"le secrétariat|docteur|dr|sincères|salutations|respectueusement|cabinet|vous|nous|à|de|du|la|le|les|et|pour|votre|message|retour)\b",
)


def fate(hit: Hit) -> FixKind:
    """Return what becomes of the words of a hit."""
    if hit.severity.mends:
        return FixKind.REPLACE if hit.fix.kind is Remedy.REPLACE and hit.fix.safe else FixKind.CUT
    return FixKind.PROPOSE if hit.fix.kind in {Remedy.PROPOSE, Remedy.REPLACE} else FixKind.NONE


def proposal(hit: Hit) -> str | None:
    """Return the rewording that a person may choose, if the rule has one."""
    offers = hit.fix.kind is Remedy.PROPOSE or (
        hit.fix.kind is Remedy.REPLACE and fate(hit) is not FixKind.REPLACE
    )
    return hit.fix.text if offers else None


def plan(page: Page, hits: Iterable[Hit]) -> list[Edit]:
    """Return the edits that mend `hits`, merged, in positions of the text of the page and with its wounds closed."""
    edits = _merged([_edit(page, hit) for hit in hits])
    return _merged([_closed(page.folded.source, edit) for edit in edits])


def is_usable(text: str, original: str) -> bool:
    """Tell whether what is left after cuts says something: a greeting and hashtags alone do not, unless little was cut."""
    if 2 * len(_WORD.findall(text)) > len(_WORD.findall(original)) and _WORD.search(
        _HASHTAG_ORIGINAL.sub(" ", text)
    ):
        return True
    words = _WORD.findall(_FORMULA.sub(" ", _HASHTAG_ORIGINAL.sub(" ", text)))
    return len(words) >= USABLE_WORDS


def _edit(page: Page, hit: Hit) -> Edit:
    remedy = hit.fix.kind if hit.fix.safe else Remedy.CUT_SENTENCE
    if remedy is Remedy.REPLACE and _tag_around(page.folded.lower, hit.start, hit.end) is None:
        start, end = page.folded.span(hit.start, hit.end)
        return Edit(start, end, _like(page.folded.source[start:end], _replacement(page, hit)), hit.rule.code)
    start, end = page.folded.span(*_cut(page, hit, remedy))
    return Edit(start, end, "", hit.rule.code)


def _replacement(page: Page, hit: Hit) -> str:
    """Return what replaces the words of a hit, with the article that their first word calls for."""
    first = re.split(r"[^a-z0-9]", page.folded.lower[hit.start : hit.end], maxsplit=1)[0]
    article = hit.fix.articles.get(first, "")
    return f"{article} {hit.fix.text}" if article else hit.fix.text


def _cut(page: Page, hit: Hit, remedy: Remedy) -> Span:
    tag = _tag_around(page.folded.lower, hit.start, hit.end)
    if tag is not None and (remedy is Remedy.CUT_HASHTAG or _stands_among_tags(page, tag)):
        return tag
    ways: dict[Remedy, Callable[[Page, Span], Span]] = {
        Remedy.CUT_CLAUSE: _clause,
        Remedy.CUT_WORDS: _words,
        Remedy.DROP: _exactly,
    }
    return ways.get(remedy, _sentence)(page, (hit.start, hit.end))


def _sentence(page: Page, span: Span) -> Span:
    return page.sentences.around(*span)


def _clause(page: Page, span: Span) -> Span:
    """Return the clause with the mark before it; the whole sentence when the clause opens or fills it."""
    left, right = page.sentences.around(*span)
    start, end = page.sentences.clause(*span)
    if start == left:
        return left, right
    text = page.folded.lower[start:end]
    return start - 1, end - (len(text) - len(text.rstrip(" .!?")))


def _exactly(_page: Page, span: Span) -> Span:
    return span


def _words(page: Page, span: Span) -> Span:
    """Return the words; the whole sentence when too little of it would be left."""
    left, right = page.sentences.around(*span)
    rest = page.folded.lower[left : span[0]] + " " + page.folded.lower[span[1] : right]
    return span if len(re.findall(r"[a-z]{2,}", rest)) >= _FEWEST_LEFT else (left, right)


def _tag_around(lower: str, start: int, end: int) -> Span | None:
    if "#" not in lower:
        return None
    spans = (tag.span() for tag in HASHTAG.finditer(lower))
    return next((span for span in spans if span[0] <= start and end <= span[1]), None)


def _stands_among_tags(page: Page, tag: Span) -> bool:
    """Tell whether a hashtag is no part of a sentence: its neighbours are hashtags, or nothing."""
    start, end = page.sentences.around(*tag)
    return HASHTAG.sub("", page.folded.lower[start:end]).strip(" ,\n?.!") == ""


def _like(model: str, text: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits that do not overlap; a cut swallows what stands inside it."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
            continue
        last = found[-1]
        kept = last.inserted if last.end >= edit.end else ""
        found[-1] = Edit(last.start, max(last.end, edit.end), kept, last.rule)
    return found


def _closed(text: str, edit: Edit) -> Edit:
    """Return a cut with the white space and the orphans it would leave; a replacement stays as it is."""
    if edit.inserted:
        return edit
    start, end = _line_emptied(text, edit.start, edit.end) or _within_line(text, edit.start, edit.end)
    return _capitalised(text, Edit(start, end, _joint(text, start, end), edit.rule))


def _line_emptied(text: str, start: int, end: int) -> Span | None:
    """Return the cut with its line, and the smaller of the two gaps around it, when nothing readable is left on the line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last - (text[last - 1] == "\r")
    if _says_something(text[first:start]) or _says_something(text[end:last]):
        return None
    before = len(text[:first]) - len(text[:first].rstrip("\r\n" + BLANKS))
    after = len(text[last:]) - len(text[last:].lstrip("\r\n" + BLANKS))
    if first - before <= 0 or last + after >= len(text):
        return first - before, last + after
    if text.count("\n", first - before, first) > text.count("\n", last, last + after):
        return first, last + after
    return first - before, last


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _within_line(text: str, start: int, end: int) -> Span:
    """Return the cut without the comma, the `et`, the brackets or the blanks that it would orphan."""
    whole = text[start:end].rstrip(BLANKS).endswith((".", "!", "?", "…"))
    opens = start == 0 or _SENTENCE_START.search(text[max(0, start - 40) : start]) is not None
    if opens and not whole and (orphan := _ORPHAN_RIGHT.match(text, end)):
        end = orphan.end()
    elif not opens and _CLOSING.match(text, end) and (orphan := _ORPHAN_LEFT.search(text[:start])):
        start = orphan.start()
    elif not opens and (link := _LINKED.match(text, end)):
        start, end = _unlinked(text, start, end, link.end())
    return _without_blanks(text, *_without_brackets(text, start, end))


def _unlinked(text: str, start: int, end: int, after: int) -> Span:
    """Return the cut of the first of two linked words: without the `et`, or without the comma of a list that goes on."""
    left = text[:start].rstrip(BLANKS)
    return (len(left) - 1, end) if left.endswith(",") else (start, after)


def _without_brackets(text: str, start: int, end: int) -> Span:
    left, right = text[:start].rstrip(BLANKS), text[end:].lstrip(BLANKS)
    if left and right and left[-1] + right[0] in {"()", "«»", "[]"}:
        return len(left) - 1, len(text) - len(right) + 1
    return start, end


def _without_blanks(text: str, start: int, end: int) -> Span:
    """Return the cut with the blanks on one side of it, so that one is left between two words and none at an edge."""
    left = len(text[:start].rstrip(BLANKS))
    right = len(text) - len(text[end:].lstrip(BLANKS))
    if right == len(text) or text[right] in "\r\n.,…":
        return left, right
    if left == 0 or text[left - 1] in "\r\n":
        return start, right
    if text[right] in ";:!?»":
        return left, end
    return (start, right) if left < start else (start, end)


def _joint(text: str, start: int, end: int) -> str:
    """Return the blank that two words need when a cut removed every one between them."""
    touching = start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
    return " " if touching else ""


def _capitalised(text: str, edit: Edit) -> Edit:
    """Return the cut with a capital after it, where it took the start of a sentence."""
    following = text[edit.end : edit.end + 1]
    if not following.islower() or not text[edit.start : edit.start + 1].isupper():
        return edit
    if edit.start and _SENTENCE_START.search(text[max(0, edit.start - 40) : edit.start]) is None:
        return edit
    return Edit(edit.start, edit.end + 1, edit.inserted + following.upper(), edit.rule)
