"""The query language: parse, resolve names, print."""
