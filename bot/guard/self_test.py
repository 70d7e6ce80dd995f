"""The guard tries itself on texts it must know, before the program answers anybody."""

from __future__ import annotations

from typing import Final

from bot.guard.guard import review
from bot.guard.model import Channel
from bot.guard.patient import mask
from bot.guard.patient.kinds import Kind

BAD: Final = (
    (Channel.POST, "Prenez rendez-vous dès maintenant !", "RDV001"),
    (Channel.POST, "Ｐｒｅｎｅｚ rеndеz-vous dès maintenant !", "RDV001"),  # noqa: RUF001 - disguised on purpose
    (Channel.POST, "Jusqu’à -30 % sur les injections pour le Black Friday.", "PRX001"),
    (Channel.MESSAGE, "Le dossier de Mme Durand est complet.", "PAT001"),
    (Channel.REVIEW, "Votre opération s’est pourtant bien passée.", "AVI001"),
)
GOOD: Final = (
    (
        Channel.POST,
        "La maladie de Dupuytren rétracte peu à peu les doigts. Le cabinet reçoit sur rendez-vous.",
    ),
    (Channel.POST, "Une cicatrice récente craint le soleil\u00a0: protégez-la pendant un an. 🌞"),
    (Channel.MESSAGE, "Bonjour, votre message nous est bien parvenu. En cas de douleur vive, appelez le 15."),
    (Channel.REVIEW, "Le secret médical ne nous permet de confirmer ni d’infirmer aucune prise en charge."),
)
PRIVATE: Final = ("Mme Durand, 06 39 98 12 47, camille@cabinet.example", (Kind.NAME, Kind.PHONE, Kind.EMAIL))


class GuardBroken(RuntimeError):
    """The guard misses what it must find, or touches what it must leave; the program must not start."""


def self_test() -> None:
    """Check the guard on texts it must know.

    Raises:
        GuardBroken: a known fault passes, a lawful text does not come back byte for byte, or an identifier stays.
    """
    for channel, text, code in BAD:
        verdict = review(text, channel)
        if verdict.verdict == "clear" or code not in {finding.rule for finding in verdict.findings}:
            raise GuardBroken(
                f"the guard misses {code} on `{channel}`; run `python -m bot.guard.catalogue check`"
            )
    for channel, text in GOOD:
        if review(text, channel).text != text:
            raise GuardBroken(f"the guard touches a lawful text on `{channel}`: {text}")
    masked = mask(PRIVATE[0])
    if set(masked.counts) != set(PRIVATE[1]):
        raise GuardBroken("masking misses a name, a telephone or an e-mail address")
