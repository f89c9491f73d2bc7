"""The nouns of the desk: frozen dataclasses over the standard library, one thing a file."""
