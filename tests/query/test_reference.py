"""The page on the query language says what the grammar does."""

from pathlib import Path

import pytest

from dateline.query import parse_query
from dateline.query.keys import KEYS
from dateline.query.reference import query_language_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "query-language.md"


def test_the_page_is_the_one_the_table_of_keys_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == query_language_page()


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_its_row(key: str) -> None:
    assert f"| `{key}:` |" in query_language_page()


def test_every_line_the_page_shows_parses() -> None:
    block = query_language_page().split("```")[1].strip().splitlines()
    assert len(block) == 4
    assert all(parse_query(line).terms for line in block)
