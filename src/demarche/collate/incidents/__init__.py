"""Events of many reports into happenings: compared, linked, grouped, told as one record."""
