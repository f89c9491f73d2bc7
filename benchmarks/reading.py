"""Reading: documents a second and memory, beside trafilatura on the same words in the same run.

usage: python -m benchmarks.reading [--documents 10000]

Seconds are the processor's, so that other work on the machine counts little.
"""

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from hashlib import sha256

from dateline.model.capture import Capture
from dateline.read import read_capture

_SENTENCES = (
    "Fighters on motorbikes attacked a convoy near Douentza on 4 March, officials said.[{0}] ",
    "The army sent {1} soldiers and two helicopters, and the road to Gao stayed closed for a day. ",
    "A local radio reported that {1} drivers were killed, a figure that the ministry disputed. ",
    "Analysts expect the group to return before the rains, as it did in previous years.[{2}] ",
)
_QUOTING = (
    "“Fighters on motorbikes attacked the convoy near Douentza,” Col. Moussa Diarra said.[{0}] ",
    "“We sent {1} soldiers and two helicopters,” he added, “and the road to Gao stays closed.” ",
    "According to Gov. Ali Maiga, “{1} drivers were killed beside the river in one night.” ",
    "Residents told a local radio that “nobody came to help until the morning.”[{2}] ",
)
_BATCH = 60
_LETTERS = 10_000
_TIMES = 5


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--documents", type=int, default=10_000)
    report(parser.parse_args().documents)
    return 0


def report(documents: int) -> None:
    """Print speed and memory.

    Args:
        documents: how many are read one after the other to see whether memory grows.
    """
    texts = [_document(number) for number in range(_BATCH)]
    pages = [_page(text) for text in texts]
    quoting = [_page(_document(number, _QUOTING)) for number in range(_BATCH)]
    plain = _rate(lambda place: _read(texts[place], "a.txt"))
    rich = _rate(lambda place: _read(pages[place], "a.html"))
    spoken = _rate(lambda place: _read(quoting[place], "a.html"))
    theirs = _rate(lambda place: _extract(pages[place]))
    _row("text documents of 10 kB a second", plain)
    _row("HTML pages of 10 kB a second", rich)
    _row("HTML pages with a quotation in every sentence", spoken)
    _row("trafilatura alone, the same pages a second", theirs)
    _row("text, times trafilatura's speed", plain / theirs)
    _row("HTML, times trafilatura's speed", rich / theirs)
    for number, peak in _memory(texts, pages, documents):
        _row(f"peak memory after {number} documents, MB", peak)
    pages_read, seconds = _book()
    _row(f"a PDF of {pages_read} pages, seconds", seconds)


def _document(number: int, sentences: tuple[str, ...] = _SENTENCES) -> str:
    """An invented update of 10 kB with a dozen notes."""
    lines = [f"Lake Basin Update {number}", "By Awa Diallo", "March 8, 2024", "Niger"]
    marker = 0
    while sum(map(len, lines)) < _LETTERS - 700:
        words = "".join(sentences).format(marker % 12 + 1, number % 40 + 2, (marker + 1) % 12 + 1)
        lines.append(words.strip())
        marker += 2
    lines.append("Notes:")
    lines += [f"[{note}] https://www.example.org/{number}/{note}?id=4" for note in range(1, 13)]
    return "\n\n".join(lines)


def _page(text: str) -> str:
    title, *paragraphs = text.split("\n\n")
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a>"
        f"</nav><article><h1>{title}</h1>{body}</article><footer>All rights</footer></body></html>"
    )


def _read(text: str, name: str) -> None:
    payload = text.encode()
    read_capture(payload, Capture(sha256(payload).hexdigest(), name, "", "", len(payload)))


def _extract(page: str) -> None:
    import trafilatura

    trafilatura.extract(page, include_tables=True, include_comments=False)


def _rate(work: Callable[[int], None]) -> float:
    """Calls a second of the processor: the median of some batches, after one call to warm up."""
    work(0)
    rates = []
    for _ in range(_TIMES):
        start = time.process_time()
        for place in range(_BATCH):
            work(place)
        rates.append(_BATCH / (time.process_time() - start))
    return statistics.median(rates)


def _book() -> tuple[int, float]:
    """Pages of a long PDF with a footnote in every paragraph, and the seconds of its reading."""
    import pypdfium2
    import typst

    words = "".join(_SENTENCES[1:3]).format(0, 12) * 5
    part = "\n\n".join(
        f"{words}#footnote[https://www.example.org/{note}] {words}" for note in range(720)
    )
    payload = bytes(typst.compile(f"#set page(header: [River Review])\n{part}".encode()))
    capture = Capture(sha256(payload).hexdigest(), "a.pdf", "", "", len(payload))
    start = time.process_time()
    read_capture(payload, capture)
    return len(pypdfium2.PdfDocument(payload)), time.process_time() - start


def _memory(texts: list[str], pages: list[str], wanted: int) -> list[tuple[int, float]]:
    """Peak memory after a tenth of the documents, a half, and all."""
    marks = {max(1, wanted // 10), wanted // 2, wanted}
    peaks = []
    for number in range(1, wanted + 1):
        place = number % _BATCH
        if number % 2:
            _read(texts[place].replace("Awa", f"Awa {number}"), "a.txt")
        else:
            _read(pages[place].replace("Awa", f"Awa {number}"), "a.html")
        if number in marks:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            peaks.append((number, peak))
    return peaks


def _row(name: str, value: float) -> None:
    print(f"{name:<55} {value:10.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
