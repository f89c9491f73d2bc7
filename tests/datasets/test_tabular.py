import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.datasets.kinds import KINDS
from dateline.datasets.tabular import read_text_table
from dateline.datasets.values import type_rows

GED = KINDS["ucdp-ged"]
HEAD = b"id,type_of_violence,country,date_start,best\n"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300), st.booleans())
@example(b'1,1,"Mali', True)
@example(b'1,1,Mali,2023-13-45,1e400\n"2",,\n', True)
@example(b"\r\x00", False)
@example(b"\xff\xfe1\x00,\x001\x00", False)
@example(b'"id"" FROM x; --",a\n1,2\n', False)
def test_no_bytes_stop_the_reader(tmp_path: Path, payload: bytes, headed: bool) -> None:  # noqa: FBT001 - drawn
    path = tmp_path / "odd.csv"
    path.write_bytes(HEAD + payload if headed else payload)
    text = read_text_table(path, GED.shape)
    if text.table is None:
        assert text.problems[-1].severity == "error"
    else:
        typed = type_rows(text, GED.shape, path.name, GED.old_values)
        assert typed.table.column_names == [*GED.shape.columns, *GED.shape.extras]


@pytest.mark.parametrize("packing", ["plain", "gzip", "zip", "semicolons", "cp1252", "utf-16"])
def test_a_file_is_read_however_it_is_packed(tmp_path: Path, packing: str) -> None:
    text = "id,type_of_violence,country,adm_1\n5,1,Côte d'Ivoire,Région des Savanes\n"
    path = tmp_path / "rows.csv"
    payload = text.encode("utf-8-sig")
    packed = {
        "plain": payload,
        "gzip": gzip.compress(payload),
        "semicolons": payload.replace(b",", b";"),
        "cp1252": text.encode("cp1252"),
        "utf-16": text.encode("utf-16"),
    }
    if packing == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("ged.csv", payload)
    else:
        path.write_bytes(packed[packing])
    found = read_text_table(path, GED.shape)
    assert found.problems == []
    assert found.table.to_pylist() == [
        {
            "id": "5",
            "type_of_violence": "1",
            "country": "Côte d'Ivoire",
            "adm_1": "Région des Savanes",
        }
    ]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_workbook(path: Path, sheet: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{LINKED}"><sheets><sheet name="a" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/sharedStrings.xml",
            f"<sst {MAIN}><si><t>id</t></si><si><t>type_of_violence</t></si><si><t>country</t></si>"
            "<si><t>date_start</t></si><si><r><t>Ma</t></r><r><t>li</t></r></si></sst>",
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)


def test_a_workbooks_first_sheet_is_read_with_its_days(tmp_path: Path) -> None:
    path = tmp_path / "ged.xlsx"
    head = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCD"))
    make_workbook(
        path,
        f'<worksheet {MAIN}><sheetData><row r="1">{head}</row><row r="2"><c r="A2"><v>5</v></c>'
        '<c r="B2"><v>3</v></c><c r="C2" t="s"><v>4</v></c><c r="D2"><v>45111</v></c></row>'
        '<row r="3"><c r="A3"><v>6</v></c><c r="B3"><v>1</v></c>'
        '<c r="C3" t="inlineStr"><is><t>Niger</t></is></c></row></sheetData></worksheet>',
    )
    text = read_text_table(path, GED.shape)
    rows = type_rows(text, GED.shape, path.name, {}).table.to_pylist()
    days = [(row["id"], row["country"], row["date_start"]) for row in rows]
    assert days == [(5, "Mali", date(2023, 7, 4)), (6, "Niger", None)]


def test_a_broken_workbook_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "ged.xlsx"
    make_workbook(path, "<worksheet>")
    found = read_text_table(path, GED.shape)
    assert found.table is None
    assert "the workbook is broken" in found.problems[0].what
