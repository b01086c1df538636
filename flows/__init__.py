"""Flows: when the stages run, and the command line."""
