"""Indexes of pages: feeds, sitemaps, listings and lists of addresses."""

from tasks.fetch.indexes.reading import read_index
from tasks.fetch.indexes.result import IndexReading
from tasks.fetch.indexes.starts import starts

__all__ = ["IndexReading", "read_index", "starts"]
