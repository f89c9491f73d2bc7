"""From sources to events: fetch, read, find mentions, link."""
