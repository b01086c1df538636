"""Fetch: pages from their sources, as raw bytes."""
