"""The reply to a private message: triage first, a fixed text for an emergency, else a short draft for the secretary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import MESSAGE_WORDS, counters
from bot.drafting.ports import Brief, Craft, Draft, Hits, Kind, LibraryUnavailable
from bot.drafting.scribe import doubts, sources_of, unsourced_note
from bot.drafting.texts import keys, say
from bot.drafting.triage import LABELS, Class, Triage
from bot.french import typeset
from bot.guard import Asked, Channel, review

if TYPE_CHECKING:
    from bot.drafting.ports import Library, Passage, PracticeFacts
    from bot.drafting.scribe import Scribe

NEEDS: Final = {  # what a practical answer rests on, and how the card names it
    Asked.APPOINTMENT: ("booking", "Les modalités de rendez-vous"),
    Asked.PRICE: ("fees", "Les honoraires"),
    Asked.HOURS: ("hours", "Les horaires"),
    Asked.ADDRESS: ("address", "L’adresse"),
    Asked.DOCUMENTS: ("documents", "Les documents à apporter"),
}
LANGUAGES: Final = {"en": "anglais", "es": "espagnol", "pt": "portugais", "ar": "arabe"}
ALERT: Final = "Prévenez le chirurgien tout de suite, puis vérifiez par téléphone que la personne a appelé."
NOTHING: Final = "Aucune réponse n’est nécessaire ; ce texte ne sert que si vous souhaitez répondre."
REPORT: Final = (
    "Une injection illégale peut être signalée sur signalement-sante.gouv.fr (à vérifier : une seule source)."
)
HAND_OVER: Final = "À transmettre au chirurgien : la réponse médicale lui revient."
MINOR: Final = "Personne mineure : aucune information sur un acte esthétique n’est donnée par message."
PLATFORM_BYTES: Final = "Instagram limite un message à 1 000 octets : envoyez celui-ci en deux fois."


def emergency(seen: Triage, practice: PracticeFacts) -> Draft:
    """Return the fixed text of an emergency or of distress: its first sentence is the number to call."""
    phone = practice.fact("phone")
    text = say("emergency", seen.text)
    if phone and seen.text not in {"violence", "distress", "distress_imminent"}:
        text = f"{text} {say('emergency', 'phone', phone=phone)}"
    verdict = review(text, Channel.MESSAGE, practice=practice.values())
    return Draft(
        Craft.MESSAGE,
        verdict,
        counters=counters(text, Craft.MESSAGE),
        notes=_emergency_notes(seen),
        situation=seen.klass.value,
        situation_label=_alarm_label(seen),
        fixed=True,
        written=text,
    )


def _alarm_label(seen: Triage) -> str:
    return f"{LABELS[seen.klass]} ({', '.join(seen.red_flags)})"


def _emergency_notes(seen: Triage) -> tuple[str, ...]:
    abroad = "distress_abroad" if seen.klass is Class.DISTRESS else "call_abroad"
    foreign = (
        (
            typeset(
                f"Le message semble écrit en {LANGUAGES[seen.language]}. À envoyer avec : « {say(abroad, seen.language)} »"
            ),
        )
        if seen.language in keys(abroad)
        else ()
    )
    minor = (MINOR,) if seen.minor else ()
    report = (REPORT,) if "E16" in seen.red_flags else ()
    return (ALERT, *foreign, *minor, *report)


async def reply(
    masked: str,
    seen: Triage,
    *,
    library: Library,
    scribe: Scribe,
    practice: PracticeFacts,
    variant: int = 0,
    style: tuple[str, ...] = (),
) -> Draft:
    """Draft the reply to a message that is no emergency; `masked` is its text without patient data."""
    passages = await _general(masked, seen, library)
    brief = Brief(
        Craft.MESSAGE,
        masked,
        passages=passages,
        pinned=await _pinned(library),
        facts=practice.known(),
        asked=seen.asked,
        situation=_situation(seen),
        cues=seen.cues,
        style=style,
        limit=1_000,
        variant=variant,
    )
    outcome = await scribe.write(brief, practice.values())
    text = outcome.verdict.text
    given = tuple(passage.text for passage in passages)
    own = tuple(value for _, value in practice.known())
    return Draft(
        Craft.MESSAGE,
        outcome.verdict,
        counters=counters(text, Craft.MESSAGE),
        sources=sources_of(outcome.written, passages),
        verify=doubts(text, given, own),
        notes=(
            *outcome.notes,
            *_notes(seen, practice),
            *unsourced_note(text, (*given, *own)),
            *_too_long(text),
        ),
        situation=seen.klass.value,
        situation_label=seen.label,
        writer=outcome.written.writer,
        written=outcome.written.text,
        request=masked,
        asked=seen.asked,
        style=style,
        variant=variant,
    )


def _situation(seen: Triage) -> str:
    return "minor_parent" if seen.klass is Class.MINOR and seen.parent else seen.klass.value


async def _general(masked: str, seen: Triage, library: Library) -> tuple[Passage, ...]:
    """Return what our sheets say of a general question; nothing for a symptom, which only an examination can judge."""
    if (
        seen.klass is not Class.MEDICAL
        or "symptom" in seen.cues
        or not {"conduct", "general"} & set(seen.cues)
    ):
        return ()
    try:
        hits = await library.search(masked[:400], kinds=(Kind.TOPIC,), limit=3)
    except LibraryUnavailable:
        hits = Hits((), covered=False)
    return hits.passages if hits.covered else ()


async def _pinned(library: Library) -> tuple[Passage, ...]:
    try:
        return await library.pinned(Craft.MESSAGE)
    except LibraryUnavailable:
        return ()


def _notes(seen: Triage, practice: PracticeFacts) -> tuple[str, ...]:
    notes = [_missing(need, said, practice) for asked, (need, said) in NEEDS.items() if asked in seen.asked]
    if seen.klass is Class.MEDICAL:
        notes += [HAND_OVER, _missing("secure_channel", "Le canal sécurisé", practice)]
    if seen.minor:
        notes.append(MINOR)
    if seen.klass is Class.NONE:
        notes.append(NOTHING)
    if seen.language != "fr":
        notes.append(
            f"Le message semble écrit en {LANGUAGES[seen.language]} ; ce brouillon est en français, à traduire par une personne."
        )
    return tuple(note for note in notes if note)


def _missing(need: str, said: str, practice: PracticeFacts) -> str:
    if practice.fact(need):
        return ""
    plural = said.startswith(("Les ",))
    if practice.expired(need):
        return f"{said} de la fiche du cabinet {'sont périmés' if plural else 'sont à renouveler'} : rien n’en est repris avant mise à jour."
    return f"{said} {'ne figurent' if plural else 'ne figure'} pas dans la fiche du cabinet : à compléter, rien n’est inventé."


def _too_long(text: str) -> tuple[str, ...]:
    words, _, size = counters(text, Craft.MESSAGE)
    long = (f"Le texte dépasse {MESSAGE_WORDS} mots : « plus court » le resserre.",) if not words.kept else ()
    return long + ((PLATFORM_BYTES,) if not size.kept else ())
