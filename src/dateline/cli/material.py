"""Commands for material: add, read, extract, documents, mentions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.app import app
from dateline.cli.output import print_json, print_table, print_text, progress, say, say_problems
from dateline.cli.session import opened_desk, session_of
from dateline.cli.words import say_numbers
from dateline.errors import CommandError

if TYPE_CHECKING:
    from dateline.model.document import Document
    from dateline.model.mention import Mention
    from dateline.pipeline.material.ingest import Intake

PANEL = "Material"
HtmlOption = Annotated[
    Path | None,
    typer.Option("--html", help="Write a page for checking by eye.", metavar="OUT.html"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines on stdout.")]


def complete_query(context: typer.Context, incomplete: str) -> list[str]:
    """What may stand where the cursor is in a query line, for shells."""
    from dateline.pipeline.counting.completion import complete_line

    found = context.find_root().params.get("desk")
    return complete_line(Path(found) if found else None, incomplete)


QueryArgument = Annotated[
    str,
    typer.Argument(
        help="A query line, such as `attack by:jnim in:ML/Mopti`.",
        metavar="QUERY",
        autocompletion=complete_query,
    ),
]
OptionalQuery = Annotated[
    str,
    typer.Argument(
        help="A query line: what tells of the events it names; all by default.",
        metavar="QUERY",
        autocompletion=complete_query,
    ),
]


@app.command(rich_help_panel=PANEL)
def add(  # noqa: PLR0913 - one option for each part of a post that cannot be fetched
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders or addresses.", metavar="FILE|URL..."),
    ] = None,
    post: Annotated[
        bool, typer.Option("--post", help="Take a post that cannot be fetched, as pasted.")
    ] = False,
    address: Annotated[str, typer.Option(help="With --post: the post's address.")] = "",
    handle: Annotated[str, typer.Option(help="With --post: the author's handle.")] = "",
    published: Annotated[
        str, typer.Option(help="With --post: its time with zone, such as 2023-12-01T18:20+00:00.")
    ] = "",
    text: Annotated[
        str, typer.Option(help="With --post: the pasted text; `-` reads it from stdin.")
    ] = "",
    screenshot: Annotated[
        Path | None, typer.Option(help="With --post: a picture of the post.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Capture, read, extract, record and link sources; adding the same again changes nothing.

    One unreadable file never stops the others: it becomes a stored problem, and the exit status
    is 1. Interrupting and running again loses and doubles nothing.
    """
    from dateline.pipeline.material.ingest import add_sources
    from dateline.pipeline.material.posts import PastedPost, add_post

    with opened_desk(context, create=True) as opened:
        if post:
            pasted = PastedPost(address, handle, published, _pasted(text), screenshot)
            intake = add_post(opened, pasted)
        elif sources:
            with progress("Adding", len(sources)) as step:
                intake = add_sources(opened, sources, step=step)
        else:
            raise CommandError("Nothing to add: name files, folders or addresses, or give --post.")
    _say_intake(intake, as_json=as_json)
    raise typer.Exit(1 if intake.failed else 0)


def _pasted(text: str) -> str:
    if text == "-":
        return typer.get_text_stream("stdin").read()
    return text


def _say_intake(intake: "Intake", *, as_json: bool) -> None:
    told = [problem for problem in intake.problems if problem.severity != "note"]
    say_problems(told)
    if as_json:
        print_json([intake])
        return
    print_text(
        f"{intake.captures} new captures ({intake.known} known already), "
        f"{len(intake.documents)} documents, {intake.mentions} mentions, "
        f"{intake.linked} linked, {intake.events} new events, {len(told)} problems."
    )
    if intake.founded:
        print_text(f"  founded: {say_numbers(intake.founded)}")
    if intake.extended:
        print_text(f"  more accounts: {say_numbers(intake.extended)}")


@app.command(rich_help_panel=PANEL)
def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files to read.", metavar="FILE...")],
    translate: Annotated[
        str,
        typer.Option(
            help="Translate to this language, such as `en`, with the desk's translator.",
            metavar="TO",
        ),
    ] = "",
    html: HtmlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print what files say and how they are built: structure, notes, citations, figures.

    Needs no desk and records nothing; inside a desk its translator and names are used.
    """
    from dateline.cli.outline import print_outline
    from dateline.model.document import document_record
    from dateline.pipeline.material.reading import read_file
    from dateline.pipeline.record.pages import write_document_page

    failed = False
    shown: list[Document] = []
    for path in files:
        reading = read_file(path, session_of(context).folder, translate_to=translate)
        failed = failed or not reading.documents
        say_problems(reading.problems)
        for document in reading.documents:
            if as_json:
                print_json([document_record(document)])
            elif html is None:
                print_outline(document)
        shown += reading.documents
    if html is not None:
        write_document_page(shown, html, name=_names(files))
        say(f"Wrote {html}: {len(shown)} document{'s' * (len(shown) != 1)}.")
    raise typer.Exit(1 if failed else 0)


def _names(files: Sequence[Path]) -> str:
    return ", ".join(path.name for path in files)


@app.command(rich_help_panel=PANEL)
def extract(  # noqa: PLR0913 - one option for each way of looking
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files to read.", metavar="FILE...")
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            "--jsonl",
            help="Many at once: lines {id, text, published?, language?}; `-` is stdin.",
            metavar="FILE",
        ),
    ] = None,
    extractor: Annotated[
        str, typer.Option(help="Another part than the desk's: `rules`, `tagger`, `llm`...")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which rule or model gave each field.")
    ] = False,
    html: HtmlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the mentions of events that files hold, every field with the words it rests on.

    Needs no desk and records nothing; inside a desk its lexicon, places and parts are used.
    """
    from dateline.cli.explained import print_explained
    from dateline.pipeline.material.reading import extract_file, extract_lines
    from dateline.pipeline.record.pages import write_mentions_page

    if not files and jsonl is None:
        raise CommandError("Nothing to extract from: name files, or give --jsonl FILE.")
    if jsonl is not None and (html is not None or explain):
        raise CommandError("--html and --explain show files; with --jsonl there is --json alone.")
    folder = session_of(context).folder
    failed = False
    shown: list[tuple[Document, list[Mention]]] = []
    for path in files or []:
        extraction = extract_file(path, folder, extractor=extractor)
        failed = failed or not extraction.reading.documents
        say_problems(problem for problem in extraction.problems if problem.severity != "note")
        for document in extraction.reading.documents:
            mentions = extraction.mentions.get(document.id, [])
            shown.append((document, mentions))
            if explain:
                print_explained(mentions, as_json=as_json)
            elif as_json or html is None:
                print_mentions(mentions, as_json=as_json)
    if html is not None:
        write_mentions_page(shown, html, name=_names(files or []))
        count = sum(len(mentions) for _document, mentions in shown)
        say(f"Wrote {html}: {count} mention{'s' * (count != 1)}.")
    if jsonl is not None:
        for mentions, problems in extract_lines(jsonl, folder, extractor=extractor):
            failed = failed or any(problem.severity == "error" for problem in problems)
            say_problems(problems)
            print_mentions(mentions, as_json=as_json)
    raise typer.Exit(1 if failed else 0)


@app.command(rich_help_panel=PANEL)
def documents(
    context: typer.Context, query: OptionalQuery = "", as_json: JsonOption = False
) -> None:
    """List the documents in force, or those that tell of a query's events, with their source."""
    from dateline.model.document import document_record
    from dateline.pipeline.record.browse import list_documents

    with opened_desk(context) as opened:
        found = list_documents(opened, query)
    if as_json:
        print_json(document_record(document, text=False) for document in found)
        return
    print_table(
        ("id", "published", "source", "kind", "lang", "title"),
        (
            (item.id, item.published, item.source, item.kind, item.language, item.title)
            for item in found
        ),
    )


@app.command(rich_help_panel=PANEL)
def mentions(
    context: typer.Context,
    query: OptionalQuery = "",
    document: Annotated[str, typer.Option(help="Only those of this document.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List the recorded mentions, or those of a query's events, with their ids."""
    from dateline.model.mention import mention_record
    from dateline.pipeline.record.browse import list_mentions

    with opened_desk(context) as opened:
        found = list_mentions(opened, query, document=document)
    if as_json:
        print_json({"id": stored.id, **mention_record(stored.mention)} for stored in found)
        return
    print_mentions([stored.mention for stored in found], [stored.id for stored in found])


@app.command("explain-mention", rich_help_panel=PANEL)
def explain_mention(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The mention's id.", metavar="ID")],
    as_json: JsonOption = False,
) -> None:
    """Say of one recorded mention which rule or model gave each field, and how sure it was."""
    from dateline.cli.explained import print_explained
    from dateline.pipeline.record.pages import find_mention

    with opened_desk(context) as opened:
        stored = find_mention(opened, number)
    print_explained([stored.mention], [stored.id], as_json=as_json)


def print_mentions(
    mentions: list[Any], numbers: Sequence[int | str] | None = None, *, as_json: bool = False
) -> None:
    """Print mentions as JSON Lines, or as a table with who, what, where, when, how many."""
    from dateline.cli.words import say_actors, say_dates, say_toll
    from dateline.model.mention import mention_record
    from dateline.model.toll import total_toll

    if as_json:
        print_json(mention_record(mention) for mention in mentions)
        return
    if mentions:
        print_table(
            ("id", "when", "what", "where", "who", "to whom", "killed", "status", "sentence"),
            (
                (
                    number,
                    say_dates(mention.date_start, mention.date_end),
                    mention.sub_event_type,
                    mention.place.name if mention.place else "",
                    say_actors(mention.actors, "perpetrator", "party"),
                    say_actors(mention.actors, "target"),
                    say_toll(total_toll(mention.tolls, "killed")),
                    mention.status,
                    mention.sentence,
                )
                for number, mention in zip(numbers or [""] * len(mentions), mentions, strict=True)
            ),
        )
    else:
        say("No mention of an event was found.")
