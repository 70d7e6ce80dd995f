"""The offline post: sentences of a sheet, in the shape of the platform, with at least one risk or limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.drafting.outline import Chosen, Outline
from bot.drafting.platforms import SHAPES, YOUTUBE_TITLE, Shape
from bot.drafting.ports import Brief, Platform, Sentence, SentenceKind
from bot.drafting.relevance import stems
from bot.drafting.sentences import is_order
from bot.french import typeset
from bot.writers.manner import opens_as_usual, suited
from bot.writers.subject import Subject, flowing, without_mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORTER: Final = 150  # characters over the least of a platform that a shorter version may take
BESIDE: Final = 3  # sentences on a second subject
MENTION: Final = "Information générale, qui ne remplace pas un avis médical."
_HEADINGS: Final = {
    "what": ("🔎", "De quoi s’agit-il ?"),
    "who": ("👤", "Pour qui ?"),
    "how": ("🩺", "Comment cela se passe-t-il ?"),
    "after": ("🗓️", "Et après ?"),
    "prevention": ("🌿", "Côté prévention"),
    "risk": ("⚖️", "Risques et limites"),
    "alternative": ("🧭", "Et les autres solutions ?"),
    "also": ("📌", ""),
    "call": ("⚠️", "Quand appeler ?"),
    "question": ("💬", "Quelques questions à préparer"),
}
_ADVISED: Final = "Comment s’y prendre ?"
_UNTITLED: Final = "Ce qu’il faut savoir"
_SPOKEN: Final = {
    "prevention": "Que peut-on prévenir ?",
    "risk": "Et les risques ?",
    "question": "Quelles questions préparer ?",
}
_POINTS: Final = {  # sentences beside the opening, the risk and the call; then how many risks
    Platform.INSTAGRAM: (4, 1),
    Platform.FACEBOOK: (5, 2),
    Platform.LINKEDIN: (7, 2),
    Platform.GOOGLE: (2, 1),
    Platform.YOUTUBE: (5, 2),
}


_OPENINGS: Final = {  # of what is told of the practice; a greeting needs none
    "news": "Informations pratiques",
    "life": "La vie du cabinet",
    "word": "",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text: its name and its sentences with their passages."""

    part: str
    sentences: tuple[Sentence, ...]
    title: str = ""


def post(brief: Brief) -> tuple[str, tuple[Sentence, ...]]:
    """Return the post for `brief.platform` (Instagram when none is said)."""
    if brief.situation in _OPENINGS:
        return _news(brief)
    brief = suited(brief)
    platform = brief.platform or Platform.INSTAGRAM
    outline = Outline.of(brief, angle(brief))
    _fill(outline, platform, brief)
    blocks = _blocks(outline.ordered(), brief)
    hook = _hook(brief)
    text = _SHAPED.get(platform, _sections)(hook, blocks, brief, SHAPES[platform])
    spoken = tuple(sentence for block in blocks for sentence in block.sentences)
    return text, (Sentence(hook, SentenceKind.FACT, spoken[0].passages if spoken else ()), *spoken)


def angle(brief: Brief) -> frozenset[str]:
    """Return the stems of the request beyond the name of its topic («sport», «soleil», «prix»)."""
    named = " ".join((brief.sheet.title, *brief.sheet.names, brief.sheet.subject)) if brief.sheet else ""
    return stems(brief.request) - stems(named)


def _fill(outline: Outline, platform: Platform, brief: Brief) -> None:
    """Choose the opening, what answers the angle, a risk, when to call, then points until the length aimed at."""
    short = "shorter" in brief.style
    points, risks = _POINTS[platform]
    points = max(1, points - 2) if short else points  # a short post still says more than its risk
    outline.lead(1 if short else 2)
    outline.take_close(min(points, 3))
    outline.take_beside(1 if short or platform is Platform.GOOGLE else BESIDE)
    outline.take("risk", max(0, (1 if short else risks) - outline.has("risk")))
    if platform is not Platform.GOOGLE and not short and not outline.has("call"):
        outline.take("call")
    if "question" in outline.wanted:
        outline.take("question", 3)
    shape = SHAPES[platform]
    _fill_up(outline, platform, points, shape.low + SHORTER if short else shape.high)


def _fill_up(outline: Outline, platform: Platform, points: int, high: int) -> None:
    """Add sentences of the parts in turn while they hold in `high` characters."""
    told = sum(one.part not in {"lead", "risk", "call", "also"} for one in outline.taken)
    for one in outline.take_turns():
        if told >= points:
            return
        outline.taken.append(one)
        if _length(outline, platform) > high:
            outline.taken.pop()
        else:
            told += 1


def _length(outline: Outline, platform: Platform) -> int:
    """Estimate the characters of the post, its headings, closing mention and hashtags included."""
    blocks = len({one.part for one in outline.taken})
    frame = 150 if platform is Platform.GOOGLE else 190 + 26 * blocks
    return frame + sum(len(one.candidate.text) + 3 for one in outline.taken)


def _blocks(chosen: list[Chosen], brief: Brief) -> list[Block]:
    sheet = brief.sheet
    text = " ".join(passage.text for passage in sheet.passages) if sheet else ""
    subject = Subject.of(sheet.subject, text) if sheet and sheet.subject else Subject("", None)
    other = next((one.title for one in brief.passages if sheet and one.source != sheet.source), "")
    titles = {"also": other}
    return [
        Block(part, tuple(_told(list(group), part, subject)), titles.get(part, ""))
        for part, group in groupby(chosen, key=lambda one: one.part)
    ]


def _told(group: list[Chosen], part: str, subject: Subject) -> Iterator[Sentence]:
    bare = [without_mention(one.candidate.text, subject, part) for one in group]
    for one, text in zip(group, flowing(bare, subject), strict=True):
        yield Sentence(typeset(text), SentenceKind.FACT, (one.candidate.passage,))


def _hook(brief: Brief) -> str:
    sheet = brief.sheet
    if sheet is None:
        return ""
    if not sheet.hooks and is_order(sheet.title):
        return typeset(_UNTITLED)
    hooks = sheet.hooks or (sheet.title[:1].upper() + sheet.title[1:],)
    close = stems(brief.request) - stems(" ".join((sheet.title, *sheet.names)))
    ranked = sorted(hooks, key=lambda hook: -len(close & stems(hook)))
    ranked = opens_as_usual(ranked, brief)
    return typeset(ranked[brief.variant % len(ranked)])


def _opening(brief: Brief) -> str:
    """Return the line that makes a warmer post; it asserts nothing."""
    subject = brief.sheet.subject if brief.sheet else ""
    return (
        typeset(f"Voici quelques repères sur {subject}, en mots simples.")
        if subject and "warmer" in brief.style
        else ""
    )


def _heading(block: Block) -> tuple[str, str]:
    """Return the pictogram and the heading of a part; advice in «vous» is not a course of events."""
    advice = block.sentences[0].text.split()[0].endswith("ez")
    icon, heading = _HEADINGS[block.part]
    heading = block.title or heading
    return icon, typeset(_ADVISED if block.part == "how" and advice else heading)


def _spoken(block: Block) -> str:
    if block.title:
        return typeset(f"{block.title} :")
    said = _SPOKEN.get(block.part)
    return typeset(said) if said else _heading(block)[1]


def _paragraph(block: Block) -> str:
    return " ".join(sentence.text for sentence in block.sentences)


def _lead(blocks: list[Block], brief: Brief) -> str:
    said = [_opening(brief), *(_paragraph(block) for block in blocks if block.part == "lead")]
    return " ".join(filter(None, said))


def _sections(hook: str, blocks: list[Block], brief: Brief, shape: Shape) -> str:
    """Return headed lists: Instagram with a sober pictogram, LinkedIn and YouTube without."""
    parts = [hook, _lead(blocks, brief)]
    pictures = _pictures(brief, shape)
    for rank, block in enumerate(block for block in blocks if block.part != "lead"):
        icon, heading = _heading(block)
        lines = "\n".join(f"• {sentence.text}" for sentence in block.sentences)
        pictured = rank < pictures
        parts.append(f"{icon} {heading}\n{lines}" if pictured else f"{heading}\n{lines}")
    return _ended(parts, brief, shape)


def _pictures(brief: Brief, shape: Shape) -> int:
    """Return how many headings may bear a pictogram."""
    if not shape.emoji or "no_emoji" in brief.style:
        return 0
    usual = brief.voice.emoji if brief.voice else None
    return len(_HEADINGS) if usual is None else usual


def _paragraphs(hook: str, blocks: list[Block], brief: Brief, shape: Shape) -> str:
    """Return plain paragraphs, each opened by the question it answers."""
    told = (f"{_spoken(block)} {_paragraph(block)}" for block in blocks if block.part != "lead")
    return _ended([hook, _lead(blocks, brief), *told], brief, shape)


def _short(hook: str, blocks: list[Block], brief: Brief, shape: Shape) -> str:
    """Return two paragraphs, without heading, hashtag or phone."""
    rest = " ".join(_paragraph(block) for block in blocks if block.part != "lead")
    return _ended([hook, _lead(blocks, brief), rest], brief, shape)


def _video(hook: str, blocks: list[Block], brief: Brief, shape: Shape) -> str:
    """Return the title of a video on the first line, then its description."""
    return _sections(hook[:YOUTUBE_TITLE], blocks, brief, shape)


def _ended(parts: list[str], brief: Brief, shape: Shape) -> str:
    usual = brief.voice.hashtags if brief.voice else None
    most = shape.hashtags if usual is None else min(usual, shape.hashtags)
    tags = brief.sheet.hashtags[:most] if brief.sheet and "no_hashtags" not in brief.style else ()
    line = " ".join(f"#{tag}" for tag in tags)
    sign_off = typeset(brief.voice.sign_off) if brief.voice else ""
    return "\n\n".join(part for part in (*parts, sign_off, typeset(MENTION), line) if part)


def _news(brief: Brief) -> tuple[str, tuple[Sentence, ...]]:
    """Return practical news of the practice: what the person states and the facts in date, nothing else."""
    stated = tuple(Sentence(one, SentenceKind.FACT, ("person",)) for one in brief.cues)
    facts = tuple(
        Sentence(_news_line(name, value), SentenceKind.FACT, (f"practice:{name}",))
        for name, value in brief.facts
    )
    lines = (*stated, *facts)
    lines = tuple({one.text: one for one in lines}.values())
    opening = _OPENINGS[brief.situation]
    return "\n\n".join(filter(None, (opening, *(line.text for line in lines)))), lines


_NEWS: Final = {
    "hours": "Horaires du cabinet : {}.",
    "address": "Adresse : {}.",
    "access": "Accès : {}.",
    "documents": "Documents à apporter à la consultation : {}.",
    "closures": "Fermetures : {}.",
    "fees": "Honoraires de la consultation : {}.",
    "phone": "Téléphone : {}.",
}


_SENTENCE: Final = re.compile(
    r"(?i)^(?:le|la|les|l['’]|nos|notre|nous|on)[ ]?.*\b(?:est|sont|répond\w*|ouvr\w+|ferm\w+|reç\w+|a|ont|se|coûte\w*|reste\w*|accueill\w+|tient|prend)\b"
)


def _news_line(name: str, value: str) -> str:
    """Return a fact as a sentence; one that is a sentence already needs nothing before it."""
    said = value.strip().rstrip(".")
    line = f"{said[:1].upper()}{said[1:]}." if _SENTENCE.match(said) else _NEWS.get(name, "{}.").format(said)
    return typeset(line)


_SHAPED: Final[dict[Platform, Callable[[str, list[Block], Brief, Shape], str]]] = {
    Platform.FACEBOOK: _paragraphs,
    Platform.GOOGLE: _short,
    Platform.YOUTUBE: _video,
}
