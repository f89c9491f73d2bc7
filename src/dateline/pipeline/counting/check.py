"""Checking an update: every binding answered from the ledger as the world had reported it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import BindingError, CommandError, QueryError
from dateline.model.assessment import Assessment
from dateline.model.binding import Binding, BoundProse
from dateline.model.clocks import Clocks
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.update import Update
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.counting.figures import find_fault
from dateline.pipeline.keeping.opening import OpenDesk, read_moment
from dateline.pipeline.keeping.whole import rewrite_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.audit.bound import Answer
    from dateline.model.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Checked:
    """One bound phrase, what the ledger answers, and what the check says."""

    binding: Binding
    answer: "Answer"
    finding: Finding


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """An update with everything looked at.

    Attributes:
        update: its text with the front matter read.
        prose: everything bound, with offsets into the text.
        checked: each binding with its answer and finding, in the order of the text.
        findings: every finding: of bindings, of flaws in the binding, of unbound numbers.
        asker: what answered, under the update's clocks.
    """

    update: Update
    prose: BoundProse
    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    asker: Asker

    @property
    def bound(self) -> tuple[Finding, ...]:
        """The findings on bound phrases."""
        return tuple(item.finding for item in self.checked)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the update from being published."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def check_update(opened: OpenDesk, path: Path) -> UpdateCheck:
    """Check every bound phrase of an update against the ledger, and report what nothing binds.

    The clocks that the command names stand before the update's own `cutoff` and `state`.

    Raises:
        CommandError: the update cannot be read.
        BindingError: its front matter cannot be read.
    """
    from dateline.audit.bound import report_unbound
    from dateline.prose.numbers import read_quantities
    from dateline.publish.bindings import find_bindings
    from dateline.publish.faults import find_faults

    update = _read(path)
    asker = make_asker(_under_clocks(opened, update), periods=update.periods)
    prose = find_bindings(update, read_quantities)
    checked = check_prose(update, prose, asker)
    strict = opened.desk.settings.strict
    findings = [item.finding for item in checked]
    findings += prose.findings
    findings += [report_unbound(number, strict=strict) for number in prose.unbound]
    findings += _check_figures(asker, prose)
    findings += _check_citations(asker, prose)
    findings += _check_protection(asker, update, prose)
    findings += find_faults(update)
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end))
    return UpdateCheck(update, prose, tuple(checked), tuple(ordered), asker)


def check_prose(update: Update, prose: BoundProse, asker: Asker) -> list[Checked]:
    """Check every bound phrase of an update that has been scanned, under an asker's clocks."""
    desk = answer_for(update, prose, asker)
    return [desk.check(binding) for binding in prose.bindings]


def answer_for(update: Update, prose: BoundProse, asker: Asker) -> "Answerer":
    """What answers the bindings of an update."""
    opened = asker.opened
    judged = opened.ledger.assessments(opened.clocks.as_of)
    reported = opened.clocks.as_reported or asker.closed
    return Answerer(
        asker,
        prose,
        {item.key: item for item in judged},
        str(update.meta.get("language") or "en"),
        date.fromisoformat(reported[:10]) if reported else None,
    )


def fix_update(check: UpdateCheck) -> list[tuple[str, str]]:
    """Put words that hold in the place of bound words whose number fails, in the update's file.

    Returns:
        The words taken out and those put in, in the order of the text.

    Raises:
        CommandError: the file changed since it was checked; nothing is written.
        DeskError: the file cannot be written.
    """
    from dateline.audit.bound import propose_fix

    language = str(check.update.meta.get("language") or "en")
    source, changes = check.update.source, []
    for item in sorted(check.checked, key=lambda one: -one.binding.words_start):
        words = propose_fix(item.binding, item.answer, language=language)
        if words is not None:
            start, end = item.binding.words_start, item.binding.words_end
            changes.append((source[start:end], words))
            source = source[:start] + words + source[end:]
    if changes:
        update, folder = check.update, check.asker.opened.desk.folder
        rewrite_text(folder, Path(update.path), update.source, source)
    return changes[::-1]


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers bindings of one update; a query that cannot be asked is part of the answer.

    Attributes:
        asker: answers query lines.
        prose: everything bound in the update.
        assessments: the judgements on record, by key.
        language: of the update, ISO 639-1.
        anchor: the day that dates without a year are read against.
    """

    asker: Asker
    prose: BoundProse
    assessments: dict[str, Assessment]
    language: str = "en"
    anchor: date | None = None

    def check(self, binding: Binding) -> Checked:
        """Answer a binding and hold its words against the answer; in each period it names."""
        from dateline.audit.bound import check_binding, join_periods

        answers = [(name, self.answer(one)) for name, one in _in_each(binding)]
        findings = [
            check_binding(binding, answer, anchor=self.anchor, language=self.language)
            for _, answer in answers
        ]
        at, finding = join_periods([name for name, _ in answers], findings)
        return Checked(binding, answers[at][1], finding)

    def answer(self, binding: Binding) -> "Answer":
        """Run what a binding names."""
        from dateline.audit.bound import Answer

        ways: dict[str, Callable[[Binding], Answer]] = {
            "rank": self._rank,
            "cited": self._cited,
            "assessment": lambda one: Answer(assessment=self.assessments.get(one.query)),
            "figure": self._figure,
            "own": lambda _one: Answer(),
        }
        try:
            return ways.get(binding.kind, self._measure)(binding)
        except QueryError as error:
            return Answer(error=error)
        except CommandError as error:
            return Answer(error=QueryError(str(error)))

    def _measure(self, binding: Binding) -> "Answer":
        from dateline.audit.bound import Answer
        from dateline.pipeline.counting.subjects import find_subject

        asker, query, given = self.asker, binding.query, binding.arguments
        per, start, end = given.get("per", ""), given.get("from", ""), given.get("to", "")
        ways: dict[str, Callable[[], Estimate]] = {
            "count": lambda: asker.count(query),
            "sum": lambda: asker.total(query, given.get("of", "killed")),
            "rate": lambda: asker.rate(query, per),
            "share": lambda: asker.share(query, given.get("of", "")),
            "change": lambda: asker.change(query, start, end, per or "month"),
            "compare": lambda: asker.compare(query, given.get("with", ""), per or "total"),
            "distance": lambda: asker.distance(start, end),
            "first": lambda: asker.first(query),
            "last": lambda: asker.last(query),
        }
        estimate = ways[binding.kind]()
        return Answer(estimate=estimate, subject=find_subject(asker, binding, estimate))

    def _rank(self, binding: Binding) -> "Answer":
        from dateline.audit.bound import Answer

        column = binding.arguments.get("by", "admin1")
        return Answer(standings=self.asker.rank(binding.query, column))

    def _figure(self, binding: Binding) -> "Answer":
        from dateline.audit.bound import Answer

        ids = [block.id for block in self.prose.figures]
        return Answer(figure=ids.index(binding.query) + 1 if binding.query in ids else None)

    def _cited(self, binding: Binding) -> "Answer":
        from dateline.audit.bound import Answer

        key, _, passage = binding.query.removeprefix("@").partition("#")
        document = self.asker.state.documents.get(key)
        if document is None:
            return Answer()
        return Answer(passage=passage_text(document, passage), language=document.language or "en")


def _in_each(binding: Binding) -> list[tuple[str, Binding]]:
    """A binding once for each period that its `each=` names; itself where it names none."""
    periods = [name for name in binding.arguments.get("each", "").split("|") if name]
    if not periods:
        return [("", binding)]
    others = {name: value for name, value in binding.arguments.items() if name != "each"}
    narrowed = []
    for period in periods:
        cut = f" during:{period}"
        if binding.kind == "share":
            arguments = {**others, "of": others.get("of", "") + cut}
            narrowed.append((period, replace(binding, arguments=arguments)))
        else:
            narrowed.append((period, replace(binding, query=binding.query + cut, arguments=others)))
    return narrowed


def passage_text(document: Document, passage: str) -> str | None:
    """The words of a passage: `q1` is the first quotation, `p3` the third block; all without one.

    >>> from dateline.model.document import Block
    >>> note = Document("a", "note", None, "One. Two.", "", blocks=(
    ...     Block("paragraph", "One.", 0, 4), Block("quote", "Two.", 5, 9)))
    >>> passage_text(note, "q1"), passage_text(note, "p1"), passage_text(note, "p9")
    ('Two.', 'One.', None)
    """
    if not passage:
        return document.text
    kind, number = passage[:1], passage[1:]
    if kind not in {"p", "q"} or not number.isdecimal():
        return None
    blocks = [
        block for block in document.blocks if kind == "p" or block.role in {"quote", "excerpt"}
    ]
    wanted = int(number)
    return blocks[wanted - 1].text if 0 < wanted <= len(blocks) else None


def _read(path: Path) -> Update:
    from dateline.publish.bindings import read_update

    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text ({error}). Save it as UTF-8.") from error
    except OSError as error:
        raise CommandError(
            f"The update {path} could not be read: {error.strerror}. Check its name."
        ) from error
    return read_update(str(path), source)


def _under_clocks(opened: OpenDesk, update: Update) -> OpenDesk:
    """The desk under the update's own clocks, where the command names none.

    Raises:
        BindingError: the cutoff in the front matter is no time.
    """
    zone = opened.desk.settings.timezone
    clocks = opened.clocks
    if update.cutoff and opened.asked.as_reported is None:
        try:
            clocks = replace(clocks, as_reported=read_moment(update.cutoff, zone))
        except CommandError as error:
            raise BindingError(
                f"`cutoff:` in the front matter of {update.path} cannot be read: {error}"
            ) from error
    if update.state and opened.asked.as_of is None:
        clocks = Clocks(as_of=update.state, as_reported=clocks.as_reported)
    return replace(opened, clocks=clocks)


def _check_figures(asker: Asker, prose: BoundProse) -> list[Finding]:
    """A figure whose query cannot be asked or matches nothing must not go out."""
    findings = []
    for block in prose.figures:
        fault = find_fault(asker, block)
        if fault:
            findings.append(_figure_finding(block.title, block.start, block.end, fault))
    return findings


def _figure_finding(title: str, start: int, end: int, advice: str) -> Finding:
    return Finding(
        rule="missing-figure",
        verdict="fails",
        why="no-data",
        text=title,
        start=start,
        end=end,
        says="a figure",
        found="nothing can be drawn",
        advice=advice,
        severity="error",
    )


def _check_protection(asker: Asker, update: Update, prose: BoundProse) -> list[Finding]:
    """What a cited source's policy forbids, and private persons who are named."""
    from dateline.pipeline.protection.withhold import source_to_show
    from dateline.publish.edition import Work
    from dateline.publish.guard import check_protection

    desk, documents = asker.opened.desk, asker.state.documents
    works = {
        key: Work(document, source_to_show(document, desk))
        for key in {citation.key for citation in prose.citations}
        if (document := documents.get(key)) is not None
    }
    return check_protection(update, prose, works)


def _check_citations(asker: Asker, prose: BoundProse) -> list[Finding]:
    """A citation must name a document in force, or an event."""
    state = asker.state
    cited = [citation.key for citation in prose.citations]
    state.documents.fetch(cited)
    events = {f"event:{number}" for number in state.kept.numbers}
    known = {key for key in cited if key in events or key in state.documents}
    return [
        Finding(
            rule="unsourced",
            verdict="fails",
            why="no-data",
            text=f"@{citation.key}",
            start=citation.start,
            end=citation.end,
            says="a citation",
            found=f"no document or event {citation.key} had been reported by the cutoff",
            advice="Add the document, or correct the key; `dateline documents` lists them.",
            severity="error",
        )
        for citation in prose.citations
        if citation.key not in known
    ]
