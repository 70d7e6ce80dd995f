"""Spelling out what people type with their thumbs, so that the patterns are written once, in plain French."""

from __future__ import annotations

import re
from typing import Final

WORDS: Final = {
    "ac": "avec", "ak": "avec", "ajd": "aujourd'hui", "auj": "aujourd'hui", "alor": "alors", "apre": "apres",
    "arete": "arrete", "aret": "arret", "ariv": "arrive", "arive": "arrive", "arrivé": "arrive", "bcp": "beaucoup",
    "bcoup": "beaucoup", "bjr": "bonjour", "bsr": "bonsoir", "c": "c'est", "cest": "c'est", "cetait": "c'etait",
    "che": "chez", "chui": "je suis", "chuis": "je suis", "cicatris": "cicatrice", "cicatrise": "cicatrice",
    "cikatrice": "cicatrice", "cikatris": "cicatrice", "cmt": "comment", "coment": "comment", "crois": "crois",
    "ct": "c'etait", "dak": "d'accord", "depui": "depuis", "dpuis": "depuis", "dpui": "depuis", "dps": "depuis",
    "dsl": "desole", "ecoulmen": "ecoulement", "ecoulemen": "ecoulement", "ecoulment": "ecoulement",
    "esk": "est ce que", "eske": "est ce que", "estce": "est ce", "etouf": "etouffe", "fé": "fait", "fe": "fait",
    "fievr": "fievre", "frison": "frisson", "frisons": "frissons", "g": "j'ai", "gonfl": "gonfle", "gro": "gros",
    "ia": "il y a", "jai": "j'ai", "jarive": "j'arrive", "jariv": "j'arrive", "jarriv": "j'arrive",
    "jarrive": "j'arrive", "javai": "j'avais", "javais": "j'avais", "jcroi": "je crois", "jcrois": "je crois",
    "je": "je", "jetai": "j'etais", "jetais": "j'etais", "jetouffe": "j'etouffe", "jetouf": "j'etouffe",
    "jme": "je me", "jpense": "je pense", "jpe": "je peux", "jpeu": "je peux", "jpeux": "je peux",
    "jpp": "j'en peux plus", "jsai": "je sais", "jsais": "je sais", "jsui": "je suis", "jsuis": "je suis",
    "jvai": "je vais", "jvais": "je vais", "jve": "je veux", "jveu": "je veux", "jveux": "je veux",
    "jvoi": "je vois", "jvois": "je vois", "k": "que", "kan": "quand", "kand": "quand", "kant": "quand",
    "ke": "que", "kel": "quel", "keske": "qu'est ce que", "ki": "qui", "koi": "quoi", "kombien": "combien",
    "kompress": "compresse", "levr": "levre", "malaize": "malaise", "malez": "malaise", "mamelont": "mamelon",
    "medoc": "medicament", "medocs": "medicaments", "mem": "meme", "mnt": "maintenant", "mtn": "maintenant",
    "mole": "mollet", "molet": "mollet", "molets": "mollets", "mourire": "mourir", "msg": "message",
    "narive": "n'arrive", "narrive": "n'arrive", "nn": "non", "o": "au", "oeuil": "oeil", "oci": "aussi",
    "ordo": "ordonnance", "osi": "aussi", "pa": "pas", "pandan": "pendant", "pansemen": "pansement",
    "panseman": "pansement", "pansment": "pansement", "parlé": "parler", "pck": "parce que", "pcq": "parce que",
    "pdt": "pendant", "pk": "pourquoi", "pkoi": "pourquoi", "plu": "plus", "pr": "pour", "qd": "quand", "qq": "quelque",
    "rdv": "rendez vous", "rdvs": "rendez vous", "rendezvous": "rendez vous", "rouj": "rouge", "saingne": "saigne",
    "sagne": "saigne", "seigne": "saigne", "sarrete": "s'arrete", "sarete": "s'arrete", "sarreter": "s'arreter",
    "slt": "salut", "stp": "s'il te plait", "sui": "suis", "svp": "s'il vous plait", "tel": "telephone",
    "tjr": "toujours", "tjrs": "toujours", "tjs": "toujours", "tou": "tout", "tps": "temps", "tro": "trop",
    "tre": "tres", "tt": "tout", "tte": "toute", "vla": "voila", "voi": "vois", "vrmt": "vraiment", "vrm": "vraiment",
    "vs": "vous", "wi": "oui", "y'a": "il y a", "ya": "il y a", "yeu": "yeux", "2m1": "demain", "2main": "demain",
}  # fmt: skip
_WORD: Final = re.compile(r"[a-z0-9']+")
_IN_CONTEXT: Final = (
    (re.compile(r"\b([cjdlmnst]) (?=(?:ai|est|etais?|arrive|avais?|en|y|ose)\b)"), r"\1'"),
    (re.compile(r"\bje (?=[0-9]+ ans?\b)"), "j'ai "),
    (re.compile(r"\bje (?=ai\b|arrive\b)"), "j'"),
    (re.compile(r"(?<=\bje )p(?:eu|e)\b"), "peux"),
    (re.compile(r"(?<=\bje )ve(?:u)?\b"), "veux"),
    (re.compile(r"(?<=\barrive )p(?:u|us)?\b|(?<=\bpeux )p(?:u|us)?\b|(?<=\bveux )p(?:u|us)?\b|(?<=\bvois )pu\b"), "plus"),
    (re.compile(r"\bsa (?=(?:fait|faisait|saigne|va|gonfle|brule|me|s'|coule|pique|gratte|sent|ne|n'|pue|tire|a|est)\b)"), "ca "),
    (re.compile(r"\bplus? a respirer?\b"), "plus a respirer"),
    (re.compile(r"\bin(?:g|j)ection"), "injection"),
)  # fmt: skip


def spelt_out(lower: str) -> str:
    """Return a folded lower-case text with SMS spellings written out; what is not known stays as it is."""
    text = _WORD.sub(lambda found: WORDS.get(found[0], found[0]), lower)
    for spelling, plain in _IN_CONTEXT:
        text = spelling.sub(plain, text)
    return text
