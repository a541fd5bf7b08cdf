"""Which reports are copies or versions of one another, and so one voice."""
