"""A post: the request is read, a sheet is found, the writer writes, the guard reads; what cannot be is declined kindly."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.drafting.news import mourned, own_values
from bot.drafting.outline import tells_risk
from bot.drafting.platforms import CHOICES, SHAPES, counters, find_platform, find_unknown, shown_name
from bot.drafting.ports import Brief, Craft, Declined, Draft, Kind, LibraryUnavailable, Platform
from bot.drafting.relevance import likeness
from bot.drafting.requests import LIFE, Asking, read_request, unreadable
from bot.drafting.revise import STATED
from bot.drafting.scribe import doubts, quoted, sources_of, unsourced_note
from bot.drafting.sentences import is_order, sentences_of, without_empty_parts, without_orders
from bot.drafting.subjects import named, respelt, second
from bot.drafting.texts import say
from bot.figures import FigureKind, figures, unsourced
from bot.french import typeset
from bot.guard import Channel, Practice, review

if TYPE_CHECKING:
    from bot.drafting.ports import Hits, Library, Passage, PracticeFacts, Sentence, Sheet
    from bot.drafting.scribe import Outcome, Scribe
    from bot.drafting.subjects import Named

NEAREST: Final = 4  # titles offered when no source answers
HITS: Final = 24  # passages looked at: their sheets may be the one that is named
SHOWN: Final = 8  # passages of the sheet that a writer is shown first
REWRITES: Final = 2  # how often a post is written again without what the guard cut
SAME: Final = 0.8  # likeness from which a written sentence is the one of the sheet
COMPOSER: Final = "composer"
SHEETS: Final = (Kind.TOPIC, Kind.PRACTICE)

DEFAULT: Final = (
    "Aucun réseau n’est nommé : version {name}. Dites par exemple « version {other} » pour un autre."
)
NO_PRICE: Final = "Aucun prix n’est donné : vos sources n’en contiennent pas, et le coût d’une intervention dépend de l’examen."
NO_DELAY: Final = "Vos sources ne donnent pas de délai pour cette question : aucun n’est inventé."
NO_BOOST: Final = "Publiez sans « booster » : un contenu sponsorisé n’est pas admis (PUB005)."
TO_READ: Final = "La fiche utilisée n’a pas encore été relue par le chirurgien."
MASKED: Final = "Un nom ou une coordonnée a été masqué (⟦…⟧) : complétez le texte, ou inscrivez l’équipe dans practice.toml."
LEFT_OUT: Final = "Une phrase de la source, contraire aux règles d’une publication, est restée de côté."
NO_RISK: Final = "Votre document ne dit ni risque ni limite, et ce texte n’en contient donc pas : ajoutez-en un avant de publier."
DOWN: Final = "Les fiches ne sont pas consultables pour le moment ; rien n’a été publié. Lancez « confrere index rebuild », puis réessayez."
NEWS_KINDS: Final = {
    "closed": "closures", "hours": "hours", "address": "address", "access": "access", "documents": "documents", "phone": "phone", "fees": "fees",
}  # fmt: skip
NEWS_NAMES: Final = {
    "closures": "Les fermetures", "hours": "Les horaires", "address": "L’adresse", "access": "L’accès", "documents": "Les documents à apporter",
    "phone": "Le téléphone", "fees": "Les honoraires",
}  # fmt: skip

_PRICE: Final = re.compile(r"\b(?:prix|tarifs?|combien (?:ca |cela )?coute|cout|budget)\b")
_WHEN: Final = re.compile(
    r"(?i)\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|après-demain|\d{1,2}[\u00a0 ]?h(?:[\u00a0 ]?\d\d)?)\b"
)
_DELAY: Final = re.compile(
    r"\b(?:combien de (?:temps|jours|semaines|mois)|quels? delais?|a partir de quand|au bout de combien|duree)\b"
)


@dataclass(frozen=True, slots=True)
class PostRoom:
    """What a post is made with."""

    library: Library
    scribe: Scribe
    practice: PracticeFacts


def values_for(request: str, practice: Practice) -> Practice:
    """Return what may stand unmasked in a request and its post: the practice's values, and what its own news say of it."""
    asking = read_request(request)
    return own_values(request, practice) if asking.news or asking.word else practice


async def draft_post(
    request: str,
    platform: Platform | None,
    room: PostRoom,
    *,
    topic: str = "",
    style: tuple[str, ...] = (),
    variant: int = 0,
) -> Draft | Declined:
    """Draft a post from a masked request; `topic` is the source id of the sheet when it is already known."""
    reason = unreadable(request)
    if reason:
        return Declined(Craft.POST, reason)
    other = find_unknown(request)
    chosen = platform or find_platform(request)
    if other and chosen is None:
        return _unknown_platform(other)
    asking = read_request(request, weigh=True)
    style = tuple(dict.fromkeys((*style, *asking.style)))
    usual = find_platform(room.practice.fact("networks") or "") or Platform.INSTAGRAM
    plan = _Plan(request, chosen or usual, asking, room, style, variant, said=chosen is not None)
    try:
        return await _planned(plan, topic)
    except LibraryUnavailable as error:
        return Declined(Craft.POST, getattr(error, "notice", DOWN))


@dataclass(frozen=True, slots=True)
class _Plan:
    request: str
    platform: Platform
    asking: Asking
    room: PostRoom
    style: tuple[str, ...]
    variant: int
    said: bool


async def _planned(plan: _Plan, topic: str) -> Draft | Declined:
    if not topic and plan.asking.is_word:
        return await _word(plan)
    if not topic and plan.asking.is_news and (plan.asking.stated or not await _covers(plan)):
        return await _news(plan)
    if not topic and plan.asking.is_life and plan.asking.traps:
        return _trapped(plan.asking)
    hits = await _found(plan)
    sheets = await _sheets(plan, hits)
    found = named(plan.asking.topic, sheets)
    sheet = await plan.room.library.sheet(topic) if topic else _first(plan, hits, found, sheets)
    if sheet is None:
        return await _declined(plan, hits)
    passages = tuple(one for one in hits.passages if one.source == sheet.source)[:SHOWN]
    other = second(sheet, found)
    return await _on_topic(plan, sheet, (*passages, *(other.passages if other else ())))


async def _sheets(plan: _Plan, hits: Hits) -> tuple[Sheet, ...]:
    """Return the sheets of what was found, nearest first, without what speaks to a program in them."""
    sources = dict.fromkeys(passage.source for passage in hits.passages)
    found = [await plan.room.library.sheet(source) for source in sources]
    return tuple(sheet for sheet in found if sheet is not None)


def _first(plan: _Plan, hits: Hits, found: tuple[Named, ...], sheets: tuple[Sheet, ...]) -> Sheet | None:
    """Return the sheet that the post is about: the practice's own when it is nearest, the one named, else the nearest."""
    if not plan.asking.topic or not sheets:
        return None
    if hits.covered and sheets[0].kind is Kind.PRACTICE:
        return sheets[0]
    if found:
        return found[0].sheet
    return sheets[0] if hits.covered else None


async def _found(plan: _Plan) -> Hits:
    """Search the topic; asked for a price or a delay that no document gives, the topic itself is looked for."""
    asked = plan.asking.topic or plan.request
    hits = await plan.room.library.search(asked, kinds=SHEETS, limit=HITS)
    bare = " ".join(_DELAY.sub(" ", _PRICE.sub(" ", asked)).split())
    if hits.covered:
        return hits
    right = respelt(bare, await plan.room.library.titles(Kind.TOPIC))
    return await plan.room.library.search(right or asked, kinds=SHEETS, limit=HITS)


async def _covers(plan: _Plan) -> bool:
    """Tell whether a sheet answers better than the practice's own facts: «horaires» is news, «soleil» is not."""
    if not {"documents", "fees"} >= set(plan.asking.news):
        return False
    hits = await plan.room.library.search(plan.asking.topic, kinds=(Kind.TOPIC,), limit=HITS)
    return bool(named(plan.asking.topic, await _sheets(plan, hits)))


def _unknown_platform(name: str) -> Declined:
    listed = ", ".join(CHOICES[:-1]) + f" et {CHOICES[-1]}"
    return Declined(
        Craft.POST,
        typeset(
            f"Confrère n'écrit pas pour {shown_name(name)}. Il prépare des textes pour {listed} : lequel souhaitez-vous ?"
        ),
        CHOICES,
    )


def _trapped(asking: Asking) -> Declined:
    """Return why a request that holds nothing else is declined, and the lawful ways to the same end."""
    first = asking.traps[0]
    verb = "ne peuvent" if first.what.startswith("les ") else "ne peut"
    said = typeset(
        f"{first.what[0].upper()}{first.what[1:]} {verb} pas figurer dans une publication du cabinet ({first.rule}). {first.way}"
    )
    instead = tuple(dict.fromkeys(trap.instead for trap in asking.traps))
    return Declined(Craft.POST, said, instead, rules=asking.broken)


async def _declined(plan: _Plan, hits: Hits) -> Declined:
    if plan.asking.traps:
        return _trapped(plan.asking)
    near = tuple(dict.fromkeys(passage.title for passage in hits.passages))
    titles = near or await plan.room.library.titles(Kind.TOPIC)
    return Declined(
        Craft.POST,
        typeset("Aucune source dans vos documents ne traite ce sujet, et rien n'est inventé. Ajoutez un document avec « confrere index add », ou choisissez un sujet proche."),
        titles[:NEAREST],
    )  # fmt: skip


async def _on_topic(plan: _Plan, sheet: Sheet, passages: tuple[Passage, ...]) -> Draft:
    brief = Brief(
        Craft.POST,
        plan.asking.topic or plan.request,
        platform=plan.platform,
        passages=tuple(map(_material, passages)),
        pinned=await plan.room.library.pinned(Craft.POST, plan.asking.broken),
        sheet=replace(sheet, passages=tuple(map(_material, sheet.passages))),
        style=plan.style,
        limit=SHAPES[plan.platform].characters,
        variant=plan.variant,
    )
    outcome = await _whole(plan, brief)
    given = (*sheet.passages, *passages)
    own = tuple(value for _, value in plan.room.practice.known())
    known = (*(passage.text for passage in given), *own)
    notes = (
        *(trap.note for trap in plan.asking.traps),
        *_gaps(plan, outcome, known),
        *_limits(outcome, given),
        *_reading(plan, sheet),
    )
    return _draft(plan, outcome, own=own, notes=notes, passages=given, topic=sheet.source)


def _material(passage: Passage) -> Passage:
    """Return a passage as material: what a document of the practice says to a program is none."""
    if passage.kind is not Kind.PRACTICE:
        return passage
    return replace(
        passage, text=without_orders(passage.text), title="" if is_order(passage.title) else passage.title
    )


async def _whole(plan: _Plan, brief: Brief) -> Outcome:
    """Write; what the guard cuts out of our own sentences is left out of the material and the post is written again."""
    values = plan.room.practice.values()
    outcome = await plan.room.scribe.write(brief, values)
    for _ in range(REWRITES):
        lost = _lost(outcome)
        if not lost or outcome.written.writer != COMPOSER:
            break
        brief = _without(brief, lost)
        outcome = await plan.room.scribe.compose(brief, values)
        outcome = replace(outcome, notes=tuple(dict.fromkeys((*outcome.notes, LEFT_OUT))))
    return _without_headings(outcome, values)


def _lost(outcome: Outcome) -> tuple[Sentence, ...]:
    told = outcome.verdict.text
    return tuple(one for one in outcome.written.sentences if one.passages and one.text not in told)


def _without(brief: Brief, lost: tuple[Sentence, ...]) -> Brief:
    passages = tuple(_lessened(one, lost) for one in brief.passages)
    sheet = brief.sheet and replace(
        brief.sheet, passages=tuple(_lessened(one, lost) for one in brief.sheet.passages)
    )
    return replace(brief, passages=passages, sheet=sheet)


def _lessened(passage: Passage, lost: tuple[Sentence, ...]) -> Passage:
    """Return a passage without the sentences that the lost ones were made of."""
    gone = [one.text for one in lost if passage.id in one.passages]
    text = passage.text
    for sentence in sentences_of(text):
        if any(likeness(sentence, one) >= SAME for one in gone):
            text = text.replace(sentence, "")
    return replace(passage, text=text)


def _without_headings(outcome: Outcome, values: Practice) -> Outcome:
    """Return the outcome without the headings that a cut left alone."""
    pruned = without_empty_parts(outcome.verdict.text)
    if not pruned or pruned == outcome.verdict.text:
        return outcome
    return replace(
        outcome,
        written=replace(outcome.written, text=pruned),
        verdict=review(pruned, Channel.POST, practice=values),
    )


def _limits(outcome: Outcome, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """Say that a post from a document of the practice holds no risk, when the document gives none."""
    own = any(passage.kind is Kind.PRACTICE for passage in passages)
    return (NO_RISK,) if own and not tells_risk(outcome.verdict.text) else ()


async def _word(plan: _Plan) -> Draft:
    """Draft a text that is always the same («bonne année»), with whom it names."""
    name = plan.asking.word
    whom = {"of_whom": mourned(plan.request)} if name == "condolence" else {}
    return await _told(plan, (say("words", name, plan.variant, **whom),), (), "word")


async def _news(plan: _Plan) -> Draft | Declined:
    """Draft practical news from what the person states and from the practice's facts in date, nothing else."""
    wanted = tuple(NEWS_KINDS[kind] for kind in plan.asking.news if kind in NEWS_KINDS)
    facts = (
        ()
        if plan.asking.stated
        else tuple((name, value) for name in wanted if (value := plan.room.practice.fact(name)))
    )
    if plan.platform is Platform.GOOGLE:
        facts = tuple((name, value) for name, value in facts if name != "phone")
    if not facts and not plan.asking.stated and plan.asking.traps:
        return _trapped(plan.asking)
    if not facts and not plan.asking.stated:
        return Declined(Craft.POST, _no_fact(wanted, plan.room.practice))
    stated = (plan.asking.stated,) if plan.asking.stated else ()
    return await _told(plan, stated, facts, "life" if set(plan.asking.news) <= LIFE else "news")


async def _told(
    plan: _Plan, stated: tuple[str, ...], facts: tuple[tuple[str, str], ...], situation: str
) -> Draft:
    """Draft what is told of the practice, with whom and what to verify."""
    brief = Brief(
        Craft.POST,
        plan.request,
        platform=plan.platform,
        facts=facts,
        situation=situation,
        cues=stated,
        style=plan.style,
        limit=SHAPES[plan.platform].characters,
        variant=plan.variant,
    )
    ours = plan.room.practice.values()
    values = own_values(plan.request, ours)
    outcome = await plan.room.scribe.compose(brief, values)
    known = (*stated, *(value for _, value in facts))
    outcome = replace(outcome, verify=(*outcome.verify, *_newcomers(outcome.verdict.text, values, ours)))
    notes = (
        *(typeset(f"{STATED}{quoted(one)}") for one in stated if situation != "word"),
        *(trap.note for trap in plan.asking.traps),
        *((MASKED,) if "⟦" in outcome.verdict.text else ()),
    )
    return _draft(plan, outcome, own=known, notes=(*notes, *_reading(plan, None)))


def _newcomers(text: str, values: Practice, ours: Practice) -> tuple[str, ...]:
    """Return a line to verify for each person whom a text names and the practice did not: they must agree."""
    new = (name for name in values.team if name not in ours.team and not any(map(str.isdigit, name)))
    return tuple(
        typeset(f"{quoted(name)} : avec son accord, d'après votre demande") for name in new if name in text
    )


def _no_fact(wanted: tuple[str, ...], practice: PracticeFacts) -> str:
    name = NEWS_NAMES.get(wanted[0], "Cette information") if wanted else "Cette information"
    plural = name.startswith("Les ")
    if wanted and practice.expired(wanted[0]):
        return typeset(
            f"{name} de la fiche du cabinet {'sont' if plural else 'est'} à renouveler : rien n'en est repris. Mettez à jour practice.toml, ou dictez l'information dans votre demande."
        )
    return typeset(
        f"{name} ne {'figurent' if plural else 'figure'} pas dans la fiche du cabinet, et rien n'est inventé. Complétez practice.toml, ou dictez l'information dans votre demande."
    )


def _draft(
    plan: _Plan,
    outcome: Outcome,
    *,
    own: tuple[str, ...],
    notes: tuple[str, ...],
    passages: tuple[Passage, ...] = (),
    topic: str = "",
) -> Draft:
    text = outcome.verdict.text
    given = tuple(passage.text for passage in passages)
    return Draft(
        Craft.POST,
        outcome.verdict,
        platform=plan.platform,
        counters=counters(text, Craft.POST, plan.platform),
        sources=sources_of(outcome.written, passages),
        verify=(*outcome.verify, *_doubts(plan, text, given, own)),
        notes=(*outcome.notes, *notes, *unsourced_note(text, (*given, *own))),
        writer=outcome.written.writer,
        written=outcome.written.text,
        request=plan.request,
        topic=topic,
        style=plan.style,
        variant=plan.variant,
        set_aside=plan.asking.broken,
    )


def _doubts(plan: _Plan, text: str, given: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a person must check; what `practice.toml` says itself, in date, is checked already."""
    facts = [fact for _, fact in plan.room.practice.known()]
    sure = {key for fact in facts for figure in figures(fact) for key in figure.keys}
    known = {quoted(figure.text) for figure in figures(text) if figure.keys <= sure}
    said = (one for one in doubts(text, given, own) if one.partition("\u00a0:")[0].rstrip() not in known)
    when = (typeset(f"{quoted(day)} : d'après votre demande") for day in _days(plan.asking.stated))
    return tuple(dict.fromkeys((*said, *when)))


def _days(stated: str) -> tuple[str, ...]:
    """Return the weekdays and hours of dictated news, to be verified like its dates."""
    return tuple(dict.fromkeys(hit[0] for hit in _WHEN.finditer(stated)))


def _gaps(plan: _Plan, outcome: Outcome, known: tuple[str, ...]) -> tuple[str, ...]:
    """Say what was asked and nobody knows: a price, a delay, figures that the person gave and no source has."""
    asked = plan.asking.topic
    price = (NO_PRICE,) if _PRICE.search(asked) else ()
    timed = re.search(
        r"\d+ ?(?:jours?|semaines?|mois|ans?|heures?)|\b(?:une|deux|trois|quelques) (?:jours|semaines|mois)",
        outcome.written.text.replace("\u00a0", " "),
    )
    delay = (NO_DELAY,) if _DELAY.search(asked) and not timed else ()
    theirs = tuple(
        typeset(f"{quoted(figure.text)} vient de votre demande et d'aucune source : rien n'en est repris. « ajoute … » l'écrit sous votre responsabilité.")
        for figure in unsourced(asked.replace("$", "€"), known)
        if figure.kind not in {FigureKind.DATE, FigureKind.NUMBER}
    )  # fmt: skip
    return (*price, *delay, *theirs)


def _reading(plan: _Plan, sheet: Sheet | None) -> tuple[str, ...]:
    other = SHAPES[Platform.INSTAGRAM if plan.platform is Platform.LINKEDIN else Platform.LINKEDIN].label
    default = () if plan.said else (DEFAULT.format(name=SHAPES[plan.platform].label, other=other),)
    unread = (TO_READ,) if sheet is not None and sheet.kind is Kind.TOPIC and not sheet.signed_off else ()
    return (*default, *unread, NO_BOOST)
