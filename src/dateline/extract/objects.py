"""What a weak word must be about to report an event: troops are deployed, talks are resumed."""

import re

_OBJECTS = {
    "change": (
        r"^[\s\w,'’-]{0,44}\b(?:troops|forces|soldiers|reinforcements?|peacekeepers|contingents?|"
        r"units?|commandos|marines|police|gendarmes|warships?|fighters|mercenaries|officials|"
        r"officers|security forces|vessels|commander|leader|chief|emir|governor|spokes\w+|head of|"
        r"minister|general|director|envoy|caliph|(?:its|their|his) posts?|bases?|mission|"
        r"troupes|soldats|renforts|militaires|contingents?|chef|commandant|émir|gouverneur|"
        r"ministre|porte-parole|sa création|la création)\b"
    ),
    "transfer": (
        r"^[\s\w,'’-]{0,70}\b(?:to the (?:new |local |central )?(?:authorit|army|government|police|"
        r"forces|military|state)|under (?:the|a) (?:deal|agreement|truce)|in green buses|"
        r"the (?:besieged |last )?(?:quarter|enclave|island|town|district|village|base|camp)|"
        r"aux? (?:autorités|armée|forces)|à l['’]armée)"
    ),
    "other": (
        r"^[\s\w,'’-]{0,44}\b(?:weapons?|arms|missiles?|air defen[cs]e|tanks|ammunition|howitzers|"
        r"drones?|jets|warplanes|military aid|rockets?|talks|negotiations|ambassadors?|envoys?|"
        r"diplomats?|sanctions|border|airspace|embassy|delegation|siege|blockade|curfew|prison|"
        r"detention|detainees|prisoners|hostages|captives|inspectors?|visa exemptions|"
        r"in absentia|to (?:\w+ )?years|to death|réclusion|prison|otages|prisonniers|frontières?|"
        r"une enquête|armes|couvre-feu|pourparlers)\b"
    ),
    "protest": (
        r"^[\s\w,'’-]{0,90}\b(?:to (?:denounce|demand|protest|oppose|press|call for|condemn|"
        r"reject)|"
        r"in (?:support|solidarity|protest)|against|angry (?:at|over)|demanding|calling for|"
        r"denouncing|chanting|placards|slogans|in answer to|supporters of|"
        r"pour (?:dénoncer|réclamer|exiger|protester|demander)|en soutien|contre)\b"
    ),
    "disperse": (
        r"^[\s\w,'’-]{0,60}\b(?:protest\w*|demonstrat\w*|sit-in|roadblocks?|encampment|"
        r"barricades?|students|strikers|crowds?|pensioners|marchers|rally|rassemblement|"
        r"manifestants?|marche|enseignants|grévistes|étudiants)\b"
    ),
    "base": (
        r"^[\s\w,'’-]{0,64}\b(?:bases?|camps?|command posts?|headquarters|outposts?|barracks|"
        r"airfield|checkpoints?|drone hub|campements?|quartier général|"
        r"centre d['’]entraînement|poste de commandement)\b"
    ),
}
# Captives when they are let go, and those whom a blow is struck at.
_FREED = re.compile(
    r"^[\s\w,'’-]{0,30}\b(?:soldiers|policemen|officers|civilians|women|girls|boys|children|students|"
    r"schoolgirls|villagers|aid workers|priests?|journalists?|pilgrims|fighters|militants)\b",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"^\s(?:up\s)?(?:an?|the|his|her|two|three|four|five|several|\d+)\s(?:[\w’'-]+\s){0,2}"
    r"(?:m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|civilians?|farmers?|shepherds?|herders?|"
    r"journalists?|reporters?|activists?|students?|teachers?|drivers?|detainees?|villagers?|"
    r"residents?|worshippers?|priests?|imams?|doctors?|nurses?|traders?|workers?|passengers?)\b",
    re.IGNORECASE,
)
_PATTERNS = {sense: re.compile(pattern, re.IGNORECASE) for sense, pattern in _OBJECTS.items()}
_REACH = 110


def has_object(sense: str, text: str, end: int) -> bool:
    """Whether the words after a weak event word are what makes it report an event.

    >>> has_object("change", "Chad will deploy troops to the border", 16)
    True
    """
    pattern = _PATTERNS.get(sense)
    return pattern is not None and pattern.match(text[end : end + _REACH]) is not None


def frees_people(text: str, end: int) -> bool:
    """Whether the words after "released" name people.

    >>> frees_people("The ELN released two soldiers", 16)
    True
    """
    return _FREED.match(text[end : end + _REACH]) is not None


def strikes_people(text: str, end: int) -> bool:
    """Whether the words after a verb of striking name somebody.

    >>> strikes_people("settlers beat a shepherd", 13)
    True
    """
    return _STRUCK.match(text[end : end + _REACH]) is not None
