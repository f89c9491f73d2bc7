"""The static site of all editions: pages, search, feeds."""

from dateline.publish.site.build import build_site
from dateline.publish.site.matter import SiteEdition, SiteMatter

__all__ = ["SiteEdition", "SiteMatter", "build_site"]
