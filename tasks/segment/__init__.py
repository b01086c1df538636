"""Segment: sentences with their offsets, and the borders of words."""
