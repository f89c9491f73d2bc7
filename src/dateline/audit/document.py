"""Audit of any document: every rule over one that has been read."""

from collections.abc import Callable, Iterator

from dateline.audit.arithmetic import audit_arithmetic
from dateline.audit.beyond import audit_beyond
from dateline.audit.changes import audit_changes
from dateline.audit.citations import audit_citations
from dateline.audit.dates import audit_dates
from dateline.audit.figures import audit_figures
from dateline.audit.notes import audit_notes
from dateline.audit.proportions import audit_proportions
from dateline.audit.quotations import audit_quotations
from dateline.audit.referred import audit_referred
from dateline.audit.sourcing import audit_sourcing
from dateline.audit.tradecraft import audit_tradecraft
from dateline.audit.weekdays import audit_weekdays
from dateline.model.document import Document
from dateline.model.finding import Finding

_RULES: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    audit_citations,
    audit_notes,
    audit_figures,
    audit_quotations,
    audit_tradecraft,
    audit_arithmetic,
    audit_changes,
    audit_proportions,
    audit_referred,
    audit_dates,
    audit_weekdays,
    audit_sourcing,
    audit_beyond,
)


def audit_document(document: Document) -> list[Finding]:
    """Run every rule over a document that has been read.

    Args:
        document: from the reading room; offsets of the findings index its text.

    Returns:
        Findings in the order of the text. They are advice: `unclear` is an answer.
    """
    findings = [finding for rule in _RULES for finding in rule(document)]
    return sorted(findings, key=lambda one: (one.start, one.end, one.rule))
