"""What a text that goes out may not say about a patient, and what it may say about the practice."""

from __future__ import annotations

import pytest

from bot.guard import Channel, Practice, review
from bot.guard.fold import fold
from bot.guard.patient.exposed import exposed
from bot.guard.scan import Page

EXPOSED = [
    ("post", "Bravo à Sandrine M., opérée mardi !"),
    ("post", "Notre patiente boulangère à Quimper, 42 ans, revient de loin."),
    ("post", "@julie_officiel est passée au cabinet."),
    ("post", "Merci à Léa pour sa confiance."),
    ("post", "Résultat à 3 mois pour Marie D."),
    ("post", "Avant/après de Julie, 27 ans."),
    ("post", "Mme Durand a retrouvé le sourire."),
    ("post", "Aïssatou Diallo avait consulté pour un lipofilling."),
    ("post", "Une patiente de 52 ans, institutrice à Craponne, a choisi un lifting."),
    ("post", "Son numéro : 06 39 98 12 47."),
    ("post", "Dossier n° 2024-00317 : retouche prévue."),
    ("post", "« Parfait du début à la fin. » — Didier N., Lyon"),
    ("post", "Mathilde rêvait d’un nez plus droit."),
    ("post", "Le nez de Julie Martin cicatrise bien."),
    ("post", "Le ventre de Sonia Petit a dégonflé."),
    ("post", "La cicatrice de M. Roux est belle."),
    ("post", "Les suites de Karim B. sont simples."),
    ("post", "Opération de Léa : trois mois déjà."),
    ("post", "Le Dr Claire Martinval a redressé le nez de Julie Martin."),
    ("post", "Notre équipe suit la cicatrisation de Farid Benali."),
    ("message", "Le menton de Zlatka Hrubik a gardé son relief."),
    ("review", "La convalescence de Paul Durand touche à sa fin."),
    ("review", "le ventre de sonia petit"),
    ("review", "Merci Yasmine pour ce gentil retour."),
    ("review", "Bonjour Madame Haddad, votre avis nous touche."),
    ("review", "Chère Nadia, merci."),
    ("message", "Le dossier de Mme Durand est complet."),
    ("message", "Nous vous rappelons au 06 39 98 12 47."),
    ("message", "Votre mari Karim peut vous accompagner."),
    ("message", "Nous avons bien noté votre adresse, 12 rue des Tilleuls, 69003 Lyon."),
    ("message", "Votre numéro de sécurité sociale est le 2 84 03 69 388 042 38."),
    ("message", "Nous écrivons à lea.durand@courrier.example, votre adresse."),
]
LAWFUL = [
    ("post", "Le Dr Claire Martinval reçoit au cabinet."),
    ("post", "Le docteur Martinval opère à la clinique des Tilleuls."),
    ("post", "Notre secrétaire, Sophie, répond de 9 h à 18 h."),
    ("post", "Le cabinet : 12 rue des Tilleuls, 69003 Lyon, tél. 04 65 71 22 90."),
    ("post", "Secrétariat : contact@cabinet.example"),
    ("post", "📞 04 65 71 22 90"),
    ("post", "Suivez notre compte @cabinet.tilleuls"),
    ("post", "La maladie de Dupuytren touche la main des hommes après 50 ans."),
    ("post", "Le nez de Pinocchio s’allonge, celui de Cyrano aussi."),
    ("post", "La main de Dupuytren et le mamelon de Poland ont leurs indications."),
    ("post", "La cicatrice de Mc Burney reste fine."),
    ("post", "La rhinoplastie de Joseph date de 1898."),
    ("post", "La poitrine d’Aphrodite a servi de modèle aux sculpteurs."),
    ("post", "Les opérations du Dr Claire Martinval ont lieu le mardi."),
    ("post", "Dès 25 ans, la peau perd un peu de collagène."),
    ("post", "Les patientes de plus de 40 ans posent souvent cette question."),
    ("post", "Cas fictif : une patiente de 45 ans, enseignante à Brest, hésite."),
    ("post", "Selon Martin et al., 2019, le recul manque."),
    ("post", "L’hôpital Saint-Louis accueille les brûlés."),
    ("message", "Bonjour Madame, nous avons bien reçu votre message."),
    ("message", "Bonjour,\n\nLe secrétariat est joignable au 04 65 71 22 90.\n\nCordialement,\nSophie"),
    ("message", "Votre consultation aura lieu le 12 mars à 9 h."),
    ("message", "Appelez le 15 ou le 112 sans attendre."),
    ("review", "Bonjour, votre avis a été lu avec attention."),
    ("review", "Vous pouvez écrire à contact@cabinet.example ou appeler le secrétariat au 04 65 71 22 90."),
]
MENDED = [
    (
        "message",
        "Bonjour Mme Durand, votre message est bien arrivé.",
        "Bonjour, votre message est bien arrivé.",
    ),
    (
        "message",
        "Bonjour Sandrine,\n\nvotre message est bien arrivé.",
        "Bonjour,\n\nvotre message est bien arrivé.",
    ),
    (
        "message",
        "Chère Madame Durand, votre message est bien arrivé.",
        "Chère Madame, votre message est bien arrivé.",
    ),
    ("message", "Chère Sandrine, votre message est bien arrivé.", "Bonjour, votre message est bien arrivé."),
    ("message", "Le document de Mme Durand est bien arrivé.", "Le document de ⟦NOM⟧ est bien arrivé."),
    (
        "message",
        "Nous vous écrirons à lea@courrier.example demain.",
        "Nous vous écrirons à ⟦COURRIEL⟧ demain.",
    ),
    (
        "review",
        "Merci Yasmine pour ce retour. Le cabinet reste ouvert.",
        "Merci pour ce retour. Le cabinet reste ouvert.",
    ),
    ("post", "Mme Durand sourit. La peau sèche en hiver.", "La peau sèche en hiver."),
]


def traces(text: str, channel: str, practice: Practice | None = None) -> list[str]:
    folded = fold(text)
    found = exposed(folded, Page(folded), Channel(channel), practice or Practice())
    return [text[slice(*folded.span(one.start, one.end))] for one in found]


@pytest.mark.parametrize(("channel", "text"), EXPOSED, ids=[text[:50] for _, text in EXPOSED])
def test_a_patient_is_exposed(channel: str, text: str) -> None:
    assert traces(text, channel)


@pytest.mark.parametrize(("channel", "text"), LAWFUL, ids=[text[:50] for _, text in LAWFUL])
def test_nobody_is_exposed(channel: str, text: str) -> None:
    assert traces(text, channel) == []


@pytest.mark.parametrize(("channel", "text", "expected"), MENDED, ids=[text[:50] for _, text, _ in MENDED])
def test_the_patient_leaves_and_good_french_stays(channel: str, text: str, expected: str) -> None:
    verdict = review(text, channel)
    assert verdict.text == expected
    assert "PAT001" in {one.rule for one in verdict.findings}


def test_a_number_that_is_not_the_practice_s_is_found_where_the_practice_is_known() -> None:
    own = Practice(phone="04 65 71 22 90")
    text = "Secrétariat du cabinet : 04 65 71 22 91."
    assert traces(text, "post") == []
    assert traces(text, "post", own) == ["04 65 71 22 91"]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_placeholder_is_nobody(channel: Channel) -> None:
    text = "Le document de ⟦NOM⟧ est arrivé, nous appelons le ⟦TÉL⟧ demain."
    assert traces(text, channel.value) == []
