"""`/voix`: the style card learnt, corrected and put in force; the correction that comes back three times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.cards import Card
from bot.conversation.effects import Action, Button, Called, Event, Pressed, Send
from bot.conversation.habits import HABIT, Habits
from bot.conversation.notices import Notice
from bot.conversation.voice import CARD, VOICE, VoiceRoom, voice_in_force
from bot.conversation.voice_words import Told, read_voice
from bot.drafting.ports import Craft, Draft, Platform
from bot.drafting.voice import Address, Voice
from bot.guard import review
from tests.conversation.holding import Held
from tests.conversation.talking import NAME, WHO, Talking

CLEAN = (
    "Le tabac\n\nOn vous explique, pas à pas. Il ralentit la cicatrisation.\n\nL’équipe du cabinet\n#tabac"
)
PROMISE = "Un résultat garanti en une séance, c’est magique et incroyable !"
ASK = "fais-moi un post Instagram sur le tabac"


@dataclass
class Desk:
    text: str = "Le tabac\n\nLe tabac est l’ennemi de la cicatrice. Il ralentit tout."
    asked: list[str] = field(default_factory=list)

    async def post(self, request: str) -> Draft:
        return self._draft(Craft.POST, request)

    async def message(self, text: str) -> Draft:
        return self._draft(Craft.MESSAGE, text)

    def _draft(self, craft: Craft, request: str) -> Draft:
        platform = Platform.INSTAGRAM if craft is Craft.POST else None
        return Draft(
            craft, review(self.text, craft.value), platform=platform, written=self.text, request=request
        )

    async def revise(self, draft: Draft, instruction: str) -> Draft:
        self.asked.append(instruction)
        text = draft.written.replace("l’ennemi", "un frein")
        return replace(draft, verdict=review(text, draft.craft.value), written=text)


class Talk(Talking):
    def __init__(self) -> None:
        self.desk, self.held = Desk(), Held()
        self.posts: list[tuple[str, tuple[str, ...]]] = []
        self.now = datetime(2026, 12, 1, 11, tzinfo=UTC)

        def mask(text: str) -> str:
            return text.replace(NAME, "⟦PRÉNOM⟧")

        async def published() -> list[tuple[str, tuple[str, ...]]]:
            return self.posts

        rooms = (Habits(self.held, mask), VoiceRoom(self.held, published, mask, lambda: self.now))
        super().__init__(self.desk, rooms=rooms)

    async def _hear(self, event: Event) -> list[object]:  # type: ignore[override]
        shown = await super()._hear(event)  # type: ignore[arg-type]
        self.held.write(WHO, self.effects)
        return shown

    async def calls(self, text: str = "") -> list[object]:
        return await self._hear(Called(WHO, "voix", text))

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    async def tap(self, label: str) -> list[object]:
        button = next(one for one in self.buttons if label in one.label)
        return await self._hear(Pressed(WHO, button.action, button.draft, button.version))

    async def in_force(self) -> Voice | None:
        return await voice_in_force(self.held, WHO.practice)

    async def kept(self) -> Voice:
        entry = await self.held.entry(WHO.practice, VOICE, CARD)
        assert entry is not None
        return Voice.of(entry.value["voice"])

    async def corrects(self, said: str, times: int, craft: str = ASK) -> list[object]:
        shown: list[object] = []
        for _ in range(times):
            await self.say(craft)
            shown = await self.say(said)
        return shown


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.posts = [(CLEAN, ())] * 3 + [(PROMISE, ("PUB007",)), (PROMISE, ("RDV001", "PUB007"))]
    return talk


def words(content: object) -> str:
    assert isinstance(content, Card)
    lines = [content.title, *(line for block in content.blocks for line in (block.title, *block.lines))]
    return "\n".join(lines).replace("\u00a0", " ")


# --- Learning


async def test_voice_is_learnt_from_posts_that_break_no_rule(talk: Talk) -> None:
    (card,) = await talk.calls()
    said = words(card)
    assert "3 posts retenus sur 5 ; 2 écartés par le garde-fou :" in said
    assert "Publicité et commerce : 1" in said
    assert "Incitation au rendez-vous : 1" in said
    assert "Dernière ligne : « L’équipe du cabinet »" in said
    assert "incroyable" not in said
    assert "à relire, pas encore en vigueur" in said


async def test_voice_is_in_force_by_button_alone(talk: Talk) -> None:
    await talk.calls()
    assert await talk.in_force() is None
    await talk.tap("Activer")
    assert await talk.in_force() == await talk.kept()
    assert talk.records == ["voice_on"]
    await talk.tap("Désactiver")
    assert await talk.in_force() is None


async def test_voice_without_posts_says_how_to_bring_them(talk: Talk) -> None:
    talk.posts = []
    assert await talk.calls() == [Notice.NO_POSTS]


async def test_voice_of_posts_that_all_break_a_rule_is_none(talk: Talk) -> None:
    talk.posts = [(PROMISE, ("PUB007",))]
    (card,) = await talk.calls()
    assert "aucun de vos posts ne passe le garde-fou" in words(card).lower()
    assert talk.held.kept == {}


async def test_voice_learnt_again_keeps_what_was_banned_and_what_is_in_force(talk: Talk) -> None:
    await talk.calls()
    await talk.say("bannis « magique »")
    await talk.tap("Activer")
    await talk.tap("Relire mes posts")
    voice = await talk.in_force()
    assert voice is not None
    assert voice.banned == ("magique",)


async def test_voice_takes_no_last_line_that_breaks_a_rule_alone(talk: Talk) -> None:
    talk.posts = [(CLEAN.replace("L’équipe du cabinet", "Prenez rendez-vous dès maintenant"), ())] * 3
    (card,) = await talk.calls()
    assert (await talk.kept()).sign_off == ""
    assert "seule, elle enfreint RDV001" in words(card)


async def test_voice_keeps_no_name(talk: Talk) -> None:
    talk.posts = [(CLEAN.replace("L’équipe du cabinet", NAME), ())] * 3
    await talk.calls()
    assert NAME not in str(talk.held.kept)


# --- Correcting


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("tutoie", Voice(address=Address.TU)),
        ("Vouvoie les patients stp", Voice(address=Address.VOUS)),
        ("bannis « magique »", Voice(banned=("magique",))),
        ("bannis le mot magique", Voice(banned=("magique",))),
        ("ne dis jamais « magique », dis plutôt « doux »", Voice(banned=("magique",))),
        ("bannis magique et parfait", Voice(banned=("magique", "parfait"))),
        ("mots à éviter : magique, parfait", Voice(banned=("magique", "parfait"))),
        ("évite le mot magique", Voice(banned=("magique",))),
        ("arrête de dire magique", Voice(banned=("magique",))),
        ("n’emploie plus le mot magique", Voice(banned=("magique",))),
        ("banis magique.", Voice(banned=("magique",))),
        ("tutoyez", Voice(address=Address.TU)),
        ("ne dis plus jamais magique", Voice(banned=("magique",))),
        ("j’aime dire « pas à pas »", Voice(loved=("pas à pas",))),
    ],
)
async def test_voice_is_corrected_in_words_before_anything_was_learnt(
    talk: Talk, said: str, wanted: Voice
) -> None:
    await talk.say(said)
    assert await talk.kept() == wanted
    assert await talk.in_force() is None


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("phrases plus courtes", "words", 5),
        ("fais des phrases plus courtes", "words", 5),
        ("mes phrases sont trop longues", "words", 5),
        ("évite les émojis", "emoji", 0),
        ("phrases de 12 mots", "words", 12),
        ("phrases plus longues", "words", 8),
        ("aucun émoji", "emoji", 0),
        ("2 émojis au plus", "emoji", 2),
        ("pas de hashtag", "hashtags", 0),
        ("trois mots-dièse", "hashtags", 3),
        ("pas de question en ouverture", "questions", 0),
        ("commence toujours par une question", "questions", 100),
        ("signature : Le cabinet", "sign_off", "Le cabinet"),
        ("signe Le secrétariat", "sign_off", "Le secrétariat"),
        ("sans signature", "sign_off", ""),
    ],
)
async def test_voice_on_screen_is_corrected_in_words(
    talk: Talk, said: str, field: str, value: object
) -> None:
    await talk.calls()
    await talk.say(said)
    assert getattr(await talk.kept(), field) == value


async def test_active_voice_stays_active_when_it_is_corrected(talk: Talk) -> None:
    await talk.calls()
    await talk.tap("Activer")
    (card,) = await talk.say("tutoie")
    voice = await talk.in_force()
    assert voice is not None
    assert voice.address is Address.TU
    assert "dès le prochain post" in words(card)


@pytest.mark.parametrize("said", ["bannis risque", "bannis « les urgences »"])
async def test_voice_does_not_ban_what_the_law_needs(talk: Talk, said: str) -> None:
    (card,) = await talk.say(said)
    assert "une information loyale doit pouvoir le dire" in words(card)
    assert talk.held.kept == {}


@pytest.mark.parametrize(
    "said", [f"bannis {NAME}", "j’aime dire « résultat garanti »", f"/voix j’aime dire {NAME}"]
)
async def test_voice_keeps_neither_a_name_nor_a_forbidden_phrase(talk: Talk, said: str) -> None:
    (card,) = await (talk.calls(said[6:]) if said.startswith("/voix ") else talk.say(said))
    assert "Je ne garde pas ces mots" in words(card)
    assert talk.held.kept == {}


async def test_voice_is_forgotten(talk: Talk) -> None:
    await talk.calls()
    await talk.tap("Activer")
    assert await talk.say("oublie ma voix") == [Notice.VOICE_FORGOTTEN]
    assert await talk.in_force() is None


@pytest.mark.parametrize("said", ["active ma voix", "désactive ma voix"])
async def test_voice_that_is_not_there_is_not_activated(talk: Talk, said: str) -> None:
    assert await talk.say(said) == [Notice.NO_VOICE]


async def test_command_with_words_that_are_no_order_says_so(talk: Talk) -> None:
    assert await talk.calls("blabla") == [Notice.VOICE_USAGE]


async def test_same_words_are_about_the_draft_when_it_was_shown_last(talk: Talk) -> None:
    await talk.calls()
    await talk.say(ASK)
    await talk.say("aucun émoji")
    assert talk.desk.asked == ["aucun émoji"]


async def test_same_words_are_about_the_draft_again_after_half_an_hour(talk: Talk) -> None:
    await talk.say(ASK)
    await talk.calls()
    talk.now += timedelta(minutes=31)
    await talk.say("aucun émoji")
    assert talk.desk.asked == ["aucun émoji"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plus court",
        "Bonjour, ma voix est cassée depuis l’opération, est-ce normal ?",
        "fais-moi un post sur la voix",
        "enlève la deuxième phrase",
        "remplace magique par utile",
        "ajoute : la voix du cabinet",
        "autre version",
        "Merci docteur",
        "bannis\nune ligne",
        "bannis " + "mot " * 30,
        "évite la piscine après l’opération",
        "interdis le tutoiement",
        "autorise-moi à sortir",
        "autorise-moi à reprendre le sport dès lundi",
    ],
)
def test_other_words_are_no_order_about_the_voice(text: str) -> None:
    assert read_voice(text) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("ma voix", "show"),
        ("montre-moi ma carte de voix", "show"),
        ("apprends ma voix", "learn"),
        ("relis mes posts", "learn"),
        ("oublie ma voix stp", "forget"),
        ("désactive ma voix", "off"),
        ("active notre voix", "on"),
        ("autorise « magique »", "allow"),
        ("retire magique des mots bannis", "allow"),
    ],
)
def test_order_about_the_voice_is_understood(text: str, act: str) -> None:
    told = read_voice(text)
    assert told is not None
    assert (told.act, told.bare) == (act, False)


def test_order_keeps_its_words_as_they_were_said() -> None:
    assert read_voice("bannis « l’Œdème » et « Parfait »") == Told("ban", ("l’Œdème", "Parfait"))


# --- The same correction three times


async def test_third_correction_becomes_a_proposal(talk: Talk) -> None:
    assert len(await talk.corrects("remplace l’ennemi par un frein", 2)) == 2
    shown = await talk.corrects("remplace l’ennemi par un frein", 1)
    assert words(shown[-1]).startswith("Je retiens « l’ennemi » dans vos mots à éviter ?")
    assert await talk.in_force() is None
    await talk.tap("Oui, toujours")
    voice = await talk.in_force()
    assert voice is not None
    assert [one.replace("'", "’") for one in voice.banned] == ["l’ennemi"]


async def test_wish_that_comes_back_is_proposed_for_all_posts(talk: Talk) -> None:
    shown = await talk.corrects("plus court", 3)
    assert "Je retiens pour tous vos posts : la version courte ?" in words(shown[-1])
    await talk.tap("Oui, toujours")
    voice = await talk.in_force()
    assert voice is not None
    assert voice.styles == ("shorter",)


async def test_wish_by_button_counts_like_words(talk: Talk) -> None:
    await talk.corrects("plus court", 2)
    await talk.say(ASK)
    shown = talk.state.shown
    assert shown is not None
    await talk.press(Action.SHORTER, shown.id, shown.version)
    assert any(one.action is Action.RETAIN for one in talk.buttons)


async def test_wish_said_three_times_of_one_draft_counts_once(talk: Talk) -> None:
    await talk.say(ASK)
    for _ in range(4):
        await talk.say("plus court")
    assert not any(one.action is Action.RETAIN for one in talk.buttons)


async def test_refused_proposal_is_not_made_again(talk: Talk) -> None:
    await talk.corrects("plus court", 3)
    assert await talk.tap("Non") == [Notice.NOTHING_RETAINED]
    await talk.corrects("plus court", 4)
    assert not any(one.action is Action.RETAIN for one in talk.buttons)
    assert await talk.in_force() is None


async def test_old_button_of_a_proposal_changes_nothing(talk: Talk) -> None:
    await talk.corrects("plus court", 3)
    old = next(one for one in talk.buttons if one.action is Action.RETAIN)
    await talk.tap("Oui, toujours")
    assert await talk._hear(Pressed(WHO, old.action, old.draft, old.version)) == [Notice.NOTHING_RETAINED]
    assert len(old.data.encode()) <= 64


async def test_retained_correction_waits_for_a_card_that_is_not_in_force(talk: Talk) -> None:
    await talk.calls()
    await talk.corrects("plus court", 3)
    (card,) = await talk.tap("Oui, toujours")
    assert "dès que vous l’aurez activée" in words(card)
    assert await talk.in_force() is None
    assert (await talk.kept()).styles == ("shorter",)


@pytest.mark.parametrize(
    "said",
    [
        "enlève risque",
        f"enlève {NAME}",
        "enlève la deuxième phrase",
        "remplace 15 jours par 3 semaines",
        "enlève il ralentit tout de suite la cicatrisation",
        "autre version",
        "version LinkedIn",
    ],
)
async def test_correction_that_cannot_last_is_not_counted(talk: Talk, said: str) -> None:
    await talk.corrects(said, 3)
    assert await talk.held.entries(WHO.practice, HABIT) == ()
