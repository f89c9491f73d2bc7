"""Rules over running prose: changes, rates, notes, commentary."""

import pytest

from dateline.audit.beyond import audit_beyond
from dateline.audit.changes import audit_changes
from dateline.audit.sourcing import audit_sourcing
from dateline.model.document import Block, Document
from dateline.model.note import Note, NoteRef


def make(*parts: tuple[str, str], kind: str = "article", notes: str = "") -> Document:
    blocks, at, refs = [], 0, []
    for role, text in parts:
        blocks.append(Block(role, text, at, at + len(text)))
        refs += [
            NoteRef(mark, at + text.index(f"[{mark}]")) for mark in notes if f"[{mark}]" in text
        ]
        at += len(text) + 1
    return Document(
        "a", kind, "Title", "\n".join(text for _, text in parts), "", published="2023-12-15",
        language="en", blocks=tuple(blocks), note_refs=tuple(refs),
        notes=tuple(Note(mark, "A work.") for mark in notes),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Engagements more than halved from 15.2 to 6.1.", None),
        ("Engagements nearly halved from 21 to 11.2 in those weeks.", None),
        ("Attacks fell from 31 in the spring to 22 since August.", None),
        ("Attacks doubled from 10 to 21 a month.", None),
        ("Attacks more than halved from 14 to 8.", "too-strong"),
        ("Attacks decreased from 20 to 25.", "wrong-direction"),
        ("Attacks tripled from 10 to 21.", "too-strong"),
        ("Troops moved from 3 bases to 2 camps.", None),
        ("Fighters came from 12 villages and fled to 3 others.", None),
    ],
)
def test_words_of_change_are_held_against_their_figures(sentence: str, why: str | None) -> None:
    findings = [
        one for one in audit_changes(make(("paragraph", sentence))) if one.verdict != "holds"
    ]
    assert [(one.rule, one.why) for one in findings] == ([("change-words", why)] if why else [])


def test_a_count_and_a_rate_over_the_same_days_must_fit() -> None:
    first = "JNIM carried out 16 attacks since November 19."
    fits = make(
        ("paragraph", f"{first} JNIM has averaged four attacks per week since November 19.")
    )
    assert list(audit_changes(fits)) == []
    wrong = make(
        ("paragraph", f"{first} JNIM has averaged ten attacks per week since November 19.")
    )
    (finding,) = audit_changes(wrong)
    assert (finding.rule, finding.verdict) == ("rate-misfit", "unclear")
    assert finding.found.startswith("“16” over the same 27 days is 4.1 per week")
    other = make(
        ("paragraph", f"{first} ISGS has averaged ten attacks per week since November 19.")
    )
    assert list(audit_changes(other)) == []


def test_a_number_that_the_excerpt_gives_otherwise_is_reported() -> None:
    excerpt = ("excerpt", "The ministry spoke of the deportation of nearly 3,000 foreigners.")
    (finding,) = audit_beyond(
        make(("paragraph", "Over 9,000 have been deported to date."), excerpt)
    )
    assert (finding.rule, finding.verdict, finding.text) == (
        "beyond-source", "unclear", "Over 9,000",
    )  # fmt: skip
    assert "“nearly 3,000” beside the same words (deport…)" in finding.found
    same = make(("paragraph", "Nearly 3,000 have been deported to date."), excerpt)
    assert list(audit_beyond(same)) == []
    elsewhere = make(("paragraph", "Some 500 vehicles were burnt."), excerpt)
    assert list(audit_beyond(elsewhere)) == []


def test_a_claim_without_a_note_and_a_note_for_two_claims_are_pointed_at() -> None:
    document = make(
        ("paragraph", "JNIM killed 12 soldiers in March. It then withdrew.[1]"),
        ("paragraph", "ISGS killed 30 civilians in April."),
        ("paragraph", "The army returned in May.[2]"),
        notes="12",
    )
    assert [(one.rule, one.text) for one in audit_sourcing(document)] == [("unsourced", "30")]
    digest = make(("paragraph", "ISGS killed 30 civilians."), ("paragraph", "So.[1]"),
                  kind="digest-article", notes="1")  # fmt: skip
    assert list(audit_sourcing(digest)) == []
    assert list(audit_sourcing(make(("paragraph", "ISGS killed 30 civilians.")))) == []


def test_a_note_called_from_two_sentences_is_pointed_at() -> None:
    text = "The army left.[1] The group came.[1]"
    refs = (NoteRef("1", 14), NoteRef("1", 33))
    document = Document(
        "a", "article", "T", text, "", language="en", blocks=(Block("paragraph", text, 0, 36),),
        notes=(Note("1", "A work."),), note_refs=refs,
    )  # fmt: skip
    (finding,) = audit_sourcing(document)
    assert (finding.rule, finding.start, finding.found) == (
        "shared-note", 33, "it is called from 2 sentences",
    )  # fmt: skip


def test_a_certainty_without_a_note_is_pointed_at() -> None:
    document = make(
        ("paragraph", "He will undoubtedly be replaced."),
        ("paragraph", "The army left.[1]"),
        notes="1",
    )
    assert [one.rule for one in audit_sourcing(document)] == ["unsourced-certainty"]
