"""One update in Markdown, HTML, PDF and Word reads to one structure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
SOURCE = Path(__file__).with_name("material") / "basin.md"
FORMATS = ("md", "html", "docx", "pdf")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory, read: Reader) -> dict[str, Document]:
    import pypandoc
    import typst

    folder = tmp_path_factory.mktemp("rendered")
    for target, name in (("html", "basin.html"), ("docx", "basin.docx"), ("typst", "basin.typ")):
        pypandoc.convert_file(
            str(SOURCE), target, outputfile=str(folder / name), extra_args=["--standalone"]
        )
    typst.compile(str(folder / "basin.typ"), output=str(folder / "basin.pdf"))
    (folder / "basin.md").write_bytes(SOURCE.read_bytes())
    return {
        kind: read((folder / f"basin.{kind}").read_bytes(), f"basin.{kind}").documents[0]
        for kind in FORMATS
    }


@pytest.fixture(params=FORMATS)
def document(request: pytest.FixtureRequest, rendered: dict[str, Document]) -> Document:
    return rendered[request.param]


def test_the_masthead_is_the_same(document: Document) -> None:
    assert document.kind == "weekly-update"
    assert document.title == "Lake Basin Weekly Update, March 8, 2024"
    assert document.authors == ("Awa Diallo", "Ben Keita")
    assert (document.published, document.cutoff) == ("2024-03-08", "2024-03-06T16:00")


def test_the_takeaways_are_the_same(document: Document) -> None:
    assert [(takeaway.head, takeaway.text.split(",")[0]) for takeaway in document.takeaways] == [
        ("Niger", "Gunmen attacked two convoys on the Tera road within a week"),
        (
            "Chad",
            "The army moved a battalion to the lake after raids on three islands in February.",
        ),
    ]


def test_the_sections_are_the_same(document: Document) -> None:
    assert [(section.head, section.level) for section in document.sections] == [
        ("Key Takeaways", 1), ("Assessments", 1), ("Niger", 2), ("Chad", 2), ("Other Updates", 2),
    ]  # fmt: skip


def test_the_paragraphs_are_the_same(document: Document, rendered: dict[str, Document]) -> None:
    def running(of: Document) -> list[tuple[str, str]]:
        roles = {"paragraph", "takeaway", "list_item"}
        return [(block.role, block.text) for block in of.blocks if block.role in roles]

    assert running(document) == running(rendered["md"])


def test_the_notes_and_their_markers_are_the_same(document: Document) -> None:
    assert [ref.marker for ref in document.note_refs] == ["1", "2", "3", "4", "5"]
    for ref in document.note_refs:
        assert document.text[ref.at - 1 : ref.at + 3] == f".[{ref.marker}]"
    assert [[(work.url, work.access) for work in note.citations] for note in document.notes] == [
        [("https://www.example.org/tera-convoy", "open"), (None, "own_research")],
        [("https://radio.example/bankilare", "open")],
        [("https://www.sahelmonitor.example", "subscription")],
        [("https://x.com/tera_news/status/123?s=20", "open")],
        [("https://www.example.net/lac-tchad?utm_source=feed", "open")],
    ]


def test_every_block_is_the_text_between_its_offsets(document: Document) -> None:
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
