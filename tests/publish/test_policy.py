import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import PublishRefused
from dateline.model.actor import Participant
from dateline.model.finding import Finding
from dateline.model.place import Place
from dateline.model.source import Source
from dateline.publish.edition import DrawnFigure, ResolvedUpdate
from dateline.publish.mail import render_email
from dateline.publish.policy import (
    coarsen_place,
    defang,
    policy_of_address,
    redact,
    safe_href,
    secrets_of,
)
from dateline.publish.render import render_html
from dateline.publish.review import render_review
from dateline.publish.typeset import render_pdf, write_typst
from dateline.publish.word import render_docx


def _streams(pdf: bytes) -> bytes:
    """A PDF with its compressed streams opened."""
    opened = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


def _pdf_text(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(pages)


def _leaky(edition: ResolvedUpdate, markers: dict[str, str]) -> ResolvedUpdate:
    """The edition with the withheld source's words wherever a program might carry them along."""
    bound = []
    for one in edition.bound:
        found = Finding("bound-number", "holds", "", one.binding.words, 0, 0, markers["title"],
                        markers["text"], markers["title"], "note")  # fmt: skip
        estimate = one.estimate
        if estimate:
            query = f"{estimate.query} source:{markers['key']}"
            estimate = replace(estimate, query=query)
        bound.append(replace(one, finding=found if one.finding else None, estimate=estimate))
    figures = []
    for matter in edition.figures:
        told = tuple(
            replace(
                event,
                actors=(*event.actors, Participant("target", markers["text"], markers["title"])),
                sources=(markers["key"],),
                documents=("withheld-note",),
            )
            for event in matter.events
        )
        figures.append(replace(matter, events=told))
    return replace(edition, bound=tuple(bound), figures=tuple(figures))


def test_nothing_of_a_withheld_source_is_in_any_byte_of_any_output(
    edition: ResolvedUpdate, markers: dict[str, str]
) -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures import draw_figures

    leaky = _leaky(edition, markers)
    drawn = draw_figures(leaky, load_basemap())
    pdf = render_pdf(leaky, drawn)
    outputs = [render_html(leaky, drawn), _pdf_text(pdf), write_typst(leaky, drawn)]
    outputs += [figure.svg for figure in drawn] + [figure.csv for figure in drawn]
    raw = [output.encode() for output in outputs] + [pdf, _streams(pdf)]
    raw += [figure.png for figure in drawn]
    words = {word for marker in markers.values() for word in re.findall(r"\w{7,}", marker)}
    assert "Zirkonfunk" in words
    innocent = {"example", "village", "reveals", "people", "hidden"}
    for output in raw:
        for word in words - innocent:
            assert word.casefold().encode() not in output.lower(), word


def test_a_withheld_source_is_said_to_be_withheld(edition: ResolvedUpdate) -> None:
    page = render_html(edition)
    assert "Source withheld" in page
    assert "one source withheld" in page


def test_an_update_that_names_a_withheld_source_is_refused(
    edition: ResolvedUpdate, markers: dict[str, str]
) -> None:
    update = edition.update
    named = update.source.replace("Men who returned", f"Men heard on {markers['key']}")
    telling = replace(edition, update=replace(update, source=named))
    with pytest.raises(PublishRefused, match="withheld"):
        render_html(telling)
    with pytest.raises(PublishRefused, match="withheld"):
        render_pdf(telling)


def test_the_host_of_a_platform_that_open_sources_use_is_no_secret(
    edition: ResolvedUpdate,
) -> None:
    hidden = edition.works["withheld-note"]
    shared = replace(hidden, document=replace(hidden.document, url="https://platform.example/a"))
    shown = edition.works["un-closure"]
    other = replace(shown, document=replace(shown.document, url="https://platform.example/b"))
    works = {**edition.works, "withheld-note": shared, "un-closure": other}
    secrets = secrets_of(replace(edition, works=works))
    assert "platform.example" not in secrets
    assert "https://platform.example/a" in secrets


def test_a_short_or_plain_word_of_a_withheld_source_is_no_secret(
    edition: ResolvedUpdate,
) -> None:
    hidden = edition.works["withheld-note"]
    plain = replace(hidden.document, id="market", title="Attack in central Mali", text="Two died.")
    works = {**edition.works, "withheld-note": replace(hidden, document=plain)}
    secrets = secrets_of(replace(edition, works=works))
    assert not {"market", "Attack in central Mali", "Two died."} & secrets


def test_a_figure_that_would_name_a_withheld_source_is_refused(
    edition: ResolvedUpdate, markers: dict[str, str]
) -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures import draw_figures

    telling = tuple(replace(matter, credit=markers["key"]) for matter in edition.figures)
    with pytest.raises(PublishRefused, match="figure 1"):
        draw_figures(replace(edition, figures=telling), load_basemap())


def test_a_defanged_address_is_never_live(
    edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]
) -> None:
    page = render_html(edition, drawn)
    assert "www.sahra dot example/news/4411" in page
    assert "sahra.example" not in page
    assert "sahra.example" not in write_typst(edition, drawn)


def test_a_defanged_address_keeps_its_path() -> None:
    assert defang("https://www.shafaq.com/en/a.b") == "www.shafaq dot com/en/a.b"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.example/y"])
def test_an_address_that_could_run_is_no_link(address: str) -> None:
    assert safe_href(address) is None


def test_a_subdomain_follows_its_source() -> None:
    sources = {"aamaq.example": Source("aamaq.example", links="withhold")}
    assert policy_of_address("https://news.aamaq.example/1", sources) == "withhold"
    assert policy_of_address("https://other.example/1", sources) == "live"


def test_a_camp_is_shown_as_its_second_admin_level() -> None:
    camp = Place("Camp 7", "the camp", "geonames:1", 14.5, -4.1, "ML/Mopti",
                 "ML/Mopti/Bankass", "ML", 1, "camp")  # fmt: skip
    shown = coarsen_place(camp)
    assert shown is not None
    assert (shown.name, shown.latitude, shown.longitude, shown.text) == ("Bankass", None, None, "")


def test_a_clinic_without_a_second_level_is_shown_as_its_first() -> None:
    clinic = Place("Clinic", "the clinic", "geonames:1", 14.5, -4.1, "ML/Mopti", None, "ML", 1,
                   "clinic")  # fmt: skip
    shown = coarsen_place(clinic)
    assert shown is not None
    assert shown.name == "Mopti"


def test_redaction_takes_the_longest_secret_first() -> None:
    told = redact("See Radio North of Radio", ["Radio", "Radio North"])
    assert told == "See [source withheld] of [source withheld]"


MARKERS_AT = st.lists(st.sampled_from(["title", "key", "url", "author", "text"]), min_size=1)


@settings(max_examples=6, deadline=None)
@given(where=MARKERS_AT, spelling=st.sampled_from([str.upper, str.lower, str]))
def test_a_planted_marker_is_in_no_byte_of_any_output(
    edition: ResolvedUpdate,
    markers: dict[str, str],
    where: list[str],
    spelling: Callable[[str], str],
) -> None:
    told = " ".join(spelling(markers[name]) for name in where)
    bound = tuple(
        replace(one, says=(*one.says, told), signed=told if one.signed else "")
        for one in edition.bound
    )
    leaky = replace(_leaky(edition, markers), bound=bound, figures=())
    outputs = {}
    for render in (render_html, render_pdf, render_docx, render_email, render_review):
        try:
            outputs[render.__name__] = render(leaky)
        except PublishRefused:
            continue  # nothing leaves: as good
    for name, output in outputs.items():
        text = _readable(output)
        leaks = [word for word in markers.values() if word.casefold() in text.casefold()]
        assert not leaks, name


def _readable(output: str | bytes) -> str:
    """Every byte of an output as text: parts of a Word file, parts of a message, PDF streams."""
    if isinstance(output, str):
        return output
    if output.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(output)) as file:
            return "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    if output.startswith(b"%PDF"):
        return _streams(output).decode("latin-1") + _pdf_text(output)
    message = message_from_bytes(output)
    parts = (part.get_payload(decode=True) for part in message.walk())
    return "".join(part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes))
