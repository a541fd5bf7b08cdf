"""How long to wait before what failed is asked for again."""

FIRST = 60.0  # seconds; doubled at each failure
LONGEST = 86_400.0


def pause(failed: int, asked: float | None = None) -> float:
    """Seconds to wait after so many failures in a row, never less than the server `asked` for."""
    return max(min(FIRST * 2.0 ** min(failed - 1, 30), LONGEST), asked or 0.0)
