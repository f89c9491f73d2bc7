import gzip
import zipfile
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
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300), st.booleans())
@example(b'1,1,"Mali', True)
@example(b'1,1,Mali,2023-13-45,1e400\n"2",,\n', True)
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
