"""What one sentence says of the events of the next: who claims them, who was at work, where, when.

A statement that claims responsibility goes on ("It said ...", "A second device ..."); who stops a
bus in one sentence takes its passengers in the next.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.extract.beside import is_passive
from dateline.extract.fields import Draft, Lead, choose_time
from dateline.extract.parties import name_parents
from dateline.extract.passages import Passage
from dateline.extract.roles import Roles
from dateline.extract.scene import STATE
from dateline.extract.speech import speech_role
from dateline.extract.subjects import acting_party
from dateline.extract.triggers import EventGroup
from dateline.extract.voices import Voices, find_voices
from dateline.extract.whereabouts import rank_places
from dateline.lexicon import ActorSpan
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

# How a sentence begins that goes on with the statement before it.
_GOES_ON = re.compile(
    r"(?:It|They|He|She|The (?:group|statement|movement|communiqué|message|outlet|media arm|agency|"
    r"spokesm[ae]n|spokesperson|claim|militants|jihadists))\s+(?:also |further |later |then )?"
    r"(?:says?|said|adds?|added|claims?|claimed|states?|stated|speaks?|spoke)\b|"
    r"(?:An?|The|In (?:an?|the)) (?:\w+ )?(?:second|third|fourth|fifth|other|first|next|further)\b|"
    r"Another\b|One\b|"
    r"(?:Il|Elle|Ils|Elles|Le (?:groupe|communiqué|mouvement|message)|La déclaration)\s+"
    r"(?:a |ont )?(?:aussi |également )?(?:affirm|dit|dis|ajout|précis|déclar|assur|revendiq|parl)|"
    r"(?:Une?|Le|La)\s+(?:second|deuxième|troisième|quatrième|autre|premi)|"
    r"[وف]?(?:قال|أضاف|ذكر|أكد|أوضح|زعم|تابع)\w*\s+(?:\w+\s+)?(?:أن|إن|أنه|إنه|أنها|إنها)\b|"
    r"(?:أما|و)?(?:العبوة|الهجوم|التفجير)\s+الثاني"
)
# "The attacks" that a claim speaks of are those told before it.
_ALL = re.compile(
    r"\b(?:the|both|all|these|les|ces)\s+(?:\w+\s+)?(?:attacks|bombings|blasts|raids|explosions|"
    r"ambushes|attaques|attentats|embuscades)\b|(?:هذه|هذه ال|ال)(?:هجمات|تفجيرات|عمليات)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:more|another|others?|second|third|also|too|autres?|également|aussi|encore|deuxième)\b",
    re.IGNORECASE,
)
_VIOLENT = frozenset(
    {
        "Armed clash", "Attack", "Suicide bomb", "Remote explosive/landmine/IED", "Grenade",
        "Shelling/artillery/missile attack", "Abduction/forced disappearance",
        "Looting/property destruction", "Air/drone strike", "Sexual violence",
    }
)  # fmt: skip
# Who is accused of helping somebody is not accused of the deed told before.
_OTHER_CHARGE = re.compile(
    r"\b(?:accus\w+|blam\w+)\b[^.;]{0,60}?\b(?:of|de|d['’])\s*(?:support|back|arm|fund|financ|aid|"
    r"help|harbour|harbor|soutenir|appuyer|armer|aider|violer|violat|breach|sabot)",
    re.IGNORECASE,
)
_BESIDE = 4
_RECENT = 3  # events: how far back a sentence that only claims may speak
_TAKES = frozenset({"abduct", "kill", "loot", "attack", "arrest"})


def follow_story(
    drafts: Sequence[Draft], passages: Sequence[Passage], *, published: date | None
) -> None:
    """Give events told without a doer the one that the sentences before them name.

    Args:
        drafts: a document's drafts, in order; filled in place.
        passages: the sentences they stand in, those without events too.
        published: the document's day.
    """
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.scene.start, []).append(draft)
    claims: list[Lead] = []
    last: Passage | None = None
    recent: list[Draft] = []
    for passage in passages:
        beside = last if last is not None and _are_beside(last, passage) else None
        own = _claims(passage)
        goes_on = beside is not None and _GOES_ON.match(passage.scene.text) is not None
        claims = own or (claims if goes_on else [])
        if own and _ALL.search(passage.scene.text):
            for draft in drafts:
                earlier = draft.scene.start < passage.scene.start
                if earlier and draft.passage.block == passage.block:
                    _claim(draft, own)
        if not told.get(passage.scene.start) and beside is not None:
            _hear_voices(passage, [one for one in recent if one.passage.block == passage.block])
        for draft in told.get(passage.scene.start, []):
            if claims and not own:
                _claim(draft, claims)
            elif beside is not None and not own:
                before = told.get(beside.scene.start, [])
                _follow_scene(draft, beside, before, published=published)
        recent = [*recent, *told.get(passage.scene.start, [])][-_RECENT:]
        last = passage


def _are_beside(first: Passage, second: Passage) -> bool:
    gap = second.scene.start - first.scene.start - len(first.scene.text)
    return first.block == second.block and gap <= _BESIDE


def _claims(passage: Passage) -> list[Lead]:
    """Who claims deeds in a sentence, as doers of what the statement tells next."""
    scene = passage.scene
    parents = name_parents(scene.text, scene.parties)
    return [
        Lead(party, scene, "claimed")
        for party in scene.parties
        if party.party.kind == "named"
        and party not in parents
        and speech_role(scene, party) == "claimant"
    ]


def _claim(draft: Draft, claims: list[Lead]) -> None:
    roles = draft.roles
    claimed = {lead.party.party.actor for lead in claims}
    if any(party.party.actor not in claimed for party in _doers(roles) if party.actor):
        return
    if draft.sub_event_type not in _VIOLENT:
        return
    draft.leads = list(claims)
    if draft.status == "asserted":
        draft.status = "claimed"


def _hear_voices(passage: Passage, told: Sequence[Draft]) -> None:
    """Let a sentence that only denies, claims or blames speak of the event told before it."""
    if _OTHER_CHARGE.search(passage.scene.text):
        return
    voices = find_voices(passage.scene)
    said = voices.claimants or voices.deniers or voices.blamed
    spoken_of = _spoken_of(voices, told) if said else ()
    for draft in spoken_of:
        roles = Roles(
            claimants=list(voices.claimants), deniers=list(voices.deniers),
            blamed=list(voices.blamed),
        )  # fmt: skip
        draft.joined.append(replace(draft, passage=passage, roles=roles, window=(0, 0), tolls=[],
                                    where=[], joined=[], leads=[]))  # fmt: skip


def _spoken_of(voices: Voices, told: Sequence[Draft]) -> Sequence[Draft]:
    """The last deed told; a group's claim is not of what the state's forces did in answer."""
    group = any(party.party.kind == "named" for party in voices.claimants)
    if not group:
        return told[-1:]
    for draft in reversed(told):
        parties = _doers(draft.roles)
        if not parties or any(party.party.kind not in STATE for party in parties):
            return [draft]
    return ()


def _doers(roles: Roles) -> list[ActorSpan]:
    return [*roles.perpetrators, *roles.sides, *roles.blamed]


def _follow_scene(
    draft: Draft, before: Passage, told: Sequence[Draft], *, published: date | None
) -> None:
    """Let an agentless event happen where the sentence before it shows somebody at work."""
    if _doers(draft.roles) or draft.sub_event_type not in _VIOLENT or not _is_agentless(draft):
        return
    if told:
        _follow_event(draft, told[-1])
        return
    acting = acting_party(before.scene)
    if acting is None or not draft.group.senses & _TAKES:
        return
    party, verb = acting
    draft.leads = [Lead(party, before.scene, "inferred")]
    if not draft.passage.places:
        draft.where = rank_places(before.scene, before.places, verb)
        draft.inherited_place = False
    if not draft.scene.dates:
        word = Hit(*verb, EventWord("attack", "v"))
        lead = replace(draft, passage=before, group=EventGroup(word, (word,)))
        draft.when = choose_time(lead, published=published, inherited=None) or draft.when


def _follow_event(draft: Draft, before: Draft) -> None:
    """Give "two more residents were shot" the doer of the deeds told just before."""
    same = before.sub_event_type == draft.sub_event_type and before.status == draft.status
    if not same or not _MORE.search(draft.scene.text[: draft.group.head.start]):
        return
    named = [party for party in before.roles.perpetrators if party.actor is not None]
    draft.leads = [Lead(party, before.scene, "inferred") for party in named] or list(before.leads)


def _is_agentless(draft: Draft) -> bool:
    return any(
        word.value.part == "v" and is_passive(draft.scene, word) for word in draft.group.words
    )
