"""Edits made in Word come back into the Markdown, and no binding is lost."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dateline.errors import CommandError
from dateline.publish.bindings import find_bindings, read_update
from dateline.publish.edition import Bound, EditionFacts, ResolvedUpdate
from dateline.publish.edits import Merge, merge_edits
from dateline.publish.manuscript import read_manuscript
from dateline.publish.policy import redact, secrets_of
from dateline.publish.review import fingerprint, render_review
from dateline.publish.tracked import read_review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML = "{http://www.w3.org/XML/1998/namespace}space"
SOURCE = """\
---
title: "A calm week"
---

JNIM struck [five times]{count="attack by:jnim"} in *Mopti*.[@market] It left at dawn.

## What to watch

- Letters to villages.
- Mines on the road to [Bankass]{.place}.

::: {.map query="attack by:jnim"}
Attacks of the week
:::

The end of it[^why].

[^why]: Because.
"""
Node = etree._Element  # noqa: SLF001 - lxml names its element so
Change = Callable[[Node], None]


def make(source: str) -> ResolvedUpdate:
    update = read_update("a.md", source)
    bound = tuple(Bound(binding) for binding in find_bindings(update).bindings)
    return ResolvedUpdate(update, EditionFacts("Desk", "", "2023-12-15"), bound)


def bring_in(payload: bytes, source: str = SOURCE, made_of: str = "") -> Merge:
    edition = make(source)
    lines = read_manuscript(edition.update, [one.binding for one in edition.bound])
    review = read_review(payload)
    same = fingerprint(lines) == review.made_of and not made_of
    return merge_edits(source, lines, review, same_source=same)


def edited(*changes: Change, source: str = SOURCE) -> bytes:
    """A review file whose body the changes have been made to."""
    out = io.BytesIO()
    given = zipfile.ZipFile(io.BytesIO(render_review(make(source))))
    with given, zipfile.ZipFile(out, "w") as target:
        for name in given.namelist():
            payload = given.read(name)
            if name == "word/document.xml":
                body = etree.fromstring(payload)
                for change in changes:
                    change(body)
                payload = etree.tostring(body)
            target.writestr(name, payload)
    return out.getvalue()


def run_with(body: Node, words: str) -> Node:
    """Cut the run that holds these words so that they stand in a run of their own."""
    for run in body.iter(f"{W}r"):
        text = run.find(f"{W}t")
        if text is not None and words in (text.text or ""):
            before, _, after = text.text.partition(words)
            parent, at = run.getparent(), run.getparent().index(run)
            text.text = words
            text.set(XML, "preserve")
            for part, place in ((after, at + 1), (before, at)):
                if part:
                    parent.insert(place, make_run(part))
            return run
    raise AssertionError(words)


def make_run(words: str, tag: str = "t") -> Node:
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}{tag}")
    text.text = words
    text.set(XML, "preserve")
    return run


def delete(words: str) -> Change:
    def change(body: Node) -> None:
        run = run_with(body, words)
        parent, at = run.getparent(), run.getparent().index(run)
        deleted = etree.Element(f"{W}del", {f"{W}author": "Awa", f"{W}id": "90"})
        parent.insert(at, deleted)
        run.find(f"{W}t").tag = f"{W}delText"
        deleted.append(run)

    return change


def insert(words: str, *, after: str) -> Change:
    def change(body: Node) -> None:
        run = run_with(body, after)
        inserted = etree.Element(f"{W}ins", {f"{W}author": "Awa", f"{W}id": "91"})
        inserted.append(make_run(words))
        run.addnext(inserted)

    return change


def paragraph_of(body: Node, words: str) -> Node:
    return next(one for one in body.iter(f"{W}p") if words in "".join(one.itertext(f"{W}t")))


def mark(words: str, kind: str) -> Change:
    def change(body: Node) -> None:
        properties = paragraph_of(body, words).find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph_of(body, words).insert(0, properties)
        etree.SubElement(etree.SubElement(properties, f"{W}rPr"), f"{W}{kind}")

    return change


class TestUntouched:
    def test_a_review_file_that_nobody_touched_changes_nothing(
        self, edition: ResolvedUpdate
    ) -> None:
        review = read_review(render_review(edition))
        secrets = secrets_of(edition)
        lines = read_manuscript(
            edition.update,
            [one.binding for one in edition.bound],
            lambda text: redact(text, secrets),
        )
        assert review.made_of == fingerprint(lines)
        merge = merge_edits(edition.update.source, lines, review, same_source=True)
        assert merge == Merge(edition.update.source)

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.sampled_from([
                "Plain words, 5 * 3 and a_b.", "*Soft* and **hard** and ***both***.",
                '[Five]{count="attack by:jnim"} times.[@one; @two, p. 3]', "# Head *one*",
                "- item [a](https://a.example)", "> said\n> twice", "1. first\n2. second",
                "A \\*star\\* and `code [x]{y}` here.", "```\ncode\n\nmore\n```",
                "::: note\nInside.\n:::", "<!-- Awa: hm -->", "Text[^a] <!-- in --> it.",
                "[^a]: Note.", "| a | b |\n|---|---|\n| 1 | 2 |", "Lone [bracket and *star",
                "اردو میں [پانچ]{own=\"Author's research\"} حملے",
            ]),
            min_size=1,
        )
    )  # fmt: skip
    def test_holds_for_any_text(self, blocks: list[str]) -> None:
        source = "---\ntitle: Calm\n---\n\n" + "\n\n".join(blocks) + "\n"
        assert bring_in(render_review(make(source)), source) == Merge(source)


class TestControls:
    def test_every_bound_phrase_is_a_content_control_with_its_id(
        self, edition: ResolvedUpdate
    ) -> None:
        file = zipfile.ZipFile(io.BytesIO(render_review(edition)))
        body = etree.fromstring(file.read("word/document.xml"))
        tags = [tag.get(f"{W}val") for tag in body.iter(f"{W}tag")]
        assert tags == [f"number-{at}" for at in range(1, len(edition.bound) + 1)]

    def test_a_withheld_source_is_not_named(
        self, edition: ResolvedUpdate, markers: dict[str, str]
    ) -> None:
        file = zipfile.ZipFile(io.BytesIO(render_review(edition)))
        for name in file.namelist():
            text = file.read(name).decode("utf-8", "replace")
            assert not [word for word in markers.values() if word in text], name
            assert "withheld-note" not in text


class TestTracked:
    def test_words_deleted_and_inserted(self) -> None:
        merge = bring_in(edited(delete(" at dawn"), insert(" by noon", after="It left")))
        assert "It left by noon.\n" in merge.source
        assert merge.held == []

    def test_words_inside_a_control_stay_bound(self) -> None:
        merge = bring_in(edited(insert("at least six", after="five"), delete("five")))
        assert '[at least six times]{count="attack by:jnim"}' in merge.source

    def test_words_behind_a_control_stay_outside(self) -> None:
        def change(body: Node) -> None:
            control = next(iter(body.iter(f"{W}sdt")))
            inserted = etree.Element(f"{W}ins")
            inserted.append(make_run(" or more"))
            control.addnext(inserted)

        merge = bring_in(edited(change))
        assert '[five times]{count="attack by:jnim"} or more in *Mopti*' in merge.source

    def test_bound_words_deleted_whole_stay_and_are_told(self) -> None:
        merge = bring_in(edited(delete("five times")))
        assert merge.source == SOURCE
        assert len(merge.held) == 1
        assert merge.held[0].startswith("the bound words “five times” were deleted; they stay")

    def test_a_citation_is_taken_out_whole_or_not_at_all(self) -> None:
        assert bring_in(edited(delete("[@mar"))).source == SOURCE
        assert "*Mopti*. It left" in bring_in(edited(delete("[@market]"))).source

    def test_emphasis_goes_with_its_words(self) -> None:
        merge = bring_in(edited(delete("Mopti"), insert("Segou", after=" in ")))
        assert "} in Segou.[@market]" in merge.source

    def test_marks_in_inserted_words_are_escaped(self) -> None:
        merge = bring_in(edited(insert(" [sic] *", after="dawn")))
        assert "dawn \\[sic\\] \\*." in merge.source

    def test_a_head_an_item_and_a_title_can_be_edited(self) -> None:
        merge = bring_in(
            edited(
                insert("quiet", after="calm"),
                delete("calm"),
                insert(" next", after="watch"),
                delete(" to villages"),
            )
        )
        assert 'title: "A quiet week"' in merge.source
        assert "## What to watch next\n" in merge.source
        assert "- Letters.\n" in merge.source

    def test_a_figure_keeps_its_query_when_its_title_changes(self) -> None:
        merge = bring_in(edited(delete("of the week"), insert("since Monday", after="Attacks ")))
        assert '::: {.map query="attack by:jnim"}\nAttacks since Monday\n:::' in merge.source

    def test_a_paragraph_deleted_with_its_mark_is_gone(self) -> None:
        merge = bring_in(edited(mark("Letters", "del"), delete("Letters to villages.")))
        assert "- Letters" not in merge.source
        assert "## What to watch\n\n- Mines on the road" in merge.source

    def test_a_paragraph_split_in_two(self) -> None:
        def change(body: Node) -> None:
            run = run_with(body, " It left at dawn.")
            first = run.getparent()
            second = etree.Element(f"{W}p")
            first.addnext(second)
            second.append(run)
            run.find(f"{W}t").text = " It left at dawn."

        merge = bring_in(edited(change, mark("JNIM struck", "ins")))
        assert "[@market]\n\n It left at dawn." in merge.source


class TestUntracked:
    def test_words_changed_without_tracking_are_found(self) -> None:
        def change(body: Node) -> None:
            run_with(body, "at dawn").find(f"{W}t").text = "before noon"

        assert "It left before noon.\n" in bring_in(edited(change)).source

    def test_a_paragraph_added_without_tracking_comes_in(self) -> None:
        def change(body: Node) -> None:
            new = etree.Element(f"{W}p")
            new.append(make_run("A word more."))
            paragraph_of(body, "It left").addnext(new)

        assert "at dawn.\n\nA word more.\n\n## What" in bring_in(edited(change)).source


class TestAgain:
    def test_bringing_in_a_file_twice_changes_nothing_more(self) -> None:
        file = edited(delete(" at dawn"))
        once = bring_in(file).source
        again = bring_in(file, once)
        assert (again.source, again.held) == (once, [])

    def test_a_line_that_both_changed_is_held_back(self) -> None:
        newer = SOURCE.replace("It left at dawn", "It left on foot")
        merge = bring_in(edited(delete(" at dawn")), newer)
        assert merge.source == newer
        assert len(merge.held) == 1


def comment(body: Node) -> None:
    run = run_with(body, "at dawn")
    run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "7"}))
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": "7"})
    run.addnext(reference)
    run.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "7"}))


def with_comment(payload: bytes) -> bytes:
    out = io.BytesIO()
    told = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="Awa" '
        'w:date="2023-12-14T09:00:00Z"><w:p><w:r><w:t>Which day -- Sunday?</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    with zipfile.ZipFile(io.BytesIO(payload)) as given, zipfile.ZipFile(out, "w") as target:
        for name in given.namelist():
            if name != "word/comments.xml":
                target.writestr(name, given.read(name))
        target.writestr("word/comments.xml", told)
    return out.getvalue()


def test_a_comment_comes_in_behind_its_line_and_once() -> None:
    file = with_comment(edited(comment))
    merge = bring_in(file)
    said = "<!-- Awa, 2023-12-14 on “at dawn”: Which day – Sunday? -->"
    assert f"It left at dawn.\n\n{said}\n\n## What to watch" in merge.source
    assert bring_in(file, merge.source).source == merge.source


def test_a_file_of_another_making_is_refused() -> None:
    from docx import Document

    out = io.BytesIO()
    Document().save(out)
    with pytest.raises(CommandError, match="publish --to"):
        read_review(out.getvalue())
    with pytest.raises(CommandError, match="no Word file"):
        read_review(b"PK nothing")


SLOTTED = "It left at dawn. [What happened, and why.]{.slot} [What is likely next.]{.slot}\n"


@pytest.mark.parametrize(
    "changes",
    [
        (delete("What happened, and why."), insert("The camp fell.", after="It left at dawn. ")),
        (insert("The camp fell.", after="It left at dawn. "), delete("What happened, and why.")),
        (delete("What happened, and why"), insert("The camp fell", after="It left at dawn. ")),
    ],
)
def test_a_slot_that_an_editor_writes_over_is_filled(changes: tuple[Change, ...]) -> None:
    merge = bring_in(edited(*changes, source=SLOTTED), source=SLOTTED)
    assert "{.slot} [What is likely next.]{.slot}" not in merge.source
    assert merge.source.endswith(" [What is likely next.]{.slot}\n")
    assert "The camp fell." in merge.source
    assert merge.source.count("{.slot}") == 1
