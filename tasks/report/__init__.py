"""The report: one page that shows what a snapshot holds, made of nothing but its tables."""
