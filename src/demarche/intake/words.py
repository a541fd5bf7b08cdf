"""Words, counted as far as it takes to know that a text is long enough."""

import re

_WORD = re.compile(r"[^\W\d_]\w*")


def word_count(text: str, enough: int) -> int:
    """The number of words in `text` (letters first, so no bare numbers), counted up to `enough`."""
    count = 0
    for _ in _WORD.finditer(text):
        count += 1
        if count >= enough:
            break
    return count
