"""What a person did, and what is to be done about it: the values between the handlers and the one place that applies."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.attached import Attached
    from bot.conversation.cards import Card
    from bot.conversation.entries import Entry
    from bot.conversation.notices import Notice
    from bot.conversation.state import ChatState
    from bot.drafting.ports import Craft, Draft
    from bot.guard import Cleared, Refused, Waiver


class Role(StrEnum):
    """What a person may do in a practice."""

    SURGEON = "surgeon"
    SECRETARY = "secretary"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Who:
    """Whose conversation it is; `chat` and `user` are stable ids such as `telegram:42`."""

    practice: str
    chat: str
    user: str
    role: Role = Role.SURGEON


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a person wrote or pasted; `message` names it where it can be erased, `craft` when a command says it."""

    who: Who
    text: str = field(repr=False)
    message: str | None = None
    craft: Craft | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A command other than the crafts («/file», «/calendrier janvier»): its name without the slash, folded, and what follows."""

    who: Who
    name: str
    text: str = field(default="", repr=False)
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo or a capture that a person sent: never kept, never shown to a model; only its SHA-256, and its caption."""

    who: Who
    digest: str
    caption: str = field(default="", repr=False)
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The time of an entry has come; `who` is where it was made."""

    who: Who
    entry: Entry


class Action(StrEnum):
    """What a button does; the values travel in 64 bytes."""

    SHORTER = "court"
    SIMPLER = "simple"
    WARMER = "chaud"
    OTHER = "autre"
    INSTAGRAM = "insta"
    FACEBOOK = "face"
    LINKEDIN = "linked"
    GOOGLE = "google"
    YOUTUBE = "ytube"
    KEEP = "garde"
    WHY = "why"
    SOURCES = "src"
    APPROVE = "ok"
    FORGET = "oubli"
    IS_POST = "post"
    IS_MESSAGE = "msg"
    IS_REVIEW = "avis"
    PRACTICE = "cabinet"  # from here to PAUSE: people, facts, first run
    RETIRE = "retire"
    WIPE = "efface"
    KEEP_ALL = "rien"
    RENEW = "renouv"
    RESTORE = "ancien"
    GUIDE = "guide"
    SKIP = "passer"
    PAUSE = "tard"
    TICK = "coche"
    WITHOUT_PHOTO = "sansphoto"
    DIAGRAM = "schema"
    CONSENT = "consent"
    SLOT = "creneau"
    OTHER_SLOT = "date"
    PUBLISH_NOW = "publie"
    WRITE_IDEA = "redige"
    SWAP_IDEA = "echange"
    TAKE_UP = "reprend"
    SEEN = "vu"  # alerts
    CALLED = "joint"
    FALSE_ALARM = "fausse"
    OPEN = "ouvre"  # the queue of messages
    DONE = "classe"
    LATER = "relance"
    HAND_OVER = "transm"
    ANSWER = "consig"
    SORT_NONE = "blancs"
    FILE = "dossier"  # the files of reviews
    PROOF = "preuve"
    REPORT = "signal"
    LETTER = "lettre"
    ODDS = "chances"
    KNOWN = "connu"
    FOLLOWED = "suivi"
    CANNED = "type"  # a ready answer
    VOICE_ON = "voix"  # the style card
    VOICE_OFF = "sansvoix"
    VOICE_LEARN = "relire"
    RETAIN = "retient"
    LET_GO = "laisse"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A tap on a button of version `version` of draft `draft`."""

    who: Who
    action: Action
    draft: str = ""
    version: int = 0


Event = Said | Pressed | Called | Pictured | Due


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a card: what it says and what it does."""

    label: str
    action: Action
    draft: str = ""
    version: int = 0

    @property
    def data(self) -> str:
        """Return the callback data, at most 64 bytes."""
        return f"{self.action}:{self.draft}:{self.version}"


@dataclass(frozen=True, slots=True)
class Send:
    """Show something to the person. Only what the guard built, or what is built from it, has a type that fits."""

    content: Cleared | Refused | Notice | Card | Attached
    buttons: tuple[Button, ...] = ()
    incident: str = ""  # six hexadecimal digits, said after a notice of failure so that the log can be found
    locked: bool = False  # a text that may not be copied yet: a fact in it is still to be ticked


@dataclass(frozen=True, slots=True)
class Keep:
    """Store version `version` of a draft; its texts are masked and guarded."""

    id: str
    version: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Remember:
    """Store the state of a conversation."""

    state: ChatState


@dataclass(frozen=True, slots=True)
class Record:
    """Append a line to the audit; `digest` is the SHA-256 of the exact text, or of the words that a waiver is about."""

    action: str  # drafted · revised · ticked · approved · declined · emergency · erased · waived · unwaived
    draft: str = ""
    version: int = 0
    digest: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waive:
    """Store what a person lets stand in the texts of the practice; its reason is masked."""

    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Unwaive:
    """End the waivers of these words for this rule."""

    rule: str
    digest: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete the message that the person pasted, where the channel allows it."""

    message: str


@dataclass(frozen=True, slots=True)
class File:
    """Store an entry, in place of the one of the same kind and key."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Unfile:
    """Delete an entry, from the disk too."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Wipe:
    """Delete what a person left in this practice: the state and the drafts of the chat, and the entries made there.

    Memberships and facts belong to the practice and stay; what was told to another chat stays there.
    """


Effect = Send | Keep | Remember | Record | Waive | Unwaive | File | Unfile | Wipe | Erase
