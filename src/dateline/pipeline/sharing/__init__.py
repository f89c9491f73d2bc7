"""Events and datasets to others' formats, and from them."""
