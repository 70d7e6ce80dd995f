"""What a text that goes out says about a patient, and what is done about it.

More is masked on the way in than is a fault on the way out: a post may name its doctor, its team, an author, and give the practice's
own telephone, even where the practice's values are not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from bot.guard.lazy import Regex
from bot.guard.model import Channel
from bot.guard.patient.guided import Guided, Sieve, Sign
from bot.guard.patient.kinds import Identifier, Kind
from bot.guard.patient.owned import owned
from bot.guard.patient.recognise import find
from bot.guard.patient.work import WORK
from bot.guard.rule import Fix, Remedy

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from bot.guard.fold import Folded
    from bot.guard.model import Practice
    from bot.guard.sentences import Sentences

_ALWAYS: Final = frozenset({Kind.NIR, Kind.IBAN, Kind.FILE, Kind.PLATE})
_CONTACT: Final = {
    Kind.PHONE: "phone",
    Kind.EMAIL: "email",
    Kind.ADDRESS: "address",
    Kind.LINK: "website",
    Kind.HANDLE: "handle",
}
_STAFF: Final = Sign(
    r"\b(?:secretaires?|assistante?s?|standardistes?|equipe|dr|drs|docteurs?|pr|professeure?s?|medecins?|chirurgiens?|chirurgiennes?|dermatologues?|infirmieres?|infirmiers?|"
    r"anesthesistes?|kinesitherapeutes?|praticiens?|praticiennes?|confreres?|consoeurs?|auteure?s?|journalistes?|presidente?s?|ministres?|avocate?s?|deputee?s?|senateur|senatrice|"
    r"directeurs?|directrices?|fondatrice|fondateur|coordinatrice|et al|etude|publiee?|revue|livre|roman|film|serie|actrice|acteur|chanteuse|chanteur|photographe|credits?|mentions legales|"
    r"vous (?:accueille(?:nt)?|repond(?:ent)?|recoi(?:t|vent)))\b"
)
_PROFESSIONAL: Final = Sign(
    r"\b(?:cabinet|secretariats?|standard|accueil|clinique|hopital|centre|service|ordre|conseil|societe|association|samu|urgences?|doctolib|siret|rpps|"
    r"prise de rendez-vous|reserv\w+|devis|formulaire|inscri\w+|renseignements?|horaires?)\b"
)
_OURS: Final = Sign(r"\b(?:nous|notre|nos|contact|tel|telephone|adresse|rendez-vous|rdv)\b")
_ABOUT_A_PATIENT: Final = Sign(
    r"\b(?:patientes?|patient|clientes?|operee?s?|reoperee?|consulte|consultee?|venue|suivie|accompagnee?|merci|bravo|felicitations|temoignage|temoigne|raconte|histoire|parcours|resultats?|photos?|"
    r"avant/apres|avant|apres|souhait\w+|voulait|revait|complexee?|transform\w+|intervention|operation|[a-z]+plastie|lifting|lipofilling|liposuccion|augmentation|reduction|implants?|protheses?|"
    r"injections?|botox|peeling|laser|cicatrice|son (?:nez|visage|ventre|corps)|sa (?:poitrine|peau|silhouette)|ses (?:seins|levres|paupieres|cernes|rides)|ans|retrouve|ravie|contente|confiance|"
    r"passee?|maman|belle|magnifique|heureuse|chez nous|m'a|nous a|avis|retour|commentaire|dossier)\b"
)
_SOMEBODY_S: Final = Guided(
    r"\b(?:mme|mlle|(?:madame|monsieur|m\.|mr) (?=[a-z])(?!et\b|vous\b|nous\b|le\b)|patiente?|son (?:numero|portable|mail|adresse|telephone|compte|profil)|"
    r"sa (?:page|fille|mere|soeur)|votre (?:numero|portable|mail|adresse|compte|profil|mari|femme|fille|fils|mere|pere)|mari|femme|elle|habit\w+|domicil\w+)",
    r"\b(?:mme|mlle|(?:madame|monsieur|m\.|mr) [a-z]|patiente?|son |sa |votre |mari|femme|elle|habit|domicil)",
)
_CALLED_BACK: Final = Sign(
    r"\b(?:vous (?:rappel|joind|ecri|envo|contact|appel|envoy)\w+|la rappeler|le rappeler|joignable|j'appelle|nous (?:appelons|ecrivons|rappelons|envoyons))\b"
)
# whose a contact is: the first sign that the sentence holds says whether it is somebody's or the practice's
_WHOSE: Final = (
    (_SOMEBODY_S, True),
    (_PROFESSIONAL, False),
    (_CALLED_BACK, True),
    (_OURS, False),
    (_STAFF, False),
)
_OWN_ACCOUNT: Final = Sign(
    r"\b(?:suivez|abonnez|rejoignez|retrouvez[- ](?:nous|moi|le cabinet|le dr|le docteur|notre|toute|la clinique)|not(?:re|s)|nos|ma page|mon compte|la page|le compte|compte (?:officiel|du)|page (?:officielle|du)|credits?|photo de|"
    r"source|via|in partnership|avec le concours)\b"
)
_OWN_MAILBOX: Final = Regex(
    r"^(?:contact|secretariat|cabinet|info|infos|accueil|rdv|rendezvous|clinique|dr|docteur|chirurgie|bonjour|direction|dpo|rgpd|consultation)\b|^(?:dr|docteur|cabinet|clinique)[._-]"
)
_MOBILE: Final = Regex(r"^0?[67]|^(?:\+|00) ?33[ ().0]*[67]")
_GREETED: Final = Regex(
    r"(?:^|[\n.!?] ?)[ ]*(?P<hello>bonjour|bonsoir|coucou|salut|hello|merci(?: beaucoup| infiniment)?|bravo|chere?s?)(?P<civility> (?:et )?(?:mme|mlle|m\.?|mr\.?|madame|monsieur|mademoiselle|chere?))? ?$"
)
_GREETS: Final = (
    *(
        "bonjour",
        "bonsoir",
        "coucou",
        "salut",
        "hello",
        "merci",
        "beaucoup",
        "infiniment",
        "bravo",
        "cher",
        "chers",
        "chere",
    ),
    *("cheres", "mme", "mlle", "m", "mr", "madame", "monsieur", "mademoiselle"),
)  # the last word of `_GREETED`
_FAMILY: Final = Sign(
    r"\b(?:maman de|mere de|pere de|epouse d|mari de|femme de|fille d|fils d|soeur d|frere d|jumelles?|divorcee|veuve)\b"
)
_PATIENT_NOUN: Final = Sign(
    r"\b(?:patiente?|cliente|operee?|opere|revient de loin|une femme de|un homme de|jeune femme|jeune homme)\b"
)
_GENERAL: Final = Regex(
    r"\b(?:cas fictif|fictive?|par exemple|a partir de|avant l'age|des l'age|toute personne|les patientes?|des patientes?|chez les|chaque patiente?)\b"
)
_TITLE: Final = Regex(r"\b(?:mme|mlle|m\.|mr|madame|monsieur|mademoiselle)\.? $")
_SIGNS: Final = Sieve(
    *(_STAFF, _PROFESSIONAL, _OURS, _ABOUT_A_PATIENT, _SOMEBODY_S, _CALLED_BACK, _OWN_ACCOUNT, _PATIENT_NOUN)
)
_CUT: Final = Fix(Remedy.CUT_SENTENCE)
_COMBINED: Final = 2  # traces that together may let a person be recognised


class _Sentenced(Protocol):
    """A text whose sentences are known."""

    @property
    def sentences(self) -> Sentences:
        """Its sentences."""


class Exposure(NamedTuple):
    """A span that points at a patient, in folded positions, and what is done about it."""

    start: int
    end: int
    fix: Fix


class _Scene:
    """A text that goes out: whose practice it is, its sentences, and which signs stand in it at all."""

    __slots__ = ("_around", "_held", "_owners", "_standing", "folded", "greetings", "page", "practice")

    def __init__(self, folded: Folded, page: _Sentenced, practice: Practice) -> None:
        self.folded, self.page, self.practice = folded, page, practice
        self._held: dict[Sign | Guided, bool] = {}
        self._standing: Container[object] | None = None
        self.greetings: dict[Identifier, re.Match[str]] = {}  # before the names that they address
        self._around: tuple[Identifier | None, str] = (None, "")
        self._owners: list[tuple[int, int]] | None = None

    def around(self, one: Identifier) -> str:
        """Return the sentence of an identifier without it; the last one is remembered."""
        if self._around[0] is not one:
            start, end = self.page.sentences.around(one.start, one.end)
            rest = f"{self.folded.lower[start : one.start]} {self.folded.lower[one.end : end]}"
            self._around = one, rest
        return self._around[1]

    def owns(self, one: Identifier) -> bool:
        """Tell whether a part of the body, an act or a course of care belongs to whom an identifier names."""
        if self._owners is None:
            self._owners = [(owner.start, owner.end) for owner in owned(self.folded)]
        return any(start < one.end and one.start < end for start, end in self._owners)

    def shows(self, sign: Sign | Guided, one: Identifier) -> bool:
        """Tell whether a sign stands beside an identifier, in its sentence; most stand nowhere in a text."""
        held = self._held.get(sign)
        if held is None:
            if self._standing is None:
                self._standing = _SIGNS.standing(self.folded.lower)
            held = sign in self._standing and (isinstance(sign, Sign) or sign.is_in(self.folded.lower))
            self._held[sign] = held
        return held and sign.is_in(self.around(one))


def exposed(folded: Folded, page: _Sentenced, channel: Channel, practice: Practice) -> Iterator[Exposure]:
    """Yield what points at a patient in a text that goes out on `channel`."""
    found = find(folded, practice)
    if not found:
        return
    scene = _Scene(folded, page, practice)
    shown = [one for one in found if one.direct and _is_exposed(one, scene)]
    for one in shown:
        yield _exposure(one, scene, channel)
    told = set(map(id, shown))
    hints = [one for one in found if id(one) not in told and not one.doctor and not one.closing]
    for start, end in _combinations(folded, page, hints) if hints else ():
        yield Exposure(start, end, _CUT)


def _is_exposed(one: Identifier, scene: _Scene) -> bool:
    if one.kind in _ALWAYS:
        return True
    if one.doctor or one.closing:
        return False
    if one.kind in _CONTACT:
        return _is_private_contact(one, scene)
    if one.kind is Kind.DATE:
        return scene.shows(_PATIENT_NOUN, one)
    return _is_private_person(one, scene)


def _is_private_contact(one: Identifier, scene: _Scene) -> bool:
    """Tell whether a contact is not the practice's own; where its value is not known, the words around decide."""
    if getattr(scene.practice, _CONTACT[one.kind]):
        return True
    if one.kind in {Kind.HANDLE, Kind.LINK}:
        return not scene.shows(_OWN_ACCOUNT, one)
    value = scene.folded.lower[one.start : one.end]
    if one.kind is Kind.EMAIL and _OWN_MAILBOX.search(value):
        return False
    for sign, private in _WHOSE:
        if scene.shows(sign, one):
            return private
    return one.kind is Kind.EMAIL or (one.kind is Kind.PHONE and _MOBILE.search(value) is not None)


def _is_private_person(one: Identifier, scene: _Scene) -> bool:
    folded = scene.folded
    if (greeting := _greeting(one, folded)) is not None:
        scene.greetings[one] = greeting
        return True
    if scene.owns(one):
        return True
    if scene.shows(_STAFF, one) and not (one.cued and scene.shows(_PATIENT_NOUN, one)):
        titled = one.cued and one.kind is Kind.NAME and _titled(one, folded)
        return titled and not _speaks_of_a_title(scene.around(one))
    if one.cued or _is_shortened(folded.cased[one.start : one.end]):
        return True
    return scene.shows(_ABOUT_A_PATIENT, one)


def _is_shortened(name: str) -> bool:
    """Tell whether a surname is hidden behind its initial, as patients' are: `Sandrine M.`."""
    return re.search(r"[a-z] [A-Z]\.?$", name) is not None


def _titled(one: Identifier, folded: Folded) -> bool:
    return _TITLE.search(folded.lower[max(0, one.start - 14) : one.start]) is not None


def _speaks_of_a_title(sentence: str) -> bool:
    return (
        re.search(
            r"\b(?:ministres?|presidente?|deputee?|senat\w+|directeur|directrice|avocate?|auteure?|secretaire|assistante|infirmiere)\b",
            sentence,
        )
        is not None
    )


def _greeting(one: Identifier, folded: Folded) -> re.Match[str] | None:
    before = folded.lower[max(0, one.start - 50) : one.start]
    return _GREETED.search(before) if before.rstrip(" .\n").endswith(_GREETS) else None


def _exposure(one: Identifier, scene: _Scene, channel: Channel) -> Exposure:
    """Return what is done: a greeting loses the name, a message gets a placeholder, a public text loses the sentence."""
    greeting = scene.greetings.get(one) if scene.greetings else None
    if greeting is not None:
        return _greeting_without_name(one, scene.folded, greeting)
    if channel is Channel.MESSAGE:
        start = _title_start(one, scene.folded)
        return Exposure(start, one.end, Fix(Remedy.REPLACE, text=one.kind.placeholder))
    return Exposure(one.start, one.end, _CUT)


def _greeting_without_name(one: Identifier, folded: Folded, greeting: re.Match[str]) -> Exposure:
    offset = max(0, one.start - 50)
    civility = greeting["civility"]
    if greeting["hello"].startswith("cher"):
        if civility:  # «Chère Madame Durand,» → «Chère Madame,»
            return Exposure(one.start, one.end, Fix(Remedy.DROP))
        return Exposure(offset + greeting.start("hello"), one.end, Fix(Remedy.REPLACE, text="Bonjour"))
    start = offset + greeting.start("civility") if civility else one.start
    return Exposure(start, _closing_mark(folded.lower, one.end), Fix(Remedy.DROP))


def _closing_mark(lower: str, end: int) -> int:
    return (
        end + 1
        if lower[end : end + 1] == "." and lower[end - 1 : end].isalpha() and lower[end - 2 : end - 1] == " "
        else end
    )


def _title_start(one: Identifier, folded: Folded) -> int:
    title = _TITLE.search(folded.lower[max(0, one.start - 14) : one.start])
    return one.start if title is None or one.kind is not Kind.NAME else max(0, one.start - 14) + title.start()


def _combinations(folded: Folded, page: _Sentenced, hints: Iterable[Identifier]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, as spans of their traces, in which two or more say who a patient is."""
    lower = folded.lower
    nouns = list(_PATIENT_NOUN.spans(lower))
    by_sentence: dict[tuple[int, int], list[tuple[str, int, int]]] = {}
    for one in hints if nouns else ():
        around = page.sentences.around(one.start, one.end)
        by_sentence.setdefault(around, []).append((one.kind.value, one.start, one.end))
    for (start, end), traces in by_sentence.items():
        if not any(start <= low and high <= end for low, high in nouns) or _GENERAL.search(lower, start, end):
            continue
        for kind, pattern in (("work", WORK), ("family", _FAMILY)):
            traces += [(kind, start + low, start + high) for low, high in pattern.spans(lower[start:end])]
        if len({kind for kind, _, _ in traces}) >= _COMBINED:
            yield min(low for _, low, _ in traces), max(high for _, _, high in traces)
