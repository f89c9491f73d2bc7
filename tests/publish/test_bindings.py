"""The scanner finds what an update binds, with offsets into its source."""

import json
import re

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BindingError
from dateline.model.quantity import Quantity
from dateline.publish.bindings import find_bindings, read_update

UPDATE = """---
title: "Attacks near Douentza"
author: [A. Desk]
cutoff: 2023-12-13T10:00
periods:
  july: 2023-07
  before: 2023-01-01..2023-06-30
bindings:
  pace:
    rate: "attack by:jnim since:2023-11-19"
    per: week
---
# What changed

The group has kept up [nearly *five* attacks per week]{#pace}, with
[roughly 69 percent]{share="in:ML/Mopti" of='attack near:"Sévaré"~5km'} in
Mopti.[@radio-1; @event:1182]

::: {.map query="attack by:jnim" colour=against #fig-attacks}
Attacks around Douentza
:::

Another 12 people [fled][^2], `[code]{count="x"}` says, and 30 more \\[not a span\\]{count="y"}.

[^2]: See the 40 pages of the report.
"""


def digits(text: str) -> list[Quantity]:
    return [
        Quantity(one.group(), one.start(), one.end(), float(one.group()), None, None)
        for one in re.finditer(r"\d+", text)
    ]


def test_front_matter_becomes_the_update() -> None:
    update = read_update("u.md", UPDATE)
    assert (update.title, update.authors, update.cutoff) == (
        "Attacks near Douentza", ("A. Desk",), "2023-12-13T10:00",
    )  # fmt: skip
    assert update.periods == {"july": "2023-07", "before": "2023-01-01..2023-06-30"}
    assert update.bindings == {"pace": {"rate": "attack by:jnim since:2023-11-19", "per": "week"}}
    assert update.source[update.body_start :].startswith("# What changed")


def test_bindings_come_in_order_with_their_words() -> None:
    update = read_update("u.md", UPDATE)
    first, second = find_bindings(update).bindings
    assert (first.kind, first.query, first.arguments, first.id) == (
        "rate", "attack by:jnim since:2023-11-19", {"per": "week"}, "pace",
    )  # fmt: skip
    assert first.words == "nearly five attacks per week"
    assert update.source[first.words_start : first.words_end] == "nearly *five* attacks per week"
    assert update.source[first.start : first.end] == "[nearly *five* attacks per week]{#pace}"
    assert (second.kind, second.query) == ("share", "in:ML/Mopti")
    assert second.arguments == {"of": 'attack near:"Sévaré"~5km'}


def test_figures_citations_and_footnotes_are_found() -> None:
    prose = find_bindings(read_update("u.md", UPDATE))
    (figure,) = prose.figures
    assert (figure.kind, figure.query, figure.title, figure.id) == (
        "map", "attack by:jnim", "Attacks around Douentza", "fig-attacks",
    )  # fmt: skip
    assert figure.arguments == {"colour": "against"}
    assert UPDATE[figure.start : figure.end].endswith("Douentza\n:::")
    assert [one.key for one in prose.citations] == ["radio-1", "event:1182"]
    assert [UPDATE[one.start : one.end] for one in prose.citations] == ["@radio-1", "@event:1182"]
    assert [one.key for one in prose.footnotes] == ["2"]
    assert prose.findings == ()


def test_numbers_outside_bindings_code_and_marks_are_unbound() -> None:
    prose = find_bindings(read_update("u.md", UPDATE), digits)
    assert [one.text for one in prose.unbound] == ["12", "30", "40"]
    assert all(UPDATE[one.start : one.end] == one.text for one in prose.unbound)


@pytest.mark.parametrize(
    ("text", "why", "found"),
    [
        ('[5]{count="a" rate="b" per=week} x', "two-bindings", "count and rate"),
        ('[5]{count="a" count="b"} x', "two-bindings", "count"),
        ('[5 [6]{count="a"}]{count="b"} x', "two-bindings", "another inside"),
        ('[5]{rat="a" per=week} x', "unknown-attribute", "`rat=`"),
        ('[5]{rate="a" per=week weak=1} x', "unknown-attribute", "no `weak=`"),
        ('[5]{count="a} x', "unclosed", "never closed"),
        ('[5]{rate="a"} x', "missing-argument", "needs `per=`"),
        ("[5]{#pase} x", "unknown-binding", "named “pase”"),
        ("::: {.map colour=red}\nTitle\n:::\n", "missing-argument", "no query"),
        ('::: {.map query="attack"}\nTitle\n', "unclosed", "never closed"),
        ('::: {.pie query="attack"}\nTitle\n:::\n', "unknown-attribute", "no kind of figure"),
    ],
)  # fmt: skip
def test_a_flaw_is_a_finding_and_hides_nothing(text: str, why: str, found: str) -> None:
    prose = find_bindings(read_update("u.md", text + '\n\nAnd [7]{count="attack"}.'))
    assert [finding.why for finding in prose.findings] == [why]
    (finding,) = prose.findings
    assert (finding.rule, finding.verdict, finding.severity) == (
        "malformed-binding", "fails", "error",
    )  # fmt: skip
    assert found in finding.found
    assert finding.advice
    assert prose.bindings[-1].words == "7"


def test_a_binding_that_touches_a_citation_is_refused_since_pandoc_drops_it() -> None:
    prose = find_bindings(read_update("u.md", 'Raids rose.[@tamani][nine]{count="attack"}'))
    assert [one.why for one in prose.findings] == ["two-bindings"]
    assert prose.findings[0].advice == "Put a space between `]` and `[`."


def test_a_span_with_classes_or_a_link_is_no_binding() -> None:
    text = '[REDACTED]{.smallcaps} and [a page](https://example.org){target="x"} and [x][y].'
    prose = find_bindings(read_update("u.md", text))
    assert (prose.bindings, prose.findings) == ((), ())


def test_bound_words_may_span_lines_but_not_paragraphs() -> None:
    prose = find_bindings(read_update("u.md", '[at least\n16]{count="attack\nby:jnim"}'))
    assert [(one.words, one.query) for one in prose.bindings] == [
        ("at least 16", "attack by:jnim"),
    ]  # fmt: skip
    assert find_bindings(read_update("u.md", '[at least\n\n16]{count="attack"}')).bindings == ()


def test_an_address_is_no_citation() -> None:
    prose = find_bindings(read_update("u.md", "Write to desk@example.org, as @radio-1 says."))
    assert [one.key for one in prose.citations] == ["radio-1"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("title: a: b: c", "cannot be read as YAML"),
        ("- a\n- b", "no list of `key: value`"),
        ("periods: july", "needs `name: value` lines"),
        ("bindings:\n  pace: 5", "The binding “pace”"),
    ],
)
def test_front_matter_that_cannot_be_read_says_so(front: str, message: str) -> None:
    with pytest.raises(BindingError, match=re.escape(message)):
        read_update("u.md", f"---\n{front}\n---\nText")


def test_a_text_without_front_matter_is_an_update() -> None:
    update = read_update("u.md", "Only text.")
    assert (update.title, update.cutoff, update.body_start) == ("", None, 0)


def pandoc_spans(text: str) -> list[dict[str, str]]:
    """Attributes of every span in Pandoc's tree, in order."""
    tree = json.loads(pypandoc.convert_text(text, "json", format="markdown"))
    spans: list[dict[str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("t") == "Span":
                (name, _classes, pairs), _inner = node["c"]
                spans.append({**dict(pairs), **({"id": name} if name else {})})
            walk(list(node.values()))
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(tree["blocks"])
    return spans


def test_this_scanner_and_pandoc_see_the_same_bindings() -> None:
    seen = [
        {"id": one.id} if one.id else {one.kind: one.query, **one.arguments}
        for one in find_bindings(read_update("u.md", UPDATE)).bindings
    ]
    assert pandoc_spans(UPDATE) == seen


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["[", "]", '{count="q"}', '{rate="q r" per=week}', "word ", "5 ", "\n", "\n\n", "`",
             "*", "(x)", "{.c}", "{#n}", "[@k]", "[^1]", "<!--", "-->", "\\", "**", '"',
             '::: {.map query="q"}\n', ":::\n", "https://example.org/a "]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_whatever_is_written_both_see_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    prose = find_bindings(read_update("u.md", text))
    if not prose.findings:  # a flawed text is refused before Pandoc sees it
        spans = [span.get("count") or span.get("rate") for span in pandoc_spans(text)]
        assert [query for query in spans if query] == [one.query for one in prose.bindings]


@given(st.text(alphabet='[]{}#.="`\\\n:@^-ab1 <>!', max_size=80))
def test_no_text_breaks_the_scanner(text: str) -> None:
    prose = find_bindings(read_update("u.md", "\n" + text), digits)
    for part in (*prose.bindings, *prose.figures, *prose.citations, *prose.findings):
        assert 0 <= part.start <= part.end <= len(text) + 1
    for binding in prose.bindings:
        assert binding.start < binding.words_start <= binding.words_end < binding.end


def test_a_long_text_of_loose_marks_is_scanned_in_time() -> None:
    text = "` [a]( {#b ~~~ @ ::: [x]{ \n\n" * 5000
    assert find_bindings(read_update("u.md", text)).bindings == ()
