"""What people put on record: their word on an event, and their judgements."""

from dateline.errors import CommandError
from dateline.model.assessment import Assessment
from dateline.model.review import VERDICTS, Review
from dateline.pipeline.opening import OpenDesk, current_person, read_clock


def review_event(
    opened: OpenDesk, number: int, verdict: str, *, why: str = "", by: str = ""
) -> Review:
    """Record a person's word on an event.

    Raises:
        CommandError: the verdict is unknown, or needs corrections that this command cannot take.
        LedgerError: there is no such event.
    """
    if verdict not in VERDICTS or verdict == "corrected":
        raise CommandError(f"'{verdict}' is no verdict here. Say accepted, rejected or unreviewed.")
    at = read_clock()
    word = Review(event=number, verdict=verdict, by=by or current_person(), at=at, why=why)
    opened.ledger.append_review(word, at=at)
    return word


def add_assessment(opened: OpenDesk, assessment: Assessment) -> tuple[Assessment, bool]:
    """Put a judgement on record; one that stands so already is left as it is.

    Returns:
        The judgement as recorded, and whether anything was appended.

    Raises:
        CommandError: it is not well made; the message says which part and how to mend it.
    """
    from dateline.assess import check_assessment

    problems = check_assessment(assessment)
    if problems:
        raise CommandError(" ".join(f"{problem.what} {problem.advice}" for problem in problems))
    standing = {known.key: known for known in opened.ledger.assessments()}
    if standing.get(assessment.key) == assessment:
        return assessment, False
    author = assessment.author or current_person()
    opened.ledger.append_assessment(assessment, at=read_clock(), author=author)
    return assessment, True


def list_assessments(opened: OpenDesk) -> list[Assessment]:
    """Judgements in force under the recorded clock."""
    return opened.ledger.assessments(opened.clocks.as_of)
