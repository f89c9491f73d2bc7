"""The judgements that people put on record."""

import tomllib
from pathlib import Path

from dateline.errors import SettingsError
from dateline.model.assessment import Assessment
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.prose.likelihood import say_likelihood
from dateline.tables import fill, reject_unknown

__all__ = [
    "add_assessment",
    "list_assessments",
    "record_assessments",
    "say_likelihood",
    "today",
]


def add_assessment(opened: OpenDesk, assessment: Assessment) -> tuple[Assessment, bool]:
    """Put a judgement on record; one that stands so already is left as it is.

    Returns:
        The judgement as recorded, and whether anything was appended.

    Raises:
        CommandError: it is not well made; the message says which part and how to mend it.
    """
    from dateline.assess.assessments import check_assessment

    check_assessment(assessment)
    standing = {known.key: known for known in opened.ledger.assessments()}
    if standing.get(assessment.key) == assessment:
        return assessment, False
    author = assessment.author or current_person()
    opened.ledger.append_assessment(assessment, at=read_clock(), author=author)
    return assessment, True


def list_assessments(opened: OpenDesk) -> list[Assessment]:
    """Judgements in force under the recorded clock."""
    return opened.ledger.assessments(opened.clocks.as_of)


def record_assessments(opened: OpenDesk, path: Path) -> int:
    """Put the judgements of a file on record; those that stand so already are left as they are.

    Args:
        opened: the desk.
        path: a TOML file with a table `[assessments.KEY]` for each; one that is absent has none.

    Returns:
        How many were appended.

    Raises:
        SettingsError: the file is not TOML, or has an unknown key.
        CommandError: a judgement is not well made.
    """
    if not path.is_file():
        return 0
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}. Mend that line.") from error
    reject_unknown(tables, ("assessments",), str(path))
    added = 0
    for key, table in tables.get("assessments", {}).items():
        judgement = fill(Assessment, {"key": key, **table}, f"{path} [assessments.{key}]")
        added += add_assessment(opened, judgement)[1]
    return added


def today() -> str:
    """The day, as a judgement is dated."""
    return read_clock()[:10]
