"""The packed gazetteer and basemap shipped with Dateline, their loader and builder."""

from dateline.atlas.fold import fold_name, is_arabic
from dateline.atlas.gazetteer import Gazetteer, open_gazetteer

__all__ = ["Gazetteer", "fold_name", "is_arabic", "open_gazetteer"]
