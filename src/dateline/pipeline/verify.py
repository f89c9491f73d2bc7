"""Whether the desk's memory is as it was written."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.model.problem import Problem
from dateline.pipeline.editions.outdated import find_outdated
from dateline.pipeline.keeping.kept import find_false, forget_tables
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.protection.backup import find_unfinished_copies
from dateline.pipeline.protection.originals import name_originals
from dateline.pipeline.protection.protect import find_unfinished, find_unrecorded
from dateline.pipeline.protection.withhold import find_open

if TYPE_CHECKING:
    from dateline.ledger.redact import Redaction


@dataclass(frozen=True, slots=True)
class Verification:
    """What was walked, and what does not hold.

    Attributes:
        entries: entries of the ledger's log.
        captures: captures recorded.
        state: hash of the last entry.
        redactions: what was taken out, by whom, when and why.
        problems: the first broken link of the chain, and every capture that is gone or changed.
    """

    entries: int
    captures: int
    state: str
    problems: tuple[Problem, ...]
    redactions: tuple["Redaction", ...] = ()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew: how many events, at which state."""

    events: int
    state: str


def verify_desk(opened: OpenDesk) -> Verification:
    """Walk the hash chain, what follows from it, and the archive's digests."""
    archive = opened.archive
    captures = opened.ledger.capture_digests()
    problems = [*opened.ledger.verify(), *archive.verify()]
    held = archive.digests()
    problems += [
        Problem(
            kind="missing-capture",
            where=digest[:12],
            what=f"The archive lacks the bytes {digest[:12]} that the ledger records.",
            advice="Put the archive's files back from a copy, or add the source again.",
            severity="error",
        )
        for digest in captures
        if digest not in held
    ]
    redactions = opened.ledger.redactions()
    problems += name_originals(opened.desk, [one.capture for one in redactions])
    readable = not any(one.kind in ("sealed-ledger", "broken-chain") for one in problems)
    if readable:
        problems += _compare_events(opened)
    problems += _find_unprotected(opened)
    if readable:
        problems += find_outdated(opened)
    return Verification(
        entries=opened.ledger.length(),
        captures=len(captures),
        state=opened.ledger.state_hash(),
        problems=tuple(problems),
        redactions=tuple(redactions),
    )


def _find_unprotected(opened: OpenDesk) -> list[Problem]:
    """What should be sealed or redacted and still lies open."""
    return [*_find_unsealed(opened), *_find_half_redacted(opened), *_find_copies(opened)]


def _find_unsealed(opened: OpenDesk) -> list[Problem]:
    return [
        Problem(
            kind="open-capture",
            where=digest[:12],
            what="The words of this withheld capture lie in the archive or the ledger unsealed.",
            advice="Run `dateline seal`.",
            severity="error",
        )
        for digest in find_open(opened)
    ]


def _find_half_redacted(opened: OpenDesk) -> list[Problem]:
    """What redactions that were killed left undone."""
    problems = [
        Problem(
            kind="unfinished-redaction",
            where=digest[:12],
            what="This capture is redacted, but its words still lie in files of the desk.",
            advice=f"Run `dateline redact {digest[:12]} --why ...`, which finishes it.",
            severity="error",
        )
        for digest in find_unfinished(opened)
    ]
    problems += [
        Problem(
            kind="unrecorded-redaction",
            where=file,
            what="A redaction wrote this file and was killed before it took anything out.",
            advice="Run that redaction again, or remove the file.",
            severity="warning",
        )
        for file in find_unrecorded(opened)
    ]
    return problems


def _find_copies(opened: OpenDesk) -> list[Problem]:
    """Copies of the ledger that lie in the desk with every word in them."""
    problems = [
        Problem(
            kind="unfinished-copy",
            where=copy.name,
            what="A `backup` that was killed left this part of a copy, with every word in it.",
            advice="The next `backup` beside it, or the next redaction, removes it.",
            severity="warning",
        )
        for copy in find_unfinished_copies(opened.desk)
    ]
    problems += [
        Problem(
            kind="ledger-copy",
            where=copy.name,
            what="This copy from before an upgrade holds every word of the ledger unsealed.",
            advice="Remove it; the next redaction does so too.",
            severity="warning",
        )
        for copy in opened.ledger.safeguards()
    ]
    return problems


def rebuild_desk(opened: OpenDesk) -> Rebuilt:
    """Make all that stands beside the log anew: the ledger's tables, the kept events."""
    opened.ledger.rebuild()
    forget_tables(opened.desk.cache)
    state = load_state(opened)
    return Rebuilt(len(state.kept.numbers), state.hash)


def _compare_events(opened: OpenDesk) -> list[Problem]:
    """Whether the events kept for the desk's state are what the log says."""
    state = opened.ledger.state_hash()
    false = find_false(replace(opened, clocks=replace(opened.clocks, as_of=state)))
    if false is None:
        return []
    what = "The events kept for the newest state are not what the log says."
    advice = "Run `dateline rebuild`, which makes them anew from the log."
    return [Problem("stale-tables", false, what, advice, "error")]
