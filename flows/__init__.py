"""Flows: when the stages run, and the command line."""

__version__ = "0.1.0"
