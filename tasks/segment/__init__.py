"""Segment: sentences and tokens, each with its offsets."""
