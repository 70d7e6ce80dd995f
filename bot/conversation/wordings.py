"""How people word what they want: requests, pastes, follow-ups. Patterns over the folded, lower-case text."""

from __future__ import annotations

import re
from typing import Final

from bot.guard.fold import fold


def either(*patterns: str) -> re.Pattern[str]:
    """Return the alternation of `patterns`."""
    return re.compile("|".join(patterns))


_MAKE: Final = (
    r"(?:re)?fai(?:s|t|re|tes)|prepare[rz]?|redige[rz]?|ecri(?:s|re|vez|t)|cree[rz]?|propose[rz]?|ponds|pondre|genere[rz]?"
    r"|trouve|donne|sors|imagine|poste[rz]?|publie[rz]?|compose"
)
_WORK: Final = (
    r"posts?|publications?|publi|legendes?|carrousels?|reels?|storys?|stories|truc|texte|article|video|script|contenu"
    r"|actu(?:alite)?|papier|billet|tweet"
)
_NETWORK: Final = (
    r"insta(?:gram)?|ig|facebook|fb|linkedin|linked in|google(?: business| my business)?|gmb|youtube|tiktok|tik tok"
    r"|snap(?:chat)?|twitter|threads|reseaux(?: sociaux)?"
)
NETWORK: Final = re.compile(rf"\b(?:{_NETWORK})\b")
REVIEW_AHEAD: Final = re.compile(
    r"^\W*(?:(?:peux[- ]tu |pouvez[- ]vous |il faut |aide[- ]moi a |comment |que |quoi )?(?:repond(?:s|re|ez)|reponse|repondre)"
    r"(?: quoi)? (?:a |au |pour )?(?:cet |cette |un |l'|mon |ce |ces )?"
    r"(?:avis|review|commentaire|note)[^:\n«\"]{0,60}|(?:nouvel |voici (?:un |l')|on a recu un )?avis(?: google| negatif| positif| recu| en ligne| doctolib| facebook| d'un[^:\n]{0,30}| a traiter)*"
    r"|review)\s*(?::|\n|(?=[«\"]))\s*"
)
MESSAGE_AHEAD: Final = re.compile(
    r"^\W*(?:(?:peux[- ]tu |pouvez[- ]vous |il faut |aide[- ]moi a |comment |que |quoi )?(?:repond(?:s|re|ez)|reponse)(?: quoi)? (?:a |au |pour )?"
    r"(?:cet |cette |un |une |ce |la |le )?(?:message|patiente?|mail|dm|mp|sms|dame|monsieur|personne|demande)[^:\n«\"]{0,60}"
    r"|(?:nouveau |voici (?:un |le )|on a recu (?:un |ce ))?(?:message|mp|dm|sms|mail)(?: recu| prive| insta(?:gram)?| messenger| patiente?| d'une? [^:\n]{0,30}| de [^:\n]{0,30}| a traiter)*"
    r"|une? (?:patiente?|dame|monsieur|personne|fille|femme|homme) (?:nous |m'|me )?(?:demande|ecrit|a ecrit|dit|envoie)[^:\n«\"]{0,40})"
    r"\s*(?::|\n|(?=[«\"]))\s*"
)
POST_AHEAD: Final = re.compile(rf"^\W*(?:posts?|publication)\s*(?:(?:{_NETWORK})\s*)?(?::|\n|,)\s*")

ASKS_POST: Final = either(
    rf"\b(?:{_MAKE})(?:[- ](?:moi|nous|m'en|lui))?\b(?:[ ,]+(?!a (?:cet|ce|la|cette))\w+){{0,4}}? (?:{_WORK})\b",
    rf"\b(?:{_MAKE})[- ]moi\b.{{0,30}}\b(?:sur|pour|a propos)\b",
    rf"\b(?:je (?:veux|voudrais|souhaite|cherche)|j'(?:aimerais|ai besoin)|il (?:me|nous) fau(?:t|drait)|besoin d')(?:[ ,]+\w+){{0,4}}? (?:{_WORK})\b",
    r"\b(?:idees? (?:de|pour (?:un|le)) )?(?:post|publication|legende|reel|carrousel)s? (?:\w+ ){0,3}?(?:sur|pour|concernant|a propos|qui|au sujet)\b",
    rf"^\W*(?:un |une |le |petit |petite )*(?:{_WORK}) (?:\w+ ){{0,4}}?(?:sur|pour|concernant|a propos|au sujet|qui|{_NETWORK})\b",
    rf"^\W*(?:pour |sur )?(?:{_NETWORK})\s*[:,]",
    rf"\b(?:sur|pour|en version) (?:{_NETWORK})\W*$",
    r"^\W*(?:parle|parler|parlons|explique|expliquer|expliquons|informe|rappelle|rappeler|annonce|annoncer)\b",
)
STARS: Final = either(
    r"[⭐★🌟]",
    r"\b[1-5] ?/ ?5\b",
    r"\b[0-5](?:[.,]\d)? etoiles?\b",
    r"\b(?:une|deux|trois|quatre|cinq) etoiles?\b",
)
REVIEW: Final = either(
    r"\bavis (?:google|laisse|negatif|positif|de \w+)\b",
    r"\blocal guide\b",
    r"(?m:^\W*il y a (?:\d+|un|une|deux|trois) (?:heures?|jours?|semaines?|mois|ans?)\W*$)",
    r"\b(?:je|on) (?:vous )?(?:re)?(?:deconseille|commande vivement|commande fortement)",
    r"\bje (?:ne )?(?:le |la |les )?(?:recommande|conseille|deconseille)\b",
    r"\b(?:a|de) fuir\b|\bfuyez\b|\ba eviter\b|\bpassez votre chemin\b|\bn'y allez\b|\bne perdez pas\b|\bn'allez pas\b",
    r"\b(?:charlatan|boucher|escroc|arnaque|incompetent|voleurs?|honteux|scandaleux)\b",
    r"\b(?:au top|top chirurgien|excellent (?:chirurgien|medecin|praticien)|tres bon (?:chirurgien|medecin)|equipe (?:au top|formidable|adorable))\b",
    r"\b(?:ce|cette|le|la) (?:chirurgien(?:ne)?|medecin|docteur|praticien(?:ne)?|secretaire|cabinet|clinique) (?:est|etait|m'a|ne m'a|n'a|a ete|a|nous a|se)\b",
    r"\b(?:accueil|attente|secretariat|prise en charge) (?:\w+ )?(?:deplorable|interminable|desagreable|nul(?:le)?|froid|parfait|catastrophique|execrable)\b",
    r"\b(?:decue?|ravie?|satisfaite?|mecontente?) (?:de |du |par )(?:mon |ma |le |la |l'|ce |cette )?(?:resultat|chirurgien|docteur|operation|intervention|prise|accueil|experience|consultation)",
)
_GREETS: Final = r"^\W*(?:bonjour|bonsoir|bjr|bsr|slt|salut|coucou|cc|hello|hi|hola|ola|salam)\b"
GREETS: Final = re.compile(_GREETS)
MESSAGE: Final = either(
    _GREETS,
    r"\b(?:docteur|dr)\b *[,!]",
    r"\b(?:est[- ]ce que|esk|es que|pouvez|pourriez|pourrai[st]|acceptez|faites|prenez|avez|proposez|recevez|etes)[- ]?vous\b|\bvous (?:faites|prenez|acceptez|avez|pouvez|pourriez|proposez|operez|recevez|etes|fermez|ouvrez)\b",
    r"\b(?:j'ai|j ai|jai|g|je suis|j'etais|j'avais|jsuis|chui|je me suis|j'aimerais|je voudrais|je souhaite|je souhaiterais|je dois|je peux|puis[- ]je|je n'ai|j'arrive|j'attends)\b",
    r"\b(?:ma fille|mon fils|ma mere|mon pere|mon mari|ma femme|ma soeur|mon conjoint|ma copine)\b",
    r"\bmerci (?:beaucoup )?(?:pour|de) (?:votre|vos|la|l')|\bbonne (?:journee|soiree)\b",
    r"\b(?:svp|stp|s'il vous plait|merci d'avance|merci de me|cordialement|bien a vous)\b",
    r"\b(?:rdv|rendez[- ]vous|tarifs?|prix|combien|devis|horaires|adresse|parking|annuler|deplacer|reporter|ordonnance|compte[- ]rendu)\b.*\?",
    r"\b(?:combien (?:ca |ça )?(?:coute|vaut)|c'est combien|quel(?:s)? (?:est|sont) (?:le|les|vos|votre) (?:prix|tarifs?|horaires|delais?))",
    r"\bc'est (?:normal|grave)\b|\best[- ]ce (?:normal|grave)\b|\bdois[- ]je\b",
    r"\b(?:how much|appointment|do you|can i|cuanto|cita|quanto|consulta)\b",
)
QUESTION: Final = re.compile(r"\?\W*$")
SPOKEN: Final = either(
    r"\b(?:je|j'|j|jai|jsuis|jarrive|g|moi|mon|ma|mes|me|m'|elle|il|on)\b",
    r"\b(?:i|i'm|my|me|no puedo|tengo|mi|estoy|nao consigo|minha|meu|estou|non riesco)\b",
)
FIRST: Final = either(r"\b(?:je|j'|j|jai|jsuis|moi|mon|ma|mes|me|m')\b")
RESTYLE: Final = either(  # a wish of style says nothing without a draft
    r"^\W*(?:(?:un peu |encore |en |fais |version |beaucoup |trop )*(?:plus |moins )(?:cours?|courte?s?|long|longue|simple|chaleureu(?:x|se)|direct|sobre|pro|doux|clair|claire|formel|technique|humain|empathique)\b.{0,40}$)",
)
FOLLOW_UP: Final = either(
    RESTYLE.pattern,
    r"^\W*(?:raccourci(?:s|r|ssez)?|simplifie[rz]?|allonge|rallonge|resume[rz]?|condense)\b.{0,40}$",
    rf"^\W*(?:(?:et |maintenant |la |une |en |fais (?:la|une|moi (?:la|une))? ?)*versions? |(?:et |maintenant |la meme (?:chose )?|pareil )*(?:pour|sur|en) )(?:la |une |un )?(?:{_NETWORK})\W*$",
    rf"^\W*(?:{_NETWORK})\W*$",
    r"^\W*(?:enleve[rz]?|retire[rz]?|supprime[rz]?|vire|efface|coupe|ote)\b",
    r"^\W*(?:ajoute[rz]?|rajoute[rz]?|mets|mettez|precise[rz]?|insere|termine par|commence par)\b",
    r"^\W*(?:remplace[rz]?|change[rz]?|modifie[rz]?|corrige[rz]?)\b",
    r"^\W*(?:une? )?(?:autre|nouvelle|2e|deuxieme|seconde) (?:version|proposition|variante|formulation|idee)\W*$",
    r"^\W*(?:reformule[rz]?|recommence[rz]?|refais(?:[- ]le|[- ]la)?|essaie encore|encore|autre chose|variante)\W*$",
    r"^\W*(?:sans|avec) (?:les |des |d')?(?:emojis?|hashtags?|smileys?|titre|liste)\W*$",
    r"^\W*(?:trop (?:long|court|froid|technique|complique|sec|familier))\W*$",
)
AGAIN: Final = either(
    r"^\W*(?:c'est |ca fait |un peu |beaucoup |encore |je (?:le|la) trouve |le ton est |je trouve ca )*(?:un peu |beaucoup |encore )?trop \w+",
    r"^\W*(?:(?:tu peux|peux[- ]tu|pouvez[- ]vous|tu pourrais|il faudrait|faudrait|on peut) )?(?:le |la |me le |me la )?(?:raccourcir|simplifier|adoucir|reformuler|rallonger|enlever|retirer|supprimer|ajouter|changer|remplacer|refaire|alleger|etoffer|developper)\b",
    r"^\W*(?:rends|rendez|fais|faites|mets|mettez|passe|garde|adapte|transforme|decline|traduis|traduisez|allege|adoucis|etoffe|developpe|insiste|parle plutot)(?:[- ](?:le|la|les))?\b",
    r"^\W*(?:plutot|moins|plus) \w+",
)
POINTS: Final = re.compile(r"^\W*\w+[- ](?:le|la)\b(?! \w+ (?:post|publi))")  # «fais-le pour…»
BARE_WHY: Final = either(r"^\W*(?:mais )?(?:pourquoi|pk|pq)(?: ca| cela)?\W*$")  # no subject of a post
WHY: Final = either(
    r"^\W*(?:mais )?(?:pourquoi|pk|pq)\b.{0,60}$",
    r"^\W*(?:qu'est[- ]ce (?:qui|que)|qu'as[- ]tu|c'est quoi) .{0,30}(?:change|enleve|retire|modifie|coupe|corrige).{0,20}$",
    r"^\W*(?:quelle|quelles) (?:regle|regles|loi)\b.{0,40}$",
    r"^\W*(?:et )?c'est quoi (?:la |le |les |cette |votre |ta |ton )?(?:regles?|lois?|article|raison|motif|probleme|souci)\b.{0,30}$",
)
SOURCES: Final = either(
    r"^\W*(?:les |tes |vos |quelles (?:sont (?:les |tes |vos )?)?|donne[- ]moi (?:les |tes )?)?(?:sources?|references?)\W*$",
    r"^\W*d'ou (?:ca|cela|sa|c'est|vien|tu)\b.{0,40}$",
)
APPROVE: Final = either(
    r"^\W*(?:ok |oui |c'est bon |parfait |super )*,?\s*(?:je (?:le |la )?valide|valide|valider|c'est valide|approuve|j'approuve|ok pour moi|parfait,? je (?:valide|prends|garde))\W*$"
)
HELP: Final = either(
    r"^\W*(?:aide|help|aidez[- ]moi|\?+|comment (?:ca|ça|sa) marche|que sais[- ]tu faire|tu (?:fais|sais faire) quoi|c'est quoi ce (?:truc|bot)|(?:tu es|t'es|vous etes) qui|qui (?:es[- ]tu|etes[- ]vous|tu es|vous etes)|mode d'emploi)\W*$"
)


def asks_help(text: str) -> bool:
    """Tell whether a text asks for help; another alphabet and emoji fold to «????» too, and ask for something else."""
    foreign = re.search(r"(?![A-Za-zÀ-ÿ])[^\W\d_]", text) or not re.search(r"[\w?]", text)
    return not foreign and HELP.search(fold(text).lower) is not None


GREETING: Final = either(
    r"^\W*(?:bonjour|bonsoir|salut|coucou|hello|bjr|slt|hey|re|yo)(?: (?:confrere|a toi|a tous|toi))?\W*$"
)
THANKS: Final = either(
    r"^\W*(?:super|parfait|genial|top|nickel|ok|okay|d'accord|bien)?[ ,!]*(?:un grand |mille )?(?:merci|thanks|thx)(?: (?:beaucoup|bien|confrere|a toi|bcp))?\W*$",
    r"^\W*(?:(?:super|parfait|genial|top|nickel|ok|okay|d'accord|tres bien|oui|impeccable)\W*)+$",
)
