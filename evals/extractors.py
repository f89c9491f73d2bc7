"""The built-in extractors by the names that a desk's settings give them."""

from typing import Final

from dateline.extract.mentions import extract_mentions as by_rules
from dateline.extract.tagger import extract_mentions as by_tagger
from dateline.plugins import Extractor

EXTRACTORS: Final[dict[str, Extractor]] = {"rules": by_rules, "tagger": by_tagger}
