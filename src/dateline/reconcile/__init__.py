"""Mentions of one event found and linked; rival accounts resolved."""
