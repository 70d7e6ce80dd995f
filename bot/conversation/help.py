"""What `/aide` says, in the terminal and on Telegram."""

from __future__ import annotations

from typing import Final

HELP: Final = (
    (
        "Un post",
        (
            "Dites le sujet comme vous parlez : « fais-moi un post Instagram sur le soleil et les cicatrices ».",
            "Réseaux : Instagram, Facebook, LinkedIn, Google Business, YouTube.",
            "Un délai, une dose, un prix, une date, un numéro : cochez-les, ou dites « je confirme tout », et la copie se débloque.",
            "/calendrier janvier propose un mois d’idées, deux posts par semaine au plus ; un post validé reçoit un créneau (« mardi 9 h », « annule le créneau »).",
            "/voix : votre façon d’écrire, apprise de vos posts qui respectent les règles ; « bannis magique », « phrases plus courtes ».",
            "Une photo n’est pas publiée : un texte ou un schéma la remplace · /consentements : les dossiers ouverts.",
        ),
    ),
    (
        "Un message de patient",
        (
            "Collez-le tel quel. Les noms et les numéros sont masqués ; une urgence passe avant tout.",
            "Rien ne part au patient : vous copiez la réponse après l’avoir relue.",
            "Plusieurs messages d’un coup : séparez-les par une ligne vide ou par « --- » ; ils sont triés, le plus grave d’abord.",
            "/reponses : vos réponses types. « réponse retard » la prépare, « nouvelle réponse retard : … » l’enregistre.",
            "/file : ceux qui attendent. « ouvre 2 », « classe 2 », « relance 2 demain 10 h », « transmets 2 au chirurgien ».",
        ),
    ),
    (
        "Un avis en ligne",
        (
            "Collez-le avec ses étoiles et sa date. « Ne pas répondre » est toujours la première option.",
            "/avis_en_cours : les dossiers, leur délai et leurs preuves. « kit de preuve », « signaler », « note à l’avocat », « clos le dossier 7 ».",
        ),
    ),
    (
        "Ensuite",
        (
            "« plus court », « plus simple », « plus chaleureux », « autre version », « version LinkedIn »",
            "« enlève la deuxième phrase », « ajoute… », « remplace… par… »",
            "« qu’est-ce qui a changé ? » d’une version à l’autre",
            "« pourquoi ? » pour les règles, « sources » pour les documents, « je valide » pour l’inscrire au journal",
            "« garde la phrase 2 parce que… » pour maintenir ce que le garde-fou permet de maintenir ; « retire la dérogation 1 »",
        ),
    ),
    (
        "Le cabinet",
        (
            "/fiche : horaires, honoraires, adresse… et leur échéance · /guide : la présentation du cabinet, en six questions",
            "/inviter secretaire Nadia · /membres : qui a accès, et le retirer · /cabinets pour changer de cabinet",
            "/journal octobre : qui a validé quoi, en fichiers · /regles : ce qui est vérifié · /mes_donnees et /effacer",
        ),
    ),
    (
        "Commandes",
        (
            "/post, /message, /avis suivis du texte · /derogations : ce que vous avez maintenu · /oublie pour repartir de zéro · /aide",
        ),
    ),
)
COMMANDS: Final = (
    ("post", "Rédiger un post d’information"),
    ("message", "Répondre à un message de patient"),
    ("avis", "Répondre à un avis en ligne"),
    ("avis_en_cours", "Dossiers d’avis : délais, preuves, lettres"),
    ("file", "Les messages qui attendent"),
    ("reponses", "Vos réponses types"),
    ("calendrier", "Un mois d’idées de posts, et ce qui est prévu"),
    ("voix", "Votre façon d’écrire, apprise de vos posts"),
    ("consentements", "Les dossiers de consentement ouverts"),
    ("aide", "Ce que je sais faire"),
    ("fiche", "Les informations du cabinet, et leur échéance"),
    ("guide", "Présenter le cabinet, en six questions"),
    ("membres", "Qui a accès, inviter, retirer"),
    ("cabinets", "Changer de cabinet"),
    ("journal", "Qui a validé quoi, en fichiers"),
    ("regles", "Ce qui est vérifié, et sa date"),
    ("mes_donnees", "Ce qui est gardé à votre sujet"),
    ("effacer", "Effacer vos données"),
    ("derogations", "Ce que vous avez maintenu malgré une règle"),
    ("oublie", "Repartir de zéro dans cette conversation"),
)
