"""What leaves a desk: no plain digest of a post or a capture, by any way out."""

import hashlib
import re
import zipfile
from email import message_from_bytes
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2
import pytest

from dateline.errors import PublishRefused
from dateline.pipeline.editions.freeze import freeze_update
from dateline.pipeline.editions.sign import sign_update
from dateline.pipeline.editions.site import build_desk_site
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.material.ingest import add_sources
from dateline.pipeline.material.posts import PastedPost, add_post
from dateline.pipeline.protection.keyed import KeyedNames, refuse_digests
from dateline.pipeline.sharing.exchange import FORMATS as EXPORTS
from dateline.pipeline.sharing.exchange import export_events

POST = "JNIM fighters attacked Ténenkou on 8 March 2024, killing two civilians."
PAGE = """\
---
published: 2024-03-08
source: radio.example
language: en
---

JNIM fighters attacked Youwarou on 7 March 2024. Four civilians were killed.
"""
UPDATE = """\
---
title: "A week on the plateau"
cutoff: 2024-03-10T12:00
published: 2024-03-11
---

JNIM carried out [{count}]{{count="attack by:jnim in:plateau during:2024-03"}} there.[@{post};
@{page}]

::: {{.map query="attack by:jnim in:plateau during:2024-03" colour=against}}
Attacks on the plateau
:::
"""


def fill(desk: Path, tmp_path: Path) -> tuple[str, str]:
    """Add a pasted post and a page without a key; give their documents' ids."""
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    with open_desk(desk) as opened:
        known = set(opened.ledger.document_origins())
        add_post(
            opened,
            PastedPost("https://social.example/1", "@delta", "2024-03-09T08:00+00:00", POST),
        )
        (post,) = set(opened.ledger.document_origins()) - known
        add_sources(opened, [str(page)])
        (other,) = set(opened.ledger.document_origins()) - known - {post}
    return post, other


def read_all(path: Path) -> str:
    """All that can be read in a file, unpacked."""
    payload = path.read_bytes()
    text = payload.decode("utf-8", "replace")
    if payload.startswith(b"PAR1"):
        table = pq.read_table(path)
        text = str(table.to_pylist()) + str(table.schema.metadata)
    elif payload.startswith(b"%PDF"):
        text = " ".join(
            page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(payload)
        )
    elif payload.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(payload)) as held:
            text = " ".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())
    elif path.suffix == ".eml":
        parts = [
            part.get_payload(decode=True) or b"" for part in message_from_bytes(payload).walk()
        ]
        text = b" ".join(bytes(part) for part in parts).decode("utf-8", "replace")
    return text.casefold()


def digests_of(opened: OpenDesk, post: str) -> set[str]:
    """The beginning of every plain digest that somebody with a post or a capture could make."""
    found = {capture.sha256[:8] for capture in opened.ledger.captures()}
    found |= {hashlib.sha256(text.encode()).hexdigest()[:8] for text in (POST, PAGE, PAGE.strip())}
    return found | {post.rpartition("-")[2]}


def test_no_way_out_carries_a_plain_digest(desk: Path, tmp_path: Path) -> None:
    post, page = fill(desk, tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    with open_desk(desk) as opened:
        update = desk / "updates" / "2024-03-10.md"
        update.parent.mkdir(exist_ok=True)
        update.write_text(UPDATE.format(count="five", post=post, page=page), encoding="utf-8")
        for role, name in (("author", "Awa"), ("editor", "Ben")):
            sign_update(opened, update, role=role, by=name)
        edition, _ = freeze_update(opened, update)
        site = build_desk_site(opened)
        for form in EXPORTS:
            export_events(opened, form, "", out / f"events.{form}")
        digests = digests_of(opened, post)
    frozen = desk / "editions" / edition.id / "out"
    ways = [*out.iterdir(), *frozen.rglob("*"), *site.folder.rglob("*")]
    ways = [path for path in ways if path.is_file() and path.suffix not in {".png", ".woff2"}]
    assert {path.suffix for path in ways} >= {
        ".acled", ".geojson", ".hxl", ".parquet", ".stix", ".html", ".pdf", ".docx", ".eml", ".csv",
    }  # fmt: skip
    told = {path: read_all(path) for path in ways}
    assert any("tenenkou" in text or "ténenkou" in text for text in told.values())
    for path, text in told.items():
        assert [one for one in digests if one in text] == [], path


def test_a_document_leaves_under_one_name_that_only_the_desk_can_make(
    desk: Path, tmp_path: Path
) -> None:
    post, page = fill(desk, tmp_path)
    with open_desk(desk) as opened:
        names = KeyedNames(opened)
        assert re.fullmatch("doc-[0-9a-f]{16}", names.name(post))
        assert names.name(post) == KeyedNames(opened).name(post)
        assert names.name(post) != names.name(page)
        assert names.name("market") == "market"
        ours = names.name(post)
    (desk / "desk.key").unlink()
    with open_desk(desk) as opened:
        assert KeyedNames(opened).name(post) != ours


def test_a_digest_in_what_leaves_is_refused() -> None:
    capture = "ab12cd34" * 8
    refuse_digests("state 1234567890ab, see page", [capture], "export")
    for text in (f"see {capture}", f"see {capture[:12]}.", "see post-20240301-ab12cd34-2"):
        with pytest.raises(PublishRefused, match="digest"):
            refuse_digests(text, [capture], "export")
