"""The last two belts before a text leaves for a model: masking piece by piece, and a check of the whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from bot.writers.errors import WriterLeak

Mask = Callable[[str], str]  # text → the same text with placeholders such as ⟦PRÉNOM⟧; idempotent

PASSES: Final = 3  # a mask that has not settled by then is broken
LINK_GONE: Final = "[lien retiré]"
_TLD: Final = "com|fr|net|org|eu|info|biz|shop|site|online|app|dev|io|ly|gl|gg|link|page|club|xyz|be|ch|lu|ca|uk|de|es|it|pt|ru|cn|ma|tn|dz|example"
LINK: Final = re.compile(
    rf"(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.)\S+"
    rf"|(?<![@\w.-])(?:[a-z0-9-]{{1,63}}\.)+(?:{_TLD})\b(?:[/?#]\S*)?(?!\.?\w)",
    re.IGNORECASE,
)
_RESIDUE: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}"  # e-mail
    r"|(?<!\d)(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s.\-/_]{0,2}\d{2}){4}(?!\d)"  # French phone
    r"|(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)"  # NIR
    r"|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"  # IBAN
)
_HIDDEN: Final = frozenset(
    {"Cc", "Cf", "Co", "Cs", "Cn"}
)  # invisible letters that carry orders past a reader


def visible(text: str) -> str:
    """Return `text` without control, zero-width, direction and tag characters; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)


def without_links(text: str) -> str:
    """Return `text` with every address of a site replaced by a mention that there was one."""
    return LINK.sub(LINK_GONE, text)


class Shield:
    """What stands between a text and the wire, for one mask."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask

    def cover(self, text: str) -> str:
        """Return `text` masked, visible characters only.

        Raises:
            WriterLeak: the mask still finds something after three passes.
        """
        covered = visible(text)
        for _ in range(PASSES):
            before, covered = covered, self._mask(covered)
            if covered == before:
                return covered
        raise WriterLeak("the mask does not settle")

    @staticmethod
    def check(payload: str, spared: Iterable[str] = ()) -> None:
        """Read what is about to leave for contacts and numbers of a person, whatever the mask said.

        Args:
            payload: all messages of the request, joined.
            spared: texts whose contacts may appear: facts of the practice, our own sheets.

        Raises:
            WriterLeak: a phone, e-mail, social security or bank account number stands in `payload` only.
        """
        public = {_bare(found) for text in spared for found in _RESIDUE.findall(text)}
        leaks = [found for found in _RESIDUE.findall(payload) if _bare(found) not in public]
        if leaks:
            raise WriterLeak(f"{len(leaks)} identifiers in the outgoing request")


def _bare(found: str) -> str:
    return re.sub(r"[\s./_-]", "", found).lower()
