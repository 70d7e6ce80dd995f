"""What is done to the file of a review: shown, proved, reported, written about, followed, closed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation import cards_letters as papers
from bot.conversation import cards_reviews as cards
from bot.conversation import evidence
from bot.conversation.attached import attached
from bot.conversation.effects import Erase, File, Record, Send
from bot.conversation.moments import in_paris
from bot.conversation.review_file import LABEL, SHOTS, ReviewFile, State, dated
from bot.conversation.review_orders import Order
from bot.drafting import letters
from bot.drafting.deadlines import deadline
from bot.french import short_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.conversation.effects import Effect, Pictured
    from bot.conversation.state import ChatState
    from bot.drafting.deadlines import Deadline
    from bot.drafting.ports import PracticeFacts


@dataclass(frozen=True, slots=True)
class Deeds:
    """`facts` fill the letters; `mask` covers what a date label or a link tells of a person."""

    facts: PracticeFacts
    mask: Callable[[str], str]
    now: Callable[[], datetime]

    def label(self, label: str, limit: Deadline | None) -> str:
        """Return a date as the site shows it, or the day it gives where masking would cover it."""
        if self.mask(label) == label:
            return label[:LABEL]
        return short_date(limit.first) if limit and limit.exact else ""

    def today(self) -> date:
        """Return the day in Paris."""
        return in_paris(self.now()).date()

    def opened(self, file: ReviewFile, draft: str) -> tuple[Effect, ...]:
        """Return a file that was just opened, under the draft of its answer."""
        card = Send(cards.file_card(file, self.today(), brief=True), cards.file_buttons(file))
        return (card, File(file.entry), Record("filed", draft))

    def shown(self, file: ReviewFile, note: str = "", action: str = "") -> tuple[Effect, ...]:
        """Return the file as it is now, written; `action` is what the audit says."""
        card = Send(cards.file_card(file, self.today(), note), cards.file_buttons(file))
        return (card, File(file.entry), *((Record(action, file.key),) if action else ()))

    def done(self, file: ReviewFile, order: Order, word: str) -> tuple[Effect, ...]:
        """Return what an order about a file gives."""
        if order is Order.FOLLOWED:
            return self.followed(file, word)
        if order is Order.LETTER:
            return self.letter(file, word, "")
        if order is Order.REPORT:
            return self.report(file, "")
        if order is Order.SUMMARY:
            return self.summary(file)
        shown = {
            Order.PROOF: (cards.kit_card(file), cards.kit_buttons(file)),
            Order.LETTERS: (papers.letters_card(file), papers.letter_buttons(file)),
            Order.ODDS: (papers.odds_card(file), papers.odds_buttons(file)),
        }.get(order)
        return (Send(*shown), File(file.entry)) if shown else self.shown(file)

    def known(self, file: ReviewFile, word: str, state: ChatState) -> tuple[Effect, ...]:
        """Say what the answer changes: nothing in the text. Neither stored nor audited."""
        if word not in cards.ANSWERS:
            return self.shown(file)
        shown = state.shown if state.shown and state.shown.id == file.draft else None
        digest = hashlib.sha256(shown.draft.verdict.text.encode()).hexdigest() if shown else ""
        return (Send(cards.known_card(file, word, digest), cards.file_buttons(file)),)

    def proof(self, file: ReviewFile, rest: str) -> tuple[Effect, ...]:
        """Show the kit, turn a box, or hand over the summary."""
        if rest == "r":
            return self.summary(file)
        turned = int(rest) if rest.isdecimal() and 1 <= int(rest) <= len(evidence.KIT) else 0
        if turned:
            file = file.doing("tick", self.now(), ticks=sorted(file.ticks ^ {turned}))
        audited = (Record("evidence", file.key),) if turned else ()
        return (Send(cards.kit_card(file), cards.kit_buttons(file)), File(file.entry), *audited)

    def summary(self, file: ReviewFile) -> tuple[Effect, ...]:
        """Hand over the dated summary as a file."""
        done = file.doing("summary", self.now())
        paper = evidence.summary(done, self.now())
        digest = hashlib.sha256(paper.data).hexdigest()
        return (*self.shown(done), Send(paper), Record("evidence", file.key, digest=digest))

    def report(self, file: ReviewFile, ground: str) -> tuple[Effect, ...]:
        """Ask for the ground where there is a choice, or hand over the text."""
        fit = letters.grounds_of(file.case)
        ground = ground or (fit[0] if len(fit) == 1 else "")
        if ground not in letters.table()["grounds"]:
            return (Send(papers.grounds_card(file), papers.ground_buttons(file)), File(file.entry))
        paper = letters.report(ground, evidence.slots(file, self.facts, self.now()))
        done = file.doing(f"report:{ground}", self.now())
        text = attached(f"{file.key.lower()}-signalement-{letters.slug_of(ground)}.txt", paper.text)
        card = Send(papers.report_card(file, paper), papers.report_buttons(file))
        digest = hashlib.sha256(text.data).hexdigest()
        return (card, Send(text), File(done.entry), Record("letter", file.key, digest=digest))

    def letter(self, file: ReviewFile, kind: str, chosen: str) -> tuple[Effect, ...]:
        """List the letters, ask what one needs to know, or hand it over."""
        if kind not in letters.table()["letters"]:
            return self.done(file, Order.LETTERS, "")
        asked = letters.questions_of(kind)
        if len(chosen) < len(asked):
            question = asked[len(chosen)]
            buttons = papers.question_buttons(file, kind, chosen, question)
            return (Send(papers.question_card(file, kind, question), buttons), File(file.entry))
        done = file.doing(f"letter:{kind}", self.now())
        paper = letters.letter(kind, evidence.slots(done, self.facts, self.now()), chosen)
        text = attached(f"{file.key.lower()}-{kind}.txt", paper.text)
        card = Send(papers.letter_card(file, paper), papers.letter_buttons(file))
        digest = hashlib.sha256(text.data).hexdigest()
        return (Send(text), card, File(done.entry), Record("letter", file.key, digest=digest))

    def followed(self, file: ReviewFile, word: str) -> tuple[Effect, ...]:
        """Note how far a file is; what is closed is recalled no more."""
        states = {"removed": State.CLOSED, **{one.value: one for one in State}}
        if word not in states:
            return self.shown(file)
        now = self.now()
        done = ReviewFile(file.entry.changed(state=states[word].value)).doing(word, now)
        card = Send(papers.stated_card(done, word), cards.file_buttons(done))
        return (
            card,
            File(done.entry),
            Record("review_closed" if done.state is State.CLOSED else "filed", file.key),
        )

    def dated(self, file: ReviewFile, words: str) -> tuple[Effect, ...] | None:
        """Take the date that the site shows; what is no past date is not for this room."""
        limit = deadline(words, self.today())
        if limit is None:
            return None
        done = file.doing("dated", self.now(), **dated(limit, self.label(words, limit)))
        return self.shown(done, "C’est noté : le délai est recompté.", "filed")

    def linked(self, file: ReviewFile, link: str) -> tuple[Effect, ...]:
        """Take the address of the review: it goes into the texts to come."""
        done = file.doing(
            "link", self.now(), link=self.mask(link), ticks=sorted(file.ticks | {evidence.LINKED})
        )
        return self.shown(done, "C’est noté : le lien est reporté dans les textes à venir.", "evidence")

    def captured(self, event: Pictured, file: ReviewFile) -> tuple[Effect, ...]:
        """Note the digest and the time of a capture, once; the image is kept nowhere."""
        erased = (Erase(event.message), Record("erased")) if event.message else ()
        if not event.digest:
            return (*erased, Send(cards.unread_card(), cards.kit_buttons(file)))
        if any(one.digest == event.digest for one in file.shots):
            note = "Cette capture est déjà au dossier : même empreinte."
            return (*erased, Send(cards.kit_card(file, note), cards.kit_buttons(file)))
        now = self.now()
        known = [[one.digest, one.at.isoformat()] for one in file.shots][-(SHOTS - 1) :]
        shots = [*known, [event.digest, now.isoformat(timespec="seconds")]]
        done = file.doing("shot", now, shots=shots, ticks=sorted(file.ticks | {evidence.HASHED}))
        note = "Capture notée par son empreinte et son heure. Cochez ce qu’elle montre."
        card = Send(cards.kit_card(done, note), cards.kit_buttons(done))
        return (*erased, card, File(done.entry), Record("evidence", file.key, digest=event.digest))
