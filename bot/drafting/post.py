"""A post: the request is read, a sheet is found, the writer writes, the guard reads; what cannot be is declined kindly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import CHOICES, SHAPES, counters, find_platform, find_unknown, shown_name
from bot.drafting.ports import Brief, Craft, Declined, Draft, Kind, LibraryUnavailable, Platform
from bot.drafting.requests import Asking, read_request, unreadable
from bot.drafting.scribe import doubts, quoted, sources_of, unsourced_note
from bot.drafting.unsourced import unsourced
from bot.french import typeset

if TYPE_CHECKING:
    from bot.drafting.ports import Hits, Library, Passage, PracticeFacts, Sheet
    from bot.drafting.scribe import Outcome, Scribe

NEAREST: Final = 4  # titles offered when no source answers
HITS: Final = 8  # passages looked at
SHEETS: Final = (Kind.TOPIC, Kind.PRACTICE)

DEFAULT: Final = "Aucun réseau n’est nommé : version Instagram. Dites « version Facebook », « LinkedIn » ou « Google » pour une autre."
NO_PRICE: Final = "Aucun prix n’est donné : vos sources n’en contiennent pas, et le coût d’une intervention dépend de l’examen."
NO_DELAY: Final = "Vos sources ne donnent pas de délai pour cette question : aucun n’est inventé."
NO_BOOST: Final = "Publiez sans « booster » : un contenu sponsorisé n’est pas admis (PUB005)."
TO_READ: Final = "La fiche utilisée n’a pas encore été relue par le chirurgien."
MASKED: Final = "Un nom ou une coordonnée a été masqué (⟦…⟧) : complétez le texte, ou inscrivez l’équipe dans practice.toml."
DOWN: Final = "Les fiches ne sont pas consultables pour le moment ; rien n’a été publié. Lancez « confrere index rebuild », puis réessayez."
NEWS_KINDS: Final = {
    "closed": "closures", "hours": "hours", "address": "address", "access": "access", "documents": "documents", "phone": "phone", "fees": "fees",
}  # fmt: skip
NEWS_NAMES: Final = {
    "closures": "Les fermetures", "hours": "Les horaires", "address": "L’adresse", "access": "L’accès", "documents": "Les documents à apporter",
    "phone": "Le téléphone", "fees": "Les honoraires",
}  # fmt: skip

_PRICE: Final = re.compile(r"\b(?:prix|tarifs?|combien (?:ca |cela )?coute|cout|budget)\b")
_DELAY: Final = re.compile(
    r"\b(?:combien de (?:temps|jours|semaines|mois)|quels? delais?|a partir de quand|au bout de combien|duree)\b"
)


@dataclass(frozen=True, slots=True)
class PostRoom:
    """What a post is made with."""

    library: Library
    scribe: Scribe
    practice: PracticeFacts


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
    asking = read_request(request)
    plan = _Plan(request, chosen or Platform.INSTAGRAM, asking, room, style, variant, said=chosen is not None)
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
    if plan.asking.news and not topic and (plan.asking.stated or not await _covers(plan)):
        return await _news(plan)
    hits = await _found(plan)
    source = topic or (
        hits.passages[0].source if hits.covered and hits.passages and plan.asking.topic else ""
    )
    sheet = await plan.room.library.sheet(source) if source else None
    if sheet is None:
        return await _declined(plan, hits)
    return await _on_topic(plan, sheet, hits.passages if hits.covered else ())


async def _found(plan: _Plan) -> Hits:
    """Search the topic; asked for a price or a delay that no document gives, the topic itself is looked for."""
    asked = plan.asking.topic or plan.request
    hits = await plan.room.library.search(asked, kinds=SHEETS, limit=HITS)
    bare = " ".join(_DELAY.sub(" ", _PRICE.sub(" ", asked)).split())
    if hits.covered or not bare or bare == asked:
        return hits
    return await plan.room.library.search(bare, kinds=SHEETS, limit=HITS)


async def _covers(plan: _Plan) -> bool:
    """Tell whether a sheet answers better than the practice's own facts: «horaires» is news, «soleil» is not."""
    if {"documents", "fees"} >= set(plan.asking.news):
        hits = await plan.room.library.search(plan.asking.topic, kinds=(Kind.TOPIC,), limit=1)
        return hits.covered and bool(hits.passages) and hits.passages[0].score > 0.9  # noqa: PLR2004 - all but certain
    return False


def _unknown_platform(name: str) -> Declined:
    listed = ", ".join(CHOICES[:-1]) + f" et {CHOICES[-1]}"
    return Declined(
        Craft.POST,
        typeset(
            f"Confrère n'écrit pas pour {shown_name(name)}. Il prépare des textes pour {listed} : lequel souhaitez-vous ?"
        ),
        CHOICES,
    )


async def _declined(plan: _Plan, hits: Hits) -> Declined:
    traps = plan.asking.traps
    if traps:
        first = traps[0]
        verb = "ne peuvent" if first.what.startswith("les ") else "ne peut"
        said = typeset(
            f"{first.what[0].upper()}{first.what[1:]} {verb} pas figurer dans une publication du cabinet ({first.rule}). {first.way}"
        )
        return Declined(Craft.POST, said, tuple(dict.fromkeys(trap.instead for trap in traps)))
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
        passages=passages,
        pinned=await plan.room.library.pinned(Craft.POST, tuple(trap.rule for trap in plan.asking.traps)),
        sheet=sheet,
        style=plan.style,
        limit=SHAPES[plan.platform].characters,
        variant=plan.variant,
    )
    outcome = await plan.room.scribe.write(brief, plan.room.practice.values())
    given = (*sheet.passages, *passages)
    own = tuple(value for _, value in plan.room.practice.known())
    known = (*(passage.text for passage in given), *own)
    notes = (*(trap.note for trap in plan.asking.traps), *_gaps(plan, outcome, known), *_reading(plan, sheet))
    return _draft(plan, outcome, own=own, notes=notes, passages=given, topic=sheet.source)


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
    if not facts and not plan.asking.stated:
        return Declined(Craft.POST, _no_fact(wanted, plan.room.practice))
    stated = (plan.asking.stated,) if plan.asking.stated else ()
    brief = Brief(
        Craft.POST,
        plan.request,
        platform=plan.platform,
        facts=facts,
        situation="news",
        cues=stated,
        style=plan.style,
        limit=SHAPES[plan.platform].characters,
        variant=plan.variant,
    )
    outcome = await plan.room.scribe.compose(brief, plan.room.practice.values())
    known = (*stated, *(value for _, value in facts))
    notes = (
        *(typeset(f"Vient de vous, à vérifier : {quoted(one)}") for one in stated),
        *(trap.note for trap in plan.asking.traps),
        *((MASKED,) if "⟦" in outcome.verdict.text else ()),
    )
    return _draft(plan, outcome, own=known, notes=(*notes, *_reading(plan, None)))


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
        verify=doubts(text, given, own),
        notes=(*outcome.notes, *notes, *unsourced_note(text, (*given, *own))),
        writer=outcome.written.writer,
        written=outcome.written.text,
        request=plan.request,
        topic=topic,
        style=plan.style,
        variant=plan.variant,
    )


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
        for figure in unsourced(asked, known)
        if figure.kind in {"measure", "phone"}
    )  # fmt: skip
    return (*price, *delay, *theirs)


def _reading(plan: _Plan, sheet: Sheet | None) -> tuple[str, ...]:
    default = () if plan.said else (DEFAULT,)
    unread = (TO_READ,) if sheet is not None and sheet.kind is Kind.TOPIC and not sheet.signed_off else ()
    return (*default, *unread, NO_BOOST)
