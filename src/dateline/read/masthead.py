"""The top of a document: title, authors, contributors, cutoff, date and address of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.prose.links import find_links
from dateline.read.heads import inline_head, known_head
from dateline.read.noise import is_noise
from dateline.read.piece import Facts, Piece
from dateline.read.published import (
    find_cutoff,
    find_date,
    find_moment,
    is_only_date,
    part_changed,
)
from dateline.read.sources import introduces_source

_LABELS = {
    "authors": r"(?:lead )?authors?|written by|auteure?s?|yazar(?:lar)?|الكاتب|كتب|بقلم"
    r"|إعداد|نویسنده|نویسندگان|گزارشگر|تحریر",
    "contributors": r"contributors?|contributing(?: authors?)?|with contributions? (?:from|by)"
    r"|contributeurs?|research assist(?:ance|ants?)|assistance from|edited by|editors?",
    "cutoff": r"(?:data|information|intelligence)\s*cut-?\s?off(?: (?:date|time))?"
    r"|cut-?off(?: date)?",
    "source": r"source|original(?: source| article)?|via|link",
    "modified": r"(?:last )?(?:updated|modified|revised)(?: on)?|(?:dernière )?mise à jour(?: le)?"
    r"|son güncelleme|آخر تحديث|آخرین به‌روزرسانی",
    "published": r"published(?: on)?|date(?: of publication| published)?|publié(?: le)?"
    r"|posted(?: on)?",
    "publisher": r"publisher|publication|outlet",
}
_LABELLED = {
    name: re.compile(rf"(?is)\s*(?:{form})\s*[:：]\s*(?P<value>.*)")
    for name, form in _LABELS.items()
}
_BY = re.compile(
    r"(?:By|Par|BY)\s+(?P<value>[^\W\d_][\w.’' -]+(?:(?:,| and| et| &)\s+[\w.’' -]+)*)\s*$"
)
_END_SIGNED = re.compile(r"(?i)end \w[\w .-]{2,40} \(\w[\w .,&-]{1,60}\)\.?")
_CUTOFF_PROSE = re.compile(
    r"(?i)\b(?:data |information )?cut-?\s?off (?:for|of|time|date)\b.{0,60}\b(?:is|was|at|on)\b"
)
_TITLE_REACH = 14
_LONGEST_TITLE, _LONGEST_LINE, _LONGEST_DATED = 220, 120, 70
_MOST_LEADING, _MOST_NAMES = 3, 4


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the top of a document says of it, and which pieces play which part.

    Attributes:
        roles: role of the pieces that were understood, by index.
    """

    title: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    publisher: str | None
    published: str | None
    modified: str | None
    cutoff: str | None
    url: str | None
    roles: dict[int, str]


def read_masthead(pieces: Sequence[Piece], facts: Facts) -> Masthead:
    """Read the top of a document; what its format states outright (`facts`) has precedence."""
    end = _top(pieces)
    roles = {place: "noise" for place in range(end) if is_noise(pieces[place].text)}
    head = Masthead(
        facts.title, facts.authors, (), facts.publisher, facts.published, facts.modified, None,
        facts.url, roles,
    )  # fmt: skip
    for place in range(end):
        if place not in roles:
            head = _labelled(head, pieces, place)
    head = _titled(head, pieces, end, facts.name)
    for place in range(end):
        if place not in roles:
            head = _named(head, pieces, place)
    head = _dated(head, pieces, end)
    return replace(head, title=head.title or facts.name)


def is_signature(text: str) -> bool:
    """Whether a line inside the text names its authors.

    >>> is_signature("Author: Awa Diallo"), is_signature("End OE Watch Commentary (Diallo)")
    (True, True)
    """
    if len(text) > _LONGEST_LINE:
        return False
    labelled = any(_LABELLED[name].fullmatch(text) for name in ("authors", "contributors"))
    return labelled or _BY.fullmatch(text) is not None or _END_SIGNED.fullmatch(text) is not None


def part_names(words: str) -> tuple[str, ...]:
    """Part "A. Diallo, B. Keita, and C. Cissé" into names.

    >>> part_names("Awa Diallo, Ben Keita, and C. Cissé")
    ('Awa Diallo', 'Ben Keita', 'C. Cissé')
    """
    plain = re.sub(r"(?i)^(?:by|par)\s+", "", re.split(r"(?i)\s+(?:with|avec)\s+", words)[0]).strip(
        " ."
    )
    names = re.split(r"\s*(?:,\s*(?:and|et|ve)\s+|,|;|\s+(?:and|et|ve|و)\s+|&|\|)\s*", plain)
    return tuple(name.strip(" .") for name in names if name.strip(" ."))


def _top(pieces: Sequence[Piece]) -> int:
    """Index where the running text begins: the first part's head, or after a few paragraphs."""
    long = 0
    for place, piece in enumerate(pieces):
        part = known_head(piece.text)
        if introduces_source(piece.text, among=False):
            return place
        if part in {"takeaways", "assessments", "body", "sources", "notes"}:
            if _labels_next(pieces, place):
                continue
            return place
        if inline_head(piece.text) and len(piece.text) > _LONGEST_TITLE:
            return place
        long += len(piece.text) > _LONGEST_TITLE and not is_noise(piece.text)
        if long > _MOST_LEADING or re.search(r"\[(?:\d+|[ivx]+)\]", piece.text):
            return place
    return len(pieces)


def _labels_next(pieces: Sequence[Piece], place: int) -> bool:
    """Whether "SOURCE:" stands alone and its address is on the next line."""
    following = pieces[place + 1].text if place + 1 < len(pieces) else ""
    return (
        known_head(pieces[place].text) == "sources"
        and place < _TITLE_REACH
        and bool(find_links(following))
    )


def _labelled(head: Masthead, pieces: Sequence[Piece], place: int) -> Masthead:
    text = pieces[place].text
    for name, form in _LABELLED.items():
        match = form.fullmatch(text)
        if match is not None:
            return _with_label(head, name, match["value"].strip(), pieces, place)
    match = _BY.fullmatch(text) if len(text) < _LONGEST_LINE else None
    if match is not None and not head.authors and place:
        head.roles[place] = "byline"
        return replace(head, authors=part_names(match["value"]))
    if _CUTOFF_PROSE.search(text) and head.cutoff is None and find_cutoff(text):
        head.roles[place] = "byline"
        return replace(head, cutoff=find_cutoff(text))
    return head


def _with_label(
    head: Masthead, name: str, value: str, pieces: Sequence[Piece], place: int
) -> Masthead:
    """Take in a labelled line; a label alone takes the next line as its value."""
    following = pieces[place + 1].text if place + 1 < len(pieces) else ""
    if not value and name == "source" and not find_links(following):
        return head
    head.roles[place] = "byline"
    if not value:
        value = following
        head.roles[place + 1] = "byline"
    links = find_links(value, keep_stop=True)
    return replace(
        head,
        authors=head.authors or (part_names(value) if name == "authors" else ()),
        contributors=head.contributors or (part_names(value) if name == "contributors" else ()),
        cutoff=head.cutoff or (find_cutoff(value) if name == "cutoff" else None),
        published=head.published or (find_moment(value) if name == "published" else None),
        modified=head.modified or (find_moment(value) if name == "modified" else None),
        publisher=head.publisher or (value if name == "publisher" else None),
        url=head.url or (links[0].url if name == "source" and links else None),
    )


def _named(head: Masthead, pieces: Sequence[Piece], place: int) -> Masthead:
    """Take in a line of names alone: marked so by its format, known already, or under the title."""
    text = pieces[place].text
    if len(text) > _LONGEST_LINE or is_only_date(text) or pieces[place].hint not in {"", "byline"}:
        return head
    names = part_names(text)
    known = bool(head.authors) and {name.lower() for name in names} == {
        name.lower() for name in head.authors
    }
    below_title = any(head.roles.get(place - step) == "title" for step in (1, 2))
    listed = below_title and len(names) > 1 and all(map(_is_name, names))
    if known or pieces[place].hint == "byline" or (listed and not head.authors):
        head.roles[place] = "byline"
        more = pieces[place].hint == "byline" and head.authors and all(map(_is_name, names))
        new = names if more or not head.authors else ()
        return replace(head, authors=tuple(dict.fromkeys((*head.authors, *new))))
    return head


def _is_name(words: str) -> bool:
    parts = words.split()
    return 1 < len(parts) <= _MOST_NAMES and all(part[0].isupper() for part in parts)


def _titled(head: Masthead, pieces: Sequence[Piece], end: int, name: str | None) -> Masthead:
    """Choose the title among the short lines at the top: the fullest form, mixed case first.

    A line that is what the file or window is called (`name`) is the title before all others.
    """
    places = [
        place for place in range(min(end, _TITLE_REACH))
        if place not in head.roles and _may_be_title(pieces[place])
    ]  # fmt: skip
    named = [place for place in places if name and _tokens(pieces[place].text) == _tokens(name)]
    hinted = named or [place for place in places if pieces[place].hint in {"title", "heading"}]
    first_text = next(
        (place for place in range(end) if len(pieces[place].text) > _LONGEST_TITLE), end
    )
    places = hinted[:1] or [place for place in places if place < max(first_text, 1)]
    if not places:
        return head
    best = places[0]
    for place in places[1:]:
        if _fuller(pieces[place].text, pieces[best].text):
            best = place
    for place in places:
        if place != best and _tokens(pieces[place].text) <= _tokens(pieces[best].text):
            head.roles[place] = "noise"
    if head.title is None or _tokens(head.title) <= _tokens(pieces[best].text) or hinted:
        head.roles[best] = "title"
        return replace(head, title=head.title if hinted and head.title else pieces[best].text)
    return head


def _is_dated_line(text: str) -> bool:
    """Whether a short line says where, when and by whom, and is no sentence.

    >>> _is_dated_line("Bamako - 12 February 2024 (AFP)"), _is_dated_line("Raid on May 3, 2024.")
    (True, False)
    """
    if (
        len(text) > _LONGEST_DATED
        or text[-1] in ".!?؟:"
        or len(find_date(text) or "") < len("2024-01-01")
    ):
        return False
    return re.match(r"@\w+|[^\W\d_]+(?: [^\W\d_]+)?\s*[,،|–—·-]", text) is not None


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    return (
        len(text) <= _LONGEST_TITLE
        and piece.hint in {"", "title", "heading"}
        and (bool(piece.hint) or text[-1] not in ".…:;,")
        and not is_only_date(text)
        and not text.startswith("@")
        and not find_links(text)
        and not (text[0] in '“"«' and text[-1] in '”"»')
        and re.search(r"[^\W\d_]", text) is not None
    )


def _fuller(text: str, best: str) -> bool:
    """Whether a line is the same title in a fuller form, or in mixed case instead of capitals."""
    mine, other = _tokens(text), _tokens(best)
    if mine == other:
        return best.isupper() and not text.isupper()
    return other < mine


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _dated(head: Masthead, pieces: Sequence[Piece], end: int) -> Masthead:
    """Find the date of publication: stated, in the title, or on a line of its own."""
    titled = find_date(head.title or "")
    published, modified = head.published or titled, head.modified
    for place in range(end):
        text = pieces[place].text
        if head.roles.get(place, "noise") != "noise":
            continue
        if is_only_date(text) or (place not in head.roles and _is_dated_line(text)):
            head.roles[place] = "noise" if titled and is_only_date(text) else "byline"
            first, changed = part_changed(text)
            published = _finer(published, find_moment(first))
            modified = _finer(modified, find_moment(changed))
    return replace(head, published=published, modified=modified)


def _finer(day: str | None, moment: str | None) -> str | None:
    """The time of a day that is known, or the first that is found at all."""
    if day is None:
        return moment
    return moment if moment and moment.startswith(day) and len(moment) > len(day) else day
