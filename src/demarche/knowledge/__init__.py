"""Who and where names are: countries, parties, places, dates and counts, as data files with look-up.

It knows nothing of reading.
"""
