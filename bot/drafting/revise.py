"""Edits of a draft's text. What a person adds is theirs, and guarded like the rest; what they did survives a new version."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.drafting.instructions import Edit
from bot.drafting.platforms import counters, folded
from bot.drafting.ports import Craft, Declined, Draft, Source
from bot.drafting.scribe import quoted
from bot.figures import figures
from bot.french import typeset
from bot.guard import Channel, Cleared, Refused, review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drafting.ports import PracticeFacts, Sheet

NOT_FOUND: Final = "{words} ne figure pas dans le brouillon, qui n’a pas changé. Citez les mots exacts."
NO_SENTENCE: Final = "Le brouillon n’a pas de phrase {rank} ; il n’a pas changé. Donnez un autre rang."
ALL_GONE: Final = "Il ne resterait rien du brouillon, qui n’a pas changé. Demandez plutôt une autre version."
NOT_ALONE: Final = (
    "Avec cet ajout, le garde-fou ne laisse plus passer le texte ; le brouillon n’a pas changé."
)
UNCHANGED: Final = "Le brouillon est déjà ainsi ; il n’a pas changé."
ADDED: Final = "Ajouté par vous, sans source : "
STATED: Final = "Vient de vous, à vérifier : "
LOST: Final = "Vos retouches suivantes n’ont pas pu être reprises dans cette version : {lost}."

_EMOJI: Final = re.compile(r"[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF]\uFE0F? ?")
_TAG: Final = re.compile(r"(?<!\w)#\w+")
_SPLIT: Final = re.compile(r"(?<=[.!?…])(?=[ \u00a0]+[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ«])|\n+")
_HEADING: Final = re.compile(r"(?m)(?<=\n)[^\n•.!…]*[^\n•.!…:,;]\n(?=[^\n])")
_HEADS: Final = re.compile(r"[^\n•.!…]+")  # a line that may head bullets
_CLOSING: Final = re.compile(
    r"\n+(?:Information générale|Bien à vous|Cordialement|Avec toute|Le secrétariat|Le cabinet|#)"
)
_WORD: Final = re.compile(r"[a-z0-9]{4,}")
_STEM: Final = 5  # letters that tell a word from another, endings apart


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences and list items of a draft in order, headings and hashtags left out."""
    headings = [hit.span() for hit in _HEADING.finditer(text)]
    cuts = [0, *(hit.end() if hit[0] else hit.start() for hit in _SPLIT.finditer(text)), len(text)]
    spans = ((start + _lead(text[start:end]), end - _trail(text[start:end])) for start, end in pairwise(cuts))
    return tuple(
        span
        for span in spans
        if span[0] < span[1]
        and text[span[0]] != "#"
        and any(map(str.isalnum, text[span[0] : span[1]]))
        and not any(start <= span[0] < end for start, end in headings)
    )


def body(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences that may be taken out: the closing mention and the signature stay."""
    closing = _CLOSING.search(text)
    return tuple(span for span in sentences(text) if not closing or span[0] < closing.start())


def _lead(part: str) -> int:
    return len(part) - len(part.lstrip(" \n\u00a0"))


def _trail(part: str) -> int:
    return len(part) - len(part.rstrip(" \n\u00a0"))


def edited(draft: Draft, edit: Edit, practice: PracticeFacts) -> Draft | Declined:
    """Return the draft with its text edited and guarded anew, or why it is not."""
    text = draft.verdict.text or draft.written
    lasting = _lasting(edit, text)
    changed = _changed(text, lasting)
    if isinstance(changed, Declined):
        return replace(changed, craft=draft.craft)
    if changed == text:
        return Declined(draft.craft, UNCHANGED)
    if not body(changed):
        return Declined(draft.craft, ALL_GONE)
    verdict = review(
        changed,
        Channel(draft.craft.value),
        practice=practice.values(),
        asked=draft.asked,
        waivers=draft.waivers,
        opinions=draft.opinions,
    )
    if isinstance(draft.verdict, Cleared) and _is_worse(verdict):
        return Declined(draft.craft, NOT_ALONE, findings=verdict.findings)
    return _with_text(draft, lasting, text, changed, verdict)


def _with_text(draft: Draft, edit: Edit, before: str, changed: str, verdict: Cleared | Refused) -> Draft:
    after = verdict.text
    edits = (*draft.edits, edit.line())
    sources = _renumbered(draft.sources, _told(before), _told(after))
    return replace(
        draft,
        verdict=verdict,
        written=changed,
        counters=counters(after, draft.craft, draft.platform),
        verify=(*_added_figures(edit), *(one for one in draft.verify if _still_there(one, after))),
        notes=(*_added_notes(edits, after), *(one for one in draft.notes if _still_true(one, after))),
        sources=_sourced(sources, edit, _told(after)),
        edits=edits,
    )  # fmt: skip


def reread(draft: Draft, practice: PracticeFacts) -> Draft:
    """Return the draft with the guard's word of now on what was written, under its waivers and opinions."""
    verdict = review(
        draft.written,
        Channel(draft.craft.value),
        practice=practice.values(),
        asked=draft.asked,
        waivers=draft.waivers,
        opinions=draft.opinions,
    )
    before, after = draft.verdict.text, verdict.text
    return replace(
        draft,
        verdict=verdict,
        counters=counters(after, draft.craft, draft.platform),
        verify=tuple(one for one in draft.verify if _still_there(one, after)),
        sources=_renumbered(draft.sources, _told(before), _told(after)),
    )


def _is_worse(verdict: Cleared | Refused) -> bool:
    return isinstance(verdict, Refused) or any(one.severity.mends for one in verdict.findings)


def _lasting(edit: Edit, text: str) -> Edit:
    """Return an edit that has a meaning for other versions too: the words of a sentence rather than its rank."""
    if edit.kind in {"title", "hook"}:
        spans = sentences(text)
        return replace(edit, words=text[slice(*spans[0])] if spans else "")
    if edit.kind != "cut_sentence":
        return edit
    spans = body(text)
    index = edit.rank - 1 if edit.rank > 0 else len(spans) + edit.rank
    if not 0 <= index < len(spans):
        return edit
    return Edit("cut_sentence", text[slice(*spans[index])], rank=edit.rank)


def replayed(draft: Draft, edits: Iterable[str], practice: PracticeFacts) -> Draft:
    """Return a new version with the person's edits done again; a note lists those that no longer find their place."""
    lost: list[str] = []
    for line in edits:
        edit = Edit.of(line)
        result = edited(draft, edit, practice)
        if isinstance(result, Draft):
            draft = result
        elif edit.kind.startswith(("cut", "less")):
            draft = replace(draft, edits=(*draft.edits, line))
        else:
            lost.append(quoted(edit.instead or edit.words))
    note = (typeset(LOST.format(lost=", ".join(lost))),) if lost else ()
    return replace(draft, notes=(*note, *draft.notes))


def _changed(text: str, edit: Edit) -> str | Declined:
    if edit.kind.endswith(("_tags", "_emoji")):
        pattern = _TAG if edit.kind.endswith("_tags") else _EMOJI
        return _tidy(_thinned(text, pattern, {"less_emoji": 1, "less_tags": 2}.get(edit.kind, 0)))
    if edit.kind in {"add", "passage"}:
        return _with_addition(text, edit.words)
    if edit.kind == "cut_sentence" and not edit.words:
        return _refused(NO_SENTENCE.format(rank=edit.rank))
    if edit.kind in {"cut_sentence", "title", "hook"}:
        return _exchanged(text, edit.words, edit.instead)
    hit = _find(text, edit.words)
    if hit is None:
        return _refused(NOT_FOUND.format(words=quoted(edit.words)))
    return _tidy(hit.sub(lambda found: _like(found[0], edit.instead), text))


def _refused(reason: str) -> Declined:
    return Declined(Craft.POST, reason)


def _thinned(text: str, pattern: re.Pattern[str], kept: int) -> str:
    """Take every match of `pattern` out but the first `kept`."""
    for hit in reversed(list(pattern.finditer(text))[kept:]):
        text = text[: hit.start()] + text[hit.end() :]
    return text


def _exchanged(text: str, sentence: str, instead: str) -> str | Declined:
    """Put `instead` where a whole sentence stands, whatever blanks are in it."""
    wanted = " ".join(sentence.split())
    for start, end in sentences(text):
        if " ".join(text[start:end].split()) == wanted:
            return _tidy(
                text[:start] + typeset(instead) + text[end:] if instead else _without(text, start, end)
            )
    return _refused(NOT_FOUND.format(words=quoted(sentence)))


def _without(text: str, start: int, end: int) -> str:
    """Take a sentence out; a bullet goes with its line, and with the heading that it leaves alone."""
    before, after = text[:start], text[end:]
    if not (text[start] == "•" and before.endswith("\n") and after[:1] in {"", "\n"}):
        return before + after
    above, _, heading = before[:-1].rpartition("\n")
    alone = after[:2] in {"", "\n", "\n\n"} and _HEADS.fullmatch(heading)
    return (above if alone else before[:-1]) + after


def _find(text: str, words: str) -> re.Pattern[str] | None:
    """Return a pattern for `words` as they stand in `text`, whatever the case, the apostrophes and the blanks."""
    if not words:
        return None
    parts = (re.escape(part).replace("'", "['’]").replace("’", "['’]") for part in words.split())
    pattern = re.compile(r"(?<![\w#])" + r"[ \u00a0\u202f]+".join(parts) + r"(?!\w)", re.IGNORECASE)
    return pattern if pattern.search(text) else None


def _like(found: str, instead: str) -> str:
    """Return the new words with a capital where the old ones had it."""
    new = typeset(instead)
    return new[:1].upper() + new[1:] if found[:1].isupper() else new


def _as_sentence(words: str) -> str:
    said = typeset(words[:1].upper() + words[1:])
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _with_addition(text: str, words: str) -> str:
    closing = _CLOSING.search(text)
    place = closing.start() if closing else len(text)
    return f"{text[:place]}\n\n{_as_sentence(words)}{text[place:]}"


def _tidy(text: str) -> str:
    """Mend what a cut leaves: empty bullets and headings, doubled blanks, orphan marks."""
    text = re.sub(r"(?m)^[ \t]*[•–-][ \t]*$\n?", "", text)
    text = re.sub(r"(?m)(?<=\n\n)[^\n•.!…]{3,60}\?\n(?=\n|\Z)", "", text)
    text = re.sub(r"(?m)^[ \t]+|(?<=[ \t])[ \t]+", "", text)
    text = re.sub(r"[ \t]+(?=[,.\n])", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _told(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentences(text)]


def _renumbered(sources: Iterable[Source], before: Sequence[str], after: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources with the numbers that their sentences have after an edit; one with none left is dropped."""
    if len(before) == len(after):
        return tuple(sources)
    places = {number: after.index(one) + 1 for number, one in enumerate(before, 1) if one in after}
    moved = ((one, tuple(sorted({places[n] for n in one.sentences if n in places}))) for one in sources)
    return tuple(replace(one, sentences=numbers) for one, numbers in moved if numbers or not one.sentences)


def _sourced(sources: tuple[Source, ...], edit: Edit, after: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources with the sentence that was taken from a sheet on request."""
    said = " ".join(_as_sentence(edit.words).split()) if edit.kind == "passage" else ""
    if said not in after:
        return sources
    number = after.index(said) + 1
    if not any(one.label == edit.instead for one in sources):
        return (*sources, Source(len(sources) + 1, edit.instead, (number,)))
    return tuple(
        replace(one, sentences=tuple(sorted({*one.sentences, number}))) if one.label == edit.instead else one
        for one in sources
    )


def _own_words(edit: Edit) -> str:
    """Return what the edit writes that comes from the person."""
    return {"add": edit.words, "replace": edit.instead, "title": edit.instead}.get(edit.kind, "")


def _added_figures(edit: Edit) -> tuple[str, ...]:
    if edit.kind == "passage":
        return tuple(
            typeset(f"{quoted(one.text)} : à comparer à vos consignes") for one in figures(edit.words)
        )
    said = _own_words(edit)
    return tuple(typeset(f"{quoted(figure.text)} : ajouté par vous, à vérifier") for figure in figures(said))


def _added_notes(edits: Iterable[str], text: str) -> tuple[str, ...]:
    """Say what the person added, as far as it still stands in the text."""
    said = (_own_words(Edit.of(line)) for line in edits)
    standing = (one for one in dict.fromkeys(said) if one and _find(text, typeset(one)))
    return tuple(typeset(f"{ADDED}{quoted(one)}") for one in standing)


def _still_true(note: str, text: str) -> bool:
    """Tell whether a note holds after an edit: one on what was added is written anew, one on what was dictated needs its words."""
    said = typeset(STATED).strip()
    return not note.startswith(typeset(ADDED).strip()) and (
        not note.startswith(said) or _still_there(note.removeprefix(said).strip(), text)
    )


def _still_there(doubt: str, text: str) -> bool:
    """Tell whether what was to be verified still stands in the text."""
    found = re.match(r"«[\u00a0 ](.+?)[\u00a0 ]»", doubt)
    return found is None or found[1] in text


def passage_on(subject: str, sheet: Sheet, text: str) -> Edit | None:
    """Return the edit that adds the sentence of `sheet` closest to `subject` that `text` does not hold yet, or None."""
    wanted = _stems(subject) - _stems(f"{sheet.title} {sheet.subject}")
    told = set(_told(text))
    best = max(
        (
            (len(wanted & _stems(one)), -order, one)
            for order, one in enumerate(said for passage in sheet.passages for said in _told(passage.text))
            if one not in told and f"• {one}" not in told and not one.endswith("?")
        ),
        default=(0, 0, ""),
    )
    return Edit("passage", best[2].lstrip("• -–"), sheet.label) if wanted and best[0] else None


def _stems(text: str) -> frozenset[str]:
    said = folded(text)
    smoker = {"tabac"} if re.search(r"\b(?:fum(?:er|eu)|cigarett|vapot|nicotin|tabac)", said) else set()
    return frozenset({word.rstrip("s")[:_STEM] for word in _WORD.findall(said)} | smoker)


def title_of(sheet: Sheet, text: str) -> Edit | None:
    """Return the edit that gives a post another of the sheet's hooks, or None when there is no other."""
    spans = sentences(text)
    shown = text[slice(*spans[0])] if spans else ""
    hooks = [hook for hook in (*sheet.hooks, sheet.title) if folded(typeset(hook)) not in folded(shown)]
    return Edit("hook", instead=hooks[0]) if hooks else None
