"""Commands for editions: sign, freeze, edition list, show, diff, verify, rebuild."""

from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.editions import PANEL, UpdateArgument
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_table, print_text, say, say_problems
from dateline.cli.session import opened_desk

edition = typer.Typer(help="Frozen editions: list, compare, verify.", no_args_is_help=True)
app.add_typer(edition, name="edition", rich_help_panel=PANEL)
EditionArgument = Annotated[
    str, typer.Argument(help="The edition's name or hash.", metavar="EDITION")
]


@app.command(rich_help_panel=PANEL)
def sign(
    context: typer.Context,
    update: UpdateArgument,
    role: Annotated[str, typer.Option(help="In which role: author, editor, or the desk's own.")],
    by: Annotated[str, typer.Option(help="Who signs; the system's user by default.")] = "",
    because: Annotated[
        str, typer.Option(help="Why what does not hold may stand; printed with the numbers.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Sign an update: it may go out as it stands, on the state of the ledger as it is.

    A change to the text, the state or the settings takes the signature off again.
    """
    from dateline.pipeline.editions.sign import sign_update

    with opened_desk(context) as opened:
        signature = sign_update(opened, update, role=role, by=by, because=because)
    if as_json:
        print_json([signature])
    else:
        print_text(
            f"{signature.name} signed {update.name} as {role}: text {signature.sha256[:12]}, "
            f"state {signature.state[:12]}."
        )


@app.command(rich_help_panel=PANEL)
def freeze(
    context: typer.Context,
    update: UpdateArgument,
    correction: Annotated[
        str,
        typer.Option(
            help="What a new issue puts right, in words that readers see.", metavar="WHAT"
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Freeze a signed update as an edition, in all formats, with its hash on record.

    Refused while anything does not hold or a role has not signed.
    """
    from dateline.pipeline.editions.freeze import freeze_update

    with opened_desk(context) as opened:
        frozen, new = freeze_update(opened, update, correction=correction)
        folder = opened.desk.editions / frozen.id
    if as_json:
        print_json([frozen])
    else:
        print_text(f"{frozen.id} {'is frozen' if new else 'was frozen already'}: {frozen.hash}")
        print_text(str(folder / "out"))


@edition.command("list")
def list_editions(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the editions in the order they were frozen."""
    from dateline.pipeline.editions.issues import find_issues

    with opened_desk(context) as opened:
        issues = find_issues(opened)
    if as_json:
        print_json(issues)
        return
    print_table(
        ("edition", "published", "hash", "state", "frozen", "title"),
        (
            (
                one.edition.id,
                one.edition.published,
                one.edition.hash[:12],
                one.edition.state[:12],
                one.frozen_at[:16],
                one.edition.title,
            )
            for one in issues
        ),
    )


@edition.command("show")
def show_edition(
    context: typer.Context, name: EditionArgument, as_json: JsonOption = False
) -> None:
    """Show an edition: who signed it, what made it, what it corrects, its files."""
    from dateline.pipeline.editions.issues import find_issue

    with opened_desk(context) as opened:
        issue = find_issue(opened, name)
    if as_json:
        print_json([issue])
        return
    found = issue.edition
    print_text(f"{found.id}: {found.title}")
    print_text(f"  published  {found.published}, frozen {issue.frozen_at[:16]} by {issue.by}")
    print_text(f"  hash       {found.hash}")
    print_text(f"  state      {found.state}")
    for one in found.signatures:
        why = f": {one.because}" if one.because else ""
        print_text(f"  {one.role:<10} {one.name}, {one.at[:16]}{why}")
    for correction in found.corrections:
        print_text(f"  corrected  {correction.day}: {correction.says}")
    print_text(
        f"  made by    {', '.join(f'{key} {value}' for key, value in found.versions.items())}"
    )
    for file, digest in found.files.items():
        print_text(f"  {digest[:12]} {file}")


@edition.command("diff")
def compare(
    context: typer.Context,
    before: Annotated[str, typer.Argument(help="An edition's name or hash.", metavar="A")],
    after: Annotated[str, typer.Argument(help="A later one's.", metavar="B")],
    as_json: JsonOption = False,
) -> None:
    """Say in words what changed between two editions: numbers, sentences, events."""
    from dateline.pipeline.editions.issues import diff_editions

    with opened_desk(context) as opened:
        changes = diff_editions(opened, before, after)
    if as_json:
        print_json({"says": change} for change in changes)
        return
    for change in changes:
        print_text(change)
    if not changes:
        say("Nothing that a reader could see changed.")


@edition.command("verify")
def verify_editions(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="One edition; all without it.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Compare editions' files with the digests on record; the exit status is 1 when one differs.

    A file that a redaction on record changed is named, and is no fault. One that names a source
    which is withheld since is named too, and is one until a newer issue of its update is clean.
    """
    from dateline.pipeline.editions.issues import (
        REDACTED,
        find_editions,
        find_issue,
        verify_edition,
    )
    from dateline.pipeline.editions.outdated import find_telling, list_faults, list_withheld

    with opened_desk(context) as opened:
        chosen = [find_issue(opened, name).edition] if name else find_editions(opened)
        problems = [problem for one in chosen for problem in verify_edition(opened, one)]
        found = find_telling(opened, chosen, list_withheld(opened))
    leaks = [problem for one in found.values() for problem in one]
    faults = [problem for problem in problems if problem.kind != REDACTED]
    telling = list_faults(leaks)
    if as_json:
        print_json([*problems, *leaks])
    else:
        say_problems([*problems, *leaks])
        told = {
            ", {} redacted": len(problems) - len(faults),
            ", {} that tell a source withheld since": len(telling),
            ", {} that tell one and are superseded": len(leaks) - len(telling),
        }
        more = "".join(words.format(number) for words, number in told.items() if number)
        print_text(f"{len(chosen)} editions, {len(faults)} files gone or changed{more}.")
    raise typer.Exit(1 if faults or telling else 0)


@edition.command("rebuild")
def rebuild(context: typer.Context, name: EditionArgument, as_json: JsonOption = False) -> None:
    """Make an edition again from its source on its state, and compare every byte.

    Nothing is written; the exit status is 1 when a file differs.
    """
    from dateline.pipeline.editions.freeze import rebuild_edition
    from dateline.pipeline.editions.issues import find_issue

    with opened_desk(context) as opened:
        found = find_issue(opened, name).edition
        differ = rebuild_edition(opened, found)
    if as_json:
        print_json({"file": file, "same": file not in differ} for file in found.files)
    else:
        for file in differ:
            print_text(f"{file} differs")
        same = len(found.files) - len(differ)
        print_text(f"{found.id}: {same} of {len(found.files)} files are the same, byte by byte.")
    raise typer.Exit(1 if differ else 0)
