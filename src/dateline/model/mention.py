"""One passage's account of one event."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.model.actor import Participant
from dateline.model.place import Place
from dateline.model.record import to_record
from dateline.model.span import FieldSpan
from dateline.model.toll import MEASURES, Toll, total_toll

STATUSES = (
    "asserted", "claimed", "denied", "disputed", "planned", "foiled", "aggregate", "background",
    "hypothetical",
)  # fmt: skip
COUNTED_STATUSES = ("asserted", "claimed", "denied", "disputed", "background")

EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
EVENT_TYPE_OF = {sub: event for event, subs in EVENT_TYPES.items() for sub in subs}


@dataclass(frozen=True, slots=True)
class Ground:
    """What gave one field of a mention.

    Attributes:
        field: such as `place`, `perpetrator`, `sub_event_type`, `tolls.killed`.
        by: `rules`, `tagger`, `llm`, `lexicon` or `gazetteer`.
        sure: how sure that part was, 0 to 1; None where it gives no figure.
        why: what it rests on, in a few words; empty where the span says it all.
    """

    field: str
    by: str
    sure: float | None = None
    why: str = ""

    def __str__(self) -> str:
        """Say it in a few words.

        >>> str(Ground("place", "gazetteer", .812, "inherited"))
        'gazetteer .81 (inherited)'
        """
        sure = "" if self.sure is None else f" {self.sure:.2f}".replace(" 0.", " .")
        why = f" ({self.why})" if self.why else ""
        return f"{self.by}{sure}{why}"


@dataclass(frozen=True, slots=True)
class FieldAccount:
    """One field of a mention, for a person to check.

    Attributes:
        field: its name in the record.
        label: its name for a reader.
        value: what it says, in words.
        words: the words of the document it rests on; empty where none stand for it.
        grounds: what gave it.
    """

    field: str
    label: str
    value: str
    words: str = ""
    grounds: tuple[Ground, ...] = ()

    @property
    def given_by(self) -> str:
        """What gave it, in a few words: `tagger .93; gazetteer .81`."""
        return "; ".join(map(str, self.grounds))


@dataclass(frozen=True, slots=True)
class Mention:
    """What one passage says of one event; every field has the span it rests on.

    Attributes:
        document: the document's id.
        sentence: the text of the sentence.
        start: offset of the trigger in the document's text.
        end: end of the trigger.
        event_type: ACLED's event type, a key of `EVENT_TYPES`.
        sub_event_type: ACLED's sub-event type.
        time_precision: ACLED's code 1 to 3; None where no date is known.
        status: one of `STATUSES`.
        notes: markers of the notes the sentence carries.
        confidence: calibrated, 0 to 1.
        extractor: name and version of what made it.
        grounds: which rule or model gave each field; empty for what was made before they were
            kept.
    """

    document: str
    sentence: str
    start: int
    end: int
    event_type: str
    sub_event_type: str
    date_start: date | None = None
    date_end: date | None = None
    time_precision: int | None = None
    place: Place | None = None
    actors: tuple[Participant, ...] = ()
    tolls: tuple[Toll, ...] = ()
    date_as_written: str | None = None
    year_inferred: bool = False
    year_candidates: tuple[int, ...] = ()
    weapons: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    status: str = "asserted"
    notes: tuple[str, ...] = ()
    confidence: float = 0.5
    spans: tuple[FieldSpan, ...] = ()
    extractor: str = ""
    grounds: tuple[Ground, ...] = ()


def mention_record(mention: Mention) -> dict[str, Any]:
    """A mention as the JSON contract prints it, with `killed{low, high}` and the like derived."""
    record: dict[str, Any] = to_record(mention)
    for measure in MEASURES:
        record[measure] = to_record(total_toll(mention.tolls, measure))
    return record
