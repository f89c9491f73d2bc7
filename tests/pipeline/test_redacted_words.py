"""A redaction reaches what people wrote about a document: reasons, comments, notes, accounts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.model.assessment import Assessment
from dateline.model.event import Event
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.protection.protect import redact_material
from dateline.pipeline.record.entries import enter_event
from dateline.pipeline.record.judge import add_assessment
from dateline.pipeline.record.people import merge_events, say_of_event
from dateline.pipeline.record.pointing import enter_mention
from dateline.pipeline.verify import verify_desk

NAME = "Qzandoubery"
QUOTE = "JNIM fighters ambushed an army convoy near Douentza"
FREE = "the driver's cousin told it to the radio"


@pytest.fixture
def opened(desk: Path) -> Iterator[OpenDesk]:
    with open_desk(desk) as found:
        yield found


def find(opened: OpenDesk, document: str) -> Event:
    return next(one for one in load_state(opened).events if document in one.documents)


def told_by(folder: Path, *secrets: str) -> list[str]:
    """Files below a folder that hold some words."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
    ]


def test_words_on_events_are_said_again_without_what_they_quote(opened: OpenDesk) -> None:
    market = find(opened, "market").id
    say_of_event(opened, market, "commented", why=f"Compare: {QUOTE}.", by="Ada")
    say_of_event(
        opened, market, "corrected", changes={"killed": "9"}, why=f"{NAME} says so", by="Ben"
    )
    say_of_event(opened, market, "rejected", why="a rumour", by="Cem")
    say_of_event(opened, market, "accepted", why="no rumour after all", by="Ben")
    before = find(opened, "market")
    removal = redact_material(opened, "road", why="a witness", by="Ada", words=[NAME])
    assert removal.said == (
        f"what Ada said of event {market}", f"what Ben said of event {market}",
    )  # fmt: skip
    assert [(one.by, one.verdict, one.why) for one in opened.ledger.reviews()] == [
        ("Ada", "commented", "Compare: [redacted]."),
        ("Ben", "corrected", "[redacted] says so"),
        ("Cem", "rejected", "a rumour"),
        ("Ben", "accepted", "no rumour after all"),
    ]
    after = find(opened, "market")
    assert (after.review, after.killed) == (before.review, before.killed)
    assert after.killed.best == 9
    assert verify_desk(opened).problems == ()
    assert told_by(opened.desk.folder, QUOTE, NAME) == []


def test_a_persons_links_and_judgements_stand_without_the_words(opened: OpenDesk) -> None:
    market, bankass = find(opened, "market"), find(opened, "bankass")
    merge_events(opened, market.id, [bankass.id], why=f"as in: {QUOTE}", by="Ada")
    add_assessment(
        opened,
        Assessment(
            "road", f"{NAME} will likely flee.", 0.7, "low", "2024-03-09", "2024-04-09", "Ada"
        ),
    )
    redact_material(opened, "road", why="a witness", by="Ada", words=[NAME])
    assert find(opened, "bankass").id == market.id
    whys = {link.why for link in opened.ledger.links() if link.by == "Ada"}
    assert whys == {"as in: [redacted]"}
    (judgement,) = opened.ledger.assessments()
    assert (judgement.statement, judgement.author) == ("[redacted] will likely flee.", "Ada")
    assert verify_desk(opened).problems == ()
    assert told_by(opened.desk.folder, QUOTE, NAME) == []


def test_accounts_and_notes_that_people_made_of_it_go_with_it(opened: OpenDesk) -> None:
    typed = {"date": "2024-03-02", "type": "Attack", "place": "Bankass"}
    enter_mention(opened, typed, document="road", words="army convoy near", by="Ben")
    noted = {**typed, "notes": FREE, "killed": "1"}
    enter_event(opened, noted, document="road", by="Ben")
    enter_event(opened, {**typed, "notes": "another matter"}, document="market", by="Ben")
    say_of_event(opened, find(opened, "bankass").id, "commented", why=f"So {FREE}", by="Ada")
    removal = redact_material(opened, "road", why="a witness", by="Ada")
    assert len(removal.documents) == 2
    assert removal.documents[1].startswith("read-in:road:")
    assert told_by(opened.desk.folder, FREE, "army convoy near") == []
    words = [one.why for one in opened.ledger.reviews() if one.verdict == "commented"]
    assert words == ["So [redacted]"]
    names = {one.id.rpartition(":")[0] for one in opened.ledger.documents() if ":" in one.id}
    assert names == {"read-in:market"}
    assert verify_desk(opened).problems == ()


def test_the_person_who_redacts_is_told_whose_words_changed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["review", "1", "commented", "--why", f"It says {QUOTE}", "--by", "Ada"]
    assert run(["--desk", str(desk), *line]) == 0
    assert run(["--desk", str(desk), "redact", "road", "--why", "danger"]) == 0
    assert "what Ada said of event 1: the words gave way to a mark" in capsys.readouterr().out
    assert run(["--desk", str(desk), "event", "1"]) == 0
    assert "Ada: commented It says [redacted]" in " ".join(capsys.readouterr().out.split())


def test_a_few_common_words_are_nobodys_quotation(opened: OpenDesk) -> None:
    why = "the army convoy near Douentza was small"
    say_of_event(opened, find(opened, "market").id, "commented", why=why, by="Ada")
    assert redact_material(opened, "road", why="a witness", by="Ada").said == ()
    assert [one.why for one in opened.ledger.reviews()] == [why]


def test_what_was_sealed_is_said_again_sealed(opened: OpenDesk) -> None:
    market = find(opened, "market").id
    assert find(opened, "market-again").id == market
    say_of_event(opened, market, "accepted", why=f"{NAME} and the mayor's cousin say so", by="Ada")
    assert told_by(opened.desk.folder, "mayor's cousin") == []
    redact_material(opened, "market-again", why="a witness", by="Ada", words=[NAME])
    assert told_by(opened.desk.folder, "mayor's cousin", NAME) == []
    (review,) = opened.ledger.reviews()
    assert (review.verdict, review.why) == ("accepted", "[redacted] and the mayor's cousin say so")
    assert find(opened, "market").review == "accepted"
    assert verify_desk(opened).problems == ()


def count(opened: OpenDesk, line: str, as_of: str | None = None) -> float | None:
    under = replace(opened, clocks=replace(opened.clocks, as_of=as_of))
    return make_asker(under).count(line).value


def test_a_place_that_was_corrected_counts_where_it_did(opened: OpenDesk) -> None:
    market = find(opened, "market").id
    say_of_event(
        opened, market, "corrected", changes={"place": "Sévaré"}, why="seen from Mopti", by="Ada"
    )
    state = opened.ledger.state_hash()
    assert count(opened, "attack in:ML/Mopti") == 3
    removal = redact_material(opened, "late", why="a witness", by="Ada", words=["Mopti"])
    assert removal.said == (f"what Ada said of event {market}",)
    (kept,) = removal.quoting
    assert kept.startswith(f"what Ada said of event {market}, entry ")
    assert kept.endswith(", its admin1 and gazetteer_id")
    after = find(opened, "market")
    assert after.place is not None
    assert (after.place.name, after.place.admin1) == ("Sévaré", "ML/Mopti")
    assert after.place.latitude is not None
    assert count(opened, "attack in:ML/Mopti") == 3
    assert count(opened, "attack in:ML/Mopti", state) == 3
    assert opened.ledger.reviews()[0].why == "seen from [redacted]"
    assert verify_desk(opened).problems == ()


def test_a_place_that_is_named_becomes_the_unit_that_it_lies_in(opened: OpenDesk) -> None:
    market = find(opened, "market").id
    say_of_event(opened, market, "corrected", changes={"place": "Sévaré"}, by="Ada")
    removal = redact_material(opened, "late", why="a witness", by="Ada", words=["Sévaré"])
    assert removal.said == (
        f"what Ada said of event {market}, whose place is ML/Mopti now",
    )  # fmt: skip
    assert removal.quoting == ()
    place = find(opened, "market").place
    assert place is not None
    assert (place.gazetteer_id, place.latitude, place.longitude) == (None, None, None)
    assert (place.text, place.geo_precision) == ("", 3)
    assert (place.name, place.admin1) == ("Mopti", "ML/Mopti")
    assert count(opened, "attack in:ML/Mopti") == 3
    assert told_by(opened.desk.folder, "Sévaré") == []
    assert verify_desk(opened).problems == ()


def test_an_event_was_reviewed_before_its_words_were_taken_out(opened: OpenDesk) -> None:
    bankass = find(opened, "bankass").id
    say_of_event(opened, bankass, "corrected", changes={"killed": "4"}, why=QUOTE, by="Ada")
    state, told = opened.ledger.state_hash(), find(opened, "bankass")
    redact_material(opened, "road", why="a witness", by="Ada")
    then = replace(opened, clocks=replace(opened.clocks, as_of=state))
    assert find(then, "bankass") == told
    assert (told.review, told.killed.best) == ("corrected", 4)
    assert verify_desk(opened).problems == ()
