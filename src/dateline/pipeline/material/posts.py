"""A post that cannot be fetched, taken in one step: address, handle, time, text, screenshot."""

from dataclasses import dataclass
from pathlib import Path

from dateline.errors import CommandError
from dateline.pipeline.keeping.opening import OpenDesk, read_clock
from dateline.pipeline.material.ingest import AUTHOR, Intake, take_in


@dataclass(frozen=True, slots=True)
class PastedPost:
    """What a person saw of a post.

    Attributes:
        address: where it was seen.
        handle: its author's name there.
        published: ISO 8601 time with zone.
        text: the words, as pasted.
        screenshot: a picture of it, where one was taken.
    """

    address: str
    handle: str
    published: str
    text: str
    screenshot: Path | None = None


def add_post(opened: OpenDesk, post: PastedPost) -> Intake:
    """Capture a post as pasted and take it through the line.

    Raises:
        CommandError: a part is missing, the time has no zone, or the screenshot cannot be read.
    """
    from dateline.collect.post import take_post, take_screenshot

    for name in ("address", "handle", "published", "text"):
        if not getattr(post, name).strip():
            raise CommandError(f"A post needs its {name}: give --{name} with --post.")
    try:
        picture = post.screenshot.read_bytes() if post.screenshot else None
    except OSError as error:
        raise CommandError(
            f"The screenshot {post.screenshot} could not be read: {error.strerror}."
        ) from error
    now = read_clock()
    taken = take_post(
        address=post.address,
        handle=post.handle,
        published=post.published,
        text=post.text,
        screenshot=picture,
        now=now,
    )
    if picture is not None:
        capture, payload = take_screenshot(picture, address=post.address, now=now)
        opened.archive.store(capture, payload)
        opened.ledger.append_document((), {}, (), capture, at=now, author=AUTHOR)
    return take_in(opened, [taken])
