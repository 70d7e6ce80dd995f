"""All the fixed sentences that Confrère says of itself: what happened, then what to do."""

from __future__ import annotations

from enum import StrEnum


class Notice(StrEnum):
    """A closed list; a test runs each through the guard and reads its typography."""

    WELCOME = (
        "Bonjour, je suis Confrère. Dites-moi ce qu’il vous faut : un post à rédiger, un message de patient "
        "ou un avis à coller ici. Rien n’est publié ni envoyé sans vous."
    )
    PRIVACY = (
        "Une précision, dite une seule fois : Telegram n’est pas un hébergeur de données de santé. "
        "Collez les messages sans nom ni photo ; je masque ce qui reste, puis j’efface votre message de cette conversation "
        "quand Telegram le permet."
    )
    PRIVACY_TERMINAL = (
        "Une précision, dite une seule fois : les noms, téléphones et dates du texte collé sont masqués dès la lecture, "
        "et le texte d’origine n’est conservé nulle part."
    )
    EMPTY = "Je n’ai rien reçu de lisible. Écrivez votre demande, ou collez un message ou un avis."
    TOO_LONG = "Ce texte dépasse 10 000 caractères. Collez seulement le message, l’avis ou la demande."
    WHICH = (
        "S’agit-il d’un post à rédiger, d’un message de patient auquel répondre, ou d’un avis en ligne ? "
        "Répondez « post », « message » ou « avis »."
    )
    NOTHING_YET = "Il n’y a pas encore de brouillon à reprendre. Commencez par une demande, ou collez un message ou un avis."
    FIXED = "Ce texte d’urgence ne se modifie pas. Copiez-le tel quel, puis prévenez le médecin."
    NO_CHANGE = "Le garde-fou n’a rien retiré de ce brouillon."
    NO_SOURCES = "Ce brouillon ne s’appuie sur aucun document : il n’affirme aucun fait médical."
    STALE = "Ce bouton appartient à une ancienne version. Voici la plus récente."
    GONE = "Ce brouillon n’est plus disponible. Refaites la demande ; rien n’a été publié."
    APPROVED = "C’est noté : cette version est validée, avec votre identifiant, l’heure et l’empreinte du texte. À vous de la copier."
    INCOMPLETE = (
        "Ce texte contient encore un blanc à remplir (⟦…⟧) : il ne peut pas être validé. "
        "Complétez-le (« remplace ⟦…⟧ par … ») ou retirez la phrase (« enlève la phrase 2 »)."
    )
    RESTORED = "Voici la version demandée, telle qu’elle était."
    NO_BEFORE = "Il n’y a pas de version antérieure de ce brouillon ; il n’a pas changé. Dites « autre version » pour en avoir une nouvelle."
    WHY_KEEP = (
        "Pour quelle raison ? Répondez en une phrase, sans rien qui désigne un patient ; « non » abandonne."
    )
    NOTHING_TO_KEEP = "Le garde-fou n’a rien relevé là ; le brouillon n’a pas changé. Dites « pourquoi ? » pour relire ses remarques."
    NOT_KEPT = "Entendu : rien n’est gardé, le brouillon n’a pas changé."
    NO_REASON = "Il faut une raison, en quelques mots ; rien n’est gardé pour l’instant. Dites-la, ou répondez « non »."
    NO_SUCH_WAIVER = (
        "Il n’y a pas de dérogation à ce rang ; rien n’a changé. Dites « dérogations » pour la liste."
    )
    UNWAIVED = "C’est retiré : la règle s’applique de nouveau à ces mots."
    THANKS = "Avec plaisir. Rien n’a été publié ni envoyé."
    FORGOTTEN = "C’est oublié : je repars de zéro dans cette conversation."
    POST_USAGE = (
        "Dites le sujet après la commande, par exemple : /post Instagram, le soleil et les cicatrices."
    )
    MESSAGE_USAGE = "Collez le message reçu après la commande : /message Bonjour, quels documents apporter ?"
    REVIEW_USAGE = "La commande attend un texte\u00a0: /avis suivi de l’avis tel qu’il est affiché, étoiles et date comprises."
    PRACTICE_DOWN = (
        "La fiche ou les documents de ce cabinet sont illisibles ; rien n’a été publié. "
        "Lancez « confrere doctor » : il dit quelle ligne corriger."
    )
    AGENCY_READS = (
        "Les messages de patients sont réservés au cabinet : le rôle « agence » ne permet ni de les lire ni d’y répondre. "
        "Rien n’a été gardé de ce texte."
    )
    AGENCY_APPROVES = (
        "La validation revient au cabinet : le rôle « agence » permet de rédiger, pas de valider. "
        "Transmettez le brouillon au chirurgien."
    )
    AGENCY_FACTS = "Les informations pratiques se modifient au cabinet : le rôle « agence » permet seulement de les lire."
    SECRETARY_APPROVES = (
        "Un post est validé par le chirurgien ; les réponses aux messages et aux avis, par vous aussi."
    )
    WAIVES = (
        "Maintenir un passage malgré une règle engage le chirurgien : lui seul peut le faire. "
        "Le brouillon n’a pas changé."
    )
    STAFF_ONLY = "Inviter ou retirer une personne revient au chirurgien du cabinet."
    AUDIT_ONLY = "Le journal se consulte par le chirurgien ou par l’agence."
    INVITE_USAGE = (
        "Dites le rôle, puis le prénom si vous voulez : /inviter secretaire Nadia. "
        "Les rôles sont : chirurgien, secretaire, agence."
    )
    BAD_LINK = "L’invitation n’est plus valable : elle a servi, ou elle a plus de 24 heures. Le cabinet peut en créer une nouvelle."
    ALREADY_IN = "Vous faites déjà partie de ce cabinet ; rien n’a changé."
    NO_SUCH_MEMBER = "Je n’ai pas trouvé cette personne ; rien n’a changé. Dites « membres » pour la liste."
    NOT_YOURSELF = "Vous ne pouvez pas vous retirer vous-même : demandez-le à un autre chirurgien du cabinet."
    CONFIGURED = (
        "Cette personne est inscrite dans la configuration (CONFRERE_TELEGRAM_USERS) : "
        "retirez-y son numéro, puis relancez."
    )
    RETIRED = "L’accès est retiré : le bot ne répond plus à cette personne, anciens boutons compris."
    SWITCHED = "C’est fait : cette conversation porte maintenant sur ce cabinet. Les brouillons de l’autre y restent."
    NO_SUCH_PRACTICE = "Je n’ai pas trouvé ce cabinet ; rien n’a changé. Dites « /cabinets » pour la liste."
    NO_LINES = (
        "Le journal n’a aucune ligne pour cette période. Essayez un autre mois : /journal octobre 2026."
    )
    BAD_MONTH = "Je n’ai pas reconnu le mois. Écrivez par exemple : /journal octobre 2026."
    WIPED = (
        "Tout est effacé, sauf le journal, qui garde des empreintes, et ce qui revient au cabinet. "
        "Videz aussi la conversation dans Telegram."
    )
    KEPT_ALL = "Rien n’a été effacé."
    FACT_REMOVED = (
        "C’est retiré de ce que vous aviez dicté ; la fiche d’origine, s’il y en a une, reprend sa place."
    )
    NO_SUCH_FACT = "Cette fiche n’a pas été dictée ici. /fiche donne la liste."
    FACT_PERSON = "Cette fiche semble désigner une personne ; rien n’a été enregistré. Retirez le nom, la date ou le numéro qui la désigne."
    FACT_LONG = "Une fiche tient en 400 caractères ; rien n’a été enregistré. Gardez l’essentiel."
    FACT_UNFIT = "Je n’y reconnais pas cette information ; rien n’a été enregistré. Redites-la comme dans l’exemple, ou comme /fiche le montre."
    FACT_DATE = "Je n’ai pas compris cette échéance ; rien n’a été enregistré. Écrivez par exemple « jusqu’au 30 juin 2027 »."
    FACT_PAST = "Cette échéance est déjà passée ; rien n’a été enregistré. Donnez une date à venir."
    GUIDE_LATER = "Entendu : les questions restantes sont gardées. Dites « guide » pour les reprendre."
    UNKNOWN_COMMAND = "Je ne connais pas cette commande. /aide donne la liste."
    STRANGER = "Ce service est réservé au cabinet. Demandez un accès à la personne qui l’administre."
    NOT_TEXT = "Je ne lis ici que du texte. Écrivez votre demande, sans photo ni document de patient."
    PHOTO = (
        "Je n’utilise pas les photos, et je l’ai effacée de cette conversation si Telegram le permet. "
        "Décrivez le sujet en quelques mots, sans rien qui identifie une personne."
    )
    PHOTO_GONE = (
        "Ce choix n’est plus disponible : je n’ai rien gardé de cette photo. Envoyez-la de nouveau si besoin."
    )
    PHOTO_SUBJECT = "De quoi ce post doit-il parler ? Dites le sujet en quelques mots, sans rien qui désigne une personne."
    NO_CONSENT = "Je n’ai pas ce dossier de consentement ; rien n’a changé. Relisez son numéro, ou tapez /consentements."
    CONSENT_GONE = "Le dossier est effacé. Si l’image est encore en ligne, dépubliez-la aussi."
    WHICH_SLOT = "Quel jour et quelle heure ? Dites-le en mots : « mardi 9 h », « le 3 décembre à 18 h 30 »."
    SLOT_PAST = "Cette date est passée, ou trop lointaine ; rien n’est programmé. Donnez un jour à venir et une heure."
    SLOT_GONE = "Le créneau est retiré ; le texte reste validé. « programme ce post » en propose un autre."
    NO_SLOT = "Aucun post n’est programmé : il n’y a rien à annuler. /calendrier montre le mois."
    APPROVE_FIRST = (
        "Ce brouillon n’est pas encore validé ; rien n’est programmé. Relisez-le, puis dites « je valide »."
    )
    MONTH_OVER = "Ce mois est terminé. Choisissez un mois à venir, par exemple : /calendrier janvier."
    MONTH_UNKNOWN = "Je n’ai pas reconnu ce mois. Écrivez par exemple : /calendrier janvier."
    NO_IDEA = "Cette idée n’est plus dans le calendrier. /calendrier montre celles du mois."
    NO_OTHER_IDEA = "Je n’ai pas d’autre idée à proposer ; celle-ci reste."
    NO_POSTS = (
        "Je n’ai trouvé aucun de vos posts dans les documents : il n’y a pas encore de voix à apprendre. "
        "Importez-les avec « confrere index add », ou dites-moi comment écrire : « tutoie », « aucun émoji », « phrases plus courtes »."
    )
    NO_VOICE = "Le cabinet n’a pas encore de carte de voix. Dites /voix pour en faire une."
    NOTHING_RETAINED = "Entendu : c’était pour cette fois. La carte de voix n’a pas changé."
    VOICE_FORGOTTEN = "La carte de voix est effacée ; les prochains posts s’écrivent sans elle. /voix en apprend une nouvelle."
    VOICE_USAGE = (
        "Je n’ai pas compris cette consigne ; la carte n’a pas changé. "
        "Dites par exemple : /voix tutoie, /voix bannis magique, /voix phrases plus courtes."
    )
    VOICE_OFF = (
        "La dictée demande un serveur de transcription, qui n’est pas configuré. Écrivez votre demande."
    )
    VOICE_FAILED = "La note vocale n’a pas pu être transcrite ; rien n’a été publié. Réessayez, ou écrivez votre demande."
    EDITED = "J’ai vu votre correction, mais je ne relance pas un brouillon sur un message modifié. Envoyez-le de nouveau."
    MAYBE_TWICE = "Telegram n’a pas confirmé mon dernier envoi, je le refais. S’il apparaît deux fois, gardez le second."
    LIBRARY_DOWN = (
        "L’index des fiches est illisible ; rien n’a été publié. "
        "Lancez « confrere index rebuild », puis refaites la demande."
    )
    FAILED = "Une erreur inattendue est survenue ; rien n’a été publié. Refaites la demande, ou lancez « confrere doctor »."
    DISK = "L’enregistrement n’a pas pu se faire, sans doute faute de place sur le disque ; rien n’a été publié. Libérez de la place, puis recommencez."
    BYE = "À bientôt."
