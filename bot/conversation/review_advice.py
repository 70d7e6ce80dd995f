"""Answers to questions about reviews in general, from the deontology cards (`knowledge/corpus/deontology`)."""

from __future__ import annotations

from typing import Final

WORKS: Final = (
    "Ce qui marche, et dépend de vous",
    (
        "Soignez l'accueil, l'attente et l'information donnée.",
        "Proposez un questionnaire interne, qui n'est pas publié et ne débouche pas sur un avis en ligne.",
        "Ouvrez une voie simple aux réclamations : « Un souci ? Dites-le-nous » à l'accueil, et quelqu'un qui rappelle.",
        "Tenez à jour la fiche du cabinet : adresse, horaires exacts, téléphone, photos des locaux.",
        "Faites une veille mensuelle, avec des captures d'écran datées.",
    ),
)
ANSWERS: Final = {
    "gain": (
        "Les avis ne se demandent pas et ne se trient pas",
        (
            (
                "À éviter",
                (
                    "AVI005 · Ne sollicitez pas d'avis : ni affiche ni QR code, ni SMS, ni demande aux seules personnes contentes ; jamais de tri, de cadeau ni de demande au moment de payer. C'est une règle de prudence : l'Ordre invite à ne pas encourager les commentaires.",
                    "AVI004 · Ni proches, ni équipe, ni agence : un avis écrit pour vous est un faux avis.",
                    "PUB010 · N'affichez pas vos notes et ne republiez pas d'avis choisis.",
                ),
            ),
            WORKS,
        ),
        ("Carte K48 (Ordre, 2016, confiance V2)", "Carte K49 (guide de l'Ordre, 2018, confiance V3)"),
    ),
    "kin": (
        "Non : un avis écrit par un proche ou par l'équipe est un faux avis",
        (
            (
                "À éviter",
                (
                    "AVI004 · Ni un proche, ni un membre de l'équipe, ni une agence n'écrit comme un patient : publier ou faire publier de faux avis est puni par l'article L.121-4 du code de la consommation (jusqu'à deux ans de prison et 300 000 €).",
                    "AVI005 · Ne sollicitez pas non plus les patients, même les plus contents : règle de prudence.",
                ),
            ),
            WORKS,
        ),
        ("Carte K58 (faux avis, confiance V3+M)", "Carte K48 (Ordre, 2016, confiance V2)"),
    ),
    "remove": (
        "Un avis illicite se signale ; une critique ordinaire reste en ligne",
        (
            (
                "Que faire",
                (
                    "Gardez la preuve d'abord : capture datée de la page entière, adresse exacte, nom affiché.",
                    "Signalez l'avis à la plateforme (règlement européen sur les services numériques, art. 16), avec l'adresse exacte et vos motifs : injure, diffamation, faux avis, concurrent.",
                    "Notez la date : pour une injure ou une diffamation, le délai est de trois mois à partir de la première publication.",
                    "Parlez-en à votre avocat ou à votre assureur avant toute action.",
                ),
            ),
            (
                "À éviter",
                (
                    "AVI001 · N'écrivez jamais « vous n'êtes pas venu au cabinet », ni qui est l'auteur selon vous.",
                    "AVI006 · N'échangez pas un retrait contre un remboursement ou un soin.",
                ),
            ),
        ),
        (
            "Carte K57 (signalement, confiance V2)",
            "Carte K58 (faux avis, confiance V3+M)",
            "Carte K54 (loi de 1881, confiance V3)",
        ),
    ),
    "answer": (
        "Le silence d'abord ; sinon trois phrases générales",
        (
            (
                "Que faire",
                (
                    "Gardez une capture datée, laissez passer 24 heures, puis demandez-vous s'il faut répondre.",
                    "Collez l'avis ici après /avis : le texte proposé est le même pour tous et ne confirme aucune prise en charge.",
                ),
            ),
            (
                "À éviter",
                (
                    "AVI001 · Rien sur la personne ni sur ses soins, même pour se défendre.",
                    "AVI002 · Ni ironie ni accusation ; aucune menace de poursuites (AVI003).",
                    "AVI007 · Pas de remerciement qui reprend les compliments.",
                ),
            ),
        ),
        (
            "Carte K52 (Ordre, 2025, une seule source, confiance V1)",
            "Carte K49 (guide de l'Ordre, 2018, confiance V3)",
        ),
    ),
}
