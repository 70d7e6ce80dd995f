"""Our own values in the words of a prompt: platforms, styles, questions, situations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drafting.platforms import SHAPES
from bot.drafting.ports import Craft, Platform
from bot.drafting.voice import Address
from bot.french import listing, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.drafting.ports import Brief
    from bot.drafting.voice import Voice

PLATFORMS: Final = {
    Platform.INSTAGRAM: "Instagram\u00a0: paragraphes très courts ou liste à puces, phrases brèves.",
    Platform.FACEBOOK: "Facebook\u00a0: deux à quatre paragraphes, ton de conversation posée.",
    Platform.LINKEDIN: "LinkedIn\u00a0: texte structuré et sobre, sans emoji, pour un lecteur cultivé.",
    Platform.GOOGLE: "la fiche Google du cabinet\u00a0: un paragraphe court, sans numéro de téléphone, sans mot-dièse.",
    Platform.YOUTUBE: (
        "YouTube\u00a0: la première phrase est le titre de la vidéo, de 100 caractères au plus, sans point final\u00a0; "
        "la suite en est la description."
    ),
}
MENDING: Final = "Corrigez seulement ce que le relecteur demande."
ANOTHER: Final = "Une autre version."
ANY_PLATFORM: Final = "les réseaux sociaux et le site du cabinet."
STYLES: Final = {
    "shorter": "Plus court que d’ordinaire\u00a0: l’essentiel seulement.",
    "simpler": "Plus simple\u00a0: des mots qu’un enfant de douze ans comprend, chaque terme médical expliqué.",
    "warmer": "Plus chaleureux, sans familiarité ni rassurance sur l’état de santé.",
}
ADDRESSES: Final = {
    Address.VOUS: "Vouvoyez le lecteur.",
    Address.TU: "Tutoyez le lecteur.",
    Address.NEUTRAL: "Ne vous adressez pas directement au lecteur, sauf pour lui dire quand appeler.",
}
SELDOM: Final = 10  # posts in a hundred that open with a question, below which none does
FACTS: Final = {
    "doctor": "chirurgien",
    "specialty": "spécialité",
    "practice": "nom du cabinet",
    "address": "adresse",
    "phone": "téléphone",
    "email": "courriel",
    "website": "site",
    "handle": "compte",
    "hours": "horaires",
    "booking": "rendez-vous",
    "fees": "honoraires",
    "documents": "documents",
    "secure_channel": "canal sécurisé",
    "access": "accès",
    "on_call": "astreinte",
    "closures": "fermetures",
}
QUESTIONS: Final = {  # the values of `bot.guard.Asked`
    "appointment": "comment obtenir un rendez-vous",
    "price": "les honoraires",
    "hours": "les horaires",
    "address": "l’adresse ou l’accès",
    "documents": "les documents",
    "cancel": "une annulation ou un report",
    "results": "des résultats d’examen",
    "photo_opinion": "un avis sur une photographie, que personne ne donne à distance",
    "prescription": "une ordonnance, qui ne se fait qu’après un examen",
}
SITUATIONS: Final = {
    "emergency": "Urgence\u00a0: la première phrase dit d’appeler le 15 ou le 112, et rien d’autre ne suit.",
    "distress": "Détresse\u00a0: la première phrase donne le 3114, gratuit, jour et nuit, et le 15 en cas de danger immédiat.",
    "minor": (
        "La personne semble mineure\u00a0: aucune information sur un acte esthétique\u00a0; "
        "tout échange passe par ses parents ou son représentant légal."
    ),
    "third_party": (
        "Le message concerne une autre personne\u00a0: le secret médical interdit de confirmer quoi que ce soit à son sujet."
    ),
    "medical": "Question de santé\u00a0: transmission au chirurgien, aucune évaluation, et quand appeler le 15.",
    "practical": "Question pratique\u00a0: réponse directe et complète.",
    "none": "Message sans demande\u00a0: une phrase de courtoisie suffit.",
    "solicitation": "Démarchage ou partenariat\u00a0: refus courtois en deux phrases.",
    "positive": "Avis favorable\u00a0: un remerciement neutre d’avoir pris le temps d’écrire, sans rien confirmer.",
    "negative_organisation": "Avis sur l’organisation (attente, téléphone, accueil)\u00a0: réponse générale.",
    "negative_medical": (
        "Avis sur un soin\u00a0: le secret médical ne permet pas d’évoquer ici une situation individuelle."
    ),
    "insult": "Propos injurieux\u00a0: une phrase neutre suffit.",
    "defamation": "Propos contestés\u00a0: aucune discussion en public, une phrase neutre suffit.",
    "fake_or_competitor": "Avis douteux\u00a0: n’écrivez jamais que son auteur n’est pas connu du cabinet.",
    "third_party_data": "L’avis nomme des tiers\u00a0: ne reprenez rien.",
    "threat_or_hate": "Menace ou haine\u00a0: une phrase neutre suffit.",
    "alert": "L’avis décrit un danger\u00a0: une seule phrase, «\u00a0En cas d’urgence, appelez le 15.\u00a0»",
}


def fact_words(name: str) -> str:
    """Return the French name of a fact of the practice; its own name when we have none."""
    return FACTS.get(name, name.replace("_", " "))


def platform_words(brief: Brief) -> str:
    """Return the platform and what it expects of a text."""
    return PLATFORMS[brief.platform] if brief.platform else ANY_PLATFORM


def hashtag_limit(brief: Brief) -> int:
    """Return how many hashtags the text may end with."""
    return SHAPES[brief.platform].hashtags if brief.platform else 0


def hashtag_words(brief: Brief) -> str:
    """Return the sentence of the prompt about hashtags."""
    limit = hashtag_limit(brief)
    return f"Mots-dièse\u00a0: {limit} au plus, sobres et généraux." if limit else "Aucun mot-dièse."


def length_words(brief: Brief) -> str:
    """Return the length to aim at, when the platform has one, and the length never to pass."""
    most = f"{brief.limit} caractères au plus, espaces compris."
    shape = SHAPES[brief.platform] if brief.platform else None
    if shape is None or "shorter" in brief.style or shape.high > brief.limit:
        return most
    return f"de {shape.low} à {shape.high} caractères de préférence, {most}"


def question_words(brief: Brief) -> str:
    """Return « (les horaires et l’adresse)», or nothing when nothing precise was asked."""
    asked = [QUESTIONS[one] for one in brief.asked if one in QUESTIONS]
    return f" ({listing(asked)})" if asked else ""


def situation_words(brief: Brief) -> str:
    """Return the line of the prompt about the triage class or the case, or nothing."""
    return f"- {SITUATIONS[brief.situation]}\n" if brief.situation in SITUATIONS else ""


def change_words(brief: Brief) -> str:
    """Return what a follow-up changes; the guard's advice when nobody asked for anything."""
    return brief.instruction or (MENDING if brief.advice else ANOTHER)


def voice_lines(brief: Brief) -> list[str]:
    """Return the style card of the practice: the whole of it for a post, its banned words for a message, nothing for a review."""
    voice = brief.voice
    if voice is None or brief.craft is Craft.REVIEW:
        return []
    banned = [f"N’écrivez jamais : {_quoted(voice.banned)}."] if voice.banned else []
    if brief.craft is Craft.MESSAGE:
        return [typeset(one) for one in banned]
    lines = [ADDRESSES[voice.address], *_measures(voice), *banned]
    if voice.loved:
        lines.append(f"Tournures habituelles, s’il y a lieu : {_quoted(voice.loved)}.")
    if voice.sign_off:
        lines.append(f"Dernière ligne, telle quelle : « {voice.sign_off} »")
    return [typeset(one) for one in lines]


def _measures(voice: Voice) -> Iterator[str]:
    if voice.words is not None:
        yield f"Phrases de {voice.words} mots en moyenne."
    if voice.questions is not None and voice.questions < SELDOM:
        yield "N’ouvrez pas par une question."
    if voice.emoji is not None:
        yield f"Émojis : {voice.emoji} au plus." if voice.emoji else "Aucun émoji."
    if voice.hashtags is not None:
        yield f"Mots-dièse : {voice.hashtags} au plus, et jamais plus que la limite dite plus haut."


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"« {one} »" for one in words)


def manner_words(brief: Brief, advice: tuple[str, ...]) -> str:
    """Return what was asked of the style, and what the guard said of the last version."""
    lines = [STYLES[style] for style in brief.style if style in STYLES]
    if brief.variant:
        lines.append(
            f"Autre version (n°\u00a0{brief.variant + 1})\u00a0: une construction et des formulations différentes."
        )
    lines += voice_lines(brief)
    lines += [f"Le relecteur demande\u00a0: {one}" for one in advice]
    return "\n" + "".join(f"- {line}\n" for line in lines) if lines else ""
