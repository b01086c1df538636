"""Check: the published figures against the world and against each other. It reports and never edits."""
