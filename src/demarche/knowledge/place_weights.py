"""The weights of what speaks for a place, read from `data/places/weights.tsv`."""

from functools import cache

from demarche.knowledge.tables import table_rows


@cache
def weights() -> dict[str, float]:
    """Each weight by its name."""
    return {name: float(value) for name, value, _ in table_rows("places/weights.tsv", 3)}
