"""The file of a review: opened with the answer, proved by digests, counted down, written about, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.attached import Attached
from bot.conversation.cards import Card
from bot.conversation.cards_reviews import ANSWERS
from bot.conversation.effects import (
    Action,
    Button,
    Called,
    Due,
    Erase,
    Event,
    File,
    Pictured,
    Pressed,
    Remember,
    Said,
    Send,
)
from bot.conversation.notices import Notice
from bot.conversation.review_deeds import Deeds
from bot.conversation.review_file import KIND, WARNED, ReviewFile, next_reminder
from bot.conversation.reviews import Reviews
from bot.drafting.cases import Case, judge, read_review
from bot.drafting.ports import Craft, Declined, Draft
from bot.drafting.texts import items, knows
from bot.guard import Cleared, Practice, review
from bot.practice import PracticeBook
from tests.conversation.holding import Held
from tests.conversation.talking import NAME, WHO, Talking

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")
DEFAMES = f"⭐ 1/5 — il y a un mois\nCe charlatan a falsifié mon dossier. {NAME}"
WAITS = "⭐⭐ il y a 2 jours\nDeux heures d’attente, secrétaire désagréable"
DIGEST = "ab" * 32
BOOK = PracticeBook(Practice(doctor="Dr Anne Verdier", practice="Cabinet des Tilleuls"), {})


@dataclass
class Desk:
    """Answers a review by its case alone, as the real one does."""

    today: date = TODAY

    async def review(self, text: str) -> Draft | Declined:
        case = judge(read_review(text), self.today).case
        key = case.value if knows("review", case.value) else "holding"
        verdict = review(items("review", key)[0], "review")
        masked = text.replace(NAME, "⟦PRÉNOM⟧")
        return Draft(
            Craft.REVIEW,
            verdict,
            situation=case.value,
            situation_label=case.label,
            request=masked,
            written=verdict.text,
        )

    async def post(self, request: str) -> Draft | Declined:
        verdict = review("La cicatrice pâlit avec le temps.", "post")
        return Draft(Craft.POST, verdict, written=verdict.text, request=request)

    async def revise(self, draft: Draft, _instruction: str) -> Draft | Declined:
        key = draft.situation if knows("review", draft.situation) else "holding"
        said = items("review", key)[(draft.variant + 1) % len(items("review", key))]
        return replace(draft, verdict=review(said, "review"), written=said, variant=draft.variant + 1)

    def waive(self, draft: Draft, _waivers: object) -> Draft:
        return draft


class Talk(Talking):
    def __init__(self) -> None:
        self.held, self.now = Held(), NOON
        mask = lambda text: text.replace(NAME, "⟦PRÉNOM⟧")  # noqa: E731
        room = Reviews(self.held, Deeds(BOOK, mask, lambda: self.now), lambda: self.now)
        super().__init__(Desk(), rooms=(room,))

    async def hears(self, event: Event) -> str:
        self.effects = await self.conversation.hear(event, self.state)
        for effect in self.effects:
            if isinstance(effect, Remember):
                self.state = effect.state
        self.held.write(WHO, self.effects)
        return self.shown

    async def says(self, text: str, craft: Craft | None = None) -> str:
        return await self.hears(Said(WHO, text, "m1", craft))

    async def reviewed(self, text: str) -> str:
        return await self.says(text, Craft.REVIEW)

    async def shoots(self, caption: str = "", digest: str = DIGEST) -> str:
        return await self.hears(Pictured(WHO, digest, caption, "m2"))

    async def tap(self, action: Action, label: str = "") -> str:
        button = next(one for one in self.buttons if one.action is action and label in one.label)
        return await self.hears(Pressed(WHO, button.action, button.draft, button.version))

    async def waits(self, until: datetime) -> str:
        self.now = until
        said = [await self.hears(one) for one in self.held.due(WHO, until)]
        return "\n".join(said)

    @property
    def shown(self) -> str:
        contents = [one.content for one in self.effects if isinstance(one, Send)]
        return "\n".join(map(spoken, contents)).replace("\u00a0", " ")

    @property
    def buttons(self) -> list[Button]:
        return [one for send in self.effects if isinstance(send, Send) for one in send.buttons]

    @property
    def attached(self) -> list[Attached]:
        contents = [one.content for one in self.effects if isinstance(one, Send)]
        return [one for one in contents if isinstance(one, Attached)]

    @property
    def files(self) -> list[ReviewFile]:
        return [ReviewFile(one) for key, one in self.held.kept.items() if key[1] == KIND]

    @property
    def file(self) -> ReviewFile:
        return self.files[-1]


def spoken(content: object) -> str:
    if isinstance(content, Card):
        return "\n".join(
            [content.title, *(line for one in content.blocks for line in (one.title, *one.lines))]
        )
    return content.data.decode() if isinstance(content, Attached) else str(getattr(content, "text", content))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=PARIS).astimezone(UTC)


# the file


async def test_answer_opens_a_file_with_its_number_and_its_days(talk: Talk) -> None:
    said = await talk.reviewed(DEFAMES)
    assert "Dossier AV-2026-01 · Diffamation possible · 1/5" in said
    assert talk.file.label == "il y a un mois"
    assert talk.file.limit is not None
    assert (talk.file.limit.first, talk.file.limit.last) == (date(2026, 9, 24), date(2026, 12, 23))
    assert "filed" in talk.records


async def test_file_keeps_no_word_of_the_review(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots("capture de l’avis de Clémence")
    kept = str([dict(one.entry.value) for one in talk.files])
    assert [word for word in ("charlatan", "falsifi", NAME, "dossier.") if word in kept] == []


async def test_praise_opens_no_file(talk: Talk) -> None:
    await talk.reviewed("⭐⭐⭐⭐⭐ Parfait, merci")
    assert talk.files == []


async def test_files_are_numbered_within_the_year(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    talk.now = datetime(2027, 1, 4, 11, tzinfo=UTC)
    await talk.reviewed("1/5 Bande de voleurs et d’escrocs")
    assert [one.key for one in talk.files] == ["AV-2026-01", "AV-2026-02", "AV-2027-01"]


async def test_same_review_pasted_again_keeps_its_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    talk.now += timedelta(days=9)
    said = await talk.reviewed(DEFAMES.replace("un mois", "6 semaines"))
    assert "Cet avis a déjà son dossier : AV-2026-01" in said
    assert [len(one.shots) for one in talk.files] == [1]
    assert talk.file.label == "il y a un mois"


async def test_new_version_of_the_answer_opens_no_second_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("autre version")
    assert len(talk.files) == 1


async def test_list_puts_the_nearest_last_day_first_and_counts_what_is_closed(talk: Talk) -> None:
    await talk.reviewed("1/5 hier\nBande de voleurs, escrocs")
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    said = await talk.hears(Called(WHO, "avis_en_cours"))
    assert said.index("AV-2026-02 · ") < said.index("AV-2026-01 · ") < said.index("AV-2026-03 · ")
    assert "J-30" in said
    await talk.says("clos le dossier 2")
    after = await talk.hears(Called(WHO, "dossiers"))
    assert "2 dossiers d’avis en cours" in after
    assert "1 dossier clos" in after


@pytest.mark.parametrize("name", ["avis_en_cours", "avis en cours", "dossiers"])
async def test_empty_list_says_so(talk: Talk, name: str) -> None:
    assert "Aucun avis en cours" in await talk.hears(Called(WHO, name))


async def test_file_that_is_not_there_is_said(talk: Talk) -> None:
    assert "Il n’y a pas de dossier 14" in await talk.says("dossier 14")
    assert "Il n’y a pas de dossier AV-2020-01" in await talk.hears(Pressed(WHO, Action.FILE, "AV-2020-01"))


# the countdown


@given(st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)), st.integers(-3, 400))  # noqa: DTZ001
def test_reminder_is_the_next_nine_o_clock_of_a_warned_day(moment: datetime, ahead: int) -> None:
    now = moment.replace(tzinfo=UTC)
    last = now.date() + timedelta(days=ahead)
    found = next_reminder(last, now)
    mornings = [nine(last - timedelta(days=days)) for days in WARNED]
    assert found == min((one for one in mornings if one > now), default=None)


async def test_reminders_come_at_nine_on_each_warned_day_and_then_stop(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    last = date(2026, 12, 23)
    days = []
    for ahead in range(31):
        day = TODAY + timedelta(days=ahead)
        if "dernier jour prudent est" in await talk.waits(nine(day)):
            days.append((last - day).days)
    assert days == list(WARNED)
    assert talk.file.entry.due is None


async def test_reminder_is_not_given_before_nine(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    at = nine(date(2026, 12, 9))
    assert await talk.waits(at - timedelta(minutes=1)) == ""
    assert "dans 14 jours" in await talk.waits(at)


async def test_bot_that_slept_reminds_once(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.waits(nine(date(2026, 12, 21)))
    assert said.count("le dernier jour prudent est") == 1
    assert "dans 2 jours" in said
    assert "demain" in await talk.waits(nine(date(2026, 12, 22)))


async def test_closed_file_is_not_recalled_and_comes_back_when_opened_again(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("clos le dossier")
    assert talk.file.entry.due is None
    assert talk.records == ["review_closed"]
    assert await talk.waits(nine(date(2026, 12, 9))) == ""
    await talk.says("rouvre le dossier")
    assert talk.file.entry.due == nine(date(2026, 12, 16))


async def test_reminder_that_crossed_a_closing_says_nothing(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("clos le dossier")
    assert await talk.hears(Due(WHO, replace(talk.file.entry, due=talk.now))) == ""


@pytest.mark.parametrize("text", [WAITS, "⭐ 1/5 Résultat raté, asymétrique"])
async def test_mere_criticism_has_no_countdown(talk: Talk, text: str) -> None:
    said = await talk.reviewed(text)
    assert talk.file.entry.due is None
    assert "Dernier jour prudent" not in said


async def test_unknown_date_is_asked_and_a_bare_one_is_taken(talk: Talk) -> None:
    said = await talk.reviewed("1/5 Bande de voleurs, escrocs")
    assert "Quelle date le site affiche-t-il ?" in said
    assert talk.file.entry.due is None
    assert "mardi 5 janvier 2027" in await talk.says("6 octobre 2026")
    assert talk.file.entry.due == nine(date(2026, 12, 22))


async def test_exact_date_replaces_a_guess(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.says("publié le 12 octobre 2026")
    assert "pour une publication le 12 octobre 2026" in said
    assert talk.file.limit is not None
    assert talk.file.limit.last == date(2027, 1, 11)


async def test_old_review_may_be_out_of_time(talk: Talk) -> None:
    said = await talk.reviewed("1/5 il y a 4 mois\nBande de voleurs, escrocs")
    assert "peut-être déjà expiré" in said
    assert talk.file.entry.due is None


async def test_discriminatory_motive_is_kept_and_said(talk: Talk) -> None:
    said = await talk.reviewed("1/5 il y a 4 mois\nSale arabe, retourne dans ton pays")
    assert talk.file.aggravated
    assert "le délai passe à un an" in said


@pytest.mark.parametrize("text", ["dans 3 jours", "publié le 12 octobre 2031", "publié lundi", "demain"])
async def test_what_is_no_past_date_changes_nothing(talk: Talk, text: str) -> None:
    await talk.reviewed(DEFAMES)
    before = talk.file.limit
    await talk.says(text)
    assert talk.file.limit == before


# the proofs


async def test_capture_is_kept_by_its_digest_and_its_time_alone(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    said = await talk.shoots()
    assert [(one.digest, one.at) for one in talk.file.shots] == [(DIGEST, NOON)]
    assert "Kit de preuve AV-2026-01 : 1/7" in said
    assert any(isinstance(one, Erase) for one in talk.effects)
    assert "evidence" in talk.records


async def test_same_capture_is_noted_once(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    assert "déjà au dossier" in await talk.shoots()
    assert len(talk.file.shots) == 1


async def test_capture_that_could_not_be_read_is_said(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    assert "n’a pas pu être lue" in await talk.shoots(digest="")
    assert talk.file.shots == ()


async def test_capture_goes_to_the_file_that_its_caption_names(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.reviewed(WAITS)
    await talk.shoots("preuve pour AV-2026-01")
    assert [len(one.shots) for one in sorted(talk.files, key=lambda one: one.key)] == [1, 0]


@pytest.mark.parametrize("caption", ["Poste ça, rhino à 6 mois", "une patiente m’envoie ça, c’est normal ?"])
async def test_other_photo_is_no_proof(talk: Talk, caption: str) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots(caption)
    assert talk.file.shots == ()


async def test_photo_without_a_word_is_no_proof_once_a_post_is_on_screen_or_hours_have_passed(
    talk: Talk,
) -> None:
    await talk.reviewed(DEFAMES)
    talk.now += timedelta(hours=3)
    await talk.shoots()
    assert talk.file.shots == ()
    await talk.says("kit de preuve")
    await talk.says("le soleil et les cicatrices", Craft.POST)
    await talk.shoots()
    assert talk.file.shots == ()
    await talk.shoots("capture du profil")
    assert len(talk.file.shots) == 1


async def test_photo_without_any_file_is_left_to_others(talk: Talk) -> None:
    await talk.shoots("capture de l’avis")
    assert [one.content for one in talk.effects if isinstance(one, Send)] == [Notice.PHOTO]


async def test_boxes_are_ticked_and_unticked(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("kit de preuve")
    await talk.tap(Action.PROOF, "1. Page entière")
    assert talk.file.ticks == {1}
    await talk.tap(Action.PROOF, "☑ 1.")
    assert talk.file.ticks == frozenset()


async def test_link_is_kept_and_ticks_its_box(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("https://avis.example/r/abc")
    assert (talk.file.link, sorted(talk.file.ticks)) == ("https://avis.example/r/abc", [3])
    await talk.says("note à l’avocat")
    assert "https://avis.example/r/abc" in talk.attached[0].data.decode()


async def test_summary_is_a_dated_file_with_whole_digests_and_no_word_of_the_review(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    await talk.says("résumé daté")
    (paper,) = talk.attached
    text = paper.data.decode().replace("\u00a0", " ")
    assert paper.name == "dossier-av-2026-01.txt"
    assert DIGEST in text
    assert "23 novembre 2026 à 12 h" in text
    assert [word for word in ("charlatan", "falsifi", NAME) if word in text] == []


# what is written


async def test_report_asks_for_its_ground_then_is_handed_over_as_text_and_file(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    assert "Chances" in await talk.says("signaler")
    said = await talk.tap(Action.REPORT, "Injure")
    assert "Texte à coller" in said
    assert "Collez ici le lien de l’avis" in said
    assert talk.attached[0].name == "av-2026-01-signalement-injure.txt"
    assert "letter" in talk.records


async def test_mere_criticism_is_told_not_to_be_reported(talk: Talk) -> None:
    await talk.reviewed(WAITS)
    assert Action.REPORT not in {one.action for one in talk.buttons}
    said = await talk.says("signaler")
    assert "une critique ordinaire ne se signale pas" in said
    assert talk.attached == []


async def test_every_letter_is_one_tap_away_and_says_what_to_fill_in(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says("lettres")
    buttons = [one for one in talk.buttons if one.action is Action.LETTER]
    assert len(buttons) == 6
    for button in buttons:
        await talk.hears(Pressed(WHO, button.action, button.draft))
        while not talk.attached:
            await talk.tap(Action.LETTER)
        assert "PROJET À RELIRE PAR UN AVOCAT" in talk.shown
        assert "À compléter" in talk.shown
        assert "Dr Anne Verdier" in talk.attached[0].data.decode()


async def test_brief_for_the_lawyer_tells_what_was_done_and_when(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    await talk.shoots()
    await talk.says("signalement fait")
    await talk.says("note à l’avocat")
    text = talk.attached[0].data.decode().replace("\u00a0", " ")
    assert "signalement fait à la plateforme" in text
    assert "mercredi 23 décembre 2026" in text
    assert DIGEST in text


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("signalement fait", "reported"),
        ("signalement refusé", "refused"),
        ("l’avis a été retiré", "closed"),
        ("clos le dossier", "closed"),
    ],
)
async def test_how_far_it_is_is_noted(talk: Talk, words: str, state: str) -> None:
    await talk.reviewed(DEFAMES)
    await talk.says(words)
    assert talk.file.state == state


async def test_file_named_by_words_is_the_one_that_orders_are_about(talk: Talk) -> None:
    await talk.reviewed(DEFAMES)
    talk.now += timedelta(minutes=1)
    await talk.reviewed(WAITS)
    talk.now += timedelta(minutes=1)
    await talk.says("dossier 1")
    await talk.says("note à l’avocat")
    assert talk.attached[0].name == "av-2026-01-avocat.txt"


# the public text


@pytest.mark.parametrize(
    "text", [DEFAMES, WAITS, "⭐ 1/5 Résultat raté, asymétrique", "1/5 Bande de voleurs"]
)
async def test_public_text_is_the_same_whether_the_author_is_known_or_not(text: str) -> None:
    texts = set()
    for answer in ANSWERS:
        talk = Talk()
        await talk.reviewed(text)
        said = await talk.tap(Action.KNOWN, ANSWERS[answer])
        assert "ne change pas d’une lettre" in said
        assert talk.records == []
        assert not any(isinstance(one, File) for one in talk.effects)
        assert talk.state.shown is not None
        first = talk.state.shown.draft.verdict.text
        await talk.says("autre version")
        assert talk.state.shown is not None
        texts.add((first, talk.state.shown.draft.verdict.text))
        assert isinstance(talk.state.shown.draft.verdict, Cleared)
    assert len(texts) == 1


async def test_answer_about_the_author_is_kept_nowhere() -> None:
    kept: list[Any] = []
    for answer in ANSWERS:
        talk = Talk()
        await talk.reviewed(DEFAMES)
        await talk.tap(Action.KNOWN, ANSWERS[answer])
        kept.append((dict(talk.file.entry.value), talk.state))
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize("case", [case for case in Case if case is not Case.POSITIVE])
async def test_buttons_fit_in_64_bytes(talk: Talk, case: Case) -> None:
    await talk.reviewed(DEFAMES)
    file = ReviewFile(talk.file.entry.changed(case=case.value))
    talk.held.write(WHO, (File(replace(file.entry, key="AV-2026-9999")),))
    for words in ("dossier 9999", "kit de preuve", "signaler", "lettres", "demande d’effacement", "chances"):
        await talk.says(words)
        assert all(len(one.data.encode()) <= 64 for one in talk.buttons)
