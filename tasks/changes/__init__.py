"""How the tables of one snapshot differ from those of the one before, and why."""
