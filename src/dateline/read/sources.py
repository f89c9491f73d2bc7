"""The line with which a digest introduces a press source."""

import re

from dateline.model.document import CitedSource
from dateline.prose.links import find_links
from dateline.read.language import find_language
from dateline.read.published import find_date

_LABEL = re.compile(r"^\s*(?:Sources?|المصدر|Kaynak|منبع|سرچینه)\s*:\s*", re.IGNORECASE)
_OPEN, _CLOSE = '“"«', '”"»'
_DATED = re.compile(r"(?i)\b(accessed|retrieved|updated|last updated)\b")
_SIGN = re.compile(rf"[{_CLOSE}]|//|www")  # no reference without one
_LONGEST_LINE = 2000
_MIN_TRANSLATION = 0.3
_LONGEST_SOURCE, _LONGEST_TITLE, _LONGEST_OUTLET = 700, 300, 200


def is_source_line(text: str) -> bool:
    """Whether a piece introduces a source: a title, an outlet, a date or an address.

    >>> is_source_line("“Titre (Title of it),” Le Monde (French daily), 7 August 2024.")
    True
    """
    linked = "//" in text or "www" in text
    if len(text) > (_LONGEST_LINE if linked else _LONGEST_SOURCE) or _SIGN.search(text) is None:
        return False
    body = _LABEL.sub("", text)
    links = find_links(body, keep_stop=True)
    words = body[: links[-1].start].strip() if links else body
    if len(words) > _LONGEST_SOURCE or not words:
        return False
    ends_with_link = bool(links) and links[-1].end >= len(body.rstrip()) - 1
    close = _title_end(words)
    if close < 0:
        return bool(ends_with_link and find_date(words) and len(words) < _LONGEST_TITLE)
    tail = words[close:]
    brief = len(tail) < _LONGEST_OUTLET and len(re.findall(r"[.!?]\s+[A-Z]", tail)) <= 1
    return brief and (
        ends_with_link or (find_date(tail) is not None and body.rstrip()[-1:] in ".)")
    )


def introduces_source(text: str, *, among: bool) -> bool:
    """Whether a piece outside the list of sources introduces one: labelled, or others came before.

    >>> introduces_source("Source: “Titre (Title),” RFI (radio), 2 May 2024.", among=False)
    True
    >>> introduces_source("Source: Awa Diallo.", among=False)
    False
    """
    labelled = _LABEL.match(text) is not None and re.search(rf"[{_OPEN}]", text) is not None
    return (labelled or among) and is_source_line(text)


def is_open_title(text: str) -> bool:
    """Whether a piece opens a title and stops before it is closed: its rest is the next piece."""
    body = _LABEL.sub("", text)
    return body.count("“") > body.count("”") and not find_links(body) and len(body) < _LONGEST_TITLE


def parse_source(text: str, languages: tuple[str, ...]) -> CitedSource:
    """Read author, titles, outlet, its description, date, address and language of a source line.

    >>> parse_source("A. Diallo, “Un bon titre (A good title),” RFI (French radio), 2 May 2024. "
    ...              "https://example.org/x", ("en", "fr"))
    CitedSource(title='Un bon titre', title_english='A good title', publisher='RFI',
    says='French radio', published='2024-05-02', url='https://example.org/x', language=None,
    author='A. Diallo', date_says=None)
    """
    body = _LABEL.sub("", text).strip()
    links = find_links(body, keep_stop=True)
    url = links[-1].url if links else None
    words = body[: links[-1].start].strip() if links else body
    close = _title_end(words)
    head, tail = (words[:close], words[close:]) if close >= 0 else ("", words)
    author, quoted = _author(head)
    title, english = _titles(quoted)
    publisher, says, date_words = _outlet(tail)
    dated = _DATED.search(date_words)
    return CitedSource(
        title=title,
        title_english=english,
        publisher=publisher,
        says=says,
        published=find_date(date_words),
        url=url,
        language=find_language(title or "", languages, least=12),
        author=author,
        date_says=dated[1].lower() if dated else None,
    )


def _title_end(words: str) -> int:
    """Offset after the quotation mark that closes the title, -1 where there is none."""
    closed = [match.end() for match in re.finditer(r"\)\s*[,.]?\s*[”\"»]", words)]
    if closed:
        return closed[-1]
    found = [match.end() for match in re.finditer(r"[,.]?[”»]|,\"|\",", words)]
    return found[-1] if found else -1


def _author(head: str) -> tuple[str | None, str]:
    """Part "Author, “title" into both; the opening quotation mark may be missing."""
    match = re.match(
        rf"(?P<author>[^{_OPEN}]{{2,160}}?)[,.]\s*(?P<title>[{_OPEN}].*)", head, re.DOTALL
    )
    if match is not None:
        return match["author"].strip(), match["title"]
    return None, head


def _titles(quoted: str) -> tuple[str | None, str | None]:
    """Part "original (English)" into both."""
    words = quoted.strip()
    words = re.sub(rf"[,.]?\s*[{_CLOSE}]$", "", words).rstrip()
    if words[:1] in _OPEN:
        words = words[1:]
    words = words.strip(" ,")
    if words.endswith(")"):
        opening = _matching(words)
        inner, outer = words[opening + 1 : -1].strip(), words[:opening].strip()
        if opening > 0 and len(inner) >= len(outer) * _MIN_TRANSLATION and " " in inner:
            return outer, inner
    return words or None, None


def _matching(words: str) -> int:
    """Offset of the bracket that the last one closes."""
    depth = 0
    for place in range(len(words) - 1, -1, -1):
        depth += (words[place] == ")") - (words[place] == "(")
        if depth == 0:
            return place
    return -1


def _outlet(tail: str) -> tuple[str | None, str | None, str]:
    """Outlet, the description in brackets, and the words with the date."""
    words = tail.strip(" ,")
    match = re.match(
        r"(?P<name>[^(]+?)\s*\((?P<says>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*,?(?P<rest>.*)",
        words,
        re.DOTALL,
    )
    if match is not None:
        return match["name"].strip(" ,"), match["says"].strip(), match["rest"]
    parts = [part.strip() for part in words.split(",")]
    for place in range(1, len(parts) + 1):
        rest = ", ".join(parts[place:])
        if find_date(rest) is None or place == len(parts):
            name = ", ".join(parts[: max(1, place - 1)]).strip(" .")
            return name or None, None, ", ".join(parts[max(1, place - 1) :])
    return words or None, None, ""
