"""What an update may say of its sources and of people: findings before anything leaves."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from dateline.model.binding import BoundProse
from dateline.model.finding import Finding
from dateline.model.update import Update
from dateline.publish.edition import Work
from dateline.publish.policy import name_of

COPIED = 8  # words in a row that are no coincidence, quoted or not
_QUOTED = re.compile(r"“([^”]+)”|«\s*([^»]+?)\s*»|(?<!\w)\"([^\"\n]+)\"(?!\w)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_HIDDEN = re.compile(r"\{[^{}\n]*\}|<!--.*?-->|\[[^\[\]]*@[^\[\]]*\]", re.DOTALL)
_IMAGE = re.compile(r"^:{3,}[ \t]*(?:image\b|\{[^}\n]*\.image\b)[^\n]*\n(.*?)^:{3,}[ \t]*$",
                    re.DOTALL | re.MULTILINE)  # fmt: skip
_NAME = r"((?:[A-ZÀ-Þ][\w’'-]+)(?: (?:ag|al|el|ould|ben|bin|[A-ZÀ-Þ][\w’'-]+)){1,3})"
_ROLES = (
    "suspect|detainee|prisoner|victim|witness|resident|villager|farmer|herder|shepherd|trader|"
    "teacher|student|pupil|child|girl|boy|widow|survivor|hostage|captive|refugee|driver|"
    "passenger|patient|worker|mother|father|détenue?|victime|témoin|habitante?|villageoise?|"
    "éleveur|berger|commerçante?|enseignante?|élève|enfant|veuve|otage|réfugiée?|suspecte?"
)
_PRIVATE = (
    re.compile(rf"\b(?:{_ROLES})s?,? (?:(?:named|called|identified as|nommée?|appelée?) )?{_NAME}"),
    re.compile(
        rf"\b{_NAME}, (?:aged )?(?:(?:an?|une?|the) )?"
        rf"(?:\d{{1,2}}(?:-year-old| ans)?,? ?)?(?:local |young )?(?:{_ROLES})\b"
    ),
    re.compile(rf"\b{_NAME},? (?:aged )?(?:\d{{1,2}})(?: ans)?,"),
)


def check_protection(update: Update, prose: BoundProse, works: Mapping[str, Work]) -> list[Finding]:
    """Find what a source's policy forbids, and private persons who are named.

    Args:
        update: the source text.
        prose: its citations.
        works: the documents it cites, by key.
    """
    body = update.source
    text = " " * update.body_start + _HIDDEN.sub(
        lambda found: " " * len(found[0]), body[update.body_start :]
    )
    findings = _check_copies(text, update, prose, works)
    findings += _check_images(update, prose, works)
    named = update.meta.get("named")
    signed = {str(name) for name in named} if isinstance(named, dict | list) else set()
    return findings + _check_names(text, update, signed)


def _check_copies(
    text: str, update: Update, prose: BoundProse, works: Mapping[str, Work]
) -> list[Finding]:
    """Words in a row that stand in a source, and are more than it lets be quoted."""
    findings = []
    words = list(_WORD.finditer(text, update.body_start))
    said = [word[0].casefold() for word in words]
    for key in dict.fromkeys(cite.key for cite in prose.citations):
        work = works.get(key)
        limit = work.source.quotation if work and work.source else None
        if work is None or limit is None:
            continue
        theirs = [word.casefold() for word in _WORD.findall(work.document.text)]
        quoted = _quoted_spans(text)
        for at, length in _runs(said, theirs, min(limit + 1, COPIED)):
            start, end = words[at].start(), words[at + length - 1].end()
            inside = any(first <= start and end <= last for first, last in quoted)
            if length > limit and (inside or length >= COPIED):
                findings.append(_copied(update, (start, end), length, limit, name_of(work)))
    return findings


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(text)]


def _runs(ours: Sequence[str], theirs: Sequence[str], least: int) -> list[tuple[int, int]]:
    """Stretches of words that both have, as place and length in ours."""
    width = max(least, 1)
    known = {tuple(theirs[at : at + width]) for at in range(len(theirs) - width + 1)}
    if not any(tuple(ours[at : at + width]) in known for at in range(len(ours) - width + 1)):
        return []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [(one.a, one.size) for one in matcher.get_matching_blocks() if one.size >= width]


def _copied(update: Update, where: tuple[int, int], length: int, limit: int, name: str) -> Finding:
    allowed = f"at most {limit} words" if limit else "no words: paraphrase only"
    return Finding(
        "quotation-limit", "fails", "too-long", update.source[slice(*where)], *where,
        f"{length} words of {name}", f"the desk quotes {allowed} of it",
        "Say it in the desk's own words, with the speaker.", "error",
    )  # fmt: skip


def _check_images(update: Update, prose: BoundProse, works: Mapping[str, Work]) -> list[Finding]:
    """Pictures of sources whose media are never shown."""
    findings = []
    for block in _IMAGE.finditer(update.source, update.body_start):
        for cite in prose.citations:
            work = works.get(cite.key)
            never = work is not None and work.source and work.source.media == "never"
            if never and block.start() <= cite.start < block.end():
                findings.append(Finding(
                    "media-never", "fails", "policy", f"@{cite.key}", cite.start, cite.end,
                    "an image from this source", "the desk never shows its media",
                    "Take the image out, or show one from another source.", "error",
                ))  # fmt: skip
    return findings


def _check_names(text: str, update: Update, public: set[str]) -> list[Finding]:
    """Private persons whom the prose names."""
    known = {name.casefold() for name in public}
    found: dict[int, Finding] = {}
    for pattern in _PRIVATE:
        for match in pattern.finditer(text, update.body_start):
            start, end = match.span(1)
            if match[1].casefold() in known or start in found:
                continue
            found[start] = Finding(
                "private-person", "unclear", "unsigned", update.source[start:end], start, end,
                "a person by name", "nobody has said that this person has a public role",
                "Write the role without the name, or sign it off in the front matter: "
                f'`named: {{"{match[1]}": "why, and who says so"}}`.', "error",
            )  # fmt: skip
    return list(found.values())
