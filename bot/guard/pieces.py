"""The parts of a pattern: what each becomes in RE2, how it can be spelled, and what a text must hold for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.guard.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANK: Final = r"(?:[ -]+(?:\n[ -]*)?|\n[ -]*|\b)"  # nothing at the edge of a word, so that `(?:de|d') ete` reads «d'ete»
APOSTROPHE: Final = r"(?:' ?| )"
GAP_MARK: Final = r"""(?:[ ,'"()/*-]+(?:\n[ '"(]*)?|\n[ '"(]*|\b)"""
GAP_WORD: Final = r"[a-z0-9$%]+(?:[.,][0-9]+)?%?"
COMPANY: Final = "+"  # before each word that comes with the one that tells most
STEM: Final = "*"  # after the start of a word whose end is open
STEM_SIZE: Final = 4  # letters of a start that is worth an index
_ANY: Final = "\0"  # in a spelling: letters that are not known
_MOST: Final = 600  # spellings of one slot; more are not worth an index
_FREQUENT: Final = words(
    "abdomen acide acte actes anesthesie avant apres besoin bras cabinet cas cause chaque chirurgie chirurgien chirurgienne cicatrice cicatrices cicatrisation clinique comme comment consultation consultations contour corps corriger "
    "date delai demande depuis deux devis douleur duree effet effets encore equipe esthetique examen faire fait fois forme gonflement graisse hyaluronique hyaluron information informations injection injections intervention interventions jamais jour jours "
    "juste laser levres lifting main mains medecin medecine meme message mieux minutes mois moins mot nez nouveau nouvelle objectif oedeme operation paupieres peau peu peut pendant personne personnes petit petite photo photos plaie plastique plusieurs poitrine possible pour "
    "pouvez praticien precision premier premiere prise prix question questions qualite quelques quinze rdv recuperation regard rendez repos resultat resultats retour rides risque risques saison sante sein seins seance seances secretariat semaine semaines silhouette simple soin soins soleil suite suites suivi sur "
    "technique techniques temps tissus toujours toutes traitement traitements trois type un une vie ventre visage volume vite vraiment an ans annee annees heure heures bien bon bonne autre autres grand grande jour matin soir etre avoir sera seront ont sont"
)
_MARKS: Final = frozenset(".!?")
_COMMON: Final = words(
    "a au aux avec avez ce ces cette d dans de des du elle en est et etes etre il ils j je l la le les leur leurs lui ma mais mes mon n "
    "ne nos notre nous on ont ou par pas plus pour qu que qui s sa sans se ses si son sont sur ta te tes ton tous tout toute tres tu un "
    "une va vos votre vous y"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where and what to write instead."""


Phrase = tuple[
    str, frozenset[str]
]  # the word that tells most (`gratui*` when only its start is known), and its company
Need = frozenset[Phrase]  # a sentence must hold one of these phrases


class Compiled(NamedTuple):
    """What a pattern becomes.

    `regex` is RE2 source; `needs` are what a sentence must hold, one phrase of each (see `coded`; none: always look); `crosses` says that a
    match may run over the end of a sentence.
    """

    regex: str
    needs: tuple[str, ...]
    crosses: bool


def coded(need: Need) -> str:
    """Return a need as text: `cadeau+un+beau offre gratui*`; a catalogue of them loads ten times faster so."""
    return " ".join(sorted(COMPANY.join([word, *sorted(others)]) for word, others in need))


class Piece(NamedTuple):
    """A part of a pattern.

    `known` are its spellings where they are few (a blank for any separator, `_ANY` for letters that are not known); those of a
    parenthesis follow from its `choices`. `begins` and `ends` say that it does so with a letter or a digit whatever the
    alternative, `stops` that it may hold the mark that ends a sentence.
    """

    regex: str
    known: frozenset[str] = frozenset()
    separates: bool = False
    begins: bool = False
    ends: bool = False
    stops: bool = False
    choices: tuple[tuple[Piece, ...], ...] = ()
    optional: bool = False
    repeated: bool = False


Row = tuple[Piece, ...]


@cache
def simple(kind: str, text: str) -> Piece:
    """Return the piece behind one sign, one word or one set of characters."""
    if kind == "word":
        return Piece(text, frozenset({text}), begins=True, ends=True)
    if kind in {"blank", "hyphen"}:
        return Piece(BLANK, frozenset({" "}), separates=True)
    if kind == "apostrophe":
        return Piece(APOSTROPHE, frozenset({" "}), separates=True)
    if kind == "edge" or text in {r"\b", r"\B"}:
        return Piece(text, frozenset({""}))
    if kind in {"charset", "dot"} or text[-1] in "dwsDWS":
        word = kind == "charset" and re.fullmatch(text, "a1"[text == "[0-9]"]) is not None
        return Piece(text, _charset(text), begins=word, ends=word, stops=_holds_mark(text))
    sign = text if kind == "escape" else re.escape(text)
    return Piece(sign, frozenset({" "}), stops=text[-1] in _MARKS)


def _holds_mark(charset: str) -> bool:
    return (
        charset == "."
        or charset[:2] == "[^"
        or charset[-1] in "DSW"
        or any(mark in charset for mark in _MARKS)
    )


def _charset(text: str) -> frozenset[str]:
    """Return the letters of a small set such as `[rz]`, else what stands for any."""
    letters = text[1:-1]
    return frozenset(letters) if letters.isalpha() and letters.isascii() else frozenset({_ANY})


@cache
def gap(size: int) -> Piece:
    """Return the piece behind `{gap:size}`."""
    between = f"(?:{GAP_WORD}{GAP_MARK}){{0,{size}}}?"
    return Piece(GAP_MARK + between, frozenset({" "}), separates=True)


def group(rows: tuple[Row, ...]) -> Piece:
    """Return the piece behind a parenthesis with these alternatives."""
    full = all(rows)
    signs = full and any(not row[-1].ends and not row[-1].separates for row in rows)
    regex = "|".join([plain(row) + r"\b" * (signs and row[-1].ends) for row in rows])
    return Piece(
        f"(?:{regex})",
        begins=full and all(row[0].begins for row in rows),
        ends=full and all(row[-1].ends for row in rows),
        stops=any(piece.stops for row in rows for piece in row),
        choices=rows,
    )


def repeat(piece: Piece, times: str, pattern: str) -> Piece:
    """Return a piece that may be left out or come again.

    Raises:
        PatternError: `.*` or `.+`, which would run over anything.
    """
    if piece.regex == "." and times[0] in "*+":
        raise PatternError(f"`{pattern}`: write {{gap:n}} instead of `.{times}`")
    optional = times[0] in "?*" or times.startswith("{0")
    atom = piece.regex if len(piece.regex) == 1 or piece.regex[0] in "([\\" else f"(?:{piece.regex})"
    return piece._replace(
        regex=atom + times,
        known=piece.known if times[0] == "?" else _several(piece),
        separates=piece.separates and not optional,
        choices=piece.choices if times[0] == "?" else (),
        optional=optional,
        repeated=True,
    )


def _several(piece: Piece) -> frozenset[str]:
    """Return how a piece that comes again is spelled: unknown, but apart from what follows when it ends with a blank."""
    apart = bool(piece.choices) and all(row and row[-1].separates for row in piece.choices)
    return frozenset({_ANY + " " if apart else _ANY})


def alternatives(forms: Iterable[str]) -> Piece:
    """Return the piece behind a list of words or short phrases."""
    found = sorted(forms, key=lambda form: (-len(form), form))
    regex = "|".join(form.replace("'", APOSTROPHE).replace(" ", BLANK) for form in found)
    return Piece(f"(?:{regex})", frozenset(form.replace("'", " ") for form in found), begins=True, ends=True)


def plain(row: Row) -> str:
    """Return the regex of a row."""
    return "".join([piece.regex for piece in row])


def bounded(row: Row) -> str:
    """Return the regex of a row with word boundaries where it begins and ends with a word."""
    if not row:
        return ""
    if len(row) == 1 and _is_plain_group(row[0]) and not (row[0].begins and row[0].ends):
        return "(?:" + "|".join(bounded(choice) for choice in row[0].choices) + ")"
    before, after = r"\b" * row[0].begins, r"\b" * row[-1].ends
    return f"{before}{plain(row)}{after}"


def _is_plain_group(piece: Piece) -> bool:
    return bool(piece.choices) and not piece.repeated


def crosses(rows: tuple[Row, ...]) -> bool:
    """Tell whether a match may run over the end of a sentence: a mark that is not its last character."""
    return any(_crosses(row) for row in rows)


def _crosses(row: Row) -> bool:
    if any(piece.stops for piece in row[:-1]):
        return True
    return (
        bool(row)
        and row[-1].stops
        and (crosses(row[-1].choices) if row[-1].choices else len(row[-1].regex) > _ONE_MARK)
    )


_ONE_MARK: Final = 6  # characters of the regex of one mark, or of a small set of marks


def needs(rows: tuple[Row, ...], *, whole_words: bool) -> tuple[str, ...]:
    """Return what a sentence must hold for the pattern to be found in it, one phrase of each, the most telling first."""
    if len(rows) > 1:
        either = _of_choices(rows) if whole_words else None
        return (coded(either),) if either else ()
    slots = list(_slots(rows[0]))
    if not whole_words and slots:
        loose = Piece("", frozenset({_ANY}))
        slots[0] = (loose, *slots[0])
        slots[-1] = (*slots[-1], loose)
    found = {need for need in map(_of_slot, slots) if need}
    return tuple(coded(need) for need in sorted(found, key=rank, reverse=True))


@cache
def rank(need: Need) -> float:
    """Return how telling a need is, for `max()`: the fewer sentences are likely to meet it, the higher."""
    return -sum([_WEIGHTS[_rarity(word)] * (_IN_COMPANY if others else 1) for word, others in need])


_WEIGHTS: Final = (60.0, 8.0, 1.0)  # how often a word is met: a word of the language, of the trade, another
_IN_COMPANY: Final = 0.2  # share of those times that its company is there too


def _rarity(word: str) -> int:
    return 0 if word in _COMMON else 1 if word in _FREQUENT else 2


def _slots(row: Row) -> Iterator[Row]:
    """Yield the stretches of a row between its separators."""
    slot: list[Piece] = []
    for piece in row:
        if piece.separates:
            yield tuple(slot)
            slot = []
        else:
            slot.append(piece)
    yield tuple(slot)


def _of_slot(slot: Row) -> Need | None:
    """Return what a slot asks for; `None` when it asks for nothing that can be named."""
    if len(slot) == 1 and _is_plain_group(slot[0]):
        return _of_group(slot[0])
    return _need(_spellings(slot)) if slot else None


def _of_group(piece: Piece) -> Need | None:
    """Return what a parenthesis asks for; a lexical field is worked out once."""
    if piece.regex not in _GROUPS:
        _GROUPS[piece.regex] = _of_choices(piece.choices)
    return _GROUPS[piece.regex]


_GROUPS: Final[dict[str, Need | None]] = {}


def _of_choices(rows: tuple[Row, ...]) -> Need | None:
    """Return the phrases of which one must be there whatever the alternative."""
    found: set[Phrase] = set()
    for row in rows:
        need = _of_row(row)
        if not need:
            return None
        found |= need
    return frozenset(found)


def _of_row(row: Row) -> Need | None:
    """Return the most telling need of a row, with the words that the row holds in any case."""
    every = [need for need in map(_of_slot, _slots(row)) if need]
    if not every:
        return None
    best = max(every, key=rank)
    single = [next(iter(need)) for need in every if need is not best and len(need) == 1]
    company = frozenset([word for phrase in single for word in (phrase[0], *phrase[1])])
    return frozenset([(word, others | company) for word, others in best]) if company else best


def _spellings(row: Row) -> frozenset[str]:
    """Return every spelling of a row, or what stands for any when there are too many."""
    if len(row) == 1:
        return _spelled(row[0])
    found = frozenset({""})
    for piece in row:
        spelled = _spelled(piece)
        if len(found) * len(spelled) > _MOST:
            return frozenset({_ANY})
        found = frozenset([left + right for left in found for right in spelled])
    return found


def _spelled(piece: Piece) -> frozenset[str]:
    found = piece.known
    if piece.choices:
        found = frozenset().union(*[_spellings(row) for row in piece.choices])
        found = found if len(found) <= _MOST else frozenset({_ANY})
    return found | {""} if piece.optional else found


@cache
def _need(spellings: frozenset[str]) -> Need | None:
    chosen = frozenset([_phrase(spelling) for spelling in spellings])
    return None if _NOTHING in chosen else chosen


_NOTHING: Final[Phrase] = ("", frozenset())


@cache
def _phrase(spelling: str) -> Phrase:
    whole = [word for word in map(_indexed, spelling.split()) if word]
    if not whole:
        return _NOTHING
    best = max(whole, key=lambda word: (_rarity(word), len(word)))
    return best, frozenset([word for word in whole if word != best and not word.endswith(STEM)])


def _indexed(word: str) -> str:
    """Return a word as the index knows it: `gratui*` when its end is open, empty when its start is."""
    start, mark, _ = word.partition(_ANY)
    if not mark:
        return word
    return start + STEM if len(start) >= STEM_SIZE else ""
