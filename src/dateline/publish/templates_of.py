"""The templates of outputs: the desk's own where it has them, else the shipped ones."""

from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=8)
def make_templates(own: str = "") -> Any:  # noqa: ANN401 - jinja2's environment
    """The room's templates; what a page is given is escaped.

    A desk's template can print what it is given and nothing else: it runs in Jinja's sandbox.

    Args:
        own: the desk's folder of templates, whose files stand over the shipped ones.
    """
    from jinja2 import (
        ChoiceLoader,
        FileSystemLoader,
        PackageLoader,
        StrictUndefined,
        select_autoescape,
    )
    from jinja2.sandbox import SandboxedEnvironment

    shipped = PackageLoader("dateline.publish")
    return SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(own), shipped]) if own else shipped,
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def find_template(shipped: Path, own: str) -> Path:
    """The desk's file of a template's name, or the shipped one."""
    path = Path(own) / shipped.name
    return path if own and path.is_file() else shipped
