"""Commands for the desk itself: init, demo, verify, rebuild, redact, seal, backup, restore."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, progress, say, say_problems
from dateline.cli.session import opened_desk

PANEL = "Desk"
MOST_NAMED = 5  # captures in one message


@app.command(rich_help_panel=PANEL)
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")],
    as_json: JsonOption = False,
) -> None:
    """Make a desk: settings to edit, an empty ledger, folders for the rest.

    Where a desk stands already nothing is changed, and what it holds is told.
    """
    from dateline.pipeline.demo import find_made, make_desk

    found = find_made(folder)
    if found is not None:
        if as_json:
            print_json([{"name": found.name, "folder": str(folder), "made": False}])
            return
        print_text(
            f"The desk {found.name} stands in {folder} already, with {found.documents} documents "
            f"and {found.updates} updates; nothing was changed."
        )
        return
    desk = make_desk(folder)
    if as_json:
        print_json([{"name": desk.settings.name, "folder": str(desk.folder), "made": True}])
        return
    print_text(f"The desk {desk.settings.name} stands in {desk.folder}.")
    print_text(f"Next: edit {desk.folder / 'desk.toml'}, then")
    print_text(f"  dateline --desk {desk.folder} add FILE|URL...")


@app.command(rich_help_panel=PANEL)
def demo(
    folder: Annotated[
        Path, typer.Argument(help="Where to make the example desk.", metavar="DIR")
    ] = Path("demo-desk"),
    as_json: JsonOption = False,
) -> None:
    """Make the example desk, take its notes through the whole line, publish its update."""
    from dateline.pipeline.demo import example_notes, run_demo

    with progress("Adding the example notes", len(example_notes())) as step:
        shown = run_demo(folder, step=step)
    if as_json:
        print_json([shown])
    else:
        print_text(
            f"The example desk stands in {shown.folder} (written for Dateline, real places)."
        )
        print_text(
            f"  {shown.documents} documents read, {shown.mentions} mentions found, "
            f"{shown.events} events."
        )
        print_text(
            f"  {shown.holds} of {shown.bound} bound phrases hold"
            + (f"; {shown.warnings} warnings." if shown.warnings else ".")
        )
        for path in shown.published:
            print_text(f"  published  {path}")
        print_text("Look at the page first, then try:")
        print_text(f'  dateline --desk {shown.folder} events "attack by:jnim"')
        print_text(f"  dateline --desk {shown.folder} check {shown.update}")
    raise typer.Exit(0 if shown.holds == shown.bound else 1)


@app.command(rich_help_panel=PANEL)
def verify(context: typer.Context, as_json: JsonOption = False) -> None:
    """Walk the ledger's hash chain and the archive's digests; name the first broken link."""
    from dateline.pipeline.editions.outdated import list_faults
    from dateline.pipeline.verify import verify_desk

    with opened_desk(context) as opened:
        report = verify_desk(opened)
    faults = list_faults(report.problems)
    if as_json:
        print_json([report])
    else:
        say_problems(report.problems)
    if not as_json and not faults:
        print_text(
            f"{report.entries} entries and {report.captures} captures are as they were written; "
            f"state {report.state}."
        )
    if not as_json:
        for one in report.redactions:
            print_text(
                f"Redacted: {one.capture[:12]} ({len(one.entries)} entries), "
                f"{one.at[:16]}, by {one.by}: {one.why}"
            )
    raise typer.Exit(1 if faults else 0)


@app.command(rich_help_panel=PANEL)
def rebuild(context: typer.Context, as_json: JsonOption = False) -> None:
    """Make all that follows from the ledger's log anew: its tables of numbers, the kept events."""
    from dateline.pipeline.verify import rebuild_desk

    with opened_desk(context, changes=True) as opened:
        done = rebuild_desk(opened)
    if as_json:
        print_json([done])
    else:
        print_text(f"{done.events} events are made anew from the log; state {done.state[:12]}.")


@app.command(rich_help_panel=PANEL)
def redact(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="A document's id, or the beginning of a capture's SHA-256.")
    ],
    why: Annotated[str, typer.Option(help="The reason, kept on record.")],
    words: Annotated[
        list[str] | None,
        typer.Option(
            help="Further words to take out of editions, published files and updates, such as a "
            "name; may be repeated."
        ),
    ] = None,
    by: Annotated[str, typer.Option(help="Who says so; the system's user by default.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Take a source's words out of the desk for somebody's safety; `verify` still passes.

    They go from ledger, archive, caches, editions, what was published, updates, and what people
    wrote about events; notes coded from it go whole. Copies made before, and what left the desk,
    keep them. Another redaction at the same time waits its turn.
    """
    from dateline.pipeline.protection.protect import redact_material

    with opened_desk(context, changes=True) as opened:
        removal = redact_material(opened, name, why=why, by=by, words=words or (), tell=say)
    if as_json:
        print_json([removal])
    else:
        print_text(
            f"{removal.capture[:12]} ({', '.join(removal.documents) or 'no document'}) is taken "
            f"out, says {removal.by}: {removal.why}"
        )
        for file in removal.files:
            print_text(f"  {file}: the words gave way to a mark")
        for file in removal.gone:
            print_text(f"  {file}: taken away")
        for said in removal.said:
            print_text(f"  {said}: the words gave way to a mark")
        for said in removal.quoting:
            say(f"! {said}: it holds a word that cannot be taken out, and stays.")
        for file in removal.shut:
            say(f"! {file}: it could not be searched (damaged, shut or too large), and stays.")
        for file in removal.originals:
            say(f"! {file}: it was added from this file, which holds it whole; delete the file.")
        for file in removal.left:
            say(
                f"· {file}: a key of what was redacted, or a named word, stays in it; publish its "
                "update again without it, or delete the file."
                if file.startswith("out/")
                else f"· {file}: a named word stays within a binding, query, key or style; edit it."
            )


@app.command(rich_help_panel=PANEL)
def seal(context: typer.Context, as_json: JsonOption = False) -> None:
    """Encrypt withheld material, captures and words, with the desk's key; `add` does so by itself.

    The key lies in `desk.key`, or where `key` under [desk] says. Keep a copy elsewhere: without
    the key nobody, you included, can read this material again.
    """
    from dateline.pipeline.protection.withhold import seal_withheld

    with opened_desk(context, changes=True) as opened:
        sealed = seal_withheld(opened, opened.ledger.document_origins())
        key = opened.desk.key_file
    if as_json:
        print_json([{"sealed": sealed, "key": str(key)}])
    else:
        print_text(f"{sealed} captures are sealed now. Keep a copy of {key} elsewhere.")


@app.command(rich_help_panel=PANEL)
def backup(
    context: typer.Context,
    target: Annotated[
        Path,
        typer.Argument(
            help="The file to write: a .tar holds the whole desk, a .db its ledger alone.",
            metavar="FILE",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Copy the desk whole, also while other commands use it; its key is in no copy.

    `restore` puts a .tar back. Any other ending than .tar and .db is refused.
    Exits 1 when the copy lacks captures that the ledger records, and says which.
    """
    from dateline.pipeline.protection.backup import back_up, is_whole

    whole = is_whole(target)
    with opened_desk(context, changes=True) as opened:
        written = back_up(opened, target)
        key = opened.desk.key_file
    if as_json:
        print_json([written])
    else:
        print_text(written.file)
        if not whole:
            say(
                "! This is the ledger alone: no captures, settings, updates or editions are in it, "
                f"and `restore` needs more. Name {target.with_suffix('.tar')} for the whole desk."
            )
        elif key.exists():
            say(f"· The key {key} is not in it. Keep a copy of the key in another place.")
        _say_missing(written.missing)
    raise typer.Exit(1 if written.missing else 0)


@app.command(rich_help_panel=PANEL)
def restore(
    source: Annotated[
        Path, typer.Argument(help="The .tar that `backup` wrote.", metavar="FILE", exists=True)
    ],
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")],
    as_json: JsonOption = False,
) -> None:
    """Put a desk back from a copy, into a folder that is not there yet."""
    from dateline.pipeline.protection.backup import restore as put_back

    done = put_back(source, folder)
    if as_json:
        print_json([done])
        return
    print_text(
        f"The desk stands in {done.folder}: {done.entries} entries, {done.captures} captures."
    )
    if done.sealed:
        say(f"· {done.sealed} captures are sealed: put the desk's key back to read them.")
    _say_missing(done.missing)
    if done.moved:
        say("· Its ledger was in PostgreSQL and is the file desk.db now.")
    print_text(f"Next: dateline --desk {done.folder} verify")


def _say_missing(captures: Sequence[str]) -> None:
    if captures:
        named = ", ".join(one[:12] for one in captures[:MOST_NAMED])
        more = f" and {len(captures) - MOST_NAMED} more" if len(captures) > MOST_NAMED else ""
        say(f"! {len(captures)} captures that the ledger records are not in it: {named}{more}.")
