"""The role that a party has by where it stands beside an event word."""

import re
from collections.abc import Sequence

from dateline.extract.cases import CASED, role_by_case
from dateline.extract.scene import ARMED, PEOPLE, STATE, Scene
from dateline.lexicon import ActorSpan
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

DOERS = ARMED | {"protesters", "rioters", "country", "demonym", "community"}
STRUCK = ARMED | PEOPLE | {"community", "civil-site", "armed-site"}
_CROWD_SENSES = frozenset({"protest", "riot", "mob", "change", "agreement", "other"})
_GAP = 80
_NEAR = 16
_OBJECT_GAP = 32
_PASSIVE_GAP = 60
_STRIKES = frozenset({"air", "shelling", "strike", "bombard"})

_BY = re.compile(
    r"(?:\bby|\bfrom|\bpar|\bin(?:to)? (?:the )?hands of|\b(?:falls?|fell|fallen|lost) to|"
    r"\baux mains d[eu]s?|\bblamed on|\battributed to|\battribuée?s? (?:à|aux?|au)|"
    r"من قبل|برصاص|بنيران|على يد|على أيدي|شن\w*|نفذ\w*|توسط|از سوی|(?<!\w)د)\s*"
    r"(?:(?:the|a|an|le|la|les|l['’]|des|un|une|du|suspected|alleged|unknown|unidentified|présumés|de|"
    r"some|two|three|several|armed|men|members|of|fighters|group|on|motorbikes)\s*){0,4}$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:\bon|\bagainst|\bcontre|\bsur|\btargeting|\btargeted|\bvisant|\bat|\bciblant|\bhit|\bhits|"
    r"على|استهدف\w*|ضد|بر|علیه|به|پر)\s*"
    r"(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AIMED_AT = re.compile(
    r"\b(?:on|against|targeting|targets|at|contre|sur|visant|ciblant)\s+(?:the |an? |les? |la |"
    r"l['’]|des |une? )?$"
)
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|is|are|got|été|est|sont|fut|furent)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_PASSIVE_AFTER = re.compile(
    r"^\s*(?:,|\)|$|:|—|-|–|\.|;|(?:in|by|on|when|after|as|during|at(?! (?:least|most)\b)|"
    r"near|over|and|dans|par|lors|à|au|en|près|since|outside|while|for|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|overnight|across|around)\b)",
    re.IGNORECASE,
)
_PASSIVE_SENSES = frozenset(
    {"kill", "abduct", "arrest", "ambush", "attack", "sexual", "loot", "strike", "bombard",
     "disperse", "seize", "shelling"}
)  # fmt: skip
# What stands between the subject of a passive and its participle ("Soldiers of X were ...").
_SUBJECTED = re.compile(
    r"(?:\s+(?:of|from|in|at|near|on|du|des?|d['’]|en|au|à|dans)\s[^,;:.]{1,40}?)?\s+"
    r"(?:were|was|are|(?:have|has|had)(?: \w+ly)? been|(?:is|are|was|were) being|"
    r"(?:ont|a|avaient|avait|auraient|aurait) été|furent|fut)\s+(?:\w+(?:ly|ment)\s+)*",
    re.IGNORECASE,
)
# Those whom words name by the attack itself: in a raid they are the raiders.
_ATTACKERS = re.compile(
    r"(?:attackers?|assailants?|raiders?|ambushers?|attaquants?|assaillants?|"
    r"(?:ال)?مهاجم\w*|saldırgan\w*|مهاجم\w*)",
    re.IGNORECASE,
)
_REPELS = re.compile(r"repel|repuls|repouss|fend|beat back|pushe[sd] back", re.IGNORECASE)
# Verbs for those who meet a mine: who stands before them was struck.
_RUNS_INTO = re.compile(
    r"hit|struck|ran over|drove over|rolled over|stepped on|triggered|heurté|roulé|saut",
    re.IGNORECASE,
)
_TO_VERB = re.compile(r"\b(?:to|will|would|could|may|can|must|not|and)\s$")
# "By" after these words names no doer of the deed before it.
_OTHER_BY = re.compile(
    r"\b(?:linked|reported|announced|described|confirmed|condemned|backed|supported|seen|viewed|"
    r"denied|monitored|quoted|cited|followed|met|welcomed|investigated|released|published|issued|"
    r"obtained|verified|trained|funded|used|called|known|named|wanted|signalée?s?|annoncée?s?|"
    r"rapportée?s?|confirmée?s?|condamnée?s?|soutenue?s?|repoussée?s?|repelled|"
    r"repulsed|foiled|thwarted|déjouée?s?)\s+(?:by|par)\s+[^,;.]*$",
    re.IGNORECASE,
)
# What is taken from somebody, he took from nobody.
_TAKES = frozenset({"retake", "seize", "loot", "abduct"})
_FREES = re.compile(r"(?:freed|liberat|clear|wrest|libér|repris)", re.IGNORECASE)
_TAKEN_FROM = re.compile(r"\b(?:from|des mains d[eu]s?|aux?)\s+(?:the |an? |les? )?(?:\w+ ){0,2}$")
# Who helps those who did it is no subject of the verb that follows.
_HELPED_BY = re.compile(
    r"\b(?:backed|supported|aided|helped|assisted|accompanied|appuyée?s?|soutenue?s?|épaulée?s?) "
    r"(?:by|par)\s+(?:the\s+|les?\s+|la\s+|l['’]|des\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# A country after these is where something was, or whose border was near.
_IN_COUNTRY = re.compile(
    r"\b(?:in|from|near|at|to|of|across|inside|around|over|into|through|after|between|with|via|"
    r"outside|towards?|(?:north|south|east|west)\w*|N[EW]|S[EW]|central|en|au|aux|à|vers|dans|de|du|"
    r"près du)\s+(?:the\s+|l['’]|la\s+)?$",
    re.IGNORECASE,
)
_SUFFERS = re.compile(
    r"\b(?:suffer\w*|witness\w*|experienc\w+|fac(?:es|ed|ing)|saw|seen|reel\w*|mourn\w*|endur\w+|"
    r"surviv\w+|sustain\w*|confirm\w*|condemn\w*|subi\w*|connaît|a connu|victime)\b",
    re.IGNORECASE,
)
_LOSES = re.compile(r"defeats?|loss(?:es)?|deaths?|pertes?|défaites?|morts?", re.IGNORECASE)
_HELD_BY = re.compile(
    r"\b(?:used|held|run|guarded|defended|controlled|manned|owned|occupied|protected) by\s+"
    r"(?:the\s+)?$", re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(r"\s+(?:(?!(?:و|في|على|من|ب)\w*\s)[\w\u064b-\u0652]+\s+){0,2}")
_PARTED = re.compile(r"[,;:.()،؛]|\b(?:in|on|at|and|of|في|خلال|إثر|بعد|در)\b")
_PASSIVE_VOWEL = "\u064f"
_VERB_FIRST = frozenset({"ar"})


def role_beside(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:
    """Give the role a party has by where it stands beside one event word."""
    if scene.language in CASED:
        marked = role_by_case(scene, word, party)
        if marked is not None:
            return marked if _may_be(party.party.kind, marked) else None
    return _role_by_words(scene, word, party)


def _role_by_words(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:
    text, kind = scene.text, party.party.kind
    before = party.end <= word.start
    between = text[party.end : word.start] if before else text[word.end : party.start]
    if not before and party.start < word.end:
        return "perpetrator" if kind in ARMED else None
    lead = text[max(0, party.start - 44) : party.start]
    apart = len(between) > _GAP or re.search(r"[.;:!?]\s", between)
    if apart or is_helper(scene, party) or _HELD_BY.search(lead):
        return None
    if before:
        return _role_ahead(scene, word, party, between)
    return _role_behind(scene, word, party, between)


def _role_ahead(scene: Scene, word: Hit[EventWord], party: ActorSpan, between: str) -> str | None:
    """The role of a party that stands before an event word."""
    lead = scene.text[max(0, party.start - 44) : party.start]
    if _names_doer(scene, party, party.party.kind, lead, before=True):
        return "perpetrator" if len(between) < _NEAR else None
    if _is_whereabouts(scene, party, lead) or _owns_party(scene, party):
        return None
    return _role_before(scene, word, party, between)


def _role_behind(scene: Scene, word: Hit[EventWord], party: ActorSpan, between: str) -> str | None:
    """The role of a party that stands after an event word."""
    text, kind = scene.text, party.party.kind
    lead = text[max(0, party.start - 44) : party.start]
    if _takes(scene, word) and _TAKEN_FROM.search(between):
        return "target" if kind in STRUCK else None
    if _names_doer(scene, party, kind, lead, before=False):
        return "perpetrator"
    if kind in STRUCK and _ON.search(between):
        return "target"
    if scene.language != "en" and _follows_as_doer(scene, word, kind, between):
        return "perpetrator"
    verb = word.value.part == "v" or _TO_VERB.search(text[max(0, word.start - 8) : word.start])
    close = verb and len(between) < _OBJECT_GAP
    if kind in STRUCK and close and not is_passive(scene, word):
        return "target"
    return None


def _takes(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a word is for taking something or freeing it from somebody."""
    return word.value.sense in _TAKES or _FREES.match(scene.text, word.start) is not None


def _may_be(kind: str, role: str) -> bool:
    """Whether a kind of party can have a role: a market strikes nobody."""
    return kind in (DOERS if role == "perpetrator" else STRUCK if role == "target" else ())


def _names_doer(scene: Scene, party: ActorSpan, kind: str, lead: str, *, before: bool) -> bool:
    """Whether "by" stands before a party; people without arms stand right after it."""
    if kind in ("country", "demonym") and re.search(r"\bfrom\s+(?:the\s+)?$", lead):
        return False
    if _owns_party(scene, party) or _OTHER_BY.search(lead):
        return False
    if kind in ("civilians", "rioters"):
        return not before and re.search(r"\b(?:by|par)\s+(?:\w+\s+){0,3}$", lead) is not None
    return kind in DOERS and _BY.search(lead) is not None


def _is_whereabouts(scene: Scene, party: ActorSpan, lead: str) -> bool:
    """Whether a country only says where ("in Niger"), and owns nothing ("in Niger's attack")."""
    if party.party.kind not in ("country", "demonym") or not _IN_COUNTRY.search(lead):
        return False
    return scene.text[party.end : party.end + 2] not in ("'s", "’s")


_GENITIVE = re.compile(r"^\s*(?:des?|du|d['’]|de la|de l['’]|ل|لل)?\s*(?:présumés?\s+)?$")


def _follows_as_doer(scene: Scene, word: Hit[EventWord], kind: str, between: str) -> bool:
    """Whether a party right after a word did it: "attaque jihadiste", "غارة إسرائيلية"."""
    if word.value.part == "n":
        return kind in ("gunmen", "named", "demonym", "force") and bool(_GENITIVE.match(between))
    if scene.language not in _VERB_FIRST or kind not in ARMED or len(between) >= _NEAR:
        return False
    if word.value.sense == "kill":
        return _kills_another(scene, word)
    return word.value.sense != "explosion"


def _kills_another(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether an Arabic verb that is written alike in the passive has an object after its subject.

    "قتل مسلحون ثلاثة جنود" tells who killed, "قتل مسلحون في غارة" who was killed.
    """
    if _PASSIVE_VOWEL in scene.text[word.start : word.end]:
        return False
    row = [party for party in scene.parties if party.start >= word.end][:2]
    return (
        len(row) > 1
        and row[1].party.kind in STRUCK
        and _COUNTED.fullmatch(scene.text[row[0].end : row[1].start]) is not None
    )


def _role_before(scene: Scene, word: Hit[EventWord], party: ActorSpan, between: str) -> str | None:
    kind = party.party.kind
    if _LOSES.fullmatch(scene.text[word.start : word.end]):
        return "target" if kind in ARMED and len(between) < _NEAR else None
    if _is_struck(scene, word, between):
        return "target" if kind in STRUCK and len(between) < _PASSIVE_GAP else None
    if word.value.part == "n":
        return _role_before_noun(scene, word, kind, between)
    if kind in ("country", "demonym") and (word.value.sense == "kill" or len(between) > _NEAR):
        return None
    crowd = word.value.sense in _CROWD_SENSES and kind == "civilians"
    return "perpetrator" if kind in DOERS or crowd else None


def _is_struck(scene: Scene, word: Hit[EventWord], between: str) -> bool:
    """Whether whoever stands before a word suffered it: a mine met, an attack beaten back."""
    if _SUFFERS.search(between) or _is_subjected(scene, word, between):
        return True
    if word.value.part == "n":
        return False
    meets = word.value.sense == "ied" and _RUNS_INTO.match(scene.text[word.start : word.end])
    return bool(meets) or repels(scene, word) or is_passive(scene, word)


def _owns_party(scene: Scene, party: ActorSpan) -> bool:
    """Whether a country only says whose the next party is ("Sudan's RSF")."""
    if party.party.kind not in ("country", "demonym"):
        return False
    after = re.match(r"['’]s\s+|\s+", scene.text[party.end :])
    start = party.end + (after.end() if after else 0)
    return any(other.start == start and other.party.kind in ARMED for other in scene.parties)


def _role_before_noun(scene: Scene, word: Hit[EventWord], kind: str, between: str) -> str | None:  # noqa: PLR0911 - a ladder of rules
    """A party right before a noun did it ("JNIM attack"), a site was struck ("camp attack")."""
    verb = re.search(
        r"\b(?:launch\w*|carr\w+ out|conduct\w*|stag\w+|mount\w*|made|organi[sz]\w+|h[eo]ld|in|led|"
        r"mené\w*|lanc\w+|organis\w+|perpétr\w+)\b[\w\s'’-]*$",
        between,
        re.IGNORECASE,
    )
    if verb and kind in DOERS | {"civilians"} and verb[0].split()[0].lower() != "in":
        return "perpetrator"
    if len(between) > _NEAR or _PARTED.search(between):
        return None
    if kind in ("armed-site", "civil-site"):
        return "target"
    if kind == "country" and re.fullmatch(r"['’]s (?:\w+ )?", between):
        return "perpetrator"
    if kind == "country" and between == " " and _acts(scene, word):
        return "perpetrator"
    if kind == "country" or (kind == "demonym" and word.value.sense not in _STRIKES | {"attack"}):
        return None
    return "perpetrator" if kind in DOERS else None


def _acts(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a word that may be noun or verb is a verb here ("Israel strikes south Lebanon")."""
    ends = scene.text[word.start : word.end].endswith("s")
    after = scene.text[word.end : word.end + 20]
    return ends and not re.match(
        r"\s*(?:on|in|at|near|against|kill|leave|have|are|were|,|$|\w+(?:ises|eaves|ills|akes|"
        r"ends|ets|aims|lames|its)\b)",
        after,
    )


def is_passive(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a verb stands in the passive: what comes before it was struck."""
    if _PASSIVE_BEFORE.search(scene.text[max(0, word.start - 25) : word.start]):
        return True
    ended = ("ed", "en", "t", "é", "és", "ée", "ées", "dead", "us", "ue", "ues")
    past = scene.text[word.start : word.end].lower().endswith(ended)
    after = scene.text[word.end : word.end + 16]
    return past and word.value.sense in _PASSIVE_SENSES and bool(_PASSIVE_AFTER.match(after))


def is_helper(scene: Scene, party: ActorSpan) -> bool:
    """Whether a party only helps those who did it ("backed by US drones")."""
    return _HELPED_BY.search(scene.text[max(0, party.start - 44) : party.start]) is not None


def is_object(scene: Scene, party: ActorSpan) -> bool:
    """Whether a party stands right behind a word for what a deed was aimed at ("on MINUSMA")."""
    return _AIMED_AT.search(scene.text[max(0, party.start - 44) : party.start]) is not None


def took_no_part(scene: Scene, head: Hit[EventWord], party: ActorSpan) -> bool:
    """Whether words say that a party did not do it: it suffered, only helped, or was robbed.

    Args:
        scene: the sentence.
        head: the event's word.
        party: who is taken for its doer.
    """
    robbed = (
        party.start >= head.end
        and _takes(scene, head)
        and _TAKEN_FROM.search(scene.text[head.end : party.start])
    )
    return bool(robbed) or is_helper(scene, party) or suffers(scene, head, party)


def suffers(scene: Scene, head: Hit[EventWord], party: ActorSpan) -> bool:
    """Whether a party is the subject of the event's verb in the passive, so that it did nothing.

    In "Soldiers were ambushed near Dolbel" and "Des soldats ont été attaqués" they are struck.
    """
    if party.end > head.start:
        return False
    return _is_subjected(scene, head, scene.text[party.end : head.start])


def _is_subjected(scene: Scene, word: Hit[EventWord], between: str) -> bool:
    ongoing = scene.text[word.start : word.end].lower().endswith("ing")
    return not ongoing and _SUBJECTED.fullmatch(between) is not None


def are_attackers(party: ActorSpan, doers: Sequence[ActorSpan]) -> bool:
    """Whether a party is the doers again: the attackers of what no state force did.

    Args:
        party: who was harmed.
        doers: the event's perpetrators.
    """
    return (
        bool(doers)
        and not any(who.party.kind in STATE for who in doers)
        and _ATTACKERS.fullmatch(party.text) is not None
    )


def repels(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a verb says that an attack was beaten back."""
    return _REPELS.match(scene.text[word.start : word.end]) is not None
