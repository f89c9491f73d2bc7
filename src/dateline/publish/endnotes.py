"""Endnotes in the manner of a think tank, from the items that the weaver gathered.

“Studio Tamani, “Title,” 3 December 2023, address”; several works in one note are parted by
semicolons, and a work that an earlier note gives in full is shortened and points back to it.
"""

from dateline.model.event import Event
from dateline.publish.citestyle import cite_works, find_style
from dateline.publish.dates import say_date, say_days
from dateline.publish.edition import ResolvedUpdate, Work
from dateline.publish.policy import (
    WITHHELD,
    coarsen_place,
    defang,
    is_withheld,
    link_policy,
    name_of,
    redact,
    safe_href,
)
from dateline.publish.receipts import say_basis, say_interval, say_split, say_value
from dateline.publish.tree import Node, code, link, lower, placeholder, plain_text, span, words
from dateline.publish.woven import Endnote, NoteItem

RTL = ("ar", "fa", "ps", "ur")
ISOLATE, RELEASE = "\u2068", "\u2069"  # keep what follows an Arabic title in its own order
# How an account that nobody else bears out is told.
UNVERIFIED = {"claimed": ", claimed and unverified", "disputed": ", disputed", "denied": ", denied"}
ACCESS = {
    "subscription": "available by subscription",
    "on_request": "available on request",
}


def write_notes(
    edition: ResolvedUpdate, notes: list[Endnote], secrets: frozenset[str]
) -> list[list[Node]]:
    """Write every note as inlines, in the order of its number.

    Args:
        edition: for the works and events that notes cite.
        notes: as the weaver numbered them.
        secrets: words of withheld sources.
    """
    writer = _NoteWriter(edition, secrets)
    written = [writer.note(note) for note in notes]
    if writer.style is None or not writer.cited_works:
        return written
    styled = cite_works(writer.cited_works, writer.style)
    return [_end(lower(inlines, lambda _kind, at: styled[at])) for inlines in written]


def unlink_notes(inlines: list[Node]) -> list[Node]:
    """Inlines whose links to other notes are plain words, for outputs without such places."""
    out: list[Node] = []
    for node in inlines:
        inner = node["t"] == "Link" and node["c"][2][0].startswith("#")
        out += node["c"][1] if inner else [node]
    return out


class _NoteWriter:
    """Writes notes in order and remembers which work stood where in full."""

    def __init__(self, edition: ResolvedUpdate, secrets: frozenset[str]) -> None:
        self.edition = edition
        self.secrets = secrets
        self.style = find_style(edition)
        self.cited_works: list[tuple[Work, int]] = []
        self.given: dict[str, int] = {}
        self.told: set[str] = set()

    def note(self, note: Endnote) -> list[Node]:
        """Write one note: its items parted by semicolons, with a full stop."""
        self.told.clear()
        out: list[Node] = []
        for item in note.items:
            if out:
                out += words("; ")
            out += words(f"{item.prefix} ") if item.prefix else []
            out += self.item(item, note.number)
            out += words(f", {item.suffix}") if item.suffix else []
        if note.items[0].kind in ("bound", "event") or note.items[0].prefix:
            out = _capitalised(out)
        return out if self.style else _end(out)

    def item(self, item: NoteItem, number: int) -> list[Node]:
        """Write one item of a note."""
        if item.kind == "work":
            return self.work(item.key, number)
        if item.kind == "event":
            return self.event(self.edition.events[int(item.key)], number)
        if item.kind == "own":
            return words(redact(item.key, self.secrets).replace("'", "’"))
        if item.kind == "text":
            return self.text(item, number)
        return self.number(item)

    def text(self, item: NoteItem, number: int) -> list[Node]:
        """Write an analyst's own note, with the citations in it."""
        out: list[Node] = []
        for node in item.inlines:
            if node["t"] != "Cite":
                out.append(node)
                continue
            for at, cite in enumerate(node["c"][0]):
                out += words("; ") if at else []
                out += self.cited(cite["citationId"], number)
        return out

    def cited(self, key: str, number: int) -> list[Node]:
        """Write what a key in an analyst's note cites."""
        kind, _, rest = key.partition(":")
        if kind == "event" and rest.isdigit() and int(rest) in self.edition.events:
            return self.event(self.edition.events[int(rest)], number)
        return self.work(key, number)

    def work(self, key: str, number: int) -> list[Node]:
        """Write a work in full the first time and shortened after."""
        work = self.edition.works[key]
        if is_withheld(work):
            return words(WITHHELD)
        if work.access == "own_research":
            return words("Author’s research")
        if self.style is not None:
            self.cited_works.append((work, number))
            return [placeholder("cited", len(self.cited_works) - 1)]
        earlier = self.given.setdefault(work.document.id, number)
        if work.document.id in self.told:
            return [*words(f"{name_of(work)}, "), *_title(work, "")]
        self.told.add(work.document.id)
        if earlier != number:
            title = _title(work, "")
            return [*words(f"{name_of(work)}, "), *title, *words(" ("),
                    link(f"note {earlier}", f"#note-{earlier}"), *words(")")]  # fmt: skip
        return _full(work)

    def event(self, event: Event, number: int) -> list[Node]:
        """Write an event of the ledger with the works that report it."""
        out = words(f"Event {event.id}: {say_event(event)}")
        reports = [key for key in event.documents if key in self.edition.works]
        withheld = [key for key in reports if is_withheld(self.edition.works[key])]
        for at, key in enumerate(key for key in reports if key not in withheld):
            out += words("; reported by " if at == 0 else "; ")
            out += self.work(key, number)
        return [*out, *words("; "), *words(WITHHELD.lower())] if withheld else out

    def number(self, item: NoteItem) -> list[Node]:
        """Write a bound number: value, interval, n and query."""
        bound = item.bound
        if bound is None or bound.estimate is None:
            return words("Author’s research")
        estimate, kind = bound.estimate, bound.binding.kind
        split = say_split(estimate)
        told = (say_interval(estimate, kind), say_basis(estimate), self.once(split))
        value = say_value(estimate, kind)
        query = redact(estimate.query or bound.binding.query, self.secrets)
        detail = "; ".join(part for part in told if part)
        out = words(f"{value} ({detail})" if detail else value)
        return [*out, *words(", ledger query "), code(query)] if self.once(query) else out

    def once(self, text: str) -> str:
        """Give words the first time that one note says them, then nothing."""
        if text in self.told:
            return ""
        self.told.add(text)
        return text


def say_event(event: Event) -> str:
    """Write an event in a phrase: what, where, when and how many died."""
    place = coarsen_place(event.place)
    where = f" at {place.name}" if place and place.gazetteer_id else ""
    if place and not where and (place.admin2 or place.admin1):
        where = f" in {(place.admin2 or place.admin1 or '').rpartition('/')[2]}"
    when = ""
    if event.date_start:
        when = f", {say_days(event.date_start, event.date_end or event.date_start)}"
    killed = event.killed
    toll = ""
    if killed.low is not None and killed.high is not None:
        low, high = killed.low, killed.high
        toll = f", {low} killed" if low == high else f", {low} to {high} killed"
    said = UNVERIFIED.get(event.status, "")
    what = event.sub_event_type[:1].lower() + event.sub_event_type[1:]
    return f"{what}{where}{when}{toll}{said}"


def _full(work: Work) -> list[Node]:
    document = work.document
    name = name_of(work)
    address = _address(work, document.url) if document.url else None
    bare = address is not None and plain_text(address) == name
    named = [address] if address and bare else words(name)
    out = [*named, *words(", "), *_title(work, ",")]
    told = [ACCESS[work.access]] if work.access in ACCESS else []
    if document.published:
        out += words(f" {say_date(document.published)}")
        out += words(",") if told or (address and not bare) else []
    out += words(f" {told[0]}") if told else []
    if address and not bare and work.access != "on_request":
        out += [*words(" at " if work.access == "subscription" else " "), address]
    out += words(f" (archived copy {work.archived})") if work.archived else []
    return [*out, *words(f" (accessed {say_date(work.accessed)})")] if work.accessed else out


def _title(work: Work, closing: str) -> list[Node]:
    document = work.document
    title = document.title or "Untitled"
    closing = "" if title.endswith(("?", "!")) else closing
    language = (document.language or "").split("-")[0]
    inner = words(title)
    if language in RTL:
        isolated = {"t": "Str", "c": f"{ISOLATE}{title}{RELEASE}"}
        return [*words("“"), span([isolated], lang=language, dir="rtl"), *words(f"{closing}”")]
    quoted = [*words("“"), *inner, *words(f"{closing}”")]
    return [span(quoted, lang=language)] if language else quoted


def _address(work: Work, address: str) -> Node:
    shown = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    href = safe_href(address)
    if link_policy(work) == "live" and href:
        return link(shown.rstrip("/"), href)
    return span(words(defang(address)), classes=("defanged",))


def _capitalised(inlines: list[Node]) -> list[Node]:
    first = inlines[0] if inlines else {}
    if first.get("t") != "Str":
        return inlines
    return [{"t": "Str", "c": first["c"][:1].upper() + first["c"][1:]}, *inlines[1:]]


def _end(inlines: list[Node]) -> list[Node]:
    """A note with its full stop, which stands inside a closing quotation mark."""
    if _closed(inlines):
        return inlines
    last = inlines[-1] if inlines else {}
    if last.get("t") == "Str" and last["c"].endswith("”"):
        return [*inlines[:-1], {"t": "Str", "c": f"{last['c'][:-1]}.”"}]
    if last.get("t") == "Quoted":
        return [*inlines[:-1], {"t": "Quoted", "c": [last["c"][0], _end(last["c"][1])]}]
    if last.get("t") == "Span":
        return [*inlines[:-1], {"t": "Span", "c": [last["c"][0], _end(last["c"][1])]}]
    return [*inlines, {"t": "Str", "c": "."}]


def _closed(inlines: list[Node]) -> bool:
    if not inlines:
        return False
    last = inlines[-1]
    return bool(last["t"] == "Str" and last["c"].endswith((".", "?", "!")))
