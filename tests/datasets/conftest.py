"""Rows in the published shapes, invented: real places, nothing that happened."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.datasets.kinds import KINDS

GED_ROW = {
    "id": "101", "year": "2023", "active_year": "1", "type_of_violence": "1",
    "conflict_name": "Mali: Government", "dyad_name": "Government of Mali - JNIM",
    "side_a": "Government of Mali", "side_b": "JNIM", "number_of_sources": "-1",
    "where_prec": "1", "where_coordinates": "Koro town", "adm_1": "Mopti region",
    "adm_2": "Koro cercle", "latitude": "14.0696", "longitude": "-3.0758", "country": "Mali",
    "country_id": "432", "event_clarity": "1", "date_prec": "1", "date_start": "2023-07-04",
    "date_end": "2023-07-04", "best": "3", "high": "4", "low": "2",
}  # fmt: skip
ACLED_ROW = {
    "event_id_cnty": "MLI101", "event_date": "2023-07-04", "year": "2023", "time_precision": "1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "JNIM", "inter1": "2",
    "actor2": "Military Forces of Mali", "inter2": "1", "interaction": "12", "iso": "466",
    "country": "Mali", "admin1": "Mopti", "admin2": "Koro", "location": "Koro",
    "latitude": "14.0696", "longitude": "-3.0758", "geo_precision": "1", "fatalities": "3",
}  # fmt: skip
GDELT_ROW = {
    "GLOBALEVENTID": "101", "SQLDATE": "20230704", "EventCode": "190", "QuadClass": "4",
    "Actor1Name": "JNIM", "ActionGeo_Type": "4", "ActionGeo_FullName": "Koro, Mopti, Mali",
    "ActionGeo_Lat": "14.0696", "ActionGeo_Long": "-3.0758", "DATEADDED": "20230705101500",
    "SOURCEURL": "https://radio.example/koro",
}  # fmt: skip
ROWS = {"ucdp-ged": GED_ROW, "acled": ACLED_ROW, "gdelt": GDELT_ROW}

MakeFile = Callable[..., Path]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Give a function that writes a file of a dataset with rows like the invented one."""

    def write(name: str, *rows: dict[str, str], file: str = "rows.csv") -> Path:
        shape = KINDS[name].shape
        columns = list(dict.fromkeys([*shape.columns, *(key for row in rows for key in row)]))
        text = io.StringIO()
        delimiter = "\t" if name == "gdelt" else ","
        writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
        if name != "gdelt":
            writer.writeheader()
        writer.writerows(ROWS[name] | row for row in rows)
        path = tmp_path / file
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    return write
