"""Words beside each other that name one party: a group and its fighters, a force and its camp."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.lexicon import ActorSpan, Party

_GUARDED = frozenset({"force", "soldiers", "police", "security", "named", "militia"})
_SITES = ("armed-site", "civil-site")
_MEMBERS = frozenset({"gunmen", "militia", "soldiers"})
_REACH = 48
_ARABIC_SCRIPT = "\u0600"  # its languages name the site before those who hold it
_NAMED = frozenset({"named", "force"})
_BANDS = frozenset({"gunmen", "militia"})  # armed people whom a country's word only describes
_PEOPLES = frozenset({"country", "demonym", "community"})
_FORCES = frozenset({"soldiers", "police", "security"})
_BESIDE = re.compile(r"['’]s? | ")
_BESIDE_WORD = re.compile(r"['’]s (?:\w+ )?")
_OF = re.compile(
    r"\s+(?:of|from|belonging to|du|de la|de l['’]|des|de|d['’]|من|از)\s*"
    r"(?:the\s+|al-|l['’]|le\s+|la\s+)?$|\s+(?:من\s+)?(?:تنظيم|جماعة|حركة)\s+$"
)
# "The village of Pérou" is no country.
SMALL_PLACE = re.compile(
    r"(?:\b(?:villages?|hamlets?|hameaux?|localit(?:y|ies|é|és)|towns?|communes?|cercles?|"
    r"camps?|checkpoints?|postes?|villes?|quartiers?|neighbou?rhoods?)\s+(?:of|de|d['’])\s*|"
    r"(?:قرية|بلدة|مدينة|بلدية|حي|روستای|کلي|ولسوالی|ولسوالۍ)\s+)$",
    re.IGNORECASE,
)
_SITE_OF_HUNTERS = re.compile(
    r"(?:traditional |dozo |donso )?hunters['’]?\s+(?:camps?|bases?|groups?|militias?|posts?)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r",\s+(?:which is\s+|itself\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?"
    r"(?:part|branch|affiliate|wing|member|component|subgroup|faction)\s+of\s+(?:the\s+)?$|"
    r"[,(]?\s*(?:which is\s+|qui est\s+)?(?:affiliated|linked|allied|loyal|liée?|affiliée?|"
    r"alliée?|ralliée?)\s+(?:with|to|à|au)\s+(?:the\s+|la\s+|l['’])?$|"
    r",\s+(?:une?\s+|l['’])?(?:branche|composante|partie|affilié|membre)e?\s+(?:du|de|des|d['’]|à)\s*"
    r"(?:la\s+|l['’])?$|،\s*(?:التابعة?|المرتبطة?|الموالية?|وهي جزء)\s+(?:من\s+)?ل?$",
    re.IGNORECASE,
)


# Who posts a video has no post there.
_POSTS = re.compile(
    r"posts?\s+(?:an?\s+|the\s+|their\s+|its\s+)?(?:\w+\s+)?(?:videos?|statements?|footage|messages?|"
    r"claims?|photos?|pictures?|images?|online)\b"
)
_SITE_AFTER = re.compile(
    r"\s(?:camp|base|post|outpost|barracks|checkpoint|headquarters|garrison|position|"
    r"compound|depot|airbase|vehicle)s?\b"
)
# "The ADF, an Islamic State affiliate" and "al-Qaeda-linked JNIM" tell whose kin a group is.
_AKIN_TO = re.compile(r"\s*[,(]\s*(?:an?\s+|the\s+)?(?:local\s+|regional\s+)?")
_KIN = re.compile(
    r"(?:['’]s)?[\s-]+(?:\w+\s+)?(?:affiliates?|off-?shoot|ally|branch|proxy|franchise|splinter|faction|"
    r"linked|affiliated|allied|aligned|backed)\b"
)
_TIED = re.compile(
    r"-(?:linked|affiliated|allied|aligned|inspired|backed|led|dominated)\s+(?:\w+\s+){0,2}"
)
# "Rebel-held" and "government-controlled" say whose a town is, and "Iran-backed" who helps.
_HELD = re.compile(r"-(?:held|controlled|run|ruled|besieged|occupied|owned|majority|dominated)\b")
_HOLDERS = frozenset({"gunmen", "government", "militia", "security", "community", "soldiers"})
_HELPED = re.compile(r"-(?:backed|supported|supplied|made|trained|aligned|allied)\b")


def join_parties(text: str, parties: list[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Make one party of words that name one.

    "Malian army camps" is a site of the army. "JNIM fighters", "JNIM's fighters" and "militants of
    JNIM" are JNIM.

    Args:
        text: the sentence.
        parties: its parties, in order.
    """
    joined: list[ActorSpan] = []
    for found in parties:
        party = _with_site(text, found)
        if party.party.kind == "country" and SMALL_PLACE.search(text[: party.start][-_REACH:]):
            continue
        if _HELD.match(text, party.end) and party.party.kind in _HOLDERS:
            continue
        if _HELPED.match(text, party.end) and party.party.kind in ("country", "demonym"):
            continue
        last = joined[-1] if joined else None
        made = _join(text, last, party) if last is not None else None
        if made is not None:
            joined[-1] = made
        else:
            joined.append(party)
    return tuple(joined)


def _with_site(text: str, party: ActorSpan) -> ActorSpan:
    """A force with the site of its that follows ("Niger military camp" is a camp)."""
    if party.party.kind != "force":
        return party
    site = _SITE_AFTER.match(text, party.end)
    if site is None:
        return party
    end = site.end()
    kind = Party("armed-site", party.party.actor, party.party.country)
    return ActorSpan(party.start, end, text[party.start : end], kind, party.actor)


def name_parents(text: str, parties: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Find the names that only say what the party before them belongs to.

    In "the Macina Brigade, a part of JNIM" JNIM takes no part in the event by those words.
    """
    parents = []
    for first, second in pairwise(parties):
        if not (_is_group(first) and _is_group(second)):
            continue
        between = text[first.end : second.start]
        akin = _AKIN_TO.fullmatch(between) and _KIN.match(text, second.end)
        if akin or _PART_OF.fullmatch(between):
            parents.append(second)
        elif _TIED.fullmatch(between):
            parents.append(first)
    return parents


def _join(text: str, first: ActorSpan, second: ActorSpan) -> ActorSpan | None:
    between = text[first.end : second.start]
    words = text[first.start : second.end]
    site = second.party.kind in _SITES and _POSTS.match(text, second.start) is None
    close = second.start - first.end == 1 and text[first.start] < _ARABIC_SCRIPT
    if site and first.party.kind in _GUARDED and close:
        kind = Party("armed-site", first.party.actor, first.party.country)
        return ActorSpan(first.start, second.end, words, kind, first.actor)
    if site and _SITE_OF_HUNTERS.fullmatch(words):
        return ActorSpan(first.start, second.end, words, Party("armed-site"))
    if _commands(first, second, between):
        return ActorSpan(first.start, second.end, words, first.party, first.actor)
    if _owns(first, second, between) or _describes(first, second, between):
        country = second.party.country or first.party.country
        kind = Party(second.party.kind, second.party.actor, country)
        return ActorSpan(first.start, second.end, words, kind, second.actor)
    if first.party.kind in (*_MEMBERS, "anaphor") and _is_group(second) and _OF.fullmatch(between):
        return ActorSpan(first.start, second.end, words, second.party, second.actor)
    return None


def _commands(first: ActorSpan, second: ActorSpan, between: str) -> bool:
    """Whether a group's or force's name stands before a word for its men ("Houthi forces")."""
    if not _is_group(first):
        return False
    if second.party.kind in _MEMBERS:
        return _BESIDE.fullmatch(between) is not None
    if between != " " or second.party.kind not in ("security", "police"):
        return False
    return first.party.kind == "named" or second.text.lower() in ("forces", "troops", "units")


def _describes(first: ActorSpan, second: ActorSpan, between: str) -> bool:
    """Whether a people's or country's word only describes armed men ("Chad rebels")."""
    return between == " " and first.party.kind in _PEOPLES and second.party.kind in _BANDS


def _owns(first: ActorSpan, second: ActorSpan, between: str) -> bool:
    """Whether a country only says whose a group or force is ("Sudan's RSF", "Somali police")."""
    named = second.actor is not None and second.party.kind in _NAMED
    if between.startswith(("'s ", "’s ")) and second.party.kind in _FORCES:
        named = True
    if first.party.kind not in ("country", "demonym") or not named:
        return False
    home = second.party.country
    beside = _BESIDE.fullmatch(between) or _BESIDE_WORD.fullmatch(between)
    return beside is not None and home in (None, first.party.country)


def _is_group(party: ActorSpan) -> bool:
    return party.party.kind in _NAMED and party.actor is not None
