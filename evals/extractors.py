"""The built-in extractors by the names that a desk's settings give them."""

from typing import Final

from dateline.extract.mentions import extract_mentions as by_rules
from dateline.extract.tagger import extract_mentions as by_tagger
from dateline.plugins import Extractor

EXTRACTORS: Final[dict[str, Extractor]] = {"rules": by_rules, "tagger": by_tagger}
# The rules' figures are named as they were when they were the default, so that their floors stand.
FIGURES_OF: Final[dict[str, str]] = {"rules": "", "tagger": "joined."}
