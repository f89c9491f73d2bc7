"""Dates in figures alone: which is the day and which the month."""

from collections.abc import Callable

import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
BODY = (
    "Raiders on motorbikes crossed the river at dawn and burned the granaries of two hamlets. "
    "Officials said that the drivers fled to the ford and that nobody was hurt."
)


def page(
    read: Reader, date: str, *, address: str = "https://desert.example/raid", language: str = "en",
    more: str = "", body: str = BODY,
) -> Document:  # fmt: skip
    source = (
        f"<html lang='{language}'><head><title>Raid at the River Ford</title></head><body><article>"
        f"<h1>Raid at the River Ford</h1><p>{date}</p><p>{body}</p><p>{body} {more}</p>"
        "</article></body></html>"
    )
    (document,) = read(source, address).documents
    return document


def test_where_nothing_tells_the_year_alone_is_kept(read: Reader) -> None:
    document = page(read, "01/02/2024")
    assert document.published == "2024"
    (problem,) = document.problems
    assert problem.kind == "uncertain-date"
    assert problem.what == (
        "A date of 2024 in figures may be day 1 of month 2 or day 2 of month 1;"
        " only its year was taken."
    )


@pytest.mark.parametrize(
    ("address", "language", "more", "expected"),
    [
        ("https://desert.example/raid", "en", "The last raid was on 25/01/2024.", "2024-02-01"),
        ("https://desert.example/raid", "en", "The last raid was on 01/25/2024.", "2024-01-02"),
        ("https://desert.example/raid", "en-GB", "", "2024-02-01"),
        ("https://desert.example/raid", "en-US", "", "2024"),
        ("https://www.desert.com.ng/raid", "en-US", "", "2024-02-01"),
        ("https://www.desert.gov/raid", "en", "", "2024-01-02"),
        ("https://desert.example/2024/01/02/raid", "en-GB", "", "2024-01-02"),
        ("https://desert.io/raid", "en", "", "2024"),
    ],
)
def test_the_page_tells_the_order(
    read: Reader, address: str, language: str, more: str, expected: str
) -> None:
    document = page(read, "01/02/2024", address=address, language=language, more=more)
    assert document.published == expected


def test_a_page_in_french_writes_the_day_first(read: Reader) -> None:
    body = (
        "Des hommes armés ont traversé le fleuve à l’aube et brûlé les greniers de deux hameaux, "
        "et les chauffeurs ont fui vers le gué sans que personne soit blessé."
    )
    assert page(read, "01/02/2024", language="fr", body=body).published == "2024-02-01"


def test_an_american_hour_beside_a_date_puts_the_month_first(read: Reader) -> None:
    assert page(read, "Published 01/02/2024, 10:15 AM EST").published == "2024-01-02T10:15"


def test_a_label_in_french_puts_the_day_first(read: Reader) -> None:
    assert page(read, "Publié le : 01/02/2024 - 10:15").published == "2024-02-01T10:15"


def test_nothing_is_published_after_it_was_captured(read: Reader) -> None:
    assert page(read, "03/04/2024").published == "2024-03-04"


def test_a_day_that_is_its_month_needs_no_order(read: Reader) -> None:
    document = page(read, "02/02/2024")
    assert (document.published, document.problems) == ("2024-02-02", ())


def test_points_put_the_day_first(read: Reader) -> None:
    assert page(read, "01.02.2024").published == "2024-02-01"


def test_dates_of_notes_follow_the_page(read: Reader) -> None:
    source = (
        "Lake Update\n\nFebruary 20, 2024\n\nRaiders burned two granaries on 14/02/2024.[1]\n\n"
        "Notes:\n\n[1] “Raid at Dawn,” Example Post, 01/02/2024, https://www.example.org/tera\n"
    )
    (document,) = read(source).documents
    assert document.notes[0].citations[0].published == "2024-02-01"


def test_front_matter_may_write_its_date_in_words(read: Reader) -> None:
    source = (
        "---\nkey: raid\nsource: radio\nurl: https://a.example\ndate: 2 March 2024\n---\nText.\n"
    )
    (document,) = read(source, "raid.md").documents
    assert document.published == "2024-03-02"
