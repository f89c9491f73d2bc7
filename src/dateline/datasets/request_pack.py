"""What is "available on request" as one file: the queries, what each answers, and redacted rows."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from dateline.datasets.hxl import write_hxl
from dateline.datasets.outgoing import Outgoing
from dateline.model.record import to_record

_STILL = (1980, 1, 1, 0, 0, 0)  # a zip's first moment, so that the same rows are the same bytes
_README = """\
# {desk}: data on request

`queries.json` holds each query with what it answered, on the ledger's state {state}.
`events.csv` holds the desk's own events behind them, as open sources alone tell them, with a row
of HXL hashtags under the header.

What only a withheld source tells counts in an answer and is in no row: {withheld} of {counted}
events are counted and not listed.
Places of kinds that need protection are shown as their second admin level.
The rows of other people's datasets are not here: `queries.json` names each with its version,
SHA-256, licence and publisher, who gives them.

To run a query again: `dateline --as-of STATE count QUERY`.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of a pack.

    Attributes:
        query: the line, with no withheld name in it.
        kind: what was asked: `count`, `rate`, `share` and so on.
        words: the bound words of the update that rest on it; empty for a bare query.
        arguments: what else was said: `per`, `of`, `from`, `to`.
        value: the answer; None where there is none.
        low: its low end.
        high: its high end.
        n: how many it rests on.
        dataset: the snapshot asked instead of the ledger, without its rows.
    """

    query: str
    kind: str
    words: str
    arguments: dict[str, str]
    value: float | None
    low: float | None
    high: float | None
    n: int
    dataset: dict[str, Any] | None = None


def pack_texts(out: Outgoing, asked: tuple[Asked, ...], counted: int) -> dict[str, bytes]:
    """The files of a pack by name.

    Args:
        out: the redacted events.
        asked: the queries.
        counted: how many events of the desk the queries counted, listed or not.
    """
    readme = _README.format(
        desk=out.desk, state=out.state, withheld=counted - len(out.events), counted=counted
    )
    facts = {"desk": out.desk, "state": out.state, "queries": [to_record(one) for one in asked]}
    queries = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    return {
        "README.md": readme.encode("utf-8"),
        "events.csv": write_hxl(out),
        "queries.json": queries.encode("utf-8"),
    }


def write_pack(files: dict[str, bytes]) -> bytes:
    """Pack files; the same files are the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, payload in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _STILL), payload, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
