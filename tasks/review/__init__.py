"""Review: for each document a page that shows its text, what was read from it, and where that stands."""
