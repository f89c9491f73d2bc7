"""Audit of a document against the ledger and against a pinned dataset."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.model.finding import Finding
from dateline.pipeline.counting.against import audit_against
from dateline.pipeline.keeping.opening import open_desk

EXAMPLE = Path(__file__).parents[2] / "examples" / "central-mali"


def test_a_record_of_another_name_is_refused(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Nothing happened.", encoding="utf-8")
    assert run(["--desk", str(desk), "audit", str(file), "--against", "acled"]) == 2
    assert "`--against ledger`" in capsys.readouterr().err
    assert run(["--desk", str(desk), "audit", str(file), "--against", "dataset:acled"]) == 2
    assert "dataset add" in capsys.readouterr().err


def test_numbers_are_compared_with_the_ledger(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "The plateau\n\nMarch 12, 2024\n\nJNIM carried out three attacks on the plateau in "
        "March 2024.\n",
        encoding="utf-8",
    )
    run(["--desk", str(desk), "audit", str(file), "--against", "ledger", "--json"])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    compared = [one for one in findings if one["rule"] == "claim-in-record"]
    assert [(one["text"], one["verdict"]) for one in compared] == [("three", "holds")]


def enter(desk: Path, **fields: str) -> None:
    typed = [part for name, value in fields.items() for part in (f"--{name}", value)]
    assert run(["--desk", str(desk), "enter", *typed]) == 0


def hold(desk: Path, file: Path, sentence: str) -> tuple[str, str, str]:
    file.write_text(f"A memo\n\nMarch 20, 2024\n\n{sentence}\n", encoding="utf-8")
    with open_desk(desk) as opened:
        _, (findings,) = audit_against(opened, file, "ledger")
    (found,) = [one for one in findings if one.rule == "event-in-record"][-1:]
    return found.verdict, found.why, found.found


def test_those_harmed_never_stand_in_for_who_did_it(desk: Path, tmp_path: Path) -> None:
    enter(
        desk, date="2024-03-08", type="kidnapping", place="Konna", perpetrator="is-sahel",
        against="civilians", abducted="3",
    )  # fmt: skip
    file = tmp_path / "memo.txt"
    said = "{} abducted three civilians in Konna on 8 March 2024."
    verdict, why, found = hold(desk, file, said.format("JNIM"))
    assert (verdict, why) == ("unclear", "differs")
    assert "by is-sahel, against civilians; the text says by jnim, against civilians" in found
    assert "by:jnim against:civilians in:ML" in found
    assert hold(desk, file, said.format("ISGS"))[:2] == ("holds", "")


def test_a_number_outside_what_a_person_set_does_not_hold(desk: Path, tmp_path: Path) -> None:
    enter(
        desk, date="2024-03-05", type="Armed clash", place="Konna", against="mali-army",
        killed="9-23",
    )  # fmt: skip
    file = tmp_path / "memo.txt"
    said = "{} soldiers were killed in an attack at Konna on 5 March 2024."
    assert hold(desk, file, said.format("Three"))[:2] == ("unclear", "differs")
    assert hold(desk, file, said.format("Twelve"))[:2] == ("holds", "")


def test_a_place_without_a_gazetteer_entry_is_sought_by_its_name(
    desk: Path, tmp_path: Path
) -> None:
    note = tmp_path / "tapoaka.md"
    note.write_text(
        "---\nkey: strike\nsource: radio.example\npublished: 2024-03-07\n---\n\n"
        "A drone strike in Tapoaka in eastern Burkina Faso killed 26 civilians on 6 March 2024.\n",
        encoding="utf-8",
    )
    assert run(["--desk", str(desk), "add", str(note)]) == 0
    file = tmp_path / "memo.txt"
    said = (
        "Fighters withdrew from Konna in Mali on 3 March. "
        "A drone strike in Tapoaka killed {} civilians on 6 March 2024."
    )
    verdict, why, found = hold(desk, file, said.format("90"))
    assert (verdict, why) == ("unclear", "differs")
    assert "90 civilians killed, the ledger says 26" in found
    assert hold(desk, file, said.format("26"))[:2] == ("holds", "")


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> list[Finding]:
    folder = tmp_path_factory.mktemp("against") / "desk"
    assert run(["init", str(folder)]) == 0
    (folder / "desk.toml").write_bytes((EXAMPLE / "desk.toml").read_bytes())
    ged = shared / "data" / "ucdp" / "ged.parquet"
    assert run(["--desk", str(folder), "dataset", "add", "ucdp-ged", str(ged)]) == 0
    (seed,) = (shared / "seeds").glob("003*.txt")
    with open_desk(folder) as opened:
        _, (findings,) = audit_against(opened, seed, "dataset:ucdp-ged")
    return findings


def test_the_april_raids_match_2022_and_the_count_of_five_rests_on_them(
    december: list[Finding],
) -> None:
    warned = [one for one in december if one.why == "other-year"]
    assert [(one.rule, one.text[:13]) for one in warned] == [
        ("rests-on", "at least five"),
        ("event-in-record", "JNIM launched"),
    ]
    assert "Sévaré town, on 24 April 2022" in warned[1].found
    assert "which leaves 2" in warned[0].found


def test_the_other_dated_events_of_december_are_in_the_record(december: list[Finding]) -> None:
    held = [one for one in december if (one.rule, one.verdict) == ("event-in-record", "holds")]
    assert {one.says for one in held} >= {
        "an event at Mopti, Segou on 24 July 2023",
        "an event at Djibo on 26 November 2023",
        "an event at Farabougou on 12 December 2023",
    }
