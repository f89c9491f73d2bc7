"""Slips in documents written by others are found, and nothing is said about the rest."""

from dataclasses import replace

import pytest

from dateline.audit.arithmetic import find_fits
from dateline.audit.document import audit_document
from dateline.audit.quotations import find_difference
from dateline.model.document import Block, CitedSource, Document, Figure
from dateline.model.finding import Finding
from dateline.model.note import Citation, Note

ADDRESS = "https://example.org/a"


def document(*blocks: tuple[str, str], **given: object) -> Document:
    """A document of blocks, one below the other."""
    made, at = [], 0
    for role, text in blocks:
        made.append(Block(role, text, at, at + len(text)))
        at += len(text) + 1
    text = "\n".join(words for _, words in blocks)
    found = Document("d", "article", None, text, "0" * 64, language="en", blocks=tuple(made))
    return replace(found, **given)


def noted(text: str, *citations: Citation) -> Document:
    note = Note("1", text, citations)
    return document(("paragraph", "It rained.[1]"), ("note", text), notes=(note,))


def rules(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.verdict) for one in findings]


def cited(raw: str, **given: object) -> Citation:
    return replace(Citation(raw, raw, raw), **given)


def test_an_address_cut_off_is_found_where_it_stands() -> None:
    raw = "https://example.org/a-long-na..."
    (found,) = audit_document(noted(f"See {raw}", cited(raw, state="truncated")))
    assert (found.rule, found.verdict, found.text) == ("truncated-link", "fails", raw)
    assert f"It rained.[1]\nSee {raw}"[: found.start] == "It rained.[1]\nSee "


def test_glued_addresses_are_found_and_parted_ones_are_not() -> None:
    first, second = cited(ADDRESS), cited("https://example.org/b")
    assert rules(audit_document(noted(ADDRESS + second.raw, first, second))) == [
        ("glued-link", "fails"),
    ]  # fmt: skip
    assert audit_document(noted(f"{ADDRESS}; {second.raw}", first, second)) == []


def test_an_address_cited_twice_in_one_note_is_found_once() -> None:
    twice = noted(f"{ADDRESS}; {ADDRESS}", cited(ADDRESS), cited(ADDRESS))
    (found,) = audit_document(twice)
    assert (found.rule, found.start) == ("repeated-link", twice.text.rindex(ADDRESS))


def test_tokens_that_say_who_shared_are_found() -> None:
    raw = f"{ADDRESS}?utm_source=mail&id=3"
    citation = cited(raw, canonical=f"{ADDRESS}?id=3")
    (found,) = audit_document(noted(raw, citation))
    assert (found.rule, found.severity) == ("tracking-token", "note")
    assert found.advice == f"Cite {ADDRESS}?id=3."


def test_a_host_broken_here_and_live_there_is_found() -> None:
    broken = Citation("example dot org/b", "https://example.org/b", "https://example.org/b", True)
    found = audit_document(noted(f"{broken.raw}; {ADDRESS}", broken, cited(ADDRESS)))
    assert rules(found) == [("defang-inconsistent", "fails")]


def test_a_misspelt_scheme_is_found() -> None:
    raw = "ttps://example.org/a"
    found = audit_document(noted(raw, Citation(raw, ADDRESS, ADDRESS, state="malformed")))
    assert rules(found) == [("malformed-link", "fails")]


def test_a_figure_that_is_not_printed_is_found() -> None:
    figure = Figure(1, "Attacks")
    text = document(("paragraph", "See Figure 1 and Figure 2."), figures=(figure,))
    (found,) = audit_document(text)
    assert (found.rule, found.text) == ("missing-figure", "Figure 2")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They will likely attack, we say with high confidence, by June.", ["mixed-confidence"]),
        ("They will probably attack and are likely to win by June.", ["mixed-scales"]),
        ("They will likely attack the town.", ["no-horizon"]),
        ("They will likely attack the town in the coming weeks.", []),
        ("They likely attacked the town.", []),
        ("They attacked the town, likely to punish it.", []),
        ("They live in remote areas.", []),
        ("We have high confidence in the reports.", []),
    ],
)
def test_judgements_are_held_to_the_craft(sentence: str, expected: list[str]) -> None:
    found = audit_document(document(("paragraph", sentence)))
    assert [one.rule for one in found] == expected


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("The army left the town at dawn.", None),
        ("“The army left the town at dawn”", None),
        ("The army [has] left the town … at dawn.", None),
        ("[They] left the town", None),
        ("The army left the village at dawn.", "not-verbatim"),
        ("Nobody knows how many people live there today.", "not-found"),
    ],
)
def test_a_quotation_stands_in_its_source_or_says_where_it_parts(
    quote: str, why: str | None
) -> None:
    found = find_difference(quote, "It was cold. The army left the town at dawn. Calm returned.")
    assert (found[0] if found else None) == why


def test_a_pull_quote_is_held_to_its_excerpt() -> None:
    blocks = ("quote", "The army left the village."), ("excerpt", "The army left the town at dawn.")
    (found,) = audit_document(document(*blocks, pull_quote="The army left the village."))
    assert (found.rule, found.verdict, found.start) == ("quotation", "fails", 0)
    assert "left the town" in found.found
    same = document(("quote", "The army left."), blocks[1], pull_quote="The army left")
    assert rules(audit_document(same)) == [("quotation", "holds")]


def test_a_mean_that_no_whole_count_gives_lists_what_would_fit() -> None:
    text = "Clashes averaged 32.5 a month from January to July."
    (found,) = audit_document(document(("paragraph", text)))
    assert (found.rule, found.verdict, found.text) == ("impossible-mean", "unclear", "32.5 a month")
    assert "260 over 8 is 32.50" in found.found


@pytest.mark.parametrize(
    "text",
    [
        "Clashes averaged 14.4 a month from January to July.",
        "Clashes averaged 6.25 a month over four months.",
        "Clashes averaged 32.5 a month.",
        "Clashes fell from 32 a month from January to July to 21 since August.",
    ],
)
def test_a_mean_that_fits_is_left_alone(text: str) -> None:
    assert audit_document(document(("paragraph", text), published="2023-12-15")) == []


def test_no_rounding_or_length_fits_an_impossible_mean() -> None:
    assert find_fits(6.33, 2, 4) == []
    text = "Clashes averaged 6.16 a month over four months."
    (found,) = audit_document(document(("paragraph", text)))
    assert (found.rule, found.verdict) == ("impossible-mean", "fails")


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The group claimed 62 percent of 16 attacks.", []),
        ("The group claimed 63 percent of the 16 attacks.", []),
        ("The group claimed 60 percent of 16 attacks.", [("impossible-share", "fails")]),
        ("The group claimed about 60 percent of 16 attacks.", []),
    ],
)
def test_a_share_of_a_small_whole_must_be_possible(
    text: str, verdicts: list[tuple[str, str]]
) -> None:
    assert rules(audit_document(document(("paragraph", text)))) == verdicts


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("It killed 12 people, including seven soldiers and five civilians.", []),
        ("It killed 12 people, including seven soldiers and six civilians.", [("sum", "fails")]),
        ("It killed at least 12 people, including seven soldiers and six civilians.", []),
        ("It killed 12 people, including seven soldiers; 30 vehicles burnt.", []),
    ],
)
def test_parts_do_not_exceed_their_whole(text: str, verdicts: list[tuple[str, str]]) -> None:
    assert rules(audit_document(document(("paragraph", text)))) == verdicts


def test_a_day_that_differs_from_the_source_s_is_asked_about() -> None:
    text = document(
        ("paragraph", "The bombing in Farchana on 4 January drew condemnation."),
        ("excerpt", "Explosions shook Farchana on January 3 during a ceremony."),
        ("excerpt", "The rest of the region was calm."),
        sources=(CitedSource("t", published="2024-01-08"),),
    )
    (found,) = audit_document(text)
    assert (found.rule, found.verdict, found.text) == ("date-conflict", "unclear", "4 January")
    assert "2024-01-03" in found.found


def test_a_plain_document_has_no_findings() -> None:
    text = "Soldiers left Farchana on 3 January 2024. Two people were hurt."
    assert audit_document(document(("paragraph", text))) == []


def test_notes_that_begin_with_one_address_are_told_apart() -> None:
    cut = Citation("https://a.example/x...", "https://a.example/x", state="truncated")
    text = "[1] https://a.example/x...\n[2] https://a.example/x..."
    document = Document(
        "a", "article", "T", text, "",
        notes=(Note("1", cut.raw, (cut,)), Note("2", cut.raw, (cut,))),
    )  # fmt: skip
    found = [one.start for one in audit_document(document) if one.rule == "truncated-link"]
    assert found == [4, 31]
