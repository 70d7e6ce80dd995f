"""The cards of the style card of a practice: what was learnt, what is in force, what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.conversation.cards import Light, room_card
from bot.conversation.effects import Action, Button
from bot.drafting.scribe import quoted
from bot.drafting.voice import Address, Voice
from bot.french import count, listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.cards import Card
    from bot.conversation.entries import Entry

ADDRESSES: Final = {
    Address.VOUS: "Vouvoiement",
    Address.TU: "Tutoiement",
    Address.NEUTRAL: "Ton neutre, sans s’adresser au lecteur",
}
STYLES: Final = {
    "shorter": "toujours la version courte",
    "simpler": "toujours la version simple",
    "warmer": "toujours la version chaleureuse",
}
HOW: Final = (
    "« tutoie », « vouvoie », « phrases plus courtes », « aucun émoji », « pas de question en ouverture »",
    "« bannis magique », « autorise magique », « j’aime dire pas à pas », « signature : … »",
    "« apprends ma voix » relit vos posts ; « oublie ma voix » efface cette carte.",
)
TU: Final = "Sans modèle, le rédacteur n’écrit pas en « tu » : il choisit des phrases qui ne s’adressent à personne. Les risques et « quand appeler » restent en « vous »."
KEPT: Final = "Les risques, « quand appeler » et la mention d’information générale restent, quelle que soit la voix ; le garde-fou relit chaque texte."
AUDIT: Final = "« confrere index audit » donne chaque faute, et ce qui la remplace."
SCOPE: Final = "Elle vaut pour les posts ; les mots bannis, pour les messages aussi. Une réponse à un avis n’en dépend jamais."


def voice_card(entry: Entry) -> Card:
    """Return the style card as a person reads it."""
    voice, active = Voice.of(entry.value.get("voice") or {}), bool(entry.value.get("active"))
    state = "en vigueur" if active else "à relire, pas encore en vigueur"
    return room_card(
        Light.READY if active else Light.VERIFY,
        f"Votre carte de voix, {state}",
        ("Ce que j’ai lu", read_lines(entry.value)),
        ("Votre voix", voice_lines(voice)),
        ("À savoir", (*((TU,) if voice.address is Address.TU else ()), *_unsigned(entry.value), SCOPE, KEPT)),
        ("Pour la corriger", HOW),
    )


def changed_voice_card(entry: Entry) -> Card:
    """Return the card after a correction: the voice alone."""
    voice, active = Voice.of(entry.value.get("voice") or {}), bool(entry.value.get("active"))
    state = "elle vaut dès le prochain post" if active else "elle n’est pas encore en vigueur"
    return room_card(
        Light.READY if active else Light.VERIFY,
        f"C’est noté dans votre carte de voix ; {state}",
        ("Votre voix", voice_lines(voice)),
        ("À savoir", (TU,) if voice.address is Address.TU else ()),
    )


def voice_buttons(entry: Entry) -> tuple[Button, ...]:
    """Return what can be done with the card by a tap."""
    turn = (
        Button("⏸ Désactiver", Action.VOICE_OFF)
        if entry.value.get("active")
        else Button("✅ Activer ma voix", Action.VOICE_ON)
    )
    return (turn, Button("🔁 Relire mes posts", Action.VOICE_LEARN))


def nothing_card(value: Mapping[str, Any]) -> Card:
    """Return that no post of the practice can be learnt from: all break a rule."""
    return room_card(
        Light.BLOCKED,
        "Aucun de vos posts ne passe le garde-fou : il n’y a rien à imiter",
        ("Ce que j’ai lu", read_lines(value)),
        ("Vous pouvez dire votre voix", HOW[:2]),
    )


def habit_card(act: str, words: str) -> Card:
    """Return the one question about a correction that came back three times."""
    return room_card(
        Light.VERIFY, _proposed(act, words), ("Pourquoi", ("Vous avez fait trois fois cette correction.",))
    )


def habit_buttons(key: str) -> tuple[Button, ...]:
    """Return the two answers."""
    return (Button("Oui, toujours", Action.RETAIN, key), Button("Non", Action.LET_GO, key))


def retained_card(act: str, words: str, *, active: bool) -> Card:
    """Return what was kept of a correction, and whether it is in force."""
    said = quoted(words) if act == "ban" else _MANNERS.get(words or act, words)
    when = "dès le prochain texte" if active else "dès que vous l’aurez activée : /voix"
    return room_card(
        Light.READY, f"C’est retenu : {said}", ("Votre carte de voix", (f"Elle s’appliquera {when}.",))
    )


def _proposed(act: str, words: str) -> str:
    if act == "ban":
        return f"Je retiens {quoted(words)} dans vos mots à éviter ?"
    return f"Je retiens pour tous vos posts : {_MANNERS.get(words or act, words)} ?"


_MANNERS: Final = {
    "shorter": "la version courte",
    "simpler": "la version simple",
    "warmer": "la version chaleureuse",
    "emoji": "aucun émoji",
    "hashtags": "aucun mot-dièse",
}


def needed_card(words: Sequence[str]) -> Card:
    """Return that some words cannot be banned."""
    said = listing([quoted(one) for one in words])
    verb = "reste" if len(words) == 1 else "restent"
    return room_card(
        Light.BLOCKED,
        f"{said} {verb} : une information loyale doit pouvoir le dire",
        (
            "Pourquoi",
            ("Les risques, les limites et les urgences se disent toujours. La carte n’a pas changé.",),
        ),
    )


def unfit_card() -> Card:
    """Return that words were not kept: they may name a person, or break a rule."""
    return room_card(
        Light.BLOCKED,
        "Je ne garde pas ces mots : ils désignent peut-être une personne, ou le garde-fou les retirerait",
        ("Et maintenant", ("La carte n’a pas changé. Dites-le autrement.",)),
    )


def read_lines(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return «57 posts retenus sur 84 ; 27 écartés par le garde-fou :», then the families of rules."""
    read, left = int(value.get("read") or 0), dict(value.get("left") or {})
    if not read:
        return ("Aucun post : cette carte vient de vos consignes.",)
    gone = sum(map(int, left.values()))
    kept = f"{count(read - gone, 'post retenu', 'posts retenus')} sur {read}"
    if not gone:
        return (f"{kept} ; aucun n’enfreint une règle.",)
    lines = (f"{name} : {number}" for name, number in sorted(left.items(), key=lambda one: -int(one[1])))
    return (f"{kept} ; {count(gone, 'écarté', 'écartés')} par le garde-fou :", *lines, AUDIT)


def voice_lines(voice: Voice) -> tuple[str, ...]:
    """Return the card in words, a manner a line."""
    lines = (
        ADDRESSES[voice.address],
        f"Phrases de {voice.words} mots en moyenne" if voice.words is not None else "",
        _opening(voice.questions),
        _some(voice.emoji, "émoji", "Aucun émoji"),
        _some(voice.hashtags, "mot-dièse", "Aucun mot-dièse"),
        _words("Tournures aimées", voice.loved),
        _words("Mots bannis", voice.banned),
        f"Dernière ligne : {quoted(voice.sign_off)}" if voice.sign_off else "",
        *(f"Habitude : {STYLES[one]}" for one in voice.styles if one in STYLES),
    )
    return tuple(one for one in lines if one)


def _unsigned(value: Mapping[str, Any]) -> tuple[str, ...]:
    rule = value.get("unsigned")
    return (
        (f"Votre dernière ligne habituelle n’est pas reprise : seule, elle enfreint {rule}.",) if rule else ()
    )


def _opening(questions: int | None) -> str:
    if questions is None:
        return ""
    if questions in {0, 100}:
        return "Toujours une question en ouverture" if questions else "Jamais de question en ouverture"
    return f"Une question en ouverture de {questions} % des posts"


def _some(number: int | None, noun: str, none: str) -> str:
    if number is None:
        return ""
    plural = "mots-dièse" if noun == "mot-dièse" else None
    return f"{count(number, noun, plural)} par post, au plus" if number else none


def _words(name: str, words: tuple[str, ...]) -> str:
    return f"{name} : {', '.join(map(quoted, words))}" if words else ""
