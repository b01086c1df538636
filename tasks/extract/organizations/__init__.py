"""Organisations: who is named where, and by which of its names."""

from tasks.extract.organizations.find import find_organizations

__all__ = ["find_organizations"]
