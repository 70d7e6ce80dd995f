"""Follow-ups: what is asked of a draft, and the edits of its text. What a person adds is theirs, and guarded like the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import counters, find_platform, folded
from bot.drafting.ports import Craft, Declined, Draft, Platform
from bot.drafting.scribe import quoted
from bot.drafting.unsourced import figures
from bot.french import typeset
from bot.guard import Channel, review

if TYPE_CHECKING:
    from bot.drafting.ports import PracticeFacts

NOT_FOUND: Final = "{words} ne figure pas dans le brouillon, qui n’a pas changé. Citez les mots exacts."
NO_SENTENCE: Final = "Le brouillon n’a pas de phrase {rank} ; il n’a pas changé. Donnez un autre rang."
ALL_GONE: Final = "Il ne resterait rien du brouillon, qui n’a pas changé. Demandez plutôt une autre version."

_ORDINALS: Final = {
    "premiere": 1, "1ere": 1, "1re": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3,
    "quatrieme": 4, "4e": 4, "4eme": 4, "cinquieme": 5, "5e": 5, "5eme": 5, "sixieme": 6, "6e": 6, "6eme": 6, "septieme": 7, "7e": 7, "7eme": 7,
    "huitieme": 8, "8e": 8, "8eme": 8, "neuvieme": 9, "9e": 9, "9eme": 9, "dixieme": 10, "10e": 10, "10eme": 10, "derniere": -1, "dernier": -1,
    "avant derniere": -2, "avant-derniere": -2,
}  # fmt: skip
_STYLES: Final = (
    ("shorter", re.compile(r"\b(?:plus (?:court|courte|bref|breve|concis|concise|petit)|raccourci\w*|resserre\w*|reduis|coupe un peu|trop long|moins long)\b")),
    ("longer", re.compile(r"\b(?:plus (?:long|longue|detaille|complet|developpe)|rallonge\w*|developpe\w*|trop court)\b")),
    ("simpler", re.compile(r"\b(?:plus (?:simple|simplement|clair|claire|facile|accessible)|simplifi\w*|vulgaris\w*|moins (?:technique|complique)|mots simples)\b")),
    ("warmer", re.compile(r"\b(?:plus (?:chaleureu\w*|doux|douce|humain\w*|gentil\w*|empathique|bienveillant\w*|sympa\w*)|moins (?:froid|sec|seche)|rechauff\w*|adouci\w*)\b")),
)  # fmt: skip
_VARIANT: Final = re.compile(
    r"\b(?:autre (?:version|proposition|variante|formulation|texte|idee|accroche)|une autre|autrement|reformul\w*|recommence|refais|change tout|propose autre chose|different\w*|variante)\b"
)
_REMOVE: Final = re.compile(
    r"^(?:s'il te plait |stp |svp )?(?:et |puis )?(?:tu peux |peux-tu |pouvez-vous )?(?:enlev\w*|retir\w*|supprim\w*|vire\w*|efface\w*|ote\w*|sans)\b(?:-?(?:moi|le|la|les))?"
)
_SENTENCE: Final = re.compile(
    r"\b("
    + "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
    + r") (?:phrase|ligne|point|puce|paragraphe)s?\b"
)
_NUMBERED: Final = re.compile(r"\b(?:phrase|ligne|point|puce) (?:n[°o] ?)?(\d{1,2})\b")
_ADD: Final = re.compile(
    r"^(?:et |puis )?(?:ajout\w*|rajout\w*|mets|mettez|complet\w*)(?: aussi| encore)?(?: (?:a la fin|au debut))?(?: que| qu'| :|:)? ?"
)
_REPLACE: Final = re.compile(
    r"^(?:et |puis )?(?:remplac\w*|chang\w*|mets) (?P<old>.+?) (?:par|en|au lieu de) (?P<new>.+)$", re.DOTALL
)
_ARTICLES: Final = re.compile(
    r"^(?:le mot|les mots|l'expression|la phrase|le passage|le terme|la mention) ", re.IGNORECASE
)
_EVERYWHERE: Final = re.compile(r"\s+partout$")
_QUOTES: Final = "«»“”\"' \u00a0\u202f"
_SPLIT: Final = re.compile(r"(?<=[.!?…])(?=[ \u00a0]+[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ«])|\n+")


@dataclass(frozen=True, slots=True)
class Edit:
    """One instruction: `kind` is style, platform, variant, cut_sentence, cut_words, add or replace."""

    kind: str
    words: str = ""
    instead: str = ""
    rank: int = 0
    platform: Platform | None = None


def read_instruction(instruction: str) -> Edit | None:
    """Return what `instruction` asks, or None when it is not understood."""
    said = instruction.replace("’", "'").strip(" .!\n\t")
    plain = "".join((folded(letter) or letter)[:1] for letter in said)
    return _edit_of_text(said, plain) or _writing_anew(plain)


def _edit_of_text(said: str, plain: str) -> Edit | None:
    if hit := _REPLACE.match(plain):
        old, new = said[hit.start("old") : hit.end("old")], said[hit.start("new") : hit.end("new")]
        return Edit("replace", _bare(old), _bare(new))
    if hit := _REMOVE.match(plain):
        return _removal(said[hit.end() :], plain)
    if (hit := _ADD.match(plain)) and said[hit.end() :].strip():
        return Edit("add", said[hit.end() :].strip(_QUOTES))
    return None


def _removal(rest: str, plain: str) -> Edit | None:
    if hit := _SENTENCE.search(plain):
        return Edit("cut_sentence", rank=_ORDINALS[hit[1]])
    if hit := _NUMBERED.search(plain):
        return Edit("cut_sentence", rank=int(hit[1]))
    words = _bare(rest)
    if re.fullmatch(r"(?i)(?:les |ces |des )?(?:hashtags?|mots-dièse|emojis?|émojis?)", words):
        return Edit("cut_tags" if "ashtag" in words or "mots" in words else "cut_emoji")
    return Edit("cut_words", words) if words else None


def _bare(words: str) -> str:
    return _EVERYWHERE.sub("", _ARTICLES.sub("", words.strip(_QUOTES + ":"))).strip(_QUOTES)


def _writing_anew(plain: str) -> Edit | None:
    platform = find_platform(plain)
    if platform:
        return Edit("platform", platform=platform)
    style = next((name for name, said in _STYLES if said.search(plain)), None)
    if style:
        return Edit("style", style)
    return Edit("variant") if _VARIANT.search(plain) else None


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences and list items of a draft, hashtags left out, in order."""
    cuts = [0, *(hit.end() if hit[0] else hit.start() for hit in _SPLIT.finditer(text)), len(text)]
    spans = ((start + _lead(text[start:end]), end - _trail(text[start:end])) for start, end in pairwise(cuts))
    return tuple(
        span
        for span in spans
        if span[0] < span[1] and text[span[0]] != "#" and any(map(str.isalnum, text[span[0] : span[1]]))
    )


def _lead(part: str) -> int:
    return len(part) - len(part.lstrip(" \n\u00a0"))


def _trail(part: str) -> int:
    return len(part) - len(part.rstrip(" \n\u00a0"))


def edited(draft: Draft, edit: Edit, practice: PracticeFacts) -> Draft | Declined:
    """Return the draft with its text edited and guarded anew, or why it is not."""
    text = draft.verdict.text
    changed = _changed(text, edit)
    if isinstance(changed, Declined):
        return replace(changed, craft=draft.craft)
    if not any(map(str.isalnum, changed)):
        return Declined(draft.craft, ALL_GONE)
    verdict = review(changed, Channel(draft.craft.value), practice=practice.values(), asked=draft.asked)
    return replace(
        draft,
        verdict=verdict,
        written=changed,
        counters=counters(verdict.text, draft.craft, draft.platform),
        verify=(*_added_figures(edit), *(one for one in draft.verify if _still_there(one, verdict.text))),
        notes=(*_added_note(edit), *draft.notes),
    )


def _changed(text: str, edit: Edit) -> str | Declined:
    if edit.kind == "cut_sentence":
        return _without_sentence(text, edit.rank)
    if edit.kind == "cut_tags":
        return _tidy(re.sub(r"(?<!\w)#\w+", "", text))
    if edit.kind == "cut_emoji":
        return _tidy(re.sub(r"[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF\uFE0F]+ ?", "", text))
    if edit.kind == "add":
        return _with_addition(text, edit.words)
    hit = _find(text, edit.words)
    if hit is None:
        return _refused(NOT_FOUND.format(words=quoted(edit.words)))
    return _tidy(hit.sub(lambda found: _like(found[0], edit.instead), text))


def _refused(reason: str) -> Declined:
    return Declined(Craft.POST, reason)


def _without_sentence(text: str, rank: int) -> str | Declined:
    spans = sentences(text)
    index = rank - 1 if rank > 0 else len(spans) + rank
    if not 0 <= index < len(spans):
        return _refused(NO_SENTENCE.format(rank=rank))
    start, end = spans[index]
    return _tidy(text[:start] + text[end:])


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


def _with_addition(text: str, words: str) -> str:
    said = typeset(words[:1].upper() + words[1:])
    said = said if said.endswith((".", "!", "?", "…")) else f"{said}."
    closing = re.search(r"\n\n(?:Information générale|Bien à vous|Cordialement|Avec toute|#)", text)
    place = closing.start() if closing else len(text)
    return f"{text[:place]}\n\n{said}{text[place:]}"


def _tidy(text: str) -> str:
    """Mend what a cut leaves: empty bullets and headings, doubled blanks, orphan marks."""
    text = re.sub(r"(?m)^[ \t]*[•–-][ \t]*$\n?", "", text)
    text = re.sub(r"(?m)^[^\n•.!?]*[^\n•.!?:]\n(?=\n|\Z)(?<=\?\n)", "", text)
    text = re.sub(r"(?m)^[ \t]+|(?<=[ \t])[ \t]+", "", text)
    text = re.sub(r"[ \t]+(?=[,.\n])", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _added_figures(edit: Edit) -> tuple[str, ...]:
    said = edit.words if edit.kind == "add" else edit.instead
    return tuple(typeset(f"{quoted(figure.text)} : ajouté par vous, à vérifier") for figure in figures(said))


def _added_note(edit: Edit) -> tuple[str, ...]:
    said = edit.words if edit.kind == "add" else edit.instead
    return (typeset(f"Ajouté par vous, sans source : {quoted(said)}"),) if said else ()


def _still_there(doubt: str, text: str) -> bool:
    """Tell whether what was to be verified still stands in the text."""
    found = re.match(r"«[\u00a0 ](.+?)[\u00a0 ]»", doubt)
    return found is None or found[1] in text
