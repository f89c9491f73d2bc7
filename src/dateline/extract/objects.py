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
_PATTERNS = {sense: re.compile(pattern, re.IGNORECASE) for sense, pattern in _OBJECTS.items()}
_REACH = 110


def has_object(sense: str, text: str, end: int) -> bool:
    """Whether the words after a weak event word are what makes it report an event.

    >>> has_object("change", "Chad will deploy troops to the border", 16)
    True
    """
    pattern = _PATTERNS.get(sense)
    return pattern is not None and pattern.match(text[end : end + _REACH]) is not None
