"""The form in which a model answers: a JSON schema that OpenAI's strict mode takes."""

from __future__ import annotations

from typing import Any, Final

from bot.drafting.ports import SentenceKind

SCHEMA_NAME: Final = "brouillon"
KINDS: Final = {
    "fait": SentenceKind.FACT,
    "courtoisie": SentenceKind.COURTESY,
    "consigne": SentenceKind.INSTRUCTION,
}
PLACES: Final = ("suite", "paragraphe", "puce")

_SENTENCE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "texte": {"type": "string"},
        "type": {"type": "string", "enum": list(KINDS)},
        "citations": {"type": "array", "items": {"type": "string"}},
        "place": {"type": "string", "enum": list(PLACES)},
    },
    "required": ["texte", "type", "citations", "place"],
    "additionalProperties": False,
}
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "phrases": {"type": "array", "items": _SENTENCE},
        "mots_diese": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["phrases", "mots_diese"],
    "additionalProperties": False,
}
