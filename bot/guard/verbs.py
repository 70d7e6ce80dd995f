"""French verb forms without accents, by mood and person, for the patterns of the rules.

Regular verbs follow tables; irregular ones stand in `_IRREGULAR`, by ending, so that `apprendre` follows `prendre`.
An ending in -oir or -re that no table knows is an error rather than a guess.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from bot.guard.words import words

PERSONS: Final = ("je", "tu", "il", "nous", "vous", "ils")
MOODS: Final = ("imp", "inf", "ind", "fut", "cond", "subj", "impf", "pp", "ger")

_FUTURE: Final = ("ai", "as", "a", "ons", "ez", "ont")
_IMPERFECT: Final = ("ais", "ais", "ait", "ions", "iez", "aient")
_DOUBLING: Final = words(
    "appeler rappeler interpeller jeter rejeter projeter renouveler epeler ensorceler etinceler ficeler feuilleter"
)
_SECOND_GROUP: Final = words("impartir repartir assortir asservir investir")
_REGULAR_RE: Final = ("endre", "andre", "ondre", "erdre", "ordre")
_REFLEXIVE: Final = ("me", "te", "se", "nous", "vous", "se")

# ending: present (je tu il nous vous ils) | future stem | subjunctive stems (je, nous) | participles | exceptions
_IRREGULAR_TABLE: Final = """
=etre: suis es est sommes etes sont | ser | soi soy | ete | subj=sois,sois,soit,soyons,soyez,soient impf=et ger=etant imp=sois,soyons,soyez
=avoir: ai as a avons avez ont | aur | ai ay | eu eue eus eues | subj=aie,aies,ait,ayons,ayez,aient ger=ayant imp=aie,ayons,ayez
=aller: vais vas va allons allez vont | ir | aill all | alle allee alles allees | imp=va,vas,allons,allez
envoyer: envoie envoies envoie envoyons envoyez envoient | enverr | envoi envoy | envoye envoyee envoyes envoyees | imp=envoie,envoies,envoyons,envoyez
prendre: prends prends prend prenons prenez prennent | prendr | prenn pren | pris prise prises
mettre: mets mets met mettons mettez mettent | mettr | mett mett | mis mise mises
battre: bats bats bat battons battez battent | battr | batt batt | battu battue battus battues
venir: viens viens vient venons venez viennent | viendr | vienn ven | venu venue venus venues
tenir: tiens tiens tient tenons tenez tiennent | tiendr | tienn ten | tenu tenue tenus tenues
faire: fais fais fait faisons faites font | fer | fass fass | fait faite faits faites | impf=fais ger=faisant
dire: dis dis dit disons disez disent | dir | dis dis | dit dite dits dites
=dire: dis dis dit disons dites disent | dir | dis dis | dit dite dits dites
=redire: redis redis redit redisons redites redisent | redir | redis redis | redit redite redits redites
maudire: maudis maudis maudit maudissons maudissez maudissent | maudir | maudiss maudiss | maudit maudite maudits maudites
voir: vois vois voit voyons voyez voient | verr | voi voy | vu vue vus vues
prevoir: prevois prevois prevoit prevoyons prevoyez prevoient | prevoir | prevoi prevoy | prevu prevue prevus prevues
pourvoir: pourvois pourvois pourvoit pourvoyons pourvoyez pourvoient | pourvoir | pourvoi pourvoy | pourvu pourvue pourvus pourvues
savoir: sais sais sait savons savez savent | saur | sach sach | su sue sus sues | ger=sachant imp=sache,sachons,sachez
pouvoir: peux peux peut pouvons pouvez peuvent | pourr | puiss puiss | pu | imp=
vouloir: veux veux veut voulons voulez veulent | voudr | veuill voul | voulu voulue voulus voulues | imp=veuille,veuillez,voulez
valoir: vaux vaux vaut valons valez valent | vaudr | vaill val | valu value valus values
falloir: faut faut faut faut faut faut | faudr | faill faill | fallu | impf=fall ger=fallant imp=
pleuvoir: pleut pleut pleut pleut pleut pleuvent | pleuvr | pleuv pleuv | plu | impf=pleuv ger=pleuvant imp=
devoir: dois dois doit devons devez doivent | devr | doiv dev | du due dus dues
mouvoir: meus meus meut mouvons mouvez meuvent | mouvr | meuv mouv | mu mue mus mues
cevoir: cois cois coit cevons cevez coivent | cevr | coiv cev | cu cue cus cues
asseoir: assois assois assoit assoyons assoyez assoient | assoir | assoi assoy | assis assise assises
croire: crois crois croit croyons croyez croient | croir | croi croy | cru crue crus crues
boire: bois bois boit buvons buvez boivent | boir | boiv buv | bu bue bus bues
lire: lis lis lit lisons lisez lisent | lir | lis lis | lu lue lus lues
rire: ris ris rit rions riez rient | rir | ri ri | ri
crire: cris cris crit crivons crivez crivent | crir | criv criv | crit crite crits crites
suivre: suis suis suit suivons suivez suivent | suivr | suiv suiv | suivi suivie suivis suivies
vivre: vis vis vit vivons vivez vivent | vivr | viv viv | vecu vecue vecus vecues
connaitre: connais connais connait connaissons connaissez connaissent | connaitr | connaiss connaiss | connu connue connus connues
paraitre: parais parais parait paraissons paraissez paraissent | paraitr | paraiss paraiss | paru parue parus parues
naitre: nais nais nait naissons naissez naissent | naitr | naiss naiss | ne nee nes nees
croitre: crois crois croit croissons croissez croissent | croitr | croiss croiss | cru crue crus crues
plaire: plais plais plait plaisons plaisez plaisent | plair | plais plais | plu
taire: tais tais tait taisons taisez taisent | tair | tais tais | tu tue tus tues
traire: trais trais trait trayons trayez traient | trair | trai tray | trait traite traits traites
uire: uis uis uit uisons uisez uisent | uir | uis uis | uit uite uits uites
suffire: suffis suffis suffit suffisons suffisez suffisent | suffir | suffis suffis | suffi
aindre: ains ains aint aignons aignez aignent | aindr | aign aign | aint ainte aints aintes
eindre: eins eins eint eignons eignez eignent | eindr | eign eign | eint einte eints eintes
oindre: oins oins oint oignons oignez oignent | oindr | oign oign | oint ointe oints ointes
coudre: couds couds coud cousons cousez cousent | coudr | cous cous | cousu cousue cousus cousues
moudre: mouds mouds moud moulons moulez moulent | moudr | moul moul | moulu moulue moulus moulues
soudre: sous sous sout solvons solvez solvent | soudr | solv solv | solu solue solus solues sous soute
clure: clus clus clut cluons cluez cluent | clur | clu clu | clu clue clus clues
rompre: romps romps rompt rompons rompez rompent | rompr | romp romp | rompu rompue rompus rompues
vaincre: vaincs vaincs vainc vainquons vainquez vainquent | vaincr | vainqu vainqu | vaincu vaincue vaincus vaincues
courir: cours cours court courons courez courent | courr | cour cour | couru courue courus courues
mourir: meurs meurs meurt mourons mourez meurent | mourr | meur mour | mort morte morts mortes
partir: pars pars part partons partez partent | partir | part part | parti partie partis parties
sortir: sors sors sort sortons sortez sortent | sortir | sort sort | sorti sortie sortis sorties
sentir: sens sens sent sentons sentez sentent | sentir | sent sent | senti sentie sentis senties
mentir: mens mens ment mentons mentez mentent | mentir | ment ment | menti mentie mentis menties
repentir: repens repens repent repentons repentez repentent | repentir | repent repent | repenti repentie repentis repenties
servir: sers sers sert servons servez servent | servir | serv serv | servi servie servis servies
dormir: dors dors dort dormons dormez dorment | dormir | dorm dorm | dormi dormie dormis dormies
ouvrir: ouvre ouvres ouvre ouvrons ouvrez ouvrent | ouvrir | ouvr ouvr | ouvert ouverte ouverts ouvertes | imp=ouvre,ouvres,ouvrons,ouvrez
offrir: offre offres offre offrons offrez offrent | offrir | offr offr | offert offerte offerts offertes | imp=offre,offres,offrons,offrez
souffrir: souffre souffres souffre souffrons souffrez souffrent | souffrir | souffr souffr | souffert soufferte soufferts souffertes
cueillir: cueille cueilles cueille cueillons cueillez cueillent | cueiller | cueill cueill | cueilli cueillie cueillis cueillies
saillir: saille sailles saille saillons saillez saillent | saillir | saill saill | sailli saillie saillis saillies
querir: quiers quiers quiert querons querez quierent | querr | quier quer | quis quise quises
fuir: fuis fuis fuit fuyons fuyez fuient | fuir | fui fuy | fui fuie fuis fuies
bouillir: bous bous bout bouillons bouillez bouillent | bouillir | bouill bouill | bouilli bouillie bouillis bouillies
vetir: vets vets vet vetons vetez vetent | vetir | vet vet | vetu vetue vetus vetues
hair: hais hais hait haissons haissez haissent | hair | haiss haiss | hai haie hais haies
"""

Table = dict[str, tuple[str, ...]]


class UnknownVerb(ValueError):
    """A verb whose ending no table knows; add it to `_IRREGULAR_TABLE`."""


def forms(verb: str, mood: str, person: str | None = None) -> frozenset[str]:
    """Return the forms of a verb, without accents.

    Args:
        verb: infinitive without accents; a reflexive one is written `se decider` or `s'inscrire`.
        mood: one of `MOODS`, or `verb` for all of them.
        person: one of `PERSONS`; only with a mood that has persons.

    Raises:
        UnknownVerb: no table knows the ending.
        ValueError: no such mood or person.
    """
    if mood == "verb":
        return frozenset().union(*(forms(verb, each) for each in MOODS))
    if mood not in MOODS:
        raise ValueError(f"unknown mood `{mood}`; use one of {', '.join(MOODS)} or `verb`")
    if person is not None and (person not in PERSONS or mood in {"inf", "pp", "ger"}):
        raise ValueError(f"mood `{mood}` has no person `{person}`")
    reflexive, plain = _split_reflexive(verb)
    pairs = _with_persons(plain, mood)
    chosen = [(who, form) for who, form in pairs if form and person in {None, who}]
    return frozenset(form for who, form in chosen for form in _dressed(form, who, mood, reflexive=reflexive))


def _split_reflexive(verb: str) -> tuple[bool, str]:
    for mark in ("se ", "s'"):
        if verb.startswith(mark):
            return True, verb.removeprefix(mark)
    return False, verb


def _with_persons(verb: str, mood: str) -> list[tuple[str, str]]:
    found = _conjugated(verb)[mood]
    if mood == "imp":
        return [(_imperative_person(form), form) for form in found]
    if mood in {"inf", "pp", "ger"}:
        return [("", form) for form in found]
    return list(zip(PERSONS, found, strict=True))


def _imperative_person(form: str) -> str:
    if form.endswith("ons"):
        return "nous"
    return "vous" if form.endswith(("ez", "tes")) else "tu"


def _dressed(form: str, person: str, mood: str, *, reflexive: bool) -> tuple[str, ...]:
    """Return the form with its reflexive pronoun: `decidez vous`, `vous decider`, `vous decidez`."""
    if not reflexive or mood == "pp":
        return (form,)
    if mood == "imp":
        return (f"{form} {'toi' if person == 'tu' else person}",)
    pronouns = {*_REFLEXIVE} if person == "" else {_REFLEXIVE[PERSONS.index(person)]}
    return tuple(_joined(pronoun, form) for pronoun in sorted(pronouns))


def _joined(pronoun: str, form: str) -> str:
    if pronoun in {"me", "te", "se"} and form[0] in "aeiouyh":
        return f"{pronoun[0]}'{form}"
    return f"{pronoun} {form}"


@cache
def _conjugated(verb: str) -> Table:
    known = _irregular_ending(verb)
    if known is not None:
        return _from_table(verb, known)
    if verb.endswith("er"):
        return _first_group(verb)
    if verb.endswith("ir") and not verb.endswith("oir"):
        return _second_group(verb)
    if verb.endswith(_REGULAR_RE):
        return _third_group(verb)
    raise UnknownVerb(f"no table knows how to conjugate `{verb}`; add its ending to verbs.py")


def _irregular_ending(verb: str) -> str | None:
    if f"={verb}" in _irregular():
        return f"={verb}"
    if verb in _SECOND_GROUP:
        return None
    endings = (verb[i:] for i in range(len(verb) - 2))
    return next((ending for ending in endings if ending in _irregular()), None)


@cache
def _irregular() -> dict[str, str]:
    lines = (line.partition(": ") for line in _IRREGULAR_TABLE.strip().splitlines())
    return {ending: rest for ending, _, rest in lines}


def _from_table(verb: str, ending: str) -> Table:
    prefix = verb.removesuffix(ending.removeprefix("="))
    present, future, subjunctive, participles, *rest = (
        part.split() for part in _irregular()[ending].split("|")
    )
    odd = {key: value for key, _, value in (item.partition("=") for item in (rest[0] if rest else []))}
    nous = odd.get("impf") or present[3].removesuffix("ons")
    table = _table(
        verb=verb,
        present=[prefix + form for form in present],
        future=prefix + future[0],
        past=prefix + nous,
        subjunctive=(prefix + subjunctive[0], prefix + subjunctive[1]),
        participles=[prefix + form for form in participles],
    )
    for mood in ("subj", "ger", "imp"):
        if mood in odd:
            table[mood] = tuple(prefix + form for form in odd[mood].split(",") if form)
    return table


def _table(
    *,
    verb: str,
    present: list[str],
    future: str,
    past: str,
    subjunctive: tuple[str, str],
    participles: list[str],
) -> Table:
    strong, weak = subjunctive
    return {
        "inf": (verb,),
        "ind": tuple(present),
        "imp": (present[1], present[3], present[4]),
        "fut": tuple(future + ending for ending in _FUTURE),
        "cond": tuple(future + ending for ending in _IMPERFECT),
        "impf": tuple(past + ending for ending in _IMPERFECT),
        "subj": (f"{strong}e", f"{strong}es", f"{strong}e", f"{weak}ions", f"{weak}iez", f"{strong}ent"),
        "pp": tuple(participles),
        "ger": (f"{past}ant",),
    }


def _agreed(participle: str) -> list[str]:
    return [participle, f"{participle}e", f"{participle}s", f"{participle}es"]


def _first_group(verb: str) -> Table:
    stem = verb[:-2]
    strong = _strong_stem(verb)
    soft = stem + "e" if stem.endswith("g") else stem  # mangeons, mangeais
    present = [*(strong + ending for ending in ("e", "es", "e")), f"{soft}ons", f"{stem}ez", f"{strong}ent"]
    table = _table(
        verb=verb,
        present=present,
        future=f"{strong}er",
        past=soft,
        subjunctive=(strong, stem),
        participles=_agreed(f"{stem}e"),
    )
    table["impf"] = (*(soft + e for e in ("ais", "ais", "ait")), f"{stem}ions", f"{stem}iez", f"{soft}aient")
    table["imp"] = (f"{strong}e", f"{strong}es", f"{soft}ons", f"{stem}ez")  # `profites-en` keeps its s
    return table


def _strong_stem(verb: str) -> str:
    """Return the stem before a mute e: `appell`, `nettoi`; accents being gone, `achet` does not change."""
    stem = verb[:-2]
    if verb in _DOUBLING and stem[-1] != stem[-2]:
        return stem + stem[-1]
    return f"{stem[:-1]}i" if verb.endswith(("oyer", "uyer", "ayer")) else stem


def _second_group(verb: str) -> Table:
    stem = verb[:-1]
    present = [stem + ending for ending in ("s", "s", "t", "ssons", "ssez", "ssent")]
    return _table(
        verb=verb,
        present=present,
        future=verb,
        past=f"{stem}ss",
        subjunctive=(f"{stem}ss", f"{stem}ss"),
        participles=_agreed(stem),
    )


def _third_group(verb: str) -> Table:
    stem = verb[:-2]
    present = [stem + ending for ending in ("s", "s", "", "ons", "ez", "ent")]
    return _table(
        verb=verb,
        present=present,
        future=verb[:-1],
        past=stem,
        subjunctive=(stem, stem),
        participles=_agreed(f"{stem}u"),
    )
