"""From readings of many reports to one record: copies, incidents, disputes, accords, demarches, framing."""
