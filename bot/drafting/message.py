"""The reply to a private message: triage first, a fixed text for an emergency, else a short draft for the secretary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import MESSAGE_WORDS, counters
from bot.drafting.ports import Brief, Craft, Draft, Kind, LibraryUnavailable
from bot.drafting.scribe import doubts, quoted, sources_of, unsourced_note
from bot.drafting.signs import sign_book
from bot.drafting.texts import keys, say, stated
from bot.drafting.triage import LABELS, Class, Triage, by_rules
from bot.drafting.wants import asked_in, parts, wanted
from bot.french import typeset
from bot.guard import Asked, Channel, review

if TYPE_CHECKING:
    from bot.drafting.ports import Library, Passage, PracticeFacts
    from bot.drafting.scribe import Scribe
    from bot.drafting.wants import Part

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
COMPLAINT: Final = (
    "Réclamation : prévenez le chirurgien avant d’envoyer ; ne reconnaissez et ne détaillez rien par message."
)
AGENDA: Final = (
    "À vérifier dans l’agenda avant d’envoyer ; par messagerie, ne donnez rien sur une autre personne."
)
ON_CALL: Final = "L’astreinte ne figure pas dans la fiche du cabinet : à compléter, rien n’est inventé."
OURS: Final = typeset(
    "d'après la fiche du cabinet ou votre demande"
)  # how `doubts` marks the practice's own facts
ALWAYS: Final = frozenset({"E19"})  # accidents, which the second reader never learnt of, and cannot overrule
_ALARMS: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})
PLATFORM_BYTES: Final = "Instagram limite un message à 1 000 octets : envoyez celui-ci en deux fois."


def emergency(seen: Triage, practice: PracticeFacts) -> Draft:
    """Return the fixed text of an emergency or of distress: its first sentence is the number to call."""
    text = say("emergency", seen.text)
    if seen.text not in {"violence", "distress", "distress_imminent"}:
        text = " ".join((text, *_whom_to_call(practice)))
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


def _whom_to_call(practice: PracticeFacts) -> tuple[str, ...]:
    """Return the practice's telephone and who answers when it is closed, as far as they are known."""
    phone, on_call = practice.fact("phone"), practice.fact("on_call")
    ours = say("emergency", "phone", phone=phone) if phone else ""
    night = (
        stated(on_call) or say("emergency", "on_call", on_call=on_call.strip().rstrip(".")) if on_call else ""
    )
    return tuple(said for said in (ours, night) if said)


def _alarm_label(seen: Triage) -> str:
    """Return the class with the names of the signs that were found; what only the second reader sees has no name."""
    flags = [flag for flag in sign_book("red_flags.yaml").table["flags"] if flag["id"] in seen.red_flags]
    if seen.klass is Class.DISTRESS or not flags:
        return LABELS[seen.klass]
    name = next((flag["name"] for flag in flags if flag["text"] == seen.text), flags[0]["name"])
    return typeset(f"{LABELS[seen.klass]} : {name[:1].lower()}{name[1:]}")


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
    found = parts(masked)
    seen = _heeded(masked, seen, found)
    if ALWAYS & set(seen.red_flags):
        return emergency(replace(seen, klass=Class.EMERGENCY), practice)
    seen = replace(seen, asked=asked_in(found, seen.asked), cues=seen.cues + _wants(seen, found))
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
        verify=(*outcome.verify, *_doubts(text, given, own)),
        notes=(
            *outcome.notes,
            *_notes(seen, practice),
            *_open_note(found, seen),
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


def _heeded(masked: str, seen: Triage, found: tuple[Part, ...]) -> Triage:
    """Return what was seen in the class of the rules, where the second reader would leave a symptom or a demand unanswered."""
    if seen.klass not in {Class.PRACTICAL, Class.NONE}:
        return seen
    ruled = by_rules(masked)
    if seen.klass is Class.NONE and ruled.klass not in _ALARMS:
        return replace(seen, klass=ruled.klass, cues=ruled.cues, asked=ruled.asked)
    told = (
        ruled.klass is Class.MEDICAL and "symptom" in ruled.cues and any(part.bare_medical for part in found)
    )
    if told or Asked.PRESCRIPTION in asked_in(found, seen.asked):
        return replace(seen, klass=Class.MEDICAL, cues=ruled.cues)
    return seen


def _wants(seen: Triage, found: tuple[Part, ...]) -> tuple[str, ...]:
    """Return what a message wants beside the questions of the triage; a minor and a third party get no answer to it."""
    if seen.klass not in {Class.PRACTICAL, Class.MEDICAL, Class.NONE}:
        return ()
    left = any(part.open for part in found) and seen.klass is Class.PRACTICAL
    return (*wanted(found), *(("open",) if left else ()))


def _open_note(found: tuple[Part, ...], seen: Triage) -> tuple[str, ...]:
    """Return the note that lists the questions to which the practice's file holds no answer."""
    if "open" not in seen.cues:
        return ()
    left = ", ".join(quoted(part.text.rstrip(" ?.!")) for part in found if part.open)
    return (typeset(f"Sans réponse dans la fiche du cabinet : {left}."),)


def _doubts(text: str, given: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a person must check; the practice's own facts in date need no second look in a private reply."""
    return tuple(doubt for doubt in doubts(text, given, own) if not doubt.endswith(OURS))


async def _general(masked: str, seen: Triage, library: Library) -> tuple[Passage, ...]:
    """Return what the practice, then our sheets say of a general question; nothing for a symptom: it takes an examination."""
    if (
        seen.klass is not Class.MEDICAL
        or {"symptom", "on_call", "complaint"} & set(seen.cues)
        or not {"conduct", "general"} & set(seen.cues)
    ):
        return ()
    try:
        hits = [
            await library.search(masked[:400], kinds=(kind,), limit=3) for kind in (Kind.PRACTICE, Kind.TOPIC)
        ]
    except LibraryUnavailable:
        return ()
    return tuple(one for hit in hits if hit.covered for one in hit.passages)


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
    notes += [COMPLAINT] * ("complaint" in seen.cues) + [AGENDA] * bool(
        {"confirm", "own_time"} & set(seen.cues)
    )
    if "on_call" in seen.cues and not practice.fact("on_call"):
        notes.append(ON_CALL)
    return tuple(note for note in notes if note)


def _missing(need: str, said: str, practice: PracticeFacts) -> str:
    if practice.fact(need):
        return ""
    plural = said.startswith(("Les ",))
    if practice.expired(need):
        by = f" par {who}" if (who := practice.renewer(need)) else ""
        state = "ne sont plus" if plural else "n’est plus"
        return f"{said} de la fiche du cabinet {state} à jour : rien n’en est repris tant que ce n’est pas renouvelé{by} (/fiche)."
    return f"{said} {'ne figurent' if plural else 'ne figure'} pas dans la fiche du cabinet : à compléter, rien n’est inventé."


def _too_long(text: str) -> tuple[str, ...]:
    words, _, size = counters(text, Craft.MESSAGE)
    long = (f"Le texte dépasse {MESSAGE_WORDS} mots : « plus court » le resserre.",) if not words.kept else ()
    return long + ((PLATFORM_BYTES,) if not size.kept else ())
