"""What a follow-up asks of a draft. An instruction about the text is never taken for text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import find_platform, folded
from bot.drafting.sms import spelt_out

if TYPE_CHECKING:
    from bot.drafting.ports import Platform

_ORDINALS: Final = {
    "premiere": 1, "1ere": 1, "1re": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3,
    "quatrieme": 4, "4e": 4, "4eme": 4, "cinquieme": 5, "5e": 5, "5eme": 5, "sixieme": 6, "6e": 6, "6eme": 6, "septieme": 7, "7e": 7, "7eme": 7,
    "huitieme": 8, "8e": 8, "8eme": 8, "neuvieme": 9, "9e": 9, "9eme": 9, "dixieme": 10, "10e": 10, "10eme": 10, "derniere": -1, "dernier": -1,
    "avant derniere": -2, "avant-derniere": -2,
}  # fmt: skip
_STYLES: Final = (
    ("shorter", re.compile(r"\b(?:plus (?:cours?|courte?s?|bref|breve|concis|concise|petit)|raccourci\w*|resserre\w*|reduis|coupe un peu|trop long|moins long)\b")),
    ("longer", re.compile(r"\b(?:plus (?:long|longue|detaille|complet|developpe)|rallonge\w*|developpe\w*|trop court)\b")),
    ("simpler", re.compile(r"\b(?:plus (?:simple|simplement|clair|claire|facile|accessible)|simplifi\w*|vulgaris\w*|moins (?:technique|complique)|mots simples)\b")),
    ("warmer", re.compile(r"\b(?:plus (?:chaleureu\w*|doux|douce|humain\w*|gentil\w*|empathique|bienveillant\w*|sympa\w*)|moins (?:froid|sec|seche)|rechauff\w*|adouci\w*)\b")),
)  # fmt: skip
_VARIANT: Final = re.compile(
    r"\b(?:autre (?:version|proposition|variante|formulation|texte|idee)|une autre|autrement|reformul\w*|recommence|refais|change tout|propose autre chose|different\w*|variante)\b"
)
_TONGUE: Final = re.compile(
    r"\b(?:en (?:langue )?|version |vers l'|tradui\w* .*)(?:anglais\w*|espagnol\w*|allemand\w*|italien\w*|portugais\w*|arabe|chinois\w*|russe|turc|turque|neerlandais\w*|polonais\w*)\b"
)
_SENDING: Final = re.compile(
    r"^(?:(?:est-ce que )?(?:tu peux|peux-tu|tu pourrais|pouvez-vous|vous pouvez|on peut) )(?:le |la |les |l'|lui |leur )+(?:envoyer|publier|poster|mettre en ligne|transmettre au patient)\b"
)
_LINKS: Final = r"^(?:s'il te plait |stp |svp )?(?:et |puis |aussi )*(?:tu peux |peux-tu |pouvez-vous )?"
_REMOVE: Final = re.compile(
    _LINKS
    + r"(?:enlev\w*|retir\w*|supprim\w*|vire\w*|efface\w*|ote\w*|sans|pas d'|pas de|aucune?)(?:\b(?:-?(?:moi|le|la|les)\b)?|(?<='))"
)
_EVERYTHING: Final = re.compile(r"^ *(?:tout(?: le texte| ca)?|le (?:brouillon|texte|post|message))$")
_SENTENCE: Final = re.compile(
    r"\b("
    + "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
    + r") (?:phrase|ligne|point|puce|paragraphe)s?\b"
)
_NUMBERED: Final = re.compile(r"\b(?:phrase|ligne|point|puce) (?:n[°o] ?)?(\d{1,2})\b")
_ADDING: Final = r"(?:ajout\w*|rajout\w*|mets|mettez|complet\w*|precis(?:e[rz]?|ons)|inser\w*)"
_ADD: Final = re.compile(
    _LINKS + _ADDING + r"(?: aussi| encore)?(?: (?:a la fin|au debut))?(?P<said> que| qu'| ?:)? ?"
)
_TELL: Final = re.compile(
    _LINKS
    + r"(?:dis|dites|rappell?e[sz]?|annonce[sz]?|explique[sz]?|signale[sz]?)(?:[- ](?:leur|lui|aux (?:gens|patientes?|abonnes?)|bien|aussi))* (?:que |qu')"
)
_WISH: Final = re.compile(
    _LINKS
    + r"(?:dis|dites|rappell?e[sz]?|demande[sz]?|propose[sz]?|invite[sz]?|incite[sz]?|pousse[sz]?|encourage[sz]?|motive[sz]?|conseille[sz]?)[- ](?:leur|lui|les|aux (?:gens|patientes?|abonnes?)|la|le)\b"
)
_REPLACE: Final = re.compile(
    r"^(?:et |puis )?(?:remplac\w*|chang\w*|mets) (?P<old>.+?) (?:par|en|au lieu de) (?P<new>.+)$", re.DOTALL
)
_EMOJI: Final = r"(?:emojis?|smileys?|emoticones?)"
_TAGS: Final = r"(?:hashtags?|mots-dieses?)"
_NONE_OF: Final = r"\b(?:pas|aucune?|plus|sans|0|zero)(?: d'| de| les| des)? ?"
_MARKS: Final = (
    ("cut_emoji", re.compile(_NONE_OF + _EMOJI)),
    ("cut_tags", re.compile(_NONE_OF + _TAGS)),
    ("less_emoji", re.compile(r"\b(?:moins|trop) d'" + _EMOJI)),
    ("less_tags", re.compile(r"\b(?:moins|trop) de " + _TAGS)),
)
_TITLE: Final = re.compile(
    _LINKS
    + r"(?:\w+(?:[- ]moi)? )?(?:une? |le |l'|la )?(?:autre |nouveau |nouvelle |meilleure? )?(?:titre|accroche)\b(?P<rest>.*)$"
)
_ABOUT: Final = re.compile(
    _LINKS
    + rf"(?:{_ADDING}(?:[- ]moi)?(?: aussi| encore| bien| plutot)?(?: une?| deux| trois| quelques| des| la)?(?: petite?| courte?)? (?:phrases?|mots?|lignes?|paragraphes?|passages?|infos?|informations?|points?|parties?|rappels?|precisions?|details?|conseils?|trucs?)(?: courte?| de plus)? (?:sur|a propos de|concernant|au sujet de|pour)"
    r"|(?:parle[rsz]?|insiste[rsz]?)(?: aussi| plutot| bien| davantage| plus)*(?: sur| de| d')?|(?:mentionne|evoque|aborde)[rsz]?(?: aussi| bien)?)(?: que)? (?P<about>.+)$"
)
_NOUN: Final = re.compile(
    _LINKS
    + rf"{_ADDING} (?P<about>(?:les |le |la |l')(?!.*\b(?:est|sont|a|ont|sera|seront|ferme|ouvre|se|ne|n'|peut|peuvent|dure|durent)\b)\w+(?: (?:de |du |des |d')?\w+)?)$"
)
_ORDER: Final = re.compile(
    _LINKS
    + rf"{_ADDING}(?:[- ](?:moi|y|le|la|les|ca|tout))?(?: aussi| encore)?(?: (?:plus|moins|davantage)\b| (?:une?|des|du|la|le|les|quelques|de|d'|en)? ?(?:jolis?|beaux?|bonne?|belle|petite?)? ?(?:{_EMOJI}|{_TAGS}|photos?|images?|visuels?|liens?|gras|italique|majuscules?|minuscules?|conclusion|intro\w*|paragraphes?|humour|chiffres?|exemples?|couleurs?|puces|liste|phrases?|questions?|ton|style|mots?|chute|details?)\b)"
)
_ARTICLES: Final = re.compile(
    r"^(?:le mot|les mots|l'expression|la phrase|le passage|le terme|la mention) ", re.IGNORECASE
)
_EVERYWHERE: Final = re.compile(r"\s+partout$")
_QUOTES: Final = "«»“”\"' \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Edit:
    """One instruction.

    `kind` is one of: style, platform, variant (the draft is written anew); cut_sentence, cut_words, cut_tags, cut_emoji,
    less_tags, less_emoji, add, passage, replace, hook (its text is edited); title, about (the sheet is asked first); wish
    (something to say that may be forbidden), all (remove everything), send (which nothing does here), language (another than French), order (an instruction that cannot be followed).
    """

    kind: str
    words: str = ""
    instead: str = ""
    rank: int = 0
    platform: Platform | None = None

    def line(self) -> str:
        """Return an edit of the text as one line, so that a new version can take it up again."""
        return "\t".join((self.kind, *(" ".join(part.split()) for part in (self.words, self.instead))))

    @classmethod
    def of(cls, line: str) -> Edit:
        """Return the edit that `line` wrote."""
        kind, words, instead = [*line.split("\t"), "", ""][:3]
        return cls(kind, words, instead)


def read_instruction(instruction: str) -> Edit | None:
    """Return what `instruction` asks, or None when it is not understood."""
    said = instruction.replace("’", "'").strip(" .!\n\t")
    plain = "".join((folded(letter) or letter)[:1] for letter in said)
    whole = _of_marks(plain) or _of_title(said, plain) or _edit_of_text(said, plain) or _writing_anew(plain)
    return whole or _of_last_clause(said, plain)


def _of_last_clause(said: str, plain: str) -> Edit | None:
    """Read «non, ce n'est pas ça, parle plutôt de la respiration»: the order comes last, after what is wrong."""
    start = plain.rfind(", ") + 2
    edit = _edit_of_text(said[start:], plain[start:]) if start > 1 else None
    return edit if edit and edit.kind in {"about", "cut_sentence"} else None


def _of_marks(plain: str) -> Edit | None:
    """Read «moins d'emojis», «pas de hashtag»: what is asked of marks, never of words."""
    if ":" in plain or "«" in plain or len(plain.split()) > 6:  # noqa: PLR2004 - longer is a sentence to add
        return None
    return next((Edit(kind) for kind, pattern in _MARKS if pattern.search(plain)), None)


def _of_title(said: str, plain: str) -> Edit | None:
    hit = _TITLE.match(plain)
    if not hit or _REMOVE.match(plain):
        return None
    given = re.match(r"(?: ?: ?| par | en )(.+)", said[hit.start("rest") :])
    return Edit("title", instead=_bare(given[1])) if given else Edit("title")


def _edit_of_text(said: str, plain: str) -> Edit | None:
    if hit := _REPLACE.match(plain):
        old, new = said[hit.start("old") : hit.end("old")], said[hit.start("new") : hit.end("new")]
        return Edit("replace", _bare(old), _bare(new))
    if hit := _REMOVE.match(plain):
        return _removal(said[hit.end() :], plain)
    if hit := _TELL.match(plain):
        return Edit("add", said[hit.end() :].strip(_QUOTES))
    if _WISH.match(plain):
        return Edit("wish", said)
    return _addition(said, plain)


def _addition(said: str, plain: str) -> Edit | None:
    """Read what is to be added: words given («ajoute : …»), a subject of the sheet, or an order about the text."""
    hit = _ADD.match(plain)
    rest = said[hit.end() :].strip() if hit else ""
    if hit and rest and (hit["said"] or rest[0] in '«“"'):
        return Edit("add", rest.strip(_QUOTES))
    if about := _ABOUT.match(plain) or _NOUN.match(plain):
        return Edit("about", _bare(said[about.start("about") :]))
    if not hit or not rest:
        return None
    anew = _writing_anew(plain) if len(plain.split()) <= 7 else None  # noqa: PLR2004 - «mets-le en version LinkedIn»
    if anew or _ORDER.match(plain):
        return anew or Edit("order", said)
    return Edit("add", rest.strip(_QUOTES))


def _removal(rest: str, plain: str) -> Edit | None:
    if _EVERYTHING.match(rest.lower()):
        return Edit("all")
    if hit := _SENTENCE.search(plain):
        return Edit("cut_sentence", rank=_ORDINALS[hit[1]])
    if hit := _NUMBERED.search(plain):
        return Edit("cut_sentence", rank=int(hit[1]))
    words = _bare(rest)
    if re.fullmatch(r"(?i)(?:les |ces |des )?(?:hashtags?|mots-dièse|emojis?|émojis?|smileys?)", words):
        return Edit("cut_tags" if "ashtag" in words or "mots" in words else "cut_emoji")
    if re.fullmatch(r"(?i)(?:le |ce )?titre", words):
        return Edit("cut_sentence", rank=1)
    return Edit("cut_words", words) if words else None


def _bare(words: str) -> str:
    return _EVERYWHERE.sub("", _ARTICLES.sub("", words.strip(_QUOTES + ":"))).strip(_QUOTES)


def _writing_anew(plain: str) -> Edit | None:
    if _SENDING.match(plain):
        return Edit("send")
    if _TONGUE.search(plain):
        return Edit("language")
    platform = find_platform(plain)
    if platform:
        return Edit("platform", platform=platform)
    spelt = spelt_out(plain)
    style = next((name for name, said in _STYLES if said.search(spelt)), None)
    if style:
        return Edit("style", style)
    return Edit("variant") if _VARIANT.search(plain) else None
