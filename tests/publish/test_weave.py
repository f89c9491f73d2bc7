from dataclasses import replace

import pytest

from dateline.errors import BindingError, PublishRefused
from dateline.model.binding import Binding
from dateline.model.update import Update
from dateline.publish.edition import Bound, EditionFacts, ResolvedUpdate, Work
from dateline.publish.tree import plain_text
from dateline.publish.weave import weave_update

FACTS = EditionFacts("Desk", "abc", "2023-12-15")


def _edition(text: str, bound: tuple[Bound, ...] = (), **works: Work) -> ResolvedUpdate:
    update = Update("u.md", text, 0, "Title")
    return ResolvedUpdate(update, FACTS, bound, works)


def _count(query: str, words: str) -> Bound:
    return Bound(Binding("count", query, words, 0, 0, 0, 0))


def test_what_is_bound_in_a_sentence_shares_the_note_of_its_citation(
    edition: ResolvedUpdate,
) -> None:
    work = edition.works["un-closure"]
    text = 'It made [two raids]{count="a"} and [one]{count="b"} more.[@un] Quiet followed.'
    woven = weave_update(_edition(text, (_count("a", "two raids"), _count("b", "one")), un=work))
    assert [[item.kind for item in note.items] for note in woven.notes] == [
        ["bound", "bound", "work"]
    ]


def test_a_bound_number_without_a_citation_is_noted_at_the_end_of_its_sentence() -> None:
    text = 'Gen. Example counted [two]{count="a"} raids. All was quiet.'
    woven = weave_update(_edition(text, (_count("a", "two"),)))
    inlines = woven.blocks[0]["c"]
    at = max(i for i, node in enumerate(inlines) if node["t"] == "Dateline")
    assert inlines[at]["c"][0] == "note"
    assert inlines[at - 1] == {"t": "Str", "c": "raids."}


def test_the_same_citation_bears_the_same_number_again(edition: ResolvedUpdate) -> None:
    work = edition.works["un-closure"]
    woven = weave_update(_edition("One.[@un]\n\nTwo.[@un]", un=work))
    assert [(note.number, note.references) for note in woven.notes] == [(1, 2)]


def test_a_citation_without_a_target_is_refused() -> None:
    with pytest.raises(PublishRefused, match="no target"):
        weave_update(_edition("One.[@nobody]"))


def test_an_event_that_nobody_has_is_refused() -> None:
    with pytest.raises(PublishRefused, match="does not have"):
        weave_update(_edition("One.[@event:9]"))


def test_bound_words_without_an_answer_are_an_error() -> None:
    with pytest.raises(BindingError, match="two raids"):
        weave_update(_edition('It made [two raids]{count="a"}.'))


def test_an_answer_whose_words_never_come_up_is_an_error() -> None:
    with pytest.raises(BindingError, match="never came up"):
        weave_update(_edition("Nothing is bound.", (_count("a", "two"),)))


def test_a_named_binding_finds_its_answer() -> None:
    update = Update("u.md", "The [pace]{#pace} rose.", 0, "T", bindings={"pace": {"count": "a"}})
    bound = Bound(Binding("count", "a", "pace", 0, 0, 0, 0, id="pace"))
    woven = weave_update(ResolvedUpdate(update, FACTS, (bound,)))
    assert [mark.bound.binding.query for mark in woven.numbers] == ["a"]


def test_an_image_that_no_figure_declares_is_refused() -> None:
    with pytest.raises(PublishRefused, match="pages never embed captures"):
        weave_update(_edition("See ![a capture](capture.png)."))


def test_raw_html_stays_the_characters_it_is(edition: ResolvedUpdate) -> None:
    woven = weave_update(_edition("Before <script>alert(1)</script> after."))
    assert plain_text(woven.blocks) == "Before <script>alert(1)</script> after."
    assert not [node for node in woven.blocks[0]["c"] if node["t"].startswith("Raw")]
    assert edition.direction == "ltr"


def test_a_bold_head_makes_a_paragraph_the_takeaway() -> None:
    woven = weave_update(_edition("**Key takeaway.** The raids resumed."))
    kind, mark = woven.blocks[0]["c"]
    assert (kind, mark.head) == ("takeaways", "Key takeaway")
    assert plain_text(mark.blocks) == "The raids resumed."


def test_the_highest_head_stands_below_the_title() -> None:
    woven = weave_update(_edition("# One\n\n## Two"))
    assert [block["c"][0] for block in woven.blocks] == [2, 3]


def test_a_link_in_prose_to_a_defanged_source_is_broken(edition: ResolvedUpdate) -> None:
    text = "As [it says](https://www.sahra.example/x) and [others](https://open.example/)."
    prose = replace(_edition(text), sources=edition.sources)
    woven = weave_update(prose)
    assert plain_text(woven.blocks) == "As it says (www.sahra dot example/x) and others."
    links = [node for node in woven.blocks[0]["c"] if node["t"] == "Link"]
    assert [node["c"][2][0] for node in links] == ["https://open.example/"]


def test_a_script_behind_a_link_is_dropped() -> None:
    woven = weave_update(_edition("Press [here](javascript:alert)."))
    assert not [node for node in woven.blocks[0]["c"] if node["t"] == "Link"]
