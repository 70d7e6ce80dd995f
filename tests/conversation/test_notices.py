from __future__ import annotations

import pytest

from bot.conversation.help import COMMANDS, HELP
from bot.conversation.notices import Notice
from bot.french import typeset
from bot.guard import Cleared, review


@pytest.mark.parametrize("notice", Notice)
def test_notice_passes_the_guard_untouched(notice: Notice) -> None:
    verdict = review(notice.value, "message")
    assert isinstance(verdict, Cleared)
    assert verdict.text == notice.value


@pytest.mark.parametrize("notice", Notice)
def test_notice_is_typeset(notice: Notice) -> None:
    assert typeset(notice.value) == notice.value


@pytest.mark.parametrize("notice", Notice)
def test_notice_is_short(notice: Notice) -> None:
    assert len(notice.value) <= 330


def test_help_names_every_command() -> None:
    said = " ".join(line for _, lines in HELP for line in lines)
    assert [name for name, _ in COMMANDS if f"/{name}" not in said] == []
