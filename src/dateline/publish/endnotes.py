"""Endnotes in the manner of a think tank, from the items that the weaver gathered.

“Studio Tamani, “Title,” 3 December 2023, address”; several works in one note are parted by
semicolons, and a work that an earlier note gives in full is shortened and points back to it.
"""

from dateline.model.event import Event
from dateline.publish.citestyle import cite_works, find_style, tells_access
from dateline.publish.edition import Bound, ResolvedUpdate, Work
from dateline.publish.phrases import Words
from dateline.publish.policy import (
    coarsen_place,
    defang,
    is_withheld,
    link_policy,
    name_of,
    redact,
    safe_href,
)
from dateline.publish.receipts import (
    count_sources,
    say_basis,
    say_interval,
    say_query,
    say_ruling,
    say_split,
    say_value,
    say_withheld,
)
from dateline.publish.tree import Node, code, link, lower, placeholder, plain_text, span, words
from dateline.publish.woven import Endnote, NoteItem

RTL = ("ar", "fa", "ps", "ur")
ISOLATE, RELEASE = "\u2068", "\u2069"  # keep what follows an Arabic title in its own order
# How an account that nobody else bears out is told.
UNVERIFIED = ("claimed", "disputed", "denied")
ACCESS = ("subscription", "on_request")
UNASKED = "unreadable-query"
OUTLETS_SHOWN = 8  # of those behind a number; the rest is counted


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
    return [_end(lower(inlines, lambda _kind, at: styled[at]), edition.say) for inlines in written]


def unlink_notes(inlines: list[Node]) -> list[Node]:
    """Inlines whose links to other notes are plain words, for outputs without such places."""
    out: list[Node] = []
    for node in inlines:
        inner = node["t"] == "Link" and node["c"][2][0].startswith("#")
        out += node["c"][1] if inner else [node]
    return out


class _NoteWriter:
    """Writes notes in order and remembers what stood where in full."""

    def __init__(self, edition: ResolvedUpdate, secrets: frozenset[str]) -> None:
        self.edition = edition
        self.secrets = secrets
        self.say = edition.say
        self.style = find_style(edition)
        self.access = tells_access(edition)
        self.cited_works: list[tuple[Work, int]] = []
        self.given: dict[object, int] = {}
        self.told: set[str] = set()

    def note(self, note: Endnote) -> list[Node]:
        """Write one note: its items parted by semicolons, with a full stop."""
        self.told.clear()
        out: list[Node] = []
        for item in note.items:
            if out:
                out += words(self.say("semicolon"))
            out += words(f"{item.prefix} ") if item.prefix else []
            out += self.item(item, note.number)
            out += words(f"{self.say('comma')}{item.suffix}") if item.suffix else []
        if note.items[0].kind in ("bound", "event") or note.items[0].prefix:
            out = _capitalised(out)
        return out if self.style else _end(out, self.say)

    def item(self, item: NoteItem, number: int) -> list[Node]:
        """Write one item of a note."""
        if item.kind == "work":
            return [*self.work(item.key, number), *self.standing(item.bound)]
        if item.kind == "event":
            return self.event(self.edition.events[int(item.key)], number)
        if item.kind == "own":
            told = redact(item.key, self.secrets).replace("'", "’")
            return [*words(told), *self.standing(item.bound)]
        if item.kind == "text":
            return self.text(item, number)
        return self.number(item, number)

    def text(self, item: NoteItem, number: int) -> list[Node]:
        """Write an analyst's own note, with the citations in it."""
        out: list[Node] = []
        for node in item.inlines:
            if node["t"] != "Cite":
                out.append(node)
                continue
            for at, cite in enumerate(node["c"][0]):
                out += words(self.say("semicolon")) if at else []
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
        work, say = self.edition.works[key], self.say
        if is_withheld(work):
            return words(say("source-withheld"))
        if work.access == "own_research":
            return words(say("own-research"))
        if self.style is not None:
            self.cited_works.append((work, number))
            return [placeholder("cited", len(self.cited_works) - 1)]
        earlier = self.given.setdefault(work.document.id, number)
        short = [*words(f"{say.apart(name_of(work))}{say('comma')}"), *_title(work, "", say)]
        if work.document.id in self.told:
            return short
        self.told.add(work.document.id)
        if earlier != number:
            return [*short, *words(" ("), self.see(earlier), *words(")")]
        return self.full(work)

    def see(self, number: int) -> Node:
        """A link to an earlier note."""
        return link(self.say("see-note", number=number), f"#note-{number}")

    def full(self, work: Work) -> list[Node]:
        """Write a work: outlet, title, day, access, address, archived copy."""
        document, say = work.document, self.say
        name, comma = name_of(work), say("comma")
        address = _address(work, document.url) if document.url else None
        bare = address is not None and plain_text(address) == name
        named = [address] if address and bare else words(say.apart(name))
        inside = say("stops-inside-quotes") == "yes"
        out = [*named, *words(comma), *_title(work, comma.strip() if inside else "", say)]
        told = [] if inside else words(comma.rstrip())
        access = say(work.access.replace("_", "-")) if work.access in ACCESS else ""
        if document.published:
            told += words(f" {say.date(document.published)}")
            told += words(comma.rstrip()) if access or (address and not bare) else []
        told += words(f" {access}") if access else []
        if address and not bare and work.access != "on_request":
            before, _, after = say.table["at-address"].partition("{address}")
            wrapped = (before, after) if work.access == "subscription" else ("", "")
            told += [*words(f" {wrapped[0]}"), address, *words(wrapped[1])]
        told = told if len(told) > 1 or inside else []
        return [*out, *told, *words(self.kept(work))]

    def kept(self, work: Work) -> str:
        """Tell of the archived copy and the day of access, in brackets."""
        told = [self.say("archived", digest=work.archived)] if work.archived else []
        undated = bool(work.archived) or not work.document.published
        if work.accessed and (self.access == "all" or (self.access == "undated" and undated)):
            told.append(self.say("accessed", day=self.say.date(work.accessed)))
        return f" ({self.say('comma').join(told)})" if told else ""

    def event(self, event: Event, number: int) -> list[Node]:
        """Write an event of the ledger with the works that report it."""
        say = self.say
        out = words(say("event-of-ledger", id=event.id, says=say_event(event, say)))
        reports = [key for key in event.documents if key in self.edition.works]
        withheld = [key for key in reports if is_withheld(self.edition.works[key])]
        for at, key in enumerate(key for key in reports if key not in withheld):
            out += words(say("semicolon") + (f"{say('reported-by')} " if at == 0 else ""))
            out += self.work(key, number)
        if not withheld:
            return out
        return [*out, *words(f"{say('semicolon')}{say('source-withheld').lower()}")]

    def number(self, item: NoteItem, number: int) -> list[Node]:
        """Write a bound number: value, interval, n, definition, reports and query."""
        bound, say = item.bound, self.say
        if bound is None or bound.estimate is None:
            return self.unanswered(bound)
        estimate, kind = bound.estimate, bound.binding.kind
        split = self.once(say_split(estimate, say))
        told = (say_interval(estimate, kind, say), say_basis(estimate, say), split)
        detail = say("semicolon").join(part for part in told if part)
        value = say_value(estimate, kind, say)
        out = words(f"{value} ({detail})" if detail else value)
        query = redact(say_query(self.edition, bound), self.secrets)
        if self.once(query):
            before = f"{say('comma')}{say('ledger-query')} "
            out += [*words(before), code(say.line(query))]
        out += self.defined(bound, number)
        out += self.behind(bound, number)
        return [*out, *self.standing(bound)]

    def unanswered(self, bound: Bound | None) -> list[Node]:
        """Write a query that gave no number: one that ranks, or one that could not be run."""
        say = self.say
        if bound is None:
            return words(say("not-run"))
        ranked = bound.finding is not None and bound.finding.why != UNASKED
        told = [] if bound.binding.kind == "rank" and ranked else words(say("not-run"))
        comma = say("comma") if told else ""
        query = redact(say_query(self.edition, bound), self.secrets)
        asked = [*words(f"{comma}{say('ledger-query')} "), code(say.line(query))]
        return [*told, *asked, *self.standing(bound)]

    def defined(self, bound: Bound, number: int) -> list[Node]:
        """Write the definitions of a number: each in full once, then by the note that has it."""
        say, out = self.say, []
        fresh = [sentence for sentence in bound.says if sentence not in self.given]
        earlier = [self.given[sentence] for sentence in bound.says if sentence in self.given]
        for one in sorted({note for note in earlier if note != number}):
            if self.once(f"definition {one}"):
                out += [*words(f"{say('semicolon')}{say('definition-as')} "), self.see(one)]
        for sentence in fresh:
            self.given[sentence] = number
        if fresh:
            said = " ".join(redact(sentence, self.secrets) for sentence in fresh).rstrip(".")
            out += words(f"{say('semicolon')}{say('definition', says=say.apart(said))}")
        return out

    def behind(self, bound: Bound, number: int) -> list[Node]:
        """Write whose reports a number rests on, or which dataset: in full once."""
        say, dataset = self.say, bound.dataset
        key = f"{dataset.name} {dataset.version}" if dataset else "|".join(bound.documents)
        if not key or not self.once(key):
            return []
        earlier = self.given.setdefault(key, number)
        start = words(say("semicolon"))
        if dataset is None and earlier != number:
            return [*start, *words(f"{say('reports-as')} "), self.see(earlier)]
        if dataset is None:
            told = self.outlets(bound)
            return [*start, *words(told)] if told else []
        named = [*start, *words(f"{say('of-dataset')} {say.apart(key)}")]
        if earlier != number:
            return [*named, *words(" ("), self.see(earlier), *words(")")]
        seen = say("accessed", day=say.date(dataset.accessed[:10]))
        cited = say.apart(dataset.citation.rstrip("."))
        return [*named, *words(f"{say('comma')}{cited}{say('comma')}{seen}")]

    def outlets(self, bound: Bound) -> str:
        """Name the outlets behind a number, each with its number of reports."""
        say = self.say
        outlets, withheld = count_sources(self.edition, bound.documents)
        shown = [say.apart(name) for name in outlets[:OUTLETS_SHOWN]]
        if len(outlets) > OUTLETS_SHOWN:
            shown.append(say("more-sources", count=len(outlets) - OUTLETS_SHOWN))
        shown += [say_withheld(say, withheld)] if withheld else []
        return f"{say('rests-on-reports')} {say('comma').join(shown)}" if shown else ""

    def standing(self, bound: Bound | None) -> list[Node]:
        """Write why a number stands although it does not hold; nothing where it does."""
        if bound is None or not bound.signed:
            return []
        reason = redact(bound.signed, self.secrets).rstrip(".")
        told = self.say("not-holding", why=say_ruling(bound, self.say).lower(), reason=reason)
        return words(f"{self.say('semicolon')}{told}")

    def once(self, text: str) -> str:
        """Give words the first time that one note says them, then nothing."""
        if text in self.told:
            return ""
        self.told.add(text)
        return text


def say_event(event: Event, say: Words) -> str:
    """Write an event in a phrase: what, where, when and how many died.

    The place is no more precise than may be published of its kind.
    """
    place = coarsen_place(event.place)
    where = ""
    if place and place.gazetteer_id:
        where = say("at-place", place=place.name)
    elif place and (place.admin2 or place.admin1):
        unit = (place.admin2 or place.admin1 or "").rpartition("/")[2]
        where = say("in-place", place=unit)
    what = event.sub_event_type or event.event_type
    named = say.name("event", what)
    told = [f"{named[:1].lower()}{named[1:]}{where}"]
    if event.date_start:
        told.append(say.days(event.date_start, event.date_end or event.date_start))
    low, high = event.killed.low, event.killed.high
    if low is not None and high is not None:
        told.append(
            say("killed", count=low) if low == high else say("killed-range", low=low, high=high)
        )
    if event.status in UNVERIFIED:
        told.append(say(f"status-{event.status}"))
    return say("comma").join(told)


def _title(work: Work, closing: str, say: Words) -> list[Node]:
    document = work.document
    title = document.title or say("untitled")
    closing = "" if title.endswith(("?", "!")) else closing
    language = (document.language or "").split("-")[0]
    opening, ending = words(say("open-quote")), words(f"{closing}{say('close-quote')}")
    if language in RTL or say.direction == "rtl":
        isolated = {"t": "Str", "c": f"{ISOLATE}{title}{RELEASE}"}
        facing = "rtl" if language in RTL else "ltr"
        inner = span([isolated], lang=language, dir=facing) if language else isolated
        return [*opening, inner, *ending]
    quoted = [*opening, *words(title), *ending]
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


def _end(inlines: list[Node], say: Words) -> list[Node]:
    """A note with its full stop, which stands inside a closing quotation mark in English."""
    if _closed(inlines):
        return inlines
    last = inlines[-1] if inlines else {}
    quote = say("close-quote")
    inside = say("stops-inside-quotes") == "yes"
    if inside and last.get("t") == "Str" and last["c"].endswith(quote):
        return [*inlines[:-1], {"t": "Str", "c": f"{last['c'].removesuffix(quote)}.{quote}"}]
    if inside and last.get("t") == "Quoted":
        return [*inlines[:-1], {"t": "Quoted", "c": [last["c"][0], _end(last["c"][1], say)]}]
    if last.get("t") == "Span":
        return [*inlines[:-1], {"t": "Span", "c": [last["c"][0], _end(last["c"][1], say)]}]
    return [*inlines, {"t": "Str", "c": "."}]


def _closed(inlines: list[Node]) -> bool:
    if not inlines:
        return False
    last = inlines[-1]
    return bool(last["t"] == "Str" and last["c"].endswith((".", "?", "!")))
