"""What the pipeline says: tables, records, enumerations and reference data."""
