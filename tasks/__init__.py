"""Tasks: how each stage does its work, as plain functions over a shard."""
