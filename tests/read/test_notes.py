"""Markers tied to notes, and the works that notes cite."""

from collections.abc import Callable

import pytest

from dateline.model.document import Document, Reading
from dateline.model.note import Citation
from dateline.read.citations import parse_citations, share_access
from dateline.read.notes import plain_markers

Reader = Callable[..., Reading]


def works(document: Document, marker: str) -> tuple[Citation, ...]:
    return next(note.citations for note in document.notes if note.marker == marker)


def test_every_marker_stands_where_its_reference_says(update: Document) -> None:
    assert [ref.marker for ref in update.note_refs] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    for ref in update.note_refs:
        assert update.text[ref.at : ref.at + 3] == f"[{ref.marker}]"
        assert update.text[ref.at - 1] == "."


def test_a_broken_scheme_is_mended_and_flagged(update: Document) -> None:
    first, second = works(update, "1")
    assert (first.raw, first.url, first.state) == (
        "ttps://news.example.org/tera", "https://news.example.org/tera", "malformed",
    )  # fmt: skip
    assert (second.url, second.state) == ("https://www.example.net/road.pdf?lang=fr", "ok")


def test_defanged_addresses_are_whole_again(update: Document) -> None:
    assert [(work.url, work.defanged) for work in works(update, "2")] == [
        ("https://radio.example.ne/bankilare", True),
        ("https://www.lac.example/tchad", True),
    ]


def test_a_described_work_and_the_addresses_glued_to_it_are_parted(update: Document) -> None:
    described, first, second = works(update, "3")
    assert described.publisher == "Sahel Monitor"
    assert described.title == "Prices Double; Traders Leave"
    assert described.published == "2024-03-04"
    assert described.access == "subscription"
    assert described.url == "https://www.sahelmonitor.example"
    assert (first.url, first.canonical) == (
        "https://x.com/tera/status/1?s=20", "https://x.com/tera/status/1",
    )  # fmt: skip
    assert second.canonical == "https://x.com/tera/status/2"


def test_a_truncated_address_has_no_canonical_form(update: Document) -> None:
    cut, whole = works(update, "4")
    assert (cut.state, cut.canonical) == ("truncated", None)
    assert cut.raw == "https://www.example.org/garrison-in-te..."
    assert whole.canonical == "https://www.example.org/full"


def test_access_is_told_from_the_words(update: Document) -> None:
    assert [work.access for work in works(update, "5")] == ["own_research"]
    assert [work.access for work in works(update, "6")] == ["on_request"]
    assert [work.access for work in works(update, "7")] == ["open", "on_request"]
    assert works(update, "7")[0].canonical == "https://dash.example.org/map/#/islands"


def test_a_publisher_by_subscription_is_so_wherever_the_document_cites_it(update: Document) -> None:
    work, _ = works(update, "8")
    assert (work.publisher, work.url, work.access) == ("Sahel Monitor", None, "subscription")


def test_problems_name_the_notes_with_bad_addresses(update: Document) -> None:
    assert [(problem.kind, problem.what.split("]")[0]) for problem in update.problems] == [
        ("malformed-link", "Note [1"),
        ("truncated-link", "Note [4"),
    ]


def test_an_explanatory_note_gives_the_work_it_leads_to() -> None:
    (work,) = parse_citations(
        "The dam was built in 1974; it failed twice. For more, see: A. Ba and B. Sow, "
        "“Water and War,” River Institute, Updated 3 May 2023. https://river.example/water"
    )
    assert work.raw.startswith("A. Ba and B. Sow, “Water and War,”")
    assert work.author == "A. Ba and B. Sow"
    assert work.title == "Water and War"
    assert work.publisher == "River Institute"
    assert (work.published, work.date_says) == ("2023-05-03", "updated")


def test_a_note_that_only_explains_cites_nothing() -> None:
    assert parse_citations("The speech was held in “Radio Days (a programme)” in June 2024.") == ()


def test_one_address_cited_twice_in_a_note_is_two_citations() -> None:
    cited = parse_citations("https://a.example/x; https://b.example/y; https://a.example/x")
    assert [work.url for work in cited] == [
        "https://a.example/x", "https://b.example/y", "https://a.example/x",
    ]  # fmt: skip


def test_a_full_stop_belongs_to_the_address_where_the_list_writes_none() -> None:
    assert parse_citations("https://a.example/x.", keep_stop=True)[0].url == "https://a.example/x."
    assert parse_citations("https://a.example/x.")[0].url == "https://a.example/x"


def test_access_is_shared_only_with_works_without_an_address() -> None:
    closed = Citation("a", url="https://m.example", access="subscription", publisher="Monitor")
    bare, linked = (
        Citation("b", publisher="Monitor"),
        Citation("c", "https://o", publisher="Monitor"),
    )
    shared = share_access([(closed,), (bare, linked)])
    assert [work.access for work in shared[1]] == ["subscription", "open"]


def test_superior_figures_become_markers() -> None:
    assert plain_markers("It rained.¹² Then² it stopped.") == "It rained.[12] Then[2] it stopped."
    assert plain_markers("5 km² of land") == "5 km[2] of land"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            "Two raids.[1] A third.[3]\n\n[1] https://a.example\n\n[2] https://b.example",
            "marker-without-note",
        ),
        ("Two raids.[1]\n\n[1] https://a.example\n\n[2] https://b.example", "note-without-marker"),
        ("Two raids.[1] Cars[  burned.\n\n[1] https://a.example\n", "broken-marker"),
        (
            "One.[1] Two.[2] One.[1]\n\n[1] https://a.example\n\n[2] https://b.example",
            "repeated-marker",
        ),
        (
            "One.[1] Two.[2]\n\n[1] https://a.example\n\n[2] https://b.example\n\n[2] x",
            "repeated-note",
        ),
    ],
)
def test_what_does_not_fit_is_a_problem(read: Reader, body: str, kind: str) -> None:
    document = read(f"Delta Update, May 3, 2024\n\n{body}\n").documents[0]
    assert kind in {problem.kind for problem in document.problems}
