"""What a model answered becomes a `Written`, or a defect that the model is asked to mend."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.platforms import MESSAGE_WORDS, YOUTUBE_TITLE
from bot.drafting.ports import Craft, Platform, Sentence, SentenceKind, Written
from bot.french import count, typeset
from bot.writers.errors import WriterForeign, WriterInvalid, WriterTooLong
from bot.writers.language import is_french
from bot.writers.masking import LINK, visible
from bot.writers.schema import KINDS, PLACES
from bot.writers.wording import hashtag_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.drafting.ports import Brief
    from bot.writers.prompting import Prompt

MENTION: Final = "Information générale, qui ne remplace pas un avis médical."
REVIEW_SENTENCES: Final = 3
LONGEST: Final = 200_000  # characters of an answer that are read, thoughts included
STARTS: Final = 200  # brackets tried as the beginning of the JSON
_THOUGHT: Final = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHT_END: Final = re.compile(r"^.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_THOUGHT_OPEN: Final = re.compile(r"<(?:think|thinking|reasoning)>.*$", re.DOTALL | re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*\[[PF]\d{1,3}(?:\s*[,;]\s*[PF]\d{1,3})*\]")
_HASHTAG: Final = re.compile(r"[^\W_][\w]{1,39}")
_NO_JSON: Final = "Elle ne contient pas d’objet JSON lisible."
_NO_SENTENCES: Final = "L’objet JSON doit contenir une liste «\u00a0phrases\u00a0» d’objets avec un «\u00a0texte\u00a0» non vide."


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of the model's list, checked.

    `doubtful` tells that it cites something the model was not given, or states a fact and cites nothing.
    """

    sentence: Sentence
    place: str
    doubtful: bool


def parse(answer: str, prompt: Prompt, brief: Brief, writer: str) -> Written:
    """Return the text that `answer` holds, assembled for its craft and platform.

    A sentence that cites an unknown passage loses that citation and is counted in the note; one that holds a link
    which no fact of the practice gives is left out.

    Raises:
        WriterInvalid: no readable form, too long (`WriterTooLong`) or not French (`WriterForeign`); its `defect`
            says so to the model.
    """
    data = read_json(answer)
    pieces = [piece for entry in _entries(data) if (piece := _piece(entry, prompt)) is not None]
    kept = [piece for piece in pieces if not _strange_link(piece.sentence.text, prompt)]
    if not kept:
        raise WriterInvalid("no usable sentence", defect=_NO_SENTENCES)
    note = _note(kept, len(pieces) - len(kept))
    if brief.craft is Craft.POST:
        kept = _with_mention(kept)
    text = _assemble(kept, _hashtags(data, brief))
    _measure(text, kept, brief)
    if not is_french(text):
        raise WriterForeign("not French", defect="Elle n’est pas entièrement en français.")
    return Written(text, tuple(piece.sentence for piece in kept), writer, note)


def read_json(answer: str, looks_right: Callable[[Any], bool] | None = None) -> Any:
    """Return the JSON object or list in `answer`, whatever stands around it: thoughts, fences, courtesies.

    Args:
        answer: what a model said.
        looks_right: tells the form that was asked from other JSON; that of a draft when None.

    Raises:
        WriterInvalid: there is none.
    """
    text = _without_thoughts(answer[:LONGEST])
    decoder = json.JSONDecoder()
    for start in islice((match.start() for match in re.finditer(r"[{\[]", text)), STARTS):
        try:
            found, _ = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, (dict, list)) and (looks_right or _looks_right)(found):
            return found
    raise WriterInvalid("no JSON", defect=_NO_JSON)


def _without_thoughts(answer: str) -> str:
    text = _THOUGHT.sub("", answer)
    return _THOUGHT_OPEN.sub("", _THOUGHT_END.sub("", text))


def _looks_right(found: Any) -> bool:
    if isinstance(found, dict):
        return isinstance(found.get("phrases"), list)
    return any(isinstance(entry, dict) and "texte" in entry for entry in found)


def _entries(data: Any) -> list[Any]:
    entries = data["phrases"] if isinstance(data, dict) else data
    return list(entries)


def _piece(entry: Any, prompt: Prompt) -> Piece | None:
    """Return one checked entry, None when it holds no text.

    Raises:
        WriterInvalid: the entry has another form than asked.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("texte"), str):
        raise WriterInvalid("malformed sentence", defect=_NO_SENTENCES)
    text = typeset(_one_line(entry["texte"]))
    if not text:
        return None
    cited = entry.get("citations")
    labels = [_bare_label(one) for one in cited if isinstance(one, str)] if isinstance(cited, list) else []
    known = tuple(dict.fromkeys(prompt.ids[label] for label in labels if label in prompt.ids))
    kind = KINDS.get(str(entry.get("type")), SentenceKind.FACT)
    place = entry.get("place") if entry.get("place") in PLACES else PLACES[0]
    doubtful = any(label not in prompt.ids for label in labels) or (kind is SentenceKind.FACT and not known)
    return Piece(Sentence(text, kind, known), str(place), doubtful)


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", _LABEL.sub("", visible(text))).strip()


def _bare_label(label: str) -> str:
    return label.strip().strip("[]").upper()


def _strange_link(text: str, prompt: Prompt) -> bool:
    public = " ".join(prompt.public).lower()
    return any(found.group().rstrip(".,;)").lower() not in public for found in LINK.finditer(text))


def _with_mention(pieces: list[Piece]) -> list[Piece]:
    if any("remplace pas" in piece.sentence.text for piece in pieces):
        return pieces
    return [*pieces, Piece(Sentence(MENTION, SentenceKind.COURTESY), "paragraphe", doubtful=False)]


def _assemble(pieces: list[Piece], hashtags: str) -> str:
    text, last = "", ""
    for piece in pieces:
        text += _join(text, last, piece.place) + piece.sentence.text
        last = piece.place
    return f"{text}\n\n{hashtags}" if hashtags else text


def _join(text: str, last: str, place: str) -> str:
    if place == "puce":
        return ("\n" if last == "puce" else "\n\n" if text else "") + "• "
    if not text:
        return ""
    return "\n\n" if place == "paragraphe" else " "


def _hashtags(data: Any, brief: Brief) -> str:
    given = data.get("mots_diese") if isinstance(data, dict) else None
    words = (
        [one.strip().lstrip("#") for one in given if isinstance(one, str)] if isinstance(given, list) else []
    )
    fit = [word for word in dict.fromkeys(words) if _HASHTAG.fullmatch(word)]
    return " ".join(f"#{word}" for word in fit[: hashtag_limit(brief)])


def _measure(text: str, pieces: list[Piece], brief: Brief) -> None:
    """Hold the text against the limits of its place.

    Raises:
        WriterTooLong: with what to say to the model.
    """
    words = len(text.split())
    if len(text) > brief.limit:
        _too_long(
            f"Le texte assemblé compte {len(text)} caractères, mention et mots-dièse compris, pour {brief.limit} au plus."
        )
    if brief.craft is Craft.MESSAGE and words > MESSAGE_WORDS:
        _too_long(f"Le texte compte {words} mots pour {MESSAGE_WORDS} au plus.")
    if brief.craft is Craft.REVIEW and len(pieces) > REVIEW_SENTENCES:
        _too_long(f"Le texte compte {len(pieces)} phrases pour {REVIEW_SENTENCES} au plus.")
    if brief.platform is Platform.YOUTUBE and len(text.partition("\n")[0]) > YOUTUBE_TITLE:
        _too_long(
            f"La première ligne est le titre\u00a0: {YOUTUBE_TITLE} caractères au plus, suivie d’un nouveau paragraphe."
        )


def _too_long(defect: str) -> None:
    raise WriterTooLong("too long", defect=f"{defect} Raccourcissez sans perdre les risques ni les limites.")


def _note(kept: list[Piece], gone: int) -> str | None:
    notes = []
    if doubtful := sum(piece.doubtful for piece in kept):
        verb = "cite" if doubtful == 1 else "citent"
        notes.append(
            f"{count(doubtful, 'phrase')} du modèle ne {verb} aucune source connue\u00a0: à vérifier."
        )
    if gone:
        verb = "a été retirée" if gone == 1 else "ont été retirées"
        notes.append(f"{count(gone, 'phrase')} du modèle avec un lien inconnu {verb}.")
    return " ".join(notes) or None
