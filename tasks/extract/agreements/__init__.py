"""Agreements: who signed what with whom, when and where, and what only looks like it."""

from tasks.extract.agreements.find import find_agreements

__all__ = ["find_agreements"]
