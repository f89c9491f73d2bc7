"""What a source's policy forbids, and private persons who are named."""

from dataclasses import replace

import pytest

from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.source import Source
from dateline.publish.bindings import find_bindings, read_update
from dateline.publish.edition import Work
from dateline.publish.guard import check_protection

TEXT = "Men on motorcycles came before dawn and took the cattle of nine families to the river."


def check(prose: str, *, front: str = "", **policy: int | str) -> list[Finding]:
    update = read_update("a.md", f"---\ntitle: A\n{front}---\n\n{prose}\n")
    source = replace(Source("a.example"), **policy)  # type: ignore[arg-type]
    work = Work(Document("a", "note", "T", TEXT, "c1", source="a.example"), source)
    return check_protection(update, find_bindings(update), {"a": work})


@pytest.mark.parametrize(
    ("prose", "limit", "copied"),
    [
        ("It said “came before dawn”.[@a]", 3, []),
        ("It said “came before dawn and took”.[@a]", 3, ["came before dawn and took"]),
        ("It said “came before dawn”.[@a]", 0, ["came before dawn"]),
        ("They came before dawn.[@a]", 0, []),
        ("Then men on motorcycles came before dawn and took the cattle.[@a]", 0,
         ["men on motorcycles came before dawn and took the cattle"]),
        ("« came before dawn and »[@a]", 2, ["came before dawn and"]),
    ],
)  # fmt: skip
def test_more_words_than_a_source_lets_be_quoted_are_found(
    prose: str, limit: int, copied: list[str]
) -> None:
    findings = check(prose, quotation=limit)
    assert [finding.text for finding in findings] == copied
    assert {finding.rule for finding in findings} <= {"quotation-limit"}


def test_a_source_without_a_limit_may_be_quoted() -> None:
    assert check(f"“{TEXT}”[@a]") == []


def test_an_image_of_a_source_whose_media_are_never_shown_is_found() -> None:
    image = "::: image-information\nA still from a film.[@a]\n:::"
    assert [one.rule for one in check(image, media="never")] == ["media-never"]
    assert check(image) == []


@pytest.mark.parametrize(
    ("prose", "name"),
    [
        ("The detainee Amadou Exemple was freed.", "Amadou Exemple"),
        ("Awa Exemple, a 34-year-old trader, left.", "Awa Exemple"),
        ("A witness named Jean Modèle saw it.", "Jean Modèle"),
        ("Le berger Amadou ag Exemple est parti.", "Amadou ag Exemple"),
        ("Awa Exemple, 12, was taken.", "Awa Exemple"),
    ],
)
def test_a_private_person_by_name_needs_a_sign_off(prose: str, name: str) -> None:
    (finding,) = check(prose)
    assert (finding.rule, finding.text, finding.severity) == ("private-person", name, "error")
    assert check(prose, front=f'named:\n  "{name}": "speaks for the town; Awa"\n') == []


@pytest.mark.parametrize(
    "prose",
    [
        "Army spokesperson Amadou Exemple spoke in Bamako.",
        "Residents blame Wagner fighters for it.",
        "Villagers of Dourou fled to Bandiagara.",
        "The detainee was freed.",
    ],
)
def test_public_roles_and_plain_prose_need_none(prose: str) -> None:
    assert check(prose) == []
