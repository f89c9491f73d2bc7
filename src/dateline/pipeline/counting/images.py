"""The desk's register of images: who made each, and under which licence it may go out."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import PublishRefused, SettingsError
from dateline.model.source import Source
from dateline.publish.edition import Picture
from dateline.publish.policy import find_source
from dateline.tables import fill

REGISTER = "images.toml"


@dataclass(frozen=True, slots=True)
class RegisteredImage:
    """One table of the register, `["images/bridge.jpg"]`.

    Attributes:
        licence: under which it may be published, such as `CC BY 4.0` or `by permission, 3 May`.
        credit: who made it, as it is printed.
        source: where it was found: an address, or a source of the desk; what that source's policy
            says of its media holds. Kept with the desk, not printed.
    """

    licence: str = ""
    credit: str = ""
    source: str = ""


def read_register(folder: Path) -> dict[str, RegisteredImage]:
    """Read the images that a desk has registered, by their path in the desk.

    Raises:
        SettingsError: the register is no TOML, or has a key that nobody knows.
    """
    path = folder / REGISTER
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}. Correct the line it names."
        ) from error
    return {
        name: fill(RegisteredImage, table, f'{REGISTER}, ["{name}"]')
        for name, table in tables.items()
    }


def find_image(folder: Path, name: str, sources: Mapping[str, Source]) -> Picture:
    """Find an image that may be published.

    Args:
        folder: the desk's.
        name: its path in the desk, as the register has it.
        sources: every source of the desk by key, for its policy.

    Raises:
        PublishRefused: it is not registered, has no licence or credit, is not there, or its
            source's media are never shown.
        SettingsError: the register cannot be used.
    """
    known = read_register(folder).get(name)
    way_out = f'Write ["{name}"] with `licence = "..."` and `credit = "..."` into {REGISTER}.'
    if known is None:
        raise PublishRefused(f"The image {name} is not in the register. {way_out}")
    for key in ("licence", "credit"):
        if not getattr(known, key).strip():
            raise PublishRefused(f"The image {name} has no {key} in the register. {way_out}")
    _refuse_source(name, known.source, sources)
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PublishRefused(f"The image {name} lies outside the desk. Put it into the desk.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PublishRefused(
            f"The image {name} cannot be read: {error.strerror}. Put it there, or correct the "
            f"name in the update and in {REGISTER}."
        ) from error
    return Picture(name, data, known.licence, known.credit)


def _refuse_source(name: str, where: str, sources: Mapping[str, Source]) -> None:
    """Refuse an image of a source whose media are never shown, or that is withheld."""
    source = find_source(where, sources)
    if source is None:
        return
    if source.links == "withhold":
        raise PublishRefused(
            f"The image {name} comes from a source that is withheld, and would tell of it. "
            "Show one from another source."
        )
    if source.media == "never":
        raise PublishRefused(
            f'The image {name} comes from {source.key}, whose policy is `media = "never"`. '
            "Show one from another source."
        )
