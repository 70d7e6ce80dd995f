"""How long the second reader takes, and how long the triage of a message takes with it."""

from __future__ import annotations

from typing import Final

from bot.bench import Row, percentile, timed

TARGET: Final = 1.0  # milliseconds, a message of 300 characters, hints included
TRIAGE_TARGET: Final = 2.0  # milliseconds, rules and reader together
ROUNDS: Final = 200
MESSAGE: Final = (
    "Bonjour docteur, vous m’avez opérée du ventre il y a dix jours et tout se passe plutôt bien. Je voudrais savoir quand je peux "
    "reprendre la natation, et si la gaine se garde aussi la nuit. Par ailleurs ma cicatrice gratte un peu le soir. Est-ce que je "
    "dois avancer mon rendez-vous du 14 ? Merci beaucoup."
)


def bench_reader(rounds: int = ROUNDS) -> list[Row]:
    """Return what reading one message costs, in milliseconds, warm."""
    from bot.drafting.triage import hints, triage
    from bot.guard.reader import Reader

    reader, found = Reader.load("triage"), hints(MESSAGE)
    return [
        _row("second lecteur, 300 caractères", timed(lambda: reader.scores(MESSAGE, found), rounds), TARGET),
        _row("triage d’un message, règles et lecteur", timed(lambda: triage(MESSAGE), rounds), TRIAGE_TARGET),
    ]


def _row(name: str, durations: list[float], target: float) -> Row:
    return Row(name, percentile(durations, 0.5), percentile(durations, 0.99), "ms", target)
