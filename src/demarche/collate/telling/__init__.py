"""What one report tells, as collation sees it: its events, their setting, its voices, its lead."""
