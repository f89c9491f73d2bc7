"""A document's events and numbers are looked up in a record, and what is assumed is said."""

from datetime import date

from dateline.audit.countable import Names, find_countable, judge_countable
from dateline.audit.record import Asked, Row, Seen, Told, find_told, judge_told
from dateline.audit.resting import find_resting
from dateline.model.actor import Participant
from dateline.model.document import Block, Document
from dateline.model.estimate import Estimate
from dateline.model.finding import Finding
from dateline.model.mention import Mention
from dateline.model.place import Place

RAIDS = "The group launched three raids with suicide VBIEDs on camps in Alba and Bero on April 24."
JULY = "It launched another two attacks involving VBIEDs on July 24."
TOTAL = "It used VBIEDs in at least five such attacks in 2023."


def make_document(*sentences: str) -> Document:
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block("paragraph", sentence, at, at + len(sentence)))
        at += len(sentence) + 1
    text = "\n".join(sentences)
    return Document(
        "a", "article", "A title", text, "", published="2023-12-15", language="en",
        blocks=tuple(blocks),
    )  # fmt: skip


def mention(sentence: str, day: date, place: Place, *, inferred: bool = True) -> Mention:
    return Mention(
        document="a", sentence=sentence, start=10, end=18, event_type="Explosions/Remote violence",
        sub_event_type="Suicide bomb", date_start=day, date_end=day, time_precision=1, place=place,
        actors=(Participant("perpetrator", "The group", "Group", "group", "attributed"),),
        date_as_written=f"{day:%B} {day.day}", year_inferred=inferred,
    )  # fmt: skip


ALBA = Place(name="Alba", text="Alba", country="ML")
BERO = Place(
    name="Bero", text="Bero", country="ML", gazetteer_id="geonames:1", latitude=14.0,
    longitude=-4.0,
)  # fmt: skip
RECORD = [
    Row(date(2022, 4, 24), date(2022, 4, 24), "Álba town", "ML/Mopti", (14.5, -4.1)),
    Row(date(2023, 4, 22), date(2023, 4, 22), "Alba town", "ML/Mopti", (14.5, -4.1)),
    Row(date(2023, 7, 1), date(2023, 7, 31), "Bero", "ML/Mopti", (14.0, -4.0)),
]


def ask(_told: Told, day: date) -> Asked:
    return Asked(f"on:{day}", [row for row in RECORD if abs((row.start - day).days) <= 7])


def judge(document: Document, *mentions: Mention) -> list[tuple[Finding, Seen | None]]:
    return [judge_told(one, ask, "the record") for one in find_told(document, mentions)]


def test_an_event_of_another_year_is_found_there_and_the_nearest_is_named() -> None:
    document = make_document(RAIDS)
    day = date(2023, 4, 24)
    ((finding, seen),) = judge(document, mention(RAIDS, day, ALBA), mention(RAIDS, day, BERO))
    assert (finding.rule, finding.verdict, finding.why) == (
        "event-in-record", "unclear", "other-year",
    )  # fmt: skip
    assert finding.found == (
        "the record has 1 of 2 places, Álba town, on 24 April 2022 (on:2022-04-24), and none of "
        "Alba, Bero on 24 April 2023 (the nearest is Alba town on 22 April 2023); assumed: "
        "“April 24” is in 2023, as nothing in the text says otherwise"
    )
    assert seen is not None
    assert seen.day == date(2022, 4, 24)


def test_a_total_that_rests_on_it_is_named() -> None:
    document = make_document(TOTAL, RAIDS, JULY)
    bero = mention(JULY, date(2023, 7, 24), BERO)
    told = find_told(document, [mention(RAIDS, date(2023, 4, 24), ALBA), bero])
    judged = [(one, judge_told(one, ask, "the record")[1]) for one in told]
    doubted = [(one, seen) for one, seen in judged if seen is not None]
    (finding,) = find_resting(document, told, doubted)
    assert document.text[finding.start : finding.end].startswith("at least five")
    assert finding.found.startswith(
        "it rests on 3 of “April 24” and 2 of “July 24”; the record has “April 24” in 2022, which "
        "leaves 2"
    )
    assert list(find_resting(document, told, [])) == []


def test_a_stated_year_is_not_sought_in_others() -> None:
    day = date(2023, 4, 24)
    ((finding, seen),) = judge(make_document(RAIDS), mention(RAIDS, day, ALBA, inferred=False))
    assert (finding.verdict, finding.why, seen) == ("unclear", "no-data", None)


def test_an_event_that_the_record_has_holds() -> None:
    day = date(2022, 4, 24)
    ((finding, _),) = judge(make_document(RAIDS), mention(RAIDS, day, ALBA))
    assert (finding.verdict, finding.found) == (
        "holds", "the record has Álba town on 24 April 2022 (on:2022-04-24)",
    )  # fmt: skip


NAMES = Names({"central mali": "central-mali"}, lambda name: name == "JNIM")


def test_a_count_and_a_rate_are_read_with_what_is_assumed() -> None:
    document = make_document(
        "JNIM has made at least 14 raids in central Mali since November 20.",
        "The pace is some four attacks per week since November 20, and 12 villages fled.",
        "On 3 December it carried out two attacks.",
    )
    claims = list(find_countable(document, NAMES))
    assert [(one.kind, one.actor, one.region, str(one.start), str(one.end)) for one in claims] == [
        ("count", "JNIM", "central-mali", "2023-11-20", "2023-12-15"),
        ("rate", "JNIM", "central-mali", "2023-11-20", "2023-12-15"),
    ]
    assert claims[1].assumed == (
        "“November 20” is 2023-11-20 to 2023-12-15",
        "the place is central-mali, named before",
        "by JNIM, named before",
    )
    four = Estimate(4.0, 4, 4, 1.0, 4, 25.0, "attacks", "enumeration", "q")
    finding = judge_countable(claims[0], four, "attack", "dataset x", partial="it counts deaths")
    assert (finding.rule, finding.verdict, finding.why) == (
        "claim-in-record", "unclear", "differs",
    )  # fmt: skip
    assert finding.found == (
        "dataset x says 4 attacks (attack; assumed: “November 20” is 2023-11-20 to 2023-12-15; "
        "it counts deaths)"
    )
