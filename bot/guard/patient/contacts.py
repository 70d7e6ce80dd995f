"""E-mail addresses, handles and profile links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.guard.lazy import Regex
from bot.guard.patient.gate import Trigger
from bot.guard.patient.guided import Guided
from bot.guard.patient.kinds import Identifier, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guard.fold import Folded

_AT: Final = r"(?: @ |@ ?| ?[(\[{] ?(?:at|a|arobase|arobas|chez|@) ?[)\]}] ?| (?:at|arr?oba[sz]e?|a commercial|a rond) )"
_DOT: Final = r"(?: ?\. ?| ?[(\[{] ?(?:point|dot|\.) ?[)\]}] ?| (?:point|dot) )"
_JOINT: Final = r"(?: \. ?|\. | ?[(\[{] ?(?:point|dot|\.|tiret|underscore|souligne) ?[)\]}] ?| (?:point|dot|tiret(?: bas| du bas| du 6| du huit| haut)?|under ?score|moins|tiret-bas|souligne|barre(?: du)? bas(?:se)?|plus) )"  # between two parts of a mailbox
_EMAIL: Final = Guided(
    rf"(?<![a-z0-9._%+-])[a-z0-9](?:[a-z0-9._%+-]|(?<= d)'(?=[a-z])|{_JOINT[:-1]}(?=[a-z0-9._'-]{{1,64}}{_AT}))){{0,63}}{_AT}[a-z0-9-]{{1,40}}(?:{_DOT}[a-z0-9-]{{2,20}}){{1,3}}(?![a-z0-9-]| (?:at|arobase) )",
    rf"[a-z0-9](?:[a-z0-9._%+'-]|{_JOINT}){{0,63}}{_AT}[a-z0-9-]{{1,40}}{_DOT}[a-z0-9-]{{2}}",
)
_TIGHT: Final = Guided(
    r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,20}){1,3}",
    r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,40}\.[a-z0-9-]{2}",
)
_GLUED: Final = Regex(
    r"(?<![a-z0-9._-])[a-z0-9._-]{2,40}?(?:arobase?|@robase)[a-z0-9-]{2,30}(?:(?:\.|point| point | \. ?)[a-z0-9-]{2,20}){1,2}"
)
_HANDLE: Final = Guided(
    r"(?<![a-z0-9._%+/-])@[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?(?![a-z0-9_]*@)", "@[a-z0-9_]"
)
_NETWORK: Final = r"(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|facebook|fb|twitter|telegram|messenger|skype|discord|pseudo|compte|profil)"
_NAMED_HANDLE: Final = Guided(
    rf"\b{_NETWORK}\b(?: (?:est|c'est|perso|prive|insta|instagram|facebook))?(?: ?[:=] ?| )(?P<handle>[a-z]{{2,}}-[a-z]{{2,}}[0-9]{{2,4}}(?![a-z0-9])|[a-z0-9][a-z0-9_.]{{2,28}}[a-z0-9_](?:#[0-9]{{4}})?)",
    rf"\b{_NETWORK}\b",
)
_LINK: Final = Regex(
    r"(?<![a-z0-9.@/-])(?:https?://)?(?:www\.|m\.|fr-fr\.)?(?:instagram|facebook|fb|tiktok|snapchat|twitter|linkedin|threads|pinterest|youtube|telegram|discord|twitch|x|vm\.tiktok|vinted|onlyfans|t|wa|m)"
    r"\.(?:com|net|me|fr|gg|tv)/(?:@|in/|add/|u/|profile\.php\?id=|people/)?[a-z0-9_][a-z0-9_.%@/=?-]*[a-z0-9_/]"
)

_PROFILE: Final = Regex(
    r"(?<![a-z0-9.@/-])(?:https?://)?(?:[a-z0-9-]+\.){1,3}[a-z]{2,8}/(?:[a-z0-9._-]+/){0,2}(?:u|users?|profile?s?|members?|membres?|contrib|reviewer|auteur|author)/[a-z0-9_][a-z0-9_.%@-]*[a-z0-9_]"
)  # on any site


def contacts(folded: Folded, seen: frozenset[Trigger]) -> Iterator[Identifier]:
    """Yield e-mail addresses, profile links and handles, in folded positions."""
    lower = folded.lower
    if Trigger.HANDLE in seen:
        yield from (Identifier(*found.span(), Kind.EMAIL) for found in _TIGHT.finditer(lower))
        yield from (Identifier(*found.span(), Kind.HANDLE) for found in _HANDLE.finditer(lower))
    if Trigger.EMAIL in seen:
        yield from (Identifier(*found.span(), Kind.EMAIL) for found in _EMAIL.finditer(lower))
        if "robase" in lower:
            yield from (Identifier(*found.span(), Kind.EMAIL) for found in _GLUED.finditer(lower))
    if Trigger.LINK in seen:
        for pattern in (_LINK, _PROFILE):
            yield from (Identifier(*found.span(), Kind.LINK) for found in pattern.finditer(lower))
    if Trigger.NETWORK in seen:
        yield from _named_handles(lower)


def _named_handles(lower: str) -> Iterator[Identifier]:
    for found in _NAMED_HANDLE.finditer(lower):
        if _looks_invented(found["handle"]):
            yield Identifier(*found.span("handle"), Kind.HANDLE)


def _looks_invented(handle: str) -> bool:
    """Tell a handle from a word: it holds a dot, an underscore, or letters and digits."""
    inside = handle.strip("._")
    return (
        "_" in inside
        or "." in inside
        or "#" in inside
        or (not inside.isdigit() and any(char.isdigit() for char in inside))
    )
