"""What an update's text has that would go out wrong: lost notes, markup, includes, odd letters."""

import re
from collections.abc import Iterator

from dateline.model.finding import Finding
from dateline.model.update import Update
from dateline.publish.front_matter import KEYS, OTHER_NAMES
from dateline.publish.typefaces import find_unprintable, say_script
from dateline.query.nearest import find_nearest

NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
INCLUDE = re.compile(r"^[ \t]*(?:\{\{<?\s*include\b.*|!include\b.*|\{!.+!\}.*)$", re.MULTILINE)
TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|code|div|em|embed|figure|font|form|h[1-6]|hr|i|iframe|"
    r"img|input|li|link|meta|object|ol|p|pre|script|small|span|strong|style|sub|sup|svg|table|tbody|"
    r"td|th|tr|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)
CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]+`", re.DOTALL)


def find_faults(update: Update) -> list[Finding]:
    """Findings on what an update's text has that no output can show as it is meant.

    >>> from dateline.publish.front_matter import read_update
    >>> [fault.rule for fault in find_faults(read_update("a.md", "Calm.[^1] <b>Now</b>"))]
    ['missing-note', 'markup', 'markup']
    """
    source = CODE.sub(lambda found: " " * len(found[0]), update.source)
    return [
        *_find_lost_notes(source, update.body_start),
        *_find_markup(source),
        *_find_includes(source, update.body_start),
        *_find_letters(source),
        *_find_misspelt(update),
    ]


def _find_lost_notes(source: str, body: int) -> Iterator[Finding]:
    """Marks without a note, and notes that nothing marks."""
    notes = {found[1] for found in NOTE.finditer(source, body)}
    marks = {found[1] for found in NOTE_MARK.finditer(source, body)}
    for found in NOTE_MARK.finditer(source, body):
        if found[1] not in notes:
            advice = f"Write the note, a line that begins [^{found[1]}]:, or take the mark out."
            yield _fault("missing-note", found, "no note of that name", advice)
    for found in NOTE.finditer(source, body):
        if found[1] not in marks:
            advice = f"Put [^{found[1]}] where it belongs, or take the note out."
            yield _fault("unused-note", found, "nothing refers to the note", advice, "warning")


def _find_markup(source: str) -> Iterator[Finding]:
    for found in TAG.finditer(source):
        advice = "Write it in Markdown, or in backquotes where readers are to see the characters."
        yield _fault("markup", found, "HTML is printed as the characters it is", advice)


def _find_includes(source: str, body: int) -> Iterator[Finding]:
    for found in INCLUDE.finditer(source, body):
        advice = "Put the text itself here: what is signed is one file."
        yield _fault("include", found, "an update includes no other file", advice)


def _find_letters(source: str) -> Iterator[Finding]:
    for script, letters in find_unprintable(source).items():
        found = re.search(f"[{letters}]+", source)
        if found is not None:
            told = f"no shipped font has letters of {say_script(script)} script"
            advice = "Write them in Latin or Arabic script: a PDF would print empty boxes."
            yield _fault("missing-glyph", found, told, advice)


def _find_misspelt(update: Update) -> Iterator[Finding]:
    """Keys of the front matter that are nearly what is read; others a desk's template may read."""
    for key in map(str, update.meta):
        near = find_nearest(key, KEYS) if key not in (*KEYS, *OTHER_NAMES) else []
        found = re.search(rf"^{re.escape(key)}(?=\s*:)", update.source, re.MULTILINE)
        if near and found:
            advice = f"Did you mean {near[0]}? Leave it where a template of the desk reads it."
            yield _fault("unknown-front-matter", found, "nothing reads this key", advice, "warning")


def _fault(
    rule: str, found: re.Match[str], told: str, advice: str, severity: str = "error"
) -> Finding:
    return Finding(
        rule=rule,
        verdict="fails" if severity == "error" else "unclear",
        why="",
        text=" ".join(found[0].split()),
        start=found.start(),
        end=found.end(),
        says="",
        found=told,
        advice=advice,
        severity=severity,
    )
