import hashlib
from typing import Any

import pytest
import yaml

from dateline.collect.post import take_post, take_screenshot
from dateline.errors import CommandError

PNG = b"\x89PNG\r\n\x1a\n picture"
NOW = "2023-12-13T10:00:00+00:00"
POST: dict[str, Any] = {
    "address": "https://social.example/@sahel_watch/991",
    "handle": "@sahel_watch",
    "published": "2023-12-01T18:40+00:00",
    "text": "Convoy attacked near Bapho: two trucks burned. # not a heading\n",
    "screenshot": None,
    "now": NOW,
}


def test_a_post_becomes_a_source_note_marked_as_pasted() -> None:
    capture, payload = take_post(**{**POST, "screenshot": PNG, "language": "en"})
    empty, head, body = payload.decode().split("---\n", 2)
    front = yaml.safe_load(head)
    assert empty == ""
    assert body == "Convoy attacked near Bapho: two trucks burned. # not a heading\n"
    assert front.pop("key").startswith("sahel-watch-20231201-")
    assert front == {
        "source": "sahel_watch",
        "url": "https://social.example/@sahel_watch/991",
        "published": "2023-12-01T18:40:00+00:00",
        "language": "en",
        "title": "Post by @sahel_watch, 2023-12-01 18:40 +0000",
        "handle": "@sahel_watch",
        "how": "as pasted",
        "screenshot": f"sha256:{hashlib.sha256(PNG).hexdigest()}",
    }
    assert (capture.how, capture.media_type) == ("as pasted", "text/markdown")
    assert capture.address == "https://social.example/@sahel_watch/991"
    assert capture.sha256 == hashlib.sha256(payload).hexdigest()


def test_the_same_post_again_is_the_same_capture() -> None:
    first, _ = take_post(**POST)
    again, _ = take_post(**{**POST, "now": "2023-12-14T10:00:00+00:00"})
    assert first.sha256 == again.sha256


def test_two_posts_of_one_hand_and_minute_have_two_keys() -> None:
    notes = [take_post(**{**POST, "text": text})[1] for text in ("one", "two")]
    keys = {yaml.safe_load(note.decode().split("---\n")[1])["key"] for note in notes}
    assert len(keys) == 2


def test_words_in_any_script_stay_as_they_are() -> None:
    _, payload = take_post(**{**POST, "handle": "@مراسل", "text": "هجوم: قرب «سيفاري»"})
    assert "هجوم: قرب «سيفاري»" in payload.decode()
    assert "handle: '@مراسل'" in payload.decode()


def test_front_matter_hidden_in_a_handle_stays_a_value() -> None:
    _, payload = take_post(**{**POST, "handle": "x\n---\nkey: forged"})
    head = payload.decode().split("\n---\n")[0].removeprefix("---\n")
    front = yaml.safe_load(head)
    assert front["handle"] == "x --- key: forged"
    assert front["key"].startswith("x-key-forged-20231201-")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(CommandError, match="has no zone"):
        take_post(**{**POST, "published": "2023-12-01T18:40"})


@pytest.mark.parametrize(
    ("part", "value"), [("text", "  \n"), ("handle", " "), ("published", "1 December")]
)
def test_a_post_lacking_a_part_is_refused(part: str, value: str) -> None:
    with pytest.raises(CommandError):
        take_post(**{**POST, part: value})


def test_the_screenshot_is_a_capture_of_its_own() -> None:
    capture, payload = take_screenshot(PNG, address=POST["address"], now=NOW)
    assert payload == PNG
    assert (capture.media_type, capture.how) == ("image/png", "as pasted")


def test_a_screenshot_that_is_no_image_is_refused() -> None:
    with pytest.raises(CommandError, match="no PNG"):
        take_screenshot(b"%PDF-1.7", address=POST["address"], now=NOW)
