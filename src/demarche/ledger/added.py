"""What a ledger says of a report handed to it."""

from enum import StrEnum


class Added(StrEnum):
    """How a report stands to what the ledger holds.

    `NEW`: its outlet had no report of that id.
    `SEEN`: the same words, read by the same model, are kept already: nothing changes.
    `CORRECTED`: its outlet had that id with other words; it becomes current, the old version superseded.
    `REREAD`: the same words are kept, read by another model; the old reading gives way to the new one.
    """

    NEW = "new"
    SEEN = "seen"
    CORRECTED = "corrected"
    REREAD = "reread"
