"""What the model's outputs stand for, in their order. A model is made for exactly these."""

from demarche.plover import ontology

SPAN_KINDS = ("party", "place", "time", "number", "agreement")
OCCURRENCES = ("actual", "future", "hypothetical", "negated")
STANCES = ("asserts", "alleges", "denies")
TOLL_KINDS = ("killed", "injured", "missing", "displaced", "detained", "captured")
BOUNDS = ("exact", "at_least", "at_most", "about")
STATES = ("in_force", "collapsed", "suspended", "proposed", "unclear")
PARTY_ROLES = ("actor", "recipient", *STANCES)
ROLES = (*PARTY_ROLES, "where", "when", *TOLL_KINDS, "agreement")
FILLS = {
    "party": PARTY_ROLES,
    "place": ("where",),
    "time": ("when",),
    "number": TOLL_KINDS,
    "agreement": ("agreement",),
}
CODE_CLASSES = ("none", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "other")
TYPES = tuple(sorted(ontology().types))
MODES = tuple((t, mode) for t in TYPES for mode in sorted(ontology().types[t].modes))
SECTORS = ("", *sorted(ontology().sectors))
