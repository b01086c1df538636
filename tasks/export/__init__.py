"""Export: published tables for programs that do not read Parquet. Nothing that stands in a cell is left out unsaid."""
