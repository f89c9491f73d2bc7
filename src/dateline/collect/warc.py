"""The archive: each capture in a WARC 1.1 file of its own, named by the SHA-256 of its bytes.

The name is the index, so there is none to lose or to rebuild; a file appears whole or not at
all, so a crash leaves no half record. See docs/decisions/one-warc-per-capture.md.
"""

import errno
import gzip
import hashlib
import io
import json
import os
import re
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from dateline.collect.seal import make_key, read_key, seal, unseal
from dateline.errors import DeskError
from dateline.model.capture import Capture
from dateline.model.problem import Problem
from dateline.model.record import to_record

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOST_KEY = "Put the key back from its copy; without it nobody can read the capture again."
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Archive:
    """Captures as WARC files below one folder.

    Every file holds a `warcinfo` record, a `resource` record with the bytes as they came and
    their WARC-Payload-Digest, and a `metadata` record with the capture as JSON. A sealed capture
    is such a file encrypted with the desk's key.

    Args:
        folder: where the files lie.
        key_file: the file of the desk's key, which opens what is sealed.
    """

    def __init__(self, folder: Path, key_file: Path | None = None) -> None:
        self.folder = Path(folder)
        self.key_file = key_file

    def store(self, capture: Capture, payload: bytes) -> None:
        """Keep a capture's bytes; bytes that are kept already are left as they are.

        Raises:
            DeskError: the folder cannot be written or the disk is full.
            ValueError: the bytes are not the capture's.
        """
        if hashlib.sha256(payload).hexdigest() != capture.sha256:
            raise ValueError(f"the bytes given are not those of capture {capture.sha256[:12]}")
        target = self._file(capture.sha256)
        if self.has(capture.sha256):
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, _build_warc(capture, payload))
        except OSError as fault:
            raise _explain(self.folder, fault) from fault

    def payload(self, sha256: str) -> bytes:
        """The bytes of a capture, checked against its digest.

        Raises:
            DeskError: the archive lacks them, or they are damaged.
        """
        target = self._file(sha256)
        try:
            found = _read_payload(self._open(sha256))
        except FileNotFoundError:
            raise DeskError(
                f"The archive has no capture {sha256[:12]}; put {target.name} back under "
                f"{self.folder}, or add the source again."
            ) from None
        except OSError as fault:
            raise _explain(self.folder, fault) from fault
        if found is None or hashlib.sha256(found).hexdigest() != sha256:
            raise DeskError(
                f"The archived capture {sha256[:12]} is damaged; put a good copy of {target.name} "
                f"in its place under {self.folder}."
            )
        return found

    def has(self, sha256: str) -> bool:
        """Whether the archive holds these bytes."""
        return self._file(sha256).exists() or self.is_sealed(sha256)

    def is_sealed(self, sha256: str) -> bool:
        """Whether these bytes are held sealed."""
        return self._sealed(sha256).exists()

    def seal(self, sha256: str) -> bool:
        """Seal a capture with the desk's key, which is made where there is none.

        Returns:
            Whether anything changed; a sealed capture stays as it is.

        Raises:
            DeskError: the key or the archive cannot be written.
        """
        if self.key_file is None or not self._file(sha256).exists():
            return False
        key = make_key(self.key_file)
        try:
            if not self.is_sealed(sha256):
                content = self._file(sha256).read_bytes()
                _write_whole(self._sealed(sha256), seal(key, sha256, content))
            _overwrite(self._file(sha256))
        except OSError as fault:
            raise _explain(self.folder, fault) from fault
        return True

    def remove(self, sha256: str) -> bool:
        """Take a capture out, for protection; return whether it was there."""
        held = [path for path in (self._file(sha256), self._sealed(sha256)) if path.exists()]
        try:
            for path in held:
                _overwrite(path)
        except OSError as fault:
            raise _explain(self.folder, fault) from fault
        return bool(held)

    def digests(self) -> list[str]:
        """SHA-256 of everything the archive holds, sorted."""
        names = {path.name.partition(".")[0] for path in self.folder.glob("??/*.warc.gz*")}
        return sorted(name for name in names if _DIGEST.fullmatch(name))

    def captures(self) -> Iterator[Capture]:
        """What the archive alone knows of its captures: enough to rebuild the ledger's list."""
        for digest in self.digests():
            record = _read_records(self._open(digest)).get("metadata")
            if record is not None:
                yield Capture(**json.loads(record))

    def verify(self) -> Iterator[Problem]:
        """Read every file again and name those whose bytes are not what their name says."""
        for digest in self.digests():
            name = (self._sealed if self.is_sealed(digest) else self._file)(digest).name
            try:
                found = _read_payload(self._open(digest))
            except OSError as fault:
                yield _damaged(name, f"could not be read ({fault.strerror})")
                continue
            except DeskError as fault:
                yield Problem("sealed-capture", name, str(fault), _LOST_KEY, "error")
                continue
            if found is None or hashlib.sha256(found).hexdigest() != digest:
                yield _damaged(name, "does not hold the bytes of its name")

    def _open(self, sha256: str) -> BinaryIO:
        """The WARC of a capture, unsealed where it is sealed."""
        if not self.is_sealed(sha256):
            return self._file(sha256).open("rb")
        sealed = self._sealed(sha256).read_bytes()
        key = read_key(self.key_file) if self.key_file else None
        if key is None:
            raise DeskError(
                f"The capture {sha256[:12]} is sealed, and the desk's key is not at "
                f"{self.key_file}."
            )
        content = unseal(key, sha256, sealed)
        if content is None:
            raise DeskError(
                f"The capture {sha256[:12]} is sealed with another key than {self.key_file}, or "
                "was changed."
            )
        return io.BytesIO(content)

    def _file(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no SHA-256 in hexadecimal")
        return self.folder / sha256[:2] / f"{sha256}.warc.gz"

    def _sealed(self, sha256: str) -> Path:
        return self._file(sha256).with_name(f"{sha256}.warc.gz.sealed")


def _build_warc(capture: Capture, payload: bytes) -> bytes:
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    written = _warc_date(capture.captured_at)
    about = {"software": "Dateline", "format": "WARC File Format 1.1"}
    address = capture.address
    if not _SCHEME.match(address):
        address = f"file:///{quote(address)}"
    kept = _record_id(capture.sha256, "resource")

    def add(kind: str, content: bytes, media_type: str, headers: dict[str, str]) -> None:
        headers = {
            "WARC-Date": written,
            "WARC-Record-ID": _record_id(capture.sha256, kind),
            **headers,
        }
        record = writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(content),
            length=len(content),
            warc_content_type=media_type,
            warc_headers_dict=headers,
        )
        if kind == "warcinfo":  # it is about the file, and the standard gives it no target
            record.rec_headers.remove_header("WARC-Target-URI")
        writer.write_record(record)

    info = "".join(f"{key}: {value}\r\n" for key, value in about.items())
    name = {"WARC-Filename": f"{capture.sha256}.warc.gz"}
    add("warcinfo", info.encode(), "application/warc-fields", name)
    digest = {"WARC-Payload-Digest": f"sha256:{capture.sha256}"}
    add("resource", payload, capture.media_type, digest)
    facts = json.dumps(to_record(capture), ensure_ascii=False, sort_keys=True)
    add("metadata", facts.encode(), "application/json", {"WARC-Concurrent-To": kept})
    return file.getvalue()


def _record_id(sha256: str, kind: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'sha256:{sha256}#{kind}')}>"


def _warc_date(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_whole(target: Path, content: bytes) -> None:
    """Write a file that other processes see whole or not at all, also after a power cut."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _overwrite(path: Path) -> None:
    """Take a file out of its place, overwrite its bytes where the disk allows that, remove it."""
    path = path.rename(path.with_name(f".partial-{path.name}"))
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _read_payload(file: BinaryIO) -> bytes | None:
    return _read_records(file).get("resource")


def _read_records(opened: BinaryIO) -> dict[str, bytes]:
    """The content of each record by its type; what is damaged is left out."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records: dict[str, bytes] = {}
    with opened as file:
        try:
            for record in ArchiveIterator(file, check_digests=False):
                records[record.rec_type] = _read_content(record)
        except (ArchiveLoadFailed, zlib.error, gzip.BadGzipFile, EOFError, ValueError):
            return records
    return records


def _read_content(record: Any) -> bytes:  # noqa: ANN401 - warcio has no types
    content: bytes = record.raw_stream.read()
    return content


def _damaged(name: str, what: str) -> Problem:
    return Problem(
        kind="damaged-capture",
        where=name,
        what=f"The archived file {what}.",
        advice="Put a good copy in its place, or add the source again.",
        severity="error",
    )


def _explain(folder: Path, fault: OSError) -> DeskError:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return DeskError(
            f"The disk is full, so nothing was kept in {folder}. "
            "Free some space and run the command again."
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return DeskError(
            f"The archive {folder} cannot be written: it is read-only. "
            "Make the folder writable, or copy the desk."
        )
    return DeskError(f"The archive {folder} could not be used ({fault.strerror or fault}).")
