"""The reader: a Report in, a Reading out. It knows nothing of other reports or of storage."""
