"""Whether the desk's memory is as it was written."""

from dataclasses import dataclass

from dateline.model.problem import Problem
from dateline.pipeline.opening import OpenDesk


@dataclass(frozen=True, slots=True)
class Verification:
    """What was walked, and what does not hold.

    Attributes:
        entries: entries of the ledger's log.
        captures: captures recorded.
        state: hash of the last entry.
        problems: the first broken link of the chain, and every capture that is gone or changed.
    """

    entries: int
    captures: int
    state: str
    problems: tuple[Problem, ...]


def verify_desk(opened: OpenDesk) -> Verification:
    """Walk the hash chain and the archive's digests."""
    from dateline.collect.warc import Archive

    archive = Archive(opened.desk.archive)
    captures = opened.ledger.captures()
    problems = [*opened.ledger.verify(), *archive.verify()]
    held = archive.digests()
    problems += [
        Problem(
            kind="missing-capture",
            where=capture.address,
            what=f"The archive lacks the bytes {capture.sha256[:12]} that the ledger records.",
            advice="Put the archive's files back from a copy, or add the source again.",
            severity="error",
        )
        for capture in captures
        if capture.sha256 not in held
    ]
    return Verification(
        entries=len(opened.ledger.entries()),
        captures=len(captures),
        state=opened.ledger.state_hash(),
        problems=tuple(problems),
    )
