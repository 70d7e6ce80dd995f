"""The cards of photos: why none is published by default, what a diagram shows, the file of a consent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.conversation.cards import Light, room_card
from bot.french import count, long_date
from bot.guard.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.conversation.cards import Card
    from bot.conversation.diagrams import Diagram

_CHECKLIST: Final = (
    ("Majeur", "La personne est majeure et décide pour elle-même."),
    ("Prise au cabinet", "La photo a été prise au cabinet ; elle n’a pas été reçue par messagerie."),
    (
        "Écrit et signé",
        "Un consentement écrit, daté et signé porte sur cette publication, pas seulement sur le dossier.",
    ),
    ("Réseaux et durée", "Les réseaux et la durée de publication y sont écrits."),
    (
        "Droit de retrait",
        "La personne sait qu’elle peut le retirer à tout moment, sans motif et sans conséquence.",
    ),
    (
        "Rien d’identifiant",
        "Rien ne la désigne : ni visage, ni tatouage, ni bijou, ni grain de beauté, ni décor, ni date.",
    ),
    (
        "Sans retouche",
        "L’image n’est pas retouchée ; cadrage, lumière et distance sont les mêmes d’une vue à l’autre.",
    ),
    (
        "Légende sobre",
        "La légende dit le contexte, les limites et les risques ; elle ne promet aucun résultat.",
    ),
)
LABELS: Final = tuple(label for label, _ in _CHECKLIST)
ITEMS: Final = tuple(line for _, line in _CHECKLIST)
SHOWN: Final = 12  # digits of a digest, enough to tell two images apart

RISKS: Final = (
    ("PAT004", "La personne peut être reconnue, même de dos ou floutée."),
    ("PAT005", "Un avant/après laisse attendre le même résultat, et invite à comparer."),
    ("PAT006", "L’accord de la personne ne lève pas le secret médical."),
)
DEFAULT: Final = "Position par défaut : la photo d’un patient n’est pas publiée."
NOT_KEPT: Final = "Je n’en garde aucune copie. Comme rien n’est gardé, il n’y a ni lieu, ni date, ni appareil à retirer des métadonnées."
ELSEWHERE: Final = (
    "Je l’efface de cette conversation quand la messagerie le permet ; l’original, dans votre téléphone ou sur votre "
    "ordinateur, garde ses métadonnées."
)
UNREAD: Final = "Le fichier n’a pas pu être lu ; cela ne change rien à ce qui suit."
WAITING: Final = (
    "Seules son empreinte et votre légende, noms masqués, attendent 24 heures que vous choisissiez."
)
NOT_ENOUGH: Final = (
    "Un dossier complet n’autorise pas la publication : il réunit ce qu’il faut avant de demander l’avis du conseil "
    "départemental de l’Ordre."
)
BY_PAPER: Final = (
    "Reportez ce numéro dans le dossier du patient : aucun nom n’est noté ici, aucune image non plus."
)
MENTION: Final = "À écrire dessous : « Schéma : ne représente ni un patient ni un résultat. »"


def gate_card(*, read: bool) -> Card:
    """Return why no text is drafted on a photo, and what became of the image."""
    return room_card(
        Light.BLOCKED,
        "Je ne rédige rien sur cette photo pour l’instant. Que souhaitez-vous à la place ?",
        ("Pourquoi", (*(_risk(code, line) for code, line in RISKS), DEFAULT)),
        ("L’image", (NOT_KEPT, ELSEWHERE, WAITING) if read else (UNREAD, NOT_KEPT, ELSEWHERE)),
    )


def diagram_card(diagram: Diagram) -> Card:
    """Return what a diagram may show in place of the photo."""
    return room_card(
        Light.READY,
        "Un schéma montre le geste, pas une personne",
        ("À dessiner", (diagram.what,)),
        (
            "À éviter",
            ("Un visage reconnaissable, deux états côte à côte, une flèche « avant » et « après ».",),
        ),
        ("Texte alternatif", (diagram.alt,)),
        ("Mention", (MENTION, _basis("PAT012"))),
    )


def consent_card(key: str, done: Collection[int], digest: str) -> Card:
    """Return the file of a consent: its boxes, and what a full one does not allow."""
    lines = tuple(f"{'☑' if rank in done else '☐'} {rank}. {line}" for rank, line in enumerate(ITEMS, 1))
    image = (f"Empreinte de l’image : {digest[:SHOWN]}…",) if digest else ()
    return room_card(
        Light.VERIFY,
        f"Dossier de consentement {key} : {len(done)}/{len(ITEMS)}",
        ("À réunir", lines),
        ("À savoir", (NOT_ENOUGH, _basis("PAT006"), DEFAULT)),
        (
            "Suivi",
            (BY_PAPER, *image, "Rappel du droit de retrait : tous les 12 mois.", f"« supprime le dossier {key} » l’efface."),
        ),
    )  # fmt: skip


def consents_card(files: Sequence[tuple[str, int, str]]) -> Card:
    """Return the list of the files: number, boxes ticked, day of opening (ISO)."""
    lines = tuple(
        f"{key} : {done}/{len(ITEMS)}, ouvert le {long_date(date.fromisoformat(opened))}"
        for key, done, opened in files
    )
    title = (
        count(len(files), "dossier de consentement", "dossiers de consentement")
        if files
        else "Aucun dossier de consentement"
    )
    return room_card(Light.READY, title, ("Dossiers", lines))


def withdrawal_card(key: str) -> Card:
    """Return the yearly reminder: the consent may have been withdrawn, or run out."""
    return room_card(
        Light.VERIFY,
        f"Dossier de consentement {key} : un an déjà",
        (
            "À faire",
            (
                "Vérifiez que la personne est toujours d’accord, et que la durée écrite n’est pas dépassée.",
                "En cas de retrait : dépubliez l’image partout où elle se trouve, le jour même.",
                f"Si l’image n’est plus en ligne : « supprime le dossier {key} ».",
            ),
        ),
    )


def _risk(code: str, line: str) -> str:
    return f"{code} · {line} {_basis(code)}"


def _basis(code: str) -> str:
    """Return the surest reference of a rule, with its confidence."""
    legal = catalogue().rules[code].legal
    return f"Fondement : {legal[0]}." if legal else ""
