"""Check corpus files and count what they hold: `python -m training.check_corpus FILE...`."""

import sys
from collections import Counter
from pathlib import Path

from training.marked import MarkError, read_corpus


def main(paths: list[str]) -> int:
    """Print problems and counts by type; the number of problems is the result."""
    problems, reports, types, occurrences = 0, 0, Counter[str](), Counter[str]()
    seen: set[str] = set()
    for path in paths:
        for report in read_corpus(Path(path)):
            if isinstance(report, MarkError):
                problems += 1
                print(report)
                continue
            if report.id in seen:
                problems += 1
                print(f"{path}: {report.id}: this id stands twice")
            seen.add(report.id)
            reports += 1
            types.update(event.type for event in report.events.values())
            occurrences.update(event.occurrence for event in report.events.values())
    print(f"{reports} reports, {sum(types.values())} events, {problems} problems")
    print(dict(types.most_common()), dict(occurrences))
    return min(problems, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
