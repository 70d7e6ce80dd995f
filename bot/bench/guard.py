"""How long the guard takes: on clean text, on text full of faults, on text full of identifiers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from bot.bench import Row, percentile

if TYPE_CHECKING:
    from collections.abc import Callable

CLEAN_TARGETS: Final = (0.5, 2.0)  # milliseconds for 1,000 characters, median and p99
DENSE_TARGETS: Final = (1.2, 3.0)
WHOLE_TARGETS: Final = (2.0, None)
LONG_TARGETS: Final = (None, 15.0)
SIZE: Final = 1_000  # characters
LONG: Final = 4_096
ROUNDS: Final = 300

CLEAN: Final = (
    "La cicatrisation se fait en plusieurs temps. Les premiers jours, la plaie se ferme\u00a0; la peau reste rose pendant quelques mois. ",
    "Une cicatrice récente craint le soleil\u00a0: un vêtement couvrant ou un écran SPF 50 la protège, par temps couvert aussi. ",
    "La blépharoplastie traite l’excès de peau des paupières. Les ecchymoses durent en général une dizaine de jours. ",
    "Chaque intervention comporte des risques\u00a0: hématome, infection, asymétrie. Ils sont exposés lors de la consultation. ",
    "Le tabac ralentit la cicatrisation. L’arrêt est demandé plusieurs semaines avant l’opération, et après. ",
    "La maladie de Dupuytren rétracte les doigts\u00a0; l’incision de Pfannenstiel se cache sous la ligne du maillot. ",
    "L’acide hyaluronique se résorbe en 12 à 18 mois. Un gonflement de deux à trois jours est habituel. ",
    "Le cabinet est ouvert du lundi au jeudi, de 9 h à 18 h. En cas d’urgence, appelez le 15 ou le 112. ",
    "Un délai de réflexion de quinze jours suit la remise du devis, comme le prévoit la loi du 4 mars 2002. ",
    "Le lipofilling déplace la graisse d’une zone à une autre\u00a0; une partie des cellules ne survit pas au transfert. ",
)
DENSE: Final = (
    "Bonjour, je m’appelle Pauline Guérin, née le 14/03/1984, j’habite 12 bis rue des Tilleuls, 69003 Lyon. ",
    "Mon numéro est le 06 39 98 11 90 ou pauline.guerin@courrier.example, mon compte @pauline_grn. ",
    "Vous m’avez opérée le 7 mai 2021, dossier n° 2021-00417, Mme Delattre était là aussi. ",
    "Ma fille Léa, 34 ans, et mon mari Karim Benali vous remercient. ",
)


def bench_guard(rounds: int = ROUNDS) -> list[Row]:
    """Return what the guard costs, in milliseconds, warm: rules and recognisers reading once, then the whole of `review()`."""
    clean, dense, long = texts_of(CLEAN), texts_of(DENSE), texts_of(CLEAN, LONG)
    return [
        _row(
            "règles et données de patients, 1 000 caractères sans défaut",
            _ruled,
            clean,
            rounds,
            CLEAN_TARGETS,
        ),
        _row("règles et données de patients, 1 000 caractères chargés", _ruled, dense, rounds, DENSE_TARGETS),
        _row("garde-fou entier, 1 000 caractères sans défaut", _reviewed, clean, rounds, WHOLE_TARGETS),
        _row("garde-fou entier, 1 000 caractères chargés", _reviewed, dense, rounds, WHOLE_TARGETS),
        _row("garde-fou entier, 4 096 caractères sans défaut", _reviewed, long, rounds, LONG_TARGETS),
    ]


def _ruled(text: str) -> None:
    from bot.guard.catalogue import catalogue
    from bot.guard.fold import fold
    from bot.guard.model import Channel
    from bot.guard.scan import Page, Setting, read_by_rules

    read_by_rules(Page(fold(text)), Setting(Channel.POST, frozenset(), catalogue()))


def _reviewed(text: str) -> None:
    from bot.guard import Channel, review

    review(text, Channel.POST)


def texts_of(sentences: tuple[str, ...], size: int = SIZE) -> list[str]:
    """Return texts of `size` characters that start at each of the sentences."""
    turned = ("".join(sentences[start:] + sentences[:start]) for start in range(len(sentences)))
    return [(text * (1 + size // len(text)))[:size] for text in turned]


def _row(
    name: str,
    work: Callable[[str], None],
    texts: list[str],
    rounds: int,
    targets: tuple[float | None, float | None],
) -> Row:
    durations = []
    for index in range(len(texts) + rounds):
        started = time.perf_counter()
        work(texts[index % len(texts)])
        durations.append((time.perf_counter() - started) * 1_000)
    warm = durations[len(texts) :]
    return Row(name, percentile(warm, 0.5), percentile(warm, 0.99), "ms", *targets)
