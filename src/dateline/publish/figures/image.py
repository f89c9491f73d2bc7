"""An image of the desk's register, cleaned of all that its file says besides the picture."""

import io
from typing import Any

from dateline.errors import PublishRefused
from dateline.publish.edition import DrawnFigure, FigureMatter, Picture
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import WIDTH, draw_in_style

MOST_PIXELS = 1400  # across: the width of a printed page at some 200 to the inch
TALLEST = 6.0  # inches
PER_INCH = 200  # at which an image is narrower than the page rather than coarser


def draw_image(matter: FigureMatter, number: int, _studio: Studio) -> DrawnFigure | None:
    """Set an image as a figure: its pixels alone, no metadata, with licence and credit.

    Raises:
        PublishRefused: the file is no image.
    """
    picture = matter.picture
    if picture is None:
        return None
    pixels = read_pixels(picture)
    svg, png, width, height = draw_in_style(lambda: _draw(pixels))
    return DrawnFigure(
        number, "image", svg, png, "", matter.block.arguments.get("note", ""),
        f"{picture.credit}, {picture.licence}", matter.block.arguments.get("alt", ""),
        width, height,
    )  # fmt: skip


def read_pixels(picture: Picture) -> Any:  # noqa: ANN401 - a numpy array, rows by columns by RGB
    """The pixels of an image, upright and no finer than print needs.

    Raises:
        PublishRefused: the file is no image that can be read.
    """
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture.data)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PublishRefused(
            f"{picture.name} is no image that can be read. Save it as JPEG or PNG."
        ) from error
    upright.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return np.asarray(upright)


def _draw(pixels: Any) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    tall, wide = pixels.shape[:2]
    width = min(WIDTH, wide / PER_INCH if wide < MOST_PIXELS / 2 else WIDTH, TALLEST * wide / tall)
    figure = Figure(figsize=(width, width * tall / wide), dpi=72, facecolor="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow(pixels, aspect="auto", interpolation="none")
    axes.axis("off")
    return figure
