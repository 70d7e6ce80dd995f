"""Whose words a model wrote: the material's and everybody's, or a stranger's. Pure.

A message may hold orders meant for the model: it is then not asked at all. And a sentence that neither the passages, nor the practice's
facts, nor everyday words carry is taken out of what it wrote. Words are counted here, not compared: what the right words say wrongly, a
denial turned or a name swapped, is shown by `strays`; figures, by `bot.figures`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import yaml

from bot.drafting.platforms import folded
from bot.drafting.ports import Craft, SentenceKind
from bot.drafting.relevance import STOPPED, stems
from bot.drafting.sentences import is_order, sentences_of
from bot.french import DAYS

if TYPE_CHECKING:
    from bot.drafting.ports import Brief, Sentence, Written

SHARE: Final = 0.6  # of the words that carry meaning; the least that must be known in a sentence
SHORT: Final = 2  # words; a model's sentence no longer than this is a greeting, or none of ours
TELLING: Final = 5  # letters of a known word with which a hashtag may begin
_COURTESY: Final = re.compile(
    r"(?:bonjour|bonsoir|madame|monsieur|merci|cordialement|bien a vous|bonne (?:journee|soiree)|respectueusement|hello|hola|ola)\b"
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_TAG: Final = re.compile(r"#(\w+)\s*")

_MACHINE: Final = re.compile(
    r"<!--|-->|\[/?(?:system|inst|assistant|user|admin|developer)\w*\]|<\|?/?(?:system|im_start|im_end|assistant|user|developer|tool|script)\b|\"?\b(?:role|content|system|assistant|developer|instruction)\"? ?: ?[\"'{\[]"
    r"|#{2,}|-{3,} ?(?:fin|end|debut|begin)|\b(?:system|systeme|assistant|admin|developpeur|developer|root|sudo|note (?:au|pour le|pour l'|a l')(?: ?bot| ?ia| ?robot| ?assistant\w*)?|consignes?|instructions?|mode \w+)\b ?(?:\]|>|:|active|desactive|#)"
    r"|\b(?:message|invite|prompt) systeme\b|\bsystem (?:message|prompt)\b|\b(?:tes|your) (?:instructions?|consignes|regles|rules)\b|\b(?:prompt|jailbreak|dan mode|override|chatgpt|llm|langage model|language model|modele de langage)\b"
)
_ENCODED: Final = re.compile(r"(?<![\w/@.-])(?=[A-Za-z0-9+/]*(?:[a-z][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]))[A-Za-z0-9+/]{16,}={0,2}(?![\w/@.-])|\b(?:[0-9a-f]{2} ?){10,}\b|\b(?:[01]{8} ?){3,}|\b(?:base ?64|rot ?13|hexa(?:decimal)?)\b", re.ASCII)  # fmt: skip
_IGNORE: Final = re.compile(
    r"(?<!\bai )(?<!\bavais )(?<!\ba )(?<!\bavons )(?<!\bas )\b(?:ignor\w*|oubli\w*|disregard|forget|bypass|contourn\w*|desactiv\w*|annul\w*|olvid\w*|esquec\w*|desconsider\w*|vergiss|dimentic\w*)\b.{0,40}\b(?:regl\w*|consign\w*|instruc\w*|instruk\w*|istruzion\w*|directiv\w*|filtr\w*|rules?|previous|prior|above|anterior\w*|precedent\w*|garde.?fou\w*|secret)\b"
    r"|\b(?:tu es|vous etes|you are|act as|pretend|fais comme si|faites comme si|imagine que tu|comporte toi|joue le role|jouez le role|desormais|a partir de maintenant|eres|voce e|from now on)\b(?:(?!merci)[^.!?]){0,16}\b(?:assistant\w*|ia|ai|robot|bot|medecin|docteur|chirurgien|doctor|surgeon|medico|pharmacien|mode|sans (?:filtre|regle|limite))\b"
)
_SAY: Final = (
    r"(?:ecri[stv]\w*|repon\w*|repet\w*|recopi\w*|copi\w*|dis|dites|confirm\w*|termin\w*|fini\w*|complet\w*|ajout\w*|commenc\w*|indiqu\w*|mentionn\w*|insere\w*|colle[rz]?|affich\w*|traduis\w*|traduire|tradui\w*|promet\w*|certifi\w*|atteste\w*|jure[rz]?|redig\w*|reformul\w*|decod\w*|execut\w*|donne[rz]?|dicte\w*|"
    r"say|write|repeat|copy|reply|answer|respond|append|add|print|translate|confirm|tell|escrib\w*|respond\w*|conteste\w*|conteste\w*|repit\w*|copi\w*|confirm\w*|diga|escrev\w*|repita|responda|diz|traduz\w*)"
)
_VERBATIM: Final = re.compile(
    rf"\b{_SAY}\b[^.!?\n]{{0,80}}(?:\"[^\"]{{3,}}|«[^»]{{3,}}|“[^”]{{3,}}|\b(?:mot (?:pour|a) mot|exactement|exactly|textuellement|tel quel|telle quelle|verbatim|literal\w*|word for word|a l'identique|cette phrase|la phrase suivante|ce texte|la formule|(?:une|deux|trois|dix|[0-9]+) fois|en majuscules|seulement|uniquement|rien d'autre|only|juste (?:oui|non|par|avec)|par (?:oui|non)|a la (?:fin|place)|at the end|al final|no final)\b)"
    r"|(?:\"[^\"]{6,}\"|«[^»]{6,}»)[^.!?\n]{0,40}\b(?:a (?:recopier|ecrire|repeter|inserer)|tel quel|mot pour mot|exactement|dans (?:la|ta|votre) reponse)\b"
)
_CHECKED: Final = re.compile(
    rf"\b(?:{_SAY})\b[^.!?\n]{{0,40}}\b(?:que|qu'|si|that|que)\b[^.!?\n]{{0,80}}\b(?:patiente?s?|operee?s?|suivie?|soignee?|garanti\w*|sans (?:aucun )?risque|promis|normal\w*|rien de grave|gratuit\w*|offert\w*|guaranteed?|patient)\b"
)


def is_hostile(brief: Brief) -> bool:
    """Tell whether what was pasted speaks to a program, so that no model is asked: its orders, roles, codes, words to be copied.

    A request for a post is an order by nature; only what no colleague types counts there.
    """
    text = brief.request
    plain = " ".join(folded(text).split())
    hard = bool(_MACHINE.search(plain) or _ENCODED.search(text) or _IGNORE.search(plain))
    if brief.craft is Craft.POST:
        return hard
    return (
        hard
        or bool(_VERBATIM.search(plain) or _CHECKED.search(plain))
        or any(map(is_order, sentences_of(text)))
    )


def grounded(written: Written, brief: Brief) -> Written | None:
    """Return what a model wrote without its sentences and hashtags that nothing carries; None when little is left."""
    known = _material(brief)
    strange = [one for one in written.sentences if not _is_carried(one, known)]
    text = written.text
    for sentence in strange:
        text = text.replace(sentence.text, "", 1)
    text = _TAG.sub(lambda tag: tag[0] if _is_tag_carried(tag[1], known) else "", text)
    if text == written.text:
        return written
    left = tuple(one for one in written.sentences if one not in strange)
    if not any(one.kind is SentenceKind.FACT or one.passages for one in left) and len(left) < len(strange):
        return None
    return replace(written, text=_tidied(text), sentences=left)


def _material(brief: Brief) -> frozenset[str]:
    """Return the stems of all that a draft may be made of; the cards of the rules, which name what is forbidden, are no material."""
    sheet = brief.sheet.passages if brief.sheet else ()
    passages = (f"{one.title} {one.text}" for one in (*brief.passages, *sheet))
    facts = (value for _, value in brief.facts)
    own = (brief.previous or "", brief.instruction or "", *brief.advice)
    return stems(" ".join((*passages, *facts, *own))) | everyday()


@cache
def everyday() -> frozenset[str]:
    """Return the stems of what lawful replies are made of."""
    source = files("bot.drafting").joinpath("everyday.yaml").read_text("utf-8")
    table = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return frozenset(table["stems"].split())


def _is_carried(sentence: Sentence, known: frozenset[str]) -> bool:
    plain = folded(sentence.text)
    if len(_WORD.findall(plain)) <= SHORT or not stems(plain):
        return _COURTESY.match(plain) is not None
    return _is_made_of(plain, known)


def is_everyday(text: str) -> bool:
    """Tell whether a text is made of what lawful replies say to anybody."""
    return _is_made_of(folded(text), everyday())


def _is_made_of(plain: str, known: frozenset[str]) -> bool:
    said = stems(plain)
    return len(said & known) >= SHARE * len(said)


def _is_tag_carried(tag: str, known: frozenset[str]) -> bool:
    """Tell whether a hashtag is a known word, or begins with one («#chirurgieplastique»); a day is no subject."""
    plain = folded(tag)
    if plain in DAYS:
        return False
    return not stems(plain) - known or any(
        plain.startswith(word) for word in known | STOPPED if len(word) >= TELLING
    )


def _tidied(text: str) -> str:
    """Return a text without the blanks and bullets that sentences left behind."""
    lines = (re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line not in {"•", "-", "–"})).strip()
