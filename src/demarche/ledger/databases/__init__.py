"""Where a ledger is kept: what SQLite and PostgreSQL each do in a way of their own stands in this room."""
