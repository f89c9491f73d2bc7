"""One reading under watch: what it raised, how long it took, what it added to the memory."""

import resource
import time
from dataclasses import dataclass
from hashlib import sha256

from dateline.model.capture import Capture
from dateline.read import ReadSettings, read_capture

MOST_SECONDS = 2.0
MOST_MEGABYTES = 500
_WITHOUT_SCANS = ReadSettings(max_scanned_pages=0)  # tesseract's time is not the readers'


@dataclass(frozen=True, slots=True)
class Trial:
    """What one reading took: seconds of the processor, and MB added to the process's peak."""

    seconds: float
    megabytes: float


def try_reading(name: str, payload: bytes) -> Trial:
    """Read bytes under a name and check what every reading must keep.

    Raises:
        AssertionError: a promise of the reading was broken.
        Exception: whatever a reader lets through; none should.
    """
    capture = Capture(sha256(payload).hexdigest(), name, "", "", len(payload))
    before = _peak()
    start = time.process_time()
    reading = read_capture(payload, capture, settings=_WITHOUT_SCANS)
    seconds = time.process_time() - start
    assert reading.documents or reading.problems, "neither a document nor a problem"
    for problem in reading.problems:
        assert problem.what.endswith((".", ")")), problem
        assert problem.advice.endswith("."), problem
    for document in reading.documents:
        for block in document.blocks:
            assert document.text[block.start : block.end] == block.text, "a block out of place"
    added = _peak() - before
    assert seconds < MOST_SECONDS, f"{seconds:.1f} seconds"
    assert added < MOST_MEGABYTES, f"{added:.0f} MB"
    return Trial(seconds, added)


def _peak() -> float:
    """The most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
