"""What of a written truth a collated ledger tells: figures, and each miss in a line.

main_b3    B-cubed F1 of the groups of reports by what they are chiefly about
linked     F1 of the pairs of reports that tell a common incident
disputes   F1 of the kinds of dispute, over the incidents that two reports or more tell
tolls      share of the totals killed and injured that an incident of their report gives
blame      share of the parties blamed that the found incident names as author, through the same report
copies found, copies wrong    share of the copies that are called so; pairs that wrongly are, a count
accords    share of the accords that are one record, breaches: of their breaches that it lists
threads    share of the demarches of which a thread is found, makings: of the reports that tell of them,
answers    share of the demarches with a thread and its answer right
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from benchmarks.collation_truth import TrueBreach, TrueIncident, Truth
from benchmarks.incidents import b_cubed, linked
from demarche.collate.copies.versions import page_key
from demarche.knowledge.folding import fold
from demarche.ledger import Ledger, Query
from demarche.records import Accord, Breach, Demarche, Incident, Report

EVERY = Query(limit=None)
FIGURES = (
    "main_b3",
    "linked",
    "disputes",
    "tolls",
    "blame",
    "copies found",
    "copies wrong",
    "accords",
    "breaches",
    "threads",
    "makings",
    "answers",
)
LONG_WORD = 4


class Score:
    """Figures, of which each is set once, and the misses behind them."""

    def __init__(self) -> None:
        self.figures: dict[str, float] = {}
        self.misses: list[str] = []

    def share(self, figure: str, hits: int, of: int) -> None:
        """Set a figure to the share of hits."""
        self.figures[figure] = round(hits / of, 3) if of else 0.0

    def miss(self, figure: str, words: str) -> None:
        """Note what is not as it should be."""
        self.misses.append(f"{figure}: {words}")


def score(ledger: Ledger, truth: Truth, reports: Iterable[Report]) -> Score:
    """Measure a ledger that holds these reports and no other, collated."""
    found = Score()
    incidents = ledger.incidents(EVERY).rows
    _leads(found, truth, incidents)
    _links(found, truth, incidents)
    best = {each.id: _closest(each, incidents) for each in truth.incidents}
    _disputes(found, truth, best)
    _tolls(found, truth, incidents)
    _blame(found, truth, best)
    _copies(found, truth, ledger, {page_key(report): report.id for report in reports})
    _accords(found, truth, ledger.accords(EVERY).rows)
    _threads(found, truth, ledger.demarches(EVERY).rows)
    return found


def _leads(found: Score, truth: Truth, incidents: Sequence[Incident]) -> None:
    lead: dict[str, str | None] = dict.fromkeys(truth.main_of)
    for incident in incidents:
        lead.update({part.report_id: incident.id for part in incident.reports if part.lead})
    found.figures["main_b3"] = b_cubed(truth.main_of, lead, sorted(truth.main_of))["F1"]
    title = {incident.id: repr(incident.title) for incident in incidents}
    for report, main in truth.main_of.items():
        alike = {other for other, its in truth.main_of.items() if its == main and main} | {report}
        with_it = {other for other, its in lead.items() if its == lead[report] and its} | {report}
        if alike != with_it:
            told = title.get(lead[report] or "", "nothing")
            without = f", without {sorted(alike - with_it)}" if alike - with_it else ""
            beside = f", with {sorted(with_it - alike)}" if with_it - alike else ""
            found.miss("main_b3", f"{report} ({main or 'of several'}) in {told}{without}{beside}")


def _links(found: Score, truth: Truth, incidents: Sequence[Incident]) -> None:
    meant = [{part.report_id for part in each.reports} for each in truth.incidents]
    made = [{part.report_id for part in each.reports} for each in incidents]
    found.figures["linked"] = linked(meant, made)["F1"]
    gold, called = _pairs(meant), _pairs(made)
    for each, members in zip(truth.incidents, meant, strict=True):
        apart = sorted(pair for pair in _pairs([members]) if pair not in called)
        if apart:
            found.miss("linked", f"{each.id} not together: {', '.join(f'{a}~{b}' for a, b in apart)}")
    for incident, members in zip(incidents, made, strict=True):
        wrong = sorted(pair for pair in _pairs([members]) if pair not in gold)
        if wrong:
            found.miss("linked", f"{incident.title!r} wrongly: {', '.join(f'{a}~{b}' for a, b in wrong)}")


def _disputes(found: Score, truth: Truth, best: Mapping[str, Incident | None]) -> None:
    meant, called = set(), set()
    for each in truth.incidents:
        if len(each.reports) < 2:
            continue
        meant |= {(each.id, kind) for kind in each.disputes}
        incident = best[each.id]
        for dispute in incident.disputes if incident else ():
            called.add((each.id, dispute.kind))
            if dispute.kind not in each.disputes:
                sides = " / ".join(side.value for side in dispute.sides)
                found.miss("disputes", f"{each.id} {dispute.kind} wrongly: {sides} ({dispute.reason})")
    for name, kind in sorted(meant - called):
        found.miss("disputes", f"{name} {kind} not found")
    hits = len(meant & called)
    found.share("disputes", 2 * hits, len(meant) + len(called))


def _tolls(found: Score, truth: Truth, incidents: Sequence[Incident]) -> None:
    given = {
        (claim.voice.report_id, claim.kind, claim.count) for incident in incidents for claim in incident.tolls
    }
    hits = total = 0
    for each in truth.incidents:
        for part in each.reports:
            for kind, totals in (("killed", part.killed), ("injured", part.injured)):
                for toll in totals:
                    total += 1
                    hits += (part.report_id, kind, toll.count) in given
                    if (part.report_id, kind, toll.count) not in given:
                        found.miss("tolls", f"{each.id} {part.report_id}: {kind} {toll.text!r}")
    found.share("tolls", hits, total)


def _blame(found: Score, truth: Truth, best: Mapping[str, Incident | None]) -> None:
    hits = total = 0
    for each in truth.incidents:
        incident = best[each.id]
        authors = incident.authors if incident else ()
        for part in each.reports:
            told = [claim for claim in authors if claim.voice.report_id == part.report_id]
            named = set().union(*(_words(f"{claim.party} {claim.text}") for claim in told))
            for blamed in part.blamed:
                total += 1
                hits += bool(named & _words(blamed.party))
                if not named & _words(blamed.party):
                    got = ", ".join(sorted({claim.party for claim in told})) or "nobody"
                    found.miss("blame", f"{each.id} {part.report_id}: {blamed.party!r}; found {got}")
    found.share("blame", hits, total)


def _copies(found: Score, truth: Truth, ledger: Ledger, id_of: Mapping[str, str]) -> None:
    meant = {tuple(sorted(pair)) for pair in truth.copies}
    called = {
        tuple(sorted((id_of[link.one], id_of[link.other])))
        for group in ledger.copies()
        for link in (*group.links, *group.outside)
    }
    found.share("copies found", len(meant & called), len(meant))
    found.figures["copies wrong"] = len(called - meant)
    for what, pairs in (("copies found", meant - called), ("copies wrong", called - meant)):
        for one, other in sorted(pairs):
            found.miss(what, f"{one}~{other}")


def _accords(found: Score, truth: Truth, accords: Sequence[Accord]) -> None:
    once = hits = total = 0
    for each in truth.accords:
        mine = [a for a in accords if any(_is(each.names, name, None) for name in (a.name, *a.aliases))]
        once += len(mine) == 1
        if len(mine) != 1:
            found.miss("accords", f"{each.names[0]}: {len(mine)} records {[a.name for a in mine]}")
        listed = [breach for accord in mine for breach in accord.breaches if breach.stance != "denies"]
        for meant in each.breaches:
            total += 1
            if any(_is_breach(meant, breach) for breach in listed):
                hits += 1
                continue
            got = "; ".join(f"{b.accused} by {b.said_by or b.voice.outlet}" for b in listed) or "none"
            found.miss("breaches", f"{meant.accused[-1]}, said by {meant.said_by[-1]}; found {got}")
    found.share("accords", once, len(truth.accords))
    found.share("breaches", hits, total)


def _threads(found: Score, truth: Truth, demarches: Sequence[Demarche]) -> None:
    threads = answers = made = makings = 0
    for each in truth.demarches:
        wanted = set(each.makings)
        mine = [
            (len(wanted & _makings(demarche)), demarche)
            for demarche in demarches
            if _is(each.asker, demarche.asker, demarche.asker_code)
            and _is(each.asked, demarche.asked, demarche.asked_code)
        ]
        held, thread = max(mine, key=lambda one: one[0], default=(0, None))
        makings += len(wanted)
        if thread is None or not held:
            tries = [f"{d.asker} asks {d.asked}" for d in demarches if wanted & _makings(d)]
            found.miss("threads", f"{each.what}: {tries or 'none'}")
            continue
        threads += 1
        made += held
        answers += thread.answer in each.answers
        if held < len(wanted):
            found.miss("makings", f"{each.what}: not told by {sorted(wanted - _makings(thread))}")
        if thread.answer not in each.answers:
            found.miss("answers", f"{each.what}: {thread.answer}, which is {thread.outcome}")
    found.share("threads", threads, len(truth.demarches))
    found.share("makings", made, makings)
    found.share("answers", answers, len(truth.demarches))


def _makings(demarche: Demarche) -> set[str]:
    return {making.voice.report_id for making in demarche.makings}


def _is_breach(meant: TrueBreach, breach: Breach) -> bool:
    by = breach.said_by or breach.voice.outlet or ""
    return _is(meant.accused, breach.accused, breach.accused_code) and _is(meant.said_by, by, None)


def _is(meant: Sequence[str], name: str, code: str | None) -> bool:
    """Whether a party is meant: by its code, or by a name that is in its name."""
    return code in meant or any(fold(each) in fold(name) for each in meant if len(each) >= LONG_WORD)


def _closest(meant: TrueIncident, incidents: Sequence[Incident]) -> Incident | None:
    """The incident that shares most of its reports; None where none shares any."""
    told = {part.report_id for part in meant.reports}
    main = {part.report_id for part in meant.reports if part.main}

    def rank(incident: Incident) -> tuple[float, int]:
        made = {part.report_id for part in incident.reports}
        leads = {part.report_id for part in incident.reports if part.lead}
        return len(told & made) / len(told | made), len(main & leads)

    best = max(incidents, key=rank, default=None)
    return best if best is not None and rank(best)[0] else None


def _words(name: str) -> set[str]:
    """The words that tell one name from another; singular and plural are one."""
    return {word.rstrip("s") for word in fold(name).split() if len(word) >= LONG_WORD}


def _pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
