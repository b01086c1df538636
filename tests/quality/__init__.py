"""How well the program reads: see README.md."""
