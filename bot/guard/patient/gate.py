"""One pass over a text that says which recognisers can find anything at all; each looser than the recogniser behind it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Final

from bot.guard.patterns import EVERYWHERE


class Trigger(StrEnum):
    """What a text must hold for a recogniser to be worth running."""

    PHONE = "phone"
    FOREIGN = "foreign"
    SPELLED = "spelled"
    NIR = "nir"
    RUN = "run"
    LONG = "long"
    IBAN = "iban"
    FILE = "file"
    PLATE = "plate"
    OLD_PLATE = "old_plate"
    TOLD_PLATE = "told_plate"
    FOREIGN_DATE = "foreign_date"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    NETWORK = "network"
    STREET = "street"
    DWELLING = "dwelling"
    POSTCODE = "postcode"
    DATE = "date"
    MONTH_YEAR = "month_year"
    BIRTH_YEAR = "birth_year"
    BIRTH_DATE = "birth_date"
    RELATIVE = "relative"
    BORN = "born"
    AGE = "age"
    TITLE = "title"
    RELATION = "relation"
    LABEL = "label"
    GREETING = "greeting"
    INITIAL = "initial"
    CLOSING = "closing"
    SURE = "sure"
    LIKELY = "likely"
    BRIEF = "brief"
    SIGNED = "signed"
    ABRIDGED = "abridged"
    DESCRIBED = "described"
    TOLD_AGE = "told_age"
    TOLD_FILE = "told_file"
    TOLD_PHONE = "told_phone"
    RESIDENCE = "residence"
    OWN_HANDLE = "own_handle"
    WAY = "way"
    RIB = "rib"
    PSEUDONYM = "pseudonym"
    SAID_MAIL = "said_mail"
    SAID_PHONE = "said_phone"
    NUMBERED = "numbered"
    NETWORKED = "networked"
    HALF_PHONE = "half_phone"
    SAID_SOCIAL = "said_social"
    ODD_MAIL = "odd_mail"
    BANK = "bank"
    ACCOUNT = "account"


_MEMORY: Final = 16 << 20  # bytes at most; where they run out, RE2 looks fifty times more slowly
_PATTERNS: Final = {
    Trigger.PHONE: r"[0o3][0-9oil ./()_+*|~,:;\n-]*(?:[0-9oil][ ./()_*|~,:;\n-]{0,3}){7}[0-9oil]",
    Trigger.FOREIGN: r"(?:\+|00) ?[0-9](?:[ ./()-]{0,2}[0-9]){7}",
    Trigger.SPELLED: r"\b(?:zero|0[1-9]?|zero ?[1-9]|0(?:six|sept|un|deux|trois|quatre|cinq|neuf))[ ,.-]+(?:[a-z]+|[0-9]{1,2})[ ,.-]+(?:[a-z]+|[0-9]{1,2})[ ,.-]",
    Trigger.NIR: r"[1-8il](?:[ ./_-]?[0-9oil]){5}[ ./_-]?[0-9aboil](?:[ ./_-]?[0-9oil]){6}",
    Trigger.RUN: r"[0-9](?: [0-9]){6}",
    Trigger.LONG: r"[0-9]{8}",
    Trigger.IBAN: r"\b(?:[a-z]{2}|fr )[0-9]{2}(?:[ .\n/-]?[0-9a-z]{4}){2}|\bfr ?[0-9]{2}[ ./-][0-9]{5}[ ./-]",
    Trigger.FILE: r"\b(?:ipp|nip|iep|nda)[0-9]|\b(?:dossiers?|ipp?|nip|nda|iep|ndossier|adherente?|mutuelle|beneficiaire|identifiant|ins|matricule|passeport|cni|carte|titre|permis|piece|ref|reference|numero|no?|id|code)\b",
    Trigger.PLATE: r"\b[a-z]{2}[ ./-]?[0-9]{3}[ ./-]?[a-z]{2}\b|\b[a-z]{2}-[0-9]{2,3}-[a-z]\b",
    Trigger.OLD_PLATE: r"\b(?:plaque|immat[a-z]*|voiture|vehicule|auto|garee?|caisse|bagnole|remorque|caravane|camion(?:nette)?|fourgon|utilitaire|moto|scooter|vw|polo|golf|vsl|taxi|ambulance|parking|clio|twingo|kangoo|peugeot|renault|citroen)\b.{0,30}[1-9][ -]?[a-z]{2,3}[ -]?[0-9]",
    Trigger.EMAIL: r" @ |arr?oba[sz]| a commercial | a rond |[(\[{] ?(?:at|a|@|chez) ?[)\]}]| at [a-z]|[a-z0-9]@ |[a-z0-9] @[a-z][a-z0-9-]*(?: ?[.(\[{]| point| dot)|(?:dot|point|[)\]}]|\. | \.) ?[a-z0-9._%+-]+@|@[a-z0-9-]+(?: \.|\. | ?[(\[{]| (?:point|dot) )",
    Trigger.LINK: r"\.(?:com|net|me|fr|gg|tv)/|\.[a-z]+/[a-z0-9/._-]*(?:u|users?|profile?s?|members?|membres?|contrib|reviewer|auteur|author)/[a-z0-9]",
    Trigger.HANDLE: r"@",
    Trigger.NETWORK: r"\b(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|facebook|fb|twitter|telegram|messenger|skype|discord|pseudo|compte|profil)\b",
    Trigger.STREET: r"(?:[0-9](?: ?(?:bis|ter|quater|[a-d]))?|\b(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)),? (?:rue|r\.|ave|av|boul|bd|bld|blvd|place|pl|impasse|imp|allee|chemin|ch|route|rte|quai|cours|square|sq|hent|straed|carrer|res|passage|villa|sentier|faubourg|fbg|ruelle|esplanade|promenade|montee|traverse|hameau|clos|rond|cour|chaussee|corniche|sente|voie|venelle|mail|parvis|residence|lot|domaine|cite|cot|grand)|\blieu[ -]dit\b",
    Trigger.DWELLING: r"\b(?:habite|habitons|vit|domicilie|resid|demeurant|loge|adresse|livraison|livre[rz]|envoye[rz]|expedie[rz])",
    Trigger.POSTCODE: r"[0-9]{5},? ?[a-z]|[a-z],? ?\(? ?(?:f-)?[0-9]{5}\b",
    Trigger.DATE: r"[0-9] ?[/.|-] ?[0-9]|[0-9][-/. ][ivx]{1,4}[-/. ][0-9]{2}|(?:[0-9r][ -]?|(?:un|premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente)[ -])"
    r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)|(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)(?:19|20)[0-9]|le [0-9]{8}|[01][0-9] (?:19|20)[0-9]{2}",
    Trigger.MONTH_YEAR: r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.? (?:19|20)[0-9]",
    Trigger.BIRTH_YEAR: r"nee?(?:\(e\))?(?: en)?(?: l'annee)? (?:19|20)[0-9]",
    Trigger.BIRTH_DATE: r"\b(?:nee?|naissance|ddn|dn)[(e) lL:]{0,7}[0-9]{1,2} [01]?[0-9] [0-9]",
    Trigger.BORN: r"\b(?:nee?s?|naissance|ddn|dn|d\.(?:d\.)?n|naiss)\b|\b(?:est|suis) de (?:19|20)[0-9]|suis d[ue] [0-9]",
    Trigger.RELATIVE: r"(?:di|dimanche) (?:dernier|passe|prochain|(?:le )?[0-3]?[0-9])|avant-hier|le (?:lendemain|jour|soir|veille|lundi|jeudi|dimanche) d|de ce mois|du mois",
    Trigger.AGE: r"[0-9] ?ans\b",
    Trigger.TITLE: r"\b(?:m|mm|mr|mme|mmes|mlle|mlles|madame|monsieur|mademoiselle|drs?|docteurs?|docteure|docteures|docteresse|doctoresse|prs?|professeure?s?|prof|maitre)\b",
    Trigger.RELATION: r"\b(?:patiente?s?|clientes?|client|mari|femme|epouse?|epoux|conjointe?|compagne|compagnon|fille|fils|mere|pere|soeur|frere|maman|papa|amie?|copine|copain|cousine?|tante|oncle|niece|neveu|enfant|bebe|fillette|garcon|petite?|jeune|voisine?|collegue|nommee?|prenommee?|denommee?)\b",
    Trigger.LABEL: r"\b(?:noms?|prenoms?|patiente?|identite|signe|signee?|signature|beneficiaire|assuree?|destinataire|internes?|externes?|contact|infirmiere?s?|medecins?|chirurgiens?|kines?|[a-z]{4,}(?:logues?|istes?)|d'usage)\b|m'appelle|s'appelle|se nomme|me nomme|prenomme|moi c'est|\bici\b|c'est",
    Trigger.GREETING: r"\b(?:merci|bonjour|bonsoir|coucou|salut|hello|chere?|bravo|moi c'est|m'appelle) [a-z]",
    Trigger.INITIAL: r"\b[a-z]\.",
    Trigger.CLOSING: r"\b(?:cordialement|merci|bien a vous|bises|bisous|a bientot|bonne|salutations|amicalement|sincerement|respectueusement|cdlt|cldt|a tres vite)\b",
}
_TOLD: Final = {
    Trigger.SURE: r"ap+el+(?:e|es)? |\bname(?:'s| is| ist) |llamo |nombre es |chamo|meu nome|chiamo|heisse |ik heet|naam is|nazywam|na imie|numesc|noms? d[eu] |nom,? c|presente|sous (?:le|mon) nom |nom (?:de |d')[a-z]+(?: fille)? (?:est|c)",
    Trigger.LIKELY: r"\b(?:soy|sou|sono|ich bin|suis|jsuis|chui|i'm|i am|im|it's|its|this is|ask(?:ing)? for|demande[rz]|parler a|signee?|sign|nee?|veuve|vve|epouse|epse|divorcee?|noms?|"
    r"nom d'usage|nom marital|prenoms?|c'est|cest|ce?|ici|moi|note|notee|ecrit|epelle|inscrite?|enregistree?|orthographie|sous le nom|fils|familles?|couple|jumelles|jumeaux|soeurs|freres|surnommee?|"
    r"alias|dite?|copine|copain|amie?|mari|femme|mere|pere|soeur|frere|fille|maman|papa|tante|oncle|cousine?|niece|neveu|voisine?|collegue|compagne|compagnon|conjointe?|marraine|parrain|nounou|"
    r"part|chez|dossier|rdv|rendez-vous|photos?|operation|resultats?|rappele[rz]|contacte[rz]|appele[rz]|previens|prevenez|joindre|dites? a|informe[rz])[ '][a-z]",
    Trigger.BRIEF: r"\b(?:mme|mlle|mr|m\.) [a-z]",
    Trigger.SIGNED: r"\bsignee? ?:? ?[a-z]\.? ?-?[a-z]\b",
    Trigger.ABRIDGED: r"\b(?:th|ch|ph|fr|cl|gh|jh|mch|cath|chr|alex|emm|jq|gge|et|gab|steph)\. ?[a-z]{3}",
    Trigger.DESCRIBED: r"[a-z](?: ?\((?:homme|femme|h|f|fille|garcon|elle|lui|[0-9]{1,3} (?:ans?|mois)|m(?:a|on) )|(?:,| a) [0-9]{1,3} ?(?:ans?|mois)\b)",
    Trigger.TOLD_AGE: r"[0-9] ?(?:ans?|mois|a\b|anos|anni|jahre|years?|yo|y\.o|piges|balais|berges)\b|i'm [1-9]|[a-z][ -]ans\b",
    Trigger.TOLD_FILE: r"[a-z]{0,5}[/.-]?[0-9]+[/.-]?[a-z]{0,3}[/.-]?[0-9]|\b(?:mot de passe|mdp|password|code d'acces|code secret|identifiant|login|dossier|numero|no)\b",
    Trigger.TOLD_PLATE: r"\b(?:plaques?|immat[a-z]*|plate|matricula|kennzeichen)\b",
    Trigger.FOREIGN_DATE: r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|maio|junho|julho|setembro|outubro|dezembro)\b",
    Trigger.TOLD_PHONE: r"\b0[1-9] ?: ?[0-9]{2}|\b0 ?[1-9][^?!\n]{0,30}(?:et|puis|ensuite|apres|alors|euh|heu|virgule|tiret|espace|point|slash|barre|non|pardon|fin|partie|suite)[ .,;:/-]{1,3}[0-9] ?[0-9]",
    Trigger.RESIDENCE: r"\b(?:residence|res\.|lot\.|immeuble|imm\.|batiment|bat\.?|appartement|appt?\.?|hlm|foyer|lotissement|hameau|villa|tour|ehpad|ferme|mas|moulin|quartier|clos|domaine|manoir)\b",
    Trigger.RIB: r"\brib\b",
    Trigger.WAY: r"\b(?:rue|avenue|av\.|boulevard|bd|impasse|imp\.|allee|chemin|quai|place|pl\.|route|montee|faubourg|sentier|esplanade|ruelle|square|sq\.|rua|calle|via) ",
    Trigger.OWN_HANDLE: r"\b(?:insta|instagram|snap|snapchat|tiktok|tik tok|facebook|fb|telegram|messenger|discord|skype|pseudo)\b",
    Trigger.PSEUDONYM: r"[a-z0-9]_[a-z0-9]|(?:^|[^a-z0-9_])_[a-z0-9]|[a-z]{2}[0-9]{2}|\b(?:noms? d'utilisat|user|identifiant|pseudo|login|nom d'ecran|nickname)",
    Trigger.SAID_MAIL: r"\bchez [a-z0-9-]+ (?:point|dot) ?[a-z]",
    Trigger.SAID_PHONE: r"\b(?:six|sept|un|deux|trois|quatre|cinq|neuf)[ ,.-]+(?:[a-z]{2,}[ ,.-]+|[0-9]{2}[ ,.-]+){4}(?:[a-z]{2,}|[0-9]{2})",
    Trigger.NETWORKED: r"\b(?:insta\w*|ig|snap\w*|tiktok|tik tok|facebook|fb|twitter|telegram|messenger|discord|skype|youtube|pseudo\w*|story|stories|abonnee?s?|followers?|dm|mp|suivre|suivez|abonnez|lik\w+|reels?|lives?|tague?e?s?|comptes?|profil|forum|blog|chaine)\b",
    Trigger.NUMBERED: r"\b(?:[a-z]{2,4}|[a-z]{2,4} ?(?:no?|:)) ?[0-9/-]{5}|\b(?:matricule|dossier|plainte|sinistre|numero)\b",
    Trigger.HALF_PHONE: r"(?:^|[^0-9+ ./(,-]|[^0-9+)] )(?:33 ?)?[1-9](?:[ .-]?[0-9]{2}){4}|\b0[67] ?(?:c|est|a moi|:)|0[1-9][ .-]{0,2}[0-9]{2}(?:[ .-]{0,2}[0-9]{2})*[ .-]{0,2}(?:\.\.|xx|\*\*|__|[?][?])",
    Trigger.ACCOUNT: r"\barobase [a-z]|\b(?:instagram|insta|ig|snapchat|snap|tiktok|tik tok|facebook|fb|twitter|telegram|messenger|skype|discord|vinted|twitch|bereal|be real|onlyfans|mym|threads|reddit|signal|viber|leboncoin|strava|pinterest|youtube|linkedin|(?:signee?|poste|ecrit|laisse|publie)(?: par)?) [^ ]|sous [a-z]+[._-]|(?:^|[^a-z0-9] ?)@ [a-z0-9_]|\b(?:insta|instagram|snap|tiktok|discord|telegram|skype|fb|facebook|vinted|twitch)[(:=\"]",
    Trigger.SAID_SOCIAL: r"\b(?:un|deux)[ ,-]+(?:[a-z0-9]+[ ,-]+){6,20}cl(?:e|ef)\b|\b(?:un|deux)(?:[ ,-]+(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|et)){8}|\b(?:secu|securite sociale|nir|nss|vitale)\b[^.!?\n]{0,30}?(?:un|deux|[12])[ ,-]+[a-z0-9]|756[. ]?[0-9]{4}",
    Trigger.ODD_MAIL: r"[a-z0-9][ \n]@[a-z0-9-]+\.(?:fr|com|net|org|eu|be|ch|io|me|info|example)|[a-z0-9]@[ \n]|@[a-z0-9-]+(?:[\n,]| [a-z])|[a-z0-9]\.?\n\.?[a-z0-9._-]+@|arr?oba[sz]| a (?:commercial|rond) | a[ct] [a-z0-9-]+|[a-z0-9][._][a-z0-9]+ a [a-z0-9-]+\.|[(\[{](?:at|a|chez)[)\]}]|_at_| chez (?:g ?mail|google|hotm|yah|outl|iclo|orang|wana|la ?post|free|sfr|live|msn|aol|bbox|nume|proton)",
    Trigger.BANK: r"\b(?:bic|swift|rib|guichet|crypto|cryptogramme|cvv2?|cvc)\b|\bcompte [^.!?\n]{0,30}[0-9]{8}|(?:commen[cs]|debut|fini|termin|chiffres)[a-z]* .{0,16}[0-9]|[3-6][0-9]{3}[ .-]?[0-9]{4}[ .-]?[0-9]{4}",
}  # only for messages that come in
_ORDER: Final = (*_PATTERNS, *_TOLD)


def _count(*, told: bool) -> int:
    """Return how many triggers are looked for; one more pattern, which every text holds, follows them."""
    return len(_ORDER) if told else len(_PATTERNS)


@cache
def _gate(*, told: bool) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    gate = re2.Set.SearchSet(options)
    patterns = _PATTERNS | _TOLD if told else _PATTERNS
    for pattern in patterns.values():
        gate.Add(pattern.encode("ascii"))
    gate.Add(EVERYWHERE)
    gate.Compile()
    return gate


def triggers(lower: str, *, told: bool = False) -> frozenset[Trigger]:
    """Return the triggers that a folded, lower-case text holds; `told` adds those of messages that come in.

    Raises:
        MemoryError: RE2 could not look.
    """
    found = _gate(told=told).Match(lower.encode("ascii"))
    if not found:  # RE2 says in this way alone that it ran out of memory
        raise MemoryError("the triggers of the recognisers")
    return frozenset(_ORDER[index] for index in found if index < _count(told=told))
