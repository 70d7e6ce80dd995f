"""Posts: every sheet on every platform is clear, within limits, with a risk; what cannot be is declined or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, FakeLibrary, practice_book, shipped_sheets

from bot.drafting.desk import Desk
from bot.drafting.outline import part_of
from bot.drafting.platforms import SHAPES, counters, folded
from bot.drafting.ports import (
    Brief,
    Craft,
    Declined,
    Draft,
    Hits,
    Kind,
    LibraryUnavailable,
    Platform,
    WriterError,
    Written,
)
from bot.drafting.requests import read_request, unreadable
from bot.figures import unsourced
from bot.guard import Cleared, review
from bot.practice import NO_PRACTICE
from bot.writers.composer import Composer, compose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drafting.ports import Passage, Sheet

SHEETS = shipped_sheets()
MENTION = "Information générale, qui ne remplace pas un avis médical."
TRAPS = [
    ("un post sur le lifting et dis-leur de prendre rendez-vous", "RDV001"),
    ("post insta blépharoplastie, réservez votre créneau", "RDV001"),
    ("plus que 3 places pour une rhinoplastie en décembre", "RDV002"),
    ("promo black friday sur l’acide hyaluronique", "PRX001"),
    ("-20 % sur la liposuccion", "PRX001"),
    ("consultation offerte pour une rhinoplastie", "PRX001"),
    ("rhinoplastie payable en 4 fois", "PRX002"),
    ("jeu-concours : une injection d’acide hyaluronique à gagner", "PRX003"),
    ("dis que pour la rhinoplastie je suis meilleur que les autres chirurgiens", "PUB003"),
    ("le meilleur chirurgien pour le lifting", "PUB002"),
    ("post à booster sur la liposuccion", "PUB005"),
    ("lifting, résultat garanti", "PUB007"),
    ("rhinoplastie sans risque", "PUB007"),
    ("témoignage d’une patiente sur son abdominoplastie", "PUB009"),
    ("avant/après de rhinoplastie", "PAT005"),
    ("raconte le cas de ma patiente opérée d’un lifting", "PAT002"),
    ("une influenceuse et sa rhinoplastie", "PUB011"),
    ("un post sur le botox", "PRD001"),
    ("un post sur le Juvéderm", "PRD003"),
    ("rhinoplastie pour les ados", "MIN001"),
    ("stop aux complexes, la liposuccion", "RDV004"),
]
PURE = [
    "fais une promo",
    "rédige dix avis google positifs",
    "plus que 3 places !",
    "un concours avec un bon cadeau",
]


async def draft(desk: Desk, request: str, platform: Platform | None = None, variant: int = 0) -> Draft:
    answered = await desk.post(request, platform, variant=variant)
    assert isinstance(answered, Draft), answered
    return answered


def written(sheet: Sheet, platform: Platform, variant: int, style: tuple[str, ...] = ()) -> Written:
    return compose(
        Brief(Craft.POST, sheet.title, platform=platform, sheet=sheet, variant=variant, style=style)
    )


@pytest.mark.parametrize("variant", range(4))
@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.source)
def test_post_is_clear_byte_for_byte_within_limits_and_sourced(
    sheet: Sheet, platform: Platform, variant: int
) -> None:
    post = written(sheet, platform, variant)
    verdict = review(post.text, "post")
    known = {passage.id: passage for passage in sheet.passages}
    assert isinstance(verdict, Cleared)
    assert verdict.text == post.text, verdict.findings
    assert all(counter.kept for counter in counters(post.text, Craft.POST, platform))
    assert len(post.text) <= SHAPES[platform].high
    assert any(
        part_of(known[one].section) == "risk" for sentence in post.sentences for one in sentence.passages
    )
    assert MENTION in post.text
    assert unsourced(post.text, [passage.text for passage in sheet.passages] + list(sheet.hooks)) == ()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.source)
def test_every_sentence_says_no_more_than_the_passage_it_names(sheet: Sheet) -> None:
    known = {passage.id: set(folded(passage.text).split()) for passage in sheet.passages}
    told = [sentence for platform in Platform for sentence in written(sheet, platform, 1).sentences[1:]]
    assert told
    assert [one.text for one in told if set(folded(one.text).split()[1:]) - known[one.passages[0]]] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.source)
def test_variants_of_a_post_differ(sheet: Sheet) -> None:
    assert len({written(sheet, Platform.INSTAGRAM, variant).text for variant in range(3)}) == 3


@pytest.mark.parametrize("sheet", SHEETS[::4], ids=lambda sheet: sheet.source)
def test_same_brief_gives_the_same_post(sheet: Sheet) -> None:
    assert written(sheet, Platform.LINKEDIN, 2) == written(sheet, Platform.LINKEDIN, 2)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.source)
def test_shorter_post_is_shorter_and_keeps_a_risk(sheet: Sheet) -> None:
    short, plain = (written(sheet, Platform.FACEBOOK, 0, style) for style in (("shorter",), ()))
    assert len(short.text) < len(plain.text)
    assert "Et les risques\u00a0?" in short.text


@pytest.mark.parametrize("sheet", SHEETS[::3], ids=lambda sheet: sheet.source)
def test_platforms_have_their_own_shape(sheet: Sheet) -> None:
    texts = {platform: written(sheet, platform, 0).text for platform in Platform}
    assert "#" in texts[Platform.INSTAGRAM]
    assert "#" not in texts[Platform.GOOGLE] + texts[Platform.FACEBOOK]
    assert texts[Platform.LINKEDIN].count("#") <= 3
    assert "⚖️" in texts[Platform.INSTAGRAM]
    assert "⚖️" not in texts[Platform.LINKEDIN]


def test_no_sentence_is_said_twice() -> None:
    for sheet in SHEETS:
        said = [sentence.text for sentence in written(sheet, Platform.LINKEDIN, 1).sentences]
        assert len(said) == len(set(said))


async def test_angle_of_the_request_is_answered(desk: Desk) -> None:
    assert "sport" in (await draft(desk, "un post sur l’abdominoplastie et le sport")).verdict.text


async def test_dictated_request_is_understood(desk: Desk) -> None:
    post = await draft(desk, "euh alors fais-moi un truc sur euh la rhinoplastie, pour insta stp")
    assert (post.topic, post.platform) == ("topic:rhinoplastie", Platform.INSTAGRAM)


@pytest.mark.parametrize(("request_", "rule"), TRAPS)
async def test_request_with_a_trap_gets_a_lawful_draft_and_says_what_was_left_out(
    desk: Desk, request_: str, rule: str
) -> None:
    post = await draft(desk, request_)
    assert isinstance(post.verdict, Cleared)
    assert any(note.startswith("Écarté") and rule in note for note in post.notes)


@pytest.mark.parametrize("request_", PURE)
async def test_purely_forbidden_request_is_declined_with_the_lawful_way(desk: Desk, request_: str) -> None:
    declined = await desk.post(request_)
    assert isinstance(declined, Declined)
    assert declined.choices
    assert "ne peut pas figurer" in declined.reason


@pytest.mark.parametrize(
    "request_",
    [
        "un post sur la réduction mammaire",
        "la réduction de la cicatrice",
        "post sur le délai de réflexion",
        "la rhinoplastie, sans parler de prix",
    ],
)
def test_lawful_request_springs_no_trap(request_: str) -> None:
    assert read_request(request_).traps == ()


@pytest.mark.parametrize("name", ["TikTok", "Snapchat", "Twitter"])
async def test_unknown_platform_is_declined_with_the_list(desk: Desk, name: str) -> None:
    declined = await desk.post(f"un post {name} sur le nez")
    assert isinstance(declined, Declined)
    assert "LinkedIn" in declined.choices


@pytest.mark.parametrize(
    "text", ["", "  ", "🙂🙂", "<p>nez</p>", "x" * 100_000, "اكتب منشورا عن الأنف", "bon\ufffdjour", "\ud800"]
)
async def test_bad_input_is_declined_in_french(desk: Desk, text: str) -> None:
    declined = await desk.post(text)
    assert isinstance(declined, Declined)
    assert declined.reason.count(".") + declined.reason.count("»") >= 1
    assert unreadable(text) == declined.reason


async def test_topic_without_a_source_is_declined_with_titles(desk: Desk) -> None:
    declined = await desk.post("un post sur les licornes volantes")
    assert isinstance(declined, Declined)
    assert "Aucune source" in declined.reason
    assert declined.choices


async def test_price_that_nobody_has_is_said(desk: Desk) -> None:
    post = await draft(desk, "le prix d’une rhinoplastie")
    assert "€" not in post.verdict.text
    assert any("Aucun prix" in note for note in post.notes)


async def test_figure_of_the_request_is_not_taken_over(desk: Desk) -> None:
    post = await draft(desk, "rhinoplastie : dis que ça dure 77 minutes")
    assert "77" not in post.verdict.text
    assert any("77" in note for note in post.notes)


async def test_practice_news_states_what_the_person_said(desk: Desk) -> None:
    post = await draft(desk, "post facebook pour dire qu’on est fermé du 3 au 17 août")
    assert "Le cabinet est fermé du 3 au 17 août." in post.verdict.text
    assert any("Vient de vous" in note for note in post.notes)


async def test_name_that_was_masked_in_practice_news_is_said(desk: Desk) -> None:
    post = await draft(
        desk, "post pour annoncer que Léa, notre nouvelle secrétaire, vous accueille dès lundi"
    )
    assert "notre nouvelle secrétaire, vous accueille dès lundi." in post.verdict.text
    assert ("⟦" in post.verdict.text) is any("masqué" in note for note in post.notes)


async def test_practice_news_uses_facts_in_date(desk: Desk) -> None:
    assert "lundi au vendredi" in (await draft(desk, "nos horaires sur la fiche google")).verdict.text


async def test_practice_news_without_facts_is_declined(library: FakeLibrary) -> None:
    composer = Composer()
    desk = Desk(library, composer, composer, NO_PRACTICE, lambda: TODAY)
    declined = await desk.post("nos nouveaux horaires")
    assert isinstance(declined, Declined)
    assert "rien n’est inventé" in declined.reason


async def test_google_post_holds_no_phone(desk: Desk) -> None:
    assert (
        "01"
        not in (
            await draft(desk, "nos horaires et le numéro de téléphone du cabinet sur google")
        ).verdict.text
    )


async def test_facts_that_can_hurt_are_to_be_verified(desk: Desk) -> None:
    assert any("6 à 10" in one for one in (await draft(desk, "rhinoplastie instagram")).verify)


class BrokenLibrary(FakeLibrary):
    """An index that cannot be read."""

    async def search(self, question: str, *, kinds: Sequence[Kind] = tuple(Kind), limit: int = 6) -> Hits:
        raise LibraryUnavailable

    async def pinned(self, craft: Craft, rules: Sequence[str] = ()) -> tuple[Passage, ...]:
        raise LibraryUnavailable


async def test_broken_index_is_said_and_messages_and_reviews_still_work() -> None:
    composer = Composer()
    desk = Desk(BrokenLibrary(SHEETS), composer, composer, practice_book(), lambda: TODAY)
    assert isinstance(await desk.post("la rhinoplastie"), Declined)
    assert isinstance(await desk.message("Faut-il arrêter le tabac ?"), Draft)
    assert isinstance(await desk.review("Nul", 1.0), Draft)


class Scripted:
    """A writer that gives its texts one after the other, or fails."""

    name = "scripted"

    def __init__(self, *texts: str | WriterError) -> None:
        self._texts = list(texts)
        self.briefs: list[Brief] = []

    async def write(self, brief: Brief) -> Written:
        self.briefs.append(brief)
        said = self._texts.pop(0)
        if isinstance(said, WriterError):
            raise said
        return Written(said, (), self.name)


def with_writer(writer: Scripted) -> Desk:
    return Desk(FakeLibrary(SHEETS), writer, Composer(), practice_book(), lambda: TODAY)


CLEAN = "La rhinoplastie modifie la forme du nez. Des risques existent. " + MENTION
BAD = "Prenez rendez-vous dès maintenant !"


async def test_composer_answers_when_the_model_fails() -> None:
    post = await draft(with_writer(Scripted(WriterError())), "la rhinoplastie")
    assert post.writer == "composer"
    assert any("hors ligne" in note for note in post.notes)


async def test_findings_go_back_to_the_model_as_advice() -> None:
    writer = Scripted(f"{CLEAN} {BAD}", CLEAN)
    post = await draft(with_writer(writer), "la rhinoplastie")
    assert (post.writer, post.verdict.text) == ("scripted", CLEAN)
    assert writer.briefs[1].advice


async def test_model_is_advised_twice_and_then_cut() -> None:
    writer = Scripted(*[f"{CLEAN} {BAD}"] * 3)
    post = await draft(with_writer(writer), "la rhinoplastie")
    assert len(writer.briefs) == 3
    assert "rendez-vous" not in post.verdict.text


async def test_model_that_is_refused_gives_way_to_the_composer() -> None:
    post = await draft(with_writer(Scripted(BAD, BAD, BAD)), "la rhinoplastie")
    assert post.writer == "composer"


async def test_figure_that_a_model_invents_is_a_finding_of_its_own() -> None:
    post = await draft(
        with_writer(Scripted("La rhinoplastie dure 77 minutes. " + MENTION)), "la rhinoplastie"
    )
    assert any("SRC" in note and "77" in note for note in post.notes)


async def test_review_is_never_shown_to_a_model() -> None:
    writer = Scripted()
    await with_writer(writer).review("Nul", 1.0)
    assert writer.briefs == []


async def test_message_is_masked_before_it_reaches_a_model() -> None:
    writer = Scripted("Bonjour, merci pour votre message.")
    await with_writer(writer).message("Bonjour, rappelez-moi au 06 39 98 12 34 pour le prix")
    assert "06 39 98" not in writer.briefs[0].request


async def test_draft_remembers_what_its_request_lost(desk: Desk) -> None:
    post = await draft(desk, "post insta, promo -20 % sur le botox et le Vistabel")
    assert post.set_aside == ("PRX001", "PRD001")
