"""Who did it, as fact or claim, and who claims, denies or is blamed, in sentences of our own.

`accounts.txt` holds them with what a careful reader expects. Half of them, by the SHA-256 of the
sentence, is only scored.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.atlas import open_gazetteer
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.plugins import DEFAULT_EXTRACTOR
from evals.extractors import EXTRACTORS
from evals.split import only_scored, share_figures

FILE = Path(__file__).with_name("accounts.txt")
PUBLISHED = "2024-06-20"
FIELDS = ("found", "perpetrator", "sides", "status", "voices")
_TYPES = {
    "B": "Battles", "E": "Explosions/Remote violence", "V": "Violence against civilians",
    "P": "Protests", "R": "Riots", "S": "Strategic developments",
}  # fmt: skip
_VOICES = {"claims": "claimed_by", "denies": "denied_by", "blames": "blamed"}
_CLASSES = ("unidentified-armed-group", "civilians")


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence with what is expected of its event.

    Attributes:
        text: the sentence.
        event_type: the event's type.
        published: the day of publication.
        expected: the expected values by name: `perp`, `side`, `status`, `claims`, `denies`,
            `blames`; one left out is empty.
    """

    text: str
    event_type: str
    published: str
    expected: dict[str, tuple[str, ...]]


def read_accounts() -> Iterator[Account]:
    """Give the sentences in order."""
    text = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("= "):
            text = line
            continue
        first, *rest = line.removeprefix("= ").split(" | ")
        kind, *words = first.split()
        day = words.pop(0) if re.match(r"\d{4}-", words[0]) else PUBLISHED
        expected = {words[0]: _values(" ".join(words[1:]))}
        for part in rest:
            name, values = part.split(" ", 1)
            expected[name] = _values(values)
        yield Account(text, _TYPES[kind], day, expected)


def score() -> dict[str, float]:
    """Score the default extractor on the sentences and print a line for each half.

    Returns:
        `accounts.<half>.<field>`: the share of sentences in which the field is right; a field of
        an event that was not found is wrong. `voices` is right where exactly those expected claim,
        deny and are blamed, scored where anybody is expected or found to.
    """
    rights: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for account in read_accounts():
        half = "heldout" if only_scored(account.text) else "look"
        for field, right in judge(account, extract(account)).items():
            rights[half, field].append(right)
    for half in ("look", "heldout"):
        print(f"accounts, {half:<8} {len(rights[half, 'found'])} sentences", end="")
        for field in FIELDS:
            values = rights[half, field]
            print(f"  {field} {sum(values) / len(values):.2f} ({len(values)})", end="")
        print()
    return share_figures("accounts", rights)


def extract(account: Account) -> list[Mention]:
    """Extract the mentions of a sentence."""
    text = account.text
    document = Document(
        "account", "note", None, text, "", published=account.published, language="en",
        blocks=(Block("paragraph", text, 0, len(text), None, "en"),),
    )  # fmt: skip
    mentions, _problems = EXTRACTORS[DEFAULT_EXTRACTOR](
        document, lexicon=load_lexicon(), gazetteer=open_gazetteer()
    )
    return mentions


def judge(account: Account, mentions: list[Mention]) -> dict[str, bool]:
    """Say which fields of a sentence's event are right.

    Of several mentions the surest of its type counts; without one of that type the surest at all,
    for who did it is asked here and not what it is.
    """
    own = [mention for mention in mentions if mention.event_type == account.event_type]
    mention = max(own or mentions, key=lambda one: one.confidence, default=None)
    asked = account.expected
    rights = {"found": mention is not None}
    if asked["perp"] != ("*",):
        rights["perpetrator"] = mention is not None and _same_doers(asked["perp"], mention)
    if "side" in asked:
        rights["sides"] = mention is not None and _same_sides(asked["side"], mention)
    status = asked.get("status", ("asserted",))[0]
    if status != "*":
        rights["status"] = mention is not None and mention.status == status
    heard = {name: list(getattr(mention, row)) for name, row in _VOICES.items()} if mention else {}
    if any(asked.get(name) or heard.get(name) for name in _VOICES):
        rights["voices"] = mention is not None and all(
            _same_names(asked.get(name, ()), heard[name]) for name in _VOICES
        )
    return rights


def _values(written: str) -> tuple[str, ...]:
    """Ids, and words in quotation marks.

    >>> _values('jnim "Chad rebels"')
    ('jnim', 'Chad rebels')
    """
    return tuple(quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', written))


def _same_doers(asked: tuple[str, ...], mention: Mention) -> bool:
    doers = [part for part in mention.actors if part.role == "perpetrator"]
    named = [part.id for part in doers if part.id and part.id not in _CLASSES]
    if asked == ("-",):
        return not named
    if asked == ("?",):
        return bool(doers) and not named
    return _same_names(asked, named)


def _same_sides(asked: tuple[str, ...], mention: Mention) -> bool:
    sides = [part for part in mention.actors if part.role in ("party", "perpetrator", "target")]
    found = [name for part in sides for name in (part.id, part.text) if name]
    return all(any(_same(name, one) for one in found) for name in asked)


def _same_names(asked: tuple[str, ...], found: list[str]) -> bool:
    return all(any(_same(name, one) for one in found) for name in asked) and all(
        any(_same(name, one) for name in asked) for one in found
    )


def _same(asked: str, found: str) -> bool:
    """Whether a name found is the one asked for; a country stands for each of its forces."""
    if found == asked or found.startswith(f"{asked}-"):
        return True
    return asked.casefold() in found.casefold() or (
        " " in asked and found.casefold() in asked.casefold()
    )
