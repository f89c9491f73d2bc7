"""The slips that the three seeds are known to hold: how many an audit finds, and what it adds.

Each slip was found by reading; a finding that is none of them, and of which no reader has said
that it is right, counts as a false alarm. Advice on judgements without a horizon and on tracking
tokens is a matter of house style and is not counted.
"""

from collections import Counter
from pathlib import Path

from dateline.audit.document import audit_document
from dateline.model.finding import Finding
from dateline.pipeline.material.reading import read_file

STYLE = ("no-horizon", "tracking-token")
# Seed, rule: how many slips there are. Glued and cut addresses are counted by note.
SLIPS: dict[tuple[str, str], int] = {
    ("000", "malformed-link"): 1,  # ttps:
    ("000", "repeated-link"): 1,
    ("003", "glued-link"): 18,
    ("003", "truncated-link"): 17,
    ("003", "repeated-link"): 1,  # note 1 cites one address twice
    ("003", "impossible-mean"): 2,  # 32.5 and 20.5 over seven months
    ("002", "quotation"): 6,
    ("002", "date-conflict"): 1,  # Kerman, 4 January and 3 January
    ("002", "shared-note"): 1,  # [ii] twice
    ("002", "beyond-source"): 3,  # 9,000 and 3,000 deported; 6 million and 6; more than 60 and 60
    ("002", "unsourced-certainty"): 2,  # undoubtedly
}


def score(shared: Path) -> dict[str, float]:
    """Score the seeds: `audit.slips.found`; `audit.quiet` is one less the share of false alarms."""
    found: Counter[tuple[str, str]] = Counter()
    told = 0
    for seed in sorted((shared / "seeds").glob("*.txt")):
        for document in read_file(seed).documents:
            findings = [one for one in audit_document(document) if one.verdict != "holds"]
            told += len(findings)
            for rule, number in _count(findings, document.text).items():
                found[seed.name[:3], rule] += number
    caught = sum(min(found[slip], number) for slip, number in SLIPS.items())
    alarms = sum(max(0, number - SLIPS.get(slip, 0)) for slip, number in found.items())
    for slip in sorted(set(found) | set(SLIPS)):
        if found[slip] != SLIPS.get(slip, 0):
            print(f"audit: seed {slip[0]}, {slip[1]}: {found[slip]} of {SLIPS.get(slip, 0)}")
    slips = sum(SLIPS.values())
    print(f"audit: {caught} of {slips} slips found, {alarms} false alarms in {told} findings")
    return {"audit.slips.found": caught / slips, "audit.quiet": 1 - alarms / max(told, 1)}


def _count(findings: list[Finding], text: str) -> Counter[str]:
    """Findings by rule, those on addresses once for each line of notes."""
    seen: set[tuple[str, int]] = set()
    for finding in findings:
        if finding.rule not in STYLE:
            links = finding.rule in ("glued-link", "truncated-link", "repeated-link")
            at = text.count("\n", 0, finding.start) if links else finding.start
            seen.add((finding.rule, at))
    return Counter(rule for rule, _ in seen)
