"""Hypothesis strategies that damage a sound file: cut, doubled, spliced, nested, overwritten."""

from dataclasses import dataclass

from hypothesis import strategies as st

from fuzz.corpus import corpus

_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"[1]", b"[i]", b"https://", b"....", "“".encode(),
    "\u202e".encode(), "\u200c".encode(), b"<div>", b"</p>", b"<table>", b"<!--", b"&#0;",
    b"<sup>", b"\n\n\n", b"From a Sat Mar 02 2024\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"--b\n", b"=?utf-8?b?", b"endobj", b"stream\n", b"%PDF-1.7\n", b"xref\n0 99999\n", b"/Kids[",
    b"PK\x03\x04", b"---\n", b": [", b"{{", b"9" * 400, b"(" * 300, b"<b>" * 300,
)  # fmt: skip


_FILES = corpus()


@dataclass(frozen=True, slots=True)
class Damaged:
    """A mutated file and the name it is given."""

    name: str
    payload: bytes


@st.composite
def damaged_files(draw: st.DrawFn) -> Damaged:
    """Draw a file of the corpus and damage it in up to eight places."""
    files = _FILES
    name = draw(st.sampled_from(sorted(files)))
    payload = bytearray(files[name])
    for _ in range(draw(st.integers(0, 8))):
        if not payload:
            break
        at = draw(st.integers(0, len(payload) - 1))
        length = draw(st.integers(1, 64))
        kind = draw(st.sampled_from(("cut", "flip", "token", "double", "end", "many", "splice")))
        if kind == "cut":
            del payload[at : at + length]
        elif kind == "flip":
            payload[at] = draw(st.integers(0, 255))
        elif kind == "token":
            payload[at:at] = draw(st.sampled_from(_TOKENS))
        elif kind == "double":
            payload[at:at] = payload[at : at + length]
        elif kind == "end":
            del payload[at:]
        elif kind == "many":
            payload[at:at] = draw(st.sampled_from(_TOKENS)) * draw(st.integers(2, 200))
        else:
            other = files[draw(st.sampled_from(sorted(files)))]
            payload[at : at + length] = other[at % len(other) :][:400]
    return Damaged(draw(st.sampled_from((name, "note.txt", "page.html", "x"))), bytes(payload))
