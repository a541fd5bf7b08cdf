"""Which part a report belongs to, by its id alone: it never changes sides when data is added."""

import hashlib
from typing import Literal

Part = Literal["train", "tune", "held"]


def part_of(report_id: str) -> Part:
    """`held`: the corpus' test part, never trained on. `tune`: thresholds and calibration. Else `train`."""
    number = int(hashlib.sha256(report_id.encode()).hexdigest()[:8], 16) % 100
    real = "-" in report_id and report_id.split("-")[0] in ("fakes", "voa", "re3d", "gwn", "tr")
    if real:
        return "tune" if number < 9 else "train"
    return "held" if number < 10 else "tune" if number < 14 else "train"
