"""The sections of the trade and the words of an output in the update's language."""

from dataclasses import replace

import pytest

from dateline.errors import PublishRefused
from dateline.publish.bindings import find_bindings, read_update
from dateline.publish.edition import Bound, ResolvedUpdate
from dateline.publish.mail import render_email
from dateline.publish.render import render_html
from dateline.publish.typeset import write_typst
from dateline.publish.weave import weave_update

DIGEST = """\
---
title: "Le retour des motos"
language: {language}
template: digest
titles:
  tamani-bandiagara: "Bandiagara: the motorcycles return"
---

::: quotation
They came before dawn.
:::

::: summary
The press tells of the return.[@tamani-bandiagara]
:::

::: {{.excerpt lang=ar}}
::: original
هجوم على قرية.
:::
::: translation
An attack on a village.
:::
:::

::: sources
[@tamani-bandiagara; @sahra-arabic; @withheld-note]
:::

::: insight
The plateau again.
:::
"""


def digest(edition: ResolvedUpdate, language: str, text: str = DIGEST) -> ResolvedUpdate:
    update = read_update("d.md", text.format(language=language))
    bound = tuple(Bound(one) for one in find_bindings(update).bindings)
    return replace(edition, update=update, bound=bound, figures=())


def test_a_digest_has_its_sections_in_the_language_of_the_update(edition: ResolvedUpdate) -> None:
    page = render_html(digest(edition, "fr"))
    assert '<html lang="fr" dir="ltr">' in page
    for head in ("Résumé", "Extrait", "Sources", "L’essentiel", "Traduction", ">Notes<"):
        assert head in page
    assert "15 décembre 2023" in page


def test_a_source_has_both_titles_its_outlet_and_its_address_under_its_policy(
    edition: ResolvedUpdate, markers: dict[str, str]
) -> None:
    message = render_email(digest(edition, "en")).decode()
    page = render_html(digest(edition, "en"))
    assert "“Bandiagara : le retour des motos”" in page
    assert "(Bandiagara: the motorcycles return)" in page.replace("\u2068", "")
    assert "(independent Malian radio studio)\u2069, 3 December 2023" in page
    assert "sahra dot example/news/4411" in page
    assert "<li>Source withheld</li>" in page
    assert not [word for word in markers.values() if word in page + message]


def test_an_excerpt_stands_beside_its_translation(edition: ResolvedUpdate) -> None:
    table = next(
        block for block in weave_update(digest(edition, "en")).blocks if block["t"] == "Table"
    )
    (body,) = table["c"][4]
    (row,) = body[3]
    assert len(row[1]) == 2
    assert "#table(" in write_typst(digest(edition, "en"))


def test_a_source_without_a_target_is_refused(edition: ResolvedUpdate) -> None:
    text = DIGEST.replace("@sahra-arabic", "@nobody")
    with pytest.raises(PublishRefused, match="@nobody"):
        render_html(digest(edition, "en", text))


def test_an_arabic_update_runs_from_right_to_left(edition: ResolvedUpdate) -> None:
    page = render_html(digest(edition, "ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "15 ديسمبر 2023" in page
    assert "الهوامش" in write_typst(digest(edition, "ar"))


def test_an_editors_comment_reaches_no_output(edition: ResolvedUpdate) -> None:
    text = DIGEST.replace("They came", "They <!-- Awa: sure? --> came")
    page = render_html(digest(edition, "en", text))
    assert "sure?" not in page
    assert "They came" in " ".join(page.split())
