"""What the pipeline hands over to be published: an update with every answer beside it.

Nothing here looks anything up.
A room that publishes reads these and returns text or bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.model.assessment import Assessment
from dateline.model.binding import Binding, FigureBlock
from dateline.model.dataset import Manifest
from dateline.model.document import Document
from dateline.model.edition import Correction
from dateline.model.estimate import Estimate, SeriesPoint
from dateline.model.event import Event
from dateline.model.finding import Finding
from dateline.model.place import GazetteerEntry
from dateline.model.source import Source
from dateline.model.update import Update
from dateline.publish.phrases import Words, direction_of, find_words


@dataclass(frozen=True, slots=True)
class Work:
    """A document that may be cited, with its outlet.

    Attributes:
        document: what was captured.
        source: the outlet as the desk describes it; None where the desk does not know it.
        access: `open`, `subscription`, `on_request` or `own_research`.
        accessed: ISO date of the capture, where it is to be printed.
        archived: digest of the archived copy, where readers are told of it.
    """

    document: Document
    source: Source | None = None
    access: str = "open"
    accessed: str | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound phrase with its answer.

    Attributes:
        binding: the phrase and what it claims.
        finding: what the check said of it.
        estimate: the number behind it; None for `cited`, `own`, `figure` and `assessment`.
        says: sentences of the definitions and regions that the query names.
        documents: keys of the works behind the number, in `ResolvedUpdate.works`.
        assessment: the judgement, for the kind `assessment`.
        signed: why the analyst lets it stand, where the check does not say `holds`.
        dataset: the snapshot that answered; None where the ledger did.
    """

    binding: Binding
    finding: Finding | None = None
    estimate: Estimate | None = None
    says: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    assessment: Assessment | None = None
    signed: str = ""
    dataset: Manifest | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the desk's register.

    Attributes:
        name: its path in the desk.
        data: the file's bytes.
        licence: under which it may be published.
        credit: who made it.
    """

    name: str
    data: bytes
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class FigureMatter:
    """One figure block with the events that its query names.

    Attributes:
        block: the fenced block.
        events: the events of the query.
        before: the events of the period before, for a pair of maps; empty draws one map.
        since: first day of the query's period; None takes the first event's.
        until: last day of the query's period; None takes the cutoff's.
        says: sentences of the definitions and regions that the query names.
        note: the figure's own note, over the one that is made from the query.
        credit: who made it, and from what data.
        earlier: first and last day of the period before, where it has both.
        filling: what spans of its days will have come to once late reports are in.
        unshown: events of the query that only withheld sources tell.
        unit: what the text counts: `incident`, or one a `place-day` or an `operation`.
        counted: how many of these the query has; None where the figure has two periods.
        centre: the town that a city map is drawn around.
        picture: the image that is shown instead of a drawing.
        dataset: the snapshot whose rows `events` are; None where they are the desk's events.
    """

    block: FigureBlock
    events: tuple[Event, ...]
    before: tuple[Event, ...] = ()
    since: date | None = None
    until: date | None = None
    says: tuple[str, ...] = ()
    note: str = ""
    credit: str = ""
    earlier: tuple[date, date] | None = None
    filling: tuple[SeriesPoint, ...] = ()
    unshown: int = 0
    unit: str = "incident"
    counted: int | None = None
    centre: GazetteerEntry | None = None
    picture: Picture | None = None
    dataset: Manifest | None = None

    def desk_events(self) -> list[int]:
        """The numbers of the desk's events that it shows; none where it shows a dataset."""
        return [] if self.dataset else sorted({event.id for event in (*self.events, *self.before)})


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What a reader must know of the whole.

    Attributes:
        desk: the desk's name.
        state: hash of the ledger's state.
        published: ISO date of publication; the only date an output bears besides the cutoff.
        counts: `accepted` or `all`, as in desk.toml.
        version: Dateline's version.
        documents: how many documents the ledger held.
        mentions: how many mentions.
        events: how many events.
        as_of: recorded clock, ISO 8601, where one was set.
        as_reported: publication clock, ISO 8601, where one was set.
        actors: names of actors by id, as figures and pages print them.
        admin: names of admin units by code, where they differ from the code's last part.
    """

    desk: str
    state: str
    published: str
    counts: str = "accepted"
    version: str = ""
    documents: int = 0
    mentions: int = 0
    events: int = 0
    as_of: str | None = None
    as_reported: str | None = None
    actors: Mapping[str, str] = field(default_factory=dict)
    admin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResolvedUpdate:
    """An update with everything that its pages need.

    Attributes:
        update: the Markdown with its front matter read.
        bound: every bound phrase, in the order of the source text.
        works: citable documents by citation key and by document id.
        sources: every source of the desk by key, for the link policy of addresses in prose.
        events: the events that `[@event:ID]` cites.
        figures: every figure block, in the order of the source text.
        facts: what a reader must know of the whole.
        corrections: what this issue puts right, in order.
        templates: the desk's folder of templates, which stand over the shipped ones.
        because: why it goes out although not everything holds; empty where everything does.
    """

    update: Update
    facts: EditionFacts
    bound: tuple[Bound, ...] = ()
    works: Mapping[str, Work] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: Mapping[int, Event] = field(default_factory=dict)
    figures: tuple[FigureMatter, ...] = ()
    corrections: tuple[Correction, ...] = ()
    templates: str = ""
    because: str = ""

    @property
    def say(self) -> Words:
        """What its outputs say of their own, in its language."""
        return find_words(self.language, self.templates)

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language it is written in."""
        return str(self.update.meta.get("language") or self.update.meta.get("lang") or "en")

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.language)


def series_of(edition: ResolvedUpdate) -> str:
    """The line that stands beside the desk's name: the series, or the subtitle."""
    meta = edition.update.meta
    return str(meta.get("series") or meta.get("subtitle") or edition.say("update"))


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A figure as every output takes it.

    Attributes:
        number: its place in the update, from 1.
        kind: `map`, `bars` or another kind of figure block.
        svg: vector drawing whose text is text.
        png: the same at print resolution.
        csv: the data shown, place precision already coarsened.
        note: definition and approximations, in sentences.
        credit: who made it, and from what data.
        alt: what it shows, for who cannot see it.
        width: points.
        height: points.
        narrow: the drawing again for a telephone's page; empty where the one drawing serves.
    """

    number: int
    kind: str
    svg: str
    png: bytes
    csv: str
    note: str
    credit: str
    alt: str
    width: float
    height: float
    narrow: str = ""


def say_beside(drawing: DrawnFigure, say: Words) -> str:
    """A figure's note and its credit in one line."""
    credit = f"{say('credit')}{say('colon')}{drawing.credit}." if drawing.credit else ""
    return " ".join(part for part in (drawing.note, credit) if part)
