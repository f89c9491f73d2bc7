"""The seeds: read where the shared material lies beside the repository."""

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from evals import reading

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
PARTS = {"update", "digest", "structure"}


@pytest.fixture(scope="module")
def april(shared: Path, read: Reader) -> Document:
    (path,) = (shared / "seeds").glob("000_*.txt")
    return read(path.read_bytes(), path.name).documents[0]


def test_every_field_of_the_gold_is_right(shared: Path) -> None:
    figures = reading.score(shared)
    structure = {name: value for name, value in figures.items() if name.split(".")[1] in PARTS}
    assert {name: value for name, value in structure.items() if value < 1} == {}
    assert len(structure) == 34
    assert figures["reading.pages.body"] > 0.98
    assert (
        min(figures[f"reading.language.{code}"] for code in ("en", "fr", "ar", "ps", "ha")) > 0.99
    )


def test_the_three_seeds_are_eleven_documents(shared: Path, read: Reader) -> None:
    kinds = [
        document.kind
        for path in sorted((shared / "seeds").glob("*.txt"))
        for document in read(path.read_bytes(), path.name).documents
    ]
    assert kinds == ["weekly-update"] + ["digest-article"] * 9 + ["weekly-update"]


def test_the_april_update_has_its_parts(april: Document) -> None:
    assert (april.published, april.cutoff) == ("2023-04-05", "2023-04-05T10:00")
    assert (len(april.authors), len(april.contributors)) == (4, 1)
    assert len(april.takeaways) == 4
    assert [figure.number for figure in april.figures] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(figure.credit for figure in april.figures)
    assert [(section.level) for section in april.sections] == [1, 1, 2, 2, 2, 2, 2, 2, 1, 2]


def test_the_april_update_has_seventy_linked_notes(april: Document) -> None:
    assert [note.marker for note in april.notes] == [str(number) for number in range(1, 71)]
    assert [ref.marker for ref in april.note_refs] == [str(number) for number in range(1, 71)]
    defanged = [note for note in april.notes if any(work.defanged for work in note.citations)]
    assert len(defanged) == 13
    states = [work.state for note in april.notes for work in note.citations]
    assert (len(states), states.count("malformed"), states.count("truncated")) == (107, 1, 0)
    assert [problem.kind for problem in april.problems] == ["malformed-link"]


def test_the_seeds_read_the_same_as_pages_and_word_files(
    shared: Path, read: Reader, tmp_path: Path
) -> None:
    import pypandoc

    for path in sorted((shared / "seeds").glob("*.txt")):
        page = tmp_path / "page.html"
        page.write_text(as_page(path.read_text(encoding="utf-8")), encoding="utf-8")
        word = tmp_path / "word.docx"
        pypandoc.convert_file(str(page), "docx", outputfile=str(word))
        wanted = [signature(document) for document in read(path.read_bytes()).documents]
        for rendered in (page, word):
            found = read(rendered.read_bytes(), rendered.name).documents
            assert [signature(document) for document in found] == wanted


def test_the_april_update_reads_the_same_as_a_pdf(
    shared: Path, read: Reader, april: Document, tmp_path: Path
) -> None:
    import pypandoc
    import typst

    (path,) = (shared / "seeds").glob("000_*.txt")
    page, source = tmp_path / "page.html", tmp_path / "page.typ"
    page.write_text(as_page(path.read_text(encoding="utf-8")), encoding="utf-8")
    pypandoc.convert_file(str(page), "typst", outputfile=str(source), extra_args=["--standalone"])
    (document,) = read(bytes(typst.compile(str(source))), "page.pdf").documents
    assert signature(document) == signature(april)


def as_page(text: str) -> str:
    lines = [html.escape(line) for line in text.splitlines() if line.replace("\u00a0", " ").strip()]
    parts = [
        f"<ul><li>{line.strip()[1:]}</li></ul>"
        if line.strip().startswith("•")
        else f"<p>{line}</p>"
        for line in lines
    ]
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>"


def signature(document: Document) -> tuple[object, ...]:
    return (
        document.kind, document.title, document.authors, document.published, document.cutoff,
        document.takeaways, document.figures, document.notes, document.sources, document.images,
        document.pull_quote, document.summary, [ref.marker for ref in document.note_refs],
        [(section.head, section.level) for section in document.sections],
        [(block.role, block.text, block.section) for block in document.blocks],
    )  # fmt: skip
