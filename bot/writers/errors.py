"""What can go wrong with a model, as types; each says in French what happened and what to do.

* WriterFailure
  x WriterUnavailable          no answer: connection, reset, 5xx
    + WriterBusy               429; `wait` when the server says how long
    + WriterTimeout            the wall-clock deadline passed
    + WriterResting            the circuit breaker is open: nothing was sent
    + WriterGarbled            an answer came that is none: HTML, broken JSON, no choice, no text
  x WriterRefused              the model declined, or the server's filter cut its answer
  x WriterTruncated            the answer stopped at its token limit
  x WriterOverflow             the request is too long for the model
  x WriterInvalid              the text cannot be used, after the turns allowed to mend it
    + WriterTooLong            longer than the platform takes
    + WriterForeign            not in French
  x WriterQuota                the account at the provider is spent
    + WriterBudget             our own limit for the day is reached: nothing was sent
  x WriterMisconfigured        key, address, model name or package to correct
  x WriterLeak                 something that names a person was about to leave: nothing was sent

The English message of an error holds statuses and codes; never a text of the person, of the model or of the server.
"""

from __future__ import annotations

from typing import ClassVar

from bot.drafting.ports import WriterError


class WriterFailure(WriterError):
    """A model did not write.

    `wait` is a number of seconds after which the server says it will answer; `again` tells whether the same request
    may succeed at once, `server` whether the failure counts against the server in the circuit breaker, `sent` whether
    anything left at all.
    """

    reason: ClassVar[str] = "le modèle de rédaction n’a rien rendu d’utilisable"
    remedy: ClassVar[str] = "Vous pouvez réessayer dans une minute."
    again: ClassVar[bool] = False
    server: ClassVar[bool] = False
    sent: ClassVar[bool] = True

    def __init__(self, detail: str = "", *, wait: float | None = None) -> None:
        super().__init__(detail or type(self).__name__)
        self.wait = wait

    @property
    def notice(self) -> str:
        """Return what the card of a draft says: why the composer answered, and what to do."""
        return f"Brouillon composé hors ligne\u00a0: {self.reason}. {self.remedy}"

    @property
    def voice_notice(self) -> str:
        """Return what is said when a voice note could not be written down."""
        return f"La note vocale n’a pas été transcrite\u00a0: {self.reason}. Écrivez votre demande, ou réessayez plus tard."


class WriterUnavailable(WriterFailure):
    """The server cannot be reached, closed the connection, or failed (5xx)."""

    reason = "le serveur du modèle ne répond pas"
    again = True
    server = True


class WriterBusy(WriterUnavailable):
    """The server asks to slow down (429)."""

    reason = "le serveur du modèle est saturé"


class WriterTimeout(WriterUnavailable):
    """The deadline passed before a whole answer came."""

    reason = "le modèle n’a pas répondu à temps"
    again = False


class WriterResting(WriterUnavailable):
    """Too many failures in a row: the server is left alone for a while."""

    reason = "le serveur du modèle vient d’échouer plusieurs fois et n’est plus sollicité pour l’instant"
    again = False
    server = False
    sent = False


class WriterGarbled(WriterUnavailable):
    """The server answered 200 with something that is no answer of a model."""

    reason = "le serveur a rendu une réponse illisible"
    remedy = "Si cela se répète, faites vérifier l’adresse du serveur (`OPENAI_BASE_URL`)."


class WriterRefused(WriterFailure):
    """The model declined to write, or the server's filter withheld its text."""

    reason = "le modèle a refusé de rédiger cette demande"
    remedy = "Relisez ce brouillon, ou formulez la demande autrement."


class WriterTruncated(WriterFailure):
    """The answer was cut at its token limit."""

    reason = "la réponse du modèle a été coupée avant la fin"
    remedy = "Demandez un texte plus court, ou réessayez."


class WriterOverflow(WriterFailure):
    """The request does not fit the model's context."""

    reason = "la demande et ses sources sont trop longues pour ce modèle"
    remedy = "Raccourcissez la demande, ou choisissez un modèle au contexte plus large."


class WriterInvalid(WriterFailure):
    """The text cannot be used; `defect` is a French sentence that asks the model to mend it."""

    reason = "le texte du modèle ne respectait pas la forme demandée"

    def __init__(self, detail: str = "", *, defect: str = "") -> None:
        super().__init__(detail)
        self.defect = defect


class WriterTooLong(WriterInvalid):
    """The text is longer than its place allows, even after a request to shorten it."""

    reason = "le texte du modèle dépassait la longueur permise"
    remedy = "Vous pouvez réessayer, ou demander «\u00a0plus court\u00a0»."


class WriterForeign(WriterInvalid):
    """The text is not in French, even after a request to write in French."""

    reason = "le modèle n’a pas répondu en français"


class WriterQuota(WriterFailure):
    """The account at the provider is spent; trying again changes nothing."""

    reason = "le crédit du compte est épuisé chez le fournisseur du modèle"
    remedy = "Vérifiez la facturation de ce compte."


class WriterBudget(WriterQuota):
    """The practice's own limit for the day is reached; nothing was sent."""

    reason = "la limite d’utilisation du modèle fixée pour la journée est atteinte"
    remedy = "Le modèle sera de nouveau utilisé demain."
    sent = False


class WriterMisconfigured(WriterFailure):
    """A setting must be corrected; `advice` is a French sentence that says which."""

    reason = "la configuration du modèle est à corriger"

    def __init__(self, detail: str = "", *, advice: str = "") -> None:
        super().__init__(detail)
        self.advice = advice or "Lancez `confrere doctor` pour savoir ce qui manque."

    @property
    def notice(self) -> str:
        """Return what the card says, with the setting to correct."""
        return f"Brouillon composé hors ligne\u00a0: {self.reason}. {self.advice}"

    @property
    def voice_notice(self) -> str:
        """Return what is said of a voice note, with the setting to correct."""
        return f"La note vocale n’a pas été transcrite\u00a0: {self.reason}. {self.advice}"


class WriterLeak(WriterFailure):
    """The last check found a phone number, an address or a number of a person in what was about to leave."""

    reason = "une donnée personnelle restait dans la demande, rien n’a été envoyé au modèle"
    remedy = "Retirez les coordonnées du texte collé, puis réessayez."
    sent = False
