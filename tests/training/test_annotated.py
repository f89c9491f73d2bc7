"""Annotations of shared texts are kept without the texts, and found again by place and digest."""

import json
from pathlib import Path

import pytest
from training.tagger import annotated
from training.tagger.annotated import annotated_items, convert
from training.tagger.shared_texts import Place, SharedTexts, digest_of

TEXT = "Two guards died  in a\nraid on Ombre. A march passed."
POOL = {"key": "muc-A-1", "kind": "muc", "document": "A", "at": 0, "length": 35}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shared" / "data"
    (folder / "muc4").mkdir(parents=True)
    for name in ("dev", "train"):
        row = json.dumps({"docid": "A", "doctext": TEXT})
        (folder / "muc4" / f"{name}.json").write_text(f"{row}\n", encoding="utf-8")
    monkeypatch.setattr(annotated, "shared", lambda: folder.parent)
    monkeypatch.setattr(annotated, "gold_items", lambda **_chosen: iter(()))
    return folder


def mark(folder: Path, line: str) -> Path:
    (folder / "pool").mkdir()
    (folder / "marked").mkdir()
    row = {**POOL, "text": "Two guards died in a raid on Ombre."}
    (folder / "pool" / "one.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (folder / "marked" / "one.txt").write_text(f"{line}\n", encoding="utf-8")
    return folder / "annotated.jsonl"


def test_a_passage_is_found_where_it_lies_with_its_white_space_squeezed(data: Path) -> None:
    texts = SharedTexts(data)
    assert texts.find(Place("muc", "A", 11, 14)) == "died in a raid"
    assert texts.find(Place("muc", "A", 0, 15)) == "Two guards died"


def test_a_passage_that_has_changed_or_is_gone_is_not_found(data: Path) -> None:
    texts = SharedTexts(data)
    place = Place("muc", "A", 0, 15)
    assert texts.find(place, digest_of("Two guards died")) == "Two guards died"
    assert texts.find(place, digest_of("Two guards fled")) is None
    assert texts.find(Place("muc", "B", 0, 15)) is None
    assert texts.find(Place("re3d", "A", 0, 15)) is None


def test_the_annotations_hold_no_text_and_give_the_marks_back(data: Path, tmp_path: Path) -> None:
    line = (
        "muc-A-1 | en | asserted | [killed 1|Two guards] died in a [ev:Armed clash 1|raid] on "
        "[place 1|Ombre]."
    )
    out = mark(tmp_path, line)
    assert convert(tmp_path / "pool", tmp_path / "marked", out) == {"kept": 1}
    assert "guards" not in out.read_text(encoding="utf-8")
    (item,) = annotated_items(out, SharedTexts(data))
    assert item.text == "Two guards died in a raid on Ombre."
    assert [(span["label"], span["text"]) for span in item.spans] == [
        ("killed", "Two guards"),
        ("ev", "raid"),
        ("place", "Ombre"),
    ]
    assert item.mentions == ({"n": 1, "type": "Armed clash", "status": "asserted"},)


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    "line",
    [
        "muc-A-1 | en | - | Two guards died in a raid in Ombre.",
        "muc-A-2 | en | - | Two guards died in a raid on Ombre.",
        "muc-A-1 | en | asserted | Two guards died in a [ev:Raid 1|raid] on Ombre.",
        "muc-A-1 | en | asserted | Two guards died in a raid on [place 1|Ombre].",
    ],
)
def test_marks_that_do_not_fit_their_passage_are_left_out(
    tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = mark(tmp_path, line)
    assert convert(tmp_path / "pool", tmp_path / "marked", out) == {"left out": 1}
    assert out.read_text(encoding="utf-8") == ""
    assert capsys.readouterr().err.startswith("one.txt: ")


@pytest.mark.usefixtures("data")
def test_a_passage_of_the_scored_half_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scored = annotated.Item("s", "Two guards died in a raid on Ombre, it is said.", "en", (), ())
    monkeypatch.setattr(annotated, "gold_items", lambda **_chosen: iter([scored]))
    out = mark(tmp_path, "muc-A-1 | en | - | Two guards died in a raid on Ombre.")
    assert convert(tmp_path / "pool", tmp_path / "marked", out) == {"left out": 1}
    assert "scored half" in capsys.readouterr().err
