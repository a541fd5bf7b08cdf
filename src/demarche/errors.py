"""What can go wrong, as one hierarchy: every error a user can meet is a `DemarcheError` of one clear line."""


class DemarcheError(Exception):
    """Base of all errors raised on purpose; its message is one line that says what and where."""


class InputError(DemarcheError):
    """A call or an input that cannot be used: a path that is not there, a filter that makes no sense."""


class LedgerError(DemarcheError):
    """A ledger that cannot be opened, written or understood (for one: written by a newer version)."""


class ModelError(DemarcheError):
    """The reader's weights are missing, damaged or made for another version of the reader."""


class KnowledgeError(DemarcheError):
    """A knowledge file (parties, places, ontology) that is not well formed."""


class ClusterError(DemarcheError):
    """Ray is not there, or work that it was given could not be done."""
