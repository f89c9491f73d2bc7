"""Forgetting what a desk keeps only for speed: some words must not stay anywhere."""

from dateline.desk import Desk
from dateline.pipeline.keeping.answers import forget_answers
from dateline.pipeline.keeping.drawings import forget_drawings
from dateline.pipeline.keeping.kept import forget_tables
from dateline.pipeline.keeping.vectors import forget_vectors


def forget_kept(desk: Desk) -> None:
    """Remove what can be made anew, such as events and drawings."""
    forget_tables(desk.cache)
    forget_vectors(desk.cache)
    forget_drawings(desk.cache)
    forget_answers(desk.answers)
