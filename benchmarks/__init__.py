"""How fast and how lean the program is, beside libraries that do a part of its work."""
