"""Questions about reviews in general («comment avoir de bons avis ?»), told from pasted reviews and from patients who want an opinion."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.wordings import either
from bot.drafting.sms import spelt_out
from bot.drafting.triage import Class, by_rules
from bot.guard.fold import fold

GRAVE: Final = frozenset({Class.EMERGENCY, Class.DISTRESS})  # what goes before any advice
QUOTED: Final = 6  # words; a longer quotation is pasted
LONGEST: Final = 40  # words; a longer text is pasted

_REVIEWS: Final = re.compile(
    r"\b(?:avis|commentaires? (?:google|en ligne|negatifs?|positifs?)|etoiles?|(?:ma |nos |la |une |de )(?:bonnes? |meilleures? )?notes?|[1-4][.,]\d (?:sur|chez) google|notes? google|reviews?|e-?reputation|reputation en ligne|bien notee?s?|not(?:er|ent|e) (?:le cabinet|le docteur|notre cabinet|mon cabinet|sur google)|parl\w+ de (?:moi|nous) (?:sur google|en ligne|sur internet))\b"
)
_OPINION: Final = re.compile(  # what a patient asks of a doctor, or what a patient read
    r"\b(?:(?<!donnez )(?<!laissez )(?:votre|vos|ton|son) avis|(?:deuxieme|second|autre|2e) avis|(?:a mon|a ton|a votre) avis|change d'avis|l'avis (?:de|d'|qui|ecrit|laisse)|l'avis dit|cet avis|reponse a l'avis|avis (?:qui dit|anonyme|societe)"
    r"|avis (?:medical|medicaux|chirurgical|cardio\w*|specialis\w*|professionnel|du (?:docteur|dr|chirurgien)|au (?:docteur|dr|chirurgien)|d'un (?:medecin|chirurgien|autre|specialiste|expert))"
    r"|avis (?:sur|concernant|pour) (?:ma|mon|mes|une?|l'|le|la|cette?) ?(?!fiche|page|cabinet|compte|profil|google|site)\w+|l'avis du|vous (?:avez|laisser|mettre) (?:de |un )?(?:bons |tres bons )?avis|avis sur vous)\b|(?:^|[.,;:!]) ?avis\W*$"
)
_PASTED: Final = either(
    r"^\W*(?:[0-5]|une|deux|trois|quatre|cinq) etoiles?\b|^\W*avis [0-5] etoiles?\b|[\n⭐★🌟]|[0-5](?:[.,]\d)? ?/ ?5\b",  # stars first
    r"\brepond(?:s|ez)?(?:[- ]moi)? (?:a |au )(?:cet |ce |l')",  # an order
    r"\b(?:nous|on) (?:les |vous )?(?:vend|supprim|garanti|propos)\w*|\bje peux vous\b|\b(?:votre|vos) (?:fiche|profil|reputation|page|note)\b|\binteresse",  # sellers
    r"\bvous (?:faites|prenez|operez|recevez|proposez|consultez)\b|\b(?:osez|avez|pouvez)[- ]vous (?:afficher|avoir|traiter)\b|\b\w*strips?\b|\bj'ai laisse\b|\bj'hesite\b|\bj'ai (?:vu|lu) (?:de|des|les|vos)\b|\binquiet\w*|\bcomment choisir\b|\bprendre (?:un )?(?:rendez|rdv)",  # patients
    r"\b(?:m'avez|mon operation|ma rhino\w*|ma chirurgie|mes implants|mon chirurgien|mon resultat|operee?|(?:ce|cette) (?:cabinet|clinique|chirurgien\w*|docteur|medecin|secretaire)|un accueil pareil|cet accueil)\b",
    r"\bm'a(?:vait)? (?!(?:ete )?(?:dit|conseille|propose|suggere|parle|recommande de|explique|envoye|laisse|mis|appris|contacte|demande (?:si|comment)))\w+",  # their stories
    r"\bpersonne ne (?:repond|rappelle|decroche|m'a)\w*|\bc'est la \w+ qui\b|\b(?:nous|m'|me) ?ecri(?:t|vent)\b|\bbidons?\b",
    r"\b(?:a|de) fuir\b|\bfuyez\b|\bje (?:vous |le |la )?(?:re)?deconseille|\b(?:ravie?s?|decue?s?|inadmissible|honteux|formidable)\b",  # reviews
    r"\b(?:un |des |ces )?posts?\b|\bpublication\b|\bstory\b",  # requests
)
_ASKS: Final = re.compile(
    r"(?:^|[,:;.!?] ?|\b(?:et|dis|dites|moi|google|dit|conseille) )\W*(?:comment|est[- ]ce (?:que|qu')|est[- ](?:il|ce legal|ce permis|ce autorise)|on peut|peut[- ]on|peut on|je peux|puis[- ]je|j'ai le droit|ai[- ]je le droit|a[- ]t[- ]on le droit|on a le droit|faut[- ]il|dois[- ]je|je dois|doit[- ]on|on doit|que faire|quoi faire|qui peut|combien|quel(?:le)?s?|c'est (?:quoi|permis|autorise|legal|interdit|grave|ok|possible|vrai|bien|fiable|serieux|risque)|a qui|par ou|quoi (?:faire|repondre|dire)|quand (?:demander|faut)|et si (?:je|on|mon|ma|mes|nous|la|le|les))\b"
    r"|\?\W*$|\b(?:comment (?:faire|je fais|on fait|en (?:avoir|obtenir|recolter)|les? (?:faire )?(?:enlever|retirer|supprimer))|que faire|des (?:idees|conseils|astuces)|(?:ou|non) pas)\W*"
)
_WANTS: Final = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|hello|ok|et|alors|moi|dis|coucou)\W+)*(?:je (?:veux|voudrais|souhaite\w*|cherche|dois|compte|vais|pense)|j'(?:aimerais|ai (?:envie|besoin))|on (?:veut|voudrait|aimerait|cherche|va|pense)|(?:l'|une? |mon |ma |la |notre )(?:agence|prestataire|webmaster|communicante?|associee?|secretaire|assistante|equipe)(?: \w+)? (?:veut|propose|conseille|me|nous)|nous (?:voulons|voudrions|aimerions|cherchons)|il (?:me|nous) (?:faut|faudrait)|faut que|aide[rz]?[- ](?:moi|nous)|donne[rz]?[- ](?:moi|nous)|trouve[rz]?[- ](?:moi|nous)|(?:des |une |quelques )?(?:idees?|conseils?|astuces?))\b"
)
_OWN_WORDS: Final = re.compile(  # a trap, which a craft declines
    r"^\W*(?:(?:bonjour|salut|tu peux|peux[- ]tu|pouvez[- ]vous|vas[- ]y|stp|svp)\W+)*(?:me |m'|nous )?(?:redig|ecri[st]\b|ecrire|ecrivez|invent|gener|ponds|fabriqu|fais[- ](?:toi|moi|nous))\w*"
)
_KIN: Final = (
    r"cousine?s?|(?:belles?[- ])?soeurs?|(?:beaux?[- ])?freres?|meres?|peres?|parents?|mari|femme|conjointe?|enfants?|fils|filles?|amie?s?|copine?s?|potes?|familles?|proches?|entourage"
    r"|(?:ma|mes|la|l'|notre|nos|les) ?(?:secretaires?|assistante?s?|infirmieres?|internes?|stagiaires?|associes?|collaborat\w*)|equipe|personnel|salarie\w*|employe\w*|collegues?|fournisseurs?|moi[- ]meme|soi[- ]meme|nous[- ]memes?|se mettre|a (?:ma|notre) place"
)
_ABOUT: Final = (
    ("remove", re.compile(r"\b(?:suppr\w*|retir\w*|enlev\w*|efface\w*|signal\w*|attaqu\w*|plainte|diffam\w*|injuri\w*|concurrent\w*|contester|virer|disparaitre|fermer|desactiv\w*|bloquer|cacher|injustes?|ment|mentent|mensong\w*|recours|se defendre|avocat)\b")),
    ("kin", re.compile(rf"\b(?:{_KIN}|faux|fausses?|packs?|propos\w* (?:\d+|des|de) ?(?:faux )?avis|vend(?:s|ent|re|eurs?)?|echang\w*|creer des comptes|achet\w*|pay(?:er|e) (?:pour )?(?:des|les|une?|\d+) (?:faux |bons )?(?:avis|etoiles)|avis pay\w*|agence|poster? (?:un|des) avis|ecrire (?:un|des|nos))\b")),
    ("answer", re.compile(r"\b(?:repond\w*|reponse\w*|reagir|remerci\w*(?! les (?:patient|personne|gens)))\b")),
)  # fmt: skip


def review_question(text: str) -> str | None:
    """Return what a question about reviews in general is about (`gain`, `kin`, `remove`, `answer`), or None.

    Args:
        text: what a person of the practice typed, SMS spelling included; a review or a message pasted whole is none.
    """
    plain = spelt_out(fold(text).lower.replace("+ d'", "plus d'"))
    if len(plain.split()) > LONGEST or not _REVIEWS.search(plain) or _is_pasted(text, plain):
        return None
    if _OPINION.search(plain) or _OWN_WORDS.search(plain) or by_rules(text).klass in GRAVE:
        return None
    if not _ASKS.search(plain) and not _WANTS.search(plain):
        return None
    return next((kind for kind, pattern in _ABOUT if pattern.search(plain)), "gain")


def _is_pasted(text: str, plain: str) -> bool:
    """Tell whether a text is, or quotes, what somebody else wrote; folding loses the stars."""
    quoted = any(len(part.split()) > QUOTED for part in plain.split('"')[1::2])
    stars = "".join(letter for letter in text if letter in "⭐★🌟")
    return quoted or bool(_PASTED.search(plain + stars))
