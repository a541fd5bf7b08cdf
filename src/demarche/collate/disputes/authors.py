"""Who is said to have done it: blamed by whom, denied by whom; and whether that is disputed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from demarche.collate.disputes.camps import Camp, camp_of, opposed
from demarche.collate.disputes.denials import denies_happening, tells_invention
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import one_voice, source_voice, speaker, voice_at
from demarche.knowledge.countries import countries
from demarche.records import AuthorClaim, Dispute, Party, Side, Statement, Voice

DEEDS = ("ASSAULT", "COERCE", "SANCTION")  # what somebody can be blamed for
NEAR = 160  # characters between a party and the words of the deed: farther, it is context

_BLAMING = frozenset({"allege"})

Placed = tuple[AuthorClaim, Camp]


def author_claims(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> tuple[AuthorClaim, ...]:
    """Who is named as the author, by which voice, oldest first; none of an incident without a deed.

    From the actors of deeds, the accused of accusations told with them, and denials: a source that denies the
    deed, or a party that rejects the blame; not who says that nothing happened, or that it was made up.
    """
    every = sorted(tolds, key=lambda told: told.id)
    deeds = [
        told
        for told in every
        if told.event.type in DEEDS and told.event.occurrence == "actual" and not denies_happening(told)
    ]
    if not deeds:
        return ()
    found: list[AuthorClaim] = []
    for told in deeds:
        if not is_two_sided(told):
            found += [_claim(actor, voice_at(told, actor.start, voices)) for actor in _near(told)]
        found += _denials(told, voices)
    for told in every:
        if told.event.type == "ACCUSE" and _BLAMING.intersection(told.event.mode):
            found += [] if tells_invention(told) else _accusations(told, voices)
        elif told.event.type == "REJECT" and not told.event.mode and not denies_happening(told):
            found += [_claim(actor, speaker(told, actor, "denies", voices)) for actor in told.event.actors]
    once = {(c.voice.report, c.start, c.party, c.voice.by, c.voice.stance): c for c in reversed(found)}
    return tuple(sorted(once.values(), key=_order))


def author_disputes(claims: Sequence[AuthorClaim]) -> tuple[Dispute, ...]:
    """At most one dispute: opposed parties are blamed by different voices, or the blamed party denies it."""
    placed = [(claim, camp) for claim in claims if (camp := camp_of(claim.party, claim.code, claim.sector))]
    blamed = [(claim, camp) for claim, camp in placed if claim.voice.stance != "denies"]
    denied = [(claim, camp) for claim, camp in placed if claim.voice.stance == "denies"]
    together = _together(blamed)
    rivals = [
        pair
        for pair in combinations(_each_once(blamed), 2)
        if frozenset((pair[0][1], pair[1][1])) not in together and _are_rivals(*pair)
    ]
    refused = [
        (one, other)
        for one in _each_once(blamed)
        for other in _each_once(denied)
        if one[1] == other[1] and one[1].kind != "nobody" and not one_voice(one[0].voice, other[0].voice)
    ]
    if not rivals and not refused:
        return ()
    involved = {_key(*placed) for pair in (*rivals, *refused) for placed in pair}
    sides: dict[str, list[AuthorClaim]] = {}
    for claim, camp in placed:
        if _key(claim, camp) in involved:
            verb = "denied by" if claim.voice.stance == "denies" else ""
            sides.setdefault(f"{verb} {_called(claim, camp)}".strip(), []).append(claim)
    (one, its), (other, _) = (rivals or refused)[0]
    return (
        Dispute(
            kind="author",
            about="" if rivals else _called(one, its),
            sides=tuple(
                Side(value=value, claims=tuple(_statement(claim, value) for claim in held))
                for value, held in sorted(sides.items())
            ),
            reason=f"{_said(one)}; {_said(other)}",
        ),
    )


def _called(claim: AuthorClaim, camp: Camp) -> str:
    """A state by its name, whichever of its organs is named: they are one side; anyone else as told."""
    country = countries().get(camp.who) if camp.kind == "state" else None
    return country.name if country else claim.party


def _are_rivals(one: Placed, other: Placed) -> bool:
    """Whether two voices blame those who cannot both have done it.

    Somebody must accuse: both sides act in a battle, and whose aircraft it was is often a guess. Of two armed
    groups both must be accused, since groups fight side by side.
    """
    (first, its), (second, others) = one, other
    armed = (its.kind, others.kind).count("armed")
    accused = (first.voice.stance, second.voice.stance).count("alleges")
    return accused >= max(1, armed) and opposed(its, others) and not one_voice(first.voice, second.voice)


def _each_once(placed: Sequence[Placed]) -> list[Placed]:
    """The first of each camp, voice and stance: the others add nothing to the comparison."""
    return list({_key(*each): each for each in reversed(placed)}.values())[::-1]


def _key(claim: AuthorClaim, camp: Camp) -> tuple[Camp, str, str]:
    return camp, claim.voice.group, claim.voice.stance


def is_two_sided(told: Told) -> bool:
    """Whether both sides of a fight act, so that nobody is said to have done it to the other."""
    camps = [camp for party in told.event.actors if (camp := camp_of(party.name, party.code, party.sector))]
    return any(opposed(a, b) and "armed" in (a.kind, b.kind) for a, b in combinations(camps, 2))


def _near(told: Told) -> list[Party]:
    """The actors named near the words of the deed."""
    return [
        actor
        for actor in told.event.actors
        if any(max(actor.start - m.end, m.start - actor.end) <= NEAR for m in told.event.mentions)
    ]


def _denials(told: Told, voices: Mapping[ReportKey, str]) -> list[AuthorClaim]:
    return [
        _claim(source.party, source_voice(told, source, voices))
        for source in told.event.attribution
        if source.stance == "denies"
    ]


def _accusations(told: Told, voices: Mapping[ReportKey, str]) -> list[AuthorClaim]:
    """The accused by each accuser; of an accuser who accuses its own camp the reading cannot be right."""
    found = []
    for accuser in told.event.actors or (None,):
        its = accuser and camp_of(accuser.name, accuser.code, accuser.sector)
        for accused in told.event.recipients:
            if accuser is None:
                found.append(_claim(accused, voice_at(told, accused.start, voices)))
            elif its is None or its != camp_of(accused.name, accused.code, accused.sector):
                found.append(_claim(accused, speaker(told, accuser, "alleges", voices)))
    return found


def _together(blamed: Sequence[Placed]) -> set[frozenset[Camp]]:
    """States that one voice blames together or as either the one or the other: no rivals of one another."""
    by_event: dict[tuple[str, str], set[Camp]] = {}
    for claim, camp in blamed:
        if camp.kind in ("state", "coalition"):
            by_event.setdefault((claim.voice.event_id, claim.voice.group), set()).add(camp)
    return {frozenset(pair) for held in by_event.values() for pair in combinations(sorted(held), 2)}


def _claim(party: Party, voice: Voice) -> AuthorClaim:
    return AuthorClaim(
        party=party.name,
        code=party.code,
        sector=party.sector,
        text=party.text,
        start=party.start,
        end=party.end,
        voice=voice,
    )


def _statement(claim: AuthorClaim, value: str) -> Statement:
    return Statement(value=value, text=claim.text, start=claim.start, end=claim.end, voice=claim.voice)


def _said(claim: AuthorClaim) -> str:
    who = claim.voice.by or claim.voice.outlet or "a report without outlet"
    if claim.voice.stance == "denies":
        return f"denied by {who}"
    return f"{claim.party} according to {who}"


def _order(claim: AuthorClaim) -> tuple[str, str, str, int, str, str]:
    voice = claim.voice
    return (
        voice.published or "9999",
        voice.outlet or "",
        voice.report_id,
        claim.start,
        claim.party,
        voice.by or "",
    )
