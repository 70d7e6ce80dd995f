"""How long the guard takes: on clean text, on text full of faults, on text full of identifiers."""

from __future__ import annotations

from typing import Final

from bot.bench import Row, percentile

CLEAN_TARGET, CLEAN_TARGET_P99 = 0.5, 2.0  # milliseconds for 1,000 characters
DENSE_TARGET, DENSE_TARGET_P99 = 1.2, 3.0
SIZE: Final = 1_000  # characters
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
    """Return what the guard costs, in milliseconds for 1,000 characters, warm."""
    return [
        _row(
            "garde-fou, 1 000 caractères sans défaut", texts_of(CLEAN), rounds, CLEAN_TARGET, CLEAN_TARGET_P99
        ),
        _row(
            "garde-fou, 1 000 caractères chargés de données",
            texts_of(DENSE),
            rounds,
            DENSE_TARGET,
            DENSE_TARGET_P99,
        ),
    ]


def texts_of(sentences: tuple[str, ...]) -> list[str]:
    """Return texts of `SIZE` characters that start at each of the sentences."""
    count = len(sentences)
    turned = ("".join(sentences[(start + i) % count] for i in range(3 * count)) for start in range(count))
    return [text[:SIZE] for text in turned]


def _row(name: str, texts: list[str], rounds: int, target: float, target_p99: float) -> Row:
    import time

    from bot.guard import Channel, review

    durations = []
    for index in range(len(texts) + rounds):
        started = time.perf_counter()
        review(texts[index % len(texts)], Channel.POST)
        durations.append((time.perf_counter() - started) * 1_000)
    warm = durations[len(texts) :]
    return Row(name, percentile(warm, 0.5), percentile(warm, 0.99), "ms", target, target_p99)
