"""Commands for updates: check, publish, audit."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, say, say_problems
from dateline.cli.session import opened_desk
from dateline.errors import CommandError, DatelineError
from dateline.model.document import Reading
from dateline.model.finding import Finding

if TYPE_CHECKING:
    from dateline.pipeline.keeping.opening import OpenDesk

PANEL = "Updates"
VERDICT_MARKS = {"holds": "✓", "fails": "✗", "unclear": "?"}
UpdateArgument = Annotated[Path, typer.Argument(help="The update's Markdown.", metavar="UPDATE")]


@app.command(rich_help_panel=PANEL)
def check(  # noqa: PLR0913 - one option, one argument
    context: typer.Context,
    update: UpdateArgument,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put words that hold in the place of numbers that fail.")
    ] = False,
    bind: Annotated[
        bool, typer.Option("--bind", help="Propose queries for the numbers that nothing binds.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="With --bind: put the first proposals into the file.")
    ] = False,
    newest: Annotated[
        bool,
        typer.Option("--newest", help="Say what no longer holds on the newest state, and why."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again each time the file is saved.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check every bound phrase of an update against the ledger, like a test suite for prose.

    The exit status is 1 when something fails or is unclear; with --newest when something that
    held on the update's own state no longer does; with --bind it is 0.
    """
    from dateline.pipeline.counting.watch import watch_file

    if write and not bind:
        raise CommandError("`--write` puts proposals into the file; it stands beside `--bind`.")
    ways = [bind, newest, fix]
    if sum(ways) > 1:
        raise CommandError("`--fix`, `--bind` and `--newest` each stand alone.")

    def once() -> bool:
        with opened_desk(context) as opened:
            if bind:
                return _propose(opened, update, write=write, as_json=as_json)
            if newest:
                return _check_newest(opened, update, as_json=as_json)
            return _check(opened, update, fix=fix, as_json=as_json)

    if not watch:
        raise typer.Exit(0 if once() else 1)
    say(f"Watching {update}; stop with Ctrl-C.")
    for saves in watch_file(update):
        if saves:
            print_text(f"\n{update} was saved.")
        try:
            once()
        except DatelineError as error:  # a file half written is checked again when it is whole
            say(str(error))


def _check(opened: "OpenDesk", update: Path, *, fix: bool, as_json: bool) -> bool:
    """Check an update and print the findings; whether nothing is an error."""
    from dateline.pipeline.counting.check import check_update, fix_update

    report = check_update(opened, update)
    if fix:
        for before, after in fix_update(report):
            say(f"“{before}” is now “{after}”")
        report = check_update(opened, update)
        for one in report.bound:
            if one.verdict == "fails":
                say(f"“{one.text}” was left as it is ({one.why}): no words can be put in for it.")
    if as_json:
        print_json(report.findings)
    else:
        print_findings(report.findings, report.update.source)
        held = sum(finding.verdict == "holds" for finding in report.bound)
        print_text(
            f"{held} of {len(report.bound)} bound phrases hold, {len(report.errors)} errors; "
            f"state {report.asker.state.hash[:12]}."
        )
    return not report.errors


def _check_newest(opened: "OpenDesk", update: Path, *, as_json: bool) -> bool:
    """Print what no longer holds on the newest state, and why; whether all of it still does."""
    from dateline.pipeline.editions.stale import check_newest

    report, findings = check_newest(opened, update)
    if as_json:
        print_json(findings)
    else:
        stale = [finding for finding in findings if finding.rule == "stale"]
        print_findings(stale, report.update.source)
        never = sum(one.rule != "stale" and one.verdict != "holds" for one in findings)
        also = f" {never} did not hold before either; `dateline check` says why." if never else ""
        print_text(f"{len(stale)} of {len(findings)} bound phrases no longer hold.{also}")
    return not any(finding.rule == "stale" for finding in findings)


def _propose(opened: "OpenDesk", update: Path, *, write: bool, as_json: bool) -> bool:
    """Print bindings for the numbers that have none, and write them where asked."""
    from dateline.pipeline.counting.check import check_update
    from dateline.pipeline.counting.propose import propose_bindings, write_bindings

    report = check_update(opened, update)
    proposals = propose_bindings(report)
    if as_json:
        print_json(
            {
                "text": number.text,
                "start": number.start,
                "end": number.end,
                "proposals": [{"binding": one.binding, "found": one.found} for one in found],
            }
            for number, found in proposals
        )
    else:
        if not proposals:
            print_text("Every number is bound: there is nothing to propose.")
        for number, found in proposals:
            line = report.update.source.count("\n", 0, number.start) + 1
            print_text(f"line {line}, “{_short(number.text)}”:" + ("" if found else " none found"))
            for one in found:
                print_text(f"      [{number.text}]{one.binding}\n        {one.found}")
    if write:
        say(f"{write_bindings(report, proposals)} bindings written into {update}.")
    return True


@app.command(rich_help_panel=PANEL)
def publish(
    context: typer.Context,
    update: UpdateArgument,
    to: Annotated[
        str,
        typer.Option(
            help="Any of html, pdf, docx, email, review.docx (for editors), parted by commas.",
            metavar="FORMATS",
        ),
    ] = "html,pdf",
    because: Annotated[
        str, typer.Option(help="Why it may go out although something is unclear; on record.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Publish a checked update into the desk's `out` folder.

    Refused while something fails or is unclear, unless `--because` says why, on record.
    """
    from dateline.pipeline.editions.publish import publish_update

    with opened_desk(context) as opened:
        formats = tuple(part.strip() for part in to.split(",") if part.strip())
        outcome = publish_update(opened, update, formats=formats, because=because)
    unsettled = [item for item in outcome.check.findings if item.severity != "note"]
    if as_json:
        print_json([{"files": [str(path) for path in outcome.files], "state": outcome.state}])
        return
    for finding in unsettled:
        say(_line(finding, outcome.check.update.source))
    for path in outcome.files:
        print_text(str(path))


@app.command(rich_help_panel=PANEL)
def audit(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Any document.", metavar="FILE")],
    against: Annotated[
        str,
        typer.Option(
            help="Compare its events and numbers with a record: `ledger` or `dataset:NAME`.",
            metavar="RECORD",
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Audit a document that others wrote: links, notes, quotations, figures, likelihood.

    Needs no desk. The exit status is 1 when something fails (✗); what is unclear leaves it 0.
    """
    reading, by_document = _audit(context, file, against)
    findings = [finding for found in by_document for finding in found]
    say_problems(problem for problem in reading.problems if problem.severity == "error")
    if as_json:
        print_json(findings)
    else:
        for document, found in zip(reading.documents, by_document, strict=True):
            if len(by_document) > 1:
                print_text(f"{document.id}: {document.title or 'without a title'}")
            print_findings(found, document.text)
        told, read = len(findings), len(reading.documents)
        print_text(f"{told} finding{'s' * (told != 1)} in {read} document{'s' * (read != 1)}.")
    unread = not reading.documents
    raise typer.Exit(1 if unread or any(finding.verdict == "fails" for finding in findings) else 0)


def _audit(context: typer.Context, file: Path, against: str) -> tuple[Reading, list[list[Finding]]]:
    from dateline.pipeline.counting.against import audit_against
    from dateline.pipeline.material.reading import audit_file

    if not against:
        return audit_file(file)
    with opened_desk(context) as opened:
        return audit_against(opened, file, against)


def print_findings(findings: Iterable[Finding], source: str) -> None:
    """Print a line for each finding, and below it what to do where something does not hold."""
    for finding in findings:
        print_text(_line(finding, source))
        if finding.advice and (finding.verdict != "holds" or finding.severity == "warning"):
            print_text(f"      {finding.advice}")


def _line(finding: Finding, source: str) -> str:
    line = source.count("\n", 0, finding.start) + 1
    why = f" ({finding.why})" if finding.why else ""
    says = f"{finding.says}: " if finding.says else ""
    return (
        f"{VERDICT_MARKS[finding.verdict]} line {line}, “{_short(finding.text)}”: "
        f"{finding.verdict}{why}; {says}{finding.found}"
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."  # noqa: PLR2004 - a line's worth
