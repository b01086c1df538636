"""Aggregate: one row for each real-world agreement, figure and region, with its evidence."""
