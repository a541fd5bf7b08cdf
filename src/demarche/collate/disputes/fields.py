"""What is disputed about an incident: fields on which sources differ, with who says which."""

from collections.abc import Mapping, Sequence

from demarche.collate.disputes.authors import author_claims, author_disputes
from demarche.collate.disputes.moments import when_disputes
from demarche.collate.disputes.natures import what_disputes, whether_disputes
from demarche.collate.disputes.rival_tolls import toll_disputes
from demarche.collate.disputes.sites import where_disputes
from demarche.collate.disputes.tolls import set_aside, toll_claims
from demarche.collate.telling.told import ReportKey, Told
from demarche.records import Dispute, Place


def disputes_of(
    tolds: Sequence[Told], voices: Mapping[ReportKey, str], place: Place | None = None
) -> tuple[Dispute, ...]:
    """The disputes of one incident: toll, author, what, whether, when, where, in that order.

    `tolds`: the events merged, with the accusations and denials told of them, in any order; `voices`: each
    report's group of copies, by report id; `place`: the incident's.
    """
    ordered = sorted(tolds, key=lambda told: (told.report_id, told.event.sequence, told.id))
    leads = frozenset(told.id for told in ordered if told.lead)
    return (
        *toll_disputes(toll_claims(ordered, voices), leads, set_aside(ordered, place)),
        *author_disputes(author_claims(ordered, voices)),
        *what_disputes(ordered, voices),
        *whether_disputes(ordered, voices),
        *when_disputes(ordered, voices),
        *where_disputes(ordered, voices),
    )
