"""A program for tests: writes batches of stories into a ledger and says which are kept, until it is killed.

Arguments: the ledger's path, the first batch, how many batches, stories a batch.
"""

import sys

from ledger_samples import story

from demarche.ledger import Ledger


def main(path: str, first: int, batches: int, size: int) -> None:
    print("awake", flush=True)
    with Ledger.open(path) as ledger:
        for batch in range(first, first + batches):
            ledger.add_many([story(number, events=3) for number in range(batch * size, (batch + 1) * size)])
            print(batch, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
