"""What a trace of a patient is."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """A kind of identifier; the value is its name between ⟦ and ⟧ in a masked text."""

    FIRST_NAME = "PRÉNOM"
    NAME = "NOM"
    PHONE = "TÉL"
    EMAIL = "COURRIEL"
    DATE = "DATE"
    NIR = "NIR"
    IBAN = "IBAN"
    ADDRESS = "ADRESSE"
    HANDLE = "COMPTE"
    FILE = "DOSSIER"
    AGE = "ÂGE"
    LINK = "LIEN"
    PLATE = "PLAQUE"
    EMPLOYER = "EMPLOYEUR"

    @property
    def placeholder(self) -> str:
        """What stands for the value in a masked text."""
        return f"⟦{self.value}⟧"


NAMES: Final = frozenset({Kind.NAME, Kind.FIRST_NAME})


class Identifier(NamedTuple):
    """A span that points at a person.

    `direct` identifies by itself; an age, a date or a town does so only with others. `doctor` marks the name of a
    professional, which is masked on the way in and is no patient's on the way out; `cued` says that the words around show a
    person (`Mme`, `ma fille`, a greeting), where others rest on the lists of names alone; `closing` marks a signature.
    """

    start: int
    end: int
    kind: Kind
    direct: bool = True
    doctor: bool = False
    cued: bool = False
    closing: bool = False
