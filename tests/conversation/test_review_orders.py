"""What people say about the file of a review, and what is none of it."""

from __future__ import annotations

import pytest

from bot.conversation.review_orders import Order, alone, read


@pytest.mark.parametrize(
    ("text", "order", "word"),
    [
        ("avis en cours", Order.LIST, ""),
        ("mes dossiers", Order.LIST, ""),
        ("montre les avis en cours", Order.LIST, ""),
        ("kit de preuve", Order.PROOF, ""),
        ("Kit preuves stp", Order.PROOF, ""),
        ("preuves", Order.PROOF, ""),
        ("résumé daté", Order.SUMMARY, ""),
        ("donne-moi le résumé du dossier", Order.SUMMARY, ""),
        ("signaler", Order.REPORT, ""),
        ("signale cet avis", Order.REPORT, ""),
        ("texte de signalement", Order.REPORT, ""),
        ("lettres", Order.LETTERS, ""),
        ("note à l’avocat", Order.LETTER, "avocat"),
        ("Prépare-moi une lettre pour l’assureur", Order.LETTER, "assureur"),
        ("la lettre pour mon avocat", Order.LETTER, "avocat"),
        ("écris à mon assureur", Order.LETTER, "assureur"),
        ("déclaration à l’assurance", Order.LETTER, "assureur"),
        ("une note pour notre avocate", Order.LETTER, "avocat"),
        ("courrier assurance", Order.LETTER, "assureur"),
        ("plainte à la CNIL", Order.LETTER, "cnil"),
        ("demande d'effacement", Order.LETTER, "effacement"),
        ("droit de réponse", Order.LETTER, "reponse"),
        ("doute sur l’authenticité", Order.LETTER, "doute"),
        ("quelles chances ?", Order.ODDS, ""),
        ("j’ai signalé l’avis", Order.FOLLOWED, "reported"),
        ("signalement fait", Order.FOLLOWED, "reported"),
        ("Google a refusé le signalement", Order.FOLLOWED, "refused"),
        ("signalement refusé", Order.FOLLOWED, "refused"),
        ("l’avis a été retiré", Order.FOLLOWED, "removed"),
        ("clos le dossier", Order.FOLLOWED, "closed"),
        ("ferme le dossier", Order.FOLLOWED, "closed"),
        ("rouvre le dossier", Order.FOLLOWED, "open"),
        ("publié il y a 3 semaines", Order.DATED, "il y a 3 semaines"),
        ("publié le 12 octobre 2026", Order.DATED, "12 octobre 2026"),
        ("l’avis date du 3 mai", Order.DATED, "3 mai"),
        ("https://avis.example/r/Abc?x=1", Order.LINK, "https://avis.example/r/Abc?x=1"),
        ("Lien : https://avis.example/r/Abc", Order.LINK, "https://avis.example/r/Abc"),
    ],
)
def test_order_is_read(text: str, order: Order, word: str) -> None:
    told = read(text)
    assert ((told.order, told.word) if told else (None, "")) == (order, word)


@pytest.mark.parametrize(
    ("text", "order", "key", "number"),
    [
        ("AV-2026-07", Order.SHOW, "AV-2026-07", 0),
        ("dossier 7", Order.SHOW, "", 7),
        ("ouvre le dossier AV-2026-07", Order.SHOW, "AV-2026-07", 0),
        ("où en est le dossier 12 ?", Order.SHOW, "", 12),
        ("kit de preuve du dossier 3", Order.PROOF, "", 3),
        ("clos le dossier 3", Order.FOLLOWED, "", 3),
        ("av-2026-07 publié le 12 octobre", Order.DATED, "AV-2026-07", 0),
        ("note à l’avocat pour le dossier 4", Order.LETTER, "", 4),
    ],
)
def test_order_names_its_file(text: str, order: Order, key: str, number: int) -> None:
    told = read(text)
    assert told is not None
    assert (told.order, told.key, told.number) == (order, key, number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "plus court",
        "fais-moi un post sur le nez",
        "Bonjour docteur, j’ai perdu mon dossier, que faire ?",
        "Ce chirurgien a falsifié mon dossier, à fuir",
        "Mon avocat vous écrira",
        "⭐ 1/5 — Attente interminable",
        "classe le message 3",
        "merci",
        "je valide",
        "retire",
        "supprime l’avis",
        "refusé",
        "documents",
        "un post sur https://avis.example",
        "Quels documents apporter ?",
        "lettre de mon médecin traitant, dois-je l’apporter ?",
        "Preuve que ce cabinet ment\nà fuir",
    ],
)
def test_what_is_no_order_is_left_to_others(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("il y a 3 semaines", "il y a 3 semaines"),
        ("12/10/2026", "12/10/2026"),
        ("hier", "hier"),
        ("3 mai", "3 mai"),
        ("demain", ""),
        ("j’ai été opérée il y a 3 semaines", ""),
    ],
)
def test_date_alone_is_read(text: str, date: str) -> None:
    assert alone(text) == date


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("oui je la connais", "oui"), ("je le connais bien", "oui"), ("je vois qui c’est", "oui"), ("on la connait", "oui"),
        ("non je ne la connais pas", "non"), ("on le connait pas du tout", "non"), ("inconnue au bataillon", "non"),
        ("je ne sais pas qui c’est", "nsp"), ("aucune idée", "nsp"), ("je sais pas si je la connais", "nsp"),
    ],
)  # fmt: skip
def test_who_knows_the_author_is_heard_and_approves_nothing(said: str, answer: str) -> None:
    told = read(said)
    assert told is not None
    assert (told.order, told.word) == (Order.KNOWN, answer)
