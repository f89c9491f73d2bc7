"""The evidence for one pair as a waterfall: each comparison's bits, from the prior to the sum."""

from collections.abc import Sequence
from typing import Any

from dateline.publish.figures.style import ACCENT, FAINT, INK, SOFT, WIDTH, draw_in_style

_FOR, _SUM = "#1f4a45", "#55575b"
_ROW = 0.27  # inches
_LONGEST = 58  # letters of a finding that the figure shows


def draw_waterfall(
    title: str, steps: Sequence[tuple[str, str, float]], *, needed: float, verdict: str
) -> tuple[str, bytes]:
    """Draw bits step by step.

    Args:
        title: says which two mentions.
        steps: name, finding in words and bits of each, the prior first.
        needed: bits that joining needs.
        verdict: what the sum says.

    Returns:
        SVG text and PNG bytes.
    """
    svg, png, _, _ = draw_in_style(lambda: _draw(title, steps, needed, verdict))
    return svg, png


def _draw(title: str, steps: Sequence[tuple[str, str, float]], needed: float, verdict: str) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    height = 1.0 + _ROW * (len(steps) + 1)
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.5, 0.52 / height, 0.47, 1 - 0.86 / height))
    running = 0.0
    edges = [0.0, needed]
    for row, (name, words, bits) in enumerate(steps):
        axes.barh(row, bits, left=running, height=0.62, color=_FOR if bits >= 0 else ACCENT)
        end = running + bits
        axes.plot((end, end), (row + 0.31, row + 0.69), color=FAINT, linewidth=0.6)
        _label(axes, row, name, words)
        _number(axes, row, max(running, end), f"{bits:+.1f}")
        running = end
        edges.append(end)
    last = len(steps)
    axes.barh(last, running, height=0.62, color=_SUM)
    _label(axes, last, "in all", verdict)
    _number(axes, last, max(running, 0.0), f"{running:+.1f}")
    axes.axvline(needed, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.axvline(0, color=FAINT, linewidth=0.5)
    axes.set_xlim(min(edges) - 0.8, max(edges) + 2.2)
    axes.set_ylim(last + 0.6, -0.6)
    axes.set_yticks([])
    axes.set_xlabel(f"bits of evidence, added up; the dashed line is what joining needs ({needed})")
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    figure.text(0.006, 1 - 0.2 / height, title, fontsize=8.5, weight="bold")
    return figure


def _label(axes: Any, row: int, name: str, words: str) -> None:  # noqa: ANN401 - matplotlib
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    space = axes.get_yaxis_transform()
    axes.text(-1.05, row, name, transform=space, va="center", color=INK)
    axes.text(-0.8, row, shown, transform=space, va="center", color=SOFT, fontsize=6.2)


def _number(axes: Any, row: int, at: float, text: str) -> None:  # noqa: ANN401 - matplotlib
    axes.annotate(text, (at, row), (3, 0), textcoords="offset points", va="center", color=SOFT)
