"""The packed gazetteer and basemap shipped with Dateline, their loader and builder."""
