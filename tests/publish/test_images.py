import io
from pathlib import Path

import pytest
from PIL import Image

from dateline.atlas.basemap import load_basemap
from dateline.errors import PublishRefused, SettingsError
from dateline.model.binding import FigureBlock
from dateline.model.source import Source
from dateline.pipeline.counting.images import find_image
from dateline.publish.bindings import find_bindings
from dateline.publish.edition import FigureMatter, Picture, ResolvedUpdate
from dateline.publish.figures.image import draw_image, read_pixels
from dateline.publish.figures.studio import Studio
from dateline.publish.front_matter import read_update


def jpeg(turned: int = 1) -> bytes:
    """A photograph of 40 by 20 pixels whose file tells who took it, and how it was held."""
    exif = Image.Exif()
    exif[0x013B] = "Obsidiane Markerwell"
    exif[0x0112] = turned
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#336699").save(out, "JPEG", exif=exif)
    return out.getvalue()


def desk(folder: Path, register: str) -> Path:
    (folder / "images").mkdir()
    (folder / "images" / "bridge.jpg").write_bytes(jpeg())
    (folder / "images.toml").write_text(register, "utf-8")
    return folder


GOOD = '["images/bridge.jpg"]\nlicence = "CC BY 4.0"\ncredit = "Awa Example"\n'


def test_a_registered_image_comes_with_licence_and_credit(tmp_path: Path) -> None:
    found = find_image(desk(tmp_path, GOOD), "images/bridge.jpg", {})
    assert (found.licence, found.credit, found.data) == ("CC BY 4.0", "Awa Example", jpeg())


@pytest.mark.parametrize(
    ("register", "name", "said"),
    [
        ("", "images/bridge.jpg", "not in the register"),
        ('["images/bridge.jpg"]\ncredit = "A"\n', "images/bridge.jpg", "has no licence"),
        ('["images/bridge.jpg"]\nlicence = "CC0"\n', "images/bridge.jpg", "has no credit"),
        ('["gone.jpg"]\nlicence = "CC0"\ncredit = "A"\n', "gone.jpg", "cannot be read"),
        ('["../x.jpg"]\nlicence = "CC0"\ncredit = "A"\n', "../x.jpg", "outside the desk"),
    ],
)
def test_an_image_that_may_not_go_out_is_refused_with_the_way_out(
    tmp_path: Path, register: str, name: str, said: str
) -> None:
    with pytest.raises(PublishRefused, match=said):
        find_image(desk(tmp_path, register), name, {})


@pytest.mark.parametrize(
    ("where", "source", "said"),
    [
        ("https://t.aamaq.example/7", Source("aamaq.example", media="never"), "media = .never"),
        ("aamaq.example", Source("aamaq.example", media="never"), "media = .never"),
        ("https://radio.example/1", Source("radio.example", links="withhold"), "is withheld"),
    ],
)
def test_an_image_of_a_source_whose_media_are_never_shown_is_refused(
    tmp_path: Path, where: str, source: Source, said: str
) -> None:
    register = f'{GOOD}source = "{where}"\n'
    with pytest.raises(PublishRefused, match=said):
        find_image(desk(tmp_path, register), "images/bridge.jpg", {source.key: source})


def test_an_image_of_another_source_is_shown(tmp_path: Path) -> None:
    register = f'{GOOD}source = "https://rfi.fr/1"\n'
    never = {"aamaq.example": Source("aamaq.example", media="never")}
    assert find_image(desk(tmp_path, register), "images/bridge.jpg", never).credit == "Awa Example"


def test_an_unknown_key_of_the_register_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Did you mean 'licence'"):
        find_image(desk(tmp_path, '["a.jpg"]\nlicense = "CC0"\n'), "a.jpg", {})


def test_a_published_image_keeps_nothing_of_what_its_file_says(edition: ResolvedUpdate) -> None:
    matter = FigureMatter(
        FigureBlock("image", "", "A bridge", 0, 0, {"file": "b.jpg", "alt": "A bridge"}), (),
        picture=Picture("b.jpg", jpeg(), "CC BY 4.0", "Awa Example"),
    )  # fmt: skip
    drawn = draw_image(matter, 1, Studio(edition.facts, load_basemap()))
    assert drawn is not None
    assert b"Markerwell" in jpeg()
    assert b"Markerwell" not in drawn.png + drawn.svg.encode()
    assert (drawn.credit, drawn.alt, drawn.csv) == ("Awa Example, CC BY 4.0", "A bridge", "")


def test_an_image_that_was_held_upright_stands_upright() -> None:
    assert read_pixels(Picture("b.jpg", jpeg(turned=6), "CC0", "A")).shape == (40, 20, 3)


def test_what_is_no_image_is_refused() -> None:
    with pytest.raises(PublishRefused, match="Save it as JPEG or PNG"):
        read_pixels(Picture("b.jpg", b"<script>", "CC0", "A"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('::: {.image file="b.jpg"}\nTitle\n:::\n', "needs `alt=`"),
        ('::: {.image alt="A"}\nTitle\n:::\n', "needs `file=`"),
        ('::: {.pair query="attack" from=a}\nTitle\n:::\n', "needs `to=`"),
        ('::: {.bars query="attack" per=year}\nTitle\n:::\n', "`per=year` means nothing"),
        ('::: {.map query="attack" color=by}\nTitle\n:::\n', "knows no `color=`"),
        ('::: {.map query="attack"}\n:::\n', "has no title"),
    ],
)
def test_a_flaw_of_a_figure_block_is_a_finding(text: str, found: str) -> None:
    findings = find_bindings(read_update("u.md", text)).findings
    assert [found in finding.found for finding in findings] == [True]
