"""Posts that cannot be fetched: pasted text becomes a source note that says so."""

import hashlib
import re
import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

from dateline.collect.inbox import describe_capture
from dateline.errors import CommandError
from dateline.model.capture import Capture

HOW = "as pasted"
_IMAGE_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def take_post(  # noqa: PLR0913 - keyword-only: what a person knows of a post
    *,
    address: str,
    handle: str,
    published: str,
    text: str,
    screenshot: bytes | None,
    now: str,
    language: str | None = None,
) -> tuple[Capture, bytes]:
    """Make a source note of a post that a person pasted.

    Args:
        address: where the post stands or stood.
        handle: who posted it, as the platform writes it; it becomes the source's key.
        published: when it was posted, ISO 8601 with zone.
        text: the post's words.
        screenshot: an image of it, which `take_screenshot` makes a capture of; the note
            names it by its SHA-256.
        now: when it was pasted, ISO 8601 with zone.
        language: ISO 639-1 code where the person knows it.

    Returns:
        The note's capture, `how` being "as pasted", and its bytes: Markdown with front matter.

    Raises:
        CommandError: the text is empty, or the time has no zone.
    """
    if not text.strip():
        raise CommandError(
            "The post has no text; paste its words with --text or on standard input."
        )
    handle, address = " ".join(handle.split()), address.strip()
    if not handle:
        raise CommandError("The post has no author; give the handle with --handle.")
    moment = _read_time(published)
    key = _make_key(handle, moment, address, text)
    front = {
        "key": key,
        "source": handle.lstrip("@"),
        "url": address,
        "published": moment.isoformat(),
        "language": language,
        "title": f"Post by {handle}, {moment:%Y-%m-%d %H:%M %z}",
        "handle": handle,
        "how": HOW,
        "screenshot": screenshot and f"sha256:{hashlib.sha256(screenshot).hexdigest()}",
    }
    payload = _write_note({name: value for name, value in front.items() if value}, text)
    return describe_capture(payload, address=address, media_type="text/markdown", now=now, how=HOW)


def take_screenshot(screenshot: bytes, *, address: str, now: str) -> tuple[Capture, bytes]:
    """Make the second capture of a post, its screenshot.

    Raises:
        CommandError: the bytes are no PNG, JPEG, GIF or WebP image.
    """
    for start, media_type in _IMAGE_STARTS:
        if screenshot.startswith(start):
            return describe_capture(
                screenshot, address=address, media_type=media_type, now=now, how=HOW
            )
    raise CommandError(
        "The screenshot is no PNG, JPEG, GIF or WebP image; export it as one of these."
    )


def _read_time(published: str) -> datetime:
    try:
        moment = datetime.fromisoformat(published.strip())
    except ValueError:
        raise CommandError(
            f"{published!r} is no time; write it as 2023-12-01T18:40+00:00."
        ) from None
    if moment.tzinfo is None:
        raise CommandError(
            f"The time {published!r} has no zone, and a post's day can hang on it; "
            "write it as 2023-12-01T18:40+00:00."
        )
    return moment


def _make_key(handle: str, moment: datetime, address: str, text: str) -> str:
    """A key that the same post gets again, and another post by the same hand does not."""
    plain = unicodedata.normalize("NFKD", handle).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    name = name or (urlsplit(address).hostname or "post").replace(".", "-")
    digest = hashlib.sha256(f"{address}\n{text.strip()}".encode("utf-8", "replace")).hexdigest()
    return f"{name}-{moment:%Y%m%d}-{digest[:8]}"


def _write_note(front: dict[str, str], text: str) -> bytes:
    import yaml

    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n{text.strip()}\n".encode("utf-8", "replace")
