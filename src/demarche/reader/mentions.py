"""Triggers: the words that name an act, and its type."""

from dataclasses import dataclass

import numpy as np

from demarche.reader.heads import Floats, Ints

MOST = 200  # mentions of a section that are kept, the surest: a bound for hostile text


@dataclass(frozen=True)
class Mention:
    """A trigger: words `[first, last]`, the number of its type, and how probable it is."""

    type: int
    first: int
    last: int
    probability: float


def mentions_of(probabilities: Floats, sentence: Ints, word: float, mention: float) -> list[Mention]:
    """Runs of words that may be a trigger of one type, within a sentence; in order of the text.

    probabilities: [words, types]. A run's probability is that of one of its words being the trigger at least.
    """
    found: list[Mention] = []
    for number in range(probabilities.shape[1]):
        column = probabilities[:, number]
        likely = np.flatnonzero(column >= word)
        i = 0
        while i < len(likely):
            j = i
            # one weaker word between does not end a run ("carried out several strikes")
            while (
                j + 1 < len(likely)
                and likely[j + 1] - likely[j] <= 2
                and sentence[likely[j + 1]] == sentence[likely[i]]
            ):
                j += 1
            run = column[likely[i] : likely[j] + 1]
            probability = float(1.0 - np.prod(1.0 - run.astype(np.float64)))
            if probability >= mention:
                strong = np.flatnonzero(run >= 0.5 * run.max())
                found.append(
                    Mention(number, int(likely[i] + strong[0]), int(likely[i] + strong[-1]), probability)
                )
            i = j + 1
    if len(found) > MOST:
        found = sorted(found, key=lambda m: -m.probability)[:MOST]
    return sorted(found, key=lambda m: (m.first, m.last, m.type))
