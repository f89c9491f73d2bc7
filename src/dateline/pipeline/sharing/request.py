"""The request pack: what an update's numbers rest on, for a reader who asks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.datasets.request_pack import Asked, pack_texts, write_pack
from dateline.model.record import to_record
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.whole import write_whole
from dateline.pipeline.sharing.leaving import (
    Export,
    Gathered,
    gather_events,
    list_hidden,
    refuse_secrets,
)

if TYPE_CHECKING:
    from dateline.model.binding import Binding
    from dateline.model.estimate import Estimate

ASKING = ("count", "sum", "rate", "share", "change", "compare", "first", "last", "rank")
Line = tuple[str, str]  # a query line, and the period its days are cut to


def export_request(
    opened: OpenDesk, line: str, target: Path, *, update: Path | None = None, counts: str = ""
) -> Export:
    """Write a request pack for a query, or for every bound number of an update.

    Args:
        opened: the desk.
        line: the query line; with an update it is not asked.
        target: the zip file; one that is there is replaced.
        update: the update whose bound numbers are packed.
        counts: `accepted` or `all`; the desk's own rule by default.

    Raises:
        CommandError: the update cannot be read.
        DeskError: the file cannot be written.
        PublishRefused: the pack would name a withheld source.
        QueryError: the line does not parse, or names something unknown.
    """
    if update is None:
        asker = make_asker(opened, counts=counts)
        asked = [_describe(asker, line, "count", asker.count(line))]
        lines: list[Line] = [(line, "")]
    else:
        check = check_update(opened, update)
        asker = replace(check.asker, counts=counts or check.asker.counts)
        bound = [one for one in check.checked if one.binding.kind in ASKING]
        asked = [
            _describe(asker, one.binding.query, one.binding.kind, one.answer.estimate, one.binding)
            for one in bound
        ]
        lines = list(dict.fromkeys(pair for one in bound for pair in _lines(one.binding)))
    own = [pair for pair in lines if not asker.resolve(pair[0]).dataset]
    gathered = gather_events(opened, asker, own)
    hidden = list_hidden(opened, gathered.states or (asker.state,))
    files = pack_texts(gathered.out, tuple(_redacted(asked, hidden)), gathered.chosen)
    text = b"\n".join(files.values()).decode("utf-8")
    refuse_secrets(opened, text, hidden, "request pack")
    write_whole(target, write_pack(files))
    return _export(target, gathered)


def _export(target: Path, gathered: Gathered) -> Export:
    listed = len(gathered.out.events)
    return Export(str(target), "request", listed, gathered.chosen - listed, 0, gathered.out.state)


def _lines(binding: "Binding") -> Iterator[Line]:
    """The lines whose events a binding counts."""
    given = binding.arguments
    if binding.kind == "change":
        yield binding.query, given.get("from", "")
        yield binding.query, given.get("to", "")
        return
    if binding.kind == "share":
        yield given.get("of", ""), ""
    elif binding.kind == "compare":
        yield given.get("with", ""), ""
    yield binding.query, ""


def _describe(
    asker: Asker,
    line: str,
    kind: str,
    estimate: "Estimate | None",
    binding: "Binding | None" = None,
) -> Asked:
    return Asked(
        query=line,
        kind=kind,
        words=binding.words if binding else "",
        arguments=dict(binding.arguments) if binding else {},
        value=estimate.value if estimate else None,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        n=estimate.n if estimate else 0,
        dataset=_dataset(asker, line),
    )


def _dataset(asker: Asker, line: str) -> dict[str, Any] | None:
    """The snapshot that a line asks, as its manifest says, and none of its rows."""
    name = asker.resolve(line).dataset
    if not name:
        return None
    record = to_record(asker.snapshot(name).manifest)
    kept = ("name", "version", "origin", "licence", "citation", "accessed", "sha256", "asked")
    return {key: record[key] for key in kept}


def _redacted(asked: Iterable[Asked], hidden: frozenset[str]) -> Iterator[Asked]:
    """The queries without the names of withheld sources."""
    from dateline.publish.policy import redact

    for one in asked:
        yield replace(
            one,
            query=redact(one.query, hidden),
            words=redact(one.words, hidden),
            arguments={key: redact(value, hidden) for key, value in one.arguments.items()},
        )
