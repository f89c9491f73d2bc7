from dataclasses import replace

import pytest

from dateline.model.dataset import Manifest
from dateline.publish.bindings import find_bindings
from dateline.publish.edition import Bound, ResolvedUpdate, Work
from dateline.publish.endnotes import say_event, write_notes
from dateline.publish.policy import secrets_of
from dateline.publish.tree import plain_text
from dateline.publish.weave import weave_update


def _notes(edition: ResolvedUpdate, text: str, **works: Work) -> list[str]:
    told = replace(
        edition,
        update=replace(edition.update, source=text, body_start=0),
        bound=(),
        figures=(),
        works={**edition.works, **works},
    )
    written = write_notes(told, weave_update(told).notes, secrets_of(told))
    return [plain_text(note) for note in written]


def test_a_work_is_cited_in_the_manner_of_a_think_tank(edition: ResolvedUpdate) -> None:
    assert _notes(edition, "One.[@un-closure]") == [
        (
            "UN Peacekeeping, “Camp at Sévaré handed over,” 8 December 2023, "
            "peacekeeping.un.org/en/example-closure-of-camp."
        )
    ]


def test_several_works_in_one_note_are_parted_by_semicolons(edition: ResolvedUpdate) -> None:
    assert _notes(edition, "One.[@un-closure; @withheld-note]") == [
        (
            "UN Peacekeeping, “Camp at Sévaré handed over,” 8 December 2023, "
            "peacekeeping.un.org/en/example-closure-of-camp; Source withheld."
        )
    ]


def test_a_work_given_before_is_shortened_and_points_back(edition: ResolvedUpdate) -> None:
    assert _notes(edition, "One.[@un-closure] Two.[@un-closure; @withheld-note]")[1] == (
        "UN Peacekeeping, “Camp at Sévaré handed over” (note 1); Source withheld."
    )


def test_a_title_that_asks_keeps_its_mark(edition: ResolvedUpdate) -> None:
    work = edition.works["un-closure"]
    asking = Work(replace(work.document, id="q", title="Who guards the road?"), work.source)
    assert _notes(edition, "One.[@q]", q=asking)[0].startswith(
        "UN Peacekeeping, “Who guards the road?” 8 December 2023,"
    )


def test_what_is_available_on_request_gives_no_address(edition: ResolvedUpdate) -> None:
    work = replace(edition.works["un-closure"], access="on_request")
    assert _notes(edition, "One.[@r]", r=work) == [
        "UN Peacekeeping, “Camp at Sévaré handed over,” 8 December 2023, available on request."
    ]


def test_own_research_is_said_to_be(edition: ResolvedUpdate) -> None:
    work = replace(edition.works["un-closure"], access="own_research")
    assert _notes(edition, "One.[@o]", o=work) == ["Author’s research."]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Query could not be run"),
        ("fr", "La requête n’a pas pu être exécutée"),
        ("es", "La consulta no se pudo ejecutar"),
        ("tr", "Sorgu çalıştırılamadı"),
        ("ar", "تعذّر تنفيذ الاستعلام"),
        ("fa", "پرس‌وجو اجرا نشد"),
    ],
)
def test_a_query_that_could_not_be_run_is_no_research(
    edition: ResolvedUpdate, language: str, told: str
) -> None:
    source = '[Nine]{count="attack in:Nowhere"} died.'
    update = replace(edition.update, source=source, body_start=0, meta={"language": language})
    broken = replace(edition, update=update, figures=())
    binding = find_bindings(update).bindings[0]
    broken = replace(broken, bound=(Bound(binding),))
    note = plain_text(write_notes(broken, weave_update(broken).notes, frozenset())[0])
    assert note.lstrip("\u2066\u2067\u2068").startswith(told)
    assert "attack in:Nowhere" in note


def test_a_page_of_a_work_follows_it(edition: ResolvedUpdate) -> None:
    note = _notes(edition, "One.[see @un-closure, p. 4]")[0].replace("\xa0", " ")
    assert note.startswith("See UN Peacekeeping")
    assert note.endswith("camp, p. 4.")


def test_a_citation_inside_an_analysts_note_is_written_out(edition: ResolvedUpdate) -> None:
    text = "One.[^a]\n\n[^a]: Compare @un-closure on the camp."
    assert _notes(edition, text)[0].startswith("Compare UN Peacekeeping, “Camp at Sévaré")


def test_an_event_is_told_in_a_phrase_with_who_reports_it(edition: ResolvedUpdate) -> None:
    assert say_event(edition.events[1182], edition.say) == (
        "remote explosive/landmine/IED at Konna, 24 November 2023, 2 killed"
    )
    note = _notes(edition, "One.[@event:1182]")[0]
    assert note.startswith("Event 1182: remote explosive/landmine/IED at Konna")
    assert "; reported by Studio Tamani, “Bandiagara : le retour des motos,”" in note


def test_an_event_at_a_camp_names_only_its_district(edition: ResolvedUpdate) -> None:
    event = edition.events[1182]
    assert event.place is not None
    camp = replace(event, place=replace(event.place, kind="camp", name="Camp 7"))
    assert (
        say_event(camp, edition.say)
        == "remote explosive/landmine/IED in Konna, 24 November 2023, 2 killed"
    )


def test_an_arabic_title_is_set_from_the_right(edition: ResolvedUpdate) -> None:
    told = replace(
        edition,
        update=replace(edition.update, source="One.[@sahra-arabic]", body_start=0),
        bound=(),
        figures=(),
    )
    note = write_notes(told, weave_update(told).notes, frozenset())[0]
    spans = [node["c"][0][2] for node in note if node["t"] == "Span"]
    assert [["lang", "ar"], ["dir", "rtl"]] in [[list(pair) for pair in span] for span in spans]


def _bound(edition: ResolvedUpdate, *, at: int = 0, **more: object) -> str:
    """The first note of the sample, as plain words."""
    told = replace(
        edition,
        bound=(replace(edition.bound[0], **more), *edition.bound[1:]),  # type: ignore[arg-type]
    )
    written = write_notes(told, weave_update(told).notes, secrets_of(told))
    return plain_text(written[at]).replace("\xa0", " ")


def test_a_numbers_note_gives_definition_and_outlets_once_then_points_back(
    edition: ResolvedUpdate,
) -> None:
    first, second = _bound(edition), _bound(edition, at=2)
    assert "; definition: Kinetic activity: armed clashes, bombings, assassinations" in first
    assert "; from Studio Tamani, Sahra News, UN Peacekeeping, one source withheld" in first
    assert "Kinetic activity" not in second
    assert "definition as in note 1" in second
    assert "reports as in note 1" in second


def test_a_number_that_is_let_stand_says_why_in_its_note(edition: ResolvedUpdate) -> None:
    finding = edition.bound[0].finding
    assert finding is not None
    failing = replace(finding, verdict="fails", why="rounding")
    note = _bound(edition, finding=failing, signed="the desk chief counts by hand")
    assert (
        "; does not hold (fails: rounding) and is let stand: the desk chief counts by hand" in note
    )


def test_a_dataset_is_cited_with_its_version_and_the_day_it_was_taken(
    edition: ResolvedUpdate,
) -> None:
    snapshot = Manifest(
        "ucdp-ged", "24.1", "UCDP", "CC BY 4.0", "Sundberg and Melander 2013", "ged.csv",
        "2024-07-01T10:00:00+00:00", "0" * 64, 5, 0, (), (), {}, (),
    )  # fmt: skip
    note = _bound(edition, dataset=snapshot)
    assert "dataset ucdp-ged 24.1, Sundberg and Melander 2013, accessed 1 July 2024" in note


def test_the_day_of_access_stands_where_a_work_has_no_day_or_a_kept_copy(
    edition: ResolvedUpdate,
) -> None:
    work = replace(edition.works["un-closure"], accessed="2023-12-14")
    assert "accessed" not in _notes(edition, "One.[@o]", o=work)[0]
    undated = replace(work, document=replace(work.document, published=None))
    assert _notes(edition, "One.[@o]", o=undated)[0].endswith("(accessed 14 December 2023).")
    kept = replace(work, archived="3f2a90bb11cc")
    assert _notes(edition, "One.[@o]", o=kept)[0].endswith(
        "(archived copy 3f2a90bb11cc, accessed 14 December 2023)."
    )
