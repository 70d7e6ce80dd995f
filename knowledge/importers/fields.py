"""The names that exports give to a date, a text, a platform, an address; and those that only private messages have. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

TEXT: Final = (
    "texte", "text", "post", "publication", "caption", "legende", "sharecommentary", "commentary", "contenu", "content",
    "message", "description", "summary", "body", "post text", "post message", "texte de la publication",
)  # fmt: skip
DATE: Final = (
    "date", "date de publication", "publie le", "published", "published at", "publish time", "heure de publication",
    "created at", "created time", "createtime", "creation timestamp", "taken at", "timestamp", "jour", "date heure",
)  # fmt: skip
PLATFORM: Final = (
    "plateforme", "platform", "reseau", "reseau social", "network", "canal", "channel", "source", "compte",
)  # fmt: skip
ADDRESS: Final = ("url", "lien", "link", "permalink", "permalien", "sharelink", "post url")
_PRIVATE: Final = frozenset(
    ("sender name", "sender", "recipients", "conversation id", "participants", "recipient profile urls", "sender profile url",
     "expediteur", "destinataire", "reviewer", "starrating", "star rating")
)  # fmt: skip
_PAIRS: Final = (frozenset({"from", "to"}), frozenset({"de", "a"}))
AMERICAN: Final = frozenset({"publish time", "created time", "post message", "published at"})


def is_private(names: Collection[str]) -> bool:
    """Tell whether folded names are those of a conversation, or of what strangers wrote: it names patients."""
    return not _PRIVATE.isdisjoint(names) or any(pair <= set(names) for pair in _PAIRS)


def folded(name: object) -> str:
    """Return the name of a column or of a key in small letters, without accents, marks or case: «Date de publication»."""
    plain = unicodedata.normalize("NFD", re.sub(r"[_\-/]+", " ", str(name)))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(letters.casefold().replace("\ufeff", "").split())


def first_of(wanted: tuple[str, ...], names: dict[str, str]) -> str | None:
    """Return the original of the first wanted name that `names` (folded → original) holds."""
    return next((names[one] for one in wanted if one in names), None)
