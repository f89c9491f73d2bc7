"""The door to numbers in prose: reading quantities, saying them, and what is no quantity."""

from dateline.prose.numbers_read import read_quantities
from dateline.prose.numbers_rules import allowed_values_page
from dateline.prose.numbers_say import say_number
from dateline.prose.numbers_skip import (
    find_dates_and_years,
    find_names_with_numbers,
    find_not_quantities,
)

__all__ = [
    "allowed_values_page",
    "find_dates_and_years",
    "find_names_with_numbers",
    "find_not_quantities",
    "read_quantities",
    "say_number",
]
