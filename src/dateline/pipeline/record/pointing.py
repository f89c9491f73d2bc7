"""Accounts that people code by hand in a document the desk holds, resting on its own words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dateline.errors import CommandError
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.span import FieldSpan
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.protection.withhold import is_withheld
from dateline.pipeline.record.entries import (
    FIELDS_SAID,
    SPAN_NAMES,
    Brought,
    code_account,
    link_brought,
    tell_taken,
)
from dateline.pipeline.record.reviewed import ACCEPTED, record_verdicts

_OFFSETS = re.compile(r"\s*(\d+)\s*[:-]\s*(\d+)\s*")
_SHOWN = 60  # characters of a document shown in a message


def enter_mention(  # noqa: PLR0913 - what a person points at, and who
    opened: OpenDesk,
    typed: Mapping[str, str],
    *,
    document: str,
    words: str = "",
    span: str = "",
    event: int | None = None,
    by: str = "",
    verdict: str = ACCEPTED,
    tell: Callable[[str], None] | None = None,
) -> Brought:
    """Enter an account by hand that rests on words of a document.

    Args:
        opened: the desk.
        typed: fields of `sheets.COLUMNS` to what was typed; outlet and date are the document's.
        document: its id.
        words: the words it rests on, which the document must hold exactly once.
        span: instead of words, their offsets in the document's text, such as `120:180`.
        event: the event it is an account of, by the person's word; None links it as any other.
        by: who enters it; the system's user by default.
        verdict: that person's on the event; `unreviewed` leaves it to another.
        tell: is told how place, type and date were taken, before anything is written.

    Raises:
        CommandError: there is no such document or event, the words are not there or stand there
            more than once, or a field cannot be read.
    """
    found = _find_document(opened, document)
    start, end = _find_span(found, words, span)
    who = by or current_person()
    if event is not None:
        load_state(opened).event(event)
    said = found.text[start:end]
    account = replace(
        code_account(opened, typed, who),
        document=found.id,
        sentence=said,
        start=start,
        end=end,
        spans=tuple(_find_spans(typed, said, start)),
    )
    tell_taken(opened, account, typed, tell)
    done = _record(opened, found, account, event, who)
    if event is None and done.founded and tell is not None:
        _tell_overlap(opened, account, done, tell)
    verdicts = dict.fromkeys(done.mentions, verdict)
    done.accepted = record_verdicts(opened, verdicts, who, "entered by hand")
    return done


def _tell_overlap(
    opened: OpenDesk, account: Mention, done: Brought, tell: Callable[[str], None]
) -> None:
    """Say where the words that founded an event tell of another already: it may be the same."""
    same = [
        stored.id
        for stored in opened.ledger.mentions()
        if stored.mention.document == account.document
        and stored.id not in done.mentions
        and stored.mention.start < account.end
        and account.start < stored.mention.end
    ]
    for link in opened.ledger.links(mentions=same) if same else ():
        tell(
            f"These words tell of event {link.event} already (mention {link.mention}). If it is "
            f"the same: dateline review {link.event} merged --with {done.founded[0]}"
        )


def _find_document(opened: OpenDesk, name: str) -> Document:
    found = opened.ledger.documents(ids=[name])
    if not found:
        raise CommandError(
            f"There is no document '{name}'; `dateline documents` lists those there are."
        )
    return found[0]


def _find_span(document: Document, words: str, span: str) -> tuple[int, int]:
    """Where in a document's text the words stand that a person points at."""
    if bool(words) == bool(span):
        raise CommandError("Point at the words by --words or by --span, not by both or neither.")
    if span:
        offsets = _OFFSETS.fullmatch(span)
        start, end = (int(offsets[1]), int(offsets[2])) if offsets else (0, 0)
        if not start < end <= len(document.text):
            raise CommandError(
                f"'{span}' is no span of {document.id}, whose text has {len(document.text)} "
                "characters. Write it as 120:180: the first character, and the one after the last."
            )
        return start, end
    places = [found.start() for found in re.finditer(re.escape(words), document.text)]
    if not places:
        raise CommandError(
            f"The document {document.id} does not say “{words}”; copy the words exactly."
        )
    if len(places) > 1:
        around = "; ".join(
            f"{at}:{at + len(words)} “{document.text[at : at + _SHOWN].strip()}...”"
            for at in places[:3]
        )
        raise CommandError(
            f"The document {document.id} says “{words}” {len(places)} times ({around}). Give more "
            "words, or one of these as --span."
        )
    return places[0], places[0] + len(words)


def _find_spans(typed: Mapping[str, str], said: str, start: int) -> list[FieldSpan]:
    """What each field rests on: its own words in the passage, or the whole of it."""
    spans = []
    for name in FIELDS_SAID:
        if name not in typed:
            continue
        found = _find_words(typed[name], said) if name != "type" else None
        first, part = (start + found.start(), found[0]) if found else (start, said)
        spans.append(FieldSpan(SPAN_NAMES.get(name, name), first, first + len(part), part))
    return spans


def _find_words(words: str, said: str) -> "re.Match[str] | None":
    """Where a passage says some words, whatever their case.

    The passage itself is searched, since its folded form may be longer: "İ" folds to two letters.

    >>> _find_words("ankara", "İzmir, Ankara")
    <re.Match object; span=(7, 13), match='Ankara'>
    """
    return re.search(re.escape(words), said, re.IGNORECASE) if words else None


def _record(
    opened: OpenDesk, document: Document, account: Mention, event: int | None, who: str
) -> Brought:
    ledger, done = opened.ledger, Brought()
    held = {stored.id: stored.mention for stored in ledger.mentions() if stored.mention == account}
    if held:
        done.known = 1
    else:
        (number,) = ledger.append_mentions(
            document.id,
            [account],
            at=read_clock(),
            author=who,
            sealed=is_withheld(document, opened.desk),
        )
        held[number] = account
        done.new = 1
    done.mentions = tuple(held)
    if event is not None:
        standing = {link.mention: link for link in ledger.links(mentions=list(held))}
        why = f"entered as an account of event {event}"
        links = [
            Link(number, event, who, why)
            for number in held
            if number not in standing or standing[number].event != event
        ]
        done.joined = tuple(ledger.append_links(links, at=read_clock()))
    link_brought(opened, done)
    return done
