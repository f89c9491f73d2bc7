"""Words of an update bound to what they claim."""

from dataclasses import dataclass, field

from dateline.model.finding import Finding

BINDING_KINDS = (
    "count", "sum", "rate", "share", "change", "compare", "first", "last", "rank", "distance",
    "cited", "own", "figure", "assessment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Binding:
    """A bound span: `[nearly five]{rate="attack by:jnim" per=week}`.

    Attributes:
        kind: one of `BINDING_KINDS`.
        query: the value of the attribute that names the kind.
        words: the bound words, without Markdown's marks.
        start: offset of `[` in the update's source.
        end: offset past `}`.
        words_start: offset of the first bound word.
        words_end: end of the bound words.
        arguments: the other attributes (`per`, `of`, `from`, `to`, `with`, `by`, `place`, `each`).
        id: the name given with `#name`, where one is.
        before: what stands before the words in their paragraph, up to a line's worth.
        after: what follows the words there; the noun of "[seven]{...} soldiers" is in it.
    """

    kind: str
    query: str
    words: str
    start: int
    end: int
    words_start: int
    words_end: int
    arguments: dict[str, str] = field(default_factory=dict)
    id: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A fenced `::: {.map query="..."}` block: its kind (map, bars...), arguments and title."""

    kind: str
    query: str
    title: str
    start: int
    end: int
    arguments: dict[str, str] = field(default_factory=dict)
    id: str | None = None


@dataclass(frozen=True, slots=True)
class CitationKey:
    """`[@key]` in an update: the key without `@`, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnboundNumber:
    """A number that nothing binds: its words, its place, and what kind of quantity it is."""

    text: str
    start: int
    end: int
    kind: str = "count"
    per: str | None = None


@dataclass(frozen=True, slots=True)
class BoundProse:
    """What a scan of an update's source text found, each list in the order of the text.

    Attributes:
        bindings: bound spans.
        figures: figure blocks.
        citations: keys cited in `[@key]` or `@key`.
        footnotes: markers of `[^1]` in the text.
        unbound: numbers that nothing binds.
        findings: what is wrong with how the text is bound; the rest is still there.
    """

    bindings: tuple[Binding, ...] = ()
    figures: tuple[FigureBlock, ...] = ()
    citations: tuple[CitationKey, ...] = ()
    footnotes: tuple[CitationKey, ...] = ()
    unbound: tuple[UnboundNumber, ...] = ()
    findings: tuple[Finding, ...] = ()
